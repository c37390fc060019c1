//! Why nothing was found.

use super::filters::Filters;
use super::hit::{Named, Nobody, Nothing, Without};
use super::query::Filter;
use super::{near, plan};
use crate::error::{Doing, Result};
use rusqlite::Connection;

const DOING: &str = "looking why nothing was found";

/// Leaves out each condition in turn and counts what there is then.
pub(super) fn explain(
    connection: &Connection,
    filters: &Filters,
    named: &[Named],
) -> Result<Nothing> {
    let mut without = Vec::new();
    for filter in Filter::ALL {
        let Some(rest) = filters.without(filter) else { continue };
        let hits = plan::count(connection, &rest).doing(DOING)?;
        // That there were no older versions either is worth no line.
        if filter != Filter::Versions || hits.count > 0 {
            without.push(Without { filter, hits });
        }
    }
    let mut nobody = Vec::new();
    for whom in named.iter().filter(|whom| whom.is_nobody()) {
        // What nobody bears was looked for as words.
        let near = near::names(connection, &whom.name).doing(DOING)?;
        nobody.push(Nobody { filter: whom.filter, name: whom.name.clone(), near });
    }
    Ok(Nothing { without, nobody })
}
