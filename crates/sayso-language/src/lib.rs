//! Sentences, words, tags, lemmas and dependency trees. One engine; what is
//! particular to a language is data in its pack under `languages/`.
//!
//! [`Pack::load`] gives a pack, [`Pack::analyse`] cuts and tags a text, [`Pack::parse`] gives one
//! of its sentences a tree.

mod analysis;
mod bytes;
mod gap;
mod hash;
mod lemma;
mod lexicon;
mod model;
mod pack;
mod parser;
mod segment;
mod split;
mod tagger;
pub mod training;
mod traits;
mod weights;

pub use analysis::{
    Analysis, Case, Deprel, Gender, Mood, Morph, Number, Person, Sentence, Tense, Upos, VerbForm,
    Word,
};
pub use pack::{Pack, PackError};
pub use segment::{RuleError, Rules};
