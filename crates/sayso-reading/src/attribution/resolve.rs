//! Settles the drafts: overlaps, order, edges.

use super::extent::trim_edges;
use super::{Draft, Drafts};
use sayso_model::Span;

/// The drafts that stand, with clean spans, in order of their content.
pub(crate) fn settle(drafts: Drafts<'_, '_>) -> Vec<Draft> {
    let view = drafts.view;
    let mut list = drafts.list;
    for draft in &mut list {
        draft.content.iter_mut().for_each(|s| *s = trim_edges(view.text, *s));
        draft.content.retain(|s| !s.is_empty());
        draft.content.sort();
        merge(&mut draft.content);
    }
    let mut drop = vec![false; list.len()];
    for i in 0..list.len() {
        drop[i] |= list[i].content.is_empty();
        for j in 0..i {
            if drop[i] || drop[j] || !same_words(&list[i].content, &list[j].content) {
                continue;
            }
            // Two rules found the same words: the surer one stands.
            if list[i].score > list[j].score {
                drop[j] = true;
            } else {
                drop[i] = true;
            }
        }
    }
    let mut kept_as: Vec<Option<usize>> = vec![None; list.len()];
    let mut order: Vec<usize> = (0..list.len()).filter(|i| !drop[*i]).collect();
    order.sort_by_key(|i| (list[*i].content[0].start, std::cmp::Reverse(list[*i].content[0].end), *i));
    for (new, old) in order.iter().enumerate() {
        kept_as[*old] = Some(new);
    }
    order
        .iter()
        .map(|old| {
            let mut draft = list[*old].clone();
            draft.same_speaker_as = draft.same_speaker_as.and_then(|s| kept_as[s]);
            draft
        })
        .collect()
}

/// Joins spans that touch or overlap.
fn merge(spans: &mut Vec<Span>) {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans.drain(..) {
        match merged.last_mut() {
            Some(last) if span.start < last.end => *last = last.join(span),
            _ => merged.push(span),
        }
    }
    *spans = merged;
}

/// Whether two contents share nine tenths of their words.
fn same_words(a: &[Span], b: &[Span]) -> bool {
    let len = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<u32>();
    let mut shared = 0;
    for x in a {
        for y in b {
            shared += Span::new(x.start.max(y.start), x.end.min(y.end)).len();
        }
    }
    let union = len(a) + len(b) - shared.min(len(a) + len(b));
    union > 0 && f64::from(shared) / f64::from(union) >= 0.9
}
