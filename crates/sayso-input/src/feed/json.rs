//! JSON Feed 1 and 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use super::{AUTHORS, push, texts, title};
use crate::contents::Contents;
use crate::draft::{Draft, add, plain};
use crate::jsonl::{check_depth, json_error};
use crate::{InputError, Options, markup};
use serde_json::Value;

pub(super) fn read(source: &str, options: &Options) -> Result<Contents, InputError> {
    check_depth(source.as_bytes(), &options.limits)?;
    let feed: Value = serde_json::from_str(source).map_err(json_error)?;
    of_value(&feed, options)
}

pub(super) fn of_value(feed: &Value, options: &Options) -> Result<Contents, InputError> {
    let mut contents = Contents::default();
    for item in feed.get("items").and_then(Value::as_array).into_iter().flatten() {
        push(&mut contents, entry(item, feed, options), options)?;
    }
    Ok(contents)
}

fn entry(item: &Value, feed: &Value, options: &Options) -> Result<Draft, InputError> {
    let string = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    let id = match item.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string("id"),
    };
    let language = feed.get("language").and_then(Value::as_str);
    let mut draft = Draft {
        id,
        url: string("url").or_else(|| string("external_url")),
        lang: string("language").or_else(|| language.map(str::to_owned)),
        title: string("title").and_then(|t| title(&t, options)),
        ..Draft::default()
    };
    draft.date("date_published", string("date_published"));
    if draft.dates.is_empty() {
        draft.date("date_modified", string("date_modified"));
    }
    for (holder, most) in [(item, usize::MAX), (feed, AUTHORS)] {
        let many = holder.get("authors").and_then(Value::as_array).into_iter().flatten();
        for author in many.chain(holder.get("author")).take(most) {
            add(&mut draft.bylines, author.get("name").and_then(Value::as_str));
        }
        if !draft.bylines.is_empty() {
            break;
        }
    }
    let content = match (string("content_html"), string("content_text")) {
        (Some(html), _) => Some(markup::stretches(&html, options)?),
        (None, text) => text.map(|text| plain(&text)),
    };
    texts(&mut draft, content, string("summary").map(|text| plain(&text)));
    Ok(draft)
}
