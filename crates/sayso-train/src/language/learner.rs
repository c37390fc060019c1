//! The averaged perceptron with sparse rows (Collins 2002), and its reduction to run-time weights.

use sayso_language::training::{CLASSES, Linear, Scores};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Feature hashes are random already.
#[derive(Default)]
struct Plain(u64);

impl Hasher for Plain {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.write_u32(u32::from(b));
        }
    }
    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

#[derive(Debug, Clone, Copy)]
struct Cell {
    class: u8,
    weight: i32,
    /// When `total` was last brought up to date.
    stamp: u32,
    /// The sum of the weight over all steps.
    total: i64,
}

/// A model in training.
#[derive(Default)]
pub struct Learner {
    index: HashMap<u32, u32, BuildHasherDefault<Plain>>,
    rows: Vec<(u32, Vec<Cell>)>,
    step: u32,
}

impl Learner {
    /// Counts a decision: averages are over decisions.
    pub fn tick(&mut self) {
        self.step += 1;
    }

    /// Moves the weights of the features towards `right` and away from `wrong`.
    pub fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for &feature in features {
            let rows = &mut self.rows;
            let row = *self.index.entry(feature).or_insert_with(|| {
                rows.push((feature, Vec::new()));
                rows.len() as u32 - 1
            });
            for (class, by) in [(right, 1), (wrong, -1)] {
                let row = &mut self.rows[row as usize].1;
                let at = row.iter().position(|c| usize::from(c.class) == class);
                let at = at.unwrap_or_else(|| {
                    row.push(Cell { class: class as u8, weight: 0, stamp: self.step, total: 0 });
                    row.len() - 1
                });
                let cell = &mut row[at];
                cell.total += i64::from(cell.weight) * i64::from(self.step - cell.stamp);
                cell.stamp = self.step;
                cell.weight += by;
            }
        }
    }

    /// Averaged weights as bytes. The largest in ten thousand are clipped; of the others those
    /// below half a step fall away.
    pub fn finish(&self, least: i8) -> Vec<(u32, Vec<(u8, i8)>)> {
        let steps = f64::from(self.step.max(1));
        let average = |cell: &Cell| {
            let total = cell.total + i64::from(cell.weight) * i64::from(self.step - cell.stamp);
            total as f64 / steps
        };
        let mut sizes: Vec<f64> =
            self.rows.iter().flat_map(|(_, row)| row.iter().map(|c| average(c).abs())).collect();
        sizes.sort_by(f64::total_cmp);
        let clip = sizes.get(sizes.len().saturating_sub(1 + sizes.len() / 10_000)).copied();
        let step = (clip.unwrap_or(1.0) / 127.0).max(1e-6);
        let mut features: Vec<(u32, Vec<(u8, i8)>)> = self
            .rows
            .iter()
            .map(|(key, row)| {
                let mut row: Vec<(u8, i8)> = row
                    .iter()
                    .map(|c| (c.class, (average(c) / step).round().clamp(-127.0, 127.0) as i8))
                    .filter(|&(_, weight)| weight.unsigned_abs() >= least.unsigned_abs().max(1))
                    .collect();
                row.sort_unstable();
                (*key, row)
            })
            .filter(|(_, row)| !row.is_empty())
            .collect();
        features.sort_unstable_by_key(|&(key, _)| key);
        features
    }
}

impl Linear for Learner {
    fn add(&self, feature: u32, scores: &mut Scores) {
        if let Some(&row) = self.index.get(&feature) {
            for cell in &self.rows[row as usize].1 {
                scores[usize::from(cell.class) % CLASSES] += cell.weight;
            }
        }
    }
}

/// A small generator of pseudo-random numbers (xorshift64*), the same everywhere.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let value = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        (value as usize * bound) >> 32
    }

    /// True in `percent` of 100 throws.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}
