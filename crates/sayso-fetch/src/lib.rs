//! Fetches feeds, pages and lists: the only part of sayso that opens an outbound connection.
//!
//! ```no_run
//! use sayso_fetch::{Fetcher, Request, Settings};
//!
//! let fetcher = Fetcher::new(Settings::default());
//! let first = fetcher.fetch(&Request::new("https://presse.example/flux.xml"))?;
//! println!("{} bytes from {}", first.body.len(), first.url);
//!
//! // Later: only if there is something new.
//! let request = Request {
//!     etag: first.etag,
//!     last_modified: first.last_modified,
//!     ..Request::new(first.moved_permanently.unwrap_or(first.url))
//! };
//! match fetcher.fetch(&request) {
//!     Ok(response) if response.is_not_modified() => println!("nothing new"),
//!     Ok(response) => println!("{} bytes", response.body.len()),
//!     Err(error) if error.is_temporary() => println!("{error}; again in {:?}", error.retry_after()),
//!     Err(error) => println!("skipped ({}): {error}", error.code()),
//! }
//! # Ok::<(), sayso_fetch::FetchError>(())
//! ```
//!
//! One [`Fetcher`] is shared by all threads. [`schedule`] says when a feed is to be looked at next.
//!
//! # Guarantees
//!
//! - **Where.** Only https and http, and only public addresses unless [`Settings`] allow others.
//!   The address that is checked is the one that is connected to, at each redirect anew; of a host
//!   that has several only those that are allowed are tried. A redirect from https to http is
//!   refused. Proxies that the environment names are not used, since behind one nobody can tell
//!   which address is connected to. No cookies, no logins, no `Referer`.
//! - **How much.** A body is counted as it is sent and again as it is unpacked, while it comes; a
//!   type that holds no report is refused before its body. What ends early is an error, never a
//!   shorter body.
//! - **How long.** Connecting, the first byte and the whole request have deadlines, which no server
//!   that sends a byte now and then gets around; a cancel flag ends all within a tenth of a second.
//! - **How often.** robots.txt is honoured ([RFC 9309](https://www.rfc-editor.org/rfc/rfc9309)):
//!   one that is not there allows everything, one that cannot be had nothing for now. Requests to
//!   a host are an interval apart, whichever thread makes them, or as far as its `Crawl-delay`
//!   asks; a host that fails is left alone for longer each time, and as long as its `Retry-After`
//!   says.
//!
//! What is bounded, and by how much, is a named setting. Errors say what to try, and have a
//! [code](FetchError::code) that stays.

mod address;
mod body;
mod caching;
mod clock;
mod connection;
mod content_type;
mod error;
mod exchange;
mod fetcher;
mod jitter;
mod pace;
mod request;
mod robots;
mod robots_cache;
pub mod schedule;
mod settings;

pub use address::{Network, NetworkError, special_kind};
pub use clock::{Clock, SystemClock};
pub use connection::{Resolve, SystemResolver};
pub use error::{FetchError, Problem};
pub use fetcher::Fetcher;
pub use request::{Request, Response};
pub use settings::{Setting, SettingError, Settings};

/// How sayso names itself to servers; robots.txt is read for the name before the slash.
pub const USER_AGENT: &str =
    concat!("sayso/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");
