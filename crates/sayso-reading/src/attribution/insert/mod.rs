//! Inserted reporting clauses: *«A», a dit X. «B».* and *P, a précisé X.*

mod content;
mod guard;
mod resumed;

pub(crate) use content::skip_connective;
pub(crate) use guard::has_complement;
pub(crate) use resumed::{skip_punctuation, skip_punctuation_but_marks};

use super::extent::{quote_closed_at, trimmed};
use super::mood;
use super::source::{self, Source};
use super::{Draft, Drafts, incise, inverted};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use content::{
    adjoined_before, carried_before, clause_start, is_fragment, past_adjunct, past_source,
    quoted_start, same_source, says_something,
};
use guard::{
    clause_end, closes_report, follows_clause, is_main_verb, is_occasion, is_subject, is_thing,
    is_whole, leading_subject, without_subject,
};
use resumed::resumed;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::Span;

/// Proposes a draft for each inserted clause.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for sentence in 0..drafts.view.sentences.len() {
        for g in 0..drafts.groups[sentence].len() {
            let group = drafts.groups[sentence][g].clone();
            if let Some(found) = inserted(drafts, sentence, &group) {
                propose(drafts, sentence, &group, found);
            }
        }
    }
}

fn is_dash(view: &View<'_>, w: usize) -> bool {
    view.is(w, "–") || view.is(w, "—") || view.is(w, "-")
}

/// An inserted reporting clause.
pub(super) struct Insert {
    /// The verb.
    pub verb: usize,
    /// The word before the clause that is not its comma: the end of what was said.
    pub before: usize,
    /// One past the last word of the reporting clause.
    pub end: usize,
    /// None where the verb has dropped its subject.
    pub source: Option<Source>,
    /// The quote that closes right before.
    pub quote: Option<usize>,
}

/// Whether the group is an inserted reporting clause, and where it stands.
fn inserted(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<Insert> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    if group.form != GroupForm::Finite || group.own_words || mood::is_told(view, group) {
        return None;
    }
    // The subject stands before the verb in the languages that have it there: *, she said*.
    let leading = leading_subject(view, group, range.start);
    // What stands before: a comma or a mark, past an adverb (*, comme toujours, note X* is not one).
    let mut at = leading.map_or(group.first, |s| s.words.0);
    while at > range.start
        && (view.upos(at - 1) == Upos::Adv && !view.in_set("relative-subject", at - 1)
            || (view.in_set("clitic", at - 1) || view.in_set("object-clitic", at - 1))
                && view.upos(at - 1) == Upos::Pron)
    {
        at -= 1;
    }
    let mut comma = false;
    let mut p = at.checked_sub(1)?;
    if p >= range.start
        && (view.is_comma(p) || view.is(p, "–") || view.is(p, "—") || view.is(p, "-"))
    {
        comma = true;
        p = p.checked_sub(1)?;
    }
    // The closing mark may end the sentence before: *«Non!» a-t-il lancé*.
    let same_block =
        p < view.words.len() && view.sentence(p).block == view.sentences[sentence].block;
    if !same_block {
        return None;
    }
    let mut quote = quote_closed_at(view, p);
    if quote.is_none()
        && p >= 1
        && matches!(view.words[p].span.of(view.text), "." | "!" | "?" | "…")
    {
        quote = quote_closed_at(view, p - 1);
    }
    // The comma may stand inside the marks: *"In May," she said*.
    let before = view.lexicon.set("inserted-subject").has("before");
    let inside = before && quote.is_some() && p > 0 && {
        let last = (range.start.min(p - 1)..p).rev().find(|w| !view.is_mark[*w]).unwrap_or(p - 1);
        let last = view.words[last].span.of(view.text);
        matches!(last, "," | "!" | "?" | "…") || last == "–" || last == "—"
    };
    comma |= inside;
    if let Some(q) = quote {
        // Marks of a short label inside running text introduce no words: they need the comma too.
        let long = view.quotes[q].inner.of(view.text).split_whitespace().count() > 2;
        if !comma && !long && p >= range.start && group.clitic.is_none() {
            quote = None;
        }
    }
    // *qualcuno che si firma «Ago» aveva scritto: «Q»*: a name in marks, and the words behind the verb.
    if view.drops_subjects()
        && let Some(q) = quote
        && !comma
        && view.quotes[q].inner.of(view.text).split_whitespace().count() <= 4
        && view.is(group.end() + 1, ":")
        && view.is_mark[group.end() + 2]
    {
        return None;
    }
    // *a town whose motto, "A Good Place", was painted on a tower*: a name, nobody's words.
    if (before || view.drops_subjects())
        && let Some(q) = quote
        && (super::quoted::is_named(view, q) || is_occasion(view, q, range.start))
    {
        quote = None;
    }
    if quote.is_none() && (!comma || p < range.start) {
        return None;
    }
    // Where the verb stands second it follows any first phrase, and opens no sentence that goes on with
    // the one before: *Unter dem Titel „X“ lobt das Blatt …*, *„… den Teller weiterzureichen“. Abgelehnt wurde …*
    if let Some(q) = quote
        && !view.lexicon.set("bracket").is_empty()
        && !comma
        && (p < range.start || quoted_start(drafts, q, group) < view.quotes[q].open.start)
        && !matches!(view.words[p].span.of(view.text), "!" | "?" | "…")
    {
        return None;
    }
    let speech = group.entry.is_some_and(|e| e.is_speech());
    let chained = inverted::chains(drafts, sentence, group);
    // Any verb can report where its clitic subject is inverted inside a sentence: *, sourit-il,*.
    let inverted = group.clitic.is_some() && p > range.start + 1;
    // Between the marks of a quote, an inverted verb with commas around it can be nothing else.
    let enclosed = view.quote_of[group.verb].is_some()
        && group.clitic.is_none()
        && !before
        && (view.lexicon.set("bracket").is_empty() || group.entry.is_some());
    // *Das wisse er, schränkte X ein*: behind a clause in the mood of reports any verb reports.
    let reported = quote.is_none() && comma && closes_report(drafts, sentence, p);
    let may_report = quote.is_some()
        || reported
        || group.has(Frame::Insert)
        || chained
        || (speech && group.clitic.is_some())
        || inverted
        || enclosed;
    if !may_report {
        return None;
    }
    if group.entry.is_none() && group.negated {
        return None;
    }
    // *Ukraine says P, a charge Moscow denies*
    if before && quote.is_none() && view.in_set_lemma("denial", group.verb) {
        return None;
    }
    // *joined the "March for Orl," which will seek votes*: a verb of another sort needs whole words before it.
    if before
        && group.entry.is_none()
        && let Some(q) = quote
        && !(comma && group.first == group.last && is_whole(view, q, range.start))
    {
        return None;
    }
    // The subject stands behind, or inside as a clitic, or before.
    let source = if let Some(clitic) = group.clitic {
        Source::of(view, clitic)
    } else if let Some(source) = leading {
        // The words of another sentence end with a mark that is no stop: *"Never!" she said*.
        if p < range.start && !(inside && group.entry.is_some_and(|e| e.is_speech())) {
            return None;
        }
        let plain = quote.is_some() && comma && p >= range.start;
        if view.quote_of[group.verb].is_some()
            || group.passive
            || !plain && has_complement(drafts, sentence, group, quote.is_some())
        {
            return None;
        }
        if quote.is_none() && !follows_clause(drafts, sentence, at, group) {
            return None;
        }
        source
    } else {
        let own_left = view.children(group.verb).any(|c| {
            c < group.first
                && c >= at
                && !view.in_set("object-clitic", c)
                && matches!(view.deprel(c), Deprel::Nsubj | Deprel::NsubjPass)
        });
        if own_left {
            return None;
        }
        if let Some(insert) = without_subject(drafts, sentence, group, p, quote) {
            return Some(insert);
        }
        let source = source::following(view, group, range.end);
        // *P, war aus dem Verband zu hören*: said by nobody that stands in the nominative.
        if reported
            && view.in_set_lemma("impersonal-speech", group.verb)
            && source.is_none_or(|s| !is_subject(view, group, &s))
        {
            let end = clause_end(view, group.end() + 1, range.end);
            let source = source::behind_preposition(view, group.verb);
            return Some(Insert { verb: group.verb, before: p, end, source, quote });
        }
        // *P, verlautete aus Kreisen*
        if quote.is_none()
            && group.has(Frame::Insert)
            && mood::first_finite(view, range.start..p + 1).is_some()
            && source.is_none_or(|s| source::governed(view, s.head))
            && let Some(source) = source::behind_preposition(view, group.verb)
            && source.words.0 > group.last
            && !(group.last + 1..source.words.0).any(|w| view.is_comma(w))
        {
            let end = clause_end(view, source.words.1 + 1, range.end);
            return Some(Insert { verb: group.verb, before: p, end, source: Some(source), quote });
        }
        let source = source?;
        // *«A – ha spiegato l'algerina ai microfoni – B»*: between dashes it can be nothing else.
        if view.drops_subjects()
            && is_dash(view, p + 1)
            && (source.words.1 + 1..range.end)
                .find(|w| view.is_punct(*w))
                .is_some_and(|w| is_dash(view, w))
        {
            let mut end = source.words.1.max(group.end()) + 1;
            while end < range.end && !view.is_punct(end) {
                end += 1;
            }
            return Some(Insert { verb: group.verb, before: p, end, source: Some(source), quote });
        }
        // *nessuno gli ha chiesto nulla*
        if source.pronoun && view.in_set("negation", source.head) {
            return None;
        }
        let names = is_subject(view, group, &source) || reported && is_thing(view, group, &source);
        if quote.is_none() && !view.lexicon.set("bracket").is_empty() && !names {
            return None;
        }
        // Without a quote the noun behind may be the object of a verb whose subject is shared:
        // *X est venu, a vu Y*. An inserted verb is closed by punctuation behind its subject.
        if quote.is_none()
            && view.lexicon.set("inserted-subject").has("before")
            && (view.in_set_lemma("takes-addressee", group.verb)
                || has_complement(drafts, sentence, group, true))
        {
            return None;
        }
        if quote.is_none() {
            let after = source.words.1 + 1;
            let behind = source::past_enclosed(view, group.end() + 1, range.end);
            let direct = (behind..source.words.0).all(|w| {
                matches!(view.upos(w), Upos::Adv | Upos::Det) || view.in_set("time-noun", w)
            });
            // *…, répond sans certitude X*
            let adjunct = view.upos(group.end() + 1) == Upos::Adp
                && source::adjunct_end(view, group.end() + 1, range.end) == source.words.0;
            let direct = direct || adjunct && group.has(Frame::Insert);
            let tree = view.head(source.head) == group.verb
                && matches!(view.deprel(source.head), Deprel::Nsubj);
            let speaks = crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
                    .is_some()
                    || source.pronoun
                    || super::clause::stands_for_somebody(view, &source)
                    // *disent les anciens*: of such a verb no noun phrase is the object.
                    || view.in_set_lemma("insert-sure", group.verb)
                        && view.in_set("definite", source.words.0);
            let object = view.head(source.head) == group.verb
                && view.deprel(source.head) == Deprel::Obj
                && !speaks;
            let closed = after >= range.end
                || view.is_punct(after)
                // *…, révèle un rapport rendu public mercredi*
                || view.upos(after) == Upos::Verb
                    && view.words[after].morph.verb_form == VerbForm::Part
                || after <= group.end()
                || (view.upos(after) == Upos::Adp && group.has(Frame::Insert))
                // *montre une étude publiée lundi par X*, *révèle un sondage que publie X*
                || group.has(Frame::Insert)
                    && (view.in_set("time-noun", after) || inverted::is_relative(view, after))
                // *annoncent des chercheurs suisses et français*
                || view.upos(after) == Upos::Cconj
                    && view.upos(after + 1) == Upos::Adj
                    && group.has(Frame::Insert)
                // *said two people familiar with the matter*
                || view.upos(after) == Upos::Adj
                    && view.upos(after + 1) == Upos::Adp
                    && group.has(Frame::Insert);
            // Where the verb stands second, one behind a comma has its subject behind it, and what
            // else it takes: *P, sagte X der Zeitung*.
            let second = !view.lexicon.set("bracket").is_empty();
            let closed = closed || second && group.has(Frame::Insert) || reported;
            let speaks = speaks
                || reported
                    && (super::clause::can_speak(view, &source)
                        || view.upos(source.head) == Upos::Propn
                        || view.in_set_lemma("impersonal-speech", group.verb));
            if reported && !group.has(Frame::Insert) && !speaks {
                return None;
            }
            // *ha lasciato intendere in tv l'ex ministro*
            let direct = direct || second || view.drops_subjects() && speaks;
            if second && is_main_verb(drafts, sentence, group, p, after) {
                return None;
            }
            // *«C'era una riunione, c'era un accordo»*
            let nobody = group.entry.is_none() && view.in_set_lemma("copula", group.verb);
            if enclosed && (!speaks || nobody) {
                return None;
            }
            let closed = closed || chained && view.upos(after) == Upos::Adp;
            let direct = direct || chained;
            // *…, justifie un besoin*: a verb that takes objects of any sort needs somebody who speaks.
            let takes_words = group.entry.is_some_and(|e| e.class_for(Frame::That).is_some());
            let object = object && !reported;
            let takes_words = takes_words
                && (!view.drops_subjects()
                    || super::clause::can_speak(view, &source)
                    || view.in_set("this-one", source.head)
                    || view.phrase_at("this-one", source.words.0, after) > 0);
            if object || !closed || !(direct || tree) || !(speaks || takes_words) {
                return None;
            }
        }
        source
    };
    if super::clause::is_own(view, &source) && quote.is_none() {
        return None;
    }
    // *La madre, al funerale, mi disse: «Q»*: what stands before is the verb's subject.
    if leading.is_none()
        && incise::opens_complement(drafts, sentence, p, source.words.1.max(group.end()))
    {
        return None;
    }
    if quote.is_none()
        && (inverted::says_nothing(view, group) || super::clause::witnesses(view, group, &source))
    {
        return None;
    }
    let mut end = source.words.1.max(group.end()) + 1;
    // A verb that has its own clause behind it is no insert: *…, affirme X que P*.
    let waits = group.clitic.is_some() && view.is_comma(end) && at > range.start + 2;
    let relative = quote.is_none() && inverted::is_relative(view, end);
    if !(waits || relative)
        && (end..range.end.min(end + 2))
            .any(|w| view.in_set("complementiser", w) && view.upos(w) == Upos::Sconj)
        && quote.is_none()
    {
        return None;
    }
    // Adjuncts up to the next punctuation belong to the reporting clause.
    end = clause_end(view, end, range.end);
    // *"A," he said, without looking up, "and B"*: so does what a comma parts from it before the
    // quote goes on.
    if quote.is_some()
        && leading.is_some()
        && end < range.end
        && view.is_comma(end)
        && let Some(next) = (end + 1..range.end).find(|w| view.is_comma(*w))
        && view.is_mark[next + 1]
        && (end + 1..next)
            .all(|w| !view.is_mark[w] && view.words[w].morph.verb_form != VerbForm::Fin)
    {
        end = next;
    }
    Some(Insert { verb: group.verb, before: p, end, source: Some(source), quote })
}

fn propose(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup, insert: Insert) {
    let view = drafts.view;
    let level = view.quote_of[group.verb];
    let (rule, mut content, score): (&'static str, Vec<Span>, f32);
    if let Some(inside) = level {
        // *« Moi, dit-il, j'ai peur »*: the clause stands within the marks.
        let inner = view.quotes[inside as usize].inner;
        rule = "insert-in-quote";
        content = Vec::new();
        let first = view.word_from(inner.start);
        content.extend(trimmed(view, first, insert.before));
        let past = past_adjunct(drafts, sentence, insert.end);
        let past = past_source(view, &insert, past, inner.end);
        let after = skip_punctuation(view, past, view.words.len());
        let last = view.word_from(inner.end).saturating_sub(1);
        if after <= last && after < view.words.len() && view.quote_of[after].is_some() {
            content.extend(trimmed(view, after, last));
        }
        score = 0.9;
    } else if let Some(q) = insert.quote {
        let top = q;
        let start = quoted_start(drafts, top, group);
        rule = if start < view.quotes[top].open.start {
            "insert-after-mixed"
        } else {
            "insert-after-quote"
        };
        let first = view.word_from(start);
        content = trimmed(view, first, insert.before).into_iter().collect();
        // Paragraphs that were left open before this one belong to it.
        let mut at = top;
        while let Some(before) = carried_before(view, at) {
            content.push(view.quotes[before].inner);
            at = before;
        }
        // *„A.“ „B“, so X*: a quotation right before it is of one piece with it.
        if let Some(before) = adjoined_before(drafts, top) {
            content.push(view.quotes[before].inner);
        }
        score = 0.95;
    } else {
        let Some(start) = clause_start(drafts, sentence, insert.before) else { return };
        rule = "insert-after-clause";
        content = if start > insert.before {
            // *Par ailleurs, poursuit X, P*
            resumed(drafts, sentence, &insert, &[]).into_iter().collect()
        } else {
            trimmed(view, start, insert.before).into_iter().collect()
        };
        score = if group.entry.is_some() { 0.8 } else { 0.7 };
    }
    if content.is_empty() {
        return;
    }
    if level.is_none() && !content.is_empty() && rule != "insert-after-clause"
        || rule == "insert-after-clause"
            && content.first().is_some_and(|c| c.start < group.span(view).start)
    {
        content.extend(resumed(drafts, sentence, &insert, &content));
    }
    if rule == "insert-after-clause"
        && view.drops_subjects()
        && !says_something(view, &content, insert.source)
    {
        return;
    }
    if rule == "insert-after-clause"
        && group.clitic.is_none()
        && inverted::is_subject(view, &content)
    {
        return;
    }
    if rule == "insert-after-clause" && level.is_none() && is_fragment(view, &insert, &content) {
        return;
    }
    // *P, a-t-on appris lundi*: nobody is named at all.
    let unnamed = rule == "insert-after-clause"
        && view.in_set_lemma("unnamed-on", insert.verb)
        && !(group.first..group.verb).any(|w| view.in_set("place-clitic", w))
        && insert
            .source
            .is_some_and(|s| view.in_set("hearsay-subject", s.head) && s.words.1 == s.words.0)
        && !(insert.verb + 1..insert.end)
            .any(|w| view.in_set("source-preposition", w) && w + 1 < insert.end);
    if unnamed {
        return;
    }
    if rule == "insert-after-clause" {
        content.extend(incise::behind_semicolon(drafts, sentence, &insert));
    }
    drafts.used[group.verb] = true;
    if let Some(source) = insert.source.filter(|s| s.words.1 < group.first) {
        drafts.inserts.insert(source.words.0);
    }
    let index = drafts.add(Draft {
        rule,
        content,
        cue: Some(group.span(view)),
        // *dit-on*: said by nobody that the text names; but *dit-on de même source*.
        source: insert.source.map(|s| same_source(view, s, insert.end)).filter(|s| {
            let form = crate::identity::pronoun_form(view, s.head);
            s.words.1 > s.words.0
                || !s.pronoun
                || view.lexicon.pronoun(&form).is_some()
                || !view.lexicon.set("impersonal").has(&form)
        }),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score,
        detail: "an inverted verb of saying beside the words".into(),
    });
    drafts.by_insert.insert(group.verb, index);
    if let Some(inside) = level {
        drafts.claimed[inside as usize].get_or_insert(index);
    }
}
