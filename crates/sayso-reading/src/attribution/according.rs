//! Attribution prepositions: *selon X, P*; *P, d'après X*; *P1, selon X, P2*; *pour X, P*.

use super::extent::{clause_end, trimmed};
use super::insert::skip_connective;
use super::source::Source;
use super::{Draft, Drafts};
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::{Deprel, Number, Upos, VerbForm};
use sayso_model::Span;

/// Proposes a draft for each attribution preposition with a source.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for sentence in 0..drafts.view.sentences.len() {
        let range = drafts.view.sentences[sentence].words.clone();
        let mut w = range.start;
        while w < range.end {
            w += according(drafts, sentence, w).unwrap_or(1);
        }
    }
}

/// Looks for a preposition at `w`; the number of words that it covers.
fn according(drafts: &mut Drafts<'_, '_>, sentence: usize, w: usize) -> Option<usize> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let own = view.phrase_at("according-own", w, range.end);
    if own > 0 {
        return according_own(drafts, sentence, w, own);
    }
    if w == range.start && view.in_set("according-taken-up", w) {
        return taken_up(drafts, sentence, w);
    }
    if view.in_set("according-behind", w) || follows_saying(view, w, range.start) {
        return according_behind(drafts, sentence, w);
    }
    // *il secondo missile*, *al secondo piano*: a number there.
    if view.drops_subjects() && w > range.start && view.upos(w - 1) == Upos::Det {
        return None;
    }
    // *Secondo Lugaresi*: inside a sentence a capital makes a first name of it.
    let inside = w > range.start && (!view.is_punct(w - 1) || view.is_comma(w - 1));
    let form = view.words[w].span.of(view.text);
    if view.drops_subjects() && inside && form.starts_with(char::is_uppercase) {
        return None;
    }
    let strong = view.phrase_at("according", w, range.end).max(opened_noun(view, w, range.end));
    let weak = view.phrase_at("according-weak", w, range.end);
    let n = strong.max(weak);
    if n == 0 || w + n >= range.end {
        return None;
    }
    // *…, apprend-on de source judiciaire*: the verb is the cue.
    let verb = (range.start.max(w.saturating_sub(4))..w)
        .rev()
        .take_while(|x| !view.is_punct(*x))
        .any(|x| drafts.used[x]);
    if verb && view.upos(w) == Upos::Adp && view.in_set("source-preposition", w) {
        return Some(n);
    }
    // *de source judiciaire*: the phrase's own noun heads the source.
    let noun = if view.upos(w + n - 1) == Upos::Noun { w + n - 1 } else { w + n };
    let n = if noun < w + n { n - 1 } else { n };
    if n == 0 {
        return None;
    }
    let whom = view.phrase_at("according-whom", w, range.end);
    if whom > 0 && w > range.start && view.is_comma(w - 1) && credits(view, w) {
        for_whom(drafts, w, w + whom - 1);
        return Some(whom);
    }
    // *n'a pu être vérifié de source indépendante*: nobody says anything.
    if w > range.start && view.in_set_lemma("verifies", w - 1) {
        return Some(n);
    }
    let relative = view.phrase_at("according-relative", w, range.end);
    let second = !view.lexicon.set("bracket").is_empty();
    if relative > 0 && second && view.is_comma(w.saturating_sub(1)) && w > range.start {
        return Some(relative);
    }
    if relative > 0 && !second {
        // *uno studio, secondo cui P*; behind a noun of saying another rule has it.
        let near = (range.start..w).rev().find(|x| !view.is_comma(*x));
        let apart = |x: usize| {
            let top = super::source::top_of_phrase(view, x);
            view.is_comma(w - 1)
                && !view.in_set("noun-cue", x)
                && !view.in_set("noun-cue", top)
                && view.drops_subjects()
        };
        if near.is_some_and(apart) {
            for_whom(drafts, w, w + relative - 1);
        }
        return Some(relative);
    }
    if view.phrase_at("according-not", noun, range.end) > 0 {
        return Some(n);
    }
    if strong == 0
        && n == 1
        && view.in_set("relative-subject", noun)
        && view.upos(noun) != Upos::Det
        && view.lexicon.set("relative-person").is_empty()
    {
        return for_whom(drafts, w, noun).map(|()| n);
    }
    let head = head_of(view, noun, range.end)?;
    let mut source = Source::of(view, head);
    // *Secondo Lea Ortelli la chiave era sotto il vaso*, *per la polizia l'innesco era un telefono*:
    // right behind a noun an article opens the clause.
    let clause = (head + 1..=source.words.1)
        .find(|x| {
            (view.upos(*x) == Upos::Det
                || view.in_set("definite", *x) && view.upos(x + 1) == Upos::Noun)
                && !matches!(
                    view.upos(x - 1),
                    Upos::Adp | Upos::Det | Upos::Cconj | Upos::Adv | Upos::Punct
                )
                || view.is_mark[*x] && holds_clause(view, *x)
        })
        .filter(|_| view.drops_subjects());
    if let Some(clause) = clause {
        source.words.1 = clause - 1;
        source.span = view.span(source.words.0, source.words.1);
    }
    // *Pour Ana Brix, la commission « travaille »*: what quoted words go on from is no apposition.
    let apposed = (head + 1..source.words.1)
        .find(|x| view.is_comma(*x) && view.upos(*x + 1) == Upos::Det)
        .filter(|_| view.inverts_inserts() && holds_clause(view, source.words.1 + 1));
    if let Some(comma) = apposed {
        source.words.1 = comma - 1;
        source.span = view.span(source.words.0, source.words.1);
    }
    // *« Pour nous, P »*: the speaker's own view.
    if super::clause::is_own(view, &source) && view.quote_of[head].is_some() {
        return Some(n);
    }
    let last = source.words.1.max(head);
    if second {
        source = source_before_verb(view, w, w + n, chained(view, source));
    }
    let last = if second { source.words.1.max(head) } else { last };
    if strong == 0 && !weak_holds(view, w, &source, range.start) {
        return Some(n);
    }
    // *selon les semaines*: what varies is no source. A bare definite noun that nothing is known of
    // does not speak.
    let bare = source.words.0 + 1 == source.words.1
        && view.in_set("definite", source.words.0)
        && !view.in_set("possessive", source.words.0)
        && view.upos(head) == Upos::Noun;
    let sure = second && view.in_set("according-sure", w);
    if bare
        && !sure
        && crate::identity::kind_of_phrase(view, source.words.0, source.words.1, head).is_none()
        && !view.in_ending_set("speaker-ending", head)
    {
        return Some(n);
    }
    // *secondo statuto*: how something is done.
    let bare_noun = w + n == head
        && view.upos(head) == Upos::Noun
        && view.words[head].morph.number == Number::Sing
        && view.lexicon.set("according-article").has("singular");
    if bare_noun {
        return Some(n);
    }
    // *selon le plan prévu*: how something is done.
    if view.in_set_lemma("according-manner", head)
        && !(head + 1..=last).any(|x| view.upos(x) == Upos::Propn)
    {
        return Some(n);
    }
    // *Il Cantone, per bocca del portavoce, assicura che P*: through whom another speaks.
    if strong > 0 && serves_cue(drafts, sentence, w, last) {
        return Some(n);
    }
    // *Chi vincerà, secondo lei?*: a question asks whom it is put to.
    if view.drops_subjects()
        && source.pronoun
        && view.quote_of[w].is_some()
        && view.is(last + 1, "?")
    {
        return Some(n);
    }
    let cue = view.span(w, w + n - 1);
    let content = content(drafts, sentence, w, last)?;
    // A weak preposition takes only what comes behind it.
    let behind = content.iter().all(|c| c.start > cue.start);
    if content.is_empty() || strong == 0 && !behind {
        return Some(n);
    }
    drafts.add(Draft {
        rule: "according-to",
        content,
        cue: Some(cue),
        source: Some(source),
        at: w,
        same_speaker_as: None,
        negated: false,
        score: if strong > 0 { 0.9 } else { 0.7 },
        detail: "a preposition that names the source".into(),
    });
    Some(n)
}

/// *nach einer am Freitag veröffentlichten Umfrage*: a preposition before a noun of saying, with what
/// describes it between them. The number of words up to the noun.
fn opened_noun(view: &View<'_>, w: usize, end: usize) -> usize {
    if view.upos(w) != Upos::Adp || !view.in_set("according-opener", w) {
        return 0;
    }
    let noun = (w + 1..end.min(w + OPENED_REACH))
        .take_while(|x| {
            matches!(
                view.upos(*x),
                Upos::Det | Upos::Adj | Upos::Adv | Upos::Num | Upos::Noun | Upos::Adp | Upos::Verb
            ) && !super::mood::is_finite(view, *x)
        })
        .find(|x| view.upos(*x) == Upos::Noun && !view.in_set("time-noun", *x));
    noun.filter(|x| view.in_set("according-noun", *x)).map_or(0, |x| x + 1 - w)
}

/// Words between the preposition and its noun, at most.
const OPENED_REACH: usize = 8;

/// *Demnach sind P*: a sentence goes on with what the one before reports.
fn taken_up(drafts: &mut Drafts<'_, '_>, sentence: usize, w: usize) -> Option<usize> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let before = sentence.checked_sub(1)?;
    let near = view.sentences[sentence].block - view.sentences[before].block <= 1;
    let opens = w == range.start && super::mood::is_finite(view, w + 1);
    if !opens || !near || view.quote_of[w].is_some() {
        return None;
    }
    let content = trimmed(view, w + 1, range.end - 1)?;
    let start = view.words[w].span.start;
    // Whoever spoke last before it speaks on.
    let last = drafts
        .list
        .iter()
        .enumerate()
        .filter(|(_, d)| d.content.iter().all(|c| c.end <= start))
        .max_by_key(|(_, d)| d.content.iter().map(|c| c.end).max())
        .map(|(index, _)| index);
    drafts.add(Draft {
        rule: "according-to",
        content: vec![content],
        cue: Some(view.words[w].span),
        source: None,
        at: w,
        same_speaker_as: last,
        negated: false,
        score: 0.6,
        detail: "a word that takes up the report before".into(),
    });
    Some(1)
}

/// *den Akten nach*, *seiner Schilderung nach*: behind a noun of saying that no preposition governs.
fn follows_saying(view: &View<'_>, w: usize, low: usize) -> bool {
    view.upos(w) == Upos::Adp
        && w > low + 1
        && view.in_set("according-postposed", w)
        && view.in_set("according-noun", w - 1)
        && view.in_set("dative-article", phrase_start(view, w - 1, low))
        && !super::source::governed(view, w - 1)
}

/// Whether the phrase stands right before or behind a verb of saying that has its clause, parted by no
/// more than a comma, and says through whom that is said.
fn serves_cue(drafts: &Drafts<'_, '_>, sentence: usize, w: usize, last: usize) -> bool {
    let view = drafts.view;
    if view.phrase_at("according-channel", w, last + 1) == 0 {
        return false;
    }
    let before = before_word(view, w);
    let behind = super::insert::skip_punctuation_but_marks(view, last + 1, last + 3);
    let groups = &drafts.groups[sentence];
    groups.iter().any(|g| {
        (g.end() == before || g.first == behind)
            && g.form == GroupForm::Finite
            && g.entry.is_some_and(|e| e.is_speech())
    })
}

/// *Medienberichten zufolge P*: the preposition stands behind its source.
fn according_behind(drafts: &mut Drafts<'_, '_>, sentence: usize, w: usize) -> Option<usize> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let near = w.checked_sub(1).filter(|n| *n >= range.start)?;
    // *einem Bericht des „Kuriers am Inn“ zufolge*
    let near = if view.is_mark[near] && near > range.start { near - 1 } else { near };
    // *die Zeitung, der zufolge P*: a relative clause.
    if near > range.start
        && view.is_comma(near - 1)
        && view.phrase_at("according-relative", near, range.end) > 0
    {
        return relative_behind(drafts, near, w);
    }
    let stands = matches!(view.upos(near), Upos::Noun | Upos::Propn | Upos::Pron | Upos::X)
        || view.in_set("according-pronoun", near);
    if !stands {
        return None;
    }
    let first = phrase_start(view, near, range.start);
    let head = (first..w)
        .find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn | Upos::Pron | Upos::X))
        .or_else(|| view.in_set("according-pronoun", near).then_some(near))?;
    let mut source = Source::of(view, head);
    source.words = (first, near);
    source.span = view.span(first, near);
    let content = content(drafts, sentence, source.words.0, w)?;
    if !content.is_empty() {
        drafts.add(Draft {
            rule: "according-to",
            content,
            cue: Some(view.words[w].span),
            source: Some(source),
            at: w,
            same_speaker_as: None,
            negated: false,
            score: 0.9,
            detail: "a preposition behind the source that it names".into(),
        });
    }
    Some(1)
}

/// *die Zeitung, der zufolge P*: the noun before the relative is the source.
fn relative_behind(drafts: &mut Drafts<'_, '_>, relative: usize, w: usize) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentence(w).words.end;
    let comma = relative - 1;
    let near = comma.checked_sub(1)?;
    let near = (near.saturating_sub(2)..=near).rev().find(|x| !view.is_punct(*x))?;
    if view.in_set("noun-cue", near) || w + 1 >= end {
        return None;
    }
    let antecedent = super::source::top_of_phrase(view, near);
    let stop = (w + 1..end)
        .filter(|x| view.is_comma(*x) && view.quote_of[*x] == view.quote_of[w])
        .find(|x| super::mood::is_finite(view, x + 1) || view.upos(x + 1) == Upos::Cconj)
        .unwrap_or(end);
    let content = trimmed(view, w + 1, stop - 1)?;
    drafts.add(Draft {
        rule: "according-to",
        content: vec![content],
        cue: Some(view.words[w].span),
        source: Some(Source::of(view, antecedent)),
        at: w,
        same_speaker_as: None,
        negated: false,
        score: 0.8,
        detail: "a relative clause that names the source".into(),
    });
    Some(1)
}

/// Where the noun phrase begins that ends with `last`: at its article, past those of its complements
/// (*dem Komitee vom Roten Kreuz*, *dem Sprecher der Bahn*).
fn phrase_start(view: &View<'_>, last: usize, low: usize) -> usize {
    let is_noun = |w: usize| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::X | Upos::Num);
    let mut first = last;
    let mut w = last;
    while w > low {
        w -= 1;
        match view.upos(w) {
            Upos::Noun | Upos::Propn | Upos::X | Upos::Num | Upos::Adj => first = w,
            Upos::Det => {
                first = w;
                let before = w.saturating_sub(1);
                let complement = w > low
                    && (view.upos(before) == Upos::Adp && before > low && is_noun(before - 1)
                        || is_noun(before) && view.is_under(first + 1, before));
                if !complement {
                    return first;
                }
            }
            Upos::Adp if w > low && is_noun(w - 1) => {}
            _ => return first,
        }
    }
    first
}

/// Whether the phrase before a comma is somebody who can vouch for what a relative clause says: *X, selon
/// qui P*. Behind a noun of saying the clause is what it names.
fn credits(view: &View<'_>, w: usize) -> bool {
    let low = view.sentence(w).words.start;
    let Some(near) = (low..w).rev().find(|x| !view.is_punct(*x)) else { return false };
    let near = if view.upos(near) == Upos::Adj { view.head(near) } else { near };
    if near >= w || !matches!(view.upos(near), Upos::Noun | Upos::Propn) {
        return false;
    }
    let top = super::source::top_of_phrase(view, near);
    !view.in_set("noun-cue", near)
        && !view.in_set("noun-cue", top)
        && super::clause::can_speak(view, &Source::of(view, top))
}

/// *X, pour qui P*: the antecedent is the source.
fn for_whom(drafts: &mut Drafts<'_, '_>, w: usize, relative: usize) -> Option<()> {
    let view = drafts.view;
    let range = view.sentence(w).words.clone();
    let near = (range.start..w).rev().find(|x| !view.is_comma(*x))?;
    // *les gestionnaires du parc marin, pour qui P*
    let near = if view.upos(near) == Upos::Adj { view.head(near) } else { near };
    let antecedent = (near < w && matches!(view.upos(near), Upos::Noun | Upos::Propn))
        .then(|| super::source::top_of_phrase(view, near))?;
    let first = super::insert::skip_punctuation_but_marks(view, relative + 1, range.end);
    let finite = drafts.groups[view.sentence_of[w] as usize]
        .iter()
        .any(|g| g.verb > first && g.form == GroupForm::Finite);
    if first >= range.end || !(finite || (first..range.end).any(|x| view.upos(x) == Upos::Aux)) {
        return None;
    }
    let extent = clause_end(drafts, first, None);
    let last = before_main_verb(drafts, antecedent, first, extent.words.1);
    let content = trimmed(view, extent.words.0, last)?;
    drafts.add(Draft {
        rule: "according-to",
        content: vec![content],
        cue: Some(if view.in_set("relative-subject", relative) {
            view.words[w].span
        } else {
            view.span(w, relative)
        }),
        source: Some(Source::of(view, antecedent)),
        at: w,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a relative clause that gives somebody's view".into(),
    });
    Some(())
}

/// *La notizia, diffusa da X, secondo cui P, ha fatto il giro*: where the antecedent's phrase opens the
/// sentence, the clause ends before the verb of which it is the subject.
fn before_main_verb(
    drafts: &Drafts<'_, '_>,
    antecedent: usize,
    first: usize,
    last: usize,
) -> usize {
    let view = drafts.view;
    let low = view.sentence(antecedent).words.start;
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    if !view.drops_subjects() || (low..antecedent).any(finite) {
        return last;
    }
    super::noun_cue::before_second_verb(drafts, first, last)
}

/// *À ses yeux, P*: the possessive is the source.
fn according_own(
    drafts: &mut Drafts<'_, '_>,
    sentence: usize,
    w: usize,
    n: usize,
) -> Option<usize> {
    let view = drafts.view;
    // *à l'entendre* is one between commas alone, *demande à l'entendre* none.
    let end = view.sentences[sentence].words.end;
    let parted = |x: usize| x >= end || view.is_punct(x);
    let opens = w == view.sentences[sentence].words.start || view.is_punct(w - 1);
    let own = (w..w + n).any(|x| view.in_set("possessive", x) || view.in_set("own-adjective", x));
    if !(own || opens && parted(w + n)) {
        return Some(n);
    }
    // *A suo parere nei depositi restano altre opere*: no comma parts the phrase from its clause.
    let opening = skip_connective(view, view.sentences[sentence].words.start, w);
    let unparted = view.drops_subjects() && opening >= w && !parted(w + n);
    let content = if unparted {
        let extent = clause_end(drafts, w + n, None);
        let mut spans: Vec<Span> = trimmed(view, w + n, extent.words.1).into_iter().collect();
        spans.extend(extent.behind_colon.map(|q| view.quotes[q].inner));
        spans
    } else {
        content(drafts, sentence, w, w + n - 1)?
    };
    if content.is_empty() {
        return Some(n);
    }
    let possessive = (w..w + n).find(|x| view.in_set("possessive", *x));
    let source = possessive.map(|p| Source {
        head: p,
        span: view.words[p].span,
        words: (p, p),
        pronoun: true,
    });
    drafts.add(Draft {
        rule: "according-to",
        content,
        cue: Some(view.span(w, w + n - 1)),
        source,
        at: w,
        same_speaker_as: None,
        negated: false,
        score: 0.8,
        detail: "a phrase that makes what follows somebody's view".into(),
    });
    Some(n)
}

/// The head of the phrase behind the preposition.
fn head_of(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    // *à en croire cette dernière*
    let this_one = view.phrase_at("this-one", from, end);
    if this_one > 0 {
        return Some(from + this_one - 1);
    }
    let mut w = from;
    // *secondo quest'ultima*, whatever the tag of its last word.
    let this_one = view.phrase_at("this-one", w, end);
    if this_one > 1 {
        return Some(w + this_one - 1);
    }
    while w < end && w < from + 8 {
        match view.upos(w) {
            Upos::Noun | Upos::Propn | Upos::X => return Some(w),
            Upos::Pron
                if view.in_set("according-pronoun", w)
                    || view.lexicon.pronoun(view.low(w)).is_some() =>
            {
                return Some(w);
            }
            Upos::Pron => return (w == from && view.in_set("according-pronoun", w)).then_some(w),
            // *an official with knowledge of the file*: an adjective that stands for a noun.
            Upos::Adj
                if w > from
                    && view.upos(w - 1) == Upos::Det
                    && (w + 1 >= end
                        || matches!(view.upos(w + 1), Upos::Adp | Upos::Punct | Upos::Pron)
                        // *a detective familiar with the inquiry*
                        || view.upos(w + 1) == Upos::Adj && view.upos(w + 2) == Upos::Adp) =>
            {
                return Some(w);
            }
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv => {}
            // *according to show insiders*: part of a compound that the tagger takes for a verb.
            Upos::Verb if w == from && compound_head(view, w + 1) => {}
            // *according to research released on Friday*
            Upos::Verb
                if w == from
                    && !view.lexicon.set("compound-head").is_empty()
                    && view.words[w].morph.verb_form == VerbForm::Inf =>
            {
                return Some(w);
            }
            Upos::Punct if view.is_mark[w] => {}
            _ => return None,
        }
        w += 1;
    }
    None
}

/// Whether a noun stands there, in a language whose compounds end with their heads.
fn compound_head(view: &View<'_>, w: usize) -> bool {
    !view.lexicon.set("compound-head").is_empty() && view.upos(w) == Upos::Noun
}

/// The source that a fronted phrase names, where the finite verb stands second: all up to the verb (*laut
/// einer Umfrage unter 41 Volkswirten rechnet keiner damit*), as far as no comma comes first.
fn source_before_verb(view: &View<'_>, w: usize, from: usize, mut source: Source) -> Source {
    let range = view.sentence(w).words.clone();
    let level = view.quote_of[w];
    let opens = skip_connective(view, range.start, w) >= w || view.is_punct(w.saturating_sub(1));
    let stop = (from..range.end).find(|x| {
        view.is_comma(*x)
            || view.is(*x, ":")
            || view.is(*x, ";")
            || super::mood::is_finite(view, *x) && view.quote_of[*x] == level
    });
    if let Some(verb) = stop.filter(|v| {
        opens && *v > source.head && super::mood::is_finite(view, *v) && *v > source.words.0
    }) {
        let last = (source.head..verb)
            .rev()
            .find(|x| !matches!(view.upos(*x), Upos::Adv | Upos::Punct) || *x == source.head)
            .unwrap_or(source.head);
        source.words.1 = last;
        source.span = view.span(source.words.0, last);
    }
    source
}

/// The source with the chain of its genitives, and no more: *nach Aussage einer Sprecherin der Stadt | als
/// Abgeordneter*. Where phrases follow one another without commas, a tree takes the next one in too often.
fn chained(view: &View<'_>, mut source: Source) -> Source {
    if source.pronoun {
        return source;
    }
    let end = view.sentence(source.head).words.end;
    let noun = |w: usize| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::X);
    let mut last = source.head;
    let mut w = source.head + 1;
    while w < end && view.quote_of[w] == view.quote_of[source.head] {
        let name = noun(w)
            && (view.upos(w) == Upos::Propn || view.upos(w - 1) == Upos::Propn)
            && last + 1 == w;
        // *Kai & Schiene*
        let joined = noun(w + 1) && last + 1 == w && view.is(w, "&");
        if name {
            last = w;
            w += 1;
            continue;
        }
        if joined {
            last = w + 1;
            w += 2;
            continue;
        }
        let genitive = view.in_set("genitive-chain", w);
        let of = view.upos(w) == Upos::Adp
            && (view.in_set("complement-preposition", w) || view.in_set("genitive-preposition", w));
        if last + 1 != w || !(genitive || of) {
            break;
        }
        // *der neuen Partei*, *für Hochwasserschutz*, but not *auf dem Weg*
        let head = (w + 1..end.min(w + 5))
            .take_while(|x| noun(*x) || matches!(view.upos(*x), Upos::Adj | Upos::Num | Upos::Det))
            .find(|x| noun(*x));
        let bare = head == Some(w + 1);
        match head {
            // *stammt laut X aus Wien*: what closes the clause belongs to it.
            Some(head) if of && (head + 1 >= end || view.is_punct(head + 1)) => break,
            Some(head)
                if genitive && view.upos(w) != Upos::Adp
                    || bare
                    || view.in_set("genitive-preposition", w) =>
            {
                last = head;
                w = head + 1;
            }
            _ => break,
        }
    }
    // What brackets add belongs to it.
    if view.is(last + 1, "(") && last < source.words.1 {
        last = source.words.1;
    }
    // An apposition between commas is the tree's to tell.
    let comma = (last + 1..=source.words.1).any(|x| view.is_comma(x));
    if !comma {
        source.words.1 = last;
        source.span = view.span(source.words.0.min(last), last);
    }
    source
}

/// A weak preposition names a source only at the head of a clause, before somebody who can speak,
/// and parted from the clause by a comma, a colon or a quote.
fn weak_holds(view: &View<'_>, w: usize, source: &Source, low: usize) -> bool {
    let opens = w == low
        || view.is_comma(w - 1)
        || view.is(w - 1, ";")
        || view.drops_subjects() && view.is(w - 1, ":")
        || view.upos(w - 1) == Upos::Cconj
        || view.is_mark[w - 1]
        || view.phrase_at("connective", low, w) == w - low;
    let end = view.sentence(w).words.end;
    let after = past_brackets(view, source.words.1 + 1, end);
    // *Für die Verteidigung war die Sache klar*: the verb stands second.
    // *Für X war die Sache klar*: the verb stands second, and somebody with a name judges.
    let second = !view.lexicon.set("bracket").is_empty()
        && view.in_set_lemma("copula", after)
        && super::mood::is_finite(view, after)
        && (source.words.0..=source.words.1)
            .any(|x| view.upos(x) == Upos::Propn && !view.in_set("time-noun", x))
        && w == skip_connective(view, low, w);
    let parted = after < end
        && (second
            || view.is_comma(after)
            || view.is(after, ":")
            || view.is_mark[after]
            || clause_behind(view, w, after));
    // *Per chi è salito, P*: whom it is about.
    if view.drops_subjects() && view.in_set("whether", source.head) {
        return false;
    }
    let speaks = (source.pronoun && view.in_set("according-pronoun", source.head))
        || super::clause::stands_for_somebody(view, source)
        || (!source.pronoun
            && crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
                .is_some_and(|kind| holds_views(view, source, kind)));
    opens && parted && speaks
}

/// Whether the quote that opens at a mark holds a finite verb: words, no name.
fn holds_clause(view: &View<'_>, mark: usize) -> bool {
    super::extent::quote_opened_at(view, mark).is_some_and(|q| {
        (mark..view.word_from(view.quotes[q].close.start)).any(|w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
        })
    })
}

/// Past a bracket that opens right at a word: *Urs F. (Unione liberale/ZG)*.
fn past_brackets(view: &View<'_>, at: usize, end: usize) -> usize {
    if at >= end || !view.is(at, "(") || !view.drops_subjects() {
        return at;
    }
    (at..end).find(|w| view.is(*w, ")")).map_or(at, |close| close + 1)
}

/// Whether a clause starts right at `after`, behind a source with no comma between: *Secondo lei gli
/// animali percepiscono*, *per l'azienda ha scioperato*. Where subjects may be dropped, and stand
/// behind their verbs, a comma is as often left out.
fn clause_behind(view: &View<'_>, w: usize, after: usize) -> bool {
    let end = view.sentence(w).words.end;
    if !view.drops_subjects()
        || after >= end
        || starts_clause(view, after)
        || matches!(
            view.upos(after),
            Upos::Adp | Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Adj
        )
    {
        return false;
    }
    let stop = (after..end).find(|x| view.is_punct(*x) && !view.is_mark[*x]).unwrap_or(end);
    // An article right behind a source opens the clause: *Secondo la ditta il tasso, pari a P, è basso*.
    let stop = if view.upos(after) == Upos::Det { end } else { stop };
    let finite = (after..stop).find(|x| {
        matches!(view.upos(*x), Upos::Verb | Upos::Aux)
            && view.words[*x].morph.verb_form == VerbForm::Fin
    });
    finite.is_some_and(|f| {
        !(after..f).any(|x| view.upos(x) == Upos::Pron && view.in_set("relative", x))
    })
}

/// Whether a phrase behind *pour* is likelier to hold a view than to be what something is for (*pour
/// les enfants*, *pour Noël*).
fn holds_views(view: &View<'_>, source: &Source, kind: crate::identity::PhraseKind) -> bool {
    use crate::identity::PhraseKind;
    match kind {
        PhraseKind::People => view.in_set("speaking-people", source.head),
        PhraseKind::Name => {
            source.words.1 > source.words.0
                || view.is_mark[source.words.1 + 2]
                || !view.lexicon.set("bracket").is_empty()
                || is_surname(view, source.head)
        }
        other => other.speaks_by_itself(),
    }
}

/// Whether the word ends a longer name further up in the text: *Gaspard Roudil* … *pour Roudil*.
fn is_surname(view: &View<'_>, w: usize) -> bool {
    let form = view.words[w].span.of(view.text);
    (1..w).any(|x| {
        view.upos(x) == Upos::Propn
            && view.upos(x - 1) == Upos::Propn
            && view.words[x].span.of(view.text) == form
    })
}

/// What the source vouches for.
fn content(drafts: &Drafts<'_, '_>, sentence: usize, w: usize, last: usize) -> Option<Vec<Span>> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let level = view.quote_of[w];
    let mut start = range.start;
    for p in range.start..w {
        if view.quote_of[p] == level && (view.is(p, ";") || view.is(p, ":") && p + 1 == w) {
            start = p + 1;
        }
        if view.quote_of[p] != level && level.is_some() {
            start = p + 1;
        }
    }
    // What another source vouches for is not this one's: *6000 selon la police, 20 000 selon X*.
    let before = drafts.list.iter().rev().take(4).find_map(|d| {
        let end = (d.rule == "according-to").then_some(d.source?.words.1 + 1)?;
        (end > start && end <= w).then_some(end)
    });
    let mut start = skip_connective(view, before.unwrap_or(start), w);
    if (start..w).all(|x| view.upos(x) == Upos::Adv || view.is_punct(x)) {
        start = w; // *toujours selon X*
    }
    let second = !view.lexicon.set("bracket").is_empty();
    // *P, schwebt aber nach Angaben der Ärzte nicht in Gefahr*: the last main clause alone.
    if second
        && let Some(comma) = (start..w).rev().find(|c| view.is_comma(*c))
        && view.quote_of[comma] == level
        && !matches!(view.upos(comma + 1), Upos::Sconj | Upos::Pron)
    {
        let finite = |from: usize, to: usize| {
            (from..to).any(|x| view.words[x].morph.verb_form == VerbForm::Fin)
        };
        // *Der Film, der seit Dienstag läuft, stammt laut X aus Wien*: a relative clause of the subject.
        let first = (start..w).find(|c| view.is_comma(*c)).unwrap_or(comma);
        if finite(start, first) && finite(start, comma) && finite(comma + 1, w) {
            start = comma + 1;
        }
    }
    // Behind: past an apposition's comma. Where the finite verb stands in second place it follows
    // the source without one: *Laut Polizei ist P*.
    let mut after = last + 1;
    after = past_brackets(view, after, range.end);
    let direct =
        (start >= w || skip_connective(view, start, w) >= w) && clause_behind(view, w, after);
    while !second
        && !direct
        && after < range.end
        && !view.is_punct(after)
        && !starts_clause(view, after)
    {
        after += 1;
    }
    // *selon deux sources qui ont requis l'anonymat, P*: past the relative clause.
    let relative = if after < range.end && view.is_comma(after) { after + 1 } else { after };
    if relative < range.end && starts_clause(view, relative) && w == skip_connective(view, start, w)
    {
        after =
            (relative..range.end).find(|x| *x > relative && view.is_comma(*x)).unwrap_or(range.end);
    }
    // *pour Nadège L., cheffe de file de « Demain », P*: past an apposition between commas.
    if after < range.end
        && view.is_comma(after)
        && let Some(close) =
            (after + 2..range.end).find(|x| view.is_comma(*x) && view.quote_of[*x] == level)
    {
        let role = (after + 1..close.min(after + 4))
            .find_map(|x| crate::identity::noun::noun_at(view, x, range.end))
            .is_some();
        // *Stando alla perizia, firmata da X, P*
        let participle = view.drops_subjects()
            && view.upos(after + 1) == Upos::Verb
            && view.words[after + 1].morph.verb_form == VerbForm::Part;
        let verbless = !(after + 1..close).any(|x| view.words[x].morph.verb_form == VerbForm::Fin);
        let clause_behind =
            (close + 1..range.end).any(|x| view.words[x].morph.verb_form == VerbForm::Fin);
        let bare = matches!(view.upos(after + 1), Upos::Noun | Upos::Adj);
        // *Ad avviso di X, economista del centro studi, P*; *di X, della Banca Y, P*
        let apposition = view.drops_subjects()
            && (view.upos(after + 1) == Upos::Noun || view.in_set("infinitive-of", after + 1));
        if (role && bare || participle || apposition) && verbless && clause_behind {
            after = close;
        }
    }
    // *un rapport sur « Les revenus », P*: a title belongs to the source.
    if after < range.end
        && view.is_mark[after]
        && let Some(q) = super::extent::quote_opened_at(view, after)
    {
        let close = view.word_from(view.quotes[q].close.start);
        let clause_behind = close + 1 < range.end
            && view.is_comma(close + 1)
            && drafts.groups[sentence]
                .iter()
                .any(|g| g.verb > close && g.form == GroupForm::Finite);
        let label = !(after..close).any(|x| matches!(view.upos(x), Upos::Verb | Upos::Aux));
        if clause_behind && label {
            after = close + 1;
        }
    }
    let parted_before = w > start && (view.is_comma(w - 1) || view.is(w - 1, "–"));
    let comma_after =
        after < range.end && (view.is_comma(after) || view.is(after, ":") || view.is_mark[after]);
    let finite = |from: usize, to: usize| {
        drafts.groups[sentence]
            .iter()
            .any(|g| g.verb >= from && g.verb < to && g.form == GroupForm::Finite)
            || (from..to).any(|x| view.upos(x) == Upos::Aux)
    };
    let rest_is_clause = after < range.end
        && finite(after, range.end)
        && !(after + 1 < range.end && view.is_comma(after) && starts_clause(view, after + 1));
    let has_before = (start..w).any(|x| !view.is_punct(x));
    if !has_before {
        // *Selon X, P.*
        let first = super::insert::skip_punctuation_but_marks(view, after, view.words.len());
        let first = if second { verb_second(view, after, first, range.end) } else { first };
        // *Pour X, au contraire, P*
        let first = match skip_connective(view, first, range.end) {
            past if past > first && view.is_comma(past - 1) => past,
            _ => first,
        };
        if first >= view.words.len() || view.sentence(first).block != view.sentence(w).block {
            return None;
        }
        let extent = clause_end(drafts, first, None);
        let end = before_contrast(view, first, extent.words.1);
        let mut spans: Vec<Span> = trimmed(view, extent.words.0, end).into_iter().collect();
        if let Some(q) = extent.behind_colon {
            spans.push(view.quotes[q].inner);
        }
        return Some(spans);
    }
    // *dove, a suo dire, P*: only the clause that the word opens.
    let opener = before_word(view, w);
    if view.drops_subjects()
        && comma_after
        && rest_is_clause
        && parted_before
        && view.in_set("relative", opener)
    {
        let next = super::insert::skip_punctuation_but_marks(view, after, range.end);
        let extent = clause_end(drafts, next, None);
        return Some(trimmed(view, extent.words.0, extent.words.1).into_iter().collect());
    }
    let verb_before = finite(start, w);
    // *P, according to a count by the Desk, which is based in Bern*
    let relative = after + 1 < range.end
        && view.in_set("relative", after + 1)
        && view.upos(after + 1) == Upos::Pron;
    let open_before =
        has_before && !(verb_before && relative) && ends_open(drafts, sentence, start, w);
    if comma_after && (rest_is_clause || open_before) && (!verb_before || parted_before) {
        let next = super::insert::skip_punctuation_but_marks(view, after, range.end);
        if next < range.end {
            let extent = clause_end(drafts, next, None);
            let behind = trimmed(view, extent.words.0, extent.words.1);
            if !verb_before {
                // *En 2009, selon X, P*: what stands before belongs to the report.
                let mut spans: Vec<Span> = trimmed(view, start, w - 1).into_iter().collect();
                spans.extend(behind);
                if let Some(q) = extent.behind_colon {
                    spans.push(view.quotes[q].inner);
                }
                return Some(spans);
            }
            // *P1, selon X, P2*: one sentence goes on, unless a new clause starts behind.
            let coordinated = view.upos(next) == Upos::Cconj;
            if open_before {
                let mut spans: Vec<Span> = trimmed(view, start, w - 1).into_iter().collect();
                spans.extend(behind);
                return Some(spans);
            }
            if !coordinated && view.in_set("conjunction", before_word(view, w)) {
                return Some(behind.into_iter().collect());
            }
        }
    }
    // *Restano negative, stando alle indagini, le attese*: the subject stands behind.
    if view.drops_subjects()
        && parted_before
        && comma_after
        && is_verb(view, start)
        && view.upos(after + 1) == Upos::Det
        && !(after + 1..range.end)
            .any(|x| is_verb(view, x) || view.is_punct(x) && x + 1 < range.end)
    {
        let mut spans: Vec<Span> = trimmed(view, start, w - 1).into_iter().collect();
        spans.extend(trimmed(view, after + 1, range.end - 1));
        return Some(spans);
    }
    // *Der Mann ist laut Polizei geflohen*: one clause around it, with no comma.
    let words_behind = after < range.end && view.is_mark[after];
    if second
        && !parted_before
        && (!comma_after || words_behind)
        && !view.is_mark[w - 1]
        && last + 1 < range.end
    {
        let extent = clause_end(drafts, last + 1, None);
        let mut spans: Vec<Span> = trimmed(view, start, w - 1).into_iter().collect();
        let end = before_contrast(view, last + 1, extent.words.1);
        spans.extend(trimmed(view, extent.words.0, end));
        return Some(spans);
    }
    // *… et, selon X, P*: the conjunction right before opens the clause.
    let b = before_word(view, w);
    if view.upos(b) == Upos::Cconj && rest_is_clause && comma_after {
        let next = super::insert::skip_punctuation_but_marks(view, after, range.end);
        let extent = clause_end(drafts, next, None);
        return Some(trimmed(view, extent.words.0, extent.words.1).into_iter().collect());
    }
    // *P, selon X.*; without a comma and behind quoted words, only the phrase they stand in.
    let from = if parted_before { start } else { local_start(view, start, w) };
    Some(trimmed(view, from, w - 1).into_iter().collect())
}

/// Where the clause starts behind a fronted source: at its finite verb, past an adverb (*laut X dagegen
/// sind …*) and past a relative clause or an apposition that a comma closes right before the verb.
fn verb_second(view: &View<'_>, after: usize, first: usize, end: usize) -> usize {
    let finite = |x: usize| super::mood::is_finite(view, x);
    let adverbs = (after..end).find(|x| view.upos(*x) != Upos::Adv).unwrap_or(after);
    if finite(adverbs) {
        return adverbs;
    }
    if !view.is_comma(after) {
        return first;
    }
    (after + 2..end).filter(|x| view.is_comma(*x)).find(|x| finite(x + 1)).map_or(first, |x| x + 1)
}

/// *Laut Polizei waren es 350, die Veranstalter sprachen von 700*: a further main clause, with a subject
/// of its own and told as a fact, is not the source's.
fn before_contrast(view: &View<'_>, start: usize, last: usize) -> usize {
    let end = last + 1;
    if view.lexicon.set("bracket").is_empty() {
        return last;
    }
    let Some(own) = (start..last).find(|x| super::mood::is_finite(view, *x)) else { return last };
    let contrast = |comma: &usize| {
        let next = comma + 1;
        let verb = super::mood::first_finite(view, next..end);
        view.is_comma(*comma)
            && view.quote_of[*comma] == view.quote_of[start]
            && own < *comma
            && matches!(view.upos(next), Upos::Det | Upos::Noun | Upos::Propn)
            && super::clause::is_main_clause(view, next, end)
            && verb.is_some_and(|v| {
                !super::mood::in_mood(view, v) && !(next..v).any(|x| view.is_punct(x))
            })
    };
    (start + 1..last).find(contrast).map_or(last, |comma| comma - 1)
}

fn is_verb(view: &View<'_>, w: usize) -> bool {
    matches!(view.upos(w), Upos::Verb | Upos::Aux) && view.words[w].morph.verb_form == VerbForm::Fin
}

fn before_word(view: &View<'_>, w: usize) -> usize {
    let mut b = w.saturating_sub(1);
    if view.is_comma(b) {
        b = b.saturating_sub(1);
    }
    b
}

fn starts_clause(view: &View<'_>, w: usize) -> bool {
    view.in_set("complementiser", w)
        || view.in_set("relative-subject", w) && view.upos(w) == Upos::Pron
}

/// Whether the words before lack something that comes behind: a subject without its verb, a
/// complementiser without its clause.
fn ends_open(drafts: &Drafts<'_, '_>, sentence: usize, start: usize, w: usize) -> bool {
    let view = drafts.view;
    let b = before_word(view, w);
    if view.in_set("complementiser", b) || matches!(view.upos(b), Upos::Aux | Upos::Adp | Upos::Det)
    {
        return true;
    }
    // A verb right before takes what follows as its complement.
    let subject_before = |verb: usize| {
        view.drops_subjects()
            && view
                .children(verb)
                .any(|c| c < verb && matches!(view.deprel(c), Deprel::Nsubj | Deprel::NsubjPass))
    };
    drafts.groups[sentence]
        .iter()
        .any(|g| g.last == b && g.form == GroupForm::Finite && !subject_before(g.verb))
        || (start..w).any(|x| {
            let h = view.head(x);
            h > w
                && matches!(view.deprel(x), Deprel::Nsubj | Deprel::NsubjPass)
                && !matches!(view.upos(h), Upos::Propn | Upos::Punct)
        })
}

/// Where the phrase starts that a source behind it, without a comma, vouches for.
fn local_start(view: &View<'_>, start: usize, w: usize) -> usize {
    if !view.is_mark[w - 1] {
        return start;
    }
    // *…, à but uniquement «défensif» selon Minsk*
    let mut p = w - 1;
    let quote = super::extent::quote_closed_at(view, p);
    if let Some(q) = quote {
        p = view.word_from(view.quotes[q].open.start);
    }
    while p > start {
        if view.is_comma(p) {
            return p + 1;
        }
        p -= 1;
    }
    start
}
