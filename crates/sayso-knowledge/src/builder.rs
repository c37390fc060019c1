//! Writes a knowledge file. Nothing at run time needs it but the import of a layer.

use crate::country::CountryKind;
use crate::office::{OfficeClass, OfficeKind, Offices, PortfolioSet};
use crate::person::PersonRecord;
use crate::role::Portfolio;
use crate::world::{FirstName, MAGIC, PlaceRecord};
use crate::{KnowledgeError, fold, sound};
use compact_str::CompactString;
use fst::Map;
use std::collections::{BTreeMap, BTreeSet};

/// A person to be written into the file.
#[derive(Debug, Clone)]
pub struct PersonEntry {
    /// Number of the Wikidata item (`7747` for `Q7747`); 0 where it is not known.
    pub qid: u32,
    /// The name as Wikidata has it in English.
    pub name: String,
    /// Names to be found by, beside the name and its ends.
    pub other_names: Vec<String>,
    /// Gender; none where it is not known.
    pub gender: Option<sayso_model::Gender>,
    /// Year of birth; 0 where it is not known.
    pub born: u16,
    /// Whether the family name stands first (*Xi Jinping*).
    pub family_first: bool,
    /// Offices held.
    pub terms: Vec<TermEntry>,
}

/// An office that a person held, to be written into the file. Dates are `yyyymmdd` with zeros where
/// not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermEntry {
    /// Since when.
    pub from: u32,
    /// Until when; 0 where no end is recorded.
    pub to: u32,
    /// Number of the position.
    pub position: u16,
    /// Of a term without an end: the last day of which it is known to have been held.
    pub sure: u32,
}

/// A position to be written into the file.
#[derive(Debug, Clone)]
pub struct PositionEntry {
    /// What kind of office.
    pub class: OfficeClass,
    /// Which office of that kind.
    pub kind: OfficeKind,
    /// What it is about before all else, where it is a minister's.
    pub portfolio: Option<Portfolio>,
    /// All that it is about.
    pub portfolios: PortfolioSet,
    /// Number of the Wikidata item; 0 where it is not known.
    pub qid: u32,
    /// Country by its position in the list; `u16::MAX` where there is none.
    pub country: u16,
    /// The English label.
    pub label: String,
}

/// Writes a knowledge file. Used by `sayso-train`; nothing at run time needs it.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    countries: Vec<String>,
    first_names: BTreeMap<CompactString, FirstName>,
    places: Vec<PlaceRecord>,
    place_names: BTreeMap<CompactString, Vec<u32>>,
    positions: Vec<PositionEntry>,
    persons: Vec<PersonEntry>,
    bodies: Vec<String>,
}

impl Builder {
    /// Adds a country, and gives its position in the list. `names` are per language, the usual one first.
    pub fn country(
        &mut self,
        kind: CountryKind,
        code: &str,
        iso2: &str,
        qid: &str,
        names: &[(&str, &str)],
    ) -> u16 {
        let mut line = [kind.name(), code, iso2, qid].join("\t");
        for (lang, names) in names {
            line.push_str(&format!("\t{lang}={names}"));
        }
        self.countries.push(line);
        (self.countries.len() - 1) as u16
    }

    /// Says which place a country's capital is.
    pub fn capital(&mut self, country: u16, geonames: u32) {
        if let Some(line) = self.countries.get_mut(usize::from(country)) {
            line.push_str(&format!("\t@={geonames}"));
        }
    }

    /// Adds a first name; said twice with two genders it is unisex.
    pub fn first_name(&mut self, name: &str, tells: FirstName) {
        let key = fold(name);
        if !key.is_empty() {
            self.first_names.entry(key).and_modify(|t| *t = t.join(tells)).or_insert(tells);
        }
    }

    /// Adds a place under its names. Places are to be added most populous first.
    pub fn place<'a>(&mut self, place: PlaceRecord, names: impl IntoIterator<Item = &'a str>) {
        let number = self.places.len() as u32;
        self.places.push(place);
        for name in names {
            let key = fold(name);
            let list = self.place_names.entry(key).or_default();
            if list.last() != Some(&number) {
                list.push(number);
            }
        }
    }

    /// Adds a body or region under its names by language; its item as `Q458`.
    pub fn body(&mut self, qid: &str, class: &str, code: &str, names: &[(&str, &str)]) {
        let mut line = [qid, class, code].join("\t");
        for (lang, names) in names {
            line.push_str(&format!("\t{lang}={names}"));
        }
        self.bodies.push(line);
    }

    /// Adds a position, and gives its number.
    pub fn position(&mut self, position: PositionEntry) -> u16 {
        self.positions.push(position);
        (self.positions.len() - 1) as u16
    }

    /// Adds a person.
    pub fn person(&mut self, person: PersonEntry) {
        self.persons.push(person);
    }

    /// A layer's file to be: it knows the countries of `base` by their codes.
    pub fn layer(base: &crate::Knowledge) -> Builder {
        let mut builder = Builder::default();
        for (_, country) in base.countries() {
            builder.country(country.kind, &country.code, &country.iso2, &country.qid, &[]);
        }
        builder
    }

    /// The file's bytes.
    pub fn finish(mut self) -> Result<Vec<u8>, KnowledgeError> {
        let failed = |e: fst::Error| KnowledgeError::File(e.to_string());
        let mut out = MAGIC.to_vec();
        let mut section = |tag: &[u8; 8], bytes: &[u8]| {
            out.extend_from_slice(tag);
            out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
            out.extend_from_slice(bytes);
        };
        section(b"countrys", self.countries.join("\n").as_bytes());
        let given = Map::from_iter(self.first_names.iter().map(|(k, v)| (k.as_bytes(), v.value())))
            .map_err(failed)?;
        section(b"givennam", given.as_fst().as_bytes());

        // Records are sorted by id; the postings keep the order of population.
        let mut order: Vec<usize> = (0..self.places.len()).collect();
        order.sort_by_key(|&i| self.places[i].geonames);
        let mut place_numbers = vec![0_u32; order.len()];
        for (number, &i) in order.iter().enumerate() {
            place_numbers[i] = number as u32;
        }
        for list in self.place_names.values_mut() {
            list.iter_mut().for_each(|n| *n = place_numbers[*n as usize]);
        }

        let mut posts: Vec<u32> = Vec::new();
        let mut post = |list: &[u32]| {
            let value = (posts.len() as u64) << 16 | list.len().min(0xffff) as u64;
            posts.extend(list.iter().take(0xffff));
            value
        };
        self.place_names.retain(|k, _| !k.is_empty());
        let map = Map::from_iter(self.place_names.iter().map(|(k, v)| (k.as_bytes(), post(v))))
            .map_err(failed)?;
        section(b"placname", map.as_fst().as_bytes());
        let mut bytes = Vec::new();
        for place in order.iter().map(|&i| self.places[i]) {
            place.write(&mut bytes);
        }
        section(b"places  ", &bytes);

        let mut strings = Vec::new();
        let mut string = |text: &str| {
            let at = (strings.len() as u32, text.len().min(u16::MAX as usize) as u16);
            strings.extend_from_slice(text.as_bytes());
            at
        };
        let mut keys: BTreeMap<CompactString, Vec<u32>> = BTreeMap::new();
        let mut sounds: BTreeMap<CompactString, Vec<u32>> = BTreeMap::new();
        let (mut records, mut terms) = (Vec::new(), Vec::new());
        let (mut index, mut order) = (Vec::new(), 0_u32);
        self.persons
            .sort_by(|a, b| (a.qid == 0, a.qid, &a.name).cmp(&(b.qid == 0, b.qid, &b.name)));
        for (number, person) in self.persons.iter().enumerate() {
            let names =
                crate::person::name_keys(&person.name, person.family_first).into_iter().chain(
                    person
                        .other_names
                        .iter()
                        .flat_map(|n| crate::person::name_keys(n, person.family_first)),
                );
            for key in names {
                let list = keys.entry(key).or_default();
                if list.last() != Some(&(number as u32)) {
                    list.push(number as u32);
                }
            }
            let names = [&person.name].into_iter().chain(&person.other_names);
            let heard: BTreeSet<CompactString> =
                names.flat_map(|n| sound::person_keys(n, person.family_first)).collect();
            for key in heard {
                sounds.entry(key).or_default().push(number as u32);
            }
            let first_term = (terms.len() / Offices::TERM_BYTES) as u32;
            for term in &person.terms {
                Offices::write_term(&mut terms, number as u32, term);
                let position = self.positions.get(usize::from(term.position));
                let key = position.map_or((u16::MAX, 0), |p| (p.country, p.kind as u8));
                index.push((key, order));
                order += 1;
            }
            PersonRecord {
                qid: person.qid,
                name: string(&person.name),
                other_names: string(&person.other_names.join("|")),
                gender: person.gender,
                born: person.born,
                first_term,
                terms: person.terms.len().min(255) as u8,
            }
            .write(&mut records);
        }
        let map =
            Map::from_iter(keys.iter().map(|(k, v)| (k.as_bytes(), post(v)))).map_err(failed)?;
        section(b"persname", map.as_fst().as_bytes());
        let map =
            Map::from_iter(sounds.iter().map(|(k, v)| (k.as_bytes(), post(v)))).map_err(failed)?;
        section(b"perssoun", map.as_fst().as_bytes());
        section(b"persons ", &records);
        section(b"offices ", &terms);
        let mut bytes = Vec::new();
        for position in &self.positions {
            let (start, length) = string(&position.label);
            Offices::write_position(&mut bytes, position, start, length);
        }
        section(b"position", &bytes);
        index.sort_unstable();
        let bytes: Vec<u8> = index.iter().flat_map(|(_, term)| term.to_le_bytes()).collect();
        section(b"officeix", &bytes);
        section(b"bodies  ", self.bodies.join("\n").as_bytes());
        section(b"strings ", &strings);
        let bytes: Vec<u8> = posts.iter().flat_map(|p| p.to_le_bytes()).collect();
        section(b"posts   ", &bytes);

        let io = |e: std::io::Error| KnowledgeError::File(e.to_string());
        let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 19).map_err(io)?;
        encoder.include_checksum(true).map_err(io)?;
        std::io::Write::write_all(&mut encoder, &out).map_err(io)?;
        encoder.finish().map_err(io)
    }
}
