//! Verb groups: a verb with its auxiliaries, clitics, negation and inserted adverbs.

use crate::lexicon::{CueEntry, Frame};
use crate::view::View;
use sayso_language::{Person, Tense, Upos, VerbForm};
use sayso_model::Span;

/// A verb group.
#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    /// First and last word of the group as it stands, inserted adverbs included.
    pub first: usize,
    pub last: usize,
    /// The verb that carries the meaning.
    pub verb: usize,
    pub form: GroupForm,
    /// An inverted subject clitic inside the group (*a-t-il*).
    pub clitic: Option<usize>,
    pub negated: bool,
    pub passive: bool,
    pub reflexive: bool,
    /// Whether the group is of first or second person: somebody's own words, no report.
    pub own_words: bool,
    /// What kind of cue it can be.
    pub entry: Option<CueEntry>,
}

/// Form of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupForm {
    Finite,
    Infinitive,
    /// Present participle or gerund.
    Participle,
}

impl VerbGroup {
    pub fn has(&self, frame: Frame) -> bool {
        self.entry.is_some_and(|e| e.class_for(frame).is_some())
    }

    pub fn span(&self, view: &View<'_>) -> Span {
        view.span(self.first, self.last)
    }
}

/// How far an auxiliary may stand before its verb (*a, de son côté, vivement dénoncé*).
const AUXILIARY_REACH: usize = 8;

/// The verb groups of a sentence, in order of their verbs.
pub(crate) fn groups(view: &View<'_>, sentence: usize) -> Vec<VerbGroup> {
    let range = view.sentences[sentence].words.clone();
    let mut found = Vec::new();
    let mut taken = range.start; // words before this belong to an earlier group
    for verb in range.clone() {
        if verb < taken || !is_verb(view, verb) || serves_participle(view, verb, range.end) {
            continue;
        }
        if let Some(group) = group_at(view, verb, range.start.max(taken), range.end) {
            taken = group.last + 1;
            found.push(group);
        }
    }
    found
}

/// Whether the verb is an auxiliary by its lemma with a participle behind it, whatever its tag:
/// *a par ailleurs annoncé*.
fn serves_participle(view: &View<'_>, w: usize, high: usize) -> bool {
    is_auxiliary(view, w)
        && (w + 1..high.min(w + AUXILIARY_REACH))
            .take_while(|x| {
                !matches!(view.upos(*x), Upos::Sconj | Upos::Cconj) && !view.is_mark[*x]
            })
            .any(|x| view.upos(x) == Upos::Verb && needs_auxiliary(view, x))
}

fn is_auxiliary(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Aux || view.upos(w) == Upos::Verb && view.in_set_lemma("auxiliary", w)
}

fn is_verb(view: &View<'_>, w: usize) -> bool {
    // A lone auxiliary (copula, *avoir*) signals no speech; a verb tagged as one is caught by its
    // frames in the lexicon.
    view.upos(w) == Upos::Verb
        || (view.upos(w) == Upos::Aux
            && view.lexicon.verb(&view.words[w].lemma).is_some_and(|e| e.is_speech()))
}

fn group_at(view: &View<'_>, verb: usize, low: usize, high: usize) -> Option<VerbGroup> {
    let morph = view.words[verb].morph;
    let mut first = verb;
    let mut auxiliaries = Vec::new();
    let mut clitic = None;
    let mut negated = false;
    let mut reflexive = false;
    let mut own_words = matches!(morph.person, Person::First | Person::Second);
    // Leftwards: what is passed over counts only if an auxiliary or clitic bounds it.
    let mut w = verb;
    let mut commas = 0;
    while w > low && verb - w < AUXILIARY_REACH {
        w -= 1;
        match view.upos(w) {
            Upos::Aux | Upos::Verb
                if is_auxiliary(view, w)
                    && (view.upos(w) == Upos::Aux || needs_auxiliary(view, verb)) =>
            {
                auxiliaries.push(w);
                own_words |= matches!(view.words[w].morph.person, Person::First | Person::Second);
                first = w;
            }
            Upos::Pron if is_inverted(view, w) => clitic = Some(w),
            Upos::Pron if is_clitic(view, w) && first == w + 1 => {
                reflexive |= view.in_set("reflexive", w);
                first = w;
            }
            Upos::Adv | Upos::Part if view.in_set("negation", w) => {
                negated = true;
                if first == w + 1 {
                    first = w;
                }
            }
            Upos::Adv => {}
            // *a, de son côté, dénoncé*; *a elle relevé*
            Upos::Adp | Upos::Det | Upos::Noun | Upos::Pron
                if auxiliaries.is_empty() && needs_auxiliary(view, verb) => {}
            Upos::Punct
                if view.is_comma(w)
                    && auxiliaries.is_empty()
                    && needs_auxiliary(view, verb)
                    && commas < 2 =>
            {
                commas += 1;
            }
            _ => break,
        }
    }
    let finite_auxiliary = auxiliaries
        .iter()
        .any(|a| matches!(view.words[*a].morph.verb_form, VerbForm::Fin | VerbForm::None));
    let form = match morph.verb_form {
        VerbForm::Fin | VerbForm::None => GroupForm::Finite,
        // *a fait valoir*: the auxiliary is finite, whatever follows the causative.
        VerbForm::Inf if finite_auxiliary => GroupForm::Finite,
        VerbForm::Inf => GroupForm::Infinitive,
        VerbForm::Part | VerbForm::Ger => {
            if finite_auxiliary {
                GroupForm::Finite
            } else if auxiliaries.iter().any(|a| view.words[*a].morph.verb_form == VerbForm::Inf) {
                GroupForm::Infinitive
            } else if morph.tense == Tense::Past && shares_auxiliary(view, verb, low) {
                GroupForm::Finite
            } else if morph.tense != Tense::Past {
                GroupForm::Participle
            } else {
                return None;
            }
        }
    };
    if form != GroupForm::Finite || !auxiliaries.is_empty() {
        negated |= (first..verb).any(|w| view.in_set("negation", w));
    }
    if auxiliaries.is_empty() {
        clitic = None;
    }
    let mut last = verb;
    if let Some(next) = Some(verb + 1).filter(|n| *n < high && is_inverted(view, *n))
        && form == GroupForm::Finite
    {
        clitic = Some(next);
        last = next;
    }
    // *ne dit pas*
    if (first..verb).any(|w| view.in_set("negation", w))
        && last + 1 < high
        && view.upos(last + 1) == Upos::Adv
        && view.in_set("negation", last + 1)
    {
        last += 1;
    }
    let passive = auxiliaries.iter().any(|a| view.in_set("passive-auxiliary", *a))
        && !reflexive
        && morph.tense != Tense::Pres
        && !view.lexicon.set("takes-be").has(&view.words[verb].lemma);
    let mut group = VerbGroup {
        first,
        last,
        verb,
        form,
        clitic,
        negated,
        passive,
        reflexive,
        own_words,
        entry: None,
    };
    name(view, &mut group, high);
    // *a démenti que P*: the saying is of the contrary.
    group.negated ^= view.in_set_lemma("denial", verb);
    Some(group)
}

/// Finds the group's entry in the lexicon, longer cues first, and widens the group to them.
fn name(view: &View<'_>, group: &mut VerbGroup, high: usize) {
    let lemma = view.words[group.verb].lemma.as_str();
    for (rest, name) in view.lexicon.verb_phrases(lemma) {
        // An adverb may stand inside: *met en outre en garde*.
        let mut at = group.verb + 1;
        let mut matched = 0;
        let mut skipped = 0;
        while matched < rest.len() && at < high {
            if view.low(at) == rest[matched] || view.words[at].lemma == rest[matched] {
                matched += 1;
            } else if matched == 0 && skipped < 3 && matches!(view.upos(at), Upos::Adv | Upos::Pron)
            {
                skipped += 1;
            } else {
                break;
            }
            at += 1;
        }
        if matched == rest.len() {
            group.entry = view.lexicon.verb(name).copied();
            group.last = group.last.max(at - 1);
            return;
        }
    }
    // *a fait valoir*: the first word of the cue is taken for an auxiliary of the second.
    if let Some(before) = group.verb.checked_sub(1).filter(|b| *b >= group.first) {
        let low =
            (group.first..group.verb).rev().find(|w| view.upos(*w) != Upos::Adv).unwrap_or(before);
        for (rest, name) in view.lexicon.verb_phrases(&view.words[low].lemma) {
            if let [second] = rest[..]
                && lemma == second
            {
                group.entry = view.lexicon.verb(name).copied();
                return;
            }
        }
    }
    group.entry = if group.reflexive {
        view.lexicon.reflexive_verb(lemma).copied()
    } else {
        view.lexicon.verb(lemma).copied()
    };
}

/// *a condamné le crime et estimé que*: a participle joined to one that has an auxiliary.
fn shares_auxiliary(view: &View<'_>, verb: usize, low: usize) -> bool {
    let joined =
        (low..verb).rev().take(3).find(|w| !matches!(view.upos(*w), Upos::Adv | Upos::Pron));
    let head = view.head(verb);
    let and = joined.is_some_and(|w| view.upos(w) == Upos::Cconj);
    // *et ajouté que*: with a clause behind it the participle needs no help from the tree.
    let clause = view.in_set("complementiser", verb + 1)
        && view.lexicon.verb(&view.words[verb].lemma).is_some_and(|e| e.is_speech());
    if and && clause {
        return true;
    }
    joined.is_some_and(|w| view.upos(w) == Upos::Cconj || view.is_comma(w))
        && view.deprel(verb) == sayso_language::Deprel::Conj
        && head < verb
        && needs_auxiliary(view, head)
        && view.children(head).any(|c| view.upos(c) == Upos::Aux)
}

fn needs_auxiliary(view: &View<'_>, verb: usize) -> bool {
    let morph = view.words[verb].morph;
    morph.verb_form == VerbForm::Part && morph.tense == Tense::Past
}

/// An inverted subject clitic: *-t-il*, *-elle*.
pub(crate) fn is_inverted(view: &View<'_>, w: usize) -> bool {
    view.upos(w) == Upos::Pron && view.words[w].span.of(view.text).starts_with('-')
}

fn is_clitic(view: &View<'_>, w: usize) -> bool {
    view.in_set("clitic", w)
}
