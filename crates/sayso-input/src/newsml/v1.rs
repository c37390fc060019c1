//! NewsML 1 (2000 to 2008): components within components, each with its role (`HeadLine`,
//! `Body`, `Photo`) and one or more pieces of content.

use crate::contents::Contents;
use crate::draft::{Draft, Stretch, add, is_address, plain};
use crate::xml::text::stretches;
use crate::xml::tree::Element;
use crate::{InputError, Limit, Options, markup, nitf};
use sayso_model::{BlockRole, Document};

pub(super) fn read(root: Element<'_>, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    let sender = root.child("NewsEnvelope").and_then(sender);
    let items: Vec<Element<'_>> = if root.is("newsitem") {
        vec![root]
    } else {
        root.children().filter(|c| c.is("NewsItem")).collect()
    };
    for item in items {
        let around = Around::of(item, sender.as_deref());
        for component in reports(item) {
            InputError::check(&options.limits, Limit::Records, contents.documents.len() + 1)?;
            contents.documents.push(document(&around, component, options));
        }
    }
    Ok(contents)
}

/// What an item says for all reports in it.
struct Around {
    id: Option<String>,
    dates: Vec<(&'static str, String)>,
    senders: Vec<String>,
    lang: Option<String>,
}

impl Around {
    fn of(item: Element<'_>, sender: Option<&str>) -> Around {
        let mut draft = Draft::default();
        if let Some(management) = item.child("NewsManagement") {
            for field in ["ThisRevisionCreated", "FirstCreated"] {
                draft.date(field, management.child(field).and_then(Element::line));
            }
        }
        add(&mut draft.organisations, sender);
        if let Some(provider) = item.descendant("Provider") {
            let party = provider.child("Party").and_then(|p| p.attribute("FormalName"));
            add(&mut draft.organisations, party);
        }
        let identifier = item.path(&["Identification", "NewsIdentifier", "PublicIdentifier"]);
        Around {
            id: identifier.and_then(Element::line),
            dates: draft.dates,
            senders: draft.organisations,
            lang: language(item).map(str::to_owned),
        }
    }
}

fn sender(envelope: Element<'_>) -> Option<String> {
    let party =
        |e: Element<'_>| e.child("Party").unwrap_or(e).attribute("FormalName").map(str::to_owned);
    envelope
        .child("SentFrom")
        .and_then(party)
        .or_else(|| envelope.child("NewsService").and_then(party))
}

/// The components that are a report each: those with a headline of their own and something in
/// them; an item without any is one itself.
fn reports(item: Element<'_>) -> Vec<Element<'_>> {
    let mut found: Vec<Element<'_>> = Vec::new();
    let mut level: Vec<Element<'_>> = item.children().filter(|c| c.is("NewsComponent")).collect();
    while !level.is_empty() {
        let mut deeper = Vec::new();
        for component in level {
            let headline = component.path(&["NewsLines", "HeadLine"]).is_some();
            let holds = component.children().any(|c| c.is("NewsComponent") || c.is("ContentItem"));
            if headline && holds {
                found.push(component);
            } else {
                deeper.extend(component.children().filter(|c| c.is("NewsComponent")));
            }
        }
        level = if found.is_empty() { deeper } else { Vec::new() };
    }
    if found.is_empty() {
        found.push(item);
    }
    found
}

fn document(
    around: &Around,
    component: Element<'_>,
    options: &Options,
) -> Result<Document, InputError> {
    let mut draft = Draft {
        id: around.id.clone(),
        url: around.id.clone().filter(|id| is_address(id)),
        dates: around.dates.clone(),
        organisations: around.senders.clone(),
        ..Draft::default()
    };
    // The component's own language, or that of the one around it.
    draft.lang = component
        .attribute("lang")
        .or_else(|| component.child("DescriptiveMetadata").and_then(language))
        .or_else(|| language(component))
        .map(str::to_owned)
        .or_else(|| around.lang.clone());
    if let Some(lines) = component.child("NewsLines") {
        news_lines(lines, &mut draft);
    }
    content(component, options, &mut draft)?;
    draft.finish(options)
}

fn language(element: Element<'_>) -> Option<&str> {
    element.descendant("Language")?.attribute("FormalName")
}

fn news_lines(lines: Element<'_>, draft: &mut Draft) {
    for line in lines.children() {
        let Some(text) = line.line() else { continue };
        match line.name().to_ascii_lowercase().as_str() {
            "headline" if draft.title.is_none() => draft.title = Some(text),
            "headline" | "subheadline" => draft.lead.push(text),
            "byline" => add(&mut draft.bylines, Some(text)),
            "dateline" => draft.dateline = draft.dateline.take().or(Some(text)),
            // The body, which may have it as well, is not there yet.
            "creditline" => draft.pictures.push(Stretch::new(text, BlockRole::Credit)),
            _ => {}
        }
    }
}

/// Takes the content of a component and of those in it, by their roles.
fn content(component: Element<'_>, options: &Options, draft: &mut Draft) -> Result<(), InputError> {
    let mut captions = Vec::new();
    let mut contacts = Vec::new();
    let mut open = vec![component];
    while let Some(here) = open.pop() {
        let role = here.child("Role").and_then(|r| r.attribute("FormalName")).unwrap_or("");
        let role = role.to_ascii_lowercase();
        // The first comes off the stack first.
        let inner: Vec<_> = here.children().filter(|c| c.is("NewsComponent")).collect();
        open.extend(inner.into_iter().rev());
        if ["photo", "video", "graphic", "picture", "image", "audio"]
            .iter()
            .any(|r| role.contains(r))
        {
            captions.extend(here.path(&["NewsLines", "HeadLine"]).and_then(Element::line));
            captions.extend(here.path(&["NewsLines", "Caption"]).and_then(Element::line));
        }
        for item in here.children().filter(|c| c.is("ContentItem")) {
            let Some(data) = item.child("DataContent") else { continue };
            let kind =
                |name| item.child(name).and_then(|k| k.attribute("FormalName")).unwrap_or("");
            let kind = format!("{} {}", kind("MimeType"), kind("Format")).to_ascii_lowercase();
            if kind.contains("css") || kind.contains("script") {
                continue;
            }
            if let Some(nitf) = data.descendant("nitf") {
                nitf::fill(nitf, draft);
                continue;
            }
            let text = if !data.is_plain() {
                stretches(data)
            } else if kind.contains("html") {
                markup::stretches(&data.written(), options)?
            } else {
                plain(&data.written())
            };
            let lines = text.iter().map(|s| s.text.clone());
            match role.as_str() {
                "headline" if draft.title.is_some() => {}
                "headline" => draft.title = Some(lines.collect::<Vec<_>>().join(" ")),
                "subheadline" | "abstract" | "lead" => draft.lead.extend(lines),
                "contact" => contacts.extend(lines),
                "caption" => captions.extend(lines),
                _ => draft.body.extend(text),
            }
        }
    }
    captions.iter().for_each(|caption| draft.caption(caption));
    // Whom the press may call: kept, and nothing to read.
    draft.pictures.extend(contacts.into_iter().map(|c| Stretch::new(c, BlockRole::Furniture)));
    Ok(())
}
