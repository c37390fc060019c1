//! Days as numbers.

/// Days since 1 January 1970 of an ISO 8601 date (`2022-12-19`, `2022-12-19T20:53:00+01:00`), in the
/// local time that it is written in. `None` for what is coarser than a day or no date.
///
/// ```
/// assert_eq!(sayso_story::day("1970-01-02T23:59"), Some(1));
/// assert_eq!(sayso_story::day("2022-12"), None);
/// assert_eq!(sayso_story::day("2022-02-30"), None);
/// ```
pub fn day(iso: &str) -> Option<i32> {
    let date = iso.get(..10)?;
    if iso.as_bytes().get(10).is_some_and(|next| !matches!(next, b'T' | b' ')) {
        return None;
    }
    let mut parts = date.split('-').map(|part| match part.bytes().all(|b| b.is_ascii_digit()) {
        true => part.parse::<i32>().ok(),
        false => None,
    });
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 => 28 + i32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || parts.next().is_some() {
        return None;
    }
    // Days from civil (Hinnant 2013): years begin in March, eras have 400 of them.
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2000-03-01"), Some(11_017));
        assert_eq!(day("2024-02-29T10:00"), Some(19_782));
        assert_eq!(day("2023-02-29"), None);
        assert_eq!(day("XXXX-WXX-2"), None);
        assert_eq!(day("2024-02-29TMO").map(|d| d - 19_782), Some(0));
        assert_eq!(day("été 2024-02"), None);
    }
}
