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

pub use crate::builder::{Builder, PersonEntry, PositionEntry, TermEntry};
use crate::country::{Countries, Country, CountryKind};
use crate::office::Offices;
use crate::person::PersonRecord;
use crate::{KnowledgeError, fold};
use compact_str::CompactString;
use fst::Map;
use std::cmp::Ordering;
use std::io::Read as _;
use std::ops::{Deref, Range};
use std::sync::Arc;

pub(crate) const MAGIC: &[u8] = b"sayso-world/2\n";
/// What our file unpacks to, with room to grow: one allocation.
const UNPACKED_USUAL: usize = 6 << 20;
/// Refuse files that unpack to more than this.
const UNPACKED_LIMIT: u64 = 256 << 20;

/// A place: its GeoNames id, where it lies, and how many live there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceRecord {
    /// GeoNames id.
    pub geonames: u32,
    /// The place's country, by its position in the list of countries.
    pub country: u16,
    /// Inhabitants.
    pub population: u32,
    /// Degrees north and east, times 100,000.
    pub at: (i32, i32),
    /// GeoNames' code of the first level of administration (`CA`, `11`), filled up with zeros.
    pub admin1: [u8; 4],
    /// Number of the Wikidata item; 0 where it is not known.
    pub qid: u32,
}

/// The knowledge file, opened.
#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) countries: Countries,
    pub(crate) first_names: Option<Map<Bytes>>,
    place_names: Option<Map<Bytes>>,
    places: Bytes,
    person_names: Option<Map<Bytes>>,
    person_sounds: Option<Map<Bytes>>,
    persons: Bytes,
    strings: Bytes,
    pub(crate) offices: Offices,
    posts: Bytes,
    /// Bodies and regions as lines: qid, class, code, then `lang=name|name` cells; `*` is any language.
    pub(crate) bodies: Bytes,
    /// Of a layer: the countries of its own list in the base's.
    pub(crate) country_map: Option<Vec<u16>>,
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

pub(crate) const PLACE_BYTES: usize = 26;
pub(crate) const PERSON_BYTES: usize = 24;

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
                b"perssoun" => world.person_sounds = Some(map(part)?),
                b"persons " => world.persons = part,
                b"strings " => world.strings = part,
                b"offices " => world.offices.terms = part,
                b"position" => world.offices.positions = part,
                b"officeix" => world.offices.index = part,
                b"bodies  " => world.bodies = part,
                b"posts   " => world.posts = part,
                // A later version's section: older programs do without.
                _ => {}
            }
            rest = after;
        }
        Ok(world)
    }

    /// Reads a layer: a file whose countries are found by their codes among those of `base`.
    pub(crate) fn open_layer(bytes: &[u8], base: &Countries) -> Result<World, KnowledgeError> {
        let mut world = World::open(bytes)?;
        let of_base = |c: &Country| base.by_code(&c.code).map_or(u16::MAX, |id| id.0);
        world.country_map = Some(world.countries.iter().map(|(_, c)| of_base(c)).collect());
        Ok(world)
    }

    /// Bodies and regions: item, class, code and the names in a language.
    pub(crate) fn bodies<'w>(
        &'w self,
        lang: &'w str,
    ) -> impl Iterator<Item = (&'w str, &'w str, &'w str, &'w str)> {
        std::str::from_utf8(&self.bodies).unwrap_or("").lines().filter_map(move |line| {
            let mut cells = line.split('\t');
            let (qid, class, code) = (cells.next()?, cells.next()?, cells.next()?);
            let names =
                cells.filter_map(|c| c.split_once('=')).find(|(l, _)| *l == lang || *l == "*")?.1;
            Some((qid, class, code, names))
        })
    }

    /// A layer's places of a name, their countries as the base file numbers them.
    pub(crate) fn own_places(&self, name: &str) -> impl Iterator<Item = crate::Place> + '_ {
        self.places(name).filter_map(|place| {
            let country = self.country_of(place.country)?.0;
            Some(crate::Place::new(PlaceRecord { country, ..place }))
        })
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
        PlaceRecord::read(self.places.get(start..start + PLACE_BYTES)?)
    }

    /// The persons of a folded name, by their numbers.
    pub(crate) fn person_numbers(&self, name: &str) -> impl Iterator<Item = u32> + use<'_> {
        self.posted(self.person_names.as_ref(), name)
    }

    /// The persons of a sound key (see `sound`), by their numbers.
    pub(crate) fn person_numbers_by_sound(&self, key: &str) -> impl Iterator<Item = u32> + use<'_> {
        self.posted_at(self.person_sounds.as_ref(), key)
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
    fn posted(&self, map: Option<&Map<Bytes>>, name: &str) -> impl Iterator<Item = u32> + use<'_> {
        self.posted_at(map, fold(name).as_str())
    }

    fn posted_at(
        &self,
        map: Option<&Map<Bytes>>,
        key: &str,
    ) -> impl Iterator<Item = u32> + use<'_> {
        let value = map.and_then(|m| m.get(key.as_bytes())).unwrap_or(0);
        // The value: offset in the upper, number of records in the lower 16 bits.
        let (offset, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        self.posts
            .get(offset * 4..(offset + count) * 4)
            .unwrap_or(&[])
            .chunks_exact(4)
            .map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
    }
}

impl PlaceRecord {
    pub(crate) fn read(b: &[u8]) -> Option<PlaceRecord> {
        Some(PlaceRecord {
            geonames: u32_at(b, 0)?,
            country: u16_at(b, 4)?,
            population: u32_at(b, 6)?,
            at: (u32_at(b, 10)? as i32, u32_at(b, 14)? as i32),
            admin1: *b.get(18..)?.first_chunk::<4>()?,
            qid: u32_at(b, 22)?,
        })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.geonames.to_le_bytes());
        out.extend_from_slice(&self.country.to_le_bytes());
        out.extend_from_slice(&self.population.to_le_bytes());
        out.extend_from_slice(&self.at.0.to_le_bytes());
        out.extend_from_slice(&self.at.1.to_le_bytes());
        out.extend_from_slice(&self.admin1);
        out.extend_from_slice(&self.qid.to_le_bytes());
    }
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
            let mut capital = 0;
            let names = cells
                .filter(|c| match c.strip_prefix("@=") {
                    Some(id) => {
                        capital = id.parse().unwrap_or(0);
                        false
                    }
                    None => true,
                })
                .filter_map(|c| c.split_once('='))
                .map(|(lang, names)| {
                    (CompactString::from(lang), names.split('|').map(Into::into).collect())
                })
                .collect();
            Ok(Country { kind, code, iso2, qid, capital, names })
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

    pub(crate) const fn value(self) -> u64 {
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
