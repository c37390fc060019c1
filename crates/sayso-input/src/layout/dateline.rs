//! The dateline that opens a dispatch's first paragraph: `MINSK, 19 déc. (AFP) -`.

use super::date::{DateLine, date_at, time_at};
use super::token::{Token, agency, gap, tokens};
use super::words::{DayOrder, Words};

/// A dateline found at a paragraph's start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Where the paragraph goes on, in bytes from its start.
    pub end: usize,
    /// As written: `MINSK`, `Addis-Abeba`.
    pub place: Option<String>,
    pub date: DateLine,
    pub agency: Option<String>,
}

/// Whether the paragraph is the first of the body, where a bare `GENÈVE – ` is a dateline too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    First,
    Later,
}

/// The dateline that opens `line`, if one does.
///
/// Parts (place, date, agency) in any order, then a dash (or, behind an agency in
/// brackets, a colon), then a sentence. A place alone counts only in capitals at the
/// body's start: *Paris – Berlin* in a sentence is no dateline.
pub(crate) fn dateline(line: &str, words: &Words, order: DayOrder, at: Place) -> Option<Dateline> {
    let mut found = one(line, words, order, at)?;
    // `(ANSA) - ROMA, 19 DIC - Il governo`: a second dateline behind the first's dash.
    if found.place.is_none() {
        let rest = line.get(found.end..).unwrap_or("");
        let blank = rest.len() - rest.trim_start().len();
        if let Some(more) = one(&rest[blank..], words, order, Place::First) {
            found.end += blank + more.end;
            found.place = more.place;
            found.agency = found.agency.or(more.agency);
            found.date.date = found.date.date.or(more.date.date);
            found.date.time = found.date.time.or(more.date.time);
        }
    }
    Some(found)
}

/// One run of parts up to its dash.
fn one(line: &str, words: &Words, order: DayOrder, at: Place) -> Option<Dateline> {
    let head_end = line.char_indices().nth(100).map_or(line.len(), |(i, _)| i);
    let head = &line[..head_end];
    let tokens = tokens(head, 16);
    let mut found = Dateline::default();
    let mut i = 0;
    let mut upper_place = false;
    while i < tokens.len() {
        let before = gap(head, &tokens, i);
        // A quotation mark opens the sentence.
        if before.contains(['«', '"', '“', '„']) {
            break;
        }
        let next = if let Some((date, next)) = date_at(head, &tokens, i, words, order) {
            found.date.date.get_or_insert(date);
            next
        } else if let (Some((time, next)), true) =
            (time_at(head, &tokens, i), found.date.date.is_some())
        {
            found.date.time.get_or_insert(time);
            next
        } else if let (Some((name, next)), true) =
            (agency(words, head, &tokens, i), before.contains(['(', '/', '[']) || i > 0)
        {
            found.agency.get_or_insert_with(|| name.to_owned());
            next
        } else if found.place.is_none() {
            let next = place(head, &tokens, i)?;
            let written = head.get(tokens[i].start..tokens[next - 1].end)?;
            upper_place =
                tokens[i..next].iter().all(|t| t.is_upper(head)) && written.chars().count() >= 5;
            found.place = Some(written.to_owned());
            next
        } else {
            break;
        };
        i = next;
        let after = gap(head, &tokens, i);
        let bracketed = found.agency.is_some() && after.contains([')', ']']);
        if let Some(length) = separator(after, bracketed) {
            found.end = tokens[i - 1].end + length;
            // `2 juillet 2012. - Québec - Le forum`: another part may follow, with its own dash.
            let more = found.place.is_none()
                && place(head, &tokens, i)
                    .is_some_and(|n| separator(gap(head, &tokens, n), false).is_some());
            if !more {
                break;
            }
        } else if i >= tokens.len() || !(is_joint(after) || found.place.is_none()) {
            return None;
        }
    }
    let dated = found.date.date.is_some() || found.agency.is_some();
    let bare = upper_place && at == Place::First;
    let goes_on = line.get(found.end..).is_some_and(|rest| {
        rest.chars().find(|c| !c.is_whitespace()).is_some_and(|c| !c.is_lowercase())
    });
    (found.end > 0 && goes_on && (dated || bare)).then_some(found)
}

/// Whether two parts may be joined by this: a comma, a point, a bracket, a slash.
fn is_joint(gap: &str) -> bool {
    gap.len() <= 6
        && gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, ',' | '.' | '(' | ')' | '/' | '[' | ']'))
}

/// Where the dateline's closing mark ends in the gap behind it, in bytes.
fn separator(gap: &str, bracketed: bool) -> Option<usize> {
    let lead =
        gap.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ')' | ']'));
    let offset = gap.len() - lead.len();
    let mark = lead.chars().next()?;
    let blank_before =
        gap[..offset].ends_with(|c: char| c.is_whitespace() || matches!(c, '.' | ')' | ']'));
    // `--` as typewriters have it.
    let length = lead.len() - lead.trim_start_matches(mark).len();
    let blank_after = lead[length..].starts_with(char::is_whitespace);
    let closes = match mark {
        '–' | '—' | '―' => blank_before || blank_after,
        // A hyphen joins words; between blanks it is a dash.
        '-' => blank_before && blank_after,
        ':' => bracketed,
        _ => false,
    };
    closes.then_some(offset + length)
}

/// Where a place name that starts at word `i` ends: up to four words in capitals or with a
/// capital, joined by blanks, hyphens or apostrophes, with one short small word inside
/// (*Bad Ems*, *La Chaux-de-Fonds*, *Saint-Jean d'Angély*).
pub(crate) fn place(line: &str, tokens: &[Token], i: usize) -> Option<usize> {
    let first = tokens.get(i)?;
    if !first.is_capitalised(line) {
        return None;
    }
    let mut end = i + 1;
    let mut at = i + 1;
    while let Some(token) = tokens.get(at).filter(|_| at - i < 5) {
        let mark = gap(line, tokens, at);
        if !matches!(mark, " " | "-" | "'" | "’" | "\u{a0}" | ". ") {
            break;
        }
        if token.is_capitalised(line) {
            end = at + 1;
        } else if mark == " " && token.folded.len() > 3 {
            break;
        }
        at += 1;
    }
    Some(end)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn datelines_as_agencies_write_them() {
        for (line, rest, place, agency, date) in [
            (
                "MINSK, 19 déc. 2022 (AFP) - Le président",
                " Le président",
                Some("MINSK"),
                Some("AFP"),
                Some("2022-12-19"),
            ),
            (
                "MINSK, 19 déc. (AFP) - Le président",
                " Le président",
                Some("MINSK"),
                Some("AFP"),
                None,
            ),
            ("Genève (ATS) – Le Conseil", " Le Conseil", Some("Genève"), Some("ATS"), None),
            ("22 mai 2012. - Prévu", " Prévu", None, None, Some("2012-05-22")),
            ("1er août 2012. - La Croatie", " La Croatie", None, None, Some("2012-08-01")),
            (
                "2 juillet 2012. - Québec - Le tout",
                " Le tout",
                Some("Québec"),
                None,
                Some("2012-07-02"),
            ),
            ("BERLIN (dpa) - Der Kanzler", " Der Kanzler", Some("BERLIN"), Some("dpa"), None),
            ("Bern (sda) Der Rat", "", None, None, None),
            (
                "LONDON, Dec 19, 2022 (Reuters) -- The",
                " The",
                Some("LONDON"),
                Some("Reuters"),
                Some("2022-12-19"),
            ),
            ("(ANSA) - ROMA, 19 DIC - Il governo", " Il governo", Some("ROMA"), Some("ANSA"), None),
            (
                "La Chaux-de-Fonds (Keystone-ATS) - La",
                " La",
                Some("La Chaux-de-Fonds"),
                Some("Keystone-ATS"),
                None,
            ),
            ("GENÈVE – Le Conseil", " Le Conseil", Some("GENÈVE"), None, None),
        ] {
            let found = dateline(line, words(), DayOrder::DayFirst, Place::First);
            let found = found.unwrap_or_default();
            let end = if rest.is_empty() { 0 } else { line.len() - rest.len() };
            assert_eq!(found.end, end, "{line}: {found:?}");
            if end > 0 {
                assert_eq!(found.place.as_deref(), place, "{line}");
                assert_eq!(found.agency.as_deref(), agency, "{line}");
                assert_eq!(found.date.iso().as_deref(), date, "{line}");
            }
        }
    }

    #[test]
    fn sentences_are_no_datelines() {
        for line in [
            "Paris – Berlin : la ligne rouvre.",
            "L'agence AFP - citée par d'autres - a confirmé.",
            "Le 19 décembre 2022, le conseil a voté.",
            "Jean Dupont (PS) - élu en 2012 - a démissionné.",
            "Mardi 12 mai – jour de la fête – le maire a parlé.",
            "L’OTAN - Le sommet s'ouvre.",
            "«Non» - Le maire.",
            "",
            "MINSK",
        ] {
            assert_eq!(dateline(line, words(), DayOrder::DayFirst, Place::Later), None, "{line}");
        }
    }
}
