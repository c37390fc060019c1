//! RSS 0.9x, 1.0 (RDF) and 2.0, with the modules that news feeds use: `content:encoded`, Dublin
//! Core, and Yahoo's `media`.

use super::{push, texts, title};
use crate::contents::Contents;
use crate::draft::{Draft, Stretch, add};
use crate::xml::text::stretches;
use crate::xml::tree::Element;
use crate::{InputError, Options, markup};
use sayso_model::BlockRole;

pub(super) fn read(root: Element<'_>, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    let channel = root.child("channel");
    let language = channel.and_then(|c| own(c, "language").or_else(|| own(c, "dc:language")));
    let language =
        language.and_then(Element::line).or_else(|| root.attribute("lang").map(str::to_owned));
    // Within the channel in RSS 0.91 and 2.0, beside it in 0.90 and 1.0.
    let items = root.descendants().filter(|d| d.full_name().eq_ignore_ascii_case("item"));
    for item in items {
        push(&mut contents, entry(item, language.as_deref(), options), options)?;
    }
    Ok(contents)
}

/// A child by its whole name: `title` is not `media:title`.
fn own<'t>(item: Element<'t>, name: &str) -> Option<Element<'t>> {
    item.children().find(|c| c.full_name().eq_ignore_ascii_case(name))
}

fn entry(
    item: Element<'_>,
    language: Option<&str>,
    options: &Options,
) -> Result<Draft, InputError> {
    let line = |name: &str| own(item, name).and_then(Element::line);
    let guid = line("guid");
    let permalink = own(item, "guid").is_none_or(|g| g.attribute("isPermaLink") != Some("false"));
    let link = line("link").or_else(|| item.attribute("about").map(str::to_owned));
    let mut draft = Draft {
        id: guid.clone().or_else(|| link.clone()),
        url: link.or(guid.filter(|_| permalink)),
        lang: line("dc:language")
            .or_else(|| item.attribute("lang").map(str::to_owned))
            .or_else(|| language.map(str::to_owned)),
        title: own(item, "title").and_then(|t| title(&t.written(), options)),
        ..Draft::default()
    };
    for name in ["pubDate", "dc:date", "dcterms:created", "dcterms:issued"] {
        draft.date("pubDate", line(name));
    }
    for author in item.children().filter(|c| c.full_name().eq_ignore_ascii_case("dc:creator")) {
        add(&mut draft.bylines, author.line());
    }
    if draft.bylines.is_empty() {
        add(
            &mut draft.bylines,
            line("author").and_then(|a| name_of(&a)).or_else(|| line("itunes:author")),
        );
    }
    add(
        &mut draft.organisations,
        line("dc:publisher").or_else(|| line("source")).filter(|name| is_agency(name)),
    );
    let body = |name: &str| own(item, name).map(|e| body(e, options)).transpose();
    texts(&mut draft, body("content:encoded")?.or(body("xhtml:body")?), body("description")?);
    media(item, options, &mut draft)?;
    Ok(draft)
}

/// A body: escaped HTML, or XHTML as it stands.
fn body(element: Element<'_>, options: &Options) -> Result<Vec<Stretch>, InputError> {
    if !element.is_plain() {
        return Ok(stretches(element));
    }
    markup::stretches(&element.written(), options)
}

fn media(item: Element<'_>, options: &Options, draft: &mut Draft) -> Result<(), InputError> {
    for part in item.descendants() {
        let caption = ["media:description", "media:text"].contains(&part.full_name());
        let credit = part.full_name() == "media:credit";
        if !caption && !credit {
            continue;
        }
        let Some(text) = markup::line(&part.written(), options)? else { continue };
        if caption {
            draft.caption(&text);
        } else {
            draft.pictures.push(Stretch::new(text, BlockRole::Credit));
        }
    }
    Ok(())
}

/// RSS wants a mail address with the name in brackets: `rey@example.org (Jeanne Rey)`.
fn name_of(author: &str) -> Option<String> {
    match author.split_once('(') {
        Some((_, name)) => crate::draft::filled(name.trim_end_matches(')')),
        None if author.contains('@') => None,
        None => Some(author.to_owned()),
    }
}

/// Papers name themselves as publishers; only an agency says whose dispatch it is.
fn is_agency(name: &str) -> bool {
    matches!(
        crate::layout::mark::signature(name, crate::layout::words::words()),
        Some(crate::layout::mark::Signature::Agency(_))
    )
}
