//! The mood of reported speech: languages that let a report stand in the subjunctive alone
//! (`running-mood`) show by it what belongs to the report.

use crate::verb::VerbGroup;
use crate::view::View;
use sayso_language::{Mood, Number, Person, Tense, Upos, VerbForm};
use std::ops::Range;

/// Whether the language has such a mood.
pub(super) fn runs(view: &View<'_>) -> bool {
    view.lexicon.set("running-mood").has("sub")
}

/// Whether the word is a finite verb.
pub(super) fn is_finite(view: &View<'_>, w: usize) -> bool {
    matches!(view.upos(w), Upos::Verb | Upos::Aux) && view.words[w].morph.verb_form == VerbForm::Fin
}

/// Whether the finite verb stands in the mood. Where a form is that of the first person too, a tagger
/// may say so; without its pronoun it is of the third.
pub(super) fn in_mood(view: &View<'_>, w: usize) -> bool {
    let morph = view.words[w].morph;
    let homograph = || {
        morph.mood == Mood::Ind
            && morph.person == Person::First
            && morph.number == Number::Sing
            && {
                let low = w.saturating_sub(3);
                !(low..w + 4).any(|x| view.in_set("first-person", x))
            }
    };
    // *Sie möchte gehen* wishes and tells nothing.
    let wishes = morph.tense == Tense::Past && view.in_set_lemma("wishing-modal", w);
    // *blieben*, *riefen*: of a strong verb without a vowel that tells, the plural is the indicative's too.
    let present = morph.tense != Tense::Past
        && morph.number == Number::Plur
        && !view.in_set_lemma("mood-plural", w);
    let ambiguous = present
        || morph.tense == Tense::Past
            && morph.number == Number::Plur
            && !view.in_set_lemma("mood-verb", w)
            && !view.lexicon.set("mood-vowel").is_in(view.low(w));
    // *lägen*, *gäben*: no past of the indicative has a vowel changed that its infinitive has not.
    let changed = || {
        morph.tense == Tense::Past
            && view.lexicon.set("mood-vowel").is_in(view.low(w))
            && !view.lexicon.set("mood-vowel").is_in(&view.words[w].lemma)
    };
    // *trete*: the infinitive without its last letter is no indicative of the third person.
    let stem = || {
        let (form, lemma) = (view.low(w), view.words[w].lemma.as_str());
        morph.number == Number::Sing
            && morph.person != Person::Second
            && view.lexicon.set("mood-ending").ends(form)
            && lemma.len() == form.len() + 1
            && lemma.starts_with(form)
            && !(w.saturating_sub(3)..w + 4).any(|x| view.in_set("first-person", x))
    };
    is_finite(view, w)
        && (morph.mood == Mood::Sub && !wishes && !ambiguous || homograph() || stem() || changed())
}

/// Whether the mood can mean nothing else: in the present, or in the plural, where reports take the past
/// for a present that shows no mood.
pub(super) fn is_plain(view: &View<'_>, w: usize) -> bool {
    let morph = view.words[w].morph;
    in_mood(view, w) && (morph.tense != Tense::Past || morph.number == Number::Plur)
}

/// How far a finite verb is looked for, in words: a sentence without end costs no more.
const REACH: usize = 80;

/// The first finite verb outside of quotation marks inside of the range.
pub(super) fn first_finite(view: &View<'_>, words: Range<usize>) -> Option<usize> {
    let words = words.start..words.end.min(words.start + REACH);
    let level = view.quote_of[words.start];
    let mut words = words;
    words.find(|w| {
        is_finite(view, *w) && (view.quote_of[*w] == level || view.quote_of[*w].is_none())
    })
}

/// The finite verb of the main clause: the first that closes no relative or subordinate clause (*Beim
/// Hochwasser, das geringer war, seien …*, *Da sie Angst hatte, habe …*); where all do, the first.
pub(super) fn main_finite(view: &View<'_>, words: Range<usize>) -> Option<usize> {
    main_clause(view, words.clone()).or_else(|| first_finite(view, words))
}

/// The same, where there is a main clause.
pub(super) fn main_clause(view: &View<'_>, words: Range<usize>) -> Option<usize> {
    let words = words.start..words.end.min(words.start + REACH);
    let level = view.quote_of[words.start];
    let outside = |w: usize| view.quote_of[w] == level || view.quote_of[w].is_none();
    let parts = |w: usize| (view.is_comma(w) || view.is(w, ";") || view.is(w, ":")) && outside(w);
    let mut start = words.start;
    while start < words.end {
        let stop = (start..words.end).find(|w| parts(*w)).unwrap_or(words.end);
        let finite = (start..stop).find(|w| is_finite(view, *w) && outside(*w));
        let last = (start..stop).rev().find(|w| !view.is_mark[*w]);
        if let Some(finite) = finite
            && !(opens_subordinate(view, start) && finite_closes(view, finite, last))
        {
            return Some(finite);
        }
        start = stop + 1;
    }
    None
}

/// Whether a relative or subordinate clause starts there.
pub(super) fn opens_subordinate(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Sconj
        || view.in_set("complementiser", w)
        || view.in_set("whether", w)
        || view.in_set("relative", w)
        || view.upos(w) == Upos::Adp && view.in_set("relative", w + 1)
}

/// Whether the finite verb, or the verbs behind it, end the clause.
fn finite_closes(view: &View<'_>, finite: usize, last: Option<usize>) -> bool {
    last.is_some_and(|last| (finite..=last).all(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux)))
}

/// Whether what stands there is told in the mood: its main verb is.
pub(super) fn is_reported(view: &View<'_>, words: Range<usize>) -> bool {
    runs(view) && main_finite(view, words).is_some_and(|w| in_mood(view, w))
}

/// The same, where the mood can mean nothing else.
pub(super) fn is_plainly_reported(view: &View<'_>, words: Range<usize>) -> bool {
    runs(view) && main_finite(view, words).is_some_and(|w| is_plain(view, w))
}

/// Whether the group itself stands in the mood: its saying is told by somebody.
pub(super) fn is_told(view: &View<'_>, group: &VerbGroup) -> bool {
    runs(view)
        && (group.first..=group.last.max(group.first))
            .chain([group.verb])
            .any(|w| in_mood(view, w) && view.words[w].morph.mood == Mood::Sub)
}
