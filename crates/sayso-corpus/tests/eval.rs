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
fn a_mixed_attribution_is_split_at_its_quoted_words() {
    let text = "Er sagte, die Lage sei „ernst“ und „neu“.";
    let marked =
        |kind: &str, start: usize, end: usize| json!({"kind": kind, "content": [[start, end]]});
    let gold = json!({"id": "x", "text": text, "attributions": [
        marked("indirect", 10, 40), marked("direct", 27, 32), marked("direct", 38, 41),
    ]});
    let mut mixed = marked("mixed", 10, 40);
    mixed["quoted"] = json!([{"start": 27, "end": 32}, {"start": 38, "end": 41}]);
    let mut read = Record::new(json!({"id": "x", "text": text, "attributions": [mixed]})).unwrap();
    read.split_mixed();
    let mut report = Report::default();
    report.add(&Record::new(gold).unwrap(), Some(&read)).unwrap();
    assert!(report.findings.is_empty(), "{:?}", report.findings);
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

const TIMED: &str = r#"{"doc":"x","dct":"2024-03-14","text":"Mardi et lundi.","timex":[
 {"start":0,"end":5,"type":"DATE","value":"2024-03-12"},{"start":9,"end":14,"type":"DATE","value":"2024-03-11"}]}"#;

#[test]
fn times_are_counted_by_span_and_value() {
    let gold = Record::parse(TIMED).expect("a record");
    assert!(gold.input().is_some_and(|i| i.contains("\"published\":\"2024-03-14\"")));
    let read = r#"{"id":"x","text":"Mardi et lundi.","times":[
      {"span":{"start":0,"end":5},"type":"DATE","value":"2024-03-12"},
      {"span":{"start":6,"end":14},"type":"DATE","value":"2024-03-18"}]}"#;
    let mut report = Report::default();
    report.add(&gold, Some(&Record::parse(read).expect("a record"))).expect("one text");
    let times = &report.to_json()["times"]["date+time"];
    assert_eq!(times["overlap_f1"], json!(1.0));
    assert_eq!(times["exact_f1"], json!(0.5));
    assert_eq!(times["overlap_value_f1"], json!(0.5));
}

/// Where the shared gold and Python are at hand, the script is asked for the same figures.
#[test]
#[allow(clippy::print_stdout)] // a skipped test says why
fn the_script_of_times_agrees() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let gold = shared.join("data/time/frtimebank-dev_fr.jsonl");
    let script = shared.join("gold/score_time.py");
    let (Ok(lines), true) = (std::fs::read_to_string(&gold), script.is_file()) else {
        println!("skipped: no shared gold of times beside this checkout");
        return;
    };
    // Readings that are off in every way: moved, cut, of another type, with another value.
    let mut report = Report::default();
    let mut readings = String::new();
    for (n, line) in lines.lines().filter(|l| !l.trim().is_empty()).enumerate() {
        let value: Value = serde_json::from_str(line).expect("JSON");
        let list = value["timex"].as_array().cloned().unwrap_or_default();
        let times: Vec<Value> = list
            .iter()
            .enumerate()
            .filter(|(i, _)| (n + i) % 7 != 0)
            .map(|(i, t)| {
                let (start, end) = (t["start"].as_u64().unwrap(), t["end"].as_u64().unwrap());
                let end = if i % 3 == 0 { end + 2 } else { end };
                let kind = if i % 5 == 4 { json!("DATE") } else { t["type"].clone() };
                let value = if i % 4 == 1 { json!("1999") } else { t["value"].clone() };
                json!({"span": {"start": start, "end": end}, "type": kind, "value": value})
            })
            .collect();
        let reading = json!({"id": value["doc"], "text": value["text"], "times": times});
        let line = Record::parse(line).expect("a record");
        report
            .add(&line, Some(&Record::new(reading.clone()).expect("a record")))
            .expect("one text");
        readings += &format!("{reading}\n");
    }
    let file = std::env::temp_dir().join(format!("sayso-times-{}.jsonl", std::process::id()));
    std::fs::write(&file, readings).expect("a file for the script");
    let run = Command::new("python3").arg(&script).arg(&gold).arg(&file).output();
    let _ = std::fs::remove_file(&file);
    let Ok(run) = run else {
        println!("skipped: no python3");
        return;
    };
    let theirs: Value = serde_json::from_slice(&run.stdout).expect("the script's figures");
    assert_eq!(report.to_json()["times"], theirs);
}
