//! Checks find what is wrong, copies are whole, and a newer reader's readings take the place of older ones.

mod common;

use common::{ANNA, ANNE, BODO, Folder, SHE, VERSION, add, add_as, create, report, rows};
use sayso_model::{Document, Reading};
use sayso_store::{Access, Checked, Prepared, Settings, Store, StoreError, Within};
use std::path::Path;

fn some() -> Vec<(Document, Reading)> {
    vec![
        report("nord-1", "2024-03-01", &[(ANNE, "un pont de plus pour la ville"), (BODO, "zwei")]),
        report(
            "nord-2",
            "2024-03-02",
            &[(ANNA, "trois"), (SHE, "quatre pour Anna Verlinde"), (ANNE, "(cinq)")],
        ),
        report("sud-3", "2024-03", &[(BODO, "un pont de plus pour la ville"), (ANNE, "six")]),
    ]
}

/// All kinds of corrections.
fn correct(store: &mut Store) {
    store.merge("Q101", "x:anna").expect("merged");
    let within = Within { reports: vec![3], ..Within::default() };
    store.split("x:bodo", within, "Bodo der Jüngere").expect("split");
    store.rename("x:bodo", "Bodo Kunz").expect("renamed");
    store.reject(2, 1).expect("rejected");
    store.unlink("Q101", Some(1)).expect("unlinked");
}

fn problems(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    let mut last = 0;
    let mut hear = |checked| match checked {
        Checked::Problem(problem) => all.push(problem.to_string()),
        Checked::LeftOut(what) => all.push(format!("left out: {what}")),
        Checked::Progress(done, _) => last = done,
    };
    store.check(&mut hear).expect("checked");
    all
}

fn change(path: &Path, sql: &str) {
    let connection = rusqlite::Connection::open(path).expect("the file");
    connection.execute_batch("PRAGMA foreign_keys = OFF").expect("off");
    connection.execute_batch(sql).expect(sql);
}

#[test]
fn what_is_wrong_is_found() {
    let cases = [
        ("UPDATE attribution SET words = 'nul' WHERE report = 1 AND n = 1", "quote_fts"),
        (
            "UPDATE attribution SET start = start + 1 WHERE report = 1 AND n = 1",
            "report 1: the index has not of a2",
        ),
        (
            "UPDATE attribution SET rejected = 1 WHERE report = 1 AND n = 0",
            "report 1: a1 is not left out",
        ),
        (
            "UPDATE entity SET mentions = 9 WHERE report = 2 AND n = 0",
            "report 2: the index has not of e1",
        ),
        ("UPDATE entity SET actor = read WHERE report = 2 AND n = 0", "report 2: e1 is not whom"),
        ("DELETE FROM entity WHERE report = 2 AND n = 2", "report 2: the index lacks entities"),
        (
            "DELETE FROM attribution WHERE report = 3 AND n = 1",
            "report 3: the index lacks attributions",
        ),
        ("DELETE FROM about", "whom its attributions are about"),
        (
            "UPDATE reading SET body = x'00' WHERE report = 2",
            "report 2: reading a report: the store is damaged",
        ),
        ("DELETE FROM reading WHERE report = 2", "report 2: it has no reading"),
        ("UPDATE report SET lang = 'it' WHERE id = 1", "report 1: its language"),
        ("UPDATE report SET current = 0 WHERE id = 1", "report 1: it is marked wrongly"),
        ("UPDATE report SET original = 77 WHERE id = 1", "report 1: its original"),
        (
            "DROP TRIGGER report_is_immutable; UPDATE report SET text = 'A' || text WHERE id = 1",
            "report 1: reading a report: the store is damaged",
        ),
        (
            "DROP TRIGGER report_is_immutable; UPDATE report SET hash = x'00' WHERE id = 1",
            "report 1: its hash",
        ),
        ("UPDATE actor SET into_ = NULL", "some corrections do not show"),
        ("UPDATE actor SET was = 'X' WHERE key = 'Q101'", "the actor Q101"),
        ("UPDATE actor_name SET uses = uses + 1 WHERE actor = 1", "miscounted"),
        ("DELETE FROM actor_name WHERE actor = 1", "some names that readings use"),
        ("UPDATE attribution SET saying = 99 WHERE report = 1 AND n = 0", "whoever said a1 first"),
        ("DELETE FROM appearance WHERE report = 3", "report 3: it appeared nowhere"),
        (
            "DELETE FROM outlet WHERE host = 'nord.example'",
            "a reference: report 1 refers to a outlet",
        ),
        ("UPDATE correction SET detail = '{' WHERE id = 1", "the log of corrections"),
        ("DELETE FROM sketch WHERE report = 1", "report 1: it has no sketch"),
    ];
    let folder = Folder::new("wrong");
    let whole = folder.at("whole");
    let mut store = create(&whole);
    add(&mut store, &some());
    correct(&mut store);
    assert_eq!(problems(&store), [] as [&str; 0]);
    drop(store);
    for (n, (sql, expected)) in cases.iter().enumerate() {
        let path = folder.at(&n.to_string());
        std::fs::copy(&whole, &path).expect("a copy");
        change(&path, sql);
        let found = problems(&create(&path));
        assert!(found.iter().any(|line| line.contains(expected)), "{sql}: {found:#?}");
    }
}

#[test]
fn what_corrections_do_can_be_done_again() {
    let folder = Folder::new("reapply");
    let path = folder.at("s");
    let mut store = create(&path);
    add(&mut store, &some());
    correct(&mut store);
    let digest = store.digest().expect("a digest");
    assert_eq!(store.reapply(None).expect("done"), 0);
    assert_eq!(store.digest().expect("a digest"), digest);
    change(&path, "UPDATE actor SET into_ = NULL; UPDATE attribution SET rejected = 1 - rejected");
    change(&path, "UPDATE entity SET actor = 1 WHERE read IS NOT NULL; UPDATE entity SET said = 7");
    store.reapply(Some(2)).expect("done");
    assert!(!problems(&store).iter().any(|line| line.starts_with("report 2")));
    assert!(store.reapply(None).expect("done") > 0);
    assert_eq!(store.digest().expect("a digest"), digest);
}

#[test]
fn a_copy_is_made_while_the_store_is_in_use() {
    let folder = Folder::new("backup");
    let (path, copy) = (folder.at("s"), folder.at("copy"));
    let mut store = create(&path);
    add(&mut store, &some());
    let digest = store.digest().expect("a digest");
    let reader = Store::open(&path, Access::Read, Settings::default()).expect("a store");
    // A batch is open meanwhile, and another is written between two steps of the copy.
    let mut writer = store.writer().expect("a writer");
    let (document, reading) = report("est-9", "2024-05-01", &[(ANNE, "neuf")]);
    writer.add(&Prepared::new(&document, &reading, VERSION)).expect("stored");
    let mut writer = Some(writer);
    let mut seen = (0, 0);
    let mut progress = |done, all| {
        seen = (done, all);
        if let Some(writer) = writer.take() {
            writer.finish().expect("stored");
        }
    };
    reader.backup(&copy, &mut progress).expect("a copy");
    drop(writer);
    assert!(seen.0 == seen.1 && seen.1 > 10, "{seen:?}");
    let copied = create(&copy);
    assert_eq!(copied.digest().expect("a digest"), digest);
    assert_eq!(problems(&copied), [] as [&str; 0]);
    assert_ne!(store.digest().expect("a digest"), digest);
    // Nothing is overwritten, and nothing is left behind.
    let before = std::fs::read(&copy).expect("the copy");
    let error = store.backup(&copy, &mut |_, _| ()).expect_err("it is there");
    assert!(matches!(error, StoreError::Exists(_)), "{error}");
    assert_eq!(std::fs::read(&copy).expect("the copy"), before);
    let error = store.backup(&folder.at("none/copy"), &mut |_, _| ()).expect_err("no folder");
    assert!(matches!(error, StoreError::Io { .. }), "{error}");
    drop((copied, store, reader));
    let names = std::fs::read_dir(folder.at("")).expect("the folder");
    let left = names.filter(|entry| {
        entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains("part"))
    });
    assert_eq!(left.count(), 0);
}

#[test]
fn a_compact_store_holds_the_same() {
    let folder = Folder::new("compact");
    let path = folder.at("s");
    let mut store = create(&path);
    for n in 0..200 {
        let words = format!("le pont numéro {n} sera rouvert avant l’hiver");
        let said = [(BODO, words.as_str())];
        add(&mut store, &[report(&format!("nord-{n}"), "2024-03-01", &said)]);
    }
    let digest = store.digest().expect("a digest");
    let sizes = store.compact().expect("compacted");
    assert!(sizes.after < sizes.before, "{sizes:?}");
    assert_eq!(store.digest().expect("a digest"), digest);
    assert_eq!(problems(&store), [] as [&str; 0]);
    assert_eq!(std::fs::metadata(&path).expect("the file").len(), sizes.after);
    add(&mut store, &some());
    let info = store.info().expect("figures");
    assert_eq!((info.reports, info.languages), (203, vec![(String::from("fr"), 203)]));
    assert_eq!((info.from.as_deref(), info.to.as_deref()), (Some("2024-03"), Some("2024-03-02")));
    assert_eq!(info.versions, [(String::from(VERSION), 203)]);
}

/// What another reader makes of it: the second attribution is gone, one is new, one entity has another
/// name, and its key is another.
fn read_otherwise((document, reading): &(Document, Reading)) -> Reading {
    let mut reading = reading.clone();
    if reading.attributions.len() > 1 {
        reading.attributions.remove(1);
        reading.attributions.iter_mut().for_each(|a| a.within = None);
    }
    let mut new = reading.attributions[0].clone();
    new.content[0].start = 0;
    new.content[0].end = document.text.find('\n').expect("a line") as u32;
    new.kind = sayso_model::AttributionKind::Indirect;
    new.speaker = None;
    reading.attributions.insert(0, new);
    let bodo = reading.entities.iter_mut().filter(|e| e.name == BODO.0);
    bodo.for_each(|e| e.key = Some(String::from("x:other-bodo")));
    reading
}

#[test]
fn newer_readings_take_the_place_of_older_ones() {
    const NEW: &str = "0.2.0+test";
    let folder = Folder::new("reread");
    let (path, undisturbed) = (folder.at("s"), folder.at("undisturbed"));
    let reports = some();
    let mut store = create(&path);
    add(&mut store, &reports);
    correct(&mut store);
    let texts = rows(&path, "SELECT hash, title, text FROM report");
    // Stopped behind the first, and begun again.
    for most in [1, 10] {
        let outdated = store.outdated_after(NEW, 0, most).expect("some");
        let mut writer = store.writer().expect("a writer");
        for old in outdated {
            let document = old.document.expect("a document");
            let reading =
                read_otherwise(&(document.clone(), reports[old.report as usize - 1].1.clone()));
            writer.replace(old.report, &Prepared::new(&document, &reading, NEW)).expect("replaced");
        }
        writer.finish().expect("stored");
    }
    assert_eq!(store.outdated(NEW).expect("a count"), 0);
    assert_eq!(store.outdated(VERSION).expect("a count"), 3);
    assert_eq!(rows(&path, "SELECT hash, title, text FROM report"), texts);
    assert_eq!(problems(&store), [] as [&str; 0]);
    // The same as a store into which the new readings went at once, with the same corrections.
    let mut other = create(&undisturbed);
    let reread: Vec<_> = reports.iter().map(|r| (r.0.clone(), read_otherwise(r))).collect();
    add_as(&mut other, &reread, NEW);
    for sql in [
        "SELECT report, n, kind, start, end, words, entity FROM attribution ORDER BY 1, 2",
        "SELECT report, n, name.text, mentions FROM entity JOIN name ON name.id = name ORDER BY 1, 2",
        "SELECT report, entity, attribution FROM about ORDER BY 1, 2, 3",
        "SELECT report, n FROM attribution WHERE id IN (SELECT rowid FROM quote_fts('pont')) ORDER BY 1, 2",
    ] {
        let sql = sql.replace("name.id = name ", "name.id = entity.name ");
        assert_eq!(rows(&path, &sql), rows(&undisturbed, &sql), "{sql}");
    }
    // Who said it first is still there, and still found.
    let first = "SELECT count(*) FROM attribution WHERE saying NOT IN (SELECT id FROM attribution)";
    assert_eq!(rows(&path, first), ["Integer(0)"]);
    // Once more gives the same.
    let digest = store.digest().expect("a digest");
    let mut writer = store.writer().expect("a writer");
    for (n, (document, reading)) in (1..).zip(&reread) {
        writer.replace(n, &Prepared::new(document, reading, NEW)).expect("replaced");
    }
    writer.finish().expect("stored");
    assert_eq!(store.digest().expect("a digest"), digest);
    let (document, reading) = &reread[0];
    let error =
        store.writer().expect("a writer").replace(2, &Prepared::new(document, reading, NEW));
    assert!(matches!(error, Err(StoreError::Asked(_))));
}

#[test]
fn a_rejection_outlives_a_new_reading_or_is_said_to_be_idle() {
    let folder = Folder::new("idle");
    let path = folder.at("s");
    let mut store = create(&path);
    let (document, reading) = report("nord-1", "2024-03-01", &[(ANNE, "un"), (BODO, "zwei")]);
    add(&mut store, &[(document.clone(), reading.clone())]);
    store.reject(1, 2).expect("rejected");
    let mut writer = store.writer().expect("a writer");
    let same = Prepared::new(&document, &reading, "2");
    assert_eq!(writer.replace(1, &same).expect("replaced").idle, [] as [i64; 0]);
    writer.finish().expect("stored");
    assert_eq!(store.reading(1).expect("a reading").1.attributions.len(), 1);
    let mut other = reading.clone();
    other.attributions.truncate(1);
    let mut writer = store.writer().expect("a writer");
    let other = Prepared::new(&document, &other, "3");
    assert_eq!(writer.replace(1, &other).expect("replaced").idle, [1]);
    writer.finish().expect("stored");
    assert_eq!(problems(&store), [] as [&str; 0]);
}
