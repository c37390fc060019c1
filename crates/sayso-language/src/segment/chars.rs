//! Classes of characters, the same for every language.

/// An apostrophe, straight or curly.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// A hyphen inside words, breaking or not.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A dash that stands between words.
pub(crate) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '\u{2010}' | '\u{2011}')
}

/// A mark that only opens a quotation in running French and English text.
pub(crate) fn is_opening_quote(c: char) -> bool {
    matches!(c, '«' | '“' | '‹' | '„' | '‚')
}

/// A mark that can close a quotation.
pub(crate) fn is_closing_quote(c: char) -> bool {
    matches!(c, '»' | '”' | '›' | '’')
}

/// Any mark that can open or close a quotation.
pub(crate) fn is_quote(c: char) -> bool {
    is_opening_quote(c) || is_closing_quote(c) || matches!(c, '"' | '\'' | '‘')
}

/// An opening bracket.
pub(crate) fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{')
}

/// A closing bracket.
pub(crate) fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

/// Blank space, with the invisible characters that scraped text holds.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}')
}

/// A blank that can stand between the groups of a number.
pub(crate) fn is_group_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{A0}' | '\u{202F}' | '\u{2009}')
}

/// A character of a word: letters, digits, and marks that combine with them.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || c == '_'
        || matches!(c, '\u{300}'..='\u{36F}' | '\u{AD}' | '\u{200D}' | '\u{200C}')
}

/// Lower case, with apostrophes straight and hyphens plain.
pub(crate) fn fold(form: &str) -> String {
    let mut folded = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            _ if is_apostrophe(c) => folded.push('\''),
            _ if is_hyphen(c) => folded.push('-'),
            '\u{AD}' => {}
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}
