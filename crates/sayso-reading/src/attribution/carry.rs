//! Quotes without a cue of their own: they go on from the one before, or take the subject of the
//! sentence before.

use super::extent::trim_edges;
use super::source;
use super::{Draft, Drafts};
use crate::identity::kind_of_phrase;
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::Upos;
use std::collections::BTreeSet;

/// Settles each unclaimed quote that is a sentence of its own.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let mut ends = Ends::default();
    let mut indexed = 0;
    for q in 0..drafts.view.quotes.len() {
        for index in indexed..drafts.list.len() {
            ends.add(&drafts.list[index], index);
        }
        indexed = drafts.list.len();
        if drafts.claimed[q].is_some() || drafts.view.quotes[q].parent.is_some() {
            continue;
        }
        if signature(drafts, q).is_some() {
            continue;
        }
        let short = drafts.view.quotes[q].inner.of(drafts.view.text).split_whitespace().count() < 3;
        if stands_alone(drafts.view, q)
            && (!short || goes_on(drafts, q, &ends) || answers(drafts.view, q))
            && let Some(index) = carry(drafts, q, &ends)
        {
            ends.add(&drafts.list[index], index);
        }
    }
}

/// Where each draft with its reporting clause ends.
#[derive(Default)]
struct Ends(BTreeSet<(u32, usize)>);

impl Ends {
    fn add(&mut self, draft: &Draft, index: usize) {
        let words = draft.content.iter().map(|s| s.end);
        let clause = draft.cue.iter().map(|c| c.end).chain(draft.source.iter().map(|s| s.span.end));
        if let Some(end) = words.chain(clause).max() {
            self.0.insert((end, index));
        }
    }

    /// The draft that ends last before a byte, with its end.
    fn before(&self, byte: u32) -> Option<(u32, usize)> {
        self.0.range(..=(byte, usize::MAX)).next_back().copied()
    }
}

/// Whether the quote is a sentence, or several, with nothing around it.
fn stands_alone(view: &View<'_>, q: usize) -> bool {
    let quote = &view.quotes[q];
    let open = view.word_from(quote.open.start);
    if open >= view.words.len() {
        return false;
    }
    let first = view.sentence(open);
    let opens = open == first.words.start
        || (first.words.start..open).all(|w| view.is_punct(w))
        || (quote.open.start > 0 && preceded_by_stop(view, open));
    if !opens {
        return false;
    }
    // Behind the closing mark: the sentence ends.
    let close = view.word_from(quote.close.end.max(quote.open.end));
    let last = close.saturating_sub(1).max(open);
    let sentence = view.sentence(last);
    (close..sentence.words.end).all(|w| view.is_punct(w))
}

/// Whether the quote goes on right behind quoted words that have their cue: *"A," she said. "B."*
fn goes_on(drafts: &Drafts<'_, '_>, q: usize, ends: &Ends) -> bool {
    let view = drafts.view;
    let quote = &view.quotes[q];
    ends.before(quote.open.start).is_some_and(|(reach, index)| {
        let draft = &drafts.list[index];
        draft.cue.is_some()
            && sentences_between(view, reach, quote.open.start) == 0
            && block_at(view, reach) == Some(quote.block)
            && draft.content.iter().any(|s| in_marks(view, *s))
            && quote.inner.of(view.text).ends_with(['.', '!', '?', '…', ','])
    })
}

/// Whether the quote answers a question that the report asks right before it: *Lequel ? « Provisoire ».*
fn answers(view: &View<'_>, q: usize) -> bool {
    let quote = &view.quotes[q];
    let open = view.word_from(quote.open.start);
    open.checked_sub(1).is_some_and(|w| {
        view.is(w, "?") && view.quote_of[w].is_none() && view.sentence(w).block == quote.block
    })
}

fn preceded_by_stop(view: &View<'_>, open: usize) -> bool {
    open > 0 && matches!(view.words[open - 1].span.of(view.text), "." | "!" | "?" | "…")
}

fn carry(drafts: &mut Drafts<'_, '_>, q: usize, ends: &Ends) -> Option<usize> {
    let view = drafts.view;
    let quote = &view.quotes[q];
    let span = trim_edges(view.text, quote.inner);
    if span.is_empty() {
        return None;
    }
    // The attribution that ends last before this quote.
    let before = ends.before(quote.open.start);
    let sentence =
        view.sentence_of[view.word_from(quote.open.start).min(view.words.len() - 1)] as usize;
    if let Some((reach, index)) = before {
        let between = sentences_between(view, reach, quote.open.start);
        let direct = drafts.list[index].content.iter().any(|s| in_marks(view, *s))
            || cut_by_insert(drafts, index);
        let same_block = block_at(view, reach) == Some(quote.block);
        // Into the next paragraph only where that is all quotation.
        let next_block = block_at(view, reach).is_some_and(|b| b + 1 == quote.block)
            && block_is_quoted(view, quote.block);
        let direct = direct && !(next_block && goes_on_behind(drafts, index, reach));
        if between == 0 && direct && (same_block || next_block) {
            drafts.extend(index, span);
            return Some(index);
        }
        // *"A," she said, explaining why P. "B."*
        if between == 0
            && same_block
            && let Some(cut) = cut_before(drafts, index)
        {
            drafts.extend(cut, span);
            return Some(cut);
        }
        if between == 0 && same_block {
            // Reported speech of the same speaker goes over into quotation.
            let at = drafts.list[index].at;
            return Some(drafts.add(Draft {
                rule: "quote-after-report",
                content: vec![span],
                cue: None,
                source: None,
                at: view.word_from(span.start).max(at),
                same_speaker_as: Some(index),
                negated: false,
                score: 0.6,
                detail: "a quote right behind its speaker's reported words".into(),
            }));
        }
    }
    // *P, a dit X. Lequel ? « Q »*: whoever spoke before the question.
    if answers(view, q)
        && let Some((reach, index)) = before
        && block_at(view, reach) == Some(quote.block)
        && sentences_between(view, reach, quote.open.start) <= 1
    {
        return Some(drafts.add(Draft {
            rule: "quote-after-question",
            content: vec![span],
            cue: None,
            source: None,
            at: view.word_from(span.start),
            same_speaker_as: Some(index),
            negated: false,
            score: 0.6,
            detail: "a quote that answers the report's own question".into(),
        }));
    }
    // *X a nuancé les chiffres. «Q»*: the subject of the sentence before.
    let draft =
        sentence.checked_sub(1).filter(|s| view.sentences[*s].block == quote.block).and_then(|s| {
            let groups = &drafts.groups[s];
            let group = groups.iter().find(|g| {
                g.form == GroupForm::Finite && !g.own_words && view.quote_of[g.verb].is_none()
            })?;
            let source = source::subject(view, groups, group)?;
            let speaks = source.pronoun && view.lexicon.pronoun(view.low(source.head)).is_some()
                || kind_of_phrase(view, source.words.0, source.words.1, source.head)
                    .is_some_and(|k| k.speaks_by_itself());
            let speech = group.entry.is_some_and(|e| e.is_speech());
            speaks.then(|| Draft {
                rule: "quote-after-sentence",
                content: vec![span],
                cue: Some(group.span(view)),
                source: Some(source),
                at: view.word_from(span.start),
                same_speaker_as: None,
                negated: false,
                score: if speech { 0.65 } else { 0.5 },
                detail: "a quote behind a sentence about its speaker".into(),
            })
        });
    let draft = draft
        .or_else(|| before_colon(drafts, q, span))
        .or_else(|| before_sentence(drafts, q, span));
    Some(drafts.add(draft.unwrap_or(Draft {
        rule: "quote-alone",
        content: vec![span],
        cue: None,
        source: None,
        at: view.word_from(span.start),
        same_speaker_as: None,
        negated: false,
        score: 0.3,
        detail: "a quote with no cue near by".into(),
    })))
}

/// The draft of quoted words whose inserted clause goes on with a participle that reports by itself: it is
/// still the one that a quote behind the sentence goes on from.
fn cut_before(drafts: &Drafts<'_, '_>, index: usize) -> Option<usize> {
    let view = drafts.view;
    let at = drafts.list[index].at;
    let sentence = view.sentence(at).words.clone();
    let participle = drafts.groups[view.sentence_of[at] as usize]
        .iter()
        .any(|g| g.verb == at && g.form == GroupForm::Participle);
    if !participle || !view.lexicon.set("inserted-subject").has("before") {
        return None;
    }
    let (_, cut) = drafts.by_insert.range(sentence.start.min(at)..at).next_back()?;
    (drafts.list[*cut].rule == "insert-after-quote").then_some(*cut)
}

/// *Though she called for "A", Brix said nothing of the rest.*: the report stands in a clause that opens its
/// sentence, and the main clause behind it is no part of what was said.
fn goes_on_behind(drafts: &Drafts<'_, '_>, index: usize, reach: u32) -> bool {
    let view = drafts.view;
    let at = drafts.list[index].at;
    let range = view.sentence(at).words.clone();
    let opens = view.upos(range.start) == Upos::Sconj || view.in_set("gerund", range.start);
    let behind = view.word_from(reach).max(at);
    opens
        && drafts.list[index].cue.is_some()
        && behind < range.end
        && drafts.groups[view.sentence_of[at] as usize].iter().any(|g| {
            g.first > behind && g.form == GroupForm::Finite && view.quote_of[g.verb].is_none()
        })
}

/// *The talks did "too little," she said. "B."*: words cut by their inserted clause, of which the last
/// before it were quoted.
fn cut_by_insert(drafts: &Drafts<'_, '_>, index: usize) -> bool {
    let view = drafts.view;
    let draft = &drafts.list[index];
    let last = draft.content.iter().map(|s| s.end).max().unwrap_or(0);
    view.lexicon.set("inserted-subject").has("before")
        && draft.rule == "insert-after-mixed"
        && draft.cue.is_some_and(|c| c.start >= last)
}

/// *« Q » (X)*, *« Q » — X*, and a pull quote with its signature on the next line.
fn signature(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    let quote = &view.quotes[q];
    let open = view.word_from(quote.open.start);
    let close = view.word_from(quote.close.end.max(quote.inner.end));
    let sentence = view.sentence(open.min(view.words.len().checked_sub(1)?));
    if (sentence.words.start..open).any(|w| !view.is_punct(w)) || close >= view.words.len() {
        return None;
    }
    let same = view.sentence(close).block == quote.block;
    let mark = same
        && (view.is(close, "(")
            || view.is(close, "—")
            || view.is(close, "―")
            || view.is(close, "–")
            || view.is(close, "-"));
    let next_block = !same && view.sentence(close).block == quote.block + 1;
    let name = if mark { close + 1 } else { close };
    // A first name that the tagger does not know: *― Õnne K.*
    let named = name < view.words.len()
        && (view.upos(name) == Upos::Propn
            || mark
                && view.upos(name) == Upos::X
                && view.words[name].span.of(view.text).starts_with(char::is_uppercase));
    if !(mark || next_block) || !named {
        return None;
    }
    let signed = view.sentence(name);
    // A signature has no verb and is short.
    let rest = name..signed.words.end;
    let plain = rest.len() <= 12
        && rest
            .clone()
            .all(|w| !matches!(view.upos(w), Upos::Verb | Upos::Aux) && view.quote_of[w].is_none());
    if !plain || next_block && signed.words.end - signed.words.start != rest.len() {
        return None;
    }
    let source = source::Source::of(view, name);
    drafts.add(Draft {
        rule: "signature",
        content: vec![trim_edges(view.text, quote.inner)],
        cue: None,
        source: Some(source),
        at: name,
        same_speaker_as: None,
        negated: false,
        score: 0.75,
        detail: "a name that signs the quote before it".into(),
    });
    Some(())
}

/// *X résume :* in the paragraph before.
fn before_colon(drafts: &Drafts<'_, '_>, q: usize, span: sayso_model::Span) -> Option<Draft> {
    let view = drafts.view;
    let open = view.word_from(view.quotes[q].open.start);
    let colon = open.checked_sub(1).filter(|c| view.is(*c, ":"))?;
    let sentence = view.sentence_of[colon] as usize;
    let group = drafts.groups[sentence].iter().rfind(|g| {
        g.form == GroupForm::Finite && !g.own_words && g.entry.is_some_and(|e| e.is_speech())
    })?;
    Some(Draft {
        rule: "colon-before-paragraph",
        content: vec![span],
        cue: Some(group.span(view)),
        source: source::subject(view, &drafts.groups[sentence], group),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.85,
        detail: "a verb of saying and a colon before the paragraph".into(),
    })
}

/// *«Q.» X, qui dirige le groupe, s'est excusé*: the subject of the sentence behind.
fn before_sentence(drafts: &Drafts<'_, '_>, q: usize, span: sayso_model::Span) -> Option<Draft> {
    let view = drafts.view;
    let close = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
    let next = (close..view.words.len()).find(|w| !view.is_punct(*w))?;
    let sentence = view.sentence_of[next] as usize;
    if view.sentences[sentence].block != view.quotes[q].block || view.quote_of[next].is_some() {
        return None;
    }
    let groups = &drafts.groups[sentence];
    let group = groups
        .iter()
        .find(|g| g.form == GroupForm::Finite && !g.own_words && view.quote_of[g.verb].is_none())?;
    let source = source::subject(view, groups, group)?;
    let person = !source.pronoun
        && matches!(
            kind_of_phrase(view, source.words.0, source.words.1, source.head),
            Some(crate::identity::PhraseKind::Person)
        );
    // *« Q. » La banderole résume la colère*
    let bears = view.in_set("bears-words", source.head);
    (person || bears).then(|| Draft {
        rule: "quote-before-sentence",
        content: vec![span],
        cue: group.entry.is_some_and(|e| e.is_speech()).then(|| group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: false,
        score: 0.45,
        detail: "a quote before a sentence about its speaker".into(),
    })
}

/// Whether all words of a block stand in quotation marks, save the reporting clauses of quotes.
fn block_is_quoted(view: &View<'_>, block: usize) -> bool {
    let from = view.sentences.partition_point(|s| s.block < block);
    view.sentences
        .iter()
        .skip(from)
        .take_while(|s| s.block == block)
        .flat_map(|s| s.words.clone())
        .all(|w| view.quote_of[w].is_some() || view.is_punct(w))
}

/// How many sentences start between two places.
fn sentences_between(view: &View<'_>, from: u32, to: u32) -> usize {
    let first = view.sentences.partition_point(|s| s.span.start < from);
    view.sentences
        .iter()
        .skip(first)
        .take_while(|s| s.span.start < to)
        .filter(|s| {
            s.words.clone().any(|w| {
                !view.is_punct(w) && view.words[w].span.end <= to && view.upos(w) != Upos::X
            })
        })
        .count()
}

fn in_marks(view: &View<'_>, span: sayso_model::Span) -> bool {
    view.quotes_at(span).any(|(_, q)| q.outer().contains(span) || span.contains(q.inner))
}

fn block_at(view: &View<'_>, offset: u32) -> Option<usize> {
    let w = view.word_from(offset.saturating_sub(1)).min(view.words.len().checked_sub(1)?);
    let w = if view.words[w].span.start >= offset { w.saturating_sub(1) } else { w };
    Some(view.sentence(w).block)
}
