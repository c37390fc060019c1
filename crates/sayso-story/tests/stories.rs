//! How well reports are put into stories as they arrive.
//!
//! `cargo test -p sayso-story --test stories -- --nocapture` prints B-cubed precision, recall and F1
//! (Bagga and Baldwin 1998). The rule was tuned on `stories-tune.txt`; `stories-test.txt` is
//! measured. Dispatches of the corpus arrive between them: each that joins a story costs precision.

#![allow(clippy::print_stdout)]

mod common;

use sayso::Reader;
use sayso_story::{Features, JOINS, Rarity, StoryState, Term, best};
use std::collections::{BTreeMap, BTreeSet};

struct Report {
    story: Option<String>,
    title: String,
    features: Features,
}

fn gold(file: &str, reader: &Reader) -> Vec<Report> {
    let mut story = String::new();
    let mut reports = Vec::new();
    let mut lines = file.lines().filter(|line| !line.is_empty() && !line.starts_with("# "));
    while let Some(line) = lines.next() {
        if let Some(name) = line.strip_prefix("## ") {
            story = name.to_owned();
            continue;
        }
        let mut head = line.splitn(3, ' ');
        let mut next = || head.next().expect("lang date title");
        let (lang, date, title) = (next(), next(), next());
        let document = common::document(lang, date, title, lines.next().expect("a text"));
        let features = Features::of(&document, &reader.read(&document));
        reports.push(Report { story: Some(story.clone()), title: title.to_owned(), features });
    }
    reports
}

/// Dispatches of the corpus with their own days moved to between `from` and `to`.
fn others(reader: &Reader, from: &str, days: usize) -> Vec<Report> {
    let first = sayso_story::day(from).expect("a day");
    common::dispatches()
        .iter()
        .step_by(5)
        .enumerate()
        .map(|(at, dispatch)| {
            let title = dispatch.get("title").unwrap_or_default();
            let lang = dispatch.get("lang").unwrap_or_default();
            let date = iso(first + (at * 7 % days) as i32);
            let document = common::document(lang, &date, title, dispatch.body.text());
            let features = Features::of(&document, &reader.read(&document));
            Report { story: None, title: title.to_owned(), features }
        })
        .collect()
}

fn iso(day: i32) -> String {
    let shift = sayso_story::day("2024-01-01").expect("a day");
    let mut left = day - shift;
    for (month, length) in [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].into_iter().enumerate()
    {
        if left < length {
            return format!("2024-{:02}-{:02}", month + 1, left + 1);
        }
        left -= length;
    }
    panic!("a day of 2024")
}

struct Figures {
    precision: f64,
    recall: f64,
    f1: f64,
}

/// Puts the reports into stories in the order of their days, as a store would: rarity counted so far,
/// candidates by keys alone.
fn measure(mut reports: Vec<Report>, show: bool) -> Figures {
    reports.sort_by_key(|report| report.features.day());
    let mut held: BTreeMap<Term, u32> = BTreeMap::new();
    let mut stories: Vec<StoryState> = Vec::new();
    let mut index: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    let mut put: Vec<usize> = Vec::new();
    for (seen, report) in reports.iter().enumerate() {
        let features = &report.features;
        features.terms().for_each(|term| *held.entry(term).or_default() += 1);
        let holding = |term: Term| held.get(&term).copied().unwrap_or(0);
        let rarity = Rarity::new(seen as u32 + 1, &holding);
        let candidates: BTreeSet<usize> = features
            .lookup_keys(&rarity)
            .iter()
            .filter_map(|key| index.get(key))
            .flatten()
            .copied()
            .collect();
        let candidates: Vec<usize> = candidates.into_iter().collect();
        let states: Vec<StoryState> = candidates.iter().map(|at| stories[*at].clone()).collect();
        let story = match best(features, &states, &rarity) {
            Some(found) => {
                let at = candidates[found.index];
                stories[at].add(features);
                at
            }
            None => {
                stories.push(StoryState::open(features).expect("a dated report"));
                stories.len() - 1
            }
        };
        if show && let Some(gold) = &report.story {
            let mut scores: Vec<(f32, String)> = states
                .iter()
                .zip(&candidates)
                .map(|(state, at)| {
                    let of =
                        put.iter().position(|s| s == at).and_then(|at| reports[at].story.clone());
                    (state.score(features, &rarity), of.unwrap_or("-".to_owned()))
                })
                .collect();
            scores.sort_by(|a, b| b.0.total_cmp(&a.0));
            scores.truncate(3);
            let right = scores.first().is_some_and(|s| s.0 >= JOINS && s.1 == *gold);
            println!("{} {gold}: {} {scores:?}", if right { " " } else { "!" }, report.title);
        }
        for key in features.keys(&rarity) {
            index.entry(key).or_default().insert(story);
        }
        put.push(story);
    }
    let (mut precision, mut recall, mut count) = (0.0, 0.0, 0.0);
    for (report, story) in reports.iter().zip(&put) {
        let Some(gold) = &report.story else { continue };
        let cluster = || reports.iter().zip(&put).filter(|(_, other)| *other == story);
        let right = cluster().filter(|(other, _)| other.story.as_ref() == Some(gold)).count();
        let size = reports.iter().filter(|other| other.story.as_ref() == Some(gold)).count();
        precision += right as f64 / cluster().count() as f64;
        recall += right as f64 / size as f64;
        count += 1.0;
    }
    let (precision, recall) = (precision / count, recall / count);
    Figures { precision, recall, f1: 2.0 * precision * recall / (precision + recall) }
}

#[test]
fn reports_are_put_into_their_stories() {
    let reader = Reader::new().expect("a reader");
    println!("            B-cubed precision  recall    F1");
    for (name, file, from, days) in [
        ("tuned on", include_str!("data/stories-tune.txt"), "2024-01-20", 130),
        ("measured", include_str!("data/stories-test.txt"), "2024-03-20", 210),
    ] {
        let mut reports = gold(file, &reader);
        reports.extend(others(&reader, from, days));
        let show = std::env::var_os("ERRORS").is_some_and(|which| which == name);
        let found = measure(reports, show);
        println!("{name:<12}{:>17.3}{:>8.3}{:>6.3}", found.precision, found.recall, found.f1);
        assert!(found.precision >= 0.9 && found.f1 >= 0.8, "{name}");
    }
}
