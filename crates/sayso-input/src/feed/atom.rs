//! Atom (RFC 4287).

use super::{push, texts, title};
use crate::contents::Contents;
use crate::draft::{Draft, Stretch, add, plain};
use crate::xml::text::stretches;
use crate::xml::tree::Element;
use crate::{InputError, Options, markup};

pub(super) fn read(root: Element<'_>, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    if root.is("entry") {
        push(&mut contents, entry(root, root, options), options)?;
        return Ok(contents);
    }
    for item in root.children().filter(|c| c.is("entry")) {
        push(&mut contents, entry(item, root, options), options)?;
    }
    Ok(contents)
}

fn entry(entry: Element<'_>, feed: Element<'_>, options: &Options) -> Result<Draft, InputError> {
    let line = |name: &str| entry.child(name).and_then(Element::line);
    let mut draft = Draft {
        id: line("id"),
        url: link(entry).map(|url| resolved(entry, feed, url)),
        lang: entry
            .attribute("lang")
            .or_else(|| entry.child("content").and_then(|c| c.attribute("lang")))
            .or_else(|| feed.attribute("lang"))
            .map(str::to_owned),
        ..Draft::default()
    };
    if let Some(element) = entry.child("title") {
        draft.title = match element.attribute("type") {
            Some("html") => title(&element.written(), options),
            _ => element.line(),
        };
    }
    draft.date("published", line("published").or_else(|| line("issued")));
    if draft.dates.is_empty() {
        draft.date("updated", line("updated").or_else(|| line("modified")));
    }
    let authors = |e: Element<'_>, draft: &mut Draft| {
        for author in e.children().filter(|c| c.is("author")) {
            add(&mut draft.bylines, author.child("name").and_then(Element::line));
        }
    };
    authors(entry, &mut draft);
    if draft.bylines.is_empty() {
        authors(feed, &mut draft);
    }
    let text = |name: &str| entry.child(name).map(|e| text(e, options)).transpose();
    texts(&mut draft, text("content")?, text("summary")?);
    Ok(draft)
}

/// The entry's own page: the link that says so, or says nothing of its relation.
fn link(entry: Element<'_>) -> Option<String> {
    let own = |l: &Element<'_>| l.attribute("rel").is_none_or(|rel| rel == "alternate");
    let href = |l: Element<'_>| l.attribute("href").map(str::to_owned);
    entry.children().filter(|c| c.is("link")).find(own).and_then(href)
}

/// An address that is given from the feed's base on. Only a path from the root is resolved:
/// others are seldom, and are left out rather than guessed at.
fn resolved(entry: Element<'_>, feed: Element<'_>, url: String) -> String {
    let base = entry.attribute("base").or_else(|| feed.attribute("base"));
    match base {
        Some(base) if url.starts_with('/') && !url.starts_with("//") => {
            let host = base.find("://").map_or(0, |at| at + 3);
            let end = base[host..].find('/').map_or(base.len(), |at| host + at);
            format!("{}{url}", &base[..end])
        }
        _ => url,
    }
}

/// A text construct: plain, HTML in a string, or XHTML as it stands.
fn text(element: Element<'_>, options: &Options) -> Result<Vec<Stretch>, InputError> {
    let kind = element.attribute("type").unwrap_or("text");
    if !element.is_plain() {
        Ok(stretches(element))
    } else if kind == "html" || kind.starts_with("text/html") {
        markup::stretches(&element.written(), options)
    } else if kind == "text" || kind.starts_with("text/") {
        Ok(plain(&element.written()))
    } else {
        // Bytes in base64, or nothing with a `src` to be fetched.
        Ok(Vec::new())
    }
}
