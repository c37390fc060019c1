//! What a store holds, in figures.

use crate::error::{Doing, Result};
use crate::open::FORMAT;
use crate::{Settings, Store};
use serde::Serialize;

const DOING: &str = "counting what the store holds";

/// Figures of a store.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Info {
    /// The store's format.
    pub format: u32,
    /// The file's size, with what waits beside it to be written into it.
    pub bytes: u64,
    /// Of these, bytes that nothing stands in.
    pub free: u64,
    /// Bytes a report, with its reading and its part of the index.
    pub bytes_per_report: u64,
    /// Reports, by their content.
    pub reports: u64,
    /// Of these, those that still stand at an address of theirs.
    pub current: u64,
    /// Places where they were found.
    pub appearances: u64,
    /// Reports that are copies of others.
    pub copies: u64,
    /// Stories.
    pub stories: u64,
    /// Reports by language, most first.
    pub languages: Vec<(String, u64)>,
    /// Outlets.
    pub outlets: u64,
    /// The outlets with most reports.
    pub largest_outlets: Vec<(String, u64)>,
    /// Attributions, without those that were rejected.
    pub attributions: u64,
    /// Attributions that were rejected.
    pub rejected: u64,
    /// Who and what reports name, each counted in each report.
    pub entities: u64,
    /// Actors: who is known from report to report, those merged into others left out.
    pub actors: u64,
    /// The first day of publication.
    pub from: Option<String>,
    /// The last.
    pub to: Option<String>,
    /// Which versions made the readings, and how many each, most first.
    pub versions: Vec<(String, u64)>,
    /// Corrections that hold.
    pub corrections: u64,
}

/// Outlets that are named.
const OUTLETS: usize = 10;

impl Store {
    /// Counts what is there.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn info(&self) -> Result<Info> {
        let number = |sql: &str| -> Result<u64> {
            self.connection.query_row(sql, [], |row| row.get(0)).doing(DOING)
        };
        let pairs = |sql: &str| -> Result<Vec<(String, u64)>> {
            let mut statement = self.connection.prepare(sql).doing(DOING)?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing(DOING)?;
            rows.collect::<rusqlite::Result<_>>().doing(DOING)
        };
        let page = number("PRAGMA page_size")?;
        let bytes = match self.bytes() {
            0 => page * number("PRAGMA page_count")?,
            bytes => bytes,
        };
        let reports = number("SELECT count(*) FROM report")?;
        let day = |sql: &str| -> Result<Option<String>> {
            self.connection.query_row(sql, [], |row| row.get(0)).doing(DOING)
        };
        let outlets = format!(
            "SELECT host, count(*) FROM report JOIN outlet ON outlet.id = report.outlet \
             GROUP BY report.outlet ORDER BY 2 DESC, 1 LIMIT {OUTLETS}"
        );
        Ok(Info {
            format: FORMAT,
            bytes,
            free: page * number("PRAGMA freelist_count")?,
            bytes_per_report: bytes / reports.max(1),
            reports,
            current: number("SELECT count(*) FROM report WHERE current <> 0")?,
            appearances: number("SELECT count(*) FROM appearance")?,
            copies: number("SELECT count(*) FROM report WHERE original <> id")?,
            stories: number("SELECT count(*) FROM story")?,
            languages: pairs("SELECT lang, count(*) FROM report GROUP BY 1 ORDER BY 2 DESC, 1")?,
            outlets: number("SELECT count(*) FROM outlet")?,
            largest_outlets: pairs(&outlets)?,
            attributions: number("SELECT count(*) FROM attribution WHERE rejected = 0")?,
            rejected: number("SELECT count(*) FROM attribution WHERE rejected <> 0")?,
            entities: number("SELECT count(*) FROM entity")?,
            actors: number("SELECT count(*) FROM actor WHERE into_ IS NULL")?,
            from: day("SELECT min(day) FROM report")?,
            to: day("SELECT max(day) FROM report")?,
            versions: pairs("SELECT version, count(*) FROM reading GROUP BY 1 ORDER BY 2 DESC, 1")?,
            corrections: number("SELECT count(*) FROM correction WHERE undone IS NULL")?,
        })
    }

    /// Bytes of the file and of the log beside it; 0 where it lies in memory.
    pub(crate) fn bytes(&self) -> u64 {
        let size = |path: &std::path::Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        size(&self.path) + size(log.as_ref())
    }

    /// The bounds of its work.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}
