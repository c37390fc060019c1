//! Which entity a mention takes up, where its words alone do not tell: pronouns, roles, bare nouns,
//! and names of somebody whom the report has called by a role so far.
//!
//! Each entity that agrees with the mention is a candidate, and so is *nobody met before*. A
//! log-linear model ranks them together, as in Denis and Baldridge (2008): how near and how salient
//! an entity is (Lappin and Leass 1994), what has been said of it, who spoke last. Its features name
//! no word of any language, so one model serves all: `languages/antecedents.tsv`, written by
//! `sayso-train antecedents` from the corpus.

use super::PhraseKind;
use super::chain::Chain;
use super::chains::Builder;
use super::noun;
use super::np::{Article, Np};
use crate::lexicon::Agreement;
use crate::ranking::{Candidate, Decision, Keep, Ranking, Tally, Teacher, templates};
use crate::view::View;
use compact_str::CompactString;
use sayso_language::{Deprel, Upos};
use sayso_model::{Gender, MentionForm};
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../languages/antecedents.tsv");

/// No mention is held against more entities than this, the latest: a text that lists thousands of
/// names must not be read in quadratic time.
const MOST_CANDIDATES: usize = 48;

/// How a mention that takes somebody up is made. Each form has weights of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Pronoun,
    /// A verb that has dropped its subject.
    Dropped,
    /// A noun for one person.
    Person,
    /// A noun for several people.
    People,
    /// A noun for a body or state.
    Body,
    /// A noun for a text.
    Document,
    /// A name met for the first time.
    Name,
}

const FORMS: &[&str] = &["pronoun", "dropped", "person", "people", "body", "document", "name"];

templates! { Template, TEMPLATES:
    /// Of *nobody*: 0.
    New = "new",
    NewArticle = "new-article",
    NewTie = "new-tie",
    NewCountry = "new-country",
    NewSource = "new-source",
    NewStart = "new-start",
    NewKind = "new-kind",
    NewSaid = "new-said",
    NewRivals = "new-rivals",
    NewTold = "new-told",
    NewNoun = "new-noun",
    NewOpens = "new-opens",
    /// Sentences back to its last mention.
    Distance = "distance",
    /// How many candidates were mentioned later.
    Nearness = "nearness",
    Blocks = "blocks",
    Kind = "kind",
    Named = "named",
    Subjects = "subjects",
    Mentions = "mentions",
    Titled = "titled",
    /// Whether it spoke last, how far back, and whether this one speaks.
    SpokeLast = "spoke-last",
    HasSpoken = "has-spoken",
    /// Whether it was the last main clause's subject, and whether this one opens its sentence.
    Subject = "subject",
    LastFunction = "last-function",
    LastForm = "last-form",
    Gender = "gender",
    Grammar = "grammar",
    Number = "number",
    Country = "country",
    Noun = "noun",
    NounDistance = "noun-distance",
    NounShape = "noun-shape",
    NounNamed = "noun-named",
    Walk = "walk",
    Roles = "roles",
    Lead = "lead",
    Age = "age",
    Around = "around",
    Tie = "tie",
    Rivals = "rivals",
    SameClause = "same-clause",
    NamedDistance = "named-distance",
    KindDistance = "kind-distance",
    ShapeNamed = "shape-named",
    Pointed = "pointed",
    Within = "within",
    RoleText = "role-text",
    Class = "class",
    /// Where it stands in the order of salience.
    Prior = "prior",
    PriorNearness = "prior-nearness",
    NewPrior = "new-prior",
    NewPointed = "new-pointed",
}

/// The model.
pub static ANTECEDENTS: LazyLock<Ranking> =
    LazyLock::new(|| Ranking::parse(FILE, FORMS, TEMPLATES));

/// Who chooses among the candidates.
pub(crate) enum Judge<'t> {
    /// The trained model.
    Model,
    /// The order of salience alone, to see what the model is good for.
    Salience,
    /// A teacher, while the model is trained.
    Teacher(&'t mut Teacher<'t>),
}

/// A mention that takes somebody up.
pub(super) struct Anaphor<'n> {
    form: Form,
    w: usize,
    s: usize,
    np: Option<&'n Np>,
    gender: Option<Gender>,
    grammar: Option<Gender>,
    plural: bool,
    neuter: bool,
    /// Of a pronoun: whether it stands for people alone, or for anything but a person.
    person: Option<bool>,
}

impl<'n> Anaphor<'n> {
    /// A pronoun, or the verb that has dropped its subject.
    pub fn pronoun(view: &View<'_>, w: usize, s: usize, a: Agreement) -> Anaphor<'n> {
        let form = match view.upos(w) {
            Upos::Verb | Upos::Aux => Form::Dropped,
            _ => Form::Pronoun,
        };
        Anaphor {
            form,
            w,
            s,
            np: None,
            gender: a.gender,
            grammar: a.gender,
            plural: a.plural,
            neuter: a.neuter,
            person: a.person,
        }
    }

    fn agreement(&self) -> Agreement {
        Agreement {
            gender: self.gender,
            plural: self.plural,
            person: self.person,
            neuter: self.neuter,
        }
    }

    /// A phrase without a name, or with one that is new.
    pub fn phrase(np: &'n Np, s: usize) -> Anaphor<'n> {
        let form = match np.kind {
            _ if np.name.is_some() => Form::Name,
            PhraseKind::Person | PhraseKind::Source if !np.plural => Form::Person,
            PhraseKind::Person | PhraseKind::Source | PhraseKind::People => Form::People,
            PhraseKind::Document => Form::Document,
            _ => Form::Body,
        };
        Anaphor {
            form,
            w: np.head,
            s,
            np: Some(np),
            gender: np.gender,
            grammar: np.grammar,
            plural: np.plural,
            neuter: np.neuter,
            person: None,
        }
    }
}

/// What the candidates of one mention have in common.
struct Field {
    candidates: Vec<usize>,
    /// Of the candidates, how many are named and a person.
    rivals: usize,
    is_source: bool,
    opens: bool,
    around: Option<usize>,
    /// How salient each candidate is; `None`: hardly.
    priors: Vec<Option<i32>>,
}

impl Builder<'_, '_> {
    /// The entity that a mention takes up; `None`: none that was met before.
    pub(super) fn antecedent(&mut self, anaphor: &Anaphor<'_>) -> Option<usize> {
        let field = self.field(anaphor);
        if field.candidates.is_empty() {
            return None;
        }
        let keep = match self.judge {
            Judge::Model => Keep::Nothing,
            Judge::Teacher(_) => Keep::Features,
            Judge::Salience => {
                let known = field.candidates.iter().zip(&field.priors);
                let known = known.filter_map(|(chain, prior)| Some((prior.as_ref()?, *chain)));
                return known.max().map(|(_, chain)| chain);
            }
        };
        let nobody = self.nobody(anaphor, &field, keep);
        let tallies: Vec<Tally<'_>> = (0..field.candidates.len())
            .map(|rank| self.tally(anaphor, &field, rank, keep))
            .collect();
        if let Judge::Teacher(teacher) = &mut self.judge {
            let words = |chain: usize| {
                let mut words: Vec<usize> =
                    self.of_word.iter().filter(|(_, c)| **c == chain).map(|(w, _)| *w).collect();
                words.sort_unstable();
                words.into_iter().map(|w| self.view.words[w].span).collect()
            };
            let nobody =
                Candidate { features: nobody.features.unwrap_or_default(), spans: Vec::new() };
            let entities = field.candidates.iter().zip(tallies).map(|(chain, tally)| Candidate {
                features: tally.features.unwrap_or_default(),
                spans: words(*chain),
            });
            let decision = Decision {
                span: self.view.words[anaphor.w].span,
                candidates: std::iter::once(nobody).chain(entities).collect(),
            };
            return teacher(&decision)
                .checked_sub(1)
                .and_then(|i| field.candidates.get(i))
                .copied();
        }
        let mut best = (nobody.sum, None);
        for (chain, tally) in field.candidates.iter().zip(&tallies) {
            if tally.sum > best.0 {
                best = (tally.sum, Some(*chain));
            }
        }
        best.1
    }

    fn field(&self, a: &Anaphor<'_>) -> Field {
        let view = self.view;
        let around = self.speaker_around(a.w);
        let mut candidates: Vec<usize> = self
            .recent()
            .filter(|(i, chain)| match a.np {
                None => around != Some(*i) && self.pronoun_fits(a, chain),
                Some(np) if a.form == Form::Name => name_fits(np, chain, a.s),
                Some(np) => phrase_fits(np, chain),
            })
            .map(|(i, _)| i)
            .collect();
        candidates.sort_by_key(|i| std::cmp::Reverse((self.chains[*i].last_word, *i)));
        candidates.truncate(MOST_CANDIDATES);
        let rivals = candidates
            .iter()
            .filter(|i| {
                let chain = &self.chains[**i];
                chain.is_named() && chain.kind == Some(PhraseKind::Person)
            })
            .count();
        let is_source = self.source_heads.contains(&a.w)
            || a.np.is_some_and(|np| (np.first..=np.last).any(|w| self.source_heads.contains(&w)));
        let priors = candidates
            .iter()
            .map(|i| match a.np {
                Some(_) if a.form == Form::Name => None,
                Some(np) => self.phrase_prior(np, *i, a.s),
                None => self.pronoun_prior(a.w, a.s, *i, a.agreement()),
            })
            .collect();
        Field {
            priors,
            candidates,
            rivals,
            is_source,
            opens: a.w < view.sentence(a.w).words.start + 2 || a.form == Form::Dropped,
            around,
        }
    }

    /// Whether a pronoun can agree with an entity.
    fn pronoun_fits(&self, a: &Anaphor<'_>, chain: &Chain) -> bool {
        let view = self.view;
        let Some(kind) = chain.kind.filter(|k| *k != PhraseKind::Place) else { return false };
        // *she* is a person, *it* none.
        let human = matches!(kind, PhraseKind::Person | PhraseKind::Source | PhraseKind::Name);
        let thing = !matches!(kind, PhraseKind::Person | PhraseKind::People);
        if a.person.is_some_and(|person| if person { !human } else { !thing }) {
            return false;
        }
        // *Son parti lui reproche*: a clause's subject is not its object.
        if !matches!(view.deprel(a.w), Deprel::Nsubj | Deprel::NsubjPass)
            && !self.source_heads.contains(&a.w)
            && chain.last_word < a.w
            && view.head(chain.last_word) == view.head(a.w)
            && matches!(view.deprel(chain.last_word), Deprel::Nsubj | Deprel::NsubjPass)
        {
            return false;
        }
        let distance = a.s.saturating_sub(chain.last_sentence);
        // A bare name that never acted (an acronym, a title) is nobody to take up.
        if distance > if chain.titled { 20 } else { 10 }
            || kind == PhraseKind::Name && chain.subjects == 0
        {
            return false;
        }
        // *er*, *sie* take up no *Unternehmen*, *es* no *Firma*.
        if !a.plural
            && kind != PhraseKind::Person
            && (chain.neuter && a.gender.is_some() || a.neuter && chain.grammar.is_some())
        {
            return false;
        }
        if chain.plural != a.plural {
            // *ils*: those of a company or a group.
            return a.plural && kind == PhraseKind::Body && chain.subjects > 0;
        }
        !differs(a.gender.as_ref(), chain.gender.or(chain.grammar).as_ref())
    }

    /// The features of *nobody met before*.
    fn nobody(&self, a: &Anaphor<'_>, field: &Field, keep: Keep) -> Tally<'static> {
        use Template as T;
        let mut t = ANTECEDENTS.tally(a.form as usize, keep);
        t.add(T::New as usize, 0);
        t.add(T::NewSource as usize, usize::from(field.is_source));
        t.add(T::NewStart as usize, a.s.min(4));
        t.add(T::NewRivals as usize, field.rivals.min(4));
        t.add(T::NewOpens as usize, usize::from(field.opens));
        let most = field.priors.iter().flatten().max();
        t.add(T::NewPrior as usize, most.map_or(0, |most| 1 + (most / 6).clamp(0, 9) as usize));
        t.add(T::NewTold as usize, usize::from(self.view.quote_of[a.w].is_some()));
        if let Some(np) = a.np {
            t.add(T::NewArticle as usize, shape(np));
            t.add(T::NewTie as usize, tie(np));
            t.add(T::NewPointed as usize, self.pointed(np) * 5 + field.rivals.min(4));
            t.add(T::NewCountry as usize, usize::from(np.country.is_some()));
            t.add(T::NewKind as usize, np.kind as usize);
            t.add(T::NewSaid as usize, self.said(np).len().min(4));
            t.add(
                T::NewNoun as usize,
                usize::from(np.noun.is_some()) + 2 * usize::from(np.domain == 0),
            );
        }
        t
    }

    fn tally(&self, a: &Anaphor<'_>, field: &Field, rank: usize, keep: Keep) -> Tally<'static> {
        use Template as T;
        let view = self.view;
        let i = field.candidates[rank];
        let chain = &self.chains[i];
        let mut t = ANTECEDENTS.tally(a.form as usize, keep);
        let source = usize::from(field.is_source);
        let distance = far(a.s.saturating_sub(chain.last_sentence));
        let kind = chain.kind.map_or(9, |k| k as usize);
        let named = usize::from(chain.is_named());
        let block = |s: usize| view.sentences[s].block;
        let blocks = block(a.s).saturating_sub(block(chain.last_sentence));
        t.add(T::Distance as usize, distance);
        t.add(T::NamedDistance as usize, distance * 2 + named);
        t.add(T::KindDistance as usize, distance.min(5) * 10 + kind);
        let most = field.priors.iter().flatten().max();
        let prior = match (field.priors[rank], most) {
            (Some(own), Some(most)) => match most - own {
                0 => 1,
                1..4 => 2,
                4..9 => 3,
                _ => 4,
            },
            _ => 0,
        };
        t.add(T::Prior as usize, prior * 2 + source);
        t.add(T::PriorNearness as usize, prior * 8 + rank.min(7));
        t.add(T::Nearness as usize, rank.min(7));
        t.add(T::Blocks as usize, few(blocks));
        t.add(T::Kind as usize, kind);
        t.add(T::Named as usize, named + 2 * usize::from(chain.quoted));
        t.add(T::Subjects as usize, few(chain.subjects));
        t.add(T::Mentions as usize, few(chain.mentions.len()));
        t.add(T::Titled as usize, usize::from(chain.titled) * 2 + source);
        let spoke = self.last_speaker.filter(|(c, _)| *c == i);
        let spoke = spoke.map_or(0, |(_, at)| 1 + few(a.s.saturating_sub(at)).min(4));
        t.add(T::SpokeLast as usize, (spoke * 2 + source) * 2 + usize::from(field.opens));
        t.add(T::HasSpoken as usize, chain.spoken.min(3) * 2 + source);
        let subject = self.main_subject.filter(|(c, _)| *c == i);
        let subject = subject.map_or(0, |(_, at)| {
            let same_block = usize::from(at >= self.block_start);
            1 + a.s.saturating_sub(at).min(3) * 2 + same_block
        });
        t.add(T::Subject as usize, subject * 2 + usize::from(field.opens));
        t.add(T::LastFunction as usize, function(view.deprel(chain.last_word)) * 2 + source);
        t.add(T::LastForm as usize, chain.mentions.last().map_or(0, |m| 1 + form_number(m.form)));
        t.add(T::Gender as usize, likeness(a.gender.as_ref(), chain.gender.as_ref()));
        t.add(
            T::Grammar as usize,
            likeness(a.grammar.or(a.gender).as_ref(), chain.grammar.or(chain.gender).as_ref()) * 10
                + kind,
        );
        t.add(T::Number as usize, usize::from(chain.plural != a.plural));
        t.add(T::Roles as usize, usize::from(!chain.roles.is_empty()) * 2 + named);
        t.add(T::Lead as usize, few(chain.first_sentence));
        t.add(T::Rivals as usize, field.rivals.min(4) * 2 + named);
        t.add(T::Around as usize, usize::from(field.around == Some(i)));
        t.add(T::Within as usize, usize::from(chain.last_word + 12 > a.w) * 2 + source);
        let clause = view.head(chain.last_word) == view.head(a.w);
        t.add(T::SameClause as usize, usize::from(clause));
        let Some(np) = a.np else { return t };
        let noun = self.noun_fit(np, chain);
        t.add(T::Country as usize, likeness(np.country.as_ref(), chain.country.as_ref()));
        t.add(T::Noun as usize, noun);
        t.add(T::NounDistance as usize, noun * 4 + distance.min(6) / 2);
        t.add(T::NounShape as usize, noun.min(4) * 24 + shape(np));
        t.add(T::NounNamed as usize, (noun * 2 + named) * 2 + usize::from(np.office));
        t.add(T::ShapeNamed as usize, (shape(np) * 2 + named) * 2 + source);
        t.add(T::Walk as usize, walk(np, chain) * 2 + named);
        t.add(T::Class as usize, self.class_fit(np, chain) * 2 + named);
        t.add(T::Age as usize, age_fit(np, chain));
        let owner = self.main_subject.is_some_and(|(c, _)| c == i);
        t.add(T::Tie as usize, tie(np) * 2 + usize::from(owner));
        t.add(T::Pointed as usize, (self.pointed(np) * 2 + named) * 9 + distance);
        t.add(
            T::RoleText as usize,
            usize::from(chain.role_text.is_some()) * 2 + usize::from(np.bare),
        );
        t
    }

    /// *Ce médecin militaire*, *l'ancien ingénieur*: a noun that points, or tells what somebody was.
    fn pointed(&self, np: &Np) -> usize {
        let view = self.view;
        let points = (np.first..np.head).any(|w| view.in_set("pointing", w));
        let former = (np.first..np.head).any(|w| view.in_set("former", w));
        usize::from(points) * 2 + usize::from(former)
    }

    /// How the noun of a phrase fits what an entity has been called, from 0 (not at all).
    fn noun_fit(&self, np: &Np, chain: &Chain) -> usize {
        let Some(noun) = &np.noun else { return 0 };
        let said = self.said(np);
        let same_noun = chain.roles.iter().any(|r| r.noun == *noun);
        let same_class = np.class.is_some() && chain.roles.iter().any(|r| r.class == np.class);
        let in_name = chain.names.iter().any(|n| n.words.contains(noun));
        let says = |words: &[CompactString]| said.iter().all(|w| super::np::says(words, w));
        let agrees = chain.roles.iter().any(|r| says(&r.words))
            || chain.names.iter().any(|n| said.iter().any(|w| n.words.contains(w)))
            || np.country.is_some() && np.country == chain.country && (same_noun || same_class);
        // *the bank*, in a language that heads compounds on the right: the central bank.
        let heads = |r: &super::chain::RoleUse| {
            r.noun.strip_suffix(noun.as_str()).is_some_and(|before| before.ends_with([' ', '-']))
        };
        match (same_noun, same_class) {
            _ if in_name => 1,
            (true, _) if said.is_empty() => 2,
            (true, _) if agrees => 3,
            (true, _) => 4,
            _ if chain.roles.iter().any(heads) => 5,
            (_, true) if said.is_empty() => 6,
            (_, true) if agrees => 7,
            (_, true) => 8,
            _ if agrees && !said.is_empty() => 9,
            _ => 0,
        }
    }

    /// Whether the sort of body, text or person that a noun names is one that the entity can be.
    fn class_fit(&self, np: &Np, chain: &Chain) -> usize {
        let Some(class) = np.class else { return 0 };
        let general =
            self.view.in_set("any-body", np.head) || self.view.in_set("any-text", np.head);
        let known = chain.roles.iter().filter_map(|r| r.class);
        let alike = match known.clone().next() {
            None => 0,
            Some(_) if known.clone().any(|c| c == class) => 1,
            Some(_) if known.clone().any(noun::is_official) => 2,
            Some(_) => 3,
        };
        let shared = noun::is_shared_office(class);
        1 + (alike * 2 + usize::from(general)) * 2 + usize::from(shared)
    }

    /// What a phrase says beyond its noun.
    pub(super) fn said<'n>(&self, np: &'n Np) -> Vec<&'n CompactString> {
        let Some(noun) = &np.noun else { return Vec::new() };
        // Where a language's nouns have many forms, one of the head is the noun itself.
        let own = match self.view.lexicon.nouns_have_capitals() {
            true => super::fold(self.view.words[np.head].form(self.view.text)),
            false => CompactString::default(),
        };
        np.words
            .iter()
            .filter(|w| *w != noun && !noun.split(' ').any(|part| part == w.as_str()))
            .filter(|w| **w != own)
            .collect()
    }

    /// The entity whose words these are, where the word stands in words that a source before it
    /// is given for.
    fn speaker_around(&self, w: usize) -> Option<usize> {
        let quote = self.view.top_quote(w)?;
        self.around.get(&quote)?.iter().find_map(|head| self.of_word.get(head).copied())
    }
}

/// Whether a phrase without a name can mean an entity.
fn phrase_fits(np: &Np, chain: &Chain) -> bool {
    let guess = np.class.is_some_and(noun::is_business) && chain.is_guess();
    let Some(kind) = chain.kind else { return false };
    if !kind.may_be(np.kind) && !guess
        || chain.plural != np.plural && np.kind != PhraseKind::State
        || differs(np.country.as_ref(), chain.country.as_ref())
    {
        return false;
    }
    np.kind != PhraseKind::Person
        || !differs(np.age.as_ref(), chain.age.as_ref())
            && (np.any_gender || !differs(np.gender.as_ref(), chain.gender.as_ref()))
}

/// Sentences back to which a name looks for who was called by a role so far.
const NAME_REACH: usize = 16;

/// Whether a new name can be that of an entity without one.
fn name_fits(np: &Np, chain: &Chain, s: usize) -> bool {
    let of_a_sort = match np.kind {
        PhraseKind::Person => {
            matches!(chain.kind, Some(PhraseKind::Person | PhraseKind::Source))
        }
        PhraseKind::Name => {
            matches!(chain.kind, Some(PhraseKind::Person | PhraseKind::Source | PhraseKind::Body))
        }
        PhraseKind::Body => chain.kind == Some(PhraseKind::Body),
        _ => false,
    };
    of_a_sort
        && !chain.is_named()
        && chain.plural == np.plural
        && s <= chain.last_sentence + NAME_REACH
        && !differs(np.country.as_ref(), chain.country.as_ref())
        && !differs(np.gender.as_ref(), chain.gender.as_ref())
}

/// Whether both are known and not the same.
fn differs<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    matches!((one, other), (Some(a), Some(b)) if a != b)
}

/// 0: neither is known, 1 and 2: one is, 3: both and alike, 4: both and not.
fn likeness<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> usize {
    match (one, other) {
        (None, None) => 0,
        (Some(_), None) => 1,
        (None, Some(_)) => 2,
        (Some(a), Some(b)) => 3 + usize::from(a != b),
    }
}

/// A distance in sentences, in steps.
fn far(sentences: usize) -> usize {
    match sentences {
        0..4 => sentences,
        4..6 => 4,
        6..9 => 5,
        9..13 => 6,
        13..21 => 7,
        _ => 8,
    }
}

/// A small number, in steps.
fn few(n: usize) -> usize {
    match n {
        0..4 => n,
        4..6 => 4,
        6..10 => 5,
        _ => 6,
    }
}

/// What determines a phrase, and how much it says.
fn shape(np: &Np) -> usize {
    let article = match np.article {
        Article::Definite => 0,
        Article::Indefinite => 1,
        Article::None => 2,
    };
    ((article * 2 + usize::from(np.bare)) * 2 + usize::from(np.office)) * 2
        + usize::from(np.anaphoric)
}

/// How a noun is tied to somebody else.
fn tie(np: &Np) -> usize {
    let tied = np.class.is_some_and(noun::is_tie);
    match (np.counterpart, np.possessive, np.relational || tied) {
        (true, _, _) => 4,
        (_, true, true) => 3,
        (_, true, false) => 2,
        (_, false, true) => 1,
        _ => 0,
    }
}

/// Whether the walks of life that nouns tell go together.
fn walk(np: &Np, chain: &Chain) -> usize {
    let known = chain.roles.iter().fold(0, |all, r| all | r.domain);
    match (np.domain, known) {
        (0, _) => 0,
        (_, 0) => 1,
        (a, b) if a & b & !noun::PARTY != 0 => 2,
        (a, b) if a & b != 0 => 3,
        _ => 4,
    }
}

/// *le septuagénaire*: who is 78.
fn age_fit(np: &Np, chain: &Chain) -> usize {
    let Some(age) = chain.age else { return 0 };
    match (np.age, np.decade_of(age)) {
        (Some(own), _) if own == age => 1,
        (Some(_), _) => 2,
        (None, Some(true)) => 3,
        (None, Some(false)) => 4,
        (None, None) => 5,
    }
}

fn function(deprel: Deprel) -> usize {
    match deprel {
        Deprel::Nsubj | Deprel::NsubjPass => 0,
        Deprel::Obj | Deprel::Iobj => 1,
        Deprel::Obl | Deprel::OblArg => 2,
        Deprel::Nmod => 3,
        Deprel::Conj => 4,
        Deprel::Appos => 5,
        _ => 6,
    }
}

fn form_number(form: MentionForm) -> usize {
    match form {
        MentionForm::Name => 0,
        MentionForm::Role => 1,
        MentionForm::Pronoun => 2,
        MentionForm::Metonym => 3,
    }
}
