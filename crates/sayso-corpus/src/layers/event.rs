//! Events in PLOVER 2.0's types.

use super::EVENT;
use crate::{GoldEntity, Marked};
use sayso_model::Span;

/// PLOVER 2.0's types with their modes.
pub const TYPES: [(&str, &[&str]); 16] = [
    ("AGREE", &[]),
    ("SUPPORT", &[]),
    ("CONCEDE", &[]),
    ("CONSULT", &["visit", "third-party", "multilateral", "phone"]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    ("RETREAT", &["withdraw", "release", "disarm", "ceasefire", "access", "resign"]),
    ("REQUEST", &["assist", "change", "yield", "meet"]),
    ("REJECT", &["assist", "change", "yield", "meet"]),
    ("ACCUSE", &["disapprove", "investigate", "allege"]),
    ("THREATEN", &["restrict", "arrest", "relations", "expel", "territory", "violence"]),
    ("PROTEST", &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"]),
    ("SANCTION", &["convict", "expel", "withdraw", "discontinue"]),
    ("MOBILIZE", &["troops", "weapons", "police", "militia"]),
    (
        "COERCE",
        &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
    ),
    (
        "ASSAULT",
        &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
    ),
];

/// The modes of a type; `None` for an unknown type.
pub fn modes(kind: &str) -> Option<&'static [&'static str]> {
    TYPES.iter().find(|(name, _)| *name == kind).map(|(_, modes)| *modes)
}

/// Whether the act took place, as the text has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Status {
    Asserted,
    Negated,
    Future,
    Hypothetical,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] =
        [Status::Asserted, Status::Negated, Status::Future, Status::Hypothetical];

    /// The name in the notation and in JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Negated => "negated",
            Status::Future => "future",
            Status::Hypothetical => "hypothetical",
        }
    }

    /// The status of an attribute; left out: asserted. `None` for an unknown one.
    pub(crate) fn of(name: Option<&str>) -> Option<Status> {
        let name = name.unwrap_or("asserted");
        Status::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// Who acts or is acted upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The entity's `ref`.
    pub entity: String,
    /// Its fullest name.
    pub name: String,
    /// ISO 3166-1 alpha-3; empty where the marks do not tell.
    pub country: String,
    /// Its mention nearest to the trigger.
    pub span: Span,
}

/// An event as marked by hand. Spans count bytes of the text without marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldEvent {
    /// Its id in the marked text.
    pub id: String,
    /// One of [`TYPES`].
    pub kind: String,
    /// One of the type's modes, or empty.
    pub mode: String,
    /// The words that name the act.
    pub trigger: Span,
    /// Who does it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Where: the mention nearest to the trigger.
    pub place: Option<Span>,
    /// An ISO date or its beginning; empty where the text leaves it open.
    pub time: String,
    /// Whether it took place.
    pub status: Status,
    /// The attribution whose speaker vouches for it; `None`: the article.
    pub voice: Option<String>,
}

impl Marked {
    /// The events, in the order of their triggers.
    pub fn events(&self) -> Vec<GoldEvent> {
        let entities = self.entities();
        let text = self.text();
        let marks = self.marks().iter().filter(|m| m.name == EVENT);
        marks
            .map(|mark| {
                let owned = |key: &str| mark.get(key).unwrap_or("").to_owned();
                let who = |key: &str| participants(mark.get(key), &entities, text, mark.span);
                let place = mark.get("place").and_then(|p| find(&entities, p.trim()));
                GoldEvent {
                    id: owned("id"),
                    kind: owned("type"),
                    mode: owned("mode"),
                    trigger: mark.span,
                    actors: who("actors"),
                    recipients: who("recipients"),
                    place: place.and_then(|e| e.nearest(text, mark.span)).map(|m| m.span),
                    time: owned("time"),
                    status: Status::of(mark.get("status")).unwrap_or(Status::Asserted),
                    voice: mark.get("voice").filter(|v| !v.is_empty()).map(str::to_owned),
                }
            })
            .collect()
    }
}

fn find<'e>(entities: &'e [GoldEntity], id: &str) -> Option<&'e GoldEntity> {
    entities.iter().find(|e| e.id == id)
}

fn participants(
    ids: Option<&str>,
    entities: &[GoldEntity],
    text: &str,
    trigger: Span,
) -> Vec<Participant> {
    let ids = ids.unwrap_or("").split_whitespace();
    ids.filter_map(|id| {
        let entity = find(entities, id)?;
        Some(Participant {
            entity: id.to_owned(),
            name: entity.name.clone(),
            country: entity.country.clone().unwrap_or_default(),
            span: entity.nearest(text, trigger)?.span,
        })
    })
    .collect()
}

/// Whether `date` is an ISO 8601 date or its beginning: `2022-12-19`, `2022-12`, `2022`.
pub fn is_iso_date(date: &str) -> bool {
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let within = |s: &str, most: u8| s.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    let mut parts = date.split('-');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(y), None, None, None) => digits(y, 4),
        (Some(y), Some(m), None, None) => digits(y, 4) && digits(m, 2) && within(m, 12),
        (Some(y), Some(m), Some(d), None) => {
            digits(y, 4) && digits(m, 2) && within(m, 12) && digits(d, 2) && within(d, 31)
        }
        _ => false,
    }
}
