//! Whether a store is whole: the file, its indexes, and each reading against its text and its rows.

mod names;
mod report;

use super::compact::FULL_TEXT;
use crate::Store;
use crate::corrections::Log;
use crate::error::{Doing, Result, StoreError};
use names::Names;
use std::collections::BTreeMap;

const DOING: &str = "checking the store";

/// Reports whose numbers are held at a time.
const PAGE: usize = 1000;

/// Lines of one kind that are told; a file that is damaged in the middle has thousands.
const MOST: usize = 100;

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The report that it is about, where it is about one.
    pub report: Option<i64>,
    /// What is wrong.
    pub what: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.report {
            Some(report) => write!(f, "report {report}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// What a check tells on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// Something is wrong.
    Problem(Problem),
    /// Something could not be looked at, and why.
    LeftOut(String),
    /// Reports that were looked at, and how many there are.
    Progress(u64, u64),
}

impl Store {
    /// Looks at everything, and tells what is wrong: `hear` gets it as it is found. Gives how many things
    /// are. In constant memory.
    ///
    /// The file by SQLite's own check; references; the full-text indexes against the rows; of each report
    /// that its reading unpacks, its spans slice the text, its hash is that of the content, and its rows
    /// are those that the reading gives, with corrections; what corrections did to actors.
    ///
    /// # Errors
    /// Where nothing can be read at all. What can be read in part is told as a problem.
    pub fn check(&self, mut hear: impl FnMut(Checked)) -> Result<u64> {
        let log = Log::read(&self.connection).doing(DOING);
        let mut checker = Checker { store: self, hear: &mut hear, problems: 0 };
        checker.file();
        checker.full_text();
        checker.references();
        match log {
            Ok(log) => {
                checker.reports(&log);
                checker.actors(&log);
            }
            Err(error) => checker.problem(None, format!("the log of corrections: {error}")),
        }
        Ok(checker.problems)
    }
}

struct Checker<'c> {
    store: &'c Store,
    hear: &'c mut dyn FnMut(Checked),
    problems: u64,
}

impl Checker<'_> {
    fn problem(&mut self, report: Option<i64>, what: impl Into<String>) {
        self.problems += 1;
        (self.hear)(Checked::Problem(Problem { report, what: what.into() }));
    }

    fn left_out(&mut self, what: String) {
        (self.hear)(Checked::LeftOut(what));
    }

    /// Problems that a query finds: a text each, of which at most some are told.
    fn query(&mut self, about: &str, sql: &str) {
        let texts = || -> rusqlite::Result<Vec<String>> {
            let mut statement = self.store.connection.prepare(sql)?;
            statement.query_map([], |row| row.get(0))?.take(MOST + 1).collect()
        };
        match texts() {
            Ok(texts) => {
                for text in texts.iter().filter(|text| *text != "ok").take(MOST) {
                    self.problem(None, format!("{about}{text}"));
                }
                if texts.len() > MOST {
                    self.problem(None, format!("{about}and more"));
                }
            }
            Err(error) => self.problem(None, format!("{about}{error}")),
        }
    }

    fn file(&mut self) {
        self.query("the file: ", &format!("PRAGMA integrity_check({MOST})"));
        self.query(
            "a reference: ",
            "SELECT \"table\" || ' ' || coalesce(rowid, '') || ' refers to a ' || parent || \
             ' that is not there' FROM pragma_foreign_key_check",
        );
    }

    /// The full-text indexes against the tables that they index.
    fn full_text(&mut self) {
        for index in FULL_TEXT {
            // With rank 1 the rows are read and compared. It is no change, but SQLite takes it for one.
            let sql = format!("INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)");
            match self.store.connection.execute_batch(&sql).doing(DOING) {
                Ok(()) => {}
                Err(StoreError::Damaged { .. }) => {
                    let what = format!("the full-text index {index} is not that of its rows");
                    self.problem(None, what);
                }
                Err(StoreError::ReadOnly { .. }) => self.left_out(format!(
                    "{index} was not compared with its rows: that takes the right to write"
                )),
                Err(StoreError::Busy { .. }) => self.left_out(format!(
                    "{index} was not compared with its rows: another process is writing"
                )),
                Err(error) => self.problem(None, format!("the full-text index {index}: {error}")),
            }
        }
    }

    /// References that the schema does not hold to, and what follows from other rows.
    fn references(&mut self) {
        self.query(
            "",
            "SELECT 'report ' || id || ': it has no reading' FROM report \
             WHERE NOT EXISTS (SELECT 1 FROM reading WHERE reading.report = report.id)",
        );
        self.query(
            "",
            "SELECT 'report ' || id || ': it appeared nowhere' FROM report \
             WHERE NOT EXISTS (SELECT 1 FROM appearance WHERE appearance.report = report.id)",
        );
        self.query(
            "",
            "SELECT 'report ' || id || ': its original is not there, or has one of its own' \
             FROM report WHERE NOT EXISTS \
             (SELECT 1 FROM report o WHERE o.id = report.original AND o.original = o.id)",
        );
        self.query(
            "",
            "SELECT 'report ' || id || ': its story is not there' FROM report \
             WHERE story IS NOT NULL AND NOT EXISTS (SELECT 1 FROM story WHERE story.id = report.story)",
        );
        self.query(
            "",
            "SELECT 'report ' || id || ': it is marked wrongly as the content that stands at its addresses now' \
             FROM report WHERE current <> EXISTS (
               SELECT 1 FROM appearance a WHERE a.report = report.id AND (a.url IS NULL OR NOT EXISTS (
                 SELECT 1 FROM appearance b WHERE b.url = a.url AND b.id > a.id AND b.report <> a.report)))",
        );
        self.query(
            "",
            "SELECT 'report ' || report || ': whoever said a' || (n + 1) || ' first is not there' \
             FROM attribution WHERE NOT EXISTS \
             (SELECT 1 FROM attribution first WHERE first.id = attribution.saying)",
        );
    }

    /// Each report by itself, then the names that all count for.
    fn reports(&mut self, log: &Log) {
        let all = self.store.connection.query_row("SELECT count(*) FROM report", [], |r| r.get(0));
        let all: u64 = all.unwrap_or(0);
        let mut names = Names::new();
        let (mut done, mut last) = (0, i64::MIN);
        loop {
            let page = match self.page(last) {
                Ok(page) => page,
                Err(error) => {
                    return self.problem(None, format!("reports after {last}: {error}"));
                }
            };
            let Some(end) = page.last() else { break };
            if *end <= last {
                // A damaged table gives rows in any order: it would never come to an end.
                return self.problem(None, format!("reports after {last} are not in order"));
            }
            last = *end;
            for report in page {
                match report::problems(self.store, log, report, &mut names) {
                    Ok(problems) => {
                        for what in problems {
                            self.problem(Some(report), what);
                        }
                    }
                    Err(error) => {
                        names.spoil();
                        self.problem(Some(report), error.to_string());
                    }
                }
                done += 1;
                (self.hear)(Checked::Progress(done, all));
            }
        }
        match names.wrong(self.store, log) {
            Ok(Some(wrong)) => {
                for what in wrong {
                    self.problem(None, what);
                }
            }
            Ok(None) => self.left_out(String::from(
                "the counts of names: some readings that they count could not be read",
            )),
            Err(error) => self.problem(None, format!("the counts of names: {error}")),
        }
    }

    fn page(&self, after: i64) -> rusqlite::Result<Vec<i64>> {
        let sql = "SELECT id FROM report WHERE id > ?1 ORDER BY id LIMIT ?2";
        let mut page = self.store.connection.prepare_cached(sql)?;
        page.query_map((after, PAGE), |row| row.get(0))?.collect()
    }

    /// Whom actors are merged into, and the names that they are shown under.
    fn actors(&mut self, log: &Log) {
        let merged: BTreeMap<i64, i64> = log.merged().collect();
        let shown: BTreeMap<i64, &str> = log.names_shown().collect();
        type Row = (i64, String, Option<i64>, Option<String>);
        let changed = || -> rusqlite::Result<Vec<Row>> {
            // The name counts where it was given.
            let sql = "SELECT id, key, into_, iif(was IS NULL, NULL, name) FROM actor \
                       WHERE into_ IS NOT NULL OR was IS NOT NULL ORDER BY id";
            let mut rows = self.store.connection.prepare(sql)?;
            let row = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?));
            rows.query_map([], row)?.collect()
        };
        let changed = match changed() {
            Ok(changed) => changed,
            Err(error) => return self.problem(None, format!("the actors: {error}")),
        };
        let mut right = 0;
        for (id, key, into, name) in changed {
            if (into, name.as_deref()) == (merged.get(&id).copied(), shown.get(&id).copied()) {
                right += usize::from(into.is_some()) + usize::from(name.is_some());
                continue;
            }
            self.problem(None, format!("the actor {key} is not what corrections make it"));
        }
        if right != merged.len() + shown.len() {
            self.problem(None, "some corrections do not show in the actors that they are about");
        }
    }
}
