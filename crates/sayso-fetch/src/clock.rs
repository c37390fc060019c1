use std::{
    fmt::Debug,
    thread,
    time::{Duration, Instant, SystemTime},
};

/// Where a [`Fetcher`](crate::Fetcher) takes the time from when it waits for a host's turn, so
/// that a test need not wait. Deadlines of connections always run by the system's clock.
pub trait Clock: Debug + Send + Sync {
    /// The time since some fixed moment. It never goes back.
    fn elapsed(&self) -> Duration;
    /// The time of day, for dates that servers name.
    fn wall(&self) -> SystemTime;
    /// Waits. The fetcher asks for a tenth of a second at a time, and looks at its cancel flag
    /// in between.
    fn sleep(&self, time: Duration);
}

/// The system's clock.
#[derive(Debug)]
pub struct SystemClock {
    started: Instant,
}

impl Default for SystemClock {
    fn default() -> SystemClock {
        SystemClock { started: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, time: Duration) {
        thread::sleep(time);
    }
}
