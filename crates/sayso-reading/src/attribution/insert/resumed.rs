//! What was said that goes on behind an inserted clause.

use super::Insert;
use crate::attribution::extent::{self, quote_opened_at, trimmed};
use crate::attribution::{Drafts, going_on, incise, inverted, mood};
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Upos, VerbForm};
use sayso_model::Span;

/// What was said goes on behind the inserted clause: *P1, a-t-il dit, P2*; *«A», a dit X, «B»*.
pub(super) fn resumed(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
    content: &[Span],
) -> Option<Span> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let at = incise::past_apposition(view, insert, content);
    if mood::runs(view)
        && let Some(span) = going_on::in_mood(drafts, sentence, insert, content)
    {
        return Some(span);
    }
    // *„A“, sagte er der Zeitung „X“*: a name.
    if mood::runs(view)
        && view.is_mark[at]
        && quote_opened_at(view, at).is_some_and(|q| {
            view.quotes[q].inner.of(view.text).trim_start().starts_with(char::is_uppercase)
        })
    {
        return None;
    }
    let leading = insert.source.is_some_and(|s| s.pronoun)
        || view.lexicon.set("inserted-subject").has("before");
    // *P, she added; Q*: what follows with no cue of its own is hers as well.
    if leading
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && at + 1 < end
        && view.is(at, ";")
        && insert.quote.is_none()
        && !(at + 1..end).any(|w| view.is_mark[w])
        && !drafts.groups[sentence]
            .iter()
            .any(|g| g.verb > at && g.entry.is_some_and(|e| e.is_speech()))
    {
        return trimmed(view, at + 1, end - 1);
    }
    // *P, explique X ; Q*: the same where the subject stands behind the verb, unless Q has its own source.
    if at + 1 < end
        && view.is(at, ";")
        && insert.quote.is_none()
        && inverted::goes_on_behind_semicolon(drafts, sentence, at)
    {
        return trimmed(view, at + 1, end - 1);
    }
    let level = view.quote_of[insert.before];
    let end = (at..end).find(|w| view.is(*w, ";") && view.quote_of[*w] == level).unwrap_or(end);
    if at >= end
        || !(view.is_comma(at)
            || view.is(at, ":")
            || view.is(at, "–")
            || view.is(at, "—")
            || view.is_mark[at])
    {
        return None;
    }
    let next = if view.is_mark[at] { at } else { at + 1 };
    if next >= end {
        return None;
    }
    if let Some(q) = quote_opened_at(view, next) {
        // *wrote X in an email headed "Re: Red"*
        let before = view.lexicon.set("inserted-subject").has("before");
        if before && view.in_set("naming", next.saturating_sub(1)) {
            return None;
        }
        // A quote that has its own cue behind it starts a new attribution.
        let close = view.word_from(view.quotes[q].close.start);
        let followed = close + 1 < view.words.len()
            && drafts
                .groups
                .get(view.sentence_of[close.min(view.words.len() - 1)] as usize)
                .is_some_and(|groups| {
                    groups.iter().any(|g| {
                        g.first > close
                            && g.first <= close + 3
                            && g.form == GroupForm::Finite
                            && (g.clitic.is_some() || g.has(Frame::Insert))
                    })
                });
        // *He may be back, an aide said, "if anyone writes"*: quoted words may end a clause.
        let goes_on = insert.quote.is_some()
            || view.lexicon.set("inserted-subject").has("before")
                && view.quotes[q].inner.of(view.text).starts_with(char::is_lowercase);
        // *La curia, insiste X, «confonde la devozione»*: the verb stands between the marks.
        let small = view.quotes[q].inner.of(view.text).starts_with(char::is_lowercase)
            && view.inverts_inserts();
        let verbless = (view.drops_subjects() || small)
            && !content.is_empty()
            && !content.iter().any(|c| {
                (view.word_from(c.start)..view.word_from(c.end))
                    .any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux))
            });
        // *P, puntualizza X: «Q»*: the words for the clause.
        let said = view.drops_subjects() && view.is(at, ":") && !content.is_empty();
        return (!followed && (goes_on || verbless || said)).then(|| view.quotes[q].inner);
    }
    if insert.quote.is_some() {
        return joined_words(drafts, sentence, insert, next, end);
    }
    // *Pas question de céder, a réagi X, qui compte partir*: a relative clause is about X, and so is one
    // that X vouches for.
    let relative = view.in_set("relative-subject", next) && view.upos(next) == Upos::Pron
        || view.phrase_at("according-whom", next, end) > 0;
    if relative && insert.source.is_some_and(|s| !s.pronoun) && view.inverts_inserts() {
        return None;
    }
    // *Faux, rétorque X : P*
    if view.is(at, ":") && view.lexicon.set("bracket").is_empty() {
        return trimmed(view, next, end - 1);
    }
    // Only what lacks its verb goes on unquoted.
    let Some(said) = content.first() else { return trimmed(view, next, end - 1) };
    // A verb or a preposition right before still waits for its complement.
    let before = view.lexicon.set("inserted-subject").has("before");
    // *gewesen*, *zu haben*: where verbs close brackets an auxiliary closes its clause too.
    let closed = view.upos(insert.before) == Upos::Aux
        && !mood::is_finite(view, insert.before)
        && mood::runs(view);
    // *That's why, he argued, the party should act*
    let open = !closed
        && matches!(view.upos(insert.before), Upos::Aux | Upos::Adp | Upos::Det | Upos::Sconj)
        || before && view.in_set("whether", insert.before)
        || subordinate(view, said.start, insert.before, next)
        || !before
            && drafts.groups[sentence]
                .iter()
                .any(|g| g.last == insert.before && g.form == GroupForm::Finite);
    // *Nessuno ha protestato, fa sapere X, che aggiunge*: a relative clause is about X.
    let open = open && !(view.drops_subjects() && view.in_set("relative", next));
    if open && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    let finite_before = drafts.groups[sentence]
        .iter()
        .any(|g| g.form == GroupForm::Finite && said.contains(view.words[g.verb].span))
        || view.sentences[sentence]
            .words
            .clone()
            .any(|w| said.contains(view.words[w].span) && view.upos(w) == Upos::Aux);
    // *Il ministro che ha firmato, dice X, non sapeva*: its one verb is that of a subordinate clause.
    let finite_before = finite_before && !incise::waits_for_verb(view, said);
    let finite_after =
        drafts.groups[sentence].iter().any(|g| g.verb >= next && g.form == GroupForm::Finite)
            || (next..end).any(|w| view.upos(w) == Upos::Aux);
    // *Si rien n'est signé, a-t-il ajouté, les ateliers resteront froids*: nothing behind a clitic is about it.
    let clitic = insert.source.is_some_and(|s| crate::verb::is_inverted(view, s.words.0))
        && view.inverts_inserts()
        && view.is_comma(at)
        && finite_after
        && matches!(view.upos(next), Upos::Det | Upos::Pron | Upos::Sconj)
        && (!view.in_set("relative", next) || view.upos(next) == Upos::Sconj);
    let sum = view.is_comma(at) && extent::is_sum(view, next);
    if (clitic || sum) && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    // *P, ha aggiunto: Q*: what stands behind the colon says it more fully.
    let joined = view.upos(next) == Upos::Cconj || view.is(at, ":");
    // Words that hold no verb at all wait for theirs, whatever the tagger makes of it.
    if before && !finite_before && !is_cue_participle(drafts, sentence, next) {
        return trimmed(view, next, end - 1);
    }
    // *P, she wrote, not about any individual*: a part of the clause, as no clause follows.
    let fragment = matches!(
        view.upos(next),
        Upos::Part | Upos::Det | Upos::Adj | Upos::Num | Upos::Noun | Upos::Propn
    ) && !view.in_set("time-noun", next)
        && !(next..end).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux));
    if before && insert.source.is_some_and(|s| s.words.1 < insert.verb) && fragment {
        return trimmed(view, next, end - 1);
    }
    // *X, she added, and would not be held*, *it was no accident, she swore, but it was no plan*: a verb
    // without a subject of its own goes on, and so does a contrast.
    let verb_next = |from: usize| {
        (from..end)
            .find(|w| view.upos(*w) != Upos::Adv)
            .is_some_and(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux))
    };
    let joined = joined && (!before || verb_next(next + 1) || view.in_set("contrast", next));
    // *It was sound, she said, until it failed*: a clause or a phrase that belongs to the one before.
    if before
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && view.in_set("further-part", next)
        && view.is_comma(at)
    {
        return trimmed(view, next, end - 1);
    }
    // *What he owns, he has said, is a view*: the clause before is the subject.
    if before
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && matches!(view.upos(next), Upos::Verb | Upos::Aux)
        && view.words[next].morph.verb_form == VerbForm::Fin
    {
        return trimmed(view, next, end - 1);
    }
    // *P, spiega, Q*: where the inserted verb has no subject, what its comma closes goes on.
    let bare = view.drops_subjects()
        && insert.source.is_none()
        && view.is_comma(at)
        && !view.in_set("relative", next)
        && !view.in_set("adversative", next);
    let joined = joined || bare;
    // *Parole di un uomo, ha detto la difesa, non di un assassino*
    let denied = view.drops_subjects() && !finite_after && view.in_set("negation", next);
    if (finite_after && (!finite_before || joined) || denied)
        && !is_cue_participle(drafts, sentence, next)
    {
        return trimmed(view, next, end - 1);
    }
    None
}

/// *"A," she said, and "B"*: what a conjunction joins to the words before, with quoted words of its own and
/// no further verb of saying.
pub(super) fn joined_words(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    insert: &Insert,
    next: usize,
    end: usize,
) -> Option<Span> {
    let view = drafts.view;
    let mark = (next + 1..end.min(next + 5)).find(|w| view.is_mark[*w])?;
    let quote = quote_opened_at(view, mark)?;
    let close = view.word_from(view.quotes[quote].close.start);
    let says = |g: &VerbGroup| {
        g.verb >= next && view.quote_of[g.verb].is_none() && g.entry.is_some_and(|e| e.is_speech())
    };
    let joined = view.upos(next) == Upos::Cconj
        && view.lexicon.set("inserted-subject").has("before")
        && insert.source.is_some_and(|s| s.words.1 < insert.verb)
        && (next + 1..mark).all(|w| {
            matches!(view.upos(w), Upos::Adv | Upos::Adp | Upos::Det | Upos::Adj | Upos::Aux)
                || view.in_set("complementiser", w)
        })
        && !drafts.groups[sentence].iter().any(says);
    joined.then(|| trimmed(view, next, close)).flatten()
}

/// *If he wins, X said, taxes will rise*: what stands before is a subordinate clause, whose main clause
/// comes behind.
pub(super) fn subordinate(view: &View<'_>, start: u32, before: usize, next: usize) -> bool {
    let first = view.word_from(start);
    let end = view.sentence(before).words.end;
    (view.lexicon.set("inserted-subject").has("before") || view.drops_subjects())
        && (view.upos(first) == Upos::Sconj
            || view.upos(first) == Upos::Adv && view.upos(first + 1) == Upos::Sconj)
        && !(first..before).any(|w| view.is_comma(w))
        && (next..end).any(|w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
        })
}

pub(super) fn is_cue_participle(drafts: &Drafts<'_, '_>, sentence: usize, at: usize) -> bool {
    // *Though it was smooth, he said, replacing her would be hard*: a gerund may be a subject.
    let gerunds = !drafts.view.lexicon.set("past").is_empty();
    drafts.groups[sentence].iter().any(|g| {
        g.first >= at
            && g.first <= at + 2
            && g.form == GroupForm::Participle
            && (!gerunds || g.entry.is_some_and(|e| e.reports()))
    })
}

pub(crate) fn skip_punctuation(view: &View<'_>, mut at: usize, end: usize) -> usize {
    while at < end && view.is_punct(at) {
        at += 1;
    }
    at
}

/// Past commas and colons, but not past a quotation mark.
pub(crate) fn skip_punctuation_but_marks(view: &View<'_>, mut at: usize, end: usize) -> usize {
    while at < end && view.is_punct(at) && !view.is_mark[at] {
        at += 1;
    }
    at
}
