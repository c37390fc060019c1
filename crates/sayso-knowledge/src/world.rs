//! The knowledge file: facts about the world that no language owns.
//!
//! One zstd frame (its checksum is verified on opening) holds sections one
//! after the other: an eight-byte tag, the length as `u32`, the bytes. Integers
//! are little-endian. Sections are read where they lie: opening the file
//! decompresses it and takes the countries apart, nothing more. A name leads to
//! its records through a finite-state map (crate `fst`) from the folded name to
//! a posting: the offset and number of record numbers in the section `posts`.
//!
//! [`Builder`] writes the file, `World` reads it.

use crate::country::{Countries, Country, CountryKind};
use crate::person::{Offices, PersonRecord};
use crate::{KnowledgeError, fold};
use compact_str::CompactString;
use fst::Map;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::{Deref, Range};
use std::sync::Arc;

const MAGIC: &[u8] = b"sayso-world/1\n";
/// What our file unpacks to, with room to grow: one allocation.
const UNPACKED_USUAL: usize = 6 << 20;
/// Refuse files that unpack to more than this.
const UNPACKED_LIMIT: u64 = 256 << 20;

/// A place: its GeoNames id, the row of its country, and how many live there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRecord {
    /// GeoNames id.
    pub geonames: u32,
    /// The place's country, by its position in the list of countries.
    pub country: u16,
    /// Inhabitants.
    pub population: u32,
}

/// The knowledge file, opened.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) countries: Countries,
    pub(crate) first_names: Option<Map<Bytes>>,
    place_names: Option<Map<Bytes>>,
    places: Bytes,
    person_names: Option<Map<Bytes>>,
    persons: Bytes,
    strings: Bytes,
    pub(crate) offices: Offices,
    posts: Bytes,
}

/// A section of the unpacked file, which all sections share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Bytes {
    data: Arc<Vec<u8>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        self.data.get(self.range.clone()).unwrap_or(&[])
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_ref()
    }
}

const PLACE_BYTES: usize = 10;
const PERSON_BYTES: usize = 18;

impl World {
    /// Opens a knowledge file.
    pub(crate) fn open(bytes: &[u8]) -> Result<World, KnowledgeError> {
        let broken = |problem: &str| KnowledgeError::File(problem.to_owned());
        let decoder = zstd::stream::read::Decoder::new(bytes)
            .map_err(|e| KnowledgeError::File(e.to_string()))?;
        let mut data = Vec::with_capacity(UNPACKED_USUAL);
        decoder
            .take(UNPACKED_LIMIT)
            .read_to_end(&mut data)
            .map_err(|e| KnowledgeError::File(e.to_string()))?;
        let data = Arc::new(data);
        let mut rest = data.strip_prefix(MAGIC).ok_or_else(|| broken("it is no knowledge file"))?;
        let mut world = World::default();
        while !rest.is_empty() {
            let (tag, after) = rest.split_at_checked(8).ok_or_else(|| broken("it is cut off"))?;
            let (length, after) =
                after.split_first_chunk::<4>().ok_or_else(|| broken("it is cut off"))?;
            let (section, after) = after
                .split_at_checked(u32::from_le_bytes(*length) as usize)
                .ok_or_else(|| broken("it is cut off"))?;
            let end = data.len() - after.len();
            let part = Bytes { data: Arc::clone(&data), range: end - section.len()..end };
            let map = |bytes| Map::new(bytes).map_err(|e| KnowledgeError::File(e.to_string()));
            match tag {
                b"countrys" => world.countries = Countries::new(read_countries(section)?),
                b"givennam" => world.first_names = Some(map(part)?),
                b"placname" => world.place_names = Some(map(part)?),
                b"places  " => world.places = part,
                b"persname" => world.person_names = Some(map(part)?),
                b"persons " => world.persons = part,
                b"strings " => world.strings = part,
                b"offices " => world.offices.terms = part,
                b"position" => world.offices.positions = part,
                b"posts   " => world.posts = part,
                // A later version's section: older programs do without.
                _ => {}
            }
            rest = after;
        }
        Ok(world)
    }

    /// The places of a name, most populous first.
    pub(crate) fn places(&self, name: &str) -> impl Iterator<Item = PlaceRecord> + '_ {
        self.posted(self.place_names.as_ref(), name).filter_map(|i| self.place(i))
    }

    /// The place of a GeoNames id, by which the records are sorted.
    pub(crate) fn place_by_id(&self, geonames: u32) -> Option<PlaceRecord> {
        let (mut from, mut to) = (0, (self.places.len() / PLACE_BYTES) as u32);
        while from < to {
            let middle = from + (to - from) / 2;
            let place = self.place(middle)?;
            match place.geonames.cmp(&geonames) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return Some(place),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    fn place(&self, index: u32) -> Option<PlaceRecord> {
        let start = index as usize * PLACE_BYTES;
        read_place(self.places.get(start..start + PLACE_BYTES)?)
    }

    /// The persons of a folded name, by their numbers.
    pub(crate) fn person_numbers(&self, name: &str) -> impl Iterator<Item = u32> + '_ {
        self.posted(self.person_names.as_ref(), name)
    }

    pub(crate) fn person(&self, index: u32) -> Option<PersonRecord> {
        let start = (index as usize).checked_mul(PERSON_BYTES)?;
        PersonRecord::read(self.persons.get(start..start + PERSON_BYTES)?)
    }

    pub(crate) fn string(&self, start: u32, length: u16) -> &str {
        let start = start as usize;
        self.strings
            .get(start..start + length as usize)
            .and_then(|b| std::str::from_utf8(b).ok())
            .unwrap_or("")
    }

    /// The record numbers that a name leads to.
    fn posted(&self, map: Option<&Map<Bytes>>, name: &str) -> impl Iterator<Item = u32> + '_ {
        let folded = fold(name);
        let value = map.and_then(|m| m.get(folded.as_bytes())).unwrap_or(0);
        // The value: offset in the upper, number of records in the lower 16 bits.
        let (offset, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        self.posts
            .get(offset * 4..(offset + count) * 4)
            .unwrap_or(&[])
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }
}

fn read_place(b: &[u8]) -> Option<PlaceRecord> {
    Some(PlaceRecord { geonames: u32_at(b, 0)?, country: u16_at(b, 4)?, population: u32_at(b, 6)? })
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|b| u32::from_le_bytes(*b))
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk::<2>().map(|b| u16::from_le_bytes(*b))
}

/// Countries are lines: kind, code, iso2, qid, then `lang=name|name` cells.
fn read_countries(section: &[u8]) -> Result<Vec<Country>, KnowledgeError> {
    let text = std::str::from_utf8(section).map_err(|e| KnowledgeError::File(e.to_string()))?;
    text.lines()
        .map(|line| {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or("");
            let kind = CountryKind::from_name(next())
                .ok_or_else(|| KnowledgeError::File(format!("no kind of country: {line}")))?;
            let (code, iso2, qid) = (next().into(), next().into(), next().into());
            let names = cells
                .filter_map(|c| c.split_once('='))
                .map(|(lang, names)| {
                    (CompactString::from(lang), names.split('|').map(Into::into).collect())
                })
                .collect();
            Ok(Country { kind, code, iso2, qid, names })
        })
        .collect()
}

/// What a first name tells of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FirstName {
    /// Borne by women.
    Feminine,
    /// Borne by men.
    Masculine,
    /// Borne by both.
    Unisex,
}

impl FirstName {
    pub(crate) const fn from_value(value: u64) -> FirstName {
        match value {
            1 => FirstName::Masculine,
            2 => FirstName::Feminine,
            _ => FirstName::Unisex,
        }
    }

    const fn value(self) -> u64 {
        match self {
            FirstName::Masculine => 1,
            FirstName::Feminine => 2,
            FirstName::Unisex => 3,
        }
    }

    /// What two lists say together.
    pub fn join(self, other: FirstName) -> FirstName {
        if self == other { self } else { FirstName::Unisex }
    }
}

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
    /// Offices: number of the position, from and to as `yyyymmdd` with zeros where not known.
    pub terms: Vec<(u16, u32, u32)>,
}

/// A position to be written into the file.
#[derive(Debug, Clone)]
pub struct PositionEntry {
    /// What kind of office.
    pub class: crate::OfficeClass,
    /// What it is about, where it is a minister's.
    pub portfolio: Option<crate::Portfolio>,
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

    /// Adds a position, and gives its number.
    pub fn position(&mut self, position: PositionEntry) -> u16 {
        self.positions.push(position);
        (self.positions.len() - 1) as u16
    }

    /// Adds a person.
    pub fn person(&mut self, person: PersonEntry) {
        self.persons.push(person);
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
            bytes.extend_from_slice(&place.geonames.to_le_bytes());
            bytes.extend_from_slice(&place.country.to_le_bytes());
            bytes.extend_from_slice(&place.population.to_le_bytes());
        }
        section(b"places  ", &bytes);

        let mut strings = Vec::new();
        let mut string = |text: &str| {
            let at = (strings.len() as u32, text.len().min(u16::MAX as usize) as u16);
            strings.extend_from_slice(text.as_bytes());
            at
        };
        let mut keys: BTreeMap<CompactString, Vec<u32>> = BTreeMap::new();
        let (mut records, mut terms) = (Vec::new(), Vec::new());
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
            let first_term = (terms.len() / Offices::TERM_BYTES) as u32;
            for (position, from, to) in &person.terms {
                terms.extend_from_slice(&(number as u32).to_le_bytes());
                terms.extend_from_slice(&position.to_le_bytes());
                terms.extend_from_slice(&from.to_le_bytes());
                terms.extend_from_slice(&to.to_le_bytes());
            }
            let (start, length) = string(&person.name);
            PersonRecord {
                qid: person.qid,
                name: (start, length),
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
        section(b"persons ", &records);
        section(b"offices ", &terms);
        let mut bytes = Vec::new();
        for position in &self.positions {
            let (start, length) = string(&position.label);
            Offices::write_position(&mut bytes, position, start, length);
        }
        section(b"position", &bytes);
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
