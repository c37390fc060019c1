//! The same news, told often.
//!
//! A dispatch in forty outlets is one wire text and forty appearances ([`Sketch`]), of which one is the original
//! ([`original()`]). A quote is carried, cut, reworded and translated ([`QuoteSketch`]). Reports on
//! the same happenings are a story ([`Features`], [`StoryState`], [`best`]).
//!
//! Everything here is pure: the features of one report become a small record with a few index keys,
//! which a store keeps and looks up, and a report is compared with a handful of candidates. Nothing
//! here holds more than one report and its candidates, knows a clock, or fails on a text.

mod day;
mod features;
mod kinship;
mod likeness;
mod original;
mod overlap;
mod quote;
mod record;
mod sketch;
mod story;
mod term;
mod word;

pub use day::day;
pub use features::Features;
pub use kinship::{Kin, Kinship};
pub use original::{Member, credited, original};
pub use overlap::Overlap;
pub use quote::{MAX_QUOTE_WORDS, QuoteInput, QuoteSketch};
pub use record::RecordError;
pub use sketch::{MAX_WORDS, Sketch};
pub use story::{Belongs, JOINS, StoryState, WINDOW, best};
pub use term::{Rarity, Term, TermKind};
