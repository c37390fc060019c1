//! How fast things are found in a store.

use crate::exit::Exit;
use crate::flags::BenchFlags;
use crate::output::Output;
use sayso::store::{Access, SampleKind, Settings, Sort, Store};
use std::fmt::Write;
use std::io::Read;
use std::path::Path;
use std::time::Instant;

/// Searches of each kind, and the seed that they are drawn with.
const SEARCHES: usize = 400;
const SEED: u64 = 2024;

/// Whether a file is a store: an SQLite file.
pub fn is_store(path: &str) -> bool {
    let mut head = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

/// Measures searches that are drawn from a store, each once, the store's pages cold in the process.
pub fn run(flags: &BenchFlags) -> anyhow::Result<Exit> {
    let store = Store::open(Path::new(&flags.file), Access::Read, Settings::default())?;
    let reports = store.info()?.reports;
    let mut text = format!("{reports} reports, {SEARCHES} searches of a kind, 20 hits at most\n");
    for kind in SampleKind::ALL {
        let queries = store.sample(kind, SEARCHES, SEED)?;
        anyhow::ensure!(!queries.is_empty(), "{}: holds nothing to search for", flags.file);
        for sort in [Sort::Relevance, Sort::Newest] {
            let mut times = Vec::with_capacity(queries.len());
            let mut hits = 0;
            for query in &queries {
                let mut query = query.clone();
                query.sort = Some(sort);
                let start = Instant::now();
                hits += store.search(&query)?.hits.len();
                times.push(start.elapsed());
            }
            times.sort_unstable();
            let at = |share: f64| {
                let place = (times.len() as f64 * share) as usize;
                times.get(place.min(times.len() - 1)).map_or(0.0, |t| t.as_secs_f64() * 1e3)
            };
            let by = match sort {
                Sort::Relevance => "by relevance",
                _ => "newest first",
            };
            let _ = writeln!(
                text,
                "{:8} {by}: {:6.1} ms half, {:6.1} ms 95 of 100, {:6.1} ms at most, {hits} hits",
                kind.name(),
                at(0.5),
                at(0.95),
                at(1.0)
            );
        }
    }
    Output::stdout().write(text.as_bytes(), Exit::Found);
    Ok(Exit::Found)
}
