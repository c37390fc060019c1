//! A store made as small as it gets.

use crate::error::{Doing, Result};
use crate::{Store, StoreError};

const DOING: &str = "compacting the store";

/// The full-text indexes.
pub(crate) const FULL_TEXT: [&str; 3] = ["report_fts", "quote_fts", "name_fts"];

/// The size of a store, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Compacted {
    /// Before.
    pub before: u64,
    /// After.
    pub after: u64,
}

impl Store {
    /// Merges the pieces of the full-text indexes and writes the file anew without its gaps.
    ///
    /// Nobody else may write meanwhile. It takes room for one more copy beside the store, and for one in
    /// the folder for temporary files.
    ///
    /// # Errors
    /// [`StoreError::NoRoom`] where the disk is too full for it. Whatever fails, the content stays.
    pub fn compact(&mut self) -> Result<Compacted> {
        if self.connection.is_readonly("main").doing(DOING)? {
            return Err(StoreError::ReadOnly { doing: DOING });
        }
        let before = self.bytes();
        let done = self.rewrite();
        // What was changed meanwhile goes from memory to disk as far as it can.
        let _ = self.checkpoint();
        match done {
            Err(StoreError::Full { .. }) => Err(StoreError::NoRoom { bytes: before }),
            Err(error) => Err(error),
            Ok(()) => Ok(Compacted { before, after: self.bytes() }),
        }
    }

    fn rewrite(&self) -> Result<()> {
        for index in FULL_TEXT {
            let optimize = format!("INSERT INTO {index} ({index}) VALUES ('optimize')");
            self.connection.execute_batch(&optimize).doing(DOING)?;
            self.checkpoint().doing(DOING)?;
        }
        // VACUUM makes its copy where temporary tables go: a store need not fit into memory.
        self.connection.execute_batch("PRAGMA temp_store = FILE").doing(DOING)?;
        let done = self.connection.execute_batch("VACUUM").doing(DOING);
        self.connection.execute_batch("PRAGMA temp_store = MEMORY").doing(DOING)?;
        done
    }

    /// Writes what waits beside the file into it.
    fn checkpoint(&self) -> rusqlite::Result<()> {
        self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
    }
}
