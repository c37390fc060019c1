//! A report that is read anew: its sketch, and those of its quotes that are new or gone.

use super::{KinFinder, index, quotes};
use crate::Settings;
use crate::prepared::Prepared;
use rusqlite::{Connection, OptionalExtension};
use sayso_story::{QuoteSketch, Sketch};

impl KinFinder {
    /// Keeps what is new: the report's sketch where sketches are made otherwise now, and attributions
    /// (number and place) that were not there. What it is a copy of and its story stay.
    pub fn again(
        &self,
        connection: &Connection,
        settings: &Settings,
        report: i64,
        prepared: &Prepared,
        added: &[(i64, usize)],
    ) -> rusqlite::Result<()> {
        sketch(connection, report, &prepared.kin.sketch)?;
        let all = &prepared.kin.quotes;
        let added = added.iter().filter_map(|(id, n)| Some((*id, all.get(*n)?)));
        quotes::add(connection, settings, added)
    }
}

fn sketch(connection: &Connection, report: i64, new: &Sketch) -> rusqlite::Result<()> {
    let find = "SELECT body FROM sketch WHERE report = ?1";
    let old: Option<Vec<u8>> =
        connection.prepare_cached(find)?.query_row([report], |row| row.get(0)).optional()?;
    let bytes = new.to_bytes();
    if old.as_ref() == Some(&bytes) {
        return Ok(());
    }
    // Keys of a sketch that this version cannot read stay: whoever they lead to is compared in full.
    if let Some(old) = old.and_then(|old| Sketch::from_bytes(&old).ok()) {
        let gone = "DELETE FROM sketch_key WHERE key = ?1 AND report = ?2";
        index(connection, gone, &old.keys(), report)?;
    }
    let set = "INSERT INTO sketch (report, body) VALUES (?1, ?2) \
               ON CONFLICT (report) DO UPDATE SET body = excluded.body";
    connection.prepare_cached(set)?.execute((report, bytes))?;
    let add = "INSERT INTO sketch_key (key, report) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    index(connection, add, &new.keys(), report)
}

/// Takes an attribution out that a reading no longer has. Of those that said the same after it the first
/// is now the one that said it first.
pub(crate) fn forget_quote(connection: &Connection, id: i64) -> rusqlite::Result<()> {
    let next = "SELECT min(id) FROM attribution WHERE saying = ?1 AND id <> ?1";
    let next: Option<i64> = connection.prepare_cached(next)?.query_row([id], |row| row.get(0))?;
    let body = "SELECT body FROM quote_sketch WHERE attribution = ?1";
    let mut body = connection.prepare_cached(body)?;
    let bytes: Option<Vec<u8>> = body.query_row([id], |row| row.get(0)).optional()?;
    let sketch = bytes.as_ref().and_then(|bytes| QuoteSketch::from_bytes(bytes).ok());
    if let Some(sketch) = &sketch {
        let gone = "DELETE FROM quote_key WHERE key = ?1 AND attribution = ?2";
        index(connection, gone, &sketch.keys(), id)?;
    }
    connection.prepare_cached("DELETE FROM quote_sketch WHERE attribution = ?1")?.execute([id])?;
    let Some(next) = next else { return Ok(()) };
    let first = "UPDATE attribution SET kin = NULL WHERE id = ?1";
    connection.prepare_cached(first)?.execute([next])?;
    let follow = "UPDATE attribution SET saying = ?2 WHERE saying = ?1 AND id <> ?1";
    connection.prepare_cached(follow)?.execute([id, next])?;
    // The same words again were not kept, as the first was to be found by them.
    let (Some(bytes), Some(sketch)) = (bytes, sketch) else { return Ok(()) };
    let keep =
        "INSERT INTO quote_sketch (attribution, body) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    if connection.prepare_cached(keep)?.execute((next, bytes))? > 0 {
        let key = "INSERT INTO quote_key (key, attribution) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        index(connection, key, &sketch.keys(), next)?;
    }
    Ok(())
}
