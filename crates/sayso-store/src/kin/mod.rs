//! The same news, told often: a new report among those that are there. What is the same is told by
//! `sayso-story`; here it is looked up and kept.

mod again;
mod copies;
mod quotes;
mod stories;

use crate::Settings;
use crate::prepared::Prepared;
pub(crate) use again::forget_quote;
use rusqlite::Connection;
use sayso_story::QuoteSketch;
use std::collections::BTreeMap;
use stories::Terms;

pub(crate) use quotes::Known;

/// A report that is about to be written.
pub(crate) struct Newcomer<'p> {
    pub report: i64,
    pub prepared: &'p Prepared,
}

/// Where a report belongs.
pub(crate) struct Placed {
    /// The original of its copies; itself where it has none.
    pub original: i64,
    pub story: Option<i64>,
}

/// Finds what a new report is a copy of, which of its quotes are known, and its story.
#[derive(Debug)]
pub(crate) struct KinFinder {
    terms: Terms,
}

impl KinFinder {
    pub fn new(terms_held: usize) -> KinFinder {
        KinFinder { terms: Terms::new(terms_held) }
    }

    /// Forgets what a batch that is taken back has counted.
    pub fn forget(&mut self) {
        self.terms.forget();
    }

    /// Writes what this batch has counted.
    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        self.terms.write(connection)
    }

    /// What a new report, which has no row yet, is a copy of, and its story.
    pub fn place(
        &mut self,
        connection: &Connection,
        settings: &Settings,
        newcomer: &Newcomer<'_>,
    ) -> rusqlite::Result<Placed> {
        let (copied, original) = copies::find(connection, settings, newcomer)?;
        let story = stories::find(connection, settings, newcomer, copied, &mut self.terms)?;
        Ok(Placed { original, story })
    }

    /// Looks up the quotes of a new report, before any of them is kept.
    pub fn quotes<'q>(
        &self,
        connection: &Connection,
        settings: &Settings,
        quotes: &'q [QuoteSketch],
    ) -> rusqlite::Result<Vec<Option<Known<'q>>>> {
        quotes.iter().map(|quote| quotes::look(connection, settings, quote)).collect()
    }

    /// Keeps what a quote is found by.
    pub fn keep(
        &self,
        connection: &Connection,
        attribution: i64,
        known: &Known<'_>,
    ) -> rusqlite::Result<()> {
        quotes::keep(connection, attribution, known)
    }
}

/// Who holds most of these keys, the most first; of equals the first that came. At most
/// `max_candidates`.
fn candidates(
    connection: &Connection,
    settings: &Settings,
    sql: &str,
    keys: &[u32],
) -> rusqlite::Result<Vec<i64>> {
    let mut shared: BTreeMap<i64, u32> = BTreeMap::new();
    let mut find = connection.prepare_cached(sql)?;
    for key in keys {
        let mut rows = find.query((key, settings.max_holders))?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_insert(0) += 1;
        }
    }
    let mut all: Vec<(i64, u32)> = shared.into_iter().collect();
    all.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    all.truncate(settings.max_candidates);
    Ok(all.into_iter().map(|(id, _)| id).collect())
}

/// Writes keys.
fn index(connection: &Connection, sql: &str, keys: &[u32], id: i64) -> rusqlite::Result<()> {
    let mut add = connection.prepare_cached(sql)?;
    for key in keys {
        add.execute((key, id))?;
    }
    Ok(())
}
