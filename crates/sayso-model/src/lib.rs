//! Plain data of sayso: what a report is ([`Document`]), what reading it gives
//! ([`Reading`]), and the public JSON of both ([`wire`]).
//!
//! In memory every [`Span`] counts UTF-8 bytes of the document's text; in
//! [`wire`] offsets count Unicode code points, as W3C Web Annotations do.
//!
//! ```
//! use sayso_model::{Document, Span};
//!
//! let document = Document::from_text("« Oui », dit-elle.");
//! let said = Span::from_range(3..6); // bytes: `«` has two
//! assert_eq!(said.of(&document.text), "Oui");
//! // A span off the character boundaries gives the empty text, and no panic.
//! assert_eq!(Span::from_range(1..6).of(&document.text), "");
//! ```

mod document;
mod lang;
mod reading;
mod span;
mod time;
pub mod wire;

pub use document::{Block, BlockRole, Document, Published, PublishedFrom};
pub use lang::Lang;
pub use reading::{
    Attribution, AttributionId, AttributionKind, Entity, EntityId, EntityKind, Evidence, Gender,
    Mention, MentionForm, Note, NoteCode, Reading, Speaker,
};
pub use span::Span;
pub use time::{Grain, TimeAnchor, TimeId, TimeKind, TimeMod, TimeRef, Zone, ZoneFrom};

/// Version of the reading's public JSON: `"schema"` in [`wire::Reading`].
pub const SCHEMA: &str = "sayso/1";
