//! Marked news text: the notation in which sayso's corpus and specification are written,
//! and the scorer that compares readings with it.
//!
//! The notation is plain text with elements close to TEI's:
//!
//! ```text
//! « <said id="1" by="Léa Morand" kind="direct">Le pont tiendra</said> »,
//! <cue of="1">a assuré</cue> <source of="1">l'ingénieure Léa Morand</source>.
//! ```
//!
//! - `said`: one content span. Several with the same `id` are one attribution's spans in order;
//!   the first carries `by` (the speaker; empty: nobody can tell), `kind` and, where more names
//!   are accepted, `or` (separated by `|`).
//! - `cue` and `source`: what signals the saying, and who is named nearest to it; `of` lists the
//!   attributions they serve.
//! - Elements nest and never cross. `&`, `<` and `>` in the text are written `&amp;`, `&lt;`, `&gt;`.
//! - Other elements (`persName`, `date`, …) are kept as they are: name, attributes, span.
//!
//! Spans count UTF-8 bytes of the text without the marks, as everywhere in memory; the JSON of
//! [`to_gold_json`] counts code points.

mod agree;
mod attribution;
mod brat;
mod check;
mod compare;
mod conllu;
mod dispatch;
mod error;
mod eval;
mod gold;
mod layers;
mod markup;
mod meant;
mod near;
mod score;
mod spec;
mod stats;
mod times;
mod variation;

pub use agree::{Agreement, Shared, agreement};
pub use attribution::{GoldAttribution, to_display};
pub use brat::to_brat;
pub use check::{GENRES, Issue, WORDS, check, words};
pub use compare::{Difference, Finding, What, compare};
pub use conllu::to_conllu;
pub use dispatch::Dispatch;
pub use error::{MarkupError, Problem};
pub use eval::{ErrorClass, EvalError, EvalFinding, Evaluation, Record, Report, Saying, evaluate};
pub use gold::{gold_json, to_gold_json};
pub use layers::{
    GoldEntity, GoldEvent, GoldMention, GoldTime, Participant, Status, TYPES, is_iso_date,
    is_timex, modes,
};
pub use markup::{Mark, Marked};
pub use meant::compare_meant;
pub use near::{Frame, NEAR, Near, near_duplicates, repeated_frames};
pub use sayso_model::TimeKind;
pub use score::{KindRecall, Prf, Score, THRESHOLDS, positions, same_speaker, score};
pub use spec::{Case, cases};
pub use stats::Stats;
pub use times::{TimeCounts, TimeGroup, TimeScore, compare_times};
pub use variation::{Pair, Stock, Variation, copies, near_misses, variations};
