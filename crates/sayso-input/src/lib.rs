//! Turns the bytes of a report into a [`Document`]: its text, its blocks with their
//! roles, and what it declares of itself. The only part of sayso that parses
//! untrusted formats; every size limit is a named setting in [`Limits`].
//!
//! ```
//! use sayso_input::{Options, read};
//! use sayso_model::BlockRole;
//!
//! let page = "La grève est finie\n\nATS\n\n3.04.2024 - 18:05\n\n\
//!     Les dockers de Varelle ont repris le travail mercredi, a annoncé leur syndicat.";
//! let document = read(page.as_bytes(), &Options::default())?;
//! assert_eq!(document.title.as_deref(), Some("La grève est finie"));
//! assert_eq!(document.agency.as_deref(), Some("ATS"));
//! assert_eq!(document.published.unwrap().value, "2024-04-03T18:05");
//! assert_eq!(document.blocks.last().unwrap().role, BlockRole::Paragraph);
//! # Ok::<(), sayso_input::InputError>(())
//! ```
//!
//! # Guarantees
//!
//! - Blocks come in order, do not overlap, are trimmed of blank space, lie on character
//!   boundaries, and together hold every character of the text that prints.
//! - A repeat points to an earlier block.
//! - The text of plain text and of JSON lines is kept as it came; a page's is built from
//!   its article, a news format's from its head, body and captions, paragraphs apart by a
//!   blank line.
//! - Odd input gives an error or a note; it gives no panic and takes no memory beyond
//!   what [`Limits`] tells.

mod contents;
mod dates;
mod draft;
mod encoding;
mod error;
mod feed;
mod format;
mod gzip;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod layout;
mod limits;
mod markup;
mod newsml;
mod ninjs;
mod nitf;
mod opml;
mod published;
mod records;
mod sitemap;
mod warc;
mod xml;

pub use contents::{Contents, Link, LinkKind};
pub use error::InputError;
pub use format::Format;
pub use jsonl::{Lines, NumberedError, read_record};
pub use limits::{Limit, LimitError, Limits};
pub use records::{Documents, Place, PlacedError, Record, Records};

use sayso_model::{Document, Lang, Note, NoteCode, Published, PublishedFrom};

/// What the caller knows of the input, and how much is read.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The format. `None`: found from the content, never from a file's name.
    pub format: Option<Format>,
    /// The language. Wins over what a page declares; what a record, an item or a feed declares
    /// wins over it.
    pub lang: Option<Lang>,
    /// The publication date in ISO 8601. Wins and yields as `lang` does; a date line in
    /// the text yields to it.
    pub published: Option<String>,
    /// Where the report was published. Wins and yields as `lang` does.
    pub url: Option<String>,
    /// The character encoding that came with the bytes: a label (`windows-1252`) or a
    /// whole `Content-Type` header. A byte order mark wins over it.
    pub charset: Option<String>,
    /// How much is read.
    pub limits: Limits,
}

/// Reads one report.
///
/// The format is found from the content where [`Options::format`] leaves it open. Input
/// that is empty or blank gives an empty document with the note `empty`; bytes that are
/// no text (a picture, a PDF) give an error that says what they are. Input that holds
/// several reports, or addresses alone, is an error: [`Documents`] and [`Records`] read it.
pub fn read(bytes: &[u8], options: &Options) -> Result<Document, InputError> {
    let streamed = options.format == Some(Format::Warc)
        || bytes.starts_with(&gzip::MAGIC)
        || (options.format.is_none() && Format::detect(bytes) == Format::Warc);
    if !streamed {
        return contents_of(bytes, options)?.one();
    }
    let mut documents = Documents::new(bytes, options);
    match (documents.next(), documents.next()) {
        (Some(document), None) => document.map_err(|placed| placed.error),
        (Some(_), Some(_)) => Err(InputError::SeveralRecords),
        (None, _) => Err(InputError::NoReport),
    }
}

/// Reads an input that is in memory as a whole.
pub(crate) fn contents_of(bytes: &[u8], options: &Options) -> Result<Contents, InputError> {
    InputError::check(&options.limits, Limit::Bytes, bytes.len())?;
    if let Some(what) = format::not_text(bytes) {
        return Err(InputError::NotText { what });
    }
    let charset = options.charset.as_deref();
    let encoding::Decoded { text, notes } = encoding::decode(bytes, charset, options.format)?;
    let format = options.format.unwrap_or_else(|| Format::of_text(&text));
    let mut contents = match format {
        Format::Text => Contents::of(read_text(text, options)?),
        #[cfg(feature = "html")]
        Format::Html => Contents::of(html::read(&text, options)?),
        #[cfg(not(feature = "html"))]
        Format::Html => return Err(InputError::HtmlLeftOut),
        Format::Jsonl => Contents::of(jsonl::read_one(&text, options)?),
        Format::Ninjs => {
            Contents { documents: ninjs::read(&text, options)?, ..Contents::default() }
        }
        Format::Newsml => newsml::read(&text, options)?,
        Format::Nitf => Contents::of(nitf::read(&text, options)?),
        Format::Feed => feed::read(&text, options)?,
        Format::Opml => opml::read(&text, options)?,
        Format::Sitemap => sitemap::read(&text, options)?,
        // A crawl archive is read as a stream, and holds none.
        Format::Warc => return Err(InputError::NoReport),
    };
    // First what happened to the bytes, then what happened to the text.
    contents.told(notes);
    Ok(contents)
}

fn read_text(text: String, options: &Options) -> Result<Document, InputError> {
    InputError::check(&options.limits, Limit::TextBytes, text.len())?;
    let mut document = Document { text, ..Document::default() };
    apply(&mut document, options);
    layout::lay_out(&mut document);
    Ok(document)
}

/// Puts the caller's values in the fields that are still empty.
fn apply(document: &mut Document, options: &Options) {
    if document.lang.is_none() {
        document.lang.clone_from(&options.lang);
    }
    if document.url.is_none() {
        document.url.clone_from(&options.url);
    }
    if document.published.is_none() {
        document.published = options
            .published
            .as_deref()
            .and_then(|value| declared_date(value, "the given date", &mut document.notes));
    }
}

/// A declared date that is one, as ISO 8601 as precise as given; otherwise a note says
/// that it was left out.
fn declared_date(value: &str, what: &str, notes: &mut Vec<Note>) -> Option<Published> {
    let value = value.trim();
    if is_iso(value) {
        return Some(Published { value: value.to_owned(), from: PublishedFrom::Declared });
    }
    let read =
        layout::date::date_line(value, layout::words::words(), layout::words::DayOrder::Ambiguous);
    if let Some(value) = read.and_then(|d| d.iso()) {
        return Some(Published { value, from: PublishedFrom::Declared });
    }
    let shown: String = value.chars().take(60).collect();
    notes.push(Note {
        code: NoteCode::MetadataIgnored,
        message: format!(
            "{what} {shown:?} is no date in ISO 8601 (2022-12-19, 2022-12-19T20:53+01:00) and was left out"
        ),
        span: None,
    });
    None
}

/// Whether a value is ISO 8601 as it stands: a year, a month, a day, with or without time.
fn is_iso(value: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    match value.len() {
        4 => digits(value, 4),
        7 => value
            .split_once('-')
            .is_some_and(|(y, m)| digits(y, 4) && digits(m, 2) && ("01"..="12").contains(&m)),
        _ => layout::date::iso_prefix(value).is_some_and(|(_, length)| length == value.len()),
    }
}
