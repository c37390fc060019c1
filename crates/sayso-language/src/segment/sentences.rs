//! Finds where sentences end in a block's tokens.

use super::chars::*;
use super::rules::{Abbreviation, Rules};
use super::tokens::Token;
use crate::traits::{Input, closing};

/// What the sentence finder asks of the lexicon.
pub(crate) trait Known {
    /// Whether the folded form is a word that opens sentences rather than a name (`le`, `il`).
    fn is_function_word(&self, folded: &str) -> bool;
}

/// The index after each sentence's last token; the last one is `tokens.len()`.
pub(crate) fn ends(text: &str, tokens: &[Token], rules: &Rules, known: &dyn Known) -> Vec<usize> {
    let inputs: Vec<Input<'_>> =
        tokens.iter().map(|t| Input { form: t.of(text), spaced: t.spaced }).collect();
    let closing = closing(&inputs);
    let mut ends = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let form = tokens[i].of(text);
        let terminal = is_terminal(form);
        let abbreviation = !terminal && form.len() > 1 && form.ends_with('.');
        if terminal || abbreviation {
            let mut next = i + 1;
            while next < tokens.len() && (closing[next] || is_terminal(tokens[next].of(text))) {
                next += 1;
            }
            let end = next < tokens.len()
                && can_begin(text, tokens, next, &closing)
                && (terminal || abbreviation_ends(text, tokens, i, next, rules, known));
            if end {
                ends.push(next);
            }
            i = next;
        } else {
            i += 1;
        }
    }
    if !tokens.is_empty() && ends.last() != Some(&tokens.len()) {
        ends.push(tokens.len());
    }
    ends
}

/// A token that can end a sentence.
fn is_terminal(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// Whether the token at `next` can begin a sentence.
fn can_begin(text: &str, tokens: &[Token], next: usize, closing: &[bool]) -> bool {
    let Some(token) = tokens.get(next) else { return false };
    let form = token.of(text);
    let Some(first) = form.chars().next() else { return false };
    if first.is_uppercase() || first.is_ascii_digit() {
        return true;
    }
    if first.is_lowercase() {
        // A brand or a name of the net (`iPhone`) can stand first.
        return form.chars().nth(1).is_some_and(char::is_uppercase);
    }
    let opens = (is_quote(first) && !closing.get(next).copied().unwrap_or(false))
        || is_opening_bracket(first)
        || is_dash(first)
        || matches!(first, '•' | '¿' | '¡' | '*');
    if opens {
        return can_begin(text, tokens, next + 1, closing);
    }
    // Letters without case (and signs such as €) can begin one; punctuation cannot.
    first.is_alphabetic()
}

/// Whether the abbreviation at `at` is its sentence's end, when `next` can begin one.
fn abbreviation_ends(
    text: &str,
    tokens: &[Token],
    at: usize,
    next: usize,
    rules: &Rules,
    known: &dyn Known,
) -> bool {
    let form = tokens[at].of(text);
    let bare = form.strip_suffix('.').unwrap_or(form);
    let following = tokens[next].of(text);
    let opens = known.is_function_word(&fold(following));
    match rules.abbreviations.get(bare) {
        Some(Abbreviation::Title) => false,
        Some(Abbreviation::Number) => !following.starts_with(|c: char| c.is_ascii_digit()) && opens,
        Some(Abbreviation::End) => !following.starts_with(|c: char| c.is_ascii_digit()),
        // Initials: a name goes on unless a word follows that names do not hold.
        None => opens,
    }
}
