//! A reading out of the store, with what people put right.

use super::log::{Log, Place, Resolved};
use super::make::shortened;
use crate::Store;
use crate::error::{Doing, Result};
use rusqlite::Row;
use sayso_model::wire::CodePoints;
use sayso_model::{AttributionId, Document, Note, NoteCode, Reading, Span};
use std::collections::BTreeMap;

const DOING: &str = "reading a report";

impl Store {
    /// A report and its reading with corrections honoured: attributions that were rejected are left out
    /// (and the others numbered anew), entities have the name, key and links of who they are. A note
    /// [`NoteCode::Corrected`] tells of each change, and which corrections made it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`](crate::StoreError::NotFound) where there is no such report;
    /// [`StoreError::Damaged`](crate::StoreError::Damaged) where its reading cannot be unpacked.
    pub fn reading(&self, report: i64) -> Result<(Document, Reading)> {
        let stored = self.stored(report)?;
        let (document, mut reading) = (stored.document, stored.reading);
        let log = Log::read(&self.connection).doing(DOING)?;
        let mut notes = entities(self, &log, report, &mut reading)?;
        notes.extend(without_rejected(&log, report, &document, &mut reading));
        reading.notes.append(&mut notes);
        Ok((document, reading))
    }
}

/// Makes entities those that they are.
fn entities(store: &Store, log: &Log, report: i64, reading: &mut Reading) -> Result<Vec<Note>> {
    let sql = "SELECT entity.n, entity.read, report.outlet, entity.day \
               FROM entity JOIN report ON report.id = entity.report \
               WHERE entity.report = ?1 AND entity.read IS NOT NULL ORDER BY entity.n";
    let resolved = |row: &Row<'_>| -> rusqlite::Result<(usize, i64, Resolved)> {
        let place = Place { report, outlet: row.get(2)?, day: row.get_ref(3)?.as_str_or_null()? };
        let read = row.get(1)?;
        Ok((row.get(0)?, read, log.resolve(read, place)))
    };
    let mut statement = store.connection.prepare_cached(sql).doing(DOING)?;
    let rows = statement.query_map([report], resolved).doing(DOING)?;
    let mut notes = Vec::new();
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    for row in rows {
        let (n, read, is) = row.doing(DOING)?;
        let (Some(entity), Some(actor)) = (reading.entities.get_mut(n), is.actor) else { continue };
        if is.by.is_empty() {
            continue;
        }
        let known = store.actor_row(actor)?;
        let before = std::mem::replace(&mut entity.name, known.name);
        if actor != read {
            entity.key = Some(known.key);
            entity.qid = known.qid;
            entity.geonames = known.geonames.and_then(|id| u32::try_from(id).ok());
            // Of somebody who was set apart, the country that the report gives may be that of the other.
            if known.country.is_some() || is.split.is_some() {
                entity.country = known.country;
            }
        }
        names.insert(n as u32, entity.name.clone());
        notes.push(Note {
            code: NoteCode::Corrected,
            message: format!("«{before}» is «{}»: {}", entity.name, by(&is.by)),
            span: entity.mentions.first().map(|mention| mention.span),
        });
    }
    for speaker in reading.attributions.iter_mut().filter_map(|a| a.speaker.as_mut()) {
        if let Some(name) = names.get(&speaker.entity.0) {
            speaker.name.clone_from(name);
        }
    }
    Ok(notes)
}

/// Leaves out what was rejected.
fn without_rejected(
    log: &Log,
    report: i64,
    document: &Document,
    reading: &mut Reading,
) -> Vec<Note> {
    let rejected = log.rejected(report);
    if rejected.is_empty() {
        return Vec::new();
    }
    let text = document.text.as_str();
    let at = CodePoints::new(text);
    let mut notes = Vec::new();
    // The new number of each; of one left out, that of what it stands in.
    let mut numbers: Vec<Option<AttributionId>> = Vec::with_capacity(reading.attributions.len());
    let mut kept = 0;
    let mut left_out = Vec::with_capacity(reading.attributions.len());
    for attribution in &reading.attributions {
        let (first, last) = (attribution.content.first(), attribution.content.last());
        let (start, end) = (first.map(|s| at.offset(s.start)), last.map(|s| at.offset(s.end)));
        let by_: Vec<i64> = rejected
            .iter()
            .filter(|r| r.kind == attribution.kind.name())
            .filter(|r| (Some(r.start), Some(r.end)) == (start, end))
            .map(|r| r.by)
            .collect();
        left_out.push(!by_.is_empty());
        if by_.is_empty() {
            numbers.push(Some(AttributionId(kept)));
            kept += 1;
            continue;
        }
        numbers.push(None);
        let words: Vec<&str> = attribution.content.iter().map(|span| span.of(text)).collect();
        notes.push(Note {
            code: NoteCode::Corrected,
            message: format!(
                "an attribution was rejected: «{}»: {}",
                shortened(&words.join(" … ")),
                by(&by_)
            ),
            span: first.zip(last).map(|(first, last)| Span::new(first.start, last.end)),
        });
    }
    let within: Vec<Option<AttributionId>> =
        reading.attributions.iter().map(|attribution| attribution.within).collect();
    let renumbered = |mut around: Option<AttributionId>| {
        // Each step goes outward; a damaged reading must not keep us here.
        for _ in 0..within.len() {
            let AttributionId(n) = around?;
            if let Some(number) = numbers.get(n as usize).copied().flatten() {
                return Some(number);
            }
            around = within.get(n as usize).copied().flatten();
        }
        None
    };
    for attribution in &mut reading.attributions {
        attribution.within = renumbered(attribution.within);
    }
    let mut left_out = left_out.into_iter();
    reading.attributions.retain(|_| !left_out.next().unwrap_or(false));
    notes
}

fn by(corrections: &[i64]) -> String {
    let numbers: Vec<String> = corrections.iter().map(i64::to_string).collect();
    match numbers.len() {
        1 => format!("correction {}", numbers.join("")),
        _ => format!("corrections {}", numbers.join(", ")),
    }
}
