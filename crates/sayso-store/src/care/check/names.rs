//! How often actors bear names: the counts that readings give against those in the store.

use crate::Store;
use crate::corrections::Log;
use crate::prepared::Index;
use std::collections::BTreeSet;

/// Sums of counts; each pair of actor and name goes into one of these. A store has millions of pairs, and
/// a check must not hold them: a wrong count shows in its sum.
const SUMS: usize = 1 << 16;

/// Wrong names that are told.
const MOST: usize = 20;

pub(super) struct Names {
    sums: Vec<i64>,
    /// Whether all readings were counted.
    whole: bool,
}

impl Names {
    pub fn new() -> Names {
        Names { sums: vec![0; SUMS], whole: true }
    }

    /// Some readings cannot be counted.
    pub fn spoil(&mut self) {
        self.whole = false;
    }

    /// Counts what an entity of a reading adds.
    pub fn add(&mut self, bearer: i64, index: &Index, entity: usize) {
        for (name, times) in index.entities.get(entity).into_iter().flat_map(|e| &e.names) {
            *self.sum(bearer, name) += i64::from(*times);
        }
    }

    fn sum(&mut self, actor: i64, name: &str) -> &mut i64 {
        let bucket = bucket(actor, name);
        &mut self.sums[bucket]
    }

    /// What is wrong with the store's counts; `None` where not all readings were counted.
    pub fn wrong(mut self, store: &Store, log: &Log) -> rusqlite::Result<Option<Vec<String>>> {
        let given: BTreeSet<(i64, &str)> = log.names_given().collect();
        let mut wrong = Vec::new();
        let sql = "SELECT u.actor, name.text, u.uses FROM actor_name u \
                   LEFT JOIN name ON name.id = u.name";
        let mut statement = store.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (actor, uses): (i64, i64) = (row.get(0)?, row.get(2)?);
            let name = row.get_ref(1)?.as_str_or_null()?.unwrap_or("");
            *self.sum(actor, name) -= uses;
            if uses <= 0 && !given.contains(&(actor, name)) && wrong.len() < MOST {
                wrong.push(format!("the name {name:?} is kept for an actor whom none calls so"));
            }
        }
        drop(rows);
        if !self.whole {
            return Ok(None);
        }
        if self.sums.iter().all(|sum| *sum == 0) {
            return Ok(Some(wrong));
        }
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let name = row.get_ref(1)?.as_str_or_null()?.unwrap_or("");
            if self.sums[bucket(row.get(0)?, name)] != 0 && wrong.len() < MOST {
                wrong.push(format!(
                    "the uses of the name {name:?}, or of one beside it, are miscounted"
                ));
            }
        }
        if wrong.is_empty() {
            wrong.push(String::from("some names that readings use are not counted"));
        }
        Ok(Some(wrong))
    }
}

/// FNV-1a (Fowler, Noll and Vo), folded.
fn bucket(actor: i64, name: &str) -> usize {
    let bytes = actor.to_le_bytes().into_iter().chain(name.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 32)) as usize % SUMS
}
