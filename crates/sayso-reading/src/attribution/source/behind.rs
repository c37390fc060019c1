//! Sources behind the verb.

use super::{Source, is_oblique};
use crate::attribution::extent;
use crate::verb::VerbGroup;
use crate::view::View;
use sayso_language::{Upos, VerbForm};

/// *P, a tranché, mercredi, X*: behind what two commas enclose right behind an inserted verb, where the
/// language sets that.
pub(crate) fn past_enclosed(view: &View<'_>, from: usize, end: usize) -> usize {
    if !view.inverts_inserts() || from >= end || !view.is_comma(from) {
        return from;
    }
    let close = (from + 1..end.min(from + LONGEST_ENCLOSED)).find(|w| view.is_comma(*w));
    let plain = |w: usize| {
        view.upos(w) != Upos::Punct
            && view.words[w].morph.verb_form != VerbForm::Fin
            && view.quote_of[w] == view.quote_of[from]
    };
    let opens = |w: usize| {
        matches!(view.upos(w), Upos::Adp | Upos::Adv)
            || view.in_set("time-noun", w)
            || view.in_set("time-noun", w + 1)
    };
    match close.filter(|c| opens(from + 1) && (from + 1..*c).all(plain)) {
        Some(close) => close + 1,
        None => from,
    }
}

/// Words that two commas enclose behind an inserted verb, at most.
const LONGEST_ENCLOSED: usize = 10;

/// The source that follows an inverted verb (*a déclaré M. Poutine*), between `from` and `end`.
pub(crate) fn following(view: &View<'_>, group: &VerbGroup, end: usize) -> Option<Source> {
    let level = view.quote_of[group.verb];
    let mut w = past_enclosed(view, group.last + 1, end);
    // Where the phrase can start: behind what was passed over.
    let mut from = w;
    while w < end {
        // *rivela invece il «Corriere»*: a name in marks behind its article.
        if view.is_mark[w]
            && view.drops_subjects()
            && let Some(source) = named_in_marks(view, w)
        {
            return Some(source);
        }
        if view.is_mark[w] || view.quote_of[w] != level || view.is(w, ":") || view.is(w, ";") {
            return None;
        }
        // *hanno spiegato oggi i due*
        let this_one = view.phrase_at("this-one", w, end);
        if this_one > 1 && view.drops_subjects() {
            return Some(Source::of(view, w + this_one - 1));
        }
        match view.upos(w) {
            // *said the company's chairman*, *said the World Food Programme's director*
            Upos::Noun | Upos::Propn if possessor_end(view, w, end).is_some() => {
                w = possessor_end(view, w, end).unwrap_or(w);
            }
            // *said union secretary Ray Brix*: a noun that modifies the next.
            Upos::Noun | Upos::Propn
                if w + 1 < end
                    && crate::identity::np::modifies(view, w, end)
                    && view.head(w) > w
                    && view.head(w) < end => {}
            Upos::Noun | Upos::Propn if is_oblique(view, w) => {}
            Upos::Noun | Upos::Propn | Upos::X | Upos::Adj
                if !view.in_set("time-noun", w)
                    && (view.upos(w) != Upos::Adj || stands_for_noun(view, w, end)) =>
            {
                return Some(Source::of(view, w).from(view, from));
            }
            // *said one of them*
            Upos::Num if w + 1 < end && view.in_set("infinitive-of", w + 1) => {
                return Some(Source::of(view, w));
            }
            Upos::Pron
                if view.drops_subjects()
                    && (view.in_set("relative", w) || view.in_set("object-pronoun", w))
                    && view.lexicon.pronoun(view.low(w)).is_none() =>
            {
                return None;
            }
            // *ärgerte sich X*
            Upos::Pron
                if view.in_set("reflexive", w) && !view.lexicon.set("bracket").is_empty() => {}
            Upos::Pron
                if view.lexicon.pronoun(view.low(w)).is_some() || view.upos(w) == Upos::Pron =>
            {
                return Some(Source::of(view, w));
            }
            _ if view.in_set("time-noun", w) && w + 2 < end && !view.is_punct(w + 1) => {
                from = w + 1
            }
            // *a tenu à préciser X*, *a voulu rassurer X*
            Upos::Verb if view.words[w].morph.verb_form == VerbForm::Inf && w <= group.last + 2 => {
            }
            Upos::Adp
                if w == group.last + 1
                    && w + 1 < end
                    && view.words[w + 1].morph.verb_form == VerbForm::Inf => {}
            // *répondent 31 % des sondés*
            Upos::Sym | Upos::Noun
                if view.upos(w - 1) == Upos::Num && view.in_set("infinitive-of", w + 1) =>
            {
                return Some(Source::of(view, w));
            }
            // *said two people*
            Upos::Num
                if view.upos(w + 1) == Upos::Propn
                    || matches!(view.upos(w + 1), Upos::Noun | Upos::Adj)
                        && view.lexicon.set("inserted-subject").has("before")
                    || view.upos(w + 1) == Upos::Sym && view.in_set("infinitive-of", w + 2) => {}
            // *a calculé sa chargée de mission*, *sourit la blessée*
            Upos::Verb
                if view.upos(w - 1) == Upos::Det
                    && view.words[w].morph.verb_form == VerbForm::Part =>
            {
                return Some(Source::of(view, w).from(view, from));
            }
            Upos::Det | Upos::Adj => {}
            // *confessa un suo stretto collaboratore*
            Upos::Verb
                if view.drops_subjects()
                    && view.words[w].morph.verb_form == VerbForm::Part
                    && view.upos(w - 1) == Upos::Det
                    && view.upos(w + 1) == Upos::Noun => {}
            Upos::Adv => {}
            // *a répondu à la RTBF la porte-parole*, *a dit mardi X*: pass the adjunct over.
            Upos::Adp => {
                let behind = adjunct_end(view, w, end);
                // *dice al nostro giornale Tullia L.*: a person's name at the end of the adjunct is
                // the subject, where no other follows.
                let closed = behind >= end
                    || view.is_punct(behind)
                    || view.in_set("whether", behind)
                    || matches!(view.upos(behind), Upos::Sconj | Upos::Verb);
                if view.drops_subjects() && closed {
                    let name = (w + 2..behind).find(|n| {
                        view.upos(*n) == Upos::Propn
                            && matches!(view.upos(n - 1), Upos::Noun | Upos::Adj)
                            && n + 1 < behind
                            && view.upos(n + 1) == Upos::Propn
                            && (crate::identity::person_like(view, *n)
                                || !view.in_set("named-place", n - 1)
                                    && !view.in_set("named-thing", n - 1))
                    });
                    if let Some(name) = name {
                        let mut source = Source::of(view, name);
                        source = source.from(view, name);
                        return Some(source);
                    }
                }
                w = behind;
                from = w;
                continue;
            }
            // *ha detto ai dipendenti, riuniti in mensa, Vittorina Treves*
            Upos::Punct
                if view.is_comma(w)
                    && view.drops_subjects()
                    && behind_insertion(view, w, end).is_some() =>
            {
                w = behind_insertion(view, w, end).unwrap_or(w);
                from = w;
                continue;
            }
            // Where the subject may be dropped it stands behind no comma.
            Upos::Punct if view.is_comma(w) && !view.drops_subjects() => {}
            _ => return None,
        }
        w += 1;
    }
    None
}

/// The phrase of an article and a short name in marks that opens at `mark`.
pub(super) fn named_in_marks(view: &View<'_>, mark: usize) -> Option<Source> {
    let article = mark.checked_sub(1).filter(|a| view.upos(*a) == Upos::Det)?;
    let quote = &view.quotes[extent::quote_opened_at(view, mark)?];
    let inner = quote.inner.of(view.text);
    let name = inner.starts_with(char::is_uppercase) && inner.split_whitespace().count() <= 4;
    if !name || quote.close.is_empty() {
        return None;
    }
    let close = view.word_from(quote.close.start);
    let words = (article, close);
    Some(Source { head: mark + 1, span: view.span(article, close), words, pronoun: false })
}

/// Behind the comma that closes a participle's phrase opened by another, where somebody's name follows.
pub(crate) fn behind_insertion(view: &View<'_>, comma: usize, end: usize) -> Option<usize> {
    // *l'ha stabilito, con una sentenza depositata oggi, il tribunale*
    let adjunct = view.upos(comma + 1) == Upos::Adp;
    let opens = adjunct
        || view.upos(comma + 1) == Upos::Adj
        || view.upos(comma + 1) == Upos::Verb
            && view.words[comma + 1].morph.verb_form == VerbForm::Part;
    let close = (comma + 2..end.min(comma + 9)).find(|w| view.is_punct(*w))?;
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let verbless = !(comma + 2..close).any(finite);
    let next = close + 1;
    // The comma may close the sentence.
    if next >= end {
        return None;
    }
    // A verb behind the phrase makes it the subject of that one.
    if (next..end).take_while(|w| !view.is_punct(*w)).any(finite) {
        return None;
    }
    let named = view.upos(next) == Upos::Propn
        || view.upos(next) == Upos::Det
            && crate::identity::noun::noun_at(view, next + 1, end).is_some();
    (opens && view.is_comma(close) && verbless && named).then_some(next)
}

/// The possessive mark of the noun phrase that goes on at `w` and stands before a noun.
pub(super) fn possessor_end(view: &View<'_>, w: usize, end: usize) -> Option<usize> {
    let mark = (w + 1..end.min(w + 8))
        .find(|x| !matches!(view.upos(*x), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num))?;
    (view.upos(mark) == Upos::Part
        && view.low(mark).starts_with('\'')
        && mark + 1 < end
        && matches!(view.upos(mark + 1), Upos::Noun | Upos::Propn | Upos::Adj))
    .then_some(mark)
}

/// *la Norvégienne*, *le premier*: an adjective behind a determiner with no noun behind it.
pub(super) fn stands_for_noun(view: &View<'_>, w: usize, end: usize) -> bool {
    w > 0
        && view.upos(w - 1) == Upos::Det
        && (w + 1 >= end
            || !matches!(view.upos(w + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::X))
}

/// A word of two capitals or more and nothing else.
pub(super) fn is_acronym(view: &View<'_>, w: usize) -> bool {
    let form = view.words[w].span.of(view.text);
    form.chars().count() >= 2 && form.chars().all(char::is_uppercase)
}

/// Whether a noun phrase that is no adjunct and no date stands among the words.
pub(crate) fn has_object(view: &View<'_>, from: usize, to: usize) -> bool {
    let mut w = from;
    while w < to {
        match view.upos(w) {
            Upos::Adp => {
                w = adjunct_end(view, w, to);
                continue;
            }
            Upos::Noun | Upos::Propn | Upos::Pron if !view.in_set("time-noun", w) => {
                let dated = (w + 1..to.min(w + 3)).any(|x| view.in_set("time-noun", x));
                if !dated && !view.in_set("reflexive", w) {
                    return true;
                }
            }
            _ => {}
        }
        w += 1;
    }
    false
}

/// One past the end of a prepositional phrase that starts at `w`.
pub(crate) fn adjunct_end(view: &View<'_>, w: usize, end: usize) -> usize {
    let mut at = w + 1;
    while at < end {
        match view.upos(at) {
            Upos::Det | Upos::Adj | Upos::Num => at += 1,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::X | Upos::Sym => {
                at += 1;
                // Its own complements: *à l'issue de la réunion de mardi*.
                while at < end {
                    match view.upos(at) {
                        // *a déclaré à l'AFP Jean-Philippe M.*: the acronym ends the adjunct.
                        Upos::Propn if is_acronym(view, at - 1) && !is_acronym(view, at) => {
                            return at;
                        }
                        // *avait tonné dans la soirée X*, *a confié à la presse Jean X*: nobody's role
                        // stands before the name.
                        Upos::Propn
                            if view.upos(at - 1) == Upos::Noun
                                && (view.in_set("day-part", at - 1)
                                    || view.in_set("time-noun", at - 1)
                                    || crate::identity::person_like(view, at)
                                        && !crate::identity::names::is_title(view, at - 1)
                                        && crate::identity::noun::noun_at(view, at - 1, at)
                                            .is_none()) =>
                        {
                            return at;
                        }
                        // *a écrit sur Telegram Alesia V.*: so does the name of a known body.
                        Upos::Propn
                            if view.upos(at - 1) == Upos::Propn
                                && view.upos(at + 1) == Upos::Propn
                                && view
                                    .knowledge
                                    .named_body(
                                        view.lang.code(),
                                        view.words[at - 1].span.of(view.text),
                                    )
                                    .is_some() =>
                        {
                            return at;
                        }
                        Upos::Adj | Upos::Propn | Upos::Num => at += 1,
                        // *in conferenza stampa*
                        Upos::Noun if view.in_set("compound-noun", at) => at += 1,
                        Upos::Adp => {
                            at = adjunct_end(view, at, end);
                        }
                        _ => return at,
                    }
                }
                return at;
            }
            _ => return at,
        }
    }
    at
}
