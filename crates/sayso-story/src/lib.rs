//! The same news, told often.
//!
//! A dispatch in forty outlets is one wire text and forty appearances ([`Sketch`]).
//!
//! Everything here is pure: the features of one report become a small record with a few index keys,
//! which a store keeps and looks up, and a report is compared with a handful of candidates. Nothing
//! here holds more than one report and its candidates, knows a clock, or fails on a text.

mod overlap;
mod record;
mod sketch;
mod word;

pub use overlap::Overlap;
pub use record::RecordError;
pub use sketch::{MAX_WORDS, Sketch};
