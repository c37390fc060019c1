//! Numbers of names, actors and outlets, held in memory while writing.

use crate::prepared::EntityRow;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_model::EntityKind;
use std::collections::{BTreeMap, HashMap};

/// What of the store a writer holds in memory, up to a bound. Forgotten when a batch is taken back.
#[derive(Debug)]
pub(crate) struct Held {
    bound: usize,
    names: HashMap<String, i64>,
    actors: HashMap<String, i64>,
    outlets: HashMap<String, i64>,
    /// How often actors bore names in this batch; less than 0 where readings are replaced.
    uses: BTreeMap<(i64, i64), i64>,
}

impl Held {
    pub fn new(bound: usize) -> Held {
        Held {
            bound,
            names: HashMap::new(),
            actors: HashMap::new(),
            outlets: HashMap::new(),
            uses: BTreeMap::new(),
        }
    }

    pub fn forget(&mut self) {
        *self = Held::new(self.bound);
    }

    /// The number of a name; it is put into the store where it is new.
    pub fn name(&mut self, connection: &Connection, text: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.names.get(text) {
            return Ok(*id);
        }
        let id = name_id(connection, text)?;
        hold(&mut self.names, self.bound, text, id);
        Ok(id)
    }

    /// The number of the actor that an entity is; `None` where it has no key.
    pub fn actor(
        &mut self,
        connection: &Connection,
        entity: &EntityRow,
    ) -> rusqlite::Result<Option<i64>> {
        let Some(key) = entity.key.as_deref() else { return Ok(None) };
        if let Some(id) = self.actors.get(key) {
            return Ok(Some(*id));
        }
        let find = "SELECT id FROM actor WHERE key = ?1";
        let found = connection.prepare_cached(find)?.query_row([key], |r| r.get(0)).optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                let add = "INSERT INTO actor (key, kind, name, country, qid, geonames) \
                           VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
                connection.prepare_cached(add)?.execute(params![
                    key,
                    EntityKind::name(entity.kind),
                    entity.name,
                    entity.country,
                    entity.qid,
                    entity.geonames,
                ])?;
                connection.last_insert_rowid()
            }
        };
        hold(&mut self.actors, self.bound, key, id);
        Ok(Some(id))
    }

    /// The number of an outlet.
    pub fn outlet(&mut self, connection: &Connection, host: &str) -> rusqlite::Result<i64> {
        if let Some(id) = self.outlets.get(host) {
            return Ok(*id);
        }
        let add = "INSERT INTO outlet (host) VALUES (?1) ON CONFLICT DO NOTHING";
        connection.prepare_cached(add)?.execute([host])?;
        let find = "SELECT id FROM outlet WHERE host = ?1";
        let id = connection.prepare_cached(find)?.query_row([host], |r| r.get(0))?;
        hold(&mut self.outlets, self.bound, host, id);
        Ok(id)
    }

    /// Counts that an actor bears a name.
    pub fn uses(&mut self, actor: i64, name: i64, times: i64) {
        *self.uses.entry((actor, name)).or_insert(0) += times;
    }

    /// Writes the counts of this batch.
    pub fn write_uses(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let add = "INSERT INTO actor_name (actor, name, uses) VALUES (?1, ?2, ?3) \
                   ON CONFLICT (actor, name) DO UPDATE SET uses = uses + excluded.uses";
        let mut add = connection.prepare_cached(add)?;
        let gone = "DELETE FROM actor_name WHERE actor = ?1 AND name = ?2 AND uses <= 0";
        let mut gone = connection.prepare_cached(gone)?;
        for ((actor, name), uses) in std::mem::take(&mut self.uses) {
            if uses != 0 {
                add.execute(params![actor, name, uses])?;
            }
            if uses < 0 {
                gone.execute([actor, name])?;
            }
        }
        Ok(())
    }
}

/// The number of a name; it is put into the store where it is new.
pub(crate) fn name_id(connection: &Connection, text: &str) -> rusqlite::Result<i64> {
    let find = "SELECT id FROM name WHERE text = ?1";
    let found = connection.prepare_cached(find)?.query_row([text], |row| row.get(0)).optional()?;
    if let Some(id) = found {
        return Ok(id);
    }
    connection.prepare_cached("INSERT INTO name (text) VALUES (?1)")?.execute([text])?;
    let id = connection.last_insert_rowid();
    let index = "INSERT INTO name_fts (rowid, text) VALUES (?1, ?2)";
    connection.prepare_cached(index)?.execute(params![id, text])?;
    Ok(id)
}

/// Keeps a number, and memory bounded: a full table is begun anew.
fn hold(table: &mut HashMap<String, i64>, bound: usize, key: &str, id: i64) {
    if table.len() >= bound {
        table.clear();
    }
    table.insert(key.to_owned(), id);
}
