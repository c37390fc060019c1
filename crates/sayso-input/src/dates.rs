//! Dates as news formats write them, as ISO 8601 in its extended form: the zone is kept, since
//! the day on which something was said is a local one.

use crate::is_iso;

/// A date of ISO 8601 (extended or basic: `20221219T205300+0100`) or of RFC 2822, as feeds
/// have it (`Mon, 19 Dec 2022 20:53:00 +0100`), as precise as given.
pub(crate) fn iso(value: &str) -> Option<String> {
    let value = value.trim();
    if is_iso(value) {
        return Some(value.to_owned());
    }
    basic(value).or_else(|| rfc_2822(value)).filter(|iso| is_iso(iso))
}

/// ISO 8601 without marks between the numbers; NITF also has a date with a zone and no time,
/// which gives the date.
fn basic(value: &str) -> Option<String> {
    let digits = |range: std::ops::Range<usize>| {
        value.get(range).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))
    };
    let date = format!("{}-{}-{}", digits(0..4)?, digits(4..6)?, digits(6..8)?);
    let rest = value.get(8..)?;
    let Some(time) = rest.strip_prefix(['T', ' ']) else {
        // `20080219+0100`, `20080219`.
        return (rest.is_empty() || rest.starts_with(['+', '-', 'Z'])).then_some(date);
    };
    let figures = time.bytes().take_while(u8::is_ascii_digit).count();
    let hours = |n: usize| time.get(n..n + 2);
    let clock = match figures {
        4 => format!("{}:{}", hours(0)?, hours(2)?),
        6 => format!("{}:{}:{}", hours(0)?, hours(2)?, hours(4)?),
        _ => return Some(date),
    };
    // Fractions say nothing about a report.
    let zone = time.get(figures..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    Some(format!("{date}T{clock}{}", offset(zone).unwrap_or_default()))
}

/// A zone as an offset: `+0100`, `+01:00`, `Z`, and the names that RFC 2822 keeps. Any other
/// name says nothing certain.
fn offset(zone: &str) -> Option<String> {
    let zone = zone.trim();
    let hours = match zone {
        "Z" | "z" | "GMT" | "UT" | "UTC" => return Some("Z".to_owned()),
        "EDT" => 4,
        "EST" | "CDT" => 5,
        "CST" | "MDT" => 6,
        "MST" | "PDT" => 7,
        "PST" => 8,
        _ => {
            let sign = zone.chars().next().filter(|c| "+-".contains(*c))?;
            let figures: String = zone[1..].chars().filter(char::is_ascii_digit).collect();
            let plain = zone[1..].chars().all(|c| c.is_ascii_digit() || c == ':');
            return (figures.len() == 4 && plain)
                .then(|| format!("{sign}{}:{}", &figures[..2], &figures[2..]));
        }
    };
    Some(format!("-{hours:02}:00"))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// `Mon, 19 Dec 2022 20:53:00 +0100`; weekday and seconds may be missing, the year may have two
/// figures.
fn rfc_2822(value: &str) -> Option<String> {
    let date = value.split_once(',').map_or(value, |(_, date)| date);
    let mut parts = date.split_whitespace();
    let mut day = parts.next()?;
    if !day.starts_with(|c: char| c.is_ascii_digit()) {
        // A weekday without its comma.
        day = parts.next()?;
    }
    let day: u32 = day.parse().ok()?;
    let month = parts.next()?.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|m| *m == month)? + 1;
    let year = parts.next()?;
    let year: u32 = match (year.len(), year.parse().ok()?) {
        (4, year) => year,
        // As RFC 2822 reads two figures.
        (2, year @ 0..=49) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    let Some(time) = parts.next() else { return Some(date) };
    let clock: Vec<u32> = time.split(':').map(|n| n.parse().ok()).collect::<Option<_>>()?;
    let clock = match clock[..] {
        [h, m] => format!("{h:02}:{m:02}"),
        [h, m, s] => format!("{h:02}:{m:02}:{s:02}"),
        _ => return Some(date),
    };
    Some(format!("{date}T{clock}{}", parts.next().and_then(offset).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn dates_of_news_formats() {
        for (value, want) in [
            (" 2022-12-19T20:53:00+01:00\n", "2022-12-19T20:53:00+01:00"),
            ("2022-12", "2022-12"),
            ("20221219T205300+0100", "2022-12-19T20:53:00+01:00"),
            ("20221219T205300.000Z", "2022-12-19T20:53:00Z"),
            ("20221219T2053", "2022-12-19T20:53"),
            ("20080219+0100", "2008-02-19"),
            ("20080219", "2008-02-19"),
            ("Mon, 19 Dec 2022 20:53:00 +0100", "2022-12-19T20:53:00+01:00"),
            ("Mon, 19 Dec 2022 20:53 GMT", "2022-12-19T20:53Z"),
            ("19 December 22 8:05:00 EST", "2022-12-19T08:05:00-05:00"),
            ("Mon 5 Dec 2022 20:53:00 CET", "2022-12-05T20:53:00"),
        ] {
            assert_eq!(iso(value).as_deref(), Some(want), "{value}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for value in ["", "gestern", "20221319", "32 Dec 2022", "99999999T999999", "-", "+", "1 é"]
        {
            assert_eq!(iso(value), None, "{value}");
        }
    }
}
