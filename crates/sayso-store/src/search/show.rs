//! A match as a hit: what people need to see of it.

use super::filters::{About, Filters};
use super::hit::{Hit, Mark, MarkKind, Said, Sentence};
use super::sentence;
use super::walk::Candidate;
use super::who::Keys;
use super::words::Words;
use crate::Store;
use crate::body::Stored;
use crate::error::{Doing, Result};
use rusqlite::{OptionalExtension, Row, params, params_from_iter};
use sayso_model::wire::CodePoints;
use sayso_model::{Attribution, BlockRole, Span};
use sayso_story::{Member, credited};
use std::collections::{BTreeMap, BTreeSet};

const DOING: &str = "reading what was found";

impl Store {
    /// Shows a match. Its score is turned round: higher is better.
    pub(super) fn show(&self, filters: &Filters, candidate: &Candidate) -> Result<Hit> {
        let report = candidate.report;
        let stored = self.stored(report)?;
        let said = match candidate.place {
            Some(place) => self.said(&stored, report, place)?,
            None => None,
        };
        let attribution =
            candidate.place.and_then(|place| stored.reading.attributions.get(place as usize));
        let wanted = self.wanted(filters, &stored, report)?;
        let sentence = match attribution {
            Some(attribution) => of_attribution(&stored, attribution, &wanted),
            None => of_report(&stored, &wanted),
        };
        let (name, url, outlet) = self.place(filters, report)?;
        let (copies, outlets) = self.carried(candidate.original)?;
        let story = "SELECT story FROM report WHERE id = ?1";
        let mut story = self.connection.prepare_cached(story).doing(DOING)?;
        let document = stored.document;
        let agency = match document.agency {
            None if copies > 0 => self.credited(candidate.original)?,
            own => own,
        };
        Ok(Hit {
            report,
            attribution: said,
            title: document.title,
            outlet,
            url,
            name,
            agency,
            published: document.published.map(|published| published.value),
            lang: stored.reading.lang.code().to_owned(),
            story: story.query_row([report], |row| row.get(0)).optional().doing(DOING)?.flatten(),
            sentence,
            copies,
            outlets,
            score: (candidate.score != 0.0).then_some((-candidate.score * 100.0).round() / 100.0),
        })
    }

    fn said(&self, stored: &Stored, report: i64, place: u32) -> Result<Option<Said>> {
        let Some(attribution) = stored.reading.attributions.get(place as usize) else {
            return Ok(None);
        };
        // Who counts now: corrections are not in the reading. Its name is the one in the reading that the
        // store shows, without those that were rejected.
        let find = "SELECT a.words, a.time, a.negated, a.confidence, a.saying, actor.key, \
                    coalesce(actor.name, name.text), a.n + 1 - (SELECT count(*) FROM attribution b \
                    WHERE b.report = a.report AND b.n < a.n AND b.rejected <> 0) \
                    FROM attribution a LEFT JOIN entity e ON e.report = a.report AND e.n = a.entity \
                    LEFT JOIN actor ON actor.id = e.actor LEFT JOIN name ON name.id = e.name \
                    WHERE a.report = ?1 AND a.n = ?2";
        let row = |row: &Row<'_>| {
            Ok(Said {
                id: format!("a{}", row.get::<_, u32>(7)?),
                kind: attribution.kind.name(),
                words: row.get(0)?,
                time: row.get(1)?,
                negated: row.get(2)?,
                confidence: row.get(3)?,
                saying: row.get(4)?,
                key: row.get(5)?,
                speaker: row.get(6)?,
            })
        };
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        find.query_row(params![report, place], row).optional().doing(DOING)
    }

    /// What is to be marked in a report.
    fn wanted(&self, filters: &Filters, stored: &Stored, report: i64) -> Result<Wanted> {
        let text = &stored.document.text;
        let mut places = Vec::new();
        let mut number = 0;
        let mut add_words = |words: &Words, number: &mut usize| {
            let found = words.find(text).into_iter();
            places.extend(found.map(|(span, n)| Place {
                span,
                kind: MarkKind::Word,
                what: *number + n,
            }));
            *number += words.must.len();
        };
        if let Some(words) = &filters.words {
            add_words(words, &mut number);
        }
        if let Some(About::Words(words)) = &filters.about {
            add_words(words, &mut number);
        }
        let about = match &filters.about {
            Some(About::Keys(keys)) => Some(keys),
            _ => None,
        };
        for keys in filters.mentions.iter().chain(about) {
            for entity in self.entities(keys, report)? {
                let Some(entity) = stored.reading.entities.get(entity as usize) else { continue };
                places.extend(entity.mentions.iter().map(|mention| Place {
                    span: mention.span,
                    kind: MarkKind::Actor,
                    what: number,
                }));
            }
            number += 1;
        }
        places.sort();
        Ok(Wanted { places })
    }

    /// The entities of a report that these are.
    fn entities(&self, keys: &Keys, report: i64) -> Result<Vec<u32>> {
        let (condition, mut values) = keys.condition("e");
        values.insert(0, report.into());
        let find = format!("SELECT e.n FROM entity e WHERE e.report = ? AND {condition}");
        let mut find = self.connection.prepare_cached(&find).doing(DOING)?;
        let rows = find.query_map(params_from_iter(values), |row| row.get(0)).doing(DOING)?;
        rows.collect::<rusqlite::Result<_>>().doing(DOING)
    }

    /// The agency that copies of one dispatch are credited to, where any of them names one.
    fn credited(&self, original: i64) -> Result<Option<String>> {
        let find = "SELECT agency, words FROM report WHERE original = ?1 ORDER BY id LIMIT 200";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let row = |row: &Row<'_>| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, u32>(1)?));
        let copies: Vec<(Option<String>, u32)> =
            find.query_map([original], row).and_then(Iterator::collect).doing(DOING)?;
        let members: Vec<Member<'_>> = copies
            .iter()
            .map(|(agency, words)| Member {
                agency: agency.as_deref(),
                words: *words,
                ..Member::default()
            })
            .collect();
        Ok(credited(&members).map(str::to_owned))
    }

    /// Where the report was found: at the outlet that was asked for, else where it was first.
    fn place(
        &self,
        filters: &Filters,
        report: i64,
    ) -> Result<(String, Option<String>, Option<String>)> {
        let find = "SELECT p.name, p.url, outlet.host, p.outlet FROM appearance p \
                    LEFT JOIN outlet ON outlet.id = p.outlet WHERE p.report = ?1 ORDER BY p.id";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let mut rows = find.query([report]).doing(DOING)?;
        let asked = filters.outlets.as_deref().unwrap_or(&[]);
        let mut first = None;
        while let Some(row) = rows.next().doing(DOING)? {
            let read = || -> rusqlite::Result<_> {
                Ok(((row.get(0)?, row.get(1)?, row.get(2)?), row.get::<_, Option<i64>>(3)?))
            };
            let (place, outlet) = read().doing(DOING)?;
            if asked.is_empty() || outlet.is_some_and(|outlet| asked.contains(&outlet)) {
                return Ok(place);
            }
            first = first.or(Some(place));
        }
        Ok(first.unwrap_or_default())
    }

    /// How many other reports are copies of the same, and how many outlets carried any.
    fn carried(&self, original: i64) -> Result<(u64, u64)> {
        let find = "SELECT count(DISTINCT r.id), count(DISTINCT p.outlet) \
                    FROM report r INDEXED BY report_original \
                    LEFT JOIN appearance p ON p.report = r.id WHERE r.original = ?1";
        let mut find = self.connection.prepare_cached(find).doing(DOING)?;
        let row = |row: &Row<'_>| Ok((row.get::<_, u64>(0)?.saturating_sub(1), row.get(1)?));
        find.query_row([original], row).doing(DOING)
    }
}

/// A place of something that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    span: Span,
    kind: MarkKind,
    /// Which of the things that were asked for.
    what: usize,
}

/// The places of what was asked for, in order.
struct Wanted {
    places: Vec<Place>,
}

/// The sentence, or sentences, in which somebody is said to have said something.
fn of_attribution(stored: &Stored, attribution: &Attribution, wanted: &Wanted) -> Sentence {
    let text = stored.document.text.as_str();
    let blocks = &stored.document.blocks;
    let content = attribution.content.first().copied().unwrap_or_default();
    let content = attribution.content.iter().fold(content, |all, part| all.join(*part));
    // A speaker named in another paragraph is told beside the words; showing all between would
    // bury them.
    let near = |span: &Span| {
        let (from, to) = (span.start.min(content.start), span.end.max(content.end));
        !text.get(from as usize..to as usize).unwrap_or("\n\n").contains("\n\n")
            || content.overlaps(*span)
    };
    let source = attribution.source.filter(near);
    let cue = attribution.cue.filter(near);
    let at = [source, cue].into_iter().flatten().fold(content, Span::join);
    let span = sentence::around(text, blocks, at);
    let mut marks: Vec<(Span, MarkKind)> = Vec::new();
    marks.extend(attribution.content.iter().map(|span| (*span, MarkKind::Said)));
    marks.extend(attribution.source.map(|span| (span, MarkKind::Source)));
    marks.extend(attribution.cue.map(|span| (span, MarkKind::Cue)));
    marks.extend(wanted.places.iter().map(|place| (place.span, place.kind)));
    cut(text, span, &marks)
}

/// The sentence of a report that holds most of what was asked for; the earliest of several, and a
/// headline only where no other does. Without any: the first.
fn of_report(stored: &Stored, wanted: &Wanted) -> Sentence {
    let text = stored.document.text.as_str();
    let blocks = &stored.document.blocks;
    let mut sentences: BTreeMap<Span, BTreeSet<usize>> = BTreeMap::new();
    let mut last: Option<Span> = None;
    for place in &wanted.places {
        let span = match last.filter(|last| last.contains(place.span)) {
            Some(last) => last,
            None => sentence::around(text, blocks, place.span),
        };
        sentences.entry(span).or_default().insert(place.what);
        last = Some(span);
    }
    let role = |span: Span| {
        blocks
            .iter()
            .find(|block| block.span.overlaps(span))
            .map_or(BlockRole::Paragraph, |b| b.role)
    };
    let rank = |span: Span| match role(span) {
        BlockRole::Title | BlockRole::Kicker => 1,
        role if role.is_read() => 2,
        _ => 0,
    };
    // The first of the greatest: `max_by_key` would take the last.
    let best = sentences.iter().rev().max_by_key(|(span, held)| (held.len(), rank(**span)));
    let span = best.map(|(span, _)| *span).or_else(|| {
        let body = |role: BlockRole| matches!(role, BlockRole::Paragraph | BlockRole::Lead);
        let block = blocks.iter().find(|block| body(block.role)).or_else(|| blocks.first())?;
        let start = Span::new(block.span.start, block.span.start);
        Some(sentence::around(text, blocks, start))
    });
    let marks: Vec<(Span, MarkKind)> =
        wanted.places.iter().map(|place| (place.span, place.kind)).collect();
    cut(text, span.unwrap_or_default(), &marks)
}

/// A stretch of the text with the marks in it.
fn cut(text: &str, span: Span, marks: &[(Span, MarkKind)]) -> Sentence {
    let at = CodePoints::new(text);
    let inside = marks.iter().filter(|(mark, _)| mark.overlaps(span));
    let mut marks: Vec<Mark> = inside
        .map(|(mark, kind)| Mark {
            start: at.offset(mark.start.max(span.start)),
            end: at.offset(mark.end.min(span.end)),
            kind: *kind,
        })
        .collect();
    marks.sort();
    marks.dedup();
    Sentence {
        start: at.offset(span.start),
        end: at.offset(span.end),
        exact: span.of(text).to_owned(),
        marks,
    }
}
