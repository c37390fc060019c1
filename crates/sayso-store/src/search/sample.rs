//! Searches that somebody might make of a store, drawn from what is in it: to measure with.

use crate::error::{Doing, Result};
use crate::{Query, Store};
use rusqlite::{Connection, OptionalExtension};

const DOING: &str = "drawing searches";

/// A kind of search that is measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SampleKind {
    /// A word of a report, five letters or longer.
    Word,
    /// Three words in a row.
    Phrase,
    /// Somebody who said something.
    Speaker,
    /// Two who are named in one report.
    Pair,
}

impl SampleKind {
    /// Each, in declaration order.
    pub const ALL: [SampleKind; 4] =
        [SampleKind::Word, SampleKind::Phrase, SampleKind::Speaker, SampleKind::Pair];

    /// The name, for people.
    pub const fn name(self) -> &'static str {
        match self {
            SampleKind::Word => "word",
            SampleKind::Phrase => "phrase",
            SampleKind::Speaker => "speaker",
            SampleKind::Pair => "pair",
        }
    }
}

impl Store {
    /// Draws `count` searches of a kind, from reports that are drawn evenly: a word or somebody that
    /// many reports have is drawn more often, as it is asked for. The same store and seed give the same.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn sample(&self, kind: SampleKind, count: usize, seed: u64) -> Result<Vec<Query>> {
        let connection = &self.connection;
        let last = "SELECT coalesce(max(id), 0) FROM report";
        let last: u64 = connection.query_row(last, [], |row| row.get(0)).doing(DOING)?;
        let mut dice = Dice(seed ^ kind as u64);
        let mut drawn = Vec::with_capacity(count);
        // Some reports have no speaker, or no two who are named.
        for _ in 0..count.saturating_mul(20) {
            if drawn.len() == count || last == 0 {
                break;
            }
            let report = 1 + dice.below(last);
            drawn.extend(draw(connection, kind, report, &mut dice).doing(DOING)?);
        }
        Ok(drawn)
    }
}

fn draw(
    connection: &Connection,
    kind: SampleKind,
    report: u64,
    dice: &mut Dice,
) -> rusqlite::Result<Option<Query>> {
    let query = Query::default();
    match kind {
        SampleKind::Word | SampleKind::Phrase => {
            let text = "SELECT text FROM report WHERE id = ?1";
            let text: Option<String> =
                connection.prepare_cached(text)?.query_row([report], |r| r.get(0)).optional()?;
            let text = text.unwrap_or_default();
            let words: Vec<&str> = text
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .collect();
            if words.len() < 3 {
                return Ok(None);
            }
            let at = dice.below(words.len() as u64 - 2) as usize;
            let words = match kind {
                SampleKind::Phrase => {
                    words.get(at..at + 3).map(|three| format!("\"{}\"", three.join(" ")))
                }
                _ => words
                    .iter()
                    .skip(at)
                    .find(|word| word.chars().count() >= 5)
                    .map(|word| (*word).to_owned()),
            };
            Ok(words.map(|words| Query { words, ..query }))
        }
        SampleKind::Speaker => {
            let who = "SELECT actor.key FROM entity JOIN actor ON actor.id = entity.actor \
                       WHERE entity.report = ?1 AND entity.said > 0 ORDER BY entity.n";
            let keys = keys(connection, who, report)?;
            let key = keys.get(dice.below(keys.len().max(1) as u64) as usize).cloned();
            Ok(key.map(|key| Query { speaker: Some(key), ..query }))
        }
        SampleKind::Pair => {
            let who = "SELECT DISTINCT actor.key FROM entity JOIN actor ON actor.id = entity.actor \
                       WHERE entity.report = ?1 ORDER BY entity.n";
            let mut keys = keys(connection, who, report)?;
            if keys.len() < 2 {
                return Ok(None);
            }
            let one = keys.swap_remove(dice.below(keys.len() as u64) as usize);
            let other = keys.swap_remove(dice.below(keys.len() as u64) as usize);
            Ok(Some(Query { mentions: vec![one, other], ..query }))
        }
    }
}

fn keys(connection: &Connection, sql: &str, report: u64) -> rusqlite::Result<Vec<String>> {
    connection.prepare_cached(sql)?.query_map([report], |row| row.get(0))?.collect()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound.max(1)
    }
}
