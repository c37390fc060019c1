//! What servers say of when to come again.

use crate::exchange::{list, text};
use std::time::{Duration, SystemTime};
use ureq_proto::http::{HeaderMap, header};

/// No server is believed to mean more: a year, the most that RFC 9111's readers are asked to take.
const MOST: u64 = 366 * 86_400;

/// How long the answer holds: `max-age`, or the time from `Date` to `Expires`. `None` where the
/// server does not say, or says that it is not to be kept.
pub(crate) fn max_age(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let control = list(headers, header::CACHE_CONTROL).to_ascii_lowercase();
    let directives = || control.split(',').map(str::trim);
    if directives().any(|directive| matches!(directive, "no-cache" | "no-store")) {
        return None;
    }
    let named = directives().find_map(|directive| {
        let (name, value) = directive.split_once('=')?;
        (name.trim() == "max-age").then(|| seconds(value.trim().trim_matches('"')))
    });
    match named {
        Some(age) => age,
        None => {
            let expires = httpdate::parse_http_date(text(headers, header::EXPIRES)?).ok()?;
            expires.duration_since(date(headers, now)).ok().map(bounded)
        }
    }
}

/// After how long the server lets one try again: `Retry-After` in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = text(headers, header::RETRY_AFTER)?;
    if let Some(time) = seconds(value) {
        return Some(time);
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(until.duration_since(date(headers, now)).map(bounded).unwrap_or_default())
}

/// The server's own clock where it shows it: what it dates, it dates by that.
fn date(headers: &HeaderMap, now: SystemTime) -> SystemTime {
    text(headers, header::DATE).and_then(|date| httpdate::parse_http_date(date).ok()).unwrap_or(now)
}

fn seconds(value: &str) -> Option<Duration> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // What does not fit is long, not wrong.
    Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX).min(MOST)))
}

fn bounded(time: Duration) -> Duration {
    time.min(Duration::from_secs(MOST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ureq_proto::http::{HeaderName, HeaderValue};

    fn headers(lines: &[(&str, &str)]) -> HeaderMap {
        let header = |(name, value): &(&str, &str)| {
            (name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap())
        };
        lines.iter().map(header).collect()
    }

    fn now() -> SystemTime {
        httpdate::parse_http_date("Mon, 19 Dec 2022 20:00:00 GMT").unwrap()
    }

    #[test]
    fn how_long_an_answer_holds() {
        for (lines, expected) in [
            (&[("cache-control", "public, max-age=600")][..], Some(600)),
            (&[("cache-control", "Max-Age=\"60\"")], Some(60)),
            (&[("cache-control", "public"), ("cache-control", "max-age=5")], Some(5)),
            (&[("cache-control", "max-age=99999999999999999999")], Some(MOST)),
            (&[("cache-control", "max-age=600, no-cache")], None),
            (&[("cache-control", "max-age=soon")], None),
            (&[("cache-control", "s-maxage=600")], None),
            (&[("expires", "Mon, 19 Dec 2022 20:10:00 GMT")], Some(600)),
            (
                &[
                    ("expires", "Mon, 19 Dec 2022 20:10:00 GMT"),
                    ("date", "Mon, 19 Dec 2022 20:09:00 GMT"),
                ],
                Some(60),
            ),
            (&[("expires", "0")], None),
            (&[("expires", "Sun, 18 Dec 2022 20:10:00 GMT")], None),
            (
                &[("cache-control", "max-age=1"), ("expires", "Mon, 19 Dec 2022 20:10:00 GMT")],
                Some(1),
            ),
            (&[], None),
        ] {
            let age = max_age(&headers(lines), now()).map(|age| age.as_secs());
            assert_eq!(age, expected, "{lines:?}");
        }
    }

    #[test]
    fn when_one_may_try_again() {
        for (value, expected) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("Mon, 19 Dec 2022 20:02:00 GMT", Some(120)),
            ("Monday, 19-Dec-22 20:02:00 GMT", Some(120)),
            ("Mon Dec 19 20:02:00 2022", Some(120)),
            ("Sun, 18 Dec 2022 20:02:00 GMT", Some(0)),
            ("Sat, 19 Dec 2122 20:02:00 GMT", Some(MOST)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
        ] {
            let time = retry_after(&headers(&[("retry-after", value)]), now());
            assert_eq!(time.map(|time| time.as_secs()), expected, "{value}");
        }
    }
}
