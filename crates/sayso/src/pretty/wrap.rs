//! Styled text in lines of a width.

use super::visible;
use anstyle::Style;
use unicode_width::UnicodeWidthChar;

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    pub(super) text: String,
    pub(super) style: Style,
    /// Whose words these are: index into the cast.
    pub(super) voice: Option<usize>,
    /// Whether blanks in it are no place to break a line.
    pub(super) glued: bool,
}

impl Piece {
    /// Text with its control characters made visible.
    pub fn new(text: &str, style: Style) -> Piece {
        Piece { text: visible(text).into_owned(), style, voice: None, glued: false }
    }

    /// The same in no style.
    pub fn plain(text: &str) -> Piece {
        Piece::new(text, Style::new())
    }

    pub(super) fn voiced(self, voice: Option<usize>) -> Piece {
        Piece { voice, ..self }
    }

    /// The same, not to be broken at its blanks.
    pub fn glued(self) -> Piece {
        Piece { glued: true, ..self }
    }

    /// An empty piece with everything else of this one.
    fn like(&self) -> Piece {
        Piece { text: String::new(), style: self.style, voice: self.voice, glued: self.glued }
    }
}

pub(super) type Line = Vec<Piece>;

/// The pieces in lines of at most `width` columns (of the Unicode standard's Annex 11), broken at
/// blanks; a longer word is broken anywhere. Runs of blanks become one. At least one line.
pub(super) fn wrap(pieces: &[Piece], width: usize) -> Vec<Line> {
    let mut filler = Filler { width: width.max(1), ..Filler::default() };
    let letters: Vec<(char, &Piece)> =
        pieces.iter().flat_map(|piece| piece.text.chars().map(move |c| (c, piece))).collect();
    let mut before = ' ';
    for (i, &(c, piece)) in letters.iter().enumerate() {
        match c {
            '\n' | '\u{2028}' | '\u{2029}' if !piece.glued => filler.line_end(),
            c if !piece.glued && c.is_whitespace() && !is_no_break(c) => {
                let after = letters.get(i + 1).map_or(' ', |(c, _)| *c);
                if holds_next(before) || holds_previous(after) {
                    filler.letter(' ', piece);
                } else {
                    filler.blank(piece);
                }
            }
            c => filler.letter(c, piece),
        }
        before = c;
    }
    filler.line_end();
    filler.lines
}

/// Cuts the lines to `most`, with `…` at the end of the last.
pub(super) fn cut(lines: &mut Vec<Line>, most: usize, width: usize) {
    if lines.len() <= most {
        return;
    }
    lines.truncate(most);
    let Some(last) = lines.last_mut() else { return };
    let columns =
        |line: &Line| line.iter().flat_map(|p| p.text.chars()).map(columns).sum::<usize>();
    while columns(last) >= width {
        let Some(piece) = last.last_mut() else { break };
        if piece.text.pop().is_none() {
            last.pop();
        }
    }
    match last.last_mut() {
        Some(piece) => piece.text.push('…'),
        None => last.push(Piece::plain("…")),
    }
}

/// Opening marks with a blank after them (Annex 14 keeps them off the end of a line as well).
fn holds_next(c: char) -> bool {
    matches!(c, '«' | '‹')
}

/// Closing marks with a blank before them.
fn holds_previous(c: char) -> bool {
    matches!(c, '»' | '›' | ':' | ';' | '!' | '?')
}

fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

#[derive(Default)]
struct Filler {
    width: usize,
    lines: Vec<Line>,
    line: Line,
    filled: usize,
    /// The blank between the line and the word.
    gap: Option<Piece>,
    word: Line,
    word_columns: usize,
}

impl Filler {
    fn letter(&mut self, c: char, piece: &Piece) {
        add(&mut self.word, c, piece);
        self.word_columns += columns(c);
    }

    fn blank(&mut self, piece: &Piece) {
        self.word_end();
        if self.gap.is_none() {
            self.gap = Some(piece.like());
        }
    }

    fn word_end(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let columns_of_word = std::mem::take(&mut self.word_columns);
        let gap = self.gap.take();
        if self.filled > 0
            && self.filled + usize::from(gap.is_some()) + columns_of_word > self.width
        {
            self.break_line();
        } else if let Some(gap) = gap.filter(|_| self.filled > 0) {
            add(&mut self.line, ' ', &gap);
            self.filled += 1;
        }
        for piece in &word {
            for c in piece.text.chars() {
                if self.filled > 0 && self.filled + columns(c) > self.width {
                    self.break_line();
                }
                add(&mut self.line, c, piece);
                self.filled += columns(c);
            }
        }
    }

    fn line_end(&mut self) {
        self.word_end();
        self.gap = None;
        self.break_line();
    }

    fn break_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.filled = 0;
    }
}

fn add(line: &mut Line, c: char, piece: &Piece) {
    match line.last_mut() {
        Some(last) if last.style == piece.style && last.voice == piece.voice => last.text.push(c),
        _ => line.push(Piece { text: String::from(c), ..piece.like() }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Piece, cut, wrap};
    use anstyle::Style;

    fn lines(pieces: &[Piece], width: usize) -> Vec<String> {
        let text = |line: &super::Line| line.iter().map(|p| p.text.as_str()).collect();
        wrap(pieces, width).iter().map(text).collect()
    }

    #[test]
    fn breaks_at_blanks_and_counts_columns() {
        assert_eq!(lines(&[Piece::plain("un deux  trois")], 7), ["un deux", "trois"]);
        assert_eq!(lines(&[Piece::plain("東京の 空")], 6), ["東京の", "空"]);
        assert_eq!(lines(&[Piece::plain("e\u{301}te\u{301} un")], 6), ["e\u{301}te\u{301} un"]);
        assert_eq!(lines(&[Piece::plain("")], 6), [""]);
        assert_eq!(lines(&[Piece::plain("a\nb")], 6), ["a", "b"]);
    }

    #[test]
    fn a_no_break_space_holds_its_words() {
        assert_eq!(lines(&[Piece::plain("ah «\u{a0}oui\u{a0}»")], 8), ["ah", "«\u{a0}oui\u{a0}»"]);
    }

    #[test]
    fn quotation_marks_stay_with_their_words() {
        let spaced = "ah « oui » ; « non » !";
        assert_eq!(lines(&[Piece::plain(spaced)], 9), ["ah", "« oui » ;", "« non » !"]);
    }

    #[test]
    fn a_long_word_is_broken() {
        assert_eq!(lines(&[Piece::plain("ab abcdefgh")], 3), ["ab", "abc", "def", "gh"]);
        assert_eq!(lines(&[Piece::plain("東京")], 1), ["東", "京"]);
    }

    #[test]
    fn a_mark_stays_with_its_word() {
        let mark = Piece::new("⟦A1 ", Style::new().bold()).glued();
        let pieces = [Piece::plain("que «"), mark, Piece::plain("le pont»")];
        assert_eq!(lines(&pieces, 9), ["que", "«⟦A1 le", "pont»"]);
    }

    #[test]
    fn what_is_cut_off_leaves_a_sign() {
        let mut lines = wrap(&[Piece::plain("un deux trois quatre")], 7);
        cut(&mut lines, 2, 7);
        assert_eq!(lines[1][0].text, "trois…");
    }
}
