//! Quotes known again: in which words, how much of them, and in which language.

use crate::day::day;
use crate::features::entity_key;
use crate::record::{Bytes, Head, RecordError};
use crate::sketch::{Sketch, packed};
use crate::word::{Look, each_word, hash, mix};
use sayso_model::{Attribution, AttributionKind, Document, Reading};

const HEAD: Head = Head { kind: b'Q', version: 1, name: "quote" };

/// Words of a quote that are kept.
pub const MAX_QUOTE_WORDS: usize = 400;
/// Figures, names and word beginnings that are kept, each.
pub(crate) const MAX_MARKS: usize = 48;
/// Words of a shingle that makes an index key.
const SHINGLE: usize = 3;
/// Of so many shingles in a row one is a key: eight words in a row that two quotes share lead from one
/// to the other.
const WINDOW: usize = 6;
/// Keys of words that a quote has at most.
const MAX_KEYS: usize = 24;
/// Quotes of one speaker are looked up within spans of so many days; two such spans overlap by half.
const SPAN: i32 = 8;
/// Letters by which words of two languages are taken for one (*parlement*, *Parlament*).
const COGNATE: usize = 4;

/// What a quote's record is made of.
#[derive(Debug, Clone, Copy)]
pub struct QuoteInput<'q> {
    /// The report's language.
    pub lang: &'q str,
    /// What was said: the spans of the content, joined by blanks.
    pub text: &'q str,
    /// How it is given.
    pub kind: AttributionKind,
    /// What the speaker is known by from report to report: [`sayso_model::Entity::key`]; `None` where
    /// nobody can tell who speaks.
    pub speaker: Option<&'q str>,
    /// The day of publication, counted from 1970.
    pub day: Option<i32>,
    /// What those are known by from report to report who are named inside of the content: Wikidata
    /// items and the like, else names.
    pub names: &'q [&'q str],
}

/// What is kept of a quote to know it again in other reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteSketch {
    pub(crate) kind: AttributionKind,
    pub(crate) lang: u16,
    pub(crate) speaker: Option<u32>,
    pub(crate) day: Option<i32>,
    pub(crate) body: Sketch,
    /// Figures in order of appearance, digits alone.
    pub(crate) figures: Vec<u32>,
    /// Who and what is named, as sorted hashes.
    pub(crate) names: Vec<u32>,
    /// The first letters of long words, in order of appearance.
    pub(crate) beginnings: Vec<u16>,
}

impl QuoteSketch {
    /// The sketch of a quote.
    pub fn of(input: &QuoteInput<'_>) -> QuoteSketch {
        let mut quote = QuoteSketch {
            kind: input.kind,
            lang: hash(input.lang) as u16,
            speaker: input.speaker.map(|key| (hash(key) >> 32) as u32),
            day: input.day,
            body: Sketch::of_text(input.text, MAX_QUOTE_WORDS),
            figures: Vec::new(),
            names: input.names.iter().map(|key| hash(key) as u32).collect(),
            beginnings: Vec::new(),
        };
        quote.names.sort_unstable();
        quote.names.dedup();
        quote.names.truncate(MAX_MARKS);
        each_word(input.text, |word, look| {
            if look == Look::Figure && quote.figures.len() < MAX_MARKS {
                let digits: String = word.chars().filter(char::is_ascii_digit).collect();
                quote.figures.push(hash(&digits) as u32);
            } else if let Some((at, _)) = word.char_indices().nth(COGNATE)
                && quote.beginnings.len() < MAX_MARKS
            {
                quote.beginnings.push(hash(word.get(..at).unwrap_or(word)) as u16);
            }
        });
        quote
    }

    /// The sketch of an attribution as it was read.
    pub fn of_attribution(
        document: &Document,
        reading: &Reading,
        attribution: &Attribution,
    ) -> QuoteSketch {
        let parts: Vec<&str> =
            attribution.content.iter().map(|span| span.of(&document.text)).collect();
        let speaker = attribution.speaker.as_ref().map(|speaker| speaker.entity);
        let named_inside = |entity: &&sayso_model::Entity| {
            entity.mentions.iter().any(|mention| {
                attribution.content.iter().any(|content| content.contains(mention.span))
            })
        };
        let names: Vec<String> = reading
            .entities
            .iter()
            .enumerate()
            .filter(|(at, _)| speaker.is_none_or(|speaker| speaker.0 as usize != *at))
            .map(|(_, entity)| entity)
            .filter(named_inside)
            .filter_map(entity_key)
            .collect();
        let known = speaker.and_then(|id| reading.entities.get(id.0 as usize)).and_then(known_by);
        QuoteSketch::of(&QuoteInput {
            lang: reading.lang.code(),
            text: &parts.join(" "),
            kind: attribution.kind,
            speaker: known.as_deref(),
            day: document.published.as_ref().and_then(|published| day(&published.value)),
            names: &names.iter().map(String::as_str).collect::<Vec<&str>>(),
        })
    }

    /// How many words it has.
    pub fn words(&self) -> u32 {
        self.body.words()
    }

    /// The keys by which quotes of the same words or of the same speaker about that time are found: at
    /// most 26, four for twenty words, sorted, none twice. Index under them, and look up by them.
    ///
    /// Words give the smallest hash of each six three-word shingles in a row (winnowing, Schleimer,
    /// Wilkerson and Aiken 2003): two quotes with eight words in a row in common share a key, wherever
    /// they stand. A known speaker and date give two more, which quotes less than five days apart share.
    pub fn keys(&self) -> Vec<u32> {
        let codes = self.body.codes();
        let shingles: Vec<u32> = match codes.len() {
            0 => return Vec::new(),
            1..=SHINGLE => vec![key(0, packed(codes))],
            _ => codes.windows(SHINGLE).map(|words| key(0, packed(words))).collect(),
        };
        let least = |window: &[u32]| window.iter().min().copied();
        let mut keys: Vec<u32> = match shingles.len() <= WINDOW {
            true => least(&shingles).into_iter().collect(),
            false => shingles.windows(WINDOW).filter_map(least).collect(),
        };
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(MAX_KEYS);
        if let (Some(speaker), Some(day)) = (self.speaker, self.day) {
            let first = day.div_euclid(SPAN / 2);
            for span in [first, first + 1] {
                keys.push(key(1 + u64::from(speaker), span as u64));
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The record: two bytes a word, and a little for each figure and name.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.write();
        out.push(self.kind as u8);
        out.extend(self.lang.to_le_bytes());
        out.push(u8::from(self.speaker.is_some()) | u8::from(self.day.is_some()) << 1);
        out.extend(self.speaker.unwrap_or(0).to_le_bytes());
        out.extend(self.day.unwrap_or(0).to_le_bytes());
        let count = |len: usize, out: &mut Vec<u8>| out.extend((len as u16).to_le_bytes());
        count(self.figures.len(), &mut out);
        self.figures.iter().for_each(|figure| out.extend(figure.to_le_bytes()));
        count(self.names.len(), &mut out);
        self.names.iter().for_each(|name| out.extend(name.to_le_bytes()));
        count(self.beginnings.len(), &mut out);
        self.beginnings.iter().for_each(|letters| out.extend(letters.to_le_bytes()));
        self.body.write(&mut out);
        out
    }

    /// The quote of a record.
    ///
    /// # Errors
    /// When the bytes are no quote, are cut, or are of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<QuoteSketch, RecordError> {
        let mut bytes = HEAD.read(bytes)?;
        let kind = match bytes.u8()? {
            0 => AttributionKind::Direct,
            1 => AttributionKind::Mixed,
            2 => AttributionKind::Indirect,
            _ => return Err(bytes.bad()),
        };
        let lang = bytes.u16()?;
        let known = bytes.u8()?;
        let (speaker, day) = (bytes.u32()?, bytes.i32()?);
        let figures = bytes.list(MAX_MARKS, Bytes::u32)?;
        let names = bytes.list(MAX_MARKS, Bytes::u32)?;
        let beginnings = bytes.list(MAX_MARKS, Bytes::u16)?;
        let body = Sketch::read(&mut bytes, MAX_QUOTE_WORDS)?;
        bytes.end()?;
        let in_order = names.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        let unset = (known & 1 == 0 && speaker != 0) || (known & 2 == 0 && day != 0);
        if known > 3 || unset || !in_order {
            return Err(bytes.bad());
        }
        let speaker = (known & 1 != 0).then_some(speaker);
        let day = (known & 2 != 0).then_some(day);
        Ok(QuoteSketch { kind, lang, speaker, day, body, figures, names, beginnings })
    }
}

fn key(seed: u64, value: u64) -> u32 {
    (mix(mix(seed) ^ value) >> 32) as u32
}

/// What a speaker is known by from report to report. The key of the unknown holds their country, which
/// one report tells and another does not: they are known by their name.
fn known_by(entity: &sayso_model::Entity) -> Option<String> {
    let key = entity.key.as_ref()?;
    Some(match entity.qid.is_some() || entity.geonames.is_some() {
        true => key.clone(),
        false => crate::word::fold(&entity.name),
    })
}
