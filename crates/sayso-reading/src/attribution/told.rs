//! Clauses in the mood of reports beside a verb that is no verb of saying by itself: *Sie wehrte ab, das
//! sei ihre Sache*; *Er entschuldigte sich damit, dass er krank gewesen sei*. The mood alone tells that
//! the verb's subject says it.

use super::clause::{can_speak, is_impersonal, is_own, is_reported_clause};
use super::extent::{clause_end, trimmed};
use super::mood;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::Upos;

/// How many words may stand between the verb and its clause.
const REACH: usize = 24;

/// Proposes a draft for each such clause, in languages that have the mood.
pub(super) fn run(drafts: &mut Drafts<'_, '_>) {
    if !mood::runs(drafts.view) || drafts.view.lexicon.set("bare-complement").is_empty() {
        return;
    }
    for sentence in 0..drafts.view.sentences.len() {
        for g in 0..drafts.groups[sentence].len() {
            let group = drafts.groups[sentence][g].clone();
            let idle = group.form != GroupForm::Finite
                || group.own_words
                || group.passive
                || drafts.used[group.verb]
                || group.entry.is_some_and(|e| !e.reports())
                || !is_indicative(drafts.view, &group)
                || mood::is_reported(drafts.view, drafts.view.sentences[sentence].words.clone())
                || mood::is_told(drafts.view, &group);
            if !idle {
                told(drafts, sentence, &group);
            }
        }
    }
}

fn told(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    let start = start(drafts, sentence, group)?;
    let out = view.in_set_lemma("impersonal-speech", group.verb);
    let source = source::behind_preposition(view, group.verb)
        .filter(|_| out)
        .or_else(|| source::subject(view, &drafts.groups[sentence], group));
    let colon = view.is(start - 1, ":");
    let named = source.is_some_and(|s| {
        let nobody = is_own(view, &s) || s.pronoun && is_impersonal(view, group, s.head);
        !nobody && (out || speaks(view, &s))
    });
    // Behind a colon the mood leaves no doubt, whoever it is.
    if !named && (!colon || source.is_some_and(|s| is_own(view, &s))) {
        return None;
    }
    let extent = clause_end(drafts, start, Some(group));
    let content = trimmed(view, extent.words.0, extent.words.1)?;
    let taken = drafts.list.iter().rev().take(8);
    if taken.into_iter().any(|d| d.content.iter().any(|c| c.overlaps(content))) {
        return None;
    }
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "told-clause",
        content: vec![content],
        cue: Some(group.span(view)),
        source: source.filter(|_| named),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.65,
        detail: "a clause in the mood of reports beside a verb".into(),
    });
    Some(())
}

fn is_indicative(view: &View<'_>, group: &VerbGroup) -> bool {
    (group.first..=group.last).chain([group.verb]).any(|w| mood::is_finite(view, w))
}

fn speaks(view: &View<'_>, source: &Source) -> bool {
    can_speak(view, source) || !source.pronoun && view.upos(source.head) != Upos::Pron
}

/// The first word of the clause: behind the verb's own comma, a main clause in the mood, or one behind a
/// complementiser.
fn start(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let level = view.quote_of[group.verb];
    let from = group.end() + 1;
    for w in from..end.min(from + REACH) {
        if view.quote_of[w] != level && !view.is_mark[w]
            || view.is(w, ";")
            || mood::is_finite(view, w)
        {
            return None;
        }
        // *Sie winkte ab: Das sei ihre Sache.*
        if view.is(w, ":") {
            let told = !view.is_mark[w + 1] && mood::is_plainly_reported(view, w + 1..end);
            return told.then_some(w + 1);
        }
        if !view.is_comma(w) {
            continue;
        }
        if view.in_set("complementiser", w + 1) && view.upos(w + 1) == Upos::Sconj {
            let stop = (w + 2..end).find(|x| view.is_comma(*x)).unwrap_or(end);
            let told =
                mood::first_finite(view, w + 2..stop).is_some_and(|f| mood::is_plain(view, f));
            return told.then_some(w + 2);
        }
        if is_reported_clause(view, w + 1, end) && !view.in_set("as", w + 1) {
            return Some(w + 1);
        }
        // An apposition or a relative clause about the verb's subject: look behind it.
        if view.upos(w + 1) == Upos::Sconj || view.in_set("as", w + 1) {
            return None;
        }
    }
    None
}
