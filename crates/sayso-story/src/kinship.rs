//! How two quotes are related.

use crate::quote::QuoteSketch;

/// How one quote is related to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Kinship {
    /// In which way.
    pub how: Kin,
    /// From 0 to 1: how sure.
    pub score: f32,
}

/// In which way two quotes are the same saying.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kin {
    /// The same words.
    Same,
    /// The first stands whole in the second, which has more: the first was cut.
    CutFrom,
    /// The second stands whole in the first.
    CutTo,
    /// The same saying of the same speaker in partly other words (reported speech, an ellipsis).
    Reworded,
    /// The same saying of the same speaker in another language.
    Translated,
}

impl Kin {
    /// The name for people and for a store.
    pub const fn name(self) -> &'static str {
        match self {
            Kin::Same => "same",
            Kin::CutFrom => "cut-from",
            Kin::CutTo => "cut-to",
            Kin::Reworded => "reworded",
            Kin::Translated => "translated",
        }
    }
}

/// Fewer shared words than this are a phrase that anybody may say, where a speaker is unknown.
const PHRASE: u32 = 8;
/// As much of two quotes that are the same as a whole.
const SAYING: u32 = 6;
/// As much where the speaker is the same.
const WORDS: u32 = 3;
/// Figures, names and beginnings of words that a translation has to share, as weighed below: a country's
/// name, which is an entity and the beginning of a word, is not enough.
const EVIDENCE: f32 = 1.2;
/// Days within which a saying is reworded or translated.
const DAYS: u32 = 5;

impl QuoteSketch {
    /// Whether `other` is the same saying, and in which way. `None`: no ground to say so.
    ///
    /// The same words need no known speaker, but two speakers who are known to differ never say the
    /// same thing. Reworded and translated quotes need the same known speaker and dates at most five
    /// days apart.
    pub fn compare(&self, other: &QuoteSketch) -> Option<Kinship> {
        if let (Some(a), Some(b)) = (self.speaker, other.speaker)
            && a != b
        {
            return None;
        }
        let speaker = self.speaker.is_some() && self.speaker == other.speaker;
        let close = matches!((self.day, other.day), (Some(a), Some(b)) if a.abs_diff(b) <= DAYS);
        if self.lang != other.lang {
            return if speaker && close { translated(self, other) } else { None };
        }
        let overlap = self.body.compare(&other.body);
        let whole = overlap.in_a.min(overlap.in_b) >= 0.9;
        let enough = match (speaker, whole) {
            (true, _) => WORDS,
            (false, true) => SAYING,
            (false, false) => PHRASE,
        };
        if overlap.shared >= enough && overlap.figures == 0 {
            let (a, b) = (overlap.in_a, overlap.in_b);
            let how = match (a >= 0.9, b >= 0.9) {
                (true, true) => Some(Kin::Same),
                (true, false) => Some(Kin::CutFrom),
                (false, true) => Some(Kin::CutTo),
                (false, false) => None,
            };
            if let Some(how) = how {
                return Some(Kinship { how, score: a.max(b) * if speaker { 1.0 } else { 0.9 } });
            }
        }
        if speaker && close { reworded(self, other) } else { None }
    }
}

fn reworded(a: &QuoteSketch, b: &QuoteSketch) -> Option<Kinship> {
    if !agree(&a.figures, &b.figures) {
        return None;
    }
    let score = dice(&a.beginnings, &b.beginnings);
    (score >= 0.6 && shared(&a.beginnings, &b.beginnings) >= 3)
        .then_some(Kinship { how: Kin::Reworded, score })
}

fn translated(a: &QuoteSketch, b: &QuoteSketch) -> Option<Kinship> {
    if !agree(&a.figures, &b.figures) {
        return None;
    }
    let (short, long) = (a.words().min(b.words()).max(1), a.words().max(b.words()));
    if long as f32 / short as f32 > 1.8 {
        return None;
    }
    let evidence = shared(&a.figures, &b.figures) as f32
        + 0.7 * shared(&a.names, &b.names) as f32
        + 0.4 * shared(&a.beginnings, &b.beginnings) as f32;
    (evidence >= EVIDENCE)
        .then_some(Kinship { how: Kin::Translated, score: (0.5 + 0.1 * evidence).min(0.95) })
}

/// Whether neither side has a figure that the other, which has figures too, lacks.
fn agree(a: &[u32], b: &[u32]) -> bool {
    a.iter().all(|figure| b.contains(figure)) && b.iter().all(|figure| a.contains(figure))
}

/// How many of one side's marks the other has, none twice.
fn shared<T: Ord + Copy>(a: &[T], b: &[T]) -> usize {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let mut b = b.into_iter().peekable();
    a.into_iter()
        .filter(|mark| {
            while b.next_if(|other| other < mark).is_some() {}
            b.next_if_eq(mark).is_some()
        })
        .count()
}

/// The coefficient of Dice (1945): shared marks over the mean of both counts.
fn dice<T: Ord + Copy>(a: &[T], b: &[T]) -> f32 {
    2.0 * shared(a, b) as f32 / (a.len() + b.len()).max(1) as f32
}
