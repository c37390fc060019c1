//! Makes the index say what the log says.

use super::log::{Log, Place, Rejected};
use crate::Store;
use crate::error::{Doing, Result};
use crate::held::name_id;
use crate::prepared::Index;
use rusqlite::{Connection, Row, params};
use std::collections::{BTreeMap, BTreeSet};

const DOING: &str = "bringing the index in line with the corrections";

/// Which entities may have to change.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Affected<'a> {
    /// Those that are these actors now.
    Actors(&'a BTreeSet<i64>),
    /// Those of a report.
    Report(i64),
    /// All.
    All,
}

/// How much was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Settled {
    pub entities: u64,
    pub reports: u64,
}

/// An entity that is somebody else than its row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub report: i64,
    pub n: i64,
    pub actor: Option<i64>,
    /// Whose name it counts for, before and after.
    pub from: i64,
    pub to: i64,
    pub split: Option<i64>,
}

/// Brings actors and entities in line with the log, within the transaction that is open.
pub(crate) fn settle(store: &Store, log: &Log, which: Affected<'_>) -> Result<Settled> {
    let connection = &store.connection;
    actors(connection, log).doing(DOING)?;
    let others = others(connection, log, which).doing(DOING)?;
    let mut settled = Settled::default();
    let mut open: Option<(i64, Index)> = None;
    let change = "UPDATE entity SET actor = ?3, split = ?4 WHERE report = ?1 AND n = ?2";
    let mut change = connection.prepare_cached(change).doing(DOING)?;
    let mut last = None;
    for other in others {
        let row = params![other.report, other.n, other.actor, other.split];
        change.execute(row).doing(DOING)?;
        settled.entities += 1;
        settled.reports += u64::from(last.replace(other.report) != Some(other.report));
        if other.from == other.to {
            continue;
        }
        if open.as_ref().is_none_or(|(report, _)| *report != other.report) {
            let stored = store.stored(other.report)?;
            open = Some((other.report, Index::new(&stored.document, &stored.reading)));
        }
        let n = usize::try_from(other.n).unwrap_or(usize::MAX);
        let Some(entity) = open.as_ref().and_then(|(_, index)| index.entities.get(n)) else {
            continue;
        };
        for (name, times) in &entity.names {
            count(connection, other.from, name, -i64::from(*times)).doing(DOING)?;
            count(connection, other.to, name, i64::from(*times)).doing(DOING)?;
        }
    }
    names(connection, log).doing(DOING)?;
    Ok(settled)
}

/// Entities whose rows do not say what the log says, by report.
pub(crate) fn others(
    connection: &Connection,
    log: &Log,
    which: Affected<'_>,
) -> rusqlite::Result<Vec<Other>> {
    const SELECT: &str = "SELECT entity.report, entity.n, entity.actor, entity.read, entity.split, \
                          report.outlet, entity.day FROM entity JOIN report ON report.id = entity.report";
    let mut found = Vec::new();
    let mut add = |row: &Row<'_>| -> rusqlite::Result<()> {
        found.extend(other(log, row)?);
        Ok(())
    };
    match which {
        Affected::Actors(actors) => {
            let sql = format!("{SELECT} WHERE entity.actor = ?1");
            let mut statement = connection.prepare_cached(&sql)?;
            for actor in actors {
                let mut rows = statement.query([actor])?;
                while let Some(row) = rows.next()? {
                    add(row)?;
                }
            }
        }
        Affected::Report(report) => {
            let sql = format!("{SELECT} WHERE entity.report = ?1");
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([report])?;
            while let Some(row) = rows.next()? {
                add(row)?;
            }
        }
        Affected::All => {
            let mut statement = connection.prepare(SELECT)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                add(row)?;
            }
        }
    }
    found.sort_by_key(|other| (other.report, other.n));
    Ok(found)
}

fn other(log: &Log, row: &Row<'_>) -> rusqlite::Result<Option<Other>> {
    let actor: Option<i64> = row.get(2)?;
    let read: Option<i64> = row.get(3)?;
    let split: Option<i64> = row.get(4)?;
    let Some(read) = read else { return Ok(None) };
    let day = row.get_ref(6)?.as_str_or_null()?;
    let place = Place { report: row.get(0)?, outlet: row.get(5)?, day };
    let is = log.resolve(read, place);
    Ok((is.actor != actor || is.split != split).then(|| Other {
        report: place.report,
        n: row.get(1).unwrap_or_default(),
        actor: is.actor,
        from: split.unwrap_or(read),
        to: is.split.unwrap_or(read),
        split: is.split,
    }))
}

/// Who is merged into whom, and shown under which name.
fn actors(connection: &Connection, log: &Log) -> rusqlite::Result<()> {
    let merged: BTreeMap<i64, i64> = log.merged().collect();
    let shown: BTreeMap<i64, &str> = log.names_shown().collect();
    let find = "SELECT into_, name, was FROM actor WHERE id = ?1";
    let mut find = connection.prepare_cached(find)?;
    let set = "UPDATE actor SET into_ = ?2, name = ?3, was = ?4 WHERE id = ?1";
    let mut set = connection.prepare_cached(set)?;
    type Is = (Option<i64>, String, Option<String>);
    for actor in log.named() {
        let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
        let (into, name, was): Is = find.query_row([actor], row)?;
        let read = was.as_ref().unwrap_or(&name);
        let into_ = merged.get(actor).copied();
        let to_be: Is = match shown.get(actor) {
            Some(given) => (into_, String::from(*given), Some(read.clone())),
            None => (into_, read.clone(), None),
        };
        if to_be != (into, name, was) {
            set.execute(params![actor, to_be.0, to_be.1, to_be.2])?;
        }
    }
    Ok(())
}

/// Puts names that people gave beside those that reports use, and takes away those that are no
/// longer given.
fn names(connection: &Connection, log: &Log) -> rusqlite::Result<()> {
    let idle = "SELECT name.text FROM actor_name JOIN name ON name.id = actor_name.name \
                WHERE actor = ?1 AND uses <= 0";
    let mut idle = connection.prepare_cached(idle)?;
    let given: BTreeSet<(i64, &str)> = log.names_given().collect();
    for actor in log.named() {
        let texts: Vec<String> =
            idle.query_map([actor], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for text in texts.iter().filter(|text| !given.contains(&(*actor, text.as_str()))) {
            let gone = "DELETE FROM actor_name WHERE actor = ?1 \
                        AND name = (SELECT id FROM name WHERE text = ?2)";
            connection.prepare_cached(gone)?.execute(params![actor, text])?;
        }
    }
    for (actor, name) in given {
        count(connection, actor, name, 0)?;
    }
    Ok(())
}

/// Counts that an actor bears a name; the name is put into the store where it is new.
fn count(connection: &Connection, actor: i64, name: &str, times: i64) -> rusqlite::Result<()> {
    let name = name_id(connection, name)?;
    let add = "INSERT INTO actor_name (actor, name, uses) VALUES (?1, ?2, ?3) \
               ON CONFLICT (actor, name) DO UPDATE SET uses = uses + excluded.uses";
    connection.prepare_cached(add)?.execute(params![actor, name, times])?;
    if times < 0 {
        let gone = "DELETE FROM actor_name WHERE actor = ?1 AND name = ?2 AND uses <= 0";
        connection.prepare_cached(gone)?.execute(params![actor, name])?;
    }
    Ok(())
}

/// Marks what is rejected of a report, and counts what its entities said without it.
pub(crate) fn reject(connection: &Connection, log: &Log, report: i64) -> rusqlite::Result<()> {
    let clear = "UPDATE attribution SET rejected = 0 WHERE report = ?1 AND rejected <> 0";
    connection.prepare_cached(clear)?.execute([report])?;
    let mark = "UPDATE attribution SET rejected = 1 \
                WHERE report = ?1 AND kind = ?2 AND start = ?3 AND end = ?4";
    let mut mark = connection.prepare_cached(mark)?;
    for Rejected { kind, start, end, .. } in log.rejected(report) {
        mark.execute(params![report, kind, start, end])?;
    }
    let said = "UPDATE entity SET said = (SELECT count(*) FROM attribution \
                WHERE attribution.report = entity.report AND attribution.entity = entity.n \
                AND attribution.rejected = 0) WHERE report = ?1";
    connection.prepare_cached(said)?.execute([report])?;
    Ok(())
}
