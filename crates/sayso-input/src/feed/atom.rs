//! Atom (RFC 4287).

use super::{AUTHORS, push, texts, title};
use crate::contents::Contents;
use crate::draft::{Draft, Stretch, plain};
use crate::xml::text::stretches;
use crate::xml::tree::Element;
use crate::{InputError, Options, markup};

pub(super) fn read(root: Element<'_>, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    if root.is("entry") {
        push(&mut contents, entry(root, &Feed::default(), options), options)?;
        return Ok(contents);
    }
    let feed = Feed {
        lang: root.attribute("lang"),
        base: root.attribute("base"),
        authors: authors(root).take(AUTHORS).collect(),
    };
    for item in root.children().filter(|c| c.is("entry")) {
        push(&mut contents, entry(item, &feed, options), options)?;
    }
    Ok(contents)
}

/// What a feed says for all its entries.
#[derive(Default)]
struct Feed<'t> {
    lang: Option<&'t str>,
    base: Option<&'t str>,
    authors: Vec<String>,
}

fn authors(element: Element<'_>) -> impl Iterator<Item = String> {
    let named = |author: Element<'_>| author.child("name").and_then(Element::line);
    element.children().filter(|c| c.is("author")).filter_map(named)
}

fn entry(entry: Element<'_>, feed: &Feed<'_>, options: &Options) -> Result<Draft, InputError> {
    let line = |name: &str| entry.child(name).and_then(Element::line);
    let mut draft = Draft {
        id: line("id"),
        url: link(entry).map(|url| resolved(entry, feed, url)),
        lang: entry
            .attribute("lang")
            .or_else(|| entry.child("content").and_then(|c| c.attribute("lang")))
            .or(feed.lang)
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
    draft.bylines.extend(authors(entry));
    if draft.bylines.is_empty() {
        draft.bylines.clone_from(&feed.authors);
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
fn resolved(entry: Element<'_>, feed: &Feed<'_>, url: String) -> String {
    let base = entry.attribute("base").or(feed.base);
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
