//! Indirect speech that runs on: the next sentence in the reporting conditional (*Selon X, P. Les
//! autres seraient partis.*), and speech that the next sentence credits (*P. C'est l'avis de X.*).

use super::extent::trimmed;
use super::source::Source;
use super::{Draft, Drafts};
use crate::verb::GroupForm;
use crate::view::View;
use sayso_language::{Deprel, Mood, Number, Tense, Upos, VerbForm};

/// At most so many sentences are taken on.
const MAX_SENTENCES: usize = 3;

/// Lengthens reports into the sentences that go on with them, and credits sentences backwards.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    let mut spoken = spoken(drafts);
    for index in 0..drafts.list.len() {
        conditional(drafts, index, &mut spoken);
    }
    free(drafts, &mut spoken);
    for index in 0..drafts.list.len() {
        narrated(drafts, index);
    }
    for sentence in 0..drafts.view.sentences.len() {
        credited(drafts, sentence, &spoken);
    }
    for sentence in 1..drafts.view.sentences.len() {
        if taken_up(drafts, sentence, &spoken).is_none() {
            backwards(drafts, sentence, &spoken);
        }
    }
}

/// Reports without any cue, by their mood alone: *Er habe nichts gewusst.* They go on from the report
/// before, or are the subject's of the sentence before. Only where the mood means nothing else: the
/// present subjunctive of languages in whose set `running-mood` it is.
fn free(drafts: &mut Drafts<'_, '_>, spoken: &mut [bool]) {
    let view = drafts.view;
    if !view.lexicon.set("running-mood").has("sub") {
        return;
    }
    // The draft that ends last in each sentence.
    let mut last: Vec<Option<usize>> = vec![None; view.sentences.len()];
    let mut reach = vec![0; view.sentences.len()];
    for (index, draft) in drafts.list.iter().enumerate() {
        let clause = draft.cue.iter().map(|c| c.end).chain(draft.source.iter().map(|s| s.span.end));
        let Some(end) = draft.content.iter().map(|s| s.end).chain(clause).max() else { continue };
        let at = view.sentence_of[view.word_from(end).saturating_sub(1)] as usize;
        if let (Some(last), Some(reach)) = (last.get_mut(at), reach.get_mut(at))
            && end >= *reach
        {
            (*last, *reach) = (Some(index), end);
        }
    }
    for sentence in 0..view.sentences.len() {
        if !spoken[sentence] && behind_colon(drafts, sentence).is_some() {
            spoken[sentence] = true;
            last[sentence] = Some(drafts.list.len() - 1);
            continue;
        }
        let words = view.sentences[sentence].words.clone();
        if spoken[sentence] || last[sentence].is_some() {
            continue;
        }
        // Behind a report more than the plain form tells that it goes on.
        let follows = sentence.checked_sub(1).is_some_and(|p| {
            let denies = || {
                drafts.groups[p]
                    .iter()
                    .any(|g| g.form == GroupForm::Finite && g.entry.is_some_and(|e| e.is_speech()))
            };
            view.sentences[p].block == view.sentences[sentence].block
                && (last[p].is_some() || denies())
        });
        let between = || {
            spoken.get(sentence + 1) == Some(&false)
                && view.sentences[sentence + 1].block == view.sentences[sentence].block
                && is_reported(view, view.sentences[sentence + 1].words.clone())
        };
        if is_thought(drafts, sentence) {
            continue;
        }
        let goes_on = is_reported(view, words.clone())
            || follows
                && (is_plural(view, words.clone()) || is_past(view, words.clone()) && between());
        if !goes_on {
            continue;
        }
        let start = super::insert::skip_connective(view, words.start, words.end);
        let Some(span) = trimmed(view, start.min(words.end - 1), words.end - 1) else { continue };
        let near = sentence.checked_sub(1).filter(|p| {
            view.sentences[*p].block == view.sentences[sentence].block
                || view.sentences[*p].block + 1 == view.sentences[sentence].block
        });
        let same_block =
            near.is_some_and(|p| view.sentences[p].block == view.sentences[sentence].block);
        let before = near.and_then(|p| last[p]);
        let index = match before {
            // Indirect speech goes on; quoted words are another attribution.
            Some(index)
                if same_block
                    && !drafts.list[index].negated
                    && drafts.list[index]
                        .content
                        .iter()
                        .any(|s| view.quote_of[view.word_from(s.start)].is_none()) =>
            {
                drafts.extend(index, span);
                index
            }
            _ => {
                let source = match before {
                    Some(_) => None,
                    None => near.filter(|_| same_block).and_then(|p| speaking_subject(drafts, p)),
                };
                drafts.add(Draft {
                    rule: "reported-mood",
                    content: vec![span],
                    cue: None,
                    source,
                    at: words.start,
                    same_speaker_as: before,
                    negated: false,
                    score: 0.6,
                    detail: "a sentence in the mood of reported speech".into(),
                })
            }
        };
        spoken[sentence] = true;
        last[sentence] = Some(index);
    }
}

/// *Er winkte ab: Wer schlafe, merke nichts.*: a clause in the mood of reports behind a colon is what
/// the subject before it said.
fn behind_colon(drafts: &mut Drafts<'_, '_>, sentence: usize) -> Option<()> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    let colon = words
        .clone()
        .find(|w| view.is(*w, ":") && view.quote_of[*w].is_none() && *w > words.start)?;
    if colon + 2 >= words.end || view.is_mark[colon + 1] || !is_reported(view, colon + 1..words.end)
    {
        return None;
    }
    let source = speaking_subject(drafts, sentence).filter(|s| s.head < colon)?;
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| g.verb < colon && g.form == GroupForm::Finite && g.entry.is_some())
        .cloned();
    let content = trimmed(view, colon + 1, words.end - 1)?;
    if let Some(group) = &group {
        drafts.used[group.verb] = true;
    }
    drafts.add(Draft {
        rule: "reported-mood",
        content: vec![content],
        cue: Some(group.map_or(view.words[colon].span, |g| g.span(view))),
        source: Some(source),
        at: colon,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a clause in the mood of reported speech behind a colon".into(),
    });
    Some(())
}

/// Whether the first finite verb of a sentence stands in the present subjunctive, in the third
/// person, outside of quotation marks.
fn is_reported(view: &View<'_>, mut words: std::ops::Range<usize>) -> bool {
    let Some(finite) = super::mood::main_finite(view, words.clone()) else { return false };
    let morph = view.words[finite].morph;
    let question = view.is(words.end.saturating_sub(1), "?");
    let first = |w: usize| view.in_set("first-person", w) && view.quote_of[w].is_none();
    super::mood::in_mood(view, finite)
        && view.quote_of[finite].is_none()
        && morph.tense == Tense::Pres
        && finite > words.start
        && !question
        && !words.any(first)
}

/// *Das reiche nicht, fürchten viele.*: an inserted verb of thinking says that nobody said it.
fn is_thought(drafts: &Drafts<'_, '_>, sentence: usize) -> bool {
    let view = drafts.view;
    drafts.groups[sentence].iter().any(|g| {
        g.form == GroupForm::Finite
            && g.first > 0
            && view.is_comma(g.first - 1)
            && g.entry.is_some_and(|e| !e.reports())
    })
}

/// Whether the first finite verb of a sentence stands in the past subjunctive of the plural, which
/// reports take where the present's is that of the indicative: *Die Kosten lägen höher.*
fn is_plural(view: &View<'_>, words: std::ops::Range<usize>) -> bool {
    let first = super::mood::main_finite(view, words.clone());
    first.is_some_and(|w| {
        let plural = view.words[w].morph.number == Number::Plur;
        plural && w > words.start && super::mood::in_mood(view, w)
    }) && !view.is(words.end.saturating_sub(1), "?")
}

/// Whether the first finite verb of a sentence without quoted words stands in a past that can be the
/// subjunctive's (*wäre*, *zählten*): between two sentences in the mood of reports it is reported as well.
fn is_past(view: &View<'_>, words: std::ops::Range<usize>) -> bool {
    let quoted = words.clone().any(|w| view.is_mark[w] || view.quote_of[w].is_some());
    let first = super::mood::first_finite(view, words);
    !quoted
        && first.is_some_and(|w| {
            let weak = view.words[w].morph.number == Number::Plur
                && view.words[w].morph.tense == Tense::Past
                && view.in_ending_set("weak-past-ending", w)
                && view.lexicon.verb(&view.words[w].lemma).is_none();
            weak || super::mood::in_mood(view, w)
        })
}

/// The subject of a sentence's main verb, where it can speak.
fn speaking_subject(drafts: &Drafts<'_, '_>, sentence: usize) -> Option<Source> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    let subject = words.clone().find(|w| {
        view.deprel(*w) == Deprel::Nsubj
            && matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron)
    })?;
    let source = Source::of(view, subject);
    super::clause::can_speak(view, &source).then_some(source)
}

/// Which sentences hold words of a draft already.
fn spoken(drafts: &Drafts<'_, '_>) -> Vec<bool> {
    let view = drafts.view;
    let mut spoken = vec![false; view.sentences.len()];
    for span in drafts.list.iter().flat_map(|d| &d.content) {
        let from = view.sentences.partition_point(|s| s.span.end <= span.start);
        for (i, sentence) in view.sentences.iter().enumerate().skip(from) {
            if sentence.span.start >= span.end {
                break;
            }
            spoken[i] = true;
        }
    }
    spoken
}

fn conditional(drafts: &mut Drafts<'_, '_>, index: usize, spoken: &mut [bool]) {
    let view = drafts.view;
    let draft = &drafts.list[index];
    if view.lexicon.set("running-mood").has("sub") || view.quote_of[draft.at].is_some() {
        return;
    }
    let Some(end) = draft.content.iter().map(|s| s.end).max() else { return };
    let last = view.word_from(end).saturating_sub(1);
    let mut sentence = view.sentence_of[last] as usize;
    // Nothing but the reporting clause may follow the content in its sentence.
    let reach =
        draft.cue.map_or(end, |c| c.end).max(draft.source.map_or(end, |s| s.span.end)).max(end);
    let by_mood =
        matches!(draft.rule, "that-clause" | "according-to" | "insert-after-clause" | "as-said");
    let rest = view.word_from(reach)..view.sentences[sentence].words.end;
    // By its tense alone a sentence goes on only with what ended the one before.
    let closes = rest.clone().all(|w| view.is_punct(w)) && reach == end;
    if rest.clone().count() > 8 && rest.clone().any(|w| view.upos(w) == Upos::Verb) {
        return;
    }
    for _ in 0..MAX_SENTENCES {
        sentence += 1;
        let Some(next) = view.sentences.get(sentence) else { return };
        if next.block != view.sentences[sentence - 1].block
            || next.words.clone().any(|w| view.is_mark[w] || view.quote_of[w].is_some())
            || spoken[sentence]
            || !(by_mood && is_conditional(drafts, sentence)
                || closes && super::running_tense::goes_on(drafts, index, sentence)
                || behind_semicolon(drafts, sentence)
                || view.phrase_at("goes-on-opener", next.words.start, next.words.end) > 0)
        {
            return;
        }
        let start = super::insert::skip_connective(view, next.words.start, next.words.end);
        let Some(span) = trimmed(view, start.min(next.words.end - 1), next.words.end - 1) else {
            return;
        };
        drafts.extend(index, span);
        spoken[sentence] = true;
    }
}

/// Whether the sentence goes on behind a semicolon that was taken for the end of the one before, and has no
/// source of its own.
fn behind_semicolon(drafts: &Drafts<'_, '_>, sentence: usize) -> bool {
    let view = drafts.view;
    let first = view.sentences[sentence].words.start;
    first.checked_sub(1).is_some_and(|w| {
        view.is(w, ";") && super::inverted::goes_on_behind_semicolon(drafts, sentence, w)
    })
}

/// Whether the first finite verb of a sentence is a conditional.
fn is_conditional(drafts: &Drafts<'_, '_>, sentence: usize) -> bool {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    // The moods in which a language lets reports run on: conditional, Konjunktiv.
    let modal = |w: usize| {
        let code = match view.words[w].morph.mood {
            Mood::Cnd => "cnd",
            Mood::Sub => "sub",
            _ => return false,
        };
        view.lexicon.set("running-mood").has(code)
    };
    let first = words.clone().find(|w| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux) && view.words[*w].morph.mood != Mood::None
    });
    first.is_some_and(modal)
        && drafts.groups[sentence]
            .iter()
            .all(|g| !g.own_words && !g.entry.is_some_and(|e| e.is_speech()))
}

/// *P. Das teilte die Polizei mit.*: a pronoun for the sentence before, and a verb of saying.
fn taken_up(drafts: &mut Drafts<'_, '_>, sentence: usize, spoken: &[bool]) -> Option<()> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    if !view.in_set("sentence-pronoun", words.start)
        || view.sentences[sentence - 1].block != view.sentences[sentence].block
        || spoken[sentence]
        || spoken[sentence - 1]
    {
        return None;
    }
    let group = drafts.groups[sentence]
        .iter()
        .find(|g| {
            g.first == words.start + 1
                && g.form == GroupForm::Finite
                && g.entry.is_some_and(|e| e.reports())
        })?
        .clone();
    let goes_on = (group.end() + 1..words.end).any(|w| view.in_set("complementiser", w))
        || words.clone().any(|w| view.is(w, ":") || view.is_mark[w]);
    if drafts.used[group.verb] || group.own_words || goes_on {
        return None;
    }
    let source = super::source::following(view, &group, words.end)?;
    if !super::clause::can_speak(view, &source) && !group.entry.is_some_and(|e| e.is_speech()) {
        return None;
    }
    let before = view.sentences[sentence - 1].words.clone();
    let start = super::insert::skip_connective(view, before.start, before.end);
    let content = trimmed(view, start.min(before.end - 1), before.end - 1)?;
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "taken-up",
        content: vec![content],
        cue: Some(group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.7,
        detail: "a sentence that says who said the one before".into(),
    });
    Some(())
}

/// *P. C'est la remarque de X.*; *P. Le constat est de X.*
fn backwards(drafts: &mut Drafts<'_, '_>, sentence: usize, spoken: &[bool]) -> Option<()> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    if words.len() > 40 || view.sentences[sentence - 1].block != view.sentences[sentence].block {
        return None;
    }
    let copula = words.clone().find(|w| matches!(view.upos(*w), Upos::Aux | Upos::Verb))?;
    if !view.in_set_lemma("copula", copula) || copula > words.start + 6 {
        return None;
    }
    let noun = words
        .clone()
        .take(10)
        .find(|w| view.in_set("noun-cue", *w) && view.upos(*w) == Upos::Noun)?;
    // The source behind *de*: the noun's complement, or the predicate.
    let from = noun.max(copula) + 1;
    let of = (from..words.end.min(from + 3)).find(|w| view.in_set("infinitive-of", *w))?;
    let head = (of + 1..words.end.min(of + 6))
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn) && !names_verb(view, *w))?;
    let opens = if noun > copula {
        view.in_set("that-pronoun", words.start)
            || drafts.groups[sentence].iter().all(|g| g.form != GroupForm::Finite)
    } else {
        true
    };
    let before = &view.sentences[sentence - 1];
    if !opens || before.words.clone().any(|w| view.is_mark[w]) || spoken[sentence - 1] {
        return None;
    }
    let start = super::insert::skip_connective(view, before.words.start, before.words.end);
    let content = trimmed(view, start.min(before.words.end - 1), before.words.end - 1)?;
    drafts.add(Draft {
        rule: "noun-cue-behind",
        content: vec![content],
        cue: Some(view.words[noun].span),
        source: Some(Source::of(view, head)),
        at: noun,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a sentence that credits the one before".into(),
    });
    Some(())
}

/// *Et de conclure : « Q »*, *Et X de conclure : « Q »*: an infinitive that tells what comes next is said by
/// whoever stands before its preposition, or else spoke last.
fn narrated(drafts: &mut Drafts<'_, '_>, index: usize) -> Option<()> {
    let view = drafts.view;
    let draft = &drafts.list[index];
    let cue = view.word_from(draft.cue?.start);
    let first = view.sentence(cue).words.start;
    let of = narrates(view, cue)?;
    let named = (first + 1..of)
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn | Upos::Pron))
        .map(|head| Source::of(view, head))
        .map(|s| match s.words.1 < of {
            true => s,
            false => Source { words: (s.words.0, of - 1), span: view.span(s.words.0, of - 1), ..s },
        });
    let before = (0..drafts.list.len())
        .filter(|d| *d != index && drafts.list[*d].at < draft.at)
        .max_by_key(|d| drafts.list[*d].at);
    let draft = &mut drafts.list[index];
    draft.source = named;
    draft.same_speaker_as = if named.is_none() { before } else { None };
    Some(())
}

/// The preposition before an infinitive that tells what comes next: *Et de conclure*, *Et X de conclure*.
pub(super) fn narrates(view: &View<'_>, verb: usize) -> Option<usize> {
    let first = view.sentence(verb).words.start;
    let of = verb.checked_sub(1).filter(|w| *w > first && view.in_set("infinitive-of", *w))?;
    let opens = view.upos(first) == Upos::Cconj
        && view.words[verb].morph.verb_form == VerbForm::Inf
        && view.inverts_inserts()
        && !(first + 1..of).any(|w| matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Punct));
    opens.then_some(of)
}

/// *P : telle est la conclusion de X*: the same behind a colon or a comma of its own sentence.
fn credited(drafts: &mut Drafts<'_, '_>, sentence: usize, spoken: &[bool]) -> Option<()> {
    let view = drafts.view;
    let words = view.sentences[sentence].words.clone();
    if view.lexicon.set("credit-opener").is_empty() || spoken[sentence] {
        return None;
    }
    let open = (words.start + 3..words.end).find(|w| {
        (view.is(*w, ":") || view.is_comma(*w))
            && view.phrase_at("credit-opener", *w + 1, words.end) > 0
    })?;
    if (words.start..words.end).any(|w| view.is_mark[w]) {
        return None;
    }
    let noun = (open + 1..words.end.min(open + 8))
        .find(|w| view.in_set("noun-cue", *w) && view.upos(*w) == Upos::Noun)?;
    let of = (noun + 1..words.end.min(noun + 3)).find(|w| view.in_set("infinitive-of", *w))?;
    let head = (of + 1..words.end.min(of + 6))
        .find(|w| matches!(view.upos(*w), Upos::Noun | Upos::Propn))?;
    let start = super::insert::skip_connective(view, words.start, open);
    let content = trimmed(view, start.min(open - 1), open - 1)?;
    drafts.add(Draft {
        rule: "noun-cue-behind",
        content: vec![content],
        cue: Some(view.words[noun].span),
        source: Some(Source::of(view, head)),
        at: noun,
        same_speaker_as: None,
        negated: false,
        score: 0.7,
        detail: "a noun of saying that credits what stands before it".into(),
    });
    Some(())
}

fn names_verb(view: &View<'_>, w: usize) -> bool {
    view.deprel(w) == Deprel::Fixed
}
