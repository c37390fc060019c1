//! What a report is about, as a few weighted terms.

use crate::day::day;
use crate::record::{Head, RecordError};
use crate::term::{Rarity, Term, TermKind};
use crate::word::{Look, each_word, fold, hash};
use sayso_model::{BlockRole, Document, Entity, EntityKind, Reading, Span};
use std::collections::BTreeMap;

const HEAD: Head = Head { kind: b'R', version: 1, name: "report's features" };

/// Terms of a report that are kept, the heaviest.
pub(crate) const MAX_TERMS: usize = 160;
/// Words of title and body that are looked at: what happened stands at the beginning.
const WORDS: usize = 120;
/// Bytes of text in which entities count as named at the beginning.
const OPENING: u32 = 600;
/// A content word has at least so many letters; its first six stand for it, so that most endings
/// do not matter.
const LETTERS: usize = 5;
const STEM: usize = 6;
/// A name has at least so many.
const NAME_LETTERS: usize = 3;
/// Index keys are made of so many of the rarest terms.
const KEY_TERMS: usize = 8;
/// A report is looked for under the weeks before its own and the one after: reports come late.
const WEEKS: std::ops::RangeInclusive<i32> = -4..=1;

/// What a report is about: who and what it names, where, the words of its beginning, figures, days.
/// Made once from document and reading, kept as a small record, and compared with stories.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Features {
    /// The day of publication, counted from 1970; `None`: not known, and then it joins no story.
    day: Option<i32>,
    /// A hash of the language.
    lang: u16,
    /// Terms in order, each with its weight in sixteenths.
    terms: Vec<(Term, u8)>,
}

impl Features {
    /// The features of a report as it was read.
    pub fn of(document: &Document, reading: &Reading) -> Features {
        let published = document.published.as_ref().and_then(|published| day(&published.value));
        let mut weights: BTreeMap<Term, f32> = BTreeMap::new();
        for entity in &reading.entities {
            let Some(term) = entity_term(entity) else { continue };
            let early = entity.mentions.first().is_some_and(|m| m.span.start < OPENING);
            let mentions = (1.0 + entity.mentions.len() as f32).ln();
            *weights.entry(term).or_default() += mentions * if early { 1.5 } else { 1.0 };
        }
        for time in &reading.times {
            if let Some(named) = day(&time.value)
                && published.is_none_or(|published| named.abs_diff(published) > 1)
            {
                weights.insert(Term::hashed(TermKind::Day, crate::word::mix(named as u64)), 1.0);
            }
        }
        words(document, reading, &mut weights);
        let mut terms: Vec<(Term, u8)> = weights
            .into_iter()
            .map(|(term, weight)| (term, (weight * 16.0).clamp(1.0, 255.0) as u8))
            .collect();
        terms.sort_by_key(|(term, weight)| (std::cmp::Reverse(*weight), *term));
        terms.truncate(MAX_TERMS);
        terms.sort_unstable();
        Features { day: published, lang: hash(reading.lang.code()) as u16, terms }
    }

    /// The day of publication, counted from 1 January 1970.
    pub fn day(&self) -> Option<i32> {
        self.day
    }

    pub(crate) fn lang(&self) -> u16 {
        self.lang
    }

    /// The terms, each once: what the caller counts for [`Rarity`].
    pub fn terms(&self) -> impl ExactSizeIterator<Item = Term> {
        self.terms.iter().map(|(term, _)| *term)
    }

    /// Terms with their weights.
    pub(crate) fn weighted(&self) -> impl Iterator<Item = (Term, f32)> {
        self.terms.iter().map(|(term, weight)| (*term, f32::from(*weight) / 16.0))
    }

    /// The keys under which the story that this report joins is indexed from now on: its rarest terms,
    /// each in the week of publication. At most 8; none without a date.
    pub fn keys(&self, rarity: &Rarity<'_>) -> Vec<u32> {
        self.in_weeks(&self.rarest(rarity), 0..=0)
    }

    /// The keys under which a story for this report is looked for: the same terms, in its week, the four
    /// before and the one after. At most 48. Of many candidates those that share most keys are enough.
    pub fn lookup_keys(&self, rarity: &Rarity<'_>) -> Vec<u32> {
        self.in_weeks(&self.rarest(rarity), WEEKS)
    }

    /// Both: what is looked up, and what is indexed.
    pub fn all_keys(&self, rarity: &Rarity<'_>) -> (Vec<u32>, Vec<u32>) {
        let rarest = self.rarest(rarity);
        (self.in_weeks(&rarest, WEEKS), self.in_weeks(&rarest, 0..=0))
    }

    /// The terms that lead to the story: who and what acts. A state, a day, a figure is many reports'.
    fn rarest(&self, rarity: &Rarity<'_>) -> Vec<Term> {
        let leads = |term: Term| {
            matches!(
                term.kind(),
                TermKind::Person
                    | TermKind::Body
                    | TermKind::Place
                    | TermKind::Name
                    | TermKind::Word
            )
        };
        let mut terms: Vec<(f32, Term)> = self
            .weighted()
            .filter(|(term, _)| leads(*term))
            .map(|(term, weight)| {
                let lift = if term.kind() == TermKind::Word { 0.5 } else { 1.0 };
                (rarity.of(term) * weight.min(2.0) * lift, term)
            })
            .collect();
        let rarer = |a: &(f32, Term), b: &(f32, Term)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if terms.len() > KEY_TERMS {
            terms.select_nth_unstable_by(KEY_TERMS, rarer);
            terms.truncate(KEY_TERMS);
        }
        terms.into_iter().map(|(_, term)| term).collect()
    }

    fn in_weeks(&self, terms: &[Term], weeks: std::ops::RangeInclusive<i32>) -> Vec<u32> {
        let Some(day) = self.day else { return Vec::new() };
        let week = day.div_euclid(7);
        let mut keys: Vec<u32> = terms
            .iter()
            .flat_map(|term| weeks.clone().map(move |step| term.in_week(week + step)))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The record: five bytes for each term and eleven more.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.write();
        out.push(u8::from(self.day.is_some()));
        out.extend(self.day.unwrap_or(0).to_le_bytes());
        out.extend(self.lang.to_le_bytes());
        out.extend((self.terms.len() as u16).to_le_bytes());
        for (term, weight) in &self.terms {
            out.extend(term.0.to_le_bytes());
            out.push(*weight);
        }
        out
    }

    /// The features of a record.
    ///
    /// # Errors
    /// When the bytes are no such record, are cut, or are of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Features, RecordError> {
        let mut bytes = HEAD.read(bytes)?;
        let dated = bytes.u8()?;
        let day = bytes.i32()?;
        let lang = bytes.u16()?;
        let terms = bytes.list(MAX_TERMS, |bytes| Ok((Term(bytes.u32()?), bytes.u8()?)))?;
        bytes.end()?;
        let in_order = terms.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
        if dated > 1 || (dated == 0 && day != 0) || !in_order {
            return Err(bytes.bad());
        }
        Ok(Features { day: (dated == 1).then_some(day), lang, terms })
    }
}

/// The term of who and what can be known again in another report; `None` for the unnamed.
pub(crate) fn entity_term(entity: &Entity) -> Option<Term> {
    let kind = match entity.kind {
        EntityKind::Person => TermKind::Person,
        EntityKind::Body => TermKind::Body,
        EntityKind::Place => TermKind::Place,
        EntityKind::State => TermKind::State,
        EntityKind::Group | EntityKind::Other => return None,
    };
    entity_key(entity).map(|key| Term::new(kind, &key))
}

/// What an entity is known by in every report; `None` for the unnamed.
pub(crate) fn entity_key(entity: &Entity) -> Option<String> {
    let known = entity.qid.clone().or_else(|| entity.geonames.map(|id| format!("geonames:{id}")));
    // The key of the unknown holds their country, which one report tells and another does not.
    known.or_else(|| entity.key.as_ref().map(|_| fold(&entity.name)))
}

/// Content words and figures of title and opening.
fn words(document: &Document, reading: &Reading, weights: &mut BTreeMap<Term, f32>) {
    let lang = hash(reading.lang.code());
    let mut left = WORDS;
    let mut take = |text: &str, weight: f32, weights: &mut BTreeMap<Term, f32>| {
        each_word(text, |word, look| {
            if left == 0 {
                return;
            }
            left -= 1;
            let letters = word.chars().count();
            if look == Look::Figure {
                let digits = word.bytes().filter(u8::is_ascii_digit).count();
                let year = letters == 4 && (word.starts_with("19") || word.starts_with("20"));
                if digits >= 2 && !year {
                    weights.insert(Term::new(TermKind::Figure, word), 1.0);
                }
                return;
            }
            let end = word.char_indices().nth(STEM).map_or(word.len(), |(at, _)| at);
            let stem = word.get(..end).unwrap_or(word);
            let mut add = |term| {
                let sum = weights.entry(term).or_default();
                *sum = (*sum + weight).min(2.5);
            };
            if look != Look::Plain && letters >= NAME_LETTERS {
                add(Term::new(TermKind::Name, stem));
            }
            if look != Look::Name && letters >= LETTERS {
                add(Term::hashed(TermKind::Word, crate::word::mix(hash(stem) ^ lang)));
            }
        });
    };
    if let Some(title) = &document.title {
        take(title, 1.5, weights);
    }
    for block in &document.blocks {
        let is_prose =
            matches!(block.role, BlockRole::Paragraph | BlockRole::Lead | BlockRole::List);
        if is_prose && block.repeats.is_none() {
            // Dates are read as such: their numbers are no figures.
            let mut from = block.span.start;
            for time in reading.times.iter().filter(|time| block.span.contains(time.span)) {
                take(Span::new(from, time.span.start).of(&document.text), 1.0, weights);
                from = time.span.end;
            }
            take(Span::new(from, block.span.end).of(&document.text), 1.0, weights);
        }
    }
}
