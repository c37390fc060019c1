//! Any input as a stream of records: lines of JSON, records of a crawl archive, or the whole
//! input as one. To split is cheap and goes in order; to read a record is the work, and may be
//! done on as many threads as there are.

use crate::contents::Contents;
use crate::gzip::{self, Gunzip};
use crate::warc::{self, Archive, Page};
use crate::{Format, InputError, Lines, NumberedError, Options, contents_of, jsonl};
use sayso_model::{Document, Note, NoteCode};
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes looked at to tell lines and archives from inputs that are read whole.
const HEAD: usize = 64 << 10;

/// Where in an input a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// It is the input.
    Whole,
    /// A line, counted from 1.
    Line(u64),
    /// A record of a crawl archive, counted from 1, and the address of its page.
    Record(u64, Option<String>),
    /// A report of several that stand in one record, counted from 1.
    Report(Box<Place>, u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Whole => f.write_str("the input"),
            Place::Line(number) => write!(f, "line {number}"),
            Place::Record(number, None) => write!(f, "record {number}"),
            Place::Record(number, Some(url)) => write!(f, "record {number} ({url})"),
            Place::Report(place, number) if **place == Place::Whole => write!(f, "report {number}"),
            Place::Report(place, number) => write!(f, "{place}, report {number}"),
        }
    }
}

/// An error with the place that it is about.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {error}")]
pub struct PlacedError {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    #[source]
    pub error: InputError,
}

/// A part of an input that can be read by itself.
#[derive(Debug)]
pub struct Record {
    place: Place,
    held: Held,
}

#[derive(Debug)]
enum Held {
    Whole(Vec<u8>),
    Line(Vec<u8>),
    Page(Box<Page>),
}

impl Record {
    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// How many bytes it holds.
    pub fn size(&self) -> usize {
        match &self.held {
            Held::Whole(bytes) | Held::Line(bytes) => bytes.len(),
            Held::Page(page) => page.bytes.len(),
        }
    }

    /// Its bytes as they came; of a page in a crawl archive the answer's body, before it is unpacked.
    pub fn bytes(&self) -> &[u8] {
        match &self.held {
            Held::Whole(bytes) | Held::Line(bytes) => bytes,
            Held::Page(page) => &page.bytes,
        }
    }

    /// Whether it lists addresses: a feed, a list of feeds, a sitemap.
    pub fn lists_addresses(&self, options: &Options) -> bool {
        let Held::Whole(bytes) = &self.held else { return false };
        let format = options.format.unwrap_or_else(|| Format::detect(bytes));
        matches!(format, Format::Feed | Format::Opml | Format::Sitemap)
    }

    /// Whether it is a record of ours in JSON, one of a stream that may hold many.
    pub fn is_json_record(&self) -> bool {
        matches!(&self.held, Held::Line(line) if Format::detect(line) == Format::Jsonl)
    }

    /// Reads it. The options must be those that it was split with.
    pub fn contents(&self, options: &Options) -> Result<Contents, InputError> {
        match &self.held {
            Held::Whole(bytes) => contents_of(bytes, options),
            Held::Line(line) => jsonl::line(line, options),
            Held::Page(page) => read_page(page, options),
        }
    }
}

fn read_page(page: &Page, options: &Options) -> Result<Contents, InputError> {
    let (bytes, cut) = page.payload(&options.limits)?;
    let mut options = options.clone();
    options.format = Some(page.format);
    options.charset.clone_from(&page.charset);
    options.url.clone_from(&page.url);
    let mut contents = contents_of(&bytes, &options)?;
    for document in contents.documents.iter_mut().flatten() {
        if let (true, Some(id)) = (document.id.is_empty(), &page.id) {
            document.id.clone_from(id);
        }
        if let Some(why) = &cut {
            document.notes.push(Note {
                code: NoteCode::InputRepaired,
                message: format!("the page is not whole: {why}; it was read as far as it goes"),
                span: None,
            });
        }
    }
    Ok(contents)
}

/// The records of an input, in order, whatever its format; packed by gzip or not.
///
/// What it is, is found from the content, unless [`Options::format`] says so. Lines of JSON and
/// crawl archives are streams: memory stays at one record, however many there are, and a record
/// that is damaged or over a limit is an error of its own, with reading going on behind it. Any
/// other input is one record.
///
/// ```
/// use sayso_input::{Options, Records};
///
/// let stream = "{\"text\":\"Un.\"}\n{\"text\":2}\n{\"text\":\"Trois.\"}\n";
/// let options = Options::default();
/// let mut texts = Vec::new();
/// for record in Records::new(stream.as_bytes(), &options) {
///     // On any thread:
///     match record?.contents(&options) {
///         Ok(contents) => texts.extend(contents.documents.into_iter().flatten().map(|d| d.text)),
///         Err(error) => assert!(error.to_string().contains("has to be a string")),
///     }
/// }
/// assert_eq!(texts, ["Un.", "Trois."]);
/// # Ok::<(), sayso_input::PlacedError>(())
/// ```
pub struct Records<'r> {
    state: State<'r>,
    options: Options,
    read: Arc<AtomicU64>,
    left_out: BTreeMap<&'static str, u64>,
}

type Stream<'r> = Box<dyn BufRead + 'r>;

enum State<'r> {
    Begin(Stream<'r>),
    Lines(Lines<Stream<'r>>),
    Archive(Box<Archive<Stream<'r>>>),
    End,
}

impl<'r> Records<'r> {
    /// Reads from `stream`, which needs no buffer.
    pub fn new(stream: impl Read + 'r, options: &Options) -> Records<'r> {
        let read = Arc::new(AtomicU64::new(0));
        let stream = Counting { stream, read: Arc::clone(&read) };
        Records {
            state: State::Begin(Box::new(BufReader::with_capacity(HEAD, stream))),
            options: options.clone(),
            read,
            left_out: BTreeMap::new(),
        }
    }

    /// How many bytes were taken from the stream so far.
    pub fn bytes_read(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    /// What was left out on purpose so far, by reason, and how often: answers in a crawl archive
    /// that are no pages.
    pub fn left_out(&self) -> &BTreeMap<&'static str, u64> {
        match &self.state {
            State::Archive(archive) => &archive.left_out,
            _ => &self.left_out,
        }
    }

    /// Looks at the beginning, and settles how to go on.
    fn begin(&mut self, stream: Stream<'r>) -> Result<Option<Record>, PlacedError> {
        let whole = |error| PlacedError { place: Place::Whole, error };
        let (mut head, mut stream) = peeked(stream).map_err(whole)?;
        if head.starts_with(&gzip::MAGIC) {
            let unpacked = Gunzip::new(stream, &self.options.limits);
            (head, stream) =
                peeked(Box::new(BufReader::with_capacity(HEAD, unpacked))).map_err(whole)?;
        }
        let kind = match self.options.format {
            Some(Format::Jsonl) => Kind::Lines,
            Some(Format::Warc) => Kind::Archive,
            Some(_) => Kind::Whole,
            None => Kind::of(&head),
        };
        match kind {
            Kind::Lines => self.state = State::Lines(Lines::new(stream, &self.options.limits)),
            Kind::Archive => {
                let archive = Archive::new(stream, &self.options.limits);
                self.state = State::Archive(Box::new(archive));
            }
            Kind::Whole => {
                // One byte more than the limit, for the reader to see and to say so.
                let most = self.options.limits.max_bytes.saturating_add(1);
                let mut bytes = Vec::new();
                stream
                    .take(most)
                    .read_to_end(&mut bytes)
                    .map_err(|error| whole(InputError::of_stream(error)))?;
                return Ok(Some(Record { place: Place::Whole, held: Held::Whole(bytes) }));
            }
        }
        Ok(None)
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, PlacedError>;

    fn next(&mut self) -> Option<Self::Item> {
        if matches!(self.state, State::Begin(_))
            && let State::Begin(stream) = std::mem::replace(&mut self.state, State::End)
        {
            match self.begin(stream) {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        match &mut self.state {
            State::Lines(lines) => Some(match lines.next()? {
                Ok((number, line)) => {
                    Ok(Record { place: Place::Line(number), held: Held::Line(line) })
                }
                Err(NumberedError { line, error }) => {
                    Err(PlacedError { place: Place::Line(line), error })
                }
            }),
            State::Archive(archive) => {
                let Some(taken) = archive.next() else {
                    self.left_out = std::mem::take(&mut archive.left_out);
                    self.state = State::End;
                    return None;
                };
                let place = Place::Record(taken.number, taken.url);
                Some(match taken.result {
                    Ok(page) => Ok(Record { place, held: Held::Page(Box::new(page)) }),
                    Err(error) => Err(PlacedError { place, error }),
                })
            }
            State::Begin(_) | State::End => None,
        }
    }
}

/// The reports of an input, in order, whatever its format and however many it holds. For more
/// than one thread, and for addresses that inputs list, use [`Records`].
///
/// ```
/// use sayso_input::{Documents, Options};
///
/// let feed = r#"<rss version="2.0"><channel><language>fr</language>
///   <item><title>Le pont rouvre</title><description>Il rouvre lundi.</description></item>
///   <item><title>La grève est finie</title><description>Le port reprend.</description></item>
/// </channel></rss>"#;
/// let titles: Vec<_> = Documents::new(feed.as_bytes(), &Options::default())
///     .map(|document| document.map(|d| d.title.unwrap_or_default()))
///     .collect::<Result<_, _>>()?;
/// assert_eq!(titles, ["Le pont rouvre", "La grève est finie"]);
/// # Ok::<(), sayso_input::PlacedError>(())
/// ```
pub struct Documents<'r> {
    records: Records<'r>,
    waiting: VecDeque<Result<Document, PlacedError>>,
}

impl<'r> Documents<'r> {
    /// Reads from `stream`, which needs no buffer.
    pub fn new(stream: impl Read + 'r, options: &Options) -> Documents<'r> {
        Documents { records: Records::new(stream, options), waiting: VecDeque::new() }
    }

    /// What was left out on purpose so far; see [`Records::left_out`].
    pub fn left_out(&self) -> &BTreeMap<&'static str, u64> {
        self.records.left_out()
    }
}

impl Iterator for Documents<'_> {
    type Item = Result<Document, PlacedError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(document) = self.waiting.pop_front() {
                return Some(document);
            }
            let record = match self.records.next()? {
                Ok(record) => record,
                Err(error) => return Some(Err(error)),
            };
            let place = record.place().clone();
            match record.contents(&self.records.options) {
                Ok(contents) => self.waiting.extend(contents.placed(&place)),
                Err(error) => return Some(Err(PlacedError { place, error })),
            }
        }
    }
}

impl Contents {
    /// The reports with their places; of a list of addresses an error that says so.
    pub fn placed(self, place: &Place) -> Vec<Result<Document, PlacedError>> {
        let several = self.documents.len() > 1;
        if let (true, Some(what)) = (self.documents.is_empty(), self.listed) {
            let error = InputError::Addresses { what, count: self.links.len() };
            return vec![Err(PlacedError { place: place.clone(), error })];
        }
        let placed = |(number, document): (usize, Result<Document, InputError>)| {
            document.map_err(|error| PlacedError {
                place: match several {
                    true => Place::Report(Box::new(place.clone()), number as u64 + 1),
                    false => place.clone(),
                },
                error,
            })
        };
        self.documents.into_iter().enumerate().map(placed).collect()
    }
}

/// How an input is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Lines,
    Archive,
    Whole,
}

impl Kind {
    fn of(head: &[u8]) -> Kind {
        let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        if head.starts_with(warc::MAGIC) {
            return Kind::Archive;
        }
        // What opens as an object: lines, unless the first line leaves it open, as an object that
        // is printed over several lines does.
        let opens = head.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        if !opens.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(b"\"") || rest.starts_with(b"}")
        }) {
            return Kind::Whole;
        }
        let (mut depth, mut quoted, mut escaped) = (0u64, false, false);
        for (at, byte) in head.iter().enumerate() {
            match (quoted, byte) {
                (_, b'\n') => {
                    // The first line of a stream may be broken as well: then another object
                    // opens below.
                    let next = head[at..].trim_ascii_start();
                    let open = depth > 0 && !quoted && !next.starts_with(b"{");
                    return if open { Kind::Whole } else { Kind::Lines };
                }
                (true, _) if escaped => escaped = false,
                (true, b'\\') => escaped = true,
                (_, b'"') => quoted = !quoted,
                (false, b'{' | b'[') => depth += 1,
                (false, b'}' | b']') => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Kind::Lines
    }
}

/// Reads until the end of the first line that is not blank, or [`HEAD`] bytes, and puts it back.
fn peeked(mut stream: Stream<'_>) -> Result<(Vec<u8>, Stream<'_>), InputError> {
    let mut head = Vec::new();
    let mut chunk = [0; 4096];
    while head.len() < HEAD && !head.trim_ascii_start().contains(&b'\n') {
        match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(n) => head.extend_from_slice(&chunk[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                // What came before it is still there to be read; if nothing did, that is all.
                if head.is_empty() {
                    return Err(InputError::of_stream(error));
                }
                let failed = Failing(Some(error));
                let stream = BufReader::new(failed).chain(stream);
                return Ok((head.clone(), Box::new(io::Cursor::new(head).chain(stream))));
            }
        }
    }
    Ok((head.clone(), Box::new(io::Cursor::new(head).chain(stream))))
}

/// Fails once, with an error that came too early.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Counts what is read, for those who show progress.
struct Counting<R> {
    stream: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.stream.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_archives_and_whole_inputs() {
        for (head, kind) in [
            ("{\"text\":\"x\"}\n", Kind::Lines),
            ("\u{feff}{\"text\":\"x\"}", Kind::Lines),
            ("{\n  \"uri\": \"x\"", Kind::Whole),
            ("{ \"uri\": \"x\",\n  \"type\"", Kind::Whole),
            ("{\"text\": \"broken\n{\"text\":\"x\"}\n", Kind::Lines),
            ("{\"a\": [1,\n{\"text\":\"x\"}\n", Kind::Lines),
            ("{un mot}", Kind::Whole),
            ("\r\nWARC/1.0\r\n", Kind::Archive),
            ("WARC est un format", Kind::Whole),
            ("<rss>", Kind::Whole),
            ("", Kind::Whole),
        ] {
            assert_eq!(Kind::of(head.as_bytes()), kind, "{head:?}");
        }
    }
}
