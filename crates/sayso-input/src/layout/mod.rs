//! Layout: what each stretch of a text is, from how it looks and where it stands.
//!
//! Nothing here knows a language; the words are data (`languages/*/layout.tsv`). Each
//! pass settles the units it is sure of, and what no pass claims is a paragraph: to read
//! a caption as a paragraph costs little, to skip a paragraph loses somebody's words.
//!
//! 1. [`line`] finds the units.
//! 2. [`Layout::whole_lines`] settles lines that say what they are by their words.
//! 3. [`Layout::split_edges`] cuts datelines, credits and furniture off paragraphs.
//! 4. [`caption`] finds captions by repetition and by the credits under them.
//! 5. [`head`] finds kicker, title, lead and byline.
//! 6. [`body`] finds lists, headings and ticker times.
//! 7. [`repeat`] marks what stands twice.

mod body;
mod caption;
pub(crate) mod date;
mod dateline;
mod head;
pub(crate) mod line;
pub(crate) mod mark;
mod repeat;
mod token;
pub(crate) mod words;

use crate::published::Found;
use date::DateLine;
use dateline::Place;
use line::{Unit, ends_sentence, word_count};
use sayso_model::{BlockRole, Document, Lang, Note, NoteCode, Span};
use words::{DayOrder, Words, words};

/// What is known of a text before its layout is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known<'a> {
    /// The headline, where it came beside the text.
    pub title: Option<&'a str>,
    /// The declared language: how its press writes dates.
    pub lang: Option<&'a Lang>,
}

/// Fills in the blocks of `document.text`, and what the text says of title, authors,
/// agency, date and place where the document does not know it yet.
pub(crate) fn lay_out(document: &mut Document) {
    let units = line::units(&document.text);
    lay_out_units(document, units);
}

/// The same for units that are known already; a unit with a role keeps it.
pub(crate) fn lay_out_units(document: &mut Document, units: Vec<Unit>) {
    let text = std::mem::take(&mut document.text);
    let title = document.title.take();
    let known = Known { title: title.as_deref(), lang: document.lang.as_ref() };
    let words = words();
    let order = known
        .lang
        .and_then(|l| words.day_order.get(l.code()))
        .copied()
        .unwrap_or(DayOrder::DayFirst);
    let mut layout = Layout { text: &text, words, order, known, units, found: Found::default() };
    layout.whole_lines();
    layout.split_edges();
    caption::settle(&mut layout);
    head::settle(&mut layout);
    body::settle(&mut layout);
    let Layout { units, found, .. } = layout;
    let (blocks, notes) = repeat::blocks(&text, &units);
    document.blocks = blocks;
    document.notes.extend(notes);
    if document.blocks.is_empty() {
        document.notes.push(Note {
            code: NoteCode::Empty,
            message: "the text is empty or blank: there is nothing to read".to_owned(),
            span: None,
        });
    }
    found.fill(document, title, &text);
    document.text = text;
}

/// The state that the passes share.
pub(crate) struct Layout<'a> {
    pub text: &'a str,
    pub words: &'static Words,
    pub order: DayOrder,
    pub known: Known<'a>,
    pub units: Vec<Unit>,
    pub found: Found,
}

/// Prose has at least this many words and ends as a sentence does.
const PROSE_WORDS: usize = 10;
/// A line of this many words is prose however it ends.
const LONG_WORDS: usize = 30;

impl<'a> Layout<'a> {
    pub fn line(&self, unit: usize) -> &'a str {
        self.units[unit].span.of(self.text)
    }

    /// Whether an unsettled unit reads as running text.
    pub fn is_prose(&self, unit: usize) -> bool {
        let line = self.line(unit);
        let count = word_count(line, LONG_WORDS);
        self.units[unit].role.is_none()
            && (count >= LONG_WORDS || (count >= PROSE_WORDS && ends_sentence(line)))
    }

    /// The first unit of running text; the number of units where there is none.
    pub fn first_prose(&self) -> usize {
        (0..self.units.len()).find(|i| self.is_prose(*i)).unwrap_or(self.units.len())
    }

    /// Cuts a unit at `at` bytes from its start; the halves keep its role and group.
    /// Returns whether both halves hold something.
    pub fn split(&mut self, unit: usize, at: usize) -> bool {
        let Unit { span, role, group } = self.units[unit].clone();
        let middle = span.start + at as u32;
        let first = Span::new(span.start, middle).trim(self.text, line::is_blank);
        let second = Span::new(middle, span.end).trim(self.text, line::is_blank);
        if first.is_empty() || second.is_empty() {
            return false;
        }
        self.units[unit].span = first;
        self.units.insert(unit + 1, Unit { span: second, role, group });
        true
    }

    /// Settles the lines that say by their words what they are.
    fn whole_lines(&mut self) {
        // A text of one line is that line, whatever its words.
        if self.units.len() < 2 {
            return;
        }
        for i in 0..self.units.len() {
            if self.units[i].role.is_some() {
                continue;
            }
            let line = self.line(i);
            self.units[i].role = if date::date_line(line, self.words, self.order)
                .is_some_and(|d| d.date.is_some())
            {
                Some(BlockRole::Dateline)
            } else if mark::is_furniture(line, self.words) {
                Some(BlockRole::Furniture)
            } else if mark::signature(line, self.words).is_some() {
                Some(BlockRole::Credit)
            } else {
                None
            };
        }
        let first_prose = self.first_prose();
        for i in 0..self.units.len() {
            let line = self.line(i);
            match self.units[i].role {
                // Above the text an agency's name signs the report, below a picture the picture.
                Some(BlockRole::Credit) if i < first_prose => {
                    if let Some(mark::Signature::Agency(name)) = mark::signature(line, self.words) {
                        self.units[i].role = Some(BlockRole::Dateline);
                        self.found.agency.get_or_insert(name);
                    }
                }
                Some(BlockRole::Dateline) if i < first_prose || i + 1 == self.units.len() => {
                    if let Some(date) = date::date_line(line, self.words, self.order) {
                        self.found.date(date);
                    }
                }
                _ => {}
            }
        }
    }

    /// Cuts off what stands before or behind a paragraph's own text in the same line.
    fn split_edges(&mut self) {
        let mut i = 0;
        let mut seen_prose = false;
        while i < self.units.len() {
            if self.units[i].role.is_some_and(|r| {
                !matches!(r, BlockRole::Paragraph | BlockRole::Lead | BlockRole::Caption)
            }) {
                i += 1;
                continue;
            }
            let line = self.line(i);
            if word_count(line, 4) >= 4 && self.units[i].role != Some(BlockRole::Caption) {
                let at = if seen_prose { Place::Later } else { Place::First };
                if let Some(found) = dateline::dateline(line, self.words, self.order, at) {
                    if self.split(i, found.end) {
                        self.units[i].role = Some(BlockRole::Dateline);
                        if !seen_prose {
                            self.found.dateline(found);
                        }
                        i += 1;
                    }
                }
            }
            let line = self.line(i);
            seen_prose |= self.units[i].role.is_some() || self.is_prose(i);
            if let Some(at) = mark::tail(line, self.words) {
                if self.split(i, at) {
                    // The page's word under a picture: what it follows is the caption.
                    self.units[i].role = Some(BlockRole::Caption);
                    self.units[i + 1].role = Some(BlockRole::Furniture);
                    i += 1;
                }
            } else if let Some(at) = mark::credit_tail(line, self.words) {
                // A long paragraph may end in a credit in brackets and still be one.
                let caption = word_count(line, CAPTION_WORDS + 1) <= CAPTION_WORDS;
                if self.split(i, at) {
                    if caption {
                        self.units[i].role = Some(BlockRole::Caption);
                    }
                    self.units[i + 1].role = Some(BlockRole::Credit);
                    i += 1;
                }
            } else if i + 1 == self.units.len() {
                if let Some((at, agency)) = mark::closing_agency(line, self.words) {
                    if self.split(i, at) {
                        self.units[i + 1].role = Some(BlockRole::Credit);
                        self.found.agency.get_or_insert(agency);
                        i += 1;
                    }
                }
            }
            i += 1;
        }
    }
}

/// The longest caption with a credit in its own line, in words: captions of two sentences
/// seldom pass 60.
const CAPTION_WORDS: usize = 60;

impl Found {
    fn date(&mut self, line: DateLine) {
        if let Some(agency) = &line.agency {
            self.agency.get_or_insert_with(|| agency.clone());
        }
        match line.iso() {
            Some(value) => _ = self.published.get_or_insert(value),
            None => self.unclear_date |= line.date.is_some_and(|d| d.ambiguous),
        }
    }

    fn dateline(&mut self, found: dateline::Dateline) {
        if let Some(agency) = found.agency {
            self.agency.get_or_insert(agency);
        }
        if let Some(place) = found.place {
            self.dateline.get_or_insert(place);
        }
        self.date(found.date);
    }
}
