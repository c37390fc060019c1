//! Buildings, streets and towns that stand for who governs there.

use crate::KnowledgeError;
use crate::country::{Countries, CountryId};
use crate::names::named;
use crate::role::Portfolio;
use crate::table::Table;
use crate::tsv::Source;
use compact_str::CompactString;

named! {
    /// What kind of institution sits there.
    SeatEntity {
        /// A head of state and the office around it.
        HeadOfState = "head-of-state",
        /// A government or its head.
        Government = "government",
        /// A ministry.
        Ministry = "ministry",
        /// A parliament or chamber.
        Parliament = "parliament",
        /// A court.
        Court = "court",
        /// A party.
        Party = "party",
        /// Armed forces.
        Military = "military",
        /// Police.
        Police = "police",
        /// A central bank.
        CentralBank = "central-bank",
        /// Any other body.
        Body = "body",
    }
}

/// A seat of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seat<'k> {
    /// The usual name of the seat, under which its variants meet.
    pub name: &'k str,
    /// Whose it is: a state or a bloc.
    pub country: CountryId,
    /// What kind of institution.
    pub entity: SeatEntity,
    /// The institution, in the words that a report would use.
    pub body: &'k str,
    /// Of a ministry: what it is about.
    pub portfolio: Option<Portfolio>,
}

#[derive(Debug, Clone)]
struct Row {
    name: CompactString,
    country: CountryId,
    entity: SeatEntity,
    body: CompactString,
    portfolio: Option<Portfolio>,
}

/// The seats under their names in a language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seats {
    rows: Vec<Row>,
    forms: Table<u32>,
}

impl Seats {
    pub(crate) fn read(source: Source<'_>, countries: &Countries) -> Result<Seats, KnowledgeError> {
        let mut seats = Seats::default();
        for line in source.lines(&["names", "code", "entity", "body", "portfolio"])? {
            let row = seats.rows.len() as u32;
            let name = line.forms(0).next().ok_or_else(|| line.error("no name".to_owned()))?;
            let portfolio = match line.cell(4) {
                "" => None,
                _ => Some(line.name(4, Portfolio::from_name)?),
            };
            seats.rows.push(Row {
                name: name.into(),
                country: line.name(1, |code| countries.by_code(code))?,
                entity: line.name(2, SeatEntity::from_name)?,
                body: line.cell(3).into(),
                portfolio,
            });
            for form in line.forms(0) {
                seats.forms.add(form, row, |_, _| ());
            }
        }
        Ok(seats)
    }

    pub(crate) fn get(&self, text: &str) -> Option<Seat<'_>> {
        let row = self.rows.get(self.forms.get(text)? as usize)?;
        Some(Seat {
            name: &row.name,
            country: row.country,
            entity: row.entity,
            body: &row.body,
            portfolio: row.portfolio,
        })
    }
}
