//! Sentences, words, tags, lemmas and dependency trees. One engine; what is
//! particular to a language is data in its pack under `languages/`.
//!
//! [`Pack::load`] gives a pack, [`Pack::analyse`] cuts and tags a text, [`Pack::parse`] gives one
//! of its sentences a tree. Nothing here fails on a text, whatever it is; a pack that is damaged
//! fails to load.
//!
//! ```
//! use sayso_language::{Deprel, Pack};
//! use sayso_model::{Lang, Span};
//!
//! let pack = Pack::load(&Lang::new("fr"))?;
//! let text = "« La grève cesse », a-t-elle dit.";
//! let mut analysis = pack.analyse(text, &[Span::from_range(0..text.len())]);
//! pack.parse(text, &mut analysis, 0);
//! let elle = analysis.words.iter().find(|w| w.form(text) == "-t-elle").unwrap();
//! assert_eq!(elle.deprel, Deprel::Nsubj);
//! assert_eq!(analysis.words[elle.head].lemma, "dire");
//! # Ok::<(), sayso_language::PackError>(())
//! ```

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
