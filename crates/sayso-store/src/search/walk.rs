//! Walking rows: one statement, or several merged by date.

use super::filters::Sql;
use super::query::Sort;
use rusqlite::{Connection, Row, Rows, params_from_iter};
use std::cmp::Ordering;
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

/// Everything that the statements give, up to a bound, in no order.
pub(super) fn all(
    connection: &Connection,
    statements: &[Sql],
    bound: usize,
) -> rusqlite::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    for sql in statements {
        let mut statement = connection.prepare_cached(&sql.text)?;
        let mut rows = statement.query(params_from_iter(sql.values.iter()))?;
        while found.len() < bound {
            let Some(candidate) = next(&mut rows)? else { break };
            found.push(candidate);
        }
    }
    Ok(found)
}

/// The one number that a statement gives.
pub(super) fn number(connection: &Connection, sql: &Sql) -> rusqlite::Result<u64> {
    let mut statement = connection.prepare_cached(&sql.text)?;
    statement.query_row(params_from_iter(sql.values.iter()), |row| row.get(0))
}
