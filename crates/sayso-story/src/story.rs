//! Reports on the same happenings, grouped as they arrive.

use crate::features::Features;
use crate::record::{Head, RecordError};
use crate::term::{Rarity, Term, TermKind};

const HEAD: Head = Head { kind: b'T', version: 1, name: "story" };

/// The most terms of each group that a story keeps: who, where, words, figures
/// and days, names.
const QUOTAS: [usize; 5] = [40, 24, 80, 24, 64];
const MAX_TERMS: usize = 232;
/// Languages of a story that are kept apart.
const MAX_LANGS: usize = 16;
/// New reports count at least as one of so many, so that a story can move on.
const MEMORY: u32 = 10;
/// Days of silence after which a story takes no more reports.
pub const WINDOW: i32 = 28;
/// From this score on a report belongs to a story.
pub const JOINS: f32 = 0.5;
/// Weights are kept in parts of so many.
const UNIT: f32 = 64.0;

/// What is kept of a story: what its reports are about on average, how many there are, and when.
///
/// Single-pass clustering against centroids, as in topic detection and tracking (Allan, Papka and
/// Lavrenko 1998; Allan 2002): a report joins the story that it is most like, or opens one. The size
/// is bounded however many reports there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryState {
    reports: u32,
    first: i32,
    last: i32,
    langs: Vec<u16>,
    /// Terms in order, with their mean weight.
    terms: Vec<(Term, u16)>,
}

/// The story that a report belongs to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Belongs {
    /// Which of the candidates.
    pub index: usize,
    /// How much alike: from [`JOINS`] to 1.
    pub score: f32,
}

impl StoryState {
    /// A story of one report. `None` for a report without a date of publication: what cannot be
    /// placed in time joins no story.
    pub fn open(report: &Features) -> Option<StoryState> {
        let day = report.day()?;
        let mut story =
            StoryState { reports: 0, first: day, last: day, langs: Vec::new(), terms: Vec::new() };
        story.add(report);
        Some(story)
    }

    /// Takes a report in. Reports may come in any order of their dates; the centroid leans towards
    /// those that came last. A report without a date changes nothing.
    pub fn add(&mut self, report: &Features) {
        let Some(day) = report.day() else { return };
        self.first = self.first.min(day);
        self.last = self.last.max(day);
        self.reports = self.reports.saturating_add(1);
        if !self.langs.contains(&report.lang()) && self.langs.len() < MAX_LANGS {
            self.langs.push(report.lang());
            self.langs.sort_unstable();
        }
        let part = 1.0 / self.reports.min(MEMORY) as f32;
        let mut mean: Vec<(Term, f32)> = Vec::with_capacity(self.terms.len() + 32);
        let mut old = self.terms.iter().map(|(term, w)| (*term, f32::from(*w) / UNIT)).peekable();
        let mut new = report.weighted().peekable();
        loop {
            let (from_old, from_new) = match (old.peek(), new.peek()) {
                (None, None) => break,
                (Some(_), None) => (true, false),
                (None, Some(_)) => (false, true),
                (Some(a), Some(b)) => (a.0 <= b.0, b.0 <= a.0),
            };
            let before = if from_old { old.next() } else { None };
            let now = if from_new { new.next() } else { None };
            let Some(term) = before.or(now).map(|(term, _)| term) else { break };
            let weight =
                before.map_or(0.0, |b| b.1) * (1.0 - part) + now.map_or(0.0, |n| n.1) * part;
            mean.push((term, weight));
        }
        self.terms = within_quotas(mean);
    }

    /// How many reports it has.
    pub fn reports(&self) -> u32 {
        self.reports
    }

    /// The days of its first and its last report, counted from 1 January 1970.
    pub fn days(&self) -> (i32, i32) {
        (self.first, self.last)
    }

    /// How well a report fits, from 0 to 1; [`JOINS`] is enough. 0 for a report out of the story's
    /// time.
    pub fn score(&self, report: &Features, rarity: &Rarity<'_>) -> f32 {
        crate::likeness::score(self, report, rarity)
    }

    pub(crate) fn has_lang(&self, lang: u16) -> bool {
        self.langs.contains(&lang)
    }

    /// The mean weight of each term, in the terms' order.
    pub(crate) fn weighted(&self) -> impl Iterator<Item = (Term, f32)> {
        self.terms.iter().map(|(term, weight)| (*term, f32::from(*weight) / UNIT))
    }

    /// The record: six bytes for each of at most 232 terms, and some twenty more.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.write();
        out.extend(self.reports.to_le_bytes());
        out.extend(self.first.to_le_bytes());
        out.extend(self.last.to_le_bytes());
        out.extend((self.langs.len() as u16).to_le_bytes());
        self.langs.iter().for_each(|lang| out.extend(lang.to_le_bytes()));
        out.extend((self.terms.len() as u16).to_le_bytes());
        for (term, weight) in &self.terms {
            out.extend(term.0.to_le_bytes());
            out.extend(weight.to_le_bytes());
        }
        out
    }

    /// The story of a record.
    ///
    /// # Errors
    /// When the bytes are no story, are cut, or are of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<StoryState, RecordError> {
        let mut bytes = HEAD.read(bytes)?;
        let reports = bytes.u32()?;
        let (first, last) = (bytes.i32()?, bytes.i32()?);
        let langs = bytes.list(MAX_LANGS, |bytes| bytes.u16())?;
        let terms = bytes.list(MAX_TERMS, |bytes| Ok((Term(bytes.u32()?), bytes.u16()?)))?;
        bytes.end()?;
        let in_order = terms.windows(2).all(|pair| matches!(pair, [a, b] if a.0 < b.0));
        let langs_in_order = langs.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if reports == 0 || first > last || !in_order || !langs_in_order {
            return Err(bytes.bad());
        }
        Ok(StoryState { reports, first, last, langs, terms })
    }
}

/// The candidate that a report fits best, if it fits any. Of two that fit equally, the first.
pub fn best(report: &Features, candidates: &[StoryState], rarity: &Rarity<'_>) -> Option<Belongs> {
    let mut best: Option<Belongs> = None;
    for (index, story) in candidates.iter().enumerate() {
        let score = story.score(report, rarity);
        if score >= JOINS && best.is_none_or(|best| score > best.score) {
            best = Some(Belongs { index, score });
        }
    }
    best
}

fn group(kind: TermKind) -> usize {
    match kind {
        TermKind::Person | TermKind::Body => 0,
        TermKind::Place | TermKind::State => 1,
        TermKind::Word => 2,
        TermKind::Name => 4,
        TermKind::Figure | TermKind::Day => 3,
    }
}

/// The heaviest terms of each group, in the terms' order.
fn within_quotas(mean: Vec<(Term, f32)>) -> Vec<(Term, u16)> {
    let mut groups: [Vec<(u16, Term)>; 5] = Default::default();
    for (term, weight) in mean {
        let weight = (weight * UNIT).min(f32::from(u16::MAX)) as u16;
        if let Some(group) = groups.get_mut(group(term.kind()))
            && weight > 0
        {
            group.push((weight, term));
        }
    }
    let mut kept = Vec::new();
    for (mut group, quota) in groups.into_iter().zip(QUOTAS) {
        group.sort_unstable_by_key(|(weight, term)| (std::cmp::Reverse(*weight), *term));
        kept.extend(group.into_iter().take(quota).map(|(weight, term)| (term, weight)));
    }
    kept.sort_unstable();
    kept
}
