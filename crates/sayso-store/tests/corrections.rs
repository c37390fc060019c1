//! What people put right holds for what is there, what comes in and what is read anew, and can be
//! taken back.

mod common;

use common::{ANNA, ANNE, BODO, Folder, SHE, Somebody, add, create, report, rows};
use sayso_model::{AttributionId, Document, NoteCode, Reading};
use sayso_store::{Store, StoreError, Within};
use std::path::Path;

/// All that corrections may change, and nothing else.
fn index(path: &Path) -> Vec<String> {
    let mut all = rows(
        path,
        "SELECT entity.report, entity.n, actor.key, split.key, entity.said FROM entity
         LEFT JOIN actor ON actor.id = entity.actor LEFT JOIN actor split ON split.id = entity.split
         ORDER BY 1, 2",
    );
    all.extend(rows(path, "SELECT report, n, rejected FROM attribution ORDER BY 1, 2"));
    all.extend(rows(
        path,
        "SELECT actor.key, actor.name, actor.was, into_.key FROM actor LEFT JOIN actor into_ ON into_.id = actor.into_
         ORDER BY 1",
    ));
    all.extend(rows(
        path,
        "SELECT actor.key, name.text, uses FROM actor_name u JOIN actor ON actor.id = u.actor
         JOIN name ON name.id = u.name ORDER BY 1, 2",
    ));
    all
}

fn three() -> [(Document, Reading); 3] {
    [
        report("nord-1", "2024-03-01", &[(ANNE, "un"), (BODO, "zwei")]),
        report("nord-2", "2024-03-02", &[(ANNA, "trois"), (SHE, "quatre")]),
        report("sud-3", "2024-03-03", &[(ANNA, "cinq"), (ANNE, "six"), (BODO, "(sieben)")]),
    ]
}

fn later() -> [(Document, Reading); 1] {
    [report("nord-4", "2024-04-01", &[(ANNA, "huit"), (ANNE, "neuf")])]
}

fn names(store: &Store, report: i64) -> Vec<String> {
    let (_, reading) = store.reading(report).expect("a reading");
    reading.entities.into_iter().map(|entity| entity.name).collect()
}

/// Does something to a store, and takes it back: it must be as if it had never been done, also for
/// reports that come in between.
fn there_and_back(name: &str, change: impl Fn(&mut Store) -> i64) -> (Folder, Vec<String>) {
    let folder = Folder::new(name);
    let (plain, put_right) = (folder.at("plain"), folder.at("right"));
    let mut store = create(&plain);
    add(&mut store, &three());
    add(&mut store, &later());
    let mut store = create(&put_right);
    add(&mut store, &three());
    let before = index(&put_right);
    let id = change(&mut store);
    let changed = index(&put_right);
    assert_ne!(changed, before);
    store.undo(id).expect("undone");
    assert_eq!(index(&put_right), before);
    let id = change(&mut store);
    add(&mut store, &later());
    let with_later = index(&put_right);
    store.undo(id).expect("undone");
    assert_eq!(index(&put_right), index(&plain));
    assert!(matches!(store.undo(id), Err(StoreError::Asked(_))));
    (folder, with_later)
}

#[test]
fn one_actor_is_another() {
    let (_folder, index) = there_and_back("merge", |store| {
        store.merge("Q101", "x:anna").expect("merged").correction.id
    });
    assert!(
        !index.iter().any(|row| row.contains("Text(\"x:anna\")|Null|Integer(1)")),
        "{index:#?}"
    );
}

#[test]
fn some_reports_mean_somebody_else() {
    let (_folder, index) = there_and_back("split", |store| {
        let within = Within { outlet: Some(String::from("nord.example")), ..Within::default() };
        store
            .split("Anna Verlinde", within, "Anna Verlinde (Varelle)")
            .expect("split")
            .correction
            .id
    });
    // A report of the same outlet that came later means them as well.
    assert!(index.iter().any(|row| row.starts_with("Integer(4)|Integer(0)|Text(\"split:")));
    assert!(index.iter().any(|row| row.starts_with("Integer(3)|Integer(0)|Text(\"x:anna")));
}

#[test]
fn a_link_is_wrong() {
    let (_folder, index) = there_and_back("unlink", |store| {
        store.unlink("Q101", None).expect("unlinked").correction.id
    });
    assert!(index.iter().any(|row| row.starts_with("Integer(4)|Integer(1)|Text(\"unlinked:")));
    let (_folder, index) = there_and_back("unlink-1", |store| {
        store.unlink("Q101", Some(1)).expect("done").correction.id
    });
    assert!(index.iter().any(|row| row.starts_with("Integer(4)|Integer(1)|Text(\"Q101\")")));
}

#[test]
fn a_name_is_shown_otherwise() {
    there_and_back("rename", |store| {
        store.rename("x:bodo", "Bodo Kunz").expect("done").correction.id
    });
    let folder = Folder::new("rename-2");
    let mut store = create(&folder.at("s"));
    add(&mut store, &three());
    store.rename("Bodo Künzel", "Bodo Kunz").expect("done");
    assert_eq!(names(&store, 1), ["Anne Verlinde", "Bodo Kunz"]);
    assert_eq!(store.actor_called("bodo kunzel").expect("the old name").key, "x:bodo");
    assert_eq!(store.actor_called("Bodo Kunz").expect("the new name").key, "x:bodo");
}

#[test]
fn an_attribution_is_rejected() {
    let (_folder, index) =
        there_and_back("reject", |store| store.reject(3, 2).expect("rejected").correction.id);
    assert!(index.contains(&String::from("Integer(3)|Integer(1)|Integer(1)")));
    let folder = Folder::new("reject-2");
    let mut store = create(&folder.at("s"));
    add(&mut store, &three());
    let (_, reading) = store.reading(3).expect("a reading");
    assert_eq!(reading.attributions[2].within, Some(AttributionId(1)));
    store.reject(3, 1).expect("rejected");
    let (_, reading) = store.reading(3).expect("a reading");
    assert_eq!(reading.attributions.len(), 2);
    assert_eq!(reading.attributions[1].within, Some(AttributionId(0)));
    // The numbers are those that are shown now.
    store.reject(3, 1).expect("rejected");
    let (document, reading) = store.reading(3).expect("a reading");
    assert_eq!(reading.attributions.len(), 1);
    assert_eq!(reading.attributions[0].within, None);
    assert_eq!(reading.attributions[0].content[0].of(&document.text), "(sieben)");
    let notes = reading.notes.iter().filter(|note| note.code == NoteCode::Corrected);
    assert_eq!(notes.count(), 2);
    assert!(matches!(store.reject(3, 2), Err(StoreError::NotFound(_))));
    assert!(matches!(store.reject(9, 1), Err(StoreError::NotFound(_))));
}

#[test]
fn merges_go_along_the_chain_and_not_in_a_circle() {
    let folder = Folder::new("chain");
    let path = folder.at("s");
    let mut store = create(&path);
    add(&mut store, &three());
    let first = store.merge("x:anna", "x:bodo").expect("merged").correction.id;
    store.merge("Q101", "x:anna").expect("merged");
    assert!(matches!(store.merge("x:bodo", "Q101"), Err(StoreError::Asked(_))));
    assert!(matches!(store.merge("Q101", "Q101"), Err(StoreError::Asked(_))));
    assert_eq!(store.actor_called("Bodo Künzel").expect("known").key, "Q101");
    assert_eq!(names(&store, 1), ["Anne Verlinde", "Anne Verlinde"]);
    let into =
        "SELECT key FROM actor WHERE into_ = (SELECT id FROM actor WHERE key = 'Q101') ORDER BY 1";
    assert_eq!(rows(&path, into).len(), 2);
    // The first goes, the second stays.
    store.undo(first).expect("undone");
    assert_eq!(names(&store, 1), ["Anne Verlinde", "Bodo Künzel"]);
    assert_eq!(names(&store, 2), ["Anne Verlinde", "la porte-parole"]);
}

#[test]
fn corrections_go_on_from_one_another() {
    let folder = Folder::new("on");
    let path = folder.at("s");
    let mut store = create(&path);
    add(&mut store, &three());
    let before = index(&path);
    let within = Within { reports: vec![3], ..Within::default() };
    let merge = store.merge("Q101", "x:anna").expect("merged").correction.id;
    let split = store.split("Q101", within, "Anna Petit").expect("split").correction.id;
    assert_eq!(names(&store, 3), ["Anna Petit", "Anna Petit", "Bodo Künzel"]);
    let further = store.merge("x:bodo", &format!("split:{split}")).expect("merged").correction.id;
    assert_eq!(names(&store, 3), ["Bodo Künzel"; 3]);
    let (_, reading) = store.reading(3).expect("a reading");
    assert!(
        reading
            .attributions
            .iter()
            .all(|a| a.speaker.as_ref().is_some_and(|s| s.name == "Bodo Künzel"))
    );
    assert!(reading.notes.iter().any(|note| note.message.contains("corrections 1, 2, 3")));
    for id in [merge, split, further] {
        store.undo(id).expect("undone");
    }
    assert_eq!(
        index(&path).into_iter().filter(|r| !r.contains("split:")).collect::<Vec<_>>(),
        before
    );
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    const OTHER: Somebody = ("Anne Verlinde", Some("x:other"), None);
    let folder = Folder::new("refused");
    let path = folder.at("s");
    let mut store = create(&path);
    add(&mut store, &three());
    add(&mut store, &[report("est-5", "2024-05-01", &[(OTHER, "dix")])]);
    let before = index(&path);
    let reports = |reports: &[i64]| Within { reports: reports.to_vec(), ..Within::default() };
    let error = store.merge("x:bodo", "Anne Verlinde").expect_err("two are called so");
    assert!(error.to_string().contains("x:other") && error.to_string().contains("Q101"), "{error}");
    assert!(matches!(store.merge("x:bodo", "Nobody"), Err(StoreError::NotFound(_))));
    assert!(matches!(store.split("x:bodo", Within::default(), "X"), Err(StoreError::Asked(_))));
    assert!(matches!(store.split("x:bodo", reports(&[2]), "X"), Err(StoreError::NotFound(_))));
    assert!(matches!(store.split("x:bodo", reports(&[99]), "X"), Err(StoreError::NotFound(_))));
    assert!(matches!(store.split("x:bodo", reports(&[1]), " – "), Err(StoreError::Asked(_))));
    assert!(matches!(store.unlink("x:bodo", None), Err(StoreError::Asked(_))));
    assert!(matches!(store.rename("x:bodo", "Bodo Künzel"), Err(StoreError::Asked(_))));
    assert!(matches!(store.undo(1), Err(StoreError::NotFound(_))));
    assert!(matches!(store.actor_called("\"('*"), Err(StoreError::NotFound(_))));
    assert_eq!(index(&path), before);
    assert_eq!(store.corrections().expect("the log"), []);
}

#[test]
fn another_process_puts_something_right_between_two_batches() {
    let folder = Folder::new("between");
    let path = folder.at("s");
    let mut store = create(&path);
    add(&mut store, &three());
    let mut other = create(&path);
    let mut writer = store.writer().expect("a writer");
    let prepared = |(document, reading): &(Document, Reading)| {
        sayso_store::Prepared::new(document, reading, common::VERSION)
    };
    writer.add(&prepared(&report("nord-6", "2024-06-01", &[(ANNA, "onze")]))).expect("stored");
    writer.commit().expect("stored");
    other.merge("Q101", "x:anna").expect("merged");
    writer.add(&prepared(&report("nord-7", "2024-07-01", &[(ANNA, "douze")]))).expect("stored");
    writer.finish().expect("stored");
    assert_eq!(names(&store, 4), ["Anne Verlinde"]);
    assert_eq!(names(&store, 5), ["Anne Verlinde"]);
    let own =
        "SELECT count(*) FROM entity JOIN actor ON actor.id = entity.actor WHERE key = 'x:anna'";
    assert_eq!(rows(&path, own), ["Integer(0)"]);
}
