//! To whom and on which occasion something was said: the adjuncts of a reporting clause.

use crate::attribution::Draft;
use crate::identity::{PhraseKind, kind_of_phrase};
use crate::view::View;
use sayso_language::Upos;
use sayso_model::Span;

/// How far behind the cue an adjunct may start, in words.
const REACH: usize = 24;

/// The adjuncts of a draft's reporting clause.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Adjuncts {
    /// *à l'AFP*, *devant les députés*, without the preposition.
    pub addressee: Option<Span>,
    /// *lors d'une conférence de presse*, with it.
    pub occasion: Option<Span>,
}

/// Looks behind the cue, outside what was said.
pub(crate) fn adjuncts(view: &View<'_>, draft: &Draft) -> Adjuncts {
    let mut found = Adjuncts::default();
    let Some(cue) = draft.cue else { return found };
    let from = view.word_from(cue.end);
    let sentence = view.sentence(from.saturating_sub(1));
    let end = sentence.words.end.min(from + REACH);
    let in_content = |w: usize| draft.content.iter().any(|c| c.overlaps(view.words[w].span));
    let mut w = from;
    while w < end {
        if in_content(w) || view.quote_of[w] != view.quote_of[from.saturating_sub(1)] {
            break;
        }
        let n = view.phrase_at("occasion", w, end);
        if n > 0 && found.occasion.is_none() {
            let last = phrase_end(view, w + n, end);
            if last >= w + n && !(w..=last).any(in_content) {
                found.occasion = Some(view.span(w, last));
                w = last + 1;
                continue;
            }
        }
        let n = view.phrase_at("addressee", w, end);
        let behind = view.span(w, w).start;
        let near = draft.source.is_none_or(|s| s.span.end <= behind || s.span.start >= behind);
        if n > 0 && found.addressee.is_none() && near {
            let last = phrase_end(view, w + n, end);
            let head = (w + n..=last).find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn));
            let heard = head.and_then(|h| kind_of_phrase(view, w + n, last, h)).is_some_and(|k| {
                matches!(k, PhraseKind::Person | PhraseKind::People | PhraseKind::Body)
            });
            if heard && !(w..=last).any(in_content) {
                found.addressee = Some(view.span(w + n, last));
                w = last + 1;
                continue;
            }
        }
        w += 1;
    }
    found
}

/// The last word of the noun phrase that starts at `w`, with its complements.
fn phrase_end(view: &View<'_>, w: usize, end: usize) -> usize {
    let head = (w..end.min(w + 6)).find(|x| matches!(view.upos(*x), Upos::Noun | Upos::Propn));
    match head {
        Some(head) if (w..head).all(|x| !view.is_punct(x)) => {
            crate::phrase::noun_phrase(view, head).1.min(end - 1).max(head)
        }
        _ => w.saturating_sub(1),
    }
}
