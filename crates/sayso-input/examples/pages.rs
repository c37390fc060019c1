//! Scores page reading against a folder in the layout of article-extraction-benchmark
//! (`ground-truth.json` and `<id>.html` files, unzipped), by its measure: four-word
//! shingles, precision and recall averaged over pages.
//!
//! `cargo run --profile quick -p sayso-input --example pages -- FOLDER`

#![allow(clippy::print_stdout)]

use sayso_input::{Options, read};
use sayso_model::BlockRole;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Instant;
use std::{env, fs, path::Path};

const BODY: [BlockRole; 4] =
    [BlockRole::Paragraph, BlockRole::Lead, BlockRole::Heading, BlockRole::List];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("give the folder of ground-truth.json")?;
    let folder = Path::new(&folder);
    let truth: BTreeMap<String, Value> =
        serde_json::from_slice(&fs::read(folder.join("ground-truth.json"))?)?;
    let (mut read_bytes, mut seconds) = (0, 0.0);
    let (mut precision, mut recall, mut pages) = (0.0, 0.0, 0.0);
    for (id, page) in &truth {
        let bytes = fs::read(folder.join(format!("{id}.html")))?;
        let start = Instant::now();
        let document = read(&bytes, &Options::default());
        seconds += start.elapsed().as_secs_f64();
        read_bytes += bytes.len();
        let mut text = String::new();
        match &document {
            // The benchmark's article body has no title, caption, credit, byline or date.
            Ok(document) => {
                for block in document.blocks.iter().filter(|b| BODY.contains(&b.role)) {
                    text.push_str(block.span.of(&document.text));
                    text.push('\n');
                }
            }
            Err(error) => println!("{id}: {error}"),
        }
        let want = shingles(page["articleBody"].as_str().unwrap_or(""));
        let got = shingles(&text);
        let shared: usize =
            want.iter().map(|(s, n)| got.get(s).copied().unwrap_or(0).min(*n)).sum();
        let (wanted, gotten): (usize, usize) = (want.values().sum(), got.values().sum());
        let p = if gotten == 0 { 0.0 } else { shared as f64 / gotten as f64 };
        let r = if wanted == 0 { 0.0 } else { shared as f64 / wanted as f64 };
        if p < 0.6 || r < 0.6 {
            println!("{id}: precision {p:.2}, recall {r:.2}");
        }
        precision += p;
        recall += r;
        pages += 1.0;
    }
    let (p, r) = (precision / pages, recall / pages);
    println!("precision {p:.3}, recall {r:.3}, F1 {:.3}", 2.0 * p * r / (p + r));
    println!(
        "{pages} pages, {:.1} MB in {seconds:.2} s: {:.0} pages/s, {:.1} MB/s on one core",
        read_bytes as f64 / 1e6,
        pages / seconds,
        read_bytes as f64 / 1e6 / seconds
    );
    Ok(())
}

fn shingles(text: &str) -> BTreeMap<Vec<&str>, usize> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty()).collect();
    let mut out = BTreeMap::new();
    if words.len() < 4 {
        *out.entry(words).or_insert(0) += 1;
    } else {
        for shingle in words.windows(4) {
            *out.entry(shingle.to_vec()).or_insert(0) += 1;
        }
    }
    out
}
