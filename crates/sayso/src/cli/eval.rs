//! `sayso eval`: readings against gold.

use crate::corpus;
use crate::exit::Exit;
use crate::flags::{EvalFlags, Figures};
use crate::output::Output;
use anyhow::{Context, Result, ensure};
use sayso::input::Options;
use sayso::{Explain, Reader};
use sayso_corpus::{Evaluation, Record, Report, TimeGroup, to_gold_json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

pub fn run(flags: &EvalFlags) -> Result<Exit> {
    let gold = gold(flags)?;
    let readings = match &flags.readings {
        Some(path) => records(path)?,
        None => read(&gold, flags)?,
    };
    let readings = prepared(readings, flags);
    let report = report(&gold, &readings)?;
    let other = match &flags.against {
        Some(path) => Some(self::report(&gold, &prepared(records(path)?, flags))?),
        None => None,
    };
    let mut out = match flags.format {
        Figures::Json => {
            let mut json = report.to_json();
            if let (Some(other), Some(json)) = (&other, json.as_object_mut()) {
                json.insert("against".to_owned(), other.to_json());
            }
            format!("{}\n", serde_json::to_string_pretty(&json)?)
        }
        Figures::Table => table(&report, other.as_ref()),
    };
    let wanted = report
        .findings
        .iter()
        .filter(|f| flags.class.as_ref().is_none_or(|class| f.class.name() == class));
    for finding in wanted.take(flags.errors) {
        let _ = writeln!(out, "{finding}");
    }
    if report.all.unread > 0 {
        crate::terminal::complain(&format!(
            "{} of {} documents have no reading; they count as empty",
            report.all.unread, report.all.documents
        ));
    }
    Output::stdout().write(out.as_bytes(), Exit::Found);
    Ok(Exit::Found)
}

/// The gold's documents, in the order given.
fn gold(flags: &EvalFlags) -> Result<Vec<Record>> {
    let mut gold = Vec::new();
    for path in &flags.gold {
        if path.extension().is_some_and(|e| e == "jsonl" || e == "json") {
            gold.extend(lines(path)?);
            continue;
        }
        for file in corpus::files(std::slice::from_ref(path))? {
            gold.push(Record::new(to_gold_json(&corpus::open(&file)?))?);
        }
    }
    ensure!(!gold.is_empty(), "the gold holds no documents");
    Ok(gold)
}

fn lines(path: &Path) -> Result<Vec<Record>> {
    let file = fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let lines = file.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| {
            Record::parse(line).with_context(|| format!("{}: line {}", path.display(), n + 1))
        })
        .collect()
}

fn records(path: &Path) -> Result<BTreeMap<String, Record>> {
    Ok(lines(path)?.into_iter().map(|r| (r.id.clone(), r)).collect())
}

/// Reads the gold's texts with this build.
fn read(gold: &[Record], flags: &EvalFlags) -> Result<BTreeMap<String, Record>> {
    let save = flags.save.as_deref();
    let reader = Reader::builder().without(flags.without.iter().copied()).build()?;
    let mut saved = String::new();
    let mut readings = BTreeMap::new();
    for record in gold {
        let line =
            record.input().with_context(|| format!("{}: the gold has no text", record.id))?;
        let document = sayso::input::read_record(line.as_bytes(), &Options::default())
            .with_context(|| record.id.clone())?;
        let json = sayso::to_json(&document, &reader.read(&document), Explain::No);
        if save.is_some() {
            saved.push_str(&json);
            saved.push('\n');
        }
        readings.insert(record.id.clone(), Record::parse(&json)?);
    }
    if let Some(path) = save {
        fs::write(path, saved).with_context(|| format!("writing {}", path.display()))?;
    }
    Ok(readings)
}

/// The readings as they are to be counted.
fn prepared(mut readings: BTreeMap<String, Record>, flags: &EvalFlags) -> BTreeMap<String, Record> {
    if flags.split_mixed {
        readings.values_mut().for_each(Record::split_mixed);
    }
    readings
}

fn report(gold: &[Record], readings: &BTreeMap<String, Record>) -> Result<Report> {
    let mut report = Report::default();
    for record in gold {
        report.add(record, readings.get(&record.id))?;
    }
    Ok(report)
}

/// One line a figure, a column for each language and run.
fn table(report: &Report, other: Option<&Report>) -> String {
    let mut columns: Vec<(String, &Evaluation)> = Vec::new();
    let sides: Vec<(&str, &Report)> =
        std::iter::once(("", report)).chain(other.map(|o| ("before", o))).collect();
    for (side, report) in &sides {
        columns.push((join("all", side), &report.all));
    }
    if report.languages.len() > 1 {
        for lang in report.languages.keys() {
            for (side, report) in &sides {
                if let Some(evaluation) = report.languages.get(lang) {
                    columns.push((join(lang, side), evaluation));
                }
            }
        }
    }
    let mut out = String::new();
    let mut row = |name: &str, cells: Vec<String>| {
        let _ = write!(out, "{name:<26}");
        for cell in cells {
            let _ = write!(out, "{cell:>12}");
        }
        out.push('\n');
    };
    row("", columns.iter().map(|(name, _)| name.clone()).collect());
    let each = |of: &dyn Fn(&Evaluation) -> String| -> Vec<String> {
        columns.iter().map(|(_, e)| of(e)).collect()
    };
    row("documents", each(&|e| e.documents.to_string()));
    row("gold", each(&|e| e.attributions.gold.to_string()));
    row("read", each(&|e| e.attributions.predicted.to_string()));
    for (t, label) in ["0.3", "0.8", "1.0"].into_iter().enumerate() {
        row(&format!("quote@{label} F1"), each(&|e| format!("{:.4}", e.attributions.quote(t).f1)));
        row(&format!("joint@{label} F1"), each(&|e| format!("{:.4}", e.attributions.joint(t).f1)));
    }
    row("precision@0.8", each(&|e| format!("{:.4}", e.attributions.quote(1).precision)));
    for kind in ["direct", "mixed", "indirect"] {
        let recall = |e: &Evaluation| {
            let kinds = e.attributions.by_kind();
            let found = kinds.iter().find(|k| k.kind.name() == kind);
            found.map_or("-".to_owned(), |k| format!("{:.4}", k.most))
        };
        row(&format!("{kind} recall"), each(&recall));
    }
    let overlap = |of: fn((f64, f64)) -> f64| {
        move |e: &Evaluation| {
            e.attributions.overlaps().map_or("-".to_owned(), |o| format!("{:.4}", of(o)))
        }
    };
    row("cue right", each(&overlap(|o| o.0)));
    row("source right", each(&overlap(|o| o.1)));
    if columns.iter().any(|(_, e)| !e.times.is_empty()) {
        for group in TimeGroup::ALL {
            let name = group.name();
            row(&format!("{name} gold"), each(&|e| e.times.group(group).gold.to_string()));
            row(&format!("{name} read"), each(&|e| e.times.group(group).predicted.to_string()));
            for (n, figure) in
                ["overlap", "exact", "overlap, day", "overlap, value", "exact, value"]
                    .into_iter()
                    .enumerate()
            {
                row(
                    &format!("{name} {figure}"),
                    each(&|e| format!("{:.4}", e.times.group(group).figures()[n].1)),
                );
            }
        }
    }
    if columns.iter().any(|(_, e)| e.saying.figures().is_some()) {
        let figure = |of: fn((f64, f64)) -> f64| {
            move |e: &Evaluation| {
                e.saying.figures().map_or("-".to_owned(), |f| format!("{:.4}", of(f)))
            }
        };
        row("said at gold", each(&|e| e.saying.told.to_string()));
        row("said at read", each(&|e| e.saying.read.to_string()));
        row("said at precision", each(&figure(|f| f.0)));
        row("said at recall", each(&figure(|f| f.1)));
    }
    let mut classes: Vec<_> = columns.iter().flat_map(|(_, e)| e.classes.keys().copied()).collect();
    classes.sort_unstable();
    classes.dedup();
    for class in classes {
        row(class.name(), each(&|e| e.classes.get(&class).copied().unwrap_or(0).to_string()));
    }
    out
}

fn join(name: &str, side: &str) -> String {
    if side.is_empty() { name.to_owned() } else { format!("{name} {side}") }
}
