//! Cuts text into the atoms that patterns of time run over: runs of letters, runs of digits,
//! single marks. Finer than words, so that *14h30*, *15/03/2024* and *mi-octobre* fall apart.

use sayso_model::Span;

/// What an atom is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Mark,
}

/// A piece of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Atom {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
    /// No blank space stands before it.
    pub glued: bool,
    /// It begins inside a word (the second part of a compound): no expression starts here.
    pub inner: bool,
    /// Its lexemes in [`super::lexicon::Lexed::lexemes`].
    pub first: u32,
    pub count: u16,
}

impl Atom {
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// The kind of a character; `None` for blank space.
fn kind(c: char) -> Option<Kind> {
    match c {
        '0'..='9' => Some(Kind::Number),
        'a'..='z' | 'A'..='Z' => Some(Kind::Word),
        ' ' | '\n' | '\t' | '\u{a0}' | '\u{202f}' => None,
        _ if c.is_ascii() => Some(Kind::Mark),
        _ if c.is_whitespace() => None,
        '°' => Some(Kind::Word),
        _ if c.is_alphanumeric() => Some(Kind::Word),
        // A soft hyphen or a combining mark belongs to the word around it.
        '\u{ad}' | '\u{300}'..='\u{36f}' => Some(Kind::Word),
        _ => Some(Kind::Mark),
    }
}

/// The atoms of a stretch of text, put behind those in `out`.
pub(super) fn cut(text: &str, span: Span, out: &mut Vec<Atom>) {
    let base = span.start;
    let mut open: Option<(Kind, u32, bool)> = None;
    let mut glued = false;
    let mut push = |kind, start, end, glued| {
        out.push(Atom { start, end, kind, glued, inner: false, first: 0, count: 0 });
    };
    for (at, c) in span.of(text).char_indices() {
        let at = base + at as u32;
        let now = kind(c);
        if let Some((kind, start, was_glued)) = open {
            if now == Some(kind) && kind != Kind::Mark {
                continue;
            }
            push(kind, start, at, was_glued);
            glued = true;
        }
        open = now.map(|kind| (kind, at, glued));
        if now.is_none() {
            glued = false;
        }
    }
    if let Some((kind, start, was_glued)) = open {
        push(kind, start, span.end, was_glued);
    }
}

/// Whether a form is a word of the tables, but for its capitals and the shape of its marks.
pub(super) fn is_word(form: &str, word: &str, buffer: &mut String) -> bool {
    if form.is_ascii() {
        return form.eq_ignore_ascii_case(word);
    }
    fold(form, buffer);
    buffer == word
}

/// Lower case with straight apostrophes and hyphens, as the tables write words.
pub(super) fn fold(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
        return;
    }
    for c in form.chars() {
        match c {
            '’' | 'ʼ' => out.push('\''),
            '‐' | '‑' | '–' | '—' => out.push('-'),
            '\u{ad}' => {}
            _ => out.extend(c.to_lowercase()),
        }
    }
}
