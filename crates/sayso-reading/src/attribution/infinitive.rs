//! Reported infinitives: *X affirme avoir vu P*, *promet de P*, *appelle à P*, *accuse Y de P*.

use super::clause::{can_speak, has_words, is_impersonal, is_own};
use super::extent::{clause_end, trimmed};
use super::source;
use super::{Draft, Drafts};
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Upos, VerbForm};

/// How many words may stand between a verb and the mark of its infinitive (an addressee).
const REACH: usize = 14;

/// Proposes a draft for each cue verb with an infinitive.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for sentence in 0..drafts.view.sentences.len() {
        for g in 0..drafts.groups[sentence].len() {
            let group = drafts.groups[sentence][g].clone();
            let own = group.own_words && !crate::verb::tells_own(drafts.view, &group);
            if group.entry.is_none() || own || drafts.used[group.verb] || group.passive {
                continue;
            }
            infinitive(drafts, sentence, &group);
        }
    }
    super::claim::run(drafts);
}

fn infinitive(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    if source::idle(view, &drafts.groups[sentence], group) {
        return None;
    }
    if group.reflexive
        && group.has(Frame::AsQuoted)
        && let Some(done) = predicate(drafts, sentence, group)
    {
        return Some(done);
    }
    let (frame, start) = start(drafts, sentence, group)?;
    let class = group.entry?.class_for(frame)?;
    // *asked not to be named*
    if (start..start + 3).any(|w| view.in_set("anonymity", w)) {
        return None;
    }
    let extent = clause_end(drafts, start, Some(group));
    let span = trimmed(view, extent.words.0, extent.words.1)?;
    let idle_thought = class == CueClass::Thought
        && (!has_words(view, span) || group.form == GroupForm::Infinitive);
    if idle_thought {
        return None;
    }
    let source = source::subject(view, &drafts.groups[sentence], group);
    if source.as_ref().is_some_and(|s| s.pronoun && is_impersonal(view, group, s.head)) {
        return None;
    }
    if source.as_ref().is_some_and(|s| is_own(view, s)) {
        return None;
    }
    // Acts are done in words only by those who have some: *E promette di venire* goes on about whom
    // the sentence before is about.
    // *…, ha ironizzato, invitando i colleghi a P*: a gerund has the dropped subject of its verb.
    let gerund = group.form == GroupForm::Participle && view.drops_subjects();
    let dropped = source.is_none() && (starts_sentence(view, group) || group.own_words || gerund);
    // An infinitive behind a comma leaves no doubt.
    let second = !view.lexicon.set("bracket").is_empty() && view.is_comma(start - 1);
    let speaks = source.as_ref().is_some_and(|s| can_speak(view, s));
    if class == CueClass::Act && !second && !dropped && !speaks {
        return None;
    }
    let mut content = vec![span];
    if let Some(q) = extent.behind_colon {
        content.push(view.quotes[q].inner);
    }
    let outer = super::clause::own_speaker(drafts, group);
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: match frame {
            Frame::Inf => "infinitive",
            Frame::ToInf => "goal-infinitive",
            Frame::Accuse => "accusation",
            Frame::Ger => "gerund",
            _ => "marked-infinitive",
        },
        content,
        cue: Some(group.span(view)),
        source,
        at: group.verb,
        same_speaker_as: outer,
        negated: group.negated,
        score: if frame == Frame::Inf { 0.8 } else { 0.75 },
        detail: "a verb of saying with an infinitive".into(),
    });
    Some(())
}

/// Whether a finite verb that may drop its subject opens its sentence, past connectives.
fn starts_sentence(view: &View<'_>, group: &VerbGroup) -> bool {
    let low = view.sentence(group.verb).words.start;
    view.drops_subjects()
        && group.form == GroupForm::Finite
        && group.first <= super::insert::skip_connective(view, low, group.first) + 1
}

/// *se dit abasourdi par la méthode*: a predicate that somebody gives of himself.
fn predicate(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    // *si dice certo che P*, whatever the tag.
    let sure = group.last + 1;
    let sure = (view.drops_subjects() && view.in_set("complementiser", sure + 1)).then_some(sure);
    let start = sure.or_else(|| (group.last + 1..end).find(|w| view.upos(*w) != Upos::Adv))?;
    let fits = view.upos(start) == Upos::Adj
        || sure.is_some()
        || view.upos(start) == Upos::Verb
            && view.words[start].morph.verb_form == VerbForm::Part
            && view.words[start].morph.tense == sayso_language::Tense::Past;
    if !fits || view.is_mark[start] || view.quote_of[start] != view.quote_of[group.verb] {
        return None;
    }
    let mut extent = clause_end(drafts, start, Some(group));
    // *si era detto contrario*: one word tells what somebody is, not what he says.
    let next = start + 1;
    if view.drops_subjects() && (next >= end || view.is_punct(next)) {
        return None;
    }
    // *si dice certo che P*
    let mut last = group.last;
    if view.drops_subjects() && view.in_set("complementiser", next) && next < extent.words.1 {
        extent.words.0 = next + 1;
        last = start;
    }
    let span = trimmed(view, extent.words.0, extent.words.1)?;
    let source = source::subject(view, &drafts.groups[sentence], group);
    let speaks = |s: &source::Source| !is_own(view, s) && can_speak(view, s);
    if !source.as_ref().map_or(starts_sentence(view, group), speaks) {
        return None;
    }
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "predicate",
        content: vec![span],
        cue: Some(group.span(view).join(view.words[last].span)),
        source,
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.7,
        detail: "a verb of saying with what somebody says of himself".into(),
    });
    Some(())
}

/// The frame in which an infinitive follows, and the infinitive's first word.
fn start(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<(Frame, usize)> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let level = view.quote_of[group.verb];
    let infinitive_from = |from: usize| {
        let mut w = from;
        while w < end && w < from + 5 {
            // *wollte sie nicht verraten*: the verb's own bracket.
            if w <= group.end() && group.end() > group.last {
                return false;
            }
            if view.is_mark[w] {
                w += 1;
                continue;
            }
            // Behind its particle a base form is the infinitive, whatever the tagger takes it for.
            let base =
                from > 0 && view.upos(from - 1) == Upos::Part && view.words[w].lemma == view.low(w);
            // *to "check out" the tape*
            let quoted = w > from
                && view.is_mark[w - 1]
                && view.upos(from - 1) == Upos::Part
                && view.words[w].lemma == view.low(w)
                && matches!(view.upos(w), Upos::Noun | Upos::Adj);
            let infinitive = matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && (base || view.words[w].morph.verb_form == VerbForm::Inf)
                || quoted;
            if infinitive {
                return true;
            }
            if !(view.in_set("clitic", w)
                || view.in_set("negation", w)
                || view.upos(w) == Upos::Adv
                || view.upos(w) == Upos::Pron)
            {
                return false;
            }
            w += 1;
        }
        false
    };
    let gerund = |w: usize| {
        (w..end.min(w + 3))
            .find(|x| {
                !view.is_mark[*x] && view.upos(*x) != Upos::Adv && !view.in_set("negation", *x)
            })
            .is_some_and(|x| crate::verb::is_gerund(&view.words[x]))
    };
    if group.has(Frame::Ger) {
        let from = group.end() + 1;
        if from < end && gerund(from) {
            return Some((Frame::Ger, from));
        }
    }
    if group.has(Frame::Inf) {
        let from = past_adjuncts(view, group.last + 1, end);
        if from < end && infinitive_from(from) {
            return Some((Frame::Inf, from));
        }
    }
    if let Some(found) = closing_infinitive(drafts, sentence, group) {
        return Some(found);
    }
    let marked = [
        (Frame::OfInf, "infinitive-of"),
        (Frame::Accuse, "accusation"),
        (Frame::ToInf, "infinitive-to"),
    ];
    for (frame, set) in marked {
        if !group.has(frame) {
            continue;
        }
        let mut past = 0;
        for w in group.last + 1..end.min(group.last + 1 + REACH) {
            if w < past {
                continue;
            }
            // *accused Brix, who was born there, of lying*
            if view.is_comma(w) && view.in_set("relative", w + 1) {
                past = (w + 1..end).find(|x| view.is_comma(*x)).map_or(w, |close| close + 1);
                continue;
            }
            if view.quote_of[w] != level || view.is(w, ";") || view.is(w, ":") {
                break;
            }
            if view.in_set(set, w)
                && !(frame == Frame::OfInf && belongs_to_object(view, group, w))
                && w + 1 < end
                && !makes_preposition(view, w - 1)
                && (infinitive_from(w + 1)
                    || frame == Frame::Accuse && (gerund(w + 1) || view.is_mark[w + 1]))
            {
                // *called for the men to be freed*: who shall do it is part of what was called for.
                let own = frame == Frame::ToInf
                    && group.last > group.verb
                    && view.in_set("infinitive-subject", group.last);
                return Some((frame, if own { group.last + 1 } else { w + 1 }));
            }
            if view.in_set("complementiser", w)
                || view.in_set("relative-subject", w)
                || drafts.groups[sentence]
                    .iter()
                    .any(|g| g.first == w && g.form == GroupForm::Finite)
            {
                break;
            }
        }
    }
    None
}

/// *n'offre pas les moyens de vivre*: the infinitive is the object's, where the verb takes no addressee as its
/// object (*prie le public de rester chez lui*).
fn belongs_to_object(view: &View<'_>, group: &VerbGroup, of: usize) -> bool {
    let near = (group.last + 1..of).rev().find(|w| view.upos(*w) != Upos::Adj);
    !view.lexicon.set("direct-addressee").is_empty()
        && !view.in_set_lemma("direct-addressee", group.verb)
        && near.is_some_and(|w| {
            view.upos(w) == Upos::Noun && !view.in_set("time-noun", w) && !source::governed(view, w)
        })
}

/// *kündigte an, die Steuern zu senken*: where the infinitive closes its clause, the clause starts
/// behind the comma.
fn closing_infinitive(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
) -> Option<(Frame, usize)> {
    let view = drafts.view;
    let particle = view.lexicon.set("infinitive-zu");
    let frame = [Frame::OfInf, Frame::Inf, Frame::Accuse].into_iter().find(|f| group.has(*f))?;
    if particle.is_empty() {
        return None;
    }
    let end = view.sentences[sentence].words.end;
    let level = view.quote_of[group.verb];
    let from = group.end() + 1;
    let comma = (from..end.min(from + REACH))
        .take_while(|w| !view.is(*w, ";") && !view.is(*w, ":") && !view.is_mark[*w])
        .find(|w| view.is_comma(*w))?;
    // *um vier Uhr* is no *um … zu*.
    let dated = view.upos(comma + 2) == Upos::Num || view.in_set("time-noun", comma + 2);
    let subordinate = view.in_set("infinitive-subordinator", comma + 1) && !dated
        || view.in_set("complementiser", comma + 1)
        || view.in_set("whether", comma + 1)
        || view.in_set("relative", comma + 1) && view.upos(comma + 1) == Upos::Pron;
    (!subordinate && view.quote_of[comma] == level && closes_clause(view, comma + 1, end))
        .then_some((frame, comma + 1))
}

/// *beizusteuern*: a particle of separable verbs, and behind it that of the infinitive.
fn holds_particle(view: &View<'_>, w: usize) -> bool {
    let form = view.low(w);
    let (particles, zu) = (view.lexicon.set("particle"), view.lexicon.set("infinitive-zu"));
    let cuts = || form.char_indices().map(|(i, _)| i).skip(1);
    cuts().any(|i| {
        particles.has(&form[..i]) && cuts().filter(|j| *j > i).any(|j| zu.has(&form[i..j]))
    })
}

/// Whether an infinitive with its particle closes the clause that begins with `from`: *den Preis zu
/// senken*, *nichts gewusst zu haben*, *den Vertrag aufzuheben*.
pub(super) fn closes_clause(view: &View<'_>, from: usize, end: usize) -> bool {
    let particle = view.lexicon.set("infinitive-zu");
    let stops = |w: usize| view.is(w, ";") || view.is(w, ":") || view.is_comma(w);
    let verbal = |w: usize| matches!(view.upos(w), Upos::Verb | Upos::Aux);
    let marked = |w: usize| {
        let base = view.words[w].morph.verb_form == VerbForm::Inf;
        w > from && particle.has(view.low(w - 1)) && (base || view.upos(w - 1) != Upos::Adp)
    };
    // A base form behind the particle is the infinitive, whatever the tagger takes it for.
    let closes = |w: usize| {
        verbal(w)
            && (marked(w)
                || view.words[w].morph.verb_form == VerbForm::Inf
                    && (w > from + 1 && particle.has(view.low(w - 2))
                        // *anzuwenden*: the particle stands inside.
                        || view.words[w].lemma != view.low(w)
                        || holds_particle(view, w)))
    };
    let finite = |w: usize| super::mood::is_finite(view, w) && !marked(w);
    !particle.is_empty() && (from..end).take_while(|w| !stops(*w) && !finite(*w)).any(closes)
}

/// Past what may stand between a verb and its bare infinitive: adverbs, a date, whom something is said
/// to (*a dit mardi à un voisin n'attendre rien*). Where anything else follows, `from`.
fn past_adjuncts(view: &View<'_>, from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end {
        let negation = view.in_set("negation", at) && !view.is_mark[at];
        at = match view.upos(at) {
            Upos::Adv if !negation => at + 1,
            // *ce mois-ci*: the tagger's hyphenated particle.
            Upos::Pron if view.low(at).starts_with('-') && at > from => at + 1,
            Upos::Adp if matches!(view.upos(at + 1), Upos::Verb | Upos::Aux) => return from,
            Upos::Adp => source::adjunct_end(view, at, end),
            Upos::Det if view.in_set("time-noun", at + 1) => at + 2,
            _ if view.in_set("time-noun", at) => at + 1,
            Upos::Punct if view.is_comma(at) => match past_parenthesis(view, at, end) {
                Some(behind) => behind,
                None => break,
            },
            _ => break,
        };
    }
    at
}

/// Behind the second of two commas around a few words that hold no verb of their own: *a nié, dans un
/// entretien, avoir signé*; *dit, lui, ne rien savoir*.
fn past_parenthesis(view: &View<'_>, comma: usize, end: usize) -> Option<usize> {
    if !view.lexicon.set("past").is_empty() || !view.lexicon.set("bracket").is_empty() {
        return None;
    }
    let close =
        (comma + 1..end.min(comma + 1 + LONGEST_PARENTHESIS)).find(|w| view.is_comma(*w))?;
    let plain = (comma + 1..close).all(|w| {
        !matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Sconj | Upos::Cconj)
            && view.quote_of[w] == view.quote_of[comma]
    });
    plain.then_some(close + 1)
}

/// Words that may stand between two commas before the infinitive of a verb, at most.
const LONGEST_PARENTHESIS: usize = 12;

/// Whether the word before the mark of an infinitive makes a preposition of it: *afin de*, *avant de*.
fn makes_preposition(view: &View<'_>, w: usize) -> bool {
    if view.lexicon.set("infinitive-subordinator").is_empty() {
        return view.in_set("subordinator", w);
    }
    view.in_set("infinitive-subordinator", w)
}
