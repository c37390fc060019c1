//! The one writer: reports in, a batch a transaction.

use crate::corrections::{Log, Place};
use crate::error::{Doing, Result};
use crate::held::Held;
use crate::kin::{KinFinder, Newcomer};
use crate::prepared::{Appearance, AttributionRow, EntityRow, Hash, Index, Prepared};
use crate::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension, params};
use sayso_story::Kin;

const DOING: &str = "storing reports";

/// What came of a report that was handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(i64),
    /// The content is there, and was not seen at this address or under this name before.
    Elsewhere(i64),
    /// It is there already, in every respect.
    Again(i64),
}

impl Added {
    /// The report's number in the store.
    pub fn report(self) -> i64 {
        match self {
            Added::New(id) | Added::Elsewhere(id) | Added::Again(id) => id,
        }
    }
}

/// Writes reports in batches of one transaction each. Dropped without
/// [`finish`](Writer::finish), the open batch is taken back.
#[derive(Debug)]
pub struct Writer<'s> {
    pub(crate) store: &'s Store,
    pub(crate) held: Held,
    pub(crate) log: Log,
    pub(crate) kin: KinFinder,
    open: bool,
    reports: usize,
    bytes: usize,
}

impl Store {
    /// What writes to this store.
    ///
    /// # Errors
    /// [`StoreError::ReadOnly`] where it was opened to be read alone.
    pub fn writer(&mut self) -> Result<Writer<'_>> {
        if self.connection.is_readonly("main").doing(DOING)? {
            return Err(StoreError::ReadOnly { doing: DOING });
        }
        let held = Held::new(self.settings.names_held);
        let (log, kin) = (Log::default(), KinFinder::new(self.settings.terms_held));
        Ok(Writer { store: self, held, log, kin, open: false, reports: 0, bytes: 0 })
    }

    /// Whether it holds any report.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn holds_reports(&self) -> Result<bool> {
        let any = "SELECT EXISTS (SELECT 1 FROM report)";
        self.connection.query_row(any, [], |row| row.get(0)).doing("looking for reports")
    }

    /// The report that has this content.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn report_of(&self, hash: Hash) -> Result<Option<i64>> {
        report_of(&self.connection, hash).doing("looking for a report")
    }

    /// How many reports a record gave that was taken in before; `None` where it is new.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn record(&self, hash: Hash) -> Result<Option<u64>> {
        let find = "SELECT reports FROM record WHERE hash = ?1";
        let mut find = self.connection.prepare_cached(find).doing("looking for a record")?;
        find.query_row([hash.0], |row| row.get(0)).optional().doing("looking for a record")
    }
}

fn report_of(connection: &Connection, hash: Hash) -> rusqlite::Result<Option<i64>> {
    let find = "SELECT id FROM report WHERE hash = ?1";
    connection.prepare_cached(find)?.query_row([hash.0], |row| row.get(0)).optional()
}

impl Writer<'_> {
    /// Adds a report with its reading, or the place where a known one was found.
    ///
    /// # Errors
    /// Where the store cannot be written to. The open batch is then taken back as a whole.
    pub fn add(&mut self, prepared: &Prepared) -> Result<Added> {
        self.within(|writer| writer.insert(prepared), prepared.head.text.len())
    }

    /// Adds a place where a known content was found; `None` where the content is not known.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn add_appearance(
        &mut self,
        content: Hash,
        appearance: &Appearance,
    ) -> Result<Option<Added>> {
        self.within(
            |writer| {
                let Some(report) = report_of(&writer.store.connection, content)? else {
                    return Ok(None);
                };
                let outlet = appearance.outlet();
                writer.appear(report, appearance, outlet.as_deref()).map(Some)
            },
            0,
        )
    }

    /// Says that a record was taken in, and how many reports it gave: with them, in one batch.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn add_record(&mut self, record: Hash, reports: u64) -> Result<()> {
        self.within(
            |writer| {
                let add =
                    "INSERT INTO record (hash, reports) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                writer.store.connection.prepare_cached(add)?.execute(params![record.0, reports])?;
                Ok(())
            },
            0,
        )
    }

    /// Ends the batch where it is full. To be called where a record ends: what one record gave
    /// belongs into one batch.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn record_ends(&mut self) -> Result<()> {
        let settings = &self.store.settings;
        if self.reports >= settings.batch_reports || self.bytes >= settings.batch_bytes {
            return self.commit();
        }
        Ok(())
    }

    /// Writes what is open.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn commit(&mut self) -> Result<()> {
        if !self.open {
            return Ok(());
        }
        let connection = &self.store.connection;
        let done = self
            .held
            .write_uses(connection)
            .and_then(|()| self.kin.write(connection))
            .and_then(|()| connection.execute_batch("COMMIT"))
            .doing(DOING);
        match done {
            Ok(()) => {
                (self.open, self.reports, self.bytes) = (false, 0, 0);
                Ok(())
            }
            Err(error) => {
                self.take_back();
                Err(error)
            }
        }
    }

    /// Writes what is open, and ends.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn finish(mut self) -> Result<()> {
        self.commit()
    }

    fn take_back(&mut self) {
        if self.open {
            // SQLite may have done it already, as it does when the disk is full.
            let _ = self.store.connection.execute_batch("ROLLBACK");
            self.held.forget();
            self.kin.forget();
            (self.open, self.reports, self.bytes) = (false, 0, 0);
        }
    }

    /// Does something within the open batch, and takes the batch back where that fails.
    pub(crate) fn within<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> rusqlite::Result<T>,
        bytes: usize,
    ) -> Result<T> {
        if !self.open {
            self.store.connection.execute_batch("BEGIN IMMEDIATE").doing(DOING)?;
            self.open = true;
            // Somebody may have put something right between two batches.
            if let Err(error) = self.log.refresh(&self.store.connection).doing(DOING) {
                self.take_back();
                return Err(error);
            }
        }
        let done = work(self).doing(DOING);
        match done {
            Ok(_) => {
                self.reports += 1;
                self.bytes += bytes;
            }
            Err(_) => self.take_back(),
        }
        done
    }

    fn insert(&mut self, prepared: &Prepared) -> rusqlite::Result<Added> {
        let connection = &self.store.connection;
        let outlet = prepared.outlet.as_deref();
        if let Some(report) = report_of(connection, prepared.hash)? {
            return self.appear(report, &prepared.appearance, outlet);
        }
        let host = outlet.map(|host| self.held.outlet(connection, host)).transpose()?;
        let head = &prepared.head;
        // Where it belongs is settled first: to change a row is to write all of it again.
        let report = next(connection, "SELECT coalesce(max(id), 0) + 1 FROM report")?;
        let newcomer = Newcomer { report, prepared };
        let settings = &self.store.settings;
        let placed = self.kin.place(connection, settings, &newcomer)?;
        let add = "INSERT INTO report (id, hash, lang, declared, title, kicker, byline, agency, published, \
                   published_from, day, dateline, text, notes, words, outlet, original, story) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
        connection.prepare_cached(add)?.execute(params![
            report,
            prepared.hash.0,
            head.lang,
            head.declared,
            head.title,
            head.kicker,
            head.byline,
            head.agency,
            head.published,
            head.published_from,
            head.day,
            head.dateline,
            head.text,
            head.notes,
            head.words,
            host,
            placed.original,
            placed.story,
        ])?;
        let index = "INSERT INTO report_fts (rowid, title, text) VALUES (?1, ?2, ?3)";
        connection.prepare_cached(index)?.execute(params![report, head.title, head.text])?;
        let reading = "INSERT INTO reading (report, version, body) VALUES (?1, ?2, ?3)";
        let reading_row = params![report, prepared.version, prepared.body];
        connection.prepare_cached(reading)?.execute(reading_row)?;
        let place = Place { report, outlet: host, day: head.day.as_deref() };
        self.index_entities(place, &prepared.index)?;
        let quotes = self.kin.quotes(connection, settings, &prepared.kin.quotes)?;
        for ((n, row), known) in (0_i64..).zip(&prepared.index.attributions).zip(&quotes) {
            let said = known.as_ref().and_then(|known| known.said);
            let id = self.index_attribution(report, n, row, said)?;
            if let Some(known) = known {
                self.kin.keep(connection, id, known)?;
            }
        }
        self.appear(report, &prepared.appearance, outlet)?;
        Ok(Added::New(report))
    }

    /// Writes whom a report names, and whom its attributions are about.
    pub(crate) fn index_entities(
        &mut self,
        place: Place<'_>,
        index: &Index,
    ) -> rusqlite::Result<()> {
        let connection = &self.store.connection;
        let Place { report, day, .. } = place;
        let add = "INSERT INTO entity (report, n, name, actor, read, split, day, mentions, said) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let mut add = connection.prepare_cached(add)?;
        for (n, entity) in index.entities.iter().enumerate() {
            let name = self.held.name(connection, &entity.name)?;
            let read = self.held.actor(connection, entity)?;
            let is = read.map(|read| self.log.resolve(read, place)).unwrap_or_default();
            let EntityRow { mentions, said, .. } = entity;
            add.execute(params![report, n, name, is.actor, read, is.split, day, mentions, said])?;
            let Some(bearer) = is.split.or(read) else { continue };
            for (text, times) in &entity.names {
                let name = self.held.name(connection, text)?;
                self.held.uses(bearer, name, i64::from(*times));
            }
        }
        let about = "INSERT INTO about (report, entity, attribution) VALUES (?1, ?2, ?3)";
        let mut about = connection.prepare_cached(about)?;
        for (entity, attribution) in &index.about {
            about.execute(params![report, entity, attribution])?;
        }
        Ok(())
    }

    /// Writes an attribution, and gives its number. `said`: the saying that it is, and how it is given;
    /// `None` where it is new, or not looked up yet.
    pub(crate) fn index_attribution(
        &self,
        report: i64,
        n: i64,
        row: &AttributionRow,
        said: Option<(i64, Kin)>,
    ) -> rusqlite::Result<i64> {
        let connection = &self.store.connection;
        let id = next(connection, "SELECT coalesce(max(id), 0) + 1 FROM attribution")?;
        let add = "INSERT INTO attribution (id, report, n, kind, start, end, words, entity, day, time, \
                   negated, confidence, saying, kin) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
        connection.prepare_cached(add)?.execute(params![
            id,
            report,
            n,
            row.kind,
            row.start,
            row.end,
            row.words,
            row.entity,
            row.day,
            row.time,
            row.negated,
            row.confidence,
            said.map_or(id, |(saying, _)| saying),
            said.map(|(_, kin)| kin.name()),
        ])?;
        let quote = "INSERT INTO quote_fts (rowid, words) VALUES (?1, ?2)";
        connection.prepare_cached(quote)?.execute(params![id, row.words])?;
        Ok(id)
    }

    /// Notes where a content was found. What stood at the address before is no longer current.
    fn appear(
        &mut self,
        report: i64,
        appearance: &Appearance,
        outlet: Option<&str>,
    ) -> rusqlite::Result<Added> {
        let connection = &self.store.connection;
        let Appearance { url, name, fetched } = appearance;
        let find = "SELECT id FROM appearance WHERE report = ?1 AND url IS ?2 AND name = ?3";
        let mut find = connection.prepare_cached(find)?;
        if find.exists(params![report, url, name])? {
            return Ok(Added::Again(report));
        }
        let host = outlet.map(|host| self.held.outlet(connection, host)).transpose()?;
        let add = "INSERT INTO appearance (report, outlet, url, name, fetched) VALUES (?1, ?2, ?3, ?4, ?5)";
        connection.prepare_cached(add)?.execute(params![report, host, url, name, fetched])?;
        if let Some(url) = url {
            let other = "SELECT 1 FROM appearance WHERE url = ?1 AND report <> ?2";
            if connection.prepare_cached(other)?.exists(params![url, report])? {
                replace(connection, url)?;
            }
        }
        Ok(Added::Elsewhere(report))
    }
}

/// The number that the next row gets.
fn next(connection: &Connection, sql: &str) -> rusqlite::Result<i64> {
    connection.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Works out anew which contents at an address are current: the last, and those that stand
/// elsewhere as the last.
fn replace(connection: &Connection, url: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE report SET current = EXISTS (
                 SELECT 1 FROM appearance a WHERE a.report = report.id AND (a.url IS NULL OR NOT EXISTS (
                   SELECT 1 FROM appearance b WHERE b.url = a.url AND b.id > a.id AND b.report <> a.report)))
               WHERE id IN (SELECT report FROM appearance WHERE url = ?1)";
    connection.prepare_cached(sql)?.execute([url])?;
    Ok(())
}

impl Drop for Writer<'_> {
    fn drop(&mut self) {
        self.take_back();
    }
}
