//! Stories: a new report joins the one that it fits, or opens its own.

use super::{Newcomer, candidates, index};
use crate::Settings;
use rusqlite::{Connection, OptionalExtension, params};
use rustc_hash::FxHashMap;
use sayso_story::{Rarity, StoryState, Term, TermKind, best};
use std::cell::RefCell;

/// Stories that a report is compared with: those that share most of its keys.
const MOST_STORIES: usize = 8;

/// The story of a new report. A copy goes where what it copies is, and adds nothing to it.
pub(super) fn find(
    connection: &Connection,
    settings: &Settings,
    newcomer: &Newcomer<'_>,
    copied: Option<i64>,
    terms: &mut Terms,
) -> rusqlite::Result<Option<i64>> {
    let features = &newcomer.prepared.kin.features;
    let day = newcomer.prepared.head.day.as_deref();
    if let Some(copied) = copied {
        let story = "SELECT story FROM report WHERE id = ?1";
        let story: Option<i64> =
            connection.prepare_cached(story)?.query_row([copied], |row| row.get(0))?;
        if let Some(story) = story {
            let count = "UPDATE story SET reports = reports + 1, first = coalesce(min(first, ?2), first), \
                         last = coalesce(max(last, ?2), last) WHERE id = ?1";
            connection.prepare_cached(count)?.execute(params![story, day])?;
            return Ok(Some(story));
        }
    }
    let Some(mut state) = StoryState::open(features) else { return Ok(None) };
    let (keys, found) = {
        let holding = |term: Term| terms.count(connection, term);
        let rarity = Rarity::new(terms.reports(connection)?, &holding);
        let holders = "SELECT story FROM story_key WHERE key = ?1 ORDER BY story DESC LIMIT ?2";
        let (lookup, keys) = features.all_keys(&rarity);
        let mut states = Vec::new();
        let mut ids = Vec::new();
        let body = "SELECT body FROM story WHERE id = ?1";
        let mut body = connection.prepare_cached(body)?;
        for story in
            candidates(connection, settings, holders, &lookup)?.into_iter().take(MOST_STORIES)
        {
            let bytes: Option<Vec<u8>> = body.query_row([story], |row| row.get(0)).optional()?;
            if let Some(known) = bytes.and_then(|bytes| StoryState::from_bytes(&bytes).ok()) {
                ids.push(story);
                states.push(known);
            }
        }
        let found = best(features, &states, &rarity).and_then(|belongs| {
            Some((*ids.get(belongs.index)?, states.get(belongs.index)?.clone()))
        });
        (keys, found)
    };
    let story = match found {
        Some((story, known)) => {
            state = known;
            state.add(features);
            let set = "UPDATE story SET body = ?2, reports = reports + 1, first = min(first, ?3), \
                       last = max(last, ?3) WHERE id = ?1";
            connection.prepare_cached(set)?.execute(params![story, state.to_bytes(), day])?;
            story
        }
        None => {
            let add =
                "INSERT INTO story (body, title, first, last, reports) VALUES (?1, ?2, ?3, ?3, 1)";
            let title = newcomer.prepared.head.title.as_deref();
            connection.prepare_cached(add)?.execute(params![state.to_bytes(), title, day])?;
            connection.last_insert_rowid()
        }
    };
    index(
        connection,
        "INSERT INTO story_key (key, story) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        &keys,
        story,
    )?;
    terms.add(features.terms());
    Ok(Some(story))
}

/// In how many reports terms stand: what the store has, and what this batch adds.
#[derive(Debug)]
pub(super) struct Terms {
    bound: usize,
    stored: RefCell<FxHashMap<Term, u32>>,
    added: FxHashMap<Term, u32>,
    /// Reports that were counted, without those of this batch.
    reports: RefCell<Option<u32>>,
    added_reports: u32,
}

/// The row of [`Terms`] that counts reports: no term has this number, as its kind is none.
const ALL: Term = Term(u32::MAX);

impl Terms {
    pub fn new(bound: usize) -> Terms {
        Terms {
            bound,
            stored: RefCell::default(),
            added: FxHashMap::default(),
            reports: RefCell::new(None),
            added_reports: 0,
        }
    }

    pub fn forget(&mut self) {
        *self = Terms::new(self.bound);
    }

    /// Days and figures are rare, each: they are not counted.
    fn is_counted(term: Term) -> bool {
        !matches!(term.kind(), TermKind::Figure | TermKind::Day)
    }

    fn count(&self, connection: &Connection, term: Term) -> u32 {
        if !Terms::is_counted(term) {
            return 0;
        }
        let known = self.stored.borrow().get(&term).copied();
        // Where the store cannot be read, writing to it fails next, and says so.
        let stored =
            known.unwrap_or_else(|| self.look_up(connection, term).ok().flatten().unwrap_or(0));
        stored.saturating_add(self.added.get(&term).copied().unwrap_or(0))
    }

    fn look_up(&self, connection: &Connection, term: Term) -> rusqlite::Result<Option<u32>> {
        let find = "SELECT reports FROM term WHERE term = ?1";
        let mut find = connection.prepare_cached(find)?;
        let count: Option<u32> = find.query_row([term.0], |row| row.get(0)).optional()?;
        let mut stored = self.stored.borrow_mut();
        if stored.len() >= self.bound {
            stored.clear();
        }
        stored.insert(term, count.unwrap_or(0));
        Ok(count)
    }

    fn reports(&self, connection: &Connection) -> rusqlite::Result<u32> {
        let known = *self.reports.borrow();
        let stored = match known {
            Some(reports) => reports,
            None => {
                let find = "SELECT reports FROM term WHERE term = ?1";
                let mut find = connection.prepare_cached(find)?;
                find.query_row([ALL.0], |row| row.get(0)).optional()?.unwrap_or(0)
            }
        };
        *self.reports.borrow_mut() = Some(stored);
        Ok(stored.saturating_add(self.added_reports))
    }

    fn add(&mut self, terms: impl Iterator<Item = Term>) {
        self.added_reports += 1;
        for term in terms.filter(|term| Terms::is_counted(*term)) {
            *self.added.entry(term).or_insert(0) += 1;
        }
    }

    pub fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let add = "INSERT INTO term (term, reports) VALUES (?1, ?2) \
                   ON CONFLICT (term) DO UPDATE SET reports = reports + excluded.reports";
        let mut add = connection.prepare_cached(add)?;
        let mut all: Vec<(Term, u32)> = std::mem::take(&mut self.added).into_iter().collect();
        all.sort_unstable();
        for (term, count) in all {
            add.execute((term.0, count))?;
            if let Some(stored) = self.stored.get_mut().get_mut(&term) {
                *stored = stored.saturating_add(count);
            }
        }
        let reports = std::mem::take(&mut self.added_reports);
        if reports > 0 {
            add.execute((ALL.0, reports))?;
            let known = self.reports.get_mut();
            *known = known.map(|known| known.saturating_add(reports));
        }
        Ok(())
    }
}
