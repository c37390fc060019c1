//! Trains the model that chooses whom a pronoun, a role or a new name means.
//!
//! What a mention can mean depends on what the mentions before it were taken for. So the corpus is
//! read several times: first with a teacher that knows, then with the model so far, and the model
//! learns from all these situations (DAgger: Ross, Gordon and Bagnell 2011).

use crate::corpus::{self, Text};
use anyhow::{Context, Result};
use sayso_corpus::Mark;
use sayso_model::Span;
use sayso_reading::{Candidate, Decision, FEATURES, feature_name};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Options of `sayso-train antecedents`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the corpus; its test sets are left out.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
    /// The file to write.
    #[arg(long, default_value = "languages/antecedents.tsv")]
    out: PathBuf,
    /// Try the model on dispatches that it has not seen, and write nothing.
    #[arg(long)]
    try_out: bool,
    /// With it, show the wrong choices.
    #[arg(long, requires = "try_out")]
    errors: bool,
}

/// Readings of the corpus with the model so far, behind the one with the teacher who knows.
const READINGS: usize = 3;
/// Passes over all situations, the rate of steps (AdaGrad), and how much weights are drawn to zero.
const EPOCHS: usize = 15;
const RATE: f64 = 0.05;
const DECAY: f64 = 1e-4;
/// The share of features that is hidden at each step, so that no feature leans on another: worth a
/// point of accuracy on dispatches not seen.
const HIDDEN: f64 = 0.3;
/// Parts by which the model is tried on dispatches that it has not seen.
const FOLDS: usize = 5;
/// Weights smaller than this are left out of the file.
const LEAST: f64 = 0.004;

/// A choice with its right answers.
struct Example {
    nobody: Vec<usize>,
    candidates: Vec<(Vec<usize>, bool)>,
    /// Whether *nobody met before* is right.
    nobody_right: bool,
}

/// Runs `sayso-train antecedents`.
pub fn train(args: &Args) -> Result<()> {
    let mut log = std::io::stderr();
    let texts = corpus::read(&args.corpus)?;
    let texts: Vec<&Text> = texts.iter().filter(|t| t.dispatch.has_layers()).collect();
    if args.try_out {
        let mut right: BTreeMap<String, [usize; 2]> = BTreeMap::new();
        for fold in 0..FOLDS {
            let part = |seen: bool| {
                let texts = texts.iter().enumerate();
                texts.filter(|(i, _)| (i % FOLDS != fold) == seen).map(|(_, t)| *t).collect()
            };
            let (seen, unseen): (Vec<&Text>, Vec<&Text>) = (part(true), part(false));
            let weights = learn(&seen);
            for text in unseen {
                let (choices, errors) = try_on(text, &weights, args.errors);
                for error in errors {
                    writeln!(log, "{error}\n")?;
                }
                for (name, hit) in choices {
                    for key in [name, format!("{} all", text.lang), "all".to_owned()] {
                        let cell = right.entry(key).or_default();
                        cell[0] += usize::from(hit);
                        cell[1] += 1;
                    }
                }
            }
        }
        for (name, [hit, all]) in right {
            writeln!(log, "{name:16} {:.3} of {all}", hit as f64 / all as f64)?;
        }
        return Ok(());
    }
    let weights = learn(&texts);
    let mut out = String::from(
        "# Weights of the model that chooses antecedents (identity/antecedent.rs).\n\
         # Written by `sayso-train antecedents`: FORM <tab> TEMPLATE <tab> VALUE <tab> WEIGHT.\n",
    );
    let mut rows = 0;
    for (feature, weight) in weights.iter().enumerate().filter(|(_, w)| w.abs() >= LEAST) {
        out.push_str(&format!("{}\t{weight:.3}\n", feature_name(feature)));
        rows += 1;
    }
    std::fs::write(&args.out, out).with_context(|| format!("writing {}", args.out.display()))?;
    writeln!(log, "{} dispatches; {}: {rows} features", texts.len(), args.out.display())?;
    Ok(())
}

/// Reads the texts with the teacher and then with the model so far, and learns from all of it.
fn learn(texts: &[&Text]) -> Vec<f64> {
    let mut examples = Vec::new();
    let mut weights: Option<Vec<f64>> = None;
    for _ in 0..=READINGS {
        for text in texts {
            let gold = Gold::of(text);
            text.engine.teach_antecedents(&text.document, &mut |decision| {
                let example = gold.example(decision);
                let choice = match (&weights, &example) {
                    (Some(weights), _) => best(weights, decision),
                    (None, Some(example)) => example.candidates.iter().position(|c| c.1),
                    (None, None) => None,
                };
                examples.extend(example);
                choice
            });
        }
        weights = Some(fit(&examples));
    }
    weights.unwrap_or_default()
}

/// For each choice in a text: the form that takes somebody up, and whether the model is right.
fn try_on(text: &Text, weights: &[f64], show: bool) -> (Vec<(String, bool)>, Vec<String>) {
    let gold = Gold::of(text);
    let mut found = Vec::new();
    let mut shown = Vec::new();
    text.engine.teach_antecedents(&text.document, &mut |decision| {
        let choice = best(weights, decision);
        if let Some(example) = gold.example(decision) {
            let hit = match choice {
                Some(i) => example.candidates[i].1,
                None => example.nobody_right,
            };
            if show && !hit {
                shown.push(display(text, decision, &example, choice));
            }
            let name = decision.nobody.first().map(|f| feature_name(*f)).unwrap_or_default();
            found.push((name.split('\t').next().unwrap_or("").to_owned(), hit));
        }
        choice
    });
    (found, shown)
}

/// A wrong choice for people: the words around it, what was taken, and what is right.
fn display(text: &Text, decision: &Decision, example: &Example, choice: Option<usize>) -> String {
    let source = text.document.text.as_str();
    let (before, rest) = source.split_at(decision.span.start as usize);
    let (word, behind) = rest.split_at(decision.span.len() as usize);
    let from = before.char_indices().rev().nth(160).map_or(0, |(at, _)| at);
    let to = behind.char_indices().nth(60).map_or(behind.len(), |(at, _)| at);
    let words = |i: usize| {
        let words = decision.candidates[i].words.iter().map(|w| w.of(source));
        words.collect::<Vec<_>>().join("|")
    };
    let right = example.candidates.iter().enumerate().filter(|(_, c)| c.1).map(|(i, _)| words(i));
    format!(
        "{}: {}[[{word}]]{}\n    taken: {}\n    right: {}",
        text.dispatch.get("id").unwrap_or("?"),
        &before[from..],
        &behind[..to],
        choice.map_or("nobody".to_owned(), words),
        right.collect::<Vec<_>>().join(" or "),
    )
}

fn sum(weights: &[f64], features: &[usize]) -> f64 {
    features.iter().filter_map(|f| weights.get(*f)).sum()
}

fn best(weights: &[f64], decision: &Decision) -> Option<usize> {
    let mut best = (sum(weights, &decision.nobody), None);
    for (i, candidate) in decision.candidates.iter().enumerate() {
        let score = sum(weights, &candidate.features);
        if score > best.0 {
            best = (score, Some(i));
        }
    }
    best.1
}

/// What the marks of a dispatch say of who is meant.
struct Gold<'t> {
    /// Spans with the ids of whom they mean, shortest first.
    mentions: Vec<(Span, &'t str)>,
    /// Sources and cues with the speaker's id.
    speakers: Vec<(Span, &'t str)>,
}

impl<'t> Gold<'t> {
    fn of(text: &'t Text) -> Gold<'t> {
        let marks = text.dispatch.body.marks();
        let mut mentions: Vec<(Span, &str)> =
            marks.iter().filter_map(|m| Some((m.span, m.get("ref")?))).collect();
        mentions.sort_by_key(|(span, _)| (span.end - span.start, span.start));
        let who = |id: &str| {
            marks
                .iter()
                .find(|m| m.name == "said" && m.get("id") == Some(id))
                .and_then(|m| m.get("who"))
        };
        let served = |m: &'t Mark| {
            let first = m.get("of")?.split(' ').next()?;
            Some((m.span, who(first)?))
        };
        let mut speakers: Vec<(Span, &str)> = marks.iter().filter_map(served).collect();
        speakers.sort_by_key(|(span, _)| (span.end - span.start, span.start));
        Gold { mentions, speakers }
    }

    /// Whom a word means; `Some("")`: nobody that is marked.
    fn at(&self, word: Span) -> Option<&'t str> {
        if let Some((_, who)) = self.mentions.iter().find(|(span, _)| span.overlaps(word)) {
            return (!who.contains(' ')).then_some(*who);
        }
        // The head of a source whose name alone is marked; not a body that the source names besides.
        let first = |source: &Span| {
            !self.mentions.iter().any(|(m, _)| source.contains(*m) && m.start < word.start)
        };
        let speaker = self.speakers.iter().find(|(span, _)| span.overlaps(word) && first(span));
        Some(speaker.map_or("", |s| s.1))
    }

    /// Whom an entity's words mean most often.
    fn majority(&self, candidate: &Candidate) -> Option<&'t str> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &candidate.words {
            if let Some(who) = self.at(*word).filter(|who| !who.is_empty()) {
                *votes.entry(who).or_default() += 1;
            }
        }
        votes.into_iter().max_by_key(|(who, n)| (*n, std::cmp::Reverse(*who))).map(|(who, _)| who)
    }

    fn example(&self, decision: &Decision) -> Option<Example> {
        let who = self.at(decision.span)?;
        let candidates: Vec<(Vec<usize>, bool)> = decision
            .candidates
            .iter()
            .map(|c| (c.features.clone(), !who.is_empty() && self.majority(c) == Some(who)))
            .collect();
        let nobody_right = !candidates.iter().any(|c| c.1);
        Some(Example { nobody: decision.nobody.clone(), candidates, nobody_right })
    }
}

/// A generator of numbers that only look random (Knuth's MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound.max(1)
    }
}

/// Maximises the probability of the right answers (AdaGrad); the same examples give the same weights.
fn fit(examples: &[Example]) -> Vec<f64> {
    let mut weights = vec![0.0; FEATURES];
    let mut squares = vec![1e-2; FEATURES];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &i in &order {
            let example = &examples[i];
            let options = std::iter::once((&example.nobody, example.nobody_right))
                .chain(example.candidates.iter().map(|(f, right)| (f, *right)));
            let hide = (HIDDEN * 1000.0) as usize;
            let options: Vec<(Vec<usize>, bool)> = options
                .map(|(features, is_right)| {
                    let seen = features.iter().copied().filter(|_| random.below(1000) >= hide);
                    (seen.collect(), is_right)
                })
                .collect();
            let scores: Vec<f64> = options.iter().map(|(f, _)| sum(&weights, f)).collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let powers: Vec<f64> = scores.iter().map(|s| (s - most).exp()).collect();
            let all: f64 = powers.iter().sum();
            let right: f64 = powers.iter().zip(&options).filter(|(_, o)| o.1).map(|(p, _)| p).sum();
            for ((features, is_right), power) in options.iter().zip(&powers) {
                let wanted = if *is_right { power / right.max(1e-12) } else { 0.0 };
                let slope = power / all - wanted;
                for &f in features.iter() {
                    let slope = slope + DECAY * weights[f];
                    squares[f] += slope * slope;
                    weights[f] -= RATE * slope / squares[f].sqrt();
                }
            }
        }
    }
    weights
}
