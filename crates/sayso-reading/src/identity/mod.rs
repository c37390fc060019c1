//! Who is meant: names, roles, pronouns and the entities that they share.

pub mod antecedent;
mod bare_name;
mod chain;
pub(crate) mod chains;
pub(crate) mod key;
pub(crate) mod link;
pub(crate) mod names;
pub(crate) mod noun;
pub(crate) mod np;
mod office;
mod person;
mod place;
mod pronoun;
mod salience;
mod same_name;
pub(crate) mod speaker;

use crate::view::View;
use compact_str::{CompactString, format_compact};
use sayso_knowledge::FirstName;
use sayso_language::Upos;
use sayso_model::{Gender, Span};

/// What a phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PhraseKind {
    /// One human being.
    Person,
    /// Several people without an organisation.
    People,
    /// An organisation.
    Body,
    /// A text that speaks.
    Document,
    /// A state or its government.
    State,
    /// A place that can stand for a government.
    Metonym,
    /// A place.
    Place,
    /// Somebody left unnamed.
    Source,
    /// A name that nothing tells more of.
    Name,
}

impl PhraseKind {
    /// Whether the phrase is likely to speak with no more than its own word for it: not a
    /// document, a place, or a name that nothing tells more of.
    pub fn speaks_by_itself(self) -> bool {
        !matches!(self, PhraseKind::Document | PhraseKind::Place)
    }

    /// Whether two mentions of these kinds can be of one entity.
    pub fn may_be(self, other: PhraseKind) -> bool {
        use PhraseKind::{Body, Document, Metonym, Name, People, Person, Place, Source, State};
        self == other
            || matches!(
                (self, other),
                (Name, _)
                    | (_, Name)
                    | (State, Metonym)
                    | (Metonym, State)
                    | (Place, Metonym)
                    | (Metonym, Place)
                    | (Body, State)
                    | (State, Body)
                    | (Person, Source)
                    | (Source, Person)
                    | (People, Source)
                    | (Source, People)
                    | (Body, People)
                    | (People, Body)
                    | (Document, Body)
                    | (Body, Document)
            )
    }
}

/// What the phrase from `first` to `last` names, as far as its head word tells.
pub(crate) fn kind_of_phrase(
    view: &View<'_>,
    first: usize,
    last: usize,
    head: usize,
) -> Option<PhraseKind> {
    let end = view.sentence(head).words.end;
    for w in first..=head {
        if let Some((_, kind, noun_last)) = noun::noun_at(view, w, end)
            && noun_last >= head
        {
            return Some(kind);
        }
    }
    if names::is_title(view, head) {
        return Some(PhraseKind::Person);
    }
    // *une quinzaine de prêtres*: the number's complement says who.
    if view.in_set("quantity", head) {
        for w in head + 1..=last.min(head + 4) {
            if let Some((_, kind, _)) = noun::noun_at(view, w, end) {
                return Some(kind);
            }
        }
    }
    // A name inside the phrase, in apposition, is somebody's: *le glaciologue Ødger H.*
    if (head + 1..=last)
        .any(|w| view.upos(w) == Upos::Propn && !matches!(view.upos(w - 1), Upos::Adp | Upos::Det))
    {
        return Some(PhraseKind::Person);
    }
    if view.upos(head) == Upos::Propn || names::tells_name(view, head) && head > first {
        let text = view.span(head, last.max(head)).of(view.text);
        return Some(if is_place(view, text) { PhraseKind::Place } else { PhraseKind::Name });
    }
    (first < head && names::is_title(view, head - 1)).then_some(PhraseKind::Person)
}

/// What the knowledge says of a name.
#[derive(Debug, Default)]
pub(crate) struct NameFacts {
    /// Under this key all names of one state or body meet.
    pub key: Option<CompactString>,
    pub country: Option<CompactString>,
    pub qid: Option<CompactString>,
    pub gender: Option<Gender>,
}

pub(crate) fn name_facts(view: &View<'_>, text: &str, kind: PhraseKind) -> NameFacts {
    let lang = view.lang.code();
    let mut facts = NameFacts::default();
    match kind {
        PhraseKind::Person | PhraseKind::People => {
            facts.gender = text
                .split_whitespace()
                .next()
                .filter(|first| first.len() < text.len())
                .and_then(|first| first_name_gender(view, first));
        }
        PhraseKind::Place if view.knowledge.names_town(lang, text) => {
            // Apart from the government that it can stand for.
            facts.key = Some(format_compact!("@{}", fold(text)));
        }
        _ => {
            let capital = || {
                let of = view.knowledge.capital(lang, text)?;
                // *Bruxelles*: the Union's seat, unless the report is about Belgium.
                let seat = view.knowledge.seat(lang, text).filter(|s| s.country != of);
                (seat.is_none() || speaks_of(view, of)).then_some(of)
            };
            if let Some(id) = view.knowledge.country_by_name(lang, text).or_else(capital) {
                let Some(country) = view.knowledge.country(id) else { return facts };
                facts.key = Some(country.code.clone());
                facts.country = country.iso3().map(CompactString::from);
                facts.qid = Some(country.qid.clone()).filter(|q| !q.is_empty());
            } else if let Some(seat) = view.knowledge.seat(lang, text) {
                facts.key = Some(fold(seat.body));
                facts.country = view
                    .knowledge
                    .country(seat.country)
                    .and_then(|c| c.iso3())
                    .map(CompactString::from);
            } else if let Some(body) = view.knowledge.named_body(lang, text) {
                facts.key = Some(fold(body.canonical));
                facts.qid = body.qid.map(CompactString::from);
                facts.country = body
                    .country
                    .and_then(|c| view.knowledge.country(c)?.iso3())
                    .map(CompactString::from);
            }
        }
    }
    facts
}

/// Whether the text names a country or its people.
fn speaks_of(view: &View<'_>, country: sayso_knowledge::CountryId) -> bool {
    let lang = view.lang.code();
    (0..view.words.len()).any(|w| {
        let form = view.words[w].form(view.text);
        matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Adj)
            && (view.knowledge.country_by_name(lang, form) == Some(country)
                || view.knowledge.country_by_demonym(lang, form) == Some(country))
    })
}

pub(crate) fn first_name_gender(view: &View<'_>, name: &str) -> Option<Gender> {
    match view.knowledge.first_name_in(view.lang.code(), name)? {
        FirstName::Feminine => Some(Gender::Feminine),
        FirstName::Masculine => Some(Gender::Masculine),
        FirstName::Unisex => None,
    }
}

/// Whether the word starts a person's name: a known first name before another capitalised word,
/// or a known public figure.
pub(crate) fn person_like(view: &View<'_>, w: usize) -> bool {
    let text = view.words[w].span.of(view.text);
    let article = w > 0 && view.upos(w - 1) == Upos::Det;
    let next = w + 1 < view.words.len()
        && !view.is_punct(w + 1)
        && (names::tells_name(view, w + 1) || view.in_set("name-particle", w + 1) && !article);
    if next && view.knowledge.first_name_in(view.lang.code(), text).is_some() {
        return true;
    }
    // Not an acronym that happens to be somebody's name.
    // Nor a title of something behind its article (*L'Écho*).
    text.chars().any(char::is_lowercase)
        && (names::is_capitalised(view, (w + 1).min(view.words.len() - 1)) || !article)
        && view.knowledge.people(view.lang.code(), text).next().is_some()
}

pub(crate) fn is_place(view: &View<'_>, text: &str) -> bool {
    view.knowledge.place(view.lang.code(), text).is_some()
}

/// Case, accents and hyphens folded away.
pub(crate) fn fold(text: &str) -> CompactString {
    sayso_knowledge::fold(text)
}

/// A pronoun's form as the lexicon knows it: inversion's hyphens left out.
pub(crate) fn pronoun_form(view: &View<'_>, w: usize) -> CompactString {
    let low = view.low(w);
    low.rsplit('-')
        .next()
        .filter(|_| low.starts_with('-'))
        .map_or_else(|| low.into(), CompactString::from)
}

/// The span of a pronoun without inversion's hyphens.
pub(crate) fn pronoun_span(view: &View<'_>, w: usize) -> Span {
    let span = view.words[w].span;
    match span.of(view.text).rfind('-') {
        Some(at) if span.of(view.text).starts_with('-') => {
            Span::new(span.start + at as u32 + 1, span.end)
        }
        _ => span,
    }
}
