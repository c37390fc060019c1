//! Stretches of the calendar and what they are called, with the arithmetic of [`jiff`].

use super::lexicon::Code;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use sayso_model::Grain;

/// A stretch of the calendar that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day(Date),
    /// By its Saturday.
    Weekend(Date),
    /// By its Monday.
    Week(Date),
    Month(i16, i8),
    /// Year and quarter, 1 to 4.
    Quarter(i16, i8),
    /// Year and half, 1 or 2.
    Half(i16, i8),
    /// Year in which it begins and season, 1 (spring) to 4 (winter).
    Season(i16, i8),
    Year(i16),
    /// By its first year.
    Decade(i16),
    Century(i16),
    Millennium(i16),
}

/// Years that have four digits.
const YEARS: std::ops::RangeInclusive<i64> = 1..=9990;

/// A year that can be written.
pub(super) fn year(n: i64) -> Option<i16> {
    YEARS.contains(&n).then(|| i16::try_from(n).ok()).flatten()
}

/// A day that exists.
pub(super) fn day(year: i16, month: i8, day: i64) -> Option<Date> {
    Date::new(year, month, i8::try_from(day).ok()?).ok()
}

/// `date` so many days on.
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    add(date, Span::new().try_days(days).ok()?)
}

fn add(date: Date, span: Span) -> Option<Date> {
    let date = date.checked_add(span).ok()?;
    year(i64::from(date.year())).map(|_| date)
}

/// `date` so many months on.
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    add(date, Span::new().try_months(months).ok()?)
}

/// The day of the week, 1 for Monday.
pub(super) fn weekday(date: Date) -> i64 {
    i64::from(date.weekday().to_monday_one_offset())
}

fn floor(year: i16, by: i16) -> i16 {
    year - year.rem_euclid(by)
}

impl Period {
    /// The period of a grain that holds a day.
    pub fn holding(grain: Grain, date: Date) -> Option<Period> {
        let (year, month) = (date.year(), date.month());
        Some(match grain {
            Grain::Second | Grain::Minute | Grain::Hour | Grain::Part | Grain::Day => {
                Period::Day(date)
            }
            Grain::Weekend => Period::Weekend(add_days(date, 6 - weekday(date))?),
            Grain::Week => Period::Week(add_days(date, 1 - weekday(date))?),
            Grain::Month => Period::Month(year, month),
            Grain::Quarter => Period::Quarter(year, (month + 2) / 3),
            Grain::Half => Period::Half(year, (month + 5) / 6),
            Grain::Season => match month {
                1 | 2 => Period::Season(year - 1, 4),
                _ => Period::Season(year, month / 3),
            },
            Grain::Year => Period::Year(year),
            Grain::Decade => Period::Decade(floor(year, 10)),
            Grain::Century => Period::Century(floor(year, 100)),
            Grain::Millennium => Period::Millennium(floor(year, 1000)),
        })
    }

    pub fn grain(self) -> Grain {
        match self {
            Period::Day(_) => Grain::Day,
            Period::Weekend(_) => Grain::Weekend,
            Period::Week(_) => Grain::Week,
            Period::Month(..) => Grain::Month,
            Period::Quarter(..) => Grain::Quarter,
            Period::Half(..) => Grain::Half,
            Period::Season(..) => Grain::Season,
            Period::Year(_) => Grain::Year,
            Period::Decade(_) => Grain::Decade,
            Period::Century(_) => Grain::Century,
            Period::Millennium(_) => Grain::Millennium,
        }
    }

    /// The same `n` periods on.
    pub fn shift(self, n: i64) -> Option<Period> {
        let years = |y: i16, by: i64| year(i64::from(y).checked_add(n.checked_mul(by)?)?);
        let parts = |y: i16, part: i8, of: i64| {
            let at = i64::from(y) * of + i64::from(part - 1);
            let at = at.checked_add(n)?;
            Some((year(at.div_euclid(of))?, at.rem_euclid(of) as i8 + 1))
        };
        Some(match self {
            Period::Day(d) => Period::Day(add_days(d, n)?),
            Period::Weekend(d) => Period::Weekend(add_days(d, n.checked_mul(7)?)?),
            Period::Week(d) => Period::Week(add_days(d, n.checked_mul(7)?)?),
            Period::Month(y, m) => parts(y, m, 12).map(|(y, m)| Period::Month(y, m))?,
            Period::Quarter(y, q) => parts(y, q, 4).map(|(y, q)| Period::Quarter(y, q))?,
            Period::Half(y, h) => parts(y, h, 2).map(|(y, h)| Period::Half(y, h))?,
            Period::Season(y, s) => parts(y, s, 4).map(|(y, s)| Period::Season(y, s))?,
            Period::Year(y) => Period::Year(years(y, 1)?),
            Period::Decade(y) => Period::Decade(years(y, 10)?),
            Period::Century(y) => Period::Century(years(y, 100)?),
            Period::Millennium(y) => Period::Millennium(years(y, 1000)?),
        })
    }

    /// Its first day.
    pub fn first(self) -> Option<Date> {
        match self {
            Period::Day(d) | Period::Weekend(d) | Period::Week(d) => Some(d),
            Period::Month(y, m) => day(y, m, 1),
            Period::Quarter(y, q) => day(y, q * 3 - 2, 1),
            Period::Half(y, h) => day(y, h * 6 - 5, 1),
            Period::Season(y, s) => day(y, s * 3, 1),
            Period::Year(y) | Period::Decade(y) | Period::Century(y) | Period::Millennium(y) => {
                day(y.max(1), 1, 1)
            }
        }
    }

    /// Its last day.
    pub fn last(self) -> Option<Date> {
        let months = |date: Date, n: i64| add(date, n.months()).and_then(|d| add_days(d, -1));
        let first = self.first()?;
        match self {
            Period::Day(d) => Some(d),
            Period::Weekend(d) => add_days(d, 1),
            Period::Week(d) => add_days(d, 6),
            Period::Month(..) => months(first, 1),
            Period::Quarter(..) | Period::Season(..) => months(first, 3),
            Period::Half(..) => months(first, 6),
            Period::Year(y) => day(y, 12, 31),
            Period::Decade(y) => day(y.checked_add(9)?, 12, 31),
            Period::Century(y) => day(y.checked_add(99)?, 12, 31),
            Period::Millennium(y) => day(y.checked_add(999)?, 12, 31),
        }
    }

    /// As TIMEX3 writes it.
    pub fn value(self) -> String {
        match self {
            Period::Day(d) => d.to_string(),
            Period::Weekend(d) => format!("{}-WE", week(d)),
            Period::Week(d) => week(d),
            Period::Month(y, m) => format!("{y:04}-{m:02}"),
            Period::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Period::Half(y, h) => format!("{y:04}-H{h}"),
            Period::Season(y, s) => {
                let name = ["SP", "SU", "FA", "WI"][(s - 1).rem_euclid(4) as usize];
                format!("{y:04}-{name}")
            }
            Period::Year(y) => format!("{y:04}"),
            Period::Decade(y) => format!("{:03}X", y / 10),
            Period::Century(y) => format!("{:02}XX", y / 100),
            Period::Millennium(y) => format!("{}XXX", y / 1000),
        }
    }
}

fn week(date: Date) -> String {
    let week = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// The days of a feast in a year, by the rule that the tables give it:
///
/// - `E-2`, `E39`: days from Easter Sunday;
/// - `12-25`: month and day;
/// - `N4-4-11`: the fourth Thursday of November; `N9-…` the last;
/// - `A1`: the first Sunday of Advent;
/// - `T1`: the day after Thanksgiving.
pub(super) fn feast(rule: Code, in_year: i16) -> Option<Date> {
    let name = rule.name();
    if let Some(days) = name.strip_prefix('E') {
        let days: i64 = if days.is_empty() { 0 } else { days.parse().ok()? };
        return add_days(easter(in_year)?, days);
    }
    if let Some(rest) = name.strip_prefix('N') {
        let mut parts = rest.split('-').map(|p| p.parse::<i64>().ok());
        let (nth, wanted, month) = (parts.next()??, parts.next()??, parts.next()??);
        return nth_weekday(nth, wanted, in_year, i8::try_from(month).ok()?);
    }
    if let Some(days) = name.strip_prefix('T') {
        return add_days(nth_weekday(4, 4, in_year, 11)?, days.parse().ok()?);
    }
    if let Some(nth) = name.strip_prefix('A') {
        let nth: i64 = nth.parse().ok()?;
        let christmas = day(in_year, 12, 25)?;
        // The fourth is the last Sunday before the 25th.
        return add_days(christmas, -weekday(christmas) - 7 * (4 - nth));
    }
    let (month, of_month) = name.split_once('-')?;
    day(in_year, month.parse().ok()?, of_month.parse().ok()?)
}

/// The nth such weekday of a month; 9: its last.
pub(super) fn nth_weekday(nth: i64, wanted: i64, year: i16, month: i8) -> Option<Date> {
    let first = day(year, month, 1)?;
    let ahead = (wanted - weekday(first)).rem_euclid(7);
    if nth == 9 || nth == -1 {
        let last = Period::Month(year, month).last()?;
        return add_days(last, -(weekday(last) - wanted).rem_euclid(7));
    }
    let date = add_days(first, ahead + 7 * (nth - 1))?;
    (date.month() == month && nth > 0).then_some(date)
}

/// Easter Sunday of the Gregorian calendar (Anonymous algorithm, Nature 1876; in Meeus,
/// *Astronomical Algorithms*, chapter 8).
fn easter(of: i16) -> Option<Date> {
    let y = i64::from(of);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    day(of, i8::try_from(n / 31).ok()?, n % 31 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_fall_on_their_days() {
        for (year, value) in [(2025, "2025-04-20"), (2024, "2024-03-31"), (2016, "2016-03-27")] {
            assert_eq!(easter(year).unwrap().to_string(), value);
        }
        let on = |rule, year| feast(Code::new(rule), year).unwrap().to_string();
        assert_eq!(on("E-2", 2007), "2007-04-06");
        assert_eq!(on("N4-4-11", 2016), "2016-11-24");
        assert_eq!(on("N9-1-5", 2024), "2024-05-27");
        assert_eq!(on("A1", 2018), "2018-12-02");
        assert_eq!(on("A4", 2018), "2018-12-23");
    }

    #[test]
    fn periods_shift_and_end() {
        let date = day(2024, 1, 31).unwrap();
        let of = |grain| Period::holding(grain, date).unwrap();
        assert_eq!(of(Grain::Month).shift(1).unwrap().value(), "2024-02");
        assert_eq!(of(Grain::Month).shift(1).unwrap().last().unwrap().to_string(), "2024-02-29");
        assert_eq!(of(Grain::Week).value(), "2024-W05");
        assert_eq!(of(Grain::Season).value(), "2023-WI");
        assert_eq!(of(Grain::Season).last().unwrap().to_string(), "2024-02-29");
        assert_eq!(of(Grain::Half).shift(-1).unwrap().value(), "2023-H2");
        assert_eq!(Period::Year(9990).shift(1), None);
    }
}
