//! Parts of speech, then morphology: two greedy linear taggers, left to right.
//!
//! The first sees forms, affixes and the lexicon's readings of two words on both sides and the two
//! last tags (averaged perceptron, Collins 2002); the second sees the tags on both sides as well.

use crate::analysis::{Morph, Upos};
use crate::hash::feature;
use crate::traits::Traits;
use crate::weights::{CLASSES, Linear, Scores};

const EDGE: Traits = Traits {
    form: 1,
    lower: 1,
    suffix: [1; 5],
    prefix: [1; 3],
    shape: 1 << 12,
    mask: 1 << 31,
    kind: 1,
};

fn at(traits: &[Traits], i: isize) -> &Traits {
    usize::try_from(i).ok().and_then(|i| traits.get(i)).unwrap_or(&EDGE)
}

/// Share of a sentence's words in capitals from which its capitals tell nothing.
const SHOUTED: usize = 2;

/// Whether most words of the sentence stand in capitals.
fn shouted(traits: &[Traits]) -> u32 {
    // Shape 0b1001: a capital and further capitals; bit 4: lower case letters.
    let caps = traits.iter().filter(|t| t.shape & 0b1_1111 == 0b0_1001).count();
    u32::from(caps * SHOUTED > traits.len())
}

/// Tags the words: `upos[i]` is filled from left to right. `choose` gets the word's place, its
/// features and scores and gives the tag (in training it also updates the model).
pub fn tag(traits: &[Traits], upos: &mut Vec<Upos>, mut choose: impl FnMut(usize, &[u32]) -> Upos) {
    upos.clear();
    let shouted = shouted(traits);
    let mut features = Vec::with_capacity(64);
    for i in 0..traits.len() {
        let tag = |back: usize| i.checked_sub(back).map_or(99, |j| upos[j] as u32);
        let (t1, t2) = (tag(1), tag(2));
        features.clear();
        upos_features(traits, i, t1, t2, shouted, &mut features);
        let chosen = choose(i, &features);
        upos.push(chosen);
    }
}

fn upos_features(traits: &[Traits], i: usize, t1: u32, t2: u32, shouted: u32, out: &mut Vec<u32>) {
    let i = i as isize;
    let (w, p, n) = (at(traits, i), at(traits, i - 1), at(traits, i + 1));
    let (pp, nn) = (at(traits, i - 2), at(traits, i + 2));
    let first = u32::from(i == 0);
    let shape = w.shape | shouted << 16;
    let mut id = 0;
    let mut push = |a: u32, b: u32, c: u32| {
        id += 1;
        out.push(feature(id, a, b, c));
    };
    push(w.lower, 0, 0);
    push(w.lower, shape, first);
    push(w.suffix[0], w.mask, 0);
    push(w.suffix[1], 0, 0);
    push(w.suffix[2], 0, 0);
    push(w.suffix[3], 0, 0);
    push(w.suffix[4], 0, 0);
    push(w.suffix[2], shape, first);
    push(w.prefix[0], shape, 0);
    push(w.prefix[1], 0, 0);
    push(w.prefix[2], 0, 0);
    push(shape, first, 0);
    push(shape, w.mask, first);
    push(w.kind, 0, 0);
    push(w.kind, w.suffix[2], 0);
    push(p.lower, 0, 0);
    push(n.lower, 0, 0);
    push(pp.lower, 0, 0);
    push(nn.lower, 0, 0);
    push(p.lower, w.lower, 0);
    push(w.lower, n.lower, 0);
    push(p.lower, n.lower, 0);
    push(p.kind, w.kind, 0);
    push(w.kind, n.kind, 0);
    push(w.kind, n.kind, nn.kind);
    push(p.kind, w.kind, n.kind);
    push(n.kind, 0, 0);
    push(n.kind, nn.kind, 0);
    push(n.mask, w.mask, 0);
    push(n.suffix[2], w.mask, 0);
    push(n.shape, w.mask, shape);
    push(p.shape, shape, w.mask);
    push(t1, 0, 0);
    push(t1, t2, 0);
    push(t1, w.lower, 0);
    push(t1, t2, w.lower);
    push(t1, w.kind, 0);
    push(t1, t2, w.kind);
    push(t1, w.mask, n.mask);
    push(t1, w.kind, n.kind);
    push(t1, t2, w.mask);
    push(t1, n.lower, w.mask);
    push(t1, p.lower, w.mask);
    push(t1, p.lower, w.suffix[2]);
    push(t1, pp.lower, w.mask);
    push(t1, w.suffix[2], n.mask);
}

/// Gives the words their morphology, as indices into the pack's inventory. `choose` as in [`tag`].
pub fn inflect(
    traits: &[Traits],
    upos: &[Upos],
    morph: &mut Vec<u8>,
    mut choose: impl FnMut(usize, &[u32]) -> u8,
) {
    morph.clear();
    let mut features = Vec::with_capacity(48);
    // The morphology of the last noun, and of the last word that could be a subject.
    let mut noun = 255u32;
    for i in 0..traits.len() {
        let back = |n: usize| i.checked_sub(n).map_or(255, |j| u32::from(morph[j]));
        let (m1, m2) = (back(1), back(2));
        features.clear();
        morph_features(traits, upos, i, [m1, m2, noun], &mut features);
        let chosen = choose(i, &features);
        morph.push(chosen);
        if matches!(upos.get(i), Some(Upos::Noun | Upos::Propn | Upos::Pron)) {
            noun = u32::from(chosen);
        }
    }
}

fn morph_features(
    traits: &[Traits],
    upos: &[Upos],
    i: usize,
    [m1, m2, noun]: [u32; 3],
    out: &mut Vec<u32>,
) {
    let i = i as isize;
    let tag =
        |j: isize| usize::try_from(j).ok().and_then(|j| upos.get(j)).map_or(99, |&t| t as u32);
    let (w, p, n) = (at(traits, i), at(traits, i - 1), at(traits, i + 1));
    let nn = at(traits, i + 2);
    let (t, t1, tn, tnn) = (tag(i), tag(i - 1), tag(i + 1), tag(i + 2));
    let mut id = 100;
    let mut push = |a: u32, b: u32, c: u32| {
        id += 1;
        out.push(feature(id, a, b, c));
    };
    push(t, 0, 0);
    push(t, w.lower, 0);
    push(t, w.form, 0);
    for suffix in w.suffix {
        push(t, suffix, 0);
    }
    push(t, w.shape, 0);
    push(t, w.kind, 0);
    push(t, w.kind, w.suffix[1]);
    push(t, t1, tn);
    push(t, m1, 0);
    push(t, m1, m2);
    push(t, m1, w.kind);
    push(t, m1, w.suffix[1]);
    push(t, m1, w.lower);
    push(t, p.lower, 0);
    push(t, p.lower, w.suffix[1]);
    push(t, p.lower, w.kind);
    push(t, n.lower, 0);
    push(t, tn, n.suffix[1]);
    push(t, tn, n.kind);
    push(w.lower, tn, n.kind);
    push(w.lower, tn, n.suffix[1]);
    push(w.lower, tn, n.suffix[2]);
    push(w.lower, tn, n.lower);
    push(w.lower, tnn, nn.kind);
    push(w.lower, tnn, nn.suffix[1]);
    push(t, noun, t1);
    push(t, noun, w.kind);
    push(t, noun, w.suffix[1]);
    push(t, p.suffix[1], t1);
    push(t, p.kind, w.kind);
}

/// The best of the classes that `allowed` has as bits; the lowest where all are equal.
#[inline]
pub fn best(scores: &Scores, allowed: u128) -> usize {
    let (mut best, mut most) = (0, i32::MIN);
    let mut left = allowed;
    while left != 0 {
        let class = left.trailing_zeros() as usize % CLASSES;
        left &= left - 1;
        if scores[class] > most {
            (best, most) = (class, scores[class]);
        }
    }
    best
}

/// Every part of speech.
pub const ANY_UPOS: u128 = (1 << Upos::ALL.len()) - 1;

/// The parts of speech whose words lexicons know one and all.
const CLOSED: u128 = 1 << Upos::Det as u32
    | 1 << Upos::Pron as u32
    | 1 << Upos::Adp as u32
    | 1 << Upos::Aux as u32
    | 1 << Upos::Cconj as u32
    | 1 << Upos::Sconj as u32;

/// Tags with a trained model.
pub fn run(
    traits: &[Traits],
    tagger: &impl Linear,
    inflecter: &impl Linear,
    allowed: &[u128],
) -> (Vec<Upos>, Vec<u8>) {
    let (mut upos, mut morph) = (Vec::new(), Vec::new());
    tag(traits, &mut upos, |i, features| {
        // A mark that the lexicon knows as nothing else needs no model.
        if traits.get(i).is_some_and(|t| t.mask == 1 << Upos::Punct as u32) {
            return Upos::Punct;
        }
        // No unknown word with a capital is one of a closed class.
        let name = traits.get(i).is_some_and(|t| t.mask == 0 && t.shape & 7 == 1);
        let choice = if name { ANY_UPOS & !CLOSED } else { ANY_UPOS };
        Upos::ALL[best(&tagger.score(features), choice).min(Upos::ALL.len() - 1)]
    });
    inflect(traits, &upos, &mut morph, |i, features| {
        let allowed = upos.get(i).and_then(|&t| allowed.get(t as usize)).copied().unwrap_or(1);
        // Where the part of speech leaves no choice, none is made.
        if allowed.count_ones() == 1 {
            return allowed.trailing_zeros() as u8;
        }
        best(&inflecter.score(features), allowed) as u8
    });
    (upos, morph)
}

/// The inventory's value for an index; nothing known for one out of range.
pub(crate) fn morph_of(inventory: &[Morph], index: u8) -> Morph {
    inventory.get(usize::from(index)).copied().unwrap_or_default()
}
