//! The sentence that a hit stands in.
//!
//! Sentences are cut here by what ends them in every language that is written with these marks, and
//! rather too seldom than too often: a store does not know the words of languages.

use sayso_model::{Block, Span};

/// Bytes of a sentence at most on either side of what it was looked up for.
const MOST: usize = 700;

/// The sentence around a stretch of text, or the sentences where it goes over several. Within the
/// blocks that it touches.
pub(super) fn around(text: &str, blocks: &[Block], at: Span) -> Span {
    let block = |offset: u32| {
        let inside = |block: &&Block| block.span.start <= offset && offset <= block.span.end;
        blocks.iter().find(inside).map_or_else(|| paragraph(text, offset), |block| block.span)
    };
    let first = block(at.start);
    let last = if first.contains(at) { first } else { block(at.end) };
    let start =
        ends(first.of(text)).map(|end| first.start + end).take_while(|end| *end <= at.start);
    let start = start.last().unwrap_or(first.start);
    let mut end = ends(last.of(text)).map(|end| last.start + end).filter(|end| *end >= at.end);
    let end = end.next().unwrap_or(last.end).max(at.end);
    let whole = Span::new(start.min(at.start), end).trim(text, char::is_whitespace);
    shortened(text, whole, at)
}

/// The lines around an offset up to the next blank ones.
fn paragraph(text: &str, offset: u32) -> Span {
    let offset = (offset as usize).min(text.len());
    let (before, after) = match text.is_char_boundary(offset) {
        true => text.split_at(offset),
        false => (text, ""),
    };
    let start = before.rfind("\n\n").map_or(0, |at| at + 2);
    let end = after.find("\n\n").map_or(text.len(), |at| offset + at);
    Span::from_range(start..end.max(start))
}

/// No more than so much around what it was looked up for, cut at blanks.
fn shortened(text: &str, whole: Span, at: Span) -> Span {
    let mut span = whole;
    if at.start as usize > span.start as usize + MOST {
        let from = boundary(text, at.start as usize - MOST);
        let blank = text.get(from..at.start as usize).and_then(|t| t.find(char::is_whitespace));
        span.start = (from + blank.unwrap_or(0)) as u32;
    }
    // What was said may be long by itself: its beginning is shown.
    let reach = (at.end as usize).min(at.start as usize + 2 * MOST) + MOST;
    if span.end as usize > reach {
        let to = boundary(text, reach);
        let part = text.get(at.start as usize..to).unwrap_or("");
        let blank = part.rfind(char::is_whitespace).unwrap_or(part.len());
        span.end = at.start + blank as u32;
    }
    Span::new(span.start, span.end).trim(text, char::is_whitespace)
}

/// The nearest character boundary at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Where the sentences of a block end: behind the blank that follows each.
fn ends(block: &str) -> impl Iterator<Item = u32> + '_ {
    let stops = block.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '…' | '\n'));
    stops.filter_map(|(at, stop)| {
        let behind = at + stop.len_utf8();
        let rest = block.get(behind..)?;
        if stop == '\n' {
            // A blank line; one line end alone may be inside a sentence.
            return rest.starts_with('\n').then_some(behind as u32);
        }
        if stop == '.' && abbreviates(block.get(..at)?) {
            return None;
        }
        let closed = closing(rest);
        let next = closed.trim_start();
        let gap = closed.len() - next.len();
        let begins = next.chars().next().is_some_and(|c| {
            c.is_uppercase()
                || c.is_numeric()
                || matches!(c, '«' | '"' | '“' | '„' | '»' | '—' | '–')
        });
        (gap > 0 && begins).then(|| (block.len() - next.len()) as u32)
    })
}

/// The rest behind marks that close what a sentence's end stands in.
fn closing(rest: &str) -> &str {
    let rest =
        rest.trim_start_matches(['.', '!', '?', '…', '"', '”', '’', '\'', ')', ']', '“', '»']);
    // French puts a blank before it.
    let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    match spaced.strip_prefix('»') {
        Some(rest) => rest,
        None => rest,
    }
}

/// Whether a full stop behind this is one of an abbreviation, an initial or a number: *M.*, *Dr.*,
/// *MM.*, *U.S.*, *3.*
fn abbreviates(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphanumeric() && c != '.').next().unwrap_or("");
    let letters: Vec<char> = word.chars().collect();
    match letters.as_slice() {
        [] => false,
        [one] => one.is_alphanumeric(),
        all if all.iter().all(char::is_ascii_digit) => all.len() <= 2,
        all if all.contains(&'.') => true,
        [a, b] if a == b && a.is_uppercase() => true,
        [first, rest @ ..] if rest.len() <= 2 => {
            first.is_uppercase() && rest.iter().all(|c| c.is_lowercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::around;
    use sayso_model::{Document, Span};

    fn sentence(text: &str, inside: &str) -> String {
        let document = Document::from_text(text);
        let start = text.find(inside).expect("it stands there");
        let at = Span::from_range(start..start + inside.len());
        around(text, &document.blocks, at).of(text).to_owned()
    }

    #[test]
    fn a_sentence_is_cut_where_it_ends() {
        let text =
            "Il pleut. « Le pont rouvrira ! » a dit M. Aubert. Elle rit.\n\nEt après ? Rien.";
        assert_eq!(sentence(text, "pleut"), "Il pleut.");
        assert_eq!(sentence(text, "pont"), "« Le pont rouvrira ! » a dit M. Aubert.");
        assert_eq!(sentence(text, "Elle"), "Elle rit.");
        assert_eq!(sentence(text, "après"), "Et après ?");
        assert_eq!(sentence(text, "Rien"), "Rien.");
        assert_eq!(
            sentence(text, "Aubert. Elle"),
            "« Le pont rouvrira ! » a dit M. Aubert. Elle rit."
        );
    }

    #[test]
    fn abbreviations_end_none() {
        let text =
            "Am 3. März kam Dr. Kessler. Der U.S. Senat zahlt der EU. Ende. MM. Roux et A. Blanc.";
        assert_eq!(sentence(text, "März"), "Am 3. März kam Dr. Kessler.");
        assert_eq!(sentence(text, "Senat"), "Der U.S. Senat zahlt der EU.");
        assert_eq!(sentence(text, "Blanc"), "MM. Roux et A. Blanc.");
    }

    #[test]
    fn it_never_goes_over_a_blank_line() {
        assert_eq!(sentence("Titre sans point\n\nLe texte", "texte"), "Le texte");
        assert_eq!(sentence("Titre sans point\n\nLe texte", "sans"), "Titre sans point");
    }

    #[test]
    fn very_long_ones_are_shortened() {
        let text = format!("{} ici {}", "mot ".repeat(2000), "et encore ".repeat(2000));
        let found = sentence(&text, "ici");
        assert!(found.len() < 2000 && found.contains(" ici "), "{}", found.len());
    }
}
