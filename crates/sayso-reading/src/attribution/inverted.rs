//! What tells an inverted verb of saying (*P, a dit X*) from another verb behind a comma, in languages that
//! put its subject behind it alone, and how far it reports.

use super::Drafts;
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Upos, VerbForm};
use sayso_model::Span;

/// *P, dit-on.*, *a-t-il été annoncé*: hearsay, with no word on who said it; *X, elle, n'a pas rappelé Y*:
/// a verb that is negated is no inserted one.
pub(super) fn says_nothing(view: &View<'_>, group: &VerbGroup) -> bool {
    if !view.inverts_inserts() {
        return false;
    }
    let bare = view.is_punct(group.end() + 1) || group.end() + 1 >= view.words.len();
    let nobody = group.clitic.is_some_and(|c| {
        bare && view.in_set("hearsay-subject", c) && view.in_set_lemma("hearsay", group.verb)
            || bare && view.in_set_lemma("seems", group.verb)
            || group.passive && !view.in_set_lemma("written", group.verb)
    });
    nobody || group.clitic.is_none() && group.negated && !view.in_set_lemma("denial", group.verb)
}

/// *un sondage que publie X*: a relative clause, whose verb stands right behind its pronoun.
pub(super) fn is_relative(view: &View<'_>, w: usize) -> bool {
    view.inverts_inserts()
        && view.in_set("complementiser", w)
        && matches!(view.upos(w + 1), Upos::Verb | Upos::Aux)
        && view.words[w + 1].morph.verb_form == VerbForm::Fin
}

/// *P, a dû préciser X*, *P, se contente de dire X*: the infinitive right behind the verb may be inserted.
pub(super) fn chains(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> bool {
    let view = drafts.view;
    view.inverts_inserts()
        && group.clitic.is_none()
        && drafts.groups[sentence].iter().any(|g| {
            g.form == GroupForm::Infinitive
                && g.first > group.last
                && g.first <= group.last + 2
                && (group.last + 1..g.first).all(|w| view.upos(w) == Upos::Adp)
                && g.has(Frame::Insert)
        })
}

/// *Le plan, rejeté en mars, prévoit un accord*: a phrase with something enclosed behind it and no verb of
/// its own is the subject of the verb that follows.
pub(super) fn is_subject(view: &View<'_>, content: &[Span]) -> bool {
    let Some(first) = content.first() else { return false };
    // Where a clause goes on behind it, it may be the subject of that.
    let goes_on = content.iter().skip(1).any(|s| {
        !super::clause::has_quote(view, *s)
            && (view.word_from(s.start)..view.word_from(s.end)).any(|w| {
                matches!(view.upos(w), Upos::Verb | Upos::Aux)
                    && view.words[w].morph.verb_form == VerbForm::Fin
            })
    });
    if goes_on {
        return false;
    }
    let words = view.word_from(first.start)..view.word_from(first.end);
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    let Some(comma) = words.clone().find(|w| view.is_comma(*w)) else { return false };
    // The verb of an enclosed relative clause is none of its own.
    let relative = view.in_set("relative", comma + 1) && view.upos(comma + 1) != Upos::Det;
    let own = words.clone().filter(|w| finite(*w)).count();
    let enclosed = words.filter(|w| *w > comma && finite(*w)).count();
    view.inverts_inserts() && (own == 0 || relative && own == 1 && enclosed == 1)
}

/// Whether what stands behind a semicolon goes on with what was reported before it: it holds a verb, no
/// quoted words and no source of its own.
pub(super) fn goes_on_behind_semicolon(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    at: usize,
) -> bool {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let finite = (at + 1..end).any(|w| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    });
    view.inverts_inserts()
        && finite
        && !(at + 1..end).any(|w| {
            // *; le second, que Q*; *; la salle, elle, P*: somebody else's, or set against it.
            view.is_comma(w)
                && (view.in_set("complementiser", w + 1)
                    || view.lexicon.pronoun(view.low(w + 1)).is_some() && view.is_comma(w + 2))
        })
        && !(at + 1..end).any(|w| {
            view.is_mark[w]
                || view.phrase_at("according", w, end) > 0
                || view.phrase_at("according-own", w, end) > 0
                || w == at + 1 && view.in_set("according-weak", w)
        })
        && !drafts.groups[sentence]
            .iter()
            .any(|g| g.verb > at && g.entry.is_some_and(|e| e.reports()))
}
