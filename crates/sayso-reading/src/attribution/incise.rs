//! What belongs to an inserted reporting clause and what goes on around it, where subjects may be dropped
//! and stand on either side of their verb.

use super::Drafts;
use super::extent::{quote_closed_at, quote_opened_at, trimmed};
use super::insert::Insert;
use crate::view::View;
use sayso_language::{Upos, VerbForm};
use sayso_model::Span;

/// Whether the verb has words of its own behind a colon or in marks, and no clause before it: *La madre, al
/// funerale, mi disse: «Q»*; *Suo figlio, avvocato, promette «una causa»*. Where subjects may be dropped
/// such a verb looks like an inserted one.
pub(super) fn opens_complement(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    before: usize,
    last: usize,
) -> bool {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    if !view.drops_subjects() || before < range.start {
        return false;
    }
    let stop = (last + 1..range.end).find(|w| view.is_punct(*w));
    let own = stop.is_some_and(|w| {
        view.is(w, ":")
            || view.is_mark[w]
                && quote_opened_at(view, w).is_some()
                && view.quote_of[last] == view.quote_of[before]
    });
    let level = view.quote_of[last];
    let clause = (range.start..=before).any(|w| {
        view.quote_of[w] == level
            && matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    });
    own && !clause && view.quote_of[before] == level && quote_closed_at(view, before).is_none()
}

/// *P, rileva l'istituto; Q*: what a semicolon parts from an inserted clause goes on with the words, where
/// it has no cue of its own.
pub(super) fn behind_semicolon(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
) -> Option<Span> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let semicolon = (insert.end..end).find(|w| view.is(*w, ";") && view.quote_of[*w].is_none())?;
    let says = |w: usize| {
        view.is_mark[w]
            || view.is(w, ":")
            || view.phrase_at("according", w, end) > 0
            || view.phrase_at("according-own", w, end) > 0
    };
    let other = drafts.groups[sentence]
        .iter()
        .any(|g| g.verb > semicolon && (g.own_words || g.entry.is_some_and(|e| e.is_speech())));
    let fits = !other && !(semicolon + 1..end).any(says);
    fits.then(|| trimmed(view, semicolon + 1, end.saturating_sub(1))).flatten()
}

/// Past what a comma parts from the source of an inserted clause: *P, ha detto Rossi, portavoce del
/// gruppo, e Q*; *P, spiega la sismologa, dell'Istituto di geofisica, Q*.
pub(super) fn past_apposition(view: &View<'_>, insert: &Insert, content: &[Span]) -> usize {
    let at = insert.end;
    let end = view.sentence(insert.verb).words.end;
    let named = insert.source.is_some_and(|s| !s.pronoun && s.words.0 > insert.verb);
    if !view.drops_subjects() || !named || content.is_empty() || !view.is_comma(at) {
        return at;
    }
    let parts = |w: &usize| view.is_comma(*w) || view.is(*w, ":");
    let Some(close) = (at + 1..end).find(parts) else { return at };
    let first = at + 1;
    let opens = view.in_set("infinitive-of", first)
        || crate::identity::noun::noun_at(view, first, end).is_some()
        || view.upos(first) == Upos::Num
        || view.upos(first) == Upos::Verb && view.words[first].morph.verb_form == VerbForm::Part;
    let verbless = !(first..close).any(|w| {
        view.is_mark[w]
            || matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
    });
    if opens && verbless { close } else { at }
}

/// Whether the words begin with a noun phrase whose clause alone holds a verb so far.
pub(super) fn waits_for_verb(view: &View<'_>, said: &Span) -> bool {
    let words = view.word_from(said.start)..view.word_from(said.end);
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let mut verbs = words.clone().filter(|w| finite(*w));
    let Some(verb) = verbs.next() else { return false };
    let last = verbs.next_back().unwrap_or(verb);
    let opens = words
        .clone()
        .take(8)
        .take_while(|w| *w < verb)
        .find(|w| view.in_set("complementiser", *w) || view.in_set("relative", *w));
    view.drops_subjects()
        && view.upos(words.start) == Upos::Det
        && last <= verb + 1
        && opens.is_some_and(|w| w > words.start + 1)
        && !words.clone().any(|w| view.is_comma(w))
}
