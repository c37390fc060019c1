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
        let tells = !quotes && (motive || drafts.view.in_set("noun-cue", w));
        if quotes || tells && noun(drafts, w).is_none() {
            quoted(drafts, w);
        }
    }
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
        if n > 0 {
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
            && (view.upos(c) == Upos::Sconj || closes)
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
            && view.in_set("infinitive-of", c)
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
    let source = agent(view, w, clause).or_else(|| source(view, w)).or_else(|| actor(drafts, w));
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
    let starts = noun.checked_sub(1).is_none_or(|b| {
        view.upos(b) == Upos::Det && (b == view.sentence(noun).words.start || view.is_punct(b - 1))
    });
    if !starts {
        return last;
    }
    // The second finite verb: the first is the clause's own.
    let groups = &drafts.groups[view.sentence_of[noun] as usize];
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
