//! Fetching from servers on this machine: what they may do wrong, and what comes of it. Nothing
//! here connects to anything but 127.0.0.1 and [::1].

mod anything;
mod bounds;
mod cancel;
mod feeds;
mod pace;
mod redirects;
mod robots;
mod safe;
mod server;
mod types;

use sayso_fetch::{Clock, FetchError, Fetcher, Request, Response, Settings};
use server::Server;
use std::{
    sync::Mutex,
    time::{Duration, SystemTime},
};

/// Settings that allow this server and no other, do not wait, and give up soon.
fn settings(server: &Server) -> Settings {
    Settings {
        allow: vec![server.address.into()],
        host_interval: Duration::ZERO,
        connect_time: Duration::from_secs(5),
        first_byte_time: Duration::from_secs(5),
        whole_time: Duration::from_secs(5),
        ..Settings::default()
    }
}

fn fetch(server: &Server, path: &str) -> Result<Response, FetchError> {
    Fetcher::new(settings(server)).fetch(&Request::new(server.url(path)))
}

fn error(server: &Server, path: &str) -> FetchError {
    fetch(server, path).unwrap_err()
}

/// A clock that goes on when somebody sleeps, and notes for how long.
#[derive(Debug, Default)]
struct TestClock {
    elapsed: Mutex<Duration>,
}

impl TestClock {
    fn advance(&self, time: Duration) {
        *self.elapsed.lock().unwrap() += time;
    }
}

impl Clock for TestClock {
    fn elapsed(&self) -> Duration {
        *self.elapsed.lock().unwrap()
    }

    fn wall(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000) + self.elapsed()
    }

    fn sleep(&self, time: Duration) {
        self.advance(time);
    }
}
