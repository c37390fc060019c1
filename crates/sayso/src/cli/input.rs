//! What is to be read: files and standard input, record by record.

use crate::flags::{Given, Kind};
use crate::pipeline::Feed;
use sayso::input::{InputError, Limit, Limits, Options, Place, Record, Records};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::ops::ControlFlow;

/// What a piece of work takes beside its bytes.
const OVERHEAD: usize = 256;

/// A piece of work.
pub enum Work {
    /// A record, and how many bytes of the input were read to get it.
    Record { name: Name, record: Record, read: u64 },
    /// Something that could not be read, in words.
    Failed(String),
    /// Something that was left out on purpose, in words.
    Remark(String),
}

/// A file as given, or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    File(String),
    Stdin,
}

impl Name {
    pub fn new(given: &str) -> Name {
        if given == "-" { Name::Stdin } else { Name::File(given.into()) }
    }

    /// The id of a report that brings none: the file's name without folder and extension.
    pub fn id(&self) -> String {
        match self {
            Name::File(path) => std::path::Path::new(path)
                .file_stem()
                .map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            Name::Stdin => String::new(),
        }
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Name::File(path) => f.write_str(path),
            Name::Stdin => f.write_str("standard input"),
        }
    }
}

/// What is given on the command line, or standard input where something is piped into it.
pub fn names(files: &[String]) -> anyhow::Result<Vec<Name>> {
    if files.is_empty() {
        if io::stdin().is_terminal() {
            anyhow::bail!(
                "nothing to read: name a file, as in `sayso read report.txt`, or pipe a report in \
                 (`sayso read --help` has examples)"
            );
        }
        return Ok(vec![Name::Stdin]);
    }
    Ok(files.iter().map(|file| Name::new(file)).collect())
}

/// Checks a `--limit NAME=VALUE`.
pub fn limit(given: &str) -> Result<(String, String), String> {
    let (name, value) = given.split_once('=').ok_or("it is given as NAME=VALUE")?;
    Limits::default().set(name, value).map_err(|error| error.to_string())?;
    Ok((name.into(), value.into()))
}

/// The limits with their defaults, for help.
pub fn limits_help() -> String {
    let defaults = Limits::default();
    let mut help = String::from(
        "Raise or lower a limit; may be given again\n\nA VALUE is a number, with KiB, MiB or GiB \
         if it helps. The limits, with their defaults:",
    );
    for limit in Limit::ALL {
        let value = in_units(defaults.get(limit));
        help += &format!("\n  {}={value}: {}", limit.name(), limit.about());
    }
    help
}

fn in_units(value: u64) -> String {
    match value {
        0 => String::from("0"),
        v if v % (1 << 30) == 0 => format!("{}GiB", v >> 30),
        v if v % (1 << 20) == 0 => format!("{}MiB", v >> 20),
        v if v % (1 << 10) == 0 => format!("{}KiB", v >> 10),
        v => v.to_string(),
    }
}

/// The input's options, from what the command line says of it.
pub fn options(given: &Given, kind: Option<Kind>) -> anyhow::Result<Options> {
    let mut limits = Limits::default();
    for (name, value) in &given.limits {
        limits.set(name, value)?;
    }
    Ok(Options {
        format: kind.map(Kind::format),
        lang: given.lang.clone(),
        published: given.published.clone(),
        url: given.url.clone(),
        charset: None,
        limits,
    })
}

/// All bytes of the files together, where that can be known.
pub fn size(names: &[Name]) -> Option<u64> {
    names
        .iter()
        .map(|name| match name {
            Name::File(path) => std::fs::metadata(path).ok().filter(|m| m.is_file()),
            Name::Stdin => None,
        })
        .map(|metadata| metadata.map(|m| m.len()))
        .sum()
}

/// Whether several reports can come of one input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// One report at most: records are refused.
    One,
    /// Any number.
    Many,
}

/// Feeds everything that the names stand for, in their order.
pub fn feed<Out>(
    names: &[Name],
    options: &Options,
    expected: Expected,
    feed: &Feed<'_, Work, Out>,
) {
    for name in names {
        let flow = match open(name) {
            Err(message) => fail(feed, message),
            Ok(reader) => feed_one(name, reader, options, expected, feed),
        };
        if flow.is_break() {
            return;
        }
    }
}

fn fail<Out>(feed: &Feed<'_, Work, Out>, message: String) -> ControlFlow<()> {
    feed.push(Work::Failed(message), OVERHEAD)
}

/// Opens an input; the error says what to do instead.
pub fn open(name: &Name) -> Result<Box<dyn Read>, String> {
    let path = match name {
        Name::Stdin => return Ok(Box::new(io::stdin().lock())),
        Name::File(path) => path,
    };
    if path.starts_with("http://") || path.starts_with("https://") {
        return Err(format!(
            "{path}: `sayso read` opens no connection; `sayso ingest {path}` does, and keeps what it \
             gets. To read it alone: curl -sL {path} | sayso read"
        ));
    }
    let file = File::open(path).map_err(|error| format!("{path}: {error}"))?;
    match file.metadata() {
        Ok(metadata) if metadata.is_dir() => {
            let folder = path.trim_end_matches('/');
            Err(format!("{path}: a folder; name the files in it, as in `sayso read {folder}/*`"))
        }
        _ => Ok(Box::new(file)),
    }
}

fn feed_one<Out>(
    name: &Name,
    reader: Box<dyn Read>,
    options: &Options,
    expected: Expected,
    feed: &Feed<'_, Work, Out>,
) -> ControlFlow<()> {
    let mut records = Records::new(reader, options);
    let (mut fed, mut read) = (0, 0);
    while let Some(record) = records.next() {
        let flow = match record {
            Ok(record) if expected == Expected::One && (fed > 0 || record.is_json_record()) => {
                return fail(
                    feed,
                    format!(
                        "{name}: holds a stream of records, of which `--format json` cannot make \
                         one object; use `--jsonl` or `--format jsonl`"
                    ),
                );
            }
            Ok(record) => {
                let size = record.size() + OVERHEAD;
                let so_far = records.bytes_read();
                let work = Work::Record { name: name.clone(), record, read: so_far - read };
                read = so_far;
                feed.push(work, size)
            }
            Err(error) => fail(feed, placed(name, &error.place, &error.error)),
        };
        fed += 1;
        flow?;
    }
    let left_out: Vec<String> =
        records.left_out().iter().map(|(what, count)| format!("{count} {what}")).collect();
    if left_out.is_empty() {
        return ControlFlow::Continue(());
    }
    feed.push(Work::Remark(format!("{name}: left out: {}", left_out.join(", "))), OVERHEAD)
}

/// A complaint about a place in an input.
pub fn placed(name: &Name, at: &Place, error: &InputError) -> String {
    format!("{}: {error}", place(name, at))
}

/// A place in an input.
pub fn place(name: &Name, place: &Place) -> String {
    match place {
        Place::Whole => name.to_string(),
        place => format!("{name}: {place}"),
    }
}
