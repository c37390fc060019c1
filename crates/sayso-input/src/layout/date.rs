//! Dates and times as date lines and datelines write them.

use super::token::{Token, gap, tokens};
use super::words::{DayOrder, Words};
use std::fmt::Write;

/// A date as far as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    /// `None` where the line has day and month alone.
    pub year: Option<u32>,
    pub month: u32,
    pub day: u32,
    /// Whether day and month could be the other way round (`03/04/2022` in English).
    pub ambiguous: bool,
}

/// A time of day with its zone, where one is written as an offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Time {
    hour: u32,
    minute: u32,
    second: Option<u32>,
    zone: String,
}

/// What a line of dates says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct DateLine {
    pub date: Option<Date>,
    pub time: Option<Time>,
    /// The agency that stands in the same line.
    pub agency: Option<String>,
    /// The place that stands in front, with a comma: `Berne, le 7 mai 2024`.
    pub place: Option<String>,
}

impl DateLine {
    /// ISO 8601 as precise as the line: `2022-12-19T20:53`. `None` without a year, or where
    /// day and month cannot be told apart.
    pub fn iso(&self) -> Option<String> {
        let date = self.date.filter(|d| !d.ambiguous)?;
        let mut out = format!("{:04}-{:02}-{:02}", date.year?, date.month, date.day);
        if let Some(t) = &self.time {
            _ = write!(out, "T{:02}:{:02}", t.hour, t.minute);
            if let Some(second) = t.second {
                _ = write!(out, ":{second:02}");
            }
            out.push_str(&t.zone);
        }
        Some(out)
    }
}

/// Reads a line that holds dates, times, agencies and the words beside them, and nothing else.
pub(crate) fn date_line(line: &str, words: &Words, order: DayOrder) -> Option<DateLine> {
    // A date line has few words; `Publié le lundi 19 décembre 2022 à 20 h 53, mis à jour …` has 20.
    if line.len() > 160 {
        return None;
    }
    let tokens = tokens(line, 32);
    let mut found = DateLine::default();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((date, time, next)) = iso(line, &tokens, i) {
            found.date.get_or_insert(date);
            found.time = found.time.or(time);
            i = next;
        } else if let Some((date, next)) = date_at(line, &tokens, i, words, order) {
            let first = found.date.is_none();
            found.date.get_or_insert(date);
            i = next;
            // The words between date and time: `à`, `um`, `-`.
            let mut at = i;
            while tokens.get(at).is_some_and(|t| words.time_word.contains(&t.folded)) {
                at += 1;
            }
            if let Some((time, next)) = time_at(line, &tokens, at) {
                if first {
                    found.time = Some(time);
                }
                i = next;
            }
        } else if let Some((time, next)) = time_at(line, &tokens, i) {
            found.time.get_or_insert(time);
            i = next;
        } else if let Some((agency, next)) = super::token::agency(words, line, &tokens, i) {
            found.agency.get_or_insert_with(|| agency.to_owned());
            i = next;
        } else {
            let token = &tokens[i];
            let known = words.weekday.contains(&token.folded)
                || words.date_word.contains(&token.folded)
                || words.time_word.contains(&token.folded)
                // `3 min`: how long the reading takes.
                || (token.number().is_some()
                    && tokens.get(i + 1).is_some_and(|t| words.date_word.contains(&t.folded)));
            if known {
                i += 1;
                continue;
            }
            let next = super::dateline::place(line, &tokens, 0)?;
            if i > 0 || !gap(line, &tokens, next).contains([',', '(']) {
                return None;
            }
            found.place = line.get(tokens[0].start..tokens[next - 1].end).map(str::to_owned);
            i = next;
        }
    }
    (found.date.is_some() || found.time.is_some()).then_some(found)
}

/// A date at word `i`, with or without its weekday, and the next index.
pub(crate) fn date_at(
    line: &str,
    tokens: &[Token],
    i: usize,
    words: &Words,
    order: DayOrder,
) -> Option<(Date, usize)> {
    let at = if words.weekday.contains(&tokens.get(i)?.folded) && close(gap(line, tokens, i + 1)) {
        i + 1
    } else {
        i
    };
    numeric(line, tokens, at, order).or_else(|| named(line, tokens, at, words))
}

/// `19.12.2022`, `19/12/22`, `19-12-2022`.
fn numeric(line: &str, tokens: &[Token], i: usize, order: DayOrder) -> Option<(Date, usize)> {
    let [a, b, c] = [tokens.get(i)?, tokens.get(i + 1)?, tokens.get(i + 2)?];
    let mark = gap(line, tokens, i + 1).trim();
    if !matches!(mark, "." | "/" | "-") || gap(line, tokens, i + 2).trim() != mark {
        return None;
    }
    let (first, second, year) = (a.number()?, b.number()?, c.number()?);
    let year = match c.folded.len() {
        4 => year,
        2 => 2000 + year,
        _ => return None,
    };
    // A point between the numbers is written where days come first.
    let order = if mark == "." { DayOrder::DayFirst } else { order };
    let (day, month, ambiguous) = match order {
        _ if second > 12 => (second, first, false),
        _ if first > 12 => (first, second, false),
        DayOrder::DayFirst => (first, second, false),
        DayOrder::MonthFirst => (second, first, false),
        DayOrder::Ambiguous => (first, second, first != second),
    };
    let date = Date { year: Some(year), month, day, ambiguous };
    valid(date).then_some((date, i + 3))
}

/// `19 décembre 2022`, `1er août`, `19. Dezember 2022`, `December 19th, 2022`, `19 déc.`
fn named(line: &str, tokens: &[Token], i: usize, words: &Words) -> Option<(Date, usize)> {
    let month_of = |i: usize| Some(u32::from(*words.month.get(&tokens.get(i)?.folded)?));
    let (day, month, next) = if let Some(month) = month_of(i) {
        let day = ordinal(&tokens.get(i + 1)?.folded)?;
        close(gap(line, tokens, i + 1)).then_some((day, month, i + 2))?
    } else {
        let day = ordinal(&tokens.get(i)?.folded)?;
        let month = month_of(i + 1)?;
        close(gap(line, tokens, i + 1)).then_some((day, month, i + 2))?
    };
    let year = tokens
        .get(next)
        .filter(|t| t.folded.len() == 4 && close(gap(line, tokens, next)))
        .and_then(Token::number)
        .filter(|y| (1500..2500).contains(y));
    let date = Date { year, month, day, ambiguous: false };
    valid(date).then_some((date, next + usize::from(year.is_some())))
}

/// A day of the month: digits and at most two letters behind them (`1er`, `19th`).
fn ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    let ending = word.len() - digits.len();
    (ending <= 2 && digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// Whether two words stand in one date: blank space with at most a point or comma.
fn close(gap: &str) -> bool {
    matches!(gap.trim(), "" | "." | "," | ".,") && gap.len() <= 4
}

/// `2022-12-19`, with `T20:53`, seconds, `Z` or an offset.
pub(crate) fn iso(line: &str, tokens: &[Token], i: usize) -> Option<(Date, Option<Time>, usize)> {
    let at = tokens.get(i)?.start;
    let rest = line.get(at..)?;
    let (value, length) = iso_prefix(rest)?;
    let next = tokens.iter().position(|t| t.start >= at + length).unwrap_or(tokens.len());
    Some((value.0, value.1, next))
}

/// The date that opens `text` in ISO 8601, with its time and its length in bytes.
pub(crate) fn iso_prefix(text: &str) -> Option<((Date, Option<Time>), usize)> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<u32> {
        let digits = bytes.get(from..to)?;
        let all = digits.iter().all(u8::is_ascii_digit);
        all.then(|| digits.iter().fold(0, |n, d| n * 10 + u32::from(d - b'0')))
    };
    let mark = |at: usize, what: u8| bytes.get(at) == Some(&what);
    if !mark(4, b'-') || !mark(7, b'-') {
        return None;
    }
    let date = Date {
        year: Some(number(0, 4)?),
        month: number(5, 7)?,
        day: number(8, 10)?,
        ambiguous: false,
    };
    if !valid(date) || bytes.get(10).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let timed = (mark(10, b'T') || mark(10, b' ')) && mark(13, b':');
    let (Some(hour), Some(minute), true) = (number(11, 13), number(14, 16), timed) else {
        return Some(((date, None), 10));
    };
    if hour > 23 || minute > 59 {
        return Some(((date, None), 10));
    }
    let mut end = 16;
    let mut second = None;
    if mark(16, b':')
        && let Some(s) = number(17, 19).filter(|s| *s < 61)
    {
        second = Some(s);
        end = 19;
        // Fractions say nothing about a report.
        if mark(end, b'.') {
            end += 1;
            while bytes.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
        }
    }
    let mut zone = String::new();
    if mark(end, b'Z') {
        zone.push('Z');
        end += 1;
    } else if mark(end, b'+') || mark(end, b'-') {
        let colon = usize::from(mark(end + 3, b':'));
        if let (Some(h), Some(m)) =
            (number(end + 1, end + 3), number(end + 3 + colon, end + 5 + colon))
        {
            _ = write!(zone, "{}{h:02}:{m:02}", char::from(bytes[end]));
            end += 5 + colon;
        }
    }
    Some(((date, Some(Time { hour, minute, second, zone })), end))
}

/// `20:53`, `20h53`, `20 h 53`, `20.53`, `8:53 PM`, `20h`; with the next index.
pub(crate) fn time_at(line: &str, tokens: &[Token], i: usize) -> Option<(Time, usize)> {
    let token = tokens.get(i)?;
    let (hour, minute, mut next) = if let Some((h, m)) = token.folded.split_once('h') {
        let minute = if m.is_empty() { "00" } else { m };
        if !(1..=2).contains(&h.len()) || minute.len() != 2 {
            return None;
        }
        (h.parse().ok()?, minute.parse().ok()?, i + 1)
    } else {
        let hour = token.number()?;
        let then = tokens.get(i + 1)?;
        let (minute, next) = if then.folded == "h" && gap(line, tokens, i + 1).trim().is_empty() {
            match tokens.get(i + 2).filter(|t| t.folded.len() == 2).and_then(Token::number) {
                Some(minute) => (minute, i + 3),
                None => (0, i + 2),
            }
        } else if matches!(gap(line, tokens, i + 1), ":" | ".") && then.folded.len() == 2 {
            (then.number()?, i + 2)
        } else {
            return None;
        };
        (hour, minute, next)
    };
    let mut second = None;
    if gap(line, tokens, next) == ":"
        && let Some(s) = tokens.get(next).filter(|t| t.folded.len() == 2).and_then(Token::number)
    {
        second = Some(s);
        next += 1;
    }
    let mut hour: u32 = hour;
    if let Some(half) = tokens.get(next).map(|t| t.folded.as_str()) {
        let letters = (half, tokens.get(next + 1).map(|t| t.folded.as_str()));
        let half = match letters {
            ("am" | "pm", _) => Some((half == "pm", 1)),
            ("a" | "p", Some("m")) => Some((half == "p", 2)),
            _ => None,
        };
        if let (Some((afternoon, words)), 1..=12) = (half, hour) {
            hour = hour % 12 + if afternoon { 12 } else { 0 };
            next += words;
        }
    }
    let fits = hour < 24 && minute < 60 && second.is_none_or(|s| s < 61);
    fits.then_some((Time { hour, minute, second, zone: String::new() }, next))
}

fn valid(date: Date) -> bool {
    let days = match date.month {
        2 => match date.year {
            Some(y) if y % 4 != 0 || (y % 100 == 0 && y % 400 != 0) => 28,
            _ => 29,
        },
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&date.day)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn read(line: &str) -> Option<String> {
        date_line(line, words(), DayOrder::DayFirst).and_then(|d| d.iso())
    }

    #[test]
    fn date_lines_of_several_languages() {
        for (line, value) in [
            ("19.12.2022 - 20:53", "2022-12-19T20:53"),
            ("Publié le 19 décembre 2022 à 20h53", "2022-12-19T20:53"),
            ("Publié le lundi 19 décembre 2022 à 20 h 53, mis à jour à 21h10", "2022-12-19T20:53"),
            ("Lundi 1er août 2022", "2022-08-01"),
            ("19. Dezember 2022, 20:53 Uhr", "2022-12-19T20:53"),
            ("Stand: 19.12.2022, 20.53 Uhr", "2022-12-19T20:53"),
            ("Published December 19, 2022 8:53 PM", "2022-12-19T20:53"),
            ("Mon 19 Dec 2022, 12:05 a.m. GMT", "2022-12-19T00:05"),
            ("Pubblicato il 19 dicembre 2022 alle 20:53", "2022-12-19T20:53"),
            ("2022-12-19T20:53:00+01:00", "2022-12-19T20:53:00+01:00"),
            ("2022-12-19 20:53", "2022-12-19T20:53"),
            ("ATS, 19.12.22", "2022-12-19"),
            ("20:53, 19.12.2022", "2022-12-19T20:53"),
            ("Berne, le 7 mai 2024", "2024-05-07"),
            ("Bern, 7.5.2024, 11.30 Uhr (sda)", "2024-05-07T11:30"),
        ] {
            assert_eq!(read(line).as_deref(), Some(value), "{line}");
        }
    }

    #[test]
    fn lines_with_other_words_are_none() {
        for line in [
            "Le 19 décembre 2022 il pleuvait",
            "31.02.2022",
            "19.13.2022",
            "Base arrière",
            "2022",
            "",
            "Mai 68",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_date_that_could_be_two_is_no_value() {
        let ambiguous = |line| date_line(line, words(), DayOrder::Ambiguous).unwrap().iso();
        assert_eq!(ambiguous("03/04/2022"), None);
        assert_eq!(ambiguous("12/19/2022").as_deref(), Some("2022-12-19"));
        assert_eq!(ambiguous("04/04/2022").as_deref(), Some("2022-04-04"));
    }
}
