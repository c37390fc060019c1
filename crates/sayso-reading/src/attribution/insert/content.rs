//! Which words before an inserted clause were said, and where they begin.

use super::{Insert, skip_punctuation};
use crate::attribution::source::{self, Source};
use crate::attribution::{Drafts, clause};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Tense, Upos, VerbForm};
use sayso_model::Span;

/// *As a phone rang, he said*, *Ana Brix, the eldest, noted the rule*: what stands before the verb is a
/// subordinate clause without its main clause, or the verb's own subject.
pub(super) fn is_fragment(view: &View<'_>, insert: &Insert, content: &[Span]) -> bool {
    let [only] = content else { return false };
    if !view.lexicon.set("inserted-subject").has("before") {
        return false;
    }
    let words = view.word_from(only.start)..view.word_from(only.end);
    let first = words.start;
    let subordinate = view.upos(first) == Upos::Sconj && !view.in_set("complementiser", first)
        || view.in_set("clause-preposition", first)
        // *Asked to describe the device, he said*
        || view.upos(first) == Upos::Verb && view.words[first].morph.tense == Tense::Past;
    let finite = words.clone().find(|w| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux)
            && view.words[*w].morph.verb_form == VerbForm::Fin
    });
    // A subject behind the verb may be its object.
    let behind = insert.source.is_some_and(|s| s.words.0 > insert.verb);
    let relative = |w: usize| {
        (first..w).any(|x| view.in_set("relative-subject", x) && view.upos(x) == Upos::Pron)
    };
    let object = behind
        && matches!(view.upos(first), Upos::Det | Upos::Propn | Upos::Noun)
        && finite.is_none_or(relative);
    let commas = words.filter(|w| view.is_comma(*w)).count();
    subordinate && commas == 0 || object
}

/// Whether words before an inserted verb can be what was said: they hold a finite verb of their own, or
/// begin with nobody who could be the verb's subject (*Il figlio, avvocato, promette «Q»*; *Le Forze,
/// che tengono la città, puntano il dito*).
pub(super) fn says_something(view: &View<'_>, content: &[Span], source: Option<Source>) -> bool {
    let words = |span: &Span| view.word_from(span.start)..view.word_from(span.end);
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let Some(first) = content.first() else { return false };
    let verbs = words(first).filter(|w| finite(*w)).count();
    let relative = words(first)
        .any(|w| view.in_set("relative", w) && w > words(first).start && view.is_comma(w - 1));
    let goes_on = content.iter().skip(1).flat_map(words).any(finite);
    let subject = words(first)
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))
        .filter(|h| !source::governed(view, *h))
        .is_some_and(|h| clause::can_speak(view, &Source::of(view, h)));
    // *Il procuratore, davanti ai giudici, ha chiesto l'ergastolo*: the verb has its subject before it.
    let object =
        source.is_some_and(|s| !clause::can_speak(view, &s) && !source::governed(view, s.head));
    if subject && verbs == 0 && object {
        return false;
    }
    verbs > usize::from(relative) || goes_on || content.len() > 1 || !subject
}

/// The quote of the paragraph before that was left open into this one.
pub(super) fn carried_before(view: &View<'_>, quote: usize) -> Option<usize> {
    let mut before = quote.checked_sub(1)?;
    while let Some(parent) = view.quotes[before].parent {
        before = parent;
    }
    (view.quotes[before].carried && view.quotes[before].block + 1 == view.quotes[quote].block)
        .then_some(before)
}

/// The quote that nothing but a blank parts from one behind it, and that nobody has yet,
/// a colon before it included.
pub(super) fn adjoined_before(drafts: &Drafts<'_, '_>, quote: usize) -> Option<usize> {
    let view = drafts.view;
    let before = quote.checked_sub(1)?;
    let (first, second) = (&view.quotes[before], &view.quotes[quote]);
    let apart = first.close.end as usize..second.open.start as usize;
    (first.block == second.block
        && !first.close.is_empty()
        && first.parent.is_none()
        && second.parent.is_none()
        && drafts.claimed[before].is_none()
        && !view.text.get(..first.open.start as usize).is_some_and(|t| t.trim_end().ends_with(':'))
        && view.text.get(apart).is_some_and(|gap| gap.trim().is_empty()))
    .then_some(before)
}

/// The source with the words behind it that make it the one before: *précise-t-on de même source*.
pub(super) fn same_source(view: &View<'_>, mut source: Source, end: usize) -> Source {
    if let Some(last) = (source.words.1 + 1..end).find(|w| view.in_set("same", *w)) {
        let last = (last + 1).min(end.saturating_sub(1)).max(last);
        source.words.1 = last;
        source.span = source.span.join(view.words[last].span);
    }
    source
}

/// Past a prepositional adjunct of the reporting clause that goes to the end of its sentence:
/// *, a commenté X, à la sortie de l'audience.*
pub(super) fn past_adjunct(drafts: &Drafts<'_, '_>, sentence: usize, from: usize) -> usize {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let start = skip_punctuation(view, from, end);
    let verbless = !(start..end).any(|w| matches!(view.upos(w), Upos::Aux | Upos::Verb));
    let adjunct = start > from && start < end && view.upos(start) == Upos::Adp && verbless;
    if adjunct { end } else { from }
}

/// Past what else is said of the source of an inserted clause, up to the end of its sentence, where the
/// quote goes on behind it: *, a conclu X, debout, les doigts sur la rambarde.*
pub(super) fn past_source(view: &View<'_>, insert: &Insert, from: usize, inner_end: u32) -> usize {
    let end = view.sentence(insert.verb).words.end;
    if insert.source.is_none_or(|s| s.pronoun)
        || view.lexicon.set("inserted-subject").has("before")
        || from >= end
        || !view.is_comma(from)
        || end >= view.words.len()
        || view.words[end].span.start >= inner_end
    {
        return from;
    }
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let relative =
        view.in_set("relative-subject", from + 1) && !(from + 1..end).any(|w| view.is_comma(w));
    if relative || !(from..end).any(finite) { end } else { from }
}

/// Where the words start that end with a quote: at its mark, or at the start of the clause of
/// which the quote is a part (*Il s'agit de «mesures communes», a précisé X*).
pub(super) fn quoted_start(drafts: &Drafts<'_, '_>, quote: usize, group: &VerbGroup) -> u32 {
    let view = drafts.view;
    let open = view.word_from(view.quotes[quote].open.start);
    let sentence = view.sentence(open.min(view.words.len() - 1));
    let low = sentence.words.start;
    if open <= low {
        return view.quotes[quote].open.start;
    }
    // *«A», a dit X, «B», a ajouté Y*: what another inserted clause closes is not this one's.
    if drafts.groups[view.sentence_of[low] as usize].iter().any(|g| {
        g.verb > low && g.verb < open && drafts.used[g.verb] && view.quote_of[g.verb].is_none()
    }) {
        return view.quotes[quote].open.start;
    }
    // A colon, a semicolon or a reporting verb of its own before the quote parts them.
    let before = open - 1;
    if view.is(before, ":") || view.is(before, ";") {
        return view.quotes[quote].open.start;
    }
    let level = view.quote_of[group.verb];
    let mut start = low;
    for w in low..open {
        if view.quote_of[w] == level && (view.is(w, ";") || view.is(w, ":")) {
            start = w + 1;
        }
    }
    start = skip_connective(view, start, open);
    if start >= open {
        return view.quotes[quote].open.start;
    }
    // The quote as a sentence of its own, behind a full clause and a comma: only the quote.
    let has_verb = drafts.groups[view.sentence_of[low] as usize]
        .iter()
        .any(|g| g.verb < open && g.verb >= start && g.form == GroupForm::Finite)
        || (start..open).any(|w| view.upos(w) == Upos::Aux);
    let whole = view.quotes[quote].inner.of(view.text);
    let sentence_like = whole.chars().next().is_some_and(char::is_uppercase)
        && whole.split_whitespace().count() > 3;
    let leading = view.lexicon.set("inserted-subject").has("before");
    if view.is_comma(before)
        && (sentence_like || !has_verb && !leading)
        && !has_quote_between(view, start, open)
    {
        return view.quotes[quote].open.start;
    }
    view.words[start].span.start
}

pub(super) fn has_quote_between(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|w| view.is_mark[w])
}

/// The first word of the clause that ends before an inserted verb.
pub(super) fn clause_start(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    before: usize,
) -> Option<usize> {
    let view = drafts.view;
    let low = view.sentences[sentence].words.start;
    let level = view.quote_of[before];
    let mut start = low;
    for w in low..before {
        if view.quote_of[w] == level && (view.is(w, ";") || (view.is(w, ":") && w + 1 < before)) {
            // *Nessun pericolo: l'orbita resta lontana, precisa X*: no clause ends at the colon.
            let clause = (start..w).any(|x| {
                matches!(view.upos(x), Upos::Verb | Upos::Aux)
                    && view.words[x].morph.verb_form == VerbForm::Fin
            });
            if view.is(w, ":") && !clause && view.drops_subjects() {
                continue;
            }
            start = w + 1;
        }
    }
    let start = skip_connective(view, start, before + 1);
    (start <= before + 1).then_some(start)
}

/// Words that a dateline has at most: place, date, agency.
const DATELINE: usize = 10;

/// *Bern (sna) – *, *Kiel, 8. April - *: past the place and the agency that open a report.
pub(super) fn past_dateline(view: &View<'_>, start: usize, end: usize) -> usize {
    let sentence = view.sentence_of[start] as usize;
    let first = view.sentences[sentence].words.start == start
        && (sentence == 0 || view.sentences[sentence - 1].block != view.sentences[sentence].block);
    if !first || view.lexicon.set("bracket").is_empty() {
        return start;
    }
    let plain = |w: usize| {
        matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj | Upos::X)
            || view.is_punct(w) && !view.is_mark[w]
    };
    let reach = start + 1..end.min(start + DATELINE);
    let dash = |w: usize| view.is(w, "-") || view.is(w, "–") || view.is(w, "—");
    // *Karl Voss (SPD)*, *Karl Voss – seit 2010 im Amt –*: an agency is written small, and a dash alone
    // follows one word or a date.
    let agency = |w: usize| {
        view.is(w, ")")
            && view.is(w.saturating_sub(2), "(")
            && view.words[w - 1].span.of(view.text).starts_with(char::is_lowercase)
    };
    let dated = |w: usize| {
        dash(w)
            && view.words[w].spaced
            && (w == start + 1 || (start..w).any(|x| view.upos(x) == Upos::Num))
    };
    let close =
        reach.clone().take_while(|w| plain(*w) || dash(*w)).find(|w| agency(*w) || dated(*w));
    match close {
        Some(close) if close + 2 < end => {
            let next = close + 1;
            if dash(next) || view.is(next, ".") || view.is(next, ":") { next + 1 } else { next }
        }
        _ => start,
    }
}

/// Past the connective phrases and their commas that open a sentence.
pub(crate) fn skip_connective(view: &View<'_>, start: usize, end: usize) -> usize {
    let mut at = past_dateline(view, start, end);
    loop {
        while at < end && view.is_punct(at) && !view.is_mark[at] && !view.is(at, "(") {
            at += 1;
        }
        let n = view.phrase_at("connective", at, end);
        if n == 0 || at + n > end {
            return at;
        }
        let after = at + n;
        let linking = after >= end || view.is_comma(after) || view.upos(at) == Upos::Cconj;
        if !linking {
            return at;
        }
        at = after;
    }
}
