//! From a source phrase to the speaker that it means.

use super::chains::{Chains, fold_words};
use super::{PhraseKind, names, noun};
use crate::attribution::Draft;
use crate::view::View;
use sayso_model::{Mention, Span};

/// Who speaks in a draft: an index into the chains, or why it cannot be told.
pub(crate) enum Found {
    Chain(usize),
    /// No chain, but a phrase that describes the speaker.
    Phrase(String),
    Unknown(&'static str),
}

/// Resolves the speaker of each draft, in order.
pub(crate) fn speakers(view: &View<'_>, drafts: &[Draft], chains: &Chains) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::with_capacity(drafts.len());
    // In order of the report, so that *la même source* can look back.
    let mut order: Vec<usize> = (0..drafts.len()).collect();
    // Who shares another's speaker comes behind it: *«Gli ho detto che P», riferisce X*.
    order.sort_by_key(|d| {
        let at = drafts[*d].at;
        drafts[*d].same_speaker_as.map_or(at, |other| at.max(drafts[other].at))
    });
    let mut resolved: Vec<Option<Found>> = (0..drafts.len()).map(|_| None).collect();
    let mut last: Option<usize> = None;
    let host = interviewed(drafts, chains);
    for (i, &d) in order.iter().enumerate() {
        let speaker = speaker(view, drafts, &drafts[d], chains, &resolved, &order[..i], last, host);
        if matches!(speaker, Found::Chain(_)) && drafts[d].score >= 0.5 {
            last = Some(d);
        }
        resolved[d] = Some(speaker);
    }
    for d in 0..drafts.len() {
        if let Some(outer) = told_within(view, drafts, d) {
            resolved[d] = Some(match &resolved[outer] {
                Some(Found::Chain(c)) => Found::Chain(*c),
                Some(Found::Phrase(p)) => Found::Phrase(p.clone()),
                _ => Found::Unknown("nobody that the pronoun could stand for was found"),
            });
        }
    }
    found.extend(resolved.into_iter().map(|r| r.unwrap_or(Found::Unknown("no source"))));
    found
}

/// Takes each source for no more than its own phrase: for measuring what chains are good for.
pub(crate) fn unchained(view: &View<'_>, drafts: &[Draft], speakers: &mut [Found]) {
    for (draft, speaker) in drafts.iter().zip(speakers) {
        if let Some(source) = draft.source {
            *speaker = Found::Phrase(source.span.of(view.text).to_owned());
        }
    }
}

/// *« Je lui ai dit que P », raconte X*: the words in which somebody tells what he said himself, the
/// shortest that hold it.
fn told_within(view: &View<'_>, drafts: &[Draft], draft: usize) -> Option<usize> {
    let source = drafts[draft].source.filter(|s| view.in_set("first-person", s.head))?;
    let holds = |d: &usize| drafts[*d].content.iter().find(|c| c.contains(source.span));
    (0..drafts.len())
        .filter(|d| *d != draft)
        .filter(|d| holds(d).is_some())
        .min_by_key(|d| holds(d).map_or(u32::MAX, |c| c.len()))
}

#[allow(clippy::too_many_arguments)] // one call, one place
fn speaker(
    view: &View<'_>,
    drafts: &[Draft],
    draft: &Draft,
    chains: &Chains,
    resolved: &[Option<Found>],
    spoken: &[usize],
    last: Option<usize>,
    interviewed: Option<usize>,
) -> Found {
    let copy = |d: usize| match resolved.get(d) {
        Some(Some(Found::Chain(c))) => Some(Found::Chain(*c)),
        Some(Some(Found::Phrase(p))) => Some(Found::Phrase(p.clone())),
        _ => None,
    };
    let Some(source) = draft.source else {
        if draft.rule == ANSWER
            && let Some(chain) = interviewed
        {
            return Found::Chain(chain);
        }
        let dropped = super::chains::dropped_subject(view, draft);
        let of_verb = |verb| chains.of_word.get(&verb).copied().map(Found::Chain);
        return draft
            .same_speaker_as
            .and_then(copy)
            .or_else(|| dropped.and_then(of_verb))
            .or_else(|| dropped.and(last).and_then(copy))
            .unwrap_or(Found::Unknown("the text names no source"));
    };
    // *la même source*: the last that the text left unnamed, else whoever spoke last.
    let (first, end) = source.words;
    if (first..=end).any(|w| view.in_set("same", w))
        && let Some(found) = called_so_before(view, drafts, source.head, spoken)
            .or_else(|| unnamed_before(chains, resolved, spoken))
            .or(last)
            .and_then(copy)
    {
        return found;
    }
    if let Some(group) = chains.groups.get(&source.head) {
        return Found::Chain(*group);
    }
    if let Some(chain) = chains.of_word.get(&source.head) {
        return Found::Chain(document_owner(view, chains, source.words, *chain));
    }
    // The head may stand inside a name or beside a role noun that heads the chain.
    if let Some(chain) = (first..=end).find_map(|w| chains.of_word.get(&w))
        && !source.pronoun
        && view.upos(source.head) != sayso_language::Upos::Pron
    {
        let head_is_known = noun::noun_at(view, source.head, end + 1).is_some()
            || names::is_capitalised(view, source.head);
        if head_is_known {
            return Found::Chain(*chain);
        }
    }
    if source.pronoun {
        // *es*, *it*: nobody who spoke.
        let thing = view
            .lexicon
            .pronoun(&super::pronoun_form(view, source.head))
            .is_some_and(|agreement| agreement.person == Some(false));
        let person = |d: &usize| {
            matches!(&resolved[*d], Some(Found::Chain(c))
                if chains.all[*c].kind == Some(PhraseKind::Person))
        };
        return last
            .filter(|d| !(thing && person(d)))
            .filter(|_| {
                !view.in_set("impersonal", source.head)
                    || view.lexicon.pronoun(&super::pronoun_form(view, source.head)).is_some()
            })
            .and_then(copy)
            .or_else(|| named_behind(view, chains, source.head).map(Found::Chain))
            .unwrap_or(Found::Unknown("nobody that the pronoun could stand for was found"));
    }
    let text = source.span.of(view.text).split_whitespace().collect::<Vec<_>>().join(" ");
    if fold_words(&text).is_empty() {
        return Found::Unknown("the source has no words");
    }
    Found::Phrase(text)
}

/// The rule that finds an interview's answers.
const ANSWER: &str = "interview-answer";

/// Who gives an interview's answers: the person that the report's own words name most.
fn interviewed(drafts: &[Draft], chains: &Chains) -> Option<usize> {
    // Whom the answers name is somebody else.
    let mut answers: Vec<Span> = drafts
        .iter()
        .filter(|d| d.rule == ANSWER)
        .flat_map(|d| d.content.iter().copied())
        .collect();
    answers.sort();
    let asked = |c: usize| {
        let told = |m: &Mention| {
            let after = answers.partition_point(|a| a.start <= m.span.start);
            after.checked_sub(1).is_some_and(|a| answers[a].contains(m.span))
        };
        chains.all[c].mentions.iter().filter(|m| !told(m)).count()
    };
    if answers.is_empty() {
        return None;
    }
    (0..chains.all.len())
        .filter(|c| {
            let chain = &chains.all[*c];
            chain.is_named() && !chain.quoted && chain.kind == Some(PhraseKind::Person)
        })
        .max_by_key(|c| (chains.all[*c].titled, asked(*c), std::cmp::Reverse(*c)))
}

/// *le même informateur*: the last draft whose source holds the noun.
fn called_so_before(
    view: &View<'_>,
    drafts: &[Draft],
    head: usize,
    spoken: &[usize],
) -> Option<usize> {
    let holds = |d: &usize| {
        drafts[*d]
            .source
            .is_some_and(|s| (s.words.0..=s.words.1).any(|w| view.low(w) == view.low(head)))
    };
    spoken.iter().rev().copied().find(holds)
}

/// The draft, of those reported before, whose source the text left unnamed last.
fn unnamed_before(chains: &Chains, resolved: &[Option<Found>], spoken: &[usize]) -> Option<usize> {
    let chain = |d: &usize| match &resolved[*d] {
        Some(Found::Chain(c)) => {
            let chain = &chains.all[*c];
            !chain.is_named() && matches!(chain.kind, Some(PhraseKind::Source | PhraseKind::Person))
        }
        _ => false,
    };
    let phrase = |d: &usize| matches!(&resolved[*d], Some(Found::Phrase(_)));
    let before = || spoken.iter().rev().take(UNNAMED_REACH).copied();
    before().find(chain).or_else(|| before().find(phrase))
}

/// *la même source* looks no further back than this many reports.
const UNNAMED_REACH: usize = 6;

/// A pronoun before its name (*S'il affirme que P, le ministre X prépare Q*): the first person
/// named behind it, in its sentence or the next.
fn named_behind(view: &View<'_>, chains: &Chains, pronoun: usize) -> Option<usize> {
    let agreement = view.lexicon.pronoun(&super::pronoun_form(view, pronoun))?;
    let next = view.sentence_of[pronoun] as usize + 1;
    let end = view.sentences.get(next).map_or(view.words.len(), |s| s.words.end);
    (pronoun + 1..end).filter_map(|w| chains.of_word.get(&w).copied()).find(|c| {
        let chain = &chains.all[*c];
        chain.is_named()
            && chain.kind == Some(PhraseKind::Person)
            && chain.plural == agreement.plural
            && (chain.gender.is_none()
                || agreement.gender.is_none()
                || chain.gender == agreement.gender)
    })
}

/// Of a communiqué, the body that speaks in it.
fn document_owner(view: &View<'_>, chains: &Chains, words: (usize, usize), chain: usize) -> usize {
    if chains.all[chain].kind != Some(PhraseKind::Document) {
        return chain;
    }
    if !(words.0..=words.1).any(|w| view.in_set("statement", w)) {
        return chains.all[chain].owner.unwrap_or(chain);
    }
    (words.0..=words.1)
        .filter_map(|w| chains.of_word.get(&w))
        .find(|c| **c != chain && chains.all[**c].kind.is_some_and(PhraseKind::speaks_by_itself))
        .copied()
        .or(chains.all[chain].owner)
        .unwrap_or(chain)
}
