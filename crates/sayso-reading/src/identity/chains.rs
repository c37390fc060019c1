//! Chains of mentions: which names, roles and pronouns of a report mean the same.
//!
//! One pass in reading order over names, role and body phrases, and pronouns. Each mention joins
//! the entity that it fits best, or starts a new one. Names join by their words, roles by their
//! noun and country, pronouns by agreement and salience (the speaker of the attribution before,
//! the subject of the sentence before, then nearness).

use super::np::{self, Article, Np};
use super::{PhraseKind, names};
use crate::attribution::Draft;
use crate::view::View;
use compact_str::CompactString;
use sayso_language::{Deprel, Gender as Grammar, Number, Upos};
use sayso_model::{Entity, EntityKind, Gender, Mention, MentionForm, Span};
use std::collections::{HashMap, HashSet};

/// An entity while its chain grows.
#[derive(Debug, Default, Clone)]
pub(crate) struct Chain {
    pub kind: Option<PhraseKind>,
    /// Names in the order met, each split into folded words.
    names: Vec<(String, Vec<CompactString>)>,
    /// Role or body nouns that it was called by, with their country.
    roles: Vec<RoleUse>,
    /// First full description, for the unnamed.
    description: Option<String>,
    /// Role phrase beside its name, for people to read.
    role_text: Option<String>,
    pub gender: Option<Gender>,
    /// Grammatical gender of a body's noun or article.
    grammar: Option<Gender>,
    pub plural: bool,
    pub country: Option<CompactString>,
    pub qid: Option<CompactString>,
    key: Option<CompactString>,
    pub mentions: Vec<Mention>,
    last_sentence: usize,
    last_word: usize,
    subjects: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct RoleUse {
    noun: CompactString,
    class: Option<u16>,
    country: Option<CompactString>,
    words: Vec<CompactString>,
}

/// The chains of a report, and the entity of each word that heads a mention.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    pub all: Vec<Chain>,
    pub of_word: HashMap<usize, usize>,
}

struct Builder<'v, 'a> {
    view: &'v View<'a>,
    chains: Vec<Chain>,
    of_word: HashMap<usize, usize>,
    /// For each sentence, the drafts whose cue or content starts there, in order.
    drafts_at: HashMap<usize, Vec<usize>>,
    drafts: &'v [Draft],
    source_heads: HashSet<usize>,
    /// The speaker of the last attribution before the current word.
    last_speaker: Option<(usize, usize)>,
    /// Names of the title that stands beside the text.
    title_names: Vec<(String, Vec<CompactString>)>,
    block_start: usize,
}

/// Builds the chains. `title` is a headline that is not part of the text, already analysed.
pub(crate) fn build(view: &View<'_>, drafts: &[Draft], title_names: Vec<String>) -> Chains {
    let mut builder = Builder {
        view,
        chains: Vec::new(),
        of_word: HashMap::new(),
        drafts_at: HashMap::new(),
        drafts,
        source_heads: drafts.iter().filter_map(|d| d.source.map(|s| s.head)).collect(),
        last_speaker: None,
        title_names: title_names.into_iter().map(|n| (n.clone(), fold_words(&n))).collect(),
        block_start: 0,
    };
    for (i, draft) in drafts.iter().enumerate() {
        let s = view.sentence_of[draft.at.min(view.words.len() - 1)] as usize;
        builder.drafts_at.entry(s).or_default().push(i);
    }
    for s in 0..view.sentences.len() {
        builder.sentence(s);
    }
    let titles = std::mem::take(&mut builder.title_names);
    builder.chains.iter_mut().for_each(|c| c.widen(&titles));
    Chains { all: builder.chains, of_word: builder.of_word }
}

impl Builder<'_, '_> {
    fn sentence(&mut self, s: usize) {
        let view = self.view;
        let range = view.sentences[s].words.clone();
        if s == 0 || view.sentences[s].block != view.sentences[s - 1].block {
            self.block_start = s;
        }
        let phrases = np::phrases(view, range.clone());
        let mut next = phrases.iter().peekable();
        let mut w = range.start;
        while w < range.end {
            if let Some(np) = next.peek().copied()
                && np.first <= w
            {
                next.next();
                let chain = self.link(np, s);
                self.note_mention(chain, np, s);
                // Names inside a phrase that name somebody else have phrases of their own.
                w = w.max(np.head.min(np.last)) + 1;
                if let Some(name) = np.name {
                    w = w.max(name.last + 1);
                }
                continue;
            }
            if view.upos(w) == Upos::Pron {
                self.pronoun(w, s);
            }
            w += 1;
        }
        if let Some(list) = self.drafts_at.get(&s) {
            for d in list {
                if let Some(source) = self.drafts[*d].source
                    && let Some(chain) = self.of_word.get(&source.head)
                {
                    self.last_speaker = Some((*chain, s));
                }
            }
        }
    }

    fn note_mention(&mut self, chain: usize, np: &Np, s: usize) {
        let view = self.view;
        let span = view.span(np.first, np.last);
        let form = match (np.name, np.kind) {
            (_, PhraseKind::Metonym) => MentionForm::Metonym,
            (Some(_), _) => MentionForm::Name,
            (None, _) => MentionForm::Role,
        };
        let entry = &mut self.chains[chain];
        entry.mentions.push(Mention { span, form });
        entry.last_sentence = s;
        entry.last_word = np.head;
        if matches!(view.deprel(np.head), Deprel::Nsubj | Deprel::NsubjPass)
            || self.source_heads.contains(&np.head)
        {
            entry.subjects += 1;
        }
        self.of_word.insert(np.head, chain);
        if let Some(name) = np.name {
            for w in name.first..=name.last {
                self.of_word.entry(w).or_insert(chain);
            }
        }
    }

    /// The chain of a noun phrase.
    fn link(&mut self, np: &Np, s: usize) -> usize {
        if let Some(run) = np.name {
            // *Le Tessinois*, *la Grisonne*: where somebody comes from takes up who was named.
            if np.kind == PhraseKind::Name
                && np.noun.is_none()
                && run.first == run.last
                && np.article == Article::Definite
                && self.view.in_ending_set("demonym-ending", run.first)
                && let Some(chain) = self.find_person(np, s)
            {
                return chain;
            }
            return self.link_name(np, run, s);
        }
        if self.is_this_one(np)
            && let Some(chain) = self.latest(np)
        {
            return chain;
        }
        match np.article {
            Article::Indefinite => self.start(np),
            _ => self.find_role(np, s).unwrap_or_else(|| self.start(np)),
        }
    }

    /// *ce dernier*, *l'intéressée*.
    fn is_this_one(&self, np: &Np) -> bool {
        let n = self.view.phrase_at("this-one", np.first, np.last + 1);
        n > 0 && np.first + n == np.last + 1
    }

    /// Whoever was mentioned last and agrees.
    fn latest(&self, np: &Np) -> Option<usize> {
        let gender = np.gender.or(np.grammar);
        self.chains
            .iter()
            .enumerate()
            .filter(|(_, c)| {
                c.plural == np.plural
                    && c.kind
                        .is_some_and(|k| !matches!(k, PhraseKind::Place | PhraseKind::Document))
            })
            .filter(|(_, c)| match (gender, c.gender.or(c.grammar)) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            })
            .max_by_key(|(_, c)| c.last_word)
            .map(|(i, _)| i)
    }

    /// The person most talked about lately whom a bare definite noun can take up.
    fn find_person(&self, np: &Np, s: usize) -> Option<usize> {
        let gender = np.gender.or(np.grammar);
        self.chains
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == Some(PhraseKind::Person) && c.is_named() && !c.plural)
            .filter(|(_, c)| s <= c.last_sentence + 6)
            .filter(|(_, c)| gender.is_none() || c.gender.is_none() || c.gender == gender)
            .max_by_key(|(_, c)| (c.subjects.min(3), c.last_word))
            .map(|(i, _)| i)
    }

    fn link_name(&mut self, np: &Np, run: names::NameRun, s: usize) -> usize {
        let view = self.view;
        let text = view.span(run.first, run.last).of(view.text).to_owned();
        let words = fold_words(&text);
        let facts = super::name_facts(view, &text, np.kind);
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.chains.iter().enumerate() {
            if let (Some(a), Some(b)) = (&chain.key, &facts.key)
                && a == b
            {
                best = Some((100, i));
                break;
            }
            let Some(fit) = fit_name(chain, &words, np, &facts) else { continue };
            let score = fit - (s as i32 - chain.last_sentence as i32).min(20) / 4;
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        let index = match best {
            Some((_, i)) => i,
            None => {
                self.chains.push(Chain::default());
                self.chains.len() - 1
            }
        };
        let counterpart = np.counterpart.then(|| self.counterpart_role(s)).flatten();
        let chain = &mut self.chains[index];
        if !chain.names.iter().any(|(n, _)| *n == text) {
            chain.names.push((text, words));
        }
        if chain.kind.is_none() || np.kind != PhraseKind::Name {
            chain.kind = Some(match (chain.kind, np.kind) {
                (Some(k), PhraseKind::Name) => k,
                (Some(PhraseKind::Person), PhraseKind::Body) => PhraseKind::Person,
                (_, k) => k,
            });
        }
        chain.gender = chain.gender.or(np.gender).or(facts.gender);
        chain.grammar = chain.grammar.or(np.grammar);
        chain.plural |= np.plural;
        chain.key = chain.key.clone().or(facts.key);
        chain.qid = chain.qid.clone().or(facts.qid);
        chain.country = chain.country.clone().or_else(|| np.country.clone()).or(facts.country);
        if let Some(noun) = &np.noun {
            let mut role = RoleUse {
                noun: noun.clone(),
                class: np.class,
                country: np.country.clone(),
                words: np.words.clone(),
            };
            if let Some(other) = counterpart {
                role.noun = other.noun;
                role.class = other.class;
            }
            if !chain.roles.contains(&role) {
                chain.roles.push(role);
            }
            if chain.role_text.is_none() {
                chain.role_text = np.role_text.clone();
            }
        }
        index
    }

    /// The role of the person whose counterpart is named: the last person with an office.
    fn counterpart_role(&self, s: usize) -> Option<RoleUse> {
        self.chains
            .iter()
            .filter(|c| c.kind == Some(PhraseKind::Person) && s - c.last_sentence.min(s) <= 3)
            .max_by_key(|c| c.last_word)
            .and_then(|c| c.roles.iter().find(|r| r.class.is_some()).cloned())
    }

    fn start(&mut self, np: &Np) -> usize {
        let view = self.view;
        let span = view.span(np.first, np.last);
        self.chains.push(Chain {
            kind: Some(np.kind),
            roles: np
                .noun
                .iter()
                .map(|noun| RoleUse {
                    noun: noun.clone(),
                    class: np.class,
                    country: np.country.clone(),
                    words: np.words.clone(),
                })
                .collect(),
            description: Some(description(view, np, span)),
            gender: np.gender,
            grammar: np.grammar,
            plural: np.plural,
            country: np.country.clone(),
            ..Chain::default()
        });
        self.chains.len() - 1
    }

    /// The chain that a definite phrase without a name means.
    fn find_role(&self, np: &Np, s: usize) -> Option<usize> {
        let noun = np.noun.as_ref()?;
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.chains.iter().enumerate() {
            if chain.kind.is_some_and(|k| !k.may_be(np.kind)) {
                continue;
            }
            if chain.plural != np.plural && np.kind != PhraseKind::State {
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
            let same_class = np.class.is_some() && chain.roles.iter().any(|r| r.class == np.class);
            let in_name = chain.names.iter().any(|(_, words)| words.contains(noun));
            let country_clash =
                np.country.is_some() && chain.country.is_some() && np.country != chain.country;
            if country_clash {
                continue;
            }
            // What both phrases say beyond their noun must not disagree.
            let said: Vec<&CompactString> = np.words.iter().filter(|w| *w != noun).collect();
            let agrees = said.is_empty()
                || chain.roles.iter().any(|r| said.iter().all(|w| r.words.contains(w)))
                || chain.names.iter().any(|(_, words)| said.iter().any(|w| words.contains(w)))
                || (np.country.is_some()
                    && np.country == chain.country
                    && (same_noun || same_class));
            if same_noun || in_name {
                score += 40;
            } else if same_class && np.office {
                score += 25;
            } else if np.anaphoric
                && said.is_empty()
                && chain.is_named()
                && distance <= 12
                && matches!(
                    (np.kind, chain.kind),
                    (PhraseKind::Person, Some(PhraseKind::Person | PhraseKind::Name))
                        | (PhraseKind::Body, Some(PhraseKind::Body | PhraseKind::Name))
                        | (PhraseKind::Document, Some(PhraseKind::Document))
                        | (PhraseKind::State, Some(PhraseKind::State))
                )
            {
                // *l'ONG*, *la firme*, *le quadragénaire*: whoever is most talked about.
                score += 12 + chain.subjects.min(4) as i32 - i32::from(chain.names.is_empty()) * 6;
                if let (Some(a), Some(b)) = (chain.grammar.or(chain.gender), np.gender)
                    && np.kind != PhraseKind::Person
                    && a != b
                {
                    score -= 4;
                }
                if chain.kind == Some(PhraseKind::Name) {
                    score -= if np.kind == PhraseKind::Body { 2 } else { 9 };
                }
                if np.kind == PhraseKind::Person
                    && chain.gender.is_some()
                    && chain.gender == np.gender
                {
                    score += 3;
                }
                if let Some((speaker, at)) = self.last_speaker
                    && speaker == i
                    && s - at <= 3
                {
                    score += 3;
                }
                if chain.class_clash(np) {
                    continue;
                }
            } else {
                continue;
            }
            if !agrees {
                // The same noun with another complement is somebody else.
                continue;
            }
            if np.country.is_some() && np.country == chain.country {
                score += 10;
            }
            if !chain.names.is_empty() {
                score += 5;
            }
            if best.is_none_or(|(b, _)| score > b) {
                best = Some((score, i));
            }
        }
        best.map(|(_, i)| i)
    }

    /// Links a pronoun, where it stands for somebody.
    fn pronoun(&mut self, w: usize, s: usize) {
        let view = self.view;
        let source = self.source_heads.contains(&w);
        let form = super::pronoun_form(view, w);
        let Some(agreement) = view.lexicon.pronoun(&form) else {
            if source && view.in_set("possessive", w) {
                // handled below with the owner's agreement unknown
            }
            return;
        };
        if !source
            && (view.quote_of[w].is_some()
                || !matches!(
                    view.deprel(w),
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obl | Deprel::OblArg
                )
                || view.deprel(w) == Deprel::Expl)
        {
            return;
        }
        if view.deprel(w) == Deprel::Expl && !source {
            return;
        }
        let Some(chain) = self.antecedent(w, s, agreement.gender, agreement.plural) else { return };
        let span = super::pronoun_span(view, w);
        let entry = &mut self.chains[chain];
        entry.mentions.push(Mention { span, form: MentionForm::Pronoun });
        entry.last_sentence = s;
        entry.last_word = w;
        entry.subjects += 1;
        self.of_word.insert(w, chain);
    }

    /// Whom a pronoun stands for.
    pub fn antecedent(
        &self,
        w: usize,
        s: usize,
        gender: Option<Gender>,
        plural: bool,
    ) -> Option<usize> {
        let view = self.view;
        let is_source = self.source_heads.contains(&w);
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.chains.iter().enumerate() {
            let Some(kind) = chain.kind else { continue };
            let distance = s as i32 - chain.last_sentence as i32;
            let block_gap = if chain.last_sentence < self.block_start { 2 } else { 0 };
            // A bare name that never acted (an acronym, a title) is nobody to take up.
            if distance > 8 || kind == PhraseKind::Name && chain.subjects == 0 {
                continue;
            }
            let number_fits = chain.plural == plural;
            if !number_fits {
                continue;
            }
            let mut score = 20 - 4 * distance - block_gap;
            match (gender, chain.gender.or(chain.grammar)) {
                (Some(a), Some(b)) if a != b => continue,
                (Some(_), None) => score -= 3,
                (Some(_), Some(_)) => score += 2,
                _ => {}
            }
            score += match kind {
                PhraseKind::Person => 6,
                PhraseKind::Name => -1,
                PhraseKind::Body | PhraseKind::People | PhraseKind::Metonym => 2,
                PhraseKind::Source => 2,
                PhraseKind::Document => -6,
                PhraseKind::State => -1,
                PhraseKind::Place => continue,
            };
            if let Some((speaker, at)) = self.last_speaker
                && speaker == i
                && is_source
            {
                score += if s - at <= 1 { 10 } else { 4 };
            }
            // A subject before is likelier than a complement.
            if chain.subjects > 0 {
                score += 3;
            }
            if matches!(view.deprel(chain.last_word), Deprel::Nsubj | Deprel::NsubjPass) {
                score += 4;
            }
            if !chain.names.is_empty() {
                score += 3;
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

impl Chain {
    /// Whether a body noun of one class cannot mean this chain (a newspaper is no court).
    fn class_clash(&self, np: &Np) -> bool {
        match (np.class, self.roles.iter().find_map(|r| r.class)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }

    /// Whether the text gives it a name.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// The fullest name; else the description.
    pub fn full_name(&self) -> String {
        self.names
            .iter()
            .max_by_key(|(name, words)| (words.len(), name.len()))
            .map(|(n, _)| n.clone())
            .or_else(|| self.description.clone())
            .unwrap_or_default()
    }

    pub fn to_entity(&self) -> Entity {
        let kind = match self.kind {
            Some(PhraseKind::Person | PhraseKind::Source) if !self.plural => EntityKind::Person,
            Some(PhraseKind::Person | PhraseKind::Source | PhraseKind::People) => EntityKind::Group,
            Some(PhraseKind::Body) => EntityKind::Body,
            Some(PhraseKind::State | PhraseKind::Metonym) => EntityKind::State,
            Some(PhraseKind::Place) => EntityKind::Place,
            Some(PhraseKind::Name | PhraseKind::Document) | None => EntityKind::Other,
        };
        let mut mentions = self.mentions.clone();
        mentions.sort_by_key(|m| (m.span, m.form));
        mentions.dedup_by_key(|m| m.span);
        Entity {
            kind,
            name: self.full_name(),
            description: self.role_text.clone(),
            country: self.country.as_ref().map(|c| c.to_string()),
            qid: self.qid.as_ref().map(|c| c.to_string()),
            geonames: None,
            gender: self.gender.filter(|_| kind == EntityKind::Person),
            mentions,
        }
    }

    /// Takes over a fuller name from the headline.
    pub fn widen(&mut self, title: &[(String, Vec<CompactString>)]) {
        let Some((_, best)) = self.names.iter().max_by_key(|(_, w)| w.len()) else { return };
        let fuller = title.iter().find(|(_, words)| {
            words.len() > best.len()
                && best.iter().all(|w| words.contains(w))
                && best.last() == words.last()
        });
        if let Some(fuller) = fuller.cloned() {
            self.names.push(fuller);
        }
    }
}

/// How well a name fits a chain; `None`: it does not.
fn fit_name(
    chain: &Chain,
    words: &[CompactString],
    np: &Np,
    facts: &super::NameFacts,
) -> Option<i32> {
    if chain.names.is_empty() {
        // *le ministre* … *M. Dupont*: a role without a name yet takes none by itself.
        return None;
    }
    if let (Some(a), Some(b)) = (chain.kind, Some(np.kind))
        && !a.may_be(b)
    {
        return None;
    }
    if let (Some(a), Some(b)) = (chain.gender, np.gender.or(facts.gender))
        && a != b
    {
        return None;
    }
    let mut best = None;
    for (_, known) in &chain.names {
        let fit = if known == words {
            50
        } else if subset(words, known) || subset(known, words) {
            // A shared last word is a surname; a shared first word alone is weaker.
            let last = words.last() == known.last();
            let first = words.first() == known.first();
            if last {
                40
            } else if first && np.kind != PhraseKind::State {
                28
            } else {
                20
            }
        } else if words.len() > 1
            && known.len() > 1
            && words.last() == known.last()
            && initial(words) == initial(known)
            && (words[0].len() == 1
                || known[0].len() == 1
                || words[0].contains('-')
                || known[0].contains('-'))
        {
            30
        } else if acronym_of(words, known) || acronym_of(known, words) {
            45
        } else {
            continue;
        };
        best = best.max(Some(fit));
    }
    best
}

fn initial(words: &[CompactString]) -> Option<char> {
    words.first().and_then(|w| w.chars().next())
}

fn subset(a: &[CompactString], b: &[CompactString]) -> bool {
    !a.is_empty() && a.iter().all(|w| b.contains(w))
}

/// Whether the one word is made of the others' initials: *HRW*, *Human Rights Watch*.
fn acronym_of(short: &[CompactString], long: &[CompactString]) -> bool {
    let [short] = short else { return false };
    if long.len() < 2 || short.len() < 2 {
        return false;
    }
    let initials: String = long.iter().filter_map(|w| w.chars().next()).collect();
    *short == initials
}

fn description(view: &View<'_>, np: &Np, span: Span) -> String {
    let first =
        if np.article == Article::Definite && np.first < np.head { np.first + 1 } else { np.first };
    let text =
        if first > np.first { view.span(first, np.last).of(view.text) } else { span.of(view.text) };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A sentence's capital is no part of a description.
    let mut chars = text.chars();
    match chars.next() {
        Some(c)
            if first == np.first
                && c.is_uppercase()
                && matches!(view.upos(np.first), Upos::Det | Upos::Adj | Upos::Num) =>
        {
            c.to_lowercase().chain(chars).collect()
        }
        _ => text,
    }
}

/// A name's words without case, accents and hyphens' difference.
pub(crate) fn fold_words(name: &str) -> Vec<CompactString> {
    name.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '.' | ','))
        .map(super::fold)
        .filter(|w| !w.is_empty())
        .collect()
}

/// Gender from grammar.
pub(crate) fn gender_of(grammar: Grammar) -> Option<Gender> {
    match grammar {
        Grammar::Masc => Some(Gender::Masculine),
        Grammar::Fem => Some(Gender::Feminine),
        _ => None,
    }
}

/// Whether a word is plural.
pub(crate) fn is_plural(view: &View<'_>, w: usize) -> bool {
    view.words[w].morph.number == Number::Plur
}
