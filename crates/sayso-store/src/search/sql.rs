//! From which rows a search sets out, as SQL.

use super::filters::{About, Filters, Sql, Unit};
use super::query::{Filter, Scope, Sort};
use super::who::{Key, places};
use rusqlite::types::Value;

/// The rows that a search walks, looking at each whether the other conditions hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Driver {
    /// All reports, by date.
    Days,
    /// One report.
    One(i64),
    /// Those of a story.
    Story(i64),
    /// Those that an outlet carried.
    Outlet(Vec<i64>),
    /// Those that the words stand in.
    Words(String),
    /// What is said with the words that it is to be about.
    AboutWords(String),
    /// Where somebody is named, speaks, or is spoken of; by date.
    Actor(Filter, Key),
}

impl Driver {
    /// The condition that holds by itself along these rows.
    pub fn driven(&self) -> Option<Filter> {
        match self {
            Driver::Days | Driver::One(_) => None,
            Driver::Story(_) => Some(Filter::Story),
            Driver::Outlet(_) => Some(Filter::Outlet),
            Driver::Words(_) => Some(Filter::Words),
            Driver::AboutWords(_) => Some(Filter::About),
            Driver::Actor(filter, _) => Some(*filter),
        }
    }
}

/// Who sees to it that the words stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordsBy {
    /// The statement.
    Statement,
    /// Whoever goes through what it gives.
    Walker,
}

/// What a statement gives for each match: a report, the place of an attribution in it or NULL, the
/// day, the original, the saying, the score, the row that words stand in. `scored` is an expression for the
/// score.
pub(super) fn select(filters: &Filters, driver: &Driver, words: WordsBy, scored: &str) -> Sql {
    let said = filters.unit == Unit::Attribution;
    let head = "CROSS JOIN report h INDEXED BY report_head ON h.id";
    let (from, joined) = from(filters, driver, head);
    let (place, saying) = if said { ("a.n", "a.saying") } else { ("NULL", "0") };
    let row = if filters.scope == Scope::Quotes { "a.id" } else { "h.id" };
    let mut text =
        format!("SELECT h.id, {place}, h.day, h.original, {saying}, {scored}, {row} FROM {from}");
    if said && joined == Joined::No {
        text.push_str(" CROSS JOIN attribution a ON a.report = h.id");
    }
    let mut sql = Sql::new(text);
    own(filters, driver, &mut sql);
    let mut seen_to: Vec<Filter> = driver.driven().into_iter().collect();
    if words == WordsBy::Walker {
        seen_to.push(Filter::Words);
    }
    filters.conditions(&seen_to, &mut sql);
    sql
}

/// Whether attributions are joined already.
#[derive(PartialEq)]
enum Joined {
    Yes,
    No,
}

fn from(filters: &Filters, driver: &Driver, head: &str) -> (String, Joined) {
    let quotes = || {
        let from = format!(
            "quote_fts CROSS JOIN attribution a ON a.id = quote_fts.rowid {head} = a.report"
        );
        (from, Joined::Yes)
    };
    match driver {
        Driver::Days => (String::from("report h INDEXED BY report_day"), Joined::No),
        Driver::One(_) => (String::from("report h INDEXED BY report_head"), Joined::No),
        Driver::Story(_) => (String::from("report h INDEXED BY report_story"), Joined::No),
        Driver::Outlet(_) => {
            let from = format!(
                "(SELECT DISTINCT report FROM appearance INDEXED BY appearance_outlet \
                 WHERE outlet IN (#)) p {head} = p.report"
            );
            (from, Joined::No)
        }
        Driver::Words(_) if filters.scope == Scope::Text => {
            (format!("report_fts {head} = report_fts.rowid"), Joined::No)
        }
        Driver::Words(_) | Driver::AboutWords(_) => quotes(),
        Driver::Actor(filter, key) => {
            let index = match (key, filter) {
                (Key::Name(_), _) => "entity_name",
                (Key::Actor(_), Filter::Speaker) => "entity_speaker",
                (Key::Actor(_), _) => "entity_actor",
            };
            let from = format!("entity e INDEXED BY {index} {head} = e.report");
            match filter {
                Filter::Speaker => {
                    let said = "CROSS JOIN attribution a ON a.report = e.report AND a.entity = e.n";
                    (format!("{from} {said}"), Joined::Yes)
                }
                Filter::About => {
                    let about = "CROSS JOIN about b ON b.report = e.report AND b.entity = e.n \
                                 CROSS JOIN attribution a ON a.report = b.report AND a.n = b.attribution";
                    (format!("{from} {about}"), Joined::Yes)
                }
                _ => (from, Joined::No),
            }
        }
    }
}

/// The driver's own condition, which stands first.
fn own(filters: &Filters, driver: &Driver, sql: &mut Sql) {
    let fts = |table: &str, words: &str, sql: &mut Sql| {
        sql.and(&format!("{table} MATCH ?"), [Value::from(words.to_owned())]);
    };
    match driver {
        Driver::Days => {}
        Driver::One(report) => sql.and("h.id = ?", [Value::from(*report)]),
        Driver::Story(story) => sql.and("h.story = ?", [Value::from(*story)]),
        Driver::Outlet(outlets) => {
            sql.text = sql.text.replacen('#', &places(outlets.len()), 1);
            sql.values.extend(outlets.iter().copied().map(Value::from));
        }
        Driver::Words(words) if filters.scope == Scope::Text => fts("report_fts", words, sql),
        Driver::Words(words) | Driver::AboutWords(words) => fts("quote_fts", words, sql),
        Driver::Actor(filter, key) => {
            match key {
                Key::Actor(actor) => sql.and("e.actor = ?", [Value::from(*actor)]),
                Key::Name(name) => {
                    sql.and("e.name = ? AND e.actor IS NULL", [Value::from(*name)]);
                }
            }
            if *filter == Filter::Speaker {
                sql.and("e.said > 0", []);
            }
            for (bound, than) in [(&filters.since, ">="), (&filters.until, "<=")] {
                if let Some(bound) = bound {
                    sql.and(&format!("e.day {than} ?"), [Value::from(bound.clone())]);
                }
            }
        }
    }
}

/// The order of a walk by date, which the driver's index has already.
pub(super) fn by_date(driver: &Driver, sort: Sort) -> &'static str {
    let actor = matches!(driver, Driver::Actor(..));
    match (actor, sort) {
        (true, Sort::Oldest) => " ORDER BY e.day NULLS LAST, e.report",
        (true, _) => " ORDER BY e.day DESC, e.report DESC",
        (false, Sort::Oldest) => " ORDER BY h.day NULLS LAST, h.id",
        (false, _) => " ORDER BY h.day DESC, h.id DESC",
    }
}

/// The rows from which a search may set out beside those that the words stand in, each way with those of
/// all keys.
pub(super) fn drivers(filters: &Filters) -> Vec<Vec<Driver>> {
    let mut ways = Vec::new();
    let keys = |filter: Filter, keys: &[Key]| -> Vec<Driver> {
        keys.iter().map(|key| Driver::Actor(filter, *key)).collect()
    };
    if let Some(speaker) = &filters.speaker {
        ways.push(keys(Filter::Speaker, &speaker.0));
    }
    match &filters.about {
        Some(About::Keys(about)) => ways.push(keys(Filter::About, &about.0)),
        Some(About::Words(about)) => {
            ways.extend(about.expression().map(|words| vec![Driver::AboutWords(words)]));
        }
        None => {}
    }
    for (mentions, filter) in filters.mentions.iter().zip([Filter::Mentions, Filter::With]) {
        ways.push(keys(filter, &mentions.0));
    }
    if let Some(outlets) = &filters.outlets {
        ways.push(vec![Driver::Outlet(outlets.clone())]);
    }
    if let Some(story) = filters.story {
        ways.push(vec![Driver::Story(story)]);
    }
    ways
}

/// The numbers of the rows that the words stand in.
pub(super) fn words(filters: &Filters, words: &str) -> Sql {
    let table = match filters.scope {
        Scope::Text => "report_fts",
        Scope::Quotes => "quote_fts",
    };
    let mut sql = Sql::new(format!("SELECT rowid FROM {table}"));
    sql.and(&format!("{table} MATCH ?"), [Value::from(words.to_owned())]);
    sql
}

/// How well the words stand there, as an expression, and in which table. BM25, with a title's words
/// counting more, as its own are few.
pub(super) fn score(filters: &Filters) -> (&'static str, &'static str) {
    match filters.scope {
        Scope::Text => ("bm25(report_fts, 4.0, 1.0)", "report_fts"),
        Scope::Quotes => ("bm25(quote_fts)", "quote_fts"),
    }
}

/// The scores of these rows. The sign before `rowid` makes it one pass over the words' rows: a look-up
/// a row would count the words in the whole table for each.
pub(super) fn scores(filters: &Filters, words: String, rows: &[i64]) -> Sql {
    let (score, table) = score(filters);
    let mut sql = Sql::new(format!("SELECT {table}.rowid, {score} FROM {table}"));
    sql.and(&format!("{table} MATCH ?"), [Value::from(words)]);
    let list = format!("[{}]", rows.iter().map(i64::to_string).collect::<Vec<_>>().join(","));
    let among = format!("+{table}.rowid IN (SELECT value FROM json_each(?))");
    sql.and(&among, [Value::from(list)]);
    sql
}

/// Counts the rows of a driver up to a bound.
pub(super) fn count_rows(filters: &Filters, driver: &Driver, bound: usize) -> Sql {
    let mut sql = match driver {
        Driver::Days | Driver::One(_) => Sql::new("SELECT 1 FROM report h"),
        Driver::Story(_) => Sql::new("SELECT 1 FROM report h INDEXED BY report_story"),
        Driver::Outlet(outlets) => {
            let mut sql = Sql::new("SELECT 1 FROM appearance INDEXED BY appearance_outlet");
            let outlets = outlets.iter().copied().map(Value::from);
            sql.and(&format!("outlet IN ({})", places(outlets.len())), outlets);
            sql
        }
        Driver::Words(_) if filters.scope == Scope::Text => Sql::new("SELECT 1 FROM report_fts"),
        Driver::Words(_) | Driver::AboutWords(_) => Sql::new("SELECT 1 FROM quote_fts"),
        Driver::Actor(filter, key) => Sql::new(match (key, filter) {
            (Key::Name(_), _) => "SELECT 1 FROM entity e INDEXED BY entity_name",
            (_, Filter::Speaker) => "SELECT 1 FROM entity e INDEXED BY entity_speaker",
            _ => "SELECT 1 FROM entity e INDEXED BY entity_actor",
        }),
    };
    if !matches!(driver, Driver::Outlet(_)) {
        own(filters, driver, &mut sql);
    }
    sql.text = format!("SELECT count(*) FROM ({} LIMIT {bound})", sql.text);
    sql
}
