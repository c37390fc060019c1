//! Specification files: behaviour as prose, with cases that can be run.

use crate::{Marked, MarkupError, Problem};

/// One case of a specification file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// What must hold.
    pub heading: String,
    /// The line of the file on which its block's text begins, from 1.
    pub line: u32,
    /// Why it does not hold yet; such a case must fail.
    pub known_failure: Option<String>,
    /// The document's title, beside its text.
    pub title: Option<String>,
    /// The document's date of publication.
    pub published: Option<String>,
    /// The text with exactly the attributions that must come out.
    pub text: Marked,
}

const FENCE: &str = "```";
const KNOWN_FAILURE: &str = "known-failure=\"";
const TITLE: &str = "title:";
const PUBLISHED: &str = "published:";

/// Reads the cases of a file: under each `##` heading some prose and one fenced block or more in
/// the language `lang`. A block's info line may hold `known-failure="reason"`; its first line may
/// be `title: …` or `published: …`, in this order where it has both. Blocks in other languages are prose.
pub fn cases(lang: &str, file: &str) -> Result<Vec<Case>, MarkupError> {
    let fail = |line: usize, problem: &str| MarkupError {
        line: line as u32,
        column: 1,
        problem: Problem::BadCase(problem.to_owned()),
    };
    let mut out: Vec<Case> = Vec::new();
    let mut heading: Option<(usize, &str)> = None;
    let mut served = true;
    let mut lines = file.lines().enumerate().map(|(i, l)| (i + 1, l));
    while let Some((number, line)) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            if !served {
                return Err(fail(number, "the heading above has no block"));
            }
            heading = Some((number, title.trim()));
            served = false;
        }
        let Some(info) = line.strip_prefix(FENCE) else { continue };
        let mut body = String::new();
        loop {
            match lines.next() {
                Some((_, l)) if l.starts_with(FENCE) => break,
                Some((_, l)) => {
                    body.push_str(l);
                    body.push('\n');
                }
                None => return Err(fail(number, "the block is never closed")),
            }
        }
        let info = info.trim();
        let (tag, rest) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        if tag != lang {
            continue;
        }
        let Some((_, heading)) = heading else {
            return Err(fail(number, "the block stands under no heading"));
        };
        served = true;
        let known_failure = match rest.trim() {
            "" => None,
            rest => match rest.strip_prefix(KNOWN_FAILURE).and_then(|r| r.strip_suffix('"')) {
                Some(reason) if !reason.is_empty() => Some(reason.to_owned()),
                _ => {
                    return Err(fail(number, "the fence holds more than known-failure=\"reason\""));
                }
            },
        };
        let mut line = number as u32 + 1;
        let mut text = body.as_str();
        let mut title = None;
        if let Some((first, rest)) = text.split_once('\n')
            && let Some(value) = first.strip_prefix(TITLE)
        {
            title = Some(value.trim().to_owned());
            text = rest;
            line += 1;
        }
        let mut published = None;
        if let Some((first, rest)) = text.split_once('\n')
            && let Some(value) = first.strip_prefix(PUBLISHED)
        {
            published = Some(value.trim().to_owned());
            text = rest;
            line += 1;
        }
        let text = Marked::parse(text.trim_end()).map_err(|e| e.lower(line - 1))?;
        out.push(Case { heading: heading.to_owned(), line, known_failure, title, published, text });
    }
    match heading {
        Some((number, _)) if !served => Err(fail(number, "the heading has no block")),
        _ => Ok(out),
    }
}
