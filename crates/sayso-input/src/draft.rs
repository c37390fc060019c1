//! A report on its way from a news format to a [`Document`]: what is declared of it, and
//! its stretches of text with their roles.

use crate::layout::line::{Unit, is_blank, units};
use crate::layout::mark::{self, Signature};
use crate::layout::repeat::key;
use crate::layout::words::{fold, words};
use crate::xml::text::one_line;
use crate::{InputError, Limit, Options, apply, dates, layout};
use sayso_model::{BlockRole, Document, Lang, Note, NoteCode, Published, PublishedFrom, Span};
use std::collections::HashSet;

/// A stretch of text that becomes one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub text: String,
    /// What the format says that it is; `None` is left to layout.
    pub role: Option<BlockRole>,
}

impl Stretch {
    pub fn new(text: impl Into<String>, role: BlockRole) -> Stretch {
        Stretch { text: text.into(), role: Some(role) }
    }
}

/// What a format declares of a report, and its text.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub id: Option<String>,
    pub url: Option<String>,
    pub lang: Option<String>,
    pub title: Option<String>,
    pub kicker: Option<String>,
    /// Authors' lines as written: `Par Jeanne Morel et Ali Benna`.
    pub bylines: Vec<String>,
    /// Authors that the format lists one by one.
    pub authors: Vec<String>,
    /// Who sends the report or holds its rights, the likeliest agency first.
    pub organisations: Vec<String>,
    /// A dateline as written: `MOSCOW, Monday (Reuters)`.
    pub dateline: Option<String>,
    /// The place that the report was written at, where it is declared apart.
    pub located: Option<String>,
    /// Dates by their field's name; the first that is one is the publication date.
    pub dates: Vec<(&'static str, String)>,
    /// The summary, where it stands apart from the text.
    pub lead: Vec<String>,
    pub body: Vec<Stretch>,
    /// Captions and credits of pictures that stand apart from the text.
    pub pictures: Vec<Stretch>,
    pub notes: Vec<Note>,
    /// What the body says, once it is asked for.
    pub said: Option<Said>,
}

/// The words of a body, to tell what stands in it already. An item may have as many captions and
/// summaries as its bytes allow, so that none may cost a look through the whole body.
#[derive(Debug)]
pub(crate) struct Said {
    keys: HashSet<String>,
    words: String,
    /// How many looks through `words` are left.
    looks: u32,
}

/// How many summaries are looked for inside the body; an agency gives one or two.
const LOOKS: u32 = 16;

/// The stretches of a plain text: its paragraphs, hard-wrapped lines joined.
pub(crate) fn plain(text: &str) -> Vec<Stretch> {
    let paragraph = |unit: Unit| Stretch { text: one_line(unit.span.of(text)), role: None };
    units(text).into_iter().map(paragraph).filter(|s| !s.text.is_empty()).collect()
}

/// Adds a value that is not blank. [`Draft::finish`] leaves out what stands twice.
pub(crate) fn add(list: &mut Vec<String>, value: Option<impl AsRef<str>>) {
    list.extend(value.and_then(filled));
}

fn without_doubles(list: &mut Vec<String>) {
    let mut seen = HashSet::new();
    list.retain(|value| seen.insert(value.clone()));
}

/// A value in one line; `None` where it is blank.
pub(crate) fn filled(value: impl AsRef<str>) -> Option<String> {
    let value = one_line(value.as_ref());
    (!value.is_empty()).then_some(value)
}

impl Draft {
    pub fn date(&mut self, field: &'static str, value: Option<impl AsRef<str>>) {
        if let Some(value) = value.and_then(|v| filled(v.as_ref())) {
            self.dates.push((field, value));
        }
    }

    /// Adds a caption that the text does not hold yet.
    pub fn caption(&mut self, text: &str) {
        self.picture(text, BlockRole::Caption);
    }

    /// Adds a picture's credit.
    pub fn credit(&mut self, text: &str) {
        self.picture(text, BlockRole::Credit);
    }

    fn picture(&mut self, text: &str, role: BlockRole) {
        let Some(text) = filled(text) else { return };
        if self.said().keys.insert(key(&text)) {
            self.pictures.push(Stretch::new(text, role));
        }
    }

    /// Adds a summary, unless the text begins with it or holds it.
    ///
    /// Agencies fill it by machine with the text's beginning, cut inside a word.
    pub fn summary(&mut self, text: &str) {
        let Some(text) = filled(text) else { return };
        let words = key(&text);
        let whole = words.rsplit_once(' ').map_or(words.as_str(), |(before, _)| before);
        let said = self.said();
        let looks = said.looks > 0;
        said.looks = said.looks.saturating_sub(1);
        let known = !whole.is_empty() && looks && said.words.contains(whole);
        if !known && said.keys.insert(words) {
            self.lead.push(text);
        }
    }

    /// What the body says. It has to be complete by then.
    fn said(&mut self) -> &mut Said {
        let body = &self.body;
        self.said.get_or_insert_with(|| {
            let keys: Vec<String> = body.iter().map(|s| key(&s.text)).collect();
            Said { words: keys.join(" "), keys: keys.into_iter().collect(), looks: LOOKS }
        })
    }

    /// The document: head, summary, text, pictures, with what layout finds in them.
    pub fn finish(mut self, options: &Options) -> Result<Document, InputError> {
        for list in [&mut self.bylines, &mut self.authors, &mut self.organisations] {
            without_doubles(list);
        }
        let (names, agency) = self.signed();
        // Where nothing declares a date, layout takes it from the dateline.
        if self.dateline.is_none() && !self.dates.is_empty() {
            self.dateline = self.cut_dateline();
        }
        let (place, dateline_agency) = self.dateline.as_deref().map_or((None, None), dateline);
        let mut document = Document {
            id: self.id.take().map(|id| id.trim().to_owned()).unwrap_or_default(),
            url: self.url.take().map(|url| url.trim().to_owned()).filter(|url| is_address(url)),
            title: self.title.take().and_then(filled),
            kicker: self.kicker.take().and_then(filled),
            byline: names,
            agency: agency
                .or_else(|| self.known_agency())
                .or(dateline_agency)
                .or_else(|| self.organisations.first().cloned()),
            dateline: self.located.take().and_then(filled),
            notes: std::mem::take(&mut self.notes),
            ..Document::default()
        };
        document.dateline = place.or(document.dateline);
        document.published = self.published(&mut document.notes);
        document.lang = self.lang.take().and_then(|lang| declared_lang(&lang, &mut document.notes));
        apply(&mut document, options);

        let mut units = Vec::new();
        for (group, stretch) in self.stretches(&document).into_iter().enumerate() {
            if !document.text.is_empty() {
                document.text.push_str("\n\n");
            }
            let start = document.text.len();
            let end = start.saturating_add(stretch.text.len());
            InputError::check(&options.limits, Limit::TextBytes, end)?;
            document.text.push_str(&stretch.text);
            let span = Span::from_range(start..end);
            units.push(Unit { span, role: stretch.role, group: group as u32 });
        }
        layout::lay_out_units(&mut document, units);
        Ok(document)
    }

    /// All stretches in reading order. What the text has of its head is not said twice.
    fn stretches(&mut self, document: &Document) -> Vec<Stretch> {
        let mut body = std::mem::take(&mut self.body);
        let head: Vec<String> =
            [&document.title, &document.kicker].into_iter().flatten().map(|t| key(t)).collect();
        // The body's own copy of the headline, in its first lines.
        let near = body.len().min(4);
        let mut at = 0;
        body.retain(|stretch| {
            let copy = at < near && head.contains(&key(&stretch.text));
            at += 1;
            !copy
        });
        let holds = |role| body.iter().any(|s| s.role == Some(role));
        let mut out = Vec::new();
        for (text, role) in
            [(&document.kicker, BlockRole::Kicker), (&document.title, BlockRole::Title)]
        {
            out.extend(text.as_ref().map(|text| Stretch::new(text.as_str(), role)));
        }
        out.extend(self.lead.drain(..).map(|lead| Stretch::new(lead, BlockRole::Lead)));
        if !holds(BlockRole::Byline) {
            let lines = if self.bylines.is_empty() { &self.authors } else { &self.bylines };
            out.extend(lines.iter().map(|line| Stretch::new(line.as_str(), BlockRole::Byline)));
        }
        if let Some(line) = self.dateline.take().filter(|_| !holds(BlockRole::Dateline)) {
            out.push(Stretch::new(line, BlockRole::Dateline));
        }
        // A second headline inside the text is a heading there.
        out.extend(body.into_iter().map(|stretch| match stretch.role {
            Some(BlockRole::Title) if document.title.is_some() => {
                Stretch { role: Some(BlockRole::Heading), ..stretch }
            }
            _ => stretch,
        }));
        out.append(&mut self.pictures);
        out.retain(|s| !s.text.chars().all(is_blank));
        for stretch in &mut out {
            let trimmed = stretch.text.trim_matches(is_blank);
            if trimmed.len() < stretch.text.len() {
                stretch.text = trimmed.to_owned();
            }
        }
        out
    }

    /// Who signs, and the agency that stands in the byline.
    fn signed(&self) -> (Vec<String>, Option<String>) {
        let senders: HashSet<String> = self.organisations.iter().map(|o| key(o)).collect();
        let mut names = Vec::new();
        let mut agency = None;
        for (lines, listed) in [(&self.authors, Listed::Yes), (&self.bylines, Listed::No)] {
            if !names.is_empty() {
                break;
            }
            for line in lines {
                let (found, sends) = signature(line, listed, &senders);
                agency = agency.or(sends);
                names.extend(found);
            }
        }
        without_doubles(&mut names);
        (names, agency)
    }

    /// The first agency that is known as one among those who send the report.
    fn known_agency(&self) -> Option<String> {
        self.organisations.iter().find_map(|name| match mark::signature(name, words()) {
            Some(Signature::Agency(agency)) => Some(agency),
            _ => None,
        })
    }

    /// Cuts a dateline with its agency in brackets off the text's first paragraph:
    /// `GROSSETO, Italy (AP) -- The trial`. Others are layout's business.
    fn cut_dateline(&mut self) -> Option<String> {
        let first =
            self.body.iter_mut().find(|s| matches!(s.role, None | Some(BlockRole::Lead)))?;
        let close =
            first.text.char_indices().take(80).find(|(_, c)| *c == ')').map(|(at, _)| at + 1)?;
        let (head, rest) = first.text.split_at_checked(close)?;
        let mark = rest.trim_start();
        let text = mark.trim_start_matches(['-', '–', '—']);
        let (place, agency) = dateline(head);
        if mark.len() == text.len() || text.trim().is_empty() || place.is_none() || agency.is_none()
        {
            return None;
        }
        let line = first.text[..first.text.len() - text.len()].trim().to_owned();
        first.text = text.trim().to_owned();
        Some(line)
    }

    /// The publication date: the first that can be read. A date that is days apart from it is
    /// told, since one of the two is another day's.
    fn published(&self, notes: &mut Vec<Note>) -> Option<Published> {
        let mut found: Option<(&str, String)> = None;
        for (field, value) in &self.dates {
            let read = dates::iso(value);
            let message = match (&found, read) {
                (None, Some(value)) => {
                    found = Some((field, value));
                    continue;
                }
                (_, None) => format!(
                    "`{field}` {:?} is no date that can be read, and was left out",
                    shorten(value)
                ),
                (Some((_, taken)), Some(other)) if taken.get(..10) == other.get(..10) => continue,
                (Some((name, taken)), Some(other)) => format!(
                    "the report declares several dates: `{name}` {taken} was taken as the \
                     publication date, `{field}` is {other}"
                ),
            };
            notes.push(Note { code: NoteCode::MetadataIgnored, message, span: None });
        }
        found.map(|(_, value)| Published { value, from: PublishedFrom::Declared })
    }
}

/// What one line of authors says. A line that names nobody in a known form is kept whole: who
/// signs must not be lost.
fn signature(
    line: &str,
    listed: Listed,
    senders: &HashSet<String>,
) -> (Vec<String>, Option<String>) {
    if let Some(Signature::Agency(name)) = mark::signature(line, words()) {
        return (Vec::new(), Some(name));
    }
    let sends = |name: &str| senders.contains(&key(name));
    if sends(line) {
        return (Vec::new(), Some(line.to_owned()));
    }
    let agency =
        line.split([',', '(', ')', '/', ';']).skip(1).find_map(|part| {
            match mark::signature(part.trim(), words()) {
                Some(Signature::Agency(name)) => Some(name),
                _ => None,
            }
        });
    if listed == Listed::Yes && agency.is_none() {
        return (vec![line.to_owned()], None);
    }
    let mut names =
        mark::byline(line, words()).or_else(|| mark::bare_names(line, words())).unwrap_or_default();
    names.retain(|name| !sends(name));
    if names.is_empty() {
        names.push(line.to_owned());
    }
    (names, agency)
}

/// Whether authors come one by one, or in a line to be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listed {
    Yes,
    No,
}

fn shorten(value: &str) -> String {
    value.chars().take(60).collect()
}

/// Whether an identifier is an address that a browser opens.
pub(crate) fn is_address(value: &str) -> bool {
    ["http://", "https://"]
        .iter()
        .any(|scheme| value.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

/// A declared language, if it is a language code.
pub(crate) fn declared_lang(value: &str, notes: &mut Vec<Note>) -> Option<Lang> {
    let value = value.trim();
    let lang = Lang::new(value);
    let code = lang.code();
    if (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()) {
        return Some(lang);
    }
    if !value.is_empty() {
        notes.push(Note {
            code: NoteCode::MetadataIgnored,
            message: format!(
                "the declared language {:?} is no language code and was left out",
                shorten(value)
            ),
            span: None,
        });
    }
    None
}

/// Place and agency of a declared dateline: `MOSCOW, Monday (Reuters)` has both.
fn dateline(line: &str) -> (Option<String>, Option<String>) {
    let words = words();
    let (before, agency) = match line.split_once('(') {
        Some((before, inner)) => {
            let inner = inner.split(')').next().unwrap_or("");
            match mark::signature(inner, words) {
                Some(Signature::Agency(name)) => (before, Some(name)),
                _ => (before, None),
            }
        }
        None => (line, None),
    };
    let is_date = |part: &str| {
        part.contains(|c: char| c.is_ascii_digit())
            || part.split_whitespace().all(|word| {
                let word = fold(word.trim_end_matches('.'));
                // Two letters are a region's as well: *Mo.* is Missouri.
                word.len() > 2 && (words.weekday.contains(&word) || words.month.contains_key(&word))
            })
    };
    let parts: Vec<&str> = before.split(',').collect();
    let dated = parts.iter().skip(1).position(|part| is_date(part)).map_or(parts.len(), |i| i + 1);
    let place = parts[..dated].join(",");
    let place = place.trim_end_matches(|c: char| c.is_whitespace() || "-–—:,/".contains(c));
    let place = filled(place).filter(|place| !is_date(place));
    (place, agency)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_name_place_and_agency() {
        for (line, place, agency) in [
            ("MOSCOW, Monday (Reuters)", Some("MOSCOW"), Some("Reuters")),
            ("KANSAS CITY, Mo.", Some("KANSAS CITY, Mo."), None),
            ("MINSK, 19 déc. (AFP) -", Some("MINSK"), Some("AFP")),
            ("Lundi", None, None),
            ("", None, None),
        ] {
            let found = dateline(line);
            assert_eq!((found.0.as_deref(), found.1.as_deref()), (place, agency), "{line}");
        }
    }

    #[test]
    fn bylines_give_people_and_agencies() {
        let draft = |line: &str| Draft {
            bylines: vec![line.to_owned()],
            organisations: vec!["Agence du Lac".to_owned()],
            ..Draft::default()
        };
        for (line, names, agency) in [
            ("Par Jeanne Morel et Ali Benna", &["Jeanne Morel", "Ali Benna"] as &[&str], None),
            ("Von Jana Mohr, dpa", &["Jana Mohr"], Some("dpa")),
            ("Jeanne Morel, Agence du Lac", &["Jeanne Morel"], None),
            ("Agence du Lac", &[], Some("Agence du Lac")),
            ("AFP", &[], Some("AFP")),
            ("la rédaction", &["la rédaction"], None),
        ] {
            let (found, sends) = draft(line).signed();
            assert_eq!(
                (found.as_slice(), sends.as_deref()),
                (&names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>()[..], agency),
                "{line}"
            );
        }
    }

    #[test]
    fn a_summary_that_the_text_begins_with_is_not_said_twice() {
        let mut draft =
            Draft { body: plain("Le pont est fermé. Il rouvrira lundi."), ..Draft::default() };
        draft.summary("Le pont est fermé. Il rouvri");
        assert!(draft.lead.is_empty());
        draft.summary("Deux ans de travaux.");
        assert_eq!(draft.lead.len(), 1);
    }
}
