//! Pronouns, verbs that have dropped their subject, and *ce dernier*.

use super::PhraseKind;
use super::antecedent::Anaphor;
use super::chains::Builder;
use crate::lexicon::Agreement;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::{Mention, MentionForm};

impl Builder<'_, '_> {
    /// *ce dernier*, *l'intéressée*: links the phrase at a word to whoever was mentioned last and
    /// agrees; how many words it has, 0 for none.
    pub(super) fn this_one(&mut self, w: usize, end: usize, s: usize) -> usize {
        let view = self.view;
        let words = view.phrase_at("this-one", w, end);
        if words == 0 || words == 1 && view.upos(w) != Upos::Pron {
            return 0;
        }
        let last = w + words - 1;
        // *l'intéressée, Irène K.*: the name says who.
        if view.is_comma(last + 1) && super::names::is_capitalised(view, last + 2) && last + 2 < end
        {
            return 0;
        }
        let gender = super::chains::gender_of(view.words[last].morph.gender)
            .or_else(|| super::chains::gender_of(view.words[w].morph.gender));
        let plural = super::chains::is_plural(view, last);
        let speaks = (w..=last).any(|x| self.source_heads.contains(&x));
        let found = self
            .recent()
            .filter(|(_, c)| {
                c.plural == plural
                    && !c.quoted
                    && s <= c.last_sentence + 4
                    && c.kind.is_some_and(|k| {
                        !matches!(k, PhraseKind::Place | PhraseKind::Document | PhraseKind::Metonym)
                    })
            })
            .filter(|(_, c)| match (gender, c.gender.or(c.grammar)) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            })
            .max_by_key(|(_, c)| {
                // A person is likelier to speak than what was named a little later.
                let ahead = usize::from(speaks && c.kind == Some(PhraseKind::Person)) * 30;
                (c.last_word + ahead, c.last_word)
            })
            .map(|(i, _)| i);
        let Some(chain) = found else { return 0 };
        let entry = &mut self.chains[chain];
        entry.mentions.push(Mention { span: view.span(w, last), form: MentionForm::Pronoun });
        entry.last_sentence = s;
        entry.last_word = last;
        for x in w..=last {
            self.of_word.insert(x, chain);
        }
        words
    }

    /// Links a pronoun, where it stands for somebody.
    pub(super) fn pronoun(&mut self, w: usize, s: usize) {
        let view = self.view;
        let source = self.source_heads.contains(&w);
        let form = super::pronoun_form(view, w);
        let agreement = match view.lexicon.pronoun(&form) {
            // *Sie sagten*: the verb tells the number of a pronoun that has both.
            Some(agreement) if view.in_set("pronoun-either", w) && self.plural_verb(w) => {
                Agreement { gender: None, plural: true, ..agreement }
            }
            Some(agreement) => agreement,
            // *sa promesse de P*: the possessor speaks.
            None if source && view.in_set("possessive", w) => Agreement {
                gender: None,
                plural: view.in_set("possessive-plural", w),
                person: None,
                neuter: false,
            },
            None => return,
        };
        if !source
            && (view.quote_of[w].is_some()
                || !matches!(
                    view.deprel(w),
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::OblArg | Deprel::Iobj
                ))
        {
            return;
        }
        let anaphor = Anaphor::pronoun(view, w, s, agreement);
        let Some(chain) = self.stressed(w).or_else(|| self.antecedent(&anaphor)) else {
            return;
        };
        let span = super::pronoun_span(view, w);
        let subject = source || matches!(view.deprel(w), Deprel::Nsubj | Deprel::NsubjPass);
        let entry = &mut self.chains[chain];
        entry.mentions.push(Mention { span, form: MentionForm::Pronoun });
        entry.last_sentence = s;
        entry.last_word = w;
        entry.subjects += usize::from(subject);
        // A person's pronoun tells the person's gender.
        if entry.kind == Some(PhraseKind::Person) && !entry.plural {
            entry.gender = entry.gender.or(agreement.gender);
        }
        self.of_word.insert(w, chain);
        if subject {
            self.note_subject(w, chain, s);
        }
    }

    /// Links a verb of saying that has dropped its subject to whoever was last the subject or spoke.
    pub(super) fn dropped(&mut self, verb: usize, s: usize) {
        let view = self.view;
        // The number is the finite verb's: *hanno aggiunto*.
        let low = view.sentence(verb).words.start.max(verb.saturating_sub(6));
        let finite = (low..=verb).rev().find(|w| {
            matches!(view.upos(*w), Upos::Verb | Upos::Aux)
                && view.words[*w].morph.verb_form == VerbForm::Fin
        });
        let plural = finite.is_some_and(|w| super::chains::is_plural(view, w));
        let agreement = Agreement { gender: None, plural, person: None, neuter: false };
        // Who spoke in the same sentence goes on: *Per X, P; ha aggiunto che Q*.
        let low = view.sentence(verb).words.start;
        let spoke = (low..verb)
            .rev()
            .filter(|w| self.source_heads.contains(w) && view.quote_of[*w].is_none())
            .find_map(|w| self.of_word.get(&w).copied())
            .filter(|c| self.chains.get(*c).is_some_and(|c| c.plural == plural));
        let anaphor = Anaphor::pronoun(view, verb, s, agreement);
        let Some(chain) = spoke.or_else(|| self.antecedent(&anaphor)) else { return };
        let entry = &mut self.chains[chain];
        entry.last_sentence = s;
        entry.subjects += 1;
        self.of_word.insert(verb, chain);
        self.note_subject(verb, chain, s);
    }

    /// Whether the finite verb over a pronoun is plural.
    fn plural_verb(&self, w: usize) -> bool {
        let view = self.view;
        let verb = view.head(w);
        let finite = |x: usize| view.words[x].morph.verb_form == VerbForm::Fin;
        let finite = std::iter::once(verb)
            .chain(view.children(verb))
            .find(|x| matches!(view.upos(*x), Upos::Verb | Upos::Aux) && finite(*x));
        finite.is_some_and(|x| super::chains::is_plural(view, x))
    }

    /// *Le légiste, lui, a dit*: a pronoun that takes up the phrase before its comma.
    fn stressed(&self, w: usize) -> Option<usize> {
        let view = self.view;
        if w < 2 || w + 1 >= view.words.len() || !view.is_comma(w - 1) || !view.is_comma(w + 1) {
            return None;
        }
        let low = view.sentence(w).words.start;
        let mut at = w - 2;
        loop {
            if let Some(chain) = self.of_word.get(&at) {
                return Some(*chain);
            }
            if at <= low || view.is_punct(at) || matches!(view.upos(at), Upos::Verb | Upos::Aux) {
                return None;
            }
            at -= 1;
        }
    }
}
