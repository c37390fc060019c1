//! Countries, demonyms, seats of power, roles, bodies, first names, office-holders:
//! look-ups for sayso.
//!
//! Two sources lie behind the look-ups. The *knowledge file*
//! (`knowledge/knowledge.zst`, built by `sayso-train knowledge`) holds facts
//! that no language owns: countries and their names, places, first names,
//! office-holders. The tables under `languages/<code>/` hold what a language
//! calls them and its nouns for people and bodies; a linguist edits them, and
//! the next build has them. A language without a table simply knows nothing of
//! that sort: every look-up then gives `None`.
//!
//! ```
//! use sayso_knowledge::{Knowledge, RoleClass, SeatEntity};
//!
//! let knowledge = Knowledge::load()?;
//! let russia = knowledge.country_by_name("fr", "la Russie").unwrap();
//! assert_eq!(knowledge.country(russia).unwrap().code, "RUS");
//! assert_eq!(knowledge.country_by_demonym("fr", "russes"), Some(russia));
//! assert_eq!(knowledge.capital("fr", "Moscou"), Some(russia));
//! assert_eq!(knowledge.seat("fr", "Kremlin").unwrap().entity, SeatEntity::HeadOfState);
//! assert_eq!(knowledge.role("fr", "présidente").unwrap().class, RoleClass::HeadOfState);
//! assert_eq!(knowledge.role("xx", "présidente"), None);
//! # Ok::<(), sayso_knowledge::KnowledgeError>(())
//! ```

mod body;
mod builder;
mod country;
mod fold;
mod form;
mod language;
mod names;
mod office;
mod office_noun;
mod person;
mod role;
mod seat;
mod sound;
mod table;
mod tsv;
pub mod world;

pub use body::{BodyClass, BodyKind, BodyNoun, NamedBody};
pub use country::{Country, CountryId, CountryKind};
pub use fold::fold;
pub use form::Compound;
pub use language::Tables;
pub use office::{Office, OfficeClass, OfficeKind, OfficeKinds, PartialDate, PortfolioSet};
pub use office_noun::OfficeNoun;
pub use person::Person;
pub use role::{
    ActsFor, Number, Portfolio, Role, RoleClass, RoleMark, RoleMarks, Title, TitleKind,
};
pub use seat::{Seat, SeatEntity};
pub use sound::alike;
pub use world::FirstName;

use compact_str::CompactString;
use language::Language;
use std::sync::OnceLock;
use table::starts_with_capital;
use world::{PlaceRecord, World};

/// Time zones by country, and by parts of those that have several.
static ZONES: &str = include_str!("../../../knowledge/zones.tsv");

/// The zone of the first row of a country whose place is wanted.
fn zone(country: &str, wanted: impl Fn(&str) -> bool) -> Option<&'static str> {
    let rows = ZONES.lines().skip_while(|row| !row.starts_with(country));
    rows.take_while(|row| row.starts_with(country)).find_map(|row| {
        let mut cells = row.split('\t').skip(1);
        let (place, zone) = (cells.next()?, cells.next()?);
        wanted(place).then_some(zone)
    })
}

static FILE: &[u8] = include_bytes!("../../../knowledge/knowledge.zst");
static LANGUAGES: &[(&str, Tables<'static>)] = include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// Why knowledge could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// The knowledge file cannot be read or written.
    #[error("the knowledge file cannot be used: {0}; build it anew with `sayso-train knowledge`")]
    File(String),
    /// A line of a language's table cannot be read.
    #[error("languages/{language}/{table}.tsv, line {line}: {problem}")]
    Table {
        /// The language's code.
        language: String,
        /// The table, without `.tsv`.
        table: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
}

/// A place that bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The country it lies in.
    pub country: CountryId,
    /// GeoNames id.
    pub geonames: u32,
    /// Inhabitants, as GeoNames has them.
    pub population: u32,
    /// Degrees north and east, times 100,000.
    pub at: (i32, i32),
    /// GeoNames' code of the first level of administration, filled up with zeros.
    pub admin1: [u8; 4],
    /// Number of the Wikidata item; 0 where it is not known.
    pub qid: u32,
}

impl Place {
    fn new(p: PlaceRecord) -> Place {
        Place {
            country: CountryId(p.country),
            geonames: p.geonames,
            population: p.population,
            at: p.at,
            admin1: p.admin1,
            qid: p.qid,
        }
    }

    /// Degrees north and east.
    pub fn coordinates(&self) -> (f64, f64) {
        (f64::from(self.at.0) / 1e5, f64::from(self.at.1) / 1e5)
    }

    /// GeoNames' code of the first level of administration (`CA`, `11`).
    pub fn admin1(&self) -> &str {
        std::str::from_utf8(&self.admin1).unwrap_or("").trim_end_matches('\0')
    }

    /// The Wikidata item, where it is known.
    pub fn item(&self) -> Option<String> {
        (self.qid != 0).then(|| format!("Q{}", self.qid))
    }
}

/// Who held an office.
#[derive(Debug, Clone, Copy)]
pub enum Incumbent<'k> {
    /// One person, and no other can have.
    One(Person<'k>, Office<'k>),
    /// More than one person holds it, or may have.
    Several,
    /// Nobody is recorded.
    Unknown,
}

/// What is known about the world and what the languages call it. Load it once:
/// that takes some 13 ms, half of them for unpacking. Look-ups take no lock and
/// change nothing, so that one value serves all threads.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    world: World,
    /// Files of the user's own, whose facts come first.
    layers: Vec<World>,
    languages: Vec<Slot>,
}

/// A language's names, read from its tables when they are first asked for: a report in one language
/// does not wait for the others.
#[derive(Debug, Clone)]
struct Slot {
    code: CompactString,
    tables: Tables<'static>,
    names: OnceLock<Language>,
}

impl Knowledge {
    /// The knowledge that is built in. A language's tables are read when it is first asked for; that
    /// they can be read a test makes sure of ([`Knowledge::check`]).
    pub fn load() -> Result<Knowledge, KnowledgeError> {
        let world = World::open(FILE)?;
        let slot = |code: &str, tables| Slot { code: code.into(), tables, names: OnceLock::new() };
        let mut languages: Vec<Slot> =
            LANGUAGES.iter().map(|(code, tables)| slot(code, tables)).collect();
        for code in world.countries.languages() {
            if languages.iter().all(|l| l.code != code) {
                languages.push(slot(&code, &[]));
            }
        }
        Ok(Knowledge { world, layers: Vec::new(), languages })
    }

    /// Reads every table that is built in.
    ///
    /// # Errors
    /// The first line that cannot be read.
    pub fn check() -> Result<(), KnowledgeError> {
        Knowledge::from_parts(FILE, LANGUAGES).map(|_| ())
    }

    /// Knowledge from a knowledge file's bytes and the tables of languages.
    pub fn from_parts(
        file: &[u8],
        languages: &[(&str, Tables<'_>)],
    ) -> Result<Knowledge, KnowledgeError> {
        let world = World::open(file)?;
        let mut read = Vec::new();
        for (code, tables) in languages {
            read.push(Language::read(code, tables, &world)?);
        }
        // A language without a folder still has the names of countries in the file.
        for code in world.countries.languages() {
            if !read.iter().any(|l: &Language| l.code == code) {
                read.push(Language::read(&code, &[], &world)?);
            }
        }
        let slot = |language: Language| Slot {
            code: language.code.clone(),
            tables: &[],
            names: OnceLock::from(language),
        };
        let languages = read.into_iter().map(slot).collect();
        Ok(Knowledge { world, layers: Vec::new(), languages })
    }

    /// The same knowledge under a layer, whose facts come before those of the layers added before it.
    ///
    /// # Errors
    /// Where the bytes are no layer as `sayso knowledge import` writes one.
    pub fn with_layer(mut self, file: &[u8]) -> Result<Knowledge, KnowledgeError> {
        let layer = World::open_layer(file, &self.world.countries)?;
        self.layers.insert(0, layer);
        for slot in self.languages.iter_mut().filter(|s| !s.tables.is_empty()) {
            slot.names = OnceLock::new();
        }
        Ok(self)
    }

    fn language(&self, lang: &str) -> Option<&Language> {
        let slot = self.languages.iter().find(|l| l.code == lang)?;
        let read = || {
            let mut language =
                Language::read(&slot.code, slot.tables, &self.world).unwrap_or_default();
            // The last layer to be added comes first: it is read last.
            for layer in self.layers.iter().rev() {
                language.add_bodies(layer, &self.world);
            }
            language
        };
        Some(slot.names.get_or_init(read))
    }

    /// The codes of the languages of which anything is known, if only the names of countries.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.languages.iter().map(|l| l.code.as_str())
    }

    /// A country; none if the id is of another [`Knowledge`].
    pub fn country(&self, id: CountryId) -> Option<&Country> {
        self.world.countries.get(id)
    }

    /// The country of an ISO 3166-1 alpha-3 code, or of a bloc's short code (`EU`).
    pub fn country_by_code(&self, code: &str) -> Option<CountryId> {
        self.world.countries.by_code(code)
    }

    /// All countries, territories and blocs.
    pub fn countries(&self) -> impl Iterator<Item = (CountryId, &Country)> {
        self.world.countries.iter()
    }

    /// The country of a name (*Russie*, *les Etats-Unis*, *RDC*, *Union européenne*).
    /// The name has to begin with a capital, after an article if there is one.
    pub fn country_by_name(&self, lang: &str, name: &str) -> Option<CountryId> {
        self.language(lang)?.country(name)
    }

    /// The country of an adjective or noun of belonging, in any form
    /// (*russe*, *Américaines*, *sud-coréen*). Of a word that two countries
    /// share (*congolais*) the one listed first.
    pub fn country_by_demonym(&self, lang: &str, word: &str) -> Option<CountryId> {
        self.language(lang)?.demonyms.get(word)
    }

    /// Whether a word of belonging is one of a part of its state (*écossais*).
    pub fn is_of_a_part(&self, lang: &str, word: &str) -> bool {
        self.language(lang).is_some_and(|l| l.parts.get(word).is_some())
    }

    /// The country whose government a town can stand for (*Moscou*, *Le Caire*).
    pub fn capital(&self, lang: &str, name: &str) -> Option<CountryId> {
        self.language(lang)?.capital(name)
    }

    /// The institution that a building, street or town can stand for
    /// (*le Kremlin*, *Quai d'Orsay*).
    pub fn seat(&self, lang: &str, name: &str) -> Option<Seat<'_>> {
        self.language(lang)?.seat(name)
    }

    /// The most populous place of a name, by the language's own name for it or
    /// by the one in GeoNames. Towns of 15,000 and more.
    pub fn place(&self, lang: &str, name: &str) -> Option<Place> {
        self.places(lang, name).next()
    }

    /// All places of a name, most populous first, the one that the language's
    /// own table names before them.
    pub fn places(&self, lang: &str, name: &str) -> impl Iterator<Item = Place> {
        let own = self.language(lang).and_then(|l| l.place(name));
        let world =
            starts_with_capital(name).then(|| self.world.places(name)).into_iter().flatten();
        let capital = self.capital(lang, name).and_then(|c| self.capital_of(c));
        let first = own.map(Place::new).or(capital);
        let layers: Vec<Place> = match starts_with_capital(name) {
            true => self.layers.iter().flat_map(|layer| layer.own_places(name)).collect(),
            false => Vec::new(),
        };
        layers
            .into_iter()
            .chain(first)
            .chain(world.map(Place::new).filter(move |p| Some(*p) != first))
    }

    /// The town that is a country's capital.
    pub fn capital_of(&self, country: CountryId) -> Option<Place> {
        self.place_by_id(self.country(country)?.capital)
    }

    /// The offices that the knowledge has a holder of, each with the number of its Wikidata item.
    pub fn positions(&self) -> impl Iterator<Item = world::PositionEntry> + '_ {
        self.world.positions()
    }

    /// Whether the language's own table has a town of this name, or it is a capital.
    pub fn names_town(&self, lang: &str, name: &str) -> bool {
        self.language(lang).is_some_and(|l| l.place(name).is_some() || l.capital(name).is_some())
    }

    /// The place of a GeoNames id.
    pub fn place_by_id(&self, geonames: u32) -> Option<Place> {
        self.world.place_by_id(geonames).map(Place::new)
    }

    /// The time zone of a country, by its IANA name. `None`: it has several.
    pub fn zone_of_country(&self, country: CountryId) -> Option<&'static str> {
        zone(self.country(country)?.iso3()?, |place| place == "-")
    }

    /// The time zone of a place, by its IANA name.
    pub fn zone_of_place(&self, place: &Place) -> Option<&'static str> {
        let code = self.country(place.country)?.iso3()?;
        let id = place.geonames.to_string();
        zone(code, |p| p == id).or_else(|| zone(code, |p| p == "-" || p == place.admin1()))
    }

    /// What a first name tells anywhere: [`Knowledge::first_name_in`] without a language.
    pub fn first_name(&self, name: &str) -> Option<FirstName> {
        self.first_name_in("", name)
    }

    /// What a first name tells, in any case and with or without accents; of a
    /// compound (*Jean-Pierre*) that is not listed, what its first part tells,
    /// if the others are first names too. The language settles names that are
    /// borne by men here and women there (*Laurence*); any code serves otherwise.
    pub fn first_name_in(&self, lang: &str, name: &str) -> Option<FirstName> {
        let language = self.language(lang);
        let world = self.world.first_names.as_ref()?;
        let listed = |folded: &str| {
            language
                .and_then(|l| l.first_name(folded))
                .or_else(|| world.get(folded.as_bytes()).map(FirstName::from_value))
        };
        let folded = fold(name);
        listed(&folded).or_else(|| {
            let mut parts = folded.split(' ');
            let first = parts.next()?;
            // A part of one letter is an initial (*J.-P.*).
            let compound = name.contains('-') && parts.all(|p| p.len() > 1 && listed(p).is_some());
            compound.then(|| listed(first))?
        })
    }

    /// A noun that names a human by function, in any of its forms (*présidente*,
    /// *Premier ministre*, *les procureurs* without the article).
    pub fn role(&self, lang: &str, text: &str) -> Option<Role<'_>> {
        self.language(lang)?.role(text)
    }

    /// A title that stands before a name (*M.*, *Mme*, *Me*).
    pub fn title(&self, lang: &str, text: &str) -> Option<Title> {
        self.language(lang)?.titles.get(text)
    }

    /// A common noun that names a body, document, unnamed source or group
    /// (*gouvernement*, *rapport*, *source*, *habitants*). The plural of a role
    /// that is not listed as such is a group of people.
    pub fn body(&self, lang: &str, text: &str) -> Option<BodyNoun<'_>> {
        let language = self.language(lang)?;
        language.body(text).or_else(|| {
            let role = language.role(text).filter(|r| r.number == Number::Plural)?;
            Some(BodyNoun {
                lemma: role.lemma,
                kind: BodyKind::People,
                class: BodyClass::Crowd,
                acts: true,
                gender: role.agreement,
                number: Number::Plural,
            })
        })
    }

    /// The forms that a name can be a form of, by the language's endings of names (*Merkels*:
    /// *Merkel*); none of them need be a name.
    pub fn name_stems<'t>(
        &'t self,
        lang: &str,
        name: &'t str,
    ) -> impl Iterator<Item = &'t str> + 't {
        self.language(lang).into_iter().flat_map(move |l| l.name_stems(name))
    }

    /// A name without the ending that its place in the sentence gives it, where the knowledge holds the
    /// name without it alone (*Bayerns*: *Bayern*, *Paris*: *Paris*).
    pub fn base_name<'t>(&'t self, lang: &str, name: &'t str) -> &'t str {
        let Some(language) = self.language(lang) else { return name };
        let world = |n: &str| self.world.places(n).next().is_some();
        if language.names(name) || world(name) {
            return name;
        }
        language.name_stems(name).find(|stem| language.names(stem)).unwrap_or(name)
    }

    /// A word of a language that writes compounds as one (*Innenministerin*, *SPD-Chef*), taken apart
    /// where its last part is a role or the noun of a body. What the whole is listed as counts first.
    pub fn compound<'t>(&self, lang: &str, word: &'t str) -> Option<Compound<'t>> {
        self.language(lang)?.compound(word)
    }

    /// A body known by name or acronym (*ONU* and *Nations unies* give the same).
    pub fn named_body(&self, lang: &str, name: &str) -> Option<NamedBody<'_>> {
        self.language(lang)?.named_body(name)
    }

    /// The office-holders of a whole name or of an end of it (*Vladimir Poutine*,
    /// *Poutine*), in the spelling of the language or of Wikidata. None of them
    /// need be the one whom a text means. Those of layers come first, then the one that the
    /// language's own table names, the others by their Wikidata item.
    pub fn people(&self, lang: &str, name: &str) -> impl Iterator<Item = Person<'_>> {
        let own = self.language(lang).and_then(|l| l.person(name));
        let capital = starts_with_capital(name);
        let layers = self.layers.iter().filter(move |_| capital).flat_map(move |layer| {
            let numbers: Vec<u32> = layer.person_numbers(name).collect();
            numbers.into_iter().filter_map(move |n| Person::new(layer, n))
        });
        let layers: Vec<Person<'_>> = layers.collect();
        let world = capital.then(|| self.world.person_numbers(name));
        let world = world.into_iter().flatten().filter(move |n| Some(*n) != own);
        layers
            .into_iter()
            .chain(own.into_iter().chain(world).filter_map(|n| Person::new(&self.world, n)))
    }

    /// Whether the language's own table of people has a name, or an end of one.
    pub fn names_person(&self, lang: &str, name: &str) -> bool {
        self.language(lang).is_some_and(|l| l.person(name).is_some())
    }

    /// The office-holders whose name sounds like this one (*Loukachenka*): candidates, no more. Of a
    /// name of one word those whose family name does.
    pub fn people_by_sound(&self, name: &str) -> Vec<Person<'_>> {
        if !starts_with_capital(name) {
            return Vec::new();
        }
        let keys = match sound::keys(name) {
            keys if keys.is_empty() => sound::family_keys(name),
            keys => keys,
        };
        let mut found: Vec<Person<'_>> = Vec::new();
        for world in self.layers.iter().chain([&self.world]) {
            for key in &keys {
                for number in world.person_numbers_by_sound(key) {
                    let person = Person::new(world, number);
                    found.extend(person.filter(|p| !found.contains(p)));
                }
            }
        }
        found.retain(|p| p.is_called_like(name));
        found
    }

    /// Who can have held an office of a class in a country on a date, latest
    /// start first, as far as is recorded (see [`Office::to`]).
    pub fn office_holders(
        &self,
        country: CountryId,
        class: OfficeClass,
        date: PartialDate,
    ) -> Vec<(Person<'_>, Office<'_>)> {
        let mut found: Vec<_> = self
            .layers
            .iter()
            .chain([&self.world])
            .flat_map(|world| OfficeKind::ALL.iter().flat_map(|k| world.terms_of(country, *k)))
            .filter(|(_, office)| office.class == class && office.held_on(date))
            .collect();
        // Ties in the order of the file, which sorts by Wikidata item.
        found.sort_by_key(|(_, office)| std::cmp::Reverse(office.from));
        found
    }

    /// Who held an office of one of these kinds in a country on a date: one person, of whom that is
    /// recorded, and beside whom nobody is. What a layer says comes before the rest.
    pub fn incumbent(
        &self,
        country: CountryId,
        kinds: OfficeKinds,
        portfolio: Option<Portfolio>,
        date: PartialDate,
    ) -> Incumbent<'_> {
        for world in self.layers.iter().chain([&self.world]) {
            match incumbent_in(world, country, kinds, portfolio, date) {
                Incumbent::Unknown => {}
                found => return found,
            }
        }
        Incumbent::Unknown
    }

    /// The office that a role names, in any of its forms (*présidente*, *Bundeskanzlerin*), where it
    /// is one that the knowledge can know the holder of.
    pub fn office(&self, lang: &str, role: &str) -> Option<OfficeNoun> {
        self.language(lang)?.office(role)
    }

    /// What a minister is for, by what stands behind the noun (*des Affaires étrangères*).
    pub fn office_complement(&self, lang: &str, text: &str) -> Option<Portfolio> {
        self.language(lang)?.office_complement(text)
    }
}

fn incumbent_in<'k>(
    world: &'k World,
    country: CountryId,
    kinds: OfficeKinds,
    portfolio: Option<Portfolio>,
    date: PartialDate,
) -> Incumbent<'k> {
    let mut held: Vec<(Person<'k>, Office<'k>)> = kinds
        .iter()
        .flat_map(|kind| world.terms_of(country, kind))
        .filter(|(_, office)| portfolio.is_none_or(|p| office.portfolios.has(p)))
        .filter(|(_, office)| office.maybe_held_on(date))
        .collect();
    let one = |held: &[(Person<'k>, Office<'k>)]| {
        let (first, _) = held.first()?;
        held.iter().all(|(p, _)| p == first).then_some(())?;
        held.iter().find(|(_, o)| o.surely_held_on(date)).copied()
    };
    // *le vice-président*: where vice-presidents for this and that stand beside one, it may be any.
    let other_deputies = kinds.has(OfficeKind::VicePresident)
        && world
            .terms_of(country, OfficeKind::Other)
            .any(|(_, o)| o.class == OfficeClass::Deputy && o.maybe_held_on(date));
    if other_deputies {
        return Incumbent::Several;
    }
    if let Some((person, office)) = one(&held) {
        return Incumbent::One(person, office);
    }
    if held.is_empty() {
        return Incumbent::Unknown;
    }
    // *Minister of Finance* beside *Minister for Economy and Finance*: whose first matter it is.
    held.retain(|(_, office)| office.portfolio == portfolio);
    match one(&held) {
        Some((person, office)) => Incumbent::One(person, office),
        None => Incumbent::Several,
    }
}
