//! Runs the specification: each case's text is read, and exactly its attributions must come out.
//!
//! `SPEC=words cargo test -p sayso-reading --test spec` runs only the cases whose file or heading
//! holds the words.

use sayso_corpus::{Case, Difference, What, cases, compare, compare_meant, compare_times};
use sayso_knowledge::Knowledge;
use sayso_model::Lang;
use sayso_reading::Engine;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What running the cases gave.
#[derive(Default)]
struct Outcome {
    total: usize,
    known: usize,
    failed: usize,
    wrong: BTreeMap<What, usize>,
    report: String,
}

/// Files of the specification that begin so are about times.
const TIMES: &str = "time-";

/// Files of the specification that begin so are about who and what names mean.
const MEANT: &str = "meant-";

#[test]
fn the_specification_holds() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let filter = std::env::var("SPEC").unwrap_or_default().to_lowercase();
    let knowledge = Arc::new(Knowledge::load().unwrap());
    let mut outcome = Outcome::default();
    for dir in sorted(&root).into_iter().filter(|p| p.is_dir()) {
        let lang = Lang::new(&name(&dir));
        let engine = Engine::load(&lang, Arc::clone(&knowledge)).unwrap();
        for path in sorted(&dir).into_iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
            let shown = format!("spec/{lang}/{}", name(&path));
            let file = std::fs::read_to_string(&path).unwrap();
            for case in cases(lang.code(), &file).unwrap_or_else(|e| panic!("{shown}: {e}")) {
                if format!("{shown} {}", case.heading).to_lowercase().contains(&filter) {
                    outcome.add(&shown, &case, difference(&engine, &case, &name(&path)));
                }
            }
        }
    }
    let Outcome { total, known, failed, wrong, report } = outcome;
    assert!(total > 0, "no case matches `{filter}`");
    let expected = total - failed - known;
    let summary = format!("{total} cases, {expected} as expected, {known} known failures");
    // Past the test harness, which shows the output of failing tests alone.
    let _ = writeln!(std::io::stderr(), "specification: {summary}");
    let wrong: Vec<String> = wrong.iter().map(|(what, n)| format!("{n} {what}")).collect();
    assert!(failed == 0, "\n{report}{summary}, {failed} failed ({})", wrong.join(", "));
}

impl Outcome {
    fn add(&mut self, file: &str, case: &Case, (difference, times): (Option<Difference>, String)) {
        self.total += 1;
        let place = format!("{file}:{}  {}", case.line, case.heading);
        let fails = difference.is_some() || !times.is_empty();
        let shown = match (difference, &case.known_failure) {
            (None, None) if !fails => return,
            (_, Some(_)) if fails => {
                self.known += 1;
                return;
            }
            (None, None) => times,
            (_, Some(reason)) => format!("  holds now; remove its known failure `{reason}`\n"),
            (Some(difference), None) => {
                for finding in &difference.findings {
                    *self.wrong.entry(finding.what).or_default() += 1;
                }
                format!("{difference}{times}")
            }
        };
        self.failed += 1;
        let _ = writeln!(self.report, "{place}\n{shown}");
    }
}

/// Reads the case's text as a record of JSON lines, the way that users give it.
///
/// Times are compared where the case marks any, and in the files of times; who is meant in the files
/// of that. In both attributions are compared only where the case marks any.
fn difference(engine: &Engine, case: &Case, file: &str) -> (Option<Difference>, String) {
    let (of_times, of_meant) = (file.starts_with(TIMES), file.starts_with(MEANT));
    let record = serde_json::json!({
        "id": case.heading, "lang": engine.lang(), "title": case.title, "text": case.text.text(),
        "published": case.published,
    });
    let record = record.to_string();
    let document = sayso_input::read_record(record.as_bytes(), &Default::default()).unwrap();
    let reading = engine.read(&document);
    let text = &document.text;
    let (said, dated) = (case.text.attributions(), case.text.times());
    let mut times = String::new();
    if of_times || !dated.is_empty() {
        times += &compare_times(text, &dated, &reading.times).unwrap_or_default();
    }
    if of_meant {
        times += &compare_meant(&case.text, &reading.entities).unwrap_or_default();
    }
    // When it was said, where a case tells.
    for mark in case.text.marks().iter().filter(|m| m.name == "said") {
        let Some(time) = mark.get("time") else { continue };
        let read =
            reading.attributions.iter().find(|a| a.content.iter().any(|c| c.overlaps(mark.span)));
        let read = read.and_then(|a| a.time.as_deref()).unwrap_or("");
        if read != time {
            let _ =
                writeln!(times, "  said at        [{}] {time:?}, got {read:?}", mark.span.of(text));
        }
    }
    if (of_times || of_meant) && said.is_empty() {
        return (None, times);
    }
    (compare(text, &said, &reading.attributions), times)
}

fn sorted(dir: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
