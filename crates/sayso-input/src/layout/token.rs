//! Words of a short line with their place, as layout looks at them: runs of letters
//! and digits, everything else is the gap between two.

use super::words::{Words, fold, is_word};

/// A word of a line.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// Bytes from the line's start.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Lower case without accents.
    pub folded: String,
}

/// The words of `line`, at most `most` of them.
pub(crate) fn tokens(line: &str, most: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = 0;
    while out.len() < most {
        let Some(start) = line[rest..].find(is_word).map(|i| rest + i) else { break };
        let end = line[start..].find(|c| !is_word(c)).map_or(line.len(), |i| start + i);
        out.push(Token { start, end, folded: fold(&line[start..end]) });
        rest = end;
    }
    out
}

impl Token {
    pub fn of<'l>(&self, line: &'l str) -> &'l str {
        &line[self.start..self.end]
    }

    /// The word as a number, if it is one of at most four digits.
    pub fn number(&self) -> Option<u32> {
        let digits = self.folded.len() <= 4 && self.folded.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| self.folded.parse().ok()).flatten()
    }

    pub fn is_capitalised(&self, line: &str) -> bool {
        self.of(line).starts_with(char::is_uppercase)
    }

    /// Whether all its letters are capitals and it has at least two.
    pub fn is_upper(&self, line: &str) -> bool {
        let word = self.of(line);
        word.chars().filter(|c| c.is_alphabetic()).count() > 1 && !word.contains(char::is_lowercase)
    }
}

/// What stands between word `i - 1` and word `i`; before the first and after the last, the line's edge.
pub(crate) fn gap<'l>(line: &'l str, tokens: &[Token], i: usize) -> &'l str {
    let start = i.checked_sub(1).and_then(|p| tokens.get(p)).map_or(0, |t| t.end);
    let end = tokens.get(i).map_or(line.len(), |t| t.start);
    line.get(start..end).unwrap_or("")
}

/// The longest phrase of words at `i` for which `known` holds: its value and the next index.
pub(crate) fn longest<T>(
    words: &Words,
    tokens: &[Token],
    i: usize,
    known: impl Fn(&str) -> Option<T>,
) -> Option<(T, usize)> {
    let mut phrase = String::new();
    let mut found = None;
    for (n, token) in tokens.iter().enumerate().skip(i).take(words.longest) {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&token.folded);
        if let Some(value) = known(&phrase) {
            found = Some((value, n + 1));
        }
    }
    found
}

/// The agency named at `i`, in the agency's own writing, and the next index.
///
/// An agency signs as it is written, in capitals or in small letters, so that a word
/// like *Map* is not taken for one.
pub(crate) fn agency<'w>(
    words: &'w Words,
    line: &str,
    tokens: &[Token],
    i: usize,
) -> Option<(&'w str, usize)> {
    let (name, next) = longest(words, tokens, i, |p| words.agency.get(p))?;
    let written = line.get(tokens[i].start..tokens[next - 1].end)?;
    let as_signed = written == name
        || !written.contains(char::is_lowercase)
        || !written.contains(char::is_uppercase);
    (as_signed || next - i > 1).then_some((name.as_str(), next))
}
