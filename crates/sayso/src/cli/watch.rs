//! `sayso watch`: feeds, looked at again and again.

use crate::exit::Exit;
use crate::flags::WatchFlags;
use crate::ingest::desk::Desk;
use crate::ingest::net::{self, Got, Net};
use crate::ingest::shelf::Shelf;
use crate::ingest::skipped::{Report, Skipped, Weight};
use crate::ingest::source::{From, Piece, is_address};
use crate::ingest::stop;
use crate::progress::Progress;
use crate::{pipeline, read, terminal};
use anyhow::Context;
use sayso::input::{LinkKind, Options, Records};
use sayso::store::{Access, PageState, Settings, Store};
use sayso_fetch::Fetcher;
use sayso_fetch::schedule::{FeedState, Outcome, Schedule};
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, SystemTime};

/// Bytes of input under way at a time.
const BUDGET: usize = 1 << 20;
/// How often somebody who waits looks whether to stop.
const TICK: Duration = Duration::from_millis(200);
/// The longest that a round waits for the next feed to be due, so that another process's new feeds
/// are seen.
const ROUND: u64 = 60;

pub fn run(flags: &WatchFlags) -> anyhow::Result<Exit> {
    let path = &flags.at.store;
    if flags.list {
        return list(path);
    }
    let mut store = Store::open(path, Access::Create, Settings::default())?;
    if !flags.forget.is_empty() {
        return forget(&mut store, &flags.forget);
    }
    stop::on_ctrl_c();
    let settings = flags.fetch.settings()?;
    let schedule = settings.schedule();
    let fetcher = Fetcher::new(settings).with_cancel(stop::flag());
    let given = feeds(&flags.feeds, &fetcher)?;
    add(&mut store, &given)?;
    let report = flags.report.as_deref().map(Report::create).transpose()?;
    let threads = flags.threads.or_else(|| std::thread::available_parallelism().ok());
    let watch = Watch {
        desk: Desk::new(read::reader(&flags.knowledge)?, path, true),
        net: Net::new(fetcher, flags.fetch.follow, path),
        schedule,
        path,
        threads: threads.map_or(1, NonZeroUsize::get),
        options: Options::default(),
    };
    let lookup = Store::open(path, Access::Read, Settings::default())?;
    let mut shelf = Shelf::new(store.writer()?, report);
    loop {
        let states = states(&lookup)?;
        if states.is_empty() {
            terminal::complain(
                "no feed is watched; name one, as in `sayso watch https://example.org/rss.xml`",
            );
            return Ok(Exit::Nothing);
        }
        let now = now();
        let due: Vec<(String, FeedState)> = states
            .iter()
            .filter(|(_, state)| state.is_due(now))
            .map(|(u, s)| (u.clone(), s.clone()))
            .collect();
        if !due.is_empty() {
            watch.round(&due, &mut shelf)?;
        }
        if flags.once || stop::asked() {
            break;
        }
        wait(self::states(&lookup)?.values().map(|state| state.next_due).min().unwrap_or(0));
        if stop::asked() {
            break;
        }
    }
    shelf.finish()?;
    Ok(if stop::asked() { Exit::Interrupted } else { Exit::Found })
}

/// Everything that a round of looks needs.
struct Watch<'w> {
    desk: Desk,
    net: Net,
    schedule: Schedule,
    path: &'w Path,
    threads: usize,
    options: Options,
}

impl Watch<'_> {
    /// Looks at feeds that are due, and keeps what they have.
    fn round(&self, due: &[(String, FeedState)], shelf: &mut Shelf<'_>) -> anyhow::Result<()> {
        let mut progress = Progress::alone(None);
        let mut failure = None;
        let before = shelf.tally().new;
        self.net.forget();
        pipeline::ordered(
            self.threads,
            BUDGET,
            |feed| {
                let from = From::new(&self.options, self.path, &self.net, feed);
                for (url, state) in due {
                    if self.look(&from, url, state).is_break() {
                        return;
                    }
                }
            },
            |piece: Piece| self.desk.take(piece),
            |taken| {
                progress.advance(taken.reports(), taken.bytes);
                match shelf.keep(taken, &mut progress) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(error) => {
                        failure = Some(error);
                        ControlFlow::Break(())
                    }
                }
            },
        );
        progress.finish();
        if let Some(error) = failure {
            return Err(error).with_context(|| self.path.display().to_string());
        }
        shelf.commit()?;
        let new = shelf.tally().new - before;
        let feeds = due.len();
        terminal::say(&format!(
            "{}: {feeds} {} looked at, {new} new {}",
            net::now(),
            if feeds == 1 { "feed" } else { "feeds" },
            if new == 1 { "report" } else { "reports" }
        ));
        Ok(())
    }

    /// Looks at one feed. What is remembered of it comes behind all that it gave, so that a run that
    /// is killed in between looks at it again.
    fn look(&self, from: &From<'_, '_>, url: &str, state: &FeedState) -> ControlFlow<()> {
        if stop::asked() {
            return ControlFlow::Break(());
        }
        let address = state.moved_to.as_deref().unwrap_or(url);
        let known = PageState {
            fetched: String::new(),
            etag: state.etag.clone(),
            last_modified: state.last_modified.clone(),
        };
        let got = net::get(self.net.fetcher(), address, Some(&known));
        let (opened, failed) = (self.net.opened(), self.net.failed());
        let outcome = match &got {
            Got::Body(response) => Outcome::of_response(response, 0),
            Got::Unchanged => {
                Outcome::Answered { new_items: 0, validators: None, max_age: None, moved_to: None }
            }
            Got::Failed(error) => Outcome::of_error(error),
        };
        from.got(address, got, 0).1?;
        let outcome = match outcome {
            Outcome::Answered { validators, max_age, moved_to, .. } => Outcome::Answered {
                new_items: self.net.opened() - opened,
                // A feed that names what could not be had is asked for whole the next time.
                validators: validators.filter(|_| self.net.failed() == failed),
                max_age,
                moved_to,
            },
            other => other,
        };
        if stop::asked() {
            return ControlFlow::Break(());
        }
        let next = self.schedule.next(url, state, &outcome, now());
        if next.gone {
            from.skip(Skipped {
                weight: Weight::Remark,
                code: "gone",
                what: url.to_owned(),
                why: String::from(
                    "the server says that this feed is gone for good; it is not looked at again",
                ),
            })?;
        }
        from.feed_state(url, next)
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |time| time.as_secs())
}

/// Waits until something is due, or Ctrl-C.
fn wait(due: u64) {
    let until = due.min(now() + ROUND);
    while now() < until && !stop::asked() {
        std::thread::sleep(TICK);
    }
}

/// What the store remembers of its feeds.
fn states(store: &Store) -> anyhow::Result<BTreeMap<String, FeedState>> {
    let feeds = store.feeds()?.into_iter();
    // What another version wrote and this one cannot read begins anew.
    Ok(feeds.map(|(url, state)| (url, serde_json::from_str(&state).unwrap_or_default())).collect())
}

/// The feeds that are given: addresses, and those that lists name.
fn feeds(given: &[String], fetcher: &Fetcher) -> anyhow::Result<Vec<String>> {
    let mut feeds = Vec::new();
    for name in given {
        if !is_address(name) {
            let bytes = std::fs::read(name).with_context(|| format!("reading {name}"))?;
            let listed = listed(&bytes, name)?;
            anyhow::ensure!(!listed.is_empty(), "{name}: this is no list of feeds (OPML)");
            feeds.extend(listed);
            continue;
        }
        // A list is told from a feed by its content; what cannot be had now is watched as a feed.
        let response = fetcher.fetch(&sayso_fetch::Request::new(name)).ok();
        let listed = response.map(|r| listed(&r.body, name)).transpose()?.unwrap_or_default();
        match listed.is_empty() {
            true => feeds.push(name.clone()),
            false => feeds.extend(listed),
        }
    }
    Ok(feeds)
}

/// The feeds that a list names.
fn listed(bytes: &[u8], name: &str) -> anyhow::Result<Vec<String>> {
    let options = Options::default();
    let mut feeds = Vec::new();
    for record in Records::new(bytes, &options) {
        let record = record.with_context(|| name.to_owned())?;
        if !record.lists_addresses(&options) {
            continue;
        }
        let contents = record.contents(&options).with_context(|| name.to_owned())?;
        feeds.extend(
            contents.links.into_iter().filter(|l| l.kind == LinkKind::Feed).map(|link| link.url),
        );
    }
    Ok(feeds)
}

fn add(store: &mut Store, feeds: &[String]) -> anyhow::Result<()> {
    let known = states(store)?;
    let mut writer = store.writer()?;
    for url in feeds.iter().filter(|url| !known.contains_key(*url)) {
        writer.keep_feed(url, &serde_json::to_string(&FeedState::default())?)?;
    }
    Ok(writer.finish()?)
}

fn forget(store: &mut Store, feeds: &[String]) -> anyhow::Result<Exit> {
    let mut writer = store.writer()?;
    let mut exit = Exit::Found;
    for url in feeds {
        if !writer.forget_feed(url)? {
            terminal::complain(&format!("{url}: this feed is not watched"));
            exit = Exit::Error;
        }
    }
    writer.finish()?;
    Ok(exit)
}

fn list(path: &Path) -> anyhow::Result<Exit> {
    let states = states(&Store::open(path, Access::Read, Settings::default())?)?;
    for (url, state) in &states {
        let due = match i64::try_from(state.next_due)
            .ok()
            .and_then(|at| jiff::Timestamp::from_second(at).ok())
        {
            _ if state.gone => String::from("gone"),
            Some(at) if state.next_due > 0 => format!("due {}", at.strftime("%Y-%m-%dT%H:%M:%SZ")),
            _ => String::from("due now"),
        };
        let failures = match state.failures {
            0 => String::new(),
            1 => String::from(", failed once"),
            n => format!(", failed {n} times"),
        };
        terminal::say(&format!("{due}{failures}  {url}"));
    }
    Ok(if states.is_empty() { Exit::Nothing } else { Exit::Found })
}
