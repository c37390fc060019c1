//! What reports come from: files, folders, patterns of them, addresses, standard input.

use super::desk::Taken;
use super::net::Net;
use super::skipped::{Skipped, Weight};
use super::stop;
use crate::input::{self, Name};
use crate::pipeline::Feed;
use sayso::Document;
use sayso::input::{Options, Record, Records};
use sayso::store::PageState;
use sayso_fetch::schedule::FeedState;
use std::io::{self, IsTerminal, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a piece of work takes beside its bytes.
const OVERHEAD: usize = 256;
/// Folders within folders that are gone into.
const MAX_DEPTH: usize = 64;

/// A piece of work.
pub enum Piece {
    /// A record, and how many bytes of the input were read to get it.
    Record { name: Name, record: Record, read: u64, from: Arc<Provenance> },
    /// A report that a list holds as it stands.
    Document { name: Name, document: Box<Document>, from: Arc<Provenance> },
    /// Something that is not stored.
    Skipped(Skipped),
    /// What is to be remembered of a feed, behind all that it gave.
    Feed(String, FeedState),
}

/// What is known of an input as a whole.
#[derive(Debug, Clone)]
pub struct Provenance {
    pub options: Options,
    pub asked: Asked,
    /// When it was fetched, in UTC.
    pub fetched: Option<String>,
    /// The address that was asked for, and what is to be remembered of it.
    pub page: Option<(String, PageState)>,
}

/// Whether somebody named an input, or it lay in a folder that was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    ByName,
    InFolder,
}

/// What is given on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    Stdin,
    /// A file, or a folder with all that is in it.
    Path(PathBuf, Asked),
    Address(String),
}

impl Source {
    /// The bytes that it holds, where that can be told.
    pub fn size(&self) -> Option<u64> {
        let Source::Path(path, _) = self else { return None };
        let metadata = std::fs::metadata(path).ok()?;
        if !metadata.is_dir() {
            return metadata.is_file().then_some(metadata.len());
        }
        let mut total = 0;
        let _ = walk(path, 0, &mut |entry| {
            if let Ok(file) = entry {
                total += std::fs::metadata(file).map_or(0, |m| m.len());
            }
            ControlFlow::Continue(())
        });
        Some(total)
    }
}

/// The sources that are named; a pattern stands for what it matches, in order.
pub fn named(given: &[String]) -> anyhow::Result<Vec<Source>> {
    if given.is_empty() {
        if io::stdin().is_terminal() {
            anyhow::bail!(
                "nothing to store: name files or folders, as in `sayso ingest reports/`, or pipe \
                 records in (`sayso ingest --help` has examples)"
            );
        }
        return Ok(vec![Source::Stdin]);
    }
    let mut sources = Vec::new();
    for name in given {
        let path = PathBuf::from(name);
        if name == "-" {
            sources.push(Source::Stdin);
        } else if is_address(name) {
            sources.push(Source::Address(name.clone()));
        } else if path.exists() || !name.contains(['*', '?', '[']) {
            sources.push(Source::Path(path, Asked::ByName));
        } else {
            let found = glob::glob(name).map_err(|e| anyhow::anyhow!("{name}: no pattern: {e}"))?;
            let before = sources.len();
            for entry in found {
                let path = entry.map_err(|e| anyhow::anyhow!("{name}: {e}"))?;
                sources.push(Source::Path(path, Asked::InFolder));
            }
            if sources.len() == before {
                anyhow::bail!("{name}: nothing matches this pattern");
            }
        }
    }
    Ok(sources)
}

/// Whether something given is an address to open.
pub fn is_address(given: &str) -> bool {
    given.starts_with("http://") || given.starts_with("https://")
}

/// Feeds the records of all sources, in order. The store's own files are passed over.
pub fn feed(
    sources: &[Source],
    options: &Options,
    store: &Path,
    net: &Net,
    feed: &Feed<'_, Piece, Taken>,
) {
    let from = From::new(options, store, net, feed);
    for source in sources {
        let flow = match source {
            Source::Stdin => from.input(&Name::Stdin, Asked::ByName),
            Source::Path(path, _) if path.is_dir() => from.folder(path),
            Source::Path(path, asked) => from.file(path, *asked),
            Source::Address(url) => from.address(url),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// Where pieces of work come from.
pub struct From<'f, 'g> {
    pub options: &'f Options,
    pub net: &'f Net,
    own: PathBuf,
    feed: &'f Feed<'g, Piece, Taken>,
}

impl<'f, 'g> From<'f, 'g> {
    pub fn new(
        options: &'f Options,
        store: &Path,
        net: &'f Net,
        feed: &'f Feed<'g, Piece, Taken>,
    ) -> From<'f, 'g> {
        let own = std::fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
        From { options, net, own, feed }
    }

    fn folder(&self, folder: &Path) -> ControlFlow<()> {
        walk(folder, 0, &mut |entry| match entry {
            Ok(file) => self.file(&file, Asked::InFolder),
            Err(skipped) => self.skip(skipped),
        })
    }

    fn file(&self, path: &Path, asked: Asked) -> ControlFlow<()> {
        if asked == Asked::InFolder && self.is_own(path) {
            return ControlFlow::Continue(());
        }
        self.input(&Name::File(path.to_string_lossy().into_owned()), asked)
    }

    /// Whether a file is the store, or lies beside it for it (`-wal`, `-shm`).
    fn is_own(&self, path: &Path) -> bool {
        let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let (path, own) = (path.as_os_str().as_encoded_bytes(), self.own.as_os_str());
        let rest = path.strip_prefix(own.as_encoded_bytes());
        rest.is_some_and(|rest| [b"".as_slice(), b"-wal", b"-shm", b"-journal"].contains(&rest))
    }

    pub fn input(&self, name: &Name, asked: Asked) -> ControlFlow<()> {
        let reader = match input::open(name) {
            Ok(reader) => reader,
            Err(why) => {
                return self.skip(Skipped {
                    weight: Weight::Error,
                    code: "unreadable",
                    what: name.to_string(),
                    why,
                });
            }
        };
        let options = self.options.clone();
        let from = Arc::new(Provenance { options, asked, fetched: None, page: None });
        self.records(name, reader, &from, 0)
    }

    /// Feeds the records of a stream. `depth`: within how many lists it stands.
    pub fn records(
        &self,
        name: &Name,
        stream: impl Read,
        from: &Arc<Provenance>,
        depth: usize,
    ) -> ControlFlow<()> {
        let mut records = Records::new(stream, &from.options);
        let mut read = 0;
        while let Some(record) = records.next() {
            if stop::asked() {
                return ControlFlow::Break(());
            }
            match record {
                Ok(record)
                    if record.lists_addresses(&from.options)
                        && self.net.follows(from.fetched.is_some()) =>
                {
                    self.list(name, &record, from, depth)?;
                }
                Ok(record) => {
                    let size = record.size() + OVERHEAD;
                    let so_far = records.bytes_read();
                    let (name, from) = (name.clone(), Arc::clone(from));
                    let piece = Piece::Record { name, record, read: so_far - read, from };
                    read = so_far;
                    self.feed.push(piece, size)?;
                }
                Err(error) => self.skip(Skipped {
                    weight: Weight::Error,
                    code: error.error.code(),
                    what: input::place(name, &error.place),
                    why: error.error.to_string(),
                })?,
            }
        }
        for (what, count) in records.left_out() {
            self.skip(Skipped {
                weight: Weight::Remark,
                code: "left-out",
                what: name.to_string(),
                why: format!("left out: {count} {what}"),
            })?;
        }
        ControlFlow::Continue(())
    }

    /// Feeds a report that a list holds.
    pub fn document(
        &self,
        name: &Name,
        document: Document,
        from: &Arc<Provenance>,
    ) -> ControlFlow<()> {
        let size = document.text.len() + OVERHEAD;
        let (name, from) = (name.clone(), Arc::clone(from));
        self.feed.push(Piece::Document { name, document: Box::new(document), from }, size)
    }

    /// Feeds what is to be remembered of a feed.
    pub fn feed_state(&self, url: &str, state: FeedState) -> ControlFlow<()> {
        self.feed.push(Piece::Feed(url.to_owned(), state), OVERHEAD)
    }

    pub fn skip(&self, skipped: Skipped) -> ControlFlow<()> {
        self.feed.push(Piece::Skipped(skipped), OVERHEAD)
    }
}

/// All files in a folder and below, by name; links to folders are not gone into, and names that
/// begin with a dot are passed over.
fn walk(
    folder: &Path,
    depth: usize,
    visit: &mut impl FnMut(Result<PathBuf, Skipped>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let skip = |code, why: String| {
        let what = folder.display().to_string();
        Err(Skipped { weight: Weight::Error, code, what, why })
    };
    if depth > MAX_DEPTH {
        return visit(skip("too-deep", format!("folders are gone into {MAX_DEPTH} deep at most")));
    }
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return visit(skip("unreadable", error.to_string())),
    };
    let mut found: Vec<(PathBuf, bool)> = entries
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."))
        .map(|entry| (entry.path(), entry.file_type().is_ok_and(|kind| kind.is_dir())))
        .collect();
    found.sort();
    for (path, is_folder) in found {
        match is_folder {
            true => walk(&path, depth + 1, visit)?,
            false if path.is_dir() => {}
            false => visit(Ok(path))?,
        }
    }
    ControlFlow::Continue(())
}
