//! Quotation marks, paired by type, with repair.
//!
//! A mark that shows its side opens or closes; one that does not (`"`) is told by what stands
//! beside it. A closing mark ends the nearest open mark of its type and drops what was left
//! open inside it. What is still open at a block's end is closed by repair: at the block's end
//! where the next block re-opens it or nothing else was quoted after it, else before the next
//! quote's sentence. An odd count never loses a document.

use crate::lexicon::MarkPair;
use sayso_model::Span;

/// A quoted stretch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The opening mark.
    pub open: Span,
    /// The closing mark; empty, at the place of repair, where none stands in the text.
    pub close: Span,
    /// Between the marks, without blanks at the edges.
    pub inner: Span,
    /// The quote in which this one stands.
    pub parent: Option<usize>,
    /// Index of the block.
    pub block: usize,
    /// Whether the words end with the block and go on, re-opened, in the next.
    pub carried: bool,
}

impl Quote {
    /// From the opening to the closing mark.
    pub fn outer(&self) -> Span {
        self.open.join(self.close)
    }
}

/// The quotes of a text in order of their opening marks, and the marks that found no partner.
#[derive(Debug, Default)]
pub struct Quotes {
    /// In order; a parent stands before its children.
    pub all: Vec<Quote>,
    /// Marks without a partner, repaired or left alone.
    pub unpaired: Vec<Span>,
}

/// Quotes nested deeper than this are not told apart: no text by people goes past three.
pub(crate) const MAX_DEPTH: usize = 8;

/// An apostrophe-like mark must close within this many bytes to be a quotation mark at all.
const MAX_APOSTROPHE_QUOTE: usize = 240;

struct Open {
    mark: Span,
    pair: usize,
    quote: usize,
}

/// Pairs the marks of each block.
pub fn pair(text: &str, blocks: &[Span], marks: &[MarkPair]) -> Quotes {
    let mut quotes = Quotes::default();
    let mut pending = None;
    for (block, span) in blocks.iter().enumerate() {
        let next = blocks.get(block + 1).map_or("", |s| s.of(text));
        pending = pair_block(text, (block, *span), next, marks, pending, &mut quotes);
    }
    // A quote that goes on without a mark opens at an empty place: there is no mark to name.
    quotes.unpaired.retain(|mark| !mark.is_empty());
    quotes
}

/// Pairs the marks of one block. `pending` is the pair of a quote that the block before left open;
/// what this one leaves open for the next is given back.
fn pair_block(
    text: &str,
    (block, span): (usize, Span),
    next_block: &str,
    marks: &[MarkPair],
    pending: Option<usize>,
    quotes: &mut Quotes,
) -> Option<usize> {
    let mut stack: Vec<Open> = Vec::new();
    let mut found: Vec<Quote> = Vec::new();
    let mut lost: Vec<bool> = Vec::new();
    let slice = span.of(text);
    if let Some(pair) = pending
        .filter(|p| !slice.starts_with(marks[*p].open) && !slice.starts_with(marks[*p].close))
    {
        // The quote goes on without a mark: it opens with the block.
        let mark = Span::new(span.start, span.start);
        stack.push(Open { mark, pair, quote: 0 });
        lost.push(false);
        found.push(Quote {
            open: mark,
            close: mark,
            inner: mark,
            parent: None,
            block,
            carried: false,
        });
    }
    let mut passed = 0;
    for (at, c) in slice.char_indices() {
        if c.is_alphanumeric() || c == ' ' || at < passed {
            continue;
        }
        // Old wires write a quotation mark as two apostrophes or two graves.
        let (c, len) = match slice.get(at..at + 2) {
            Some("''" | "``") if !slice[at + 2..].starts_with(c) => ('"', 2),
            _ => (c, c.len_utf8()),
        };
        passed = at + len;
        let mark = Span::from_range(span.start as usize + at..span.start as usize + passed);
        let before = slice[..at].chars().next_back();
        let after = &slice[passed..];
        // Some houses re-open a carried quote with the closing mark.
        let reopened = pending.filter(|p| at == 0 && marks[*p].close == c && marks[*p].open != c);
        let role = reopened.map(Role::Open).or_else(|| role_of(c, before, after, marks, &stack));
        let Some(role) = role else { continue };
        match role {
            Role::Open(pair) if stack.len() < MAX_DEPTH => {
                // Marks without sides do not nest in themselves: the one before had no partner.
                if marks[pair].open == marks[pair].close
                    && stack.last().is_some_and(|o| o.pair == pair)
                    && let Some(open) = stack.pop()
                {
                    quotes.unpaired.push(open.mark);
                    close_by_repair(text, span, &open, &mut found);
                }
                let parent = stack.last().map(|o| o.quote);
                stack.push(Open { mark, pair, quote: found.len() });
                lost.push(false);
                found.push(Quote {
                    open: mark,
                    close: Span::new(mark.end, mark.end),
                    inner: Span::new(mark.end, mark.end),
                    parent,
                    block,
                    carried: false,
                });
            }
            Role::Open(_) => quotes.unpaired.push(mark),
            Role::Close(pair) => {
                let Some(place) = stack.iter().rposition(|o| o.pair == pair) else {
                    quotes.unpaired.push(mark);
                    continue;
                };
                for open in stack.drain(place + 1..) {
                    quotes.unpaired.push(open.mark);
                    lost[open.quote] = true;
                }
                if let Some(open) = stack.pop() {
                    let quote = &mut found[open.quote];
                    quote.close = mark;
                    quote.inner = inner(text, quote.open.end, mark.start);
                }
            }
        }
    }
    // The next block re-opens the quote, or closes it before it opens another.
    let carries = |pair: &MarkPair| {
        next_block.starts_with(pair.open)
            || next_block.starts_with(pair.close)
            || pair.open != pair.close
                && !is_apostrophe(pair.close)
                && next_block
                    .find([pair.open, pair.close])
                    .is_some_and(|at| next_block[at..].starts_with(pair.close))
    };
    let mut leaves_open = None;
    while let Some(open) = stack.pop() {
        let last = found[open.quote + 1..].iter().all(|q| q.parent.is_some());
        if stack.is_empty() && carries(&marks[open.pair]) && last {
            let quote = &mut found[open.quote];
            quote.close = Span::new(span.end, span.end);
            quote.inner = inner(text, quote.open.end, span.end);
            quote.carried = true;
            leaves_open = Some(open.pair);
        } else {
            quotes.unpaired.push(open.mark);
            close_by_repair(text, span, &open, &mut found);
        }
    }
    keep_found(found, &lost, &mut quotes.all);
    leaves_open
}

/// Adds the quotes of one block that have words in them, with their parents renumbered.
fn keep_found(found: Vec<Quote>, lost: &[bool], all: &mut Vec<Quote>) {
    let parents: Vec<Option<usize>> = found.iter().map(|q| q.parent).collect();
    let mut kept_as: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for (quote, lost) in found.into_iter().zip(lost) {
        if *lost || quote.inner.is_empty() {
            kept_as.push(None);
            continue;
        }
        // A parent stands before its children, so it has its number already.
        let mut parent = quote.parent;
        while let Some(p) = parent
            && kept_as[p].is_none()
        {
            parent = parents[p];
        }
        kept_as.push(Some(all.len()));
        all.push(Quote { parent: parent.and_then(|p| kept_as[p]), ..quote });
    }
}

/// Ends a quote that nothing closes: before the sentence of the next quote, or at the block's end.
fn close_by_repair(text: &str, block: Span, lost: &Open, found: &mut [Quote]) {
    let start = lost.mark.end;
    let limit = found[lost.quote + 1..]
        .iter()
        .find(|q| q.parent == Some(lost.quote) || q.parent.is_none())
        .map_or(block.end, |q| q.open.start);
    let mut end = limit;
    if limit < block.end {
        let slice = Span::new(start, limit).of(text);
        end = match slice.char_indices().rfind(|(_, c)| matches!(c, '.' | '!' | '?' | '…')) {
            Some((stop, c)) => start + (stop + c.len_utf8()) as u32,
            None => start, // a lone mark before another quote: nothing to save
        };
        for quote in &mut found[lost.quote + 1..] {
            if quote.parent == Some(lost.quote) && quote.open.start >= end {
                quote.parent = None;
            }
        }
    }
    let quote = &mut found[lost.quote];
    quote.close = Span::new(end, end);
    quote.inner = inner(text, start, end);
}

fn inner(text: &str, start: u32, end: u32) -> Span {
    Span::new(start, end).trim(text, char::is_whitespace)
}

enum Role {
    Open(usize),
    Close(usize),
}

fn role_of(
    c: char,
    before: Option<char>,
    after: &str,
    marks: &[MarkPair],
    stack: &[Open],
) -> Option<Role> {
    let next = after.chars().next();
    // A closing mark of an open quote takes precedence: “ closes „ and opens “.
    let closes = marks
        .iter()
        .enumerate()
        .find(|(i, m)| m.close == c && stack.iter().any(|o| o.pair == *i))
        .map(|(i, _)| i);
    let opens = marks.iter().position(|m| m.open == c);
    let sideless = marks.iter().any(|m| m.open == c && m.close == c);
    let glued_before = before.is_some_and(|b| b.is_alphanumeric());
    let glued_after = next.is_some_and(|n| n.is_alphanumeric());
    if is_apostrophe(c) {
        // Between letters it is an apostrophe; elsewhere it needs a partner near by.
        if glued_before && glued_after {
            return None;
        }
        if let Some(pair) = closes {
            if glued_before && closes_later(after, marks[pair]) {
                return None;
            }
            return (before.is_some_and(|b| !b.is_whitespace()) && !glued_after)
                .then_some(Role::Close(pair));
        }
        let pair = opens?;
        let close = marks[pair].close;
        let opening =
            before.is_none_or(|b| b.is_whitespace() || "([«“\"".contains(b)) && glued_after;
        return (opening && closes_soon(after, close)).then_some(Role::Open(pair));
    }
    // Marks of two sorts for one quote: “A" and "A”.
    if closes.is_none()
        && matches!(c, '"' | '”')
        && !glued_after
        && before.is_some_and(|b| !b.is_whitespace() && !"([".contains(b))
        && let Some(open) = stack.last()
        && matches!(marks[open.pair].open, '"' | '“')
        && matches!(marks[open.pair].close, '"' | '”')
    {
        return Some(Role::Close(open.pair));
    }
    match (closes, opens) {
        (Some(pair), _) if sideless => {
            let clearly_opening =
                before.is_none_or(|b| b.is_whitespace() || b == '(') && glued_after;
            Some(if clearly_opening { Role::Open(pair) } else { Role::Close(pair) })
        }
        (Some(pair), None) => Some(Role::Close(pair)),
        (Some(close), Some(open)) => {
            let opening = !glued_before && glued_after && before.is_none_or(char::is_whitespace);
            Some(if opening { Role::Open(open) } else { Role::Close(close) })
        }
        // “A“: the opening mark again, where words close.
        (None, Some(pair))
            if stack.last().is_some_and(|o| o.pair == pair)
                && before.is_some_and(|b| !b.is_whitespace() && !"([—–-".contains(b))
                && next.is_none_or(|n| !n.is_alphanumeric()) =>
        {
            Some(Role::Close(pair))
        }
        (None, Some(pair)) => Some(Role::Open(pair)),
        (None, None) => {
            let pair = marks.iter().position(|m| m.close == c)?;
            let opens = before.is_none_or(|b| b.is_whitespace() || b == '(')
                && opens_words(after)
                && stack.is_empty()
                && closes_first(after, marks[pair]);
            Some(if opens { Role::Open(pair) } else { Role::Close(pair) })
        }
    }
}

/// Whether words start right behind a mark; a blank may part an ellipsis from it.
fn opens_words(after: &str) -> bool {
    after.starts_with(char::is_alphanumeric) || after.trim_start().starts_with(['…', '.'])
}

/// ”A”: whether the closing mark comes again before any that opens.
fn closes_first(after: &str, pair: MarkPair) -> bool {
    after.find([pair.open, pair.close]).is_some_and(|at| after[at..].starts_with(pair.close))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘')
}

/// *‘It’s the workers’ fault,’ she said*: behind a bare word a small letter goes on, and a mark behind
/// punctuation closes before another opens.
fn closes_later(after: &str, pair: MarkPair) -> bool {
    if !after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
        return false;
    }
    let mut previous = ' ';
    for (at, c) in after.char_indices() {
        if at > MAX_APOSTROPHE_QUOTE || pair.open != pair.close && c == pair.open {
            return false;
        }
        if c == pair.close {
            let next = after[at + c.len_utf8()..].chars().next();
            if matches!(previous, ',' | '.' | '!' | '?' | '…') {
                return true;
            }
            if pair.open == pair.close
                && previous.is_whitespace()
                && next.is_some_and(char::is_alphanumeric)
            {
                return false;
            }
        }
        previous = c;
    }
    false
}

fn closes_soon(after: &str, close: char) -> bool {
    let mut previous = ' ';
    for (at, c) in after.char_indices() {
        if at > MAX_APOSTROPHE_QUOTE {
            return false;
        }
        if c == close && !previous.is_whitespace() {
            let next = after[at + c.len_utf8()..].chars().next();
            if next.is_none_or(|n| !n.is_alphanumeric()) {
                return true;
            }
        }
        previous = c;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRENCH: [MarkPair; 6] = [
        MarkPair { open: '«', close: '»' },
        MarkPair { open: '“', close: '”' },
        MarkPair { open: '"', close: '"' },
        MarkPair { open: '„', close: '“' },
        MarkPair { open: '‘', close: '’' },
        MarkPair { open: '\'', close: '\'' },
    ];

    fn quotes(text: &str) -> Vec<String> {
        let blocks: Vec<Span> =
            sayso_model::Document::from_text(text).blocks.iter().map(|b| b.span).collect();
        let found = pair(text, &blocks, &FRENCH);
        found
            .all
            .iter()
            .map(|q| format!("{}{}", if q.parent.is_some() { "-" } else { "" }, q.inner.of(text)))
            .collect()
    }

    #[test]
    fn pairs_by_type_and_nests() {
        assert_eq!(quotes("«Oui», dit-il. \"Non\"."), ["Oui", "Non"]);
        assert_eq!(
            quotes("« Un “mot” et 'deux' ici »"),
            ["Un “mot” et 'deux' ici", "-mot", "-deux"]
        );
        assert_eq!(
            quotes("« 261 cas de « réelle » fraude »"),
            ["261 cas de « réelle » fraude", "-réelle"]
        );
    }

    #[test]
    fn marks_of_two_sorts_pair() {
        assert_eq!(quotes("“Yes,\" he said. \"No,” she said."), ["Yes,", "No,"]);
    }

    #[test]
    fn marks_of_the_wrong_side_pair() {
        assert_eq!(quotes("”Yes, we can.” — Ana Brix"), ["Yes, we can."]);
        assert_eq!(quotes("It was “late.“ So he said: ” … never”."), ["late.", "… never"]);
    }

    #[test]
    fn two_apostrophes_are_a_mark() {
        assert_eq!(quotes("''Yes,'' he said. ``No.''"), ["Yes,", "No."]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert_eq!(quotes("l'homme d’aujourd'hui, l'«été»"), ["été"]);
    }

    #[test]
    fn odd_counts_are_repaired() {
        assert_eq!(quotes("Il dit « tout ira bien."), ["tout ira bien."]);
        assert_eq!(quotes("« Un. Deux. Il a dit « trois »."), ["Un. Deux.", "trois"]);
        assert_eq!(quotes("« \"Ce n'est que tard ». Fin."), ["\"Ce n'est que tard"]);
        assert_eq!(quotes("Rien ici » et « là »."), ["là"]);
    }

    #[test]
    fn paragraphs_carry_a_quote_on() {
        let text = "«Un premier point.\n«Un second», a-t-il dit.";
        assert_eq!(quotes(text), ["Un premier point.", "Un second"]);
    }
}
