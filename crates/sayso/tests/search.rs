//! `sayso search`, `quotes`, `actor` and `story` as processes, on a store that `sayso ingest` made.

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

const REPORTS: [&str; 4] = [
    r#"{"id":"pont","lang":"fr","published":"2022-12-19","url":"https://www.courrier.example/pont","title":"Le pont rouvrira","text":"Le pont de Brévans est fermé.\n\n« Le pont rouvrira lundi », a déclaré Anne Verlinde, la maire de Brévans. Denis Aubert, le préfet, a visité le chantier avec Anne Verlinde."}"#,
    r#"{"id":"peage","lang":"fr","published":"2022-12-21","url":"https://cotidienne.example/peage","title":"Pas de péage, dit-elle","text":"Le péage ne viendra pas. « Nous refusons tout péage sur le pont de la vallée », a martelé Anne Verlinde mercredi.\n\nDenis Aubert a affirmé que la vallée attend."}"#,
    r#"{"id":"strike","lang":"en","published":"2023-01-10","url":"https://harbourpost.example/strike","title":"Dockers end strike","text":"\"We got what we asked for,\" said union leader Martha Kellow on Tuesday. The port of Ostrel will reopen, Martha Kellow said."}"#,
    r#"{"id":"bahn","lang":"de","published":"2023-01-12","url":"https://tagblatt.example/bahn","title":"Bahnlinie bleibt gesperrt","text":"„Wir brauchen drei Wochen“, sagte Jürgen Brandmüller, der Sprecher der Bahn."}"#,
];

/// The store, made once by `sayso ingest`.
fn store() -> &'static str {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    let path = STORE.get_or_init(|| {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("search");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        let records = folder.join("reports.jsonl");
        std::fs::write(&records, REPORTS.join("\n")).expect("a file");
        let store = folder.join("press.store");
        let made = Command::new(env!("CARGO_BIN_EXE_sayso"))
            .args(["ingest", "--store"])
            .args([&store, &records])
            .stdin(Stdio::null())
            .output()
            .expect("it runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        store
    });
    path.to_str().expect("UTF-8")
}

fn sayso(command: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args([command, "--store", store()])
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("it runs")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("no signal ended it")
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn names(output: &Output) -> Vec<String> {
    let hits = json(output)["hits"].as_array().expect("hits").clone();
    hits.iter().map(|hit| hit["name"].as_str().expect("a name").to_owned()).collect()
}

#[test]
fn exit_codes_tell_whether_something_was_found() {
    assert_eq!(code(&sayso("search", &["pont"])), 0);
    assert_eq!(code(&sayso("search", &["autoroute"])), 1);
    assert_eq!(code(&sayso("search", &["pont", "--since", "gestern"])), 2);
    assert_eq!(code(&sayso("search", &["pont", "--with", "Aubert"])), 2);
    assert_eq!(code(&sayso("quotes", &["Verlinde"])), 0);
    assert_eq!(code(&sayso("quotes", &["Nobody"])), 1);
    assert_eq!(code(&sayso("actor", &["Verlinde"])), 0);
    assert_eq!(code(&sayso("actor", &["Nobody"])), 1);
    assert_eq!(code(&sayso("story", &["9999"])), 1);
    let missing = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["search", "--store", "no/such.store", "pont"])
        .output()
        .expect("it runs");
    assert_eq!(code(&missing), 2);
    assert!(stderr(&missing).contains("no/such.store"));
}

#[test]
fn a_table_shows_sentence_outlet_date_and_link() {
    let output = sayso("search", &["--speaker", "verlinde", "peage"]);
    let table = stdout(&output);
    for part in [
        "2022-12-21",
        "cotidienne.example",
        "Pas de péage, dit-elle",
        "Anne Verlinde (direct",
        "⟦Nous refusons tout péage sur le pont",
        "https://cotidienne.example/peage",
        "1 hit",
    ] {
        assert!(table.contains(part), "{part} in {table}");
    }
    assert!(!table.contains('\u{1b}'), "no colours in a pipe");
    let coloured = sayso("search", &["peage", "--color", "always"]);
    assert!(stdout(&coloured).contains('\u{1b}'));
}

#[test]
fn json_has_the_query_the_hits_and_what_is_to_be_said() {
    let output = sayso("search", &["pont", "--lang", "fr", "--sort", "date", "-f", "json"]);
    assert_eq!(names(&output), ["peage", "pont"]);
    let json = json(&output);
    assert_eq!(json["query"]["words"], "pont");
    assert_eq!(json["query"]["lang"], "fr");
    assert_eq!(json["total"]["count"], 2);
    let sentence = &json["hits"][1]["sentence"];
    let record: Value = serde_json::from_str(REPORTS[0]).expect("JSON");
    let text: Vec<char> = record["text"].as_str().expect("text").chars().collect();
    let at = |name: &str| sentence[name].as_u64().expect("an offset") as usize;
    let slice: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(sentence["exact"], slice);
}

#[test]
fn each_filter_has_its_flag() {
    let found = |flags: &[&str]| {
        let mut names = names(&sayso("search", &[&["-f", "json"], flags].concat()));
        names.sort();
        names.dedup();
        names.join(" ")
    };
    assert_eq!(found(&["--mentions", "Verlinde", "--with", "Denis Aubert"]), "peage pont");
    assert_eq!(found(&["--about", "péage"]), "peage");
    assert_eq!(found(&["--outlet", "courrier.example"]), "pont");
    assert_eq!(found(&["--since", "2023"]), "bahn strike");
    assert_eq!(found(&["--until", "2022-12-19"]), "pont");
    assert_eq!(found(&["--lang", "de"]), "bahn");
    assert_eq!(found(&["--in", "quotes", "wochen"]), "bahn");
    assert_eq!(found(&["--kind", "direct", "--speaker", "Brandmuller"]), "bahn");
    assert_eq!(found(&["pont -vallée"]), "pont");
    assert_eq!(found(&["--", "-pont", "-ostrel"]), "bahn");
}

#[test]
fn nothing_says_which_flag_removed_how_much() {
    let output = sayso("search", &["pont", "--lang", "de"]);
    let table = stdout(&output);
    assert!(table.contains("without --lang: 2 hits"), "{table}");
    assert!(table.contains("without the words: 1 hit"), "{table}");
    let output = sayso("search", &["--speaker", "Verlynde", "-f", "jsonl"]);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).contains("near to it: Anne Verlinde"), "{}", stderr(&output));
}

#[test]
fn csv_is_quoted_and_has_its_columns() {
    let output = sayso("search", &["peage", "-f", "csv"]);
    let mut lines = stdout(&output).lines();
    assert!(lines.next().expect("columns").starts_with("report,attribution,published,outlet"));
    assert!(lines.next().expect("a hit").contains("\"Pas de péage, dit-elle\""));
    let output = sayso("quotes", &["Verlinde", "-f", "csv"]);
    assert_eq!(stdout(&output).lines().count(), 3);
}

#[test]
fn quotes_come_in_order_of_time() {
    let output = sayso("quotes", &["Anne Verlinde", "-f", "json"]);
    let days: Vec<Value> = json(&output)["sayings"]
        .as_array()
        .expect("sayings")
        .iter()
        .map(|s| s["day"].clone())
        .collect();
    assert_eq!(days, ["2022-12-19", "2022-12-21"]);
    let table = sayso("quotes", &["Anne Verlinde", "péage"]);
    assert!(stdout(&table).contains("Nous refusons tout péage"));
    assert!(!stdout(&table).contains("rouvrira"));
}

#[test]
fn an_actor_has_names_and_company() {
    let output = sayso("actor", &["verlinde", "-f", "json"]);
    let actor = &json(&output)["actor"];
    assert_eq!(actor["name"], "Anne Verlinde");
    assert_eq!(actor["reports"], 2);
    assert_eq!(actor["with"][0]["name"], "Denis Aubert");
    assert_eq!(actor["months"][0]["month"], "2022-12");
    let table = sayso("actor", &["Verlinde"]);
    assert!(stdout(&table).contains("appears with"), "{}", stdout(&table));
}

#[test]
fn stories_have_their_reports_in_order() {
    let output = sayso("story", &["-f", "json"]);
    let stories = json(&output);
    let Some(first) = stories.as_array().expect("stories").first() else { return };
    let id = first["story"].to_string();
    let story = json(&sayso("story", &[&id, "-f", "json"]));
    assert_eq!(story["told"].as_array().expect("reports").len() as u64, first["reports"]);
    assert_eq!(code(&sayso("story", &[&id])), 0);
}
