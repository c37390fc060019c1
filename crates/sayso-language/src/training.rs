//! What a trainer shares with the engine: features, transitions and the model's format. Not for
//! use at run time, and free to change in any release.

pub use crate::bytes::{Damaged, Reader, Writer};
pub use crate::gap::features as gap_features;
pub use crate::hash::{feature, text as hash_text};
pub use crate::lemma::Edit;
pub use crate::lexicon::{Entry, Lexicon, Readings};
pub use crate::model::{ENDING, Model, ending_key, lemma_key};
pub use crate::parser::{LONGEST, MOVES, Move, State, View, features as parse_features, parse};
pub use crate::segment::can_stand_apart;
pub use crate::split::features as split_features;
pub use crate::tagger::{ANY_UPOS, best, inflect, run as tag_with, tag};
pub use crate::traits::{Input, Traits, traits};
pub use crate::weights::{CLASSES, Linear, Scores, Weights};
