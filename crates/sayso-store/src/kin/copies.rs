//! Copies of one dispatch: found, put together, and the original chosen among them.

use super::{Newcomer, candidates, index};
use crate::Settings;
use rusqlite::{Connection, OptionalExtension, params};
use sayso_story::{Member, Sketch, original};

/// Copies of one text among which the original is chosen anew; beyond, the one chosen stays.
const MOST_MEMBERS: usize = 200;

/// Reports that a new one is compared with: of many that share keys, those that share most.
const MOST_COMPARED: usize = 8;

/// The part of a text that has to stand in another to be found through it.
const WHOLE: f32 = 0.95;

/// A report that the new one is a copy of.
struct Found {
    report: i64,
    /// The part of the new one that stands in it.
    inside: f32,
    likeness: f32,
}

/// Keeps the sketch of a new report and puts it to its copies. Gives the copy that it is most like, and
/// the original of them all: the report itself where it is none's copy.
pub(super) fn find(
    connection: &Connection,
    settings: &Settings,
    newcomer: &Newcomer<'_>,
) -> rusqlite::Result<(Option<i64>, i64)> {
    let sketch = &newcomer.prepared.kin.sketch;
    let keys = sketch.keys();
    let holders = "SELECT report FROM sketch_key WHERE key = ?1 ORDER BY report DESC LIMIT ?2";
    let mut copies: Vec<Found> = Vec::new();
    let mut groups: Vec<i64> = Vec::new();
    // From the index alone: the rows hold the texts.
    let group = "SELECT original FROM report INDEXED BY report_head WHERE id = ?1";
    let mut group = connection.prepare_cached(group)?;
    let body = "SELECT body FROM sketch WHERE report = ?1";
    let mut body = connection.prepare_cached(body)?;
    for candidate in
        candidates(connection, settings, holders, &keys)?.into_iter().take(MOST_COMPARED)
    {
        let group: i64 = group.query_row([candidate], |row| row.get(0))?;
        // A copy of what is a copy already says nothing new.
        if groups.contains(&group) {
            continue;
        }
        let bytes: Option<Vec<u8>> = body.query_row([candidate], |row| row.get(0)).optional()?;
        let Some(bytes) = bytes else { continue };
        // A sketch of another version is compared with nothing; `sayso store reread` makes it anew.
        let Ok(other) = Sketch::from_bytes(&bytes) else { continue };
        let overlap = sketch.compare(&other);
        if overlap.is_copy() {
            let likeness = overlap.in_a.max(overlap.in_b);
            copies.push(Found { report: candidate, inside: overlap.in_a, likeness });
            groups.push(group);
        }
    }
    let add = "INSERT INTO sketch (report, body) VALUES (?1, ?2)";
    connection.prepare_cached(add)?.execute(params![newcomer.report, sketch.to_bytes()])?;
    // What stands whole in a copy that is there is found through that one.
    if !copies.iter().any(|copy| copy.inside >= WHOLE) {
        let add = "INSERT INTO sketch_key (key, report) VALUES (?1, ?2)";
        index(connection, add, &keys, newcomer.report)?;
    }
    if groups.is_empty() {
        return Ok((None, newcomer.report));
    }
    let original = join(connection, newcomer, &groups)?;
    copies.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(a.report.cmp(&b.report)));
    Ok((copies.first().map(|copy| copy.report), original))
}

/// Puts a report, which has no row yet, and groups of copies together, and names their original.
fn join(connection: &Connection, newcomer: &Newcomer<'_>, groups: &[i64]) -> rusqlite::Result<i64> {
    let mut all = Vec::new();
    let members = "SELECT report.id, report.published, report.words, report.agency, outlet.host \
                   FROM report LEFT JOIN outlet ON outlet.id = report.outlet \
                   WHERE report.original = ?1 ORDER BY report.id LIMIT ?2";
    let mut members = connection.prepare_cached(members)?;
    for group in groups {
        let mut rows = members.query(params![group, MOST_MEMBERS])?;
        while let Some(row) = rows.next()? {
            let host: Option<String> = row.get(4)?;
            all.push(Copy {
                report: row.get(0)?,
                published: row.get::<_, Option<String>>(1)?.as_deref().and_then(minutes),
                words: row.get(2)?,
                agency: row.get(3)?,
                outlet: host.map(|host| label(&host).to_owned()),
            });
        }
    }
    let Newcomer { report, prepared, .. } = newcomer;
    all.push(Copy {
        report: *report,
        published: prepared.head.published.as_deref().and_then(minutes),
        words: u32::try_from(prepared.head.words).unwrap_or(u32::MAX),
        agency: prepared.head.agency.clone(),
        outlet: prepared.outlet.as_deref().map(|host| label(host).to_owned()),
    });
    let chosen = match groups.first() {
        Some(group) if all.len() > MOST_MEMBERS => *group,
        _ => {
            let members: Vec<Member<'_>> = all.iter().map(Copy::member).collect();
            all.get(original(&members)).map_or(*report, |copy| copy.report)
        }
    };
    let mut settle =
        connection.prepare_cached("UPDATE report SET original = ?1 WHERE original = ?2")?;
    for group in groups.iter().filter(|group| **group != chosen) {
        settle.execute(params![chosen, group])?;
    }
    Ok(chosen)
}

struct Copy {
    report: i64,
    published: Option<i64>,
    words: u32,
    agency: Option<String>,
    outlet: Option<String>,
}

impl Copy {
    fn member(&self) -> Member<'_> {
        Member {
            published: self.published,
            words: self.words,
            agency: self.agency.as_deref(),
            outlet: self.outlet.as_deref(),
        }
    }
}

/// The name of a host's owner: of `www.ats.ch` the `ats`.
fn label(host: &str) -> &str {
    host.rsplit('.').nth(1).unwrap_or(host)
}

/// Minutes since 1970 of an ISO date: of a day its beginning, UTC where it has a zone.
fn minutes(published: &str) -> Option<i64> {
    let day = i64::from(sayso_story::day(published)?) * 24 * 60;
    let Some((_, clock)) = published.split_once('T') else { return Some(day) };
    let number = |from: usize| clock.get(from..from + 2)?.parse::<i64>().ok();
    let (Some(hour), Some(minute)) = (number(0), number(3)) else { return Some(day) };
    let zone = clock.rfind(['+', '-']).and_then(|at| {
        let sign = if clock.get(at..=at)? == "-" { -1 } else { 1 };
        let digits: String = clock.get(at + 1..)?.chars().filter(char::is_ascii_digit).collect();
        let hours: i64 = digits.get(..2)?.parse().ok()?;
        Some(sign * (hours * 60 + digits.get(2..4).and_then(|m| m.parse().ok()).unwrap_or(0)))
    });
    Some(day + hour * 60 + minute - zone.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::{label, minutes};

    #[test]
    fn zones_are_taken_into_account() {
        let at = |date| minutes(date).expect("a date");
        assert_eq!(at("2024-03-14T18:42+01:00"), at("2024-03-14T17:42:00Z"));
        assert_eq!(at("2024-03-14T00:30-0500"), at("2024-03-14T05:30"));
        assert_eq!(at("2024-03-14T00:00"), at("2024-03-14"));
        assert_eq!(minutes("hier"), None);
    }

    #[test]
    fn a_host_is_called_by_its_owner() {
        assert_eq!(label("news.ats.ch"), "ats");
        assert_eq!(label("localhost"), "localhost");
    }
}
