//! Where the verb nearest to an expression points: to the past or ahead.

use super::lexicon::{Lexed, Lexicon, PLANNED, PLANS, REL, TENSED};
use super::resolve::Lean;
use crate::view::View;
use sayso_language::{Mood, Tense, Upos, VerbForm};

/// So far from the expression a verb is looked for, in words.
const REACH: usize = 30;

/// What a word says of the time of its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verb {
    /// Past tense, or an auxiliary in it.
    Past,
    Present,
    Future,
    Conditional,
    /// An auxiliary in the conditional: with a participle, the past.
    Would,
    /// A past tense of a verb that tells of plans (*decided*, *agreed*).
    Plans,
    /// An auxiliary in the present: with a participle, the past.
    Have,
    Participle,
    /// *expected*, *geplant*: what is still to come.
    Planned,
    Infinitive,
}

/// Where the words of `span`'s clause point. `first` and `last` are the expression's words;
/// `role` tells what the tables say of a word.
///
/// Gives with it whether the verb stands in the expression's own clause.
pub(super) fn lean(view: &View<'_>, roles: &Roles<'_>, first: usize, last: usize) -> (Lean, bool) {
    let sentence = view.sentence(first).words.clone();
    if sentence.is_empty() {
        return (Lean::Unknown, false);
    }
    let from = sentence.start.max(first.saturating_sub(REACH));
    let to = sentence.end.min(last + 1 + REACH);
    let verb = |w: usize| (w < first || w > last).then(|| kind(view, roles, w)).flatten();
    // The clause around the expression first, then what stands beside it.
    let start = (from..first).rev().find(|w| is_edge(view, roles, *w)).map_or(from, |w| w + 1);
    let end = (last + 1..to).find(|w| is_edge(view, roles, *w)).unwrap_or(to);
    if let Some(lean) = clause(&verb, start..end, first, last) {
        return (lean, true);
    }
    // A relative pronoun or conjunction opens the clause in which the expression stands.
    let before = (from < start).then(|| {
        let edge = start - 1;
        let open = (from..edge).rev().find(|w| is_edge(view, roles, *w)).map_or(from, |w| w + 1);
        clause(&verb, open..edge, edge, edge)
    });
    let after = (end < to).then(|| {
        let close = (end + 1..to).find(|w| is_edge(view, roles, *w)).unwrap_or(to);
        clause(&verb, end..close, end, end)
    });
    // A present beside it says nothing of the expression.
    let lean = before.flatten().or(after.flatten()).filter(|l| *l != Lean::Present);
    (lean.unwrap_or(Lean::Unknown), false)
}

/// Whether a word parts clauses.
fn is_edge(view: &View<'_>, roles: &Roles<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Sconj
        || roles.get(w) == Some(REL)
        || (view.is_punct(w) && !matches!(view.low(w), "'" | "’" | "-" | "."))
}

/// Where a clause points; `None` where it has no verb.
fn clause(
    verb: &impl Fn(usize) -> Option<Verb>,
    words: std::ops::Range<usize>,
    first: usize,
    last: usize,
) -> Option<Lean> {
    let distance = |w: usize| if w < first { first - w } else { w.saturating_sub(last) };
    let mut nearest: Option<(usize, Verb)> = None;
    let mut closest_infinite: Option<(usize, Verb)> = None;
    for w in words.clone() {
        let Some(v) = verb(w) else { continue };
        let slot = match v {
            Verb::Participle | Verb::Planned | Verb::Infinitive => &mut closest_infinite,
            _ => &mut nearest,
        };
        if slot.is_none_or(|(at, _)| distance(w) < distance(at)) {
            *slot = Some((w, v));
        }
    }
    // *soll ihm aufgelauert haben*: what is told of the past.
    let perfect = words.clone().any(|w| {
        w + 1 < words.end
            && verb(w) == Some(Verb::Participle)
            && verb(w + 1) == Some(Verb::Have)
            && words.clone().take_while(|f| *f < w).any(|f| verb(f) == Some(Verb::Future))
    });
    if perfect {
        return Some(Lean::Past);
    }
    let has = |wanted: Verb| words.clone().any(|w| verb(w) == Some(wanted));
    let inf_before = closest_infinite.filter(|(w, v)| *v == Verb::Infinitive && *w < first);
    Some(match (nearest, closest_infinite) {
        (_, Some((_, Verb::Planned))) => Lean::Future,
        (Some((_, Verb::Future)), _) => Lean::Future,
        (Some((_, Verb::Present | Verb::Have | Verb::Plans)), _)
            if has(Verb::Future) || has(Verb::Conditional) =>
        {
            Lean::Future
        }
        // *ont décidé de se réunir lundi*: the infinitive stands between.
        (Some((f, v)), _)
            if inf_before.is_some_and(|(i, _)| i > f)
                && (matches!(v, Verb::Have | Verb::Present) && !has(Verb::Participle)
                    || v == Verb::Plans
                    || has(Verb::Plans)) =>
        {
            Lean::Future
        }
        (Some((_, Verb::Past | Verb::Plans)), _) => Lean::Past,
        (Some((_, Verb::Would)), _) if has(Verb::Participle) => Lean::Past,
        (Some((_, Verb::Conditional | Verb::Would)), _) => Lean::Future,
        (Some((_, Verb::Have)), _) if has(Verb::Participle) || has(Verb::Plans) => Lean::Past,
        // *le pacte conclu vendredi … vise*: the participle is the expression's own.
        (Some((f, Verb::Present | Verb::Have)), Some((p, Verb::Participle)))
            if p < first && distance(p) < distance(f) =>
        {
            Lean::Past
        }
        (Some((_, Verb::Have | Verb::Present)), _) => Lean::Present,
        (None, Some((_, Verb::Infinitive))) => Lean::Future,
        (None, Some(_)) => Lean::Past,
        (None, None) => return None,
        (Some((_, Verb::Participle | Verb::Planned | Verb::Infinitive)), _) => Lean::Unknown,
    })
}

fn kind(view: &View<'_>, roles: &Roles<'_>, w: usize) -> Option<Verb> {
    let word = &view.words[w];
    match roles.get(w) {
        Some(PLANNED) => return Some(Verb::Planned),
        Some(TENSED) if matches!(word.upos, Upos::Verb | Upos::Aux) => {
            return roles.code(w).and_then(|code| {
                Some(match code {
                    "FUT" => Verb::Future,
                    "PAST" => Verb::Past,
                    "COND" => Verb::Conditional,
                    "WOULD" => Verb::Would,
                    "HAVE" => Verb::Have,
                    "NONE" => return None,
                    _ => Verb::Present,
                })
            });
        }
        _ => {}
    }
    if !matches!(word.upos, Upos::Verb | Upos::Aux) {
        return None;
    }
    if word.morph.verb_form != VerbForm::Inf
        && word.morph.tense != Tense::Pres
        && roles.plans(&word.lemma)
    {
        return Some(Verb::Plans);
    }
    Some(match (word.morph.verb_form, word.morph.tense, word.morph.mood) {
        (VerbForm::Inf, ..) => Verb::Infinitive,
        (VerbForm::Part, Tense::Pres, _) | (VerbForm::Ger, ..) => return None,
        (VerbForm::Part, ..) => Verb::Participle,
        (_, Tense::Fut, _) => Verb::Future,
        (.., Mood::Cnd) => Verb::Conditional,
        (_, Tense::Past | Tense::Imp, _) => Verb::Past,
        (_, Tense::Pres, _) if word.upos == Upos::Aux => Verb::Have,
        (_, Tense::Pres, _) => Verb::Present,
        _ => return None,
    })
}

/// What the tables say of words beside their tags: the words of a block with a token of tense.
#[derive(Debug)]
pub(super) struct Roles<'l> {
    words: Vec<(u32, u8, super::lexicon::Value)>,
    lexicon: &'l Lexicon,
}

impl<'l> Roles<'l> {
    pub fn new(lexicon: &'l Lexicon) -> Roles<'l> {
        Roles { words: Vec::new(), lexicon }
    }

    /// Whether a verb tells of plans.
    fn plans(&self, lemma: &str) -> bool {
        self.lexicon.has(lemma, PLANS)
    }

    /// Reads the tokens of a block. `word_of` gives the word in which a byte stands.
    pub fn fill(&mut self, lexed: &Lexed, word_from: impl Fn(u32) -> usize) {
        self.words.clear();
        for (i, atom) in lexed.atoms.iter().enumerate() {
            for l in lexed.of(i) {
                if matches!(l.class, TENSED | PLANNED | REL) {
                    self.words.push((word_from(atom.start) as u32, l.class, l.value));
                }
            }
        }
    }

    fn entry(&self, w: usize) -> Option<&(u32, u8, super::lexicon::Value)> {
        let at = self.words.partition_point(|e| (e.0 as usize) < w);
        self.words.get(at).filter(|e| e.0 as usize == w)
    }

    fn get(&self, w: usize) -> Option<u8> {
        self.entry(w).map(|e| e.1)
    }

    fn code(&self, w: usize) -> Option<&str> {
        self.entry(w).map(|e| e.2.code.name())
    }
}
