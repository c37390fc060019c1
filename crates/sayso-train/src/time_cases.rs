//! Scores single time expressions: cases in the form of Recognizers-Text, each with a time of
//! reference and the values that are right.

use anyhow::{Context, Result};
use sayso_knowledge::Knowledge;
use sayso_model::{Document, Lang, Published, PublishedFrom, TimeRef};
use sayso_reading::Engine;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(clap::Args)]
pub struct Args {
    /// Files of cases, a JSON object a line: `lang`, `ref`, `text`, `expect`
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print the cases that are wrong
    #[arg(long)]
    errors: bool,
}

/// Counts of one language and type.
#[derive(Default)]
struct Counts {
    cases: usize,
    right: usize,
    /// Wrong, and yet the day lies in the week, month or year that was read: what counts weeks,
    /// months or years (*two years ago*) has such a value in TIMEX3, and a day in these cases.
    coarser: usize,
}

/// Reads each case against its time of reference and prints the share that is right, by language
/// and type.
///
/// Counted are cases that expect one expression, of type `date`, `datetime` or `time`, with one
/// value or one for the past and one for the future: no periods, durations or sets, whose values
/// these cases give in another form. A case is right when one of the values that were read is one
/// of the expected; seconds that are zero do not count.
pub fn run(args: &Args) -> Result<()> {
    let knowledge = Arc::new(Knowledge::load().map_err(|e| anyhow::anyhow!("{e}"))?);
    let mut engines: BTreeMap<String, Engine> = BTreeMap::new();
    let mut counts: BTreeMap<(String, String), Counts> = BTreeMap::new();
    let mut out = String::new();
    for path in &args.files {
        let file = std::fs::read_to_string(path)
            .with_context(|| format!("reading the cases {}", path.display()))?;
        for line in file.lines().filter(|l| !l.trim().is_empty()) {
            let case: Value = serde_json::from_str(line)
                .with_context(|| format!("{}: a line that is no JSON", path.display()))?;
            let Some((kind, expected)) = expected(&case) else { continue };
            let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
            let lang = text("lang");
            if !engines.contains_key(&lang) {
                let engine = Engine::load(&Lang::new(&lang), Arc::clone(&knowledge))?;
                engines.insert(lang.clone(), engine);
            }
            let Some(engine) = engines.get(&lang) else { continue };
            let mut document = Document::from_text(text("text"));
            document.published =
                Some(Published { value: text("ref"), from: PublishedFrom::Declared });
            let times = engine.read(&document).times;
            let entry = counts.entry((lang, kind)).or_default();
            entry.cases += 1;
            if times.iter().any(|t| expected.iter().any(|e| is_right(t, e))) {
                entry.right += 1;
                continue;
            }
            let within = times.iter().any(|t| expected.iter().any(|e| holds(t, e)));
            entry.coarser += usize::from(within);
            if args.errors {
                let read: Vec<&str> = times.iter().map(|t| t.value.as_str()).collect();
                out += &format!("{}\t{}\t{expected:?}\t{read:?}\n", text("ref"), text("text"));
            }
        }
    }
    for ((lang, kind), c) in &counts {
        let share = |n: usize| n as f64 / c.cases.max(1) as f64;
        out += &format!(
            "{lang} {kind:<9} {:>4} of {:>4} right: {:.3}; with a coarser value that holds it {:.3}\n",
            c.right,
            c.cases,
            share(c.right),
            share(c.right + c.coarser)
        );
    }
    print(&out)
}

/// Written at once, so that a closed pipe is an error and no panic.
fn print(text: &str) -> Result<()> {
    use std::io::Write as _;
    std::io::stdout().write_all(text.as_bytes()).context("printing the figures")
}

/// The type and the right values of a case that counts.
fn expected(case: &Value) -> Option<(String, Vec<String>)> {
    let [expect] = case.get("expect")?.as_array()?.as_slice() else { return None };
    let kind = expect.get("type")?.as_str()?.trim_start_matches("datetimeV2.").to_owned();
    if !matches!(kind.as_str(), "date" | "datetime" | "time") {
        return None;
    }
    let mut values = Vec::new();
    let mut push = |value: Option<&Value>| {
        if let Some(value) = value.and_then(Value::as_str) {
            values.push(value.replace(' ', "T"));
        }
    };
    for value in expect.get("values")?.as_array()? {
        for side in ["FutureResolution", "PastResolution"] {
            let side = value.get(side);
            for key in ["date", "dateTime", "time"] {
                push(side.and_then(|s| s.get(key)));
            }
        }
        push(value.get("value"));
        for inner in value.get("values").and_then(Value::as_array).into_iter().flatten() {
            push(inner.get("value"));
        }
    }
    // Days that do not exist are written so.
    values.retain(|v| v != "notTresolved" && !v.starts_with("0001-01-01"));
    (!values.is_empty()).then_some((kind, values))
}

fn is_right(time: &TimeRef, expected: &str) -> bool {
    let read = time.value.as_str();
    let clock = |v: &str| v.split_once('T').map(|(_, c)| c.to_owned());
    read == expected
        || expected.strip_suffix(":00") == Some(read)
        // A time of day alone.
        || (!expected.contains('-')
            && clock(read).is_some_and(|c| expected.strip_suffix(":00") == Some(c.as_str())))
}

/// Whether a period that was read holds the day that is expected.
fn holds(time: &TimeRef, expected: &str) -> bool {
    let day = expected.split('T').next().unwrap_or("");
    match (&time.from, &time.to) {
        (Some(from), Some(to)) => {
            day.len() == 10
                && from.len() == 10
                && from.as_str() <= day
                && day <= to.as_str()
                && from != to
        }
        _ => false,
    }
}
