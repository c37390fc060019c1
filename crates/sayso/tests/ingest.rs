//! `sayso ingest` as a process: what goes in, what is skipped and why, and what a killed run leaves.

mod process;

use process::{Folder, code, run, sayso, stderr, stdout};
use sayso::store::{Access, Settings, Store};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

const SAID: &str = "« Le pont rouvrira lundi », a déclaré Anne Verlinde, la maire de Brévans.\n";

fn open(path: &Path) -> Store {
    Store::open(path, Access::Read, Settings::default()).expect("a store")
}

fn skipped(path: &str) -> Vec<Value> {
    let lines = std::fs::read_to_string(path).expect("the report");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn a_folder_goes_in_once_and_whole() {
    let folder = Folder::new("ingest-folder");
    std::fs::create_dir_all(folder.0.join("in/deep")).expect("folders");
    folder.file("in/a.txt", SAID);
    folder.file("in/deep/b.html", "<html><body><article><h1>Le pont</h1><p>« Il tiendra », a assuré le préfet Luc Tavel, vendredi.</p></article></body></html>");
    folder.file("in/picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.file("in/.hidden.txt", SAID);
    let lines = [
        r#"{"id":"c1","text":"« Oui », a dit Mme Verlinde.","lang":"fr","url":"https://www.echo.example/1"}"#,
        r#"{"id":"c2","text":7}"#,
        r#"{"id":"c3","text":"« Non », a dit M. Tavel.","lang":"fr"}"#,
    ];
    folder.file("in/deep/c.jsonl", lines.join("\n"));
    let store = folder.0.join("in/press.store");
    let store = store.to_str().expect("UTF-8");
    let report = folder.0.join("skipped.jsonl");
    let report = report.to_str().expect("UTF-8");
    let inner = folder.0.join("in");
    let inner = inner.to_str().expect("UTF-8");

    let output = run(&["ingest", inner, "--store", store, "--report", report], b"");
    assert_eq!(code(&output), 2, "a bad line is an error: {}", stderr(&output));
    assert!(stdout(&output).contains("4 new reports"), "{}", stdout(&output));
    let told = skipped(report);
    let codes: Vec<&str> = told.iter().filter_map(|line| line["code"].as_str()).collect();
    assert_eq!(codes, ["bad-field", "not-text"], "{told:?}");
    assert_eq!(told[0]["kind"], "error");
    assert!(told[0]["what"].as_str().is_some_and(|what| what.ends_with("c.jsonl: line 2")));
    assert_eq!(told[1]["kind"], "left-out");

    // Again: nothing new, and each known record is named.
    let again = run(&["ingest", inner, "--store", store, "--report", report], b"");
    assert!(stdout(&again).contains("0 new reports, 4 stored before"), "{}", stdout(&again));
    let known = skipped(report).iter().filter(|line| line["code"] == "stored-already").count();
    assert_eq!(known, 4);
    assert!(!folder.0.join("in/press.store-wal").exists(), "the log is put away at the end");
}

#[test]
fn what_cannot_be_read_or_written_is_said() {
    let folder = Folder::new("ingest-wrong");
    let store = folder.0.join("press.store");
    let store = store.to_str().expect("UTF-8");
    let missing = run(&["ingest", "no-such-file.txt", "--store", store], b"");
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("no-such-file.txt"), "{}", stderr(&missing));

    let pattern = run(&["ingest", "no-*-such.txt", "--store", store], b"");
    assert!(stderr(&pattern).contains("nothing matches"), "{}", stderr(&pattern));

    let other = folder.file("notes.txt", "This is no store at all, but a text.".repeat(40));
    let output = run(&["ingest", "-", "--store", &other], SAID.as_bytes());
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("no store of sayso's"), "{}", stderr(&output));
    let kept = std::fs::read_to_string(&other).expect("the file");
    assert!(kept.starts_with("This is no store"), "it is left as it was");

    let nowhere = folder.0.join("no/folder/press.store");
    let output = run(&["ingest", "-", "--store", nowhere.to_str().expect("UTF-8")], b"Oui.");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("cannot be opened"), "{}", stderr(&output));

    let empty = run(&["ingest", "-", "--store", store], b"");
    assert_ne!(code(&empty), 101, "no panic");
}

#[test]
fn a_changed_page_is_a_new_version_and_the_old_one_stays() {
    let folder = Folder::new("ingest-versions");
    let store = folder.0.join("press.store");
    let path = store.to_str().expect("UTF-8");
    let page = |text: &str| {
        serde_json::json!({
            "id": "p", "lang": "fr", "url": "https://echo.example/pont", "text": text
        })
        .to_string()
    };
    let first = page("« Le pont rouvrira lundi », a déclaré Anne Verlinde, la maire de Brévans.");
    let second = page("« Le pont rouvrira mardi », a déclaré Anne Verlinde, la maire de Brévans.");
    for input in [&first, &second, &first] {
        run(&["ingest", "-", "--store", path], input.as_bytes());
    }
    let info = open(&store).info().expect("counts");
    assert_eq!((info.reports, info.current), (2, 1));
}

/// Reports by the hundred: variations of dispatches of the corpus.
fn stream(count: usize) -> Vec<u8> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/fr");
    let mut files: Vec<String> = std::fs::read_dir(corpus)
        .expect("the corpus")
        .filter_map(|entry| Some(entry.ok()?.path().to_str()?.to_owned()))
        .filter(|path| path.ends_with(".txt"))
        .collect();
    files.sort();
    files.truncate(60);
    let count = count.to_string();
    let mut arguments = vec!["corpus", "vary", "--count", &count, "--seed", "3"];
    arguments.extend(files.iter().map(String::as_str));
    let output = run(&arguments, b"");
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    output.stdout
}

/// `KILLS=100 cargo test -p sayso --test ingest -- killed` kills a hundred times.
#[test]
fn a_run_that_is_killed_at_any_moment_goes_on_where_it_was() {
    let kills: u32 = std::env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(6);
    let folder = Folder::new("ingest-killed");
    let input = folder.file("reports.jsonl", stream(300));
    let undisturbed = folder.0.join("undisturbed.store");
    let begun = Instant::now();
    let whole = run(&["ingest", &input, "--store", undisturbed.to_str().expect("UTF-8")], b"");
    let took = begun.elapsed();
    assert_eq!(code(&whole), 0, "{}", stderr(&whole));
    let expected = open(&undisturbed).digest().expect("a digest");

    // Moments from a fixed generator (Lehmer), spread over the time that a run takes.
    let mut state = 0x5eed_u64;
    let mut moment = || {
        state = state * 48_271 % 0x7fff_ffff;
        Duration::from_secs_f64(took.as_secs_f64() * (state % 1000) as f64 / 1000.0)
    };
    let store = folder.0.join("killed.store");
    let path = store.to_str().expect("UTF-8");
    let mut killed = 0;
    while killed < kills {
        if killed % 20 == 19 {
            // A run that has come to its end has nothing left to be killed in.
            for name in ["killed.store", "killed.store-wal", "killed.store-shm"] {
                let _ = std::fs::remove_file(folder.0.join(name));
            }
        }
        let mut child =
            sayso(&["ingest", &input, "--store", path, "--store-setting", "batch-reports=20"])
                .spawn()
                .expect("it starts");
        std::thread::sleep(moment());
        child.kill().expect("SIGKILL");
        child.wait().expect("it is gone");
        killed += 1;
    }
    let rest = run(&["ingest", &input, "--store", path], b"");
    assert_eq!(code(&rest), 0, "{}", stderr(&rest));
    assert_eq!(open(&store).digest().expect("a digest"), expected);
    assert_eq!(open(&store).check(|_| ()).expect("a check"), 0);
}
