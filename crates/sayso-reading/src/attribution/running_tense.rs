//! Indirect speech that goes on in the tense of what was told: *Afferma di non aver ricevuto nulla. La
//! puntata era stata approvata.* An article's own sentences tell in the perfect or the present; the
//! imperfect and the future behind a report, with nobody of their own who acts, belong to it.

use super::{Drafts, source};
use crate::view::View;
use sayso_language::{Deprel, Tense, Upos, VerbForm};

/// The rules whose reports run on so.
const RULES: [&str; 6] = [
    "that-clause",
    "marked-infinitive",
    "infinitive",
    "according-to",
    "insert-after-clause",
    "as-said",
];

/// Whether a sentence goes on with the report of a draft before it, by the tense of its verb.
pub(super) fn goes_on(drafts: &Drafts<'_, '_>, index: usize, sentence: usize) -> bool {
    let view = drafts.view;
    let tenses = view.lexicon.set("running-tense");
    if tenses.is_empty() || !RULES.contains(&drafts.list[index].rule) {
        return false;
    }
    let words = view.sentences[sentence].words.clone();
    let start = super::insert::skip_connective(view, words.start, words.end);
    let Some(finite) = main_verb(view, start, words.end) else { return false };
    let tense = match view.words[finite].morph.tense {
        Tense::Imp => tenses.has("imp"),
        Tense::Fut => tenses.has("fut"),
        _ => false,
    };
    tense
        && !tells(drafts, sentence)
        && !view.is(words.end.saturating_sub(1), "?")
        && !dated(view, start)
        && !(start..finite).any(|w| names_somebody(view, w))
        && !words.clone().any(|w| acts(view, w))
}

/// Whether the word names somebody, or takes him up, who is no part of an adjunct.
fn names_somebody(view: &View<'_>, w: usize) -> bool {
    let name = view.upos(w) == Upos::Propn;
    let pronoun = view.upos(w) == Upos::Pron && view.lexicon.pronoun(view.low(w)).is_some();
    (name || pronoun)
        && !source::governed(view, source::top_of_phrase(view, w))
        && !(name && in_complement(view, w))
}

/// Whether a preposition before a name makes it the complement of a noun.
fn in_complement(view: &View<'_>, name: usize) -> bool {
    let low = view.sentence(name).words.start;
    let before = (low..name).rev().find(|w| !matches!(view.upos(*w), Upos::Propn | Upos::Det));
    before.is_some_and(|w| view.upos(w) == Upos::Adp)
}

/// Whether the word is the subject of a verb, and somebody who speaks by himself.
fn acts(view: &View<'_>, w: usize) -> bool {
    if view.deprel(w) != Deprel::Nsubj || !matches!(view.upos(w), Upos::Noun | Upos::Propn) {
        return false;
    }
    let subject = source::Source::of(view, w);
    crate::identity::kind_of_phrase(view, subject.words.0, subject.words.1, w)
        .is_some_and(|k| k.speaks_by_itself())
}

/// Whether a verb or a preposition of the sentence reports by itself, or somebody speaks of himself.
fn tells(drafts: &Drafts<'_, '_>, sentence: usize) -> bool {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    drafts.groups[sentence].iter().any(|g| g.own_words || g.entry.is_some_and(|e| e.reports()))
        || words.clone().any(|w| {
            view.is(w, ":")
                || view.phrase_at("according", w, words.end) > 0
                || view.phrase_at("according-own", w, words.end) > 0
        })
}

/// Whether a date opens the sentence: the article's own telling goes on with one.
fn dated(view: &View<'_>, start: usize) -> bool {
    (start..start + 3).any(|w| view.in_set("time-noun", w))
}

/// The first finite verb that stands in no relative clause.
fn main_verb(view: &View<'_>, start: usize, end: usize) -> Option<usize> {
    (start..end).find(|w| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux)
            && view.words[*w].morph.verb_form == VerbForm::Fin
            && !(start.max(w.saturating_sub(3))..*w).any(|x| view.in_set("relative-subject", x))
    })
}
