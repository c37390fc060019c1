//! Any number of reports made from a few hundred dispatches: as outlets print a wire text, and as near
//! to another as a report can be without being its copy.
//!
//! Everything comes from a seed: the same stock, seed and count give the same records.

mod miss;
mod outlet;
mod rename;
mod rng;
mod stock;
mod stream;

pub use stock::Stock;
pub use stream::{Variation, variations};

use miss::{MISSES, near_miss, plain};
use outlet::{Wire, appearance};
use rng::Rng;

/// Two reports, and whether one is a copy of the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// What was done to the second: `cut, retitled`, or the kind of a near-miss (`background`).
    pub what: String,
    /// Whether they are copies of one text.
    pub is_copy: bool,
    /// The language.
    pub lang: String,
    /// Headline and text of the one.
    pub a: (String, String),
    /// Headline and text of the other.
    pub b: (String, String),
}

/// `count` pairs of copies of one text, as outlets make them: the tail cut, retitled, the agency's line
/// swapped, up to three corrections, a paragraph added, other typography and paragraphs, and all of
/// these together. In one of three both are an outlet's, else one is the wire's; one of fifteen is a flash.
pub fn copies(stock: &Stock, seed: u64, count: usize) -> Vec<Pair> {
    pairs(stock, seed, count, |number, lang, shelf, rng| {
        let mut wire = plain(rng.pick(&shelf.sources)?);
        if number % 15 == 7 {
            wire.paragraphs.truncate(1);
            let first = wire.paragraphs.first_mut()?;
            if let Some(end) = first.find(". ") {
                first.truncate(end + 1);
            }
            // A flash is printed as it is: all that outlets change is what stands around it.
            let dressed = (0..60).find_map(|_| {
                let (dressed, done) = appearance(&wire, shelf, rng);
                let kept = !done.iter().any(|d| matches!(*d, "cut" | "added" | "corrected"));
                kept.then_some(dressed)
            })?;
            return Some(pair("flash".to_owned(), true, lang, wire, dressed));
        }
        let (b, done) = appearance(&wire, shelf, rng);
        let both = rng.percent(33);
        let a = if both { light(&wire, shelf, rng) } else { wire };
        Some(pair(done.join(", "), true, lang, a, b))
    })
}

/// A second outlet's appearance that has all of the text.
fn light(wire: &Wire, shelf: &stock::Shelf, rng: &mut Rng) -> Wire {
    let drawn = (0..20).find_map(|_| {
        let (dressed, done) = appearance(wire, shelf, rng);
        (!done.contains(&"cut") && !done.contains(&"added")).then_some(dressed)
    });
    drawn.unwrap_or_else(|| wire.clone())
}

/// `count` pairs that are near and no copies: a follow-up that repeats background; the same wording
/// about others; another agency's report with the same quotes; the new count with new facts; two days'
/// routine of one form; flashes that differ in a name or figure. As many of each.
pub fn near_misses(stock: &Stock, seed: u64, count: usize) -> Vec<Pair> {
    pairs(stock, seed ^ 0x6d69_7373, count, |number, lang, shelf, rng| {
        let what = MISSES.get(number % MISSES.len())?;
        let (a, b) = near_miss(what, shelf, rng)?;
        Some(pair((*what).to_owned(), false, lang, a, b))
    })
}

fn pairs(
    stock: &Stock,
    seed: u64,
    count: usize,
    mut make: impl FnMut(usize, &str, &stock::Shelf, &mut Rng) -> Option<Pair>,
) -> Vec<Pair> {
    let mut out = Vec::with_capacity(count);
    // A draw may give none; a stock of nothing never gives one.
    for draw in 0..count as u64 * 50 {
        if out.len() == count {
            break;
        }
        let mut rng = Rng::new(seed, draw);
        if let Some((lang, shelf)) = stock.shelf(&mut rng)
            && let Some(pair) = make(out.len(), lang, shelf, &mut rng)
        {
            out.push(pair);
        }
    }
    out
}

fn pair(what: String, is_copy: bool, lang: &str, a: Wire, b: Wire) -> Pair {
    Pair {
        what,
        is_copy,
        lang: lang.to_owned(),
        a: (a.title.clone(), a.text()),
        b: (b.title.clone(), b.text()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Dispatch, near_duplicates};

    fn stock() -> Stock {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/fr/");
        let dispatches: Vec<Dispatch> = (1..=30)
            .map(|n| std::fs::read_to_string(format!("{folder}a{n:02}.txt")).expect("a dispatch"))
            .map(|file| Dispatch::parse(&file).expect("its notation"))
            .collect();
        Stock::of(&dispatches)
    }

    #[test]
    fn the_same_seed_gives_the_same() {
        let stock = stock();
        let make = |seed| variations(&stock, seed, 50).collect::<Vec<Variation>>();
        assert_eq!(make(3), make(3));
        assert_ne!(make(3), make(4));
        assert_eq!(copies(&stock, 3, 30), copies(&stock, 3, 30));
        assert_eq!(near_misses(&stock, 3, 30), near_misses(&stock, 3, 30));
    }

    #[test]
    fn reports_are_dated_and_placed() {
        let stock = stock();
        let reports: Vec<Variation> = variations(&stock, 1, 300).collect();
        assert_eq!(reports.len(), 300);
        for report in &reports {
            let date = report.published.as_str();
            assert!(("2023-01-01".."2025-01-04").contains(&date), "{date}");
            assert!(report.url.contains(".example.org/") || report.url.contains(".test/"));
            assert!(report.to_json().starts_with('{') && !report.to_json().contains('\n'));
        }
        let copies = reports.iter().filter(|r| r.id.contains("-of-")).count();
        assert!((45..=105).contains(&copies), "{copies}");
    }

    #[test]
    fn renamed_texts_share_their_frames_alone() {
        let stock = stock();
        for pair in near_misses(&stock, 5, 60).iter().filter(|pair| pair.what == "formula") {
            assert_ne!(pair.a.1, pair.b.1);
            let near = near_duplicates(&[&pair.a.1, &pair.b.1]);
            assert!(near.first().is_none_or(|near| near.shared < 0.85), "{near:?}");
        }
    }

    #[test]
    fn every_kind_of_near_miss_is_made() {
        let stock = stock();
        let pairs = near_misses(&stock, 1, 60);
        for what in MISSES {
            assert_eq!(pairs.iter().filter(|pair| pair.what == what).count(), 10, "{what}");
        }
        assert!(copies(&Stock::default(), 1, 10).is_empty());
        assert_eq!(variations(&Stock::default(), 1, 10).count(), 0);
    }
}
