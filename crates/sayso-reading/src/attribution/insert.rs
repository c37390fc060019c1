//! Inserted reporting clauses: *«A», a dit X. «B».* and *P, a précisé X.*

use super::extent::{quote_closed_at, quote_opened_at, trimmed};
use super::mood;
use super::source::{self, Source};
use super::{Draft, Drafts, incise, inverted};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Deprel, Tense, Upos, VerbForm};
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

/// Whether the quoted words are a clause, or begin their sentence.
fn is_whole(view: &View<'_>, quote: usize, start: usize) -> bool {
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
fn is_occasion(view: &View<'_>, quote: usize, start: usize) -> bool {
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
fn is_subject(view: &View<'_>, group: &VerbGroup, source: &Source) -> bool {
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
fn is_thing(view: &View<'_>, group: &VerbGroup, source: &Source) -> bool {
    source.pronoun
        && source.head == group.last + 1
        && !group.negated
        && view.lexicon.pronoun(view.low(source.head)).is_some_and(|p| p.neuter)
}

/// The next punctuation from `from` on.
fn clause_end(view: &View<'_>, from: usize, end: usize) -> usize {
    (from..end).find(|w| view.is_punct(*w)).unwrap_or(end)
}

/// Whether the clause that ends with `before` is told in the mood of reports: its first finite verb is,
/// and no noun before it has the clause for its complement (*Die Behauptung, er sei krank, …*).
fn closes_report(drafts: &Drafts<'_, '_>, sentence: usize, before: usize) -> bool {
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
fn without_subject(
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
            let source = super::clause::text_before(view, group.verb);
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
fn leading_subject(view: &View<'_>, group: &VerbGroup, low: usize) -> Option<Source> {
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
pub(super) fn has_complement(
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

fn opens_quote(view: &View<'_>, w: usize) -> bool {
    view.is_mark[w] && quote_opened_at(view, w).is_some()
}

/// Whether a clause stands before the reporting clause at `at`, or goes on behind it: *On Monday, he
/// said* alone reports nothing.
fn follows_clause(drafts: &Drafts<'_, '_>, sentence: usize, at: usize, group: &VerbGroup) -> bool {
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

fn source_is_pronoun(view: &View<'_>, at: usize) -> bool {
    view.upos(at) == Upos::Pron && view.lexicon.pronoun(view.low(at)).is_some()
}

/// Whether the verb behind the comma is that of its sentence and no insert: its subject stands before
/// it (*X, der P, sagte*), the clause before it is subordinate (*Als P, sagte X*), or a colon follows.
fn is_main_verb(
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
fn completes_noun(view: &View<'_>, low: usize, high: usize, end: usize) -> bool {
    (low..high).find(|w| view.in_set("noun-cue", *w)).is_some_and(|noun| {
        (noun..high)
            .any(|c| view.is_comma(c) && super::clause::is_reported_clause(view, c + 1, end))
    })
}

/// *In dem Brief, aus dem er zitierte, beklagt sie …*, *Die Behauptung, er sei krank, wies sie ab*: what
/// stands before the verb is a phrase with a clause of its own, between commas.
fn is_fronted(view: &View<'_>, low: usize, before: usize) -> bool {
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

/// *As a phone rang, he said*, *Ana Brix, the eldest, noted the rule*: what stands before the verb is a
/// subordinate clause without its main clause, or the verb's own subject.
fn is_fragment(view: &View<'_>, insert: &Insert, content: &[Span]) -> bool {
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
fn says_something(view: &View<'_>, content: &[Span], source: Option<Source>) -> bool {
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
        .is_some_and(|h| super::clause::can_speak(view, &Source::of(view, h)));
    // *Il procuratore, davanti ai giudici, ha chiesto l'ergastolo*: the verb has its subject before it.
    let object = source
        .is_some_and(|s| !super::clause::can_speak(view, &s) && !source::governed(view, s.head));
    if subject && verbs == 0 && object {
        return false;
    }
    verbs > usize::from(relative) || goes_on || content.len() > 1 || !subject
}

/// The quote of the paragraph before that was left open into this one.
fn carried_before(view: &View<'_>, quote: usize) -> Option<usize> {
    let mut before = quote.checked_sub(1)?;
    while let Some(parent) = view.quotes[before].parent {
        before = parent;
    }
    (view.quotes[before].carried && view.quotes[before].block + 1 == view.quotes[quote].block)
        .then_some(before)
}

/// The quote that nothing but a blank parts from one behind it, and that nobody has yet,
/// a colon before it included.
fn adjoined_before(drafts: &Drafts<'_, '_>, quote: usize) -> Option<usize> {
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
fn same_source(view: &View<'_>, mut source: Source, end: usize) -> Source {
    if let Some(last) = (source.words.1 + 1..end).find(|w| view.in_set("same", *w)) {
        let last = (last + 1).min(end.saturating_sub(1)).max(last);
        source.words.1 = last;
        source.span = source.span.join(view.words[last].span);
    }
    source
}

/// Past a prepositional adjunct of the reporting clause that goes to the end of its sentence:
/// *, a commenté X, à la sortie de l'audience.*
fn past_adjunct(drafts: &Drafts<'_, '_>, sentence: usize, from: usize) -> usize {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let start = skip_punctuation(view, from, end);
    let verbless = !(start..end).any(|w| matches!(view.upos(w), Upos::Aux | Upos::Verb));
    let adjunct = start > from && start < end && view.upos(start) == Upos::Adp && verbless;
    if adjunct { end } else { from }
}

/// Past what else is said of the source of an inserted clause, up to the end of its sentence, where the
/// quote goes on behind it: *, a conclu X, debout, les doigts sur la rambarde.*
fn past_source(view: &View<'_>, insert: &Insert, from: usize, inner_end: u32) -> usize {
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
fn quoted_start(drafts: &Drafts<'_, '_>, quote: usize, group: &VerbGroup) -> u32 {
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

fn has_quote_between(view: &View<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|w| view.is_mark[w])
}

/// The first word of the clause that ends before an inserted verb.
fn clause_start(drafts: &Drafts<'_, '_>, sentence: usize, before: usize) -> Option<usize> {
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
fn past_dateline(view: &View<'_>, start: usize, end: usize) -> usize {
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

/// What was said goes on behind the inserted clause: *P1, a-t-il dit, P2*; *«A», a dit X, «B»*.
fn resumed(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
    content: &[Span],
) -> Option<Span> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let at = incise::past_apposition(view, insert, content);
    if mood::runs(view)
        && let Some(span) = super::going_on::in_mood(drafts, sentence, insert, content)
    {
        return Some(span);
    }
    // *„A“, sagte er der Zeitung „X“*: a name.
    if mood::runs(view)
        && view.is_mark[at]
        && quote_opened_at(view, at).is_some_and(|q| {
            view.quotes[q].inner.of(view.text).trim_start().starts_with(char::is_uppercase)
        })
    {
        return None;
    }
    let leading = insert.source.is_some_and(|s| s.pronoun)
        || view.lexicon.set("inserted-subject").has("before");
    // *P, she added; Q*: what follows with no cue of its own is hers as well.
    if leading
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && at + 1 < end
        && view.is(at, ";")
        && insert.quote.is_none()
        && !(at + 1..end).any(|w| view.is_mark[w])
        && !drafts.groups[sentence]
            .iter()
            .any(|g| g.verb > at && g.entry.is_some_and(|e| e.is_speech()))
    {
        return trimmed(view, at + 1, end - 1);
    }
    // *P, explique X ; Q*: the same where the subject stands behind the verb, unless Q has its own source.
    if at + 1 < end
        && view.is(at, ";")
        && insert.quote.is_none()
        && inverted::goes_on_behind_semicolon(drafts, sentence, at)
    {
        return trimmed(view, at + 1, end - 1);
    }
    let level = view.quote_of[insert.before];
    let end = (at..end).find(|w| view.is(*w, ";") && view.quote_of[*w] == level).unwrap_or(end);
    if at >= end
        || !(view.is_comma(at)
            || view.is(at, ":")
            || view.is(at, "–")
            || view.is(at, "—")
            || view.is_mark[at])
    {
        return None;
    }
    let next = if view.is_mark[at] { at } else { at + 1 };
    if next >= end {
        return None;
    }
    if let Some(q) = quote_opened_at(view, next) {
        // *wrote X in an email headed "Re: Red"*
        let before = view.lexicon.set("inserted-subject").has("before");
        if before && view.in_set("naming", next.saturating_sub(1)) {
            return None;
        }
        // A quote that has its own cue behind it starts a new attribution.
        let close = view.word_from(view.quotes[q].close.start);
        let followed = close + 1 < view.words.len()
            && drafts
                .groups
                .get(view.sentence_of[close.min(view.words.len() - 1)] as usize)
                .is_some_and(|groups| {
                    groups.iter().any(|g| {
                        g.first > close
                            && g.first <= close + 3
                            && g.form == GroupForm::Finite
                            && (g.clitic.is_some() || g.has(Frame::Insert))
                    })
                });
        // *He may be back, an aide said, "if anyone writes"*: quoted words may end a clause.
        let goes_on = insert.quote.is_some()
            || view.lexicon.set("inserted-subject").has("before")
                && view.quotes[q].inner.of(view.text).starts_with(char::is_lowercase);
        // *La curia, insiste X, «confonde la devozione»*: the verb stands between the marks.
        let small = view.quotes[q].inner.of(view.text).starts_with(char::is_lowercase)
            && view.inverts_inserts();
        let verbless = (view.drops_subjects() || small)
            && !content.is_empty()
            && !content.iter().any(|c| {
                (view.word_from(c.start)..view.word_from(c.end))
                    .any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux))
            });
        // *P, puntualizza X: «Q»*: the words for the clause.
        let said = view.drops_subjects() && view.is(at, ":") && !content.is_empty();
        return (!followed && (goes_on || verbless || said)).then(|| view.quotes[q].inner);
    }
    if insert.quote.is_some() {
        return joined_words(drafts, sentence, insert, next, end);
    }
    // *Pas question de céder, a réagi X, qui compte partir*: a relative clause is about X, and so is one
    // that X vouches for.
    let relative = view.in_set("relative-subject", next) && view.upos(next) == Upos::Pron
        || view.phrase_at("according-whom", next, end) > 0;
    if relative && insert.source.is_some_and(|s| !s.pronoun) && view.inverts_inserts() {
        return None;
    }
    // *Faux, rétorque X : P*
    if view.is(at, ":") && view.lexicon.set("bracket").is_empty() {
        return trimmed(view, next, end - 1);
    }
    // Only what lacks its verb goes on unquoted.
    let Some(said) = content.first() else { return trimmed(view, next, end - 1) };
    // A verb or a preposition right before still waits for its complement.
    let before = view.lexicon.set("inserted-subject").has("before");
    // *gewesen*, *zu haben*: where verbs close brackets an auxiliary closes its clause too.
    let closed = view.upos(insert.before) == Upos::Aux
        && !mood::is_finite(view, insert.before)
        && mood::runs(view);
    // *That's why, he argued, the party should act*
    let open = !closed
        && matches!(view.upos(insert.before), Upos::Aux | Upos::Adp | Upos::Det | Upos::Sconj)
        || before && view.in_set("whether", insert.before)
        || subordinate(view, said.start, insert.before, next)
        || !before
            && drafts.groups[sentence]
                .iter()
                .any(|g| g.last == insert.before && g.form == GroupForm::Finite);
    // *Nessuno ha protestato, fa sapere X, che aggiunge*: a relative clause is about X.
    let open = open && !(view.drops_subjects() && view.in_set("relative", next));
    if open && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    let finite_before = drafts.groups[sentence]
        .iter()
        .any(|g| g.form == GroupForm::Finite && said.contains(view.words[g.verb].span))
        || view.sentences[sentence]
            .words
            .clone()
            .any(|w| said.contains(view.words[w].span) && view.upos(w) == Upos::Aux);
    // *Il ministro che ha firmato, dice X, non sapeva*: its one verb is that of a subordinate clause.
    let finite_before = finite_before && !incise::waits_for_verb(view, said);
    let finite_after =
        drafts.groups[sentence].iter().any(|g| g.verb >= next && g.form == GroupForm::Finite)
            || (next..end).any(|w| view.upos(w) == Upos::Aux);
    // *Si rien n'est signé, a-t-il ajouté, les ateliers resteront froids*: nothing behind a clitic is about it.
    let clitic = insert.source.is_some_and(|s| crate::verb::is_inverted(view, s.words.0))
        && view.inverts_inserts()
        && view.is_comma(at)
        && finite_after
        && matches!(view.upos(next), Upos::Det | Upos::Pron | Upos::Sconj)
        && (!view.in_set("relative", next) || view.upos(next) == Upos::Sconj);
    let sum = view.is_comma(at) && super::extent::is_sum(view, next);
    if (clitic || sum) && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    // *P, ha aggiunto: Q*: what stands behind the colon says it more fully.
    let joined = view.upos(next) == Upos::Cconj || view.is(at, ":");
    // Words that hold no verb at all wait for theirs, whatever the tagger makes of it.
    if before && !finite_before && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    // *P, she wrote, not about any individual*: a part of the clause, as no clause follows.
    let fragment = matches!(
        view.upos(next),
        Upos::Part | Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn
    ) && !view.in_set("time-noun", next)
        && !(next..end).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux));
    if before && insert.source.is_some_and(|s| s.words.1 < insert.verb) && fragment {
        return trimmed(view, next, end - 1);
    }
    // *X, she added, and would not be held*, *it was no accident, she swore, but it was no plan*: a verb
    // without a subject of its own goes on, and so does a contrast.
    let verb_next = |from: usize| {
        (from..end)
            .find(|w| view.upos(*w) != Upos::Adv)
            .is_some_and(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux))
    };
    let joined = joined && (!before || verb_next(next + 1) || view.in_set("contrast", next));
    // *It was sound, she said, until it failed*: a clause or a phrase that belongs to the one before.
    if before
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && view.in_set("further-part", next)
        && view.is_comma(at)
    {
        return trimmed(view, next, end - 1);
    }
    // *What he owns, he has said, is a view*: the clause before is the subject.
    if before
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && matches!(view.upos(next), Upos::Verb | Upos::Aux)
        && view.words[next].morph.verb_form == VerbForm::Fin
    {
        return trimmed(view, next, end - 1);
    }
    // *P, spiega, Q*: where the inserted verb has no subject, what its comma closes goes on.
    let bare = view.drops_subjects()
        && insert.source.is_none()
        && view.is_comma(at)
        && !view.in_set("relative", next)
        && !view.in_set("adversative", next);
    let joined = joined || bare;
    // *Parole di un uomo, ha detto la difesa, non di un assassino*
    let denied = view.drops_subjects() && !finite_after && view.in_set("negation", next);
    if (finite_after && (!finite_before || joined) || denied)
        && !is_cue_participle(drafts, sentence, next)
    {
        return trimmed(view, next, end - 1);
    }
    None
}

/// *"A," she said, and "B"*: what a conjunction joins to the words before, with quoted words of its own and
/// no further verb of saying.
fn joined_words(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
    next: usize,
    end: usize,
) -> Option<Span> {
    let view = drafts.view;
    let mark = (next + 1..end.min(next + 5)).find(|w| view.is_mark[*w])?;
    let quote = quote_opened_at(view, mark)?;
    let close = view.word_from(view.quotes[quote].close.start);
    let says = |g: &VerbGroup| {
        g.verb >= next && view.quote_of[g.verb].is_none() && g.entry.is_some_and(|e| e.is_speech())
    };
    let joined = view.upos(next) == Upos::Cconj
        && view.lexicon.set("inserted-subject").has("before")
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && (next + 1..mark).all(|w| {
            matches!(view.upos(w), Upos::Adv | Upos::Adp | Upos::Det | Upos::Adj | Upos::Aux)
                || view.in_set("complementiser", w)
        })
        && !drafts.groups[sentence].iter().any(says);
    joined.then(|| trimmed(view, next, close)).flatten()
}

/// *If he wins, X said, taxes will rise*: what stands before is a subordinate clause, whose main clause
/// comes behind.
fn subordinate(view: &View<'_>, start: u32, before: usize, next: usize) -> bool {
    let first = view.word_from(start);
    let end = view.sentence(before).words.end;
    (view.lexicon.set("inserted-subject").has("before") || view.drops_subjects())
        && (view.upos(first) == Upos::Sconj
            || view.upos(first) == Upos::Adv && view.upos(first + 1) == Upos::Sconj)
        && !(first..before).any(|w| view.is_comma(w))
        && (next..end).any(|w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
        })
}

fn is_cue_participle(drafts: &Drafts<'_, '_>, sentence: usize, at: usize) -> bool {
    // *Though it was smooth, he said, replacing her would be hard*: a gerund may be a subject.
    let gerunds = !drafts.view.lexicon.set("past").is_empty();
    drafts.groups[sentence].iter().any(|g| {
        g.first >= at
            && g.first <= at + 2
            && g.form == GroupForm::Participle
            && (!gerunds || g.entry.is_some_and(|e| e.reports()))
    })
}

pub(crate) fn skip_punctuation(view: &View<'_>, mut at: usize, end: usize) -> usize {
    while at < end && view.is_punct(at) {
        at += 1;
    }
    at
}

/// Past commas and colons, but not past a quotation mark.
pub(crate) fn skip_punctuation_but_marks(view: &View<'_>, mut at: usize, end: usize) -> usize {
    while at < end && view.is_punct(at) && !view.is_mark[at] {
        at += 1;
    }
    at
}
