//! The work on a record: taken apart, read, made into rows. Done on as many threads as there are.

use super::skipped::{Skipped, Weight};
use super::source::{Asked, Piece, Provenance};
use crate::input::{self, Name};
use crate::read::fault;
use sayso::input::{InputError, Place, Record};
use sayso::store::{Access, Appearance, Hash, PageState, Prepared, Settings, Store};
use sayso::{Document, Reader};
use sayso_fetch::schedule::FeedState;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Memory for the pages of a connection that only looks up hashes.
const LOOKUP_CACHE: usize = 2 << 20;

/// Everything a thread needs to work on a record.
pub struct Desk {
    reader: Reader,
    version: String,
    store: PathBuf,
    /// Whether the store held reports when the run began. In one that did not there is nothing to look up:
    /// what comes twice in one run the writer knows.
    holds: bool,
    /// Connections that are not in use.
    idle: Mutex<Vec<Store>>,
}

/// What came of a piece of work.
pub struct Taken {
    /// The record's hash, where it is to be remembered.
    pub record: Option<Hash>,
    pub items: Vec<Item>,
    pub skipped: Vec<Skipped>,
    /// Bytes of input that this answers.
    pub bytes: u64,
    /// An address that was fetched, and what is to be remembered of it.
    pub page: Option<(String, PageState)>,
    /// What is to be remembered of a feed.
    pub feed: Option<(String, FeedState)>,
}

/// A report of a record.
pub enum Item {
    /// It was read.
    Read(Box<Prepared>),
    /// Its content is in the store already; where it was found now.
    Known(Hash, Appearance),
}

impl Taken {
    fn nothing() -> Taken {
        Taken {
            record: None,
            items: Vec::new(),
            skipped: Vec::new(),
            bytes: 0,
            page: None,
            feed: None,
        }
    }

    /// How many reports it gave.
    pub fn reports(&self) -> u64 {
        self.items.len() as u64
    }
}

impl Desk {
    pub fn new(reader: Reader, store: &Path, holds: bool) -> Desk {
        let version = reader.version().to_owned();
        Desk { reader, version, store: store.to_owned(), holds, idle: Mutex::default() }
    }

    /// Works on a piece.
    pub fn take(&self, piece: Piece) -> Taken {
        let mut taken = Taken::nothing();
        match piece {
            Piece::Skipped(skipped) => taken.skipped.push(skipped),
            Piece::Record { name, record, read, from } => {
                taken.bytes = read;
                taken.page.clone_from(&from.page);
                self.record(&mut taken, &name, &record, &from);
            }
            Piece::Document { name, document, from } => {
                match self.document(&document, from.fetched.as_deref()) {
                    Some(item) => taken.items.push(item),
                    None => taken.skipped.push(broken(name.to_string())),
                }
            }
            Piece::Feed(url, state) => taken.feed = Some((url, state)),
        }
        taken
    }

    /// Does something with a connection that reads. What is looked up saves work, and nothing
    /// hangs on it: where it fails, the work is done.
    fn look<T>(&self, ask: impl FnOnce(&Store) -> Option<T>) -> Option<T> {
        if !self.holds {
            return None;
        }
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let store = idle.or_else(|| {
            let settings =
                Settings { cache_bytes: LOOKUP_CACHE, map_bytes: 0, ..Settings::default() };
            Store::open(&self.store, Access::Read, settings).ok()
        })?;
        let answer = ask(&store);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(store);
        answer
    }

    fn record(&self, taken: &mut Taken, name: &Name, record: &Record, from: &Provenance) {
        let Provenance { options, asked, .. } = from;
        let what = input::place(name, record.place());
        let id = match record.place() {
            Place::Whole => name.id(),
            _ => String::new(),
        };
        let given = format!("{} {options:?}", env!("CARGO_PKG_VERSION"));
        let hash = Hash::of([given.as_bytes(), id.as_bytes(), record.bytes()]);
        if let Some(reports) = self.look(|store| store.record(hash).ok().flatten()) {
            let why = match reports {
                1 => String::from("it was stored before"),
                n => format!("it was stored before: {n} reports"),
            };
            taken.skipped.push(Skipped {
                weight: Weight::Known,
                code: "stored-already",
                what,
                why,
            });
            return;
        }
        let contents = match catch_unwind(AssertUnwindSafe(|| record.contents(options))) {
            Ok(Ok(contents)) => contents,
            Ok(Err(error)) => return taken.skipped.push(unread(what, &error, *asked)),
            Err(_) => return taken.skipped.push(broken(what)),
        };
        for (left_out, count) in &contents.left_out {
            taken.skipped.push(Skipped {
                weight: Weight::Remark,
                code: "left-out",
                what: what.clone(),
                why: format!("left out: {count} {left_out}"),
            });
        }
        let several = contents.documents.len() > 1;
        taken.record = Some(hash);
        for document in contents.placed(record.place()) {
            match document {
                Ok(mut document) => {
                    if document.id.is_empty() && !several {
                        document.id.clone_from(&id);
                    }
                    match self.document(&document, from.fetched.as_deref()) {
                        Some(item) => taken.items.push(item),
                        None => taken.skipped.push(broken(what.clone())),
                    }
                }
                Err(error) => {
                    let what = input::place(name, &error.place);
                    taken.skipped.push(unread(what, &error.error, *asked));
                }
            }
        }
    }

    /// Reads a document, unless the store has it. `None`: a fault of the reader's.
    fn document(&self, document: &Document, fetched: Option<&str>) -> Option<Item> {
        let hash = Hash::of_document(document);
        if self.look(|store| store.report_of(hash).ok().flatten()).is_some() {
            let fetched = fetched.map(str::to_owned);
            return Some(Item::Known(hash, Appearance { fetched, ..Appearance::of(document) }));
        }
        let read = || {
            let reading = self.reader.read(document);
            Prepared::new(document, &reading, &self.version)
        };
        let mut prepared = catch_unwind(AssertUnwindSafe(read)).ok()?;
        if let Some(when) = fetched {
            prepared = prepared.fetched(when);
        }
        Some(Item::Read(Box::new(prepared)))
    }
}

/// Something that could not be read. What lies in a folder beside reports and is no text is no
/// error.
fn unread(what: String, error: &InputError, asked: Asked) -> Skipped {
    let harmless = matches!(error, InputError::NotText { .. } | InputError::NoReport);
    let weight = match asked {
        Asked::InFolder if harmless => Weight::Remark,
        _ => Weight::Error,
    };
    Skipped { weight, code: error.code(), what, why: error.to_string() }
}

fn broken(what: String) -> Skipped {
    let why = fault(&what);
    Skipped { weight: Weight::Error, code: "fault", what, why }
}
