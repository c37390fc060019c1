//! How far reported speech goes.

use super::Drafts;
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Deprel, Upos, VerbForm};
use sayso_model::Span;

/// No report is longer than so many words: what goes on past them lost its closing mark.
const MAX_CLAUSE: usize = 500;

/// Where reported speech ends, and what it takes along.
pub(crate) struct Extent {
    /// First and last word, edge punctuation included.
    pub words: (usize, usize),
    /// A quote that follows behind a colon: the words for the clause.
    pub behind_colon: Option<usize>,
}

/// The last word of the clause that starts with `start`, reported by `cue`.
///
/// It goes to the end of the sentence (past it, where a quote opened inside goes on), unless a
/// semicolon, the end of the quote that the cue itself stands in, a further cue of the same
/// speaker, or an adjunct of the cue verb ends it before.
pub(crate) fn clause_end(drafts: &Drafts<'_, '_>, start: usize, cue: Option<&VerbGroup>) -> Extent {
    let view = drafts.view;
    let block = view.sentence(start).block;
    let mut sentence = view.sentence_of[start] as usize;
    let mut end = view.sentences[sentence].words.end;
    let level = cue.map_or_else(|| level_before(view, start), |c| view.quote_of[c.verb]);
    let mut last = start;
    let mut w = start;
    let mut behind_colon = None;
    if let Some(close) = whole_quote(drafts, start) {
        return Extent { words: (start, close), behind_colon };
    }
    while w < view.words.len() && w - start < MAX_CLAUSE {
        if w >= end {
            // A quote opened inside and not yet closed carries the clause into the next sentence.
            let open = view.quote_of[w - 1] != level && inside(view, w, level);
            if !open || view.sentence(w).block != block {
                break;
            }
            sentence = view.sentence_of[w] as usize;
            end = view.sentences[sentence].words.end;
        }
        if !inside_or_at(view, w, level) {
            break;
        }
        if view.quote_of[w] == level && !view.is_mark[w] {
            let told = (start..w).any(|x| view.words[x].morph.verb_form == VerbForm::Fin);
            if view.is(w, ";")
                && !goes_on_in_mood(drafts, w, end)
                && !(told
                    && view.upos(w + 1) != Upos::Cconj
                    && super::inverted::goes_on_behind_semicolon(drafts, sentence, w))
            {
                break;
            }
            if view.is(w, ":") && reports_behind(drafts, sentence, w) {
                break;
            }
            if view.is(w, ":") && w + 1 < end && view.is_mark[w + 1] && w > start {
                behind_colon = quote_opened_at(view, w + 1);
                break;
            }
            if w > start && view.is(w, ":") && begins_behind(drafts, w) {
                break;
            }
            if w > start && (turns_to_text(view, w) || sourced_behind(view, w, end)) {
                break;
            }
            if w > start && ends_before(drafts, start, w, cue, level, sentence) {
                break;
            }
        }
        last = w;
        // A closed quote at the end of its own last sentence ends the clause with it.
        if view.is_mark[w]
            && view.quote_of.get(w + 1).copied().flatten() == level
            && w + 1 < view.words.len()
            && closes_sentence(view, w, end)
        {
            break;
        }
        w += 1;
    }
    Extent { words: (start, last), behind_colon }
}

/// *sagte, P; Q sei*: behind the semicolon the mood of reports goes on, and no draft has it yet.
fn goes_on_in_mood(drafts: &Drafts<'_, '_>, semicolon: usize, end: usize) -> bool {
    let view = drafts.view;
    let next = semicolon + 1;
    if next >= end || !super::mood::is_plainly_reported(view, next..end) {
        return false;
    }
    let rest = view.span(next, end - 1);
    !drafts.list.iter().rev().take(8).any(|d| d.content.iter().any(|c| c.overlaps(rest)))
}

/// The closing mark of a quote that opens with `start` and is all that was said: it holds a verb of
/// its own, and what follows does not take it up again (*« A » et que « B »*).
fn whole_quote(drafts: &Drafts<'_, '_>, start: usize) -> Option<usize> {
    let view = drafts.view;
    if !view.is_mark[start] {
        return None;
    }
    let quote = &view.quotes[quote_opened_at(view, start)?];
    if quote.close.is_empty() {
        return None;
    }
    let close = view.word_from(quote.close.start);
    let verbal = (start..close).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux));
    if !verbal || close + 1 >= view.words.len() {
        return verbal.then_some(close.min(view.words.len() - 1));
    }
    let end = view.sentence(close).words.end;
    // *« A », et à « B »*; *« A » et qu'il*; *« tir d'obus » le grand reporter*
    let next = close + 1;
    let after = if next < end && view.is_comma(next) { next + 1 } else { next };
    let joined = after < end && view.upos(after) == Upos::Cconj && {
        (after + 1..end.min(after + 4)).any(|w| view.is_mark[w] || view.in_set("complementiser", w))
    };
    // *to "call it out" and consider more*: an infinitive goes on with a second one.
    let second = view.upos(next) == Upos::Cconj
        && view.upos(next + 1) == Upos::Verb
        && view.words[next + 1].lemma == view.low(next + 1)
        && start > 0
        && view.upos(start - 1) == Upos::Part;
    if second {
        return None;
    }
    let parted = next >= end
        || view.is_punct(next)
        || view.upos(next) == Upos::Cconj
        || view.in_set("gerund", next)
            && (next + 1..next + 3).any(|w| w < end && crate::verb::is_gerund(&view.words[w]))
        || drafts.groups[view.sentence_of[close] as usize]
            .iter()
            .any(|g| g.first == next && g.form == GroupForm::Participle);
    (parted && !joined).then_some(close)
}

/// The quote level at which the text before a word stands.
fn level_before(view: &View<'_>, start: usize) -> Option<u32> {
    if view.is_mark[start] {
        return match quote_opened_at(view, start) {
            Some(q) => view.quotes[q].parent.map(|p| p as u32),
            None => view.quote_of[start],
        };
    }
    view.quote_of[start]
}

/// Whether `w` stands inside `level` (at any depth below it).
fn inside(view: &View<'_>, w: usize, level: Option<u32>) -> bool {
    let Some(level) = level else { return view.quote_of[w].is_some() || view.is_mark[w] };
    let mut quote = view.quote_of[w];
    while let Some(q) = quote {
        if q == level {
            return true;
        }
        quote = view.quotes[q as usize].parent.map(|p| p as u32);
    }
    false
}

fn inside_or_at(view: &View<'_>, w: usize, level: Option<u32>) -> bool {
    match level {
        None => true,
        Some(l) => {
            let quote = &view.quotes[l as usize];
            quote.outer().contains(view.words[w].span) && !quote.close.overlaps(view.words[w].span)
        }
    }
}

/// The quote whose opening mark is the word.
pub(crate) fn quote_opened_at(view: &View<'_>, w: usize) -> Option<usize> {
    let span = view.words.get(w)?.span;
    let q = view.quotes.partition_point(|q| q.open.start < span.start);
    (q < view.quotes.len() && view.quotes[q].open.overlaps(span)).then_some(q)
}

/// The quote whose closing mark is the word.
pub(crate) fn quote_closed_at(view: &View<'_>, w: usize) -> Option<usize> {
    if !view.is_mark[w] {
        return None;
    }
    let span = view.words[w].span;
    (span.start..span.end).find_map(|byte| view.quote_closing_at(byte))
}

/// Whether nothing but final punctuation follows a closing mark.
fn closes_sentence(view: &View<'_>, mark: usize, end: usize) -> bool {
    quote_closed_at(view, mark).is_some()
        && (mark + 1..end)
            .all(|w| view.upos(w) == Upos::Punct && !view.is_mark[w] && !view.is_comma(w))
}

/// Whether the clause ends before `w`.
fn ends_before(
    drafts: &Drafts<'_, '_>,
    start: usize,
    w: usize,
    cue: Option<&VerbGroup>,
    level: Option<u32>,
    sentence: usize,
) -> bool {
    let view = drafts.view;
    let groups = &drafts.groups[sentence];
    let group_from = |from: usize| groups.iter().find(|g| g.first >= from && g.first <= from + 1);
    // *…, une mesure « technique » selon X.*: the source at the end vouches for its own.
    if ends_with_source(view, w, view.sentences[sentence].words.end) {
        return true;
    }
    if parted_behind_quote(view, w, view.sentences[sentence].words.end) {
        return true;
    }
    let comma = view.is_comma(w);
    let next = if comma { w + 1 } else { w };
    if next >= view.words.len() {
        return false;
    }
    if comma && (ends_infinitive(view, start, w, level) || ends_clause(view, start, w, level)) {
        return true;
    }
    // *…, diplomats at the meeting said*: an inserted clause with its subject before the verb.
    if comma && drafts.inserts.contains(&next) {
        return true;
    }
    // *…, tout en soulignant que*, *…, ajoutant que*, *… en affirmant que*
    let gerund = (next..next + 2).find(|g| {
        *g < view.words.len()
            && view.in_set("gerund", *g)
            && (*g == next || view.upos(next) == Upos::Adv)
    });
    let from = gerund.map_or(next, |g| g + 1);
    let after_quote = view.is_mark[w - 1];
    if (comma
        || after_quote
        || gerund == Some(w)
        || (gerund == Some(w + 1) && view.upos(w) == Upos::Adv))
        && let Some(g) = group_from(from)
        && g.form == GroupForm::Participle
        && g.first == from
        // *having told them so* belongs to the clause.
        && (g.verb == g.first || view.lexicon.set("past").is_empty())
        && g.entry.is_some_and(|e| e.reports())
        && view.quote_of[g.verb] == level
        && takes_speech(view, g)
        // *will answer by calling out his "lies"*: with no comma it is what he will do.
        && (comma
            || after_quote
            || view.lexicon.set("past").is_empty()
            || g.entry.is_some_and(|e| e.class_for(Frame::That) == Some(CueClass::Speech)))
    {
        return true;
    }
    // *While she granted P, Ana Brix said Q*: the main clause of a report that opens its sentence.
    if comma
        && view.lexicon.set("inserted-subject").has("before")
        && cue.is_some_and(|c| opens_sentence(view, c) && c.verb < start)
        && view.quote_of[w] == level
        && !view.in_set("relative", next)
        && let Some(g) = groups.iter().find(|g| g.first > next)
        && g.form == GroupForm::Finite
        && view.quote_of[g.verb] == level
        && super::source::leading(view, g, next).is_some_and(|s| s.words.0 == next)
    {
        return true;
    }
    // *the study — which notes that P — is alarming*: the second of two dashes around the report.
    if cue.is_some_and(|c| closes_dashes(view, c, w) || closes_bracket(view, c, w)) {
        return true;
    }
    // *asked them to give way, in a letter that was read aloud*: where it was said.
    if comma && cue.is_some() && view.phrase_at("occasion", next, next + 6) > 2 {
        return true;
    }
    // *told them he would stay, putting his name at stake*: what the speaker did by saying so.
    if comma && cue.is_some() && is_participle_clause(view, start, w) {
        return true;
    }
    // *says P, a charge Orl denies*: a noun that takes up what was said.
    let noun = if view.upos(next + 1) == Upos::Adj { next + 2 } else { next + 1 };
    if comma
        && cue.is_some()
        && view.in_set("indefinite", next)
        && view.in_set("takes-up-noun", noun)
    {
        return true;
    }
    if comma && cue.is_some() && takes_up(view, start, w, next) {
        return true;
    }
    // *said P, although he would not say more*: what the report sets against it.
    if comma && cue.is_some() && w > start + 2 && view.in_set("concession", next) {
        return true;
    }
    // *… que P, a dit X*: an inserted clause of somebody else.
    if comma
        && let Some(g) = group_from(next)
        && g.first == next
        && g.form == GroupForm::Finite
        && g.has(Frame::Insert)
        && !super::mood::is_told(view, g)
        && (g.clitic.is_some()
            || super::source::following(view, g, view.sentences[sentence].words.end).is_some_and(
                |s| {
                    crate::identity::kind_of_phrase(view, s.words.0, s.words.1, s.head)
                        .is_some_and(|k| k.speaks_by_itself())
                },
            ))
    {
        return true;
    }
    // *…, then clarified that*, *…, poi ha chiesto se*: joined by no more than a comma.
    if comma
        && (view.lexicon.set("inserted-subject").has("before")
            || view.drops_subjects()
                && view.upos(next) == Upos::Adv
                && (start..w).any(|x| is_verb(view, x)))
        && let Some(g) = groups.iter().find(|g| g.first >= next)
        && g.form == GroupForm::Finite
        && !g.passive
        && g.entry.is_some_and(|e| e.reports())
        && (next..g.first).all(|x| view.upos(x) == Upos::Adv)
        && view.quote_of[g.verb] == level
        // *that the editor, Ana Brix, told her P*: the verb of the clause itself.
        && (start..w).any(|x| view.words[x].morph.verb_form == VerbForm::Fin)
        && takes_speech(view, g)
    {
        return true;
    }
    // *…, et a ajouté que*; *… mais précise que*
    let conjunction = [next, next + 1].into_iter().find(|c| {
        *c < view.words.len()
            && *c <= w + 1
            && (view.upos(*c) == Upos::Cconj || comma && view.in_set("adversative", *c))
    });
    if let Some(c) = conjunction
        && c <= w + usize::from(comma)
    {
        // *…, and an aide confided that*: a clause of saying with a subject of its own.
        if (comma || after_quote)
            && view.lexicon.set("inserted-subject").has("before")
            && let Some(g) = groups.iter().find(|g| g.first > c)
            && g.form == GroupForm::Finite
            && g.entry.is_some_and(|e| e.reports())
            && !g.passive
            && view.quote_of[g.verb] == level
            && takes_speech(view, g)
            && super::source::leading(view, g, c).is_some_and(|s| s.words.0 == c + 1)
        {
            return true;
        }
        // *…, but Kyiv has rejected it*: what somebody else does against it.
        if comma
            && cue.is_some()
            && view.lexicon.set("inserted-subject").has("before")
            && view.in_set("contrast", c)
            && let Some(g) = groups.iter().find(|g| g.first > c)
            && g.form == GroupForm::Finite
            && view.quote_of[g.verb] == level
            && super::source::leading(view, g, c).is_some_and(|s| {
                let definite =
                    view.upos(s.head) == Upos::Propn || view.in_set("definite", s.words.0);
                s.words.0 == c + 1 && !s.pronoun && definite && super::clause::can_speak(view, &s)
            })
        {
            return true;
        }
        let follower = groups.iter().find(|g| {
            g.first > c
                && g.first <= c + 4
                && (c + 1..g.first).all(|x| view.upos(x) == Upos::Adv || view.is_comma(x))
        });
        // *to accuse her of lying and urge voters to go*
        if let Some(g) = follower
            && g.form == GroupForm::Infinitive
            && cue.is_some_and(|cue| cue.form == GroupForm::Infinitive)
            && view.lexicon.set("inserted-subject").has("before")
            && g.first == c + 1
            && g.entry.is_some_and(|e| e.reports())
            && takes_speech(view, g)
        {
            return true;
        }
        if let Some(g) = follower
            && g.form == GroupForm::Finite
            && g.clitic.is_none()
            && view.quote_of[g.verb] == level
            && !goes_on_told(view, g, start, w)
        {
            // *said P, but declined to comment*, *and gave no details*
            let withholds = comma
                && (view.in_set_lemma("withholds", g.verb)
                    || view.in_set_lemma("withholds-with-no", g.verb)
                        && (g.negated || view.in_set("no", g.end() + 1)));
            let speech = withholds || g.entry.is_some_and(|e| e.reports()) && takes_speech(view, g);
            // *said she is innocent and looks forward to her trial*: of another tense than the cue.
            let tense = |verb: usize| view.words[verb].morph.tense;
            let agrees = |cue: &VerbGroup| {
                view.lexicon.set("past").is_empty()
                    || cue.verb != cue.first
                    || g.verb != g.first
                    || tense(cue.verb) == tense(g.verb)
            };
            let shares = cue.is_some_and(|cue| {
                view.head(g.verb) == cue.verb && view.deprel(g.verb) == Deprel::Conj && agrees(cue)
            });
            // *avoir payé la lampe et reçu le reste*: a participle shares the infinitive's auxiliary.
            let shared = view.inverts_inserts()
                && g.first == g.verb
                && view.words[g.verb].morph.verb_form == VerbForm::Part;
            // *promet de venir et réclame une aide*: an infinitive is joined to no finite verb.
            let infinitive = !shared && !groups
                .iter()
                .any(|x| x.verb >= start && x.last < w && x.form == GroupForm::Finite)
                && !(start..w).any(|x| {
                    view.upos(x) == Upos::Aux && view.words[x].morph.verb_form == VerbForm::Fin
                })
                && (start..w.min(start + 5))
                    .any(|x| view.words[x].morph.verb_form == VerbForm::Inf)
                // *close two prisons and sell the airplane*: a form that is the infinitive's too.
                && view.words[g.verb].lemma != view.low(g.verb);
            if speech || shares || infinitive {
                return true;
            }
        }
    }
    // *…, mentre il suo portavoce ha detto che*: somebody else is set against the one who speaks.
    if comma
        && view.drops_subjects()
        && view.in_set("adversative", next)
        && let Some(g) = groups.iter().find(|g| g.first > next && g.form == GroupForm::Finite)
        && g.entry.is_some_and(|e| e.reports())
        && view.quote_of[g.verb] == level
        && (takes_speech(view, g) || g.negated)
    {
        return true;
    }
    // The cue stands in a relative or subordinate clause: its sentence goes on behind the comma.
    if comma
        && let Some(cue) = cue
        && next < view.sentences[sentence].words.end
    {
        let relative = cue.first > 0
            && ((cue.first.saturating_sub(3)..cue.first)
                .any(|r| view.in_set("relative-subject", r) && view.upos(r) != Upos::Det)
                || view.drops_subjects() && relative_before(view, cue.first));
        if relative && groups.iter().any(|g| g.first == next && g.form == GroupForm::Finite) {
            return true;
        }
        let clause = subordinate_head(view, cue);
        if let Some(main) = clause
            && main > w
            && leftmost(view, main).max(next) >= next
            && !(next..main).any(|x| view.is_comma(x))
            && groups.iter().any(|g| g.verb >= next && g.verb <= main)
        {
            return true;
        }
    }
    // An adjunct of the cue verb behind the clause: only where the tree is plain and a comma parts it.
    if comma
        && let Some(cue) = cue
        && w > start + 2
        && (!view.drops_subjects() || (start..w).any(|x| is_verb(view, x)))
        && let Some(adjunct) = (next..view.sentences[sentence].words.end.min(next + 12)).find(|a| {
            view.head(*a) == cue.verb
                && matches!(view.deprel(*a), Deprel::Advcl | Deprel::Obl | Deprel::OblMod)
        })
        && leftmost(view, adjunct) == next
        && (matches!(view.upos(next), Upos::Adp | Upos::Sconj) || view.in_set("gerund", next))
        // *…, si rien n'est décidé*, *…, parce que P*: a condition or a reason is part of what was said.
        && view.phrase_at("goes-with-report", next, view.sentences[sentence].words.end) == 0
        && !is_parenthesis(view, next, view.sentences[sentence].words.end)
    {
        return true;
    }
    false
}

/// Whether the words behind the comma at `w` are the report's own on what was said: *…, accusation que X
/// rejette*, *…, ce que X dément*, *…, soit un dixième*, *…, sans dire lequel*, *…, deux jours après Q*.
fn takes_up(view: &View<'_>, start: usize, w: usize, next: usize) -> bool {
    let end = view.sentence(w).words.end;
    let against = view.phrase_at("set-against", next, end) > 0;
    let noun = against || view.in_set("takes-up-bare", next) && view.upos(next) == Upos::Noun;
    let clause = view.phrase_at("takes-up-clause", next, end) > 0;
    let sum = is_sum(view, next)
        && !(start..w).chain(next + 1..end).any(|x| view.in_set("amounts-to", x));
    let silent = view.in_set("without", next)
        && (next + 1..end.min(next + 4)).any(|x| {
            view.words[x].morph.verb_form == VerbForm::Inf
                && view.lexicon.verb(&view.words[x].lemma).is_some_and(|e| e.is_speech())
        });
    let dated = matches!(view.upos(next), Upos::Num | Upos::Det)
        && view.in_set("time-noun", next + 1)
        && view.in_set("time-relation", next + 2);
    noun || clause || sum || silent || dated
}

/// *ne nie pas avoir signé : il dit P*: behind the colon a clause of saying with its own subject.
fn reports_behind(drafts: &Drafts<'_, '_>, sentence: usize, colon: usize) -> bool {
    let view = drafts.view;
    view.inverts_inserts()
        && drafts.groups[sentence].iter().any(|g| {
            g.first > colon + 1
                && g.first <= colon + 4
                && g.form == GroupForm::Finite
                && g.entry.is_some_and(|e| e.is_speech())
                && view.quote_of[g.verb] == view.quote_of[colon]
                && (colon + 1..g.first).all(|w| {
                    matches!(view.upos(w), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron)
                })
        })
}

/// Whether a sum opens there: *soit un dixième*, *soit moins de la moitié*; not *soit entièrement refait*.
pub(super) fn is_sum(view: &View<'_>, w: usize) -> bool {
    let counts = |x: usize| matches!(view.upos(x), Upos::Num | Upos::Det);
    view.in_set("amounts-to", w)
        && (counts(w + 1)
            || matches!(view.upos(w + 1), Upos::Adv | Upos::Adp)
                && (counts(w + 2) || view.upos(w + 2) == Upos::Adp && counts(w + 3)))
}

/// Whether the word is a dash that closes what another dash before the cue has opened.
fn closes_dashes(view: &View<'_>, cue: &VerbGroup, w: usize) -> bool {
    let dash = |x: usize| {
        matches!(view.words[x].span.of(view.text), "—" | "―" | "–" | "--")
            || view.is(x, "-") && view.words[x].spaced
    };
    let low = view.sentence(cue.verb).words.start;
    view.lexicon.set("inserted-subject").has("before")
        && dash(w)
        && (low + 2..cue.first).filter(|x| dash(*x)).count() % 2 == 1
}

/// Whether the word closes a bracket that was opened before the cue: *(she later disclosed P)*.
fn closes_bracket(view: &View<'_>, cue: &VerbGroup, w: usize) -> bool {
    let count =
        |from: usize, to: usize, mark: &str| (from..to).filter(|x| view.is(*x, mark)).count();
    let low = view.sentence(cue.verb).words.start;
    view.is(w, ")")
        && count(low, cue.first, "(") > count(low, cue.first, ")")
        && count(cue.first, w, "(") == count(cue.first, w, ")")
}

/// Whether a participle clause about the whole report stands behind the comma at `w`, behind a clause with a
/// finite verb of its own. Others tell more of what was said (*said a car hit the crowd, killing two*).
fn is_participle_clause(view: &View<'_>, start: usize, w: usize) -> bool {
    let end = view.sentence(w).words.end;
    let next = (w + 1..end).find(|x| view.upos(*x) != Upos::Adv).unwrap_or(w);
    view.lexicon.set("inserted-subject").has("before")
        && crate::verb::is_gerund(&view.words[next])
        && view.in_set("report-participle", next)
        && view.deprel(next) != Deprel::Amod
        && (start..w).any(|x| view.words[x].morph.verb_form == VerbForm::Fin)
        && !(next..end).any(|x| view.is_comma(x))
}

/// Whether the cue's clause stands before the main clause of its sentence: *While she granted P, …*,
/// *Saying P, …*.
fn opens_sentence(view: &View<'_>, cue: &VerbGroup) -> bool {
    let low = view.sentence(cue.verb).words.start;
    let first = super::insert::skip_connective(view, low, cue.first);
    let opens = first == cue.first && cue.form == GroupForm::Participle
        || view.upos(first) == Upos::Sconj
        || view.in_set("gerund", first);
    opens && !(first..cue.first).any(|w| view.is_comma(w))
}

/// *said it was "a shame," but went on*: a comma inside the marks parts what was said from what the report
/// says next: a contrast, a clause about it, a participle, a clause with a subject of its own.
fn parted_behind_quote(view: &View<'_>, w: usize, end: usize) -> bool {
    if !view.lexicon.set("inserted-subject").has("before") || w + 1 >= end {
        return false;
    }
    let Some(quote) = quote_closed_at(view, w - 1) else { return false };
    if !view.quotes[quote].inner.of(view.text).ends_with(',') {
        return false;
    }
    let finite = |x: usize| {
        matches!(view.upos(x), Upos::Verb | Upos::Aux)
            && view.words[x].morph.verb_form == VerbForm::Fin
    };
    let clause = || (w + 1..end).take_while(|x| !view.is_punct(*x)).any(finite);
    let contrast = view.in_set("contrast", w) && !view.is_mark[w + 1];
    let about = (view.in_set("adversative", w) || view.in_set("relative", w)) && clause();
    let subject = (view.lexicon.pronoun(view.low(w)).is_some() || view.in_set("impersonal", w))
        && (finite(w + 1) || finite(w + 2));
    contrast || about || subject || crate::verb::is_gerund(&view.words[w])
}

/// *Nachdem X mitgeteilt hatte, dass P, verließ Y das Haus*: behind the verbs of a clause with its
/// complementiser, and of those inside it, a finite verb right behind a comma is that of the sentence.
fn ends_clause(view: &View<'_>, start: usize, comma: usize, level: Option<u32>) -> bool {
    let finite = |w: usize| super::mood::is_finite(view, w) && view.quote_of[w] == level;
    if view.lexicon.set("bracket").is_empty()
        || start == 0
        || !view.in_set("complementiser", start - 1)
        || view.upos(start - 1) != Upos::Sconj
        || !finite(comma + 1)
        || super::mood::in_mood(view, comma + 1)
    {
        return false;
    }
    let opened = (start + 1..comma)
        .filter(|w| view.is_comma(w - 1) && super::mood::opens_subordinate(view, *w))
        .count();
    (start..comma).filter(|w| finite(*w)).count() > opened
}

/// *versprach, den Preis zu senken, und droht mit Klagen*; *…, was für Applaus sorgte*: an infinitive that
/// closes its clause is followed by what belongs to the verb before it.
fn ends_infinitive(view: &View<'_>, start: usize, comma: usize, level: Option<u32>) -> bool {
    let end = view.sentence(comma).words.end;
    let finite = |w: usize| super::mood::is_finite(view, w) && view.quote_of[w] == level;
    if view.lexicon.set("bracket").is_empty()
        || (start..comma).any(finite)
        || !super::infinitive::closes_clause(view, start, comma)
    {
        return false;
    }
    let next = comma + 1 + usize::from(view.upos(comma + 1) == Upos::Cconj);
    next < end
        && (finite(next) && !super::mood::in_mood(view, next)
            || view.in_set("sentence-relative", next))
}

fn is_verb(view: &View<'_>, w: usize) -> bool {
    matches!(view.upos(w), Upos::Verb | Upos::Aux)
}

/// *said the range, if confirmed, meant trouble*: between two commas, with the clause's verb behind.
fn is_parenthesis(view: &View<'_>, from: usize, end: usize) -> bool {
    view.lexicon.set("inserted-subject").has("before")
        && (from..end).find(|w| view.is_comma(*w)).is_some_and(|close| {
            close + 1 < end
                && matches!(view.upos(close + 1), Upos::Verb | Upos::Aux)
                && view.words[close + 1].morph.verb_form == VerbForm::Fin
        })
}

/// *er sei krank gewesen und habe gesagt, …*, *sie hätten angerufen und gesagt, …*: the mood goes on, or a
/// verb without its own auxiliary shares it.
fn goes_on_told(view: &View<'_>, group: &VerbGroup, start: usize, w: usize) -> bool {
    let finite =
        (group.first..=group.last.max(group.verb)).any(|x| super::mood::is_finite(view, x));
    super::mood::is_told(view, group) || !finite && super::mood::is_reported(view, start..w)
}

/// *Brambati, che dal canto suo conferma*: a relative pronoun behind a comma, and no other comma between.
fn relative_before(view: &View<'_>, verb: usize) -> bool {
    let low = view.sentence(verb).words.start;
    let comma = (low..verb).rev().find(|w| view.is_punct(*w));
    comma.is_some_and(|c| view.is_comma(c) && view.in_set("relative-subject", c + 1))
}

/// *P, circostanza che X non conferma*: behind a comma or a colon a noun takes up what was said, and the
/// text says something about it.
fn turns_to_text(view: &View<'_>, w: usize) -> bool {
    (view.is_comma(w) || view.is(w, ":"))
        && view.in_set("remark", w + 1)
        && (view.in_set("relative", w + 2) || view.in_set("relative-subject", w + 2))
        && view.sentence_of[w] == view.sentence_of[w + 2]
}

/// *esclude che P: su una scheda, riferisce, Q*: behind the colon another report starts.
fn begins_behind(drafts: &Drafts<'_, '_>, colon: usize) -> bool {
    let next = drafts.view.words[colon + 1].span.start;
    drafts.view.drops_subjects()
        && drafts.list.iter().any(|d| d.content.iter().any(|c| c.start == next))
}

/// *P: secondo X, Q*: behind the colon somebody else vouches.
fn sourced_behind(view: &View<'_>, w: usize, end: usize) -> bool {
    view.drops_subjects()
        && view.is(w, ":")
        && (view.phrase_at("according", w + 1, end) > 0
            || view.phrase_at("according-own", w + 1, end) > 0)
}

/// Whether an attribution preposition and its source, and no more, go from `w` to the sentence's end.
fn ends_with_source(view: &View<'_>, w: usize, end: usize) -> bool {
    let at = if view.is_comma(w) { w + 1 } else { w };
    let n = view.phrase_at("according", at, end);
    n > 0
        && end - at <= n + 12
        && !(at + n..end).any(|x| {
            view.words[x].morph.verb_form == VerbForm::Fin
                || view.upos(x) == Upos::Sconj
                || view.is_comma(x)
                || view.is_mark[x]
        })
}

/// The verb of the main clause that comes behind the subordinate clause of a cue: *quand X répond
/// que P, S*; *estimant que P, S*.
fn subordinate_head(view: &View<'_>, cue: &VerbGroup) -> Option<usize> {
    let head = view.head(cue.verb);
    (head > cue.verb
        && matches!(view.deprel(cue.verb), Deprel::Advcl | Deprel::Acl | Deprel::Parataxis))
    .then_some(head)
}

fn leftmost(view: &View<'_>, head: usize) -> usize {
    let mut first = head;
    let mut stack = vec![head];
    let mut steps = 0;
    while let Some(w) = stack.pop() {
        steps += 1;
        if steps > 200 {
            break;
        }
        if !view.is_punct(w) {
            first = first.min(w);
        }
        stack.extend(view.children(w));
    }
    first
}

/// Whether the group is followed by what speech verbs take: a clause, a quote, an infinitive.
fn takes_speech(view: &View<'_>, group: &VerbGroup) -> bool {
    let end = view.sentence(group.verb).words.end;
    (group.last + 1..end.min(group.last + 9)).any(|w| {
        view.in_set("complementiser", w)
            || view.is_mark[w]
            || view.is(w, ":")
            || (view.in_set("infinitive-of", w)
                && (group.has(Frame::OfInf) || group.has(Frame::OfQuoted)))
            || (view.in_set("infinitive-to", w)
                && group.has(Frame::ToInf)
                && (w + 1..w + 4)
                    .find(|x| !view.in_set("negation", *x) && !view.in_set("clitic", *x))
                    .is_some_and(|x| view.words[x].morph.verb_form == VerbForm::Inf))
            || (view.words[w].morph.verb_form == VerbForm::Inf
                && group.has(Frame::Inf)
                && view.lexicon.set("bracket").is_empty()
                && view.lexicon.set("past").is_empty()
                && (group.last + 1..w).all(|x| {
                    view.in_set("clitic", x)
                        || view.in_set("negation", x)
                        || view.upos(x) == Upos::Adv
                }))
            || (view.in_set("whether", w) && group.has(Frame::Whether))
            || (view.in_set("accusation", w) && group.has(Frame::Accuse))
            || (w == group.last + 1
                && group.has(Frame::Ger)
                && crate::verb::is_gerund(&view.words[w]))
            || (view.is_comma(w)
                && !view.lexicon.set("bare-complement").is_empty()
                && (group.has(Frame::That) || group.has(Frame::OfInf)))
            || (group.has(Frame::Bare)
                && matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && view.words[w].morph.verb_form == VerbForm::Fin
                && w > group.last + 1)
    }) || group.entry.is_some_and(|e| {
        e.class_for(Frame::That) == Some(CueClass::Speech) && group.form == GroupForm::Participle
    })
}

/// The span of words without edge punctuation, marks and blanks.
pub(crate) fn trimmed(view: &View<'_>, first: usize, last: usize) -> Option<Span> {
    let span = view.span(first, last);
    let span = trim_edges(view.text, span);
    (!span.is_empty()).then_some(span)
}

/// A span without what a scorer strips at the edges: everything but letters and digits, save
/// closing marks of sentences and signs that belong to the words (*!*, *?*, *%*, *€*, brackets).
pub(crate) fn trim_edges(text: &str, span: Span) -> Span {
    let slice = span.of(text);
    let front = slice.trim_start_matches(|c: char| !starts_words(c));
    let start = span.start + (slice.len() - front.len()) as u32;
    let back = front.trim_end_matches(|c: char| !ends_words(c));
    Span::new(start, start + back.len() as u32)
}

fn starts_words(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '[' | '(' | '#' | '@' | '$' | '€' | '£' | '+' | '-' | '−')
}

fn ends_words(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ']' | ')' | '!' | '?' | '%' | '€' | '$' | '£' | '°' | '+')
}
