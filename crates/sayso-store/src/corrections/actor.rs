//! Which actor somebody means.

use super::log::Log;
use crate::error::{Doing, Result};
use crate::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension, Row, ToSql};
use std::collections::BTreeSet;

const DOING: &str = "looking for an actor";

/// Actors that an error lists.
const CANDIDATES: usize = 10;

/// Somebody across reports, as corrections have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// What holds from report to report.
    pub key: String,
    /// `person`, `body`, …
    pub kind: String,
    /// The name that is shown.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Wikidata item.
    pub qid: Option<String>,
    /// GeoNames id.
    pub geonames: Option<i64>,
    /// Reports that name them.
    pub reports: u64,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}, {}", self.name, self.key, self.kind)?;
        if let Some(country) = &self.country {
            write!(f, ", {country}")?;
        }
        let reports = if self.reports == 1 { "report" } else { "reports" };
        write!(f, ", {} {reports})", self.reports)
    }
}

/// Whom a key, an item or a name means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meant {
    pub id: i64,
    /// Who it is shown as; itself where it is merged into nobody.
    pub shown_as: i64,
}

/// An actor's row, with what is shown.
const SELECT: &str = "SELECT key, kind, name, country, qid, geonames, \
    (SELECT count(DISTINCT report) FROM entity WHERE entity.actor = actor.id) FROM actor WHERE id = ?1";

impl Store {
    /// The actor that a key (`Q7747`, `x:…`), a Wikidata item or a name means; of one that is merged
    /// into another, the other.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where nobody is called so; [`StoreError::Ambiguous`] where several are.
    pub fn actor_called(&self, who: &str) -> Result<Actor> {
        let log = Log::read(&self.connection).doing(DOING)?;
        let meant = meant(self, &log, who)?;
        self.actor_row(meant.shown_as)
    }

    pub(crate) fn actor_row(&self, id: i64) -> Result<Actor> {
        actor_row(&self.connection, id).doing(DOING)
    }
}

fn actor_row(connection: &Connection, id: i64) -> rusqlite::Result<Actor> {
    connection.prepare_cached(SELECT)?.query_row([id], |row| {
        Ok(Actor {
            key: row.get(0)?,
            kind: row.get(1)?,
            name: row.get(2)?,
            country: row.get(3)?,
            qid: row.get(4)?,
            geonames: row.get(5)?,
            reports: row.get(6)?,
        })
    })
}

/// Finds an actor by key, by Wikidata item, then by names: those in full first, then those that hold the
/// words.
pub(crate) fn meant(store: &Store, log: &Log, who: &str) -> Result<Meant> {
    let connection = &store.connection;
    let who = who.trim();
    let by_key = "SELECT id FROM actor WHERE key = ?1";
    let mut by_key = connection.prepare_cached(by_key).doing(DOING)?;
    if let Some(id) = by_key.query_row([who], |row| row.get(0)).optional().doing(DOING)? {
        return Ok(Meant { id, shown_as: log.shown_as(id) });
    }
    let phrase = format!("\"{}\"", who.replace('"', "\"\""));
    let ways: [(&str, &dyn ToSql); 4] = [
        ("SELECT id FROM actor WHERE qid = ?1", &who),
        ("SELECT id FROM actor WHERE name = ?1", &who),
        (
            "SELECT actor_name.actor FROM name JOIN actor_name ON actor_name.name = name.id \
             WHERE name.text = ?1",
            &who,
        ),
        (
            "SELECT actor_name.actor FROM name_fts JOIN actor_name ON actor_name.name = name_fts.rowid \
             WHERE name_fts MATCH ?1 LIMIT 1000",
            &phrase,
        ),
    ];
    let has_words = who.chars().any(char::is_alphanumeric);
    for (sql, value) in ways.iter().filter(|_| has_words) {
        let id = |row: &Row<'_>| row.get::<_, i64>(0);
        let mut statement = connection.prepare_cached(sql).doing(DOING)?;
        let found: rusqlite::Result<BTreeSet<i64>> = statement
            .query_map([value], id)
            .doing(DOING)?
            .map(|id| Ok(log.shown_as(id?)))
            .collect();
        let found = found.doing(DOING)?;
        match (found.len(), found.first()) {
            (0, _) | (_, None) => {}
            (1, Some(id)) => return Ok(Meant { id: *id, shown_as: *id }),
            _ => return Err(ambiguous(store, who, &found)?),
        }
    }
    Err(StoreError::NotFound(format!("no report in the store names {who:?}")))
}

fn ambiguous(store: &Store, who: &str, found: &BTreeSet<i64>) -> Result<StoreError> {
    let mut actors: Vec<Actor> =
        found.iter().map(|id| store.actor_row(*id)).collect::<Result<_>>()?;
    actors.sort_by(|a, b| b.reports.cmp(&a.reports).then_with(|| a.key.cmp(&b.key)));
    let more = actors.len().saturating_sub(CANDIDATES);
    let mut candidates: Vec<String> =
        actors.iter().take(CANDIDATES).map(ToString::to_string).collect();
    if more > 0 {
        candidates.push(format!("and {more} more"));
    }
    Ok(StoreError::Ambiguous { name: who.to_owned(), candidates })
}
