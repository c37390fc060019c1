//! XML as the news formats need it: a tree ([`tree`]) read within limits, and what the
//! marked-up text in it says ([`text`]).

pub(crate) mod text;
pub(crate) mod tree;
