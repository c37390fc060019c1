//! Claims: *Sie will nichts gewusst haben.* A modal with a perfect infinitive tells what its subject says
//! of itself, in languages that name the modal (`claiming-modal`).

use super::clause::{can_speak, is_own};
use super::extent::trimmed;
use super::mood;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::Span;

/// How far behind the modal its infinitive may stand.
const REACH: usize = 40;

/// Proposes a draft for each such claim.
pub(super) fn run(drafts: &mut Drafts<'_, '_>) {
    if drafts.view.lexicon.set("claiming-modal").is_empty() {
        return;
    }
    for sentence in 0..drafts.view.sentences.len() {
        let words = drafts.view.sentences[sentence].words.clone();
        if !drafts.view.sentences[sentence].parsed {
            continue;
        }
        for w in words {
            let verb = matches!(drafts.view.upos(w), Upos::Verb | Upos::Aux);
            if verb && drafts.view.in_set_lemma("claiming-modal", w) {
                claim(drafts, sentence, w);
            }
        }
    }
}

fn claim(drafts: &mut Drafts<'_, '_>, sentence: usize, modal: usize) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    if !mood::is_finite(view, modal) || mood::in_mood(view, modal) {
        return None;
    }
    let close = perfect(view, modal, range.end)?;
    let source = subject(view, modal, close, range.start)?;
    if is_own(view, &source) || source.pronoun && !can_speak(view, &source) {
        return None;
    }
    // *will erfahren haben, dass P*: what was learnt is what is claimed.
    let verb = close - 1;
    let clause = view.is_comma(close + 1) && view.lexicon.verb(&view.words[verb].lemma).is_none();
    let content = if clause && super::clause::is_reported_clause(view, close + 2, range.end) {
        let extent = super::extent::clause_end(drafts, close + 2, None);
        trimmed(view, extent.words.0, extent.words.1).into_iter().collect()
    } else {
        content(view, modal, close, &source, range.start)
    };
    if content.is_empty() {
        return None;
    }
    drafts.used[verb] = true;
    drafts.add(Draft {
        rule: "claim",
        content,
        cue: Some(view.words[modal].span),
        source: Some(source),
        at: modal,
        same_speaker_as: None,
        negated: false,
        score: 0.75,
        detail: "a modal by which somebody claims to have done something".into(),
    });
    Some(())
}

/// The auxiliary that closes the perfect infinitive of the modal: *gewusst haben*, *überredet worden sein*.
fn perfect(view: &View<'_>, modal: usize, end: usize) -> Option<usize> {
    let level = view.quote_of[modal];
    let close = (modal + 2..end.min(modal + REACH)).find(|w| {
        view.in_set_lemma("perfect-auxiliary", *w)
            && (view.words[*w].morph.verb_form == VerbForm::Inf
                || view.words[*w].lemma == view.low(*w))
            && view.quote_of[*w] == level
    })?;
    let participle = view.words[close - 1].morph.verb_form == VerbForm::Part;
    // *haben* is the plural's too.
    let other = (modal + 1..close).any(|w| {
        mood::is_finite(view, w) && view.quote_of[w] == level && !behind_comma(view, modal, w)
    });
    let ends = close + 1 >= end || view.is_punct(close + 1) || view.upos(close + 1) == Upos::Cconj;
    (participle && ends && !other).then_some(close)
}

/// Whether a comma stands between the modal and a finite verb: that of a clause inside.
fn behind_comma(view: &View<'_>, modal: usize, verb: usize) -> bool {
    (modal + 1..verb).any(|w| view.is_comma(w))
}

/// The subject: right before the modal, or right behind it.
fn subject(view: &View<'_>, modal: usize, close: usize, low: usize) -> Option<Source> {
    let by_tree = view
        .children(close - 1)
        .chain(view.children(modal))
        .find(|c| *c >= low && *c < close && view.deprel(*c) == Deprel::Nsubj)
        .filter(|c| matches!(view.upos(*c), Upos::Noun | Upos::Propn | Upos::Pron));
    // *Der Ältere will …*: an adjective that stands for a noun.
    let before = modal
        .checked_sub(1)
        .filter(|w| *w >= low && view.words[*w].span.of(view.text).starts_with(char::is_uppercase));
    let by_tree = by_tree.or(before);
    let behind =
        (modal + 1..close).find(|w| view.upos(*w) != Upos::Det && view.upos(*w) != Upos::Adj);
    let near = behind
        .filter(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))
        .filter(|w| !view.in_set("object-pronoun", *w) && modal > low)
        .filter(|w| {
            by_tree.is_none_or(|t| t > modal) || view.lexicon.pronoun(view.low(*w)).is_some()
        });
    near.or(by_tree).map(|w| Source::of(view, w)).filter(|s| !source::governed(view, s.head))
}

/// What stands around the subject: *Drei der Paraden | will X | mit geschlossenen Augen gemacht haben*.
fn content(view: &View<'_>, modal: usize, close: usize, source: &Source, low: usize) -> Vec<Span> {
    if source.words.1 < modal {
        return trimmed(view, modal + 1, close).into_iter().collect();
    }
    let start = super::insert::skip_connective(view, low, modal);
    let mut from = source.words.1 + 1;
    // Past an apposition between commas.
    if view.is_comma(from)
        && let Some(comma) = (from + 1..close).find(|w| view.is_comma(*w))
    {
        from = comma + 1;
    }
    let front = (start < modal).then(|| trimmed(view, start, modal - 1)).flatten();
    front.into_iter().chain(trimmed(view, from, close)).collect()
}
