//! Words as the full-text index has them: lower case, without accents (`unicode61
//! remove_diacritics 2` of SQLite).

use sayso_model::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text as the index has it, with where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub word: String,
    pub span: Span,
}

/// The words of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (start.is_some() && is_combining_mark(c));
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                tokens.extend(token(text, from, at));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        tokens.extend(token(text, from, text.len()));
    }
    tokens
}

fn token(text: &str, from: usize, to: usize) -> Option<Token> {
    let span = Span::from_range(from..to);
    Some(Token { word: fold(text.get(from..to)?), span })
}

/// A word as the index has it.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The words of a name.
pub(super) fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.word).collect()
}

#[cfg(test)]
mod tests {
    use super::{tokens, words};

    #[test]
    fn accents_and_case_do_not_count() {
        assert_eq!(
            words("L'Été à Brévans-sur-Orle, 2022"),
            ["l", "ete", "a", "brevans", "sur", "orle", "2022"]
        );
        assert_eq!(words("e\u{301}te\u{301} ÖLPREIS — …"), ["ete", "olpreis"]);
    }

    #[test]
    fn words_slice_the_text() {
        let text = "« Où ? » a dit l’élève.";
        let found: Vec<&str> = tokens(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found, ["Où", "a", "dit", "l", "élève"]);
    }
}
