//! The JSON lines that scorers read.

use crate::{Dispatch, GoldAttribution, GoldEntity, GoldEvent, GoldTime, Participant};
use sayso_model::Span;
use sayso_model::wire::CodePoints;
use serde_json::{Map, Value, json};

/// Header fields that the JSON carries beside the text.
const CARRIED: [&str; 7] = ["id", "lang", "genre", "title", "published", "agency", "url"];

/// A dispatch as one line of gold: `id` and the other header fields, `text`, `attributions` (with
/// `content`, `kind`, `speaker`, `aliases`, `cue`, `source`), and where the dispatch marks them
/// `entities` with their mentions, `times` and `events`. Offsets count code points.
pub fn to_gold_json(dispatch: &Dispatch) -> Value {
    let mut out = Map::new();
    for key in CARRIED {
        if let Some(value) = dispatch.get(key) {
            out.insert(key.to_owned(), Value::from(value));
        }
    }
    let text = dispatch.body.text();
    out.insert("text".to_owned(), Value::from(text));
    let attributions = dispatch.body.attributions();
    out.insert("attributions".to_owned(), gold_json(text, &attributions));
    if dispatch.has_layers() {
        let at = CodePoints::new(text);
        let span = |s: Span| json!([at.offset(s.start), at.offset(s.end)]);
        let entities = dispatch.body.entities();
        let entity = |e: &GoldEntity| {
            let mentions = e.mentions.iter();
            json!({
                "id": e.id, "kind": e.kind.name(), "name": e.name, "country": e.country,
                "mentions": mentions
                    .map(|m| json!({"span": span(m.span), "form": m.form.name()}))
                    .collect::<Vec<_>>(),
            })
        };
        let time =
            |t: &GoldTime| json!({"span": span(t.span), "type": t.kind.name(), "value": t.value});
        let participant = |p: &Participant| json!({"span": span(p.span), "name": p.name, "country": p.country, "entity": p.entity});
        let event = |e: &GoldEvent| {
            let voice = e.voice.as_ref().and_then(|v| attributions.iter().find(|a| a.id == *v));
            json!({
                "type": e.kind, "mode": e.mode, "trigger": span(e.trigger),
                "actors": e.actors.iter().map(participant).collect::<Vec<_>>(),
                "recipients": e.recipients.iter().map(participant).collect::<Vec<_>>(),
                "place": e.place.map_or(json!(""), span), "time": e.time,
                "status": e.status.name(), "voice": voice.map_or("article", |a| a.by.as_str()),
            })
        };
        let list = |values: Vec<Value>| Value::from(values);
        out.insert("entities".to_owned(), list(entities.iter().map(entity).collect()));
        out.insert("times".to_owned(), list(dispatch.body.times().iter().map(time).collect()));
        out.insert("events".to_owned(), list(dispatch.body.events().iter().map(event).collect()));
    }
    Value::Object(out)
}

/// Attributions over `text` as the array that gold lines hold.
pub fn gold_json(text: &str, attributions: &[GoldAttribution]) -> Value {
    let at = CodePoints::new(text);
    let span = |s: Span| json!([at.offset(s.start), at.offset(s.end)]);
    let one = |a: &GoldAttribution| {
        let mut one = json!({
            "content": a.content.iter().map(|s| span(*s)).collect::<Vec<_>>(),
            "kind": a.kind.name(),
            "speaker": a.by,
            "aliases": a.or,
            "cue": a.cue.map(span),
            "source": a.source.map(span),
        });
        if let (Some(time), Value::Object(map)) = (&a.time, &mut one) {
            map.insert("time".to_owned(), json!(time));
        }
        one
    };
    attributions.iter().map(one).collect()
}
