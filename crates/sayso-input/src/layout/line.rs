//! Units: the stretches of a text that can be a block, found from its lines.

use super::words::is_word;
use sayso_model::{BlockRole, Span};

/// A stretch that becomes one block.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    pub span: Span,
    /// What it is, once known.
    pub role: Option<BlockRole>,
    /// Lines without a blank line between them share a group.
    pub group: u32,
}

/// Whether a character prints nothing: blank space, control characters, invisible marks
/// that pages put between words.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The paragraphs of a text: a line each, or several where the text is hard-wrapped.
pub(crate) fn units(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut out: Vec<Unit> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        let joins = before.zip(width).is_some_and(|(b, w)| {
            b.group == line.group
                && !line.indented
                && !line.span.of(text).starts_with(BULLETS)
                && fills(text, b, line, w)
        });
        match out.last_mut() {
            Some(unit) if joins => unit.span = unit.span.join(line.span),
            _ => out.push(Unit { span: line.span, role: None, group: line.group }),
        }
        before = Some(line);
    }
    out
}

#[derive(Debug)]
struct Line {
    span: Span,
    group: u32,
    /// Starts with more blank space than an unindented line has.
    indented: bool,
    /// In characters.
    width: usize,
}

/// The lines that are not blank.
fn lines(text: &str) -> Vec<Line> {
    let breaks = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let (mut out, mut group, mut start) = (Vec::new(), 0, 0);
    let mut blank = true;
    while start < text.len() {
        let rest = &text[start..];
        let length = rest.find(breaks).unwrap_or(rest.len());
        let whole = Span::from_range(start..start + length);
        let span = whole.trim(text, is_blank);
        if span.is_empty() {
            blank = true;
        } else {
            group += u32::from(blank && !out.is_empty());
            blank = false;
            let width = span.of(text).chars().count();
            out.push(Line { span, group, indented: span.start > whole.start, width });
        }
        start += length;
        // `\r\n` is one break, not a blank line.
        start += if text[start..].starts_with("\r\n") {
            2
        } else {
            text[start..].chars().next().map_or(0, char::len_utf8)
        };
    }
    out
}

/// The width at which the text is hard-wrapped, in characters; `None` where it is not.
///
/// A wrapped line is one that its neighbour's first word would have made too long. Text
/// counts as wrapped where that holds for nine in ten of the lines that another follows
/// without a blank line, and there are at least three of them.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    // List items and dialogue begin lines of their own.
    let begins = |l: &Line| l.indented || l.span.of(text).starts_with(BULLETS);
    let pairs = || lines.windows(2).filter(|p| p[0].group == p[1].group && !begins(&p[1]));
    let width = pairs().map(|p| p[0].width.max(p[1].width)).max()?;
    // Typewriters and mail wrap at 60 to 80; 100 leaves room, and no page's paragraph stays under it.
    if !(40..=100).contains(&width) {
        return None;
    }
    let all = pairs().count();
    // Not the last lines of paragraphs: those end short, with a full stop.
    let short_ends = |p: &[Line]| !fills(text, &p[0], &p[1], width);
    let filled = pairs().filter(|p| !short_ends(p)).count();
    let ends = pairs().filter(|p| short_ends(p) && ends_sentence(p[0].span.of(text))).count();
    let repeats = pairs().any(|p| p[0].span.of(text) == p[1].span.of(text));
    (filled >= 3 && !repeats && (filled + ends) * 10 >= all * 9).then_some(width)
}

/// Whether the next line's first word would not have fitted on this one.
fn fills(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let first = next.span.of(text).split(char::is_whitespace).next().unwrap_or("");
    // Three more characters: wrapping programs differ over the closing blank and mark.
    line.width + 1 + first.chars().count() + 3 > width
}

/// What list items and lines of dialogue begin with.
pub(crate) const BULLETS: [char; 13] =
    ['•', '‣', '◦', '▪', '■', '●', '·', '*', '-', '–', '—', '►', '→'];

const CLOSERS: [char; 12] = ['»', '"', '”', '“', '’', '\'', ')', ']', '›', '‹', '«', '*'];

/// Whether a stretch ends as a sentence does, behind closing quotes and brackets.
pub(crate) fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(|c: char| is_blank(c) || CLOSERS.contains(&c))
        .ends_with(['.', '!', '?', '…'])
}

/// Whether a stretch ends in a full stop, and not in a question or a cry.
pub(crate) fn ends_with_stop(line: &str) -> bool {
    let bare = line.trim_end_matches(|c: char| is_blank(c) || CLOSERS.contains(&c));
    bare.ends_with('.') && !bare.ends_with("...")
}

/// How many words a stretch has, counting no further than `most`.
pub(crate) fn word_count(line: &str, most: usize) -> usize {
    line.split(char::is_whitespace).filter(|w| w.contains(is_word)).take(most).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        units(text).iter().map(|u| u.span.of(text)).collect()
    }

    #[test]
    fn one_paragraph_a_line() {
        assert_eq!(texts("Un.\r\nDeux.\n\n \u{feff}\n Trois. "), ["Un.", "Deux.", "Trois."]);
    }

    #[test]
    fn hard_wrapped_lines_are_joined() {
        let text = "Le conseil municipal de Varelle a voté mardi soir un budget de crise\n\
                    que l'opposition juge insincère. Le maire, lui, parle d'un texte de\n\
                    responsabilité et promet de revoir les tarifs de l'eau en automne.\n\
                    \n\
                    Une trentaine de personnes avaient pris place dans la salle. Beaucoup\n\
                    sont reparties avant le vote.\n";
        assert_eq!(texts(text).len(), 2);
        assert!(texts(text)[0].ends_with("automne."));
    }

    #[test]
    fn a_wrapped_text_without_blank_lines_breaks_at_short_lines() {
        let text = "Le conseil municipal de Varelle a voté mardi soir un budget de crise\n\
                    que l'opposition juge insincère.\n\
                    Une trentaine de personnes avaient pris place dans la salle. Beaucoup\n\
                    sont reparties avant le vote. Une seconde réunion est prévue jeudi au\n\
                    même endroit.\n";
        assert_eq!(texts(text).len(), 2);
    }

    #[test]
    fn repeated_lines_are_no_wrapping() {
        let line =
            "Mme Ardouin, lors d'une conférence de presse, mardi à Varelle avec ses adjoints";
        assert_eq!(texts(&format!("{line}\n{line}\nGetty Images")).len(), 3);
    }
}
