//! Which word is the finite verb of its clause, where the past's form is the participle's too.
//!
//! Taggers take such a past for a participle where a noun stands before it (*said the two raised $5*).
//! A clause with a subject and no finite verb shows the error. So do the words of clauses that are tagged
//! for something else: a complementiser for a pronoun, a name at the head of its sentence for a noun.

use crate::lexicon::{Frame, Lexicon};
use crate::view::fold_case;
use compact_str::CompactString;
use rustc_hash::FxHashSet;
use sayso_language::{Analysis, Mood, Upos, VerbForm};
use sayso_language::{Tense, Word};
use std::ops::Range;

/// Puts right the tags of finite verbs and complementisers, before the sentences are parsed.
pub(crate) fn mark(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    if lexicon.set("past").is_empty() {
        return;
    }
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.clone() {
            let clause = Clause { text, words: &analysis.words, lexicon, range: range.clone() };
            let past = clause.is_participle(w) && (clause.lacks_finite(w) || clause.joined(w));
            if past || clause.is_past(w) {
                analysis.words[w].morph.verb_form = VerbForm::Fin;
                analysis.words[w].morph.mood = Mood::Ind;
                analysis.words[w].morph.tense = Tense::Past;
            } else if clause.is_base_form(w) {
                let word = &mut analysis.words[w];
                word.lemma = word.form(text).into();
                word.upos = Upos::Verb;
                word.morph = Default::default();
                word.morph.verb_form = VerbForm::Fin;
                word.morph.mood = Mood::Ind;
                word.morph.tense = Tense::Pres;
            } else if clause.stands_for_people(w) {
                analysis.words[w].upos = Upos::Noun;
            } else if clause.introduces(w) {
                analysis.words[w].upos = Upos::Sconj;
                analysis.words[w].morph = Default::default();
            }
        }
    }
}

/// A capitalised noun that the report has as a name elsewhere, inside a sentence, is one at a sentence's
/// head too: *Marten said*.
pub(crate) fn names(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    if lexicon.set("past").is_empty() {
        return;
    }
    let mut known: FxHashSet<CompactString> = FxHashSet::default();
    let mut nouns: FxHashSet<CompactString> = FxHashSet::default();
    for sentence in &analysis.sentences {
        for w in sentence.words.clone().skip(1) {
            let word = &analysis.words[w];
            let form = word.form(text);
            if word.upos == Upos::Propn && form.starts_with(char::is_uppercase) {
                known.insert(form.into());
            } else if word.upos == Upos::Noun && form.starts_with(char::is_lowercase) {
                nouns.insert(fold_case(form));
            }
        }
    }
    // *Amnesty International condemned*: an adjective with a capital that closes a name.
    for w in 1..analysis.words.len() {
        let words = &analysis.words;
        let closes = words
            .get(w + 1)
            .is_some_and(|n| matches!(n.upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Part));
        let capital = |x: usize| words[x].form(text).starts_with(char::is_uppercase);
        if words[w].upos == Upos::Adj
            && words[w - 1].upos == Upos::Propn
            && capital(w)
            && capital(w - 1)
            && closes
        {
            analysis.words[w].upos = Upos::Propn;
        }
    }
    for word in &mut analysis.words {
        let form = word.form(text);
        if word.upos == Upos::Noun
            && form.starts_with(char::is_uppercase)
            && known.contains(form)
            && !nouns.contains(&fold_case(form))
            && !lexicon.set("time-noun").has(&fold_case(form))
        {
            word.lemma = form.into();
            word.upos = Upos::Propn;
        }
    }
}

/// A sentence while its tags are put right.
struct Clause<'a> {
    text: &'a str,
    words: &'a [Word],
    lexicon: &'a Lexicon,
    range: Range<usize>,
}

impl Clause<'_> {
    fn low(&self, w: usize) -> CompactString {
        self.words.get(w).map_or_else(CompactString::default, |x| fold_case(x.form(self.text)))
    }

    fn upos(&self, w: usize) -> Upos {
        self.words.get(w).filter(|_| w < self.range.end).map_or(Upos::Punct, |x| x.upos)
    }

    fn is_in(&self, set: &str, w: usize) -> bool {
        self.lexicon.set(set).has(&self.low(w))
    }

    fn is_verb(&self, w: usize) -> bool {
        matches!(self.upos(w), Upos::Verb | Upos::Aux)
    }

    fn is_finite(&self, w: usize) -> bool {
        self.is_verb(w) && self.words[w].morph.verb_form == VerbForm::Fin
    }

    fn is_participle(&self, w: usize) -> bool {
        let morph = self.words[w].morph;
        self.words[w].upos == Upos::Verb
            && morph.verb_form == VerbForm::Part
            && morph.tense == Tense::Past
    }

    fn is_nominal(&self, w: usize) -> bool {
        matches!(self.upos(w), Upos::Noun | Upos::Propn | Upos::Num)
            || self.upos(w) == Upos::Pron && !self.is_in("object-pronoun", w)
            // *One Republican threatened*
            || self.upos(w) == Upos::Adj
                && w > self.range.start
                && matches!(self.upos(w - 1), Upos::Det | Upos::Num)
    }

    fn before(&self, w: usize) -> Option<usize> {
        (self.range.start..w).rev().find(|x| self.upos(*x) != Upos::Adv)
    }

    /// Whether a clause ends at the word, seen from its subject or its verb.
    fn bounds(&self, w: usize) -> bool {
        let bracket = matches!(self.words[w].form(self.text), "(" | ")");
        self.upos(w) == Upos::Punct && !bracket
            || matches!(self.upos(w), Upos::Sconj | Upos::Cconj)
            || self.is_in("whether", w)
            || self.is_in("relative", w) && self.upos(w) == Upos::Pron
    }

    /// Whether the participle is the past of a clause that has a subject and no other finite verb: behind a
    /// verb that takes no object, behind a conjunction, or at the head of its sentence.
    fn lacks_finite(&self, w: usize) -> bool {
        let Some(before) = self.before(w).filter(|b| self.is_nominal(*b)) else { return false };
        let Some(start) = self.clause_start(before, w) else { return false };
        let subject = (start..=before)
            .find(|x| self.upos(*x) != Upos::Adv && !self.is_in("time-noun", *x))
            .unwrap_or(before);
        let opens = matches!(
            self.upos(subject),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj
        );
        let other = (w + 1..self.range.end)
            .take_while(|x| !self.bounds(*x) && !self.is_in("clause-preposition", *x))
            .any(|x| self.is_finite(x));
        let next = (w + 1..self.range.end).find(|x| !self.is_in("time-noun", *x)).unwrap_or(w);
        // *said nothing about the man arrested on Monday*: behind a preposition's noun only with an object.
        let governed =
            (start..before).any(|x| self.upos(x) == Upos::Adp && !self.is_in("infinitive-of", x));
        let object = matches!(
            self.upos(next),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj | Upos::Sym
        );
        opens && !other && (!governed || object) && !self.is_in("by-agent", next)
    }

    /// Where the clause starts of which the word is the subject's last.
    fn clause_start(&self, before: usize, verb: usize) -> Option<usize> {
        for x in (self.range.start..=before).rev() {
            if self.is_verb(x) {
                let lemma = &self.words[x].lemma;
                let takes = self.upos(x) == Upos::Verb
                    && self.lexicon.set("takes-no-object").has(lemma)
                    && !self.is_participle(x);
                return (takes && x < before).then_some(x + 1);
            }
            if self.bounds(x) {
                let conjunction = self.upos(x) == Upos::Sconj
                    || self.is_in("whether", x)
                    || self.is_in("relative-subject", x);
                let fronted = self.words[x].form(self.text) == "," && self.opens_aside();
                return (conjunction || fronted).then_some(if self.is_in("relative", x) {
                    x
                } else {
                    x + 1
                });
            }
        }
        // At the head of its sentence: where none but an inserted clause at its end has a finite verb.
        let comma = |x: &usize| self.words[*x].form(self.text) == ",";
        let last = (verb + 1..self.range.end).rev().find(comma);
        let alone = match last {
            Some(last) => !(verb + 1..last).any(|x| self.is_finite(x)),
            None => self.lexicon.verb(&self.words[verb].lemma).is_some(),
        };
        alone.then_some(self.range.start)
    }

    /// Whether the sentence opens with a clause or a phrase that its main clause follows: *Though P, Q*.
    fn opens_aside(&self) -> bool {
        let connective = |x: &usize| self.upos(*x) == Upos::Cconj;
        let first = (self.range.start..self.range.end).find(|x| !connective(x));
        first.is_some_and(|x| {
            matches!(self.upos(x), Upos::Sconj | Upos::Adp)
                || self.upos(x) == Upos::Verb && crate::verb::is_gerund(&self.words[x])
        })
    }

    /// *said P, but declined to comment*: behind a conjunction, with an infinitive of its subject.
    fn joined(&self, w: usize) -> bool {
        let auxiliary = (self.range.start..w).rev().take(4).any(|x| self.upos(x) == Upos::Aux);
        self.before(w).is_some_and(|b| self.upos(b) == Upos::Cconj)
            && self.lexicon.set("subject-infinitive").has(&self.words[w].lemma)
            && self.is_in("infinitive-to", w + 1)
            && !auxiliary
    }

    /// *X recently put it*: a form that is the infinitive's too, behind its subject and with no word that
    /// governs an infinitive.
    fn is_past(&self, w: usize) -> bool {
        let word = &self.words[w];
        let phrase = self.lexicon.verb_phrases(&word.lemma);
        word.upos == Upos::Verb
            && word.morph.verb_form == VerbForm::Inf
            && phrase.iter().any(|(rest, _)| {
                rest.len() == 1
                    && self.low(w + 1) == rest[0]
                    && self.is_in("object-pronoun-it", w + 1)
            })
            && self.before(w).is_some_and(|b| {
                matches!(self.upos(b), Upos::Noun | Upos::Propn | Upos::Pron)
                    || self.words[b].form(self.text) == ","
            })
            && !(self.range.start..w)
                .rev()
                .take(6)
                .take_while(|x| !self.is_finite(*x) || self.upos(*x) == Upos::Aux)
                .any(|x| self.upos(x) == Upos::Aux)
    }

    /// *Prosecutors allege Brix lied*: a verb of saying in small letters that the tagger takes for a name.
    fn is_base_form(&self, w: usize) -> bool {
        let form = self.words[w].form(self.text);
        matches!(self.upos(w), Upos::Propn | Upos::X)
            && form.chars().all(char::is_lowercase)
            && self.lexicon.verb(form).is_some_and(|e| e.takes(Frame::That) && e.takes(Frame::Bare))
            && self
                .before(w)
                .is_some_and(|b| matches!(self.upos(b), Upos::Noun | Upos::Propn | Upos::Pron))
            && !self.is_verb(w + 1)
    }

    /// *One Republican threatened*, *the Zambian said*: an adjective with a capital between a determiner and a
    /// finite verb.
    fn stands_for_people(&self, w: usize) -> bool {
        self.upos(w) == Upos::Adj
            && w > self.range.start
            && matches!(self.upos(w - 1), Upos::Det | Upos::Num)
            && self.words[w].form(self.text).starts_with(char::is_uppercase)
            && self.is_finite(w + 1)
            || self.upos(w) == Upos::Adj
                && w > self.range.start
                && matches!(self.upos(w - 1), Upos::Det | Upos::Num)
                && self.words[w].form(self.text).starts_with(char::is_uppercase)
                && self.upos(w + 1) == Upos::Verb
                && self.is_participle(w + 1)
                && self.lacks_finite(w + 1)
    }

    /// *found that in the counties, voters left*, *told a meeting that few stayed*: the word behind a verb
    /// of saying, or behind whom something was told, with a clause behind it.
    fn introduces(&self, w: usize) -> bool {
        let pronoun = self.is_in("complementiser", w)
            && self.is_in("demonstrative", w)
            && matches!(self.upos(w), Upos::Det | Upos::Pron);
        let Some(before) = self.before(w).filter(|_| pronoun) else { return false };
        // It would be the subject: *said that would do*.
        let next = (w + 1..self.range.end).find(|x| self.upos(*x) != Upos::Adv);
        if next.is_none_or(|n| self.is_verb(n)) {
            return false;
        }
        let verb = (self.range.start..=before)
            .rev()
            .take_while(|x| !self.bounds(*x))
            .find(|x| self.is_verb(*x));
        let Some(verb) = verb.filter(|v| self.upos(*v) == Upos::Verb) else { return false };
        let lemma = &self.words[verb].lemma;
        let takes = self.lexicon.verb(lemma).is_some_and(|e| e.class_for(Frame::That).is_some());
        // *asked staff for a word that all had*, *tells so many lies that she fell*
        let other = (verb + 1..before).any(|x| {
            self.upos(x) == Upos::Adp && !self.is_in("infinitive-of", x) || self.is_in("degree", x)
        });
        let addressed = verb < before && self.lexicon.set("takes-addressee").has(lemma);
        let finite =
            |x: usize| self.is_finite(x) || self.is_participle(x) && self.is_nominal(x - 1);
        // *denied that charge and left*: an object, with no verb of its own.
        // *having said that, there is more*; but *noted that, like her, he left*
        let comma = |x: usize| self.words[x].form(self.text) == ",";
        if w + 1 < self.range.end && comma(w + 1) {
            let next = (w + 2..self.range.end).find(|x| comma(*x) || finite(*x));
            if next.is_none_or(|x| !comma(x)) {
                return false;
            }
        }
        let clause = match self.upos(w) {
            Upos::Det => (w + 2..self.range.end)
                .take_while(|x| {
                    self.upos(*x) != Upos::Punct
                        && !(self.is_in("conjunction", *x) && self.is_verb(*x + 1))
                })
                .any(|x| self.is_finite(x)),
            _ => (w + 1..self.range.end).any(finite),
        };
        takes && clause && (verb == before || addressed && !other)
    }
}
