//! The trained part of a pack, as it lies in `model.zst`.

use crate::analysis::{Morph, Upos};
use crate::bytes::{Damaged, Reader, Writer};
use crate::hash;
use crate::lemma::Edit;
use crate::lexicon::{Lexicon, read_morph};
use crate::weights::Weights;
use compact_str::CompactString;

/// First bytes of a model; the digits count formats.
pub const MAGIC: &str = "sayso-language-1";

/// The trained part of a pack.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// Every combination of morphology seen; words carry indices into it.
    pub morphs: Vec<Morph>,
    /// By part of speech, the morphology it can have, as bits of `morphs`.
    pub allowed: Vec<u128>,
    /// How forms become lemmas; `lexicon` and `lemmas` carry indices into it.
    pub edits: Vec<Edit>,
    /// The lexicon's readings.
    pub lexicon: Lexicon,
    /// Edits by [`lemma_key`] and [`ending_key`], sorted by key.
    pub lemmas: Vec<(u32, u32)>,
    /// Whether a sentence ends where no stop stands.
    pub gap: Weights,
    /// Whether a form that can be a contraction is one.
    pub split: Weights,
    /// Parts of speech.
    pub upos: Weights,
    /// Morphology.
    pub inflect: Weights,
    /// Moves of the parser.
    pub parse: Weights,
}

/// The key under which a form seen in training has its lemma.
pub fn lemma_key(lower: &str, upos: Upos) -> u32 {
    hash::feature(500, hash::text(lower), upos as u32, 0)
}

/// The key under which an ending has its lemma, by part of speech and morphology.
pub fn ending_key(ending: &str, upos: Upos, morph: &Morph) -> u32 {
    let inflection = morph.number as u32
        | (morph.gender as u32) << 2
        | (morph.verb_form as u32) << 4
        | (morph.mood as u32) << 7
        | (morph.tense as u32) << 10
        | (morph.person as u32) << 13;
    hash::feature(501, hash::text(ending), upos as u32, inflection)
}

/// The longest ending that gives a lemma, in characters.
pub const ENDING: usize = 6;

impl Model {
    /// Reads a model's decompressed bytes.
    pub fn read(bytes: &[u8]) -> Result<Model, Damaged> {
        let mut r = Reader::new(bytes);
        if r.string()? != MAGIC {
            return Err(Damaged);
        }
        let mut model = Model::default();
        for _ in 0..r.number()? {
            model.morphs.push(read_morph(&mut r)?);
        }
        for _ in 0..Upos::ALL.len() {
            let mut bits = 0u128;
            for _ in 0..r.number()? {
                bits |= 1u128.checked_shl(r.number()?).ok_or(Damaged)?;
            }
            model.allowed.push(bits);
        }
        for _ in 0..r.number()? {
            let (lower, cut) = (r.byte()? != 0, r.byte()?);
            model.edits.push(Edit { lower, cut, add: CompactString::from(r.string()?) });
        }
        model.lexicon = Lexicon::read(&mut r)?;
        let mut key = 0u32;
        for _ in 0..r.number()? {
            key = key.checked_add(r.number()?).ok_or(Damaged)?;
            model.lemmas.push((key, r.number()?));
        }
        model.gap = Weights::read(&mut r)?;
        model.split = Weights::read(&mut r)?;
        model.upos = Weights::read(&mut r)?;
        model.inflect = Weights::read(&mut r)?;
        model.parse = Weights::read(&mut r)?;
        Ok(model)
    }

    /// Writes everything before the lexicon; the lexicon, [`Model::write_lemmas`] and the five
    /// weights follow.
    pub fn write_head(&self, w: &mut Writer) {
        w.string(MAGIC);
        w.number(self.morphs.len() as u32);
        for morph in &self.morphs {
            crate::lexicon::write_morph(morph, w);
        }
        for bits in &self.allowed {
            w.number(bits.count_ones());
            (0..128).filter(|i| bits >> i & 1 == 1).for_each(|i| w.number(i));
        }
        w.number(self.edits.len() as u32);
        for edit in &self.edits {
            w.byte(u8::from(edit.lower));
            w.byte(edit.cut);
            w.string(&edit.add);
        }
    }

    /// Writes the edits by key.
    pub fn write_lemmas(&self, w: &mut Writer) {
        w.number(self.lemmas.len() as u32);
        let mut last = 0;
        for &(key, edit) in &self.lemmas {
            w.number(key - last);
            last = key;
            w.number(edit);
        }
    }

    fn edit(&self, key: u32) -> Option<&Edit> {
        let at = self.lemmas.binary_search_by_key(&key, |&(k, _)| k).ok()?;
        self.edits.get(self.lemmas.get(at)?.1 as usize)
    }

    /// The lemma of a form: as in training, else the lexicon's, else by its ending, else itself.
    pub fn lemma(&self, form: &str, upos: Upos, morph: &Morph) -> CompactString {
        let mut canonical = String::with_capacity(form.len());
        crate::traits::canonical(form, false, &mut canonical);
        if matches!(upos, Upos::Punct | Upos::Sym) {
            return CompactString::from(form);
        }
        let form = canonical.as_str();
        let lower = form.to_lowercase();
        if let Some(lemma) = self.edit(lemma_key(&lower, upos)).and_then(|e| e.apply(form)) {
            return lemma;
        }
        if matches!(upos, Upos::Propn | Upos::X | Upos::Num) {
            return CompactString::from(form);
        }
        for hash in [hash::text(form), hash::text(&lower)] {
            let best = self
                .lexicon
                .get(hash)
                .entries
                .iter()
                .filter(|entry| fits(entry.upos, upos))
                .max_by_key(|entry| (agree(&entry.morph, morph), std::cmp::Reverse(entry.edit)));
            let edit = best.and_then(|entry| self.edits.get(entry.edit as usize));
            if let Some(lemma) = edit.and_then(|e| e.apply(&lower)) {
                return lemma;
            }
        }
        let ends: Vec<usize> = lower.char_indices().rev().take(ENDING).map(|(at, _)| at).collect();
        for &at in ends.iter().rev() {
            let ending = lower.get(at..).unwrap_or("");
            if let Some(edit) = self.edit(ending_key(ending, upos, morph))
                && let Some(lemma) = edit.apply(&lower)
            {
                return lemma;
            }
        }
        CompactString::from(lower)
    }
}

/// Whether the lexicon's part of speech can serve for the tagger's.
fn fits(entry: Upos, upos: Upos) -> bool {
    entry == upos || matches!((entry, upos), (Upos::Verb, Upos::Aux) | (Upos::Aux, Upos::Verb))
}

/// How many of the features that the lexicon tells agree, less those that differ.
fn agree(entry: &Morph, morph: &Morph) -> i32 {
    let one = |a: u8, b: u8| match (a, b) {
        (0, _) | (_, 0) => 0,
        (a, b) if a == b => 1,
        _ => -1,
    };
    one(entry.gender as u8, morph.gender as u8)
        + one(entry.number as u8, morph.number as u8)
        + one(entry.person as u8, morph.person as u8)
        + one(entry.tense as u8, morph.tense as u8)
        + one(entry.mood as u8, morph.mood as u8)
        + 2 * one(entry.verb_form as u8, morph.verb_form as u8)
}
