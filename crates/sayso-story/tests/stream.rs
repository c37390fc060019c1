//! Copies found in a stream, through the index keys alone, as a store does it.
//!
//! `REPORTS=100000 cargo test --profile quick -p sayso-story --test stream -- --nocapture`

#![allow(clippy::print_stdout)]

mod common;

use sayso_corpus::variations;
use sayso_story::Sketch;
use std::collections::{BTreeMap, VecDeque};

/// Of the candidates, those that share most keys are compared.
const COMPARED: usize = 16;
/// A dispatch is printed within so many days: what is older is no candidate.
const DAYS: i32 = 30;

#[test]
fn copies_are_found_through_their_keys() {
    let reports = std::env::var("REPORTS").ok().and_then(|n| n.parse().ok()).unwrap_or(2000);
    let stock = common::stock();
    let mut index: BTreeMap<u32, VecDeque<(i32, usize)>> = BTreeMap::new();
    let mut sketches: Vec<Sketch> = Vec::new();
    let mut texts: BTreeMap<String, usize> = BTreeMap::new();
    let mut text_of: Vec<usize> = Vec::new();
    let (mut copies, mut found, mut wrong, mut compared, mut bytes) = (0, 0, 0, 0, 0);
    for (at, report) in variations(&stock, 9, reports).enumerate() {
        let (id, of) = match report.id.split_once("-of-") {
            Some((_, of)) => (of.to_owned(), true),
            None => (report.id.clone(), false),
        };
        copies += usize::from(of);
        let next = texts.len();
        text_of.push(*texts.entry(id).or_insert(next));
        let document =
            common::document(&report.lang, &report.published, &report.title, &report.text);
        let sketch = Sketch::of(&document);
        bytes += sketch.to_bytes().len();
        let day = sayso_story::day(&report.published).expect("a day");
        let keys = sketch.keys();
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for key in &keys {
            let holders = index.entry(*key).or_default();
            while holders.front().is_some_and(|(held, _)| *held < day - DAYS) {
                holders.pop_front();
            }
            holders.iter().for_each(|(_, holder)| *shared.entry(*holder).or_default() += 1);
        }
        let mut candidates: Vec<(usize, usize)> =
            shared.into_iter().map(|(at, n)| (n, at)).collect();
        candidates.sort_unstable_by(|a, b| b.cmp(a));
        candidates.truncate(COMPARED);
        compared += candidates.len();
        let same: Vec<bool> = candidates
            .into_iter()
            .filter(|(_, other)| sketch.compare(&sketches[*other]).is_copy())
            .map(|(_, other)| text_of[other] == text_of[at])
            .collect();
        found += usize::from(of && same.contains(&true));
        wrong += usize::from(same.contains(&false));
        // A text is indexed once: its copies lead to nothing that it does not lead to.
        if same.is_empty() {
            for key in keys {
                index.entry(key).or_default().push_back((day, at));
            }
        }
        sketches.push(sketch);
    }
    println!(
        "{reports} reports, {copies} copies: {found} found, {wrong} taken for copies of another; \
         {:.1} comparisons and {:.0} bytes a report",
        compared as f64 / reports as f64,
        bytes as f64 / reports as f64
    );
    assert!(found * 100 >= copies * 97 && wrong * 1000 <= reports * 3);
}
