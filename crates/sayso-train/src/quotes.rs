//! Trains the model that judges quotes which no rule has claimed.

use crate::corpus::{self, Text};
use anyhow::{Context, Result};
use sayso_corpus::positions;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::PathBuf;

/// Options of `sayso-train quotes`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the corpus; its test sets are left out.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
    /// The file to write.
    #[arg(long, default_value = "languages/quotes.tsv")]
    out: PathBuf,
}

/// Steps of gradient descent, its rate, and how much weights are drawn to zero.
const STEPS: usize = 400;
const RATE: f64 = 0.5;
const DECAY: f64 = 0.003;
/// Parts by which the model is tried on dispatches that it has not seen.
const FOLDS: usize = 10;
/// Overlap (Jaccard) from which a quote is what somebody said.
const ALIKE: f64 = 0.8;
/// Features seen less often are left out.
const SEEN: usize = 3;

/// A quote that no rule claims.
struct Example {
    lang: String,
    features: Vec<usize>,
    is_said: bool,
    /// The number of its dispatch: those of one are tried together.
    dispatch: usize,
}

/// Runs `sayso-train quotes`.
pub fn train(args: &Args) -> Result<()> {
    let mut log = std::io::stderr();
    let texts = corpus::read(&args.corpus)?;
    let mut names: Vec<String> = Vec::new();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut examples = Vec::new();
    for (n, Text { lang, dispatch, document, engine }) in texts.iter().enumerate() {
        let text = dispatch.body.text();
        // Whole contents: quoted words inside a larger reported clause are not what is asked for.
        let said: Vec<BTreeSet<usize>> =
            dispatch.body.attributions().iter().map(|a| positions(&a.content, text)).collect();
        for (span, features) in engine.unclaimed_quotes(document) {
            let inside = positions(&[span], text);
            let is_whole = |words: &BTreeSet<usize>| {
                let shared = inside.intersection(words).count() as f64;
                shared >= ALIKE * (inside.len() + words.len()) as f64 - ALIKE * shared
            };
            let mut known = Vec::new();
            for feature in features {
                let next = numbers.len();
                let number = *numbers.entry(feature.clone()).or_insert(next);
                if number == names.len() {
                    names.push(feature);
                }
                known.push(number);
            }
            examples.push(Example {
                lang: lang.clone(),
                features: known,
                is_said: said.iter().any(is_whole),
                dispatch: n,
            });
        }
    }
    let said = examples.iter().filter(|e| e.is_said).count();
    writeln!(
        log,
        "{} dispatches, {} quotes left, {said} of them said",
        texts.len(),
        examples.len()
    )?;

    // On dispatches not seen.
    let mut right: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for fold in 0..FOLDS {
        let seen = |e: &&Example| e.dispatch % FOLDS != fold;
        let weights = fit(&examples.iter().filter(seen).collect::<Vec<_>>(), names.len());
        for example in examples.iter().filter(|e| !seen(e)) {
            let guess = score(&weights, &example.features) > 0.0;
            let cell = match (guess, example.is_said) {
                (true, true) => 0,
                (true, false) => 1,
                (false, true) => 2,
                (false, false) => 3,
            };
            for lang in [example.lang.as_str(), "all"] {
                right.entry(lang).or_default()[cell] += 1;
            }
        }
    }
    for (lang, [hit, wrong, missed, left]) in &right {
        let part = |n: usize, of: usize| n as f64 / of.max(1) as f64;
        writeln!(
            log,
            "{lang}: precision {:.3}, recall {:.3}, accuracy {:.3} of {}",
            part(*hit, hit + wrong),
            part(*hit, hit + missed),
            part(hit + left, hit + wrong + missed + left),
            hit + wrong + missed + left
        )?;
    }

    let weights = fit(&examples.iter().collect::<Vec<_>>(), names.len());
    let mut out = String::from(
        "# Weights of the model that judges quotes which no rule has claimed (attribution/remainder.rs).\n\
         # Written by `sayso-train quotes`: FEATURE <tab> WEIGHT.\n",
    );
    let mut rows: Vec<(&str, f64)> =
        names.iter().map(String::as_str).zip(weights.iter().copied()).collect();
    rows.sort_by(|a, b| a.0.cmp(b.0));
    for (name, weight) in rows.iter().filter(|(_, w)| w.abs() >= 0.005) {
        out.push_str(&format!("{name}\t{weight:.3}\n"));
    }
    std::fs::write(&args.out, out).with_context(|| format!("writing {}", args.out.display()))?;
    writeln!(log, "{}: {} features", args.out.display(), rows.len())?;
    Ok(())
}

fn score(weights: &[f64], features: &[usize]) -> f64 {
    features.iter().filter_map(|f| weights.get(*f)).sum()
}

/// Logistic regression by gradient descent over all examples: the same examples give the same
/// weights.
fn fit(examples: &[&Example], features: usize) -> Vec<f64> {
    let mut seen = vec![0usize; features];
    for example in examples {
        example.features.iter().for_each(|f| seen[*f] += 1);
    }
    let mut weights = vec![0.0; features];
    let scale = RATE / examples.len().max(1) as f64;
    for _ in 0..STEPS {
        let mut slope = vec![0.0; features];
        for example in examples {
            let guess = 1.0 / (1.0 + (-score(&weights, &example.features)).exp());
            let error = f64::from(u8::from(example.is_said)) - guess;
            example.features.iter().for_each(|f| slope[*f] += error);
        }
        for ((weight, slope), seen) in weights.iter_mut().zip(&slope).zip(&seen) {
            if *seen >= SEEN {
                *weight += scale * slope - RATE * DECAY * *weight;
            }
        }
    }
    weights
}
