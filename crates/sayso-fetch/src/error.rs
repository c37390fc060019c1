use crate::{Setting, settings::shown};
use std::{error::Error, io, net::IpAddr, time::Duration};

/// Why something could not be fetched: what was asked for, where on the way it went wrong, and
/// what went wrong there.
#[derive(Debug, thiserror::Error)]
#[error("fetching {url} failed{}: {problem}", on_the_way(.at))]
pub struct FetchError {
    /// The address that was asked for; without user name and password.
    pub url: String,
    /// The address that it was redirected to, where that is the one that failed.
    pub at: Option<String>,
    /// What went wrong.
    pub problem: Box<Problem>,
}

fn on_the_way(at: &Option<String>) -> String {
    at.as_ref().map(|at| format!(" at {at}, to which it redirects")).unwrap_or_default()
}

impl FetchError {
    /// A name for the problem that stays the same from version to version, for reports of what
    /// was skipped: `timed-out`. See [`Problem::code`].
    pub fn code(&self) -> &'static str {
        self.problem.code()
    }

    /// Whether the same request may succeed later, with the same settings.
    pub fn is_temporary(&self) -> bool {
        self.problem.is_temporary()
    }

    /// After how long the server, or our own pace, lets one try again.
    pub fn retry_after(&self) -> Option<Duration> {
        match *self.problem {
            Problem::Status { retry_after, .. } => retry_after,
            Problem::RobotsUnavailable { retry_after, .. } => Some(retry_after),
            Problem::Wait { wait, .. } => Some(wait),
            _ => None,
        }
    }
}

/// What can go wrong when something is fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// The address is none.
    #[error("this is no address that can be opened: {0}")]
    Url(String),
    /// The address has a scheme other than https and http.
    #[error("{0:?} addresses are not opened; only https and http are")]
    Scheme(String),
    /// The address holds a name or a password.
    #[error(
        "the address holds a user name or a password, which would end up in the store; \
         take them out of it"
    )]
    Credentials,
    /// The host has no public address.
    #[error(
        "{host} is {address}, {what}, and only public addresses are connected to; \
         if it is yours to read, allow it with the setting allow={address}"
    )]
    Address {
        /// The host of the address.
        host: String,
        /// What it resolves to.
        address: IpAddr,
        /// What kind of address that is, with its article.
        what: &'static str,
    },
    /// The host's addresses could not be found.
    #[error("the host {host} was not found ({error}); check its name and the network")]
    Resolve {
        /// The host.
        host: String,
        /// What the system says.
        error: String,
    },
    /// No connection to any of the host's addresses.
    #[error("connecting to {address} failed ({error}); the server may be down, try later")]
    Connect {
        /// The address that was tried last.
        address: IpAddr,
        /// What the system says.
        error: io::Error,
    },
    /// No safe connection could be agreed on.
    #[error("there is no safe connection to {host} ({error}); its certificate may be the reason")]
    Tls {
        /// The host.
        host: String,
        /// What is wrong.
        error: String,
    },
    /// A deadline passed.
    #[error(
        "it took too long: {about} is {value}; try later, or raise the setting {setting}",
        about = setting.about(), value = shown(*value)
    )]
    TimedOut {
        /// Which deadline.
        setting: Setting,
        /// Its value.
        value: Duration,
    },
    /// The connection broke.
    #[error("the connection broke ({0}); try later")]
    Broken(io::Error),
    /// The body ended early.
    #[error("the body ended early, after {received} bytes{}; try later", of(.expected))]
    Truncated {
        /// How many bytes came.
        received: u64,
        /// How many were announced, where that is known.
        expected: Option<u64>,
    },
    /// The server does not speak HTTP as it should.
    #[error("the server's answer is no valid HTTP: {0}")]
    Protocol(String),
    /// A limit was passed.
    #[error(
        "it passes a limit: {about} is {found}{}, and {setting} is {value}; \
         raise that setting if it is meant to be read",
        if *.at_least { " or more" } else { "" }, about = setting.about()
    )]
    Limit {
        /// Which one.
        setting: Setting,
        /// Its value.
        value: u64,
        /// What was found.
        found: u64,
        /// Whether counting stopped there.
        at_least: bool,
    },
    /// The body is encoded in a way that was not asked for and is not known.
    #[error("the body is encoded as {0:?}, and only gzip is unpacked")]
    Encoding(String),
    /// A packed body is damaged.
    #[error("the body could not be unpacked: {0}")]
    Damaged(String),
    /// The answer is of a type that holds no report.
    #[error("it is {kind} ({content_type}), which holds no text that sayso reads")]
    Type {
        /// The type as the server names it, or as the first bytes tell.
        content_type: String,
        /// What it is, with its article: `an image`.
        kind: &'static str,
    },
    /// The server answers with an error.
    #[error("the server answers {status}{}{}", meaning(*.status), later(*.status, .retry_after))]
    Status {
        /// The status.
        status: u16,
        /// After how long it lets one try again, where it says so.
        retry_after: Option<Duration>,
    },
    /// A redirect leads nowhere.
    #[error("the server redirects to {target:?}, {why}")]
    Redirect {
        /// Where to.
        target: String,
        /// Why that is not followed.
        why: &'static str,
    },
    /// The site's robots.txt asks not to fetch this.
    #[error(
        "{robots} asks programs not to fetch it; a site of your own can be read all the same \
         with the setting ignore-robots=yes"
    )]
    Robots {
        /// The address of the robots.txt.
        robots: String,
    },
    /// The site's robots.txt could not be had, so that nothing may be fetched for now.
    #[error(
        "{robots} could not be had, and without it nothing is fetched ({error}); \
         try again in {}", roughly(*retry_after)
    )]
    RobotsUnavailable {
        /// The address of the robots.txt.
        robots: String,
        /// Why.
        error: String,
        /// After how long it is asked for again.
        retry_after: Duration,
    },
    /// The host's turn does not come soon enough.
    #[error(
        "the turn of {host} comes in {} only, because of {why}; \
         try then, or raise the setting max-wait", roughly(*wait)
    )]
    Wait {
        /// The host.
        host: String,
        /// How long it is.
        wait: Duration,
        /// Why it is so long.
        why: &'static str,
    },
    /// The cancel flag was set.
    #[error("it was cancelled")]
    Cancelled,
}

fn of(expected: &Option<u64>) -> String {
    expected.map(|n| format!(" of {n}")).unwrap_or_default()
}

fn later(status: u16, retry_after: &Option<Duration>) -> String {
    match retry_after {
        Some(time) => format!("; it lets one try again in {}", roughly(*time)),
        None if status_is_temporary(status) => "; try later".to_owned(),
        None => String::new(),
    }
}

fn status_is_temporary(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500..=599)
}

/// A time to wait, for people: whole seconds, minutes or hours, rounded up.
fn roughly(time: Duration) -> String {
    match time.as_secs() + u64::from(time.subsec_nanos() > 0) {
        seconds @ 0..120 => format!("{seconds}s"),
        seconds @ 120..7200 => format!("{}min", seconds.div_ceil(60)),
        seconds => format!("{}h", seconds.div_ceil(3600)),
    }
}

/// The few that explain themselves to readers.
fn meaning(status: u16) -> &'static str {
    match status {
        401 => " (a login is needed)",
        402 | 403 => " (it does not let sayso read this)",
        404 => " (there is nothing at this address)",
        410 => " (it is gone for good)",
        429 => " (too many requests)",
        451 => " (not available for legal reasons)",
        500..=599 => " (an error of its own)",
        _ => "",
    }
}

impl Problem {
    /// A name that stays the same from version to version.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::Url(_) => "bad-url",
            Problem::Scheme(_) => "scheme",
            Problem::Credentials => "credentials",
            Problem::Address { .. } => "private-address",
            Problem::Resolve { .. } => "host-not-found",
            Problem::Connect { .. } => "no-connection",
            Problem::Tls { .. } => "no-safe-connection",
            Problem::TimedOut { .. } => "timed-out",
            Problem::Broken(_) => "connection-broken",
            Problem::Truncated { .. } => "truncated",
            Problem::Protocol(_) => "bad-http",
            Problem::Limit { setting, .. } => setting.name(),
            Problem::Encoding(_) => "encoding",
            Problem::Damaged(_) => "damaged",
            Problem::Type { .. } => "type",
            Problem::Status { status: 410, .. } => "gone",
            Problem::Status { status: 404, .. } => "not-found",
            Problem::Status { status: 400..=499, .. } => "refused",
            Problem::Status { status: 500..=599, .. } => "server-error",
            Problem::Status { .. } => "status",
            Problem::Redirect { .. } => "redirect",
            Problem::Robots { .. } => "robots",
            Problem::RobotsUnavailable { .. } => "robots-unavailable",
            Problem::Wait { .. } => "busy",
            Problem::Cancelled => "cancelled",
        }
    }

    /// Whether the same request may succeed later, with the same settings.
    pub fn is_temporary(&self) -> bool {
        match self {
            Problem::Resolve { .. }
            | Problem::Connect { .. }
            | Problem::TimedOut { .. }
            | Problem::Broken(_)
            | Problem::Truncated { .. }
            | Problem::RobotsUnavailable { .. }
            | Problem::Wait { .. }
            | Problem::Cancelled => true,
            Problem::Status { status, .. } => status_is_temporary(*status),
            _ => false,
        }
    }

    /// Whether it tells that the host is in trouble, and is better left alone for a while.
    pub(crate) fn is_hosts(&self) -> bool {
        match self {
            Problem::Connect { .. }
            | Problem::Tls { .. }
            | Problem::TimedOut { .. }
            | Problem::Broken(_)
            | Problem::Truncated { .. }
            | Problem::Protocol(_) => true,
            Problem::Status { status, .. } => matches!(status, 429 | 500..=599),
            _ => false,
        }
    }

    pub(crate) fn url(error: impl Error) -> Problem {
        Problem::Url(error.to_string())
    }

    /// The limit as an error, when it is passed.
    pub(crate) fn check(setting: Setting, value: u64, found: u64) -> Result<(), Problem> {
        if found > value {
            Err(Problem::Limit { setting, value, found, at_least: false })
        } else {
            Ok(())
        }
    }

    /// As an error of a stream, from which [`Problem::of_stream`] takes it out again.
    pub(crate) fn into_stream(self) -> io::Error {
        io::Error::other(self)
    }

    /// An error of a stream, or the problem of ours that came through it.
    pub(crate) fn of_stream(error: io::Error) -> Problem {
        match error.downcast::<Problem>() {
            Ok(problem) => problem,
            Err(error) => Problem::Broken(error),
        }
    }
}
