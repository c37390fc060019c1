//! What the measurements share: the corpus's dispatches, and reports as documents.

use sayso::Document;
use sayso_corpus::{Dispatch, Stock};
use std::path::{Path, PathBuf};

/// The dispatches of the corpus, its test sets left out, in the order of their paths.
#[allow(dead_code)]
pub fn dispatches() -> Vec<Dispatch> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut files: Vec<PathBuf> = ["de", "en", "fr", "it"]
        .iter()
        .flat_map(|lang| std::fs::read_dir(root.join(lang)).expect("the corpus"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let file = std::fs::read_to_string(path).expect("a dispatch");
            Dispatch::parse(&file).expect("a dispatch in its notation")
        })
        .collect()
}

#[allow(dead_code)] // not every measurement needs it
pub fn stock() -> Stock {
    Stock::of(&dispatches())
}

/// A report as an ingest would have it: laid out by the same code.
pub fn document(lang: &str, published: &str, title: &str, text: &str) -> Document {
    let record = serde_json::json!({
        "lang": lang, "published": published, "title": title, "text": text,
    });
    sayso::input::read_record(record.to_string().as_bytes(), &sayso::input::Options::default())
        .expect("a record")
}
