use crate::{Lang, Span, TimeRef, Zone};
use std::borrow::Cow;

/// What reading one document gives. Pure data: spans point into the document's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The language it was read in.
    pub lang: Lang,
    /// Who and what the text names, in order of first mention.
    pub entities: Vec<Entity>,
    /// Who said what, in order of their content.
    pub attributions: Vec<Attribution>,
    /// The time expressions, in order; none overlaps another.
    pub times: Vec<TimeRef>,
    /// The zone of the text's times of day. `None`: nothing tells it, and they are local to the report.
    pub zone: Option<Zone>,
    /// What the reader has to say about the document or its own work.
    pub notes: Vec<Note>,
}

/// Index of an entity in [`Reading::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// Index of an attribution in [`Reading::attributions`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributionId(pub u32);

/// A stretch of text presented as the words, or the content of the words, of somebody
/// other than the journalist.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// How the words are given.
    pub kind: AttributionKind,
    /// What was said: one or more spans in order, without outer quotation marks,
    /// complementiser, incise and edge punctuation. Never empty.
    pub content: Vec<Span>,
    /// Of a mixed attribution the words of its content that stand in quotation marks, in order:
    /// verbatim where the rest is told. Never empty there, and empty elsewhere: the content of a
    /// direct one is verbatim, and nothing of an indirect one.
    pub quoted: Vec<Span>,
    /// What signals the saying (*a déclaré*, *selon*, a colon). `None` for a quote that goes on.
    pub cue: Option<Span>,
    /// Who speaks, as named nearest to the cue.
    pub source: Option<Span>,
    /// Who that is. `None`: unknown, and a note says why.
    pub speaker: Option<Speaker>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// On which occasion (*lors d'une conférence de presse*).
    pub occasion: Option<Span>,
    /// When it was said: a TIMEX3 date (`2022-12-19`, `2022-W51`, `2022`), without time of day.
    /// `None` where the text does not tell; the date of publication is not put in its place.
    pub time: Option<String>,
    /// Whether the saying itself is denied (*a démenti que*, *n'a pas dit que*).
    pub negated: bool,
    /// The attribution in whose content this one stands.
    pub within: Option<AttributionId>,
    /// From 0 to 1: how likely the whole record is right.
    pub confidence: f32,
    /// What made it, for `--explain`.
    pub evidence: Vec<Evidence>,
}

/// How an attribution gives the words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AttributionKind {
    /// All of the content stands in quotation marks.
    Direct,
    /// Reported speech with quoted words in it.
    Mixed,
    /// Reported with no quoted words.
    Indirect,
}

impl AttributionKind {
    /// Each, in declaration order.
    pub const ALL: [AttributionKind; 3] =
        [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            AttributionKind::Direct => "direct",
            AttributionKind::Mixed => "mixed",
            AttributionKind::Indirect => "indirect",
        }
    }
}

/// The identified speaker of an attribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// The entity.
    pub entity: EntityId,
    /// The fullest name that the document gives it.
    pub name: String,
}

/// A rule or score that made a record, for `--explain`.
#[derive(Debug, Clone, PartialEq)]
pub struct Evidence {
    /// The rule's name: `incise`, `que-clause`, `pronoun`.
    pub rule: &'static str,
    /// What it saw, in words.
    pub detail: Cow<'static, str>,
    /// Its part in the confidence, where it has one.
    pub score: Option<f32>,
}

/// Somebody or something that the text names.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The fullest name that the document gives, or the fullest description of the unnamed.
    pub name: String,
    /// Role or title as the document gives it (*président russe*).
    pub description: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Wikidata item.
    pub qid: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// The same for the same person, body or place in every report: the Wikidata item, else the
    /// GeoNames id, else a hash of kind, name and country. `None` for who has no name.
    pub key: Option<String>,
    /// Gender, where it can be known.
    pub gender: Option<Gender>,
    /// Where the text mentions it, in order.
    pub mentions: Vec<Mention>,
    /// Why it was linked to the knowledge, or was not; for `--explain`.
    pub evidence: Vec<Evidence>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A human being, named or not.
    Person,
    /// An organisation, agency, company, party, court.
    Body,
    /// A state or its government.
    State,
    /// A place that does not act.
    Place,
    /// Several people without an organisation (*des témoins*).
    Group,
    /// Anything else that can be a source (a poll, a document).
    Other,
}

impl EntityKind {
    /// Each, in declaration order.
    pub const ALL: [EntityKind; 6] = [
        EntityKind::Person,
        EntityKind::Body,
        EntityKind::State,
        EntityKind::Place,
        EntityKind::Group,
        EntityKind::Other,
    ];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Body => "body",
            EntityKind::State => "state",
            EntityKind::Place => "place",
            EntityKind::Group => "group",
            EntityKind::Other => "other",
        }
    }
}

/// Grammatical or social gender of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// Feminine.
    Feminine,
    /// Masculine.
    Masculine,
}

impl Gender {
    /// Each, in declaration order.
    pub const ALL: [Gender; 2] = [Gender::Feminine, Gender::Masculine];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Gender::Feminine => "f",
            Gender::Masculine => "m",
        }
    }
}

/// One place where the text mentions an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub span: Span,
    /// By what kind of expression.
    pub form: MentionForm,
}

/// By what kind of expression an entity is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionForm {
    /// A name, whole or short.
    Name,
    /// A role, title or description.
    Role,
    /// A pronoun or clitic.
    Pronoun,
    /// A place or building that stands for who governs there.
    Metonym,
}

impl MentionForm {
    /// Each, in declaration order.
    pub const ALL: [MentionForm; 4] =
        [MentionForm::Name, MentionForm::Role, MentionForm::Pronoun, MentionForm::Metonym];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            MentionForm::Name => "name",
            MentionForm::Role => "role",
            MentionForm::Pronoun => "pronoun",
            MentionForm::Metonym => "metonym",
        }
    }
}

/// Something worth knowing that is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of note.
    pub code: NoteCode,
    /// For people.
    pub message: String,
    /// Where in the text, if it is about a place in it.
    pub span: Option<Span>,
}

/// What a note is about. The names are part of the public JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteCode {
    /// A caption stands in the text more than once and was read once.
    RepeatedCaption,
    /// Another block repeats an earlier one and was read once.
    RepeatedBlock,
    /// A quotation mark had no partner and was paired by repair or left alone.
    UnpairedQuote,
    /// An attribution's speaker could not be told.
    UnknownSpeaker,
    /// Quoted words that nobody was found to have said.
    UnattributedQuote,
    /// The language was guessed with little ground, or fell back to a default.
    LanguageGuessed,
    /// No pack reads the text's language.
    LanguageUnsupported,
    /// Part of the text seems to be in another language.
    LanguageMixed,
    /// Bytes could not be decoded and were replaced.
    EncodingReplaced,
    /// The encoding was detected from the bytes.
    EncodingGuessed,
    /// The input was cut or malformed and was read as far as it went.
    InputRepaired,
    /// A named limit was reached and something was left unread.
    LimitReached,
    /// There was nothing to read.
    Empty,
    /// A declared value (date, language) made no sense and was left out.
    MetadataIgnored,
    /// People put something right: a name, a link, a record left out. The store keeps which.
    Corrected,
}

impl NoteCode {
    /// Every code, in declaration order.
    pub const ALL: [NoteCode; 15] = [
        NoteCode::RepeatedCaption,
        NoteCode::RepeatedBlock,
        NoteCode::UnpairedQuote,
        NoteCode::UnknownSpeaker,
        NoteCode::UnattributedQuote,
        NoteCode::LanguageGuessed,
        NoteCode::LanguageUnsupported,
        NoteCode::LanguageMixed,
        NoteCode::EncodingReplaced,
        NoteCode::EncodingGuessed,
        NoteCode::InputRepaired,
        NoteCode::LimitReached,
        NoteCode::Empty,
        NoteCode::MetadataIgnored,
        NoteCode::Corrected,
    ];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            NoteCode::RepeatedCaption => "repeated-caption",
            NoteCode::RepeatedBlock => "repeated-block",
            NoteCode::UnpairedQuote => "unpaired-quote",
            NoteCode::UnknownSpeaker => "unknown-speaker",
            NoteCode::UnattributedQuote => "unattributed-quote",
            NoteCode::LanguageGuessed => "language-guessed",
            NoteCode::LanguageUnsupported => "language-unsupported",
            NoteCode::LanguageMixed => "language-mixed",
            NoteCode::EncodingReplaced => "encoding-replaced",
            NoteCode::EncodingGuessed => "encoding-guessed",
            NoteCode::InputRepaired => "input-repaired",
            NoteCode::LimitReached => "limit-reached",
            NoteCode::Empty => "empty",
            NoteCode::MetadataIgnored => "metadata-ignored",
            NoteCode::Corrected => "corrected",
        }
    }
}
