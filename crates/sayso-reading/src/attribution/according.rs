//! Attribution prepositions: *selon X, P*; *P, d'après X*; *P1, selon X, P2*; *pour X, P*.

use super::extent::{clause_end, trimmed};
use super::insert::skip_connective;
use super::source::Source;
use super::{Draft, Drafts};
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};
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
    if view.in_set("according-behind", w) {
        return according_behind(drafts, sentence, w);
    }
    // *il secondo missile*, *al secondo piano*: a number there.
    if view.drops_subjects() && w > range.start && view.upos(w - 1) == Upos::Det {
        return None;
    }
    let strong = view.phrase_at("according", w, range.end);
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
    if relative > 0 {
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
        && view.lexicon.set("relative-person").is_empty()
    {
        return for_whom(drafts, w, noun).map(|()| n);
    }
    let head = head_of(view, noun, range.end)?;
    let mut source = Source::of(view, head);
    // *Secondo Lea Ortelli la chiave era sotto il vaso*: behind a name an article opens the clause.
    let clause = (head + 1..=source.words.1)
        .find(|x| {
            view.upos(*x) == Upos::Det && view.upos(x - 1) == Upos::Propn
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
    if strong == 0 && !weak_holds(view, w, &source, range.start) {
        return Some(n);
    }
    // *selon les semaines*: what varies is no source. A bare definite noun that nothing is known of
    // does not speak.
    let bare = source.words.0 + 1 == source.words.1
        && view.in_set("definite", source.words.0)
        && !view.in_set("possessive", source.words.0)
        && view.upos(head) == Upos::Noun;
    if bare
        && crate::identity::kind_of_phrase(view, source.words.0, source.words.1, head).is_none()
        && !view.in_ending_set("speaker-ending", head)
    {
        return Some(n);
    }
    // *selon le plan prévu*: how something is done.
    if view.in_set_lemma("according-manner", head)
        && !(head + 1..=last).any(|x| view.upos(x) == Upos::Propn)
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

/// *Medienberichten zufolge P*: the preposition stands behind its source.
fn according_behind(drafts: &mut Drafts<'_, '_>, sentence: usize, w: usize) -> Option<usize> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let near = w.checked_sub(1).filter(|n| *n >= range.start)?;
    if !matches!(view.upos(near), Upos::Noun | Upos::Propn | Upos::Pron | Upos::X) {
        return None;
    }
    let first = phrase_start(view, near, range.start);
    let head = (first..w)
        .find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn | Upos::Pron | Upos::X))?;
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
    let content = trimmed(view, extent.words.0, extent.words.1)?;
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
    let own = (w..w + n).any(|x| view.in_set("possessive", x));
    if !(own || opens && parted(w + n)) {
        return Some(n);
    }
    let content = content(drafts, sentence, w, w + n - 1)?;
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
    let parted = after < end
        && (view.is_comma(after)
            || view.is(after, ":")
            || view.is_mark[after]
            || clause_behind(view, w, after));
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
        if finite(start, comma) && finite(comma + 1, w) {
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
        if (role && bare || participle) && verbless && clause_behind {
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
        // *Pour X, au contraire, P*
        let first = match skip_connective(view, first, range.end) {
            past if past > first && view.is_comma(past - 1) => past,
            _ => first,
        };
        if first >= view.words.len() || view.sentence(first).block != view.sentence(w).block {
            return None;
        }
        let extent = clause_end(drafts, first, None);
        let mut spans: Vec<Span> =
            trimmed(view, extent.words.0, extent.words.1).into_iter().collect();
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
    // *Der Mann ist laut Polizei geflohen*: one clause around it, with no comma.
    if second && !parted_before && !comma_after && !view.is_mark[w - 1] && last + 1 < range.end {
        let extent = clause_end(drafts, last + 1, None);
        let mut spans: Vec<Span> = trimmed(view, start, w - 1).into_iter().collect();
        spans.extend(trimmed(view, extent.words.0, extent.words.1));
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
