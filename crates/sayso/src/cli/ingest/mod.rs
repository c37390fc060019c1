//! `sayso ingest`: reports in, kept with their readings.

pub mod desk;
pub mod net;
pub mod shelf;
pub mod skipped;
pub mod source;
pub mod stop;

use crate::exit::Exit;
use crate::flags::IngestFlags;
use crate::progress::{self, Progress};
use crate::{input, pipeline, read, terminal};
use anyhow::Context;
use desk::Desk;
use net::Net;
use sayso::store::{Access, Store};
use sayso_fetch::Fetcher;
use shelf::Shelf;
use skipped::Report;
use source::{Piece, Source};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::time::Instant;

/// Bytes of input under way at a time, for each thread. Readings take some ten times as much.
const BUDGET: usize = 512 << 10;

pub fn run(flags: &IngestFlags) -> anyhow::Result<Exit> {
    let sources = source::named(&flags.sources)?;
    let options = input::options(&flags.given, flags.given.input)?;
    let report = flags.report.as_deref().map(Report::create).transpose()?;
    let mut store = Store::open(&flags.at.store, Access::Create, flags.store_settings())?;
    let reader = read::reader(&flags.knowledge)?;
    let threads = flags.threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let desk = Desk::new(reader, &flags.at.store, store.holds_reports()?);
    stop::on_ctrl_c();
    let fetcher = Fetcher::new(flags.fetch.settings()?).with_cancel(stop::flag());
    let net = Net::new(fetcher, flags.fetch.follow, &flags.at.store);
    let begun = Instant::now();
    let mut progress = Progress::alone(size(&sources));
    let mut shelf = Shelf::new(store.writer()?, report);
    let mut failure = None;
    pipeline::ordered(
        threads,
        BUDGET * threads,
        |feed| source::feed(&sources, &options, &flags.at.store, &net, feed),
        |piece: Piece| desk.take(piece),
        |taken| {
            progress.advance(taken.reports(), taken.bytes);
            let done = shelf.keep(taken, &mut progress);
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
    progress.finish();
    let tally = shelf.finish();
    if let Some(error) = failure {
        return Err(error);
    }
    let tally = tally.with_context(|| flags.at.store.display().to_string())?;
    let exit = if stop::asked() { Exit::Interrupted } else { tally.exit() };
    terminal::say(&tally.line(&flags.at.store, begun.elapsed(), exit));
    Ok(exit)
}

/// All bytes that the sources hold, where somebody looks at how far the run has come.
fn size(sources: &[Source]) -> Option<u64> {
    progress::on_a_terminal().then(|| sources.iter().map(Source::size).sum()).flatten()
}
