//! Text with elements, read and written.

use crate::attribution::check;
use crate::{MarkupError, Problem};
use sayso_model::Span;

/// One element: its name, its attributes in the order written, and the text it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The element's name.
    pub name: String,
    /// Name and value, without the escapes.
    pub attributes: Vec<(String, String)>,
    /// Where it stands in the text without marks, in bytes.
    pub span: Span,
}

impl Mark {
    /// The value of an attribute.
    pub fn get(&self, attribute: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == attribute).map(|(_, v)| v.as_str())
    }
}

/// A text with its marks, which nest and never cross.
///
/// ```
/// let m = sayso_corpus::Marked::parse(
///     r#"<cue of="1">Selon</cue> <source of="1">Ana Roch</source>, <said id="1" by="Ana Roch" kind="indirect">il pleut</said>."#,
/// )?;
/// assert_eq!(m.text(), "Selon Ana Roch, il pleut.");
/// assert_eq!(m.attributions()[0].content[0].of(m.text()), "il pleut");
/// # Ok::<(), sayso_corpus::MarkupError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    text: String,
    /// In the order of their start tags.
    marks: Vec<Mark>,
}

impl Marked {
    /// Reads marked text. Line breaks and blanks are kept as they are.
    pub fn parse(source: &str) -> Result<Marked, MarkupError> {
        let mut reader = Reader { source, at: 0 };
        let mut marked = Marked::default();
        let mut starts = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        while let Some(event) = reader.next()? {
            match event {
                Event::Text(text) => marked.text.push_str(text),
                Event::Escaped(c) => marked.text.push(c),
                Event::Start { at, name, attributes, closed } => {
                    let here = marked.text.len() as u32;
                    if !closed {
                        open.push(marked.marks.len());
                    }
                    starts.push(at);
                    marked.marks.push(Mark { name, attributes, span: Span::new(here, here) });
                }
                Event::End { at, name } => {
                    let here = marked.text.len() as u32;
                    let names = &marked.marks;
                    match open.last().map(|i| (*i, names[*i].name.as_str())) {
                        Some((i, last)) if last == name => {
                            marked.marks[i].span.end = here;
                            open.pop();
                        }
                        Some((_, last)) if open.iter().any(|i| names[*i].name == name) => {
                            let problem = Problem::Crossing { closed: name, open: last.to_owned() };
                            return Err(MarkupError::at(source, at, problem));
                        }
                        _ => return Err(MarkupError::at(source, at, Problem::Unopened(name))),
                    }
                }
            }
        }
        if let Some(i) = open.last() {
            let problem = Problem::Unclosed(marked.marks[*i].name.clone());
            return Err(MarkupError::at(source, starts[*i], problem));
        }
        match check(&marked.marks) {
            Ok(()) => Ok(marked),
            Err((i, problem)) => Err(MarkupError::at(source, starts[i], problem)),
        }
    }

    /// A text with marks in any order; marks that start together nest by length, and those of the
    /// same span in the order given. An error's line and column are those of the mark's start in
    /// `text`.
    pub fn new(text: impl Into<String>, mut marks: Vec<Mark>) -> Result<Marked, MarkupError> {
        let text = text.into();
        marks.sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end)));
        let mut open: Vec<&Mark> = Vec::new();
        for mark in &marks {
            let fail = |problem| Err(MarkupError::at(&text, mark.span.start as usize, problem));
            if text.get(mark.span.range()).is_none() {
                return fail(Problem::BadSpan(mark.name.clone()));
            }
            while open.pop_if(|o| o.span.end <= mark.span.start).is_some() {}
            if let Some(outer) = open.last()
                && !outer.span.contains(mark.span)
            {
                let (closed, open) = (outer.name.clone(), mark.name.clone());
                return fail(Problem::Crossing { closed, open });
            }
            open.push(mark);
        }
        match check(&marks) {
            Ok(()) => Ok(Marked { text, marks }),
            Err((i, problem)) => Err(MarkupError::at(&text, marks[i].span.start as usize, problem)),
        }
    }

    /// The text without marks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All marks, in the order of their start tags.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Writes text and marks. Reading the result gives the same value.
    pub fn to_markup(&self) -> String {
        write(&self.text, &self.marks)
    }
}

/// Writes marks in the order of their start tags. Marks must nest.
pub(crate) fn write(text: &str, marks: &[Mark]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 32);
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = 0;
    let mut copy = |out: &mut String, to: u32| {
        escape(text.get(at as usize..to as usize).unwrap_or(""), out);
        at = at.max(to);
    };
    for mark in marks {
        while let Some(done) = open.pop_if(|o| o.span.end <= mark.span.start) {
            copy(&mut out, done.span.end);
            out.push_str(&format!("</{}>", done.name));
        }
        copy(&mut out, mark.span.start);
        out.push('<');
        out.push_str(&mark.name);
        for (name, value) in &mark.attributes {
            out.push_str(&format!(" {name}=\""));
            let mut escaped = String::new();
            escape(value, &mut escaped);
            out.push_str(&escaped.replace('"', "&quot;"));
            out.push('"');
        }
        out.push('>');
        open.push(mark);
    }
    while let Some(done) = open.pop() {
        copy(&mut out, done.span.end);
        out.push_str(&format!("</{}>", done.name));
    }
    copy(&mut out, text.len() as u32);
    out
}

const ENTITIES: [(&str, char); 5] =
    [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&apos;", '\'')];

/// Appends `text` with the escapes that running text needs.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(c),
        }
    }
}

enum Event<'s> {
    Text(&'s str),
    Escaped(char),
    Start { at: usize, name: String, attributes: Vec<(String, String)>, closed: bool },
    End { at: usize, name: String },
}

struct Reader<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Reader<'s> {
    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or("")
    }

    fn next(&mut self) -> Result<Option<Event<'s>>, MarkupError> {
        let (rest, at) = (self.rest(), self.at);
        if rest.is_empty() {
            return Ok(None);
        }
        if rest.starts_with('&') {
            let Some((c, length)) = entity(rest) else {
                return Err(MarkupError::at(self.source, at, Problem::StrayAmpersand));
            };
            self.at += length;
            return Ok(Some(Event::Escaped(c)));
        }
        if rest.starts_with('<') {
            return self.tag().map(Some);
        }
        let length = rest.find(['&', '<']).unwrap_or(rest.len());
        self.at += length;
        Ok(Some(Event::Text(&rest[..length])))
    }

    fn tag(&mut self) -> Result<Event<'s>, MarkupError> {
        let at = self.at;
        self.at += 1;
        let end = self.eat("/");
        let name = self.name();
        if name.is_empty() {
            return Err(MarkupError::at(self.source, at, Problem::StrayOpen));
        }
        let bad = MarkupError::at(self.source, at, Problem::BadTag(name.to_owned()));
        let name = name.to_owned();
        if end {
            self.blanks();
            return if self.eat(">") { Ok(Event::End { at, name }) } else { Err(bad) };
        }
        let mut attributes: Vec<(String, String)> = Vec::new();
        loop {
            let spaced = self.blanks();
            if self.eat(">") {
                return Ok(Event::Start { at, name, attributes, closed: false });
            }
            if self.eat("/>") {
                return Ok(Event::Start { at, name, attributes, closed: true });
            }
            let here = self.at;
            let attribute = self.name();
            if attribute.is_empty() || !spaced || !self.eat("=\"") {
                return Err(bad);
            }
            let Some(value) = self.value()? else { return Err(bad) };
            if attributes.iter().any(|(n, _)| n == attribute) {
                let attribute = attribute.to_owned();
                let problem = Problem::RepeatedAttribute { element: name, attribute };
                return Err(MarkupError::at(self.source, here, problem));
            }
            attributes.push((attribute.to_owned(), value));
        }
    }

    /// An attribute's value up to its closing mark; `None` where it is never closed.
    fn value(&mut self) -> Result<Option<String>, MarkupError> {
        let mut value = String::new();
        loop {
            let rest = self.rest();
            let Some(stop) = rest.find(['"', '&', '<']) else { return Ok(None) };
            value.push_str(&rest[..stop]);
            self.at += stop;
            if self.eat("\"") {
                return Ok(Some(value));
            }
            match entity(self.rest()) {
                Some((c, length)) => {
                    value.push(c);
                    self.at += length;
                }
                None if self.rest().starts_with('<') => return Ok(None),
                None => {
                    return Err(MarkupError::at(self.source, self.at, Problem::StrayAmpersand));
                }
            }
        }
    }

    fn eat(&mut self, what: &str) -> bool {
        let found = self.rest().starts_with(what);
        if found {
            self.at += what.len();
        }
        found
    }

    fn blanks(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.at += length;
        length > 0
    }

    fn name(&mut self) -> &'s str {
        let rest = self.rest();
        let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
        let length = match rest.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => rest.len() - rest.trim_start_matches(part).len(),
            _ => 0,
        };
        self.at += length;
        &rest[..length]
    }
}

fn entity(rest: &str) -> Option<(char, usize)> {
    ENTITIES.iter().find(|(name, _)| rest.starts_with(name)).map(|(name, c)| (*c, name.len()))
}
