//! `sayso store reread`: readings by this version in the place of older ones.

use super::{grouped, open};
use crate::exit::Exit;
use crate::flags::store::StoreFile;
use crate::ingest::stop;
use crate::{pipeline, read, terminal};
use sayso::Reader;
use sayso::store::{Access, Outdated, Prepared, Store, Writer};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// Bytes of text under way at a time, for each thread. Readings take some ten times as much.
const BUDGET: usize = 512 << 10;

/// Reports that are looked up at a time.
const PAGE: usize = 200;

/// Reports that could not be read anew which are named.
const MOST_TOLD: u64 = 20;

pub fn run(
    at: &StoreFile,
    knowledge: &[PathBuf],
    threads: Option<NonZeroUsize>,
) -> anyhow::Result<Exit> {
    let mut store = open(at, Access::Write)?;
    let reader = read::reader(knowledge)?;
    let version = reader.version();
    let all = store.outdated(version)?;
    if all == 0 {
        terminal::say(&format!("{}: all was read by {version}", at.store.display()));
        return Ok(Exit::Nothing);
    }
    // What is written does not disturb who reads what was there before.
    let source = open(at, Access::Read)?;
    let threads = threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    stop::on_ctrl_c();
    let mut tally = Tally { writer: store.writer()?, done: 0, failed: 0 };
    let counter = super::Counter::new();
    let mut failure = None;
    pipeline::ordered(
        threads,
        BUDGET * threads,
        |feed| produce(source, version, feed),
        |piece: Piece| read_anew(&reader, piece),
        |answer| {
            let done = tally.keep(answer, &counter);
            counter.at(tally.done + tally.failed, all);
            match done {
                Ok(()) if stop::asked() => ControlFlow::Break(()),
                Ok(()) => ControlFlow::Continue(()),
                Err(error) => {
                    failure = Some(error);
                    ControlFlow::Break(())
                }
            }
        },
    );
    counter.finish();
    let Tally { writer, done, failed } = tally;
    writer.finish()?;
    if let Some(error) = failure {
        return Err(error);
    }
    let exit = match (stop::asked(), failed) {
        (true, _) => Exit::Interrupted,
        (false, 0) => Exit::Found,
        (false, _) => Exit::Error,
    };
    let end = match exit {
        Exit::Interrupted => "; stopped: the same command goes on from here",
        _ => "",
    };
    let failed = if failed > 0 { format!(", {} failed", grouped(failed)) } else { String::new() };
    let (done, all) = (grouped(done), grouped(all));
    let path = at.store.display();
    terminal::say(&format!("{path}: {done} of {all} read anew by {version}{failed}{end}"));
    Ok(exit)
}

/// A report to be read, or what kept it from being one.
type Piece = Result<Outdated, String>;

/// A new reading of a report; what went wrong, in words.
type Answer = Result<(i64, Box<Prepared>), String>;

fn produce(source: Store, version: &str, feed: &pipeline::Feed<'_, Piece, Answer>) {
    let mut last = 0;
    loop {
        let page = match source.outdated_after(version, last, PAGE) {
            Ok(page) => page,
            Err(error) => {
                // Nobody is left to go on with.
                let _ = feed.push(Err(error.to_string()), 0);
                return;
            }
        };
        let Some(end) = page.last() else { return };
        last = end.report;
        for report in page {
            let bytes = report.document.as_ref().map_or(0, |document| document.text.len());
            if feed.push(Ok(report), bytes).is_break() {
                return;
            }
        }
    }
}

/// One bad report must not take the others with it, not even by a fault of the reader's.
fn read_anew(reader: &Reader, piece: Piece) -> Answer {
    let Outdated { report, document } = piece?;
    let document = document.map_err(|error| error.to_string())?;
    let prepared = catch_unwind(AssertUnwindSafe(|| {
        let reading = reader.read(&document);
        Box::new(Prepared::new(&document, &reading, reader.version()))
    }));
    let prepared = prepared.map_err(|_| read::fault(&format!("report {report}")))?;
    Ok((report, prepared))
}

struct Tally<'s> {
    writer: Writer<'s>,
    done: u64,
    failed: u64,
}

impl Tally<'_> {
    fn keep(&mut self, answer: Answer, counter: &super::Counter) -> anyhow::Result<()> {
        let (report, prepared) = match answer {
            Ok(read) => read,
            Err(why) => {
                self.failed += 1;
                if self.failed <= MOST_TOLD {
                    counter.aside(|| terminal::complain(&why));
                }
                return Ok(());
            }
        };
        let replaced = self.writer.replace(report, &prepared)?;
        self.writer.record_ends()?;
        self.done += 1;
        for correction in replaced.idle {
            let note = format!(
                "report {report}: correction {correction} rejects an attribution that the new reading \
                 does not have"
            );
            counter.aside(|| terminal::complain(&note));
        }
        Ok(())
    }
}
