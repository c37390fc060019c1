//! Names that are spelt much like one that nobody bears.

use super::fold;
use super::words::is_near;
use rusqlite::{Connection, params};
use std::collections::BTreeSet;

/// Names that are shown.
const MOST: usize = 5;

/// Names near to this one: those that begin with its last word, and those with a word that differs
/// from it by a letter. By how often they stand in the store.
pub(super) fn names(connection: &Connection, asked: &str) -> rusqlite::Result<Vec<String>> {
    // The words of the index over names. A table of the connection, so that a store that is open for
    // reading has it too.
    connection.execute_batch(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.name_words USING fts5vocab(main, name_fts, row)",
    )?;
    let words = fold::words(asked);
    let Some(last) = words.last() else { return Ok(Vec::new()) };
    let all = "SELECT term FROM temp.name_words";
    let mut all = connection.prepare_cached(all)?;
    let mut rows = all.query([])?;
    let mut near: BTreeSet<String> = BTreeSet::new();
    while let Some(row) = rows.next()? {
        let term: String = row.get(0)?;
        let begins = last.chars().count() >= 3 && term.starts_with(last.as_str());
        if begins || is_near(&term, last) {
            near.insert(term);
        }
    }
    drop(rows);
    let find = "SELECT name.text, coalesce(sum(actor_name.uses), 0) AS uses \
                FROM name_fts CROSS JOIN name ON name.id = name_fts.rowid \
                LEFT JOIN actor_name ON actor_name.name = name.id \
                WHERE name_fts MATCH ?1 GROUP BY name.id ORDER BY uses DESC, name.id LIMIT ?2";
    let mut find = connection.prepare_cached(find)?;
    let mut found: Vec<(i64, String)> = Vec::new();
    for term in near.iter().take(MOST * 4) {
        let rows = find.query_map(params![format!("\"{term}\""), MOST], |row| {
            Ok((row.get(1)?, row.get(0)?))
        })?;
        for row in rows {
            found.push(row?);
        }
    }
    // The full name rather than the family name alone: it can be asked for as it stands.
    found.sort_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.cmp(y)));
    found.dedup_by(|(_, x), (_, y)| x == y);
    found.truncate(MOST);
    Ok(found.into_iter().map(|(_, name)| name).collect())
}
