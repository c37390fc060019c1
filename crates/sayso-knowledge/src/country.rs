//! States, territories and blocs.

use crate::names::named;
use compact_str::CompactString;
use std::collections::{BTreeSet, HashMap};

named! {
    /// What a [`Country`] is.
    CountryKind {
        /// A state.
        Country = "country",
        /// A dependent or disputed territory with a code of its own.
        Territory = "territory",
        /// Several states acting together, or a body of theirs.
        Bloc = "bloc",
    }
}

/// A country within one [`crate::Knowledge`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryId(pub(crate) u16);

/// A state, territory or bloc.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// What it is.
    pub kind: CountryKind,
    /// ISO 3166-1 alpha-3 (`RUS`; Kosovo is `XKX`); of a bloc its own short code (`EU`, `NATO`).
    pub code: CompactString,
    /// ISO 3166-1 alpha-2; of a bloc as `code`.
    pub iso2: CompactString,
    /// Wikidata item; empty where it is not known.
    pub qid: CompactString,
    /// GeoNames id of the capital; 0 where there is none, or too small a town.
    pub capital: u32,
    /// Names by language, the usual one first.
    pub(crate) names: Vec<(CompactString, Vec<CompactString>)>,
}

impl Country {
    /// ISO 3166-1 alpha-3; none for a bloc.
    pub fn iso3(&self) -> Option<&str> {
        (self.kind != CountryKind::Bloc).then_some(self.code.as_str())
    }

    /// The usual name in a language, if it is known in that language.
    pub fn name(&self, lang: &str) -> Option<&str> {
        self.names(lang).next()
    }

    /// The names that the knowledge file has in a language, the usual one first.
    pub fn names(&self, lang: &str) -> impl Iterator<Item = &str> {
        self.names.iter().filter(move |(l, _)| l == lang).flat_map(|(_, n)| n).map(|n| n.as_str())
    }
}

/// All countries.
#[derive(Debug, Clone, Default)]
pub(crate) struct Countries {
    rows: Vec<Country>,
    codes: HashMap<CompactString, CountryId>,
}

impl Countries {
    pub(crate) fn new(rows: Vec<Country>) -> Countries {
        let mut codes = HashMap::new();
        for (i, row) in rows.iter().enumerate() {
            codes.entry(row.code.clone()).or_insert(CountryId(i as u16));
        }
        Countries { rows, codes }
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<CountryId> {
        self.codes.get(code).copied()
    }

    pub(crate) fn get(&self, id: CountryId) -> Option<&Country> {
        self.rows.get(id.0 as usize)
    }

    /// The languages in which countries have names.
    pub(crate) fn languages(&self) -> BTreeSet<CompactString> {
        self.rows.iter().flat_map(|c| &c.names).map(|(lang, _)| lang.clone()).collect()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (CountryId, &Country)> {
        self.rows.iter().enumerate().map(|(i, c)| (CountryId(i as u16), c))
    }
}
