//! The same news, told often.
//!
//! A dispatch in forty outlets is one wire text and forty appearances ([`Sketch`]), of which one is the original
//! ([`original()`]). A quote is carried, cut, reworded and translated ([`QuoteSketch`]). Reports on
//! the same happenings are a story ([`Features`], [`StoryState`], [`best`]).
//!
//! Everything here is pure: the features of one report become a small record with a few index keys,
//! which a store keeps and looks up, and a report is compared with a handful of candidates. Nothing
//! here holds more than one report and its candidates, knows a clock, or fails on a text.
//!
//! What a store does with a report as it arrives:
//!
//! ```
//! use sayso_model::{Document, Lang, Published, PublishedFrom, Reading};
//! use sayso_story::{Features, Rarity, Sketch, StoryState, best};
//!
//! # let mut document = Document::from_text("Le port de Varelle rouvrira lundi, a annoncé la préfecture.");
//! # let published = Published { value: "2024-05-14".into(), from: PublishedFrom::Declared };
//! # document.published = Some(published);
//! # let reading = Reading {
//! #     zone: None,
//! #     lang: Lang::new("fr"), entities: vec![], attributions: vec![], times: vec![], notes: vec![],
//! # };
//! // Is it a copy? Candidates are texts of the last thirty days that share a key of its sketch.
//! let sketch = Sketch::of(&document);
//! let record = sketch.to_bytes();
//! let candidates = [Sketch::from_bytes(&record)?];
//! let copy_of = candidates.iter().position(|other| sketch.compare(other).is_copy());
//! assert_eq!(copy_of, Some(0));
//!
//! // Which story is it? Candidates are stories that were indexed under one of its look-up keys.
//! let features = Features::of(&document, &reading);
//! let counted = |_term| 3; // in how many reports a term stands: a column of the store
//! let rarity = Rarity::new(1000, &counted);
//! let mut stories: Vec<StoryState> = Vec::new();
//! match best(&features, &stories, &rarity) {
//!     Some(found) => stories[found.index].add(&features),
//!     None => stories.extend(StoryState::open(&features)),
//! }
//! assert!(!features.keys(&rarity).is_empty()); // index its story under these
//! # Ok::<(), sayso_story::RecordError>(())
//! ```

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
