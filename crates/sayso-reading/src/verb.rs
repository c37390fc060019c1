//! Verb groups: a verb with its auxiliaries, clitics, negation and inserted adverbs.

use crate::lexicon::{CueEntry, Frame};
use crate::view::View;
use compact_str::CompactString;
use sayso_language::{Deprel, Mood, Number, Person, Tense, Upos, VerbForm, Word};
use sayso_model::Span;

/// A verb group.
#[derive(Debug, Clone)]
pub(crate) struct VerbGroup {
    /// First and last word of the group as it stands, inserted adverbs included. Of a verbal
    /// bracket (*hat … gesagt*) the word that opens it; the verb stands further on.
    pub first: usize,
    pub last: usize,
    /// The verb that carries the meaning.
    pub verb: usize,
    /// The word that closes a verbal bracket: the verb, or the particle of a separable one
    /// (*teilte … mit*).
    pub close: Option<usize>,
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

    /// What signals the saying: the group, or of a bracket that is wide open the verb alone.
    pub fn span(&self, view: &View<'_>) -> Span {
        if self.verb > self.last {
            return match self.verb - self.last {
                1 => view.span(self.first, self.verb),
                _ => view.words[self.verb].span,
            };
        }
        match self.close {
            Some(close) if close == self.last + 1 => view.span(self.first, close),
            _ => view.span(self.first, self.last),
        }
    }

    /// The last word of the group, that of its bracket included.
    pub fn end(&self) -> usize {
        self.last.max(self.verb).max(self.close.unwrap_or(0))
    }
}

/// *«Gli ho ripetuto che P»*: inside quoted words somebody tells what he said before. Only where the verb
/// shows its person.
pub(crate) fn tells_own(view: &View<'_>, group: &VerbGroup) -> bool {
    view.drops_subjects()
        && view.quote_of[group.verb].is_some()
        && needs_auxiliary(view, group.verb)
        && group.first < group.verb
}

/// How far an auxiliary may stand before its verb (*a, de son côté, vivement dénoncé*).
const AUXILIARY_REACH: usize = 8;

/// The verb groups of a sentence, in order of their verbs.
pub(crate) fn groups(view: &View<'_>, sentence: usize) -> Vec<VerbGroup> {
    let range = view.sentences[sentence].words.clone();
    let mut found = Vec::new();
    let mut taken = range.start; // words before this belong to an earlier group
    for verb in range.clone() {
        if let Some(entry) = names_source(view, verb, &range) {
            found.push(VerbGroup {
                first: verb,
                last: verb,
                verb,
                close: None,
                form: GroupForm::Finite,
                clitic: None,
                negated: false,
                passive: false,
                reflexive: false,
                own_words: false,
                entry: Some(entry),
            });
            taken = verb + 1;
            continue;
        }
        if verb < taken || !is_verb(view, verb) || serves_participle(view, verb, range.end) {
            continue;
        }
        if let Some(group) = group_at(view, verb, range.start.max(taken), range.end) {
            // A causative may open the bracket of a verb further on.
            let opens = view.in_set_lemma("causative", verb);
            taken = if opens { taken } else { group.last + 1 };
            found.push(group);
        }
    }
    found
}

/// A word that, parted off, names the source of what stands around it as a verb of saying would: *…,
/// so die Sprecherin.* No verb stands in its clause.
fn names_source(view: &View<'_>, w: usize, range: &std::ops::Range<usize>) -> Option<CueEntry> {
    if !view.in_set("so-source", w) || w == range.start {
        return None;
    }
    let parted = view.is_comma(w - 1) || view.is_mark[w - 1];
    let close = (w + 1..range.end).find(|x| view.is_punct(*x)).unwrap_or(range.end);
    let phrase = w + 1..close;
    let verbless =
        phrase.clone().all(|x| !matches!(view.upos(x), Upos::Verb | Upos::Aux | Upos::Sconj));
    let opens = phrase.clone().next().is_some_and(|x| {
        matches!(view.upos(x), Upos::Det | Upos::Propn | Upos::Noun | Upos::Pron)
            || view.upos(x) == Upos::Adj && phrase.clone().any(|y| view.upos(y) == Upos::Noun)
    });
    (parted && verbless && opens).then(|| view.lexicon.verb(view.low(w)).copied()).flatten()
}

/// Whether the verb is an auxiliary by its lemma with a participle behind it, whatever its tag:
/// *a par ailleurs annoncé*.
fn serves_participle(view: &View<'_>, w: usize, high: usize) -> bool {
    let near = || {
        (w + 1..high.min(w + AUXILIARY_REACH))
            .take_while(|x| {
                !matches!(view.upos(*x), Upos::Sconj | Upos::Cconj) && !view.is_mark[*x]
            })
            .any(|x| view.upos(x) == Upos::Verb && needs_auxiliary(view, x))
    };
    is_auxiliary(view, w) && (near() || waits_for_participle(view, w, high))
}

/// *hatte am Samstag einen „Skandal“ beklagt*: the participle closes the bracket, past quoted words.
fn waits_for_participle(view: &View<'_>, w: usize, high: usize) -> bool {
    let close = (w + 1..high.min(w + BRACKET_REACH))
        .filter(|x| view.quote_of[*x] == view.quote_of[w] && !view.is_mark[*x])
        .take_while(|x| !view.is_punct(*x) && !matches!(view.upos(*x), Upos::Sconj | Upos::Cconj))
        .last();
    view.in_set_lemma("bracket", w)
        && close.is_some_and(|x| view.upos(x) == Upos::Verb && needs_auxiliary(view, x))
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
    let mut own_words = matches!(morph.person, Person::First | Person::Second)
        && !is_third_person(view, verb, low, high);
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
    let mut close = None;
    // *hat die Polizei am Montag mitgeteilt*, *mitgeteilt hat*: the auxiliary opens a bracket, or
    // stands behind the verb at the end of its clause.
    let mut last = verb;
    if auxiliaries.is_empty() && morph.verb_form != VerbForm::Fin {
        let behind = (verb + 1..high.min(verb + 4))
            .take_while(|w| {
                is_auxiliary(view, *w)
                    && view.in_set_lemma("bracket", *w)
                    && !view.in_set_lemma("causative", *w)
            })
            .last();
        if let Some(behind) = behind {
            auxiliaries.extend(verb + 1..=behind);
            last = behind;
            // *war als „Skandal“ bezeichnet worden*: the auxiliary behind the verb is no finite one.
            if auxiliaries.iter().all(|a| view.words[*a].morph.verb_form == VerbForm::Part)
                && let Some(open) = opens_bracket(view, verb, low)
            {
                auxiliaries.push(open);
                close = Some(behind);
                first = open;
            }
        } else if let Some(open) = opens_bracket(view, verb, low) {
            auxiliaries.push(open);
            own_words |= matches!(view.words[open].morph.person, Person::First | Person::Second);
            close = Some(closes_bracket(view, verb, high));
            first = open;
        }
    } else if close.is_none()
        && let Some(open) = auxiliaries.iter().copied().min()
        && view.in_set_lemma("bracket", open)
        && (open + 1..verb).any(|w| !matches!(view.upos(w), Upos::Adv | Upos::Aux))
    {
        close = Some(verb);
        first = open;
    }
    // *hatte erklären lassen*
    if close.is_none()
        && last == verb
        && let Some(open) = auxiliaries.iter().copied().min()
        && closes_bracket(view, verb, high) > verb
    {
        close = Some(closes_bracket(view, verb, high));
        first = open;
    }
    let finite_auxiliary = auxiliaries
        .iter()
        .any(|a| matches!(view.words[*a].morph.verb_form, VerbForm::Fin | VerbForm::None));
    // Where verbs close brackets, one that shows no person is no finite verb: *Gefragt, ob P*.
    let bare = morph.verb_form == VerbForm::None
        && morph.mood == Mood::None
        && auxiliaries.is_empty()
        && !view.lexicon.set("bracket").is_empty();
    let form = match morph.verb_form {
        VerbForm::None if bare => return None,
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
            } else if auxiliaries.iter().any(|a| is_gerund(&view.words[*a]))
                && !view.lexicon.set("past").is_empty()
            {
                // *having told them to wash*
                GroupForm::Participle
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
    if close.is_some() {
        last = first;
    }
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
    // *Das ist bestätigt*: verbs of saying take another auxiliary for what they do.
    let passive = passive
        || morph.verb_form == VerbForm::Part
            && !view.lexicon.set("bracket").is_empty()
            && !auxiliaries.is_empty()
            && auxiliaries.iter().all(|a| view.in_set_lemma("copula", *a))
            && !reflexive
            && !view.lexicon.set("takes-be").has(&view.words[verb].lemma)
            && view.lexicon.verb(&view.words[verb].lemma).is_some_and(|e| e.is_speech());
    // Where verbs hardly show their person, the pronoun before them does.
    if !view.lexicon.set("past").is_empty() {
        let subject = (low..first).rev().find(|w| view.upos(*w) != Upos::Adv);
        own_words = subject.is_some_and(|w| {
            view.upos(w) == Upos::Pron
                && (view.in_set("first-person", w) || view.in_set("second-person", w))
                && !tells_of_saying(view, w, verb)
        });
    }
    // *je lui ai répondu que P*
    let told = |w: usize| {
        view.in_set("first-person", w)
            && !view.in_set("object-pronoun", w)
            && tells_of_saying(view, w, verb)
    };
    if own_words
        && view.lexicon.set("past").is_empty()
        && (verb.saturating_sub(FIRST_PERSON_REACH).max(low)..verb).any(told)
    {
        own_words = false;
    }
    // *Asked whether P, she replied*: a past that opens its sentence is somebody else's asking.
    let opens = first == low
        || matches!(view.upos(first - 1), Upos::Sconj)
        || view.in_set("whether", first - 1) && first == low + 1;
    let passive = passive
        || auxiliaries.is_empty()
            && morph.tense == Tense::Past
            && !view.lexicon.set("past").is_empty()
            && view.in_set_lemma("takes-addressee", verb)
            && opens
            && low == view.sentence(verb).words.start;
    // Where the imperative is the base form, taggers see one behind a subject too.
    own_words |= morph.mood == Mood::Imp
        && (view.lexicon.set("past").is_empty() || !has_subject(view, first, low));
    let mut group = VerbGroup {
        first,
        last,
        verb,
        close,
        form,
        clitic,
        negated,
        passive,
        reflexive,
        own_words,
        entry: None,
    };
    group.reflexive |= is_reflexive_behind(view, &group, high);
    name(view, &mut group, high);
    group.passive |= is_modal_passive(view, &group, &auxiliaries);
    // *a démenti que P*: the saying is of the contrary.
    group.negated ^= view.in_set_lemma("denial", verb);
    Some(group)
}

/// *Elle demande*: a form that serves the first and the third person, with no pronoun of the first
/// beside it.
fn is_third_person(view: &View<'_>, verb: usize, low: usize, high: usize) -> bool {
    let morph = view.words[verb].morph;
    morph.person == Person::First
        && morph.number == Number::Sing
        && view.lexicon.set("past").is_empty()
        && view.lexicon.set("bracket").is_empty()
        && !view.drops_subjects()
        && !(verb.saturating_sub(FIRST_PERSON_REACH).max(low)..high.min(verb + 3))
            .any(|w| view.in_set("first-person", w))
}

/// How far before its verb a pronoun of the first person may stand, in words (*je ne le lui*).
const FIRST_PERSON_REACH: usize = 6;

/// *"I told them P," she said*: in somebody's quoted words, what the speaker said at another time. Where
/// the past has an auxiliary (*je lui ai répondu que P*) the answer of an interview counts as well.
pub(crate) fn tells_of_saying(view: &View<'_>, subject: usize, verb: usize) -> bool {
    let morph = view.words[verb].morph;
    let simple = morph.tense == Tense::Past && morph.verb_form == VerbForm::Fin;
    let compound = view.lexicon.set("past").is_empty()
        && needs_auxiliary(view, verb)
        && (verb.saturating_sub(4)..verb)
            .any(|w| is_auxiliary(view, w) && view.words[w].morph.person == Person::First);
    (view.quote_of[verb].is_some() || compound)
        && view.in_set("first-person", subject)
        && (simple || compound)
        && view.in_set_lemma("tells-of-saying", verb)
}

/// Whether a noun stands right before the verb, or before a relative clause that ends there: then it is
/// no imperative.
fn has_subject(view: &View<'_>, first: usize, low: usize) -> bool {
    let Some(before) = (low..first).rev().find(|w| view.upos(*w) != Upos::Adv) else {
        return false;
    };
    let relative = || {
        (low + 1..before).any(|w| {
            view.in_set("relative", w) && view.upos(w) == Upos::Pron && view.is_comma(w - 1)
        })
    };
    // *"A," read a statement*: behind words that close the verb stands before its subject.
    let inverted = view.is_mark[before]
        && view.text[..view.words[before].span.start as usize].ends_with([',', '!', '?']);
    matches!(view.upos(before), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
        || view.is_comma(before) && relative()
        || inverted
}

/// How far from its auxiliary the verb that closes a bracket may stand, in words.
const BRACKET_REACH: usize = 40;

/// The auxiliary or modal that opens the bracket which the verb, a participle or an infinitive,
/// closes: the tree's, else the nearest before it in the same clause.
fn opens_bracket(view: &View<'_>, verb: usize, low: usize) -> Option<usize> {
    let opens = |w: usize| {
        // *sein* is a possessive too.
        w >= low
            && w < verb
            && matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.in_set_lemma("bracket", w)
            && view.words[w].morph.verb_form != VerbForm::Inf
            && view.quote_of[w] == view.quote_of[verb]
    };
    let by_tree = view
        .children(verb)
        .find(|c| matches!(view.deprel(*c), Deprel::Aux | Deprel::AuxPass) && opens(*c));
    by_tree.or_else(|| {
        let mut w = verb;
        while w > low && verb - w < BRACKET_REACH {
            w -= 1;
            // Past quoted words: *hatte einen „Skandal“ beklagt*.
            if view.is_mark[w] || view.quote_of[w] != view.quote_of[verb] {
                continue;
            }
            if view.is_comma(w) || view.upos(w) == Upos::Sconj {
                return None;
            }
            if opens(w) {
                return Some(w);
            }
        }
        None
    })
}

/// The last word of a bracket: the verb, or the causative behind it (*hat erklären lassen*).
fn closes_bracket(view: &View<'_>, verb: usize, high: usize) -> usize {
    let behind = verb + 1;
    let causative = behind < high
        && view.in_set_lemma("causative", behind)
        && view.words[behind].morph.verb_form == VerbForm::Inf;
    if causative { behind } else { verb }
}

/// The particle that closes the clause of a separable verb (*teilte die Polizei am Montag mit*), or
/// the phrase that goes with it (*gab er zu bedenken*): its first and last word.
fn particle(view: &View<'_>, group: &VerbGroup, high: usize) -> Option<(usize, usize)> {
    if group.form != GroupForm::Finite
        || group.close.is_some()
        || view.lexicon.set("particle").is_empty()
    {
        return None;
    }
    let from = group.last + 1;
    let ends = |next: usize| {
        next >= high
            || view.is_punct(next)
            || view.in_set("complementiser", next)
            || matches!(view.upos(next), Upos::Cconj | Upos::Sconj)
    };
    for w in from..high.min(from + BRACKET_REACH) {
        // Past quoted words: *räumte „eine gewisse Komik“ ein*.
        if view.is_mark[w] || view.quote_of[w] != view.quote_of[group.verb] {
            continue;
        }
        let n = view.phrase_at("particle", w, high);
        let by_tree = || view.head(w) == group.verb && view.deprel(w) == Deprel::Compound;
        if n > 0 && (ends(w + n) || n > 1 || by_tree()) {
            return Some((w, w + n - 1));
        }
        if view.is(w, ";") || view.is(w, ":") {
            return None;
        }
    }
    None
}

/// The verb with its particle or the words of its phrase: *mitteilen*, *zu_bedenken_geben*.
fn whole_verb(view: &View<'_>, from: usize, to: usize, lemma: &str) -> CompactString {
    let mut whole = CompactString::default();
    for w in from..=to {
        whole.push_str(view.low(w));
        if to > from {
            whole.push('_');
        }
    }
    whole.push_str(lemma);
    whole
}

/// Words that a phrase of a verb has at most (*zu dem Ergebnis*).
const PHRASE_WORDS: usize = 3;

/// The first word of the phrase that goes with a verb behind it.
fn particle_before(view: &View<'_>, group: &VerbGroup) -> Option<usize> {
    if view.lexicon.set("particle").is_empty() {
        return None;
    }
    let low = group.first + 1;
    (group.verb.saturating_sub(PHRASE_WORDS).max(low)..group.verb)
        .find(|w| w + view.phrase_at("particle", *w, group.verb) == group.verb)
}

/// *wobei zu bemerken ist*: an infinitive with a copula tells what can or must be done, unless the two are a
/// verb of saying (*ist zu lesen*).
fn is_modal_passive(view: &View<'_>, group: &VerbGroup, auxiliaries: &[usize]) -> bool {
    view.words[group.verb].morph.verb_form == VerbForm::Inf
        && !view.lexicon.set("bracket").is_empty()
        && !auxiliaries.is_empty()
        && auxiliaries.iter().all(|a| view.in_set_lemma("copula", *a))
        && !view.in_set_lemma("impersonal-speech", group.verb)
}

/// *Er behielt sich vor*: where the verb stands second its reflexive follows it, in the same clause.
fn is_reflexive_behind(view: &View<'_>, group: &VerbGroup, high: usize) -> bool {
    !view.lexicon.set("bracket").is_empty()
        && (group.first + 1..high.min(group.first + BRACKET_REACH))
            .take_while(|w| !view.is_punct(*w))
            .any(|w| view.in_set("reflexive", w))
}

/// Finds the group's entry in the lexicon, longer cues first, and widens the group to them.
fn name(view: &View<'_>, group: &mut VerbGroup, high: usize) {
    let lemma = view.words[group.verb].lemma.as_str();
    // *ließ die Partei wissen*, *wollte er wissen*: with the word that opens its bracket.
    if group.first < group.verb && view.in_set_lemma("bracket", group.first) {
        let opener = view.words[group.first].lemma.as_str();
        let whole = CompactString::from_iter([lemma, "_", opener]);
        if let Some(entry) = view.lexicon.verb(&whole) {
            group.entry = Some(*entry);
            return;
        }
    }
    // *hatte geltend gemacht*, *zu Protokoll gegeben*: right before the verb that closes the bracket.
    if group.first < group.verb
        && let Some(from) = particle_before(view, group)
        && let whole = whole_verb(view, from, group.verb - 1, lemma)
        && let Some(entry) = view
            .lexicon
            .reflexive_verb(&whole)
            .filter(|_| group.reflexive)
            .or_else(|| view.lexicon.verb(&whole))
    {
        group.entry = Some(*entry);
        return;
    }
    if let Some((from, to)) = particle(view, group, high) {
        let whole = whole_verb(view, from, to, lemma);
        // A treebank may give the whole verb as the lemma of its stem.
        let known = view
            .lexicon
            .reflexive_verb(&whole)
            .filter(|_| group.reflexive)
            .or_else(|| view.lexicon.verb(&whole))
            .or_else(|| view.lexicon.verb(lemma).filter(|_| lemma.starts_with(view.low(from))));
        if let Some(entry) = known {
            group.entry = Some(*entry);
            group.close = Some(to);
            return;
        }
        // *fand … statt*: another verb than its stem.
        if from == to && view.in_set("strict-particle", from) {
            group.close = Some(to);
            return;
        }
    }
    for (rest, name) in view.lexicon.verb_phrases(lemma) {
        // An adverb may stand inside: *met en outre en garde*.
        let mut at = group.verb + 1;
        let mut matched = 0;
        let mut skipped = 0;
        while matched < rest.len() && at < high {
            if view.low(at) == rest[matched] || view.words[at].lemma == rest[matched] {
                matched += 1;
            } else if matched == 0
                && skipped < 3
                && (matches!(view.upos(at), Upos::Adv | Upos::Pron)
                    // *called Friday for*
                    || view.in_set("time-noun", at) && !view.lexicon.set("past").is_empty()
                    || view.in_set("connective", at))
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
    if let Some((infinitive, entry)) = opened(view, group, high) {
        group.entry = Some(entry);
        group.last = infinitive;
        return;
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
    // *Vi si sostiene che P*: in a text.
    let read = || {
        let there = (group.first..group.verb).any(|w| view.in_set("there", w));
        view.lexicon.verb(lemma).filter(|_| there).copied()
    };
    group.entry = if group.reflexive {
        view.lexicon.reflexive_verb(lemma).copied().or_else(read)
    } else {
        view.lexicon.verb(lemma).copied()
    };
}

/// *ha tenuto a precisare*, *non si stanca di ripetere*: a verb that says how the saying came about, and
/// the infinitive of a verb of saying, which gives the cue its frames.
fn opened(view: &View<'_>, group: &VerbGroup, high: usize) -> Option<(usize, CueEntry)> {
    let opens = view.in_set_lemma("speech-opener", group.verb)
        || view.in_set_lemma("speech-opener-past", group.verb) && needs_auxiliary(view, group.verb);
    if !opens || group.form != GroupForm::Finite {
        return None;
    }
    let infinitive = (group.verb + 1..high.min(group.verb + 5)).find(|w| {
        let passes = matches!(view.upos(*w), Upos::Adv | Upos::Adp | Upos::Pron)
            || view.in_set("connective", *w);
        !passes
    })?;
    if view.words[infinitive].morph.verb_form != VerbForm::Inf {
        return None;
    }
    let mut inner = VerbGroup {
        first: infinitive,
        last: infinitive,
        verb: infinitive,
        form: GroupForm::Infinitive,
        reflexive: false,
        ..group.clone()
    };
    name(view, &mut inner, high);
    let entry = inner.entry.filter(|e| e.is_speech())?;
    Some((inner.last, entry))
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
        && view.deprel(verb) == Deprel::Conj
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

/// Whether the word is a gerund or present participle (*hiding the losses*).
pub(crate) fn is_gerund(word: &Word) -> bool {
    matches!(word.upos, Upos::Verb | Upos::Aux)
        && (word.morph.verb_form == VerbForm::Ger
            || word.morph.verb_form == VerbForm::Part && word.morph.tense == Tense::Pres)
}
