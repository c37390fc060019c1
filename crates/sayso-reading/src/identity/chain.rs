//! One entity while its mentions are gathered: its names, its roles, and how well a name fits it.

use super::np::Np;
use super::office::OfficeUse;
use super::{NameFacts, PhraseKind};
use compact_str::CompactString;
use sayso_model::{Entity, EntityKind, Evidence, Gender, Mention};

/// An entity while its chain grows.
#[derive(Debug, Default, Clone)]
pub(crate) struct Chain {
    pub kind: Option<PhraseKind>,
    /// Names in the order met.
    pub(super) names: Vec<Name>,
    /// Role or body nouns that it was called by, with their country.
    pub(super) roles: Vec<RoleUse>,
    /// First full description, for the unnamed.
    pub(super) description: Option<String>,
    /// Offices that it was called by.
    pub(super) offices: Vec<OfficeUse>,
    /// Why it was linked to an entry of the knowledge, or was not.
    pub(super) why: Vec<Evidence>,
    /// The name in the knowledge of who or what it was linked to.
    pub(super) known_as: Option<String>,
    /// GeoNames id of a place.
    pub(super) geonames: Option<u32>,
    /// Role phrase beside its name, for people to read.
    pub(super) role_text: Option<String>,
    pub gender: Option<Gender>,
    /// Grammatical gender of a body's noun or article.
    pub(super) grammar: Option<Gender>,
    pub plural: bool,
    /// Whether its nouns are of the neuter gender.
    pub(super) neuter: bool,
    pub country: Option<CompactString>,
    pub qid: Option<CompactString>,
    pub(super) key: Option<CompactString>,
    pub mentions: Vec<Mention>,
    pub(super) first_sentence: usize,
    pub(super) last_sentence: usize,
    pub(super) last_word: usize,
    /// How often it was a subject or a source.
    pub(super) subjects: usize,
    /// How often it spoke to the reader.
    pub(super) spoken: usize,
    /// Whether it was met inside quoted words alone.
    pub(super) quoted: bool,
    /// Whether the headline names it.
    pub(super) titled: bool,
    /// Age in years, where the text gives it.
    pub(super) age: Option<u32>,
    /// Of a document: the body or person whose words it holds.
    pub(super) owner: Option<usize>,
    /// Of a group: its members and the word that joins the last two.
    pub(super) members: Vec<usize>,
    pub(super) joint: String,
}

/// A name by which an entity was called.
#[derive(Debug, Clone)]
pub(super) struct Name {
    pub text: String,
    /// Folded words.
    pub words: Vec<CompactString>,
    /// Whether it is a place that stands for the entity (*Ljubljana*).
    pub metonym: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct RoleUse {
    pub noun: CompactString,
    pub class: Option<u16>,
    pub domain: u32,
    pub country: Option<CompactString>,
    pub words: Vec<CompactString>,
}

impl Chain {
    /// Whether a noun cannot mean this chain: a newspaper is no court, a magistrate no accused.
    pub(super) fn class_clash(&self, np: &Np) -> bool {
        if np.kind == PhraseKind::Person {
            let mut known = self.roles.iter().map(|r| r.domain).filter(|d| *d != 0).peekable();
            return np.domain != 0 && known.peek().is_some() && !known.any(|d| d & np.domain != 0);
        }
        match (np.class, self.roles.iter().find_map(|r| r.class)) {
            (Some(a), Some(b)) => a != b,
            _ => false,
        }
    }

    /// Whether it is a text that holds its author's words: a communiqué, a letter, a post.
    pub(super) fn holds_words(&self) -> bool {
        self.kind == Some(PhraseKind::Document) && self.has_class(super::noun::is_statement)
    }

    pub(super) fn has_class(&self, is: fn(u16) -> bool) -> bool {
        self.roles.iter().any(|r| r.class.is_some_and(is))
    }

    /// Whether the text gives it a name.
    /// Whether that it is a person is told by no more than its name's looks.
    pub(super) fn is_guess(&self) -> bool {
        self.kind == Some(PhraseKind::Person)
            && self.roles.is_empty()
            && self.gender.is_none()
            && self.age.is_none()
            && self.qid.is_none()
            && self.names.iter().any(|n| n.words.len() > 1)
    }

    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// The fullest name; else the description.
    pub fn full_name(&self) -> String {
        self.names
            .iter()
            .max_by_key(|n| (!n.metonym, n.words.len(), n.text.len()))
            .map(|n| n.text.clone())
            .or_else(|| self.description.clone())
            .unwrap_or_default()
    }

    /// The name by which it is known from report to report, if it has one.
    pub fn key_name(&self) -> Option<String> {
        self.known_as.clone().or_else(|| self.is_named().then(|| self.full_name()))
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
            geonames: self.geonames,
            key: None,
            evidence: self.why.clone(),
            gender: self.gender.filter(|_| kind == EntityKind::Person),
            mentions,
        }
    }

    /// Takes over a fuller name from the headline.
    pub fn widen(&mut self, title: &[(String, Vec<CompactString>)]) {
        let Some(best) = self.names.iter().map(|n| &n.words).max_by_key(|w| w.len()) else {
            return;
        };
        let fuller = title.iter().find(|(_, words)| {
            words.len() > best.len()
                && best.iter().all(|w| words.contains(w))
                && best.last() == words.last()
        });
        if let Some((text, words)) = fuller.cloned() {
            self.names.push(Name { text, words, metonym: false });
        }
    }
}

/// How well a name fits a chain; `None`: it does not.
pub(super) fn fit_name(
    chain: &Chain,
    words: &[CompactString],
    np: &Np,
    facts: &NameFacts,
) -> Option<i32> {
    if chain.names.is_empty() {
        // *le ministre* … *M. Dupont*: a role without a name yet takes none by itself.
        return None;
    }
    // A town's name that acted was a surname: *Vilhena : «…»* before *le ministre Duarte Vilhena*.
    let surname = chain.kind == Some(PhraseKind::Place)
        && np.kind == PhraseKind::Person
        && chain.subjects > 0
        && words.len() > 1
        && chain.names.iter().all(|n| n.words.len() == 1 && n.words.first() == words.last());
    if let (Some(a), Some(b)) = (chain.kind, Some(np.kind))
        && !a.may_be(b)
        && !surname
    {
        return None;
    }
    // *à Moscou*, *Moscou a annoncé*: a town, and whom it stands for.
    if (chain.kind == Some(PhraseKind::Place)) != (np.kind == PhraseKind::Place)
        && matches!((&chain.key, &facts.key), (Some(a), Some(b)) if a != b)
    {
        return None;
    }
    if let (Some(a), Some(b)) = (chain.gender, np.gender.or(facts.gender))
        && a != b
    {
        return None;
    }
    // *France* is none of *Météo France*, nor the other way round.
    let state = |kind| matches!(kind, Some(PhraseKind::State | PhraseKind::Metonym));
    // A state's key is its code; of a region's name (*Piedmont*) many a body is made.
    let of_state = facts.key.is_some() && facts.key == facts.country
        || chain.key.is_some() && chain.key == chain.country;
    let other_key = chain.key != facts.key && of_state;
    let mut best = None;
    for known in chain.names.iter().map(|n| &n.words) {
        let fit = if known == words {
            50
        } else if other_key
            && state(Some(np.kind)) != state(chain.kind)
            && matches!(np.kind, PhraseKind::State | PhraseKind::Metonym | PhraseKind::Body)
        {
            continue;
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
