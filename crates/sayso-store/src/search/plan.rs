//! How a query is answered: by looking at all that match where they are few, by a walk along the
//! dates that ends at the limit where they are many.

use super::filters::{Filters, Sql, Unit};
use super::hit::Counted;
use super::query::{Copies, Query, Sort};
use super::sql::{self, Driver, WordsBy};
use super::walk::{self, Candidate, RowSet};
use super::who::COUNTED;
use crate::Settings;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

/// Matches that are held at most where all are asked for.
const MOST: usize = 200_000;

/// Rows that words stand in that are listed beforehand. Whether words stand in one row costs a hundred
/// times what a look into the list does; of words in more rows than these, a walk soon meets enough.
const LISTED: usize = 20_000;

/// What matched.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those from offset to limit.
    pub page: Vec<Candidate>,
    pub total: Option<Counted>,
    pub more: bool,
    pub ranked_only: Option<usize>,
    pub sorted: Option<Sort>,
}

/// Finds what matches, in order.
pub(super) fn find(
    connection: &Connection,
    filters: &Filters,
    query: &Query,
    settings: &Settings,
) -> rusqlite::Result<Found> {
    let sort = filters.sort(query.sort);
    let standing = Standing::of(connection, filters)?;
    // More rows than the words stand in, or than are sorted, are as good as any number.
    let bound = match &standing {
        Standing::Listed(rows) => rows.count,
        Standing::Asked => settings.max_sorted,
    };
    let ways = ways(connection, filters, bound)?;
    if let (Sort::Relevance, Some(words)) = (sort, filters.expression()) {
        let most = settings.max_ranked;
        let fewest = ways.iter().min_by_key(|(rows, _)| *rows);
        return match (fewest, &standing) {
            (Some((rows, way)), Standing::Listed(list)) if *rows < list.count => {
                let all = through(connection, filters, way, &standing, MOST)?;
                scored(connection, filters, words, all, query, most)
            }
            // Words that stand nearly everywhere tell nothing of what somebody said.
            (Some(_), Standing::Asked) => {
                by_date(connection, filters, query, settings, standing, ways, Sort::Newest)
            }
            _ => ranked(connection, filters, words, query, most),
        };
    }
    by_date(connection, filters, query, settings, standing, ways, sort)
}

/// The rows from which a search may set out, with how many there are.
type Ways = Vec<(usize, Vec<Driver>)>;

fn by_date(
    connection: &Connection,
    filters: &Filters,
    query: &Query,
    settings: &Settings,
    standing: Standing,
    mut ways: Ways,
    sort: Sort,
) -> rusqlite::Result<Found> {
    // To ask for words in each row takes five times what all else does.
    let mut few = settings.max_sorted;
    match (&standing, filters.expression()) {
        (Standing::Listed(rows), Some(words)) => {
            ways.push((rows.count, vec![Driver::Words(words)]));
        }
        (Standing::Asked, Some(_)) => few /= 5,
        _ => {}
    }
    ways.sort_by_key(|(rows, _)| *rows);
    match ways.first() {
        // Somebody's rows come by date anyhow.
        Some((rows, way)) if *rows <= few && (way.is_empty() || !by_actor(way)) => {
            let all = through(connection, filters, way, &standing, MOST)?;
            Ok(paged(all, query, sort))
        }
        _ => {
            let way = ways.iter().map(|(_, way)| way).find(|way| by_actor(way));
            let days = vec![Driver::Days];
            walked(connection, filters, way.unwrap_or(&days), &standing, query, sort)
        }
    }
}

/// Whether these rows are somebody's, which come by date.
fn by_actor(way: &[Driver]) -> bool {
    way.iter().all(|way| matches!(way, Driver::Actor(..)))
}

/// Where the words stand.
enum Standing {
    /// In these rows; nothing is to be asked of a statement.
    Listed(RowSet),
    /// In so many that each is asked for, or no words must stand anywhere.
    Asked,
}

impl Standing {
    fn of(connection: &Connection, filters: &Filters) -> rusqlite::Result<Standing> {
        let Some(words) = filters.expression() else { return Ok(Standing::Asked) };
        let rows = walk::numbers(connection, &sql::words(filters, &words), LISTED)?;
        Ok(rows.map_or(Standing::Asked, Standing::Listed))
    }

    fn by(&self) -> WordsBy {
        match self {
            Standing::Listed(_) => WordsBy::Walker,
            Standing::Asked => WordsBy::Statement,
        }
    }

    /// Whether they stand there, as far as the statement has not seen to it.
    fn holds(&self, candidate: &Candidate) -> bool {
        match self {
            Standing::Listed(rows) => rows.contains(candidate.row),
            Standing::Asked => true,
        }
    }
}

/// The best of these, of which there are fewer than rows that the words stand in.
fn scored(
    connection: &Connection,
    filters: &Filters,
    words: String,
    mut all: Vec<Candidate>,
    query: &Query,
    max_ranked: usize,
) -> rusqlite::Result<Found> {
    let cut = all.len() > max_ranked;
    all.sort_by_key(|candidate| std::cmp::Reverse(candidate.row));
    all.truncate(max_ranked);
    let rows: Vec<i64> = all.iter().map(|candidate| candidate.row).collect();
    let scores: HashMap<i64, f64> = walk::scores(connection, &sql::scores(filters, words, &rows))?;
    for candidate in &mut all {
        candidate.score = scores.get(&candidate.row).copied().unwrap_or(0.0);
    }
    Ok(ranked_page(all, cut, query, max_ranked))
}

/// Everything along these rows that matches, up to a bound; in no order.
fn through(
    connection: &Connection,
    filters: &Filters,
    way: &[Driver],
    standing: &Standing,
    bound: usize,
) -> rusqlite::Result<Vec<Candidate>> {
    let statement = |driver| sql::select(filters, driver, standing.by(), "0.0");
    let statements: Vec<Sql> = way.iter().map(statement).collect();
    walk::all(connection, &statements, bound, |candidate| standing.holds(candidate))
}

/// The best of those that hold the words, among the newest.
fn ranked(
    connection: &Connection,
    filters: &Filters,
    words: String,
    query: &Query,
    max_ranked: usize,
) -> rusqlite::Result<Found> {
    let (scored, table) = sql::score(filters);
    let mut sql = sql::select(filters, &Driver::Words(words), WordsBy::Statement, scored);
    sql.text += &format!(" ORDER BY {table}.rowid DESC");
    let mut all = walk::all(connection, &[sql], max_ranked + 1, |_| true)?;
    let cut = all.len() > max_ranked;
    all.truncate(max_ranked);
    Ok(ranked_page(all, cut, query, max_ranked))
}

/// The page of those that were ranked, which may not be all that match.
fn ranked_page(all: Vec<Candidate>, cut: bool, query: &Query, max_ranked: usize) -> Found {
    let mut found = paged(all, query, Sort::Relevance);
    if cut {
        found.ranked_only = Some(max_ranked);
        found.total = found.total.map(|total| Counted { or_more: true, ..total });
    }
    found
}

/// The page of all that match.
fn paged(mut all: Vec<Candidate>, query: &Query, sort: Sort) -> Found {
    all.sort_by(|a, b| a.order(b, sort));
    let originals: BTreeSet<(i64, i64)> =
        all.iter().filter(|c| c.report == c.original).map(Candidate::dispatch).collect();
    let mut met = Met::default();
    all.retain(|candidate| match query.copies {
        Copies::Joined if candidate.report != candidate.original => {
            !originals.contains(&candidate.dispatch()) && met.is_new(candidate, query.copies)
        }
        _ => met.is_new(candidate, query.copies),
    });
    let total = Some(Counted { count: all.len() as u64, or_more: false });
    let more = all.len() > query.offset.saturating_add(query.limit);
    let page = all.into_iter().skip(query.offset).take(query.limit).collect();
    Found { page, total, more, ranked_only: None, sorted: Some(sort) }
}

/// What was met on the way.
#[derive(Debug, Default)]
struct Met {
    matches: HashSet<(i64, Option<u32>)>,
    dispatches: HashSet<(i64, i64)>,
}

impl Met {
    /// Whether neither this match nor a copy of it was met before.
    fn is_new(&mut self, candidate: &Candidate, copies: Copies) -> bool {
        // The same report comes twice where two of its entities are one actor.
        let new = self.matches.insert((candidate.report, candidate.place));
        match copies {
            Copies::Joined => self.dispatches.insert(candidate.dispatch()) && new,
            Copies::Apart => new,
        }
    }
}

/// A walk along the dates that ends at the limit.
fn walked(
    connection: &Connection,
    filters: &Filters,
    way: &[Driver],
    standing: &Standing,
    query: &Query,
    sort: Sort,
) -> rusqlite::Result<Found> {
    let mut statements = Vec::with_capacity(way.len());
    for driver in way {
        let mut sql = sql::select(filters, driver, standing.by(), "0.0");
        sql.text += sql::by_date(driver, sort);
        statements.push(sql);
    }
    let mut found = Found { sorted: Some(sort), ..Found::default() };
    let mut met = Met::default();
    // Whether the original of a copy matches as well: then it stands at its own place.
    let mut originals: HashMap<(i64, i64), bool> = HashMap::new();
    let mut left_out = 0;
    walk::merged(connection, &statements, sort, |candidate| {
        if !standing.holds(&candidate) {
            return Ok(ControlFlow::Continue(()));
        }
        if query.copies == Copies::Joined && candidate.report != candidate.original {
            let dispatch = candidate.dispatch();
            let matches = match originals.get(&dispatch) {
                Some(matches) => *matches,
                None => matches(connection, filters, &candidate)?,
            };
            originals.insert(dispatch, matches);
            if matches {
                return Ok(ControlFlow::Continue(()));
            }
        }
        if !met.is_new(&candidate, query.copies) {
            return Ok(ControlFlow::Continue(()));
        }
        if left_out < query.offset {
            left_out += 1;
        } else if found.page.len() < query.limit {
            found.page.push(candidate);
        } else {
            found.more = true;
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    if !found.more {
        let count = (left_out + found.page.len()) as u64;
        found.total = Some(Counted { count, or_more: false });
    }
    Ok(found)
}

/// Whether the original of a match holds the same and meets the conditions too.
fn matches(
    connection: &Connection,
    filters: &Filters,
    candidate: &Candidate,
) -> rusqlite::Result<bool> {
    let one = Driver::One(candidate.original);
    let mut sql = sql::select(filters, &one, WordsBy::Statement, "0.0");
    if filters.unit == Unit::Attribution {
        sql.and("a.saying = ?", [candidate.saying.into()]);
    }
    Ok(!walk::all(connection, &[sql], 1, |_| true)?.is_empty())
}

/// The rows from which the search may set out, with how many there are up to a bound.
fn ways(connection: &Connection, filters: &Filters, bound: usize) -> rusqlite::Result<Ways> {
    let mut ways = Vec::new();
    let drivers = sql::drivers(filters);
    match drivers.as_slice() {
        // Nothing to choose from.
        [way] if by_actor(way) && filters.expression().is_none() => {
            return Ok(vec![(bound, way.clone())]);
        }
        _ => {}
    }
    for way in drivers {
        let mut rows = 0;
        for driver in &way {
            let count = sql::count_rows(filters, driver, bound + 1);
            rows += walk::number(connection, &count)? as usize;
        }
        ways.push((rows, way));
    }
    Ok(ways)
}

/// Everything that matches, copies each, up to a bound; in no order.
fn matching(
    connection: &Connection,
    filters: &Filters,
    bound: usize,
) -> rusqlite::Result<Vec<Candidate>> {
    let standing = Standing::of(connection, filters)?;
    let mut ways = ways(connection, filters, bound)?;
    if let Some(words) = filters.expression() {
        let rows = match &standing {
            Standing::Listed(rows) => rows.count,
            Standing::Asked => LISTED,
        };
        ways.push((rows, vec![Driver::Words(words)]));
    }
    let way = ways.into_iter().min_by_key(|(rows, _)| *rows);
    let way = way.map_or_else(|| vec![Driver::Days], |(_, way)| way);
    through(connection, filters, &way, &standing, bound)
}

/// Everything that matches, copies each, up to a bound; in no order.
pub(super) fn all(connection: &Connection, filters: &Filters) -> rusqlite::Result<Vec<Candidate>> {
    let mut all = matching(connection, filters, MOST)?;
    let mut met = Met::default();
    all.retain(|candidate| met.is_new(candidate, Copies::Apart));
    Ok(all)
}

/// How many match, copies counted each, up to a bound.
pub(super) fn count(connection: &Connection, filters: &Filters) -> rusqlite::Result<Counted> {
    let mut all = matching(connection, filters, COUNTED as usize)?;
    let or_more = all.len() as u64 == COUNTED;
    let mut met = Met::default();
    all.retain(|candidate| met.is_new(candidate, Copies::Apart));
    Ok(Counted { count: all.len() as u64, or_more })
}
