//! Indirect speech that runs on: the next sentence in the reporting conditional (*Selon X, P. Les
//! autres seraient partis.*), and speech that the next sentence credits (*P. C'est l'avis de X.*).

use super::extent::trimmed;
use super::source::Source;
use super::{Draft, Drafts};
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::{Deprel, Mood, Upos};

/// At most so many sentences are taken on.
const MAX_SENTENCES: usize = 3;

/// Lengthens reports into the sentences that go on with them, and credits sentences backwards.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let mut spoken = spoken(drafts);
    for index in 0..drafts.list.len() {
        conditional(drafts, index, &mut spoken);
    }
    for sentence in 1..drafts.view.sentences.len() {
        backwards(drafts, sentence, &spoken);
    }
}

/// Which sentences hold words of a draft already.
fn spoken(drafts: &Drafts<'_, '_>) -> Vec<bool> {
    let view = drafts.view;
    let mut spoken = vec![false; view.sentences.len()];
    for span in drafts.list.iter().flat_map(|d| &d.content) {
        let from = view.sentences.partition_point(|s| s.span.end <= span.start);
        for (i, sentence) in view.sentences.iter().enumerate().skip(from) {
            if sentence.span.start >= span.end {
                break;
            }
            spoken[i] = true;
        }
    }
    spoken
}

fn conditional(drafts: &mut Drafts<'_, '_>, index: usize, spoken: &mut [bool]) {
    let view = drafts.view;
    let draft = &drafts.list[index];
    if !matches!(draft.rule, "that-clause" | "according-to" | "insert-after-clause" | "as-said")
        || view.quote_of[draft.at].is_some()
    {
        return;
    }
    let Some(end) = draft.content.iter().map(|s| s.end).max() else { return };
    let last = view.word_from(end).saturating_sub(1);
    let mut sentence = view.sentence_of[last] as usize;
    // Nothing but the reporting clause may follow the content in its sentence.
    let reach =
        draft.cue.map_or(end, |c| c.end).max(draft.source.map_or(end, |s| s.span.end)).max(end);
    let rest = view.word_from(reach)..view.sentences[sentence].words.end;
    if rest.clone().count() > 8 && rest.clone().any(|w| view.upos(w) == Upos::Verb) {
        return;
    }
    for _ in 0..MAX_SENTENCES {
        sentence += 1;
        let Some(next) = view.sentences.get(sentence) else { return };
        if next.block != view.sentences[sentence - 1].block
            || next.words.clone().any(|w| view.is_mark[w] || view.quote_of[w].is_some())
            || spoken[sentence]
            || !is_conditional(drafts, sentence)
        {
            return;
        }
        let start = super::insert::skip_connective(view, next.words.start, next.words.end);
        let Some(span) = trimmed(view, start.min(next.words.end - 1), next.words.end - 1) else {
            return;
        };
        drafts.extend(index, span);
        spoken[sentence] = true;
    }
}

/// Whether the first finite verb of a sentence is a conditional.
fn is_conditional(drafts: &Drafts<'_, '_>, sentence: usize) -> bool {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    // The moods in which a language lets reports run on: conditional, Konjunktiv.
    let modal = |w: usize| {
        let code = match view.words[w].morph.mood {
            Mood::Cnd => "cnd",
            Mood::Sub => "sub",
            _ => return false,
        };
        view.lexicon.set("running-mood").has(code)
    };
    let first = words.clone().find(|w| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux) && view.words[*w].morph.mood != Mood::None
    });
    first.is_some_and(modal)
        && drafts.groups[sentence]
            .iter()
            .all(|g| !g.own_words && !g.entry.is_some_and(|e| e.is_speech()))
}

/// *P. C'est la remarque de X.*; *P. Le constat est de X.*
fn backwards(drafts: &mut Drafts<'_, '_>, sentence: usize, spoken: &[bool]) -> Option<()> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    if words.len() > 40 || view.sentences[sentence - 1].block != view.sentences[sentence].block {
        return None;
    }
    let copula = words.clone().find(|w| matches!(view.upos(*w), Upos::Aux | Upos::Verb))?;
    if !view.in_set_lemma("copula", copula) || copula > words.start + 6 {
        return None;
    }
    let noun = words
        .clone()
        .take(10)
        .find(|w| view.in_set("noun-cue", *w) && view.upos(*w) == Upos::Noun)?;
    // The source behind *de*: the noun's complement, or the predicate.
    let from = noun.max(copula) + 1;
    let of = (from..words.end.min(from + 3)).find(|w| view.in_set("infinitive-of", *w))?;
    let head = (of + 1..words.end.min(of + 6))
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn) && !names_verb(view, *w))?;
    let opens = if noun > copula {
        view.in_set("that-pronoun", words.start)
            || drafts.groups[sentence].iter().all(|g| g.form != GroupForm::Finite)
    } else {
        true
    };
    let before = &view.sentences[sentence - 1];
    if !opens || before.words.clone().any(|w| view.is_mark[w]) || spoken[sentence - 1] {
        return None;
    }
    let start = super::insert::skip_connective(view, before.words.start, before.words.end);
    let content = trimmed(view, start.min(before.words.end - 1), before.words.end - 1)?;
    drafts.add(Draft {
        rule: "noun-cue-behind",
        content: vec![content],
        cue: Some(view.words[noun].span),
        source: Some(Source::of(view, head)),
        at: noun,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a sentence that credits the one before".into(),
    });
    Some(())
}

fn names_verb(view: &View<'_>, w: usize) -> bool {
    view.deprel(w) == Deprel::Fixed
}
