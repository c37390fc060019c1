//! How much an entity is on the reader's mind, by weights set by hand: who spoke last, who was the
//! subject of the sentence before, who was named most and nearest, as in Lappin and Leass (1994). The
//! trained model (`antecedent.rs`) takes the order that comes out as one thing among others.

use super::PhraseKind;
use super::chains::Builder;
use super::np::Np;
use crate::lexicon::Agreement;
use sayso_language::{Deprel, Upos};
use sayso_model::MentionForm;

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

    /// How much a phrase without a name points at an entity, by hand-set weights: what it has been
    /// called before, and what bare nouns take up. `None`: it does not mean it.
    pub(super) fn phrase_prior(&self, np: &Np, i: usize, s: usize) -> Option<i32> {
        let noun = np.noun.as_ref()?;
        let chain = &self.chains[i];
        let said = self.said(np);
        let told = self.view.quote_of[np.head].is_some() && !self.source_heads.contains(&np.head);
        let takes_up = np.anaphoric
            && np.bare
            && !np.possessive
            && !told
            && !np.class.is_some_and(super::noun::is_tie);
        let right_headed = !self.view.lexicon.set("compound-head").is_empty();
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
            || (np.country.is_some() && np.country == chain.country && (same_noun || same_class));
        if agrees && (same_noun || in_name) {
            score += 40;
        } else if agrees && same_head {
            score += 30;
        } else if agrees && same_class && np.office {
            score += 25;
        } else {
            score = takes_up.then(|| self.bare_fit(np, i, s)).flatten()?;
        }
        if np.country.is_some() && np.country == chain.country {
            score += 10;
        }
        if chain.is_named() {
            score += 5;
        }
        Some(score)
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
    pub(super) fn other_person(&self, np: &Np, s: usize) -> Option<usize> {
        if !(np.counterpart || np.possessive && np.relational && np.kind == PhraseKind::Person) {
            return None;
        }
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

    /// How much a pronoun points at an entity, by hand-set weights.
    pub(super) fn pronoun_prior(
        &self,
        w: usize,
        s: usize,
        i: usize,
        Agreement { gender, plural, person, .. }: Agreement,
    ) -> Option<i32> {
        let view = self.view;
        let chain = &self.chains[i];
        let kind = chain.kind?;
        let is_source = self.source_heads.contains(&w);
        // A verb without a subject goes on with the last one as one that opens a sentence does.
        let opens =
            w < view.sentence(w).words.start + 2 || matches!(view.upos(w), Upos::Verb | Upos::Aux);
        let distance = s as i32 - chain.last_sentence as i32;
        let block_gap = if chain.last_sentence < self.block_start { 2 } else { 0 };
        let mut score = 20 - 4 * distance - block_gap;
        // The headline's person is on the reader's mind all along.
        if chain.titled && kind == PhraseKind::Person {
            score = score.max(0) + 4;
        }
        if chain.plural != plural {
            // *ils*: those of a company or a group.
            if !plural || kind != PhraseKind::Body || chain.subjects == 0 {
                return None;
            }
            score -= 8;
        } else {
            match (gender, chain.gender.or(chain.grammar)) {
                (Some(a), Some(b)) if a != b => return None,
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
            PhraseKind::Place => return None,
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
        Some(score)
    }
}
