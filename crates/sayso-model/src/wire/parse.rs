//! The public JSON read back: what left the program comes in again, as a document with its reading.

use super::{ATTRIBUTION, ENTITY, TIME};
use crate::{
    Attribution, AttributionId, AttributionKind, Block, BlockRole, Document, Entity, EntityId,
    EntityKind, Gender, Grain, Lang, Mention, MentionForm, Note, NoteCode, Published,
    PublishedFrom, SCHEMA, Span, Speaker, TimeAnchor, TimeId, TimeKind, TimeMod, TimeRef, Zone,
    ZoneFrom,
};
use serde::Deserialize;

/// Why a reading in JSON could not be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseError {
    /// It says that it is something else.
    Schema(String),
    /// A field has a value that this version does not know.
    Value {
        /// The field.
        field: &'static str,
        /// What stands there.
        value: String,
    },
    /// A span lies outside of the text, or its words are not those of the text.
    Span {
        /// Its first code point.
        start: u32,
        /// One past its last.
        end: u32,
    },
    /// A reference to an entity, an attribution or a time that is not there.
    Reference(String),
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ParseError::Schema(found) => {
                write!(f, "this is no reading of schema {SCHEMA}, but {found:?}")
            }
            ParseError::Value { field, value } => {
                write!(f, "{field}: {value:?} is none that this version knows")
            }
            ParseError::Span { start, end } => {
                write!(f, "the span {start}–{end} does not stand in the text")
            }
            ParseError::Reference(id) => write!(f, "{id:?} is not there"),
        }
    }
}

impl std::error::Error for ParseError {}

/// A reading as it stands in JSON. Deserialise it, then take the parts.
///
/// Fields that this version does not know are passed over. What [`Explain::Yes`](super::Explain)
/// adds is for people, and does not come back.
#[derive(Debug, Deserialize)]
pub struct Parsed {
    schema: String,
    #[serde(default)]
    id: String,
    url: Option<String>,
    lang: Lang,
    title: Option<String>,
    kicker: Option<String>,
    #[serde(default)]
    byline: Vec<String>,
    agency: Option<String>,
    published: Option<String>,
    published_from: Option<String>,
    dateline: Option<String>,
    zone: Option<ParsedZone>,
    #[serde(default)]
    text: String,
    #[serde(default)]
    blocks: Vec<ParsedBlock>,
    #[serde(default)]
    entities: Vec<ParsedEntity>,
    #[serde(default)]
    attributions: Vec<ParsedAttribution>,
    #[serde(default)]
    times: Vec<ParsedTime>,
    #[serde(default)]
    notes: Vec<ParsedNote>,
}

#[derive(Debug, Deserialize)]
struct ParsedBlock {
    role: String,
    start: u32,
    end: u32,
    repeats: Option<usize>,
}

#[derive(Debug, Deserialize)]
struct ParsedZone {
    name: String,
    from: String,
}

#[derive(Debug, Deserialize)]
struct ParsedSpan {
    start: u32,
    end: u32,
    exact: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ParsedEntity {
    kind: String,
    name: String,
    description: Option<String>,
    country: Option<String>,
    qid: Option<String>,
    geonames: Option<u32>,
    key: Option<String>,
    gender: Option<String>,
    mentions: Vec<ParsedMention>,
}

#[derive(Debug, Deserialize)]
struct ParsedMention {
    start: u32,
    end: u32,
    exact: Option<String>,
    form: String,
}

#[derive(Debug, Deserialize)]
struct ParsedAttribution {
    kind: String,
    content: Vec<ParsedSpan>,
    /// Not in readings of versions before it was there.
    #[serde(default)]
    quoted: Vec<ParsedSpan>,
    cue: Option<ParsedSpan>,
    source: Option<ParsedSpan>,
    speaker: Option<ParsedSpeaker>,
    addressee: Option<ParsedSpan>,
    occasion: Option<ParsedSpan>,
    time: Option<String>,
    #[serde(default)]
    negated: bool,
    within: Option<String>,
    confidence: f32,
}

#[derive(Debug, Deserialize)]
struct ParsedSpeaker {
    entity: String,
    name: String,
}

#[derive(Debug, Deserialize)]
struct ParsedTime {
    span: ParsedSpan,
    #[serde(rename = "type")]
    kind: String,
    value: String,
    from: Option<String>,
    to: Option<String>,
    grain: Option<String>,
    #[serde(rename = "mod")]
    modifier: Option<String>,
    anchor: Option<String>,
}

#[derive(Debug, Deserialize)]
struct ParsedNote {
    code: String,
    message: String,
    span: Option<ParsedSpan>,
}

impl Parsed {
    /// The same with its text, where that is kept beside it.
    pub fn with_text(mut self, text: impl Into<String>) -> Parsed {
        self.text = text.into();
        self
    }

    /// The document and its reading. Printed again they give the same JSON, but for evidence.
    ///
    /// Notes of the document and of the reading stand in one list there; all come back as the
    /// reading's. The language of the reading is the document's as well.
    ///
    /// # Errors
    /// Where a span does not slice the text, or its `exact` is not what stands there; where a
    /// value or a reference is unknown.
    pub fn into_parts(self) -> Result<(Document, crate::Reading), ParseError> {
        if self.schema != SCHEMA {
            return Err(ParseError::Schema(self.schema));
        }
        let at = Bytes::new(&self.text);
        let counts = Counts {
            entities: self.entities.len(),
            attributions: self.attributions.len(),
            times: self.times.len(),
        };
        let blocks = self.blocks.iter().map(|b| block(b, &at)).collect::<Result<_, _>>()?;
        let entities = self.entities.into_iter().map(|e| entity(e, &at));
        let attributions = self.attributions.into_iter().map(|a| attribution(a, &at, &counts));
        let times = self.times.into_iter().map(|t| time(t, &at, &counts));
        let notes = self.notes.into_iter().map(|n| note(n, &at));
        let zone = self.zone.map(|zone| {
            let from = named("zone.from", &zone.from, &ZoneFrom::ALL, ZoneFrom::name)?;
            Ok(Zone { name: zone.name, from })
        });
        let reading = crate::Reading {
            lang: self.lang.clone(),
            zone: zone.transpose()?,
            entities: entities.collect::<Result<_, _>>()?,
            attributions: attributions.collect::<Result<_, _>>()?,
            times: times.collect::<Result<_, _>>()?,
            notes: notes.collect::<Result<_, _>>()?,
        };
        let from = match self.published_from.as_deref() {
            Some(name) => named("published_from", name, &PublishedFrom::ALL, PublishedFrom::name)?,
            None => PublishedFrom::Declared,
        };
        let document = Document {
            id: self.id,
            url: self.url,
            lang: Some(self.lang),
            title: self.title,
            kicker: self.kicker,
            byline: self.byline,
            agency: self.agency,
            published: self.published.map(|value| Published { value, from }),
            dateline: self.dateline,
            text: self.text,
            blocks,
            notes: Vec::new(),
        };
        Ok((document, reading))
    }
}

/// How many records there are to refer to.
struct Counts {
    entities: usize,
    attributions: usize,
    times: usize,
}

fn block(given: &ParsedBlock, at: &Bytes<'_>) -> Result<Block, ParseError> {
    Ok(Block {
        role: named("role", &given.role, &BlockRole::ALL, BlockRole::name)?,
        span: at.span(given.start, given.end, None)?,
        repeats: given.repeats,
    })
}

fn entity(given: ParsedEntity, at: &Bytes<'_>) -> Result<Entity, ParseError> {
    let mentions = given.mentions.iter().map(|m| {
        Ok(Mention {
            span: at.span(m.start, m.end, m.exact.as_deref())?,
            form: named("form", &m.form, &MentionForm::ALL, MentionForm::name)?,
        })
    });
    Ok(Entity {
        kind: named("kind", &given.kind, &EntityKind::ALL, EntityKind::name)?,
        mentions: mentions.collect::<Result<_, _>>()?,
        name: given.name,
        description: given.description,
        country: given.country,
        qid: given.qid,
        geonames: given.geonames,
        key: given.key,
        gender: optional("gender", given.gender.as_deref(), &Gender::ALL, Gender::name)?,
        evidence: Vec::new(),
    })
}

fn attribution(
    given: ParsedAttribution,
    at: &Bytes<'_>,
    counts: &Counts,
) -> Result<Attribution, ParseError> {
    let speaker = given.speaker.map(|s| {
        let entity = EntityId(reference(&s.entity, ENTITY, counts.entities)?);
        Ok(Speaker { entity, name: s.name })
    });
    let within =
        given.within.map(|id| Ok(AttributionId(reference(&id, ATTRIBUTION, counts.attributions)?)));
    Ok(Attribution {
        kind: named("kind", &given.kind, &AttributionKind::ALL, AttributionKind::name)?,
        content: given.content.iter().map(|s| at.of(s)).collect::<Result<_, _>>()?,
        quoted: given.quoted.iter().map(|s| at.of(s)).collect::<Result<_, _>>()?,
        cue: at.optional(given.cue.as_ref())?,
        source: at.optional(given.source.as_ref())?,
        speaker: speaker.transpose()?,
        addressee: at.optional(given.addressee.as_ref())?,
        occasion: at.optional(given.occasion.as_ref())?,
        time: given.time,
        negated: given.negated,
        within: within.transpose()?,
        confidence: given.confidence,
        evidence: Vec::new(),
    })
}

fn time(given: ParsedTime, at: &Bytes<'_>, counts: &Counts) -> Result<TimeRef, ParseError> {
    let anchor = match given.anchor.as_deref() {
        None => TimeAnchor::None,
        Some("published") => TimeAnchor::Published,
        Some("event") => TimeAnchor::Event,
        Some(id) => TimeAnchor::Time(TimeId(reference(id, TIME, counts.times)?)),
    };
    Ok(TimeRef {
        span: at.of(&given.span)?,
        kind: named("type", &given.kind, &TimeKind::ALL, TimeKind::name)?,
        value: given.value,
        from: given.from,
        to: given.to,
        grain: optional("grain", given.grain.as_deref(), &Grain::ALL, Grain::name)?,
        modifier: optional("mod", given.modifier.as_deref(), &TimeMod::ALL, TimeMod::name)?,
        anchor,
    })
}

fn note(given: ParsedNote, at: &Bytes<'_>) -> Result<Note, ParseError> {
    Ok(Note {
        code: named("code", &given.code, &NoteCode::ALL, NoteCode::name)?,
        message: given.message,
        span: at.optional(given.span.as_ref())?,
    })
}

/// The value of a name in the JSON.
fn named<T: Copy>(
    field: &'static str,
    value: &str,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<T, ParseError> {
    let found = all.iter().copied().find(|v| name(*v) == value);
    found.ok_or_else(|| ParseError::Value { field, value: value.to_owned() })
}

fn optional<T: Copy>(
    field: &'static str,
    value: Option<&str>,
    all: &[T],
    name: impl Fn(T) -> &'static str,
) -> Result<Option<T>, ParseError> {
    value.map(|value| named(field, value, all, name)).transpose()
}

/// The index that an id such as `e3` stands for.
fn reference(id: &str, prefix: char, count: usize) -> Result<u32, ParseError> {
    let number = id.strip_prefix(prefix).and_then(|n| n.parse::<u32>().ok());
    match number {
        Some(n) if n >= 1 && n as usize <= count => Ok(n - 1),
        _ => Err(ParseError::Reference(id.to_owned())),
    }
}

/// Turns code points of a text into its bytes.
struct Bytes<'t> {
    text: &'t str,
    /// The byte at which each 64th code point begins.
    steps: Vec<u32>,
    count: u32,
}

impl<'t> Bytes<'t> {
    const STEP: usize = 64;

    fn new(text: &'t str) -> Bytes<'t> {
        let mut steps = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut count = 0;
        for (byte, _) in text.char_indices() {
            if (count as usize).is_multiple_of(Self::STEP) {
                steps.push(byte as u32);
            }
            count += 1;
        }
        Bytes { text, steps, count }
    }

    /// The byte at which a code point begins; the text's length for the one past the last.
    fn byte(&self, point: u32) -> Option<u32> {
        if point >= self.count {
            return (point == self.count).then_some(self.text.len() as u32);
        }
        let start = *self.steps.get(point as usize / Self::STEP)?;
        let rest = self.text.get(start as usize..)?;
        let (byte, _) = rest.char_indices().nth(point as usize % Self::STEP)?;
        Some(start + byte as u32)
    }

    fn span(&self, start: u32, end: u32, exact: Option<&str>) -> Result<Span, ParseError> {
        let wrong = || ParseError::Span { start, end };
        if end < start {
            return Err(wrong());
        }
        let from = self.byte(start).ok_or_else(wrong)?;
        let to = self.byte(end).ok_or_else(wrong)?;
        let span = Span::new(from, to);
        match exact {
            Some(exact) if exact != span.of(self.text) => Err(wrong()),
            _ => Ok(span),
        }
    }

    fn of(&self, given: &ParsedSpan) -> Result<Span, ParseError> {
        self.span(given.start, given.end, given.exact.as_deref())
    }

    fn optional(&self, given: Option<&ParsedSpan>) -> Result<Option<Span>, ParseError> {
        given.map(|given| self.of(given)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::{Bytes, ParseError};
    use crate::Span;

    #[test]
    fn code_points_are_turned_into_bytes() {
        let text = "« Où ? » 😀 a dit l’élève. ".repeat(20);
        let at = Bytes::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(at.byte(point as u32), Some(byte as u32));
        }
        let all = text.chars().count() as u32;
        assert_eq!(at.byte(all), Some(text.len() as u32));
        assert_eq!(at.byte(all + 1), None);
    }

    #[test]
    fn a_span_must_hold_the_words_that_it_claims() {
        let at = Bytes::new("« Oui »");
        assert_eq!(at.span(2, 5, Some("Oui")), Ok(Span::new(3, 6)));
        assert_eq!(at.span(2, 5, Some("Non")), Err(ParseError::Span { start: 2, end: 5 }));
        assert_eq!(at.span(5, 2, None), Err(ParseError::Span { start: 5, end: 2 }));
        assert_eq!(at.span(2, 90, None), Err(ParseError::Span { start: 2, end: 90 }));
    }
}
