//! Chains of mentions: which names, roles and pronouns of a report mean the same.
//!
//! One pass in reading order over names, role and body phrases, and pronouns. Each mention joins
//! the entity that it fits best, or starts a new one. Names join by their words, roles by their
//! noun and country, pronouns by agreement and salience (the speaker of the attribution before,
//! the subject of the sentence before, then nearness).

use super::antecedent::{Anaphor, Judge};
use super::chain::{Chain, Name, RoleUse, fit_name};
use super::np::{self, Article, Np};
use super::{PhraseKind, names, noun};
use crate::attribution::Draft;
use crate::view::View;
use compact_str::CompactString;
use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};
use sayso_language::{Deprel, Gender as Grammar, Number, Upos};
use sayso_model::{Gender, Mention, MentionForm, Span};

/// The chains of a report, and the entity of each word that heads a mention.
#[derive(Debug, Default)]
pub(crate) struct Chains {
    pub all: Vec<Chain>,
    pub of_word: HashMap<usize, usize>,
    /// Of a source that names several (*Irène K. et Paul S.*), by its head: the group.
    pub groups: HashMap<usize, usize>,
}

impl Chains {
    /// The named person whom the report mentions most; of two alike the first.
    pub fn main_person(&self) -> Option<usize> {
        self.all
            .iter()
            .enumerate()
            .filter(|(_, c)| c.kind == Some(PhraseKind::Person) && c.is_named() && !c.plural)
            .max_by_key(|(i, c)| (c.mentions.len(), std::cmp::Reverse(*i)))
            .map(|(i, _)| i)
    }
}

pub(super) struct Builder<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) chains: Vec<Chain>,
    pub(super) of_word: HashMap<usize, usize>,
    groups: HashMap<usize, usize>,
    /// For each sentence, the drafts whose cue or content starts there, in order.
    drafts_at: HashMap<usize, Vec<usize>>,
    pub(super) drafts: &'v [Draft],
    pub(super) source_heads: HashSet<usize>,
    /// For each outermost quote, the heads of the sources outside it whose words it holds.
    pub(super) around: HashMap<usize, Vec<usize>>,
    /// The speaker of the last attribution before the current word.
    pub(super) last_speaker: Option<(usize, usize)>,
    /// Names of the title that stands beside the text.
    title_names: Vec<(String, Vec<CompactString>)>,
    pub(super) block_start: usize,
    /// Subject of the main clause of the sentence read last, and that sentence.
    pub(super) main_subject: Option<(usize, usize)>,
    /// Who chooses antecedents.
    pub(super) judge: Judge<'v>,
}

/// So many entities back a mention is linked. No report names as many; a list of names that does must
/// not be read in quadratic time.
const MAX_CHAINS_SEARCHED: usize = 2048;

/// Builds the chains. `title` is a headline that is not part of the text, already analysed.
pub(crate) fn build<'v>(
    view: &'v View<'_>,
    drafts: &'v [Draft],
    title_names: Vec<String>,
    judge: Judge<'v>,
) -> Chains {
    let mut builder = Builder {
        view,
        chains: Vec::new(),
        of_word: HashMap::default(),
        groups: HashMap::default(),
        drafts_at: HashMap::default(),
        drafts,
        source_heads: drafts
            .iter()
            .filter_map(|d| d.source.map(|s| s.head).or_else(|| dropped_subject(view, d)))
            .collect(),
        around: sources_around(view, drafts),
        last_speaker: None,
        title_names: title_names.into_iter().map(|n| (n.clone(), fold_words(&n))).collect(),
        block_start: 0,
        main_subject: None,
        judge,
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
    name_groups(&mut builder.chains);
    Chains { all: builder.chains, of_word: builder.of_word, groups: builder.groups }
}

impl Builder<'_, '_> {
    /// The chains that a mention can join: in a report all of them, in a text of thousands of names
    /// the latest.
    pub(super) fn recent(&self) -> impl Iterator<Item = (usize, &Chain)> {
        let from = self.chains.len().saturating_sub(MAX_CHAINS_SEARCHED);
        self.chains.iter().enumerate().skip(from)
    }

    fn sentence(&mut self, s: usize) {
        let view = self.view;
        let range = view.sentences[s].words.clone();
        if s == 0 || view.sentences[s].block != view.sentences[s - 1].block {
            self.block_start = s;
        }
        let mut phrases = np::phrases(view, range.clone());
        self.unknown_people(&mut phrases, range.clone());
        for np in &mut phrases {
            if !self.source_heads.contains(&np.head) && super::place::in_town(view, np) {
                np.kind = PhraseKind::Place;
            } else if self.is_family_name(np) {
                np.kind = PhraseKind::Person;
            }
        }
        let mut next = phrases.iter().peekable();
        let mut w = range.start;
        while w < range.end {
            let words = self.this_one(w, range.end, s);
            if words > 0 {
                w += words;
                while next.next_if(|np| np.first < w).is_some() {}
                continue;
            }
            if let Some(np) = next.peek().copied()
                && np.first <= w
            {
                next.next();
                // *A suo avviso P*: the possessor speaks, not what is possessed.
                let possessor = (np.first..np.head)
                    .find(|x| self.source_heads.contains(x) && view.in_set("possessive", *x));
                if let Some(possessor) = possessor {
                    self.pronoun(possessor, s);
                }
                let chain = self.link(np, s);
                self.note_mention(chain, np, s);
                // Names inside a phrase that name somebody else have phrases of their own.
                w = w.max(np.head.min(np.last)) + 1;
                if let Some(name) = np.name {
                    w = w.max(name.last + 1);
                }
                continue;
            }
            if view.upos(w) == Upos::Pron || self.source_heads.contains(&w) {
                match view.upos(w) {
                    Upos::Verb | Upos::Aux if view.drops_subjects() => self.dropped(w, s),
                    _ => self.pronoun(w, s),
                }
            }
            w += 1;
        }
        if let Some(list) = self.drafts_at.get(&s).cloned() {
            for d in list {
                self.join_speakers(d);
                let Some(source) = self.drafts[d].source else {
                    if let Some(verb) = dropped_subject(view, &self.drafts[d])
                        && view.quote_of[verb].is_none()
                        && let Some(chain) = self.of_word.get(&verb)
                    {
                        let chain = *chain;
                        self.chains[chain].spoken += 1;
                        self.last_speaker = Some((chain, s));
                    }
                    continue;
                };
                let group = self.groups.get(&source.head);
                // Whom quoted words report is not who speaks to the reader.
                if view.quote_of[source.head].is_some() {
                    continue;
                }
                if let Some(chain) = group.or_else(|| self.of_word.get(&source.head)).copied() {
                    self.chains[chain].spoken += 1;
                    self.last_speaker = Some((chain, s));
                    self.own_documents(chain, range.clone());
                }
            }
        }
    }

    /// *Duarte Vilhena … Vilhena told reporters*: the family name of somebody who was named in full means
    /// that person, be it a town's name as well. Not behind a preposition of place, and not where
    /// the text has named the town.
    fn is_family_name(&self, np: &Np) -> bool {
        let view = self.view;
        let alone = |run: &names::NameRun| run.first == run.last && run.first == np.first;
        let Some(run) = np.name.filter(alone).filter(|_| np.kind == PhraseKind::Place) else {
            return false;
        };
        let in_place = |w: usize| view.in_set("locative", w) || view.in_set("in-place", w);
        if np.noun.is_some() || run.first > 0 && in_place(run.first - 1) {
            return false;
        }
        let words = fold_words(view.span(run.first, run.last).of(view.text));
        let Some(name) = words.first() else { return false };
        let mut bearer = false;
        for (_, chain) in self.recent() {
            let called = |long: bool| {
                chain
                    .names
                    .iter()
                    .any(|n| (n.words.len() > 1) == long && n.words.last() == Some(name))
            };
            match chain.kind {
                Some(PhraseKind::Person) if !chain.plural => bearer |= called(true),
                Some(PhraseKind::Place) if called(false) => return false,
                _ => {}
            }
        }
        bearer
    }

    /// Adds the person nouns of a sentence that no phrase covers and the knowledge does not hold.
    fn unknown_people(&self, phrases: &mut Vec<Np>, range: std::ops::Range<usize>) {
        let view = self.view;
        let before = phrases.len();
        let mut covered = phrases.iter().peekable();
        let mut end = range.start;
        let mut more = Vec::new();
        for w in range {
            while let Some(np) = covered.next_if(|np| np.first <= w) {
                end = end.max(np.last.min(np.head.max(np.name.map_or(0, |n| n.last))) + 1);
            }
            let is_source = self.source_heads.contains(&w);
            if w < end || !is_source && !matches!(view.deprel(w), Deprel::Nsubj) {
                continue;
            }
            more.extend(super::bare_name::unknown_person(view, w, is_source));
        }
        phrases.extend(more);
        if phrases.len() > before {
            phrases.sort_by_key(|np| (np.first, np.head));
        }
    }

    /// *X et Y ont dit*: a source that joins two of a kind speaks for both.
    fn join_speakers(&mut self, draft: usize) {
        let view = self.view;
        let Some(source) = self.drafts[draft].source else { return };
        let (first, last) = source.words;
        let Some(one) = self.of_word.get(&source.head).copied() else { return };
        if source.pronoun || self.groups.contains_key(&source.head) {
            return;
        }
        let mut members = vec![one];
        let mut joint = None;
        for w in first..=last {
            if view.upos(w) == Upos::Cconj && view.in_set("conjunction", w) {
                joint = Some(w);
            }
            let Some(other) = self.of_word.get(&w).copied() else { continue };
            let joined =
                view.deprel(w) == Deprel::Conj && !crate::attribution::source::governed(view, w);
            let named = self.chains[other].is_named() && self.chains[one].is_named();
            if named && joined && w > source.head && joint.is_some() && !members.contains(&other) {
                members.push(other);
            }
        }
        let Some(joint) = joint.filter(|_| members.len() > 1) else { return };
        let sort = |c: usize| match self.chains[c].kind {
            Some(PhraseKind::State | PhraseKind::Metonym) => Some(PhraseKind::State),
            Some(PhraseKind::Person | PhraseKind::Name) => Some(PhraseKind::Person),
            Some(PhraseKind::Body) => Some(PhraseKind::Body),
            _ => None,
        };
        let kind = sort(one);
        if kind.is_none() || members.iter().any(|m| sort(*m) != kind) {
            return;
        }
        let joint = view.words[joint].span.of(view.text).to_owned();
        let s = self.chains[one].last_sentence;
        self.chains.push(Chain {
            kind: Some(PhraseKind::People),
            plural: true,
            mentions: vec![Mention { span: source.span, form: MentionForm::Name }],
            last_sentence: s,
            last_word: source.head,
            subjects: 1,
            members,
            joint,
            ..Chain::default()
        });
        self.groups.insert(source.head, self.chains.len() - 1);
    }

    /// *reconnaît l'entreprise dans un communiqué*: the document holds its speaker's words.
    fn own_documents(&mut self, speaker: usize, range: std::ops::Range<usize>) {
        for w in range {
            if let Some(chain) = self.of_word.get(&w).copied()
                && chain != speaker
                && self.chains[chain].holds_words()
                && crate::attribution::source::governed(self.view, w)
                && !self.definite(w)
                && self.chains[speaker].kind != Some(PhraseKind::Document)
            {
                self.chains[chain].owner.get_or_insert(speaker);
            }
        }
    }

    /// Whether a noun stands behind a definite article that is no possessive.
    fn definite(&self, head: usize) -> bool {
        let view = self.view;
        let low = view.sentence(head).words.start;
        (low.max(head.saturating_sub(3))..head).any(|w| {
            view.upos(w) == Upos::Det && view.in_set("definite", w) && !view.in_set("possessive", w)
        })
    }

    /// Of a document that speaks, the author that the text before it tells: *Selon son communiqué*
    /// whoever acted in the sentence before, of a judgment the court.
    fn author(&self, np: &Np, s: usize) -> Option<usize> {
        if np.kind != PhraseKind::Document {
            return None;
        }
        if np.possessive
            && np.class.is_some_and(noun::is_statement)
            && self.source_heads.contains(&np.head)
        {
            return self
                .main_subject
                .filter(|(c, at)| at + 1 == s && self.chains[*c].kind != Some(PhraseKind::Document))
                .map(|(c, _)| c);
        }
        if !self.view.in_set("ruling", np.head) || np.article != Article::Definite {
            return None;
        }
        self.recent()
            .filter(|(_, c)| c.kind == Some(PhraseKind::Body) && c.has_class(noun::is_court))
            .max_by_key(|(_, c)| c.last_word)
            .map(|(i, _)| i)
    }

    fn note_mention(&mut self, chain: usize, np: &Np, s: usize) {
        let view = self.view;
        let span = view.span(np.first, np.last);
        let form = match (np.name, np.kind) {
            (_, PhraseKind::Metonym) => MentionForm::Metonym,
            (Some(_), _) => MentionForm::Name,
            (None, _) => MentionForm::Role,
        };
        let is_source = self.source_heads.contains(&np.head);
        let told = view.quote_of[np.head].is_some() && !is_source;
        // What a sentence starts with is its subject, whatever the tree makes of it.
        let opens = np.first == view.sentence(np.head).words.start;
        let subject =
            matches!(view.deprel(np.head), Deprel::Nsubj | Deprel::NsubjPass) || is_source || opens;
        let office =
            (np.kind == PhraseKind::Person).then(|| super::office::office_use(view, np)).flatten();
        let entry = &mut self.chains[chain];
        if let Some(office) = office.filter(|o| !entry.offices.contains(o)) {
            entry.offices.push(office);
        }
        let new = entry.mentions.is_empty();
        entry.mentions.push(Mention { span, form });
        // Whom quoted words speak of is less on the reader's mind than whom the report does.
        if new || !told || entry.quoted {
            entry.last_sentence = s;
            entry.last_word = np.head;
            entry.quoted = told;
        }
        if subject && !told {
            entry.subjects += 1;
            self.note_subject(np.head, chain, s);
        }
        self.of_word.insert(np.head, chain);
        if let Some(name) = np.name {
            // A noun before the name that the knowledge does not hold means the same.
            let from = if np.class.is_none() { np.first } else { name.first };
            for w in from..=name.last {
                self.of_word.entry(w).or_insert(chain);
            }
        }
    }

    /// Remembers the subject of a sentence's main clause.
    pub(super) fn note_subject(&mut self, w: usize, chain: usize, s: usize) {
        let view = self.view;
        let verb = view.head(w);
        let main = view.head(verb) == verb
            || matches!(view.deprel(verb), Deprel::Conj | Deprel::Parataxis)
            || w <= view.sentence(w).words.start + 2;
        if main || self.main_subject.is_none_or(|(_, at)| at + 1 < s) {
            self.main_subject = Some((chain, s));
        }
    }

    /// The chain of a noun phrase.
    fn link(&mut self, np: &Np, s: usize) -> usize {
        if let Some(run) = np.name {
            // *Le Tessinois*, *la Grisonne*: where somebody comes from takes up who was named.
            if matches!(np.kind, PhraseKind::Name | PhraseKind::Person)
                && np.noun.is_none()
                && run.first == run.last
                && np.article == Article::Definite
                && self.view.in_ending_set("demonym-ending", run.first)
            {
                let kind = PhraseKind::Person;
                let origin = Np { name: None, kind, bare: true, anaphoric: true, ..np.clone() };
                if let Some(chain) = self.antecedent(&Anaphor::phrase(&origin, s)) {
                    return chain;
                }
            }
            if run.first == run.last && np.article == Article::Indefinite && np.noun.is_none() {
                return self.apposed_origin(np, run, s);
            }
            return self.link_name(np, run, s);
        }
        if let Some(chain) = self.subject_of_copula(np) {
            self.add_role(chain, np, None);
            return chain;
        }
        match np.article {
            Article::Indefinite => self.start(np),
            _ => {
                let found = match self.other_person(np, s) {
                    Some(other) => Some(other),
                    None => self.antecedent(&Anaphor::phrase(np, s)),
                };
                let chain = match found {
                    Some(chain) => {
                        if np.class.is_some_and(noun::is_business) && self.chains[chain].is_guess()
                        {
                            self.chains[chain].kind = Some(PhraseKind::Body);
                        }
                        // What a person was called once, the same noun means again; a body is
                        // taken up by many nouns (*la filiale*) that are not its sort.
                        if np.kind == PhraseKind::Person {
                            self.add_role(chain, np, None);
                        } else if np.neuter || self.chains[chain].neuter {
                            // The noun used last says how pronouns agree: *Firma*, *Unternehmen*.
                            self.chains[chain].neuter = np.neuter;
                            self.chains[chain].grammar = np.grammar;
                        }
                        chain
                    }
                    None => self.start(np),
                };
                self.shorten(chain, np);
                if let Some(author) = self.author(np, s) {
                    self.chains[chain].owner.get_or_insert(author);
                }
                chain
            }
        }
    }

    /// *Junrey A., un Philippin de 26 ans*: where the person before comes from.
    fn apposed_origin(&mut self, np: &Np, run: names::NameRun, s: usize) -> usize {
        let view = self.view;
        if !view.in_ending_set("demonym-ending", run.first) && np.kind != PhraseKind::Person {
            return self.link_name(np, run, s);
        }
        let before = np.first.checked_sub(2).filter(|w| view.is_comma(w + 1));
        match before.and_then(|w| self.of_word.get(&w)).copied() {
            Some(chain) if self.chains[chain].kind == Some(PhraseKind::Person) => chain,
            _ => self.start(np),
        }
    }

    /// A text is called by the shortest phrase that says more than its noun.
    fn shorten(&mut self, chain: usize, np: &Np) {
        if np.kind != PhraseKind::Document || np.words.len() < 2 {
            return;
        }
        let view = self.view;
        let of = |w: usize| view.in_set("infinitive-of", w) || view.in_set("name-particle", w);
        if (np.head..=np.last).any(|w| view.upos(w) == Upos::Adp && !of(w)) {
            return;
        }
        let text = description(view, np, view.span(np.first, np.last));
        let old = &mut self.chains[chain].description;
        if old.as_ref().is_some_and(|old| old.len() > text.len() && old.contains(' ')) {
            *old = Some(text);
        }
    }

    /// *X est éleveur*: of whom the phrase says what they are.
    fn subject_of_copula(&self, np: &Np) -> Option<usize> {
        let view = self.view;
        if np.kind != PhraseKind::Person {
            return None;
        }
        let copular = view.children(np.head).any(|c| view.deprel(c) == Deprel::Cop);
        // *wird neue Oberbürgermeisterin*: the noun hangs on the verb, as its subject does.
        let verb = view.head(np.head);
        let becomes = np.article != Article::Definite
            && view.in_set_lemma("becoming", verb)
            && verb < np.head
            && !crate::attribution::source::governed(view, np.head);
        if !copular && !becomes {
            return None;
        }
        let top = if copular { np.head } else { verb };
        let subject = view.children(top).find(|c| {
            *c < np.head && matches!(view.deprel(*c), Deprel::Nsubj | Deprel::NsubjPass)
        })?;
        let chain = *self.of_word.get(&subject)?;
        let fits = self.chains[chain].kind == Some(PhraseKind::Person)
            && self.chains[chain].plural == np.plural;
        fits.then_some(chain)
    }

    fn add_role(&mut self, chain: usize, np: &Np, other: Option<RoleUse>) {
        let Some(noun) = &np.noun else { return };
        let mut role = RoleUse {
            noun: noun.clone(),
            class: np.class,
            domain: np.domain,
            country: np.country.clone(),
            words: np.words.clone(),
        };
        if let Some(other) = other {
            role.noun = other.noun;
            role.class = other.class;
            role.domain = other.domain;
        }
        let chain = &mut self.chains[chain];
        if !chain.roles.contains(&role) {
            chain.roles.push(role);
        }
    }

    fn link_name(&mut self, np: &Np, run: names::NameRun, s: usize) -> usize {
        let view = self.view;
        let text = view.span(run.first, run.last).of(view.text);
        let text = view.knowledge.base_name(view.lang.code(), text).to_owned();
        let (text, words) = self.without_ending(text);
        let facts = super::name_facts(view, &text, np.kind);
        let mut best: Option<(i32, usize)> = None;
        for (i, chain) in self.recent() {
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
            None => self.antecedent(&Anaphor::phrase(np, s)).unwrap_or_else(|| {
                self.chains.push(Chain { first_sentence: s, ..Chain::default() });
                self.chains.len() - 1
            }),
        };
        let titled = self.title_names.iter().any(|(_, title)| {
            let known = self.chains[index].names.iter().map(|n| &n.words);
            known.chain([&words]).any(|w| w.last() == title.last() && !w.is_empty())
        });
        // A surname that the headline gives with a first name.
        let personal_title = run.first == run.last
            && np.article == Article::None
            && self.title_names.iter().any(|(_, title)| {
                title.len() == 2 && title.last() == words.last() && title.first() != words.last()
            });
        let counterpart = np.counterpart.then(|| self.counterpart_role(s)).flatten();
        let chain = &mut self.chains[index];
        chain.titled |= titled;
        let kind = match np.kind {
            PhraseKind::Name if titled && personal_title => PhraseKind::Person,
            kind => kind,
        };
        if !chain.names.iter().any(|n| n.text == text) {
            let metonym = np.kind == PhraseKind::Metonym;
            chain.names.push(Name { text, words, metonym });
        }
        if chain.kind.is_none() || kind != PhraseKind::Name {
            chain.kind = Some(match (chain.kind, kind) {
                (Some(k), PhraseKind::Name) => k,
                (Some(PhraseKind::Person), PhraseKind::Body) => PhraseKind::Person,
                (_, k) => k,
            });
        }
        chain.gender = chain.gender.or(np.gender).or(facts.gender);
        chain.grammar = chain.grammar.or(np.grammar);
        chain.plural |= np.plural;
        chain.neuter |= np.neuter && chain.grammar.is_none();
        chain.age = chain.age.or(np.age);
        chain.key = chain.key.clone().or(facts.key);
        chain.qid = chain.qid.clone().or(facts.qid);
        chain.country = chain.country.clone().or_else(|| np.country.clone()).or(facts.country);
        if chain.role_text.is_none() {
            chain.role_text.clone_from(&np.role_text);
        }
        self.add_role(index, np, counterpart);
        index
    }

    /// *Merkels*, where *Merkel* is known: the name that was met before, in whichever form.
    fn without_ending(&mut self, text: String) -> (String, Vec<CompactString>) {
        let view = self.view;
        let lang = view.lang.code();
        let words = fold_words(&text);
        let Some(last) = words.last().cloned() else { return (text, words) };
        let from = self.chains.len().saturating_sub(MAX_CHAINS_SEARCHED);
        let last_words = |c: &Chain| c.names.iter().any(|n| n.words.last() == Some(&last));
        let known = |stem: &str| {
            self.chains
                .iter()
                .skip(from)
                .any(|c| c.names.iter().any(|n| n.words.last().is_some_and(|w| w == stem)))
                || self.title_names.iter().any(|(_, t)| t.last().is_some_and(|w| w == stem))
        };
        let stem = view.knowledge.name_stems(lang, &last).find(|stem| known(stem));
        if let Some(stem) = stem
            && !self.chains.iter().skip(from).any(last_words)
            && let Some(short) =
                view.knowledge.name_stems(lang, &text).find(|t| super::fold(t).ends_with(stem))
        {
            let short = short.to_owned();
            let words = fold_words(&short);
            return (short, words);
        }
        // The other way round: what was met before is the name with an ending.
        for name in self.chains.iter_mut().skip(from).flat_map(|c| &mut c.names) {
            let inflected = name.words.last().is_some_and(|w| {
                w.len() > last.len() && view.knowledge.name_stems(lang, w).any(|s| s == last)
            });
            if !inflected {
                continue;
            }
            let short = view
                .knowledge
                .name_stems(lang, &name.text)
                .find(|t| super::fold(t).ends_with(last.as_str()))
                .map(str::to_owned);
            if let Some(short) = short {
                name.words = fold_words(&short);
                name.text = short;
            }
        }
        (text, words)
    }

    /// The role of the person whose counterpart is named: the last person with an office.
    fn counterpart_role(&self, s: usize) -> Option<RoleUse> {
        self.chains
            .iter()
            .filter(|c| c.kind == Some(PhraseKind::Person) && s - c.last_sentence.min(s) <= 3)
            .max_by_key(|c| c.last_word)
            .and_then(|c| c.roles.iter().find(|r| r.class.is_some()).cloned())
    }

    pub(super) fn start(&mut self, np: &Np) -> usize {
        let view = self.view;
        let span = view.span(np.first, np.last);
        self.chains.push(Chain {
            first_sentence: self.view.sentence_of[np.head] as usize,
            kind: Some(np.kind),
            roles: np
                .noun
                .iter()
                .map(|noun| RoleUse {
                    noun: noun.clone(),
                    class: np.class,
                    domain: np.domain,
                    country: np.country.clone(),
                    words: np.words.clone(),
                })
                .collect(),
            description: Some(description(view, np, span)),
            gender: np.gender,
            grammar: np.grammar,
            plural: np.plural,
            neuter: np.neuter,
            age: np.age,
            country: np.country.clone(),
            ..Chain::default()
        });
        self.chains.len() - 1
    }
}

/// The verb of saying of a draft that has dropped its subject.
pub(super) fn dropped_subject(view: &View<'_>, draft: &Draft) -> Option<usize> {
    let verb = draft.at;
    let drops = view.drops_subjects()
        && draft.source.is_none()
        && draft.cue.is_some()
        && draft.same_speaker_as.is_none();
    (drops && matches!(view.upos(verb), Upos::Verb | Upos::Aux)).then_some(verb)
}

/// For each outermost quote that drafts' contents lie in or hold: their sources outside it.
fn sources_around(view: &View<'_>, drafts: &[Draft]) -> HashMap<usize, Vec<usize>> {
    let mut around: HashMap<usize, Vec<usize>> = HashMap::default();
    for draft in drafts {
        let Some(source) = draft.source else { continue };
        let mut last = None;
        for content in &draft.content {
            let from = view.word_from(content.start);
            let to = view.word_from(content.end);
            for w in from..to {
                let Some(quote) = view.top_quote(w).filter(|q| last != Some(*q)) else { continue };
                last = Some(quote);
                if !source.span.overlaps(view.quotes[quote].inner) {
                    around.entry(quote).or_default().push(source.head);
                }
            }
        }
    }
    around
}

/// Names the groups after their members: *Irène Koch et Paul Stauffer*.
fn name_groups(chains: &mut [Chain]) {
    for group in 0..chains.len() {
        let members = &chains[group].members;
        let Some((last, others)) = members.split_last() else { continue };
        let others: Vec<String> = others.iter().map(|m| chains[*m].full_name()).collect();
        let name =
            format!("{} {} {}", others.join(", "), chains[group].joint, chains[*last].full_name());
        chains[group].description = Some(name);
    }
}

fn description(view: &View<'_>, np: &Np, span: Span) -> String {
    // When it was said is no part of who said it: *sa formation en soirée*.
    let last = (np.head + 1..np.last)
        .find(|w| {
            view.upos(*w) == Upos::Adp
                && (view.in_set("time-noun", w + 1) || view.in_set("day-part", w + 1))
        })
        .map_or(np.last, |w| w - 1);
    let span = if last < np.last { view.span(np.first, last) } else { span };
    let first =
        if np.article == Article::Definite && np.first < np.head { np.first + 1 } else { np.first };
    let text =
        if first > np.first { view.span(first, last).of(view.text) } else { span.of(view.text) };
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
