//! Noun phrases: how far the words go that name a source.

use crate::view::View;
use sayso_language::{Deprel, Tense, Upos, VerbForm};

/// First and last word of the noun phrase around `head`: determiner to last complement, with a
/// close apposition and without a relative clause.
///
/// The tree says what belongs together where it can; adjacency decides where the tree and the
/// order of the words disagree, since a wrong attachment is the parser's most frequent error.
pub(crate) fn noun_phrase(view: &View<'_>, head: usize) -> (usize, usize) {
    let sentence = view.sentence(head).words.clone();
    let level = view.quote_of[head];
    let mut first = head;
    while first > sentence.start {
        let w = first - 1;
        let belongs = match view.upos(w) {
            // *In 2004 the mayor announced*
            Upos::Num => view.upos(w + 1) != Upos::Det || w + 1 > head,
            Upos::Det => true,
            Upos::Adj => !view.is_punct(w),
            Upos::Noun | Upos::Propn => view.is_under(w, head),
            // *the governing body*
            Upos::Verb => {
                view.deprel(w) == Deprel::Amod && view.words[w].morph.verb_form != VerbForm::Fin
            }
            // *the company's chairman*
            Upos::Part => view.is_under(w, head) && view.deprel(w) == Deprel::Case,
            // *Canadian and Indian scientists*
            Upos::Cconj => {
                view.is_under(w, head)
                    && matches!(view.upos(w + 1), Upos::Adj | Upos::Propn)
                    && w > sentence.start
                    && view.upos(w - 1) == view.upos(w + 1)
                    && view.is_under(w - 1, head)
            }
            // *L'un des deux porte-parole*, *tous les*
            Upos::Pron | Upos::Adv => {
                view.is_under(w, head) && view.head(w) == head && view.deprel(w) != Deprel::Nsubj
            }
            _ => false,
        };
        if !belongs || view.quote_of[w] != level {
            break;
        }
        first = w;
    }
    let last = extend(view, head, sentence.end, level, Appositions::Close);
    (first, last)
}

/// Whether an article stands right behind a noun that an attribution preposition governs.
fn opens_another(view: &View<'_>, head: usize, w: usize) -> bool {
    let article = view.upos(w) == Upos::Det
        && view.in_set("definite", w)
        && !view.in_set("possessive", w)
        && view.words[w].span.of(view.text).starts_with(char::is_lowercase);
    let start = view.sentence(head).words.start;
    let governed = (start.max(head.saturating_sub(5))..head).any(|x| {
        view.phrase_at("according", x, head) > 0 || view.phrase_at("according-weak", x, head) > 0
    });
    article
        && governed
        && matches!(view.upos(w - 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Appositions {
    Close,
    None,
}

/// The last word of the phrase that starts with `head`.
fn extend(
    view: &View<'_>,
    head: usize,
    end: usize,
    level: Option<u32>,
    appositions: Appositions,
) -> usize {
    let strict = !view.lexicon.set("bracket").is_empty();
    let mut last = head;
    let mut w = head + 1;
    while w < end {
        if view.is_mark[w] || view.quote_of[w] != level {
            // Quoted words inside a phrase (*une « source proche du dossier »*) belong to it
            // where the tree has them under the head.
            let quoted_inside = view.is_mark[w]
                && w + 1 < end
                && view.quote_of[w + 1].is_some()
                && view.quote_of[w + 1] != level
                && view.is_under(w + 1, head)
                && last + 1 == w;
            if !quoted_inside {
                break;
            }
            let quote = view.quote_of[w + 1];
            while w + 1 < end && view.quote_of[w + 1] == quote {
                w += 1;
            }
            last = w;
            w += 2; // past the closing mark
            continue;
        }
        let under = view.is_under(w, head);
        // A date behind a name or role dates the act: *le milieu de terrain mercredi*.
        if view.in_set("time-noun", w)
            && view.upos(w - 1) != Upos::Adp
            && view.upos(w - 1) != Upos::Det
        {
            break;
        }
        // Where the verb stands second, another phrase may follow without a preposition: *nach Angaben
        // der Polizei rund 350 Menschen*.
        if strict && !under && !(view.upos(w) == Upos::Propn && view.upos(w - 1) == Upos::Propn) {
            let genitive = last + 1 == w
                && (view.in_set("genitive-article", w) || view.in_set("genitive-article", w - 1));
            let joins = genitive
                || matches!(view.upos(w), Upos::Adp | Upos::Cconj | Upos::Punct)
                || view.upos(w) == Upos::Propn && last + 1 == w;
            if !joins {
                break;
            }
        }
        // *secondo l'azienda il tasso è basso*: behind a noun an article opens another phrase.
        if view.drops_subjects() && opens_another(view, head, w) {
            break;
        }
        match view.upos(w) {
            Upos::Propn | Upos::Num => last = w,
            Upos::Adj if last + 1 == w || under => last = w,
            Upos::Noun | Upos::Det | Upos::Sym | Upos::X
                if last + 1 == w && (under || opened(view, w)) =>
            {
                last = w;
            }
            Upos::Adp => {
                let binds = view.in_set("infinitive-of", w)
                    || under && last == w - 1 && view.in_set("complement-preposition", w)
                    // *un sondage publié dans El País*
                    || under && last == w - 1 && view.upos(last) == Upos::Verb;
                // *a spokesman on Friday*: that is when it was said.
                let dated = !view.in_set("infinitive-of", w)
                    && (w + 1..end.min(w + 4))
                        .find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn))
                        .is_some_and(|x| view.in_set("time-noun", x));
                // *le prévenu d'une voix blanche*: that is how it was said.
                let manner = view.in_set("indefinite", w + 1) && view.in_set("manner", w + 2);
                let binds = binds && !dated && !manner;
                // A preposition belongs to the phrase only with its noun.
                if !binds || !introduces_noun(view, w, end) {
                    break;
                }
                last = w;
            }
            Upos::Verb
                if under
                    && view.deprel(w) == Deprel::Acl
                    && view.lexicon.set("past").is_empty()
                    && view.words[w].morph.verb_form == VerbForm::Part
                    && view.words[w].morph.tense == Tense::Past =>
            {
                last = w;
            }
            Upos::Adv if under && w + 1 < end && view.is_under(w + 1, head) => last = w,
            // *of the Doctors' Network*
            Upos::Part
                if under
                    && view.deprel(w) == Deprel::Case
                    && last + 1 == w
                    && w + 1 < end
                    && view.is_under(w + 1, head) =>
            {
                last = w;
            }
            Upos::Cconj => {
                let conjunct = (w + 1..end.min(w + 5))
                    .find(|c| matches!(view.upos(*c), Upos::Noun | Upos::Propn | Upos::Pron));
                match conjunct {
                    Some(c)
                        if view.is_under(c, head)
                            && view.deprel(c) == Deprel::Conj
                            && view.upos(c) != Upos::Pron =>
                    {
                        last = c;
                        w = c;
                    }
                    _ => break,
                }
            }
            Upos::Punct if view.is(w, "(") => {
                // An acronym or a party in brackets.
                let close = (w + 1..end.min(w + 6)).find(|c| view.is(*c, ")"));
                match close {
                    Some(close)
                        if (w + 1..close).all(|c| {
                            matches!(view.upos(c), Upos::Propn | Upos::Noun | Upos::X | Upos::Punct)
                        }) =>
                    {
                        last = close;
                        w = close;
                    }
                    _ => break,
                }
            }
            Upos::Punct if view.is_comma(w) && appositions == Appositions::Close => {
                match apposition(view, head, w, end, level) {
                    Some(close) => {
                        last = close;
                        break;
                    }
                    None => break,
                }
            }
            Upos::Punct if view.is(w, "-") || view.is(w, "–") => {
                if !under {
                    break;
                }
            }
            _ => break,
        }
        w += 1;
    }
    // Never end on a preposition or determiner that lost its noun.
    while last > head
        && (matches!(view.upos(last), Upos::Adp | Upos::Det | Upos::Cconj)
            || (view.upos(last) == Upos::Punct && !view.is(last, ")")))
    {
        last -= 1;
    }
    last
}

/// Whether the word before opens a place for a noun.
fn opened(view: &View<'_>, w: usize) -> bool {
    matches!(
        view.upos(w - 1),
        Upos::Adp | Upos::Det | Upos::Num | Upos::Adj | Upos::Propn | Upos::Noun
    )
}

fn introduces_noun(view: &View<'_>, w: usize, end: usize) -> bool {
    (w + 1..end.min(w + 5))
        .find(|c| {
            !matches!(view.upos(*c), Upos::Det | Upos::Adj | Upos::Num | Upos::Adp | Upos::Adv)
        })
        .is_some_and(|c| matches!(view.upos(c), Upos::Noun | Upos::Propn | Upos::X))
}

/// The last word of an apposition that starts after the comma at `comma`: a name beside a role, or
/// a role beside a name, up to the next comma or the clause's end.
fn apposition(
    view: &View<'_>,
    head: usize,
    comma: usize,
    end: usize,
    level: Option<u32>,
) -> Option<usize> {
    let mut start = comma + 1;
    while start < end && matches!(view.upos(start), Upos::Det | Upos::Adj | Upos::Num) {
        start += 1;
    }
    if start >= end || view.quote_of[start] != level {
        return None;
    }
    // *ein Landwirt, dessen Kühe*
    if view.in_set("relative", comma + 1) && !view.in_set("definite", comma + 1) {
        return None;
    }
    let fits = match view.upos(start) {
        Upos::Propn => !is_name(view, head),
        // *son conseil, Me Bertrand O.*
        Upos::Noun if crate::identity::names::is_title(view, start) => !is_name(view, head),
        // *Gérald Karsenti, PDG de HP France*; *Myriam Martinet, de la CGT*
        Upos::Noun => {
            // A capitalised noun behind a name is another name: *selon l'AFP, le Conseil national*.
            let capital = crate::identity::names::tells_name(view, start);
            is_name(view, head) && !capital
                || view.deprel(start) == Deprel::Appos
                    && crate::identity::noun::noun_at(view, start, end).is_some()
        }
        Upos::Adp => {
            (is_name(view, head) || is_name(view, comma - 1))
                && view.in_set("infinitive-of", start)
                && introduces_noun(view, start, end)
        }
        _ => false,
    };
    if !fits || (view.deprel(start) == Deprel::Conj && !is_name(view, head)) {
        return None;
    }
    let last = extend(view, start, end, level, Appositions::None);
    // An apposition is closed by punctuation, or the verb of its sentence follows a bare name.
    // Behind *selon une source, Paris a payé* the name is the subject.
    let subject = last + 1 < end
        && (matches!(view.upos(last + 1), Upos::Verb | Upos::Aux)
            || view.in_set("clitic", last + 1)
            || view.in_set("negation", last + 1))
        && crate::attribution::source::governed(view, head);
    let closed =
        last + 1 >= end || view.is_punct(last + 1) || view.upos(start) == Upos::Propn && !subject;
    closed.then_some(last)
}

/// Whether the word is (part of) a name.
pub(crate) fn is_name(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Propn
}
