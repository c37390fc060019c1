//! Noun cues: *l'annonce selon laquelle P*, *sa conviction que P*.

use super::extent::{clause_end, trimmed};
use super::source::Source;
use super::{Draft, Drafts};
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};

/// Proposes a draft for each noun of saying with a clause.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for w in 0..drafts.view.words.len() {
        // Inside somebody's words the noun is mostly the speaker's own (*nous en tirons la
        // conclusion que*).
        let told = drafts.view.quote_of[w].is_some();
        if told || drafts.view.upos(w) != Upos::Noun {
            continue;
        }
        let motive = drafts.view.in_set("noun-cue-motive", w);
        let quotes = drafts.view.in_set("noun-cue-quoted", w);
        let tells = !quotes
            && (motive || drafts.view.in_set("noun-cue", w) || is_relative_cue(drafts.view, w));
        if quotes || tells && noun(drafts, w).is_none() {
            quoted(drafts, w);
        }
    }
}

/// *ein Vermerk, wonach P*: right before a relative that names a source any noun does.
fn is_relative_cue(view: &View<'_>, w: usize) -> bool {
    let end = view.sentence(w).words.end;
    view.is_comma(w + 1)
        && !view.lexicon.set("bracket").is_empty()
        && view.phrase_at("according-relative", w + 2, end) > 0
        && view.phrase_at("according-not", w, end) == 0
}

fn noun(drafts: &mut Drafts<'_, '_>, w: usize) -> Option<()> {
    let view = drafts.view;
    let end = view.sentence(w).words.end;
    // Its own complement may stand between: *l'annonce du ministre selon laquelle*.
    // *l'annonce, en mai, par le parquet, que P*, *la promesse faite en 2021 par X de P*
    let parted = view.lexicon.set("noun-cue-agent").is_empty()
        || !(view.is_comma(w + 1) || view.upos(w + 1) == Upos::Verb);
    let reach = end.min(w + if parted { 8 } else { 18 });
    let mut clause = None;
    for c in w + 1..reach {
        let n = view.phrase_at("according-relative", c, end);
        // Where a comma parts every clause it stands before a relative as well.
        let opens = view.lexicon.set("bracket").is_empty() || view.is_comma(c - 1);
        if n > 0 && opens {
            clause = Some(c + n);
            break;
        }
        // *l'aveu de la ministre que P*: only its complement may stand between.
        let relative = view.in_set("noun-cue-no-clause", w)
            || w > view.sentence(w).words.start && view.is_comma(w - 1);
        // *l'avis des usagers, que personne n'a demandé*, *une information que P*, *la thèse que défend X*
        let relative = relative || view.inverts_inserts() && is_relative(view, w, c);
        let closes = !parted && view.upos(c) == Upos::Pron && view.is_comma(c - 1);
        if view.in_set("complementiser", c)
            && (view.upos(c) == Upos::Sconj || closes || super::clause::opens_unreal(view, c, end))
            && !relative
            && !(view.in_set("demonstrative", c)
                && matches!(view.upos(c + 1), Upos::Verb | Upos::Aux))
            && !view.in_set("subordinator", c - 1)
        {
            clause = Some(c + 1);
            break;
        }
        // *sa promesse de rénover l'école*
        if view.in_set("noun-cue-infinitive", w)
            && view.lexicon.set("bracket").is_empty()
            && (view.in_set("infinitive-of", c)
                || view.drops_subjects() && view.in_set("infinitive-to", c))
            && view.words[c + 1].morph.verb_form == VerbForm::Inf
        {
            clause = Some(c + 1);
            break;
        }
        if view.is_comma(c)
            && (view.phrase_at("according-relative", c + 1, end) > 0
                || view.in_set("complementiser", c + 1) && view.upos(c + 1) == Upos::Sconj)
        {
            continue;
        }
        // *auf die Frage, ob P*, *die Frage des Richters, warum P*
        if view.is_comma(c)
            && view.in_set("whether", c + 1)
            && view.in_set("noun-cue-question", w)
            && super::source::governed(view, w)
            && c > w + 1
        {
            clause = Some(c + 1 + usize::from(view.in_set("whether-mark", c + 1)));
            break;
        }
        // *das Versprechen der Firma, den Preis zu senken*
        if view.is_comma(c)
            && view.in_set("noun-cue-infinitive", w)
            && super::infinitive::closes_clause(view, c + 1, end)
        {
            clause = Some(c + 1);
            break;
        }
        // *der Vorwurf, er habe gelogen*: a main clause in the mood of reports.
        if view.is_comma(c) && super::clause::is_reported_clause(view, c + 1, end) {
            clause = Some(c + 1);
            break;
        }
        // *l'explication avancée est que P*
        if view.upos(c) == Upos::Aux
            && view.in_set_lemma("copula", c)
            && c + 1 < end
            && view.in_set("complementiser", c + 1)
        {
            clause = Some(c + 2);
            break;
        }
        // *eine Andeutung mündete, dass P*: the clause stands behind the verb that closes its noun's.
        let closes = super::mood::is_finite(view, c)
            && !view.lexicon.set("bracket").is_empty()
            && view.is_comma(c + 1)
            && view.in_set("complementiser", c + 2)
            && view.upos(c + 2) == Upos::Sconj
            && !view.in_set_lemma("copula", c)
            && !drafts.used[c];
        if closes {
            clause = Some(c + 3);
            break;
        }
        let modifier =
            view.upos(c) == Upos::Verb && view.words[c].morph.verb_form == VerbForm::Part;
        if view.is_punct(c) && (parted || !view.is_comma(c))
            || matches!(view.upos(c), Upos::Verb | Upos::Aux) && !modifier
        {
            break;
        }
    }
    let clause = clause.filter(|c| *c < end)?;
    let extent = clause_end(drafts, clause, None);
    let last = before_predicate(drafts, w, clause, extent.words.1);
    let span = trimmed(view, extent.words.0, last)?;
    let source = agent(view, w, clause)
        .or_else(|| source(view, w))
        .or_else(|| participle_agent(view, w, clause))
        .or_else(|| actor(drafts, w));
    // *ha respinto la richiesta di P*: an infinitive that nobody has said is none.
    let infinitive = view.drops_subjects() && view.words[clause].morph.verb_form == VerbForm::Inf;
    if infinitive && source.is_none() {
        return None;
    }
    if source.is_none() && view.in_set("noun-cue-motive", w) {
        return None;
    }
    drafts.add(Draft {
        rule: "noun-cue",
        content: vec![span],
        cue: Some(view.words[w].span),
        source,
        at: w,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a noun of saying with its clause".into(),
    });
    Some(())
}

/// Whether the complementiser at `c` is the pronoun of a relative clause: it follows a lone comma, its noun
/// has an indefinite article, or a verb follows it.
fn is_relative(view: &View<'_>, noun: usize, c: usize) -> bool {
    let lone = view.is_comma(c - 1) && !(noun + 1..c - 1).any(|w| view.is_comma(w));
    let indefinite = noun.checked_sub(1).is_some_and(|b| view.in_set("indefinite", b));
    let inverted = matches!(view.upos(c + 1), Upos::Verb | Upos::Aux)
        && view.words[c + 1].morph.verb_form == VerbForm::Fin;
    lone || indefinite || inverted
}

/// *l'annonce, en mai, par le parquet, que P*: who says it stands behind the preposition of an agent.
fn agent(view: &View<'_>, noun: usize, clause: usize) -> Option<Source> {
    let by = (noun + 1..clause).find(|w| view.in_set("noun-cue-agent", *w))?;
    let head = (by + 1..clause)
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))?;
    let mut source = Source::of(view, head);
    if source.words.1 >= clause {
        source = Source {
            words: (source.words.0, head),
            span: view.span(source.words.0, head),
            ..source
        };
    }
    super::clause::can_speak(view, &source).then_some(source)
}

/// *aux cris de « Q »*, *ses appels à « Q »*: quoted words as the complement of a noun of saying that an
/// adverbial or a possessive ties to who says them.
fn quoted(drafts: &mut Drafts<'_, '_>, w: usize) -> Option<()> {
    let view = drafts.view;
    let end = view.sentence(w).words.end;
    let mark = w + 2;
    let of = view.in_set("infinitive-of", w + 1) || view.in_set("infinitive-to", w + 1);
    if mark >= end || !of || !view.is_mark[mark] {
        return None;
    }
    let q = super::extent::quote_opened_at(view, mark)?;
    if drafts.claimed[q].is_some() || view.quotes[q].parent.is_some() {
        return None;
    }
    let possessive = w.checked_sub(1).is_some_and(|b| view.in_set("possessive", b));
    if !possessive && !super::source::governed(view, w) {
        return None;
    }
    let source = source(view, w).or_else(|| actor(drafts, w))?;
    drafts.add(Draft {
        rule: "noun-cue-quoted",
        content: vec![super::extent::trim_edges(view.text, view.quotes[q].inner)],
        cue: Some(view.words[w].span),
        source: Some(source),
        at: w,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a noun of saying with quoted words".into(),
    });
    Some(())
}

/// *l'ipotesi che P, avanzata da X*, *la notizia, diffusa da X, secondo cui P*: whose saying it is, behind a
/// participle next to the noun or behind the clause.
fn participle_agent(view: &View<'_>, noun: usize, clause: usize) -> Option<Source> {
    let end = view.sentence(noun).words.end;
    let comma = (clause..end).find(|w| view.is_comma(*w)).unwrap_or(end);
    [noun + 1, noun + 2, comma + 1].into_iter().find_map(|w| {
        let participle = w < end
            && view.upos(w) == Upos::Verb
            && view.words[w].morph.verb_form == VerbForm::Part;
        let by = (w + 1..end.min(w + 5)).find(|x| view.in_set("spoken-from", *x))?;
        let head = (by + 1..end.min(by + 6))
            .find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn))?;
        let source = Source::of(view, head);
        (participle && super::clause::can_speak(view, &source)).then_some(source)
    })
}

/// *a refusé, au motif que P*: of a noun in an adverbial the subject of the verb before it, where it
/// can speak.
fn actor(drafts: &Drafts<'_, '_>, noun: usize) -> Option<Source> {
    let view = drafts.view;
    if !super::source::governed(view, noun) {
        return None;
    }
    let groups = &drafts.groups[view.sentence_of[noun] as usize];
    let level = view.quote_of[noun];
    let group = groups.iter().rfind(|g| {
        g.last < noun && view.quote_of[g.verb] == level && g.form == crate::verb::GroupForm::Finite
    })?;
    super::source::subject(view, groups, group)
        .filter(|s| super::clause::can_speak(view, s) && !super::clause::is_own(view, s))
}

/// Where the noun is the subject of a verb behind its clause (*l'annonce que P n'a pas suffi*), the
/// last word of the clause before that verb.
fn before_predicate(drafts: &Drafts<'_, '_>, noun: usize, clause: usize, last: usize) -> usize {
    let view = drafts.view;
    if let Some(last) = before_main_clause(view, noun, clause, last) {
        return last;
    }
    let low = view.sentence(noun).words.start;
    let starts = noun.checked_sub(1).is_none_or(|b| {
        view.upos(b) == Upos::Det
            && (b == low
                || view.is_punct(b - 1)
                || view.drops_subjects() && super::insert::skip_connective(view, low, b) == b)
    });
    if !starts {
        return last;
    }
    before_second_verb(drafts, clause, last)
}

/// The last word of a clause before the second finite verb from there on, or before the comma in front of
/// it.
pub(super) fn before_second_verb(drafts: &Drafts<'_, '_>, clause: usize, last: usize) -> usize {
    let view = drafts.view;
    if view.drops_subjects() {
        return before_second_finite(view, clause, last);
    }
    // The second finite verb: the first is the clause's own.
    let groups = &drafts.groups[view.sentence_of[clause] as usize];
    let mut finite = groups
        .iter()
        .filter(|g| g.verb >= clause && g.verb <= last && g.form == crate::verb::GroupForm::Finite);
    // An infinitive has none.
    let infinitive = view.words[clause].morph.verb_form == VerbForm::Inf
        && !view.lexicon.set("noun-cue-agent").is_empty();
    let own = if infinitive { None } else { finite.next() };
    let Some(main) = finite.next() else { return last };
    let end = own.map_or(clause, |g| g.last);
    (end + 1..main.first)
        .find(|w| view.is_comma(*w))
        .unwrap_or(main.first)
        .saturating_sub(1)
        .max(clause)
}

/// *Der Vorwurf, er habe gelogen, ist alt*; *wies den Vorwurf, er habe gelogen, zurück*: where the verb
/// stands second, the main clause goes on behind a comma with its finite verb, or ends with what closes
/// its bracket.
fn before_main_clause(view: &View<'_>, noun: usize, clause: usize, last: usize) -> Option<usize> {
    if view.lexicon.set("bracket").is_empty() {
        return None;
    }
    let level = view.quote_of[noun];
    let low = view.sentence(noun).words.start;
    let parts = |w: &usize| view.is_comma(*w) || view.is(*w, ";") || view.is(*w, ":");
    let from = (low..noun).rev().find(parts).map_or(low, |w| w + 1);
    let opened = (from..noun).any(|w| super::mood::is_finite(view, w));
    let comma = |w: &usize| view.is_comma(*w) && view.quote_of[*w] == level;
    if opened {
        let end = (last + 1).min(view.sentence(noun).words.end);
        let comma = (clause..end).rev().find(comma)?;
        let tail = comma + 1..end;
        let closing = tail.clone().find(|w| !view.is_punct(*w))?;
        let verbless = !tail.clone().any(|w| super::mood::is_finite(view, w));
        let nonfinite = matches!(view.upos(closing), Upos::Verb | Upos::Aux);
        let particle = view.phrase_at("particle", closing, end) > 0;
        let short = tail.len() <= 4 && (nonfinite || particle);
        return (verbless && short).then(|| comma - 1);
    }
    (clause..last)
        .filter(comma)
        .find(|c| super::mood::is_finite(view, c + 1) && !super::mood::in_mood(view, c + 1))
        .map(|c| c - 1)
}

/// The same by the words alone: *secondo cui il contributo sarebbe a rischio ha fatto il giro*, where the
/// copula is no verb group. What a conjunction or a relative pronoun opens has a verb of its own.
fn before_second_finite(view: &View<'_>, clause: usize, last: usize) -> usize {
    let finite = |w: &usize| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux)
            && view.words[*w].morph.verb_form == VerbForm::Fin
    };
    let Some(own) = (clause..=last).find(finite) else { return last };
    let Some(main) = (own + 1..=last).find(finite) else { return last };
    let opens = |w: usize| {
        matches!(view.upos(w), Upos::Sconj | Upos::Cconj)
            || view.in_set("relative", w)
            || view.is(w, ";")
            || view.is(w, ":")
    };
    if (own + 1..main).any(opens) {
        return last;
    }
    let first = (own + 1..main)
        .rev()
        .take_while(|w| view.in_set("clitic", *w) || view.in_set("negation", *w))
        .last()
        .unwrap_or(main);
    (own + 1..first).find(|w| view.is_comma(*w)).unwrap_or(first).saturating_sub(1).max(clause)
}

/// Whose saying the noun names: its complement (*l'annonce du ministre*), else its possessive.
pub(crate) fn source(view: &View<'_>, noun: usize) -> Option<Source> {
    let end = view.sentence(noun).words.end;
    let complement = (noun + 1..end.min(noun + 5)).find(|c| {
        matches!(view.upos(*c), Upos::Noun | Upos::Propn)
            && view.head(*c) == noun
            && matches!(view.deprel(*c), Deprel::Nmod | Deprel::Obl | Deprel::OblArg)
    });
    if let Some(c) = complement {
        return Some(Source::of(view, c));
    }
    let before = noun.checked_sub(1)?;
    view.in_set("possessive", before).then(|| Source {
        head: before,
        span: view.words[before].span,
        words: (before, before),
        pronoun: true,
    })
}
