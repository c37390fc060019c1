//! What the trainers of rankings share: examples, the fit, trying out on dispatches not seen, and the
//! file of weights.

use anyhow::{Context, Result};
use sayso_reading::{Decision, Ranking};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

/// Passes over all examples, the rate of steps (AdaGrad), and how much weights are drawn to zero.
const EPOCHS: usize = 15;
const RATE: f64 = 0.05;
const DECAY: f64 = 1e-4;
/// The share of features that is hidden at each step, so that no feature leans on another: worth a
/// point of accuracy on dispatches not seen.
const HIDDEN: f64 = 0.3;
/// Weights smaller than this are left out of the file.
const LEAST: f64 = 0.004;
/// Parts by which a model is tried on dispatches that it has not seen.
pub const FOLDS: usize = 5;

/// A choice: of each candidate its features, and whether it is right.
pub struct Example {
    pub candidates: Vec<(Vec<usize>, bool)>,
}

impl Example {
    /// Whether the candidate of this number is right.
    pub fn is_right(&self, candidate: usize) -> bool {
        self.candidates.get(candidate).is_some_and(|c| c.1)
    }
}

/// The candidate that the weights choose: the first that nothing beats.
pub fn best(weights: &[f64], decision: &Decision) -> usize {
    let scores: Vec<f64> = decision.candidates.iter().map(|c| sum(weights, &c.features)).collect();
    (0..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best })
}

fn sum(weights: &[f64], features: &[usize]) -> f64 {
    features.iter().filter_map(|f| weights.get(*f)).sum()
}

/// How many choices were right, by a name of what was chosen.
#[derive(Default)]
pub struct Tried(BTreeMap<String, [usize; 2]>);

impl Tried {
    pub fn add(&mut self, name: String, is_right: bool) {
        let cell = self.0.entry(name).or_default();
        cell[0] += usize::from(is_right);
        cell[1] += 1;
    }

    pub fn print(&self) -> Result<()> {
        let mut log = std::io::stderr();
        for (name, [hit, all]) in &self.0 {
            writeln!(log, "{name:24} {:.3} of {all}", *hit as f64 / *all as f64)?;
        }
        Ok(())
    }
}

/// Writes the weights that count, with what the file is.
pub fn save(path: &Path, about: &str, ranking: &Ranking, weights: &[f64]) -> Result<()> {
    let mut out = format!("{about}\n");
    let mut rows = 0;
    for (feature, weight) in weights.iter().enumerate().filter(|(_, w)| w.abs() >= LEAST) {
        out.push_str(&format!("{}\t{weight:.3}\n", ranking.name(feature)));
        rows += 1;
    }
    std::fs::write(path, out).with_context(|| format!("writing {}", path.display()))?;
    writeln!(std::io::stderr(), "{}: {rows} features", path.display())?;
    Ok(())
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
pub fn fit(examples: &[Example], features: usize) -> Vec<f64> {
    let mut weights = vec![0.0; features];
    let mut squares = vec![1e-2; features];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..EPOCHS {
        for i in (1..order.len()).rev() {
            order.swap(i, random.below(i + 1));
        }
        for &i in &order {
            let example = &examples[i];
            let options = example.candidates.iter().map(|(f, right)| (f, *right));
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
