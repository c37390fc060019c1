//! What is read in a fixed sample of the corpus, kept as files: a change to the reader shows its
//! effect there before it lands.
//!
//! `UPDATE_READINGS=1 cargo test -p sayso --test readings` writes them anew; the difference then stands
//! in `git diff`.

use sayso::{Reader, input};
use sayso_corpus::Dispatch;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The sample: these dispatches of each language's first batch.
const SAMPLE: [&str; 6] = ["a01", "a07", "a13", "a19", "a25", "a31"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The sample of a language.
fn sample(lang: &str) -> impl Iterator<Item = PathBuf> {
    let folder = root().join("corpus").join(lang);
    SAMPLE.into_iter().map(move |name| folder.join(name).with_extension("txt"))
}

/// One line an attribution: kind, speaker, cue, words.
fn readings(reader: &Reader, lang: &str) -> String {
    let mut out = String::new();
    for path in sample(lang) {
        let file = std::fs::read_to_string(&path).expect("the sample is there");
        let dispatch = Dispatch::parse(&file).expect("a dispatch parses");
        let record = sayso_corpus::Record::new(sayso_corpus::to_gold_json(&dispatch));
        let record = record.ok().and_then(|r| r.input()).expect("a dispatch has an id and a text");
        let document = input::read_record(record.as_bytes(), &input::Options::default());
        let document = document.expect("the record reads");
        let reading = reader.read(&document);
        let _ = writeln!(out, "# {}", dispatch.get("id").unwrap_or_default());
        for a in &reading.attributions {
            let words: Vec<&str> = a.content.iter().map(|s| s.of(&document.text)).collect();
            let cue = a.cue.map_or("-", |s| s.of(&document.text));
            let speaker = a.speaker.as_ref().map_or("-", |s| s.name.as_str());
            let line = format!("{} | {speaker} | {cue} | {}", a.kind.name(), words.join(" … "));
            let _ = writeln!(out, "{}", line.replace('\n', " / "));
        }
        out.push('\n');
    }
    out
}

#[test]
fn readings_of_the_sample_are_those_kept() {
    let reader = Reader::new().expect("the reader loads");
    let mut changed = Vec::new();
    for lang in reader.languages() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/readings")
            .join(format!("{lang}.txt"));
        let now = readings(&reader, lang.code());
        if std::env::var_os("UPDATE_READINGS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder");
            std::fs::write(&path, now).expect("the folder can be written");
            continue;
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (old, new) = (lines(&kept), lines(&now));
        changed.extend(old.iter().filter(|l| !new.contains(l)).map(|l| format!("{lang} - {l}")));
        changed.extend(new.iter().filter(|l| !old.contains(l)).map(|l| format!("{lang} + {l}")));
    }
    assert!(
        changed.is_empty(),
        "readings changed; if for the better: UPDATE_READINGS=1 cargo test -p sayso --test readings\n{}",
        changed.join("\n")
    );
}
