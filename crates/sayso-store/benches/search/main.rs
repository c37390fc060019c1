//! Searches over 20,000 reports: `cargo bench -p sayso-store --bench search`. For the 95th percentile
//! over a store of one's own there is the example `latency`.

mod synthetic;

use divan::Bencher;
use sayso_store::{Query, Settings, Sort, Store};
use std::sync::Mutex;
use synthetic::{Random, name, word};

const REPORTS: usize = 20_000;

fn main() {
    divan::main();
}

fn store() -> &'static Mutex<Store> {
    static STORE: std::sync::OnceLock<Mutex<Store>> = std::sync::OnceLock::new();
    STORE.get_or_init(|| {
        let mut store = Store::in_memory(Settings::default()).expect("a store");
        synthetic::fill(&mut store, REPORTS).expect("filled");
        Mutex::new(store)
    })
}

/// Asks one query after the other.
fn ask(bencher: Bencher<'_, '_>, make: impl Fn(&mut Random) -> Query) {
    let store = store().lock().expect("the store");
    let mut random = Random::new(7);
    let queries: Vec<Query> = (0..50).map(|_| make(&mut random)).collect();
    let mut next = queries.iter().cycle();
    bencher.bench_local(|| next.next().map(|query| store.search(query).expect("an answer")));
}

const SORTS: [Sort; 2] = [Sort::Relevance, Sort::Newest];

#[divan::bench(args = SORTS)]
fn a_word(bencher: Bencher<'_, '_>, sort: &Sort) {
    ask(bencher, |random| Query {
        words: word(random.zipf(20_000)),
        sort: Some(*sort),
        ..Query::default()
    });
}

#[divan::bench(args = SORTS)]
fn a_phrase(bencher: Bencher<'_, '_>, sort: &Sort) {
    ask(bencher, |random| Query {
        words: format!("\"{} {}\"", word(random.zipf(100)), word(random.zipf(100))),
        sort: Some(*sort),
        ..Query::default()
    });
}

#[divan::bench]
fn a_speaker(bencher: Bencher<'_, '_>) {
    ask(bencher, |random| Query { speaker: Some(name(random.zipf(10_000))), ..Query::default() });
}

#[divan::bench(args = SORTS)]
fn a_speaker_on_something(bencher: Bencher<'_, '_>, sort: &Sort) {
    ask(bencher, |random| Query {
        speaker: Some(name(random.zipf(200))),
        words: word(random.zipf(2000)),
        sort: Some(*sort),
        ..Query::default()
    });
}

#[divan::bench]
fn a_pair(bencher: Bencher<'_, '_>) {
    ask(bencher, |random| Query {
        mentions: vec![name(random.zipf(300)), name(random.zipf(300))],
        ..Query::default()
    });
}
