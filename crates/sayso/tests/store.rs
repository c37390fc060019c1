//! `sayso store` as a process: what it prints, its exit codes, and that it goes on where it was stopped.

mod process;

use process::{code, sayso, stderr, stdout};
use serde_json::Value;

/// A folder with a store of three reports in it.
struct Folder(process::Folder);

const REPORTS: [&str; 3] = [
    r#"{"id":"1","text":"« Le pont rouvrira lundi », a déclaré Anne Verlinde, maire de Brévans. « Nous avons tout contrôlé », a-t-elle ajouté.","url":"https://nord.example/1","published":"2024-03-14","lang":"fr"}"#,
    r#"{"id":"2","text":"« Les travaux sont finis », a déclaré Anna Verlinde.","url":"https://sud.example/2","published":"2024-03-15","lang":"fr"}"#,
    r#"{"id":"3","text":"“The bridge will open on Monday,” said Anne Verlinde, the mayor.","url":"https://north.example/3","published":"2024-03-15","lang":"en"}"#,
];

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = Folder(process::Folder::new(&format!("care-{name}")));
        folder.0.file("reports.jsonl", REPORTS.join("\n"));
        let output = sayso(&["ingest", "reports.jsonl"]).current_dir(&folder.0.0).output();
        let output = output.expect("it runs");
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        folder
    }

    /// What `sayso store` prints where it exits with this code.
    fn store(&self, arguments: &[&str], exit: i32) -> String {
        let arguments: Vec<&str> = [&["store"], arguments].concat();
        let output = sayso(&arguments).current_dir(&self.0.0).output().expect("it runs");
        let printed = format!("{}{}", stdout(&output), stderr(&output));
        assert_eq!(code(&output), exit, "{arguments:?}\n{printed}");
        printed
    }

    fn sql(&self, sql: &str) {
        let store = self.0.0.join("sayso.store");
        let connection = rusqlite::Connection::open(store).expect("the store");
        connection.execute_batch(sql).expect(sql);
    }
}

fn json(printed: &str) -> Value {
    serde_json::from_str(printed).expect("JSON")
}

#[test]
fn a_store_is_looked_after() {
    let folder = Folder::new("care");
    let info = json(&folder.store(&["info", "-f", "json"], 0));
    assert_eq!((info["reports"].as_u64(), info["outlets"].as_u64()), (Some(3), Some(3)));
    assert_eq!(info["versions"][0][0], sayso::VERSION);
    assert!(folder.store(&["info"], 0).contains("fr 2, en 1"));
    assert!(folder.store(&["check"], 0).ends_with("3 reports; nothing is wrong\n"));
    assert!(folder.store(&["compact"], 0).contains("bytes before"));
    assert!(folder.store(&["backup", "copy.store"], 0).starts_with("copy.store: "));
    assert!(folder.store(&["backup", "copy.store"], 2).contains("nothing is overwritten"));
    assert!(folder.store(&["check", "--store", "copy.store"], 0).contains("nothing is wrong"));
    assert!(folder.store(&["info", "--store", "none.store"], 2).contains("no such store"));
    folder.sql("UPDATE entity SET mentions = 70 WHERE report = 2");
    let wrong = folder.store(&["check"], 2);
    assert!(wrong.contains("report 2: the index has not of e1"), "{wrong}");
    assert!(wrong.contains("wrong"), "{wrong}");
}

#[test]
fn people_put_right_and_take_back() {
    let folder = Folder::new("right");
    let before = folder.store(&["show", "2", "--format", "json"], 0);
    folder.store(&["log"], 1);
    let line = folder.store(&["merge", "Anne Verlinde", "Anna Verlinde"], 0);
    assert!(line.starts_with("correction 1: Anna Verlinde (x:"), "{line}");
    let shown = json(&folder.store(&["show", "2", "--format", "json"], 0));
    assert_eq!(shown["entities"][0]["name"], "Anne Verlinde");
    assert_eq!(shown["attributions"][0]["speaker"]["name"], "Anne Verlinde");
    assert!(shown["notes"].as_array().expect("notes").iter().any(|n| n["code"] == "corrected"));
    assert!(folder.store(&["show", "2", "--color", "never"], 0).contains("Anne Verlinde"));
    let line = folder.store(&["reject", "1", "a2"], 0);
    assert!(line.contains("Nous avons tout contrôlé"), "{line}");
    folder.store(&["reject", "1", "a2"], 2);
    folder.store(&["rename", "Anne Verlinde", "A. Verlinde"], 0);
    let split = ["split", "A. Verlinde", "--name", "Anne V.", "--outlet", "north.example"];
    folder.store(&split, 0);
    folder.store(&["split", "A. Verlinde", "--name", "Anne V."], 2);
    folder.store(&["unlink", "A. Verlinde"], 2);
    assert!(folder.store(&["check"], 0).contains("nothing is wrong"));
    let log = folder.store(&["log"], 0);
    assert_eq!(log.lines().count(), 4);
    for id in ["1", "2", "3", "4"] {
        assert!(folder.store(&["undo", id], 0).contains("undone: "));
    }
    assert!(folder.store(&["undo", "1"], 2).contains("was undone on"));
    assert!(folder.store(&["undo", "9"], 2).contains("sayso store log"));
    assert_eq!(folder.store(&["show", "2", "--format", "json"], 0), before);
    let log = json(&folder.store(&["log", "--format", "json"], 0));
    assert_eq!(log[0]["kind"], "merge");
    assert!(log[0]["undone"].is_string());
    assert!(folder.store(&["check"], 0).contains("nothing is wrong"));
}

#[test]
fn what_another_version_read_is_read_anew() {
    let folder = Folder::new("reread");
    let show = |n: &str| folder.store(&["show", n, "--format", "json"], 0);
    assert!(folder.store(&["reread"], 1).contains("all was read by"));
    let before: Vec<String> = ["1", "2", "3"].map(|n| show(n)).to_vec();
    folder.store(&["reject", "1", "a1"], 0);
    folder.sql("UPDATE reading SET version = '0.0.9+old' WHERE report <> 2");
    assert!(folder.store(&["info"], 0).contains("0.0.9+old 2"));
    let line = folder.store(&["reread", "--threads", "2"], 0);
    assert!(line.contains("2 of 2 read anew by"), "{line}");
    assert!(folder.store(&["check"], 0).contains("nothing is wrong"));
    folder.store(&["undo", "1"], 0);
    assert_eq!(["1", "2", "3"].map(|n| show(n)).to_vec(), before);
    // One that cannot be unpacked is named, and the others are read.
    folder.sql("UPDATE reading SET version = 'old', body = x'00' WHERE report = 1");
    folder.sql("UPDATE reading SET version = 'old' WHERE report = 3");
    let line = folder.store(&["reread"], 2);
    assert!(line.contains("report 1") && line.contains("1 of 2 read anew"), "{line}");
}
