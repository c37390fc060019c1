//! Feeds: RSS 0.9x, 1.0 and 2.0 ([`rss`]), Atom ([`atom`]) and JSON Feed ([`json`]). Each entry
//! is a report: its content, or the summary where the feed has no more.
//!
//! Read with the tree that the other XML formats use and not with the crate `feed-rs`: that
//! one gives dates in UTC, and which day *lundi* is depends on the local one; and a feed that is
//! cut off or has a stray `&` would be lost whole.

mod atom;
mod json;
mod rss;

use crate::contents::Contents;
use crate::draft::{Draft, Stretch};
use crate::xml::tree::Tree;
use crate::{InputError, Limit, Options, markup};

/// Reads a feed of any kind.
pub(crate) fn read(source: &str, options: &Options) -> Result<Contents, InputError> {
    if source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').starts_with('{') {
        return json::read(source, options);
    }
    let tree = Tree::parse(source, &options.limits)?;
    let root = tree.root();
    let mut contents = if root.is("feed") || root.is("entry") {
        atom::read(root, options)?
    } else {
        rss::read(root, options)?
    };
    contents.told(tree.notes());
    Ok(contents)
}

/// Reads a JSON Feed that is parsed already.
pub(crate) fn of_json(feed: &serde_json::Value, options: &Options) -> Result<Contents, InputError> {
    json::of_value(feed, options)
}

/// How many of a feed's own authors sign an entry that names none: a blog has one or two, and
/// each is written into each entry.
const AUTHORS: usize = 8;

/// Adds an entry's report.
fn push(
    contents: &mut Contents,
    draft: Result<Draft, InputError>,
    options: &Options,
) -> Result<(), InputError> {
    InputError::check(&options.limits, Limit::Records, contents.documents.len() + 1)?;
    contents.documents.push(draft.and_then(|draft| draft.finish(options)));
    Ok(())
}

/// The texts of an entry: the fullest is the body; a summary that it does not hold is the lead.
fn texts(draft: &mut Draft, content: Option<Vec<Stretch>>, summary: Option<Vec<Stretch>>) {
    match (content.filter(|c| !c.is_empty()), summary) {
        (Some(content), summary) => {
            draft.body = content;
            let line = summary.map(|s| s.into_iter().map(|s| s.text).collect::<Vec<_>>().join(" "));
            if let Some(line) = line {
                draft.summary(&line);
            }
        }
        (None, summary) => draft.body = summary.unwrap_or_default(),
    }
}

/// A title, which feeds fill with HTML, escaped once or twice.
fn title(text: &str, options: &Options) -> Option<String> {
    if !text.contains(['<', '&']) {
        return crate::draft::filled(text);
    }
    markup::line(text, options).ok().flatten().or_else(|| crate::draft::filled(text))
}
