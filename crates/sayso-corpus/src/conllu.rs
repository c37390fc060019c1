//! Dispatches as CoNLL-U, the marks in the last column.

use crate::Dispatch;
use sayso_language::{Pack, Word};
use sayso_model::Span;
use std::fmt::Write as _;

/// A dispatch in CoNLL-U: sentences, words, tags and trees as `pack` gives them (nobody has
/// corrected these), and in MISC what is marked by hand. Spans begin with `B-` and go on with `I-`:
/// `Said=B-1:direct`, `Cue=B-1`, `Source=B-1+2`, `Entity=B-morand:person:name`,
/// `Timex=B-DATE:2025-03-11`, `Event=B-1:PROTEST:asserted`. Where marks nest, the values of one key
/// are parted by commas, the outer first.
pub fn to_conllu(dispatch: &Dispatch, pack: &Pack) -> String {
    let text = dispatch.body.text();
    let mut blocks = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let end = from + line.trim_end().len();
        if end > from {
            blocks.push(Span::new(from as u32, end as u32));
        }
        from += line.len();
    }
    let mut analysis = pack.analyse(text, &blocks);
    for sentence in 0..analysis.sentences.len() {
        pack.parse(text, &mut analysis, sentence);
    }
    let layers = layers(dispatch);
    let id = dispatch.get("id").unwrap_or("dispatch");
    let mut out = format!("# newdoc id = {id}\n");
    let mut block = None;
    for (n, sentence) in analysis.sentences.iter().enumerate() {
        if block != Some(sentence.block) {
            block = Some(sentence.block);
            let _ = writeln!(out, "# newpar id = {id}-p{}", sentence.block + 1);
        }
        let _ = writeln!(out, "# sent_id = {id}-s{}", n + 1);
        let _ = writeln!(out, "# text = {}", sentence.span.of(text));
        let words = analysis.words.get(sentence.words.clone()).unwrap_or_default();
        for (i, word) in words.iter().enumerate() {
            let shares = |other: Option<&Word>| other.is_some_and(|o| o.span == word.span);
            let follows = i > 0 && shares(words.get(i - 1));
            let after = words.iter().skip(i + 1).find(|w| w.span != word.span);
            let glued = after.is_some_and(|w| !w.spaced);
            let space = if glued { "SpaceAfter=No" } else { "_" };
            let is_part = follows || shares(words.get(i + 1));
            if is_part && !follows {
                let parts = words.iter().skip(i).take_while(|w| w.span == word.span).count();
                let surface = word.span.of(text);
                let _ = writeln!(
                    out,
                    "{}-{}\t{surface}\t_\t_\t_\t_\t_\t_\t_\t{space}",
                    i + 1,
                    i + parts
                );
            }
            let mut misc: Vec<String> = Vec::new();
            for (key, marks) in &layers {
                let here: Vec<String> = marks
                    .iter()
                    .filter(|(span, _)| span.overlaps(word.span))
                    .map(|(span, value)| {
                        let begins = word.span.start <= span.start && !follows;
                        format!("{}-{value}", if begins { "B" } else { "I" })
                    })
                    .collect();
                if !here.is_empty() {
                    misc.push(format!("{key}={}", here.join(",")));
                }
            }
            if glued && !is_part {
                misc.push("SpaceAfter=No".to_owned());
            }
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            let head = match word.head == sentence.words.start + i {
                true => 0,
                false => word.head - sentence.words.start + 1,
            };
            let relation = if head == 0 { "root" } else { word.deprel.name() };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{}\t{head}\t{relation}\t_\t{misc}",
                i + 1,
                word.form(text),
                word.lemma,
                word.upos.name(),
                feats(word),
            );
        }
        out.push('\n');
    }
    out
}

type Layer = (&'static str, Vec<(Span, String)>);

/// What is marked, by key, outer marks first. Values hold none of CoNLL-U's own signs.
fn layers(dispatch: &Dispatch) -> Vec<Layer> {
    let body = &dispatch.body;
    let clean = |s: &str| s.replace(['|', '=', ',', ' '], "_");
    let attributions = body.attributions();
    let mut said = Vec::new();
    let mut cue: Vec<(Span, String)> = Vec::new();
    let mut source: Vec<(Span, String)> = Vec::new();
    let serve = |marks: &mut Vec<(Span, String)>, span: Option<Span>, id: &str| {
        let Some(span) = span else { return };
        match marks.iter_mut().find(|(s, _)| *s == span) {
            Some((_, ids)) => ids.push_str(&format!("+{id}")),
            None => marks.push((span, id.to_owned())),
        }
    };
    for a in &attributions {
        let id = clean(&a.id);
        said.extend(a.content.iter().map(|s| (*s, format!("{id}:{}", a.kind.name()))));
        serve(&mut cue, a.cue, &id);
        serve(&mut source, a.source, &id);
    }
    let mut mentions = Vec::new();
    for entity in body.entities() {
        let (id, kind) = (clean(&entity.id), entity.kind.name());
        mentions.extend(
            entity.mentions.iter().map(|m| (m.span, format!("{id}:{kind}:{}", m.form.name()))),
        );
    }
    let time = |t: crate::GoldTime| (t.span, format!("{}:{}", t.kind.name(), clean(&t.value)));
    let event = |e: crate::GoldEvent| {
        (e.trigger, format!("{}:{}:{}", clean(&e.id), clean(&e.kind), e.status.name()))
    };
    let mut layers: [Layer; 6] = [
        ("Cue", cue),
        ("Entity", mentions),
        ("Event", body.events().into_iter().map(event).collect()),
        ("Said", said),
        ("Source", source),
        ("Timex", body.times().into_iter().map(time).collect()),
    ];
    for (_, marks) in &mut layers {
        marks.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    }
    layers.into()
}

fn feats(word: &Word) -> String {
    let m = &word.morph;
    let feats = [
        ("Case", m.case.name()),
        ("Gender", m.gender.name()),
        ("Mood", m.mood.name()),
        ("Number", m.number.name()),
        ("Person", m.person.name()),
        ("Tense", m.tense.name()),
        ("VerbForm", m.verb_form.name()),
    ];
    let told: Vec<String> =
        feats.iter().filter(|f| !f.1.is_empty()).map(|(k, v)| format!("{k}={v}")).collect();
    if told.is_empty() { "_".to_owned() } else { told.join("|") }
}
