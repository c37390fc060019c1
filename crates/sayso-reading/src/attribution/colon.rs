//! Words behind a colon: *X a déclaré : «Q»*, *X : «Q»*, *le raisonnement suivant : «Q»*.

use super::extent::trim_edges;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::identity::kind_of_phrase;
use crate::lexicon::Frame;
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::Upos;
use std::collections::BTreeSet;

/// Proposes a draft for each unclaimed quote that a colon introduces.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    // Where the clauses end that a colon may follow.
    let ends: BTreeSet<(u32, usize)> = drafts
        .list
        .iter()
        .enumerate()
        .filter(|(_, d)| {
            matches!(
                d.rule,
                "that-clause"
                    | "according-to"
                    | "infinitive"
                    | "marked-infinitive"
                    | "goal-infinitive"
            )
        })
        .filter_map(|(i, d)| Some((d.content.last()?.end, i)))
        .collect();
    for q in 0..drafts.view.quotes.len() {
        let nested = drafts.view.quotes[q].parent.is_some();
        if nested || drafts.claimed[q].is_none() {
            introduced(drafts, q, nested, &ends);
        }
    }
    super::colon_clause::run(drafts);
}

fn introduced(
    drafts: &mut Drafts<'_, '_>,
    q: usize,
    nested: bool,
    ends: &BTreeSet<(u32, usize)>,
) -> Option<()> {
    let view = drafts.view;
    let open = view.word_from(view.quotes[q].open.start);
    let colon = open.checked_sub(1)?;
    if !view.is(colon, ":") {
        return None;
    }
    let sentence = view.sentence_of[colon] as usize;
    if view.sentences[sentence].block != view.quotes[q].block {
        return headed(drafts, q, sentence, open, colon);
    }
    let low = view.sentences[sentence].words.start;
    if nested {
        // Speech told inside somebody's words: only with a verb of saying right before.
        let level = view.quotes[q].parent.map(|p| p as u32);
        let group = drafts.groups[sentence]
            .iter()
            .rfind(|g| {
                g.last < colon
                    && view.quote_of[g.verb] == level
                    && !g.own_words
                    && g.entry.is_some_and(|e| e.is_speech())
            })?
            .clone();
        if drafts.used[group.verb] || colon - group.last > 8 {
            return None;
        }
        let source = source::subject(view, &drafts.groups[sentence], &group)?;
        if super::clause::is_own(view, &source) {
            return None;
        }
        drafts.used[group.verb] = true;
        drafts.add(Draft {
            rule: "nested-colon",
            content: vec![trim_edges(view.text, view.quotes[q].inner)],
            cue: Some(group.span(view)),
            source: Some(source),
            at: group.verb,
            same_speaker_as: None,
            negated: group.negated,
            score: 0.75,
            detail: "a verb of saying and a colon inside quoted words".into(),
        });
        return Some(());
    }
    // The draft whose clause ends at this colon takes the words in.
    let span = trim_edges(view.text, view.quotes[q].inner);
    let colon_at = view.words[colon].span.start;
    let ending = ends
        .range(..=(colon_at, usize::MAX))
        .next_back()
        .filter(|(end, _)| {
            view.text[*end as usize..colon_at as usize].chars().all(|c| !c.is_alphanumeric())
        })
        .map(|(_, index)| *index);
    if let Some(index) = ending {
        let introduces = matches!(drafts.list[index].rule, "marked-infinitive" | "goal-infinitive");
        if !introduces {
            drafts.extend(index, span);
            return Some(());
        }
    }
    let (cue, source, at, negated, score, detail) = introducer(drafts, sentence, low, colon)?;
    if let Some(at) = at {
        drafts.used[at] = true;
    }
    drafts.add(Draft {
        rule: "colon",
        content: vec![span],
        cue: Some(cue),
        source,
        at: at.unwrap_or(colon),
        same_speaker_as: None,
        negated,
        score,
        detail,
    });
    Some(())
}

/// Words that a line has at most that names whose words follow.
const HEADING: usize = 12;

/// *»Lubliner Post«:* on a line of its own, and a paragraph of nothing but quoted words under it.
fn headed(
    drafts: &mut Drafts<'_, '_>,
    q: usize,
    sentence: usize,
    open: usize,
    colon: usize,
) -> Option<()> {
    let view = drafts.view;
    let heading = view.sentences[sentence].words.clone();
    let block = view.quotes[q].block;
    let alone =
        sentence == 0 || view.sentences[sentence - 1].block != view.sentences[sentence].block;
    let next = view.sentence(open);
    let names = heading.clone().find(|w| {
        matches!(view.upos(*w), Upos::Propn | Upos::Noun | Upos::X | Upos::Adj) && !view.is_mark[*w]
    })?;
    let verbless =
        !heading.clone().any(|w| super::mood::is_finite(view, w) && view.quote_of[w].is_none());
    let follows = view.sentences[sentence].block + 1 == block
        && next.words.start == open
        && next.block == block;
    if view.quotes[q].parent.is_some() || !follows || !alone || heading.len() > HEADING || !verbless
    {
        return None;
    }
    // What stands behind the words in their block is told by somebody else.
    let end = view.word_from(view.quotes[q].outer().end);
    let whole = end >= view.words.len() || view.sentence(end).block != block;
    if !whole {
        return None;
    }
    let last =
        (names..colon).take_while(|w| !view.is_punct(*w) || *w == names).last().unwrap_or(names);
    let source =
        Source { head: names, span: view.span(names, last), words: (names, last), pronoun: false };
    drafts.add(Draft {
        rule: "heading",
        content: vec![trim_edges(view.text, view.quotes[q].inner)],
        cue: Some(view.words[colon].span),
        source: Some(source),
        at: colon,
        same_speaker_as: None,
        negated: false,
        score: 0.8,
        detail: "a name on a line of its own before quoted words".into(),
    });
    Some(())
}

type Introducer =
    (sayso_model::Span, Option<Source>, Option<usize>, bool, f32, std::borrow::Cow<'static, str>);

/// What stands before the colon and introduces the words.
fn introducer(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    low: usize,
    colon: usize,
) -> Option<Introducer> {
    let view = drafts.view;
    let groups = &drafts.groups[sentence];
    let before =
        |g: &&VerbGroup| g.verb >= low && g.last < colon && view.quote_of[g.verb].is_none();
    // The last verb of saying before the colon; else the last noun of saying; else the main verb
    // of a subject that can speak.
    let saying = groups.iter().filter(before).rfind(|g| {
        g.entry.is_some_and(|e| {
            e.is_speech()
                || e.class_for(Frame::That).is_some()
                || e.class_for(Frame::ToInf).is_some()
                || e.class_for(Frame::OfInf).is_some()
        }) && !g.own_words
    });
    if let Some(g) = saying {
        let source = source::subject(view, groups, g);
        let speech = g.entry.is_some_and(|e| e.is_speech());
        return Some((
            g.span(view),
            source,
            Some(g.verb),
            g.negated,
            if speech { 0.95 } else { 0.75 },
            "a verb of saying before a colon".into(),
        ));
    }
    let any = groups.iter().rfind(before);
    if let Some(noun) = (low..colon).rev().find(|w| {
        view.upos(*w) == Upos::Noun
            && (view.in_set("noun-cue", *w) || view.in_set("noun-cue-quoted", *w))
            && view.quote_of[*w].is_none()
    }) {
        // *Dall'amministratore arriva la smentita: «Q»*: the noun itself does not speak.
        let subject = any
            .and_then(|g| source::subject(view, groups, g))
            .filter(|s| !view.drops_subjects() || s.head != noun);
        let source = super::noun_cue::source(view, noun)
            .or(subject)
            .or_else(|| source::spoken_before(view, low, noun));
        return Some((
            view.words[noun].span,
            source,
            Some(noun),
            false,
            0.8,
            "a noun of saying before a colon".into(),
        ));
    }
    if let Some(g) = any {
        if g.own_words || g.form != GroupForm::Finite {
            return None;
        }
        let source = source::subject(view, groups, g)?;
        let speaks = source.pronoun
            || kind_of_phrase(view, source.words.0, source.words.1, source.head)
                .is_some_and(|k| k.speaks_by_itself());
        return speaks.then(|| {
            (
                g.span(view),
                Some(source),
                Some(g.verb),
                g.negated,
                0.6,
                "a verb before a colon".into(),
            )
        });
    }
    // *Poutine : «…»*
    let name = (low..colon).rev().find(|w| matches!(view.upos(*w), Upos::Propn | Upos::Noun))?;
    // *Corrado Z., su Facebook: «Q»*: what a preposition brings is where it was said.
    let name = if view.drops_subjects() && source::governed(view, name) {
        (low..name)
            .find(|w| matches!(view.upos(*w), Upos::Propn | Upos::Noun))
            .filter(|w| !source::governed(view, *w))
            .unwrap_or(name)
    } else {
        name
    };
    let source = Source::of(view, top(view, name, low));
    let starts = source.words.0 <= super::insert::skip_connective(view, low, colon) + 1
        || view.is_punct(source.words.0 - 1);
    let kind = kind_of_phrase(view, source.words.0, source.words.1, source.head);
    (kind.is_some_and(|k| k.speaks_by_itself())
        || (starts && view.upos(source.head) == Upos::Propn))
        .then(|| {
            (view.words[colon].span, Some(source), None, false, 0.8, "a name before a colon".into())
        })
}

fn top(view: &View<'_>, w: usize, low: usize) -> usize {
    let mut top = w;
    while view.head(top) < top
        && view.head(top) >= low
        && !(view.head(top)..top).any(|x| view.is_punct(x))
        && matches!(view.upos(view.head(top)), Upos::Noun | Upos::Propn)
    {
        top = view.head(top);
    }
    top
}
