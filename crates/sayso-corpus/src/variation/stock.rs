//! What variations are made from: the paragraphs of dispatches, and pools of their names and dates.

use super::rng::Rng;
use crate::Dispatch;
use std::collections::BTreeMap;

/// What can be put in another's place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Person,
    Place,
    Body,
    Date,
}

/// A stretch that names somebody or something.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) slot: Slot,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Who, within the dispatch.
    pub(super) who: String,
}

/// A paragraph with what is named in it, in order and apart from each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) named: Vec<Named>,
    /// Where somebody's words stand.
    pub(super) said: Vec<(usize, usize)>,
}

/// A dispatch taken apart.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) title: String,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// One language's dispatches and names.
#[derive(Debug, Clone, Default)]
pub(super) struct Shelf {
    pub(super) sources: Vec<Source>,
    /// Names and dates by kind and number of words.
    pools: BTreeMap<(Slot, usize), Vec<String>>,
    /// The title's words are taken from here.
    pub(super) agencies: Vec<&'static str>,
    /// Formulas: kind and text with slots in braces.
    pub(super) formulas: Vec<(&'static str, &'static str)>,
}

/// What variations are made from.
#[derive(Debug, Clone, Default)]
pub struct Stock {
    /// By language, in order.
    pub(super) shelves: Vec<(String, Shelf)>,
}

/// `lang`, `agency` or a formula's kind, text.
const TABLE: &str = include_str!("formulas.tsv");

impl Stock {
    /// The stock of some dispatches. Those without a language or with fewer than three paragraphs
    /// serve for nothing and are left out.
    pub fn of<'d>(dispatches: impl IntoIterator<Item = &'d Dispatch>) -> Stock {
        let mut shelves: BTreeMap<String, Shelf> = BTreeMap::new();
        for dispatch in dispatches {
            let paragraphs = paragraphs(dispatch);
            let Some(lang) = dispatch.get("lang") else { continue };
            if paragraphs.len() < 3 {
                continue;
            }
            let shelf = shelves.entry(lang.to_owned()).or_default();
            for paragraph in &paragraphs {
                for named in &paragraph.named {
                    let Some(name) = paragraph.text.get(named.start..named.end) else { continue };
                    let pool = shelf.pools.entry((named.slot, words(name))).or_default();
                    pool.push(name.to_owned());
                }
            }
            let title = dispatch.get("title").unwrap_or_default().to_owned();
            shelf.sources.push(Source { title, paragraphs });
        }
        for (lang, shelf) in &mut shelves {
            for pool in shelf.pools.values_mut() {
                pool.sort();
                pool.dedup();
            }
            for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
                let mut cells = line.split('\t');
                match (cells.next(), cells.next(), cells.next()) {
                    (Some(of), Some("agency"), Some(name)) if of == lang => {
                        shelf.agencies.push(name)
                    }
                    (Some(of), Some(kind), Some(text)) if of == lang => {
                        shelf.formulas.push((kind, text));
                    }
                    _ => {}
                }
            }
        }
        Stock { shelves: shelves.into_iter().collect() }
    }

    /// How many dispatches it holds.
    pub fn dispatches(&self) -> usize {
        self.shelves.iter().map(|(_, shelf)| shelf.sources.len()).sum()
    }

    /// A language, by its share of the dispatches.
    pub(super) fn shelf(&self, rng: &mut Rng) -> Option<(&str, &Shelf)> {
        let mut at = rng.below(self.dispatches());
        for (lang, shelf) in &self.shelves {
            if at < shelf.sources.len() {
                return Some((lang, shelf));
            }
            at -= shelf.sources.len();
        }
        None
    }
}

impl Shelf {
    /// A name of a kind with so many words; `None` where no dispatch has one.
    pub(super) fn name(&self, slot: Slot, words: usize, rng: &mut Rng) -> Option<&str> {
        rng.pick(self.pools.get(&(slot, words))?).map(String::as_str)
    }
}

pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

fn paragraphs(dispatch: &Dispatch) -> Vec<Paragraph> {
    let text = dispatch.body.text();
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (from, to) = (start, start + line.trim_end().len());
        start += line.len();
        if from == to {
            continue;
        }
        let mut paragraph = Paragraph { text: line.trim_end().to_owned(), ..Paragraph::default() };
        let mut taken = 0;
        for mark in dispatch.body.marks() {
            let (a, b) = (mark.span.start as usize, mark.span.end as usize);
            if a < from || b > to || a == b {
                continue;
            }
            let slot = match mark.name.as_str() {
                "persName" => Slot::Person,
                "placeName" | "country" => Slot::Place,
                "orgName" => Slot::Body,
                "date" => Slot::Date,
                "said" => {
                    paragraph.said.push((a - from, b - from));
                    continue;
                }
                _ => continue,
            };
            let (a, b) = (a - from, b - from);
            if a >= taken {
                let who = mark.get("ref").unwrap_or_default().to_owned();
                paragraph.named.push(Named { slot, start: a, end: b, who });
                taken = b;
            }
        }
        out.push(paragraph);
    }
    out
}
