use rusqlite::ErrorCode;
use std::path::PathBuf;

/// What a store could not do, with what, and what to try.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file could not be opened.
    #[error("{}: cannot be opened as a store: {source}", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// There is no such file.
    #[error("{}: no such store; `sayso ingest` makes one", .0.display())]
    Missing(PathBuf),
    /// The file is something else.
    #[error("{}: a file, but no store of sayso's", .0.display())]
    NotAStore(PathBuf),
    /// A later version of sayso made it.
    #[error(
        "{}: this store has format {found}, and this version of sayso knows {known} at most; use \
         the newer version that wrote it", .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: u32,
        /// The last format that this version knows.
        known: u32,
    },
    /// Writing was refused.
    #[error("{doing}: the store cannot be written to: its file or folder is read-only")]
    ReadOnly {
        /// What was being done.
        doing: &'static str,
    },
    /// The disk, or the store's own bound, is full. Nothing of the batch was kept.
    #[error(
        "{doing}: no room left on the disk, or the store has reached `max-store-bytes`; what was \
         stored before stays. Make room and run the same command again: it goes on where it stopped"
    )]
    Full {
        /// What was being done.
        doing: &'static str,
    },
    /// There is no room to write the store anew.
    #[error(
        "compacting the store: no room; it takes some {bytes} bytes beside the store, and as much in the \
         folder for temporary files (another one: SQLITE_TMPDIR). Nothing was lost"
    )]
    NoRoom {
        /// What it takes.
        bytes: u64,
    },
    /// A file is there that would have been overwritten.
    #[error("{}: there is such a file, and nothing is overwritten; choose another name", .0.display())]
    Exists(PathBuf),
    /// A file beside the store could not be written.
    #[error("{doing}: {}: {source}", .path.display())]
    Io {
        /// What was being done.
        doing: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Another process is writing.
    #[error("{doing}: another process is writing to the store; try again when it has ended")]
    Busy {
        /// What was being done.
        doing: &'static str,
    },
    /// The file is damaged.
    #[error(
        "{doing}: the store is damaged ({detail}); `sayso store check` says where, and a copy made by \
         `sayso store backup` can take its place"
    )]
    Damaged {
        /// What was being done.
        doing: &'static str,
        /// What is wrong.
        detail: String,
    },
    /// Something is asked for that is not there.
    #[error("{0}")]
    NotFound(String),
    /// A name that several bear.
    #[error("{name:?} may be any of these; name one by its key:\n  {}", .candidates.join("\n  "))]
    Ambiguous {
        /// The name.
        name: String,
        /// Those who bear it.
        candidates: Vec<String>,
    },
    /// What was asked makes no sense here.
    #[error("{0}")]
    Asked(String),
    /// Anything else that SQLite says.
    #[error("{doing}: {source}")]
    Sqlite {
        /// What was being done.
        doing: &'static str,
        /// What it says.
        source: rusqlite::Error,
    },
}

/// The result of what a store does.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Says what was being done when SQLite failed.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, doing: &'static str) -> Result<T> {
        self.map_err(|source| match source.sqlite_error_code() {
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                StoreError::ReadOnly { doing }
            }
            Some(ErrorCode::DiskFull) => StoreError::Full { doing },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Busy { doing },
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                StoreError::Damaged { doing, detail: source.to_string() }
            }
            _ => StoreError::Sqlite { doing, source },
        })
    }
}
