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
pub(crate) mod repeat;
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

fn is_prose(line: &str) -> bool {
    let count = word_count(line, LONG_WORDS);
    count >= LONG_WORDS || (count >= PROSE_WORDS && ends_sentence(line))
}

impl<'a> Layout<'a> {
    pub fn line(&self, unit: usize) -> &'a str {
        self.units[unit].span.of(self.text)
    }

    /// Whether an unsettled unit reads as running text.
    pub fn is_prose(&self, unit: usize) -> bool {
        self.units[unit].role.is_none() && is_prose(self.line(unit))
    }

    /// The first unit of running text; the number of units where there is none.
    pub fn first_prose(&self) -> usize {
        (0..self.units.len()).find(|i| self.is_prose(*i)).unwrap_or(self.units.len())
    }

    /// Where the head ends: at the first running text, or, where a summary stands above the
    /// lines that sign and date the report, behind those lines.
    pub fn head_end(&self) -> usize {
        let first = self.first_prose();
        let count = self.units.len();
        let signs = |i: usize| {
            i < count
                && (matches!(self.units[i].role, Some(BlockRole::Dateline | BlockRole::Byline))
                    || mark::byline(self.line(i), self.words).is_some())
        };
        // A head that is dated already has its summary above, or none.
        if first == 0 || (0..first).any(signs) || !signs(first + 1) {
            return first;
        }
        let end = (first + 1..count).find(|i| !signs(*i)).unwrap_or(count);
        // A date over a credit belongs to a picture.
        if end < count && self.units[end].role != Some(BlockRole::Credit) { end } else { first }
    }

    /// Cuts a unit at `at` bytes from its start; the halves keep its role and group.
    /// `None` where one half holds nothing.
    pub fn halves(&self, unit: &Unit, at: usize) -> Option<(Unit, Unit)> {
        let middle = unit.span.start + at as u32;
        let first = Span::new(unit.span.start, middle).trim(self.text, line::is_blank);
        let second = Span::new(middle, unit.span.end).trim(self.text, line::is_blank);
        let half = |span| Unit { span, role: unit.role, group: unit.group };
        (!first.is_empty() && !second.is_empty()).then(|| (half(first), half(second)))
    }

    /// Settles the lines that say by their words what they are.
    fn whole_lines(&mut self) {
        // A text of one line is that line, whatever its words.
        if self.units.len() < 2 {
            return;
        }
        // What came with its role keeps it.
        let given: Vec<bool> = self.units.iter().map(|u| u.role.is_some()).collect();
        for (i, given) in given.iter().enumerate() {
            if *given {
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
        let last = self.units.len() - 1;
        if self.units[last].role.is_none() && mark::is_initials(self.line(last)) {
            self.units[last].role = Some(BlockRole::Credit);
        }
        let head_end = self.head_end();
        for (i, given) in given.iter().enumerate() {
            let line = self.line(i);
            match self.units[i].role {
                // Above the text an agency's name signs the report, below a picture the picture.
                Some(BlockRole::Credit) if i < head_end && !given => {
                    if let Some(mark::Signature::Agency(name)) = mark::signature(line, self.words) {
                        self.units[i].role = Some(BlockRole::Dateline);
                        self.found.agency.get_or_insert(name);
                    }
                }
                Some(BlockRole::Dateline) if i < head_end || i == last => {
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
        let units = std::mem::take(&mut self.units);
        let mut out = Vec::with_capacity(units.len() + 4);
        let mut seen_prose = false;
        let count = units.len();
        for (i, mut unit) in units.into_iter().enumerate() {
            let cut = matches!(
                unit.role,
                None | Some(BlockRole::Paragraph | BlockRole::Lead | BlockRole::Caption)
            );
            if !cut {
                out.push(unit);
                continue;
            }
            if unit.role != Some(BlockRole::Caption) {
                let at = if seen_prose { Place::Later } else { Place::First };
                if let Some(head) = self.cut_dateline(&mut unit, at) {
                    out.push(head);
                }
            }
            let line = unit.span.of(self.text);
            seen_prose |= unit.role.is_some() || is_prose(line);
            let tail = self.cut_tail(&mut unit, i + 1 == count);
            out.push(unit);
            out.extend(tail);
        }
        self.units = out;
    }

    /// Cuts the dateline off a paragraph's start and gives it.
    fn cut_dateline(&mut self, unit: &mut Unit, at: Place) -> Option<Unit> {
        let line = unit.span.of(self.text);
        if word_count(line, 4) < 4 {
            return None;
        }
        let found = dateline::dateline(line, self.words, self.order, at)?;
        let (head, rest) = self.halves(unit, found.end)?;
        *unit = rest;
        if at == Place::First {
            self.found.dateline(found);
        }
        Some(Unit { role: Some(BlockRole::Dateline), ..head })
    }

    /// Cuts furniture, a credit or the closing agency off a unit's end and gives it.
    fn cut_tail(&mut self, unit: &mut Unit, is_last: bool) -> Option<Unit> {
        let line = unit.span.of(self.text);
        if let Some(at) = mark::tail(line, self.words) {
            let (first, tail) = self.halves(unit, at)?;
            // The page's word under a picture: what it follows is the caption.
            *unit = Unit { role: Some(BlockRole::Caption), ..first };
            return Some(Unit { role: Some(BlockRole::Furniture), ..tail });
        }
        if let Some(at) = mark::credit_tail(line, self.words) {
            // A long paragraph may end in a credit in brackets and still be one.
            let caption = word_count(line, CAPTION_WORDS + 1) <= CAPTION_WORDS
                && !line.contains(['«', '“', '„', '"']);
            let (first, tail) = self.halves(unit, at)?;
            *unit = first;
            if caption {
                unit.role = Some(BlockRole::Caption);
            }
            return Some(Unit { role: Some(BlockRole::Credit), ..tail });
        }
        if is_last {
            let (at, agency) = mark::closing_agency(line, self.words)?;
            let (first, tail) = self.halves(unit, at)?;
            *unit = first;
            self.found.agency.get_or_insert(agency);
            return Some(Unit { role: Some(BlockRole::Credit), ..tail });
        }
        None
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
        if let Some(place) = &line.place {
            self.dateline.get_or_insert_with(|| place.clone());
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
        match found.date.iso() {
            // The hour of the page goes with the day of the dateline, where the two are one day.
            Some(value) => _ = self.dated.get_or_insert(value),
            None => self.date(found.date),
        }
    }
}
