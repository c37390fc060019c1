//! NewsML-G2 (<https://iptc.org/standards/newsml-g2/>): `newsItem`, `packageItem`, and
//! `newsMessage` with sets of them.

use crate::contents::{Contents, Link, LinkKind};
use crate::draft::{Draft, Stretch, add, is_address, plain};
use crate::xml::text::stretches;
use crate::xml::tree::Element;
use crate::{InputError, Limit, Options, markup, nitf};
use sayso_model::Document;

pub(super) fn read(root: Element<'_>, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    if root.is("newsMessage") {
        for item in root.children().filter(|c| c.is("itemSet")).flat_map(|set| set.children()) {
            let known = contents.documents.len() + contents.links.len();
            InputError::check(&options.limits, Limit::Records, known + 1)?;
            take(item, options, &mut contents);
        }
        return Ok(contents);
    }
    take(root, options, &mut contents);
    InputError::check(&options.limits, Limit::Records, contents.links.len())?;
    Ok(contents)
}

fn take(item: Element<'_>, options: &Options, contents: &mut Contents) {
    if item.is("packageItem") {
        contents.listed = Some("a package of news items");
        contents.links.extend(package(item));
    } else if item.is("conceptItem") || item.is("knowledgeItem") || item.is("planningItem") {
        contents.leave_out("items of other kinds than news", 1);
    } else {
        contents.documents.push(document(item, options));
    }
}

/// What a package refers to by an address; the rest lies beside it, in the same message.
fn package(item: Element<'_>) -> impl Iterator<Item = Link> {
    item.descendants().filter(|d| d.is("itemRef")).filter_map(|reference| {
        let url = reference.attribute("href").filter(|href| is_address(href))?;
        Some(Link {
            title: reference.child("title").or(reference.child("headline")).and_then(Element::line),
            ..Link::new(LinkKind::Report, url)
        })
    })
}

fn document(item: Element<'_>, options: &Options) -> Result<Document, InputError> {
    let mut draft = Draft {
        id: item.attribute("guid").map(str::to_owned),
        lang: item.attribute("lang").map(str::to_owned),
        ..Draft::default()
    };
    draft.url = draft.id.clone().filter(|id| is_address(id));
    if let Some(meta) = item.child("itemMeta") {
        item_meta(meta, &mut draft);
    }
    // Pieces of items go about in manuals and test sets: their root stands for itself.
    let meta = if item.is("contentMeta") { Some(item) } else { item.child("contentMeta") };
    if let Some(meta) = meta {
        content_meta(meta, &mut draft);
    }
    for holder in item.path(&["rightsInfo", "copyrightHolder"]).into_iter() {
        add(&mut draft.organisations, party(holder));
    }
    let content = if item.is("contentSet") { Some(item) } else { item.child("contentSet") };
    if let Some(content) = content {
        content_set(content, options, &mut draft)?;
    }
    if let Some(meta) = meta {
        for description in meta.children().filter(|c| c.is("description")) {
            describe(description, &mut draft);
        }
        if let Some(credit) = meta.child("creditline").and_then(Element::line) {
            draft.credit(&credit);
        }
    }
    draft.finish(options)
}

fn item_meta(meta: Element<'_>, draft: &mut Draft) {
    for field in ["versionCreated", "firstCreated"] {
        draft.date(field, meta.child(field).and_then(Element::line));
    }
    if let Some(provider) = meta.child("provider") {
        add(&mut draft.organisations, party(provider));
    }
    if draft.title.is_none() {
        draft.title = meta.child("title").and_then(Element::line);
    }
    // Where the item is shown on the web, if it says so.
    for link in meta.children().filter(|c| c.is("link")) {
        let own = link
            .attribute("rel")
            .is_some_and(|rel| rel.ends_with(":hasWebVersion") || rel.ends_with(":canonical"));
        if let Some(href) = link.attribute("href").filter(|href| own && is_address(href)) {
            draft.url = Some(href.to_owned());
        }
    }
}

fn content_meta(meta: Element<'_>, draft: &mut Draft) {
    let role_of =
        |element: Element<'_>| element.attribute("role").unwrap_or("").to_ascii_lowercase();
    let mut title = None;
    for headline in meta.children().filter(|c| c.is("headline")) {
        let Some(text) = headline.line() else { continue };
        let role = role_of(headline);
        if role.contains("kicker") || role.contains("over") {
            draft.kicker.get_or_insert(text);
        } else if title.is_none() {
            title = Some(text);
        } else if title.as_ref() != Some(&text) {
            draft.lead.push(text);
        }
    }
    draft.title = title.or(draft.title.take());
    for by in meta.children().filter(|c| c.is("by")) {
        add(&mut draft.bylines, by.line());
    }
    if draft.bylines.is_empty() {
        for creator in meta.children().filter(|c| c.is("creator")) {
            // A body's code is its domain: `web:thomsonreuters.com`.
            let body = creator.attribute("qcode").is_some_and(|code| code.contains('.'));
            let list = if body { &mut draft.organisations } else { &mut draft.authors };
            add(list, creator.child("name").and_then(Element::line));
        }
    }
    draft.dateline = meta.child("dateline").and_then(Element::line);
    // The name in the item's own words; of the wider places around it, none.
    draft.located = meta
        .child("located")
        .and_then(|place| place.child("name").and_then(Element::line).or_else(|| code(place)));
    for source in meta.children().filter(|c| c.is("infoSource")) {
        add(&mut draft.organisations, party(source));
    }
    if let Some(tag) = meta.child("language").and_then(|l| l.attribute("tag")) {
        draft.lang = Some(tag.to_owned());
    }
    if draft.dates.is_empty() {
        draft.date("contentCreated", meta.child("contentCreated").and_then(Element::line));
    }
}

/// The content of an item: of several forms of the same text the first that says most.
fn content_set(set: Element<'_>, options: &Options, draft: &mut Draft) -> Result<(), InputError> {
    for inline in set.children().filter(|c| c.is("inlineXML")) {
        if let Some(nitf) = inline.descendant("nitf") {
            nitf::fill(nitf, draft);
        } else {
            draft.body = stretches(inline);
        }
        if draft.lang.is_none() {
            draft.lang = inline.attribute("lang").map(str::to_owned);
        }
        if !draft.body.is_empty() {
            return Ok(());
        }
    }
    for inline in set.children().filter(|c| c.is("inlineData")) {
        let html = inline
            .attribute("contenttype")
            .is_some_and(|t| t.to_ascii_lowercase().contains("html"));
        let text = inline.written();
        draft.body = if html { markup::stretches(&text, options)? } else { plain(&text) };
        if !draft.body.is_empty() {
            return Ok(());
        }
    }
    Ok(())
}

fn describe(description: Element<'_>, draft: &mut Draft) {
    let role = description.attribute("role").unwrap_or("").to_ascii_lowercase();
    let Some(text) = description.line() else { return };
    if role.ends_with("caption") {
        draft.caption(&text);
    } else if draft.body.is_empty() {
        draft.body.push(Stretch { text, role: None });
    } else {
        draft.summary(&text);
    }
}

/// The name of a party: as written, or else its code, as in `nprov:REUTERS`.
fn party(element: Element<'_>) -> Option<String> {
    let name = element.child("name").and_then(Element::line);
    let literal = element.attribute("literal").map(str::to_owned);
    name.or(literal).or_else(|| code(element))
}

/// What stands behind the colon of a code, where it is a name: `city:Moscow`, not `geo:345678`.
fn code(element: Element<'_>) -> Option<String> {
    let (_, code) = element.attribute("qcode")?.split_once(':')?;
    let name = code.chars().any(char::is_alphabetic)
        && !code.contains(['.', '/', ':'])
        && code.len() <= 40;
    name.then(|| code.to_owned())
}
