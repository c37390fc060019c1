//! Full disks, stores that may not be written to, files that are none, and damage.

mod common;

use common::{ANNA, ANNE, BODO, Folder, VERSION, add, create, report};
use sayso_model::{Document, Reading};
use sayso_store::{Access, Checked, FORMAT, Prepared, Settings, Store, StoreError};
use std::path::Path;

fn many(count: usize) -> Vec<(Document, Reading)> {
    let one = |n: usize| {
        let words = format!("le pont numéro {n} sera rouvert avant l’hiver {}", n * 7919);
        report(&format!("nord-{n}"), "2024-03-01", &[(ANNE, &words), (BODO, &words), (ANNA, "oui")])
    };
    (0..count).map(one).collect()
}

fn open(path: &Path, access: Access) -> sayso_store::Result<Store> {
    Store::open(path, access, Settings::default())
}

fn problems(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    let mut hear = |checked| {
        if let Checked::Problem(problem) = checked {
            all.push(problem.to_string());
        }
    };
    store.check(&mut hear).expect("checked");
    all
}

/// Writes what is not there yet; whether all of it got in.
fn go_on(store: &mut Store, reports: &[(Document, Reading)]) -> sayso_store::Result<()> {
    let mut writer = store.writer()?;
    for (document, reading) in reports {
        writer.add(&Prepared::new(document, reading, VERSION))?;
        writer.record_ends()?;
    }
    writer.finish()
}

#[test]
fn a_full_store_loses_nothing_and_goes_on_when_there_is_room() {
    let folder = Folder::new("full");
    let (path, undisturbed) = (folder.at("s"), folder.at("undisturbed"));
    let reports = many(120);
    let mut store = create(&undisturbed);
    add(&mut store, &reports);
    let whole = store.digest().expect("a digest");
    // Room for another 50 KB at each try, and every try starts from the first report.
    let mut room = 250_000;
    let mut fulls = 0;
    loop {
        let settings = Settings { batch_reports: 7, max_store_bytes: room, ..Settings::default() };
        let mut store = match Store::open(&path, Access::Create, settings) {
            Ok(store) => store,
            Err(error) => {
                assert!(matches!(error, StoreError::Full { .. }), "{error}");
                room += 50_000;
                continue;
            }
        };
        match go_on(&mut store, &reports) {
            Ok(()) => break,
            Err(error) => assert!(matches!(error, StoreError::Full { .. }), "{error}"),
        }
        // What was stored before is there, and whole, and a correction is refused as a whole too.
        let count = store.info().expect("figures").reports;
        assert!(count % 7 == 0, "{count}: batches are whole");
        fulls += 1;
        room += 50_000;
        assert!(fulls < 100);
    }
    assert!(fulls > 1, "{fulls}");
    let store = create(&path);
    assert_eq!(store.digest().expect("a digest"), whole);
    assert_eq!(problems(&store), [] as [&str; 0]);
}

#[test]
fn a_store_that_may_not_be_written_to_says_so_and_stays() {
    let folder = Folder::new("read-only");
    let path = folder.at("s");
    add(&mut create(&path), &many(3));
    let before = std::fs::read(&path).expect("the file");
    let mut store = open(&path, Access::Read).expect("a store");
    let refused = |error: StoreError| {
        assert!(matches!(error, StoreError::ReadOnly { .. }), "{error}");
        assert!(error.to_string().contains("read-only"), "{error}");
    };
    refused(go_on(&mut store, &many(5)).expect_err("refused"));
    refused(store.rename("Anne Verlinde", "Anne").map(drop).expect_err("refused"));
    refused(store.undo(1).map(drop).expect_err("refused"));
    refused(store.compact().map(drop).expect_err("refused"));
    assert_eq!(store.info().expect("figures").reports, 3);
    assert_eq!(store.reading(2).expect("a reading").1.attributions.len(), 3);
    let mut left_out = 0;
    let mut hear = |checked| match checked {
        Checked::Problem(problem) => panic!("{problem}"),
        Checked::LeftOut(_) => left_out += 1,
        Checked::Progress(..) => {}
    };
    assert_eq!(store.check(&mut hear).expect("checked"), 0);
    assert_eq!(left_out, 3);
    drop(store);
    assert_eq!(std::fs::read(&path).expect("the file"), before);
}

#[test]
fn what_is_no_store_is_left_as_it_is() {
    let folder = Folder::new("none");
    assert!(matches!(open(&folder.at("none"), Access::Write), Err(StoreError::Missing(_))));
    assert!(matches!(open(&folder.at("none"), Access::Read), Err(StoreError::Missing(_))));
    assert!(open(&folder.at(""), Access::Create).is_err());
    let other = folder.at("other");
    let connection = rusqlite::Connection::open(&other).expect("a database");
    connection.execute_batch("CREATE TABLE notes (text)").expect("a table");
    drop(connection);
    let text = folder.at("text");
    std::fs::write(&text, "Le pont rouvrira lundi.\n".repeat(400)).expect("a file");
    let short = folder.at("short");
    std::fs::write(&short, "SQLite format 3\0 and no more").expect("a file");
    for path in [&other, &text, &short] {
        let before = std::fs::read(path).expect("the file");
        for access in [Access::Read, Access::Write, Access::Create] {
            let error = open(path, access).map(drop).expect_err("refused");
            let named = error.to_string();
            assert!(matches!(error, StoreError::NotAStore(_) | StoreError::Open { .. }), "{named}");
            assert!(named.contains(path.to_str().expect("a name")), "{named}");
        }
        assert_eq!(std::fs::read(path).expect("the file"), before);
    }
}

#[test]
fn a_newer_store_is_left_as_it_is() {
    let folder = Folder::new("newer");
    let path = folder.at("s");
    drop(create(&path));
    let connection = rusqlite::Connection::open(&path).expect("the file");
    connection.execute_batch(&format!("PRAGMA user_version = {}", FORMAT + 1)).expect("changed");
    drop(connection);
    let before = std::fs::read(&path).expect("the file");
    for access in [Access::Read, Access::Write, Access::Create] {
        let error = open(&path, access).map(drop).expect_err("refused");
        assert!(matches!(error, StoreError::Newer { known: FORMAT, .. }), "{error}");
    }
    assert_eq!(std::fs::read(&path).expect("the file"), before);
}

/// Numbers that look like chance, and are the same each time.
fn numbers(mut state: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

#[test]
fn damage_is_an_error_or_found_and_never_more() {
    let folder = Folder::new("damaged");
    let (path, damaged) = (folder.at("s"), folder.at("damaged"));
    let mut store = create(&path);
    add(&mut store, &many(40));
    store.merge("Anne Verlinde", "Anna Verlinde").expect("merged");
    store.compact().expect("compacted");
    drop(store);
    let whole = std::fs::read(&path).expect("the file");
    let digest = create(&path).digest().expect("a digest");
    let mut number = numbers(5);
    let mut found = 0;
    for _ in 0..40 {
        let mut bytes = whole.clone();
        let at = 100 + number(bytes.len() - 100);
        let length = 1 + number(300);
        for byte in bytes.iter_mut().skip(at).take(length) {
            *byte = number(256) as u8;
        }
        std::fs::write(&damaged, &bytes).expect("a file");
        for beside in ["damaged-wal", "damaged-shm"] {
            let _ = std::fs::remove_file(folder.at(beside));
        }
        let Ok(mut store) = open(&damaged, Access::Write) else {
            found += 1;
            continue;
        };
        let problems = problems(&store);
        let same = store.digest().is_ok_and(|other| other == digest);
        // Bytes in gaps of a page are nobody's. All others are a row's, or an index's.
        assert!(same || !problems.is_empty(), "{at} + {length}");
        found += usize::from(!problems.is_empty());
        for n in 1..=40 {
            let _ = store.reading(n);
        }
        let _ = (store.info(), store.corrections(), store.outdated_after("x", 0, 50));
        let _ = go_on(&mut store, &many(42));
        let _ = store.undo(1);
        let _ = store.backup(&folder.at("copy"), &mut |_, _| ());
        let _ = std::fs::remove_file(folder.at("copy"));
    }
    assert!(found > 8, "{found}");
}
