//! Whether a dispatch keeps to the format and to the guidelines, as far as a program can tell.

use crate::layers::{self, MENTIONS, SO_CALLED};
use crate::{Dispatch, Mark, Status, is_iso_date, is_timex, modes};
use sayso_model::{AttributionKind, Span, TimeKind};
use std::fmt;

/// The `genre`s that a header may name.
pub const GENRES: [&str; 27] = [
    "diplomacy",
    "parliament",
    "government",
    "election",
    "court",
    "police",
    "strike",
    "company",
    "economy",
    "science",
    "health",
    "sport",
    "culture",
    "disaster",
    "local",
    "interview",
    "poll",
    "ticker",
    "press-review",
    "war",
    "religion",
    "transport",
    "media",
    "education",
    "environment",
    "labour",
    "technology",
];
/// How many words a dispatch has, at least and at most.
pub const WORDS: std::ops::RangeInclusive<usize> = 120..=450;
/// Quoted words from this number on must be somebody's, or marked as so called.
const QUOTED_WORDS: usize = 4;
/// Letters of the longest trigger that names an act and no more.
const LONGEST_TRIGGER: usize = 60;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The line of the file, from 1.
    pub line: u32,
    /// Whether it must be mended; otherwise somebody should look.
    pub is_error: bool,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.is_error { "error" } else { "look" };
        write!(f, "{}: {severity}: {}", self.line, self.message)
    }
}

/// Checks a dispatch by itself: its header, marks, references and values, and what the marks leave
/// out that they should hold. Dispatches that mark attributions alone are asked for no more.
pub fn check(dispatch: &Dispatch) -> Vec<Issue> {
    let mut checker = Checker { dispatch, text: dispatch.body.text(), issues: Vec::new() };
    checker.header();
    checker.marks();
    checker.attributions();
    if dispatch.has_layers() {
        checker.entities();
        checker.events();
        checker.quoted();
    }
    checker.issues.sort_by_key(|i| i.line);
    checker.issues
}

struct Checker<'d> {
    dispatch: &'d Dispatch,
    text: &'d str,
    issues: Vec<Issue>,
}

impl Checker<'_> {
    fn line(&self, span: Span) -> u32 {
        let before = self.text.get(..span.start as usize).unwrap_or("");
        self.dispatch.line + before.matches('\n').count() as u32
    }

    fn error(&mut self, at: Span, message: impl Into<String>) {
        let line = self.line(at);
        self.issues.push(Issue { line, is_error: true, message: message.into() });
    }

    fn look(&mut self, at: Span, message: impl Into<String>) {
        let line = self.line(at);
        self.issues.push(Issue { line, is_error: false, message: message.into() });
    }

    fn header(&mut self) {
        let mut wrong: Vec<String> = Vec::new();
        for key in ["id", "lang", "title", "published"] {
            if self.dispatch.get(key).is_none() {
                wrong.push(format!("the header lacks `{key}`"));
            }
        }
        if let (Some(id), Some(lang)) = (self.dispatch.get("id"), self.dispatch.get("lang"))
            && id.strip_prefix(lang).is_none_or(|rest| !rest.starts_with('-'))
        {
            wrong.push(format!("the id `{id}` does not begin with `{lang}-`"));
        }
        if let Some(genre) = self.dispatch.get("genre")
            && !GENRES.contains(&genre)
        {
            wrong.push(format!("unknown genre `{genre}`"));
        }
        if let Some(published) = self.dispatch.get("published")
            && !published.split('T').next().is_some_and(|d| d.len() == 10 && is_iso_date(d))
        {
            wrong.push(format!("`{published}` is no date of publication"));
        }
        let words = words(self.text);
        if !WORDS.contains(&words) {
            let (least, most) = (WORDS.start(), WORDS.end());
            wrong.push(format!("{words} words: not within {least} and {most}"));
        }
        let issue = |message| Issue { line: 1, is_error: true, message };
        self.issues.extend(wrong.into_iter().map(issue));
    }

    /// Elements, their attributes, and what they hold.
    fn marks(&mut self) {
        for mark in self.dispatch.body.marks() {
            let Some(takes) = attributes(&mark.name) else {
                self.error(mark.span, format!("unknown element <{}>", mark.name));
                continue;
            };
            for (key, _) in mark.attributes.iter().filter(|(key, _)| !takes.contains(&key.as_str()))
            {
                self.error(mark.span, format!("<{}> takes no `{key}`", mark.name));
            }
            let held = mark.span.of(self.text);
            if held.is_empty() {
                self.error(mark.span, format!("<{}> is empty", mark.name));
            } else if held.trim() != held {
                let shown = shown(held);
                self.error(mark.span, format!("<{}> has a blank at its edge: {shown}", mark.name));
            }
            if held.contains('\n') && mark.name != "said" {
                self.error(mark.span, format!("<{}> runs over lines", mark.name));
            }
            self.values(mark);
        }
    }

    /// The values of one mark's attributes.
    fn values(&mut self, mark: &Mark) {
        let is_code = |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let at = mark.span;
        if MENTIONS.contains(&mark.name.as_str()) {
            match mark.get("ref").map(str::trim) {
                None | Some("") => self.error(at, format!("<{}> lacks `ref`", mark.name)),
                Some(code) if mark.name == "country" && !is_code(code) => {
                    self.error(at, format!("`{code}` is no ISO 3166-1 alpha-3 code"));
                }
                _ => {}
            }
            if let Some(code) = mark.get("country").filter(|c| !is_code(c)) {
                self.error(at, format!("`{code}` is no ISO 3166-1 alpha-3 code"));
            }
        }
        match mark.name.as_str() {
            "date" => match (layers::time_kind(mark.get("type")), mark.get("value")) {
                (None, _) => self.error(at, "a date's `type` is DATE, TIME, DURATION or SET"),
                (_, None) => self.error(at, "<date> lacks `value`"),
                (Some(kind), Some(value)) if !is_timex(value, kind) => {
                    self.error(at, format!("`{value}` is no TIMEX3 value of a {}", kind.name()));
                }
                _ => {}
            },
            "said" => {
                let date = |t: &&str| !t.is_empty() && !is_timex(t, TimeKind::Date);
                if let Some(time) = mark.get("time").filter(date) {
                    self.error(at, format!("`{time}` is no TIMEX3 value of a DATE"));
                }
            }
            "event" => {
                match (mark.get("type").and_then(modes), mark.get("mode")) {
                    (None, _) => self.error(at, "an event's `type` is one of PLOVER's"),
                    (Some(modes), Some(mode)) if !mode.is_empty() && !modes.contains(&mode) => {
                        self.error(at, format!("the event's type has no mode `{mode}`"));
                    }
                    _ => {}
                }
                if Status::of(mark.get("status")).is_none() {
                    self.error(at, "unknown `status`");
                }
                if let Some(time) = mark.get("time").filter(|t| !t.is_empty() && !is_iso_date(t)) {
                    self.error(at, format!("`{time}` is no ISO date or its beginning"));
                }
                if mark.span.len() as usize > LONGEST_TRIGGER {
                    self.look(at, "a long trigger: mark the shortest words that name the act");
                }
            }
            _ => {}
        }
    }

    fn attributions(&mut self) {
        let quoted = quoted(self.text);
        let attributions = self.dispatch.body.attributions();
        let is_interview = self.dispatch.get("genre") == Some("interview");
        for a in &attributions {
            let Some(first) = a.content.first().copied() else { continue };
            let marked = |s: &Span| {
                let before = self.text.get(..s.start as usize).unwrap_or("").trim_end();
                let after = self.text.get(s.end as usize..).unwrap_or("");
                let after =
                    after.trim_start_matches([' ', '\u{a0}', '\u{202f}', '.', ',', '!', '?', '…']);
                before.ends_with(is_quote)
                    || after.starts_with(is_quote)
                    || s.of(self.text).contains(is_quote)
                    || quoted.iter().any(|q| q.start <= s.start && s.end <= q.end)
            };
            let is_nested = attributions
                .iter()
                .any(|b| b.id != a.id && b.content.iter().any(|s| s.contains(first)));
            match a.kind {
                AttributionKind::Direct
                    if !is_interview && !is_nested && !a.content.iter().all(marked) =>
                {
                    self.look(
                        first,
                        format!("said {} is direct, and no quotation marks are around it", a.id),
                    );
                }
                AttributionKind::Mixed if !a.content.iter().any(marked) => {
                    self.look(
                        first,
                        format!("said {} is mixed, and holds no quotation mark", a.id),
                    );
                }
                _ => {}
            }
            if a.kind != AttributionKind::Direct && a.cue.is_none() && !is_nested {
                self.look(first, format!("said {} is {} and has no cue", a.id, a.kind.name()));
            }
        }
    }

    fn entities(&mut self) {
        for entity in self.dispatch.body.entities() {
            let marks = self.dispatch.body.marks().iter();
            let mut own = marks.filter(|m| {
                MENTIONS.contains(&m.name.as_str())
                    && m.get("ref").unwrap_or("").split_whitespace().any(|r| r == entity.id)
            });
            let is_told = own.clone().any(|m| m.name != "rs" || m.get("kind").is_some());
            if let (false, Some(first)) = (is_told, own.next()) {
                let span = first.span;
                self.error(
                    span,
                    format!("`{}` is never named, and no mention says its `kind`", entity.id),
                );
            }
        }
    }

    fn events(&mut self) {
        let entities = self.dispatch.body.entities();
        let attributions = self.dispatch.body.attributions();
        let mut ids: Vec<&str> = Vec::new();
        for mark in self.dispatch.body.marks().iter().filter(|m| m.name == "event") {
            match mark.get("id") {
                None | Some("") => self.error(mark.span, "<event> lacks `id`"),
                Some(id) if ids.contains(&id) => {
                    self.error(mark.span, format!("a second event has the id `{id}`"));
                }
                Some(id) => ids.push(id),
            }
            for key in ["actors", "recipients", "place"] {
                for id in mark.get(key).unwrap_or("").split_whitespace() {
                    if !entities.iter().any(|e| e.id == id) {
                        self.error(mark.span, format!("`{key}` names {id}, which no mention has"));
                    }
                }
            }
            if let Some(voice) = mark.get("voice").filter(|v| !v.is_empty())
                && !attributions.iter().any(|a| a.id == voice)
            {
                self.error(mark.span, format!("`voice` names {voice}, and no said has this id"));
            }
        }
    }

    /// Quoted words that nobody says, and years outside of dates: marks that were forgotten.
    fn quoted(&mut self) {
        let said: Vec<Span> = self.spans(&["said", SO_CALLED]);
        for quote in quoted(self.text) {
            let held = quote.of(self.text);
            if words(held) >= QUOTED_WORDS && !said.iter().any(|s| s.overlaps(quote)) {
                let shown = shown(held);
                self.look(quote, format!("nobody says {shown}: mark it said or soCalled"));
            }
        }
        let dated = self.spans(&["date", "orgName", "placeName", SO_CALLED]);
        let mut at = 0;
        for word in self.text.split(|c: char| !c.is_alphanumeric()) {
            let start = self.text.get(at..).and_then(|t| t.find(word)).map_or(at, |i| at + i);
            at = start + word.len();
            let is_year =
                word.len() == 4 && word.parse::<u16>().is_ok_and(|y| (1500..2040).contains(&y));
            let span = Span::new(start as u32, at as u32);
            if is_year && !dated.iter().any(|d| d.contains(span)) {
                self.look(span, format!("{word} may be a year, and no date holds it"));
            }
        }
    }

    fn spans(&self, names: &[&str]) -> Vec<Span> {
        let marks = self.dispatch.body.marks().iter();
        marks.filter(|m| names.contains(&m.name.as_str())).map(|m| m.span).collect()
    }
}

/// The attributes that an element takes; `None` for an unknown one.
fn attributes(element: &str) -> Option<&'static [&'static str]> {
    Some(match element {
        "said" => &["id", "who", "by", "or", "kind", "time"],
        "cue" | "source" => &["of"],
        "persName" | "orgName" | "placeName" => &["ref", "country"],
        "country" => &["ref"],
        "rs" => &["ref", "kind", "form", "country"],
        "date" => &["value", "type"],
        "event" => {
            &["id", "type", "mode", "actors", "recipients", "place", "time", "status", "voice"]
        }
        SO_CALLED => &[],
        _ => return None,
    })
}

/// How many words a text has, by blanks; what holds no letter or digit is none.
pub fn words(text: &str) -> usize {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count()
}

fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(50).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '“' | '”' | '„' | '"' | '‘' | '’' | '‚' | '‹' | '›' | '\'')
}

/// What stands between marks of the same pair in one paragraph, the marks included. The text's first
/// mark tells which way round they are used.
fn quoted(text: &str) -> Vec<Span> {
    let first = |a: char, b: char| text.find([a, b]).and_then(|at| text.get(at..)?.chars().next());
    let guillemets = if first('«', '»') == Some('»') { ('»', '«') } else { ('«', '»') };
    let curly = if text.contains('„') { ('„', '“') } else { ('“', '”') };
    let mut found = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        for (open, close) in [guillemets, curly, ('"', '"')] {
            let mut start = None;
            for (at, c) in line.char_indices() {
                match start {
                    None if c == open => start = Some(at),
                    Some(begun) if c == close => {
                        let end = at + c.len_utf8();
                        found.push(Span::new((from + begun) as u32, (from + end) as u32));
                        start = None;
                    }
                    _ => {}
                }
            }
        }
        from += line.len();
    }
    found
}
