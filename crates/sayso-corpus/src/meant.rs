//! Who is meant by the mentions that a case of the specification marks.

use crate::Marked;
use sayso_model::{Entity, EntityKind, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Compares the marked mentions with the entities that were read; `None`: all mean the same.
///
/// A mention must be one of an entity of the marked kind, and of the country that the marks tell.
/// What a place or house stands for may be read as the state or as its body. Mentions with one
/// `ref` must be of one entity, those with two of two. What is not marked is not compared.
pub fn compare_meant(marked: &Marked, read: &[Entity]) -> Option<String> {
    let text = marked.text();
    let mut out = String::new();
    let mut seen: BTreeMap<usize, String> = BTreeMap::new();
    for gold in marked.entities() {
        let is_state = gold.id.len() == 3 && gold.id.bytes().all(|b| b.is_ascii_uppercase());
        let country = gold.country.clone().or(is_state.then(|| gold.id.clone()));
        let stands_for = gold.mentions.iter().any(|m| m.form.name() == "metonym");
        let mut meant: Option<usize> = None;
        for mention in &gold.mentions {
            let shown = mention.span.of(text);
            let Some(at) = entity_at(read, mention.span) else {
                let _ = writeln!(out, "  meant by        [{shown}] nobody was read");
                continue;
            };
            let Some(entity) = read.get(at) else { continue };
            let of_kind = match gold.kind {
                _ if stands_for || is_state => {
                    matches!(entity.kind, EntityKind::State | EntityKind::Body)
                }
                EntityKind::Other => true,
                kind => entity.kind == kind,
            };
            if !of_kind || (country.is_some() && entity.country != country) {
                let _ = writeln!(
                    out,
                    "  meant by        [{shown}] {} {country:?}, got {} {} {:?}",
                    gold.kind.name(),
                    entity.kind.name(),
                    entity.name,
                    entity.country
                );
            }
            if *meant.get_or_insert(at) != at {
                let _ = writeln!(out, "  meant by        [{shown}] another than {}", gold.id);
            }
            let of = seen.entry(at).or_insert_with(|| gold.id.clone());
            if *of != gold.id {
                let _ = writeln!(out, "  meant by        [{shown}] the same as {of}");
            }
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The entity of which a mention overlaps a span most.
fn entity_at(read: &[Entity], span: Span) -> Option<usize> {
    let mentions =
        read.iter().enumerate().flat_map(|(i, e)| e.mentions.iter().map(move |m| (i, m)));
    let shared = |m: Span| m.end.min(span.end).saturating_sub(m.start.max(span.start));
    let whole = |m: Span| m.end.max(span.end) - m.start.min(span.start);
    mentions
        .filter(|(_, m)| shared(m.span) > 0)
        .max_by_key(|(_, m)| (u64::from(shared(m.span)) << 32) / u64::from(whole(m.span).max(1)))
        .map(|(i, _)| i)
}
