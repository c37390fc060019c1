//! A query with its names looked up: what is asked of rows.

use super::hit::Named;
use super::query::{Filter, Query, Scope, Sort, Versions};
use super::who::{self, Keys, places};
use super::words::Words;
use crate::Store;
use crate::error::{Doing, Result};
use rusqlite::Connection;
use rusqlite::types::Value;
use sayso_model::AttributionKind;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Report,
    Attribution,
}

/// Whom or what the words are about.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum About {
    /// Somebody named in them.
    Keys(Keys),
    /// Words in them: nobody bears the name.
    Words(Words),
}

/// The conditions of a query. Each may be left out.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filters {
    pub unit: Unit,
    pub scope: Scope,
    pub words: Option<Words>,
    pub speaker: Option<Keys>,
    pub mentions: Vec<Keys>,
    pub about: Option<About>,
    pub kind: Option<AttributionKind>,
    pub outlets: Option<Vec<i64>>,
    pub agency: Option<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    pub lang: Option<String>,
    pub story: Option<i64>,
    pub versions: Versions,
}

impl Filters {
    /// Looks up what the query names. The second says whom its names stand for.
    pub fn of(store: &Store, query: &Query) -> Result<(Filters, Vec<Named>)> {
        let connection = &store.connection;
        let mut named = Vec::new();
        let mut keys = |filter: Filter, name: &str| -> Result<Keys> {
            let (keys, whom) = who::find(connection, filter, name)?;
            named.push(whom);
            Ok(keys)
        };
        let speaker = query.speaker.as_deref().map(|name| keys(Filter::Speaker, name));
        let speaker = speaker.transpose()?;
        let mut mentions = Vec::new();
        for (n, name) in query.mentions.iter().enumerate() {
            let filter = if n == 0 { Filter::Mentions } else { Filter::With };
            mentions.push(keys(filter, name)?);
        }
        let about = query.about.as_deref().map(|about| -> Result<About> {
            let keys = keys(Filter::About, about)?;
            let words = Words::parse(about);
            // What holds no word is no name either, and cannot be found.
            Ok(match keys.0.is_empty() && !words.must.is_empty() {
                true => About::Words(words),
                false => About::Keys(keys),
            })
        });
        let about = about.transpose()?;
        let quotes = query.scope == Some(Scope::Quotes);
        let said = quotes || speaker.is_some() || about.is_some() || query.kind.is_some();
        let unit = if said { Unit::Attribution } else { Unit::Report };
        let scope = if said { Scope::Quotes } else { Scope::Text };
        let words = Words::parse(&query.words);
        let outlets = query.outlet.as_deref().map(|host| outlets(connection, host));
        let filters = Filters {
            unit,
            scope: query.scope.unwrap_or(scope),
            words: (!words.is_empty()).then_some(words),
            speaker,
            mentions,
            about,
            kind: query.kind,
            outlets: outlets.transpose().doing("looking for an outlet")?,
            agency: query.agency.clone(),
            since: query.since.as_ref().map(super::query::Day::from),
            until: query.until.as_ref().map(super::query::Day::to),
            lang: query.lang.as_ref().map(|lang| lang.code().to_owned()),
            story: query.story,
            versions: query.versions,
        };
        Ok((filters, named))
    }

    /// In which order hits come. Relevance is a matter of words.
    pub fn sort(&self, asked: Option<Sort>) -> Sort {
        let ranked = self.expression().is_some();
        match asked {
            None | Some(Sort::Relevance) if ranked => Sort::Relevance,
            None | Some(Sort::Relevance) => Sort::Newest,
            Some(sort) => sort,
        }
    }

    /// The words that must stand there, for `MATCH`.
    pub fn expression(&self) -> Option<String> {
        self.words.as_ref()?.expression()
    }

    /// The same with a condition left out; `None` where it is not among them.
    pub fn without(&self, filter: Filter) -> Option<Filters> {
        let mut rest = self.clone();
        let there = match filter {
            Filter::Words => rest.words.take().is_some(),
            Filter::Speaker => rest.speaker.take().is_some(),
            Filter::Mentions => {
                !rest.mentions.is_empty() && {
                    rest.mentions.remove(0);
                    true
                }
            }
            Filter::With => {
                rest.mentions.len() > 1 && {
                    rest.mentions.truncate(1);
                    true
                }
            }
            Filter::About => rest.about.take().is_some(),
            Filter::Kind => rest.kind.take().is_some(),
            Filter::Outlet => rest.outlets.take().is_some(),
            Filter::Agency => rest.agency.take().is_some(),
            Filter::Since => rest.since.take().is_some(),
            Filter::Until => rest.until.take().is_some(),
            Filter::Lang => rest.lang.take().is_some(),
            Filter::Story => rest.story.take().is_some(),
            Filter::Versions => {
                std::mem::replace(&mut rest.versions, Versions::All) == Versions::Current
            }
        };
        there.then_some(rest)
    }

    /// The conditions on a report's row `h`, and on an attribution's `a`, but for those that are seen to
    /// elsewhere.
    pub fn conditions(&self, seen_to: &[Filter], sql: &mut Sql) {
        let left = |filter: Filter| !seen_to.contains(&filter);
        if self.versions == Versions::Current {
            sql.and("h.current = 1", []);
        }
        if let Some(since) = &self.since {
            sql.and("h.day >= ?", [Value::from(since.clone())]);
        }
        if let Some(until) = &self.until {
            sql.and("h.day <= ?", [Value::from(until.clone())]);
        }
        if let Some(lang) = &self.lang {
            sql.and("h.lang = ?", [Value::from(lang.clone())]);
        }
        if let Some(agency) = &self.agency {
            sql.and("h.agency = ? COLLATE NOCASE", [Value::from(agency.clone())]);
        }
        if let Some(story) = self.story.filter(|_| left(Filter::Story)) {
            sql.and("h.story = ?", [Value::from(story)]);
        }
        if let Some(outlets) = self.outlets.as_ref().filter(|_| left(Filter::Outlet)) {
            let one_of = places(outlets.len());
            let condition = format!(
                "EXISTS (SELECT 1 FROM appearance p WHERE p.outlet IN ({one_of}) AND p.report = h.id)"
            );
            sql.and(&condition, outlets.iter().copied().map(Value::from));
        }
        for (n, keys) in self.mentions.iter().enumerate() {
            let filter = if n == 0 { Filter::Mentions } else { Filter::With };
            if left(filter) || n > 1 {
                mentioned(keys, sql);
            }
        }
        if self.unit == Unit::Attribution {
            self.conditions_on_attribution(seen_to, sql);
        }
        self.conditions_on_words(seen_to, sql);
    }

    fn conditions_on_attribution(&self, seen_to: &[Filter], sql: &mut Sql) {
        let left = |filter: &Filter| !seen_to.contains(filter);
        sql.and("a.rejected = 0", []);
        if let Some(kind) = self.kind {
            sql.and("a.kind = ?", [Value::from(kind.name().to_owned())]);
        }
        if let Some(keys) = self.speaker.as_ref().filter(|_| left(&Filter::Speaker)) {
            let (condition, values) = keys.condition("s");
            let condition = format!(
                "EXISTS (SELECT 1 FROM entity s WHERE s.report = a.report AND s.n = a.entity \
                 AND {condition})"
            );
            sql.and(&condition, values);
        }
        match self.about.as_ref().filter(|_| left(&Filter::About)) {
            Some(About::Keys(keys)) => {
                let (condition, values) = keys.condition("x");
                let condition = format!(
                    "EXISTS (SELECT 1 FROM entity x CROSS JOIN about b ON b.report = x.report \
                     AND b.entity = x.n AND b.attribution = a.n \
                     WHERE x.report = a.report AND {condition})"
                );
                sql.and(&condition, values);
            }
            Some(About::Words(words)) => {
                let condition = "EXISTS (SELECT 1 FROM quote_fts \
                                 WHERE quote_fts MATCH ? AND quote_fts.rowid = a.id)";
                sql.and(condition, words.expression().map(Value::from));
            }
            None => {}
        }
    }

    fn conditions_on_words(&self, seen_to: &[Filter], sql: &mut Sql) {
        let Some(words) = &self.words else { return };
        let (table, id) = match self.scope {
            Scope::Text => ("report_fts", "h.id"),
            Scope::Quotes => ("quote_fts", "a.id"),
        };
        let stands = format!(
            "EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH ? AND {table}.rowid = {id})"
        );
        match (words.expression(), words.negation()) {
            (Some(_), _) if seen_to.contains(&Filter::Words) => {}
            (Some(must), _) => sql.and(&stands, [Value::from(must)]),
            (None, Some(not)) => sql.and(&format!("NOT {stands}"), [Value::from(not)]),
            (None, None) => {}
        }
    }
}

/// The report names one of these.
fn mentioned(keys: &Keys, sql: &mut Sql) {
    // All entities of a report have its day: the index leads straight to the row. For several a
    // look at all of the report's is as good.
    if let [who::Key::Actor(actor)] = keys.0.as_slice() {
        let condition = "EXISTS (SELECT 1 FROM entity m INDEXED BY entity_actor \
                         WHERE m.actor = ? AND m.day IS h.day AND m.report = h.id)";
        return sql.and(condition, [Value::from(*actor)]);
    }
    let (condition, values) = keys.condition("m");
    let condition =
        format!("EXISTS (SELECT 1 FROM entity m WHERE m.report = h.id AND {condition})");
    sql.and(&condition, values);
}

/// The outlets of a host and of those below it.
fn outlets(connection: &Connection, host: &str) -> rusqlite::Result<Vec<i64>> {
    let host = host.trim().to_lowercase();
    let host = host.split_once("://").map_or(host.as_str(), |(_, rest)| rest);
    let host = host.split('/').next().unwrap_or(host);
    let host = host.strip_prefix("www.").unwrap_or(host).trim_matches('.');
    let find =
        "SELECT id FROM outlet WHERE host = ?1 OR substr(host, -length(?2)) = ?2 ORDER BY id";
    let mut find = connection.prepare_cached(find)?;
    find.query_map([host, &format!(".{host}")], |row| row.get(0))?.collect()
}

/// A statement being put together, with its values in order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sql {
    pub text: String,
    pub values: Vec<Value>,
    conditions: usize,
}

impl Sql {
    pub fn new(text: impl Into<String>) -> Sql {
        Sql { text: text.into(), values: Vec::new(), conditions: 0 }
    }

    /// One condition more.
    pub fn and(&mut self, condition: &str, values: impl IntoIterator<Item = Value>) {
        self.text.push_str(if self.conditions == 0 { " WHERE " } else { " AND " });
        self.text.push_str(condition);
        self.values.extend(values);
        self.conditions += 1;
    }
}
