//! Quotes that no rule has claimed: whether somebody says them is told by a linear model over what
//! stands in them and around them, trained on the corpus.
//!
//! The model is a logistic regression whose features name no word of any language, so that one model
//! serves all: `languages/quotes.tsv`, written by `sayso-train quotes`.

use super::extent::trim_edges;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use rustc_hash::FxHashMap;
use sayso_language::{Upos, VerbForm};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../languages/quotes.tsv");

/// The weights by feature; a line that cannot be read counts nothing.
static WEIGHTS: LazyLock<FxHashMap<&'static str, f32>> = LazyLock::new(|| {
    let rows = FILE.lines().filter(|l| !l.starts_with('#'));
    rows.filter_map(|row| {
        let (feature, weight) = row.split_once('\t')?;
        Some((feature, weight.trim().parse().ok()?))
    })
    .collect()
});

/// The score (log odds) from which a quote is given to somebody. An answer that is right with a
/// probability above half of the F1 reached so far raises it (Lipton et al. 2014): .42 at an F1 of .84.
const LEAST: f32 = -0.3;

/// Settles the quotes that are left: top-level ones that nobody has claimed.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let mut seen = 0;
    let mut last: Option<(u32, usize)> = None;
    let mut ends: Vec<(u32, usize)> = Vec::new();
    for (index, draft) in drafts.list.iter().enumerate() {
        if let Some(end) = draft.content.iter().map(|s| s.end).max() {
            ends.push((end, index));
        }
    }
    ends.sort_unstable();
    for q in 0..drafts.view.quotes.len() {
        if !is_left(drafts, q) {
            continue;
        }
        let open = drafts.view.quotes[q].open.start;
        while let Some(found) = ends.get(seen).filter(|e| e.0 <= open) {
            last = Some(*found);
            seen += 1;
        }
        let context = Context::of(drafts, q);
        let score: f32 =
            features(drafts, &context, last).iter().filter_map(|f| WEIGHTS.get(f.as_str())).sum();
        if score > LEAST {
            propose(drafts, &context, score, last);
        }
    }
}

/// Whether the quote stands by itself and is nobody's yet.
fn is_left(drafts: &Drafts<'_, '_>, q: usize) -> bool {
    let quote = &drafts.view.quotes[q];
    drafts.claimed[q].is_none()
        && !drafts.nobodys[q]
        && quote.parent.is_none()
        && !quote.inner.is_empty()
        && !stands_in_report(drafts.view, q)
}

/// *Bei der Zahl müsse "jede Kugel angesehen" werden.*: quoted words of a sentence in the mood of reports
/// belong to what it reports.
fn stands_in_report(view: &View<'_>, q: usize) -> bool {
    let open = view.word_from(view.quotes[q].open.start);
    let words = view.sentence(open).words.clone();
    open > words.start && super::mood::is_plainly_reported(view, words)
}

/// The quotes that are left with their features, for training.
pub(crate) fn examples(drafts: &Drafts<'_, '_>) -> Vec<(sayso_model::Span, Vec<String>)> {
    let mut ends: Vec<(u32, usize)> = Vec::new();
    for (index, draft) in drafts.list.iter().enumerate() {
        ends.extend(draft.content.iter().map(|s| s.end).max().map(|end| (end, index)));
    }
    ends.sort_unstable();
    (0..drafts.view.quotes.len())
        .filter(|q| is_left(drafts, *q))
        .map(|q| {
            let quote = &drafts.view.quotes[q];
            let before = ends.partition_point(|e| e.0 <= quote.open.start);
            let last = before.checked_sub(1).and_then(|i| ends.get(i)).copied();
            (quote.inner, features(drafts, &Context::of(drafts, q), last))
        })
        .collect()
}

/// Where a quote stands.
struct Context {
    quote: usize,
    sentence: usize,
    /// The mark that opens, and the first word behind the one that closes.
    open: usize,
    close: usize,
    /// The finite verb group before it in its sentence, else the first behind it.
    group: Option<VerbGroup>,
    subject: Option<Source>,
}

impl Context {
    fn of(drafts: &Drafts<'_, '_>, quote: usize) -> Context {
        let view = drafts.view;
        let q = &view.quotes[quote];
        let open = view.word_from(q.open.start);
        let close = view.word_from(q.close.end.max(q.inner.end));
        let sentence = view.sentence_of[open] as usize;
        let groups = &drafts.groups[sentence];
        let outside = |g: &&VerbGroup| {
            g.form == GroupForm::Finite && view.quote_of[g.verb].is_none() && !g.own_words
        };
        let group = groups
            .iter()
            .filter(outside)
            .rfind(|g| g.verb < open)
            .or_else(|| groups.iter().filter(outside).find(|g| g.verb >= close));
        let subject = group.and_then(|g| source::subject(view, groups, g));
        Context { quote, sentence, open, close, group: group.cloned(), subject }
    }
}

/// What is to be seen of a quote. No feature names a word.
fn features(drafts: &Drafts<'_, '_>, c: &Context, last: Option<(u32, usize)>) -> Vec<String> {
    let view = drafts.view;
    let quote = &view.quotes[c.quote];
    let inner = quote.inner.of(view.text);
    let range = view.sentences[c.sentence].words.clone();
    let mut out = vec!["bias".to_owned()];
    let mut add = |feature: String| out.push(feature);
    let words = inner.split_whitespace().count();
    let size = match words {
        0 | 1 => "1",
        2 => "2",
        3 => "3",
        4 | 5 => "4-5",
        6..=9 => "6-9",
        _ => "10+",
    };
    add(format!("words={size}"));
    let first = inner.chars().next().unwrap_or(' ');
    let case = if first.is_uppercase() {
        "upper"
    } else if first.is_lowercase() {
        "lower"
    } else {
        "other"
    };
    add(format!("case={case}"));
    add(format!("case={case} words={size}"));
    let inside = c.open + 1..c.close;
    let any = |holds: &dyn Fn(usize) -> bool| inside.clone().any(holds);
    let finite = any(&|w| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    });
    add(format!("finite={finite} words={size}"));
    let own = any(&|w| view.in_set("first-person", w) || view.in_set("second-person", w));
    add(format!("own={own}"));
    // Names and titles: nearly every word with a capital.
    let capitals = inner
        .split_whitespace()
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase))
        .count();
    add(format!("capitals={}", if words > 1 && capitals * 2 > words { "most" } else { "few" }));
    let ends = inner.chars().next_back().unwrap_or(' ');
    add(format!(
        "ends={}",
        match ends {
            '.' | '…' => "stop",
            '!' | '?' => "mark",
            ',' => "comma",
            _ => "word",
        }
    ));
    // What stands before and behind.
    let kind = |w: Option<usize>| -> &'static str {
        let Some(w) = w else { return "edge" };
        match view.upos(w) {
            _ if view.is(w, ":") => "colon",
            _ if view.is_comma(w) => "comma",
            Upos::Punct => "stop",
            Upos::Det => "det",
            Upos::Adp => "adp",
            Upos::Sconj => "sconj",
            Upos::Cconj => "cconj",
            Upos::Verb => "verb",
            Upos::Aux => "aux",
            Upos::Noun => "noun",
            Upos::Propn => "name",
            Upos::Adj => "adj",
            Upos::Adv => "adv",
            Upos::Pron => "pron",
            _ => "other",
        }
    };
    let before = c.open.checked_sub(1).filter(|w| *w >= range.start);
    let behind = Some(c.close).filter(|w| *w < range.end);
    add(format!("before={}", kind(before)));
    add(format!("before={} case={case}", kind(before)));
    add(format!("behind={}", kind(behind)));
    if let Some(w) = before {
        if view.in_set("naming", w) || view.in_set("named-thing", w) {
            add("naming".to_owned());
        }
        if view.in_set("noun-cue", w) {
            add("noun-cue".to_owned());
        }
        if view.in_set("definite", w) {
            add("definite".to_owned());
        }
    }
    let alone = (range.start..c.open).all(|w| view.is_punct(w))
        && (c.close..range.end).all(|w| view.is_punct(w));
    add(format!("alone={alone}"));
    // The verb and who does it.
    let class = match &c.group {
        None => "none",
        Some(g) => match g.entry {
            Some(e) if e.is_speech() => "speech",
            Some(e) if e.reports() => "act",
            Some(_) => "thought",
            None => "other",
        },
    };
    add(format!("verb={class}"));
    let side = match &c.group {
        Some(g) if g.verb < c.open => "before",
        Some(_) => "behind",
        None => "none",
    };
    add(format!("verb={class} side={side}"));
    add(format!("verb={class} words={size}"));
    let speaks = c.subject.as_ref().is_some_and(|s| super::clause::can_speak(view, s));
    add(format!("speaks={speaks}"));
    add(format!("speaks={speaks} verb={class}"));
    if let Some(g) = &c.group {
        let gap = c.open.saturating_sub(g.end() + 1);
        add(format!(
            "gap={}",
            if g.verb > c.open {
                "-"
            } else if gap == 0 {
                "0"
            } else if gap < 4 {
                "1-3"
            } else {
                "4+"
            }
        ));
        add(format!("passive={}", g.passive));
        add(format!("used={}", drafts.used[g.verb]));
    }
    // What was reported right before.
    let near = last.map(|(end, index)| {
        let from = view.sentence_of[view.word_from(end).saturating_sub(1)] as usize;
        let block = view.sentences[from].block == view.sentences[c.sentence].block;
        (c.sentence.saturating_sub(from), block, drafts.list[index].rule)
    });
    add(match near {
        Some((0, true, _)) => "report=sentence".to_owned(),
        Some((1, true, _)) => "report=before".to_owned(),
        Some((_, true, _)) => "report=paragraph".to_owned(),
        _ => "report=none".to_owned(),
    });
    out
}

fn propose(drafts: &mut Drafts<'_, '_>, c: &Context, score: f32, last: Option<(u32, usize)>) {
    let view = drafts.view;
    let span = trim_edges(view.text, view.quotes[c.quote].inner);
    if span.is_empty() {
        return;
    }
    let source =
        c.subject.filter(|s| super::clause::can_speak(view, s) && !super::clause::is_own(view, s));
    // Without a subject that can speak it is the speaker of before, where one stands near.
    let before = last.filter(|(end, _)| {
        let from = view.sentence_of[view.word_from(*end).saturating_sub(1)] as usize;
        view.sentences[from].block == view.sentences[c.sentence].block
    });
    let cue = c.group.as_ref().filter(|_| source.is_some()).map(|g| g.span(view));
    drafts.add(Draft {
        rule: "remainder",
        content: vec![span],
        cue,
        source,
        at: c.group.as_ref().map_or(c.open, |g| g.verb),
        same_speaker_as: if source.is_none() { before.map(|(_, index)| index) } else { None },
        negated: false,
        score: 1.0 / (1.0 + (-score).exp()) * 0.7,
        detail: "quoted words that a trained model gives to somebody".into(),
    });
}
