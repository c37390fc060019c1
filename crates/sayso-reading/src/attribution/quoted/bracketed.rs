//! Quoted words where verbs close brackets: before their verb, and with adjuncts between them and what is
//! judged.

use super::is_named;
use crate::attribution::clause::is_impersonal;
use crate::attribution::extent::{quote_opened_at, trim_edges, trimmed};
use crate::attribution::source::{self, Source};
use crate::attribution::{Draft, Drafts};
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::Upos;
use sayso_model::Span;

/// *Von einem „Skandal“ sprach X*, *Als „Unsinn“ bezeichnete X den Plan*: where the verb stands second, its
/// quoted complement may stand first.
pub(super) fn fronted(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    if view.lexicon.set("bracket").is_empty() || drafts.claimed[q].is_some() {
        return None;
    }
    let open = view.word_from(view.quotes[q].open.start);
    let sentence = view.sentence_of[open] as usize;
    let range = view.sentences[sentence].words.clone();
    let start = crate::attribution::insert::skip_connective(view, range.start, open);
    let opens = (start..open)
        .all(|w| matches!(view.upos(w), Upos::Adp | Upos::Det | Upos::Adv) || view.in_set("as", w));
    let close = view.word_from(view.quotes[q].close.start);
    let titled = open > range.start + 1
        && view.in_set("title-noun", open - 1)
        && source::governed(view, open - 1);
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| g.first == close + 1 && g.form == GroupForm::Finite)?
        .clone();
    let entry = group.entry?;
    let takes = if titled {
        entry.is_speech()
    } else {
        opens
            && [Frame::OfQuoted, Frame::AsQuoted]
                .into_iter()
                .any(|f| entry.class_for(f) == Some(CueClass::Speech))
            && (start < open || view.in_set_lemma("judging", group.verb))
    };
    if !takes || group.own_words || group.passive || drafts.used[group.verb] {
        return None;
    }
    let source = source::following(view, &group, range.end)
        .filter(|s| !s.pronoun || !is_impersonal(view, &group, s.head))
        .or_else(|| source::subject(view, &drafts.groups[sentence], &group))?;
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "quoted-fronted",
        content: vec![trim_edges(view.text, view.quotes[q].inner)],
        cue: Some(group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.75,
        detail: "quoted words before their verb of saying".into(),
    });
    Some(())
}

/// *deren Redner die Gefahr einer „Invasion“ beschwören*, *weil er den Plan als „Unsinn“ bezeichnet hat*: in a
/// subordinate clause the verb stands behind its quoted complement.
pub(super) fn closing(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    if view.lexicon.set("bracket").is_empty() || drafts.claimed[q].is_some() {
        return None;
    }
    let quote = &view.quotes[q];
    let open = view.word_from(quote.open.start);
    let close = view.word_from(quote.close.end.max(quote.inner.end));
    let sentence = view.sentence_of[open] as usize;
    let range = view.sentences[sentence].words.clone();
    let parts = |w: &usize| view.is_punct(*w) && view.quote_of[*w].is_none() && !view.is_mark[*w];
    let low = range.start.max(open.saturating_sub(LONGEST_CLAUSE));
    let high = range.end.min(close + LONGEST_CLAUSE);
    let start = (low..open).rev().find(parts).map_or(low, |c| c + 1);
    let last = (close..high).find(parts).unwrap_or(high);
    let subordinate = crate::attribution::mood::opens_subordinate(view, start);
    let told = (start..open).any(|w| crate::attribution::mood::is_finite(view, w));
    if !subordinate || told || is_named(view, q) {
        return None;
    }
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| g.first.min(g.verb) >= close && g.form == GroupForm::Finite)
        .filter(|g| g.end() + 1 == last)?
        .clone();
    let entry = group.entry?;
    let before = (start..open).rev().find(|w| view.upos(*w) != Upos::Det)?;
    let frame = if view.in_set("as", before) {
        Frame::AsQuoted
    } else if view.upos(before) == Upos::Adp {
        Frame::OfQuoted
    } else {
        Frame::Quoted
    };
    let words = quote.inner.of(view.text).split_whitespace().count();
    // *die ihn gern den „Riesen“ nannte*, *die sich „Kinder der Erde“ nennt*: a name, and no judgment.
    let called = frame == Frame::Quoted
        && entry.class_for(Frame::AsQuoted).is_some()
        && view.in_set("relative", start)
        && (words < LONGEST_NAME || (start..open).any(|w| view.in_set("reflexive", w)));
    drafts.nobodys[q] |= called;
    let label =
        called || matches!(view.upos(open - 1), Upos::Noun | Upos::Propn | Upos::X) && words < 3;
    if entry.class_for(frame) != Some(CueClass::Speech)
        || group.passive
        || group.own_words
        || drafts.used[group.verb]
        || label
        // *ein Gutachten, das P „Q“ zuschreibe*: told by somebody else.
        || crate::attribution::mood::is_told(view, &group)
    {
        return None;
    }
    let source = source::subject(view, &drafts.groups[sentence], &group).filter(|s| {
        crate::attribution::clause::can_speak(view, s)
            && !crate::attribution::clause::is_own(view, s)
    })?;
    let behind = (source.words.0 >= start && source.words.1 < open).then_some(source.words.1 + 1);
    let mut from = behind.unwrap_or(start + 1);
    while from < open && (view.upos(from) == Upos::Adv || view.in_set("reflexive", from)) {
        from += 1;
    }
    let whole = (from..before.max(from))
        .any(|w| matches!(view.upos(w), Upos::Noun | Upos::Propn | Upos::Pron));
    let alone = trim_edges(view.text, quote.inner);
    let content = if frame == Frame::OfQuoted || !whole && view.upos(before) != Upos::Noun {
        alone
    } else {
        trimmed(view, from, close - 1)?
    };
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "quoted-before-verb",
        content: spans_judged(view, content, &group, open),
        cue: Some(group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.7,
        detail: "quoted words before the verb that closes their clause".into(),
    });
    Some(())
}

/// Words of a clause before its quoted words, and behind them, at most.
const LONGEST_CLAUSE: usize = 40;

/// Words of a name that a relative clause gives, fewer than.
const LONGEST_NAME: usize = 6;

/// *In den Medien war der Auftrag als „Q“ bezeichnet worden*, *wurde von Kritikern „Q“ genannt*: the same where
/// the agent stands anywhere in the clause before the quote.
pub(super) fn bracketed_agent(view: &View<'_>, group: &VerbGroup, open: usize) -> Option<Source> {
    let low = view.sentence(open).words.start.max(open.saturating_sub(LONGEST_CLAUSE));
    let from = (low..group.first).rev().find(|w| view.is_comma(*w)).map_or(low, |c| c + 1);
    (from..open).filter(|w| view.quote_of[*w].is_none()).find_map(|by| {
        let agent = view.in_set("passive-agent", by);
        if !agent && !view.in_set("passive-among", by) {
            return None;
        }
        let head = (by + 1..open)
            .take_while(|w| {
                matches!(view.upos(*w), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn)
            })
            .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
        let source = Source::of(view, head);
        let speaks = if agent {
            crate::attribution::clause::can_speak(view, &source)
        } else {
            crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
                .is_some_and(|k| k.speaks_by_itself())
        };
        (speaks && (agent || view.upos(head) == Upos::Noun)).then_some(source)
    })
}

/// *nannte das Urteil am Rande des Verfahrens „milde“*: where verbs close brackets, what is judged and the
/// words for it are two spans with adjuncts between. Of other verbs (*lobte ihn als „Meister“*, *bescheinigte
/// ihm „Mut“*) the words alone are what was said.
pub(super) fn spans_judged(
    view: &View<'_>,
    content: Span,
    group: &VerbGroup,
    open: usize,
) -> Vec<Span> {
    let start = view.word_from(content.start);
    if view.lexicon.set("bracket").is_empty() || start >= open {
        return vec![content];
    }
    let from =
        (start..open).rev().take_while(|w| view.upos(*w) == Upos::Det).last().unwrap_or(open);
    let words = Span::new(view.words[from].span.start, content.end);
    let alone = trim_edges(view.text, words);
    let before = from.saturating_sub(1);
    let as_word = before >= start && (view.in_set("as", before) || view.upos(before) == Upos::Adp);
    if !view.in_set_lemma("judging", group.verb) {
        // *berichteten von einem „guten“ Ablauf*: with what goes on behind its words.
        let inner = quote_opened_at(view, open).map(|q| view.quotes[q].inner);
        let quoted = inner.filter(|i| alone.end <= trim_edges(view.text, *i).end);
        let dative = view.in_set("dative-article", start) && start < from;
        let pronoun = view.upos(start) == Upos::Pron && start < from;
        return match quoted {
            Some(inner) if as_word || dative || pronoun || start == from => {
                vec![trim_edges(view.text, inner)]
            }
            _ if dative || pronoun => vec![alone],
            _ => vec![content],
        };
    }
    let Some(head) =
        (start..from).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))
    else {
        return vec![content];
    };
    let last = Source::of(view, head).words.1.min(before);
    // Nothing but the conjunction of the predicate stands between.
    if (last + 1..from).all(|w| view.in_set("as", w)) {
        return vec![content];
    }
    trimmed(view, start, last).into_iter().chain([alone]).collect()
}
