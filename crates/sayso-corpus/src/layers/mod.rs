//! What is marked beside attributions: who and where, when, who did what to whom.

mod entity;
mod event;
mod time;

pub use entity::{GoldEntity, GoldMention};
pub use event::{GoldEvent, Participant, Status, TYPES, is_iso_date, modes};
pub(crate) use time::kind as time_kind;
pub use time::{GoldTime, is_timex};

/// The elements that mark a mention.
pub(crate) const MENTIONS: [&str; 5] = ["persName", "orgName", "country", "placeName", "rs"];
/// A time expression.
pub(crate) const DATE: &str = "date";
/// The trigger of an event.
pub(crate) const EVENT: &str = "event";
/// Quoted words that nobody is reported to have said.
pub(crate) const SO_CALLED: &str = "soCalled";
