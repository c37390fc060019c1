//! **sayso reads news and keeps who said what, with the exact place in the text behind every
//! answer.**
//!
//! Give a [`Reader`] a [`Document`] and it gives a [`Reading`]: attributions (direct, mixed,
//! indirect), their speakers resolved inside the report, and notes on what it could not tell.
//! Every record carries [`Span`]s into the document's text, and unknown stays unknown.
//!
//! ```
//! use sayso::{Document, Reader};
//!
//! let reader = Reader::new()?;
//! let document = Document::from_text(
//!     "« Le pont rouvrira lundi », a déclaré Anne Verlinde, maire de Brévans.",
//! );
//! let reading = reader.read(&document);
//! for attribution in &reading.attributions {
//!     let speaker = attribution.speaker.as_ref().map_or("unknown", |s| s.name.as_str());
//!     let words: Vec<&str> = attribution.content.iter().map(|s| s.of(&document.text)).collect();
//!     println!("{speaker}: {}", words.join(" […] "));
//! }
//! # Ok::<(), sayso::ReaderError>(())
//! ```
//!
//! Reading does no I/O, keeps no global state and cannot fail. A [`Reader`] is `Send + Sync` and
//! cheap to clone; its answers do not depend on which thread asks.
//!
//! Spans in memory count UTF-8 bytes. What leaves the program ([`to_json`], the [`wire`] module)
//! counts Unicode code points, as W3C Web Annotations do.
//!
//! To turn a web page, a scraped text or a JSON record into a [`Document`], see [`input`].
//!
//! # Features
//!
//! `cli` (default) builds the `sayso` program. A library user needs none of it:
//! `sayso = { version = "…", default-features = false }`.

mod detect;
mod json;
pub mod pretty;
mod reader;
mod version;

#[doc(inline)]
pub use json::{to_json, write_json};
#[doc(inline)]
pub use reader::{Builder, Reader, ReaderError};
pub use sayso_input as input;
pub use sayso_model::wire::{self, Explain};
pub use sayso_model::{
    Attribution, AttributionId, AttributionKind, Block, BlockRole, Document, Entity, EntityId,
    EntityKind, Evidence, Gender, Grain, Lang, Mention, MentionForm, Note, NoteCode, Published,
    PublishedFrom, Reading, SCHEMA, Span, Speaker, TimeAnchor, TimeId, TimeKind, TimeMod, TimeRef,
};
#[doc(inline)]
pub use version::VERSION;

pub use sayso_reading::Part;
#[cfg(feature = "store")]
pub use sayso_store as store;

/// The examples of the README and the guide compile and run.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide.md")]
struct Guide;
