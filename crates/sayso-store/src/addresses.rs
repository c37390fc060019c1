//! What is remembered of addresses: pages that were fetched, feeds that are watched.

use crate::error::{Doing, Result};
use crate::{Store, Writer};
use rusqlite::{OptionalExtension, params};
use serde::{Deserialize, Serialize};

const LOOKING: &str = "looking up an address";

/// What is remembered of an address that was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PageState {
    /// When, in ISO 8601 and UTC.
    pub fetched: String,
    /// The `ETag` of the answer.
    pub etag: Option<String>,
    /// The `Last-Modified` of the answer.
    pub last_modified: Option<String>,
}

impl Store {
    /// What is remembered of an address.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn page(&self, url: &str) -> Result<Option<PageState>> {
        let find = "SELECT state FROM page WHERE url = ?1";
        let mut find = self.connection.prepare_cached(find).doing(LOOKING)?;
        let state: Option<String> =
            find.query_row([url], |row| row.get(0)).optional().doing(LOOKING)?;
        // What another version wrote and this one cannot read is fetched anew.
        Ok(state.and_then(|state| serde_json::from_str(&state).ok()))
    }

    /// The feeds that are watched, by address, each with what is remembered of it: JSON of whoever
    /// watches.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn feeds(&self) -> Result<Vec<(String, String)>> {
        let all = "SELECT url, state FROM feed ORDER BY url";
        let mut all = self.connection.prepare_cached(all).doing(LOOKING)?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).doing(LOOKING)?;
        rows.collect::<rusqlite::Result<_>>().doing(LOOKING)
    }
}

impl Writer<'_> {
    /// Remembers an address that was fetched, in the open batch.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn keep_page(&mut self, url: &str, page: &PageState) -> Result<()> {
        // A plain struct of strings: no step of this can fail.
        let state = serde_json::to_string(page).unwrap_or_default();
        let sql = "INSERT INTO page (url, state) VALUES (?1, ?2) \
                   ON CONFLICT (url) DO UPDATE SET state = excluded.state";
        self.keep(sql, url, &state)
    }

    /// Remembers a feed that is watched, in the open batch.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn keep_feed(&mut self, url: &str, state: &str) -> Result<()> {
        let sql = "INSERT INTO feed (url, state) VALUES (?1, ?2) \
                   ON CONFLICT (url) DO UPDATE SET state = excluded.state";
        self.keep(sql, url, state)
    }

    /// No longer watches a feed; whether it was watched. What it gave stays.
    ///
    /// # Errors
    /// As [`add`](Writer::add).
    pub fn forget_feed(&mut self, url: &str) -> Result<bool> {
        self.within(
            |writer| {
                let sql = "DELETE FROM feed WHERE url = ?1";
                Ok(writer.store.connection.prepare_cached(sql)?.execute([url])? > 0)
            },
            0,
        )
    }

    fn keep(&mut self, sql: &str, url: &str, state: &str) -> Result<()> {
        self.within(
            |writer| {
                writer.store.connection.prepare_cached(sql)?.execute(params![url, state])?;
                Ok(())
            },
            0,
        )
    }
}
