//! Reports on the same happenings.

use super::query::Day;
use crate::Store;
use crate::error::{Doing, Result};
use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

const DOING: &str = "reading a story";

/// Reports on the same happenings, in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryBrief {
    /// Its number in the store.
    pub story: i64,
    /// The headline of one of its reports.
    pub title: Option<String>,
    /// The day of the first.
    pub first: Option<String>,
    /// The day of the last.
    pub last: Option<String>,
    /// How many there are.
    pub reports: u64,
}

/// A story with its reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// The story in short.
    #[serde(flatten)]
    pub brief: StoryBrief,
    /// Its reports as they were published.
    pub told: Vec<Told>,
}

/// A report of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The report.
    pub report: i64,
    /// The headline.
    pub title: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The caller's name for it; may be empty.
    pub name: String,
    /// The agency that it declares.
    pub agency: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// Its language.
    pub lang: String,
    /// The report of which this is a copy; itself where it is none.
    pub original: i64,
}

impl Store {
    /// A story; `None` where there is none of this number.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn story(&self, story: i64) -> Result<Option<Story>> {
        let find = "SELECT id, title, first, last, reports FROM story WHERE id = ?1";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let Some(brief) = find.query_row([story], brief).optional().doing(DOING)? else {
            return Ok(None);
        };
        let find = "SELECT r.id, r.title, o.host, p.url, p.name, r.agency, r.published, r.lang, r.original \
                    FROM report r INDEXED BY report_story LEFT JOIN outlet o ON o.id = r.outlet \
                    LEFT JOIN appearance p \
                    ON p.id = (SELECT min(id) FROM appearance WHERE report = r.id) \
                    WHERE r.story = ?1 AND r.current = 1 \
                    ORDER BY r.day IS NULL, r.day, r.published, r.id";
        let row = |row: &Row<'_>| {
            Ok(Told {
                report: row.get(0)?,
                title: row.get(1)?,
                outlet: row.get(2)?,
                url: row.get(3)?,
                name: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
                agency: row.get(5)?,
                published: row.get(6)?,
                lang: row.get(7)?,
                original: row.get(8)?,
            })
        };
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let told = find.query_map([story], row).doing(DOING)?;
        let told = told.collect::<rusqlite::Result<_>>().doing(DOING)?;
        Ok(Some(Story { brief, told }))
    }

    /// The stories of a time that are told by more than one report, those with the latest first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn stories(
        &self,
        since: Option<&Day>,
        until: Option<&Day>,
        limit: usize,
    ) -> Result<Vec<StoryBrief>> {
        let find = "SELECT id, title, first, last, reports FROM story \
                    WHERE reports > 1 AND (?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR first <= ?2) \
                    ORDER BY last DESC, reports DESC, id DESC LIMIT ?3";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let values = params![since.map(Day::from), until.map(Day::to), limit];
        let rows = find.query_map(values, brief).doing(DOING)?;
        rows.collect::<rusqlite::Result<_>>().doing(DOING)
    }
}

fn brief(row: &Row<'_>) -> rusqlite::Result<StoryBrief> {
    Ok(StoryBrief {
        story: row.get(0)?,
        title: row.get(1)?,
        first: row.get(2)?,
        last: row.get(3)?,
        reports: row.get(4)?,
    })
}
