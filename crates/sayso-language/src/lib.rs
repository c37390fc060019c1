//! Sentences, words, tags, lemmas and dependency trees. One engine; what is
//! particular to a language is data in its pack under `languages/`.

mod analysis;

pub use analysis::{
    Analysis, Case, Deprel, Gender, Mood, Morph, Number, Person, Sentence, Tense, Upos, VerbForm,
    Word,
};
