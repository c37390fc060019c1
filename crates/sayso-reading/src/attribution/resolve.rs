//! Settles the drafts: overlaps, order, edges.

use super::extent::trim_edges;
use super::{Draft, Drafts};
use crate::view::View;
use sayso_model::Span;

/// Among so many drafts that start before it is one looked for that has the same words.
const REACH: usize = 24;

/// The drafts that stand, with clean spans, in order of their content.
pub(crate) fn settle(drafts: Drafts<'_, '_>) -> Vec<Draft> {
    let view = drafts.view;
    let mut list = drafts.list;
    for draft in &mut list {
        draft.content.iter_mut().for_each(|s| *s = trim_edges(view.text, *s));
        draft.content.retain(|s| !s.is_empty());
        draft.content.sort();
        merge(&mut draft.content);
        for span in &mut draft.content {
            *span = closed(view, *span);
        }
    }
    let mut drop: Vec<bool> = list.iter().map(|d| d.content.is_empty()).collect();
    // Rules that found the same words start at the same place, or near it.
    let mut by_start: Vec<usize> = (0..list.len()).filter(|i| !drop[*i]).collect();
    by_start.sort_by_key(|i| (list[*i].content[0].start, *i));
    for (at, i) in by_start.iter().enumerate() {
        for j in by_start[at.saturating_sub(REACH)..at].iter() {
            let (first, second) = (*i.min(j), *i.max(j));
            if drop[first]
                || drop[second]
                || !same_words(&list[first].content, &list[second].content)
            {
                continue;
            }
            // The surer one stands; of two alike the one that was found first.
            if list[second].score > list[first].score {
                drop[first] = true;
            } else {
                drop[second] = true;
            }
        }
    }
    let mut kept_as: Vec<Option<usize>> = vec![None; list.len()];
    let mut order: Vec<usize> = (0..list.len()).filter(|i| !drop[*i]).collect();
    order.sort_by_key(|i| {
        (list[*i].content[0].start, std::cmp::Reverse(list[*i].content[0].end), *i)
    });
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

/// The span with the closing mark of a quote that opens inside it and ends it.
fn closed(view: &View<'_>, span: Span) -> Span {
    let behind = &view.text[span.end as usize..];
    let blank = behind.len() - behind.trim_start().len();
    // Final punctuation may stand before the mark: *« A. »*.
    let stop =
        behind[blank..].chars().next().filter(|c| matches!(c, '.' | '…')).map_or(0, char::len_utf8);
    let after = &behind[blank + stop..];
    let more = after.len() - after.trim_start().len();
    let at = span.end + (blank + stop + more) as u32;
    match view.quote_closing_at(at) {
        Some(q) if view.quotes[q].open.start >= span.start => {
            Span::new(span.start, view.quotes[q].close.end)
        }
        _ => span,
    }
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
