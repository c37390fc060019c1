//! Whom a phrase without a name means: roles, bare nouns, pronouns.
//!
//! A phrase is held against each entity met before: number, gender and walk of life must fit, then
//! the one most on the reader's mind is taken (who spoke last, who was the subject of the sentence
//! before, who was named most and nearest), as in Lappin and Leass (1994).

use super::PhraseKind;
use super::chains::Builder;
use super::np::Np;
use crate::lexicon::Agreement;
use compact_str::CompactString;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::{Mention, MentionForm};

/// A bare noun looks no further back than this many sentences.
const REACH: usize = 12;

impl Builder<'_, '_> {
    /// How much an entity is on the reader's mind in sentence `s`.
    fn salience(&self, i: usize, s: usize) -> i32 {
        let chain = &self.chains[i];
        let distance = s.saturating_sub(chain.last_sentence).min(30) as i32;
        let mut score = 20 - 3 * distance;
        if chain.last_sentence < self.block_start {
            score -= 2;
        }
        if chain.subjects > 0 {
            score += 2 + chain.subjects.min(4) as i32;
        }
        if chain.quoted {
            score -= 8;
        }
        if let Some((speaker, at)) = self.last_speaker
            && speaker == i
            && s.saturating_sub(at) <= 3
        {
            score += 3;
        }
        if self.main_subject.is_some_and(|(c, at)| c == i && at + 1 >= s) {
            score += 3;
        }
        score
    }

    /// The entity whose words these are, where the word stands in words that a source before it
    /// is given for.
    fn speaker_around(&self, w: usize) -> Option<usize> {
        let quote = self.view.top_quote(w)?;
        self.around.get(&quote)?.iter().find_map(|head| self.of_word.get(head).copied())
    }

    /// The person most talked about lately whom a definite noun without a role can take up.
    pub(super) fn find_person(&self, np: &Np, w: usize, s: usize) -> Option<usize> {
        let gender = np.gender.or(np.grammar);
        let around = self.speaker_around(w);
        let country = np.country.as_ref();
        self.recent()
            .filter(|(i, c)| {
                c.kind == Some(PhraseKind::Person)
                    && c.is_named()
                    && !c.plural
                    && around != Some(*i)
                    && s <= c.last_sentence + REACH
                    && (gender.is_none() || c.gender.is_none() || c.gender == gender)
                    && (country.is_none() || c.country.is_none() || c.country.as_ref() == country)
            })
            .max_by_key(|(_, c)| {
                let known = c.country.is_some() && c.country.as_ref() == country;
                let near = s.saturating_sub(c.last_sentence) as i32;
                let talked = c.subjects.min(2) as i32 - 8 * i32::from(c.quoted);
                (talked - 3 * near + 10 * i32::from(known), c.last_word)
            })
            .map(|(i, _)| i)
    }

    /// The chain that a definite phrase without a name means.
    pub(super) fn find_role(&self, np: &Np, s: usize) -> Option<usize> {
        if np.counterpart || np.possessive && np.relational && np.kind == PhraseKind::Person {
            return self.other_person(np, s);
        }
        let noun = np.noun.as_ref()?;
        // Where a language's nouns have many forms, one of the head is the noun itself.
        let own = match self.view.lexicon.nouns_have_capitals() {
            true => super::fold(self.view.words[np.head].form(self.view.text)),
            false => CompactString::default(),
        };
        // What both phrases say beyond their noun must not disagree.
        let said: Vec<&CompactString> = np
            .words
            .iter()
            .filter(|w| *w != noun && !noun.split(' ').any(|part| part == w.as_str()))
            .filter(|w| **w != own)
            .collect();
        let told = self.view.quote_of[np.head].is_some() && !self.source_heads.contains(&np.head);
        let takes_up = np.anaphoric
            && np.bare
            && !np.possessive
            && !told
            && !np.class.is_some_and(super::noun::is_tie);
        let right_headed = !self.view.lexicon.set("compound-head").is_empty();
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.recent() {
            let guess = np.class.is_some_and(super::noun::is_business) && chain.is_guess();
            if chain.kind.is_none_or(|k| !k.may_be(np.kind) && !guess)
                || chain.plural != np.plural && np.kind != PhraseKind::State
                || np.country.is_some() && chain.country.is_some() && np.country != chain.country
            {
                continue;
            }
            if let (Some(a), Some(b)) = (chain.gender, np.gender)
                && a != b
                && !np.any_gender
                && np.kind == PhraseKind::Person
            {
                continue;
            }
            let distance = (s as i32 - chain.last_sentence as i32).min(30);
            let mut score = -distance;
            let same_noun = chain.roles.iter().any(|r| r.noun == *noun);
            // *the bank*, in a language that heads compounds on the right: the central bank.
            let same_head = takes_up
                && right_headed
                && chain.roles.iter().any(|r| {
                    r.noun.strip_suffix(noun.as_str()).is_some_and(|before| before.ends_with(' '))
                });
            let same_class = np.class.is_some() && chain.roles.iter().any(|r| r.class == np.class);
            let in_name = chain.names.iter().any(|n| n.words.contains(noun));
            let agrees = said.is_empty()
                || chain.roles.iter().any(|r| said.iter().all(|w| super::np::says(&r.words, w)))
                || chain.names.iter().any(|n| said.iter().any(|w| n.words.contains(w)))
                || (np.country.is_some()
                    && np.country == chain.country
                    && (same_noun || same_class));
            if agrees && (same_noun || in_name) {
                score += 40;
            } else if agrees && same_head {
                score += 30;
            } else if agrees && same_class && np.office {
                score += 25;
            } else if let Some(fit) = takes_up.then(|| self.bare_fit(np, i, s)).flatten() {
                score = fit;
            } else {
                continue;
            }
            if np.country.is_some() && np.country == chain.country {
                score += 10;
            }
            if chain.is_named() {
                score += 5;
            }
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// How well *l'ONG*, *la firme*, *le brocanteur de 52 ans* fits an entity that was not called
    /// so before.
    fn bare_fit(&self, np: &Np, i: usize, s: usize) -> Option<i32> {
        let chain = &self.chains[i];
        let distance = s.saturating_sub(chain.last_sentence);
        // *Kaminoseki Denki … the company*: two capitals that nothing says are a person's.
        let guess = np.class.is_some_and(super::noun::is_business)
            && chain.kind == Some(PhraseKind::Person)
            && chain.mentions.iter().all(|m| m.form == MentionForm::Name)
            && !self.view.lexicon.set("compound-head").is_empty()
            && chain.is_guess()
            && !chain.names.iter().any(|n| {
                n.text.split_whitespace().next().is_some_and(|first| {
                    self.view.knowledge.first_name_in(self.view.lang.code(), first).is_some()
                })
            });
        // *the agency* for the World Health Organisation, which the knowledge has among blocs of states.
        let bloc = np.kind == PhraseKind::Body
            && chain.kind == Some(PhraseKind::State)
            && chain.country.is_none();
        let kinds = guess
            || bloc
            || matches!(
                (np.kind, chain.kind?),
                (PhraseKind::Person, PhraseKind::Person)
                    | (PhraseKind::Body, PhraseKind::Body | PhraseKind::Name)
                    | (PhraseKind::Document, PhraseKind::Document)
                    | (PhraseKind::State, PhraseKind::State)
            );
        let document = np.kind == PhraseKind::Document;
        // *die Behörde*: whatever public body was named.
        let any_body = np.kind == PhraseKind::Body && self.view.in_set("any-body", np.head);
        if any_body && !chain.roles.is_empty() && !chain.has_class(super::noun::is_official) {
            return None;
        }
        let bloc = any_body && chain.kind == Some(PhraseKind::State) && chain.country.is_none();
        if !(kinds || bloc)
            || distance > REACH
            || chain.quoted
            || chain.class_clash(np)
                && !(document && self.view.in_set("any-text", np.head))
                && !any_body
        {
            return None;
        }
        let person = np.kind == PhraseKind::Person;
        // *l'ancien comptable* takes up who has a name alone: the words of what was tell too little.
        let former = (np.first..np.head).any(|w| self.view.in_set("former", w));
        let unnamed_person = person && distance <= 4 && !former;
        if !(chain.is_named() || unnamed_person || document || any_body) {
            return None;
        }
        let same_class = np.class.is_some() && chain.roles.iter().any(|r| r.class == np.class);
        // An office points at who holds it, known or not.
        let shared = np.class.is_some_and(super::noun::is_shared_office);
        let holds = |r: &super::chain::RoleUse| {
            r.domain & np.domain != 0 && r.domain & super::noun::PARTY == 0
        };
        if person && np.office && !shared && !chain.roles.iter().any(holds) {
            return None;
        }
        let mut score = self.salience(i, s) / 2 + 2 - if guess { 5 } else { 0 };
        if same_class {
            score += 6;
        }
        // *le septuagénaire*: who is 78.
        match chain.age.map(|age| np.decade_of(age)) {
            Some(Some(true)) => score += 20,
            Some(Some(false)) => return None,
            _ => {}
        }
        if !chain.is_named() {
            score -= 8;
        }
        match (chain.grammar.or(chain.gender), np.gender.or(np.grammar)) {
            // *la FGTB*, *le syndicat*: a body's nouns need not agree.
            (Some(a), Some(b)) if a != b => score -= if person { 4 } else { 1 },
            (Some(_), Some(_)) if person => score += 3,
            _ => {}
        }
        if chain.kind == Some(PhraseKind::Name) {
            score -= 2;
            // A name that never acted is as likely a place's.
            if chain.subjects == 0 && !self.view.lexicon.set("compound-head").is_empty() {
                return None;
            }
        }
        if chain.subjects == 0 {
            score -= 3;
        }
        Some(score)
    }

    /// *son homologue*, *son adversaire*, *son avocat*: somebody called so before, or of two the
    /// one who is not the possessor.
    fn other_person(&self, np: &Np, s: usize) -> Option<usize> {
        let noun = np.noun.as_ref()?;
        let owner = self.main_subject.map(|(c, _)| c);
        let fits = |c: &super::chain::Chain| {
            c.kind == Some(PhraseKind::Person)
                && c.plural == np.plural
                && (np.gender.is_none() || c.gender.is_none() || c.gender == np.gender)
                && (np.country.is_none() || c.country.is_none() || c.country == np.country)
        };
        let called = self
            .recent()
            .filter(|(i, c)| {
                fits(c) && owner != Some(*i) && c.roles.iter().any(|r| r.noun == *noun)
            })
            .max_by_key(|(_, c)| c.last_word);
        if let Some((i, _)) = called {
            return Some(i);
        }
        let speaker = self.last_speaker.filter(|(_, at)| s <= at + 2).map(|(c, _)| c);
        let against = np.counterpart || self.view.in_set("opponent", np.head);
        self.recent()
            .filter(|(i, c)| {
                against
                    && fits(c)
                    && c.is_named()
                    && speaker.or(owner) != Some(*i)
                    && s <= c.last_sentence + 4
            })
            .max_by_key(|(_, c)| {
                (np.country.is_some() && c.country == np.country, c.last_sentence, c.last_word)
            })
            .map(|(i, _)| i)
    }

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
        let Some(chain) = self.stressed(w).or_else(|| self.antecedent(w, s, agreement)) else {
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
        let Some(chain) = spoke.or_else(|| self.antecedent(verb, s, agreement)) else { return };
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

    /// Whom a pronoun stands for.
    fn antecedent(
        &self,
        w: usize,
        s: usize,
        Agreement { gender, plural, person, neuter }: Agreement,
    ) -> Option<usize> {
        let view = self.view;
        let is_source = self.source_heads.contains(&w);
        let around = self.speaker_around(w);
        // A verb without a subject goes on with the last one as one that opens a sentence does.
        let opens =
            w < view.sentence(w).words.start + 2 || matches!(view.upos(w), Upos::Verb | Upos::Aux);
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.recent() {
            let Some(kind) = chain.kind else { continue };
            // *she* is a person, *it* none.
            let human = matches!(kind, PhraseKind::Person | PhraseKind::Source | PhraseKind::Name);
            let thing = !matches!(kind, PhraseKind::Person | PhraseKind::People);
            if person.is_some_and(|person| if person { !human } else { !thing }) {
                continue;
            }
            // *Son parti lui reproche*: a clause's subject is not its object.
            if !matches!(view.deprel(w), Deprel::Nsubj | Deprel::NsubjPass)
                && !is_source
                && chain.last_word < w
                && view.head(chain.last_word) == view.head(w)
                && matches!(view.deprel(chain.last_word), Deprel::Nsubj | Deprel::NsubjPass)
            {
                continue;
            }
            let distance = s as i32 - chain.last_sentence as i32;
            let block_gap = if chain.last_sentence < self.block_start { 2 } else { 0 };
            // A bare name that never acted (an acronym, a title) is nobody to take up.
            if distance > if chain.titled { 20 } else { 8 }
                || kind == PhraseKind::Name && chain.subjects == 0
                || around == Some(i)
            {
                continue;
            }
            let mut score = 20 - 4 * distance - block_gap;
            // *er*, *sie* take up no *Unternehmen*, *es* no *Firma*.
            if !plural
                && kind != PhraseKind::Person
                && (chain.neuter && gender.is_some() || neuter && chain.grammar.is_some())
            {
                continue;
            }
            // The headline's person is on the reader's mind all along.
            if chain.titled && kind == PhraseKind::Person {
                score = score.max(0) + 4;
            }
            if chain.plural != plural {
                // *ils*: those of a company or a group.
                if !plural || kind != PhraseKind::Body || chain.subjects == 0 {
                    continue;
                }
                score -= 8;
            } else {
                match (gender, chain.gender.or(chain.grammar)) {
                    (Some(a), Some(b)) if a != b => continue,
                    (Some(_), None) => score -= 3,
                    (Some(_), Some(_)) => score += 2,
                    _ => {}
                }
            }
            score += match kind {
                PhraseKind::Person if chain.is_named() => 8,
                PhraseKind::Person => 6,
                PhraseKind::Name => -3,
                PhraseKind::People => 2,
                PhraseKind::Body | PhraseKind::Metonym => 1,
                PhraseKind::Source => 2,
                PhraseKind::Document if person == Some(false) => 0,
                PhraseKind::Document => -6,
                PhraseKind::State => -1,
                PhraseKind::Place => continue,
            };
            if person == Some(false) && kind == PhraseKind::Body {
                score += 3;
            }
            if let Some((speaker, at)) = self.last_speaker
                && speaker == i
                && is_source
            {
                score += match s.saturating_sub(at) {
                    0 | 1 if kind == PhraseKind::Body && !opens => 5,
                    0 | 1 => 9,
                    2..4 => 4,
                    _ => 0,
                };
            }
            // A subject before is likelier than a complement.
            if chain.subjects > 0 {
                score += 3;
            }
            if matches!(view.deprel(chain.last_word), Deprel::Nsubj | Deprel::NsubjPass) {
                score += 4;
            }
            // Inside a sentence that reports, *il* is rather a person.
            if is_source && !opens && kind == PhraseKind::Body {
                score -= 4;
            }
            if let Some((subject, at)) = self.main_subject
                && subject == i
                && at + 3 >= s
                && at >= self.block_start
            {
                // *X s'est réuni. Il assure*: the sentence goes on with its subject.
                score += if opens && at + 1 == s { 9 } else { 5 };
            }
            if chain.is_named() {
                score += 4;
            }
            if chain.quoted {
                score -= 8;
            }
            // Nearer within the sentence counts a little.
            score += i32::from(chain.last_word + 12 > w);
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }
}
