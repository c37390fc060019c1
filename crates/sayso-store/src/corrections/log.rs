//! The log in memory: who an entity is, given who it was read as.

use super::{Change, Correction, Within};
use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Where an entity stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'p> {
    pub report: i64,
    /// Of the report's first appearance.
    pub outlet: Option<i64>,
    pub day: Option<&'p str>,
}

/// Who an entity is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Resolved {
    /// Who it is in this report other than it was read as, before merges.
    pub split: Option<i64>,
    /// Who it is.
    pub actor: Option<i64>,
    /// The corrections that say so.
    pub by: Vec<i64>,
}

/// The corrections that hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Log {
    /// Entries and those undone: whether the log has changed since it was read.
    stamp: (i64, i64),
    /// Whom an actor was merged into, by which correction. Nobody is merged twice: who is no
    /// longer shown cannot be merged again.
    merges: BTreeMap<i64, (i64, i64)>,
    apart: Vec<Apart>,
    /// By the actor: correction and name.
    shown: BTreeMap<i64, (i64, String)>,
    /// By the report.
    rejected: BTreeMap<i64, Vec<Rejected>>,
    /// Names that people gave to actors.
    given: BTreeSet<(i64, String)>,
    /// Every actor that an entry names, undone ones too.
    named: BTreeSet<i64>,
}

/// Mentions of an actor that mean somebody else.
#[derive(Debug, Clone, PartialEq)]
struct Apart {
    by: i64,
    actor: i64,
    /// `None`: all reports.
    reports: Option<BTreeSet<i64>>,
    outlet: Option<i64>,
    since: Option<String>,
    until: Option<String>,
    into: i64,
}

/// An attribution that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rejected {
    pub by: i64,
    pub kind: String,
    pub start: u32,
    pub end: u32,
}

impl Log {
    pub fn read(connection: &Connection) -> rusqlite::Result<Log> {
        let mut log = Log { stamp: stamp(connection)?, ..Log::default() };
        for entry in entries(connection)? {
            log.add(connection, entry)?;
        }
        Ok(log)
    }

    /// Reads it again where another process has added to it.
    pub fn refresh(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        if self.stamp != stamp(connection)? {
            *self = Log::read(connection)?;
        }
        Ok(())
    }

    fn add(&mut self, connection: &Connection, entry: Correction) -> rusqlite::Result<()> {
        let Correction { id, undone, change, .. } = entry;
        let holds = undone.is_none();
        let actor = |key: &str| actor_of(connection, key);
        match change {
            Change::Merge { from, into } => {
                let (Some(from), Some(into)) = (actor(&from)?, actor(&into)?) else {
                    return Ok(());
                };
                self.named.extend([from, into]);
                if holds {
                    self.merges.insert(from, (id, into));
                }
            }
            Change::Split { actor: key, within, name }
            | Change::Unlink { actor: key, within, name } => {
                let own = actor(&apart_key(connection, id)?)?;
                let (Some(of), Some(into)) = (actor(&key)?, own) else { return Ok(()) };
                self.named.extend([of, into]);
                if holds {
                    self.given.insert((into, name));
                    self.apart.push(Apart::new(connection, id, of, within, into)?);
                }
            }
            Change::Rename { actor: key, name } => {
                let Some(actor) = actor(&key)? else { return Ok(()) };
                self.named.insert(actor);
                if holds {
                    self.given.insert((actor, name.clone()));
                    self.shown.insert(actor, (id, name));
                }
            }
            Change::Reject { report, kind, start, end, .. } => {
                if holds {
                    let rejected = Rejected { by: id, kind, start, end };
                    self.rejected.entry(report).or_default().push(rejected);
                }
            }
        }
        Ok(())
    }

    /// Who an entity is that was read as `read`.
    ///
    /// Splits and unlinked mentions come first, in the order in which they were made, each with the
    /// merges that held before it; then merges, along the chain.
    pub fn resolve(&self, read: i64, place: Place<'_>) -> Resolved {
        let mut now = read;
        let mut by = Vec::new();
        for apart in &self.apart {
            let mut on_the_way = Vec::new();
            let meant =
                now == apart.actor || self.head(now, apart.by, &mut on_the_way) == apart.actor;
            if meant && apart.holds(place) {
                now = apart.into;
                by.append(&mut on_the_way);
                by.push(apart.by);
            }
        }
        let split = (now != read).then_some(now);
        let actor = self.head(now, i64::MAX, &mut by);
        by.extend(self.shown.get(&actor).map(|(id, _)| id));
        Resolved { split, actor: Some(actor), by }
    }

    /// Whom an actor is merged into, by corrections before this one; `by` gets which.
    fn head(&self, actor: i64, before: i64, by: &mut Vec<i64>) -> i64 {
        let mut now = actor;
        // A log of our own has no circles; a damaged one must not keep us here.
        for _ in 0..=self.merges.len() {
            match self.merges.get(&now) {
                Some((id, into)) if *id < before => {
                    now = *into;
                    by.push(*id);
                }
                _ => break,
            }
        }
        now
    }

    /// Who an actor is shown as.
    pub fn shown_as(&self, actor: i64) -> i64 {
        self.head(actor, i64::MAX, &mut Vec::new())
    }

    /// Actors that are merged into others, with whom they are.
    pub fn merged(&self) -> impl Iterator<Item = (i64, i64)> {
        self.merges.keys().map(|from| (*from, self.shown_as(*from)))
    }

    /// Actors that are shown under another name.
    pub fn names_shown(&self) -> impl Iterator<Item = (i64, &str)> {
        self.shown.iter().map(|(actor, (_, name))| (*actor, name.as_str()))
    }

    /// Names that people gave to actors.
    pub fn names_given(&self) -> impl Iterator<Item = (i64, &str)> {
        self.given.iter().map(|(actor, name)| (*actor, name.as_str()))
    }

    /// Reports of which something is rejected.
    pub fn reports_with_rejected(&self) -> impl Iterator<Item = i64> {
        self.rejected.keys().copied()
    }

    /// What is rejected of a report.
    pub fn rejected(&self, report: i64) -> &[Rejected] {
        self.rejected.get(&report).map_or(&[], Vec::as_slice)
    }

    /// Every actor that an entry names: nobody else is ever somebody else than was read.
    pub fn named(&self) -> &BTreeSet<i64> {
        &self.named
    }
}

impl Apart {
    fn new(
        connection: &Connection,
        by: i64,
        actor: i64,
        within: Within,
        into: i64,
    ) -> rusqlite::Result<Apart> {
        let Within { reports, outlet, since, until } = within;
        let find = "SELECT id FROM outlet WHERE host = ?1";
        let outlet = match outlet {
            // An outlet that is not there has no reports: 0 is nobody's number.
            Some(host) => {
                Some(connection.query_row(find, [host], |r| r.get(0)).optional()?.unwrap_or(0))
            }
            None => None,
        };
        let reports = (!reports.is_empty()).then(|| reports.into_iter().collect());
        Ok(Apart { by, actor, reports, outlet, since, until, into })
    }

    fn holds(&self, place: Place<'_>) -> bool {
        let day = place.day;
        let within = |bound: &Option<String>, ok: fn(&str, &str) -> bool| match (bound, day) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(bound), Some(day)) => ok(day.get(..bound.len()).unwrap_or(day), bound),
        };
        self.reports.as_ref().is_none_or(|reports| reports.contains(&place.report))
            && self.outlet.is_none_or(|outlet| place.outlet == Some(outlet))
            && within(&self.since, |day, since| day >= since)
            && within(&self.until, |day, until| day <= until)
    }
}

/// The key of the actor that a split or an unlinked link makes.
fn apart_key(connection: &Connection, id: i64) -> rusqlite::Result<String> {
    let kind: String =
        connection
            .query_row("SELECT kind FROM correction WHERE id = ?1", [id], |row| row.get(0))?;
    Ok(super::make::own_key(&kind, id))
}

fn actor_of(connection: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
    let find = "SELECT id FROM actor WHERE key = ?1";
    connection.prepare_cached(find)?.query_row([key], |row| row.get(0)).optional()
}

fn stamp(connection: &Connection) -> rusqlite::Result<(i64, i64)> {
    let count = "SELECT count(*), count(undone) FROM correction";
    connection.prepare_cached(count)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// The whole log.
pub(crate) fn entries(connection: &Connection) -> rusqlite::Result<Vec<Correction>> {
    let all = "SELECT id, made, undone, kind, detail FROM correction ORDER BY id";
    let mut all = connection.prepare_cached(all)?;
    all.query_map([], entry)?.collect()
}

pub(crate) fn entry(row: &Row<'_>) -> rusqlite::Result<Correction> {
    let (kind, detail): (String, String) = (row.get(3)?, row.get(4)?);
    let change = serde_json::from_str::<serde_json::Value>(&detail)
        .and_then(|detail| {
            serde_json::from_value(serde_json::json!({ "kind": kind, "detail": detail }))
        })
        .map_err(|e| rusqlite::Error::FromSqlConversionFailure(4, Type::Text, Box::new(e)))?;
    Ok(Correction { id: row.get(0)?, made: row.get(1)?, undone: row.get(2)?, change })
}
