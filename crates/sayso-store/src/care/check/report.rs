//! One report: its columns, its reading and its rows.

use super::names::Names;
use crate::Store;
use crate::corrections::{Log, Place};
use crate::error::{Doing, Result};
use crate::prepared::{AttributionRow, Index, Prepared};
use rusqlite::{Connection, OptionalExtension, Row};
use sayso_story::Sketch;

const DOING: &str = "looking at a report";

/// What is wrong with a report. An error where its reading cannot be had at all.
pub(super) fn problems(
    store: &Store,
    log: &Log,
    report: i64,
    names: &mut Names,
) -> Result<Vec<String>> {
    let stored = store.stored(report)?;
    let made = Prepared::new(&stored.document, &stored.reading, &stored.version);
    let connection = &store.connection;
    let mut wrong = head(connection, report, &made).doing(DOING)?;
    let place = Report { connection, log, report, made: &made };
    wrong.extend(place.entities(names).doing(DOING)?);
    wrong.extend(place.attributions().doing(DOING)?);
    wrong.extend(place.about().doing(DOING)?);
    wrong.extend(place.sketch().doing(DOING)?);
    Ok(wrong)
}

/// The columns of the report's row.
fn head(connection: &Connection, report: i64, made: &Prepared) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT hash, lang, title, kicker, byline, agency, published, published_from, day, dateline, \
               words, outlet.host FROM report LEFT JOIN outlet ON outlet.id = report.outlet \
               WHERE report.id = ?1";
    let head = &made.head;
    let texts = |row: &Row<'_>| -> rusqlite::Result<Vec<String>> {
        let text = |column: usize| row.get::<_, Option<String>>(column);
        let mut wrong = Vec::new();
        let hash: Vec<u8> = row.get(0)?;
        if hash != made.hash.0 {
            wrong.push(String::from("its hash is not that of its content"));
        }
        let columns = [
            (1, "language", Some(head.lang.as_str())),
            (2, "title", head.title.as_deref()),
            (3, "kicker", head.kicker.as_deref()),
            (4, "byline", Some(head.byline.as_str())),
            (5, "agency", head.agency.as_deref()),
            (6, "date of publication", head.published.as_deref()),
            (7, "source of the date", head.published_from),
            (8, "day", head.day.as_deref()),
            (9, "dateline", head.dateline.as_deref()),
            (11, "outlet", made.outlet.as_deref()),
        ];
        for (column, what, value) in columns {
            if text(column)?.as_deref() != value {
                wrong.push(format!("its {what} is not that of its reading"));
            }
        }
        if row.get::<_, usize>(10)? != head.words {
            wrong.push(String::from("its words are miscounted"));
        }
        Ok(wrong)
    };
    connection.prepare_cached(sql)?.query_row([report], texts)
}

struct Report<'r> {
    connection: &'r Connection,
    log: &'r Log,
    report: i64,
    made: &'r Prepared,
}

impl Report<'_> {
    fn index(&self) -> &Index {
        &self.made.index
    }

    /// Whether corrections leave this attribution out.
    fn is_rejected(&self, row: &AttributionRow) -> bool {
        let mut rejected = self.log.rejected(self.report).iter();
        rejected.any(|r| r.kind == row.kind && r.start == row.start && r.end == row.end)
    }

    fn entities(&self, names: &mut Names) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT entity.n, name.text, read.key, entity.actor, entity.read, entity.split, \
                   entity.day, entity.mentions, entity.said, report.outlet \
                   FROM entity JOIN report ON report.id = entity.report \
                   LEFT JOIN name ON name.id = entity.name LEFT JOIN actor read ON read.id = entity.read \
                   WHERE entity.report = ?1 ORDER BY entity.n";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([self.report])?;
        let mut wrong = Vec::new();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let n: usize = row.get(0)?;
            let id = format!("e{}", n + 1);
            let Some(entity) = self.index().entities.get(n).filter(|_| n == count) else {
                wrong.push(format!("the index has an entity {id} that its reading has not"));
                continue;
            };
            count += 1;
            let said = self.index().attributions.iter();
            let said = said.filter(|a| a.entity == Some(n as u32) && !self.is_rejected(a)).count();
            let as_read = row.get::<_, Option<String>>(1)?.as_deref() == Some(entity.name.as_str())
                && row.get::<_, Option<String>>(2)? == entity.key
                && row.get::<_, Option<String>>(6)? == self.made.head.day
                && row.get::<_, usize>(7)? == entity.mentions
                && row.get::<_, usize>(8)? == said;
            if !as_read {
                wrong.push(format!("the index has not of {id} what its reading has"));
            }
            let (actor, read, split): (Option<i64>, Option<i64>, Option<i64>) =
                (row.get(3)?, row.get(4)?, row.get(5)?);
            let day = row.get_ref(6)?.as_str_or_null()?;
            let place = Place { report: self.report, outlet: row.get(9)?, day };
            let is = read.map(|read| self.log.resolve(read, place)).unwrap_or_default();
            if (is.actor, is.split) != (actor, split) {
                wrong.push(format!("{id} is not whom corrections make it"));
            }
            if let Some(bearer) = split.or(read) {
                names.add(bearer, self.index(), n);
            }
        }
        if count < self.index().entities.len() {
            wrong.push(String::from("the index lacks entities of its reading"));
        }
        Ok(wrong)
    }

    fn attributions(&self) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT n, kind, start, end, words, entity, day, time, negated, confidence, rejected \
                   FROM attribution WHERE report = ?1 ORDER BY n";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([self.report])?;
        let mut wrong = Vec::new();
        let mut count = 0;
        while let Some(row) = rows.next()? {
            let n: i64 = row.get(0)?;
            let id = format!("a{}", n + 1);
            let made = usize::try_from(n).ok().and_then(|n| self.index().attributions.get(n));
            let Some(made) = made.filter(|_| n == count) else {
                wrong.push(format!("the index has an attribution {id} that its reading has not"));
                continue;
            };
            count += 1;
            let same = row.get_ref(1)?.as_str()? == made.kind
                && row.get::<_, u32>(2)? == made.start
                && row.get::<_, u32>(3)? == made.end
                && row.get_ref(4)?.as_str()? == made.words
                && row.get::<_, Option<u32>>(5)? == made.entity
                && row.get::<_, Option<String>>(6)? == made.day
                && row.get::<_, Option<String>>(7)? == made.time
                && row.get::<_, bool>(8)? == made.negated
                && (row.get::<_, f64>(9)? - made.confidence).abs() < 1e-6;
            if !same {
                wrong.push(format!("the index has not of {id} what its reading has"));
            }
            if row.get::<_, bool>(10)? != self.is_rejected(made) {
                wrong.push(format!("{id} is not left out where corrections do, or the reverse"));
            }
        }
        if usize::try_from(count).unwrap_or(0) < self.index().attributions.len() {
            wrong.push(String::from("the index lacks attributions of its reading"));
        }
        Ok(wrong)
    }

    fn about(&self) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT entity, attribution FROM about WHERE report = ?1 ORDER BY 1, 2";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([self.report], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let rows: Vec<(u32, u32)> = rows.collect::<rusqlite::Result<_>>()?;
        let same = rows == self.index().about;
        let wrong = "the index has not whom its attributions are about as its reading has";
        Ok(if same { Vec::new() } else { vec![String::from(wrong)] })
    }

    /// The sketch that copies are found by, where this version makes such ones.
    fn sketch(&self) -> rusqlite::Result<Vec<String>> {
        let sql = "SELECT body FROM sketch WHERE report = ?1";
        let mut statement = self.connection.prepare_cached(sql)?;
        let body: Option<Vec<u8>> =
            statement.query_row([self.report], |row| row.get(0)).optional()?;
        let wrong = match body {
            None => "it has no sketch to find copies by",
            Some(body) if body == self.made.kin.sketch.to_bytes() => return Ok(Vec::new()),
            Some(body) if Sketch::from_bytes(&body).is_ok() => {
                "the sketch to find copies by is not that of its text"
            }
            // Of another version: reading anew makes one.
            Some(_) => return Ok(Vec::new()),
        };
        Ok(vec![String::from(wrong)])
    }
}
