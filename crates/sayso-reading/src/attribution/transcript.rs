//! Transcripts: paragraphs that each open with their speaker's name in capitals and a colon.

use super::source::Source;
use super::{Draft, Drafts};
use crate::view::View;
use sayso_model::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// So many turns make a transcript, of which somebody must have two.
const MIN_TURNS: usize = 3;

/// Words of a name before its colon, at most.
const LONGEST_NAME: usize = 4;

/// The rule's name; what it finds is direct, marks or none.
pub(crate) const RULE: &str = "transcript-turn";

/// What somebody says in one turn.
struct Turn {
    /// The words of the name.
    name: Range<usize>,
    /// The block and those behind it that go on without a name.
    blocks: Range<usize>,
}

/// Proposes a draft for each turn of a transcript.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let view = drafts.view;
    for turn in turns(view) {
        let content: Vec<Span> =
            turn.blocks.clone().filter_map(|block| said(view, &turn, block)).collect();
        if content.is_empty() {
            continue;
        }
        let name = &turn.name;
        let span = view.span(name.start, name.end - 1);
        let index = drafts.add(Draft {
            rule: RULE,
            content,
            cue: Some(view.words[name.end].span),
            source: Some(Source {
                head: name.end - 1,
                span,
                words: (name.start, name.end - 1),
                pronoun: false,
            }),
            at: name.start,
            same_speaker_as: None,
            negated: false,
            score: 0.8,
            detail: "a turn of a transcript".into(),
        });
        // Marks that open a turn, and need not close, go around its name as well.
        let place = |block: usize| view.quotes.partition_point(|q| q.block < block);
        for q in place(turn.blocks.start)..place(turn.blocks.end) {
            if view.quotes[q].parent.is_none() {
                drafts.claimed[q] = Some(index);
            }
        }
    }
}

/// The turns, where they make a transcript.
fn turns(view: &View<'_>) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    for sentence in view.sentences.iter() {
        let opens = turns.last().is_none_or(|t| t.blocks.start != sentence.block);
        if let Some(name) = name_at(view, sentence.words.clone()).filter(|_| opens) {
            if let Some(before) = turns.last_mut() {
                before.blocks.end = sentence.block;
            }
            turns.push(Turn { name, blocks: sentence.block..sentence.block + 1 });
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for turn in &turns {
        *counts.entry(view.span(turn.name.start, turn.name.end - 1).of(view.text)).or_default() +=
            1;
    }
    let several = counts.len() > 1 && counts.values().any(|n| *n > 1);
    if turns.len() < MIN_TURNS || !several {
        turns.clear();
    }
    turns
}

/// The words of a name in capitals that opens a block, with its colon behind it.
fn name_at(view: &View<'_>, words: Range<usize>) -> Option<Range<usize>> {
    let block = view.sentence(words.start).block;
    if words.start > 0 && view.sentence(words.start - 1).block == block {
        return None;
    }
    let start = words.clone().find(|w| !view.is_punct(*w))?;
    let colon = (start..words.end.min(start + LONGEST_NAME + 1)).find(|w| view.is(*w, ":"))?;
    let name = view.span(start, colon.checked_sub(1)?).of(view.text);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = name.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    (colon > start && letters > 2 && capitals).then_some(start..colon)
}

/// What is said in a block of a turn: all of it, behind the name. What stands in brackets is the
/// transcript's own.
fn said(view: &View<'_>, turn: &Turn, block: usize) -> Option<Span> {
    let from = view.sentences.partition_point(|s| s.block < block);
    let end = view.sentences.partition_point(|s| s.block <= block);
    if from == end {
        return None;
    }
    let low = view.sentences[from].words.start;
    let high = view.sentences[end - 1].words.end;
    let first = if block == turn.blocks.start { turn.name.end + 1 } else { low };
    let first = (first..high).find(|w| !view.is_mark[*w])?;
    if view.is(first, "(") {
        return None;
    }
    super::extent::trimmed(view, first, high - 1)
}
