//! Puts the article together: what the article finder kept, in the page's order, with
//! the captions, credits and head that it leaves out.
//!
//! The finder ([trafilatura](https://github.com/nchapman/trafilatura-rs)) answers which
//! text belongs to the article, and drops figures, dates and class names. So its answer
//! only chooses among the page's own pieces, which still know their tags.

use super::piece::Piece;
use crate::layout::date::date_line;
use crate::layout::line::word_count;
use crate::layout::mark;
use crate::layout::words::{DayOrder, words};
use sayso_model::BlockRole;
use std::collections::HashMap;

/// The article's pieces in order.
///
/// `kept` is what the finder kept, `page` the whole page. Where nothing was kept, the
/// paragraphs inside `<article>` are the article; a page without any has none.
pub(crate) fn assemble(kept: Vec<Piece>, page: Vec<Piece>) -> Vec<Piece> {
    let kept = if kept.is_empty() {
        page.iter().filter(|p| p.article && is_running_text(p)).cloned().collect()
    } else {
        kept
    };
    let places = places(&kept, &page);
    let Some(first) = places.iter().flatten().min().copied() else {
        // The text came out of the page's data (`articleBody`), or was cut otherwise than the
        // page is: an article is that long. Less is what a menu or footer held.
        let words: usize = kept.iter().map(|p| word_count(&p.text, ARTICLE_WORDS)).sum();
        return if words >= ARTICLE_WORDS { kept } else { Vec::new() };
    };
    let last = places.iter().flatten().max().copied().unwrap_or(first);
    let title = title(&page, first);
    let from = title.map_or(first, |t| head_start(&page, t));

    // Which of the page's pieces the finder kept, and what it has that the page has not:
    // text that it joined or cut, put behind the piece before it.
    let mut chosen = vec![false; page.len()];
    let mut loose: HashMap<usize, Vec<Piece>> = HashMap::new();
    let mut before = None;
    for (piece, place) in kept.into_iter().zip(&places) {
        match place {
            Some(at) => {
                chosen[*at] = true;
                before = Some(*at);
            }
            None => loose.entry(before.unwrap_or(first)).or_default().push(piece),
        }
    }
    // Behind the last paragraph, the caption of a last picture may still follow.
    let end = (last + 1..page.len().min(last + 4))
        .take_while(|i| is_picture_text(&page[*i]))
        .last()
        .unwrap_or(last);

    let mut out: Vec<Piece> = Vec::new();
    let next_chosen = |i: usize, chosen: &[bool]| chosen.get(i + 1).copied().unwrap_or(false);
    for (i, mut piece) in page.into_iter().enumerate() {
        if i < from || i > end {
            continue;
        }
        let is_title = Some(i) == title;
        let take = chosen[i]
            || is_title
            || is_picture_text(&piece)
            || (i < first && is_head_text(&piece, title.is_some_and(|t| i < t)))
            // The finder drops some subheadings: one right above a kept paragraph stays.
            || (i > first && piece.heading.is_some_and(|h| h > 1) && next_chosen(i, &chosen));
        if take {
            piece.role = match (piece.role, piece.heading) {
                _ if is_title => Some(BlockRole::Title),
                (role @ Some(BlockRole::Kicker | BlockRole::Lead | BlockRole::Byline), _)
                    if i < first || Some(BlockRole::Lead) == role =>
                {
                    role
                }
                (role @ Some(BlockRole::Caption | BlockRole::Credit | BlockRole::List), _) => role,
                (_, Some(_)) if i > from && word_count(&piece.text, 31) <= 30 => {
                    Some(BlockRole::Heading)
                }
                _ => None,
            };
            out.push(piece);
        }
        out.extend(
            loose
                .remove(&i)
                .unwrap_or_default()
                .into_iter()
                .map(|p| Piece { role: p.role.filter(|r| *r == BlockRole::List), ..p }),
        );
    }
    out
}

/// The fewest words that are taken for an article where the page does not show them, or not so.
const ARTICLE_WORDS: usize = 30;

/// Where each kept piece stands in the page: the same words, behind the piece before it.
fn places(kept: &[Piece], page: &[Piece]) -> Vec<Option<usize>> {
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, piece) in page.iter().enumerate() {
        by_key.entry(&piece.key).or_default().push(i);
    }
    let mut from = 0;
    kept.iter()
        .map(|piece| {
            let all = by_key.get(piece.key.as_str())?;
            // A teaser above the article may have a paragraph's words: prefer the article's.
            let at = all
                .iter()
                .find(|i| **i >= from && page[**i].article)
                .or_else(|| all.iter().find(|i| **i >= from))?;
            from = at + 1;
            Some(*at)
        })
        .collect()
}

fn is_running_text(piece: &Piece) -> bool {
    !matches!(piece.role, Some(BlockRole::Caption | BlockRole::Credit | BlockRole::Byline))
        && piece.heading.is_none_or(|h| h > 1)
        && word_count(&piece.text, 5) >= 5
}

/// The main heading over the first kept piece: the nearest above it.
fn title(page: &[Piece], first: usize) -> Option<usize> {
    let end = first.saturating_add(1).min(page.len());
    let main = |p: &Piece| {
        p.heading == Some(1) && p.role != Some(BlockRole::Kicker) && word_count(&p.text, 2) >= 2
    };
    (0..end).rev().find(|i| main(&page[*i]))
}

/// Where the head begins: with a kicker at most three pieces above the title.
fn head_start(page: &[Piece], title: usize) -> usize {
    (title.saturating_sub(3)..title)
        .find(|i| page[*i].role == Some(BlockRole::Kicker))
        .unwrap_or(title)
}

fn is_picture_text(piece: &Piece) -> bool {
    matches!(piece.role, Some(BlockRole::Caption | BlockRole::Credit))
}

/// Whether a piece between title and text, which the finder left out, says something of
/// the report: lead, authors, date, agency.
fn is_head_text(piece: &Piece, above_title: bool) -> bool {
    match piece.role {
        Some(BlockRole::Kicker) => true,
        Some(BlockRole::Lead) => !above_title,
        Some(BlockRole::Byline) => !above_title && word_count(&piece.text, 13) <= 12,
        _ => {
            let words = words();
            !above_title
                && (date_line(&piece.text, words, DayOrder::DayFirst)
                    .is_some_and(|d| d.date.is_some())
                    || matches!(
                        mark::signature(&piece.text, words),
                        Some(mark::Signature::Agency(_))
                    )
                    || mark::byline(&piece.text, words).is_some())
        }
    }
}
