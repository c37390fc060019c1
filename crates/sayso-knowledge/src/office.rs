//! Offices: which, of which state or body, held from when to when, and by whom on a date.

use crate::builder::{PositionEntry, TermEntry};
use crate::country::CountryId;
use crate::names::named;
use crate::person::Person;
use crate::role::Portfolio;
use crate::world::{Bytes, World, u16_at, u32_at};

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

named! {
    /// Which office: finer than [`OfficeClass`], so that a state has one holder of most of them.
    OfficeKind {
        /// President of a state or body.
        President = "president",
        /// King, queen, emir, grand duke.
        Monarch = "monarch",
        /// Pope.
        Pope = "pope",
        /// Who stands above the president.
        SupremeLeader = "supreme-leader",
        /// Stands in for a monarch abroad.
        GovernorGeneral = "governor-general",
        /// Another head of state.
        OtherHead = "other-head",
        /// Head of government.
        PrimeMinister = "prime-minister",
        /// Head of government in German-speaking states.
        Chancellor = "chancellor",
        /// Deputy of a president.
        VicePresident = "vice-president",
        /// Deputy of a head of government.
        Deputy = "deputy",
        /// Member of a government.
        Minister = "minister",
        /// Below the ministers.
        JuniorMinister = "junior-minister",
        /// Head of a parliament or chamber.
        Speaker = "speaker",
        /// Secretary-general of a body.
        SecretaryGeneral = "secretary-general",
        /// Director-general, managing director.
        DirectorGeneral = "director-general",
        /// High representative, high commissioner.
        HighRepresentative = "high-representative",
        /// Head of a central bank.
        CentralBank = "central-bank",
        /// Any other office.
        Other = "other",
    }
}

/// A set of [`OfficeKind`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OfficeKinds(u32);

impl OfficeKinds {
    /// Adds a kind.
    pub fn add(&mut self, kind: OfficeKind) {
        self.0 |= 1 << kind as u32;
    }

    /// Whether the kind is in the set.
    pub const fn has(self, kind: OfficeKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    /// The kinds of the set.
    pub fn iter(self) -> impl Iterator<Item = OfficeKind> {
        OfficeKind::ALL.iter().copied().filter(move |k| self.has(*k))
    }
}

/// A set of [`Portfolio`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PortfolioSet(pub(crate) u32);

impl PortfolioSet {
    /// Adds a portfolio.
    pub fn add(&mut self, portfolio: Portfolio) {
        self.0 |= 1 << portfolio as u32;
    }

    /// Whether the portfolio is in the set.
    pub const fn has(self, portfolio: Portfolio) -> bool {
        self.0 & (1 << portfolio as u32) != 0
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

impl std::fmt::Display for PartialDate {
    /// ISO 8601, as far as it is known.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}", self.year)?;
        match (self.month, self.day) {
            (0, _) => Ok(()),
            (month, 0) => write!(f, "-{month:02}"),
            (month, day) => write!(f, "-{month:02}-{day:02}"),
        }
    }
}

/// An office that a person held or holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Office<'k> {
    /// What kind.
    pub class: OfficeClass,
    /// Which office of that kind.
    pub kind: OfficeKind,
    /// Of a minister: what it is about before all else, where the label says so.
    pub portfolio: Option<Portfolio>,
    /// Of a minister: all that it is about.
    pub portfolios: PortfolioSet,
    /// Of which state or bloc.
    pub country: Option<CountryId>,
    /// The English label (*Minister of Foreign Affairs*).
    pub label: &'k str,
    /// Number of the office's Wikidata item.
    pub qid: Option<u32>,
    /// Since when.
    pub from: Option<PartialDate>,
    /// Until when. None means only that no end is recorded: most facts are of
    /// July 2022, so that it does not say that the office is still held.
    pub to: Option<PartialDate>,
    /// Without an end: the last day of which it is known to have been held, as `yyyymmdd`.
    sure: u32,
}

impl Office<'_> {
    /// Whether the office was held on a date, whatever the days that are not known.
    pub fn surely_held_on(&self, date: PartialDate) -> bool {
        self.from.is_some_and(|from| from.last() <= date.first())
            && match self.to {
                Some(to) => to.first() >= date.last(),
                None => self.sure >= date.last(),
            }
    }

    /// Whether the office may have been held on a date: an end that nobody recorded is none only as
    /// long as the record is known to hold.
    pub fn maybe_held_on(&self, date: PartialDate) -> bool {
        self.held_on(date) && (self.to.is_some() || self.sure >= date.first())
    }

    /// Whether it was held before a date and no longer on it, as far as is recorded.
    pub fn over_on(&self, date: PartialDate) -> bool {
        self.to.is_some_and(|to| to.last() < date.first())
    }

    /// Whether the office can have been held on a date, as far as is recorded.
    /// An office without a start is never said to be held.
    pub fn held_on(&self, date: PartialDate) -> bool {
        self.from.is_some_and(|from| from.first() <= date.last())
            && self.to.is_none_or(|to| to.last() >= date.first())
    }
}

/// Terms and positions, and the terms in order of country and kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offices {
    pub(crate) terms: Bytes,
    pub(crate) positions: Bytes,
    pub(crate) index: Bytes,
}

impl Offices {
    /// person u32, position u16, from u32, to u32, sure u32
    pub(crate) const TERM_BYTES: usize = 18;
    /// class u8, kind u8, portfolio u8, country u16, label u32 and u16, qid u32, portfolios u32
    const POSITION_BYTES: usize = 19;
    const NO_PORTFOLIO: u8 = u8::MAX;

    pub(crate) fn write_term(out: &mut Vec<u8>, person: u32, term: &TermEntry) {
        out.extend_from_slice(&person.to_le_bytes());
        out.extend_from_slice(&term.position.to_le_bytes());
        out.extend_from_slice(&term.from.to_le_bytes());
        out.extend_from_slice(&term.to.to_le_bytes());
        out.extend_from_slice(&term.sure.to_le_bytes());
    }

    pub(crate) fn write_position(
        out: &mut Vec<u8>,
        position: &PositionEntry,
        start: u32,
        length: u16,
    ) {
        out.push(position.class as u8);
        out.push(position.kind as u8);
        out.push(position.portfolio.map_or(Self::NO_PORTFOLIO, |p| p as u8));
        out.extend_from_slice(&position.country.to_le_bytes());
        out.extend_from_slice(&start.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&position.qid.to_le_bytes());
        out.extend_from_slice(&position.portfolios.0.to_le_bytes());
    }
}

impl World {
    /// An office by the number of its term.
    pub(crate) fn office(&self, term: u32) -> Option<Office<'_>> {
        self.term_office(self.term(term)?)
    }

    fn term(&self, term: u32) -> Option<&[u8]> {
        let start = (term as usize).checked_mul(Offices::TERM_BYTES)?;
        self.offices.terms.get(start..start + Offices::TERM_BYTES)
    }

    /// The record of a term's position.
    fn position(&self, term: &[u8]) -> Option<&[u8]> {
        let start = usize::from(u16_at(term, 4)?) * Offices::POSITION_BYTES;
        self.offices.positions.get(start..start + Offices::POSITION_BYTES)
    }

    /// All positions.
    pub(crate) fn positions(&self) -> impl Iterator<Item = PositionEntry> + '_ {
        self.offices.positions.chunks_exact(Offices::POSITION_BYTES).filter_map(|b| {
            Some(PositionEntry {
                class: *OfficeClass::ALL.get(usize::from(b[0]))?,
                kind: *OfficeKind::ALL.get(usize::from(b[1]))?,
                portfolio: Portfolio::ALL.get(usize::from(b[2])).copied(),
                country: u16_at(b, 3)?,
                label: self.string(u32_at(b, 5)?, u16_at(b, 9)?).to_owned(),
                qid: u32_at(b, 11)?,
                portfolios: PortfolioSet(u32_at(b, 15)?),
            })
        })
    }

    fn term_office(&self, term: &[u8]) -> Option<Office<'_>> {
        let position = self.position(term)?;
        Some(Office {
            class: *OfficeClass::ALL.get(usize::from(position[0]))?,
            kind: *OfficeKind::ALL.get(usize::from(position[1]))?,
            portfolio: Portfolio::ALL.get(usize::from(position[2])).copied(),
            portfolios: PortfolioSet(u32_at(position, 15)?),
            country: u16_at(position, 3).and_then(|c| self.country_of(c)),
            label: self.string(u32_at(position, 5)?, u16_at(position, 9)?),
            qid: Some(u32_at(position, 11)?).filter(|q| *q != 0),
            from: PartialDate::from_number(u32_at(term, 6)?),
            to: PartialDate::from_number(u32_at(term, 10)?),
            sure: u32_at(term, 14)?,
        })
    }

    /// A country of this file's list in the list of the base file.
    pub(crate) fn country_of(&self, country: u16) -> Option<CountryId> {
        if country == u16::MAX {
            return None;
        }
        match &self.country_map {
            None => Some(CountryId(country)),
            Some(map) => {
                map.get(usize::from(country)).filter(|c| **c != u16::MAX).map(|c| CountryId(*c))
            }
        }
    }

    fn own_country(&self, country: CountryId) -> Option<u16> {
        match &self.country_map {
            None => Some(country.0),
            Some(map) => map.iter().position(|c| *c == country.0).map(|i| i as u16),
        }
    }

    /// Whether a country is one, and no body between states.
    pub(crate) fn is_state(&self, country: CountryId) -> bool {
        let own = self.own_country(country).and_then(|c| self.countries.get(CountryId(c)));
        own.is_some_and(|c| c.iso3().is_some())
    }

    /// All terms of an office's kind in a country.
    pub(crate) fn terms_of(
        &self,
        country: CountryId,
        kind: OfficeKind,
    ) -> impl Iterator<Item = (Person<'_>, Office<'_>)> {
        let wanted = self.own_country(country).map(|c| (c, kind as u8));
        let count = self.offices.index.len() / 4;
        let at = move |i: usize| u32_at(&self.offices.index, i * 4);
        let key = move |i: usize| {
            let position = self.position(self.term(at(i)?)?)?;
            Some((u16_at(position, 3)?, *position.get(1)?))
        };
        let (mut from, mut to) = (0, count);
        while from < to {
            let middle = from + (to - from) / 2;
            if key(middle) < wanted {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        let first = if wanted.is_some() { from } else { count };
        (first..count).take_while(move |i| key(*i) == wanted).filter_map(move |i| {
            let term = self.term(at(i)?)?;
            Some((Person::new(self, u32_at(term, 0)?)?, self.term_office(term)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_are_held_between_partial_dates() {
        let office = |from: &str, to: &str| Office {
            class: OfficeClass::Minister,
            kind: OfficeKind::Minister,
            portfolio: None,
            portfolios: PortfolioSet::default(),
            qid: None,
            sure: 20_221_231,
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
        assert!(office("2020", "2023").surely_held_on(day));
        assert!(!office("2020", "2022").surely_held_on(day));
        assert!(office("2020", "").surely_held_on(day));
        assert!(!office("2020", "").surely_held_on(PartialDate::new(2023, 1, 1)));
        assert_eq!(PartialDate::read("2022-13"), None);
        assert_eq!(PartialDate::read("mid-2022"), None);
    }
}
