//! NITF, IPTC's News Industry Text Format 3 (<https://iptc.org/standards/nitf/>): alone, inside
//! NewsML-G2, or inside ninjs.

use crate::draft::{Draft, add};
use crate::xml::text::stretches;
use crate::xml::tree::{Element, Tree};
use crate::{InputError, Options};
use sayso_model::{BlockRole, Document};

/// Reads an input that is one report.
pub(crate) fn read(source: &str, options: &Options) -> Result<Document, InputError> {
    let tree = Tree::parse(source, &options.limits)?;
    let mut draft = Draft { notes: tree.notes(), ..Draft::default() };
    fill(tree.root(), &mut draft);
    draft.finish(options)
}

/// Takes over what a report in NITF says. What the draft knows already, from the item around
/// it, stays; its body is replaced.
pub(crate) fn fill(nitf: Element<'_>, draft: &mut Draft) {
    let senders = draft.organisations.len();
    if let Some(head) = nitf.child("head") {
        declared(head, draft);
    }
    let body = nitf.child("body").unwrap_or(nitf);
    if let Some(head) = body.child("body.head") {
        shown(head, senders, draft);
    }
    if draft.title.is_none() {
        draft.title = nitf.path(&["head", "title"]).and_then(Element::line);
    }
    draft.body = match body.child("body.content") {
        Some(content) => stretches(content),
        None => stretches(body),
    };
    if let Some(end) = body.child("body.end") {
        draft.body.extend(stretches(end));
    }
}

/// `head`: what is meant for machines.
fn declared(head: Element<'_>, draft: &mut Draft) {
    if let Some(data) = head.child("docdata") {
        if draft.id.is_none() {
            draft.id =
                data.child("doc-id").and_then(|id| id.attribute("id-string")).map(str::to_owned);
        }
        let norm = |name: &str| data.child(name).and_then(|date| date.attribute("norm"));
        draft.date("date.issue", norm("date.issue"));
        draft.date("date.release", norm("date.release"));
        let holder = data.child("doc.copyright").and_then(|c| c.attribute("holder"));
        add(&mut draft.organisations, holder);
    }
    for publication in head.children().filter(|c| c.is("pubdata")) {
        draft.date("date.publication", publication.attribute("date.publication"));
        let address = publication.attribute("ex-ref");
        draft.url = draft.url.take().or(address.map(str::to_owned));
    }
}

/// `body.head`: what readers see above the text. `senders`: how many organisations the item
/// around the report names.
fn shown(head: Element<'_>, senders: usize, draft: &mut Draft) {
    if let Some(headline) = head.child("hedline") {
        for line in headline.children() {
            let Some(text) = line.line() else { continue };
            match draft.title {
                None if line.is("hl1") => draft.title = Some(text),
                Some(ref title) if *title == text => {}
                _ => draft.lead.push(text),
            }
        }
        if draft.title.is_none() {
            draft.title = headline.line();
        }
    }
    let given = !draft.bylines.is_empty() || !draft.authors.is_empty();
    for byline in head.children().filter(|c| c.is("byline") && !given) {
        let people: Vec<String> =
            byline.descendants().filter(|d| d.is("person")).filter_map(Element::line).collect();
        for person in &people {
            add(&mut draft.authors, Some(person));
        }
        // The office beside a name (`byttl`) is no name; alone it is all there is.
        let office = byline.child("byttl").and_then(Element::line);
        let line = byline.line().unwrap_or_default();
        let name = match &office {
            Some(office) => line.strip_suffix(office.as_str()).unwrap_or(&line),
            None => &line,
        };
        let name = name.trim_end_matches([' ', ',', ';', '-', '–']);
        // The line as readers see it; whom it names is known where people are marked.
        let whole = if name.is_empty() || !people.is_empty() { &line } else { name };
        add(&mut draft.bylines, Some(whole));
    }
    // Whose dispatch it is, before who holds its rights.
    let holders = draft.organisations.split_off(senders.min(draft.organisations.len()));
    for distributor in head.children().filter(|c| c.is("distributor")) {
        add(&mut draft.organisations, distributor.line());
    }
    holders.into_iter().for_each(|holder| add(&mut draft.organisations, Some(holder)));
    if let Some(dateline) = head.child("dateline") {
        if draft.located.is_none() {
            draft.located = dateline.child("location").and_then(Element::line);
        }
        let story = dateline.child("story.date").and_then(|d| d.attribute("norm"));
        draft.date("story.date", story);
        draft.dateline = draft.dateline.take().or(dateline.line());
    }
    for summary in head.children().filter(|c| c.is("abstract")) {
        let parts = stretches(summary);
        draft.lead.extend(
            parts.into_iter().filter(|s| s.role != Some(BlockRole::Credit)).map(|s| s.text),
        );
    }
    for note in head.children().filter(|c| c.is("note") || c.is("rights")) {
        draft.pictures.extend(
            stretches(note)
                .into_iter()
                .map(|s| crate::draft::Stretch { role: Some(BlockRole::Furniture), ..s }),
        );
    }
}
