//! A stream of reports, mostly different, some of them one dispatch in several outlets.

use super::outlet::{Wire, appearance};
use super::rename::Renaming;
use super::rng::Rng;
use super::stock::{Shelf, Stock};
use std::collections::VecDeque;

/// Of a hundred reports, so many are another outlet's appearance of one that came before.
const COPIES: u64 = 25;
/// A report is copied as long as it is one of the last so many.
const RECENT: usize = 400;
/// Invented outlets.
const OUTLETS: usize = 200;
/// Days over which the reports are spread, from 1 January 2023.
const DAYS: usize = 730;
const FIRST_DAY: i64 = 19_358;

/// An invented report, ready to be written as a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variation {
    /// Its number, and for a copy the number of the one that it was made from:
    /// `v0000150-of-v0000123`.
    pub id: String,
    /// Headline.
    pub title: String,
    /// The text, paragraphs a blank line apart.
    pub text: String,
    /// Language code.
    pub lang: String,
    /// ISO 8601 with time and zone.
    pub published: String,
    /// Under `example.org` or `.test`.
    pub url: String,
}

impl Variation {
    /// The report as a line of JSON without the line's end, as `sayso read` takes it.
    pub fn to_json(&self) -> String {
        let value = serde_json::json!({
            "id": self.id,
            "text": self.text,
            "title": self.title,
            "lang": self.lang,
            "published": self.published,
            "url": self.url,
        });
        value.to_string()
    }
}

/// A wire text that may still be copied.
struct Recent<'s> {
    number: usize,
    lang: &'s str,
    shelf: &'s Shelf,
    wire: Wire,
    minute: i64,
    outlet: usize,
}

/// `count` reports, spread over two years in order of their dates but for copies, which appear within
/// two days. Three quarters are put together from paragraphs of several dispatches with names, dates and
/// figures changed; no two of these are copies. A stock of nothing gives none.
pub fn variations(stock: &Stock, seed: u64, count: usize) -> impl Iterator<Item = Variation> {
    let mut recent: VecDeque<Recent<'_>> = VecDeque::with_capacity(RECENT + 1);
    (0..count).filter_map(move |number| {
        let mut rng = Rng::new(seed, number as u64);
        if !recent.is_empty() && rng.percent(COPIES) {
            // A few dispatches are printed everywhere, most hardly anywhere.
            let most = if rng.percent(60) { recent.len().min(20) } else { recent.len() };
            let of = recent.get(recent.len() - 1 - rng.below(most))?;
            let (wire, _) = appearance(&of.wire, of.shelf, &mut rng);
            let minute = of.minute + rng.below(2 * 24 * 60) as i64;
            let outlet = (of.outlet + 1 + rng.below(OUTLETS - 1)) % OUTLETS;
            let id = format!("v{number:07}-of-v{:07}", of.number);
            return Some(variation(id, number, of.lang, &wire, minute, outlet));
        }
        let (lang, shelf) = stock.shelf(&mut rng)?;
        let wire = recombined(shelf, &mut rng)?;
        let spread = (DAYS * 24 * 60) as u64 * number as u64 / count.max(1) as u64;
        let minute = FIRST_DAY * 24 * 60 + spread as i64;
        let outlet = rng.below(OUTLETS);
        let made = variation(format!("v{number:07}"), number, lang, &wire, minute, outlet);
        recent.push_back(Recent { number, lang, shelf, wire, minute, outlet });
        if recent.len() > RECENT {
            recent.pop_front();
        }
        Some(made)
    })
}

/// A new report: the lead of one dispatch, then paragraphs of others, about other people elsewhere.
fn recombined(shelf: &Shelf, rng: &mut Rng) -> Option<Wire> {
    let first = rng.pick(&shelf.sources)?;
    let mut renaming = Renaming::new(shelf);
    let lead = renaming.of(first.paragraphs.first()?, rng);
    let title = lead.split_whitespace().take(rng.between(5, 9)).collect::<Vec<_>>().join(" ");
    let mut paragraphs = vec![lead];
    for _ in 0..rng.between(3, 6) {
        let source = rng.pick(&shelf.sources)?;
        let paragraph = rng.pick(&source.paragraphs)?;
        // Each stands for somebody else's affair: within it, the same is called the same.
        paragraphs.push(Renaming::new(shelf).of(paragraph, rng));
    }
    Some(Wire { title, paragraphs })
}

fn variation(
    id: String,
    number: usize,
    lang: &str,
    wire: &Wire,
    minute: i64,
    outlet: usize,
) -> Variation {
    let (date, hour, minute) =
        (civil(minute.div_euclid(1440)), minute.rem_euclid(1440) / 60, minute.rem_euclid(60));
    let domain = if outlet.is_multiple_of(2) { "example.org" } else { "test" };
    let (year, month, day) = date;
    Variation {
        id,
        title: wire.title.clone(),
        text: wire.text(),
        lang: lang.to_owned(),
        published: format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:00Z"),
        url: format!("https://outlet-{outlet:03}.{domain}/{year:04}/{month:02}/{number}"),
    }
}

/// Year, month and day of a day counted from 1970 (Hinnant 2013).
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, of_era) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year + era * 400 + i64::from(month <= 2), month, of_year - (153 * shifted + 2) / 5 + 1)
}
