//! Walking rows: one statement, or several merged by date.

use super::filters::Sql;
use super::query::Sort;
use rusqlite::{Connection, Row, Rows, params_from_iter};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// A match.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub report: i64,
    /// The place of an attribution in the reading.
    pub place: Option<u32>,
    pub day: Option<String>,
    pub original: i64,
    pub saying: i64,
    /// BM25 as SQLite gives it: lower is better.
    pub score: f64,
    /// The row that words stand in: the attribution's, or the report's.
    pub row: i64,
}

impl Candidate {
    fn of(row: &Row<'_>) -> rusqlite::Result<Candidate> {
        Ok(Candidate {
            report: row.get(0)?,
            place: row.get(1)?,
            day: row.get(2)?,
            original: row.get(3)?,
            saying: row.get(4)?,
            score: row.get(5)?,
            row: row.get(6)?,
        })
    }

    /// Which comes first.
    pub fn order(&self, other: &Candidate, sort: Sort) -> Ordering {
        let newest = || (&other.day, other.report).cmp(&(&self.day, self.report));
        let order = match sort {
            Sort::Relevance => self.score.total_cmp(&other.score).then_with(newest),
            Sort::Newest => newest(),
            Sort::Oldest => {
                let undated = self.day.is_none().cmp(&other.day.is_none());
                undated.then_with(|| newest().reverse())
            }
        };
        order.then_with(|| self.place.cmp(&other.place))
    }

    /// What copies share.
    pub fn dispatch(&self) -> (i64, i64) {
        (self.original, self.saying)
    }
}

/// Goes through what the statements give, each of which is sorted by date, in the order of all.
pub(super) fn merged(
    connection: &Connection,
    statements: &[Sql],
    sort: Sort,
    mut take: impl FnMut(Candidate) -> rusqlite::Result<ControlFlow<()>>,
) -> rusqlite::Result<()> {
    let mut prepared = Vec::with_capacity(statements.len());
    for sql in statements {
        prepared.push((connection.prepare_cached(&sql.text)?, &sql.values));
    }
    let mut streams = Vec::with_capacity(prepared.len());
    for (statement, values) in &mut prepared {
        let mut rows = statement.query(params_from_iter(values.iter()))?;
        if let Some(head) = next(&mut rows)? {
            streams.push((head, rows));
        }
    }
    loop {
        // Few streams, most often one: no heap is worth its lines.
        let first = streams.iter().enumerate();
        let first = first.min_by(|(_, (a, _)), (_, (b, _))| a.order(b, sort));
        let Some((first, _)) = first else { return Ok(()) };
        let Some((head, rows)) = streams.get_mut(first) else { return Ok(()) };
        let taken = match next(rows)? {
            Some(following) => std::mem::replace(head, following),
            None => streams.swap_remove(first).0,
        };
        if take(taken)?.is_break() {
            return Ok(());
        }
    }
}

fn next(rows: &mut Rows<'_>) -> rusqlite::Result<Option<Candidate>> {
    rows.next()?.map(Candidate::of).transpose()
}

/// Everything that the statements give and that is wanted, up to a bound, in no order.
pub(super) fn all(
    connection: &Connection,
    statements: &[Sql],
    bound: usize,
    wanted: impl Fn(&Candidate) -> bool,
) -> rusqlite::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for sql in statements {
        let mut statement = connection.prepare_cached(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values.iter()))?;
        while found.len() < bound {
            let Some(candidate) = next(&mut rows)? else { break };
            if wanted(&candidate) {
                found.push(candidate);
            }
        }
    }
    Ok(found)
}

/// The numbers that a statement gives, up to a bound; `None` where there are more.
pub(super) fn numbers(
    connection: &Connection,
    sql: &Sql,
    bound: usize,
) -> rusqlite::Result<Option<RowSet>> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    let mut rows = statement.query(params_from_iter(sql.values.iter()))?;
    let mut found = RowSet::default();
    while let Some(row) = rows.next()? {
        if found.count >= bound {
            return Ok(None);
        }
        found.insert(row.get(0)?);
    }
    Ok(Some(found))
}

/// The scores that a statement gives, by row.
pub(super) fn scores(connection: &Connection, sql: &Sql) -> rusqlite::Result<HashMap<i64, f64>> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    let rows = statement
        .query_map(params_from_iter(sql.values.iter()), |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// A set of row numbers, a bit each: tables are filled from 1 on without gaps.
#[derive(Debug, Clone, Default)]
pub(super) struct RowSet {
    bits: Vec<u64>,
    pub count: usize,
}

impl RowSet {
    fn insert(&mut self, row: i64) {
        let Ok(row) = usize::try_from(row) else { return };
        if self.bits.len() <= row / 64 {
            self.bits.resize(row / 64 + 1, 0);
        }
        if let Some(bits) = self.bits.get_mut(row / 64) {
            *bits |= 1 << (row % 64);
            self.count += 1;
        }
    }

    pub fn contains(&self, row: i64) -> bool {
        let Ok(row) = usize::try_from(row) else { return false };
        self.bits.get(row / 64).is_some_and(|bits| bits & (1 << (row % 64)) != 0)
    }
}

/// The one number that a statement gives.
pub(super) fn number(connection: &Connection, sql: &Sql) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    statement.query_row(params_from_iter(sql.values.iter()), |row| row.get(0))
}
