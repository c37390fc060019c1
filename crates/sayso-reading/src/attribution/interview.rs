//! Interviews: answers that stand as quoted paragraphs between questions.

use super::Drafts;
use crate::view::View;
use sayso_language::Upos;

/// So many answers without quotation marks make an interview; with them one is enough.
const MIN_PLAIN_ANSWERS: usize = 2;

/// Finds the answers of an interview: whole-paragraph quotes without a cue behind a question, and
/// paragraphs that alternate with questions.
pub(crate) fn mark(drafts: &mut Drafts<'_, '_>) {
    let asks = asking(drafts.view);
    for index in 0..drafts.list.len() {
        if is_answer(drafts, index, &asks) {
            let draft = &mut drafts.list[index];
            draft.rule = RULE;
            draft.score = 0.7;
            draft.source = None;
            draft.same_speaker_as = None;
            draft.detail = "a quoted paragraph that answers the one before".into();
        }
    }
    plain(drafts, asks);
}

/// Which blocks ask: those that are a question and no more, and statements put to somebody between them.
///
/// Between two questions that lie an even number of blocks apart, questions and answers alternate: a short
/// sentence in a question's place asks as well (*Il ministero replica che i dati sono sbagliati.*).
fn asking(view: &View<'_>) -> Vec<bool> {
    let last = view.sentences.last().map_or(0, |s| s.block);
    let mut asks: Vec<bool> = (0..=last).map(|b| is_one_question(view, b)).collect();
    let questions: Vec<usize> = (0..=last).filter(|b| asks[*b]).collect();
    if questions.len() <= MIN_PLAIN_ANSWERS {
        return asks;
    }
    for pair in questions.windows(2) {
        let (first, next) = (pair[0], pair[1]);
        let places = (first + 2..next).step_by(2);
        let even = (next - first).is_multiple_of(2);
        if even && places.clone().all(|b| is_short(view, b)) {
            places.for_each(|b| asks[b] = true);
        }
    }
    asks
}

/// Whether the block is one sentence of a question's length, with nothing quoted as a whole.
fn is_short(view: &View<'_>, block: usize) -> bool {
    let count = words_of(view, block).count();
    let sentences = view.sentences.iter().filter(|s| s.block == block).count();
    count > 0 && count <= 30 && sentences == 1 && !block_is_quote(view, block)
}

/// The rule's name; its speaker is whom the report is about.
pub(crate) const RULE: &str = "interview-answer";

/// Answers that stand as they were given, between paragraphs that are one question each.
fn plain(drafts: &mut Drafts<'_, '_>, mut asks: Vec<bool>) {
    let view = drafts.view;
    let last = view.sentences.last().map_or(0, |s| s.block);
    let plain = |asks: &[bool], b: usize| {
        b > 0 && asks[b - 1] && !asks[b] && words_of(view, b).next().is_some()
    };
    let sure = |b: &usize| plain(&asks, *b) && !has_marks(view, *b);
    if (1..=last).filter(sure).count() < MIN_PLAIN_ANSWERS {
        return;
    }
    // Between answers a paragraph that addresses somebody asks without a question mark, and an answer
    // may quote.
    for b in 2..last {
        asks[b] |= asks[b - 2] && !asks[b - 1] && !asks[b + 1] && is_prompt(view, b);
    }
    let answers: Vec<usize> =
        (1..=last).filter(|b| plain(&asks, *b) && !block_is_quote(view, *b)).collect();
    for block in answers {
        let mut words = words_of(view, block);
        let (Some(first), Some(end)) = (words.next(), words_of(view, block).last()) else {
            continue;
        };
        // *L. M. : Oui*: the name before the colon gives the answer.
        let colon = (first..end.min(first + 8)).find(|w| view.is(*w, ":"));
        let named = colon.filter(|c| {
            (first..*c).all(|w| {
                matches!(view.upos(w), Upos::Propn | Upos::Punct | Upos::X | Upos::Noun | Upos::Num)
            })
        });
        let start = named.map_or(first, |c| c + 1);
        let Some(span) = super::extent::trimmed(view, start.min(end), end) else { continue };
        let source = named.and_then(|c| {
            (first..c)
                .find(|w| view.upos(*w) == Upos::Propn)
                .map(|w| super::source::Source::of(view, w))
        });
        drafts.add(super::Draft {
            rule: RULE,
            content: vec![span],
            cue: None,
            source,
            at: first,
            same_speaker_as: None,
            negated: false,
            score: 0.6,
            detail: "a paragraph that answers a question".into(),
        });
    }
}

/// Whether the block is a question and no more.
fn is_one_question(view: &View<'_>, block: usize) -> bool {
    let mut words = words_of(view, block).peekable();
    words.peek().is_some()
        && words.filter(|w| !view.is_mark[*w]).last().is_some_and(|w| view.is(w, "?"))
        && words_of(view, block).count() <= 40
}

/// Whether the block is one short sentence that addresses somebody.
fn is_prompt(view: &View<'_>, block: usize) -> bool {
    !has_marks(view, block)
        && words_of(view, block).count() <= 30
        && words_of(view, block).any(|w| view.in_set("second-person", w))
        && !words_of(view, block).any(|w| view.in_set("first-person", w))
}

fn has_marks(view: &View<'_>, block: usize) -> bool {
    words_of(view, block).any(|w| view.is_mark[w])
}

fn is_answer(drafts: &Drafts<'_, '_>, index: usize, asks: &[bool]) -> bool {
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
    whole
        && block > 0
        && !block_is_quote(view, block - 1)
        && (is_question(view, block - 1) || asks[block - 1])
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
    view.sentences
        .iter()
        .skip(from)
        .take_while(move |s| s.block == block)
        .flat_map(|s| s.words.clone())
}
