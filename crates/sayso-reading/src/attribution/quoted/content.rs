//! How far the object of a verb goes that holds quoted words.

use crate::attribution::extent::{quote_closed_at, quote_opened_at, trim_edges, trimmed};
use crate::attribution::source;
use crate::lexicon::Frame;
use crate::verb::VerbGroup;
use crate::view::View;
use sayso_language::{Tense, Upos, VerbForm};
use sayso_model::Span;

/// The object of the verb from its first word to its last quoted word.
pub(super) fn content(
    view: &View<'_>,
    group: &VerbGroup,
    from: usize,
    frame: Frame,
    open: usize,
    q: usize,
) -> Option<Span> {
    let mut start = from;
    // *was condemned by critics as "cruel"*: what is judged stands before the verb.
    let judged_before =
        ["by-agent", "passive-agent"].into_iter().any(|s| !view.lexicon.set(s).is_empty());
    if group.passive && judged_before {
        start = open;
    }
    while start < open {
        // *parle au contraire de « X »*, *a fait état sur Telegram de « X »*
        if let Some(behind) = past_adjunct(view, frame, start, open) {
            start = behind;
            continue;
        }
        let skip = view.upos(start) == Upos::Adv
            || view.is_comma(start)
            || crate::verb::is_inverted(view, start)
            || (matches!(frame, Frame::OfQuoted | Frame::AsQuoted | Frame::OfInf | Frame::ToInf)
                && view.upos(start) == Upos::Adp)
            || view.in_set("as", start);
        if !skip {
            break;
        }
        start += 1;
    }
    // *ha parlato, nella requisitoria, di «un'avidità gentile»*: behind the last preposition.
    if frame == Frame::OfQuoted
        && (view.drops_subjects() || !view.lexicon.set("bracket").is_empty())
        && let Some(of) = (start..open).rev().find(|w| view.upos(*w) == Upos::Adp)
        && (of + 1..open).all(|w| matches!(view.upos(w), Upos::Det | Upos::Adv))
    {
        start = of + 1;
    }
    if frame == Frame::AsQuoted {
        // *qualifié les mesures de « remarquables »*: with what is judged.
    } else if view.upos(start) == Upos::Adp && start < open {
        // An adjunct stands between (*a dénoncé mardi dans un communiqué une « trahison »*).
        let after = source::adjunct_end(view, start, open);
        if after < open {
            start = after;
        } else {
            start = open;
        }
    }
    // *said of Orl, "He is wrong."*: a sentence behind its comma.
    let sentence_like = view.quotes[q].inner.of(view.text).starts_with(char::is_uppercase);
    let sentence = view.is_comma(open - 1)
        && sentence_like
        && view.lexicon.set("inserted-subject").has("before");
    // *definisce la lettera «un errore»*: in some languages what is judged is no part of it.
    let judged = group.has(Frame::AsQuoted)
        && view.lexicon.set("predicate-alone").has("yes")
        && matches!(view.upos(start), Upos::Det | Upos::Noun | Upos::Propn)
        && matches!(view.upos(open - 1), Upos::Noun | Upos::Propn | Upos::Adj);
    if sentence || judged {
        start = open;
    }
    // Behind its determiner alone a quote is the content by itself: *évoque des « retards »*.
    let close_word = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
    if (start..open).all(|w| view.upos(w) == Upos::Det)
        && (close_word >= view.words.len()
            || view.is_punct(close_word)
            || view.upos(close_word) == Upos::Cconj
            || matches!(view.upos(close_word), Upos::Verb | Upos::Aux)
                && !view.lexicon.set("bracket").is_empty())
    {
        start = open;
    }
    let close = view.quotes[q].close;
    let mut last = if close.is_empty() {
        view.word_from(view.quotes[q].inner.end).saturating_sub(1)
    } else {
        view.word_from(close.start)
    };
    // Further quoted words of the same object: *« A » et « B »*.
    let end = view.sentence(open).words.end;
    let mut w = last + 1;
    while w < end && w <= last + 6 {
        if view.is_mark[w]
            && let Some(next) = quote_opened_at(view, w)
        {
            last = view.word_from(view.quotes[next].close.start).min(end - 1).max(w);
            w = last + 1;
            continue;
        }
        // *a "liar" who is "amoral," a "bully"*
        if view.in_set("relative-person", w)
            && (matches!(view.upos(w + 1), Upos::Verb | Upos::Aux) || view.is_mark[w + 1])
            && (w + 1..end.min(w + 4)).any(|x| quote_opened_at(view, x).is_some())
        {
            w += 1 + usize::from(!view.is_mark[w + 1]);
            continue;
        }
        if matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Pron | Upos::Sconj)
            && !view.is_comma(w)
        {
            break;
        }
        if view.is_comma(w)
            && !(w + 1 < end && (view.is_mark[w + 1] || view.is_mark.get(w + 2) == Some(&true)))
        {
            break;
        }
        w += 1;
    }
    // The object goes on behind its quoted words: *un « discours » tenu devant les élus*; a predicate
    // ends with them where what follows is an adjunct (*described it as a "disgrace" on Friday*).
    // (*call a "special meeting" to vote on it*: the words are those of the object itself.)
    let object = start < open
        && (start..open).all(|w| matches!(view.upos(w), Upos::Det | Upos::Adj | Upos::Num))
        && !(group.last + 1..start).any(|w| view.in_set("as", w));
    let predicate =
        frame == Frame::AsQuoted && !object && view.lexicon.set("inserted-subject").has("before");
    // A comma inside the marks ends the object.
    let comma = view.lexicon.set("inserted-subject").has("before")
        && quote_closed_at(view, last)
            .is_some_and(|q| view.quotes[q].inner.of(view.text).ends_with(','));
    // *a "champion" for its members*: what belongs to the last quoted noun.
    while view.in_set("binds-noun", last + 1)
        && (predicate || start >= open)
        && last + 2 < end
        && matches!(
            view.upos(last + 2),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron
        )
        && !view.in_set("time-noun", last + 2)
    {
        last = source::adjunct_end(view, last + 1, end).saturating_sub(1).max(last + 2);
        // *stability at home and abroad*, *regional and international stability*, *U.N. resolutions*
        while last + 1 < end
            && (matches!(view.upos(last + 1), Upos::Noun | Upos::Propn | Upos::Adj)
                && !view.in_set("time-noun", last + 1)
                || view.upos(last + 1) == Upos::Cconj
                    && view.upos(last) == Upos::Adj
                    && view.upos(last + 2) == Upos::Adj)
        {
            last += 1;
        }
    }
    let agent = group.passive && view.in_set("by-agent", last + 1);
    if (start >= open || predicate) && !comma && !agent {
        let end = group.close.filter(|c| *c > last).map_or(end, |c| c.min(end));
        last = hanging(view, start.min(open), last, end);
    }
    if (start < open && !predicate || goes_on_in(view, open, last, end)) && !comma && !agent {
        let mut w = last + 1;
        while w < end {
            if let Some(next) = quote_opened_at(view, w).filter(|_| view.is_mark[w]) {
                w = view.word_from(view.quotes[next].close.start).clamp(w, end - 1) + 1;
                continue;
            }
            let stops = view.upos(w) == Upos::Punct && !view.is(w, "(") && !view.is(w, ")")
                || view.upos(w) == Upos::Cconj && !joins_modifier(view, w, end)
                || view.in_set("gerund", w) && w + 1 < end && is_participle(view, w + 1)
                || !view.lexicon.set("binds-noun").is_empty() && opens_adjunct(view, w, end)
                || (w == last + 1 && is_participle(view, w));
            if stops {
                break;
            }
            w += 1;
        }
        last = w - 1;
    }
    // A quote alone, or behind its determiner alone, is the content by itself.
    let alone = start >= open;
    if alone {
        let inner = trim_edges(view.text, view.quotes[q].inner);
        let to = trimmed(view, open, last)?;
        return Some(inner.join(to));
    }
    trimmed(view, start, last)
}

/// Behind what stands between a verb and its object and is none of it: a connective, a date, a phrase
/// whose preposition brings no object of saying. Only where the language lists those that do.
fn past_adjunct(view: &View<'_>, frame: Frame, at: usize, open: usize) -> Option<usize> {
    if view.lexicon.set("object-preposition").is_empty() {
        return None;
    }
    let connective = view.phrase_at("connective", at, open);
    if connective > 0 {
        return Some(at + connective);
    }
    if view.in_set("time-noun", at) && view.upos(at + 1) != Upos::Adp {
        return Some(at + 1);
    }
    let brings = view.in_set("object-preposition", at) && view.upos(at + 1) != Upos::Propn;
    if view.upos(at) != Upos::Adp || brings || frame != Frame::OfQuoted {
        return None;
    }
    (at + 1..open).find(|w| view.in_set("infinitive-of", *w) && view.upos(*w) == Upos::Adp)
}

/// Whether an adjunct of the reporting verb starts here: when or where something was said.
fn opens_adjunct(view: &View<'_>, w: usize, end: usize) -> bool {
    view.in_set("time-noun", w) && !matches!(view.upos(w - 1), Upos::Adp | Upos::Det | Upos::Adj)
        || view.phrase_at("occasion", w, end) > 0
        || view.upos(w) == Upos::Sconj && !view.in_set("complementiser", w)
        || view.upos(w) == Upos::Adp && view.in_set("time-noun", w + 1)
}

/// Whether a present participle starts here: a further cue, no part of the object.
fn is_participle(view: &View<'_>, w: usize) -> bool {
    let morph = view.words[w].morph;
    view.upos(w) == Upos::Verb && morph.verb_form == VerbForm::Part && morph.tense == Tense::Pres
}

/// *une loi « écrite dans l'urgence » et votée de nuit*: the conjunction joins a further modifier.
fn joins_modifier(view: &View<'_>, conjunction: usize, end: usize) -> bool {
    let next = conjunction + 1;
    let morph = view.words[next].morph;
    next < end
        && (view.upos(next) == Upos::Adj
            || view.upos(next) == Upos::Verb
                && morph.verb_form == VerbForm::Part
                && !view.lexicon.verb(&view.words[next].lemma).is_some_and(|e| e.reports()))
}

/// *noted "political tensions" in advanced economies that P*: behind a noun phrase in marks a preposition binds
/// a common noun to it, where it opens no adjunct of the verb.
fn goes_on_in(view: &View<'_>, open: usize, last: usize, end: usize) -> bool {
    let small = view.upos(open + 1) != Upos::Propn
        && !view.words[open + 1].span.of(view.text).starts_with(char::is_uppercase);
    let verbal = (open..last).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Pron));
    let next = last + 1;
    let noun = (next + 1..end)
        .find(|w| !matches!(view.upos(*w), Upos::Det | Upos::Adj | Upos::Num))
        .filter(|w| view.upos(*w) == Upos::Noun);
    !view.lexicon.set("binds-noun").is_empty()
        && small
        && !verbal
        && view.upos(next) == Upos::Adp
        && noun.is_some_and(|n| !view.in_set("time-noun", n) && !view.in_set("statement", n))
        && !opens_adjunct(view, next, end)
}

/// The last word of what stands right behind quoted words and hangs on them in the tree: *"eleven fires" in
/// the harbour since May*, *a "hungry heron" in a song about a woman who feeds it*.
fn hanging(view: &View<'_>, from: usize, last: usize, end: usize) -> usize {
    // A particle of the verb (*rief „Q“ zu*) opens no phrase.
    let next = view.upos(last + 1);
    let opens = matches!(next, Upos::Adp | Upos::Part | Upos::Verb | Upos::Adj | Upos::Pron)
        && last + 2 < end
        && !view.is_punct(last + 2);
    let mut last = last;
    while opens && last + 1 < end {
        let w = last + 1;
        let mut head = w;
        let hangs = (0..LONGEST_CHAIN).any(|_| {
            head = view.head(head);
            (from..=last).contains(&head)
        });
        // *for the "calm" and steady hand he has shown*: two nouns are joined, not two verbs.
        let joins = view.upos(w) == Upos::Cconj
            && matches!(view.upos(w + 1), Upos::Noun | Upos::Adj | Upos::Det | Upos::Propn);
        let stops = matches!(view.upos(w), Upos::Punct | Upos::Cconj) && !joins;
        if !hangs || stops || opens_adjunct(view, w, end) {
            break;
        }
        last = w;
    }
    last
}

/// Heads between a word and the object on which it hangs, at most.
const LONGEST_CHAIN: usize = 8;
