//! Where what was read goes: the one writer, in the order of the input.

use super::desk::{Item, Taken};
use super::skipped::{Report, Skipped, Weight};
use crate::exit::Exit;
use crate::progress::Progress;
use sayso::store::{Added, Writer};
use std::path::Path;
use std::time::Duration;

/// Errors that are told one by one on standard error where no file takes them.
const MOST_TOLD: u64 = 20;

/// Writes to the store, and counts.
pub struct Shelf<'s> {
    writer: Writer<'s>,
    report: Option<Report>,
    tally: Tally,
}

/// What came of a run.
#[derive(Debug, Default)]
pub struct Tally {
    pub new: u64,
    elsewhere: u64,
    again: u64,
    errors: u64,
    remarks: u64,
    /// Records that were known as a whole.
    known: u64,
}

impl<'s> Shelf<'s> {
    pub fn new(writer: Writer<'s>, report: Option<Report>) -> Shelf<'s> {
        Shelf { writer, report, tally: Tally::default() }
    }

    /// Keeps what came of a record. All of it goes into one batch.
    pub fn keep(&mut self, taken: Taken, progress: &mut Progress) -> anyhow::Result<()> {
        for skipped in &taken.skipped {
            self.skip(skipped, progress)?;
        }
        let reports = taken.reports();
        for item in taken.items {
            let added = match item {
                Item::Read(prepared) => self.writer.add(&prepared)?,
                Item::Known(hash, appearance) => {
                    match self.writer.add_appearance(hash, &appearance)? {
                        Some(added) => added,
                        // It was there a moment ago, and reports are never taken out.
                        None => continue,
                    }
                }
            };
            match added {
                Added::New(_) => self.tally.new += 1,
                Added::Elsewhere(_) => self.tally.elsewhere += 1,
                Added::Again(_) => self.tally.again += 1,
            }
        }
        if let Some(record) = taken.record {
            self.writer.add_record(record, reports)?;
        }
        if let Some((url, page)) = &taken.page {
            self.writer.keep_page(url, page)?;
        }
        if let Some((url, state)) = &taken.feed {
            self.writer.keep_feed(url, &serde_json::to_string(state)?)?;
        }
        Ok(self.writer.record_ends()?)
    }

    /// Writes what is open, for others to see.
    pub fn commit(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.commit()?)
    }

    /// What came of the run so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    fn skip(&mut self, skipped: &Skipped, progress: &mut Progress) -> anyhow::Result<()> {
        match skipped.weight {
            Weight::Error => {
                self.tally.errors += 1;
                progress.trouble();
            }
            Weight::Remark => self.tally.remarks += 1,
            Weight::Known => self.tally.known += 1,
        }
        match &mut self.report {
            Some(report) => report.add(skipped)?,
            None if skipped.weight == Weight::Error && self.tally.errors <= MOST_TOLD => {
                progress.complain(&format!("{}: {}", skipped.what, skipped.why));
                if self.tally.errors == MOST_TOLD {
                    progress.complain("further errors are counted; --report FILE lists them all");
                }
            }
            None => {}
        }
        Ok(())
    }

    /// Writes what is open, and says what came of it all.
    pub fn finish(self) -> anyhow::Result<Tally> {
        self.writer.finish()?;
        if let Some(report) = self.report {
            report.finish()?;
        }
        Ok(self.tally)
    }
}

impl Tally {
    pub fn exit(&self) -> Exit {
        match self {
            Tally { errors: 1.., .. } => Exit::Error,
            Tally { new: 0, elsewhere: 0, again: 0, known: 0, .. } => Exit::Nothing,
            _ => Exit::Found,
        }
    }

    /// The line that stands at the end.
    pub fn line(&self, store: &Path, took: Duration, exit: Exit) -> String {
        let Tally { new, elsewhere, again, errors, remarks, known } = self;
        let mut parts = vec![count(*new, "new report", "new reports")];
        let mut add = |n: u64, one: &str, many: &str| {
            if n > 0 {
                parts.push(count(n, one, many));
            }
        };
        add(*elsewhere, "found elsewhere too", "found elsewhere too");
        add(again + known, "stored before", "stored before");
        add(*errors, "error", "errors");
        add(*remarks, "left out", "left out");
        let seconds = took.as_secs_f64();
        let rate = *new as f64 / seconds.max(0.001);
        let end = match exit {
            Exit::Interrupted => "; stopped: the same command goes on from here",
            _ => "",
        };
        format!(
            "{}: {}; {seconds:.1} s, {rate:.0} new reports/s{end}",
            store.display(),
            parts.join(", ")
        )
    }
}

fn count(n: u64, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
