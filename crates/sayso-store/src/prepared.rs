//! A document with its reading as the store's rows. All the work of it is done here, on any
//! thread, so that the one writer has little left to do.

use sayso_model::wire::{self, CodePoints, Explain};
use sayso_model::{Document, EntityKind, Lang, MentionForm, Reading, Span, TimeKind, TimeRef};
use sayso_story::{Features, QuoteSketch, Sketch};
use std::collections::{BTreeMap, BTreeSet};

/// The hash of a content or a record: the first 16 bytes of its BLAKE3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 16]);

impl Hash {
    /// Of parts, told apart from those of other lengths.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Hash {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Hash(hash)
    }

    /// Of a document: all that its reading depends on, and not where it was found.
    pub fn of_document(document: &Document) -> Hash {
        let published = document.published.as_ref();
        let mut parts: Vec<&[u8]> = vec![
            document.text.as_bytes(),
            document.title.as_deref().unwrap_or("").as_bytes(),
            document.kicker.as_deref().unwrap_or("").as_bytes(),
            document.agency.as_deref().unwrap_or("").as_bytes(),
            document.dateline.as_deref().unwrap_or("").as_bytes(),
            document.lang.as_ref().map_or("", Lang::code).as_bytes(),
            published.map_or("", |p| p.value.as_str()).as_bytes(),
            published.map_or("", |p| p.from.name()).as_bytes(),
        ];
        parts.extend(document.byline.iter().map(String::as_bytes));
        Hash::of(parts)
    }
}

/// Where and under which name a content was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appearance {
    /// Its address.
    pub url: Option<String>,
    /// The caller's name for it; may be empty.
    pub name: String,
    /// When it was fetched, in ISO 8601 and UTC, where it was.
    pub fetched: Option<String>,
}

impl Appearance {
    /// What a document says of where it was found.
    pub fn of(document: &Document) -> Appearance {
        Appearance { url: document.url.clone(), name: document.id.clone(), fetched: None }
    }

    /// The outlet: the address's host without what names a mirror of it (`www.`, `m.`, `amp.`).
    pub fn outlet(&self) -> Option<String> {
        let (_, rest) = self.url.as_deref()?.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        let host = host.rsplit('@').next()?.to_lowercase();
        let host = host.split(':').next()?.trim_end_matches('.');
        let mirror = ["www.", "m.", "amp."].iter().find_map(|m| host.strip_prefix(m));
        let host = mirror.filter(|rest| rest.contains('.')).unwrap_or(host);
        (!host.is_empty()).then(|| host.to_owned())
    }
}

/// A document and its reading, ready to be written. Pure data.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) hash: Hash,
    pub(crate) appearance: Appearance,
    pub(crate) outlet: Option<String>,
    pub(crate) head: Head,
    pub(crate) version: String,
    pub(crate) body: Vec<u8>,
    pub(crate) index: Index,
    pub(crate) kin: Kin,
}

/// What tells copies, quotes and stories.
#[derive(Debug, Clone)]
pub(crate) struct Kin {
    pub sketch: Sketch,
    pub features: Features,
    /// One an attribution.
    pub quotes: Vec<QuoteSketch>,
}

impl Kin {
    pub fn new(document: &Document, reading: &Reading) -> Kin {
        let quotes = reading.attributions.iter();
        Kin {
            sketch: Sketch::of(document),
            features: Features::of(document, reading),
            quotes: quotes.map(|a| QuoteSketch::of_attribution(document, reading, a)).collect(),
        }
    }
}

/// What a report declares of itself, and its text.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub lang: String,
    pub declared: Option<String>,
    pub title: Option<String>,
    pub kicker: Option<String>,
    pub byline: String,
    pub agency: Option<String>,
    pub published: Option<String>,
    pub published_from: Option<&'static str>,
    pub day: Option<String>,
    pub dateline: Option<String>,
    pub text: String,
    pub notes: usize,
    pub words: usize,
}

/// The rows over a reading.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Index {
    pub entities: Vec<EntityRow>,
    pub attributions: Vec<AttributionRow>,
    /// Entity and attribution in whose content it is mentioned.
    pub about: Vec<(u32, u32)>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct EntityRow {
    pub kind: EntityKind,
    pub name: String,
    pub key: Option<String>,
    pub country: Option<String>,
    pub qid: Option<String>,
    pub geonames: Option<u32>,
    pub mentions: usize,
    pub said: usize,
    /// Under which names, and how often each.
    pub names: BTreeMap<String, u32>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AttributionRow {
    pub kind: &'static str,
    pub start: u32,
    pub end: u32,
    pub words: String,
    pub entity: Option<u32>,
    pub day: Option<String>,
    pub time: Option<String>,
    pub negated: bool,
    pub confidence: f64,
}

impl Prepared {
    /// Makes the rows. `version` names what read it.
    ///
    /// `reading` must be a reading of `document`.
    pub fn new(document: &Document, reading: &Reading, version: &str) -> Prepared {
        let appearance = Appearance::of(document);
        let published = document.published.as_ref();
        let day = published.map(|p| day_of(&p.value));
        let head = Head {
            lang: reading.lang.code().to_owned(),
            declared: document.lang.as_ref().map(|l| l.code().to_owned()),
            title: document.title.clone(),
            kicker: document.kicker.clone(),
            byline: serde_json::to_string(&document.byline).unwrap_or_else(|_| String::from("[]")),
            agency: document.agency.clone(),
            published: published.map(|p| p.value.clone()),
            published_from: published.map(|p| p.from.name()),
            day,
            dateline: document.dateline.clone(),
            text: document.text.clone(),
            notes: document.notes.len(),
            words: document.text.split_whitespace().count(),
        };
        Prepared {
            hash: Hash::of_document(document),
            outlet: appearance.outlet(),
            appearance,
            version: version.to_owned(),
            body: body(document, reading),
            index: Index::new(document, reading),
            kin: Kin::new(document, reading),
            head,
        }
    }

    /// The hash of its content.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// Says when it was fetched.
    pub fn fetched(mut self, when: impl Into<String>) -> Prepared {
        self.appearance.fetched = Some(when.into());
        self
    }

    /// How much memory it takes up, in bytes; about.
    pub fn size(&self) -> usize {
        self.head.text.len() * 2 + self.body.len() + self.index.entities.len() * 200
    }
}

/// The first ten characters of a date: its day, or as much of it as there is.
pub(crate) fn day_of(date: &str) -> String {
    date.chars().take(10).collect()
}

/// The public JSON without its text, packed.
pub(crate) fn body(document: &Document, reading: &Reading) -> Vec<u8> {
    let mut public = wire::Reading::new(document, reading, Explain::No);
    public.text = "";
    // Plain structs with string keys, written to memory: no step of this can fail.
    let json = serde_json::to_vec(&public).unwrap_or_default();
    crate::body::pack(&json)
}

impl Index {
    pub(crate) fn new(document: &Document, reading: &Reading) -> Index {
        let text = document.text.as_str();
        let at = CodePoints::new(text);
        let published = document.published.as_ref().map(|p| day_of(&p.value));
        let mut said: Vec<usize> = vec![0; reading.entities.len()];
        let mut about = BTreeSet::new();
        let mut mentions: Vec<(Span, u32)> = Vec::new();
        for (n, entity) in (0_u32..).zip(&reading.entities) {
            mentions.extend(entity.mentions.iter().map(|m| (m.span, n)));
        }
        mentions.sort();
        let mut attributions = Vec::with_capacity(reading.attributions.len());
        for (n, attribution) in (0_u32..).zip(&reading.attributions) {
            let entity = attribution.speaker.as_ref().map(|s| s.entity.0);
            if let Some(count) = entity.and_then(|e| said.get_mut(e as usize)) {
                *count += 1;
            }
            for content in &attribution.content {
                let from = mentions.partition_point(|(span, _)| span.start < content.start);
                let inside = mentions.iter().skip(from).take_while(|m| m.0.start < content.end);
                about.extend(inside.map(|(_, entity)| (*entity, n)));
            }
            let words: Vec<&str> = attribution.content.iter().map(|span| span.of(text)).collect();
            let (first, last) = (attribution.content.first(), attribution.content.last());
            let day = attribution.time.as_deref().and_then(|time| said_on(time, &reading.times));
            attributions.push(AttributionRow {
                kind: attribution.kind.name(),
                start: first.map_or(0, |s| at.offset(s.start)),
                end: last.map_or(0, |s| at.offset(s.end)),
                words: words.join(" … "),
                entity,
                day: day.or_else(|| published.clone()),
                time: attribution.time.clone(),
                negated: attribution.negated,
                confidence: (f64::from(attribution.confidence) * 100.0).round() / 100.0,
            });
        }
        let entities = reading.entities.iter().zip(&said).map(|(entity, said)| {
            let mut names = BTreeMap::new();
            for mention in entity.mentions.iter().filter(|m| m.form == MentionForm::Name) {
                let name = bare(mention.span.of(text), &entity.name);
                *names.entry(name.to_owned()).or_insert(0) += 1;
            }
            names.remove("");
            EntityRow {
                kind: entity.kind,
                name: entity.name.clone(),
                key: entity.key.clone(),
                country: entity.country.clone(),
                qid: entity.qid.clone(),
                geonames: entity.geonames,
                mentions: entity.mentions.len(),
                said: *said,
                names,
            }
        });
        Index { entities: entities.collect(), attributions, about: about.into_iter().collect() }
    }
}

/// The first day that a saying's time covers, where the report's times tell it.
fn said_on(value: &str, times: &[TimeRef]) -> Option<String> {
    let dates = || times.iter().filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time));
    let exact =
        dates().find(|t| t.value == value).or_else(|| dates().find(|t| t.value.starts_with(value)));
    let from = exact.and_then(|t| t.from.as_deref()).map(day_of);
    let is_day = value.len() == 10 && value.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    from.or_else(|| is_day.then(|| value.to_owned()))
}

/// The name in a mention that holds a role beside it: *le président François Hollande*.
fn bare<'m>(mention: &'m str, name: &'m str) -> &'m str {
    if mention.ends_with(name) {
        return name;
    }
    let starts_small = |word: &str| word.starts_with(char::is_lowercase);
    let small: usize =
        mention.split_inclusive(' ').take_while(|w| starts_small(w)).map(str::len).sum();
    match mention.get(small..) {
        Some(rest) if !rest.is_empty() => rest,
        _ => mention,
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_name_is_told_without_its_role() {
        assert_eq!(bare("dont le président Luc Tavel", "Luc Tavel"), "Luc Tavel");
        assert_eq!(bare("la maire Verlinde", "Anne Verlinde"), "Verlinde");
        assert_eq!(bare("il manifesto", "Il Manifesto"), "il manifesto");
    }
}
