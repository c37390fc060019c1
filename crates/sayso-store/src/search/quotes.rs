//! What somebody said, in order of time, and who carried it.

use super::filters::Filters;
use super::hit::{Named, Nothing};
use super::query::{Query, Sort};
use super::{plan, why_nothing};
use crate::Store;
use crate::error::{Doing, Result};
use rusqlite::{Row, params};
use serde::Serialize;
use std::collections::BTreeMap;

const DOING: &str = "reading what somebody said";

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Quotes {
    /// Whom the name stands for.
    pub named: Vec<Named>,
    /// What they said, in order of the day when it was said; where that is not told, of the day when it
    /// was first published.
    pub sayings: Vec<Saying>,
    /// How many sayings there are in all.
    pub total: u64,
    /// Why there is nothing, where there is nothing.
    pub nothing: Option<Nothing>,
}

/// The same words in one report or several.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Saying {
    /// Its number in the store.
    pub saying: i64,
    /// When it was said.
    pub day: Option<String>,
    /// Who carried it, the first first. Never empty.
    pub carried: Vec<Carried>,
}

/// A report's form of what somebody said.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Carried {
    /// The report.
    pub report: i64,
    /// The attribution's name in its reading (`a3`).
    pub attribution: String,
    /// Who said it; `None` where the report does not tell.
    pub speaker: Option<String>,
    /// The key of who said it.
    pub key: Option<String>,
    /// The words as they stand there; parts joined by ` … `.
    pub words: String,
    /// How they are given: `direct`, `mixed`, `indirect`.
    pub kind: String,
    /// How the words are related to those of the report that had them first: `same`, `cut-from`,
    /// `cut-to`, `reworded`, `translated`; `None` for that report's own.
    pub kin: Option<String>,
    /// Whether the saying is denied.
    pub negated: bool,
    /// From 0 to 1: how likely the record is right.
    pub confidence: f64,
    /// When it was said, as the text tells.
    pub time: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// The address.
    pub url: Option<String>,
    /// The agency that the report declares.
    pub agency: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The report's language.
    pub lang: String,
    /// The day to order it by.
    #[serde(skip)]
    day: Option<String>,
}

impl Store {
    /// What somebody said, each saying once with the reports that carried it. The query's other
    /// conditions hold as well; sorted newest first only where it asks for that.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn quotes_of(&self, speaker: &str, query: &Query) -> Result<Quotes> {
        let query = Query { speaker: Some(speaker.to_owned()), ..query.clone() };
        let (filters, named) = Filters::of(self, &query)?;
        let all = plan::all(&self.connection, &filters).doing(DOING)?;
        let mut days: BTreeMap<i64, Option<String>> = BTreeMap::new();
        let day = "SELECT day FROM attribution WHERE report = ?1 AND n = ?2";
        let mut day = self.connection.prepare_cached(day).doing(DOING)?;
        for found in &all {
            let said: Option<String> =
                day.query_row(params![found.report, found.place], |row| row.get(0)).doing(DOING)?;
            let held = days.entry(found.saying).or_insert_with(|| said.clone());
            *held = match (held.take(), said) {
                (Some(held), Some(said)) => Some(held.min(said)),
                (held, said) => held.or(said),
            };
        }
        let mut order: Vec<(Option<String>, i64)> =
            days.into_iter().map(|(saying, day)| (day, saying)).collect();
        order.sort_by(|(a, x), (b, y)| (a.is_none(), a, x).cmp(&(b.is_none(), b, y)));
        if query.sort == Some(Sort::Newest) {
            order.sort_by(|(a, x), (b, y)| (b, y).cmp(&(a, x)));
        }
        let total = order.len() as u64;
        let mut sayings = Vec::new();
        for (day, saying) in order.into_iter().skip(query.offset).take(query.limit) {
            let carried = self.carried_by(saying)?;
            if !carried.is_empty() {
                sayings.push(Saying { saying, day, carried });
            }
        }
        let nothing = match total {
            0 => Some(why_nothing::explain(&self.connection, &filters, &named)?),
            _ => None,
        };
        Ok(Quotes { named, sayings, total, nothing })
    }

    /// Who carried a saying, the first first.
    fn carried_by(&self, saying: i64) -> Result<Vec<Carried>> {
        let find = "SELECT a.report, a.n, a.words, a.kind, a.negated, a.confidence, a.time, r.title, \
                    o.host, (SELECT url FROM appearance WHERE report = r.id ORDER BY id LIMIT 1), \
                    r.agency, r.published, r.lang, r.day, a.kin, coalesce(actor.name, name.text), actor.key \
                    FROM attribution a JOIN report r ON r.id = a.report \
                    LEFT JOIN outlet o ON o.id = r.outlet \
                    LEFT JOIN entity e ON e.report = a.report AND e.n = a.entity \
                    LEFT JOIN actor ON actor.id = e.actor LEFT JOIN name ON name.id = e.name \
                    WHERE a.saying = ?1 AND a.rejected = 0 AND r.current = 1";
        let row = |row: &Row<'_>| {
            Ok(Carried {
                report: row.get(0)?,
                attribution: format!("a{}", row.get::<_, u32>(1)? + 1),
                words: row.get(2)?,
                kind: row.get(3)?,
                negated: row.get(4)?,
                confidence: row.get(5)?,
                time: row.get(6)?,
                title: row.get(7)?,
                outlet: row.get(8)?,
                url: row.get(9)?,
                agency: row.get(10)?,
                published: row.get(11)?,
                lang: row.get(12)?,
                day: row.get(13)?,
                kin: row.get(14)?,
                speaker: row.get(15)?,
                key: row.get(16)?,
            })
        };
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let rows = find.query_map([saying], row).doing(DOING)?;
        let mut carried = rows.collect::<rusqlite::Result<Vec<Carried>>>().doing(DOING)?;
        carried.sort_by(|a, b| {
            let key = |c: &Carried| (c.day.is_none(), c.day.clone(), c.published.clone(), c.report);
            key(a).cmp(&key(b))
        });
        Ok(carried)
    }
}
