//! How well predicted attributions meet the gold: the measures of the project's annotation
//! guidelines (F1 of one-to-one pairs by the Jaccard overlap of what was said).

use crate::GoldAttribution;
use crate::compare::meet;
use sayso_model::{AttributionKind, Span};
use std::collections::BTreeSet;
use std::ops::AddAssign;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// The overlaps at which pairs are counted: some, most, all. The last is below 1 only so that
/// rounding cannot hide an exact pair.
pub const THRESHOLDS: [f64; 3] = [0.3, 0.8, 0.999];
/// Index in [`THRESHOLDS`] of the one at which cues and sources are compared.
const MOST: usize = 1;
const KINDS: [AttributionKind; 3] =
    [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect];

/// Articles and forms of address: they do not count when names are compared.
const UNWEIGHED: &str = include_str!("../data/unweighed-words.txt");

/// Counts over any number of documents: add those of the next with `+=`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Attributions in the gold.
    pub gold: usize,
    /// Attributions predicted.
    pub predicted: usize,
    /// Pairs at each of [`THRESHOLDS`].
    pub paired: [usize; 3],
    /// Pairs at each of [`THRESHOLDS`] whose speaker is right as well.
    pub joint: [usize; 3],
    /// Gold attributions, and those paired at 0.3 and at 0.8, of the direct, mixed, indirect kind.
    pub kinds: [[usize; 3]; 3],
    /// Pairs at 0.8 whose cues overlap, or that both have none.
    pub cue: usize,
    /// The same for sources.
    pub source: usize,
    /// Pairs at 0.8 of the same kind.
    pub kind: usize,
}

/// Precision, recall and their harmonic mean; 0 where nothing was predicted or to be found.
#[derive(Debug, Clone, Copy, PartialEq)]
#[allow(missing_docs)]
pub struct Prf {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

/// What part of a kind's gold attributions was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindRecall {
    /// The kind.
    pub kind: AttributionKind,
    /// How many the gold has; a kind that it has none of is left out.
    pub gold: usize,
    /// Recall at 0.3.
    pub some: f64,
    /// Recall at 0.8.
    pub most: f64,
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Score) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.cue += other.cue;
        self.source += other.source;
        self.kind += other.kind;
        for i in 0..3 {
            self.paired[i] += other.paired[i];
            self.joint[i] += other.joint[i];
            for j in 0..3 {
                self.kinds[i][j] += other.kinds[i][j];
            }
        }
    }
}

impl Score {
    /// Of what was said, at the `threshold`-th of [`THRESHOLDS`].
    pub fn quote(&self, threshold: usize) -> Prf {
        self.prf(self.paired.get(threshold).copied().unwrap_or(0))
    }

    /// Of what was said with its speaker, at the `threshold`-th of [`THRESHOLDS`].
    pub fn joint(&self, threshold: usize) -> Prf {
        self.prf(self.joint.get(threshold).copied().unwrap_or(0))
    }

    /// Recall by kind, for the kinds that the gold has.
    pub fn by_kind(&self) -> Vec<KindRecall> {
        let part = |n: usize, of: usize| n as f64 / of as f64;
        KINDS
            .into_iter()
            .zip(self.kinds)
            .filter(|(_, n)| n[0] > 0)
            .map(|(kind, [gold, some, most])| KindRecall {
                kind,
                gold,
                some: part(some, gold),
                most: part(most, gold),
            })
            .collect()
    }

    /// Of the pairs at 0.8, the part whose cues and whose sources overlap; `None` without pairs.
    pub fn overlaps(&self) -> Option<(f64, f64)> {
        let of = self.paired[MOST];
        (of > 0).then(|| (self.cue as f64 / of as f64, self.source as f64 / of as f64))
    }

    fn prf(&self, hits: usize) -> Prf {
        let part = |of: usize| if of == 0 { 0.0 } else { hits as f64 / of as f64 };
        let (precision, recall) = (part(self.predicted), part(self.gold));
        let sum = precision + recall;
        Prf { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// Compares one document's predicted attributions with its gold. Both count bytes of `text`.
pub fn score(gold: &[GoldAttribution], predicted: &[GoldAttribution], text: &str) -> Score {
    let gold_at: Vec<_> = gold.iter().map(|a| positions(&a.content, text)).collect();
    let predicted_at: Vec<_> = predicted.iter().map(|a| positions(&a.content, text)).collect();
    let mut pairs = Vec::new();
    for (i, g) in gold_at.iter().enumerate() {
        for (j, p) in predicted_at.iter().enumerate() {
            pairs.push((jaccard(g, p), i, j));
        }
    }
    // A stable sort: equal pairs stay in the order of the documents.
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut out = Score { gold: gold.len(), predicted: predicted.len(), ..Score::default() };
    let kind_of = |a: &GoldAttribution| KINDS.iter().position(|k| *k == a.kind).unwrap_or(0);
    for a in gold {
        out.kinds[kind_of(a)][0] += 1;
    }
    for (t, threshold) in THRESHOLDS.into_iter().enumerate() {
        let (mut used_gold, mut used) = (BTreeSet::new(), BTreeSet::new());
        for (_, i, j) in pairs.iter().take_while(|p| p.0 >= threshold) {
            if used_gold.contains(i) || used.contains(j) {
                continue;
            }
            used_gold.insert(i);
            used.insert(j);
            let (g, p) = (&gold[*i], &predicted[*j]);
            out.paired[t] += 1;
            out.joint[t] += usize::from(same_speaker(g.accepted(), &p.by));
            if t <= MOST {
                out.kinds[kind_of(g)][t + 1] += 1;
            }
            if t == MOST {
                out.cue += usize::from(meet(g.cue, p.cue));
                out.source += usize::from(meet(g.source, p.source));
                out.kind += usize::from(g.kind == p.kind);
            }
        }
    }
    out
}

impl GoldAttribution {
    /// The speaker's name and the others accepted for it.
    pub fn accepted(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.by.as_str()).chain(self.or.iter().map(String::as_str))
    }
}

/// The byte offsets of the letters and digits under the spans: what is compared of a content, so
/// that edge marks and blanks never count.
pub fn positions(spans: &[Span], text: &str) -> BTreeSet<usize> {
    let letters = |s: &Span| {
        let start = s.start as usize;
        s.of(text)
            .char_indices()
            .filter(|(_, c)| c.is_alphanumeric())
            .map(move |(i, _)| start + i)
            .collect::<Vec<_>>()
    };
    spans.iter().flat_map(letters).collect()
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Whether a predicted speaker is one of the accepted names. Where none is accepted nobody can
/// tell who speaks, and only an empty prediction is right.
///
/// Names meet when half of their words are shared, or when one is a shorter form that ends on the
/// same word; case, accents, articles and forms of address do not count.
pub fn same_speaker<'a>(accepted: impl Iterator<Item = &'a str>, predicted: &str) -> bool {
    let got = words(predicted);
    let mut known = false;
    for name in accepted.filter(|n| !n.is_empty()) {
        known = true;
        let gold = words(name);
        let (Some(last), Some(got_last)) = (gold.last(), got.last()) else { continue };
        let (a, b): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), got.iter().collect());
        let shared = a.intersection(&b).count();
        let either = a.len() + b.len() - shared;
        let short_form =
            last == got_last && last.chars().count() > 2 && (a.is_subset(&b) || b.is_subset(&a));
        if 2 * shared >= either || short_form {
            return true;
        }
    }
    !known && got.is_empty()
}

/// A name's words, folded.
fn words(name: &str) -> Vec<String> {
    let folded: String = name
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| canonical_combining_class(*c) == 0)
        .collect::<String>()
        .replace('ß', "ss");
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .filter(|w| !w.is_empty() && !UNWEIGHED.split_whitespace().any(|u| u == *w))
        .map(str::to_owned)
        .collect()
}
