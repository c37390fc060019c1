//! Nouns of offices: which office a role names, and of what and of which state by themselves.

use crate::KnowledgeError;
use crate::country::{Countries, CountryId};
use crate::fold::fold;
use crate::office::{OfficeKind, OfficeKinds};
use crate::role::{Portfolio, Role, RoleClass};
use crate::table::Table;
use crate::tsv::Source;
use compact_str::CompactString;
use rustc_hash::FxHashMap as HashMap;

/// What a noun says of the office that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OfficeNoun {
    /// The kinds that it can be.
    pub kinds: OfficeKinds,
    /// Of a minister: what the office is about.
    pub portfolio: Option<Portfolio>,
    /// The state or body whose it always is (*garde des Sceaux*).
    pub country: Option<CountryId>,
    /// The state whose it is in a report that is about that state and names no other (*Kanzlerin*).
    pub home: Option<CountryId>,
}

/// The office nouns of a language.
#[derive(Debug, Clone, Default)]
pub(crate) struct OfficeNouns {
    /// By the folded first form of the role.
    by_role: HashMap<CompactString, OfficeNoun>,
    /// What stands behind a bare *minister* (*des Affaires étrangères*).
    complements: Table<Portfolio>,
}

impl OfficeNouns {
    pub(crate) fn read<'r>(
        source: Source<'_>,
        countries: &Countries,
        with_portfolio: impl Iterator<Item = (&'r str, Portfolio)>,
    ) -> Result<OfficeNouns, KnowledgeError> {
        let mut nouns = OfficeNouns::default();
        for line in source.lines(&["roles", "kinds", "portfolio", "country", "home"])? {
            let mut kinds = OfficeKinds::default();
            for name in line.cell(1).split_whitespace() {
                kinds.add(
                    OfficeKind::from_name(name)
                        .ok_or_else(|| line.error(format!("{name:?} is no kind of office")))?,
                );
            }
            let portfolio = match line.cell(2) {
                "" => None,
                _ => Some(line.name(2, Portfolio::from_name)?),
            };
            let state = |column: usize| match line.cell(column) {
                "" => Ok(None),
                _ => line.name(column, |code| countries.by_code(code)).map(Some),
            };
            let noun = OfficeNoun { kinds, portfolio, country: state(3)?, home: state(4)? };
            for role in line.forms(0) {
                nouns.by_role.insert(fold(role), noun);
            }
        }
        for (form, portfolio) in with_portfolio {
            if let Some((_, complement)) = form.split_once(' ') {
                nouns.complements.add(complement, portfolio, |_, _| ());
            }
        }
        Ok(nouns)
    }

    pub(crate) fn of_role(&self, role: &Role<'_>) -> Option<OfficeNoun> {
        let listed = self.by_role.get(&fold(role.lemma)).copied();
        let minister = || {
            let mut kinds = OfficeKinds::default();
            kinds.add(OfficeKind::Minister);
            OfficeNoun { kinds, portfolio: role.portfolio, country: None, home: None }
        };
        let is_minister = role.class == RoleClass::Minister && role.portfolio.is_some();
        let mut noun = listed.or_else(|| is_minister.then(minister))?;
        noun.portfolio = noun.portfolio.or(role.portfolio);
        Some(noun)
    }

    pub(crate) fn complement(&self, text: &str) -> Option<Portfolio> {
        self.complements.get(text)
    }
}
