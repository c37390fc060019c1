//! ninjs, IPTC's news in JSON (<https://iptc.org/standards/ninjs/>): version 1 with one
//! `headline` and `body_*` fields, versions 2 and 3 with lists (`headlines`, `bodies`); version 3
//! writes its fields in camel case, so that names are compared without regard to case.

use crate::draft::{Draft, Stretch, add, filled, is_address, plain};
use crate::jsonl::{check_depth, json_error, kind};
use crate::layout::repeat::key;
use crate::{InputError, Limit, Options, markup, nitf, xml};
use sayso_model::{Document, Note, NoteCode};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// Fields that ninjs items have and records of ours have not.
const FIELDS: [&str; 14] = [
    "versioncreated",
    "firstcreated",
    "pubstatus",
    "representationtype",
    "headline",
    "headlines",
    "body_text",
    "body_xhtml",
    "bodies",
    "description_text",
    "descriptions",
    "renditions",
    "associations",
    "bylines",
];

/// Whether an object of these fields is a ninjs item: one field tells where a `uri` stands by
/// it, two where none does. An object with a `text` is a record of ours.
pub(crate) fn has_fields<'f>(fields: impl Iterator<Item = &'f str>) -> bool {
    let (mut found, mut uri) = (0, false);
    for field in fields {
        let lower = field.to_ascii_lowercase();
        if field == "text" {
            return false;
        }
        uri |= lower == "uri";
        found += usize::from(FIELDS.contains(&lower.as_str()) || lower.starts_with("body_"));
    }
    found >= 2 || (uri && found == 1)
}

pub(crate) fn is_ninjs(value: &Value) -> bool {
    value.as_object().is_some_and(|item| has_fields(item.keys().map(String::as_str)))
}

/// Reads an input that is one item; items with a text of their own that it carries follow it.
pub(crate) fn read(
    source: &str,
    options: &Options,
) -> Result<Vec<Result<Document, InputError>>, InputError> {
    check_depth(source.as_bytes(), &options.limits)?;
    let value: Value = serde_json::from_str(source).map_err(json_error)?;
    documents(&value, options)
}

/// The item's report, and behind it those of items that it carries.
pub(crate) fn documents(
    value: &Value,
    options: &Options,
) -> Result<Vec<Result<Document, InputError>>, InputError> {
    let Value::Object(item) = value else {
        return Err(InputError::Json(format!(
            "a ninjs item is an object in braces, this is {}",
            kind(value)
        )));
    };
    let mut documents = vec![document(item, options)];
    for item in associations(item).into_iter().filter(|item| is_report(item)) {
        InputError::check(&options.limits, Limit::Records, documents.len() + 1)?;
        documents.push(document(item, options));
    }
    Ok(documents)
}

/// Reads one item; what it carries is left to captions.
pub(crate) fn one(value: &Value, options: &Options) -> Result<Document, InputError> {
    let empty = Map::new();
    document(value.as_object().unwrap_or(&empty), options)
}

fn document(item: &Map<String, Value>, options: &Options) -> Result<Document, InputError> {
    let uri = string(item, "uri");
    let mut draft = Draft {
        id: uri.map(str::to_owned),
        url: string(item, "url").or(uri.filter(|u| is_address(u))).map(str::to_owned),
        lang: string(item, "language").map(str::to_owned),
        located: string(item, "located").map(str::to_owned),
        dateline: string(item, "dateline").map(str::to_owned),
        ..Draft::default()
    };
    draft.date("versioncreated", string(item, "versioncreated"));
    draft.date("firstcreated", string(item, "firstcreated"));
    if draft.dates.is_empty() {
        draft.date("contentcreated", string(item, "contentcreated"));
    }
    for field in ["by", "byline"] {
        add(&mut draft.bylines, string(item, field));
    }
    for byline in objects(get(item, "bylines")) {
        add(&mut draft.bylines, string(byline, "value").or(string(byline, "byline")));
    }
    for field in ["provider", "copyrightholder", "source"] {
        add(&mut draft.organisations, text_of(get(item, field)));
    }
    for source in objects(get(item, "infosources")) {
        add(&mut draft.organisations, string(source, "name"));
    }
    if draft.located.is_none() {
        // Most places are what the report is about; only some say where it was written.
        draft.located = objects(get(item, "places").or(get(item, "place")))
            .find(|place| {
                string(place, "rel")
                    .is_some_and(|rel| rel.contains("dateline") || rel.contains("located"))
            })
            .and_then(|place| string(place, "name"))
            .map(str::to_owned);
    }
    headlines(item, &mut draft);
    body(item, options, &mut draft)?;
    descriptions(item, options, &mut draft)?;
    for picture in associations(item).into_iter().filter(|item| !is_report(item)) {
        caption(picture, &mut draft);
    }
    draft.finish(options)
}

fn headlines(item: &Map<String, Value>, draft: &mut Draft) {
    draft.title = string(item, "headline").map(str::to_owned);
    for headline in objects(get(item, "headlines")) {
        let Some(value) = string(headline, "value").map(str::to_owned) else { continue };
        let role = string(headline, "role").unwrap_or("main").to_ascii_lowercase();
        if role.contains("kicker") || role.contains("over") {
            draft.kicker.get_or_insert(value);
        } else if role.contains("main") || draft.title.is_none() {
            if let Some(other) = draft.title.replace(value) {
                draft.lead.push(other);
            }
        } else {
            draft.lead.push(value);
        }
    }
    if draft.title.is_none() {
        draft.title = string(item, "title").map(str::to_owned);
    }
}

/// One of the forms in which an item carries its text.
struct Body<'v> {
    form: Form,
    value: &'v str,
}

/// In the order in which they are preferred: by how much they say of the text's structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Html,
    Nitf,
    Plain,
    /// Other XML; its tags are not known.
    Xml,
}

impl Form {
    fn of(content_type: &str, role: &str, value: &str) -> Form {
        let named = format!("{content_type} {role}").to_ascii_lowercase();
        if named.contains("html") {
            Form::Html
        } else if named.contains("xml") || named.contains("nitf") {
            let head = value.trim_start().get(..200).unwrap_or(value);
            if head.contains("<nitf") { Form::Nitf } else { Form::Xml }
        } else {
            Form::Plain
        }
    }
}

fn body(item: &Map<String, Value>, options: &Options, draft: &mut Draft) -> Result<(), InputError> {
    let mut bodies: Vec<Body<'_>> = Vec::new();
    for (name, value) in item {
        if let (Some(form), Some(value)) =
            (name.to_ascii_lowercase().strip_prefix("body_"), value.as_str())
        {
            bodies.push(Body { form: Form::of("", form, value), value });
        }
    }
    for body in objects(get(item, "bodies")) {
        if let Some(value) = string(body, "value") {
            let of = |field| string(body, field).unwrap_or("");
            bodies.push(Body { form: Form::of(of("contenttype"), of("role"), value), value });
        }
    }
    bodies.retain(|body| !body.value.trim().is_empty());
    bodies.sort_by_key(|body| body.form);
    let mut failure = None;
    for body in bodies {
        match stretches(&body, options, draft) {
            Ok(text) if !text.is_empty() => {
                draft.body = text;
                return Ok(());
            }
            Ok(_) => {}
            Err(error) => {
                draft.notes.push(Note {
                    code: NoteCode::InputRepaired,
                    message: format!(
                        "a body could not be read ({error}); another was, if there is one"
                    ),
                    span: None,
                });
                failure.get_or_insert(error);
            }
        }
    }
    failure.map_or(Ok(()), Err)
}

fn stretches(
    body: &Body<'_>,
    options: &Options,
    draft: &mut Draft,
) -> Result<Vec<Stretch>, InputError> {
    Ok(match body.form {
        Form::Html => markup::stretches(body.value, options)?,
        Form::Plain => plain(body.value),
        Form::Xml => {
            let tree = xml::tree::Tree::parse(body.value, &options.limits)?;
            xml::text::stretches(tree.root())
        }
        Form::Nitf => {
            let tree = xml::tree::Tree::parse(body.value, &options.limits)?;
            draft.notes.extend(tree.notes());
            nitf::fill(tree.root(), draft);
            std::mem::take(&mut draft.body)
        }
    })
}

fn descriptions(
    item: &Map<String, Value>,
    options: &Options,
    draft: &mut Draft,
) -> Result<(), InputError> {
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, value) in item {
        if let (Some("text" | "xhtml"), Some(value)) =
            (name.to_ascii_lowercase().strip_prefix("description_"), value.as_str())
        {
            found.extend(markup::line(value, options)?.map(|line| (String::new(), line)));
        }
    }
    for description in objects(get(item, "descriptions")) {
        let role = string(description, "role").unwrap_or("").to_ascii_lowercase();
        if let Some(value) = string(description, "value") {
            found.extend(markup::line(value, options)?.map(|line| (role, line)));
        }
    }
    let picture =
        string(item, "type").is_some_and(|t| ["picture", "graphic", "video", "audio"].contains(&t));
    let bare = draft.body.is_empty();
    let mut texts = HashSet::new();
    // Text first: what the rest repeats of it is told against the whole.
    found.sort_by_key(|(role, _)| {
        let apart = ["credit", "caption", "lead", "summary"].iter().any(|r| role.contains(r));
        apart || picture
    });
    for (role, text) in found {
        if role.contains("credit") {
            // A picture's credit line names whose it is, its source who gave it to them.
            draft.organisations.insert(0, text.clone());
            draft.credit(&text);
        } else if role.contains("caption") || picture {
            draft.caption(&text);
        } else if bare && !role.contains("lead") && !role.contains("summary") {
            // An item with nothing but its description: that is its text.
            if texts.insert(key(&text)) {
                draft.body.extend(plain(&text));
            }
        } else {
            draft.summary(&text);
        }
    }
    Ok(())
}

/// Items that this one carries: a list of objects, or in version 1 an object of them.
fn associations(item: &Map<String, Value>) -> Vec<&Map<String, Value>> {
    match get(item, "associations") {
        Some(Value::Object(items)) => items.values().filter_map(Value::as_object).collect(),
        other => objects(other).collect(),
    }
}

/// Whether an item that another carries is a report of its own.
fn is_report(item: &Map<String, Value>) -> bool {
    !objects(get(item, "bodies")).all(|body| string(body, "value").is_none())
        || item.iter().any(|(name, value)| {
            name.to_ascii_lowercase().starts_with("body_")
                && value.as_str().is_some_and(|v| !v.trim().is_empty())
        })
}

/// Takes a picture's caption and credit.
fn caption(picture: &Map<String, Value>, draft: &mut Draft) {
    let mut told = false;
    for description in objects(get(picture, "descriptions")) {
        let Some(value) = string(description, "value") else { continue };
        if string(description, "role").is_some_and(|role| role.contains("credit")) {
            draft.credit(value);
        } else {
            draft.caption(value);
            told = true;
        }
    }
    for field in ["description_text", "caption"] {
        if let Some(value) = string(picture, field) {
            draft.caption(value);
            told = true;
        }
    }
    if !told {
        let headline = objects(get(picture, "headlines")).find_map(|h| string(h, "value"));
        if let Some(headline) = headline.or(string(picture, "headline")) {
            draft.caption(headline);
            told = true;
        }
    }
    for field in ["by", "byline", "creditline"] {
        if let Some(value) = string(picture, field).filter(|_| told) {
            draft.credit(value);
        }
    }
}

/// A field by its name without regard to case.
fn get<'v>(item: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    item.get(name)
        .or_else(|| item.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

fn string<'v>(item: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    get(item, name)?.as_str().filter(|value| !value.trim().is_empty())
}

/// The objects of a list; an object that stands alone counts as a list of one.
fn objects(value: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    let (list, one) = match value {
        Some(Value::Array(list)) => (list.as_slice(), None),
        Some(Value::Object(object)) => (&[][..], Some(object)),
        _ => (&[][..], None),
    };
    one.into_iter().chain(list.iter().filter_map(Value::as_object))
}

/// A string, or an object's name.
fn text_of(value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => filled(text),
        Some(Value::Object(object)) => string(object, "name").and_then(filled),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_model::BlockRole;

    fn read_one(json: &str) -> Document {
        read(json, &Options::default()).unwrap().remove(0).unwrap()
    }

    fn blocks(document: &Document) -> Vec<(BlockRole, &str)> {
        document.blocks.iter().map(|b| (b.role, b.span.of(&document.text))).collect()
    }

    #[test]
    fn an_item_without_a_body_has_its_description_as_text() {
        let document = read_one(
            r#"{"uri":"urn:1","headlines":[{"role":"main","value":"Le pont rouvre"}],
                "descriptions":[{"role":"text","value":"Le pont de Varelle rouvre lundi, dit la préfecture."}]}"#,
        );
        assert_eq!(document.title.as_deref(), Some("Le pont rouvre"));
        assert_eq!(
            blocks(&document),
            [
                (BlockRole::Title, "Le pont rouvre"),
                (BlockRole::Paragraph, "Le pont de Varelle rouvre lundi, dit la préfecture.")
            ]
        );
    }

    #[test]
    fn an_item_that_another_carries_is_a_report_or_a_caption() {
        let json = r#"{"uri":"urn:1","headline":"A","body_text":"Un.","associations":{
            "a":{"uri":"urn:2","type":"text","headline":"B","body_text":"Deux."},
            "b":{"type":"picture","description_text":"Le port.","byline":"J. Rey"}}}"#;
        let documents: Vec<_> =
            read(json, &Options::default()).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(documents.len(), 2);
        assert_eq!(documents[1].id, "urn:2");
        assert!(blocks(&documents[0]).contains(&(BlockRole::Caption, "Le port.")));
        assert!(blocks(&documents[0]).contains(&(BlockRole::Credit, "J. Rey")));
    }

    #[test]
    fn a_body_that_cannot_be_read_leaves_the_next() {
        let deep = "<div>".repeat(500);
        let json = serde_json::json!({"uri": "urn:1", "headline": "A", "body_xhtml": deep, "body_text": "Un mot."});
        let document = read_one(&json.to_string());
        assert!(document.text.contains("Un mot."));
        assert!(document.notes.iter().any(|n| n.code == NoteCode::InputRepaired));
    }
}
