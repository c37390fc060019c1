//! Inside the body: list items, ticker times, subheadings.

use super::Layout;
use super::date::{date_line, time_at};
use super::line::{BULLETS, Unit, ends_sentence, word_count};
use super::token::{gap, tokens};
use sayso_model::BlockRole;

/// The longest subheading, in words.
const HEADING_WORDS: usize = 12;

/// Settles what is left of the body; what stays open is a paragraph.
pub(super) fn settle(layout: &mut Layout<'_>) {
    ticker(layout);
    lists(layout);
    headings(layout);
}

/// The times of a ticker: lines of a time alone, or a time and a dash before each entry.
/// One such line is no ticker: *20h30 : le rideau tombe* opens many a paragraph.
fn ticker(layout: &mut Layout<'_>) {
    let time_alone = |layout: &Layout<'_>, i: usize| {
        let line = layout.line(i);
        line.len() <= 12
            && date_line(line, layout.words, layout.order)
                .is_some_and(|d| d.time.is_some() && d.date.is_none())
    };
    let open: Vec<usize> =
        (0..layout.units.len()).filter(|i| layout.units[*i].role.is_none()).collect();
    let entries =
        open.iter().filter(|i| time_alone(layout, **i) || time_front(layout.line(**i)).is_some());
    if entries.count() < 2 {
        return;
    }
    let alone: Vec<bool> = (0..layout.units.len()).map(|i| time_alone(layout, i)).collect();
    let units = std::mem::take(&mut layout.units);
    let mut out = Vec::with_capacity(units.len() * 2);
    for (mut unit, alone) in units.into_iter().zip(alone) {
        if unit.role.is_none() {
            let front = time_front(unit.span.of(layout.text));
            if alone {
                unit.role = Some(BlockRole::Dateline);
            } else if let Some((time, rest)) = front.and_then(|at| layout.halves(&unit, at)) {
                out.push(Unit { role: Some(BlockRole::Dateline), ..time });
                unit = rest;
            }
        }
        out.push(unit);
    }
    layout.units = out;
}

/// Where an entry begins behind its time, in bytes.
fn time_front(line: &str) -> Option<usize> {
    let head_end = line.char_indices().nth(24).map_or(line.len(), |(i, _)| i);
    let tokens = tokens(line, 6);
    let (_, next) = time_at(line, &tokens, 0)?;
    if tokens.first()?.start > 1 || tokens.get(next)?.start > head_end {
        return None;
    }
    let mark = gap(line, &tokens, next);
    let dash = mark.trim_start().chars().next().filter(|c| "-–—―:|·•".contains(*c))?;
    let at = tokens[next - 1].end + mark.find(dash)? + dash.len_utf8();
    Some(at)
}

/// List items by their bullets.
fn lists(layout: &mut Layout<'_>) {
    let count = layout.units.len();
    let mut i = 0;
    while i < count {
        let Some(bullet) = open_bullet(layout, i) else {
            i += 1;
            continue;
        };
        let mut end = i + 1;
        while end < count && open_bullet(layout, end) == Some(bullet) {
            end += 1;
        }
        if is_list(layout, i, end, bullet) {
            for unit in &mut layout.units[i..end] {
                unit.role = Some(BlockRole::List);
            }
        }
        i = end;
    }
}

fn open_bullet(layout: &Layout<'_>, unit: usize) -> Option<char> {
    if layout.units[unit].role.is_some() {
        return None;
    }
    let line = layout.line(unit);
    let mut chars = line.chars();
    let mark = chars.next().filter(|c| BULLETS.contains(c))?;
    chars.next().filter(|c| c.is_whitespace()).map(|_| mark)
}

/// Whether the units from `start` to `end`, which share a bullet, are a list. Dashes also
/// open dialogue: only a run of dashes under a colon, or one without full stops, is a list.
fn is_list(layout: &Layout<'_>, start: usize, end: usize, bullet: char) -> bool {
    if !"-–—*".contains(bullet) {
        return true;
    }
    let under_colon = start > 0 && layout.line(start - 1).ends_with(':');
    let talk = (start..end).any(|i| layout.line(i).contains(['?', '!', '«', '»', '“', '”', '"']));
    let bare = (start..end - 1).all(|i| !ends_sentence(layout.line(i)));
    bullet != '—' && end - start >= 2 && !talk && (under_colon || bare)
}

/// Subheadings: short lines without a closing mark over running text.
fn headings(layout: &mut Layout<'_>) {
    let count = layout.units.len();
    let questions = (0..count).filter(|i| is_question(layout, *i)).count();
    for i in 1..count {
        if layout.units[i].role.is_some() || !could_be_heading(layout, i) {
            continue;
        }
        // Three short questions or more are an interview's.
        if is_question(layout, i) && questions >= 3 {
            continue;
        }
        // Running text above it in the body, or the head, and running text below.
        let below = (i + 1..count).find(|j| {
            !matches!(
                layout.units[*j].role,
                Some(
                    BlockRole::Caption
                        | BlockRole::Credit
                        | BlockRole::Furniture
                        | BlockRole::Dateline
                        | BlockRole::Byline
                )
            )
        });
        let over_text = below.is_some_and(|j| {
            layout.is_prose(j)
                || layout.units[j].role == Some(BlockRole::List)
                || (layout.units[j].role.is_none() && ends_sentence(layout.line(j)))
        });
        if over_text {
            layout.units[i].role = Some(BlockRole::Heading);
        }
    }
}

fn is_question(layout: &Layout<'_>, unit: usize) -> bool {
    layout.units[unit].role.is_none()
        && layout.line(unit).ends_with('?')
        && word_count(layout.line(unit), 41) <= 40
}

fn could_be_heading(layout: &Layout<'_>, unit: usize) -> bool {
    let line = layout.line(unit);
    let opens = line
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || "«“„\"".contains(c));
    let closes = line.ends_with(['.', '…', ',', ';', ':', '—', '–', '-']);
    // *«Oui.»* is somebody's sentence, *«Base arrière»* may head a section.
    let sentence = ends_sentence(line) && !line.ends_with(['?', '!']);
    (1..=HEADING_WORDS).contains(&word_count(line, HEADING_WORDS + 1))
        && line.len() <= 140
        && opens
        && !closes
        && !sentence
}
