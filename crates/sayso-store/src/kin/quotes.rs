//! Quotes that are known already: who carried them first, and in which words they came now.

use super::{Newcomer, candidates, index};
use crate::Settings;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_story::{Kin, Kinship, QuoteSketch};

/// Fewer words than this are anybody's.
const FEWEST_WORDS: u32 = 4;

/// Keeps the sketches of a new report's attributions and says which are known.
pub(super) fn find(
    connection: &Connection,
    settings: &Settings,
    newcomer: &Newcomer<'_>,
) -> rusqlite::Result<()> {
    let Some(first) = newcomer.first_attribution else { return Ok(()) };
    add(connection, settings, (first..).zip(&newcomer.prepared.kin.quotes))
}

/// The same for some attributions of one report.
pub(super) fn add<'q>(
    connection: &Connection,
    settings: &Settings,
    quotes: impl Iterator<Item = (i64, &'q QuoteSketch)>,
) -> rusqlite::Result<()> {
    // Looked up before anything is kept: a report's own quotes are not its sources.
    let mut known = Vec::new();
    for (id, quote) in quotes.filter(|(_, quote)| quote.words() >= FEWEST_WORDS) {
        let keys = quote.keys();
        known.push((id, quote, saying(connection, settings, quote, &keys)?, keys));
    }
    let keep = "INSERT INTO quote_sketch (attribution, body) VALUES (?1, ?2)";
    let mut keep = connection.prepare_cached(keep)?;
    let key = "INSERT INTO quote_key (key, attribution) VALUES (?1, ?2)";
    let set = "UPDATE attribution SET saying = ?2, kin = ?3 WHERE id = ?1";
    let mut set = connection.prepare_cached(set)?;
    for (id, quote, known, keys) in known {
        if let Some((saying, how)) = known {
            set.execute(params![id, saying, how.name()])?;
            // The same words again are found by those that came first.
            if how == Kin::Same {
                continue;
            }
        }
        keep.execute(params![id, quote.to_bytes()])?;
        index(connection, key, &keys, id)?;
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
    let row = "SELECT quote_sketch.body, attribution.saying FROM quote_sketch \
               JOIN attribution ON attribution.id = quote_sketch.attribution \
               WHERE quote_sketch.attribution = ?1";
    let mut row = connection.prepare_cached(row)?;
    let mut best: Option<(Kinship, i64)> = None;
    for candidate in candidates(connection, settings, holders, keys)? {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?));
        let Some((bytes, saying)) = row.query_row([candidate], read).optional()? else { continue };
        let Ok(other) = QuoteSketch::from_bytes(&bytes) else { continue };
        let Some(kinship) = quote.compare(&other) else { continue };
        if best.is_none_or(|(best, _)| kinship.score > best.score) {
            best = Some((kinship, saying));
        }
        if kinship.how == Kin::Same {
            break;
        }
    }
    Ok(best.map(|(kinship, saying)| (saying, kinship.how)))
}
