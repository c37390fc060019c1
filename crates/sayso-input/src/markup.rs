//! A report's body as a string of HTML, as ninjs and feeds carry it.

use crate::draft::Stretch;
use crate::{InputError, Options};

/// The stretches of a body's text. Unlike in a page, all of it is the report's.
#[cfg(feature = "html")]
pub(crate) fn stretches(source: &str, options: &Options) -> Result<Vec<Stretch>, InputError> {
    // Feeds have many bodies without a tag; what is no markup needs no parser.
    if !source.contains(['<', '&']) {
        return Ok(crate::draft::plain(source));
    }
    crate::html::fragment(source, options)
}

/// Without an HTML parser: what XML can make of it.
#[cfg(not(feature = "html"))]
pub(crate) fn stretches(source: &str, options: &Options) -> Result<Vec<Stretch>, InputError> {
    if !source.contains(['<', '&']) {
        return Ok(crate::draft::plain(source));
    }
    let source = format!("<body>{source}</body>");
    let tree = crate::xml::tree::Tree::parse(&source, &options.limits)?;
    Ok(crate::xml::text::stretches(tree.root()))
}

/// The words of a string that may hold HTML, in one line.
pub(crate) fn line(source: &str, options: &Options) -> Result<Option<String>, InputError> {
    let parts = stretches(source, options)?;
    let line = parts.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
    Ok(crate::draft::filled(line))
}
