//! Fetches feeds, pages and lists.
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
