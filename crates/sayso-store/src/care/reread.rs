//! Readings by a newer reader in the place of older ones. Source text is never touched.

use crate::corrections::{Place, reject};
use crate::error::{Doing, Result};
use crate::kin::forget_quote;
use crate::prepared::{AttributionRow, Index, Prepared};
use crate::{Store, StoreError, Writer};
use rusqlite::params;
use sayso_model::Document;
use std::collections::BTreeMap;

const DOING: &str = "putting new readings in the place of older ones";

/// A report whose reading another version made.
#[derive(Debug)]
pub struct Outdated {
    /// Its number.
    pub report: i64,
    /// The document, to be read anew; an error where it cannot be unpacked.
    pub document: Result<Document>,
}

/// What came of a new reading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Replaced {
    /// Corrections whose attribution the new reading no longer has: they reject nothing now.
    pub idle: Vec<i64>,
}

impl Store {
    /// How many readings another version made than this one.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn outdated(&self, version: &str) -> Result<u64> {
        let count = "SELECT count(*) FROM reading WHERE version <> ?1";
        self.connection.query_row(count, [version], |row| row.get(0)).doing(DOING)
    }

    /// Some of these: at most `most`, by their numbers, from the first after `after` on.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn outdated_after(&self, version: &str, after: i64, most: usize) -> Result<Vec<Outdated>> {
        let find = "SELECT report FROM reading WHERE report > ?1 AND version <> ?2 \
                    ORDER BY report LIMIT ?3";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let reports: rusqlite::Result<Vec<i64>> =
            find.query_map(params![after, version, most], |row| row.get(0)).doing(DOING)?.collect();
        // A damaged table gives rows in any order, and whoever goes on behind the last must come to an end.
        let reports = reports.doing(DOING)?.into_iter().filter(|report| *report > after);
        let outdated = reports.map(|report| Outdated {
            report,
            document: self.stored(report).map(|stored| stored.document),
        });
        Ok(outdated.collect())
    }
}

impl Writer<'_> {
    /// Puts a new reading of a report in the place of the one that is there, with its rows of the index.
    /// Corrections hold for it as for any other.
    ///
    /// Attributions that the new reading gives in the same words at the same place keep their numbers.
    ///
    /// # Errors
    /// [`StoreError::Asked`] where `prepared` is of another content. As [`add`](Writer::add) else.
    pub fn replace(&mut self, report: i64, prepared: &Prepared) -> Result<Replaced> {
        if self.store.report_of(prepared.hash)? != Some(report) {
            return Err(StoreError::Asked(format!(
                "a new reading of report {report} is of another text; the store keeps the one it has"
            )));
        }
        let stored = self.store.stored(report)?;
        let old = Index::new(&stored.document, &stored.reading);
        self.within(|writer| writer.replace_rows(report, &old, prepared), prepared.head.text.len())
    }

    fn replace_rows(
        &mut self,
        report: i64,
        old: &Index,
        prepared: &Prepared,
    ) -> rusqlite::Result<Replaced> {
        let connection = &self.store.connection;
        self.forget_names(report, old)?;
        for table in ["entity", "about"] {
            let clear = format!("DELETE FROM {table} WHERE report = ?1");
            connection.prepare_cached(&clear)?.execute([report])?;
        }
        let outlet = "SELECT outlet FROM report WHERE id = ?1";
        let outlet = connection.prepare_cached(outlet)?.query_row([report], |row| row.get(0))?;
        let place = Place { report, outlet, day: prepared.head.day.as_deref() };
        self.index_entities(place, &prepared.index)?;
        let added = self.replace_attributions(report, &prepared.index.attributions)?;
        self.kin.again(connection, &self.store.settings, report, prepared, &added)?;
        let set = "UPDATE reading SET version = ?2, body = ?3 WHERE report = ?1";
        let row = params![report, prepared.version, prepared.body];
        connection.prepare_cached(set)?.execute(row)?;
        let lang = "UPDATE report SET lang = ?2 WHERE id = ?1 AND lang <> ?2";
        connection.prepare_cached(lang)?.execute(params![report, prepared.head.lang])?;
        reject(connection, &self.log, report)?;
        let rejected = self.log.rejected(report).iter();
        let is_there = |row: &AttributionRow, r: &crate::corrections::Rejected| {
            row.kind == r.kind && row.start == r.start && row.end == r.end
        };
        let idle = rejected.filter(|r| !prepared.index.attributions.iter().any(|a| is_there(a, r)));
        Ok(Replaced { idle: idle.map(|r| r.by).collect() })
    }

    /// Takes back what the old reading counted of names.
    fn forget_names(&mut self, report: i64, old: &Index) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        let bearers = "SELECT n, coalesce(split, read) FROM entity \
                       WHERE report = ?1 AND read IS NOT NULL";
        let mut bearers = connection.prepare_cached(bearers)?;
        let mut rows = bearers.query([report])?;
        while let Some(row) = rows.next()? {
            let (n, bearer): (usize, i64) = (row.get(0)?, row.get(1)?);
            for (text, times) in old.entities.get(n).into_iter().flat_map(|e| &e.names) {
                let name = self.held.name(connection, text)?;
                self.held.uses(bearer, name, -i64::from(*times));
            }
        }
        Ok(())
    }

    /// Writes attributions over those that are there; numbers and places of those that are new.
    fn replace_attributions(
        &self,
        report: i64,
        new: &[AttributionRow],
    ) -> rusqlite::Result<Vec<(i64, usize)>> {
        type Same = (String, u32, u32, String);
        let connection = &self.store.connection;
        let all =
            "SELECT id, kind, start, end, words FROM attribution WHERE report = ?1 ORDER BY n DESC";
        let mut all = connection.prepare_cached(all)?;
        let mut there: BTreeMap<Same, Vec<i64>> = BTreeMap::new();
        let mut rows = all.query([report])?;
        while let Some(row) = rows.next()? {
            let same = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            there.entry(same).or_default().push(row.get(0)?);
        }
        // Places are given anew, and no two may have one in between.
        let aside = "UPDATE attribution SET n = -1 - n WHERE report = ?1";
        connection.prepare_cached(aside)?.execute([report])?;
        let keep = "UPDATE attribution SET n = ?2, entity = ?3, day = ?4, time = ?5, negated = ?6, \
                    confidence = ?7 WHERE id = ?1";
        let mut keep = connection.prepare_cached(keep)?;
        let mut missing = Vec::new();
        for (n, row) in new.iter().enumerate() {
            let same = (row.kind.to_owned(), row.start, row.end, row.words.clone());
            let Some(id) = there.get_mut(&same).and_then(Vec::pop) else {
                missing.push((n, row));
                continue;
            };
            let AttributionRow { entity, day, time, negated, confidence, .. } = row;
            keep.execute(params![id, n, entity, day, time, negated, confidence])?;
        }
        let gone = there.iter().flat_map(|(same, ids)| ids.iter().map(|id| (*id, &same.3)));
        for (id, words) in gone {
            forget_quote(connection, id)?;
            let unindex =
                "INSERT INTO quote_fts (quote_fts, rowid, words) VALUES ('delete', ?1, ?2)";
            connection.prepare_cached(unindex)?.execute(params![id, words])?;
            connection.prepare_cached("DELETE FROM attribution WHERE id = ?1")?.execute([id])?;
        }
        let added = missing.into_iter().map(|(n, row)| {
            Ok((
                self.index_attribution(report, i64::try_from(n).unwrap_or(i64::MAX), row, None)?,
                n,
            ))
        });
        added.collect()
    }
}
