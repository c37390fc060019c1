//! Web pages: what the page declares first, then what it shows.

mod article;
mod metadata;
mod piece;
mod scan;

use crate::draft::{Stretch, declared_lang};
use crate::layout::line::Unit;
use crate::layout::mark;
use crate::layout::repeat::key;
use crate::layout::words::words;
use crate::{InputError, Limit, Options, apply, declared_date, layout};
use metadata::Metadata;
use piece::{Parts, Piece, pieces};
use sayso_model::{BlockRole, Document, Note, NoteCode, Span};
use std::sync::mpsc;
use std::thread;

/// The stack of the thread that parses a page. The parser and the article finder recurse
/// with the tree, at most 500 deep: some 4 MiB; the rest is reserve, and costs no memory
/// until it is used.
const STACK_BYTES: usize = 32 << 20;

/// Reads a page: its article's text, paragraphs apart by a blank line, with what the page
/// declares of itself.
pub(crate) fn read(page: &str, options: &Options) -> Result<Document, InputError> {
    let scan = scan::scan(page, &options.limits)?;
    let (metadata, article) = in_time(page, options, parse)?;
    let mut document = assemble(metadata, &article, options)?;
    if scan.cut {
        document.notes.push(Note {
            code: NoteCode::InputRepaired,
            message: "the page is cut off: it was read as far as it goes".to_owned(),
            span: None,
        });
    }
    Ok(document)
}

/// The stretches of a piece of HTML that is a report's body and nothing else.
pub(crate) fn fragment(source: &str, options: &Options) -> Result<Vec<Stretch>, InputError> {
    scan::scan(source, &options.limits)?;
    let pieces = in_time(source, options, |source| {
        let page = trafilatura::dom::Document::parse(source);
        pieces(&page, page.body().unwrap_or_else(|| page.root()), Parts::Body)
    })?;
    let role = |piece: &Piece| match (piece.role, piece.heading) {
        (None, Some(1)) => Some(BlockRole::Title),
        (None, Some(_)) => Some(BlockRole::Heading),
        (role, _) => role,
    };
    Ok(pieces.into_iter().map(|piece| Stretch { role: role(&piece), text: piece.text }).collect())
}

/// Works on a page in a thread of its own, so that neither its time nor its depth is the caller's.
fn in_time<T: Send + 'static>(
    page: &str,
    options: &Options,
    parse: fn(&str) -> T,
) -> Result<T, InputError> {
    let (send, receive) = mpsc::sync_channel(1);
    let page = page.to_owned();
    let worker = thread::Builder::new()
        .name("sayso-html".to_owned())
        .stack_size(STACK_BYTES)
        .spawn(move || {
            // Nobody may wait any more.
            _ = send.send(parse(&page));
        })?;
    match receive.recv_timeout(options.limits.html_time()) {
        Ok(parsed) => Ok(parsed),
        Err(mpsc::RecvTimeoutError::Timeout) => Err(InputError::Limit {
            limit: Limit::HtmlSeconds,
            value: options.limits.max_html_seconds,
            found: options.limits.max_html_seconds.saturating_add(1),
        }),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            // The channel breaks only where the parser panicked: its fault, told as an error.
            let reason = worker.join().err().and_then(|panic| {
                panic
                    .downcast_ref::<String>()
                    .cloned()
                    .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()))
            });
            Err(InputError::Html(reason.unwrap_or_else(|| "the parser stopped".to_owned())))
        }
    }
}

fn parse(page: &str) -> (Metadata, Vec<Piece>) {
    let page = trafilatura::dom::Document::parse(page);
    let metadata = metadata::metadata(&page);
    let root = page.body().unwrap_or_else(|| page.root());
    let all = pieces(&page, root, Parts::Content);
    let finder = trafilatura::Options::default().with_exclude_comments(true).with_fallback(true);
    // The only failure without further demands is that there is too little text.
    let kept = match trafilatura::extract_document(page, &finder) {
        Ok(found) => {
            let content = trafilatura::dom::Document::parse(&found.content_html);
            pieces(&content, content.body().unwrap_or_else(|| content.root()), Parts::All)
        }
        Err(_) => Vec::new(),
    };
    (metadata, article::assemble(kept, all))
}

fn assemble(
    metadata: Metadata,
    article: &[Piece],
    options: &Options,
) -> Result<Document, InputError> {
    let mut document = Document { notes: metadata.notes, ..Document::default() };
    let mut units = Vec::with_capacity(article.len());
    for (group, piece) in article.iter().enumerate() {
        if !document.text.is_empty() {
            document.text.push_str("\n\n");
        }
        let start = document.text.len();
        InputError::check(
            &options.limits,
            Limit::TextBytes,
            start.saturating_add(piece.text.len()),
        )?;
        document.text.push_str(&piece.text);
        let span = Span::from_range(start..document.text.len());
        units.push(Unit { span, role: piece.role, group: group as u32 });
    }
    let text_of = |role| article.iter().find(|p| p.role == Some(role)).map(|p| p.text.as_str());
    // The heading that readers see, unless it is another text than the declared one.
    document.title = match (metadata.title, text_of(BlockRole::Title)) {
        (Some(declared), Some(shown)) => {
            let (a, b) = (key(&declared), key(shown));
            let same = a.contains(&b) || b.contains(&a);
            Some(if same { shown.to_owned() } else { declared })
        }
        (declared, shown) => declared.or(shown.map(str::to_owned)),
    };
    document.kicker = text_of(BlockRole::Kicker).map(str::to_owned);
    document.agency = metadata.agency;
    document.byline = metadata.authors;
    if document.byline.is_empty() {
        document.byline = text_of(BlockRole::Byline).and_then(shown_names).unwrap_or_default();
    }
    // The caller's word wins over the page's.
    apply(&mut document, options);
    if document.published.is_none() {
        document.published = metadata
            .published
            .and_then(|value| declared_date(&value, "the page's date", &mut document.notes));
    }
    document.url = document.url.take().or(metadata.url);
    document.lang =
        document.lang.take().or_else(|| declared_lang(&metadata.lang?, &mut document.notes));
    layout::lay_out_units(&mut document, units);
    Ok(document)
}

fn shown_names(line: &str) -> Option<Vec<String>> {
    mark::byline(line, words()).or_else(|| mark::bare_names(line, words()))
}
