//! A clause behind a colon, without marks or with some inside: *Lui nega: il secchio era già lì.*, *Il
//! direttore è più prudente: P*, *Smentita del sindaco: P*, *La voce è smentita dalla prefettura: P*.

use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::Span;
use std::ops::Range;

/// How many words may stand between a verb inside quoted words and its colon.
const NEAR: usize = 6;

/// What stands before the colon and says who reports.
struct Introducer {
    cue: Span,
    source: Option<Source>,
    at: usize,
    negated: bool,
}

/// Proposes a draft for each sentence with such a colon.
pub(super) fn run(drafts: &mut Drafts<'_, '_>) {
    if !drafts.view.lexicon.set("colon-clause").has("yes") {
        return;
    }
    for sentence in 0..drafts.view.sentences.len() {
        clause(drafts, sentence);
        nested(drafts, sentence);
    }
}

fn clause(drafts: &mut Drafts<'_, '_>, sentence: usize) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let colon = range
        .clone()
        .find(|w| view.is(*w, ":") && view.quote_of[*w].is_none())
        .filter(|c| *c > range.start && c + 2 < range.end)?;
    let next = colon + 1;
    // Behind a whole quotation, behind a colon that opens a list, and behind a source of its own other
    // rules look.
    if view.is_mark[next]
        || view.sentence_of[next] as usize != sentence
        || view.phrase_at("according", next, range.end) > 0
        || view.phrase_at("according-own", next, range.end) > 0
    {
        return None;
    }
    let end = (next..range.end)
        .find(|w| view.is(*w, ";") && view.quote_of[*w].is_none())
        .unwrap_or(range.end);
    let span = super::extent::trimmed(view, next, end - 1)?;
    let free = drafts.list.iter().flat_map(|d| &d.content).all(|c| !c.overlaps(span));
    if !free || !(next..end).any(|w| is_finite(view, w)) {
        return None;
    }
    let low = (range.start..colon).rev().find(|w| view.is(*w, ";")).map_or(range.start, |w| w + 1);
    let before = low..colon;
    let group = drafts.groups[sentence]
        .iter()
        .filter(|g| g.form == GroupForm::Finite || super::run_on::narrates(view, g.verb).is_some())
        .filter(|g| view.quote_of[g.verb].is_none())
        .rfind(|g| g.end() < colon && g.first >= low)
        .cloned();
    let found = match &group {
        Some(group) if drafts.used[group.verb] || group.own_words => None,
        Some(group) => saying(drafts, sentence, group, colon)
            .or_else(|| denied_by(view, group, colon))
            .or_else(|| noun(drafts, sentence, before.clone(), Some(group)))
            .or_else(|| stance(view, before)),
        None => noun(drafts, sentence, before.clone(), None).or_else(|| stance(view, before)),
    }?;
    let reports_itself = drafts.groups[sentence].iter().any(|g| {
        g.verb > colon && g.verb < end && g.form == GroupForm::Finite && drafts.used[g.verb]
    });
    if reports_itself {
        return None;
    }
    if let Some(group) = &group {
        drafts.used[group.verb] = true;
    }
    drafts.add(Draft {
        rule: "colon-clause",
        content: vec![span],
        cue: Some(found.cue),
        source: found.source,
        at: found.at,
        same_speaker_as: None,
        negated: found.negated,
        score: 0.6,
        detail: "words that report, a colon and a clause".into(),
    });
    Some(())
}

fn is_finite(view: &View<'_>, w: usize) -> bool {
    matches!(view.upos(w), Upos::Verb | Upos::Aux) && view.words[w].morph.verb_form == VerbForm::Fin
}

/// Whether the source is somebody, no document and no place.
fn speaks(view: &View<'_>, source: &Source) -> bool {
    !super::clause::is_own(view, source)
        && (source.pronoun && super::clause::can_speak(view, source)
            || crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
                .is_some_and(|k| k.speaks_by_itself()))
}

/// *Lui nega: P*, *Rask invita alla cautela: P*: a verb of saying, or of an act done in words.
fn saying(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    colon: usize,
) -> Option<Introducer> {
    let view = drafts.view;
    let entry = group.entry;
    let says = entry.is_some_and(|e| e.is_speech())
        && (group.has(Frame::That) || group.has(Frame::Insert) || group.has(Frame::Whether));
    let acts = entry.is_some_and(|e| e.reports()) || view.in_set_lemma("colon-verb", group.verb);
    if !(says || acts) || group.passive {
        return None;
    }
    let open = (group.end() + 1..colon).any(|w| {
        view.in_set("complementiser", w)
            || view.is_mark[w]
            || view.is(w, ";")
            || !says && view.words[w].morph.verb_form == VerbForm::Inf
    });
    // *a publié un dessin : P*: what the colon explains is the object.
    let open = open
        || view.lexicon.set("colon-clause").has("no-object")
            && source::has_object(view, group.end() + 1, colon);
    let source = source::subject(view, &drafts.groups[sentence], group);
    let fits = match &source {
        Some(s) if says => super::clause::can_speak(view, s) && !super::clause::is_own(view, s),
        Some(s) => speaks(view, s),
        None => says && view.drops_subjects(),
    };
    // *Et X de prévenir : P*
    let fits = fits || says && group.form != GroupForm::Finite;
    (!open && fits).then(|| Introducer {
        cue: group.span(view),
        source,
        at: group.verb,
        negated: group.negated,
    })
}

/// *L'ipotesi è esclusa dai tecnici: P*: who denies or confirms is the agent.
fn denied_by(view: &View<'_>, group: &VerbGroup, colon: usize) -> Option<Introducer> {
    if !group.passive || !group.entry.is_some_and(|e| e.is_speech()) {
        return None;
    }
    let by = (group.end() + 1..colon).find(|w| view.in_set("spoken-from", *w))?;
    let head =
        (by + 1..colon).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::X))?;
    let source = Source::of(view, head);
    speaks(view, &source).then(|| Introducer {
        cue: group.span(view),
        source: Some(source),
        at: group.verb,
        negated: group.negated,
    })
}

/// *Smentita del sindaco: P*, *ha rivolto un'accusa al governo: P*, *dalla sede arriva una smentita: P*.
fn noun(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    before: Range<usize>,
    group: Option<&VerbGroup>,
) -> Option<Introducer> {
    let view = drafts.view;
    let noun = before.clone().rev().find(|w| {
        view.in_set("noun-cue", *w) && matches!(view.upos(*w), Upos::Noun | Upos::Verb)
    })?;
    // A clause of its own, or words behind it, are what the noun tells.
    if (noun..before.end)
        .any(|w| view.in_set("complementiser", w) || view.is_comma(w) || view.is_mark[w])
    {
        return None;
    }
    let complement = super::noun_cue::source(view, noun).or_else(|| {
        let of = (noun + 1..before.end).find(|w| view.in_set("infinitive-of", *w))?;
        let head =
            (of + 1..before.end).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
        Some(Source::of(view, head))
    });
    let subject = || group.and_then(|g| source::subject(view, &drafts.groups[sentence], g));
    let source = complement
        .filter(|s| speaks(view, s))
        .or_else(|| subject().filter(|s| speaks(view, s) && s.head != noun))
        .or_else(|| source::spoken_before(view, before.start, noun))?;
    Some(Introducer { cue: view.words[noun].span, source: Some(source), at: noun, negated: false })
}

/// *Il direttore è più prudente: P*: how somebody sees the matter.
fn stance(view: &View<'_>, before: Range<usize>) -> Option<Introducer> {
    let copula = before.clone().find(|w| view.in_set_lemma("copula", *w))?;
    let stance = (copula + 1..before.end).find(|w| view.in_set("stance", *w))?;
    if (copula..before.end).any(|w| view.is_comma(w) || view.is_mark[w])
        || view.in_set("relative", copula.saturating_sub(1))
    {
        return None;
    }
    let start = super::insert::skip_connective(view, before.start, copula);
    let head = (start..copula)
        .find(|w| {
            matches!(view.upos(*w), Upos::Noun | Upos::Propn)
                || view.upos(*w) == Upos::Pron && view.lexicon.pronoun(view.low(*w)).is_some()
        })
        .filter(|h| !source::governed(view, *h))
        .or_else(|| {
            (stance + 1..before.end).find(|w| {
                view.deprel(*w) == Deprel::Nsubj
                    && matches!(view.upos(*w), Upos::Noun | Upos::Propn)
            })
        })?;
    let source = Source::of(view, head);
    speaks(view, &source).then(|| Introducer {
        cue: view.words[before.end].span,
        source: Some(source),
        at: before.end,
        negated: false,
    })
}

/// *«Mia moglie ha detto: il cane è sul frigorifero»*: speech told inside somebody's words.
fn nested(drafts: &mut Drafts<'_, '_>, sentence: usize) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| {
            view.quote_of[g.verb].is_some()
                && g.form == GroupForm::Finite
                && g.has(Frame::That)
                && g.entry.is_some_and(|e| e.is_speech())
                && (!g.own_words || crate::verb::tells_own(view, g))
        })
        .cloned()?;
    let level = view.quote_of[group.verb];
    let colon = (group.end() + 1..range.end)
        .take(if group.own_words { 1 } else { NEAR })
        .take_while(|w| view.quote_of[*w] == level && !view.is_comma(*w))
        .find(|w| view.is(*w, ":"))?;
    if drafts.used[group.verb] || view.is_mark[colon + 1] || group.passive {
        return None;
    }
    let last = (colon + 1..range.end).take_while(|w| view.quote_of[*w] == level).last()?;
    let span = super::extent::trimmed(view, colon + 1, last)?;
    let source = source::subject(view, &drafts.groups[sentence], &group)
        .filter(|s| !super::clause::is_own(view, s));
    let outer = level.and_then(|l| drafts.claimed[l as usize]).filter(|_| group.own_words);
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "nested-colon",
        content: vec![span],
        cue: Some(group.span(view)),
        source,
        at: group.verb,
        same_speaker_as: outer,
        negated: group.negated,
        score: 0.6,
        detail: "a verb of saying, a colon and a clause inside quoted words".into(),
    });
    Some(())
}
