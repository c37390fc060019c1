//! A reading for people: the text with each speaker's words marked, and who said what.
//!
//! Marks carry everything; colours only repeat it. `⟦A3 … ⟧` stands around the words of speaker
//! `A` in the reading's third attribution (`a3` in the JSON), and `?` marks a speaker that could
//! not be told.

mod cast;
mod report;
mod said;
mod wrap;

use anstyle::Style;
use cast::Cast;
use sayso_model::wire::Explain;
use sayso_model::{Document, Reading};
use std::borrow::Cow;
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;
use wrap::Line;

pub use wrap::Piece;

/// How a reading is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns to fill. Under 20 it is taken for 20.
    pub width: usize,
    /// Whether to use colours.
    pub paint: Paint,
    /// Whether to say what made each attribution.
    pub explain: Explain,
}

impl Default for Look {
    /// 80 columns, no colours, no explanation.
    fn default() -> Look {
        Look { width: 80, paint: Paint::Plain, explain: Explain::No }
    }
}

/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Text alone.
    Plain,
    /// ANSI escape sequences, of the sixteen colours that every theme sets.
    Ansi,
}

/// The reading as lines of text, each with its end.
///
/// `reading` must be a reading of `document`. Spans that do not slice its text are left out.
/// Control characters of the text come out as visible signs, so that no report can speak to the
/// terminal.
///
/// ```
/// use sayso::{Document, Reader, pretty};
/// let document = Document::from_text("Il pleut.");
/// let reading = Reader::new()?.read(&document);
/// assert!(pretty::render(&document, &reading, &pretty::Look::default()).contains("Il pleut."));
/// # Ok::<(), sayso::ReaderError>(())
/// ```
pub fn render(document: &Document, reading: &Reading, look: &Look) -> String {
    let cast = Cast::of(reading);
    let mut page = Page::new(look);
    report::write(&mut page, document, reading, &cast);
    said::write(&mut page, document, reading, &cast, look.explain);
    page.out
}

/// A line that names a report among several, and a blank one.
pub fn header(name: &str, look: &Look) -> String {
    let mut page = Page::new(look);
    page.rule('━', &[Piece::new(name, Style::new().bold())]);
    page.blank();
    page.out
}

/// The text with its control characters made visible, but for line ends; tabs become spaces and
/// marks that turn the direction of writing are left out.
pub fn visible(text: &str) -> Cow<'_, str> {
    let harmless = |c: char| c == '\n' || (!c.is_control() && !turns(c));
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let sign = |c: char| match c {
        '\t' => Some(' '),
        '\n' => Some('\n'),
        // The pictures of U+2400 stand in the order of the characters that they picture.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}' => Some('\u{fffd}'),
        c if turns(c) => None,
        c => Some(c),
    };
    Cow::Owned(text.chars().filter_map(sign).collect())
}

/// Embeddings, overrides and isolates of the bidirectional algorithm (Unicode Annex 9): with
/// them a text can show other words than it holds.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Lines being written, of a width and with colours or without. What the command line shows people
/// is put together with it.
///
/// ```
/// use sayso::pretty::{Look, Page, Piece};
/// let mut page = Page::new(&Look { width: 20, ..Look::default() });
/// page.hanging(&[Piece::plain("1. ")], &[Piece::plain("Le pont rouvrira lundi")], 9);
/// assert_eq!(page.into_text(), "1. Le pont rouvrira\n   lundi\n");
/// ```
#[derive(Debug)]
pub struct Page {
    out: String,
    width: usize,
    paint: Paint,
}

impl Page {
    /// An empty one.
    pub fn new(look: &Look) -> Page {
        Page { out: String::new(), width: look.width.max(20), paint: look.paint }
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.out
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A line, without blanks at its end.
    pub fn line(&mut self, line: &[Piece]) {
        let last = line.iter().rposition(|piece| !piece.text.trim_end().is_empty());
        let line = &line[..last.map_or(0, |last| last + 1)];
        for (i, piece) in line.iter().enumerate() {
            let text = match i + 1 == line.len() {
                true => piece.text.trim_end(),
                false => piece.text.as_str(),
            };
            // Writing to a string does not fail.
            let _ = match self.paint {
                Paint::Ansi if piece.style != Style::new() => {
                    write!(self.out, "{0}{text}{0:#}", piece.style)
                }
                _ => write!(self.out, "{text}"),
            };
        }
        self.out.push('\n');
    }

    /// A heading on a rule as wide as the page.
    pub fn rule(&mut self, stroke: char, heading: &[Piece]) {
        let strokes = |n: usize| Piece::new(&String::from(stroke).repeat(n), faint());
        let space = || Piece::new(" ", Style::new());
        let lines = wrap::wrap(heading, self.width.saturating_sub(6));
        for line in lines {
            let taken: usize = line.iter().map(|piece| piece.text.width()).sum();
            let mut pieces: Line = vec![strokes(2), space()];
            pieces.extend(line);
            pieces.extend([space(), strokes(self.width.saturating_sub(taken + 4).max(2))]);
            self.line(&pieces);
        }
    }

    /// Pieces wrapped behind `first` on the first line and blanks on the others. `most`: lines
    /// after which the rest is cut off with a sign.
    pub fn hanging(&mut self, first: &[Piece], pieces: &[Piece], most: usize) {
        let indent: usize = first.iter().map(|piece| piece.text.width()).sum();
        let width = self.width.saturating_sub(indent).max(8);
        let mut lines = wrap::wrap(pieces, width);
        wrap::cut(&mut lines, most, width);
        for (i, line) in lines.into_iter().enumerate() {
            let mut whole = match i {
                0 => first.to_vec(),
                _ => vec![Piece::new(&" ".repeat(indent), Style::new())],
            };
            whole.extend(line);
            self.line(&whole);
        }
    }
}

/// The style of what stands aside.
pub fn faint() -> Style {
    Style::new().dimmed()
}

/// `1 report`, `2 reports`.
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn no_text_speaks_to_the_terminal() {
        assert_eq!(visible("a\u{1b}[31mb\u{9b}c\u{7f}\td\n"), "a␛[31mb\u{fffd}c␡ d\n");
        assert_eq!(visible("ab\u{202e}cd\u{2066}e"), "abcde");
        assert_eq!(visible("« déjà »\u{a0}!"), "« déjà »\u{a0}!");
    }
}
