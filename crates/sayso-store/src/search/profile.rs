//! Who somebody is in the store: names, company, what they speak about, and when.

use super::hit::{ActorBrief, Named, Nobody};
use super::near;
use super::query::Filter;
use super::who::{self, Key};
use crate::Store;
use crate::error::{Doing, Result};
use rusqlite::{Connection, params};
use serde::Serialize;

const DOING: &str = "reading about an actor";

/// Others that are listed.
const MOST: usize = 10;

/// Reports that are looked at for whom somebody appears with; of more, the newest.
const LOOKED_AT: usize = 5000;

/// Whom a name stands for, and all about the one in most reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Profile {
    /// Whom the name stands for.
    pub named: Named,
    /// The one in most reports; `None` where nobody known from other reports bears the name.
    pub actor: Option<ActorProfile>,
    /// Names that are spelt much like it, where nobody bears it.
    pub nobody: Option<Nobody>,
}

/// Somebody across reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActorProfile {
    /// What finds this one alone.
    pub key: String,
    /// The name.
    pub name: String,
    /// What it is: `person`, `body`, `state`, `place`.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Wikidata item.
    pub qid: Option<String>,
    /// GeoNames id.
    pub geonames: Option<i64>,
    /// What reports call it, and how often.
    pub names: Vec<NameUses>,
    /// In how many reports.
    pub reports: u64,
    /// How often they name it.
    pub mentions: u64,
    /// How many attributions have it for their speaker.
    pub attributions: u64,
    /// How many attributions of others name it in their words.
    pub said_about: u64,
    /// The day of the first report.
    pub first: Option<String>,
    /// The day of the last.
    pub last: Option<String>,
    /// Whom it speaks about most: in so many attributions.
    pub about: Vec<Company>,
    /// With whom it appears most: in so many reports.
    pub with: Vec<Company>,
    /// Set where there are more reports than were looked at for the two: so many, the newest.
    pub looked_at: Option<usize>,
    /// Month by month.
    pub months: Vec<Month>,
}

/// A name, and how often it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NameUses {
    /// The name.
    pub name: String,
    /// So many times.
    pub uses: u64,
}

/// Somebody else, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Company {
    /// Who.
    #[serde(flatten)]
    pub actor: ActorBrief,
    /// So many times.
    pub times: u64,
}

/// A month of reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// `2022-12`.
    pub month: String,
    /// Reports that name it.
    pub reports: u64,
    /// Attributions to it in them.
    pub attributions: u64,
}

impl Store {
    /// All that the store has on whom a name, a key or a Wikidata item stands for.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn profile(&self, name: &str) -> Result<Profile> {
        let connection = &self.connection;
        let (keys, named) = who::find(connection, Filter::Mentions, name)?;
        let actor = keys.0.iter().find_map(|key| match key {
            Key::Actor(actor) => Some(*actor),
            Key::Name(_) => None,
        });
        let actor = actor.map(|actor| self::actor(connection, actor)).transpose().doing(DOING)?;
        let nobody = match named.is_nobody() {
            true => {
                let near = near::names(connection, &named.name).doing(DOING)?;
                Some(Nobody { filter: Filter::Mentions, name: named.name.clone(), near })
            }
            false => None,
        };
        Ok(Profile { named, actor, nobody })
    }
}

fn actor(connection: &Connection, id: i64) -> rusqlite::Result<ActorProfile> {
    let find = "SELECT key, name, kind, country, qid, geonames FROM actor WHERE id = ?1";
    let mut actor = connection.prepare_cached(find)?.query_row([id], |row| {
        Ok(ActorProfile {
            key: row.get(0)?,
            name: row.get(1)?,
            kind: row.get(2)?,
            country: row.get(3)?,
            qid: row.get(4)?,
            geonames: row.get(5)?,
            names: Vec::new(),
            reports: 0,
            mentions: 0,
            attributions: 0,
            said_about: 0,
            first: None,
            last: None,
            about: Vec::new(),
            with: Vec::new(),
            looked_at: None,
            months: Vec::new(),
        })
    })?;
    // Rows of contents that stand nowhere any more are left out.
    let rows = "FROM entity e INDEXED BY entity_actor \
                CROSS JOIN report h INDEXED BY report_head ON h.id = e.report \
                WHERE e.actor = ?1 AND h.current = 1";
    let sums = format!(
        "SELECT count(DISTINCT e.report), coalesce(sum(e.mentions), 0), coalesce(sum(e.said), 0), \
         min(e.day), max(e.day) {rows}"
    );
    connection.prepare_cached(&sums)?.query_row([id], |row| {
        actor.reports = row.get(0)?;
        actor.mentions = row.get(1)?;
        actor.attributions = row.get(2)?;
        actor.first = row.get(3)?;
        actor.last = row.get(4)?;
        Ok(())
    })?;
    let months = format!(
        "SELECT substr(e.day, 1, 7), count(DISTINCT e.report), sum(e.said) {rows} \
         AND length(e.day) >= 7 GROUP BY 1 ORDER BY 1"
    );
    let mut months = connection.prepare_cached(&months)?;
    let months = months.query_map([id], |row| {
        Ok(Month { month: row.get(0)?, reports: row.get(1)?, attributions: row.get(2)? })
    })?;
    actor.months = months.collect::<rusqlite::Result<_>>()?;
    actor.names = names(connection, id)?;
    let about = "SELECT count(*) FROM entity e INDEXED BY entity_actor \
                 CROSS JOIN about b ON b.report = e.report AND b.entity = e.n \
                 CROSS JOIN attribution a ON a.report = b.report AND a.n = b.attribution \
                 WHERE e.actor = ?1 AND a.rejected = 0 AND a.entity IS NOT e.n";
    actor.said_about = connection.prepare_cached(about)?.query_row([id], |row| row.get(0))?;
    actor.looked_at = (actor.reports > LOOKED_AT as u64).then_some(LOOKED_AT);
    let newest = |index: &str, said: &str| {
        format!(
            "(SELECT report, n FROM entity INDEXED BY {index} WHERE actor = ?1{said} \
             ORDER BY day DESC, report DESC LIMIT {LOOKED_AT}) e"
        )
    };
    let with = format!(
        "SELECT o.actor, count(DISTINCT o.report) AS times FROM {} \
         CROSS JOIN entity o ON o.report = e.report \
         WHERE o.actor IS NOT NULL AND o.actor <> ?1 GROUP BY o.actor \
         ORDER BY times DESC, o.actor LIMIT {MOST}",
        newest("entity_actor", "")
    );
    actor.with = company(connection, &with, id)?;
    let about = format!(
        "SELECT o.actor, count(*) AS times FROM {} \
         CROSS JOIN attribution a ON a.report = e.report AND a.entity = e.n \
         CROSS JOIN about b ON b.report = a.report AND b.attribution = a.n \
         CROSS JOIN entity o ON o.report = b.report AND o.n = b.entity \
         WHERE a.rejected = 0 AND o.actor IS NOT NULL AND o.actor <> ?1 GROUP BY o.actor \
         ORDER BY times DESC, o.actor LIMIT {MOST}",
        newest("entity_speaker", " AND said > 0")
    );
    actor.about = company(connection, &about, id)?;
    Ok(actor)
}

/// The names of an actor, those of whom it was merged with among them.
fn names(connection: &Connection, id: i64) -> rusqlite::Result<Vec<NameUses>> {
    let find = format!(
        "SELECT name.text, sum(uses) AS uses FROM actor_name JOIN name ON name.id = actor_name.name \
         WHERE actor_name.actor = ?1 OR actor_name.actor IN (SELECT id FROM actor WHERE into_ = ?1) \
         GROUP BY name.id ORDER BY uses DESC, name.text LIMIT {}",
        2 * MOST
    );
    let mut find = connection.prepare_cached(&find)?;
    find.query_map([id], |row| Ok(NameUses { name: row.get(0)?, uses: row.get(1)? }))?.collect()
}

fn company(connection: &Connection, sql: &str, id: i64) -> rusqlite::Result<Vec<Company>> {
    let mut find = connection.prepare_cached(sql)?;
    let rows = find.query_map(params![id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut company = Vec::new();
    for row in rows {
        let (other, times): (i64, u64) = row?;
        company.extend(who::brief(connection, other)?.map(|actor| Company { actor, times }));
    }
    Ok(company)
}
