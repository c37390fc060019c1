//! Names that stand by themselves, and nouns unknown to the knowledge that people are called by.

use super::names::{self, NameRun};
use super::np::{Np, age_behind, age_told, article, country, decade, determiner_gender, words};
use super::{PhraseKind, fold};
use crate::phrase::noun_phrase;
use crate::view::View;
use sayso_knowledge::{BodyClass, Number as KnownNumber};
use sayso_language::Upos;

/// Whether a phrase says no more than its noun (`noun`, first and last word), an age, an origin or
/// an adjective of life.
pub(super) fn is_bare(
    view: &View<'_>,
    (first, last): (usize, usize),
    noun: (usize, usize),
    kind: PhraseKind,
) -> bool {
    let body = kind != PhraseKind::Person;
    // What a preposition other than *de* brings is where it is said: *la jeune femme à sa sortie*.
    let last = (noun.1 + 1..=last)
        .find(|w| {
            view.upos(*w) == Upos::Verb
                || view.upos(*w) == Upos::Adp
                    && !view.in_set("infinitive-of", *w)
                    && !view.in_set("name-particle", *w)
        })
        .map_or(last, |w| w - 1);
    (first..=last).all(|w| {
        (noun.0..=noun.1).contains(&w)
            || matches!(view.upos(w), Upos::Det | Upos::Num | Upos::Punct)
            || view.in_set("age", w)
            || view.in_set("of-life", w)
            || body && view.upos(w) == Upos::Adj && w > noun.1
            || w < noun.0 && from_somewhere(view, w)
            || view.upos(w) == Upos::Adp
                && w < last
                && (view.upos(w + 1) == Upos::Num || body && w + 1 == last && is_town(view, w + 1))
            || body && w == last && view.upos(w) == Upos::Propn && is_town(view, w)
    })
}

/// *the Vermont lawmaker*, *the Danish group*: where somebody is from, before the noun.
fn from_somewhere(view: &View<'_>, w: usize) -> bool {
    let lang = view.lang.code();
    let text = view.words[w].span.of(view.text);
    !view.lexicon.set("compound-head").is_empty()
        && matches!(view.upos(w), Upos::Adj | Upos::Propn | Upos::Noun)
        && (view.knowledge.country_by_demonym(lang, text).is_some()
            || view.knowledge.country_by_name(lang, text).is_some()
            || view
                .knowledge
                .named_body(lang, text)
                .is_some_and(|b| b.class == BodyClass::LocalAuthority))
}

pub(super) fn is_town(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Propn && super::is_place(view, view.words[w].span.of(view.text))
}

/// A person noun that the knowledge does not hold, told by its ending (*la démissionnaire*, *le
/// légiste*) or as an origin (*la Norvégienne*): behind its article, as a subject or a source.
pub(crate) fn unknown_person(view: &View<'_>, head: usize, is_source: bool) -> Option<Np> {
    if !matches!(view.upos(head), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X)
        || head == 0
        || view.upos(head - 1) != Upos::Det
    {
        return None;
    }
    if view.phrase_at("this-one", head - 1, head + 1) > 1 {
        return None;
    }
    // *il ticinese*: where such nouns have no capital, only one who speaks is somebody.
    let small = is_source
        && view.lexicon.set("origin-noun").has("small")
        && matches!(view.upos(head), Upos::Adj | Upos::Noun);
    let origin = (names::is_capitalised(view, head) || small) && origin(view, head);
    let ending = !names::tells_name(view, head)
        && (view.in_ending_set("person-ending", head)
            || is_source && view.in_ending_set("person-ending-weak", head));
    if !origin && !ending {
        return None;
    }
    let (first, last) = noun_phrase(view, head);
    let grammar = determiner_gender(view, first, head)
        .or(super::chains::gender_of(view.words[head].morph.gender));
    let plural = super::chains::is_plural(view, head) || super::chains::is_plural(view, head - 1);
    let noun = fold(view.words[head].form(view.text));
    Some(Np {
        first,
        last,
        head,
        kind: if plural { PhraseKind::People } else { PhraseKind::Person },
        article: article(view, first, head),
        name: None,
        noun: Some(noun),
        class: None,
        office: false,
        anaphoric: true,
        counterpart: false,
        possessive: (first..head).any(|x| view.in_set("possessive", x)),
        relational: false,
        domain: 0,
        bare: is_bare(view, (first, last), (head, head), PhraseKind::Person),
        any_gender: false,
        gender: grammar,
        grammar,
        plural,
        neuter: false,
        age: age_told(view, first, last),
        decade: decade(view, head),
        country: country(view, head, head, None),
        words: words(view, first, last, None, true),
        role_text: None,
    })
}

/// Whether a word says where somebody comes from.
pub(super) fn origin(view: &View<'_>, w: usize) -> bool {
    let text = view.words[w].span.of(view.text);
    view.knowledge.country_by_demonym(view.lang.code(), text).is_some()
        || names::tells_name(view, w) && view.in_ending_set("demonym-ending", w)
}

/// A name that stands by itself.
pub(super) fn bare_name(view: &View<'_>, run: NameRun) -> Option<Np> {
    let lang = view.lang.code();
    let text = view.span(run.first, run.last).of(view.text);
    let mut first = run.first;
    let low = view.sentence(run.first).words.start;
    let mut title = None;
    let mut noun = None;
    while first > low {
        let w = first - 1;
        if let Some(t) = view.knowledge.title(lang, view.words[w].span.of(view.text)) {
            title = Some(t);
        } else if view.upos(w) == Upos::Det {
        } else if noun.is_none() && noun_before(view, w, NameRun { first, last: run.last }) {
            // *le glaciologue Ødger H.*, *la Suissesse Jil B.*: a noun that the knowledge does
            // not hold, or an origin.
            noun = Some(w);
        } else if noun.is_none()
            && first == run.first
            && w > low
            && view.upos(w) == Upos::Adj
            && noun_before(view, w - 1, NameRun { first: w, last: w })
        {
            // *le géochimiste chilien Nahuel Q.*
        } else {
            break;
        }
        first = w;
    }
    let country = noun.and_then(|w| country(view, w, w, None));
    let named = view.knowledge.named_body(lang, text);
    // *in Kodiak*, *near Palomas Wells, New Mexico*: what the preposition makes a place.
    let place_before = |w: usize| {
        view.in_set("locative", w) || view.is_comma(w) && w > low && view.upos(w - 1) == Upos::Propn
    };
    let territory = named.as_ref().is_some_and(|b| b.class == BodyClass::LocalAuthority);
    // *Cook Inlet Historical Trust*: in a language that heads compounds on the right the last word tells.
    let body = (run.last > run.first && !view.lexicon.set("compound-head").is_empty())
        .then(|| view.knowledge.body(lang, view.low(run.last)))
        .flatten()
        .filter(|b| b.kind == sayso_knowledge::BodyKind::Body);
    let modifier = super::np::modifies(view, run.last, view.sentence(run.last).words.end);
    let located = modifier && territory
        || first == run.first
            && run.first > low
            && (view.in_set("locative", run.first - 1)
                && named.is_none()
                && !super::person_like(view, run.first)
                || territory && place_before(run.first - 1));
    let kind = if located
        && view.knowledge.country_by_name(lang, text).is_none()
        && view.knowledge.capital(lang, text).is_none()
        && view.knowledge.seat(lang, text).is_none()
    {
        PhraseKind::Place
    } else if title.is_some() {
        PhraseKind::Person
    } else if view.knowledge.country_by_name(lang, text).is_some() {
        PhraseKind::State
    } else if named.is_some_and(|body| body.class == BodyClass::LocalAuthority) {
        // *Bayern fordert P*: a land stands for its government, as a capital does.
        PhraseKind::Metonym
    } else if named.is_some() {
        PhraseKind::Body
    } else if view.knowledge.seat(lang, text).is_some()
        || view.knowledge.capital(lang, text).is_some()
    {
        PhraseKind::Metonym
    } else if body.is_some() || run.last > run.first && view.in_set("company-name", run.last) {
        PhraseKind::Body
    } else if run.first == run.last
        && view.knowledge.country_by_demonym(lang, text).is_some()
        && first < run.first
        && !modifier
    {
        if super::chains::is_plural(view, first) { PhraseKind::People } else { PhraseKind::Person }
    } else if super::person_like(view, run.first)
        || noun.is_some_and(|w| {
            origin(view, w)
                || view.in_ending_set("person-ending", w)
                || view.in_ending_set("person-ending-weak", w)
        })
    {
        PhraseKind::Person
    } else if super::is_place(view, text) {
        PhraseKind::Place
    } else if looks_personal(view, run, first) {
        PhraseKind::Person
    } else {
        PhraseKind::Name
    };
    let personal = kind == PhraseKind::Person;
    let plural = kind == PhraseKind::People
        || title.is_some_and(|t| t.number == KnownNumber::Plural)
        || (first < run.first
            && super::chains::is_plural(view, first)
            && kind != PhraseKind::Person);
    Some(Np {
        first,
        last: run.last,
        head: run.first,
        kind,
        article: article(view, first, run.first),
        name: Some(run),
        noun: noun
            .filter(|_| kind == PhraseKind::Person)
            .map(|w| fold(view.words[w].form(view.text)))
            .or_else(|| body.as_ref().map(|b| fold(b.lemma))),
        class: body
            .as_ref()
            .filter(|_| kind == PhraseKind::Body)
            .map(|b| super::noun::BODY_CLASSES + b.class as u16),
        office: false,
        anaphoric: false,
        counterpart: false,
        possessive: false,
        relational: false,
        domain: 0,
        bare: false,
        any_gender: false,
        gender: title
            .and_then(|t| t.gender)
            .or_else(|| determiner_gender(view, first, run.first).filter(|_| personal)),
        grammar: determiner_gender(view, first, run.first),
        plural,
        neuter: false,
        age: age_behind(view, run.last).or_else(|| age_told(view, first, run.last)),
        decade: None,
        country,
        words: Vec::new(),
        role_text: noun.map(|w| view.words[w].span.of(view.text).to_owned()),
    })
}

/// Whether the word before a name is a noun that says who bears it.
pub(super) fn noun_before(view: &View<'_>, w: usize, run: NameRun) -> bool {
    w + 1 == run.first
        && w > 0
        && view.upos(w - 1) == Upos::Det
        && !view.is_mark[w]
        && view.quote_of[w] == view.quote_of[run.first]
        && (matches!(view.upos(w), Upos::Noun) || names::is_capitalised(view, w) && origin(view, w))
}

/// Whether an unknown name is built and used like a person's: two or three words without an
/// article or a preposition, as a subject or with an age behind it.
pub(super) fn looks_personal(view: &View<'_>, run: NameRun, first: usize) -> bool {
    if age_behind(view, run.last).is_some() {
        return true;
    }
    let words = run.last - run.first + 1;
    let start = view.sentence(run.first).words.start;
    first == run.first
        && (2..=3).contains(&words)
        && (run.first..=run.last).all(|w| {
            view.low(w).len() > 2 && view.upos(w) == Upos::Propn && !names::is_acronym(view, w)
        })
        && (run.first == start || view.upos(run.first - 1) != Upos::Adp)
}
