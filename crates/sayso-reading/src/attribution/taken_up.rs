//! Speech that the clause behind it takes up with a pronoun: *P. Lo ha detto X.*; *P: lo rende noto
//! X*; *P. A riferirlo è X.*; *P: è quanto emerge da X.*

use super::clause::can_speak;
use super::extent::{trim_edges, trimmed};
use super::insert::skip_connective;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::Upos;
use sayso_model::Span;

/// How many words may stand between the phrase that takes speech up and its verb.
const REACH: usize = 6;

/// Proposes a draft for each clause that takes up what stands before it.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let sets = ["take-up", "take-up-object", "take-up-phrase"];
    if sets.iter().all(|s| drafts.view.lexicon.set(s).is_empty()) {
        return;
    }
    for q in 0..drafts.view.quotes.len() {
        by_copula(drafts, q);
    }
    for sentence in 0..drafts.view.sentences.len() {
        for g in 0..drafts.groups[sentence].len() {
            let group = drafts.groups[sentence][g].clone();
            let outside = drafts.view.quote_of[group.verb].is_none();
            if outside && !drafts.used[group.verb] && !group.own_words && !group.passive {
                taken_up(drafts, sentence, &group);
            }
        }
    }
}

/// *«Q», è stata la replica di X.*: a copula and a noun of saying right behind quoted words.
fn by_copula(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    let quote = &view.quotes[q];
    if quote.parent.is_some() || quote.close.is_empty() || drafts.claimed[q].is_some() {
        return None;
    }
    let close = view.word_from(quote.close.start);
    let next = if view.is_comma(close + 1) { close + 2 } else { close + 1 };
    let end = view.sentence(next).words.end;
    if next >= end || !view.in_set_lemma("copula", next) {
        return None;
    }
    let noun = (next + 1..end.min(next + 5))
        .find(|w| view.in_set("noun-cue", *w) && view.upos(*w) == Upos::Noun)?;
    // *la replica del sindacalista*, *le sue prime parole*
    let complement = || {
        let of = (noun + 1..end.min(noun + 4)).find(|w| view.in_set("infinitive-of", *w))?;
        let head = (of + 1..end.min(of + 6))
            .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))?;
        Some(Source::of(view, head))
    };
    let possessive = (next + 1..noun).find(|w| view.in_set("possessive", *w)).map(|w| Source {
        head: w,
        span: view.words[w].span,
        words: (w, w),
        pronoun: true,
    });
    let own = possessive.is_some();
    let source = possessive.or_else(complement)?;
    if !own && !can_speak(view, &source) {
        return None;
    }
    drafts.add(Draft {
        rule: "taken-up",
        content: vec![trim_edges(view.text, quote.inner)],
        cue: Some(view.span(next, noun)),
        source: Some(source),
        at: noun,
        same_speaker_as: None,
        negated: false,
        score: 0.8,
        detail: "a noun of saying that takes quoted words up".into(),
    });
    Some(())
}

fn taken_up(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let (first, cue, source) = by_phrase(drafts, sentence, group)
        .or_else(|| by_infinitive(view, group, range.end))
        .or_else(|| by_clitic(view, group, range.end))
        .or_else(|| by_object(drafts, sentence, group))?;
    let content = before(drafts, sentence, first)?;
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "taken-up",
        content: vec![content],
        cue: Some(cue),
        source,
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.8,
        detail: "a verb of saying whose pronoun takes up what stands before".into(),
    });
    Some(())
}

type Found = (usize, Span, Option<Source>);

/// *Lo ha detto X.*
fn by_clitic(view: &View<'_>, group: &VerbGroup, end: usize) -> Option<Found> {
    let speech = group.entry.is_some_and(|e| e.is_speech())
        && (group.has(Frame::That) || group.has(Frame::Insert));
    let clitic = group.first;
    if group.form != GroupForm::Finite || !speech || !view.in_set("take-up", clitic) {
        return None;
    }
    let source = source::following(view, group, end);
    // *Lo conferma il fatto che P*, *lo ha detto: «Q»*: what it takes stands behind.
    let last = source.map_or(group.end(), |s| s.words.1) + 1;
    let open = (last..end).take_while(|w| !view.is_comma(*w)).any(|w| {
        view.in_set("complementiser", w) && view.upos(w) == Upos::Sconj || view.is(w, ":")
    });
    let speaks = source.is_some_and(|s| can_speak(view, &s));
    // The clitic itself is none of the cue.
    let cue = view.span((clitic + 1).min(group.verb), group.end());
    (!open && speaks).then_some((clitic, cue, source))
}

/// *X l'a annoncé mardi.*: the subject opens the sentence, and nothing else can be what was said.
fn by_object(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<Found> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let clitic = (group.first..group.verb).find(|w| view.in_set("take-up-object", *w))?;
    if group.form != GroupForm::Finite || !view.in_set_lemma("take-up-verb", group.verb) {
        return None;
    }
    let source = source::subject(view, &drafts.groups[sentence], group)?;
    let first = source.words.0;
    let opens = first == range.start && source.words.1 < group.first;
    let open = (group.end() + 1..range.end).any(|w| {
        view.in_set("complementiser", w) && view.upos(w) == Upos::Sconj
            || view.is(w, ":")
            || view.is_mark[w]
            || view.in_set("whether", w)
    });
    let cue = view.span((clitic + 1).min(group.verb), group.end());
    (opens && !open && can_speak(view, &source)).then_some((first, cue, Some(source)))
}

/// *A riferirlo è X.*
fn by_infinitive(view: &View<'_>, group: &VerbGroup, end: usize) -> Option<Found> {
    let mark = group.first.checked_sub(1)?;
    let clitic = group.end() + 1;
    if group.form != GroupForm::Infinitive
        || !group.entry.is_some_and(|e| e.is_speech())
        || !view.in_set("infinitive-to", mark)
        || !view.in_set("take-up", clitic)
    {
        return None;
    }
    let copula = (clitic + 1..end.min(clitic + 4)).find(|w| view.in_set_lemma("copula", *w))?;
    let head = (copula + 1..end.min(copula + 1 + REACH))
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))?;
    let source = Source::of(view, head);
    can_speak(view, &source).then(|| (mark, view.span(group.first, clitic), Some(source)))
}

/// *È quanto emerge da X.*
fn by_phrase(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<Found> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let low = group.first.saturating_sub(REACH).max(range.start);
    let first = (low..group.first)
        .find(|w| view.phrase_at("take-up-phrase", *w, range.end) == group.first - *w)?;
    let speech = group.entry.is_some_and(|e| e.is_speech());
    if group.form != GroupForm::Finite || !speech && !view.in_set_lemma("read", group.verb) {
        return None;
    }
    let behind = group.end() + 1;
    let source = if view.upos(behind) == Upos::Adp {
        let end = source::adjunct_end(view, behind, range.end);
        (behind + 1..end)
            .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::X))
            .map(|w| Source::of(view, w))
    } else {
        source::following(view, group, range.end)
    }?;
    Some((first, view.span(first, group.end()), Some(source)))
}

/// What stands before the clause that opens at `first`: the sentence before, or what a colon or a
/// comma parts off in its own.
fn before(drafts: &Drafts<'_, '_>, sentence: usize, first: usize) -> Option<Span> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let free = |span: Span| drafts.list.iter().flat_map(|d| &d.content).all(|c| !c.overlaps(span));
    if first > range.start && (view.is(first - 1, ":") || view.is_comma(first - 1)) {
        let start = skip_connective(view, range.start, first);
        let start = if start >= first { range.start } else { start };
        return trimmed(view, start, first - 1).filter(|s| free(*s));
    }
    if skip_connective(view, range.start, first + 1) < first && first > range.start {
        return None;
    }
    let last = &view.sentences[sentence.checked_sub(1)?];
    if last.block != view.sentences[sentence].block || last.words.is_empty() {
        return None;
    }
    let start = skip_connective(view, last.words.start, last.words.end);
    trimmed(view, start.min(last.words.end - 1), last.words.end - 1).filter(|s| free(*s))
}
