//! Entries of the log: making them, and taking them back.

use super::actor::{Meant, meant};
use super::log::{Log, entry};
use super::settle::{Affected, Settled, reject, settle};
use super::{Actor, Change, Correction, Within};
use crate::error::{Doing, Result};
use crate::{Store, StoreError};
use rusqlite::{OptionalExtension, params};
use std::collections::BTreeSet;

const DOING: &str = "correcting the store";

/// What came of a correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The entry of the log.
    pub correction: Correction,
    /// What it says, in words.
    pub words: String,
    /// Entities of reports that are somebody else now.
    pub entities: u64,
    /// Reports that these stand in.
    pub reports: u64,
}

/// The key of the actor that an entry makes.
pub(super) fn own_key(kind: &str, id: i64) -> String {
    match kind {
        "unlink" => format!("unlinked:{id}"),
        _ => format!("split:{id}"),
    }
}

impl Store {
    /// `from` is `into`: all that is told of the one is told of the other from here on, also what
    /// reports bring that come in later.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] and [`StoreError::Ambiguous`] where a name means nobody or several;
    /// [`StoreError::Asked`] where the two are one already.
    pub fn merge(&mut self, into: &str, from: &str) -> Result<Made> {
        self.correcting(|store, log| {
            let into = meant(store, log, into)?;
            let from = meant(store, log, from)?;
            let (kept, gone) = (store.actor_row(into.id)?, store.actor_row(from.shown_as)?);
            if into.shown_as == from.shown_as {
                return Err(StoreError::Asked(format!("{kept} and {gone} are one already")));
            }
            let affected = BTreeSet::from([from.shown_as, into.shown_as]);
            let change = Change::Merge { from: gone.key, into: kept.key };
            let id = store.note(&change)?;
            store.made(id, Affected::Actors(&affected))
        })
    }

    /// Where the reports of `within` mention `actor`, they mean somebody else, who is called `name`.
    ///
    /// # Errors
    /// As [`merge`](Store::merge); [`StoreError::NotFound`] where none of these reports mentions them.
    pub fn split(&mut self, actor: &str, within: Within, name: &str) -> Result<Made> {
        let name = given_name(name)?;
        if within.is_everything() {
            return Err(StoreError::Asked(String::from(
                "say in which reports somebody else is meant: some by number, or those of an outlet or \
                 a period; for all of them, rename",
            )));
        }
        self.correcting(|store, log| {
            store.must_have(&within)?;
            let of = meant(store, log, actor)?;
            let whole = store.actor_row(of.id)?;
            let change = Change::Split { actor: whole.key.clone(), within, name: name.clone() };
            store.set_apart(of, &whole, &name, &change)
        })
    }

    /// Shows an actor under another name. The names in reports find them still.
    ///
    /// # Errors
    /// As [`merge`](Store::merge).
    pub fn rename(&mut self, actor: &str, name: &str) -> Result<Made> {
        let name = given_name(name)?;
        self.correcting(|store, log| {
            let who = store.actor_row(meant(store, log, actor)?.shown_as)?;
            if who.name == name {
                return Err(StoreError::Asked(format!("{who} is shown under this name already")));
            }
            let id = store.note(&Change::Rename { actor: who.key, name })?;
            store.made(id, Affected::Actors(&BTreeSet::new()))
        })
    }

    /// An attribution is wrong: readings and searches leave it out. `attribution` is its place among those
    /// that the report's reading shows, from 1 on, as in `a3`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is no such report or attribution.
    pub fn reject(&mut self, report: i64, attribution: u32) -> Result<Made> {
        self.correcting(|store, _| {
            store.must_have(&Within { reports: vec![report], ..Within::default() })?;
            let find = "SELECT kind, start, end, words FROM attribution \
                        WHERE report = ?1 AND rejected = 0 ORDER BY n LIMIT 1 OFFSET ?2";
            let change = |row: &rusqlite::Row<'_>| {
                let (kind, start) = (row.get(0)?, row.get(1)?);
                Ok(Change::Reject { report, kind, start, end: row.get(2)?, words: row.get(3)? })
            };
            let place = i64::from(attribution) - 1;
            let found = store.connection.query_row(find, [report, place.max(0)], change);
            let found = found.optional().doing(DOING)?.filter(|_| attribution > 0);
            let change = found.ok_or_else(|| {
                StoreError::NotFound(format!(
                    "report {report} has no attribution a{attribution}; `sayso store show {report} \
                     --format json` lists them"
                ))
            })?;
            let id = store.note(&change)?;
            store.made(id, Affected::Report(report))
        })
    }

    /// The Wikidata item or GeoNames id of an actor is not that of who is meant: in one report, or in all.
    ///
    /// # Errors
    /// As [`merge`](Store::merge); [`StoreError::Asked`] where the actor has no link.
    pub fn unlink(&mut self, actor: &str, report: Option<i64>) -> Result<Made> {
        self.correcting(|store, log| {
            let within = Within { reports: report.into_iter().collect(), ..Within::default() };
            store.must_have(&within)?;
            let of = meant(store, log, actor)?;
            let whole = store.actor_row(of.id)?;
            if whole.qid.is_none() && whole.geonames.is_none() {
                return Err(StoreError::Asked(format!("{whole} is linked to nothing")));
            }
            let name = whole.name.clone();
            let change = Change::Unlink { actor: whole.key.clone(), within, name: name.clone() };
            store.set_apart(of, &whole, &name, &change)
        })
    }

    /// Takes a correction back, and all that it did, as if it had never been made.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] where there is none of this number; [`StoreError::Asked`] where it was
    /// taken back already.
    pub fn undo(&mut self, id: i64) -> Result<Made> {
        self.correcting(|store, log| {
            let correction = store.correction(id)?;
            if let Some(when) = &correction.undone {
                return Err(StoreError::Asked(format!("correction {id} was undone on {when}")));
            }
            let undo = "UPDATE correction SET undone = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
            store.connection.execute(undo, [id]).doing(DOING)?;
            // Whoever a later entry went on from: all that any entry names.
            let affected = match correction.change {
                Change::Reject { report, .. } => Affected::Report(report),
                _ => Affected::Actors(log.named()),
            };
            let made = store.made(id, affected)?;
            store.forget_own(&correction)?;
            Ok(made)
        })
    }

    /// Does again what the log says to the index: of a report, or of all. It changes nothing where
    /// [`check`](Store::check) finds nothing wrong with corrections. Gives how many entities changed.
    ///
    /// # Errors
    /// Where the store cannot be written to.
    pub fn reapply(&mut self, report: Option<i64>) -> Result<u64> {
        self.correcting(|store, log| {
            let affected = report.map_or(Affected::All, Affected::Report);
            let Settled { entities, .. } = settle(store, log, affected)?;
            let marked = "SELECT DISTINCT report FROM attribution WHERE rejected <> 0";
            let mut marked = store.connection.prepare(marked).doing(DOING)?;
            let marked: rusqlite::Result<BTreeSet<i64>> =
                marked.query_map([], |row| row.get(0)).doing(DOING)?.collect();
            let mut reports = marked.doing(DOING)?;
            reports.extend(log.reports_with_rejected());
            for one in reports.into_iter().filter(|one| report.is_none_or(|only| only == *one)) {
                reject(&store.connection, log, one).doing(DOING)?;
            }
            Ok(entities)
        })
    }

    /// What a correction says, in words.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn correction_in_words(&self, correction: &Correction) -> Result<String> {
        let who = |key: &str| -> Result<String> {
            let find = "SELECT name FROM actor WHERE key = ?1";
            let name = self.connection.query_row(find, [key], |row| row.get::<_, String>(0));
            Ok(match name.optional().doing(DOING)? {
                Some(name) => format!("{name} ({key})"),
                None => key.to_owned(),
            })
        };
        Ok(match &correction.change {
            Change::Merge { from, into } => format!("{} is {}", who(from)?, who(into)?),
            Change::Split { actor, within, name } => {
                format!("{} is {name} in {}", who(actor)?, in_words(within))
            }
            Change::Rename { actor, name } => format!("{actor} is called {name}"),
            Change::Reject { report, words, .. } => {
                format!("not said in report {report}: «{}»", shortened(words))
            }
            Change::Unlink { actor, within, name } => {
                format!("{name} is not {actor} in {}", in_words(within))
            }
        })
    }

    fn correction(&self, id: i64) -> Result<Correction> {
        let find = "SELECT id, made, undone, kind, detail FROM correction WHERE id = ?1";
        let found = self.connection.query_row(find, [id], entry).optional().doing(DOING)?;
        found.ok_or_else(|| {
            StoreError::NotFound(format!(
                "there is no correction {id}; `sayso store log` lists them"
            ))
        })
    }

    /// Does it in one transaction.
    fn correcting<T>(&mut self, work: impl FnOnce(&Store, &Log) -> Result<T>) -> Result<T> {
        if self.connection.is_readonly("main").doing(DOING)? {
            return Err(StoreError::ReadOnly { doing: DOING });
        }
        self.connection.execute_batch("BEGIN IMMEDIATE").doing(DOING)?;
        let log = Log::read(&self.connection).doing(DOING);
        let done = log.and_then(|log| work(self, &log)).and_then(|done| {
            self.connection.execute_batch("COMMIT").doing(DOING)?;
            Ok(done)
        });
        if done.is_err() {
            // SQLite may have done it already, as it does when the disk is full.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }

    /// Adds an entry to the log.
    fn note(&self, change: &Change) -> Result<i64> {
        let detail = serde_json::to_value(change).unwrap_or_default();
        let add = "INSERT INTO correction (made, kind, detail) \
                   VALUES (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), ?1, ?2)";
        let row = params![change.kind(), detail["detail"].to_string()];
        self.connection.execute(add, row).doing(DOING)?;
        Ok(self.connection.last_insert_rowid())
    }

    /// Adds an entry that makes somebody of their own, and refuses it where it is about nobody.
    fn set_apart(&self, of: Meant, whole: &Actor, name: &str, change: &Change) -> Result<Made> {
        let id = self.note(change)?;
        let add = "INSERT INTO actor (key, kind, name) VALUES (?1, ?2, ?3)";
        let row = params![own_key(change.kind(), id), whole.kind, name];
        self.connection.execute(add, row).doing(DOING)?;
        let made = self.made(id, Affected::Actors(&BTreeSet::from([of.id, of.shown_as])))?;
        match made.entities {
            0 => Err(StoreError::NotFound(format!("none of these reports names {whole}"))),
            _ => Ok(made),
        }
    }

    /// Brings the index in line with an entry that was added or undone.
    fn made(&self, id: i64, affected: Affected<'_>) -> Result<Made> {
        let log = Log::read(&self.connection).doing(DOING)?;
        let Settled { entities, reports } = settle(self, &log, affected)?;
        if let Affected::Report(report) = affected {
            reject(&self.connection, &log, report).doing(DOING)?;
        }
        let correction = self.correction(id)?;
        let words = self.correction_in_words(&correction)?;
        Ok(Made { correction, words, entities, reports })
    }

    /// Takes the actor that an undone entry made out of the store, where no other entry names it.
    fn forget_own(&self, undone: &Correction) -> Result<()> {
        if !matches!(undone.change, Change::Split { .. } | Change::Unlink { .. }) {
            return Ok(());
        }
        let key = own_key(undone.change.kind(), undone.id);
        let named = |change: &Change| match change {
            Change::Merge { from, into } => *from == key || *into == key,
            Change::Split { actor, .. }
            | Change::Rename { actor, .. }
            | Change::Unlink { actor, .. } => *actor == key,
            Change::Reject { .. } => false,
        };
        if self.corrections()?.iter().any(|entry| named(&entry.change)) {
            return Ok(());
        }
        let names = "DELETE FROM actor_name WHERE actor = (SELECT id FROM actor WHERE key = ?1)";
        self.connection.execute(names, [&key]).doing(DOING)?;
        self.connection.execute("DELETE FROM actor WHERE key = ?1", [&key]).doing(DOING)?;
        Ok(())
    }

    /// Refuses reports and outlets that are not there.
    fn must_have(&self, within: &Within) -> Result<()> {
        let mut find =
            self.connection.prepare_cached("SELECT 1 FROM report WHERE id = ?1").doing(DOING)?;
        for report in &within.reports {
            if !find.exists([report]).doing(DOING)? {
                return Err(StoreError::NotFound(format!(
                    "there is no report {report} in the store"
                )));
            }
        }
        let Some(host) = &within.outlet else { return Ok(()) };
        let find = "SELECT 1 FROM outlet WHERE host = ?1";
        match self.connection.prepare(find).and_then(|mut find| find.exists([host])).doing(DOING)? {
            true => Ok(()),
            false => Err(StoreError::NotFound(format!("no report in the store is from {host}"))),
        }
    }
}

fn given_name(name: &str) -> Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().any(char::is_alphanumeric) {
        true => Ok(name),
        false => Err(StoreError::Asked(String::from("a name must hold a letter or a digit"))),
    }
}

fn in_words(within: &Within) -> String {
    let mut words: Vec<String> = Vec::new();
    match within.reports.as_slice() {
        [] => words.push(String::from("all reports")),
        [one] => words.push(format!("report {one}")),
        some => {
            let some: Vec<String> = some.iter().map(i64::to_string).collect();
            words.push(format!("reports {}", some.join(", ")));
        }
    }
    words.extend(within.outlet.iter().map(|outlet| format!("of {outlet}")));
    words.extend(within.since.iter().map(|day| format!("since {day}")));
    words.extend(within.until.iter().map(|day| format!("until {day}")));
    words.join(" ")
}

/// The first words of what was said.
pub(super) fn shortened(words: &str) -> String {
    const MOST: usize = 60;
    match words.char_indices().nth(MOST) {
        None => words.to_owned(),
        Some((cut, _)) => {
            let whole = words[..cut].rfind(' ').unwrap_or(cut);
            format!("{}…", &words[..whole])
        }
    }
}
