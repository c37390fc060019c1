//! Names as they stand in the text: runs of capitalised words and the particles between them.

use crate::view::View;
use sayso_language::Upos;

/// A name in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NameRun {
    /// First and last word.
    pub first: usize,
    pub last: usize,
}

/// A name has at most this many words; longer runs are headlines in capitals.
const MAX_WORDS: usize = 8;

/// The names of the words `range`, in order.
pub(crate) fn runs(view: &View<'_>, range: std::ops::Range<usize>) -> Vec<NameRun> {
    let mut found = Vec::new();
    let mut w = range.start;
    while w < range.end {
        if let Some(last) = known_name(view, w, range.end) {
            found.push(NameRun { first: w, last });
            w = last + 1;
            continue;
        }
        if !starts_name(view, w, range.start) {
            w += 1;
            continue;
        }
        let mut last = w;
        let mut next = w + 1;
        while next < range.end && next - w < MAX_WORDS {
            let capital = next + 1 < range.end && is_capitalised(view, next + 1);
            // *N'Kouka*: an elided syllable that looks like a word of its own.
            let form = view.words[next].span.of(view.text);
            let elided = form.ends_with(['\'', '’'])
                && form.starts_with(char::is_uppercase)
                && capital
                && !view.words[next + 1].spaced;
            let joined = capital && (view.is(next, "&") || view.in_set("alias", next)) || elided;
            if joined {
                // *Ruutu & Co*
            } else if continues_name(view, next) {
                last = next;
            } else if !(view.in_set("name-particle", next) && particle_binds(view, next, range.end))
            {
                break;
            }
            next += 1;
        }
        let role = role_inside(view, w, last);
        let portfolio = portfolio(view, w, last).filter(|_| role.is_none());
        let own = role.or(portfolio).unwrap_or_else(|| w + belongs_before(view, w, last));
        if own > w && role.is_none() && (portfolio.is_some() || view.upos(w - 1) == Upos::Adp) {
            found.push(NameRun { first: w, last: own - 1 });
        }
        found.push(NameRun { first: own, last });
        w = last + 1;
    }
    found
}

/// *Kansas Attorney General Hollister B.*: where a role stands inside a run and a person's name behind
/// it, the first word of the name.
fn role_inside(view: &View<'_>, first: usize, last: usize) -> Option<usize> {
    (first + 1..last).rev().find_map(|w| {
        let (_, kind, noun_last) = super::noun::noun_at(view, w, last + 1)?;
        let name = noun_last + 1;
        let personal = kind == super::PhraseKind::Person
            && name <= last
            && !view.in_set("name-particle", name)
            && view
                .knowledge
                .first_name_in(view.lang.code(), view.words[w].span.of(view.text))
                .is_none()
            && (super::person_like(view, name)
                || last > name
                    && (name..=last).all(|x| super::noun::noun_at(view, x, x + 1).is_none()));
        personal.then_some(name)
    })
}

/// *le ministre des Transports Duarte V.*: where a capitalised noun that ends a complement runs into
/// a name of two words or more, the first word of the name.
fn portfolio(view: &View<'_>, first: usize, last: usize) -> Option<usize> {
    let name = (first + 1..last).find(|w| {
        view.upos(*w) == Upos::Propn && matches!(view.upos(*w - 1), Upos::Noun | Upos::Adj)
    })?;
    let governed = first >= 2
        && (view.upos(first - 1) == Upos::Adp
            || view.upos(first - 1) == Upos::Det && view.upos(first - 2) == Upos::Adp);
    (governed
        && view.upos(first) == Upos::Noun
        && (name..=last).all(|w| view.upos(w) == Upos::Propn))
    .then_some(name)
}

/// How many words of a run are not the name's own: *le Belge Tadzio V.*, *à Minsk Poutine a dit*.
fn belongs_before(view: &View<'_>, first: usize, last: usize) -> usize {
    if first == last || first == 0 {
        return 0;
    }
    let lang = view.lang.code();
    let text = view.words[first].span.of(view.text);
    let person = super::person_like(view, first + 1);
    let strip = match view.upos(first - 1) {
        Upos::Det => {
            // *à l'AFP Jean-Philippe M.*
            last >= first + 2 && is_acronym(view, first) && person
                || view.knowledge.country_by_demonym(lang, text).is_some()
                || (person || last >= first + 2) && super::is_place(view, text)
                || view.in_ending_set("demonym-ending", first) && (person || last >= first + 2)
        }
        Upos::Adp => {
            person
                && (view.knowledge.capital(lang, text).is_some()
                    || view.knowledge.country_by_name(lang, text).is_some())
                // *a écrit sur Telegram Alesia V.*
                || last >= first + 2 && view.knowledge.named_body(lang, text).is_some()
        }
        // *le délégué CSC Wannes I.*
        Upos::Noun => {
            last >= first + 2
                && is_acronym(view, first)
                && (first + 1..=last).all(|w| !is_acronym(view, w))
        }
        _ => false,
    };
    usize::from(strip)
}

/// The last word of a name that the knowledge holds, where capitals do not tell names from nouns:
/// *Weißes Haus*, *Vereinte Nationen*, *FC Bayern*; in every language that of a seat of power of
/// several words (*Downing Street*, *Number 10*).
fn known_name(view: &View<'_>, w: usize, end: usize) -> Option<usize> {
    if !is_capitalised(view, w) || view.upos(w) == Upos::Det || is_title(view, w) {
        return None;
    }
    let lang = view.lang.code();
    let in_one = |last: usize| (w + 1..=last).all(|x| !view.is_mark[x] && !view.is_comma(x));
    if !view.lexicon.nouns_have_capitals() {
        let seat = |last: &usize| {
            in_one(*last) && view.knowledge.seat(lang, view.span(w, *last).of(view.text)).is_some()
        };
        let told = |last: &usize| is_capitalised(view, *last) || view.upos(*last) == Upos::Num;
        return (w + 1..end.min(w + MAX_SEAT)).rev().find(|last| told(last) && seat(last));
    }
    let known = |last: usize| {
        let text = view.span(w, last).of(view.text);
        let article = view.in_set("definite", w);
        view.knowledge.named_body(lang, text).is_some()
            || !article && view.knowledge.country_by_name(lang, text).is_some()
            || !article && view.knowledge.seat(lang, text).is_some()
    };
    (w + 1..end.min(w + MAX_KNOWN))
        .rev()
        .filter(|last| is_capitalised(view, *last) && in_one(*last))
        .find(|last| known(*last))
        .or_else(|| {
            let form = view.words[w].form(view.text);
            // *Bern lehnte ab*: what the tagger takes for a noun at the head of a sentence.
            let seat = || {
                view.knowledge.seat(lang, form).is_some()
                    || view.knowledge.capital(lang, form).is_some()
            };
            let told = view.upos(w) == Upos::Noun && (is_acronym(view, w) && known(w) || seat());
            told.then_some(w)
        })
}

/// Seats of power have no more words than these.
const MAX_SEAT: usize = 4;

/// Known names of more words than these are too rare to look for.
const MAX_KNOWN: usize = 7;

fn starts_name(view: &View<'_>, w: usize, sentence_start: usize) -> bool {
    if !is_capitalised(view, w) || is_title(view, w) {
        return false;
    }
    // *on Friday*: a date, unless somebody bears it as a first name.
    let goes_on = w + 1 < view.words.len()
        && view.upos(w + 1) == Upos::Propn
        && !view.in_set("time-noun", w + 1);
    if view.in_set("time-noun", w) && !goes_on {
        return false;
    }
    // *Der Kreml*: the article of a seat of power is none of its name, whatever the tagger made of it.
    if w == sentence_start
        && view.in_set("definite", w)
        && w + 1 < view.words.len()
        && view.knowledge.seat(view.lang.code(), view.words[w + 1].form(view.text)).is_some()
    {
        return false;
    }
    let first_name = w + 1 < view.words.len()
        && is_capitalised(view, w + 1)
        && view.upos(w + 1) == Upos::Propn
        && view
            .knowledge
            .first_name_in(view.lang.code(), view.words[w].span.of(view.text))
            .is_some();
    match view.upos(w) {
        Upos::Propn => true,
        Upos::Noun | Upos::Adj | Upos::X | Upos::Verb if first_name => true,
        // Where every noun is written with a capital, it tells nothing.
        Upos::Noun | Upos::Adj if view.lexicon.nouns_have_capitals() => false,
        // A capitalised noun or adjective inside a sentence is a name (*la Ligue arabe*); at its
        // start the capital says nothing.
        Upos::Noun | Upos::Adj | Upos::X if w > sentence_start => !view.is_mark[w - 1],
        // *Harrow Steel closed its mill*: at the start too where the rest of a name follows, in
        // languages whose names hold no article.
        Upos::Noun | Upos::X => {
            !view.lexicon.set("compound-head").is_empty()
                && w + 1 < view.words.len()
                && matches!(view.upos(w + 1), Upos::Propn | Upos::Noun | Upos::Adj)
                && is_capitalised(view, w + 1)
                && super::noun::noun_at(view, w, w + 2).is_none()
        }
        _ => false,
    }
}

fn continues_name(view: &View<'_>, w: usize) -> bool {
    if view.is_mark[w] {
        return false;
    }
    match view.upos(w) {
        Upos::Propn => {
            is_capitalised(view, w) || view.words[w].span.of(view.text).starts_with('\'')
        }
        // *Uwe Ölschläger*: a surname that looks like a noun.
        Upos::Noun | Upos::Adj if view.lexicon.nouns_have_capitals() => {
            is_capitalised(view, w)
                && view.upos(w - 1) == Upos::Propn
                && view
                    .knowledge
                    .first_name_in(view.lang.code(), view.words[w - 1].span.of(view.text))
                    .is_some()
                && super::noun::noun_at(view, w, w + 1).is_none()
        }
        Upos::Noun | Upos::Adj | Upos::X => is_capitalised(view, w),
        // A surname that looks like a verb.
        Upos::Verb => is_capitalised(view, w) && view.upos(w - 1) == Upos::Propn,
        Upos::Num => {
            is_capitalised(view, w)
                || view.words[w].span.of(view.text).chars().all(char::is_numeric)
                    && is_capitalised(view, w - 1)
                    && view.words[w].spaced
                    && view.upos(w - 1) == Upos::Propn
                    && view.words[w].span.len() <= 2
        }
        _ => false,
    }
}

/// A particle binds two capitalised parts: one with a capital of its own always does (*Le Pen*, *El
/// Pais*), one without only behind a first name or a title, so that *Vladimir Poutine de Russie*
/// stays two.
fn particle_binds(view: &View<'_>, w: usize, end: usize) -> bool {
    let after = (w + 1..end.min(w + 3)).find(|n| !view.in_set("name-particle", *n));
    let named = after.is_some_and(|n| is_capitalised(view, n) && !view.is_punct(n));
    if !named {
        return false;
    }
    let before = view.words[w - 1].span.of(view.text);
    // *Yasmijn van Wael*, *Rhissa ag Algabid*: a word that is nothing else in the language.
    if view.in_set("name-particle-only", w)
        && view.words[w - 1].upos == Upos::Propn
        && is_capitalised(view, w - 1)
    {
        return true;
    }
    let personal = view.knowledge.first_name_in(view.lang.code(), before).is_some()
        || (w >= 2 && is_title(view, w - 2));
    is_capitalised(view, w) || personal
}

pub(crate) fn is_capitalised(view: &View<'_>, w: usize) -> bool {
    let form = view.words[w].span.of(view.text);
    let mut chars = form.chars();
    chars.next().is_some_and(char::is_uppercase)
        // *al-Rahman*, *d'Escoublac*: the capital stands behind a short particle.
        || form
            .split_once(['-', '\'', '’'])
            .is_some_and(|(particle, rest)| {
                rest.starts_with(char::is_uppercase)
                    && (particle.len() <= 3 && view.upos(w) == Upos::Propn
                        || view.lexicon.set("name-particle-only").has(particle))
            })
}

/// Whether a word's capital tells a name: of a noun only where nouns have none as a rule.
pub(crate) fn tells_name(view: &View<'_>, w: usize) -> bool {
    is_capitalised(view, w) && !(view.upos(w) == Upos::Noun && view.lexicon.nouns_have_capitals())
}

/// Whether a word of two letters or more is written in capitals alone.
pub(crate) fn is_acronym(view: &View<'_>, w: usize) -> bool {
    let text = view.words[w].span.of(view.text);
    text.chars().nth(1).is_some() && text.chars().all(char::is_uppercase)
}

pub(crate) fn is_title(view: &View<'_>, w: usize) -> bool {
    view.knowledge.title(view.lang.code(), view.words[w].span.of(view.text)).is_some()
}
