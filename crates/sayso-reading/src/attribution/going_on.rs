//! What was said goes on behind an inserted clause, where the mood of reports or a verb that is still
//! to come shows it: *P1, sagte X, P2*; *P1, sagte X; P2*; *Man könne das Werk, so X, auch hören.*

use super::Drafts;
use super::extent::{quote_opened_at, trim_edges, trimmed};
use super::insert::Insert;
use super::mood;
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::{Upos, VerbForm};
use sayso_model::Span;

/// The words that go on with a report in the mood, or with one that lacks its verb.
pub(super) fn in_mood(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
    content: &[Span],
) -> Option<Span> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let at = past_description(view, insert.end, end);
    let next = at + 1;
    if next >= end || has_cue(drafts, sentence, next) {
        return None;
    }
    let stop = (next..end)
        .find(|w| view.is(*w, ";") && !mood::is_plainly_reported(view, w + 1..end))
        .unwrap_or(end);
    let said = content.first().map(|c| view.word_from(c.start)..insert.before + 1);
    let reported = said.clone().is_some_and(|s| mood::is_reported(view, s));
    if view.is(at, ":") && view.is_mark[next] {
        return reported.then(|| words_behind(view, next)).flatten();
    }
    if view.is(at, ";") || view.is(at, ":") {
        let tells = mood::is_plainly_reported(view, next..stop) && !view.is_mark[next];
        return tells.then(|| trimmed(view, next, stop - 1)).flatten();
    }
    if view.is_mark[at] || view.is_mark[next] {
        let mark = if view.is_mark[at] { at } else { next };
        return quoted(view, insert, mark, reported);
    }
    if !view.is_comma(at) && !view.is(at, "–") {
        return None;
    }
    // *„Bis es zu spät war“, stellte X fest, sei „nichts geschehen“*: the verb stands right behind.
    if insert.quote.is_some() {
        return mood::in_mood(view, next).then(|| trimmed(view, next, stop - 1)).flatten();
    }
    let waits = said.is_some_and(|s| lacks_verb(view, s));
    let fragment = mood::first_finite(view, next..stop).is_none()
        && !(next..stop).any(|w| view.is(w, ":") || view.in_set("without", w))
        && matches!(view.upos(next), Upos::Adv | Upos::Part | Upos::Cconj | Upos::Verb | Upos::Num);
    // *Er plädiere dafür, sagte X, das Bad zu schließen*
    let infinitive = reported && super::infinitive::closes_clause(view, next, stop);
    (waits || infinitive || mood::is_reported(view, next..stop) || reported && fragment)
        .then(|| trimmed(view, next, stop - 1))
        .flatten()
}

/// *P sei, so X: „Q“*: the words for the clause.
fn words_behind(view: &View<'_>, mark: usize) -> Option<Span> {
    quote_opened_at(view, mark).map(|q| trim_edges(view.text, view.quotes[q].inner))
}

/// *P, sagte X, „und Q“*: quoted words that go on in the middle of a sentence.
fn quoted(view: &View<'_>, insert: &Insert, mark: usize, reported: bool) -> Option<Span> {
    let q = quote_opened_at(view, mark)?;
    let inner = view.quotes[q].inner;
    let low = inner.of(view.text).trim_start().starts_with(char::is_lowercase);
    let far = mark > insert.end + 1;
    (low && (reported && insert.quote.is_none() || far)).then(|| trim_edges(view.text, inner))
}

/// Past what is said of the source: an apposition or a relative clause, up to the comma, the colon or
/// the mark that closes it.
fn past_description(view: &View<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    for _ in 0..3 {
        if at >= end || !view.is_comma(at) || view.is_mark[at + 1] {
            return at;
        }
        let close = (at + 2..end).find(|w| {
            view.is_comma(*w) || view.is(*w, ":") || view.is(*w, ";") || view.is_mark[*w]
        });
        let Some(close) = close else { return at };
        let relative =
            view.in_set("relative", at + 1) && close > at + 2 && mood::is_finite(view, close - 1);
        let verbless = !(at + 1..close).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux));
        let apposition = verbless
            && matches!(
                view.upos(at + 1),
                Upos::Propn | Upos::Noun | Upos::Det | Upos::Num | Upos::Adj
            );
        if !relative && !apposition {
            return at;
        }
        at = close;
    }
    at
}

/// Whether a verb of saying of its own reports what follows.
fn has_cue(drafts: &Drafts<'_, '_>, sentence: usize, from: usize) -> bool {
    let view = drafts.view;
    drafts.groups[sentence].iter().any(|g| {
        g.first >= from
            && g.form == GroupForm::Finite
            && view.is_comma(g.first.saturating_sub(1))
            && g.entry.is_some_and(|e| e.is_speech())
            && !mood::is_told(view, g)
    })
}

/// Whether the words hold no finite verb, or a modal whose infinitive is still to come.
fn lacks_verb(view: &View<'_>, words: std::ops::Range<usize>) -> bool {
    let verbal = |w: usize| matches!(view.upos(w), Upos::Verb | Upos::Aux);
    let Some(finite) = mood::first_finite(view, words.clone()) else {
        return !words.clone().any(|w| view.is_mark[w]);
    };
    let modal = view.in_set_lemma("bracket", finite)
        && !view.in_set_lemma("auxiliary", finite)
        && !words
            .clone()
            .any(|w| verbal(w) && w != finite && view.words[w].morph.verb_form != VerbForm::Fin);
    finite + 1 == words.end || modal && !words.clone().any(|w| view.is_comma(w))
}
