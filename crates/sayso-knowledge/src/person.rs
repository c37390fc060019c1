//! Office-holders: who, which offices, from when to when.

use crate::country::CountryId;
use crate::fold;
use crate::names::named;
use crate::role::Portfolio;
use crate::world::{PositionEntry, World, u16_at, u32_at};
use compact_str::CompactString;
use sayso_model::Gender;

named! {
    /// What kind of office.
    OfficeClass {
        /// Head of state: president, monarch, and who stands in for them.
        HeadOfState = "head-of-state",
        /// Head of government.
        HeadOfGovernment = "head-of-government",
        /// Deputy of one of these.
        Deputy = "deputy",
        /// Member of a government with a portfolio.
        Minister = "minister",
        /// Below the ministers: secretaries of state, deputy ministers.
        JuniorMinister = "junior-minister",
        /// Head of a parliament or chamber.
        Speaker = "speaker",
        /// Member of a parliament.
        Legislator = "legislator",
        /// Governor, mayor, prefect: of a part of the state.
        LocalExecutive = "local-executive",
        /// Ambassador or permanent representative.
        Diplomat = "diplomat",
        /// Judge or prosecutor.
        Judge = "judge",
        /// Head of a central bank.
        CentralBank = "central-bank",
        /// Commander or chief of staff.
        Military = "military",
        /// Head of a party.
        Party = "party",
        /// Head of a body between states.
        International = "international",
        /// Spouse of a head of state or government.
        Spouse = "spouse",
        /// Anything else.
        Other = "other",
    }
}

/// A date of which month and day may be missing (0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartialDate {
    /// Year.
    pub year: u16,
    /// Month from 1; 0 where it is not known.
    pub month: u8,
    /// Day from 1; 0 where it is not known.
    pub day: u8,
}

impl PartialDate {
    /// A date; month and day 0 where they are not known.
    pub const fn new(year: u16, month: u8, day: u8) -> PartialDate {
        PartialDate { year, month, day }
    }

    /// `2022-12-19`, `2022-12` or `2022`; none for anything else.
    pub fn read(text: &str) -> Option<PartialDate> {
        let mut parts = text.split('-');
        let year = parts.next()?.parse().ok()?;
        let mut part = || parts.next().map_or(Some(0), |p| p.parse().ok());
        let date = PartialDate { year, month: part()?, day: part()? };
        (parts.next().is_none() && date.month <= 12 && date.day <= 31).then_some(date)
    }

    const fn from_number(n: u32) -> Option<PartialDate> {
        if n == 0 {
            return None;
        }
        Some(PartialDate {
            year: (n / 10_000) as u16,
            month: (n / 100 % 100) as u8,
            day: (n % 100) as u8,
        })
    }

    /// The date as the file has it: `20221219`, zeros where a part is not known.
    pub const fn number(self) -> u32 {
        self.year as u32 * 10_000 + self.month as u32 * 100 + self.day as u32
    }

    /// The first day that it can mean, for comparing.
    const fn first(self) -> u32 {
        self.number()
    }

    /// The last day that it can mean, for comparing.
    const fn last(self) -> u32 {
        let month = if self.month == 0 { 99 } else { self.month as u32 };
        let day = if self.day == 0 { 99 } else { self.day as u32 };
        self.year as u32 * 10_000 + month * 100 + day
    }
}

/// An office that a person held or holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office<'k> {
    /// What kind.
    pub class: OfficeClass,
    /// Of a minister: what it is about, where the label says so.
    pub portfolio: Option<Portfolio>,
    /// Of which state or bloc.
    pub country: Option<CountryId>,
    /// The English label (*Minister of Foreign Affairs*).
    pub label: &'k str,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when. None means only that no end is recorded: most facts are of
    /// July 2022, so that it does not say that the office is still held.
    pub to: Option<PartialDate>,
}

impl Office<'_> {
    /// Whether the office can have been held on a date, as far as is recorded.
    /// An office without a start is never said to be held.
    pub fn held_on(&self, date: PartialDate) -> bool {
        self.from.is_some_and(|from| from.first() <= date.last())
            && self.to.is_none_or(|to| to.last() >= date.first())
    }
}

/// A person who holds or held a political office.
#[derive(Debug, Clone, Copy)]
pub struct Person<'k> {
    world: &'k World,
    number: u32,
    record: PersonRecord,
}

impl<'k> Person<'k> {
    pub(crate) fn new(world: &'k World, number: u32) -> Option<Person<'k>> {
        Some(Person { world, number, record: world.person(number)? })
    }

    /// The Wikidata item (`Q7747`), where it is known.
    pub fn qid(&self) -> Option<String> {
        (self.record.qid != 0).then(|| format!("Q{}", self.record.qid))
    }

    /// The name as Wikidata has it in English.
    pub fn name(&self) -> &'k str {
        self.world.string(self.record.name.0, self.record.name.1)
    }

    /// Gender, where it is known.
    pub fn gender(&self) -> Option<Gender> {
        self.record.gender
    }

    /// Year of birth, where it is known.
    pub fn born(&self) -> Option<u16> {
        Some(self.record.born).filter(|&y| y != 0)
    }

    /// The offices, earliest first.
    pub fn offices(&self) -> impl Iterator<Item = Office<'k>> + use<'k> {
        let (world, first) = (self.world, self.record.first_term);
        (first..first + u32::from(self.record.terms)).filter_map(move |t| world.office(t))
    }

    /// The country of the latest office at home or abroad, where there is one.
    pub fn country(&self) -> Option<CountryId> {
        self.offices().filter(|o| o.country.is_some()).last().and_then(|o| o.country)
    }
}

impl PartialEq for Person<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.world, other.world) && self.number == other.number
    }
}

/// A person as the file has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PersonRecord {
    pub(crate) qid: u32,
    pub(crate) name: (u32, u16),
    pub(crate) gender: Option<Gender>,
    pub(crate) born: u16,
    pub(crate) first_term: u32,
    pub(crate) terms: u8,
}

impl PersonRecord {
    pub(crate) fn read(b: &[u8]) -> Option<PersonRecord> {
        Some(PersonRecord {
            qid: u32_at(b, 0)?,
            name: (u32_at(b, 4)?, u16_at(b, 8)?),
            born: u16_at(b, 10)?,
            first_term: u32_at(b, 12)?,
            gender: match b.get(16)? {
                1 => Some(Gender::Masculine),
                2 => Some(Gender::Feminine),
                _ => None,
            },
            terms: *b.get(17)?,
        })
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.qid.to_le_bytes());
        out.extend_from_slice(&self.name.0.to_le_bytes());
        out.extend_from_slice(&self.name.1.to_le_bytes());
        out.extend_from_slice(&self.born.to_le_bytes());
        out.extend_from_slice(&self.first_term.to_le_bytes());
        out.push(match self.gender {
            None => 0,
            Some(Gender::Masculine) => 1,
            Some(Gender::Feminine) => 2,
        });
        out.push(self.terms);
    }
}

/// Terms (person, position, from, to) and positions (class, portfolio, country, label).
#[derive(Debug, Clone, Default)]
pub(crate) struct Offices {
    pub(crate) terms: Vec<u8>,
    pub(crate) positions: Vec<u8>,
}

impl Offices {
    pub(crate) const TERM_BYTES: usize = 14;
    const POSITION_BYTES: usize = 10;
    const NO_PORTFOLIO: u8 = u8::MAX;

    pub(crate) fn write_position(
        out: &mut Vec<u8>,
        position: &PositionEntry,
        start: u32,
        length: u16,
    ) {
        out.push(position.class as u8);
        out.push(position.portfolio.map_or(Self::NO_PORTFOLIO, |p| p as u8));
        out.extend_from_slice(&position.country.to_le_bytes());
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
    }
}

impl World {
    /// An office by the number of its term.
    fn office(&self, term: u32) -> Option<Office<'_>> {
        let start = (term as usize).checked_mul(Offices::TERM_BYTES)?;
        self.term_office(self.offices.terms.get(start..start + Offices::TERM_BYTES)?)
    }

    fn term_office(&self, term: &[u8]) -> Option<Office<'_>> {
        let start = usize::from(u16_at(term, 4)?) * Offices::POSITION_BYTES;
        let position = self.offices.positions.get(start..start + Offices::POSITION_BYTES)?;
        Some(Office {
            class: *OfficeClass::ALL.get(usize::from(position[0]))?,
            portfolio: Portfolio::ALL.get(usize::from(position[1])).copied(),
            country: u16_at(position, 2).filter(|&c| c != u16::MAX).map(CountryId),
            label: self.string(u32_at(position, 4)?, u16_at(position, 8)?),
            from: PartialDate::from_number(u32_at(term, 6)?),
            to: PartialDate::from_number(u32_at(term, 10)?),
        })
    }

    /// The persons who can have held an office of a class in a country on a
    /// date, latest start first. Scans all terms (38,000: tens of microseconds).
    pub(crate) fn holders(
        &self,
        country: CountryId,
        class: OfficeClass,
        date: PartialDate,
    ) -> Vec<(Person<'_>, Office<'_>)> {
        let mut found: Vec<_> = self
            .offices
            .terms
            .chunks_exact(Offices::TERM_BYTES)
            .filter_map(|term| {
                let office = self.term_office(term)?;
                let fits = office.class == class
                    && office.country == Some(country)
                    && office.held_on(date);
                fits.then(|| Some((Person::new(self, u32_at(term, 0)?)?, office)))?
            })
            .collect();
        // Ties in the order of the file, which sorts by Wikidata item.
        found.sort_by_key(|(_, office)| std::cmp::Reverse(office.from));
        found
    }
}

/// The folded names by which a person is found: the whole name and each of its
/// ends (*rodriguez zapatero*, *zapatero*); where the family name comes first
/// (*Xi Jinping*) that name instead.
pub(crate) fn name_keys(name: &str, family_first: bool) -> Vec<CompactString> {
    // What stands in brackets tells namesakes apart and is no name.
    let name = name.split('(').next().unwrap_or("").trim();
    let mut keys = vec![fold(name)];
    // *Felipe VI of Spain*, *Henri, Grand Duke of Luxembourg*: what follows is a realm.
    let short = name.split(" of ").next().unwrap_or(name).split(',').next().unwrap_or(name);
    let words: Vec<&str> = short.split_whitespace().collect();
    if short != name {
        keys.extend((words.len() > 1).then(|| fold(short)));
    } else if family_first {
        keys.extend(words.first().map(|w| fold(w)));
    } else {
        keys.extend(ends(&words).map(|end| fold(&end)));
        // Hyphenated: *al-Assad* is found as *Assad*.
        if let Some((_, last)) = words.last().and_then(|w| w.split_once(['-', '\'', '’'])) {
            keys.push(fold(last));
        }
    }
    keys.retain(|k| k.chars().count() > 1);
    keys.sort();
    keys.dedup();
    keys
}

/// The ends of a name that can stand for it: all but those that are only a
/// number or suffix (*XVI*, *Jr.*).
pub(crate) fn ends<'a>(words: &'a [&'a str]) -> impl Iterator<Item = String> + 'a {
    (1..words.len())
        .filter(|&i| {
            !words[i..].iter().all(|w| {
                w.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'e' | 'r'))
                    || w.ends_with('.') && w.len() < 4
            })
        })
        .map(|i| words[i..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_by_its_ends() {
        assert_eq!(name_keys("Ursula von der Leyen", false).len(), 4);
        assert_eq!(name_keys("Bashar al-Assad", false), ["al assad", "assad", "bashar al assad"]);
        assert_eq!(name_keys("Xi Jinping", true), ["xi", "xi jinping"]);
        assert_eq!(name_keys("Felipe VI of Spain", false), ["felipe vi", "felipe vi of spain"]);
        assert_eq!(name_keys("Charles III", false), ["charles iii"]);
        assert_eq!(name_keys("", false), Vec::<CompactString>::new());
    }

    #[test]
    fn offices_are_held_between_partial_dates() {
        let office = |from: &str, to: &str| Office {
            class: OfficeClass::Minister,
            portfolio: None,
            country: None,
            label: "",
            from: PartialDate::read(from),
            to: PartialDate::read(to),
        };
        let day = PartialDate::new(2022, 12, 19);
        assert!(office("2020", "2022").held_on(day));
        assert!(office("2022-12", "").held_on(day));
        assert!(!office("2023", "").held_on(day));
        assert!(!office("2020", "2022-11").held_on(day));
        assert!(!office("", "2023").held_on(day));
        assert_eq!(PartialDate::read("2022-13"), None);
        assert_eq!(PartialDate::read("mid-2022"), None);
    }
}
