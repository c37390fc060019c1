//! A copy of a store while it is in use.

use crate::error::{Doing, Result};
use crate::{Store, StoreError};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

const DOING: &str = "making a backup";

/// Pages that are copied at a time: 16 MB.
const PAGES: i32 = 4096;

impl Store {
    /// Copies the store as it is at this moment to a new file. Others may read and write meanwhile.
    ///
    /// The file appears under its name when it is whole. `progress` is told how many of how many pages
    /// are copied.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is such a file: nothing is overwritten; [`StoreError::Io`] and
    /// [`StoreError::Full`] where it cannot be written, and nothing of it is left then.
    pub fn backup(&self, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        if to.symlink_metadata().is_ok() {
            return Err(StoreError::Exists(to.to_owned()));
        }
        let part = Part::new(to)?;
        self.copy(&part.0, progress)?;
        let io = |source| StoreError::Io { doing: DOING, path: to.to_owned(), source };
        File::open(&part.0).and_then(|file| file.sync_all()).map_err(io)?;
        part.becomes(to).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => StoreError::Exists(to.to_owned()),
            _ => io(source),
        })
    }

    fn copy(&self, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut copy = Connection::open_with_flags(to, flags).doing(DOING)?;
        copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF").doing(DOING)?;
        // As long as this lasts, nothing that others write is seen: the copy is of one moment, and never
        // begun anew.
        let snapshot = self.connection.unchecked_transaction().doing(DOING)?;
        let () = snapshot.query_row("SELECT 1 FROM sqlite_schema", [], |_| Ok(())).doing(DOING)?;
        {
            let backup = Backup::new(&self.connection, &mut copy).doing(DOING)?;
            loop {
                let step = backup.step(PAGES).doing(DOING)?;
                let at = backup.progress();
                let number = |n| u64::try_from(n).unwrap_or(0);
                progress(number(at.pagecount - at.remaining), number(at.pagecount));
                match step {
                    StepResult::Done => break,
                    StepResult::More => {}
                    _ => return Err(StoreError::Busy { doing: DOING }),
                }
            }
        }
        snapshot.finish().doing(DOING)?;
        copy.close().map_err(|(_, error)| error).doing(DOING)
    }
}

/// A file that is not whole yet; it goes where it does not get there.
struct Part(PathBuf);

impl Part {
    fn new(of: &Path) -> Result<Part> {
        let mut name = std::ffi::OsString::from(".");
        name.push(of.file_name().unwrap_or_default());
        name.push(format!(".{}.part", std::process::id()));
        let path = of.with_file_name(name);
        File::create_new(&path).map_err(|source| StoreError::Io {
            doing: DOING,
            path: of.to_owned(),
            source,
        })?;
        Ok(Part(path))
    }

    /// Gives it its name, where nobody has it yet.
    fn becomes(self, name: &Path) -> io::Result<()> {
        // A link fails where the name is taken, which a renaming would not. Some file systems have none.
        match std::fs::hard_link(&self.0, name) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
            Err(_) => std::fs::rename(&self.0, name),
        }
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        // It may have its name by now.
        let _ = std::fs::remove_file(&self.0);
    }
}
