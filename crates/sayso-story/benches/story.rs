//! `cargo bench -p sayso-story`: what a report costs beside its reading (3 ms).

use sayso::{Document, Reader, Reading};
use sayso_corpus::Dispatch;
use sayso_model::{Lang, Published, PublishedFrom};
use sayso_story::{Features, QuoteSketch, Rarity, Sketch, StoryState};
use std::sync::LazyLock;

fn main() {
    divan::main();
}

/// A dispatch of 330 words.
static REPORT: LazyLock<(Document, Reading)> = LazyLock::new(|| {
    let file = include_str!("../../../corpus/fr/a01.txt");
    let dispatch = Dispatch::parse(file).expect("a dispatch");
    let mut document = Document::from_text(dispatch.body.text());
    document.lang = Some(Lang::new("fr"));
    let value = "2025-03-12".to_owned();
    document.published = Some(Published { value, from: PublishedFrom::Declared });
    let reading = Reader::new().expect("a reader").read(&document);
    (document, reading)
});

#[divan::bench]
fn sketch(bencher: divan::Bencher<'_, '_>) {
    let document = &REPORT.0;
    bencher.bench(|| Sketch::of(document));
}

#[divan::bench]
fn sketch_keys(bencher: divan::Bencher<'_, '_>) {
    let sketch = Sketch::of(&REPORT.0);
    bencher.bench(|| sketch.keys());
}

#[divan::bench]
fn sketch_compare(bencher: divan::Bencher<'_, '_>) {
    let (a, b) = (Sketch::of(&REPORT.0), Sketch::of(&REPORT.0));
    bencher.bench(|| a.compare(&b).is_copy());
}

#[divan::bench]
fn features(bencher: divan::Bencher<'_, '_>) {
    let (document, reading) = &*REPORT;
    bencher.bench(|| Features::of(document, reading));
}

#[divan::bench]
fn features_keys(bencher: divan::Bencher<'_, '_>) {
    let features = Features::of(&REPORT.0, &REPORT.1);
    let rarity = Rarity::new(100_000, &|_| 10);
    bencher.bench_local(|| features.lookup_keys(&rarity));
}

#[divan::bench]
fn story_score(bencher: divan::Bencher<'_, '_>) {
    let features = Features::of(&REPORT.0, &REPORT.1);
    let story = StoryState::open(&features).expect("a date");
    let rarity = Rarity::new(100_000, &|_| 10);
    bencher.bench_local(|| story.score(&features, &rarity));
}

#[divan::bench]
fn story_add(bencher: divan::Bencher<'_, '_>) {
    let features = Features::of(&REPORT.0, &REPORT.1);
    let story = StoryState::open(&features).expect("a date");
    bencher.with_inputs(|| story.clone()).bench_values(|mut story| story.add(&features));
}

/// All quotes of the report: twelve.
#[divan::bench]
fn quotes(bencher: divan::Bencher<'_, '_>) {
    let (document, reading) = &*REPORT;
    bencher.bench(|| {
        let of = |a| QuoteSketch::of_attribution(document, reading, a).keys().len();
        reading.attributions.iter().map(of).sum::<usize>()
    });
}

#[divan::bench]
fn quote_compare(bencher: divan::Bencher<'_, '_>) {
    let (document, reading) = &*REPORT;
    let quotes: Vec<QuoteSketch> = reading
        .attributions
        .iter()
        .map(|a| QuoteSketch::of_attribution(document, reading, a))
        .collect();
    bencher.bench(|| quotes[0].compare(&quotes[1]));
}
