//! Finds where sentences end in a block's tokens.

use super::chars::*;
use super::rules::{Abbreviation, Rules};
use super::tokens::Token;
use crate::traits::{Seen, Traits};

/// What cutting asks of the lexicon and the model.
pub(crate) trait Known {
    /// Whether the folded form can be a verb.
    fn is_verb(&self, folded: &str) -> bool;

    /// Whether the folded form is a word that opens sentences rather than a name (`le`, `il`).
    fn is_function_word(&self, folded: &str) -> bool;

    /// Whether a sentence ends without a stop before token `next`, `length` tokens after it began.
    fn ends_without_stop(&self, traits: &[Traits], next: usize, length: usize) -> bool;
}

/// The index after each sentence's last token; the last one is `tokens.len()`.
pub(crate) fn ends(
    text: &str,
    tokens: &[Token],
    seen: &Seen,
    rules: &Rules,
    known: &dyn Known,
) -> Vec<usize> {
    let closing = &seen.closing;
    let mut ends = Vec::new();
    let mut from = 0;
    let mut i = 0;
    while i < tokens.len() {
        let form = tokens[i].of(text);
        let terminal = is_terminal(form);
        // An ordinal (`19.`) is one only where no word follows that opens sentences.
        let ordinal = form.starts_with(|c: char| c.is_ascii_digit());
        let abbreviation = !terminal && form.len() > 1 && form.ends_with('.') && !ordinal;
        let mut next = i + 1;
        let end = if terminal || abbreviation {
            while next < tokens.len() && (closing[next] || is_terminal(tokens[next].of(text))) {
                next += 1;
            }
            next < tokens.len()
                && (can_begin(text, tokens, next, closing)
                    || form == "." && goes_on_small(text, tokens, i, next, known))
                && (terminal || abbreviation_ends(text, tokens, i, next, rules, known))
        } else {
            !rules.stops_only
                && tokens.get(next).is_some_and(|t| can_stand_apart(form, t.of(text), t.spaced))
                && known.ends_without_stop(&seen.traits, next, next - from)
        };
        if end {
            ends.push(next);
            from = next;
        }
        i = next;
    }
    if !tokens.is_empty() && ends.last() != Some(&tokens.len()) {
        ends.push(tokens.len());
    }
    ends
}

/// Whether a sentence could end between two tokens although no stop stands there: in running
/// headings and lists. The model is asked only there.
pub fn can_stand_apart(before: &str, after: &str, spaced: bool) -> bool {
    let stops = matches!(before, ";" | ":");
    spaced
        && !is_terminal(before)
        && (stops
            || after.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || is_dash(c) || matches!(c, '•' | '*')
            }))
}

/// A token that can end a sentence.
fn is_terminal(form: &str) -> bool {
    !form.is_empty() && form.chars().all(|c| matches!(c, '.' | '!' | '?' | '…'))
}

/// Whether the token at `next` can begin a sentence.
fn can_begin(text: &str, tokens: &[Token], next: usize, closing: &[bool]) -> bool {
    let opens = |at: usize, first: char| {
        (is_quote(first) && !closing.get(at).copied().unwrap_or(false))
            || is_opening_bracket(first)
            || is_dash(first)
            || matches!(first, '•' | '¿' | '¡' | '*')
    };
    // Quotation marks, brackets and dashes stand before the first word; more than a few are noise.
    for (at, token) in tokens.iter().enumerate().skip(next).take(4) {
        let form = token.of(text);
        let Some(first) = form.chars().next() else { return false };
        if !opens(at, first) {
            // A brand or a name of the net (`iPhone`) can stand first; letters without case too.
            return first.is_uppercase()
                || first.is_ascii_digit()
                || form.chars().nth(1).is_some_and(char::is_uppercase)
                || (first.is_alphabetic() && !first.is_lowercase());
        }
    }
    false
}

/// Whether a stop at `at` ends its sentence although the word at `next` has no capital: only after
/// a word too long for an abbreviation, and before one that opens sentences.
fn goes_on_small(text: &str, tokens: &[Token], at: usize, next: usize, known: &dyn Known) -> bool {
    let before = at.checked_sub(1).and_then(|i| tokens.get(i)).map_or("", |t| t.of(text));
    let long = before.chars().count() >= LONGER_THAN_ABBREVIATIONS
        || before.starts_with(|c| is_closing_bracket(c) || is_closing_quote(c));
    let dash = tokens.get(next).is_some_and(|t| t.of(text).chars().all(is_dash));
    let word = tokens.get(next + usize::from(dash));
    long && word.is_some_and(|t| t.spaced && known.is_function_word(&fold(t.of(text))))
}

/// Abbreviations that the rules do not list are shorter.
const LONGER_THAN_ABBREVIATIONS: usize = 5;

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
        Some(Abbreviation::Name) => opens,
        Some(Abbreviation::Number) => !following.starts_with(|c: char| c.is_ascii_digit()) && opens,
        Some(Abbreviation::End) => !following.starts_with(|c: char| c.is_ascii_digit()),
        // Initials: a name goes on unless a word follows that names do not hold.
        None => opens,
    }
}
