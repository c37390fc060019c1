//! What tells an inserted clause from a main verb, from a clause with a complement of its own, and from
//! words that are nobody's.

use super::Insert;
use super::content::{clause_start, skip_connective};
use crate::attribution::extent::quote_opened_at;
use crate::attribution::source::{self, Source};
use crate::attribution::{Drafts, clause, incise, mood};
use crate::lexicon::Frame;
use crate::verb::VerbGroup;
use crate::view::View;
use sayso_language::{Deprel, Tense, Upos, VerbForm};

/// Whether the quoted words are a clause, or begin their sentence.
pub(super) fn is_whole(view: &View<'_>, quote: usize, start: usize) -> bool {
    let q = &view.quotes[quote];
    let open = view.word_from(q.open.start);
    let close = view.word_from(q.close.start.max(q.inner.end));
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let small = q.inner.of(view.text).starts_with(char::is_lowercase);
    open <= start || (open..close).any(finite) || small && (start..open).any(finite)
}

/// *On "Face the Nation," she said P*: a title in the adverbial that opens the sentence, nobody's words; or
/// *Calling it a "shame," she left*: words of the clause before.
pub(super) fn is_occasion(view: &View<'_>, quote: usize, start: usize) -> bool {
    let q = &view.quotes[quote];
    let open = view.word_from(q.open.start);
    let close = view.word_from(q.close.start.max(q.inner.end));
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let first = skip_connective(view, start, open);
    let head = &view.words[first];
    if first < open
        && crate::verb::is_gerund(head)
        && view.lexicon.verb(&head.lemma).is_some()
        && !(first..open).any(finite)
    {
        return true;
    }
    // Short words of a title may be small: *Live with Ana*.
    let small = |w: &str| w.starts_with(char::is_lowercase) && w.chars().count() > 4;
    let inner = q.inner.of(view.text);
    let title = inner.starts_with(char::is_uppercase) && !inner.split_whitespace().any(small);
    first < open
        && matches!(view.upos(first), Upos::Adp | Upos::Sconj)
        && !(first..open).any(finite)
        && title
        && close - open <= LONGEST_TITLE
}

/// Words that the title of a programme has at most, in an adverbial.
const LONGEST_TITLE: usize = 10;

/// Whether what follows an inserted verb can be its subject, where the verb stands second: no comma
/// parts them (*…, ergänzte aber, die Löhne blieben*), it is no object (*…, führt es aber auf Q zurück*),
/// and the verb says it (*…, fügte er nicht hinzu*).
pub(super) fn is_subject(view: &View<'_>, group: &VerbGroup, source: &Source) -> bool {
    let parted = (group.last + 1..source.words.0).any(|w| view.is_comma(w));
    let known = view.lexicon.pronoun(view.low(source.head));
    let names = !source.pronoun
        || known.is_some_and(|k| !k.neuter)
        || view.in_set_lemma("impersonal-speech", group.verb)
        || view.in_set("impersonal", source.head)
            && known.is_none()
            && !view.in_set("this", source.head);
    !parted && names && !group.negated && !view.in_set("reflexive", source.head)
}

/// *P, teilte es mit*: a neuter pronoun right behind the verb, for a body.
pub(super) fn is_thing(view: &View<'_>, group: &VerbGroup, source: &Source) -> bool {
    source.pronoun
        && source.head == group.last + 1
        && !group.negated
        && view.lexicon.pronoun(view.low(source.head)).is_some_and(|p| p.neuter)
}

/// The next punctuation from `from` on.
pub(super) fn clause_end(view: &View<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|w| view.is_punct(*w)).unwrap_or(end)
}

/// Whether the clause that ends with `before` is told in the mood of reports: its first finite verb is,
/// and no noun before it has the clause for its complement (*Die Behauptung, er sei krank, …*).
pub(super) fn closes_report(drafts: &Drafts<'_, '_>, sentence: usize, before: usize) -> bool {
    let view = drafts.view;
    let Some(start) = clause_start(drafts, sentence, before) else { return false };
    if !mood::is_reported(view, start..before + 1) {
        return false;
    }
    let Some(finite) = mood::first_finite(view, start..before + 1) else { return false };
    // *Sollte er kommen, will sie gehen*: a condition.
    finite > start && !completes_noun(view, start, finite, before + 1)
}

/// *«P», ha aggiunto.*; *P, ha spiegato, Q*: an inserted verb that has dropped its subject, or that
/// says where something can be read (*P, si legge nella nota*).
pub(super) fn without_subject(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    before: usize,
    quote: Option<usize>,
) -> Option<Insert> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    if !view.drops_subjects() || group.passive {
        return None;
    }
    // Adverbs and adjuncts, up to the punctuation that closes the clause.
    let mut end = group.end() + 1;
    let mut source = None;
    while end < range.end && !view.is_punct(end) {
        end = match view.upos(end) {
            Upos::Adp => {
                let next = source::adjunct_end(view, end, range.end);
                let head = (end + 1..next).find(|w| {
                    matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron | Upos::X)
                });
                source = source.or(head);
                next.max(end + 1)
            }
            // *ha ricordato per bocca di un portavoce come P*: a verb with its clause.
            _ if view.in_set("that-adverb", end) && source.is_some() => return None,
            // *non gli ha chiesto nulla*
            _ if view.in_set("negation", end) => return None,
            Upos::Adv => end + 1,
            _ if view.in_set("time-noun", end) => end + 1,
            // What is read may be described: *si legge in una nota diffusa oggi*.
            _ if group.reflexive && source.is_some() => end + 1,
            _ => return None,
        };
    }
    // *ha detto ai dipendenti, riuniti in mensa, Vittorina Treves*: the subject is still to come.
    let waits = end > group.end() + 1 && end < range.end && view.is_comma(end);
    if waits && source::behind_insertion(view, end, range.end).is_some() {
        return None;
    }
    let read = group.reflexive && view.in_set_lemma("read", group.verb);
    if read {
        // *P, vi si legge, Q*: in the text that was named before.
        if source.is_none() && (group.first..group.verb).any(|w| view.in_set("there", w)) {
            let source = clause::text_before(view, group.verb);
            return Some(Insert { verb: group.verb, before, end, source, quote });
        }
        // Whose text it is may stand behind: *si legge in una nota diffusa dal gruppo*.
        let mut source = Source::of(view, source?);
        source.words.1 = source.words.1.max(end - 1);
        source.span = view.span(source.words.0, source.words.1);
        return Some(Insert { verb: group.verb, before, end, source: Some(source), quote });
    }
    // *Ha guardato la lastra, ha sorriso.*: a verb that takes no clause tells what somebody did.
    let clausal = quote.is_some() || group.has(Frame::That) || view.quote_of[group.verb].is_some();
    let speech = group.entry.is_some_and(|e| e.is_speech() && group.has(Frame::Insert)) && clausal;
    let own = view
        .children(group.verb)
        .any(|c| c > group.end() && matches!(view.deprel(c), Deprel::Nsubj) && c < end);
    if own || !speech && quote.is_none() || group.entry.is_none() || group.negated {
        return None;
    }
    if incise::opens_complement(drafts, sentence, before, end.saturating_sub(1)) {
        return None;
    }
    if quote.is_none() {
        // *X è entrato, ha spiegato.*: something must have been said.
        let finite = |w: usize| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
        };
        let goes_on = end < range.end && !view.is(end, ";") && (end + 1..range.end).any(finite);
        if !goes_on && !(range.start..=before).any(finite) {
            return None;
        }
    }
    Some(Insert { verb: group.verb, before, end, source: None, quote })
}

/// The subject right before the verb of a reporting clause (*, the minister said*), where the language
/// has it there and no subject stands behind the verb.
pub(super) fn leading_subject(view: &View<'_>, group: &VerbGroup, low: usize) -> Option<Source> {
    if !view.lexicon.set("inserted-subject").has("before") || group.clitic.is_some() {
        return None;
    }
    let source = source::leading(view, group, low)?;
    let before = source.words.0.checked_sub(1)?;
    let parted = view.is_comma(before)
        || view.is_mark[before]
        || view.is(before, "–")
        || view.is(before, "—")
        || view.is(before, "-");
    // At the start of its sentence, behind words that end the one before: *"Never!" she said*.
    (parted && (source.words.0 > low || view.is_mark[before])).then_some(source)
}

/// Whether the verb has a complement of its own behind it, so that it is no inserted clause: a clause,
/// an infinitive, words behind a colon or, where no quote stands before, an object that is no addressee.
pub(crate) fn has_complement(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    quoted: bool,
) -> bool {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let addressee = view.in_set_lemma("takes-addressee", group.verb);
    let stops = |w: usize| view.is_punct(w) && !view.is(w, "(") && !view.is(w, ")");
    let first = (group.end() + 1..end).find(|w| stops(*w)).unwrap_or(end);
    if first < end && first == group.end() + 1 && opens_quote(view, first) {
        return true;
    }
    // *told the paper that "P"*, *noted some "intangibles" left him tired*: over the marks.
    let stop = (first..end).find(|w| stops(*w) && !view.is_mark[*w]).unwrap_or(end);
    let stop = if view.lexicon.set("inserted-subject").has("before") { stop } else { first };
    if stop < end && view.is(stop, ":") {
        return true;
    }
    if (group.end() + 1..stop).any(|w| view.in_set("complementiser", w) && opens_quote(view, w + 1))
    {
        return true;
    }
    let mut w = group.end() + 1;
    let mut objects = 0;
    while w < stop {
        let morph = view.words[w].morph;
        match view.upos(w) {
            _ if view.quote_of[w] != view.quote_of[group.verb] || view.is_mark[w] => {}
            Upos::Verb | Upos::Aux if morph.verb_form == VerbForm::Fin => return true,
            Upos::Verb | Upos::Aux if morph.verb_form == VerbForm::Inf && !quoted => return true,
            // *said on condition that no name be used*
            Upos::Sconj
                if view.in_set("complementiser", w) && view.in_set("subordinator", w - 1) =>
            {
                break;
            }
            Upos::Sconj if view.in_set("complementiser", w) => return true,
            _ if view.in_set("whether", w) && group.has(Frame::Whether) => return true,
            // *will insist on being there*
            Upos::Adp | Upos::Sconj
                if !quoted
                    && !view.lexicon.set("past").is_empty()
                    && !view.in_set("gerund", w)
                    && crate::verb::is_gerund(&view.words[w + 1]) =>
            {
                return true;
            }
            // *as he left*, *after the court ruled*, *who helped*: what follows is no complement.
            Upos::Sconj => break,
            Upos::Pron if view.in_set("relative", w) => break,
            Upos::Adp => {
                w = source::adjunct_end(view, w, stop);
                continue;
            }
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num
                if !view.in_set("time-noun", w) && view.head(w) != w =>
            {
                let adjunct =
                    matches!(view.deprel(w), Deprel::Obl | Deprel::OblMod | Deprel::OblArg);
                // *said the defendant "showed no remorse"*: a clause that goes on in marks.
                let goes_on = !quoted && opens_quote(view, w + 1);
                let object = view.head(w) == group.verb && !adjunct || w == group.end() + 1;
                objects += usize::from(object || goes_on);
            }
            _ => {}
        }
        w += 1;
    }
    objects > 0 && !addressee && !quoted
}

pub(super) fn opens_quote(view: &View<'_>, w: usize) -> bool {
    view.is_mark[w] && quote_opened_at(view, w).is_some()
}

/// Whether a clause stands before the reporting clause at `at`, or goes on behind it: *On Monday, he
/// said* alone reports nothing.
pub(super) fn follows_clause(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    at: usize,
    group: &VerbGroup,
) -> bool {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let finite = |from: usize, to: usize| {
        (from..to).any(|w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
        })
    };
    let resumes = (group.end() + 1..range.end).find(|w| view.is_comma(*w)).is_some_and(|c| {
        let next = (c + 1..range.end).find(|w| view.upos(*w) != Upos::Adv);
        // *The museum, he said, celebrated its heroes*: a past that the tagger takes for a participle.
        let past = next.is_some_and(|w| {
            view.upos(w) == Upos::Verb
                && view.words[w].morph.verb_form == VerbForm::Part
                && view.words[w].morph.tense == Tense::Past
        });
        past || finite(c, range.end)
    });
    // *Each day costs $9,200, he said.*: a verb that the tagger takes for a noun.
    let first = skip_connective(view, range.start, at);
    let long = at > first + 3 && !matches!(view.upos(first), Upos::Adp | Upos::Sconj);
    // *The town plans to do more, an aide said.*: at the sentence's end there is nothing else to report.
    let last = !finite(group.end() + 1, range.end)
        && !(group.end() + 1..range.end).any(|w| view.is_comma(w) || view.is_mark[w]);
    let phrase = long && (source_is_pronoun(view, at) || last);
    finite(range.start, at) || resumes || phrase
}

pub(super) fn source_is_pronoun(view: &View<'_>, at: usize) -> bool {
    view.upos(at) == Upos::Pron && view.lexicon.pronoun(view.low(at)).is_some()
}

/// Whether the verb behind the comma is that of its sentence and no insert: its subject stands before
/// it (*X, der P, sagte*), the clause before it is subordinate (*Als P, sagte X*), or a colon follows.
pub(super) fn is_main_verb(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    before: usize,
    after: usize,
) -> bool {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let level = view.quote_of[group.verb];
    let left = view
        .children(group.verb)
        .any(|c| c < group.first && matches!(view.deprel(c), Deprel::Nsubj | Deprel::NsubjPass));
    let colon = (after..range.end)
        .take_while(|w| !view.is_comma(*w))
        .any(|w| view.is(w, ":") && w + 1 < range.end && view.is_mark[w + 1]);
    let finite =
        |w: usize| view.words[w].morph.verb_form == VerbForm::Fin && view.quote_of[w] == level;
    let clauses = (range.start..=before).filter(|w| finite(*w)).count();
    // A clause in the mood of reports is one, whatever the tree has.
    let reported = (range.start..=before)
        .chain(after..range.end)
        .any(|w| finite(w) && mood::runs(view) && mood::in_mood(view, w));
    let opens = (range.start..=before).find(|w| !view.is_mark[*w] && view.upos(*w) != Upos::Punct);
    let subordinate = opens
        .is_some_and(|w| view.upos(w) == Upos::Sconj && !view.in_set("complementiser", w))
        && clauses < 2;
    let relative = (range.start..=before).any(|w| {
        view.in_set("relative", w)
            && view.upos(w) == Upos::Pron
            && w > range.start
            && view.is_comma(w - 1)
    }) && clauses < 2;
    // *Die Ausrede, meint er, sei alt*: the clause goes on behind the insert.
    let goes_on = (after..range.end)
        .find(|w| view.is_comma(*w))
        .is_some_and(|comma| (comma + 1..range.end).any(finite));
    // *Die Ausrede, die sie kenne, sei alt*: where words with a comma stand before (*X, Sprecher des Y,
    // räumt ein, P*), only a verb right behind the next one tells that they go on.
    let resumes = |told: bool| {
        (after..range.end)
            .any(|c| view.is_comma(c) && finite(c + 1) && (!told || mood::in_mood(view, c + 1)))
    };
    let apposed = (range.start..before).any(|w| view.is_comma(w));
    let goes_on = if apposed { resumes(false) } else { goes_on };
    if reported && resumes(true) {
        return colon;
    }
    // *Es fehle an allem, so X: „Q“*: the colon brings more of the same.
    if closes_report(drafts, sentence, before) {
        let whole = mood::main_clause(view, range.start..before + 1).is_some();
        return colon && !whole || is_fronted(view, range.start, before);
    }
    let fronted = is_fronted(view, range.start, before);
    left && !reported || colon || subordinate || relative || fronted || clauses == 0 && !goes_on
}

/// *Die Behauptung, er sei krank*: whether a clause behind a comma, up to `high`, is the complement of a noun
/// of saying before it.
pub(super) fn completes_noun(view: &View<'_>, low: usize, high: usize, end: usize) -> bool {
    (low..high).find(|w| view.in_set("noun-cue", *w)).is_some_and(|noun| {
        (noun..high).any(|c| view.is_comma(c) && clause::is_reported_clause(view, c + 1, end))
    })
}

/// *In dem Brief, aus dem er zitierte, beklagt sie …*, *Die Behauptung, er sei krank, wies sie ab*: what
/// stands before the verb is a phrase with a clause of its own, between commas.
pub(super) fn is_fronted(view: &View<'_>, low: usize, before: usize) -> bool {
    let Some(comma) = (low..before).find(|w| view.is_comma(*w)) else { return false };
    let finite = |w: usize| mood::is_finite(view, w);
    if (low..comma).any(finite) || (low..comma).any(|w| view.is_mark[w]) {
        return false;
    }
    let phrase = matches!(
        view.upos(low),
        Upos::Adp | Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj
    );
    // The clause of the phrase goes on to the verb: a relative or subordinate one ends with its own.
    let subordinate = view.in_set("relative", comma + 1)
        || view.upos(comma + 1) == Upos::Sconj
        || view.in_set("whether", comma + 1)
        || view.in_set("as-said", comma + 1)
        || view.phrase_at("according-relative", comma + 1, before) > 0
        || view.upos(comma + 1) == Upos::Adp && view.in_set("relative", comma + 2);
    let closes = !(comma + 1..before).any(|w| view.is_comma(w)) && {
        let last = (comma + 1..=before).rev().find(|w| !view.is_mark[*w]).unwrap_or(before);
        finite(last) || view.words[last].morph.verb_form == VerbForm::Part
    };
    phrase && (subordinate && closes || completes_noun(view, low, comma + 1, before + 1))
}
