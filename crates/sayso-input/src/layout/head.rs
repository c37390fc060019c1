//! The head of a report: kicker, title, lead, byline.

use super::Layout;
use super::line::{ends_sentence, ends_with_stop, word_count};
use super::mark;
use super::repeat::key;
use super::token::{Token, gap, tokens};
use sayso_model::BlockRole;

/// The longest title, in words: headlines with a quotation run to 25.
const TITLE_WORDS: usize = 28;
/// The longest kicker, in words.
const KICKER_WORDS: usize = 7;

/// Settles the head.
pub(super) fn settle(layout: &mut Layout<'_>) {
    bylines(layout);
    if layout.units.iter().any(|u| u.role == Some(BlockRole::Title)) {
        // A page says itself which heading is its title.
        return;
    }
    if let Some(title) = layout.known.title {
        known_title(layout, title);
    } else {
        title(layout);
    }
}

/// A title that came beside the text may stand in it as well.
fn known_title(layout: &mut Layout<'_>, title: &str) {
    let title = key(title);
    let end = layout.first_prose().saturating_add(1).min(layout.units.len());
    let found = (0..end).find(|i| {
        layout.units[*i].role.is_none() && !title.is_empty() && key(layout.line(*i)) == title
    });
    if let Some(i) = found {
        layout.units[i].role = Some(BlockRole::Title);
        kicker_above(layout, i);
        lead_below(layout, i);
    }
}

/// Finds the title among the lines above the running text.
fn title(layout: &mut Layout<'_>) {
    let end = layout.first_prose();
    // Below the last line there has to be something that it is the title of.
    if end >= layout.units.len() && !has_dated_head(layout) {
        return;
    }
    let open = |layout: &Layout<'_>, i: usize| layout.units[i].role.is_none();
    let Some(first) = (0..end).find(|i| open(layout, *i)) else { return };
    // Running text above it (none here), or a caption: then the head is not at the top.
    let above_ok = (0..first).all(|i| {
        matches!(
            layout.units[i].role,
            Some(BlockRole::Furniture | BlockRole::Dateline | BlockRole::Byline)
        )
    });
    if !above_ok || !could_be_title(layout, first) {
        return;
    }
    // A short line over a longer one is its kicker.
    let second =
        (first + 1..end.min(first + 2)).find(|i| open(layout, *i) && could_be_title(layout, *i));
    let mut at = first;
    if let Some(second) = second {
        let (a, b) = (layout.line(first), layout.line(second));
        let (la, lb) = (word_count(a, 99), word_count(b, 99));
        let upper = !a.contains(char::is_lowercase);
        if la <= KICKER_WORDS
            && (la < lb || upper)
            && key(a) != key(b)
            && !a.contains(['«', '“', '„'])
        {
            set_kicker(layout, first);
            at = second;
        }
    }
    if at == first {
        if let Some(cut) = kicker_in_line(layout, first) {
            if let Some((kicker, rest)) = layout.halves(&layout.units[first], cut) {
                layout.units[first] = kicker;
                layout.units.insert(first + 1, rest);
                set_kicker(layout, first);
                at = first + 1;
            }
        }
    }
    layout.units[at].role = Some(BlockRole::Title);
    layout.found.title = Some(one_line(layout.line(at)));
    lead_below(layout, at);
}

/// A text whose lines are all short is one with a head only where a date or agency stands in it.
fn has_dated_head(layout: &Layout<'_>) -> bool {
    layout.units.len() > 2
        && layout.units.iter().take(4).any(|u| u.role == Some(BlockRole::Dateline))
}

fn could_be_title(layout: &Layout<'_>, unit: usize) -> bool {
    let line = layout.line(unit);
    let words = word_count(line, TITLE_WORDS + 1);
    let opens = line.chars().next().is_some_and(|c| !c.is_lowercase() && !"-–—•*·".contains(c));
    // A headline has no full stop, unless what follows shows that it is one.
    let dated_below = layout
        .units
        .get(unit + 1)
        .is_some_and(|u| matches!(u.role, Some(BlockRole::Dateline | BlockRole::Byline)));
    (2..=TITLE_WORDS).contains(&words)
        && opens
        && (!ends_with_stop(line) || (dated_below && words <= 20))
        && !line.ends_with([':', ';', ','])
}

fn set_kicker(layout: &mut Layout<'_>, unit: usize) {
    layout.units[unit].role = Some(BlockRole::Kicker);
    layout.found.kicker = Some(one_line(layout.line(unit)));
}

/// A short open line right above a known title.
fn kicker_above(layout: &mut Layout<'_>, title: usize) {
    let Some(above) = title.checked_sub(1) else { return };
    let line = layout.line(above);
    if layout.units[above].role.is_none()
        && word_count(line, KICKER_WORDS + 1) <= KICKER_WORDS
        && !ends_sentence(line)
    {
        set_kicker(layout, above);
    }
}

/// The summary between the title and the lines that sign and date the report.
fn lead_below(layout: &mut Layout<'_>, title: usize) {
    let lead = title + 1;
    let signs = |i: usize| {
        layout
            .units
            .get(i)
            .is_some_and(|u| matches!(u.role, Some(BlockRole::Dateline | BlockRole::Byline)))
    };
    let open = layout.units.get(lead).is_some_and(|u| u.role.is_none());
    let goes_on = (lead + 1..layout.units.len()).any(|i| layout.is_prose(i));
    if open && signs(lead + 1) && goes_on && word_count(layout.line(lead), 5) >= 5 {
        layout.units[lead].role = Some(BlockRole::Lead);
    }
}

/// Authors' lines in the head and at the very end.
fn bylines(layout: &mut Layout<'_>) {
    let head = layout.first_prose();
    let count = layout.units.len();
    let tail = count.saturating_sub(2).max(head);
    for i in (0..head).chain(tail..count) {
        if layout.units[i].role.is_some() || count < 2 {
            continue;
        }
        let line = layout.line(i);
        let signs = |j: Option<usize>| {
            j.and_then(|j| layout.units.get(j)).is_some_and(|u| u.role == Some(BlockRole::Dateline))
        };
        let names = mark::byline(line, layout.words).or_else(|| {
            // Bare names sign only beside a line that dates the report, under its title.
            let beside = signs(i.checked_sub(1)) || signs(i.checked_add(1));
            (i > 0 && i < head && beside).then(|| mark::bare_names(line, layout.words)).flatten()
        });
        if let Some(names) = names {
            layout.units[i].role = Some(BlockRole::Byline);
            for name in names {
                if !layout.found.byline.contains(&name) {
                    layout.found.byline.push(name);
                }
            }
        }
    }
}

/// Where the title begins in a line that has its kicker in front, in bytes.
///
/// Scraping joins *Pourparlers à Minsk* and *Poutine : «…»* with a blank. The seam shows
/// in that two words meet there that the body never has side by side, though it uses the
/// second one: *Minsk Poutine* is nowhere else, *Vladimir Poutine* is.
fn kicker_in_line(layout: &Layout<'_>, unit: usize) -> Option<usize> {
    let line = layout.line(unit);
    let all = tokens(line, TITLE_WORDS + 8);
    let body = &layout.text[layout.units[unit].span.end as usize..];
    // Capitals in front of a line in small letters: the seam is where they end.
    let upper = all.iter().take_while(|t| t.is_upper(line) || t.folded.len() == 1).count();
    if (2..=KICKER_WORDS).contains(&upper)
        && all.len() > upper + 2
        && all[upper].is_capitalised(line)
        && gap(line, &all, upper).chars().all(char::is_whitespace)
    {
        return Some(all[upper].start);
    }
    // A quotation or colon ends the stretch in which the seam can lie.
    let stop = line.find([':', '«', '“', '„', '"', ',', '.', '?', '!']).unwrap_or(line.len());
    let blank = |i: usize| gap(line, &all, i).chars().all(char::is_whitespace);
    let pair = |i: usize| line.get(all[i - 1].start..all[i].end).unwrap_or("");
    if line[stop..].starts_with(':') {
        return before_speaker(layout, line, &all, stop, body);
    }
    (2..all.len().min(KICKER_WORDS + 1)).take_while(|i| all[*i].start < stop).find_map(|i| {
        let right = &all[i];
        if !blank(i)
            || !right.is_capitalised(line)
            || right.is_upper(line)
            || body.contains(pair(i))
        {
            return None;
        }
        let next = all.get(i + 1)?;
        let phrase = line.get(right.start..next.end)?;
        let met = if layout.words.starter.contains(&right.folded) {
            // *Le* in capitals within a line opens a headline, unless the body has `Le Caire`
            // as a name inside its sentences.
            !within_sentence(body, phrase)
        } else {
            // *Minsk Vladimir Poutine*: the body has the second pair and not the first.
            all[i - 1].is_capitalised(line)
                && has_word(body, all[i - 1].of(line))
                && next.is_capitalised(line)
                && body.contains(phrase)
        };
        met.then_some(right.start)
    })
}

/// The seam before the name that a colon follows: *Pourparlers à Minsk | Poutine : «…»*.
fn before_speaker(
    layout: &Layout<'_>,
    line: &str,
    all: &[Token],
    colon: usize,
    body: &str,
) -> Option<usize> {
    let last = all.iter().rposition(|t| t.end <= colon)?;
    let mut first = last;
    // The name goes as far left as the body knows it: *Vladimir Poutine*.
    while first > 0 && all[first - 1].is_capitalised(line) {
        let pair = line.get(all[first - 1].start..all[first].end)?;
        if !body.contains(pair) {
            break;
        }
        first -= 1;
    }
    let name = all.get(first)?;
    let left = all.get(first.checked_sub(1)?)?;
    let opener = all.first()?;
    let fits = (2..=KICKER_WORDS).contains(&first)
        && name.is_capitalised(line)
        && gap(line, all, first).chars().all(char::is_whitespace)
        && has_word(body, name.of(line))
        && !body.contains(line.get(left.start..name.end)?)
        // A capitalised word that the body does not have alone may be a first name.
        && (!left.is_capitalised(line) || has_word(body, left.of(line)))
        && !layout.words.starter.contains(&opener.folded);
    // *Ministre des Transports Vilhena : «…»* has an office in front, and the body says so.
    let office = || {
        let opener = opener.of(line).to_lowercase();
        body.match_indices(name.of(line)).any(|(at, _)| {
            let from = body[..at].char_indices().rev().nth(OFFICE_CHARS).map_or(0, |(i, _)| i);
            let near = &body[from..at];
            // Office and name stand in one phrase.
            let breaks = |c: char| ".,;:!?«»\n".contains(c);
            let phrase = near.rfind(breaks).map_or(near, |i| &near[i..]);
            has_word(&phrase.to_lowercase(), &opener)
        })
    };
    (fits && !office()).then_some(name.start)
}

/// How far before a name its office is looked for, in characters:
/// *le ministre portugais des Transports Duarte* has 43.
const OFFICE_CHARS: usize = 60;

fn has_word(body: &str, word: &str) -> bool {
    body.match_indices(word).any(|(at, _)| {
        let free = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        free(body[..at].chars().next_back()) && free(body[at + word.len()..].chars().next())
    })
}

/// Whether `phrase` stands behind a small word in the body, so that its capital is a name's.
fn within_sentence(body: &str, phrase: &str) -> bool {
    body.match_indices(phrase).any(|(at, _)| {
        let before = body[..at].trim_end_matches([' ', '\u{a0}', '(']);
        before.ends_with(|c: char| c.is_alphanumeric() || c == ',')
    })
}

/// A block's text in one line: a hard-wrapped title has breaks.
pub(super) fn one_line(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}
