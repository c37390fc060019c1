//! *Comme l'a rappelé X, P*; *P, comme le précise X.*

use super::extent::{clause_end, quote_opened_at, trim_edges, trimmed};
use super::insert::{skip_connective, skip_punctuation_but_marks};
use super::source;
use super::{Draft, Drafts};
use crate::verb::GroupForm;
use crate::view::View;

/// How many words may stand between the conjunction and its verb (a short subject, a clitic).
const REACH: usize = 16;

/// Proposes a draft for each clause of saying that a conjunction of manner introduces.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for sentence in 0..drafts.view.sentences.len() {
        let range = drafts.view.sentences[sentence].words.clone();
        for w in range {
            as_said(drafts, sentence, w);
        }
    }
    super::taken_up::run(drafts);
}

/// Whether *wie* opens a clause of its own, parted off, with somebody who says it, and a whole clause stands
/// before it or none: *Ganz so einig, wie X es darstellt, ist man nicht* compares.
fn is_clause(
    view: &View<'_>,
    w: usize,
    group: &crate::verb::VerbGroup,
    source: &source::Source,
    low: usize,
) -> bool {
    let start = skip_connective(view, low, w);
    let parted = w == low || start >= w || view.is_punct(w - 1);
    let whole = start >= w || (start..w).any(|x| super::mood::is_finite(view, x));
    let out = view.in_set_lemma("impersonal-speech", group.verb);
    let speaks = super::clause::can_speak(view, source)
        || view.upos(source.head) == sayso_language::Upos::Propn
        || out && source::behind_preposition(view, group.verb).is_some();
    let impersonal = source.pronoun
        && (super::clause::is_impersonal(view, group, source.head)
            || view.in_set("reflexive", source.head))
        && !out;
    parted && whole && speaks && !impersonal && !group.reflexive
}

fn as_said(drafts: &mut Drafts<'_, '_>, sentence: usize, w: usize) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let n = view.phrase_at("as-said", w, range.end);
    if n == 0 {
        return None;
    }
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| {
            g.first >= w + n
                && g.first <= w + REACH
                && g.form == GroupForm::Finite
                && g.entry.is_some_and(|e| e.is_speech() && !e.is_quoting())
        })?
        .clone();
    // The clause must be taken up by a clitic: *comme l'a dit X*, not *comme X dit la messe*.
    let taken_up = (w + n..=group.verb).any(|c| view.in_set("clause-clitic", c))
        || view.phrase_at("as-said-bare", w, range.end) == n
        // *, as X said,*: parted from what was said, and with no clause of its own.
        || view.phrase_at("as-said-parted", w, range.end) == n
            && (w == range.start || view.is_punct(w - 1))
            && (!(w..group.first).any(|c| view.is_comma(c))
                // *as many experts, including Brix, have said*
                || view.is_comma(group.first - 1)
                    && (w..group.first).filter(|c| view.is_comma(*c)).count() == 2)
            && !super::insert::has_complement(drafts, sentence, &group, false);
    if drafts.used[group.verb] || group.own_words || !taken_up {
        return None;
    }
    let source = if group.first == w + n {
        source::following(view, &group, range.end)
    } else {
        source::subject(view, &drafts.groups[sentence], &group)
    };
    // *Wie aus Kreisen verlautete, P*: who said it stands behind a preposition.
    let source = source.or_else(|| source::behind_preposition(view, group.verb))?;
    let second = !view.lexicon.set("bracket").is_empty();
    if second && !is_clause(view, w, &group, &source, range.start) {
        return None;
    }
    let end = source.words.1.max(group.end()) + 1;
    let start = skip_connective(view, range.start, w);
    // *car, comme le rappelle X, « Q »*: the quote behind it is what X said.
    let behind = skip_punctuation_but_marks(view, end, range.end);
    let quote = quote_opened_at(view, behind).filter(|_| view.is_mark[behind] && behind <= end + 1);
    let mut more = None;
    let content = if let Some(q) = quote {
        trim_edges(view.text, view.quotes[q].inner)
    } else if start >= w {
        let comma = (end..range.end).find(|c| view.is_punct(*c))?;
        if view.is(comma, ":") {
            return None;
        }
        let first = skip_punctuation_but_marks(view, comma, range.end);
        if first >= range.end {
            return None;
        }
        let extent = clause_end(drafts, first, None);
        trimmed(view, extent.words.0, extent.words.1)?
    } else {
        // Behind the clause a colon and a quote give the words themselves.
        if let Some(colon) = (end..range.end).find(|c| view.is(*c, ":")) {
            // *P, come ha ricordato X: Q*
            let plain = view.drops_subjects()
                && colon == end
                && colon + 1 < range.end
                && !view.is_mark[colon + 1];
            if !plain {
                return None;
            }
            let extent = clause_end(drafts, colon + 1, None);
            more = trimmed(view, extent.words.0, extent.words.1);
        }
        let comma = w.checked_sub(1).filter(|c| view.is_comma(*c)).unwrap_or(w);
        let closed = comma.checked_sub(1).and_then(|m| super::extent::quote_closed_at(view, m));
        // *Das Feuer brach, wie X mitteilte, im Keller aus*: what has no verb of its own goes on.
        let rest = skip_punctuation_but_marks(view, end, range.end);
        if second
            && end < range.end
            && view.is_comma(end)
            && rest < range.end
            && super::mood::first_finite(view, rest..range.end).is_none()
            && view.upos(rest) != sayso_language::Upos::Cconj
        {
            more = trimmed(view, rest, range.end - 1);
        }
        match closed.filter(|_| view.phrase_at("as-said-parted", w, range.end) == n) {
            Some(q) => trim_edges(view.text, view.quotes[q].inner),
            None => trimmed(view, start, w - 1)?,
        }
    };
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "as-said",
        content: std::iter::once(content).chain(more).collect(),
        cue: Some(group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.8,
        detail: "a clause of manner with a verb of saying".into(),
    });
    Some(())
}
