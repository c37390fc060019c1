//! Interviews: answers that stand as quoted paragraphs between questions.

use super::Drafts;
use crate::view::View;
use sayso_language::Upos;

/// So many answers make an interview.
const MIN_ANSWERS: usize = 2;

/// The drafts that are answers of an interview: whole-paragraph quotes without a cue, each behind
/// a paragraph of the interviewer's.
pub(crate) fn mark(drafts: &mut Drafts<'_, '_>) {
    let answers: Vec<usize> = (0..drafts.list.len()).filter(|d| is_answer(drafts, *d)).collect();
    if answers.len() < MIN_ANSWERS {
        return;
    }
    for index in answers {
        let draft = &mut drafts.list[index];
        draft.rule = "interview-answer";
        draft.score = 0.7;
        draft.source = None;
        draft.same_speaker_as = None;
        draft.detail = "a quoted paragraph that answers the one before".into();
    }
}

fn is_answer(drafts: &Drafts<'_, '_>, index: usize) -> bool {
    let view = drafts.view;
    let draft = &drafts.list[index];
    if !matches!(draft.rule, "quote-alone" | "quote-after-sentence" | "quote-after-report") {
        return false;
    }
    let Some(first) = draft.content.first() else { return false };
    let w = view.word_from(first.start);
    if w >= view.words.len() {
        return false;
    }
    let block = view.sentence(w).block;
    let whole = block_is_quote(view, block);
    whole && block > 0 && !block_is_quote(view, block - 1) && is_question(view, block - 1)
}

/// Whether all words of a block stand in quotation marks.
fn block_is_quote(view: &View<'_>, block: usize) -> bool {
    let mut words = words_of(view, block).peekable();
    words.peek().is_some() && words.all(|w| view.quote_of[w].is_some() || view.is_punct(w))
}

/// Whether a block reads as a question or a prompt: it asks, or addresses somebody.
fn is_question(view: &View<'_>, block: usize) -> bool {
    words_of(view, block)
        .any(|w| view.is(w, "?") || view.in_set("second-person", w) && view.upos(w) != Upos::Punct)
}

fn words_of<'v>(view: &'v View<'_>, block: usize) -> impl Iterator<Item = usize> + 'v {
    let from = view.sentences.partition_point(|s| s.block < block);
    view.sentences[from..]
        .iter()
        .take_while(move |s| s.block == block)
        .flat_map(|s| s.words.clone())
}
