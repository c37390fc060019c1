//! How long our example reports take, from their bytes to the reading's JSON, and how long it
//! takes to load.
//!
//!     cargo bench -p sayso --bench read

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sayso::input::{self, Options};
use sayso::{Explain, Reader};
use std::path::PathBuf;

fn main() {
    divan::main();
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// The example reports' names, in their order.
fn reports() -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder()) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".txt") || name.ends_with(".html"))
        .collect();
    names.sort();
    names
}

#[divan::bench(sample_count = 20)]
fn load() -> Reader {
    Reader::new().expect("the reader loads")
}

#[divan::bench(args = reports())]
fn read(bencher: Bencher<'_, '_>, name: &String) {
    let bytes = std::fs::read(folder().join(name)).expect("an example");
    let reader = Reader::new().expect("the reader loads");
    let options = Options::default();
    bencher.counter(BytesCount::new(bytes.len())).bench(|| {
        let document = input::read(black_box(&bytes), &options).expect("a report");
        let reading = reader.read(&document);
        sayso::to_json(&document, &reading, Explain::No)
    });
}
