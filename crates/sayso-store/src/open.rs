//! Opening a store: making it, bringing an older one up to date, refusing what is none.

use crate::error::{Doing, Result};
use crate::{Settings, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// `says` in ASCII: SQLite's `application_id` of a store.
const APPLICATION: i32 = 0x7361_7973;

/// What brings a store from each format to the next; the first makes it. Never changed once landed.
const MIGRATIONS: [&str; 1] = [include_str!("../migrations/0001_store.sql")];

/// The format that this version writes: SQLite's `user_version`.
pub const FORMAT: u32 = MIGRATIONS.len() as u32;

/// Bytes of a page; the bound on the file is counted in these.
const PAGE: u64 = 4096;

/// What a store is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To look things up. An older store is refused only where it lacks what is asked for.
    Read,
    /// To change it. An older one is brought to the present format.
    Write,
    /// The same, and it is made where there is none.
    Create,
}

/// Reports with their readings and an index over them, in one SQLite file.
pub struct Store {
    pub(crate) connection: Connection,
    pub(crate) settings: Settings,
    pub(crate) path: PathBuf,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("path", &self.path).finish_non_exhaustive()
    }
}

impl Store {
    /// Opens a store.
    ///
    /// # Errors
    /// [`StoreError::Missing`] where there is no file and none is to be made;
    /// [`StoreError::NotAStore`] where the file is something else, which is then left as it is;
    /// [`StoreError::Newer`] where a later version wrote it.
    pub fn open(path: impl AsRef<Path>, access: Access, settings: Settings) -> Result<Store> {
        let path = path.as_ref().to_owned();
        let there = path.exists();
        if !there && access != Access::Create {
            return Err(StoreError::Missing(path));
        }
        let flags = match access {
            Access::Read => OpenFlags::SQLITE_OPEN_READ_ONLY,
            Access::Write => OpenFlags::SQLITE_OPEN_READ_WRITE,
            Access::Create => OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        };
        let open = |name: &Path, flags: OpenFlags| {
            Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
                .map_err(|cause| StoreError::Open { path: path.clone(), cause })
        };
        let mut store = Store { connection: open(&path, flags)?, settings, path: path.clone() };
        match store.prepare(access) {
            Err(error) if there && store.is_on_a_read_only_medium(&error) => {
                if access != Access::Read {
                    return Err(StoreError::ReadOnly { doing: "opening the store for writing" });
                }
                store.connection = open(&immutable(&path), flags | OpenFlags::SQLITE_OPEN_URI)?;
                store.prepare(access)?;
            }
            prepared => prepared?,
        }
        Ok(store)
    }

    /// Whether a store could not be read because SQLite may not write beside it: to read along with a
    /// writer it keeps a file there. Where nothing waits to be written, there is no writer.
    fn is_on_a_read_only_medium(&self, error: &StoreError) -> bool {
        let StoreError::Open { cause, .. } = error else { return false };
        let refused = matches!(
            cause.sqlite_error_code(),
            Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::ReadOnly)
        );
        let mut log = self.path.clone().into_os_string();
        log.push("-wal");
        refused && std::fs::metadata(&log).map_or(0, |log| log.len()) == 0
    }

    /// A store in memory, for tests and for looking at a handful of reports.
    ///
    /// # Errors
    /// Where SQLite has no memory.
    pub fn in_memory(settings: Settings) -> Result<Store> {
        let path = PathBuf::from(":memory:");
        let connection = Connection::open_in_memory().doing("opening a store in memory")?;
        let mut store = Store { connection, settings, path };
        store.prepare(Access::Create)?;
        Ok(store)
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn prepare(&mut self, access: Access) -> Result<()> {
        let connection = &self.connection;
        connection
            .busy_timeout(Duration::from_secs(self.settings.busy_seconds))
            .doing("opening the store")?;
        connection.set_prepared_statement_cache_capacity(128);
        let found = self.format()?;
        if found > FORMAT {
            return Err(StoreError::Newer { path: self.path.clone(), found, known: FORMAT });
        }
        let connection = &self.connection;
        let cache = self.settings.cache_bytes / 1024;
        let map = if access == Access::Read { self.settings.map_bytes } else { 0 };
        let pragmas = format!(
            "PRAGMA cache_size = -{cache}; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = {map};"
        );
        connection.execute_batch(&pragmas).doing("opening the store")?;
        if access == Access::Read {
            return match found {
                FORMAT => Ok(()),
                older => Err(StoreError::Asked(format!(
                    "{}: this store has format {older}; run `sayso store info --store {0}` once \
                     with the right to write, which brings it to format {FORMAT}",
                    self.path.display()
                ))),
            };
        }
        // In WAL a reader never waits for the writer. NORMAL: a killed process loses nothing that
        // was committed; a power cut may lose the last batches, and leaves the store whole.
        let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; \
                       PRAGMA wal_autocheckpoint = 20000;";
        connection.execute_batch(pragmas).doing("opening the store for writing")?;
        if self.settings.max_store_bytes > 0 {
            let pages = (self.settings.max_store_bytes / PAGE).max(1);
            connection
                .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))
                .doing("bounding the store")?;
        }
        self.migrate(found)
    }

    /// The format of the file; 0 where it is new and empty.
    fn format(&self) -> Result<u32> {
        let number = |pragma: &str| -> rusqlite::Result<i32> {
            self.connection.query_row(&format!("PRAGMA {pragma}"), [], |row| row.get(0))
        };
        let read = || -> rusqlite::Result<(i32, i32, i64)> {
            let tables = "SELECT count(*) FROM sqlite_schema";
            let tables = self.connection.query_row(tables, [], |row| row.get(0))?;
            Ok((number("application_id")?, number("user_version")?, tables))
        };
        match read() {
            Ok((APPLICATION, format, _)) => Ok(u32::try_from(format).unwrap_or(0)),
            Ok((0, 0, 0)) => Ok(0),
            Ok(_) => Err(StoreError::NotAStore(self.path.clone())),
            Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
                Err(StoreError::NotAStore(self.path.clone()))
            }
            Err(cause) => Err(StoreError::Open { path: self.path.clone(), cause }),
        }
    }

    /// Runs what is missing, each step with its number in one transaction.
    fn migrate(&mut self, found: u32) -> Result<()> {
        for (number, step) in (1_u32..).zip(MIGRATIONS).skip(found as usize) {
            let sql = format!(
                "BEGIN IMMEDIATE;\n{step}\nPRAGMA application_id = {APPLICATION};\n\
                 PRAGMA user_version = {number};\nCOMMIT;"
            );
            let done = self.connection.execute_batch(&sql);
            if done.is_err() {
                // Where the transaction is over already there is nothing to take back.
                let _ = self.connection.execute_batch("ROLLBACK");
                // Another process may have made the same store meanwhile.
                if self.format()? >= number {
                    continue;
                }
            }
            done.doing("bringing the store to the present format")?;
        }
        Ok(())
    }
}

/// The name of a file that nobody writes to, as SQLite takes it.
fn immutable(path: &Path) -> PathBuf {
    let mut name = String::from("file:");
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for byte in absolute.to_string_lossy().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => {
                name.push(char::from(byte));
            }
            _ => name.push_str(&format!("%{byte:02x}")),
        }
    }
    name.push_str("?immutable=1");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::immutable;
    use crate::{Access, Settings, Store};
    use rusqlite::{Connection, OpenFlags};

    #[test]
    fn a_file_that_nobody_writes_to_opens_without_another_beside_it() {
        let folder = std::env::temp_dir().join(format!("sayso %?#é {}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("a store");
        drop(Store::open(&path, Access::Create, Settings::default()).expect("a store"));
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let connection = Connection::open_with_flags(immutable(&path), flags).expect("opens");
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = connection.query_row(tables, [], |row| row.get(0)).expect("tables");
        assert!(tables > 10);
        let files = std::fs::read_dir(&folder).expect("the folder").count();
        std::fs::remove_dir_all(&folder).expect("removed");
        assert_eq!(files, 1);
    }
}
