//! How well a quote is known again: cut, reworded, translated.
//!
//! `cargo test -p sayso-story --test quotes -- --nocapture` prints the figures; `data/quotes.tsv` has
//! the pairs, in one half that the rule was tuned on and one that is measured.

#![allow(clippy::print_stdout)]

use sayso_model::AttributionKind;
use sayso_story::{Kin, QuoteInput, QuoteSketch};
use std::collections::BTreeMap;

const PAIRS: &str = include_str!("data/quotes.tsv");

fn sketch(lang: &str, speaker: &str, day: i32, names: &str, text: &str) -> QuoteSketch {
    let names: Vec<&str> = names.split(' ').filter(|name| *name != "-").collect();
    QuoteSketch::of(&QuoteInput {
        lang,
        text,
        kind: AttributionKind::Direct,
        speaker: (speaker != "?").then_some(speaker),
        day: Some(20_000 + day),
        names: &names,
    })
}

fn turned(kin: Kin) -> Kin {
    match kin {
        Kin::CutFrom => Kin::CutTo,
        Kin::CutTo => Kin::CutFrom,
        kin => kin,
    }
}

#[test]
fn quotes_are_known_again() {
    println!("half  pairs  misses  precision  recall  of the right kind");
    for half in ["t", "m"] {
        let (mut pairs, mut misses, mut right, mut wrong, mut kind) = (0, 0, 0, 0, 0);
        let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for line in PAIRS.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let [want, of, langs, speakers, days, names_a, names_b, a, b] = cells[..] else {
                panic!("nine cells: {line}");
            };
            if of != half {
                continue;
            }
            let (lang_a, lang_b) = langs.split_once(' ').expect("two languages");
            let (who_a, who_b) = speakers.split_once(' ').expect("two speakers");
            let a = sketch(lang_a, who_a, 0, names_a, a);
            let b = sketch(lang_b, who_b, days.parse().expect("days"), names_b, b);
            let found = a.compare(&b);
            let back = b.compare(&a);
            assert_eq!(found.map(|f| turned(f.how)), back.map(|f| f.how), "{line}");
            let meet = a.keys().iter().any(|key| b.keys().contains(key));
            let name = found.filter(|_| meet).map_or("none", |found| found.how.name());
            let count = kinds.entry(want).or_default();
            count.0 += 1;
            count.1 += usize::from(name == want);
            if want == "none" {
                misses += 1;
                wrong += usize::from(name != "none");
            } else {
                pairs += 1;
                right += usize::from(name != "none");
                kind += usize::from(name == want);
            }
            if name != want && half == "t" && std::env::var_os("ERRORS").is_some() {
                println!("{name} for {line}");
            }
        }
        let precision = right as f64 / (right + wrong).max(1) as f64;
        let recall = right as f64 / pairs as f64;
        println!("{half:<4}{pairs:>7}{misses:>8}{precision:>11.3}{recall:>8.3}{kind:>19}");
        kinds.iter().for_each(|(kind, (all, right))| println!("      {kind}: {right} of {all}"));
        assert!(precision >= 0.9 && recall >= 0.75, "{half}");
    }
}
