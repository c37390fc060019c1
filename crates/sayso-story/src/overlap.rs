//! Two texts laid side by side: what they share, and how they part.

use crate::sketch::{is_figure, is_name, packed, same};

/// Words in a row that make a match.
const RUN: usize = 4;
/// A stretch of up to so many words on both sides between two matches is the same place, changed.
const PATCH: usize = 20;
/// A match is looked for at so many places of the other text at most: a text of one phrase a
/// thousand times must not take a thousand times as long.
const PLACES: usize = 16;
/// Fewer words are a flash: one sentence.
const FLASH: u32 = 25;
/// Words of an agency's line, with place and date.
const LINE: u32 = 7;
/// Fewer words are a few sentences.
const BRIEF: u32 = 45;
/// Of a hundred words so many may be changed in a copy. Measured: three corrections in a short copy
/// make five, a formula with other names and figures makes eight or more.
const CHANGED: u32 = 6;
/// The words that open a text: its lead.
const LEAD: usize = 30;

/// How two texts overlap. Words of `a` and `b` are counted as they stand, within the sketches' reach.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Overlap {
    /// The part of the first text's words that the second has as well, in the same runs: from 0 to 1.
    pub in_a: f32,
    /// The part of the second text's words that the first has as well: from 0 to 1.
    pub in_b: f32,
    /// Words that they share.
    pub shared: u32,
    /// The part of the first text's opening (30 words) that the second has somewhere.
    pub lead_a: f32,
    /// The part of the second text's opening that the first has somewhere.
    pub lead_b: f32,
    /// Words that differ inside of what is the same otherwise: corrections, or the slots of a formula.
    pub changed: u32,
    /// Figures among these.
    pub figures: u32,
    /// Names among these (in German, nouns).
    pub names: u32,
    /// Words of the shorter text.
    pub shorter: u32,
    /// Words of the longer text.
    pub longer: u32,
}

/// A run of words that stands in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    a: usize,
    b: usize,
    len: usize,
}

impl Overlap {
    /// Lays two texts side by side: runs of words from the shorter are looked up in the longer,
    /// longest first at each place, none used twice (greedy string tiling, Wise 1993, in one pass).
    pub(crate) fn of(a: &[u16], b: &[u16]) -> Overlap {
        // One order of the two, so that the answer is the same either way round.
        if (a.len(), a) > (b.len(), b) {
            Overlap::ordered(b, a).turned()
        } else {
            Overlap::ordered(a, b)
        }
    }

    fn ordered(a: &[u16], b: &[u16]) -> Overlap {
        let mut overlap =
            Overlap { shorter: a.len() as u32, longer: b.len() as u32, ..Overlap::default() };
        if a.is_empty() {
            return overlap;
        }
        let mut hit_a = vec![false; a.len()];
        let mut hit_b = vec![false; b.len()];
        if a.len() < RUN {
            // Too few words for a run: all or nothing.
            if a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(*a, *b)) {
                hit_a.fill(true);
                hit_b.fill(true);
            }
        } else {
            let mut runs = runs(a, b);
            for run in &runs {
                mark(&mut hit_a, run.a, run.len);
                mark(&mut hit_b, run.b, run.len);
            }
            runs.sort_unstable_by_key(|run| run.a);
            let edge = Run { a: 0, b: 0, len: 0 };
            let end = Run { a: a.len(), b: b.len(), len: 0 };
            let mut last = edge;
            for run in runs.into_iter().chain([end]) {
                overlap.patch(a, b, last, run, &mut hit_a, &mut hit_b);
                last = run;
            }
        }
        let count = |hits: &[bool]| hits.iter().filter(|hit| **hit).count();
        let part = |hits: &[bool]| count(hits) as f32 / hits.len().max(1) as f32;
        let lead = |hits: &[bool]| part(hits.get(..LEAD).unwrap_or(hits));
        overlap.shared = count(&hit_a) as u32;
        (overlap.in_a, overlap.in_b) = (part(&hit_a), part(&hit_b));
        (overlap.lead_a, overlap.lead_b) = (lead(&hit_a), lead(&hit_b));
        overlap
    }

    /// Looks at what stands between two runs: a few words on both sides are one place that was
    /// changed. What is equal in it counts as shared, the rest as changed.
    fn patch(
        &mut self,
        a: &[u16],
        b: &[u16],
        last: Run,
        next: Run,
        hit_a: &mut [bool],
        hit_b: &mut [bool],
    ) {
        let (from_a, from_b) = (last.a + last.len, last.b + last.len);
        let (Some(gap_a), Some(gap_b)) = (a.get(from_a..next.a), b.get(from_b..next.b)) else {
            return;
        };
        // At the edges of a text, what comes before the first run is another beginning.
        let inner = last.len > 0 && next.len > 0;
        let small = gap_a.len().max(gap_b.len()) <= PATCH;
        // A stretch that one side lacks was cut from it, or added to the other.
        if !small || !inner || gap_a.is_empty() || gap_b.is_empty() {
            return;
        }
        let mut at = 0;
        let mut kept = 0;
        for (i, word) in gap_a.iter().enumerate() {
            let found = gap_b.iter().skip(at).position(|other| same(*word, *other));
            if let Some(step) = found {
                mark(hit_a, from_a + i, 1);
                mark(hit_b, from_b + at + step, 1);
                at += step + 1;
                kept += 1;
            }
        }
        self.changed += (gap_a.len().max(gap_b.len()) - kept) as u32;
        self.figures += others(gap_a, gap_b, is_figure);
        self.names += others(gap_a, gap_b, is_name);
    }

    /// The same, seen from the other text.
    fn turned(self) -> Overlap {
        Overlap {
            in_a: self.in_b,
            in_b: self.in_a,
            lead_a: self.lead_b,
            lead_b: self.lead_a,
            ..self
        }
    }

    /// Whether one text is a copy of the other, as outlets make them, or both are of a third.
    ///
    /// A copy keeps the wording: of a hundred shared words at most six are changed, where a formula
    /// with other names and figures changes from eight on. It keeps the beginning: with the opening of
    /// one text in the other, three fifths of one of them shared are enough (a third kept and a
    /// paragraph added); an opening that was touched asks for three quarters, and without it only a
    /// text that stands all but whole in the other is a copy, since a follow-up repeats background.
    /// A text of a few sentences may be corrected in no name and no figure, and a flash of one sentence
    /// has to be the same but for an agency's line: what differs there is the news.
    pub fn is_copy(&self) -> bool {
        let most = self.in_a.max(self.in_b);
        if self.shorter < FLASH {
            return most >= 0.99 && self.changed == 0 && self.longer <= self.shorter + LINE;
        }
        if self.shorter < BRIEF && (most < 0.9 || self.changed > 1 || self.figures + self.names > 0)
        {
            return false;
        }
        let lead = self.lead_a.max(self.lead_b);
        let enough = match lead {
            lead if lead >= 0.85 => 0.58,
            lead if lead >= 0.5 => 0.75,
            _ => 0.85,
        };
        most >= enough && self.changed * 100 <= (self.shared + self.changed) * CHANGED
    }
}

fn mark(hits: &mut [bool], from: usize, len: usize) {
    if let Some(part) = hits.get_mut(from..from + len) {
        part.fill(true);
    }
}

/// How many words of a kind one side has and the other has not: the larger of both counts.
fn others(a: &[u16], b: &[u16], kind: fn(u16) -> bool) -> u32 {
    let alone = |a: &[u16], b: &[u16]| {
        a.iter().filter(|a| kind(**a) && !b.iter().any(|b| same(**a, *b))).count() as u32
    };
    alone(a, b).max(alone(b, a))
}

/// The runs of `a` that stand in `b`, in the order of `a`.
fn runs(a: &[u16], b: &[u16]) -> Vec<Run> {
    let mut places: Vec<(u64, u32)> =
        b.windows(RUN).enumerate().map(|(at, words)| (packed(words), at as u32)).collect();
    places.sort_unstable();
    let mut used = vec![false; b.len()];
    let mut found: Vec<Run> = Vec::new();
    let mut at = 0;
    while let Some(words) = a.get(at..at + RUN) {
        let seed = packed(words);
        let first = places.partition_point(|place| place.0 < seed);
        // A run that goes on where the last one ended is preferred to an equal one elsewhere.
        let goes_on = found.last().map_or(0, |run| run.b + run.len);
        let best = places
            .iter()
            .skip(first)
            .take_while(|place| place.0 == seed)
            .take(PLACES)
            .map(|place| {
                let from = place.1 as usize;
                let len = a
                    .iter()
                    .skip(at)
                    .zip(b.iter().zip(&used).skip(from))
                    .take_while(|(a, (b, used))| same(**a, **b) && !**used)
                    .count();
                Run { a: at, b: from, len }
            })
            .filter(|run| run.len >= RUN)
            .max_by_key(|run| (run.len, std::cmp::Reverse(run.b.abs_diff(goes_on))));
        match best {
            Some(run) => {
                mark(&mut used, run.b, run.len);
                at += run.len;
                found.push(run);
            }
            None => at += 1,
        }
    }
    found
}
