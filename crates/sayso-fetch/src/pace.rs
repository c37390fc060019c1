//! When which host may be asked next. Knows no clock: it is told the time.

use crate::jitter::spread;
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Past so many hosts those that wait for nothing are forgotten.
const MANY: usize = 10_000;

/// A failing host is left alone for its interval, or this long at first, then twice that, ….
const FIRST_BACK_OFF: Duration = Duration::from_secs(1);

/// The turns of all hosts.
#[derive(Debug, Default)]
pub(crate) struct Pace {
    hosts: Mutex<BTreeMap<String, Turns>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Turns {
    /// When the next one is.
    next: Duration,
    /// How often it failed since it last answered.
    failures: u32,
    /// How long the last one has to wait for failures' sake.
    backs_off: bool,
}

/// A turn that comes too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLong {
    pub(crate) wait: Duration,
    /// Because the host failed, or asked for it.
    pub(crate) backs_off: bool,
}

impl Pace {
    /// Takes the host's next turn, and says how long to wait for it. A turn that is more than
    /// `most` away is not taken.
    pub(crate) fn take(
        &self,
        host: &str,
        interval: Duration,
        most: Duration,
        now: Duration,
    ) -> Result<Duration, TooLong> {
        let mut hosts = self.lock();
        if hosts.len() >= MANY {
            hosts.retain(|_, turns| turns.next > now || turns.failures > 0);
        }
        let turns = hosts.entry(host.to_owned()).or_default();
        let wait = turns.next.saturating_sub(now);
        if wait > most {
            return Err(TooLong { wait, backs_off: turns.backs_off });
        }
        turns.next = turns.next.max(now).saturating_add(interval);
        turns.backs_off = false;
        Ok(wait)
    }

    /// Sees to it that the next turn is at least an interval away: the host asks for a longer one
    /// than the last turn was taken with.
    pub(crate) fn hold(&self, host: &str, interval: Duration, now: Duration) {
        if let Some(turns) = self.lock().get_mut(host) {
            turns.next = turns.next.max(now.saturating_add(interval));
        }
    }

    /// The host answered.
    pub(crate) fn answered(&self, host: &str) {
        if let Some(turns) = self.lock().get_mut(host) {
            turns.failures = 0;
        }
    }

    /// The host failed: it is left alone for longer each time, up to `most`, and for as long as it
    /// asks, up to `most` as well.
    pub(crate) fn failed(
        &self,
        host: &str,
        url: &str,
        interval: Duration,
        retry_after: Option<Duration>,
        most: Duration,
        now: Duration,
    ) {
        let mut hosts = self.lock();
        let turns = hosts.entry(host.to_owned()).or_default();
        let doublings = turns.failures.min(20);
        turns.failures = turns.failures.saturating_add(1);
        let wait = interval.max(FIRST_BACK_OFF).saturating_mul(1 << doublings);
        let tenth = u64::try_from(wait.as_millis() / 10).unwrap_or(u64::MAX);
        let more = Duration::from_millis(spread(url, turns.failures, tenth));
        let wait = wait.saturating_add(more).max(retry_after.unwrap_or_default()).min(most);
        let next = now.saturating_add(wait);
        if next > turns.next {
            turns.next = next;
            turns.backs_off = true;
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Turns>> {
        // Whole before and after each change, whoever panicked meanwhile.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn turns_are_an_interval_apart() {
        let pace = Pace::default();
        let take = |host, now| pace.take(host, SECOND, SECOND * 3, SECOND * now);
        assert_eq!(take("a", 10), Ok(Duration::ZERO));
        assert_eq!(take("a", 10), Ok(SECOND));
        assert_eq!(take("a", 10), Ok(SECOND * 2));
        assert_eq!(take("b", 10), Ok(Duration::ZERO));
        assert_eq!(take("a", 10), Ok(SECOND * 3));
        let late = TooLong { wait: SECOND * 4, backs_off: false };
        assert_eq!(take("a", 10), Err(late));
        assert_eq!(take("a", 11), Ok(SECOND * 3));
        assert_eq!(take("a", 99), Ok(Duration::ZERO));
    }

    #[test]
    fn a_failing_host_is_left_alone_for_longer_each_time() {
        let pace = Pace::default();
        let mut now = SECOND;
        let mut waits = Vec::new();
        for _ in 0..14 {
            assert_eq!(pace.take("a", SECOND, Duration::ZERO, now), Ok(Duration::ZERO));
            pace.failed("a", "http://a/", SECOND, None, HOUR, now);
            let late = pace.take("a", SECOND, Duration::ZERO, now).unwrap_err();
            assert!(late.backs_off);
            waits.push(late.wait);
            now += late.wait;
        }
        for (doublings, wait) in waits.iter().enumerate() {
            let least = SECOND * (1 << doublings);
            assert!(*wait >= least.min(HOUR) && *wait <= (least * 11 / 10).min(HOUR), "{waits:?}");
        }
        pace.answered("a");
        pace.failed("a", "http://a/", SECOND, None, HOUR, now);
        let late = pace.take("a", SECOND, Duration::ZERO, now).unwrap_err();
        assert_eq!(late.wait.as_secs(), 1);
    }

    #[test]
    fn what_the_host_asks_for_is_honoured_up_to_the_most() {
        for (asked, wait) in [(30, 30), (7200, 3600)] {
            let pace = Pace::default();
            pace.failed("a", "http://a/", SECOND, Some(SECOND * asked), HOUR, SECOND);
            let late = pace.take("a", SECOND, Duration::ZERO, SECOND).unwrap_err();
            assert_eq!(late, TooLong { wait: SECOND * wait, backs_off: true });
        }
    }

    #[test]
    fn hosts_that_wait_for_nothing_are_forgotten() {
        let pace = Pace::default();
        pace.failed("failing", "http://failing/", SECOND, None, HOUR, SECOND);
        for host in 0..MANY * 2 {
            pace.take(&host.to_string(), SECOND, HOUR, SECOND * (host as u32 + 1)).unwrap();
        }
        let hosts = pace.lock();
        assert!(hosts.len() <= MANY && hosts.contains_key("failing"), "{}", hosts.len());
    }
}
