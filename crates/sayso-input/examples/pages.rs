//! Scores page reading on article-extraction-benchmark
//! (<https://github.com/scrapinghub/article-extraction-benchmark>), by the measure of its
//! `evaluate.py`, and how many pages a second are read.
//!
//! ```sh
//! cargo run --profile quick -p sayso-input --example pages -- FOLDER [--out FILE.json] [--worst N]
//! ```
//!
//! `FOLDER` has `ground-truth.json` and the pages, `html/<id>.html.gz` or `<id>.html`. `--out`
//! writes the predictions as the benchmark's scorer takes them from its folder `output/`. Where
//! Python has `trafilatura`, it reads the same pages next, on one core as well.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use sayso_input::{Options, read};
use sayso_model::BlockRole;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;
use std::{env, fs};

/// The benchmark's article body has no title, caption, credit, byline or date.
const BODY: [BlockRole; 4] =
    [BlockRole::Paragraph, BlockRole::Lead, BlockRole::Heading, BlockRole::List];

type Texts = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("give the folder of ground-truth.json")?);
    let (mut out, mut worst) = (None, 0);
    while let Some(flag) = arguments.next() {
        match (flag.as_str(), arguments.next()) {
            ("--out", Some(path)) => out = Some(path),
            ("--worst", Some(count)) => worst = count.parse()?,
            _ => return Err(format!("{flag} is no flag of this, or lacks its value").into()),
        }
    }
    let truth: BTreeMap<String, Value> =
        serde_json::from_slice(&fs::read(folder.join("ground-truth.json"))?)?;
    let truth: Texts = truth
        .into_iter()
        .map(|(id, page)| (id, page["articleBody"].as_str().unwrap_or("").to_owned()))
        .collect();
    let pages = pages(&folder, &truth)?;

    let (start, busy) = (Instant::now(), processor());
    let texts: Texts = pages.iter().map(|(id, page)| (id.clone(), text(id, page))).collect();
    let time = Time { wall: start.elapsed().as_secs_f64(), processor: processor() - busy };
    report("sayso", &truth, &texts, time, worst);
    if let Some(path) = out {
        let predictions: BTreeMap<&String, Value> =
            texts.iter().map(|(id, text)| (id, json!({ "articleBody": text }))).collect();
        fs::write(path, serde_json::to_vec(&predictions)?)?;
    }
    match theirs(&pages) {
        Ok((name, texts, time)) => report(&name, &truth, &texts, time, 0),
        Err(reason) => println!("trafilatura (Python): left out: {reason}"),
    }
    Ok(())
}

/// Seconds on the clock, and on the processor: what counts where others are at work as well.
struct Time {
    wall: f64,
    processor: f64,
}

/// Seconds that this process has spent on the processor; 0 where Linux does not tell.
fn processor() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Behind the name in brackets, which may hold anything; in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|f| f.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

/// The pages, unpacked before anything is timed.
fn pages(folder: &Path, truth: &Texts) -> Result<BTreeMap<String, Vec<u8>>, Box<dyn Error>> {
    let page = |id: &String| {
        let packed = folder.join("html").join(format!("{id}.html.gz"));
        if !packed.exists() {
            return Ok((id.clone(), fs::read(folder.join(format!("{id}.html")))?));
        }
        let mut bytes = Vec::new();
        let mut unpacked = flate2::read::MultiGzDecoder::new(fs::File::open(packed)?);
        std::io::Read::read_to_end(&mut unpacked, &mut bytes)?;
        Ok((id.clone(), bytes))
    };
    truth.keys().map(page).collect()
}

fn text(id: &str, page: &[u8]) -> String {
    let document = match read(page, &Options::default()) {
        Ok(document) => document,
        Err(error) => {
            eprintln!("{id}: {error}");
            return String::new();
        }
    };
    let body = document.blocks.iter().filter(|b| BODY.contains(&b.role));
    body.map(|b| b.span.of(&document.text)).collect::<Vec<_>>().join("\n")
}

/// What Python's trafilatura makes of the same pages, as the benchmark calls it.
fn theirs(pages: &BTreeMap<String, Vec<u8>>) -> Result<(String, Texts, Time), Box<dyn Error>> {
    const SCRIPT: &str = "
import json, pathlib, sys, time
import trafilatura
pages = {p.stem: p.read_bytes() for p in pathlib.Path(sys.argv[1]).glob('*.html')}
trafilatura.extract(next(iter(pages.values())), include_comments=False)
start, busy = time.perf_counter(), time.process_time()
texts = {i: trafilatura.extract(p, include_comments=False) or '' for i, p in pages.items()}
wall, busy = time.perf_counter() - start, time.process_time() - busy
print(json.dumps({'version': trafilatura.__version__, 'texts': texts, 'wall': wall, 'busy': busy}))
";
    let folder = env::temp_dir().join(format!("sayso-pages-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    for (id, page) in pages {
        fs::write(folder.join(format!("{id}.html")), page)?;
    }
    let output = Command::new("python3").arg("-c").arg(SCRIPT).arg(&folder).output();
    fs::remove_dir_all(&folder)?;
    let output = output?;
    if !output.status.success() {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(error.lines().last().unwrap_or("Python failed").to_owned().into());
    }
    let found: Value = serde_json::from_slice(&output.stdout)?;
    let name = format!("trafilatura {} (Python)", found["version"].as_str().unwrap_or("?"));
    let texts = serde_json::from_value(found["texts"].clone())?;
    let seconds = |field: &str| found[field].as_f64().unwrap_or(f64::NAN);
    Ok((name, texts, Time { wall: seconds("wall"), processor: seconds("busy") }))
}

/// Prints the mean precision and recall over pages, and their F1.
fn report(name: &str, truth: &Texts, texts: &Texts, time: Time, worst: usize) {
    let (mut precisions, mut recalls, mut pages) = (Vec::new(), Vec::new(), Vec::new());
    for (id, want) in truth {
        let got = texts.get(id).map_or("", String::as_str);
        let (precision, recall) = score(want, got);
        precisions.extend(precision);
        recalls.extend(recall);
        pages.push((precision.unwrap_or(1.0).min(recall.unwrap_or(1.0)), id, precision, recall));
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (p, r) = (mean(&precisions), mean(&recalls));
    println!(
        "{name}: F1 {:.3}, precision {p:.3}, recall {r:.3}; {} pages in {:.2} s: {:.0} pages/s, {:.0} a \
         second of processor",
        2.0 * p * r / (p + r),
        truth.len(),
        time.wall,
        truth.len() as f64 / time.wall,
        truth.len() as f64 / time.processor,
    );
    pages.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (_, id, precision, recall) in pages.iter().take(worst) {
        let shown = |v: &Option<f64>| v.map_or("-".to_owned(), |v| format!("{v:.2}"));
        println!("  {id}: precision {}, recall {}", shown(precision), shown(recall));
    }
}

/// Precision and recall of four-word shingles; `None` where one side has no words to share.
fn score(want: &str, got: &str) -> (Option<f64>, Option<f64>) {
    let (want, got) = (words(want), words(got));
    let (want, got) = (shingles(&want), shingles(&got));
    let shared: usize = want.iter().map(|(s, n)| got.get(s).copied().unwrap_or(0).min(*n)).sum();
    let share = |of: &BTreeMap<&[&str], usize>| {
        let all: usize = of.values().sum();
        (all > 0).then(|| shared as f64 / all as f64)
    };
    (share(&got), share(&want))
}

fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect()
}

/// Runs of four words with their number; a text of fewer is one run.
fn shingles<'w, 't>(words: &'w [&'t str]) -> BTreeMap<&'w [&'t str], usize> {
    let mut out = BTreeMap::new();
    let runs = words.windows(4).chain((1..4).contains(&words.len()).then_some(words));
    for run in runs {
        *out.entry(run).or_insert(0) += 1;
    }
    out
}
