//! Evaluation of JSON lines gives the figures of the reference script of the annotation guidelines.

use sayso_corpus::{Dispatch, ErrorClass, Record, Report, to_gold_json};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;

fn record(file: &str) -> Record {
    let dispatch = Dispatch::parse(file).expect("a fixture parses");
    let mut json = to_gold_json(&dispatch);
    json["text"] = Value::from(dispatch.body.text().trim_end());
    Record::new(json).expect("a record has an id")
}

fn report() -> Report {
    let gold = record(include_str!("score/gold.txt"));
    let mut made = record(include_str!("score/predicted.txt"));
    made.id.clone_from(&gold.id);
    let mut report = Report::default();
    report.add(&gold, Some(&made)).expect("both are of one text");
    report
}

#[test]
fn figures_are_those_of_the_scorer() {
    let json = report().to_json();
    assert_eq!(json["attributions"]["quote@0.8"], json!({"p": 0.5714, "r": 0.6667, "f1": 0.6154}));
    assert_eq!(json["attributions"]["joint@0.3"], json!({"p": 0.5714, "r": 0.6667, "f1": 0.6154}));
    assert_eq!(json["attributions"]["recall_by_kind"]["indirect"]["@0.8"], json!(0.5));
    assert_eq!(json["attributions"]["on_matched@0.8"]["cue_overlap"], json!(0.5));
}

#[test]
fn errors_are_told_by_class() {
    let report = report();
    let of = |class| report.all.classes.get(&class).copied().unwrap_or(0);
    let boundaries = of(ErrorClass::Boundary) + of(ErrorClass::Continuation);
    assert_eq!(boundaries, 2, "{:?}", report.all.classes);
    assert_eq!(report.findings.len(), report.all.classes.values().sum::<usize>());
}

#[test]
fn a_reading_of_another_text_is_refused() {
    let gold = record(include_str!("score/gold.txt"));
    let other = Record::parse(r#"{"id":"x","text":"Autre chose."}"#).unwrap();
    assert!(Report::default().add(&gold, Some(&other)).is_err());
    assert!(Report::default().add(&gold, None).is_ok(), "no reading counts as an empty one");
}

/// Where the shared gold and Python are at hand, the script itself is asked.
#[test]
#[allow(clippy::print_stdout)] // a skipped test says why
fn the_script_itself_agrees() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/gold");
    let gold = shared.join("fr-wikinews.gold.jsonl");
    let script = shared.join("score.py");
    let (Ok(lines), true) = (std::fs::read_to_string(&gold), script.is_file()) else {
        println!("skipped: no shared gold beside this checkout");
        return;
    };
    // Readings that differ from the gold in every way that the figures tell apart.
    let mut report = Report::default();
    let mut readings = String::new();
    for (n, line) in lines.lines().enumerate() {
        let mut value: Value = serde_json::from_str(line).expect("gold is JSON");
        let gold = Record::new(value.clone()).expect("gold has ids");
        let events = value["events"].as_array().cloned().unwrap_or_default();
        if let Some(list) = value["attributions"].as_array_mut() {
            for (i, a) in list.iter_mut().enumerate() {
                match (n + i) % 5 {
                    0 => a["speaker"] = json!("personne d'autre"),
                    1 => a["content"][0][1] = json!(a["content"][0][1].as_u64().unwrap_or(9) - 8),
                    2 => a["cue"] = Value::Null,
                    3 => a["kind"] = json!("mixed"),
                    _ => {}
                }
            }
            if n % 3 == 0 {
                list.pop();
            }
        }
        value["events"] = events.into_iter().skip(n % 2).collect();
        readings.push_str(&format!("{value}\n"));
        let reading = Record::new(value).expect("a reading has an id");
        report.add(&gold, Some(&reading)).expect("the same text");
    }
    let path: PathBuf = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readings.jsonl");
    std::fs::write(&path, readings).expect("the target folder can be written");
    let run = Command::new("python3").arg(&script).arg(&gold).arg(&path).output();
    let Ok(run) = run else {
        println!("skipped: no python3");
        return;
    };
    let theirs: Value = serde_json::from_slice(&run.stdout).expect("the script prints JSON");
    let ours = report.to_json();
    assert_eq!(ours["attributions"], theirs["attributions"]);
    assert_eq!(ours["events"], theirs["events"]);
}
