//! Quoted words inside a cue's complement: *a dénoncé une « trahison »*, *se dit « déçu »*.

use super::clause::is_impersonal;
use super::extent::{quote_closed_at, quote_opened_at, trim_edges, trimmed};
use super::source::{self, Source};
use super::{Draft, Drafts};
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Tense, Upos, VerbForm};
use sayso_model::Span;

/// How many words may stand between a verb and the first mark.
const REACH: usize = 20;

/// Proposes a draft for each unclaimed quote in the complement of a cue verb.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for q in 0..drafts.view.quotes.len() {
        let free = drafts.claimed[q].is_none() && drafts.view.quotes[q].parent.is_none();
        if free && complement(drafts, q).is_none() {
            fronted(drafts, q);
        }
    }
}

/// *Von einem „Skandal“ sprach X*, *Als „Unsinn“ bezeichnete X den Plan*: where the verb stands second, its
/// quoted complement may stand first.
fn fronted(drafts: &mut Drafts<'_, '_>, q: usize) -> Option<()> {
    let view = drafts.view;
    if view.lexicon.set("bracket").is_empty() || drafts.claimed[q].is_some() {
        return None;
    }
    let open = view.word_from(view.quotes[q].open.start);
    let sentence = view.sentence_of[open] as usize;
    let range = view.sentences[sentence].words.clone();
    let start = super::insert::skip_connective(view, range.start, open);
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
    let near = (group.last + 1..open).all(|w| {
        matches!(view.upos(w), Upos::Det | Upos::Adv | Upos::Adp | Upos::Num)
            || view.is_comma(w) && w + 1 == open
    });
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
    let closing = close >= view.words.len() || view.is_punct(close);
    // *voit dans le scrutin « la revanche du potager »*
    let behind_adjunct = view.upos(group.last + 1) == Upos::Adp
        && source::adjunct_end(view, group.last + 1, open) == open
        && entry.class_for(Frame::Quoted).is_some();
    let object = direct_object || behind_adjunct;
    if class == CueClass::Thought && !(object || frame == Frame::AsQuoted && closing) {
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
    let source = if group.passive && agents {
        let agent = agent(view, &group, open, q);
        drafts.nobodys[q] |= agent.is_none();
        Some(agent?)
    } else if group.passive && view.drops_subjects() {
        agent_behind(view, close, view.sentences[sentence].words.end)
    } else {
        source::subject(view, &drafts.groups[sentence], &group)
    };
    let bracket = !view.lexicon.set("bracket").is_empty();
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

/// *nannte das Urteil am Rande des Verfahrens „milde“*: where verbs close brackets, what is judged and the
/// words for it are two spans with adjuncts between. Of other verbs (*lobte ihn als „Meister“*, *bescheinigte
/// ihm „Mut“*) the words alone are what was said.
fn spans_judged(view: &View<'_>, content: Span, group: &VerbGroup, open: usize) -> Vec<Span> {
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
    let group = drafts.groups[sentence]
        .iter()
        .rfind(|g| g.last < open && view.quote_of[g.verb].is_none())?;
    let near = open - group.last <= REACH;
    let parted = (group.last + 1..open).any(|w| {
        view.is(w, ";")
            || view.is(w, ":")
            || (view.in_set("relative-subject", w) && view.upos(w) == Upos::Pron)
            || view.upos(w) == Upos::Aux
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

/// *une loi « écrite dans l'urgence » et votée de nuit*: the conjunction joins a further modifier.
fn joins_modifier(view: &View<'_>, conjunction: usize, end: usize) -> bool {
    let next = conjunction + 1;
    let morph = view.words[next].morph;
    next < end
        && (view.upos(next) == Upos::Adj
            || view.upos(next) == Upos::Verb
                && morph.verb_form == VerbForm::Part
                && !view.lexicon.verb(&view.words[next].lemma).is_some_and(|e| e.reports()))
}

/// Whether a present participle starts here: a further cue, no part of the object.
fn is_participle(view: &View<'_>, w: usize) -> bool {
    let morph = view.words[w].morph;
    view.upos(w) == Upos::Verb && morph.verb_form == VerbForm::Part && morph.tense == Tense::Pres
}

/// Whether an adjunct of the reporting verb starts here: when or where something was said.
fn opens_adjunct(view: &View<'_>, w: usize, end: usize) -> bool {
    view.in_set("time-noun", w) && !matches!(view.upos(w - 1), Upos::Adp | Upos::Det | Upos::Adj)
        || view.phrase_at("occasion", w, end) > 0
        || view.upos(w) == Upos::Sconj && !view.in_set("complementiser", w)
        || view.upos(w) == Upos::Adp && view.in_set("time-noun", w + 1)
}

/// Behind what stands between a verb and its object and is none of it: a connective, a date, a phrase
/// whose preposition brings no object of saying. Only where the language lists those that do.
fn past_adjunct(view: &View<'_>, frame: Frame, at: usize, open: usize) -> Option<usize> {
    if view.lexicon.set("object-preposition").is_empty() {
        return None;
    }
    let connective = view.phrase_at("connective", at, open);
    if connective > 0 {
        return Some(at + connective);
    }
    if view.in_set("time-noun", at) && view.upos(at + 1) != Upos::Adp {
        return Some(at + 1);
    }
    let brings = view.in_set("object-preposition", at) && view.upos(at + 1) != Upos::Propn;
    if view.upos(at) != Upos::Adp || brings || frame != Frame::OfQuoted {
        return None;
    }
    (at + 1..open).find(|w| view.in_set("infinitive-of", *w) && view.upos(*w) == Upos::Adp)
}

/// The object of the verb from its first word to its last quoted word.
fn content(
    view: &View<'_>,
    group: &VerbGroup,
    from: usize,
    frame: Frame,
    open: usize,
    q: usize,
) -> Option<Span> {
    let mut start = from;
    // *was condemned by critics as "cruel"*: what is judged stands before the verb.
    if group.passive && !view.lexicon.set("by-agent").is_empty() {
        start = open;
    }
    while start < open {
        // *parle au contraire de « X »*, *a fait état sur Telegram de « X »*
        if let Some(behind) = past_adjunct(view, frame, start, open) {
            start = behind;
            continue;
        }
        let skip = view.upos(start) == Upos::Adv
            || view.is_comma(start)
            || crate::verb::is_inverted(view, start)
            || (matches!(frame, Frame::OfQuoted | Frame::AsQuoted | Frame::OfInf | Frame::ToInf)
                && view.upos(start) == Upos::Adp)
            || view.in_set("as", start);
        if !skip {
            break;
        }
        start += 1;
    }
    // *ha parlato, nella requisitoria, di «un'avidità gentile»*: behind the last preposition.
    if frame == Frame::OfQuoted
        && (view.drops_subjects() || !view.lexicon.set("bracket").is_empty())
        && let Some(of) = (start..open).rev().find(|w| view.upos(*w) == Upos::Adp)
        && (of + 1..open).all(|w| matches!(view.upos(w), Upos::Det | Upos::Adv))
    {
        start = of + 1;
    }
    if frame == Frame::AsQuoted {
        // *qualifié les mesures de « remarquables »*: with what is judged.
    } else if view.upos(start) == Upos::Adp && start < open {
        // An adjunct stands between (*a dénoncé mardi dans un communiqué une « trahison »*).
        let after = source::adjunct_end(view, start, open);
        if after < open {
            start = after;
        } else {
            start = open;
        }
    }
    // *said of Orl, "He is wrong."*: a sentence behind its comma.
    let sentence_like = view.quotes[q].inner.of(view.text).starts_with(char::is_uppercase);
    let sentence = view.is_comma(open - 1)
        && sentence_like
        && view.lexicon.set("inserted-subject").has("before");
    // *definisce la lettera «un errore»*: in some languages what is judged is no part of it.
    let judged = group.has(Frame::AsQuoted)
        && view.lexicon.set("predicate-alone").has("yes")
        && matches!(view.upos(start), Upos::Det | Upos::Noun | Upos::Propn)
        && matches!(view.upos(open - 1), Upos::Noun | Upos::Propn | Upos::Adj);
    if sentence || judged {
        start = open;
    }
    // Behind its determiner alone a quote is the content by itself: *évoque des « retards »*.
    let close_word = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
    if (start..open).all(|w| view.upos(w) == Upos::Det)
        && (close_word >= view.words.len()
            || view.is_punct(close_word)
            || view.upos(close_word) == Upos::Cconj
            || matches!(view.upos(close_word), Upos::Verb | Upos::Aux)
                && !view.lexicon.set("bracket").is_empty())
    {
        start = open;
    }
    let close = view.quotes[q].close;
    let mut last = if close.is_empty() {
        view.word_from(view.quotes[q].inner.end).saturating_sub(1)
    } else {
        view.word_from(close.start)
    };
    // Further quoted words of the same object: *« A » et « B »*.
    let end = view.sentence(open).words.end;
    let mut w = last + 1;
    while w < end && w <= last + 6 {
        if view.is_mark[w]
            && let Some(next) = quote_opened_at(view, w)
        {
            last = view.word_from(view.quotes[next].close.start).min(end - 1).max(w);
            w = last + 1;
            continue;
        }
        // *a "liar" who is "amoral," a "bully"*
        if view.in_set("relative-person", w)
            && (matches!(view.upos(w + 1), Upos::Verb | Upos::Aux) || view.is_mark[w + 1])
            && (w + 1..end.min(w + 4)).any(|x| quote_opened_at(view, x).is_some())
        {
            w += 1 + usize::from(!view.is_mark[w + 1]);
            continue;
        }
        if matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Pron | Upos::Sconj)
            && !view.is_comma(w)
        {
            break;
        }
        if view.is_comma(w)
            && !(w + 1 < end && (view.is_mark[w + 1] || view.is_mark.get(w + 2) == Some(&true)))
        {
            break;
        }
        w += 1;
    }
    // The object goes on behind its quoted words: *un « discours » tenu devant les élus*; a predicate
    // ends with them where what follows is an adjunct (*described it as a "disgrace" on Friday*).
    let predicate = frame == Frame::AsQuoted && view.lexicon.set("inserted-subject").has("before");
    // A comma inside the marks ends the object.
    let comma = view.lexicon.set("inserted-subject").has("before")
        && quote_closed_at(view, last)
            .is_some_and(|q| view.quotes[q].inner.of(view.text).ends_with(','));
    // *a "champion" for its members*: what belongs to the last quoted noun.
    while view.in_set("binds-noun", last + 1)
        && (predicate || start >= open)
        && last + 2 < end
        && matches!(
            view.upos(last + 2),
            Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Pron
        )
        && !view.in_set("time-noun", last + 2)
    {
        last = source::adjunct_end(view, last + 1, end).saturating_sub(1).max(last + 2);
        // *stability at home and abroad*, *regional and international stability*, *U.N. resolutions*
        while last + 1 < end
            && (matches!(view.upos(last + 1), Upos::Noun | Upos::Propn | Upos::Adj)
                && !view.in_set("time-noun", last + 1)
                || view.upos(last + 1) == Upos::Cconj
                    && view.upos(last) == Upos::Adj
                    && view.upos(last + 2) == Upos::Adj)
        {
            last += 1;
        }
    }
    if start < open && !predicate && !comma {
        let mut w = last + 1;
        while w < end {
            if let Some(next) = quote_opened_at(view, w).filter(|_| view.is_mark[w]) {
                w = view.word_from(view.quotes[next].close.start).clamp(w, end - 1) + 1;
                continue;
            }
            let stops = view.upos(w) == Upos::Punct && !view.is(w, "(") && !view.is(w, ")")
                || view.upos(w) == Upos::Cconj && !joins_modifier(view, w, end)
                || view.in_set("gerund", w) && w + 1 < end && is_participle(view, w + 1)
                || !view.lexicon.set("binds-noun").is_empty() && opens_adjunct(view, w, end)
                || (w == last + 1 && is_participle(view, w));
            if stops {
                break;
            }
            w += 1;
        }
        last = w - 1;
    }
    // A quote alone, or behind its determiner alone, is the content by itself.
    let alone = start >= open;
    if alone {
        let inner = trim_edges(view.text, view.quotes[q].inner);
        let to = trimmed(view, open, last)?;
        return Some(inner.join(to));
    }
    trimmed(view, start, last)
}
