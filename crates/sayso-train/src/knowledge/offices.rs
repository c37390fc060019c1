//! Office-holders, from Wikidata (CC0) by way of every-politician-scrapers,
//! and lists of our own for the years since and for those it lacks.

use super::{Countries, Tsv, find};
use anyhow::{Context as _, Result, bail};
use sayso_knowledge::world::{Builder, PersonEntry, PositionEntry};
use sayso_knowledge::{OfficeClass, PartialDate, Portfolio, fold};
use sayso_model::Gender;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Countries whose names Wikidata's English labels write family name first.
const FAMILY_FIRST: [&str; 6] = ["CHN", "KOR", "PRK", "VNM", "TWN", "KHM"];

/// Adds the office-holders of officeholders.tsv.gz and topup.tsv.
pub(super) fn add(
    kb: &Path,
    names: &Path,
    countries: &Countries,
    builder: &mut Builder,
) -> Result<String> {
    let classes = Classes::read()?;
    let tables = [
        Tsv::read(&kb.join("officeholders.tsv.gz"))?,
        Tsv::read(&kb.join("topup.tsv"))?,
        Tsv::parse(include_str!("../../../../knowledge/own.tsv")),
    ];
    let mut positions: BTreeMap<(String, String), u16> = BTreeMap::new();
    let mut persons: BTreeMap<(u32, String), PersonEntry> = BTreeMap::new();
    let mut by_name: BTreeMap<String, (u32, String)> = BTreeMap::new();
    for row in tables.iter().flat_map(Tsv::rows) {
        let name = row.get("person_name");
        if name.is_empty() {
            continue;
        }
        let qid = row.get("person_qid").strip_prefix('Q').and_then(|q| q.parse().ok()).unwrap_or(0);
        let code = row.get("country_iso3");
        let label = row.get("position_label");
        let position = *positions.entry((code.to_owned(), label.to_owned())).or_insert_with(|| {
            let country = countries.code.get(code).copied().unwrap_or(u16::MAX);
            let class = classes.class(label, country, countries);
            let portfolio = classes.portfolio(label, class);
            builder.position(PositionEntry { class, portfolio, country, label: label.to_owned() })
        });
        // A person without an item is the one of that name whom the list has with one.
        let key = match (qid, by_name.get(name)) {
            (0, Some(key)) => key.clone(),
            (0, None) => (0, name.to_owned()),
            _ => (qid, String::new()),
        };
        if qid != 0 {
            by_name.entry(name.to_owned()).or_insert_with(|| key.clone());
        }
        let person = persons.entry(key).or_insert_with(|| PersonEntry {
            qid,
            name: name.to_owned(),
            other_names: Vec::new(),
            gender: None,
            born: 0,
            family_first: FAMILY_FIRST.contains(&code),
            terms: Vec::new(),
        });
        if person.name != name && !person.other_names.iter().any(|n| n == name) {
            person.other_names.push(name.to_owned());
        }
        person.gender = person.gender.or(match row.get("gender") {
            "male" => Some(Gender::Masculine),
            "female" => Some(Gender::Feminine),
            _ => None,
        });
        if person.born == 0 {
            person.born = PartialDate::read(row.get("birth")).map_or(0, |d| d.year);
        }
        let number = |cell: &str| PartialDate::read(cell).map_or(0, PartialDate::number);
        person.terms.push((position, number(row.get("start")), number(row.get("end"))));
    }
    let variants = Variants::read(names)?;
    let (count, mut terms) = (persons.len(), 0);
    for mut person in persons.into_values() {
        person.terms.sort_by_key(|(position, from, to)| (*from, *to, *position));
        person.terms.dedup();
        merge_terms(&mut person.terms);
        terms += person.terms.len();
        person.other_names.extend(variants.of(&person));
        builder.person(person);
    }
    Ok(format!("{count} office-holders, {terms} terms, {} positions", positions.len()))
}

/// Drops terms without an end where the same term stands with one.
fn merge_terms(terms: &mut Vec<(u16, u32, u32)>) {
    let ended: BTreeSet<(u16, u32)> =
        terms.iter().filter(|t| t.2 != 0).map(|t| (t.0, t.1)).collect();
    terms.retain(|t| t.2 != 0 || !ended.contains(&(t.0, t.1)));
}

/// How labels tell the kind of office.
struct Classes {
    rules: Vec<(Where, String, OfficeClass)>,
    portfolios: Vec<(String, Portfolio)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Start,
    Inside,
    Country,
}

impl Classes {
    fn read() -> Result<Classes> {
        let mut classes = Classes { rules: Vec::new(), portfolios: Vec::new() };
        for row in Tsv::parse(include_str!("office-classes.tsv")).rows() {
            let place = match row.get("where") {
                "start" => Where::Start,
                "in" => Where::Inside,
                "country" => Where::Country,
                other => bail!("office-classes.tsv: {other:?} is no place in a label"),
            };
            let class = OfficeClass::from_name(row.get("class")).with_context(|| {
                format!("office-classes.tsv: {:?} is no kind of office", row.get("class"))
            })?;
            classes.rules.push((place, fold(row.get("words")).to_string(), class));
        }
        for row in Tsv::parse(include_str!("portfolios.tsv")).rows() {
            let portfolio = Portfolio::from_name(row.get("portfolio")).with_context(|| {
                format!("portfolios.tsv: {:?} is no portfolio", row.get("portfolio"))
            })?;
            classes.portfolios.push((fold(row.get("words")).to_string(), portfolio));
        }
        Ok(classes)
    }

    fn class(&self, label: &str, country: u16, countries: &Countries) -> OfficeClass {
        let label = fold(label);
        let names_country = |rest: &str| {
            let mut rest = rest.trim();
            for lead in ["the ", "republic of the ", "republic of ", "kingdom of "] {
                rest = rest.strip_prefix(lead).unwrap_or(rest);
            }
            // *United States of America* and *United States*, *Czech Republic* and *Czechia* differ;
            // the list has both for most.
            countries.english.get(rest) == Some(&country)
                || OTHER_ENGLISH
                    .iter()
                    .any(|(n, code)| *n == rest && countries.code.get(*code) == Some(&country))
        };
        self.rules
            .iter()
            .find(|(place, words, _)| match place {
                Where::Start => label.starts_with(words.as_str()),
                Where::Inside => label.contains(words.as_str()),
                Where::Country => label
                    .strip_prefix(words.as_str())
                    .is_some_and(|rest| rest.starts_with(' ') && names_country(rest)),
            })
            .map_or(OfficeClass::Other, |(_, _, class)| *class)
    }

    fn portfolio(&self, label: &str, class: OfficeClass) -> Option<Portfolio> {
        let of_a_government = matches!(
            class,
            OfficeClass::Minister | OfficeClass::JuniorMinister | OfficeClass::Deputy
        );
        let label = fold(label);
        of_a_government
            .then(|| self.portfolios.iter().find(|(w, _)| label.contains(w.as_str())))
            .flatten()
            .map(|(_, p)| *p)
    }
}

/// English names of states in labels that CLDR does not have.
const OTHER_ENGLISH: [(&str, &str); 10] = [
    ("people s republic of china", "CHN"),
    ("republic of china", "TWN"),
    ("czech republic", "CZE"),
    ("ivory coast", "CIV"),
    ("congo", "COG"),
    ("democratic republic of the congo", "COD"),
    ("burma", "MMR"),
    ("macedonia", "MKD"),
    ("east timor", "TLS"),
    ("state of palestine", "PSE"),
];

/// Spellings of family names, from rigour's list of names (MIT): each line has
/// the forms of one name in all scripts.
struct Variants {
    by_form: BTreeMap<String, Vec<usize>>,
    lines: Vec<Vec<String>>,
}

/// More forms than this, and a line joins names that are not one.
const MOST_FORMS: usize = 40;

impl Variants {
    fn read(folder: &Path) -> Result<Variants> {
        let mut variants = Variants { by_form: BTreeMap::new(), lines: Vec::new() };
        let Some(path) = find(folder, "names/persons.txt")?.into_iter().next() else {
            bail!("no names/persons.txt of rigour under {}", folder.display());
        };
        let text =
            fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        for line in text.lines() {
            let Some((forms, _)) = line.split_once(" => ") else { continue };
            let forms: BTreeSet<String> = forms
                .split(',')
                .map(|f| fold(f).to_string())
                .filter(|f| f.len() > 2 && f.bytes().all(|b| b.is_ascii_lowercase()))
                .collect();
            if forms.len() < 2 || forms.len() > MOST_FORMS {
                continue;
            }
            let number = variants.lines.len();
            for form in &forms {
                variants.by_form.entry(form.clone()).or_default().push(number);
            }
            variants.lines.push(forms.into_iter().collect());
        }
        Ok(variants)
    }

    /// Other spellings of a person's family name.
    fn of(&self, person: &PersonEntry) -> Vec<String> {
        let words: Vec<&str> = person.name.split_whitespace().collect();
        let family = if person.family_first { words.first() } else { words.last() };
        let Some(family) = family.map(|f| fold(f).to_string()) else { return Vec::new() };
        // A form in several lines belongs to several names: too loose.
        match self.by_form.get(&family).map(Vec::as_slice) {
            Some([line]) => self.lines[*line].iter().filter(|f| **f != family).cloned().collect(),
            _ => Vec::new(),
        }
    }
}
