//! Cuts blocks into sentences and tokens, by the language's rules files.

pub(crate) mod chars;
mod rules;
mod sentences;
mod tokens;

pub(crate) use rules::Enclitic;
pub use rules::{RuleError, Rules};
pub use sentences::can_stand_apart;
pub(crate) use sentences::{Known, ends};
pub(crate) use tokens::{Token, tokens};
