//! What a store holds as one number, to tell whether two hold the same.

use crate::error::{Doing, Result};
use crate::{Hash, Store};
use rusqlite::types::ValueRef;

const DOING: &str = "taking the store's digest";

/// Tables of which nothing is told: when something was fetched is all they hold.
const LEFT_OUT: [&str; 2] = ["feed", "page"];

/// Columns that say when something was done.
const WHEN: [(&str, &str); 3] =
    [("appearance", "fetched"), ("correction", "made"), ("correction", "undone")];

impl Store {
    /// A hash over all rows of all tables, by their keys. Two runs over the same input give the same,
    /// whenever they ran, however often they were stopped, and wherever batches ended.
    ///
    /// Left out: when something was fetched or corrected, what feeds and servers said last, and how the
    /// full-text indexes lie in the file (`check` holds their content to the rows).
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn digest(&self) -> Result<Hash> {
        let mut hasher = blake3::Hasher::new();
        for table in self.tables()? {
            let columns = self.columns(&table)?;
            hasher.update(table.as_bytes());
            let names: Vec<&str> = columns.iter().map(|c| c.name.as_str()).collect();
            let mut keys: Vec<&Column> = columns.iter().filter(|c| c.key > 0).collect();
            keys.sort_by_key(|c| c.key);
            let keys: Vec<&str> = keys.iter().map(|c| c.name.as_str()).collect();
            let sql =
                format!("SELECT {} FROM {table} ORDER BY {}", names.join(", "), keys.join(", "));
            let mut statement = self.connection.prepare(&sql).doing(DOING)?;
            let mut rows = statement.query([]).doing(DOING)?;
            while let Some(row) = rows.next().doing(DOING)? {
                for n in 0..columns.len() {
                    add(&mut hasher, row.get_ref(n).doing(DOING)?);
                }
            }
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Ok(Hash(hash))
    }

    /// The tables that hold rows of their own, by name.
    fn tables(&self) -> Result<Vec<String>> {
        let all = "SELECT name FROM pragma_table_list \
                   WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        let mut all = self.connection.prepare(all).doing(DOING)?;
        let all: rusqlite::Result<Vec<String>> =
            all.query_map([], |row| row.get(0)).doing(DOING)?.collect();
        let mut all = all.doing(DOING)?;
        all.retain(|table| !LEFT_OUT.contains(&table.as_str()));
        Ok(all)
    }

    fn columns(&self, table: &str) -> Result<Vec<Column>> {
        let all = "SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid";
        let mut all = self.connection.prepare(all).doing(DOING)?;
        let column = |row: &rusqlite::Row<'_>| Ok(Column { name: row.get(0)?, key: row.get(1)? });
        let all: rusqlite::Result<Vec<Column>> =
            all.query_map([table], column).doing(DOING)?.collect();
        let mut all = all.doing(DOING)?;
        all.retain(|column| !WHEN.contains(&(table, column.name.as_str())));
        Ok(all)
    }
}

struct Column {
    name: String,
    /// Its place in the primary key, from 1 on; 0 where it is not part of it.
    key: i64,
}

/// A value with its type and length, so that no two rows give the same bytes.
fn add(hasher: &mut blake3::Hasher, value: ValueRef<'_>) {
    let sized = |hasher: &mut blake3::Hasher, kind: u8, bytes: &[u8]| {
        hasher.update(&[kind]);
        hasher.update(&(bytes.len() as u64).to_le_bytes());
        hasher.update(bytes);
    };
    match value {
        ValueRef::Null => sized(hasher, 0, &[]),
        ValueRef::Integer(number) => sized(hasher, 1, &number.to_le_bytes()),
        ValueRef::Real(number) => sized(hasher, 2, &number.to_bits().to_le_bytes()),
        ValueRef::Text(text) => sized(hasher, 3, text),
        ValueRef::Blob(bytes) => sized(hasher, 4, bytes),
    }
}
