//! Whom a name stands for.

use super::fold;
use super::hit::{ActorBrief, Counted, Named};
use super::query::Filter;
use super::words::name_expression;
use crate::error::{Doing, Result};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

const DOING: &str = "looking up a name";

/// Bearers of one name that are looked for; of more, those in most reports.
const MOST_BEARERS: usize = 100;

/// Names that hold the words that are looked at.
const MOST_NAMES: usize = 5000;

/// Up to which number the reports of somebody are counted.
pub(super) const COUNTED: u64 = 10_000;

/// Corrections upon corrections that are followed.
const MOST_STEPS: usize = 16;

/// By what rows of `entity` somebody is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    /// An actor's.
    Actor(i64),
    /// Those that bear a name and are nobody known from other reports.
    Name(i64),
}

/// Whom a name stands for: any of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Keys(pub Vec<Key>);

impl Keys {
    /// A condition on a row of `entity` under this alias. The signs keep it from being looked up by: the
    /// rows are few, and at hand.
    pub fn condition(&self, alias: &str) -> (String, Vec<Value>) {
        let of = |take: fn(&Key) -> Option<i64>| -> Vec<i64> {
            self.0.iter().filter_map(take).collect()
        };
        let actors = of(|key| match key {
            Key::Actor(id) => Some(*id),
            Key::Name(_) => None,
        });
        let names = of(|key| match key {
            Key::Name(id) => Some(*id),
            Key::Actor(_) => None,
        });
        let mut parts = Vec::new();
        if !actors.is_empty() {
            parts.push(format!("+{alias}.actor IN ({})", places(actors.len())));
        }
        if !names.is_empty() {
            let places = places(names.len());
            parts.push(format!("(+{alias}.actor IS NULL AND +{alias}.name IN ({places}))"));
        }
        let condition = match parts.is_empty() {
            true => String::from("0"),
            false => format!("({})", parts.join(" OR ")),
        };
        (condition, actors.into_iter().chain(names).map(Value::from).collect())
    }
}

/// So many places for values.
pub(super) fn places(count: usize) -> String {
    vec!["?"; count].join(", ")
}

/// Whom a name, a key or a Wikidata item stands for.
pub(super) fn find(connection: &Connection, filter: Filter, asked: &str) -> Result<(Keys, Named)> {
    bearers(connection, filter, asked).doing(DOING)
}

fn bearers(
    connection: &Connection,
    filter: Filter,
    asked: &str,
) -> rusqlite::Result<(Keys, Named)> {
    let asked = asked.trim();
    let (actors, names) = match by_key(connection, asked)? {
        Some(actor) => (BTreeSet::from([actor]), Vec::new()),
        None => by_name(connection, asked)?,
    };
    let mut briefs = Vec::new();
    for actor in actors {
        briefs.extend(brief(connection, actor)?.map(|brief| (actor, brief)));
    }
    // Who was merged into somebody has no rows of their own; who was split off may have none left.
    briefs.retain(|(_, brief)| brief.reports.count > 0);
    briefs.sort_by(|(a, x), (b, y)| y.reports.count.cmp(&x.reports.count).then(a.cmp(b)));
    let left_out = briefs.len().saturating_sub(MOST_BEARERS);
    briefs.truncate(MOST_BEARERS);
    let mut keys: Vec<Key> = briefs.iter().map(|(actor, _)| Key::Actor(*actor)).collect();
    let mut unknown = Counted { count: 0, or_more: false };
    let count = "SELECT count(*) FROM (SELECT 1 FROM entity INDEXED BY entity_name \
                 WHERE name = ?1 AND actor IS NULL LIMIT ?2)";
    let mut count = connection.prepare_cached(count)?;
    for name in names.into_iter().take(MOST_BEARERS) {
        let rows: u64 = count.query_row(params![name, COUNTED], |row| row.get(0))?;
        if rows > 0 {
            keys.push(Key::Name(name));
            unknown.count += rows;
            unknown.or_more |= rows == COUNTED;
        }
    }
    let actors = briefs.into_iter().map(|(_, brief)| brief).collect();
    Ok((Keys(keys), Named { filter, name: asked.to_owned(), actors, unknown, left_out }))
}

fn by_key(connection: &Connection, asked: &str) -> rusqlite::Result<Option<i64>> {
    let find = "SELECT id, into_ FROM actor WHERE key = ?1";
    let find = |key: &str| -> rusqlite::Result<Option<(i64, Option<i64>)>> {
        let mut statement = connection.prepare_cached(find)?;
        statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    };
    let item = asked.strip_prefix(['q', 'Q']).map(|number| format!("Q{number}"));
    let found = match find(asked)? {
        None => item.map_or(Ok(None), |item| find(&item))?,
        found => found,
    };
    found.map_or(Ok(None), |(id, into)| counting(connection, id, into).map(Some))
}

/// The actor that counts for another: itself, or whom it was merged into.
fn counting(connection: &Connection, id: i64, into: Option<i64>) -> rusqlite::Result<i64> {
    let (mut id, mut into) = (id, into);
    let next = "SELECT into_ FROM actor WHERE id = ?1";
    let mut next = connection.prepare_cached(next)?;
    for _ in 0..MOST_STEPS {
        let Some(other) = into else { break };
        id = other;
        into = next.query_row([id], |row| row.get(0)).optional()?.flatten();
    }
    Ok(id)
}

/// A name in the store, and how it fits what was asked for.
struct Name {
    id: i64,
    fit: Fit,
}

/// How a name fits: the closest that anybody bears is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The same words.
    Same,
    /// It ends with them, as a full name does with a family name.
    Ending,
    /// It holds them.
    Holding,
}

/// The actors and the names that a name stands for. `Paris` is Paris and not the club of the
/// longer name; `Verlinde` is everybody of that family name; `Paris*` is all that hold the word.
fn by_name(connection: &Connection, asked: &str) -> rusqlite::Result<(BTreeSet<i64>, Vec<i64>)> {
    let (asked, most) = match asked.strip_suffix('*') {
        Some(asked) => (asked, Fit::Holding),
        None => (asked, Fit::Ending),
    };
    let words = fold::words(asked);
    let names = names(connection, asked, &words)?;
    let close: Vec<&Name> = names.iter().filter(|name| name.fit <= most).collect();
    let taken = taken(connection, &close)?;
    let same_thing = taken.values().any(|b| b.fit == Fit::Same && b.kind == Kind::Other);
    let fits = |bearer: &Bearer| match most {
        Fit::Holding => true,
        // A family name is short for a person's full name, and for nothing else's.
        _ => {
            let person = bearer.kind == Kind::Person && !same_thing;
            bearer.fit == Fit::Same || (bearer.fit == Fit::Ending && person)
        }
    };
    let actors: BTreeSet<i64> =
        taken.values().filter(|b| fits(b)).map(|bearer| bearer.actor).collect();
    let exact = names.iter().filter(|name| name.fit == Fit::Same || most == Fit::Holding);
    let unknown: Vec<i64> = exact.map(|name| name.id).collect();
    if actors.is_empty() && !unknown_borne(connection, &unknown)? {
        let all = self::taken(connection, &names.iter().collect::<Vec<_>>())?;
        return Ok((all.into_keys().collect(), names.iter().map(|name| name.id).collect()));
    }
    Ok((actors, unknown))
}

/// Who bears these names, each by the name that fits best.
fn taken(connection: &Connection, names: &[&Name]) -> rusqlite::Result<BTreeMap<i64, Bearer>> {
    let mut taken: BTreeMap<i64, Bearer> = BTreeMap::new();
    for name in names {
        for bearer in bearing(connection, name)? {
            let fit = bearer.fit;
            let held = taken.entry(bearer.actor).or_insert(bearer);
            held.fit = held.fit.min(fit);
        }
    }
    Ok(taken)
}

/// The names that hold the words, the closest first.
fn names(connection: &Connection, asked: &str, words: &[String]) -> rusqlite::Result<Vec<Name>> {
    let Some(expression) = name_expression(asked) else { return Ok(Vec::new()) };
    let find = "SELECT name.id, name.text FROM name_fts CROSS JOIN name ON name.id = name_fts.rowid \
                WHERE name_fts MATCH ?1 LIMIT ?2";
    let mut find = connection.prepare_cached(find)?;
    let rows = find.query_map(params![expression, MOST_NAMES], |row| {
        let text: String = row.get(1)?;
        let own = fold::words(&text);
        let fit = match own.ends_with(words) {
            true if own.len() == words.len() => Fit::Same,
            true => Fit::Ending,
            false => Fit::Holding,
        };
        Ok(Name { id: row.get(0)?, fit })
    })?;
    let mut names = rows.collect::<rusqlite::Result<Vec<Name>>>()?;
    // Of very many that hold the words, this one must be among those that are looked at.
    let exact = "SELECT id FROM name WHERE text = ?1";
    let exact =
        connection.prepare_cached(exact)?.query_row([asked], |row| row.get(0)).optional()?;
    names.extend(exact.map(|id| Name { id, fit: Fit::Same }));
    names.sort_by_key(|name| (name.fit, name.id));
    names.dedup_by_key(|name| name.id);
    Ok(names)
}

struct Bearer {
    actor: i64,
    kind: Kind,
    fit: Fit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Other,
}

fn bearing(connection: &Connection, name: &Name) -> rusqlite::Result<Vec<Bearer>> {
    let find = "SELECT actor.id, actor.into_, actor.kind FROM actor_name \
                JOIN actor ON actor.id = actor_name.actor WHERE actor_name.name = ?1";
    let mut find = connection.prepare_cached(find)?;
    let rows = find.query_map([name.id], |row| {
        let kind: String = row.get(2)?;
        Ok((row.get(0)?, row.get(1)?, kind))
    })?;
    let mut bearers = Vec::new();
    for row in rows {
        let (id, into, kind) = row?;
        let kind = if kind == "person" { Kind::Person } else { Kind::Other };
        bearers.push(Bearer { actor: counting(connection, id, into)?, kind, fit: name.fit });
    }
    Ok(bearers)
}

/// Whether a report names somebody so of whom nothing else is known.
fn unknown_borne(connection: &Connection, names: &[i64]) -> rusqlite::Result<bool> {
    let find = "SELECT 1 FROM entity INDEXED BY entity_name WHERE name = ?1 AND actor IS NULL";
    let mut find = connection.prepare_cached(find)?;
    for name in names {
        if find.exists([name])? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// An actor in short.
pub(super) fn brief(connection: &Connection, actor: i64) -> rusqlite::Result<Option<ActorBrief>> {
    let count = "SELECT count(*) FROM (SELECT 1 FROM entity INDEXED BY entity_actor \
                 WHERE actor = ?1 LIMIT ?2)";
    let count: u64 =
        connection.prepare_cached(count)?.query_row(params![actor, COUNTED], |row| row.get(0))?;
    let find = "SELECT key, name, kind, country FROM actor WHERE id = ?1";
    let row = connection.prepare_cached(find)?.query_row([actor], |row| {
        Ok(ActorBrief {
            key: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            country: row.get(3)?,
            reports: Counted { count, or_more: count == COUNTED },
        })
    });
    row.optional()
}
