//! Office-holders, from Wikidata (CC0) by way of every-politician-scrapers,
//! and lists of our own for the years since and for those it lacks.

use super::{Countries, Tsv, find};
use anyhow::{Context as _, Result, bail};
use sayso_knowledge::world::{Builder, PersonEntry, PositionEntry, TermEntry};
use sayso_knowledge::{OfficeClass, OfficeKind, PartialDate, Portfolio, PortfolioSet, alike, fold};
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
    // Of an office without a recorded end, the last day of which the table knows that it was held:
    // that of the snapshot, and of our own lists the day up to which their author knew.
    let tables = [
        (Tsv::read(&kb.join("officeholders.tsv.gz"))?, SNAPSHOT),
        (Tsv::read(&kb.join("topup.tsv"))?, OWN_UNTIL),
        (Tsv::parse(include_str!("../../../../knowledge/own.tsv")), OWN_UNTIL),
    ];
    let rows = || tables.iter().flat_map(|(t, sure)| t.rows().map(move |r| (r, *sure)));
    // A row without a label has that of another row of the same position.
    let mut labels: BTreeMap<&str, &str> = BTreeMap::new();
    for (row, _) in rows().filter(|(r, _)| !r.get("position_label").is_empty()) {
        labels.entry(row.get("position_qid")).or_insert(row.get("position_label"));
    }
    let mut positions: BTreeMap<(String, String), u16> = BTreeMap::new();
    let mut entries: Vec<PositionEntry> = Vec::new();
    let mut persons: BTreeMap<(u32, String), PersonEntry> = BTreeMap::new();
    let mut by_name: BTreeMap<String, (u32, String)> = BTreeMap::new();
    let mut by_country: BTreeMap<String, BTreeSet<(u32, String)>> = BTreeMap::new();
    let number_of = |item: &str| item.strip_prefix('Q').and_then(|q| q.parse().ok()).unwrap_or(0);
    for (row, sure) in rows() {
        let name = row.get("person_name");
        if name.is_empty() {
            continue;
        }
        let qid = number_of(row.get("person_qid"));
        let label = match row.get("position_label") {
            "" => labels.get(row.get("position_qid")).copied().unwrap_or(""),
            label => label,
        };
        let code = match row.get("country_iso3") {
            "" if classes.body(label).is_empty() => state_of(label, countries).unwrap_or(""),
            "" => classes.body(label),
            code => code,
        };
        let position = *positions.entry((code.to_owned(), label.to_owned())).or_insert_with(|| {
            let country = countries.code.get(code).copied().unwrap_or(u16::MAX);
            let class = classes.class(label, country, countries);
            let (portfolio, portfolios) = classes.portfolios(label, class);
            let position = PositionEntry {
                class,
                kind: classes.kind(label, class, country, countries),
                portfolio,
                portfolios,
                country,
                label: label.to_owned(),
                qid: number_of(row.get("position_qid")),
            };
            entries.push(position.clone());
            builder.position(position)
        });
        // A person without an item is the one of that name whom the list has with one.
        let same = |key: &&(u32, String)| {
            persons.get(*key).is_some_and(|p: &PersonEntry| alike(&p.name, name))
        };
        let key = match (qid, by_name.get(name)) {
            (0, Some(key)) => key.clone(),
            (0, None) => {
                let found = by_country.get(code).and_then(|keys| {
                    let mut keys = keys.iter().filter(|k| k.0 != 0).filter(same);
                    keys.next().filter(|_| keys.next().is_none())
                });
                found.cloned().unwrap_or_else(|| (0, name.to_owned()))
            }
            _ => (qid, String::new()),
        };
        if qid != 0 {
            by_name.entry(name.to_owned()).or_insert_with(|| key.clone());
        }
        by_country.entry(code.to_owned()).or_default().insert(key.clone());
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
        let (from, to) = (number(row.get("start")), number(row.get("end")));
        let sure = if to == 0 { sure } else { 0 };
        person.terms.push(TermEntry { from, to, position, sure });
    }
    close_terms(&mut persons, &entries);
    let variants = Variants::read(names)?;
    let (count, mut terms) = (persons.len(), 0);
    for mut person in persons.into_values() {
        person.terms.sort();
        person.terms.dedup();
        merge_terms(&mut person.terms, &entries);
        person.terms.sort();
        person.terms.dedup_by_key(|t| (t.from, t.to, t.position));
        terms += person.terms.len();
        person.other_names.extend(variants.of(&person));
        builder.person(person);
    }
    Ok(format!("{count} office-holders, {terms} terms, {} positions", positions.len()))
}

/// The day of the oldest of the snapshots that officeholders.tsv is made of.
const SNAPSHOT: u32 = 20_220_719;
/// The day up to which whoever wrote topup.tsv and own.tsv knew who was in office.
const OWN_UNTIL: u32 = 20_250_630;

/// Drops terms without an end where the same term stands with one: of the same office, under
/// whichever label, begun in the same year.
fn merge_terms(terms: &mut Vec<TermEntry>, positions: &[PositionEntry]) {
    let office = |t: &TermEntry| {
        let p = &positions[usize::from(t.position)];
        let same = (p.country, p.kind as u8, p.portfolio.map(|p| p as u8));
        // Offices that are of no kind are told apart by their labels.
        (same, if p.kind == OfficeKind::Other { t.position } else { 0 }, t.from / 10_000)
    };
    let ended: BTreeSet<_> = terms.iter().filter(|t| t.to != 0).map(office).collect();
    let known: Vec<TermEntry> = terms.clone();
    terms.retain(|t| t.to != 0 || !ended.contains(&office(t)));
    // Said twice without an end, the later knowledge counts.
    for term in terms.iter_mut().filter(|t| t.to == 0) {
        let same = known.iter().filter(|t| t.to == 0 && office(t) == office(term));
        term.sure = same.map(|t| t.sure).max().unwrap_or(term.sure);
    }
}

/// Ends what a successor ended: of an office that one person holds at a time, a term without an end
/// is known to be held until the next holder's begins, and no longer.
fn close_terms(persons: &mut BTreeMap<(u32, String), PersonEntry>, positions: &[PositionEntry]) {
    let office = |t: &TermEntry| {
        let p = &positions[usize::from(t.position)];
        let head = matches!(
            p.kind,
            OfficeKind::President
                | OfficeKind::Monarch
                | OfficeKind::Pope
                | OfficeKind::SupremeLeader
                | OfficeKind::PrimeMinister
                | OfficeKind::Chancellor
        );
        let single = head || p.kind == OfficeKind::Minister && p.portfolio.is_some();
        let which = if head { 0 } else { p.qid };
        (single && p.country != u16::MAX && (head || p.qid != 0)).then_some((
            p.country,
            p.kind as u8,
            p.portfolio.map_or(99, |p| p as u8),
            which,
        ))
    };
    let mut starts: BTreeMap<_, BTreeSet<(u32, (u32, String))>> = BTreeMap::new();
    for (key, person) in persons.iter() {
        for term in &person.terms {
            if let Some(office) = office(term) {
                starts.entry(office).or_default().insert((term.from, key.clone()));
            }
        }
    }
    for (key, person) in persons.iter_mut() {
        for term in person.terms.iter_mut().filter(|t| t.to == 0) {
            let Some(list) = office(term).and_then(|o| starts.get(&o)) else { continue };
            let next = list.iter().find(|(from, who)| *from > term.from && who != key);
            if let Some((from, _)) = next {
                term.sure = term.sure.min(from.saturating_sub(1));
            }
        }
    }
}

/// How labels tell the kind of office.
struct Classes {
    rules: Vec<(Where, String, OfficeClass)>,
    kinds: Vec<(OfficeClass, String, OfficeKind)>,
    portfolios: Vec<(String, Portfolio)>,
    bodies: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Where {
    Start,
    Inside,
    Country,
}

impl Classes {
    fn read() -> Result<Classes> {
        let mut classes = Classes {
            rules: Vec::new(),
            kinds: Vec::new(),
            portfolios: Vec::new(),
            bodies: Vec::new(),
        };
        for row in Tsv::parse(include_str!("office-kinds.tsv")).rows() {
            let class = OfficeClass::from_name(row.get("class"))
                .with_context(|| format!("office-kinds.tsv: {:?}", row.get("class")))?;
            let kind = OfficeKind::from_name(row.get("kind"))
                .with_context(|| format!("office-kinds.tsv: {:?}", row.get("kind")))?;
            classes.kinds.push((class, fold(row.get("words")).to_string(), kind));
        }
        for row in Tsv::parse(include_str!("office-bodies.tsv")).rows() {
            classes.bodies.push((fold(row.get("words")).to_string(), row.get("code").to_owned()));
        }
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
        let names_country = |rest: &str| state_named(rest, countries) == Some(country);
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

    /// Which office of its class.
    fn kind(
        &self,
        label: &str,
        class: OfficeClass,
        country: u16,
        countries: &Countries,
    ) -> OfficeKind {
        // *(1949–)*
        let label = fold(label.split('(').next().unwrap_or(label));
        // *Prime Minister of the Cook Islands*: of a part of the state.
        let of = label.split_once(" of ").map(|(_, state)| state_named(state, countries));
        // *Vice President of Iran for Legal Affairs*: one of several.
        let own = [
            (OfficeClass::HeadOfGovernment, "prime minister of "),
            (OfficeClass::Deputy, "vice president of "),
        ];
        if own.iter().any(|(c, words)| *c == class && label.contains(words))
            && of != Some(Some(country))
        {
            return OfficeKind::Other;
        }
        self.kinds
            .iter()
            .find(|(c, words, _)| *c == class && label.contains(words.as_str()))
            .map_or(OfficeKind::Other, |(_, _, kind)| *kind)
    }

    /// The code of the body between states whose office it is; empty where it is none's.
    fn body(&self, label: &str) -> &str {
        let label = fold(label);
        self.bodies.iter().find(|(w, _)| label.contains(w.as_str())).map_or("", |(_, code)| code)
    }

    /// What a minister is for: before all else, and all of it.
    fn portfolios(&self, label: &str, class: OfficeClass) -> (Option<Portfolio>, PortfolioSet) {
        let mut all = PortfolioSet::default();
        let of_a_government = matches!(
            class,
            OfficeClass::Minister | OfficeClass::JuniorMinister | OfficeClass::Deputy
        );
        if !of_a_government {
            return (None, all);
        }
        // A matter that stands inside a longer one (*trade* in *foreign trade*) is none of its own.
        let mut label = fold(label).to_string();
        let mut first: Option<(usize, Portfolio)> = None;
        for (words, portfolio) in &self.portfolios {
            while let Some(at) = label.find(words.as_str()) {
                all.add(*portfolio);
                if first.is_none_or(|(before, _)| at < before) {
                    first = Some((at, *portfolio));
                }
                label.replace_range(at..at + words.len(), &"#".repeat(words.len()));
            }
        }
        (first.map(|(_, p)| p), all)
    }
}

/// The state that words of a label name, by its position in the list.
fn state_named(words: &str, countries: &Countries) -> Option<u16> {
    let mut rest = words.trim();
    for lead in ["the ", "republic of the ", "republic of ", "kingdom of ", "state of "] {
        rest = rest.strip_prefix(lead).unwrap_or(rest);
    }
    // *United States of America* and *United States*, *Czech Republic* and *Czechia* differ; the list
    // has both for most.
    let other = || {
        let code = OTHER_ENGLISH.iter().find(|(n, _)| *n == rest)?.1;
        countries.code.get(code).copied()
    };
    countries.english.get(rest).copied().or_else(other)
}

/// The code of the state whose office a label names: *President of Djibouti*.
fn state_of<'c>(label: &str, countries: &'c Countries) -> Option<&'c str> {
    let label = fold(label);
    let state = state_named(label.split_once(" of ")?.1, countries)?;
    countries.code.iter().find(|(_, id)| **id == state).map(|(code, _)| code.as_str())
}

/// English names of states in labels that CLDR does not have.
const OTHER_ENGLISH: [(&str, &str); 14] = [
    ("french republic", "FRA"),
    ("belgians", "BEL"),
    ("palestinian national authority", "PSE"),
    ("palestine", "PSE"),
    ("people s republic of china", "CHN"),
    ("republic of china", "TWN"),
    ("czech republic", "CZE"),
    ("ivory coast", "CIV"),
    ("congo", "COG"),
    ("democratic republic of the congo", "COD"),
    ("burma", "MMR"),
    ("macedonia", "MKD"),
    ("east timor", "TLS"),
    ("united states of america", "USA"),
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
