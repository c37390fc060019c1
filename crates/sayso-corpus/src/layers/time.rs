//! Time expressions, as TIMEX3 (ISO 24617-1) values.

use super::DATE;
use crate::Marked;
use sayso_model::{Span, TimeKind};

/// A time expression as marked by hand. The span counts bytes of the text without marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldTime {
    /// Where.
    pub span: Span,
    /// What it means.
    pub kind: TimeKind,
    /// The TIMEX3 value, resolved against the date of publication.
    pub value: String,
}

impl Marked {
    /// The time expressions, in the order of the text.
    pub fn times(&self) -> Vec<GoldTime> {
        let marks = self.marks().iter().filter(|m| m.name == DATE);
        marks
            .map(|m| GoldTime {
                span: m.span,
                kind: kind(m.get("type")).unwrap_or(TimeKind::Date),
                value: m.get("value").unwrap_or("").to_owned(),
            })
            .collect()
    }
}

/// The kind of a `type`; `None` for an unknown one. Left out: a date.
pub(crate) fn kind(name: Option<&str>) -> Option<TimeKind> {
    match name {
        None => Some(TimeKind::Date),
        Some(name) => TimeKind::ALL.into_iter().find(|k| k.name() == name),
    }
}

/// Whether `value` is a TIMEX3 value of this kind: a date or its beginning with `X` for what is
/// unknown (`2025-03`, `202X`, `2025-W11`, `2025-SP`), a time behind `T`, a duration (`P3D`,
/// `PT2H`, `PXY`), or one of the three references.
pub fn is_timex(value: &str, kind: TimeKind) -> bool {
    if matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF") {
        return true;
    }
    match value.strip_prefix('P') {
        Some(period) => matches!(kind, TimeKind::Duration | TimeKind::Set) && is_period(period),
        None => kind != TimeKind::Duration && is_point(value),
    }
}

/// `3D`, `T2H`, `1Y6M`, `XW`, `2DE`.
fn is_period(period: &str) -> bool {
    let mut rest = period;
    let mut parts = 0;
    while !rest.is_empty() {
        rest = rest.strip_prefix('T').unwrap_or(rest);
        let number = rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == 'X'));
        let Some(at) = number.filter(|at| *at > 0) else { return false };
        rest = &rest[at..];
        let Some(unit) = ["DE", "CE", "DT", "NI", "WE", "Y", "M", "W", "D", "H", "S", "Q"]
            .into_iter()
            .find(|unit| rest.starts_with(unit))
        else {
            return false;
        };
        rest = &rest[unit.len()..];
        parts += 1;
    }
    parts > 0
}

fn is_point(value: &str) -> bool {
    let (date, time) = match value.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (value, None),
    };
    let is_number =
        |s: &str, len: usize| s.len() == len && s.chars().all(|c| c.is_ascii_digit() || c == 'X');
    let mut parts = date.strip_prefix('-').unwrap_or(date).split('-');
    let is_year = |s: &str| is_number(s, 4) || is_number(s, 3) || is_number(s, 2);
    let is_middle = |s: &str| {
        is_number(s, 2)
            || matches!(s, "SP" | "SU" | "FA" | "WI")
            || s.strip_prefix('W').is_some_and(|w| is_number(w, 2))
            || s.strip_prefix(['Q', 'H']).is_some_and(|q| is_number(q, 1))
    };
    let is_last = |s: &str| is_number(s, 2) || is_number(s, 1) || s == "WE";
    let is_date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(""), None, None, None) => time.is_some(),
        (Some(year), None, None, None) => is_year(year),
        (Some(year), Some(middle), None, None) => is_number(year, 4) && is_middle(middle),
        (Some(year), Some(middle), Some(last), None) => {
            is_number(year, 4) && is_middle(middle) && is_last(last)
        }
        _ => false,
    };
    is_date && time.is_none_or(is_time)
}

/// `14`, `14:30`, `14:30:05`, with a zone, or a part of the day.
fn is_time(time: &str) -> bool {
    if matches!(time, "MO" | "MI" | "AF" | "EV" | "NI" | "DT") {
        return true;
    }
    let clock = time.split(['Z', '+', '-']).next().unwrap_or("");
    let mut parts = clock.split(':');
    let two = |s: &str| s.len() == 2 && s.chars().all(|c| c.is_ascii_digit() || c == 'X');
    parts.next().is_some_and(two) && parts.clone().count() <= 2 && parts.all(two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_from_others() {
        for value in [
            "2025",
            "2025-03",
            "2025-03-11",
            "202X",
            "20XX",
            "2025-W11",
            "2025-W11-WE",
            "2025-Q1",
            "2025-SP",
            "PRESENT_REF",
            "XXXX-WXX-1",
            "1990-H2",
        ] {
            assert!(is_timex(value, TimeKind::Date), "{value}");
        }
        for value in ["2025-03-11T14:30", "2025-03-11TMO", "T09:00", "2025-03-11T14:30+01:00"] {
            assert!(is_timex(value, TimeKind::Time), "{value}");
        }
        for value in ["P3D", "PT2H", "PXY", "P1Y6M", "PT1H30M"] {
            assert!(is_timex(value, TimeKind::Duration), "{value}");
            assert!(!is_timex(value, TimeKind::Date), "{value}");
        }
        for value in ["", "mardi", "2025-3", "2025-03-11T", "11.03.2025", "P", "PD", "2025-13-1-1"]
        {
            assert!(!is_timex(value, TimeKind::Date), "{value}");
        }
    }
}
