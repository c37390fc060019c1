//! Quotes that are known already: who carried them first, and in which words they came now.

use super::{candidates, index};
use crate::Settings;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_story::{Kin, Kinship, QuoteSketch};

/// Fewer words than this are anybody's.
const FEWEST_WORDS: u32 = 4;

/// A quote that was looked up.
pub(crate) struct Known<'q> {
    quote: &'q QuoteSketch,
    keys: Vec<u32>,
    /// The saying that it is, and how it is given now; `None` where it is new.
    pub said: Option<(i64, Kin)>,
}

/// Looks a quote up; `None` for one that is too short to be known by.
pub(super) fn look<'q>(
    connection: &Connection,
    settings: &Settings,
    quote: &'q QuoteSketch,
) -> rusqlite::Result<Option<Known<'q>>> {
    if quote.words() < FEWEST_WORDS {
        return Ok(None);
    }
    let keys = quote.keys();
    let said = saying(connection, settings, quote, &keys)?;
    Ok(Some(Known { quote, keys, said }))
}

/// Keeps what a quote is found by. The same words again are found by those that came first.
pub(super) fn keep(connection: &Connection, id: i64, known: &Known<'_>) -> rusqlite::Result<()> {
    if matches!(known.said, Some((_, Kin::Same))) {
        return Ok(());
    }
    let keep = "INSERT INTO quote_sketch (attribution, body) VALUES (?1, ?2)";
    connection.prepare_cached(keep)?.execute(params![id, known.quote.to_bytes()])?;
    let key = "INSERT INTO quote_key (key, attribution) VALUES (?1, ?2)";
    index(connection, key, &known.keys, id)
}

/// Looks up and keeps attributions that have rows already: those of a report that is read anew.
pub(super) fn add<'q>(
    connection: &Connection,
    settings: &Settings,
    quotes: impl Iterator<Item = (i64, &'q QuoteSketch)>,
) -> rusqlite::Result<()> {
    // Looked up before anything is kept: a report's own quotes are not its sources.
    let mut all = Vec::new();
    for (id, quote) in quotes {
        all.extend(look(connection, settings, quote)?.map(|known| (id, known)));
    }
    let set = "UPDATE attribution SET saying = ?2, kin = ?3 WHERE id = ?1";
    let mut set = connection.prepare_cached(set)?;
    for (id, known) in all {
        if let Some((saying, how)) = known.said {
            set.execute(params![id, saying, how.name()])?;
        }
        keep(connection, id, &known)?;
    }
    Ok(())
}

/// The saying that a quote is, with how it is given now.
fn saying(
    connection: &Connection,
    settings: &Settings,
    quote: &QuoteSketch,
    keys: &[u32],
) -> rusqlite::Result<Option<(i64, Kin)>> {
    let holders =
        "SELECT attribution FROM quote_key WHERE key = ?1 ORDER BY attribution DESC LIMIT ?2";
    let body = "SELECT body FROM quote_sketch WHERE attribution = ?1";
    let mut body = connection.prepare_cached(body)?;
    let mut best: Option<(Kinship, i64)> = None;
    for candidate in candidates(connection, settings, holders, keys)? {
        let bytes: Option<Vec<u8>> = body.query_row([candidate], |row| row.get(0)).optional()?;
        let Some(bytes) = bytes else { continue };
        let Ok(other) = QuoteSketch::from_bytes(&bytes) else { continue };
        let Some(kinship) = quote.compare(&other) else { continue };
        if best.is_none_or(|(best, _)| kinship.score > best.score) {
            best = Some((kinship, candidate));
        }
        if kinship.how == Kin::Same {
            break;
        }
    }
    let Some((kinship, candidate)) = best else { return Ok(None) };
    let saying = "SELECT saying FROM attribution WHERE id = ?1";
    let mut saying = connection.prepare_cached(saying)?;
    Ok(Some((saying.query_row([candidate], |row| row.get(0))?, kinship.how)))
}
