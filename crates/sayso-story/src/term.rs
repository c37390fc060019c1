//! What stories are told apart by: people, bodies, places, words, figures, days.

use crate::word::{hash, mix};

/// Something that a report names or says, as one number that holds from report to report.
///
/// The two halves of it are what it is ([`TermKind`], 3 bits) and a hash of which one (29 bits). Two
/// terms of a million share a hash about once in five hundred times; a story rests on several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Term(pub u32);

/// What a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermKind {
    /// A person, by Wikidata item or else by the fullest name.
    Person,
    /// A body, in the same way.
    Body,
    /// A place that is no state.
    Place,
    /// A state.
    State,
    /// A word with a capital, in any language: a part of a name, in German any noun.
    Name,
    /// A content word of one language in small letters.
    Word,
    /// A number of two digits or more that is no date.
    Figure,
    /// A day that the text names, and that is not the one of publication.
    Day,
}

const HASH_BITS: u32 = 29;

impl TermKind {
    const ALL: [TermKind; 8] = [
        TermKind::Person,
        TermKind::Body,
        TermKind::Place,
        TermKind::State,
        TermKind::Name,
        TermKind::Word,
        TermKind::Figure,
        TermKind::Day,
    ];
}

impl Term {
    pub(crate) fn new(kind: TermKind, text: &str) -> Term {
        Term::hashed(kind, hash(text))
    }

    pub(crate) fn hashed(kind: TermKind, hash: u64) -> Term {
        Term((hash >> (64 - HASH_BITS)) as u32 | (kind as u32) << HASH_BITS)
    }

    /// What it is.
    pub fn kind(self) -> TermKind {
        TermKind::ALL.get((self.0 >> HASH_BITS) as usize).copied().unwrap_or(TermKind::Day)
    }

    /// The term in one week, as an index key.
    pub(crate) fn in_week(self, week: i32) -> u32 {
        (mix(u64::from(self.0) << 32 | u64::from(week as u32)) >> 32) as u32
    }
}

/// How rare terms are, from counts that the caller keeps: in how many of how many reports each stands.
///
/// The weight of a term is its inverse document frequency (Spärck Jones 1972), smoothed so that a
/// store of few reports does not take its first words for rare ones.
#[derive(Clone, Copy)]
pub struct Rarity<'r> {
    reports: u32,
    holding: &'r dyn Fn(Term) -> u32,
}

/// Reports that are taken to have been there before the first.
const BEFORE: f32 = 500.0;

impl<'r> Rarity<'r> {
    /// `reports` in all, and of how many a term stands in. Counts may be old or rough: what matters is
    /// the order of magnitude.
    pub fn new(reports: u32, holding: &'r dyn Fn(Term) -> u32) -> Rarity<'r> {
        Rarity { reports, holding }
    }

    /// From 0 (in every report) to 1 (in none yet).
    pub fn of(&self, term: Term) -> f32 {
        let all = self.reports as f32 + BEFORE;
        let held = (self.holding)(term) as f32 + 1.0;
        ((all / held).ln() / all.ln()).clamp(0.0, 1.0)
    }
}

impl std::fmt::Debug for Rarity<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rarity").field("reports", &self.reports).finish_non_exhaustive()
    }
}
