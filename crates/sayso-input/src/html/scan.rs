//! A look over a page before any parser sees it: how deep and how many its tags are.

use crate::{InputError, Limit, Limits};
use std::collections::HashMap;

/// What the look found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Scan {
    /// The page ends inside a tag, a comment or a script, or with sections left open and
    /// no closing tag of its own.
    pub cut: bool,
}

/// Tags that never hold anything.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Tags that the next of their kind closes, so that leaving their end out is no nesting.
const CLOSED_BY_NEXT: [&str; 14] = [
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "thead", "tbody", "tfoot", "rp",
    "rt",
];
/// Tags whose content holds no tags.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];
/// Tags that a whole page closes.
const SECTIONS: [&str; 5] = ["html", "div", "article", "section", "main"];

/// Reads the page once, in order, with no recursion, and fails where a limit is passed.
///
/// An end tag closes one open tag of its own name and nothing else, so that the count is
/// never below the depth that a parser reaches on misnested tags.
pub(crate) fn scan(page: &str, limits: &Limits) -> Result<Scan, InputError> {
    let bytes = page.as_bytes();
    let mut open: HashMap<String, usize> = HashMap::new();
    let (mut depth, mut tags, mut at) = (0usize, 0usize, 0usize);
    let mut cut = false;
    let mut closes_page = false;
    while let Some(found) = find(bytes, at, b'<') {
        at = found + 1;
        if page[at..].starts_with("!--") {
            match page[at..].find("-->") {
                Some(end) => at += end + 3,
                None => {
                    cut = true;
                    break;
                }
            }
            continue;
        }
        let closing = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closing);
        if !bytes.get(start).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let length = bytes[start..]
            .iter()
            .take_while(|b| !b.is_ascii_whitespace() && **b != b'>' && **b != b'/')
            .count();
        let Some(end) = tag_end(bytes, start + length) else {
            cut = true;
            break;
        };
        at = end + 1;
        // No tag that counts has a longer name.
        let Some(name) = page.get(start..start + length).filter(|n| n.len() <= 64) else {
            continue;
        };
        let name = name.to_ascii_lowercase();
        if closing {
            closes_page |= name == "html" || name == "body";
            if let Some(count) = open.get_mut(&name).filter(|c| **c > 0) {
                *count -= 1;
                depth -= 1;
            }
            continue;
        }
        tags += 1;
        InputError::check(limits, Limit::HtmlTags, tags)?;
        let name_str = name.as_str();
        if RAW.contains(&name_str) {
            match raw_end(bytes, at, name_str) {
                Some(end) => at = end,
                None => {
                    cut = true;
                    break;
                }
            }
        } else if !VOID.contains(&name_str) && !CLOSED_BY_NEXT.contains(&name_str) {
            depth += 1;
            InputError::check(limits, Limit::HtmlDepth, depth)?;
            *open.entry(name).or_insert(0) += 1;
        }
    }
    let left = SECTIONS.iter().any(|s| open.get(*s).is_some_and(|c| *c > 0));
    Ok(Scan { cut: cut || (left && !closes_page) })
}

fn find(bytes: &[u8], from: usize, byte: u8) -> Option<usize> {
    bytes.get(from..)?.iter().position(|b| *b == byte).map(|i| from + i)
}

/// The `>` that ends a tag, outside quoted attribute values.
fn tag_end(bytes: &[u8], from: usize) -> Option<usize> {
    let mut quote = None;
    let mut value = false;
    for (i, byte) in bytes.iter().enumerate().skip(from) {
        match (quote, byte) {
            (Some(q), b) if *b == q => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(i),
            // A quotation mark opens a value only behind `=`.
            (None, b'"' | b'\'') if value => quote = Some(*byte),
            (None, b'=') => value = true,
            (None, b) => value &= b.is_ascii_whitespace(),
        }
    }
    None
}

/// Where the content of a raw tag ends, behind its end tag's name.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(found) = find(bytes, at, b'<') {
        at = found + 1;
        let rest = &bytes[at..];
        if rest.first() == Some(&b'/')
            && rest.get(1..1 + name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()))
        {
            return Some(at + 1 + name.len());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(page: &str) -> String {
        scan(page, &Limits::default()).map_or_else(|e| e.to_string(), |s| format!("{s:?}"))
    }

    #[test]
    fn nesting_is_counted_however_it_is_written() {
        let deep = [
            "<div>".repeat(10_000),
            "<DIV class='a>b'>".repeat(10_000),
            // End tags of nothing, and end tags that close across others.
            "<div></x>".repeat(10_000),
            "<b><div></b>".repeat(10_000),
            "<a/><i x=1>".repeat(10_000),
        ];
        for page in deep {
            assert!(told(&page).contains("max-html-depth"), "{}", &page[..20]);
        }
    }

    #[test]
    fn long_flat_pages_pass() {
        let flat = [
            "<p>Un paragraphe".repeat(5_000),
            "<ul><li>Un<li>Deux</ul><br/><img src=x>".repeat(2_000),
            "<div><p>Un</p></div>".repeat(5_000),
            "<script>if (a<div>b) {}</script>".repeat(600),
            "1 < 2 <3 ".repeat(1_000),
        ];
        for page in flat {
            assert_eq!(told(&page), "Scan { cut: false }", "{}", &page[..16]);
        }
    }

    #[test]
    fn cut_pages_are_seen() {
        for page in ["<html><body><div><p>Un", "<p>Un</p><a href=\"x", "<!-- <p>", "<script>var a"]
        {
            assert_eq!(told(page), "Scan { cut: true }", "{page}");
        }
        assert_eq!(told("<html><body><div><p>Un</body></html>"), "Scan { cut: false }");
    }

    #[test]
    fn tags_are_limited() {
        assert!(told(&"<br>".repeat(300_000)).contains("max-html-tags"));
    }
}
