//! The JSON lines that scorers read.

use crate::{Dispatch, GoldAttribution};
use sayso_model::Span;
use sayso_model::wire::CodePoints;
use serde_json::{Map, Value, json};

/// Header fields that the JSON carries beside the text.
const CARRIED: [&str; 6] = ["id", "lang", "title", "published", "agency", "url"];

/// A dispatch as one line of gold: `id` and the other header fields, `text`, and `attributions`
/// with `content`, `kind`, `speaker`, `aliases`, `cue`, `source`. Offsets count code points.
pub fn to_gold_json(dispatch: &Dispatch) -> Value {
    let mut out = Map::new();
    for key in CARRIED {
        if let Some(value) = dispatch.get(key) {
            out.insert(key.to_owned(), Value::from(value));
        }
    }
    let text = dispatch.body.text();
    out.insert("text".to_owned(), Value::from(text));
    out.insert("attributions".to_owned(), gold_json(text, &dispatch.body.attributions()));
    Value::Object(out)
}

/// Attributions over `text` as the array that gold lines hold.
pub fn gold_json(text: &str, attributions: &[GoldAttribution]) -> Value {
    let at = CodePoints::new(text);
    let span = |s: Span| json!([at.offset(s.start), at.offset(s.end)]);
    let one = |a: &GoldAttribution| {
        json!({
            "content": a.content.iter().map(|s| span(*s)).collect::<Vec<_>>(),
            "kind": a.kind.name(),
            "speaker": a.by,
            "aliases": a.or,
            "cue": a.cue.map(span),
            "source": a.source.map(span),
        })
    };
    attributions.iter().map(one).collect()
}
