//! When a feed is looked at next. Pure: no clock and no I/O, so that the state can be kept
//! anywhere and a test can let years pass.
//!
//! ```
//! use sayso_fetch::{Settings, schedule::{FeedState, Outcome}};
//!
//! let schedule = Settings::default().schedule();
//! let url = "https://presse.example/flux.xml";
//! let mut state = FeedState::default();
//! let mut now = 1_700_000_000;
//! assert!(state.is_due(now));
//!
//! // Four new items in half an hour: it is looked at sooner.
//! state = schedule.next(url, &state, &Outcome::fetched(9), now);
//! now = state.next_due;
//! let before = state.interval;
//! state = schedule.next(url, &state, &Outcome::fetched(4), now);
//! assert!(state.interval < before);
//! ```

use crate::{FetchError, Problem, Response, jitter::spread};
use serde::{Deserialize, Serialize};

/// What is remembered of a feed between two looks at it. Times are seconds since 1970, in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedState {
    /// The `ETag` of the last answer, to be sent with the next request.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last answer, to be sent with the next request.
    pub last_modified: Option<String>,
    /// When it is to be looked at next. 0 for a feed that never was.
    pub next_due: u64,
    /// How often it failed since it last answered.
    pub failures: u32,
    /// The time between two looks, in seconds, while it answers. 0 for a feed that never did.
    pub interval: u64,
    /// When it last answered.
    pub last_ok: Option<u64>,
    /// When it last had something new.
    pub last_new: Option<u64>,
    /// The server said that the feed is gone for good (410). It is not due again.
    pub gone: bool,
    /// The server said that the feed has moved for good: the address to ask from now on.
    pub moved_to: Option<String>,
}

impl FeedState {
    /// Whether it is time to look.
    pub fn is_due(&self, now: u64) -> bool {
        !self.gone && self.next_due <= now
    }
}

/// What came of a look at a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It answered.
    Answered {
        /// How many items were new.
        new_items: u64,
        /// What tells the server next time which version is known; `None` where it said that
        /// nothing has changed.
        validators: Option<Validators>,
        /// How long it asks not to be asked again, in seconds: `max-age`, or the feed's own
        /// `ttl` where that is longer.
        max_age: Option<u64>,
        /// Where it has moved for good.
        moved_to: Option<String>,
    },
    /// It could not be had.
    Failed {
        /// After how many seconds the server lets one try again.
        retry_after: Option<u64>,
        /// Whether it may be there again later.
        temporary: bool,
    },
    /// It is gone for good.
    Gone,
    /// It was not asked at all (the host's turn did not come, or Ctrl-C). It is due again after
    /// so many seconds.
    Postponed(u64),
}

/// What a server told one version of a feed by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub last_modified: Option<String>,
}

impl Outcome {
    /// It answered with so many new items, and told nothing else.
    pub fn fetched(new_items: u64) -> Outcome {
        Outcome::Answered {
            new_items,
            validators: Some(Validators::default()),
            max_age: None,
            moved_to: None,
        }
    }

    /// Of an answer, with how many of its items were new.
    pub fn of_response(response: &Response, new_items: u64) -> Outcome {
        Outcome::Answered {
            new_items,
            validators: (!response.is_not_modified()).then(|| Validators {
                etag: response.etag.clone(),
                last_modified: response.last_modified.clone(),
            }),
            max_age: response.max_age.map(|age| age.as_secs()),
            moved_to: response.moved_permanently.clone(),
        }
    }

    /// Of an error.
    pub fn of_error(error: &FetchError) -> Outcome {
        match *error.problem {
            Problem::Status { status: 410, .. } => Outcome::Gone,
            Problem::Wait { wait, .. } => Outcome::Postponed(wait.as_secs() + 1),
            Problem::Cancelled => Outcome::Postponed(0),
            _ => Outcome::Failed {
                retry_after: error.retry_after().map(|time| time.as_secs()),
                temporary: error.is_temporary(),
            },
        }
    }
}

/// Within what a feed's interval moves, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// The shortest time between two looks.
    pub min: u64,
    /// The longest. Where it is below `min`, `min` holds.
    pub max: u64,
    /// The time between the first two looks.
    pub first: u64,
}

impl Schedule {
    /// The state after a look at the feed at `now`.
    ///
    /// The interval goes towards the time that one new item takes to come, seen from the last
    /// answer: halfway when there was something new, and half as much again when there was not. A
    /// feed that fails is left alone for its interval, then twice that, and so on; one that is not
    /// likely to come back (404, robots.txt) four times as long. `max-age` and `Retry-After`
    /// are honoured up to the longest interval, beyond which they are taken for a mistake. Up to a
    /// tenth more, told by the address, keeps feeds from falling due all at once.
    ///
    /// `next_due` lies from `min` to `max` seconds behind `now`, but where the look was
    /// [`Postponed`](Outcome::Postponed).
    pub fn next(&self, url: &str, state: &FeedState, outcome: &Outcome, now: u64) -> FeedState {
        let mut next = state.clone();
        let interval = if state.interval == 0 { self.first } else { state.interval };
        let interval = self.clamped(interval);
        match outcome {
            Outcome::Answered { new_items, validators, max_age, moved_to } => {
                // Of the first answer everything is new, which tells nothing.
                next.interval = match (state.last_ok, *new_items) {
                    (None, _) => interval,
                    (Some(_), 0) => self.clamped(interval.saturating_add(interval / 2)),
                    (Some(last), items) => {
                        let an_item = now.saturating_sub(last) / items;
                        self.clamped(interval / 2 + an_item.min(interval) / 2)
                    }
                };
                next.failures = 0;
                next.last_ok = Some(now);
                if *new_items > 0 {
                    next.last_new = Some(now);
                }
                if let Some(validators) = validators {
                    next.etag.clone_from(&validators.etag);
                    next.last_modified.clone_from(&validators.last_modified);
                }
                if moved_to.is_some() {
                    next.moved_to.clone_from(moved_to);
                }
                let wait = next.interval.max(max_age.unwrap_or(0));
                next.next_due = self.due(url, 0, wait, now);
            }
            Outcome::Failed { retry_after, temporary } => {
                next.failures = state.failures.saturating_add(1);
                let doublings = state.failures.min(32);
                let first = if *temporary { interval } else { interval.saturating_mul(4) };
                let wait = first.saturating_mul(1 << doublings).max(retry_after.unwrap_or(0));
                next.next_due = self.due(url, next.failures, wait, now);
            }
            Outcome::Gone => {
                next.gone = true;
                next.next_due = self.due(url, 0, self.max, now);
            }
            Outcome::Postponed(wait) => {
                next.next_due = now.saturating_add((*wait).min(self.max));
            }
        }
        next
    }

    fn clamped(&self, interval: u64) -> u64 {
        interval.min(self.max).max(self.min)
    }

    fn due(&self, url: &str, salt: u32, wait: u64, now: u64) -> u64 {
        let wait = self.clamped(wait);
        now.saturating_add(self.clamped(wait.saturating_add(spread(url, salt, wait / 10))))
    }
}
