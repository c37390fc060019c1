//! Which entries of the knowledge the chains of a report mean, at the report's date; chains that turn
//! out to mean one person are joined.

use super::PhraseKind;
use super::chain::Chain;
use super::chains::Chains;
use super::person;
use crate::view::View;
use compact_str::CompactString;
use sayso_knowledge::{PartialDate, Person};
use sayso_model::{Document, Evidence};
use std::collections::BTreeMap;

/// What a report tells of its time and its countries.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// When it was published; without it no dated fact is used.
    pub date: Option<PartialDate>,
    /// The states and bodies that it speaks of, by code, and in how many chains.
    countries: BTreeMap<CompactString, usize>,
}

impl Report {
    fn of(view: &View<'_>, chains: &Chains, document: &Document) -> Report {
        let published = document.published.as_ref().map(|p| p.value.as_str());
        let day = published.and_then(|p| p.get(..10).or(Some(p)));
        let mut report = Report { date: day.and_then(PartialDate::read), ..Report::default() };
        let dateline = document.dateline.as_deref().and_then(|place| {
            let place = view.knowledge.place(view.lang.code(), place)?;
            Some(view.knowledge.country(place.country)?.code.clone())
        });
        let told = chains.all.iter().flat_map(|c| {
            let roles = c.roles.iter().filter_map(|r| r.country.as_ref());
            let offices = c.offices.iter().filter_map(|o| o.country.as_ref());
            c.country.iter().chain(roles).chain(offices)
        });
        for code in told.cloned().chain(dateline) {
            *report.countries.entry(code).or_insert(0) += 1;
        }
        report
    }

    /// Whether the report speaks of a country.
    pub fn mentions(&self, code: &str) -> bool {
        self.countries.contains_key(code)
    }

    /// Whether the report is about a country: it speaks of it, and of others at most half as much.
    pub fn is_about(&self, code: &str) -> bool {
        let here = self.countries.get(code).copied().unwrap_or(0);
        here > 0 && self.countries.iter().all(|(c, n)| c == code || 2 * n <= here)
    }
}

/// Links the chains of a report to the knowledge.
pub(crate) fn link(view: &View<'_>, chains: &mut Chains, document: &Document) {
    let report = Report::of(view, chains, document);
    people(view, chains, &report);
    places(view, chains, &report);
    bodies(view, chains);
}

/// Links bodies that are called by a name that reads like a noun (*EU-Kommission*).
fn bodies(view: &View<'_>, chains: &mut Chains) {
    for chain in chains.all.iter_mut().filter(|c| c.kind == Some(PhraseKind::Body)) {
        if chain.qid.is_some() {
            continue;
        }
        let name = chain.full_name();
        let Some(body) = view.knowledge.named_body(view.lang.code(), &name) else { continue };
        chain.known_as = Some(body.canonical.to_owned());
        chain.qid = body.qid.map(CompactString::from);
        let country = body.country.and_then(|id| view.knowledge.country(id));
        chain.country = country.map(|c| c.code.clone()).or(chain.country.take());
    }
}

/// Links towns.
fn places(view: &View<'_>, chains: &mut Chains, report: &Report) {
    for chain in chains.all.iter_mut().filter(|c| c.kind == Some(PhraseKind::Place)) {
        if !chain.is_named() || chain.qid.is_some() {
            continue;
        }
        let Some((place, why)) = super::place::town(view, chain, report) else { continue };
        chain.geonames = Some(place.geonames);
        chain.qid = place.item().map(CompactString::from);
        let country = view.knowledge.country(place.country).and_then(|c| c.iso3());
        chain.country = country.map(CompactString::from);
        chain.why.push(why);
    }
}

/// Links persons, and joins those that turn out to be one.
fn people(view: &View<'_>, chains: &mut Chains, report: &Report) {
    let mut linked: Vec<Option<Person<'_>>> = vec![None; chains.all.len()];
    let is_person = |c: &Chain| {
        !c.plural
            && (c.kind == Some(PhraseKind::Person)
                || c.kind == Some(PhraseKind::Name) && c.names.iter().all(|n| !n.metonym))
    };
    for (i, chain) in chains.all.iter_mut().enumerate().filter(|(_, c)| is_person(c)) {
        if !chain.is_named() {
            continue;
        }
        let (person, why) = person::named(view, chain, report);
        linked[i] = person;
        chain.why.extend(why);
    }
    for i in 0..chains.all.len() {
        let chain = &chains.all[i];
        if chain.is_named() || !is_person(chain) || chain.offices.is_empty() {
            continue;
        }
        if let Some(person) = person::of_those_named(view, chain, &linked, report) {
            linked[i] = Some(person);
            let detail =
                format!("the report names {} who bears the office", person::label(&person));
            chains.all[i].why.push(Evidence {
                rule: "link-office",
                detail: detail.into(),
                score: None,
            });
            continue;
        }
        let (person, mut why) = person::by_office(view, chain, report);
        // The text itself says who holds the office: who is called so by name.
        let told = chains.all.iter().zip(&linked).any(|(other, linked)| {
            let same = other.offices.iter().any(|a| {
                !a.former && a.pure && chain.offices.iter().any(|b| !b.former && a.same(b))
            });
            other.is_named() && same && *linked != person
        });
        match person {
            Some(_) if told => {
                if let Some(why) = &mut why {
                    why.rule = "no-link";
                    why.detail = format!("the text names another: {}", why.detail).into();
                }
            }
            person => linked[i] = person,
        }
        chains.all[i].why.extend(why);
    }
    for (chain, person) in chains.all.iter_mut().zip(&linked) {
        let Some(person) = person else { continue };
        chain.kind = Some(PhraseKind::Person);
        chain.known_as = Some(person.name().to_owned());
        chain.qid = person.qid().map(CompactString::from);
        chain.gender = chain.gender.or(person.gender());
        if chain.country.is_none() {
            let country = person.country().and_then(|id| view.knowledge.country(id));
            chain.country = country.and_then(|c| c.iso3()).map(CompactString::from);
        }
    }
    // One person, one chain: the first that a name was given to.
    for i in 0..linked.len() {
        let Some(person) = linked[i] else { continue };
        let first = (0..linked.len())
            .filter(|j| linked[*j] == Some(person))
            .min_by_key(|j| (!chains.all[*j].is_named(), *j));
        if let Some(first) = first.filter(|first| *first != i) {
            chains.join(view.words.len(), first, i);
            linked[i] = None;
        }
    }
}

impl Chains {
    /// Makes one chain of two: what was said of `gone` is said of `kept`.
    fn join(&mut self, words: usize, kept: usize, gone: usize) {
        let old = std::mem::take(&mut self.all[gone]);
        let chain = &mut self.all[kept];
        for name in old.names {
            if !chain.names.iter().any(|n| n.text == name.text) {
                chain.names.push(name);
            }
        }
        for role in old.roles {
            if !chain.roles.contains(&role) {
                chain.roles.push(role);
            }
        }
        for office in old.offices {
            if !chain.offices.contains(&office) {
                chain.offices.push(office);
            }
        }
        chain.mentions.extend(old.mentions);
        chain.why.extend(old.why);
        chain.description = chain.description.take().or(old.description);
        chain.role_text = chain.role_text.take().or(old.role_text);
        chain.age = chain.age.or(old.age);
        chain.titled |= old.titled;
        chain.quoted &= old.quoted;
        chain.spoken += old.spoken;
        chain.subjects += old.subjects;
        for w in 0..words {
            for of in [&mut self.of_word, &mut self.groups] {
                if let Some(chain) = of.get_mut(&w).filter(|c| **c == gone) {
                    *chain = kept;
                }
            }
        }
        for chain in &mut self.all {
            chain.owner = chain.owner.map(|c| if c == gone { kept } else { c });
            chain.members.iter_mut().filter(|c| **c == gone).for_each(|c| *c = kept);
        }
    }
}
