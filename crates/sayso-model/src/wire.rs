//! The public JSON of a reading, schema `sayso/1`.
//!
//! All offsets count Unicode code points of `text`, end exclusive. The JSON
//! Schema is `docs/reading.schema.json`.

mod parse;

pub use parse::{ParseError, Parsed};

use crate::{Document, EntityId, MentionForm, SCHEMA, Span, TimeAnchor};
use serde::Serialize;
use std::borrow::Cow;

/// A reading as it leaves the program. Build it with [`Reading::new`] and serialise it.
#[derive(Debug, Serialize)]
#[allow(missing_docs)] // the fields are those of the JSON Schema
pub struct Reading<'a> {
    pub schema: &'static str,
    pub id: &'a str,
    pub url: Option<&'a str>,
    pub lang: &'a str,
    pub title: Option<&'a str>,
    pub kicker: Option<&'a str>,
    pub byline: &'a [String],
    pub agency: Option<&'a str>,
    pub published: Option<&'a str>,
    pub published_from: Option<&'static str>,
    pub dateline: Option<&'a str>,
    pub zone: Option<Zone<'a>>,
    pub text: &'a str,
    pub blocks: Vec<Block>,
    pub entities: Vec<Entity<'a>>,
    pub attributions: Vec<Attribution<'a>>,
    pub events: Vec<Event>,
    pub times: Vec<TimeRef<'a>>,
    pub notes: Vec<Note<'a>>,
}

/// Offsets with the text under them.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Quoted<'a> {
    pub start: u32,
    pub end: u32,
    pub exact: &'a str,
}

/// The zone of the report's times of day.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Zone<'a> {
    pub name: &'a str,
    pub from: &'static str,
}

/// A block of the text. `repeats` is the index of the earlier block that it repeats.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Block {
    pub role: &'static str,
    pub start: u32,
    pub end: u32,
    pub repeats: Option<usize>,
}

/// An entity with its mentions.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Entity<'a> {
    pub id: String,
    pub kind: &'static str,
    pub name: &'a str,
    pub description: Option<&'a str>,
    pub country: Option<&'a str>,
    pub qid: Option<&'a str>,
    pub geonames: Option<u32>,
    pub key: Option<&'a str>,
    pub gender: Option<&'static str>,
    pub mentions: Vec<Mention<'a>>,
    /// Only where an explanation was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence<'a>>>,
}

/// A mention of an entity.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Mention<'a> {
    #[serde(flatten)]
    pub span: Quoted<'a>,
    pub form: &'static str,
}

/// An attribution.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Attribution<'a> {
    pub id: String,
    pub kind: &'static str,
    pub content: Vec<Quoted<'a>>,
    pub quoted: Vec<Quoted<'a>>,
    pub cue: Option<Quoted<'a>>,
    pub source: Option<Quoted<'a>>,
    pub speaker: Option<Speaker<'a>>,
    pub addressee: Option<Quoted<'a>>,
    pub occasion: Option<Quoted<'a>>,
    pub time: Option<&'a str>,
    pub negated: bool,
    pub within: Option<String>,
    pub confidence: f64,
    /// Only where an explanation was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<Evidence<'a>>>,
}

/// An identified speaker.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Speaker<'a> {
    pub entity: String,
    pub name: &'a str,
}

/// What made a record.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Evidence<'a> {
    pub rule: &'a str,
    pub detail: &'a str,
    pub score: Option<f64>,
}

/// Room for events: who did what with whom. Always empty in this version.
#[derive(Debug, Serialize)]
pub enum Event {}

/// A time expression.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct TimeRef<'a> {
    pub id: String,
    pub span: Quoted<'a>,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub value: &'a str,
    pub from: Option<&'a str>,
    pub to: Option<&'a str>,
    pub grain: Option<&'static str>,
    #[serde(rename = "mod")]
    pub modifier: Option<&'static str>,
    pub anchor: Option<Cow<'static, str>>,
}

/// A note.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Note<'a> {
    pub code: &'static str,
    pub message: &'a str,
    pub span: Option<Quoted<'a>>,
}

/// Whether a reading is written with what made each attribution and linked each entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Explain {
    /// Records alone.
    #[default]
    No,
    /// Each attribution carries its evidence.
    Yes,
}

impl<'a> Reading<'a> {
    /// The public form of `reading`, which must be a reading of `document`.
    pub fn new(document: &'a Document, reading: &'a crate::Reading, explain: Explain) -> Self {
        let text = document.text.as_str();
        let at = CodePoints::new(text);
        let quoted = |span: Span| Quoted {
            start: at.offset(span.start),
            end: at.offset(span.end),
            exact: span.of(text),
        };
        Reading {
            schema: SCHEMA,
            id: &document.id,
            url: document.url.as_deref(),
            lang: reading.lang.code(),
            title: document.title.as_deref(),
            kicker: document.kicker.as_deref(),
            byline: &document.byline,
            agency: document.agency.as_deref(),
            published: document.published.as_ref().map(|p| p.value.as_str()),
            published_from: document.published.as_ref().map(|p| p.from.name()),
            dateline: document.dateline.as_deref(),
            zone: reading.zone.as_ref().map(|z| Zone { name: &z.name, from: z.from.name() }),
            text,
            blocks: document
                .blocks
                .iter()
                .map(|b| Block {
                    role: b.role.name(),
                    start: at.offset(b.span.start),
                    end: at.offset(b.span.end),
                    repeats: b.repeats,
                })
                .collect(),
            entities: reading
                .entities
                .iter()
                .enumerate()
                .map(|(i, e)| Entity {
                    id: entity_name(EntityId(i as u32)),
                    kind: e.kind.name(),
                    name: &e.name,
                    description: e.description.as_deref(),
                    country: e.country.as_deref(),
                    qid: e.qid.as_deref(),
                    geonames: e.geonames,
                    key: e.key.as_deref(),
                    gender: e.gender.map(crate::Gender::name),
                    mentions: e
                        .mentions
                        .iter()
                        .map(|m| Mention { span: quoted(m.span), form: MentionForm::name(m.form) })
                        .collect(),
                    evidence: evidence(&e.evidence, explain),
                })
                .collect(),
            attributions: reading
                .attributions
                .iter()
                .enumerate()
                .map(|(i, a)| Attribution {
                    id: attribution_name(i as u32),
                    kind: a.kind.name(),
                    content: a.content.iter().map(|s| quoted(*s)).collect(),
                    quoted: a.quoted.iter().map(|s| quoted(*s)).collect(),
                    cue: a.cue.map(quoted),
                    source: a.source.map(quoted),
                    speaker: a
                        .speaker
                        .as_ref()
                        .map(|s| Speaker { entity: entity_name(s.entity), name: &s.name }),
                    addressee: a.addressee.map(quoted),
                    occasion: a.occasion.map(quoted),
                    time: a.time.as_deref(),
                    negated: a.negated,
                    within: a.within.map(|w| attribution_name(w.0)),
                    confidence: rounded(a.confidence),
                    evidence: evidence(&a.evidence, explain),
                })
                .collect(),
            events: Vec::new(),
            times: reading
                .times
                .iter()
                .enumerate()
                .map(|(i, t)| TimeRef {
                    id: time_name(i as u32),
                    span: quoted(t.span),
                    kind: t.kind.name(),
                    value: &t.value,
                    from: t.from.as_deref(),
                    to: t.to.as_deref(),
                    grain: t.grain.map(crate::Grain::name),
                    modifier: t.modifier.map(crate::TimeMod::name),
                    anchor: match t.anchor {
                        TimeAnchor::None => None,
                        TimeAnchor::Published => Some(Cow::Borrowed("published")),
                        TimeAnchor::Event => Some(Cow::Borrowed("event")),
                        TimeAnchor::Time(id) => Some(Cow::Owned(time_name(id.0))),
                    },
                })
                .collect(),
            notes: document
                .notes
                .iter()
                .chain(&reading.notes)
                .map(|n| Note {
                    code: n.code.name(),
                    message: &n.message,
                    span: n.span.map(quoted),
                })
                .collect(),
        }
    }
}

fn evidence(all: &[crate::Evidence], explain: Explain) -> Option<Vec<Evidence<'_>>> {
    (explain == Explain::Yes).then(|| {
        all.iter()
            .map(|e| Evidence { rule: e.rule, detail: &e.detail, score: e.score.map(rounded) })
            .collect()
    })
}

/// What the ids of entities, attributions and times begin with.
const ENTITY: char = 'e';
const ATTRIBUTION: char = 'a';
const TIME: char = 't';

fn entity_name(id: EntityId) -> String {
    format!("{ENTITY}{}", id.0 + 1)
}

fn attribution_name(index: u32) -> String {
    format!("{ATTRIBUTION}{}", index + 1)
}

fn time_name(index: u32) -> String {
    format!("{TIME}{}", index + 1)
}

/// Two decimals: more would claim a precision that no score has, and differ between platforms.
fn rounded(x: f32) -> f64 {
    (f64::from(x) * 100.0).round() / 100.0
}

/// Turns byte offsets of a text into code point offsets in constant time.
///
/// Holds a running count for each `CodePoints::STEP` bytes, so 4 bytes of memory for 64 of text.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t [u8],
    counts: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    const STEP: usize = 64;

    /// Reads the text once.
    pub fn new(text: &'t str) -> CodePoints<'t> {
        let text = text.as_bytes();
        let mut total = 0;
        let mut counts = Vec::with_capacity(text.len() / Self::STEP + 1);
        for chunk in text.chunks(Self::STEP) {
            counts.push(total);
            total += starts(chunk);
        }
        counts.push(total);
        CodePoints { text, counts }
    }

    /// How many code points start before byte `offset`; past the end, the text's length.
    pub fn offset(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        let step = offset / Self::STEP;
        self.counts[step] + starts(&self.text[step * Self::STEP..offset])
    }
}

/// How many bytes start a code point.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count() as u32
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn code_points_agree_with_counting() {
        let text = "« Où ? » 😀 a dit l’élève. ".repeat(40);
        let at = CodePoints::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(at.offset(byte as u32), count as u32);
        }
        assert_eq!(at.offset(u32::MAX), text.chars().count() as u32);
    }
}
