//! Stores that landed versions wrote open in this one, whole and with all that was in them.
//!
//! `tests/data/v<format>.sayso.zst` is one for each format. While a format has not landed,
//! `UPDATE_STORES=1 cargo test -p sayso-store --test versions` writes that of the present one anew. What goes
//! into it are the readings of `tests/data/readings.jsonl`, which `sayso read --jsonl` printed.

mod common;

use common::Folder;
use sayso_model::wire::Parsed;
use sayso_store::{Access, Checked, FORMAT, Hash, Prepared, Query, Settings, Store, Within};
use std::path::{Path, PathBuf};

/// Anne Verlinde: another report has a body of that name.
const ANNE: &str = "x:13f443843dd603b3";

const READINGS: &str = include_str!("data/readings.jsonl");

fn kept(format: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/v{format}.sayso.zst"))
}

fn open(path: &Path, access: Access) -> sayso_store::Result<Store> {
    Store::open(path, access, Settings::default())
}

fn prepared(line: &str, version: &str) -> Prepared {
    let parsed: Parsed = serde_json::from_str(line).expect("a reading");
    let (document, reading) = parsed.into_parts().expect("a reading");
    Prepared::new(&document, &reading, version)
}

/// A store with something of everything.
fn write(path: &Path) {
    let mut store = open(path, Access::Create).expect("a store");
    let mut writer = store.writer().expect("a writer");
    for (n, line) in READINGS.lines().enumerate() {
        let version = if n % 2 == 0 { "0.1.0+even" } else { "0.1.0+odd" };
        let prepared = prepared(line, version).fetched("2024-03-16T08:00:00Z");
        writer.add(&prepared).expect("stored");
        writer.add_record(Hash::of([line.as_bytes()]), 1).expect("stored");
    }
    writer.keep_feed("https://nord.example/feed", "{\"etag\":\"abc\"}").expect("stored");
    writer.finish().expect("stored");
    correct(&mut store);
    store.compact().expect("compacted");
}

/// One correction of each kind, and one that was taken back.
fn correct(store: &mut Store) {
    store.merge(ANNE, "Anna Verlinde").expect("merged");
    let within = Within { outlet: Some(String::from("sud.example")), ..Within::default() };
    store.split("Luc Tavel", within, "Luc Tavel (Sud)").expect("split");
    store.rename("Luc Tavel", "Luc-Henri Tavel").expect("renamed");
    store.reject(1, 1).expect("rejected");
    store.unlink("Q90", None).expect("unlinked");
    let undone = store.rename(ANNE, "A. V.").expect("renamed").correction.id;
    store.undo(undone).expect("undone");
}

#[test]
fn stores_of_all_formats_open() {
    if std::env::var_os("UPDATE_STORES").is_some() {
        let folder = Folder::new("write");
        let path = folder.at("s");
        write(&path);
        let packed = zstd::encode_all(std::fs::File::open(&path).expect("the file"), 19);
        std::fs::write(kept(FORMAT), packed.expect("packed")).expect("kept");
    }
    for format in 1..=FORMAT {
        let folder = Folder::new(&format!("v{format}"));
        let path = folder.at("s");
        let packed = std::fs::read(kept(format)).unwrap_or_else(|_| {
            panic!(
                "a store of format {format} is kept for the versions to come: \
                 UPDATE_STORES=1 cargo test -p sayso-store --test versions"
            )
        });
        std::fs::write(&path, zstd::decode_all(packed.as_slice()).expect("unpacked"))
            .expect("a file");
        works(&path, format);
    }
}

fn works(path: &Path, format: u32) {
    let reports = READINGS.lines().count() as u64;
    if format < FORMAT {
        let error = open(path, Access::Read).map(drop).expect_err("it is older");
        assert!(error.to_string().contains("right to write"), "{error}");
    }
    let mut store = open(path, Access::Write).expect("a store");
    let mut hear = |checked| {
        if let Checked::Problem(problem) = checked {
            panic!("v{format}: {problem}");
        }
    };
    store.check(&mut hear).expect("checked");
    let info = store.info().expect("figures");
    assert_eq!((info.format, info.reports), (FORMAT, reports));
    assert_eq!(info.languages.len(), 4);
    assert_eq!((info.corrections, info.rejected), (5, 1));
    assert!(info.copies > 0 && info.attributions > 8, "{info:?}");
    assert_eq!(info.versions.len(), 2);
    for report in 1..=reports {
        let (document, _) = store.reading(report as i64).expect("a reading");
        assert!(!document.text.is_empty());
    }
    assert_eq!(store.corrections().expect("the log").len(), 6);
    // It is searched by word and by speaker, under the names that people gave.
    let find = |query: Query| store.search(&query).expect("an answer").hits.len();
    assert!(find(Query { words: String::from("pont"), ..Query::default() }) > 0);
    let speaker = |name: &str| Query { speaker: Some(String::from(name)), ..Query::default() };
    assert!(find(speaker("Luc-Henri Tavel")) > 0);
    assert!(find(speaker("Luc Tavel (Sud)")) > 0);
    assert_eq!(store.actor_called("Anna Verlinde").expect("known").name, "Anne Verlinde");
    // What was taken in is known, and more can be.
    let first = READINGS.lines().next().expect("a reading");
    assert_eq!(store.record(Hash::of([first.as_bytes()])).expect("a record"), Some(1));
    let mut writer = store.writer().expect("a writer");
    let again = writer.add(&prepared(first, "0.1.0+even")).expect("known");
    assert_eq!(again.report(), 1);
    writer.replace(1, &prepared(first, "0.2.0")).expect("replaced");
    writer.finish().expect("stored");
    for id in 1..=5 {
        store.undo(id).expect("undone");
    }
    store.check(&mut hear).expect("checked");
    assert_eq!(store.info().expect("figures").rejected, 0);
}
