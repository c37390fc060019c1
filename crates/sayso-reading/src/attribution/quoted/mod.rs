//! Quoted words inside a cue's complement: *a dénoncé une « trahison »*, *se dit « déçu »*.

mod bracketed;
mod content;

use super::clause::is_impersonal;
use super::extent::trim_edges;
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use bracketed::{bracketed_agent, closing, fronted, spans_judged};
use content::content;
use sayso_language::Upos;
use sayso_model::Span;

/// How many words may stand between a verb and the first mark.
const REACH: usize = 20;

/// Proposes a draft for each unclaimed quote in the complement of a cue verb.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for q in 0..drafts.view.quotes.len() {
        let free = drafts.claimed[q].is_none() && drafts.view.quotes[q].parent.is_none();
        if free && complement(drafts, q).is_none() && closing(drafts, q).is_none() {
            fronted(drafts, q);
        }
    }
}

fn complement(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    let open = view.word_from(view.quotes[q].open.start);
    if open >= view.words.len() {
        return None;
    }
    let sentence = view.sentence_of[open] as usize;
    let group = governor(drafts, sentence, open)?.clone();
    if let Some(done) = what_is_called(drafts, sentence, &group, open, q) {
        return Some(done);
    }
    let entry = group.entry?;
    let frames =
        [Frame::Quoted, Frame::OfQuoted, Frame::AsQuoted, Frame::That, Frame::OfInf, Frame::ToInf];
    let (mut frame, mut class) =
        frames.into_iter().find_map(|f| entry.class_for(f).map(|c| (f, c)))?;
    if view.upos(group.last + 1) == Upos::Adp
        && let Some(c) = entry.class_for(Frame::OfQuoted)
    {
        (frame, class) = (Frame::OfQuoted, c);
    }
    // *criticised the act as "crazy" on Friday*: the predicate is what was said; *hält den Befund für
    // „kühn“*: so is one behind its conjunction.
    let predicate = frame == Frame::Quoted
        && !view.lexicon.set("binds-noun").is_empty()
        && (group.last + 1..open).any(|w| view.in_set("as-predicate", w));
    let judged = view.in_set_lemma("judging", group.verb)
        && (view.in_set("as", open - 1) || view.upos(open - 1) == Upos::Adp);
    if (predicate || judged)
        && let Some(c) = entry.class_for(Frame::AsQuoted)
    {
        (frame, class) = (Frame::AsQuoted, c);
    }
    // *"A," she wrote in a note headed "B"*: the verb has its words before it.
    let inserted = drafts.by_insert.contains_key(&group.verb);
    if inserted && view.lexicon.set("inserted-subject").has("before") {
        return None;
    }
    // *said on "Good Morning Ostwick" that P*: the verb has its clause behind a title.
    if drafts.used[group.verb] && super::clause::past_title(view, open, view.words.len()).is_some()
    {
        return None;
    }
    // *painted a slogan, "Twelve"*
    if frame == Frame::AsQuoted
        && view.in_set_lemma("predicate-needs-as", group.verb)
        && entry.class_for(Frame::Quoted).is_none()
        && !(group.last + 1..open).any(|w| view.in_set("as", w))
    {
        return None;
    }
    let direct_object = open == group.last + 1;
    // *über erste „Landnahmen“*: where every noun has a capital, one behind an adjective is no name for it;
    // *Parolen wie „Q“*: nor is one that is an instance of what was said.
    let capitals = !view.lexicon.set("bracket").is_empty();
    let near = (group.last + 1..open).all(|w| {
        matches!(view.upos(w), Upos::Det | Upos::Adv | Upos::Adp | Upos::Num)
            || capitals && view.upos(w) == Upos::Adj
            || view.is_comma(w) && w + 1 == open
    }) || view.in_set("such-as", open - 1);
    let words = view.quotes[q].inner.of(view.text).split_whitespace().count();
    // A capitalised label inside a longer object is a name, not somebody's word.
    let label = view.quotes[q].inner.of(view.text).chars().next().is_some_and(char::is_uppercase);
    if !near && words < 3 && label && !entry.is_quoting() {
        return None;
    }
    if !near && matches!(frame, Frame::That | Frame::OfInf | Frame::ToInf) {
        return None;
    }
    // *jugeant la décision « irresponsable »*: a predicate that closes its clause.
    let close = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
    // A comma inside the marks closes it as well.
    let closing = close >= view.words.len()
        || view.is_punct(close)
        || view.quotes[q].inner.of(view.text).ends_with([',', '.']);
    // *voit dans le scrutin « la revanche du potager »*
    let behind_adjunct = view.upos(group.last + 1) == Upos::Adp
        && source::adjunct_end(view, group.last + 1, open) == open
        && entry.class_for(Frame::Quoted).is_some();
    let object = direct_object || behind_adjunct;
    let parted = (group.last + 1..open).any(|w| view.is_comma(w));
    if class == CueClass::Thought && !(object || frame == Frame::AsQuoted && closing && !parted) {
        return None;
    }
    if class == CueClass::Thought && group.form == GroupForm::Infinitive {
        return None;
    }
    // *un concours intitulé « … »*: the quote is a name.
    // *was branded "a disgrace" by critics*: no name begins with a small letter.
    let judged = group.passive && open == group.verb + 1 && !label;
    if is_named(view, q) && !judged {
        return None;
    }
    if group.passive && frame != Frame::AsQuoted {
        return None;
    }
    // *a fund that she calls "the pantry"*, *what it terms "charges"*: a label.
    let relative = view.deprel(group.verb) == sayso_language::Deprel::AclRelcl
        || (group.first.saturating_sub(4)..group.first).any(|w| view.in_set("relative", w));
    if direct_object && relative && entry.class_for(Frame::AsQuoted).is_some() && words < 5 {
        return None;
    }
    // *was described as "cruel" by critics*: of a passive the agent speaks, or nobody who is named.
    let agents = !view.lexicon.set("by-agent").is_empty();
    let bracket = !view.lexicon.set("bracket").is_empty();
    let source = if group.passive && agents {
        let agent = agent(view, &group, open, q);
        drafts.nobodys[q] |= agent.is_none();
        Some(agent?)
    } else if group.passive && bracket {
        let agent = bracketed_agent(view, &group, open);
        drafts.nobodys[q] |= agent.is_none();
        Some(agent?)
    } else if group.passive && view.drops_subjects() {
        agent_behind(view, close, view.sentences[sentence].words.end)
    } else {
        source::subject(view, &drafts.groups[sentence], &group)
    };
    // *Als Grund nannte X „Q“*: a phrase that is not the subject stands first.
    let source = source.or_else(|| source::following(view, &group, open).filter(|_| bracket));
    let behind =
        source.filter(|s| s.words.0 > group.last && s.words.1 < open).map(|s| s.words.1 + 1);
    // *Als Grund nannte X „Q“*, *„Q“ nannte er …*: past the subject that follows the verb.
    let from = behind.filter(|_| bracket).unwrap_or(group.last + 1);
    let content = content(view, &group, from, frame, open, q)?;
    // *wies es als „Q“ zurück*: without the particle that closes the clause.
    let content = match group.close.filter(|c| *c > open) {
        Some(close) if content.end > view.words[close].span.start => {
            trim_edges(view.text, Span::new(content.start, view.words[close].span.start))
        }
        _ => content,
    };
    if source.as_ref().is_some_and(|s| s.pronoun && is_impersonal(view, &group, s.head)) {
        return None;
    }
    // A label behind a bare noun (*le mouvement « X »*) is named, not said.
    let score = if direct_object { 0.85 } else { 0.7 };
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "quoted-complement",
        content: spans_judged(view, content, &group, open),
        cue: Some(group.span(view)),
        source,
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score,
        detail: "a verb of saying with quoted words".into(),
    });
    Some(())
}

/// Who does what a passive tells: behind its preposition, between the verb and the quote or behind the quote.
fn agent(view: &View<'_>, group: &VerbGroup, open: usize, q: usize) -> Option<Source> {
    let close = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
    let end = view.sentence(open).words.end;
    let by = (group.last + 1..open)
        .chain(close..end.min(close + 2))
        .find(|w| view.in_set("by-agent", *w) && view.quote_of[*w] == view.quote_of[group.verb])?;
    let head = (by + 1..end).find(|w| {
        matches!(view.upos(*w), Upos::Noun | Upos::Propn) && view.head(*w) != *w + 1
            || view.upos(*w) == Upos::Pron
    })?;
    let source = Source::of(view, head);
    super::clause::can_speak(view, &source).then_some(source)
}

/// *condemned what he called a "breach" of the rules*: the object of the first verb is what it reports, in the
/// second verb's words.
fn what_is_called(
    drafts: &mut Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    open: usize,
    q: usize,
) -> Option<()> {
    let view = drafts.view;
    group.entry?.class_for(Frame::AsQuoted)?;
    let what = (group.first.saturating_sub(LONGEST_CALLER)..group.first)
        .rev()
        .take_while(|w| !view.is_punct(*w))
        .find(|w| view.in_set("free-relative", *w))?;
    // *apologised for what he called "Y"*
    let before = if view.upos(what - 1) == Upos::Adp { what - 1 } else { what };
    let outer = drafts.groups[sentence]
        .iter()
        .find(|g| g.end() + 1 == what || g.end() + 1 == before)?
        .clone();
    let judges = outer.entry?.class_for(Frame::Quoted) == Some(CueClass::Speech)
        || outer.has(Frame::AsQuoted)
        || outer.has(Frame::OfQuoted);
    if !judges || outer.passive || outer.own_words || drafts.used[outer.verb] {
        return None;
    }
    let content = content(view, group, group.last + 1, Frame::AsQuoted, open, q)?;
    let content = view.words[what].span.join(content);
    let source = source::subject(view, &drafts.groups[sentence], &outer);
    drafts.used[outer.verb] = true;
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "quoted-complement",
        content: vec![content],
        cue: Some(outer.span(view)),
        source,
        at: outer.verb,
        same_speaker_as: None,
        negated: outer.negated,
        score: 0.75,
        detail: "a verb of saying with what somebody calls in quoted words".into(),
    });
    Some(())
}

/// Words between a free relative and the verb of calling, at most: *what the prime minister of Orl called*.
const LONGEST_CALLER: usize = 9;

/// *è definita «pura fantasia» dall'esercito*: who says it stands behind the words.
fn agent_behind(view: &View<'_>, close: usize, end: usize) -> Option<Source> {
    let by = (close..end.min(close + 3)).find(|w| view.in_set("spoken-from", *w))?;
    let head =
        (by + 1..end.min(by + 6)).find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
    Some(Source::of(view, head))
}

/// Whether the quote is the name of a thing: *a contest called "…"*, *the song "…"*, *its motto, "…"*.
pub(super) fn is_named(view: &View<'_>, q: usize) -> bool {
    let open = view.word_from(view.quotes[q].open.start);
    let label = view.quotes[q].inner.of(view.text).chars().next().is_some_and(char::is_uppercase);
    open > 0
        && (view.in_set("naming", open - 1)
            || label && view.in_set("named-thing", open - 1)
            || label && open > 1 && view.is_comma(open - 1) && view.in_set("named-thing", open - 2))
}

/// The verb in whose complement a quote stands: the nearest before it, with no other clause
/// between.
fn governor<'d>(drafts: &'d Drafts<'_, '_>, sentence: usize, open: usize) -> Option<&'d VerbGroup> {
    let view = drafts.view;
    let mut before = drafts.groups[sentence]
        .iter()
        .filter(|g| g.last < open && view.quote_of[g.verb].is_none())
        .rev();
    let nearest = before.next()?;
    // *stresses the need to hold the line under "constant attack"*: the infinitive is its object's.
    let outer = before.next().filter(|g| {
        nearest.form == GroupForm::Infinitive
            && nearest.entry.is_none()
            && g.entry.is_some_and(|e| e.class_for(Frame::Quoted) == Some(CueClass::Speech))
            && !g.passive
            && !drafts.used[g.verb]
            && (g.end() + 1..nearest.first).any(|w| view.upos(w) == Upos::Noun)
            && !(g.end() + 1..open).any(|w| view.is_punct(w))
    });
    let group = outer.unwrap_or(nearest);
    let near = open - group.last <= REACH;
    let parted = (group.last + 1..open).any(|w| {
        view.is(w, ";")
            || view.is(w, ":")
            // *compared him to a man who is "Q"*: the words are what the relative clause gives.
            || (view.in_set("relative-subject", w)
                && view.upos(w) == Upos::Pron
                && !(view.in_set("relative-person", w) && takes_gerund(group) && w + 2 == open))
            || view.upos(w) == Upos::Aux
                && !(view.in_set("relative-person", w - 1) && w + 1 == open)
                && !(takes_gerund(group) && crate::verb::is_gerund(&view.words[w]))
    });
    (near
        && !parted
        && !group.own_words
        && group.entry.is_some()
        && !(group.form == GroupForm::Infinitive && drafts.used[group.verb]))
        .then_some(group)
}

/// *dismissed it as being "rude"*, *lauded him for being "brave"*: verbs that judge take a gerund.
fn takes_gerund(group: &VerbGroup) -> bool {
    group.has(Frame::AsQuoted) || group.has(Frame::Accuse) || group.has(Frame::Quoted)
}
