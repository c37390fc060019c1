//! Dependency trees by greedy arc-hybrid transitions with a linear model, trained with a dynamic
//! oracle (Goldberg and Nivre 2013; Collins 2002).

mod features;
mod state;

pub use features::{View, features};
pub use state::{MOVES, Move, State};

use crate::tagger::best;
use crate::weights::Linear;

/// Sentences are parsed in pieces of at most this many words: no report has longer sentences, and
/// tables and garbage must not cost more than their length.
pub const LONGEST: usize = 400;

/// Parses a view of at most [`LONGEST`] words.
pub fn parse(view: &View, model: &impl Linear) -> State {
    let mut state = State::new(view.len());
    let mut buffer = Vec::with_capacity(128);
    while !state.is_done() {
        let allowed = state.allowed();
        if allowed == 0 {
            break;
        }
        // With one choice there is nothing to ask.
        let class = if allowed.count_ones() == 1 {
            allowed.trailing_zeros() as usize
        } else {
            features(view, &state, &mut buffer);
            best(&model.score(&buffer), allowed)
        };
        state.apply(Move::of_class(class));
    }
    state
}
