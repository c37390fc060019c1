//! Complement clauses: *X a dit que P*.

use super::extent::{clause_end, quote_opened_at, trimmed};
use super::source;
use super::{Draft, Drafts};
use crate::lexicon::{CueClass, Frame};
use crate::verb::{GroupForm, VerbGroup};
use crate::view::View;
use sayso_language::{Deprel, Mood, Upos, VerbForm};
use sayso_model::Span;

/// *Dass P, bestritt X.*, *Ob P, ließ er offen.*: the clause opens its sentence, and the verb follows
/// its comma.
fn fronted(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    let range = view.sentences[sentence].words.clone();
    let opens =
        view.in_set("complementiser", range.start) || view.in_set("whether-mark", range.start);
    let comma = group.first.checked_sub(1).filter(|c| *c > range.start + 2 && view.is_comma(*c))?;
    let takes =
        [Frame::That, Frame::Whether].into_iter().find_map(|f| group.entry?.class_for(f))?;
    if !opens
        || super::mood::is_told(view, group)
        || group.reflexive
        || group.form != GroupForm::Finite
        || group.passive
        || takes == CueClass::Thought
    {
        return None;
    }
    let source = source::following(view, group, range.end)?;
    let span = trimmed(view, range.start + 1, comma - 1)?;
    if is_own(view, &source) || drafts.used[group.verb] {
        return None;
    }
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: "fronted-clause",
        content: vec![span],
        cue: Some(group.span(view)),
        source: Some(source),
        at: group.verb,
        same_speaker_as: None,
        negated: group.negated,
        score: 0.8,
        detail: "a clause before its verb of saying".into(),
    });
    Some(())
}

/// How many words may stand between a verb and its clause (*à l'AFP, mardi, en marge de…*).
const REACH: usize = 24;

/// Proposes a draft for each cue verb with a complement clause.
pub(crate) fn run(drafts: &mut Drafts<'_, '_>) {
    for sentence in 0..drafts.view.sentences.len() {
        for g in 0..drafts.groups[sentence].len() {
            let group = drafts.groups[sentence][g].clone();
            let own = group.own_words && !crate::verb::tells_own(drafts.view, &group);
            if group.entry.is_none() || own || drafts.used[group.verb] {
                continue;
            }
            if that(drafts, sentence, &group).is_none() {
                fronted(drafts, sentence, &group);
            }
        }
    }
    super::told::run(drafts);
}

/// *sollecita il governo affinché P*, *preme perché P*: what is asked for, in the subjunctive, behind a
/// conjunction of purpose.
fn purpose(view: &View<'_>, group: &VerbGroup) -> Option<usize> {
    if !view.in_set_lemma("takes-purpose", group.verb) {
        return None;
    }
    let end = view.sentence(group.verb).words.end;
    let mark = (group.end() + 1..end.min(group.end() + 12))
        .take_while(|w| !view.is_punct(*w))
        .find(|w| view.in_set("purpose-mark", *w))?;
    let verb = first_verb(view, mark + 1, end)?;
    // One of them takes nothing but the subjunctive, whatever the tag.
    let sure = view.in_set("purpose-only", mark);
    (sure || view.words[verb].morph.mood == Mood::Sub).then_some(mark)
}

/// The draft of the quoted words in which somebody tells what he himself once said.
pub(crate) fn own_speaker(drafts: &Drafts<'_, '_>, group: &VerbGroup) -> Option<usize> {
    let level = drafts.view.quote_of[group.verb].filter(|_| group.own_words)?;
    drafts.claimed[level as usize]
}

fn that(drafts: &mut Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<()> {
    let view = drafts.view;
    let entry = group.entry?;
    if group.passive
        || source::idle(view, &drafts.groups[sentence], group)
        || asked_by_anybody(view, group)
    {
        return None;
    }
    // *It goes without saying that P*
    if group.form == GroupForm::Participle
        && group.first > 0
        && view.in_set("without", group.first - 1)
        && !view.lexicon.set("past").is_empty()
    {
        return None;
    }
    let that = || {
        let class = entry.class_for(Frame::That)?;
        Some((class, complementiser(drafts, sentence, group)? + 1))
    };
    let asked = || {
        let class = entry.class_for(Frame::Whether).or_else(|| entry.class_for(Frame::That))?;
        Some((class, whether(drafts, sentence, group)? + 1))
    };
    let bare = || {
        let class = entry.class_for(Frame::Bare)?;
        if ends_clause(view, group.end() + 1, view.sentences[sentence].words.end) {
            return None;
        }
        let start = bare_clause(drafts, sentence, group)?;
        Some((class, past_date(view, start, view.sentences[sentence].words.end)?))
    };
    let predicate = || {
        let class = entry.class_for(Frame::Bare)?;
        Some((class, relative_predicate(drafts, sentence, group)?))
    };
    let purpose = || {
        let class = entry.class_for(Frame::That)?;
        Some((class, purpose(view, group)? + 1))
    };
    // *estime à 75.000 le nombre des emplois menacés*
    let estimated = || {
        let start = group.end() + 1;
        let counts = view.in_set("infinitive-to", start)
            && (start + 1..start + 4).any(|w| view.upos(w) == Upos::Num)
            && view.sentence_of.get(start) == view.sentence_of.get(group.verb);
        (view.in_set_lemma("estimates", group.verb) && counts && noun_object_behind(view, start))
            .then_some((CueClass::Speech, start))
    };
    let (class, mut start) = that()
        .or_else(predicate)
        .or_else(asked)
        .or_else(bare)
        .or_else(estimated)
        .or_else(purpose)?;
    let end = view.sentences[sentence].words.end;
    while start < view.words.len()
        && start < end + 1
        && view.is_punct(start)
        && !view.is_mark[start]
    {
        start += 1;
    }
    if start >= view.words.len() || view.sentence(start).block != view.sentence(group.verb).block {
        return None;
    }
    let extent = clause_end(drafts, start, Some(group));
    let span = trimmed(view, extent.words.0, extent.words.1)?;
    if class == CueClass::Thought && !has_words(view, span) && extent.behind_colon.is_none() {
        return None;
    }
    // *n'en reconnaît que la moitié*: no clause at all.
    if is_restricted(view, group)
        && extent.behind_colon.is_none()
        && !has_quote(view, span)
        && !(extent.words.0..=extent.words.1).any(|w| {
            matches!(view.upos(w), Upos::Verb | Upos::Aux)
                && matches!(view.words[w].morph.verb_form, VerbForm::Fin | VerbForm::Inf)
        })
    {
        return None;
    }
    let source = source::subject(view, &drafts.groups[sentence], group);
    if source.as_ref().is_some_and(|s| witnesses(view, group, s)) {
        return None;
    }
    // *Si dice che P*: said by nobody.
    // *Vi si legge che P*: in the text that the sentence before names.
    let read = || {
        (group.first..group.verb).any(|w| view.in_set("there", w))
            || (group.first.saturating_sub(2)..group.first)
                .any(|w| view.in_set("relative", w) && view.upos(w) == Upos::Pron)
                && view.in_set_lemma("read", group.verb)
    };
    let source = source.or_else(|| read().then(|| text_before(view, group.verb)).flatten());
    let nobody = view.drops_subjects()
        && group.reflexive
        && source.is_none()
        && view.lexicon.reflexive_verb(&view.words[group.verb].lemma).is_none();
    if nobody {
        return None;
    }
    let asks = view.in_set("whether", start)
        && entry.class_for(Frame::Whether).is_some()
        && view.lexicon.set("whether-mark").is_empty();
    // *n'a pas dit si P* tells nothing at all.
    if asks && !group.has(Frame::ToInf) && withholds(view, &drafts.groups[sentence], group) {
        return None;
    }
    if let Some(s) = &source {
        // *l'avenir dira si P* tells nothing yet.
        if asks
            && !s.pronoun
            && crate::identity::kind_of_phrase(view, s.words.0, s.words.1, s.head)
                .is_none_or(|k| !k.speaks_by_itself())
            && !view.in_ending_set("speaker-ending", s.head)
        {
            return None;
        }
        if is_own(view, s) && !crate::verb::tells_of_saying(view, s.head, group.verb) {
            return None;
        }
        if s.pronoun
            && is_impersonal(view, group, s.head)
            && !view.in_set_lemma("impersonal-speech", group.verb)
        {
            return None;
        }
        if class == CueClass::Document && !can_speak(view, s) {
            return None;
        }
        // *la Provincia non ha dimostrato che P*: what was not shown was not said.
        if class == CueClass::Document && view.drops_subjects() && group.negated {
            return None;
        }
    }
    let mut content = vec![span];
    // *nega che P: «Q»*, *esige che P: «Q»*: the quoted words are others than what the clause gives.
    let others = view.drops_subjects()
        && (class == CueClass::Act || view.in_set_lemma("denial", group.verb));
    if let Some(q) = extent.behind_colon.filter(|_| !others) {
        content.push(view.quotes[q].inner);
    }
    let outer = own_speaker(drafts, group);
    drafts.used[group.verb] = true;
    drafts.add(Draft {
        rule: if others { "demand-clause" } else { "that-clause" },
        content,
        cue: Some(group.span(view)),
        source,
        at: group.verb,
        same_speaker_as: outer,
        negated: group.negated,
        score: if class == CueClass::Speech { 0.9 } else { 0.7 },
        detail: "a verb of saying with its clause".into(),
    });
    Some(())
}

/// *n'en reconnaît que*: the first half of a negation alone.
fn is_restricted(view: &View<'_>, group: &VerbGroup) -> bool {
    let negation = |w: &usize| view.in_set("negation", *w);
    let first = group.first.saturating_sub(2);
    (first..=group.last).any(|w| view.in_set("half-negation", w))
        && (first..=group.last + 1).filter(negation).all(|w| view.in_set("half-negation", w))
}

/// *a constaté un journaliste de l'agence*: what the report's own people saw is the report's.
pub(crate) fn witnesses(view: &View<'_>, group: &VerbGroup, source: &source::Source) -> bool {
    view.in_set_lemma("witness-verb", group.verb)
        && (source.words.0..=source.head).any(|w| view.in_set("own-reporter", w))
}

/// Whether nothing is said, in a language that has words for that: the verb is negated, or it stands
/// under a negated verb or one of refusing (*n'a pas souhaité dire si P*, *refuse de dire si P*).
fn withholds(view: &View<'_>, groups: &[VerbGroup], group: &VerbGroup) -> bool {
    if view.lexicon.set("withholds-under").is_empty() {
        return false;
    }
    let governor = groups.iter().rfind(|g| {
        g.last < group.first
            && (g.last + 1..group.first).all(|w| matches!(view.upos(w), Upos::Adp | Upos::Adv))
    });
    group.negated && !view.in_set_lemma("denial", group.verb)
        || group.form == GroupForm::Infinitive
            && (governor.is_some_and(|g| g.negated || view.in_set_lemma("withholds-under", g.verb))
                || (group.first.saturating_sub(2)..group.first).any(|w| view.in_set("without", w)))
}

/// The word that introduces the clause of a verb.
fn complementiser(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let level = view.quote_of[group.verb];
    // *says he is satisfied that P*: a pronoun begins the verb's own clause.
    if group.has(Frame::Bare) && opens_clause(view, group.end() + 1, end) {
        return None;
    }
    // What the tree says.
    let by_tree = view
        .children(group.verb)
        .filter(|c| *c > group.verb && matches!(view.deprel(*c), Deprel::Ccomp))
        .find_map(|c| {
            view.children(c).find(|m| {
                *m > group.verb
                    && *m < c
                    && view.in_set("complementiser", *m)
                    && view.deprel(*m) == Deprel::Mark
                    && !view.in_set("subordinator", *m - 1)
            })
        });
    // Else the first one behind the verb, before any other finite verb.
    let linear = || {
        let mut past = 0;
        for w in group.end() + 1..end.min(group.end() + 1 + REACH) {
            if w < past {
                continue;
            }
            // *told “Morning Ana” on Friday that P*
            if let Some(close) = past_title(view, w, end) {
                past = close;
                continue;
            }
            // *Vi si legge, alla voce «quadri», che P*: past a label in marks.
            if view.drops_subjects() && (view.is_mark[w] || view.quote_of[w] != level) {
                if is_label(view, w) {
                    continue;
                }
                return None;
            }
            if view.quote_of[w] != level {
                return None;
            }
            // *said that “P” of Q*, *said by email that, “P”*: before words in marks it is no pronoun.
            let mark = w + 1 + usize::from(view.is_comma(w + 1));
            if view.in_set("complementiser", w)
                && view.in_set("demonstrative", w)
                && mark < end
                && quote_opened_at(view, mark).is_some_and(|_| view.is_mark[mark])
                && !view.in_set("subordinator", w - 1)
            {
                return Some(w);
            }
            let long = view.phrase_at("long-complementiser", w, end);
            if long > 0 && view.quote_of[w + long - 1] == level {
                return Some(w + long - 1);
            }
            if view.in_set("complementiser", w) {
                // Behind an adverb, a date or a comma a relative pronoun has nothing to take up.
                let bare = view.upos(w) == Upos::Pron
                    && (view.in_set("time-noun", w - 1)
                        || matches!(view.upos(w - 1), Upos::Adv | Upos::Verb | Upos::Num)
                        || w == group.last + 1
                        || group.has(Frame::Insert) && only_adjuncts(view, group.last + 1, w));
                // Where the word is a demonstrative too, it is one that has a verb behind it.
                let own_subject = view.in_set("demonstrative", w)
                    && (w == group.end() + 1
                        || matches!(view.upos(w + 1), Upos::Verb | Upos::Aux)
                        || w + 1 >= end
                        || view.is_punct(w + 1));
                let bare = bare && !own_subject;
                // *a demandé à la chaîne qu'on lui rende*: a subjunctive.
                let wished = view.upos(w) == Upos::Pron
                    && view.inverts_inserts()
                    && group.entry.is_some_and(|e| e.class_for(Frame::That) == Some(CueClass::Act))
                    && (w + 1..end.min(w + 7))
                        .find(|x| view.words[*x].morph.verb_form == VerbForm::Fin)
                        .is_some_and(|x| view.words[x].morph.mood == Mood::Sub);
                let bare = bare || wished;
                // *Ha confermato il procuratore che P*: behind a subject that stands behind the verb.
                let bare = bare
                    || view.drops_subjects()
                        && view.upos(w) == Upos::Pron
                        && group.first <= view.sentence(w).words.start + 1
                        && source::following(view, group, w)
                            .is_some_and(|s| s.words.1 + 1 == w && can_speak(view, &s));
                // *esige in un tweet che sia aperta un'indagine*: no relative clause stands in this mood.
                // *ha aggiunto, sorridendo, che P*
                let enclosed = view.drops_subjects()
                    && view.is_comma(w - 1)
                    && view.is_comma(group.end() + 1)
                    && w > group.end() + 2;
                let bare = bare || enclosed || opens_unreal(view, w, end);
                // *ha annunciato una marcia, che P*: behind an object and its comma stands a relative.
                let commas = (group.end() + 1..w).filter(|x| view.is_comma(*x)).count();
                let about_object = view.drops_subjects()
                    && commas == 1
                    && view.is_comma(w - 1)
                    && source::has_object(view, group.end() + 1, w - 1);
                let holds = (view.upos(w) == Upos::Sconj || bare)
                    && !about_object
                    && (!view.in_set("subordinator", w - 1)
                        || view.in_set("subordinator-adverb", w - 1) && w - 1 == group.end() + 1
                        || view.phrase_at("between-adverb", group.end() + 1, w)
                            == w - group.end() - 1);
                // *répond qu'elle ne juge personne, mais qu'elle P*: the second clause of another verb.
                let second = view.upos(w - 1) == Upos::Cconj && view.inverts_inserts();
                // *exige l'extradition du prédicateur que P*: a relative clause behind an object.
                let behind_object = !view.lexicon.set("direct-addressee").is_empty()
                    && !view.in_set_lemma("direct-addressee", group.verb)
                    && noun_object(view, group.end() + 1, w)
                    && !group.reflexive;
                // *répète dans la gare, que la mairie lui a ouverte*
                let parted = view.inverts_inserts()
                    && view.is_comma(w - 1)
                    && matches!(view.upos(w - 2), Upos::Noun | Upos::Propn)
                    && !(group.end() + 1..w - 1).any(|x| view.is_comma(x));
                let holds = holds && !second && !behind_object && !parted;
                return holds.then_some(w);
            }
            // Another verb stands between; a participle only where it takes the clause itself.
            let finite = drafts.groups[sentence].iter().any(|g| {
                g.first == w
                    && g.verb != group.verb
                    && !(view.drops_subjects() && view.is_comma(w + 1) && view.is_comma(w - 1))
                    && (g.form != GroupForm::Participle || g.has(Frame::That))
            });
            let copula = group.has(Frame::Bare)
                && !(group.end() + 1..w).any(|x| view.is_comma(x))
                && view.upos(w) == Upos::Aux
                && view.words[w].morph.verb_form == VerbForm::Fin;
            if finite
                || copula
                || view.is(w, ";")
                || view.is(w, ":")
                || view.in_set("relative-subject", w)
            {
                return None;
            }
        }
        None
    };
    by_tree
        .filter(|c| *c < group.last + 1 + REACH && view.quote_of[*c] == level)
        // *rappelle lundi que X avait juré, en 1999, que P*: the first is the verb's own.
        .map(|c| match view.inverts_inserts() {
            true => linear().map_or(c, |l| l.min(c)),
            false => c,
        })
        .or_else(linear)
        .filter(|c| !ends_clause(view, *c, end))
        .or_else(|| bare_complement(drafts, sentence, group))
}

/// Whether the phrase that a preposition opens at `w` has a definite object behind it.
fn noun_object_behind(view: &View<'_>, w: usize) -> bool {
    let end = view.sentence(w).words.end;
    (w + 1..end.min(w + 9)).any(|x| {
        view.upos(x) == Upos::Det
            && view.in_set("definite", x)
            && view.upos(x - 1) != Upos::Adp
            && view.upos(x + 1) == Upos::Noun
    })
}

/// Whether a noun that no preposition governs stands there, outside of what two commas enclose.
fn noun_object(view: &View<'_>, from: usize, to: usize) -> bool {
    let enclosed = |w: usize| (from..w).filter(|x| view.is_comma(*x)).count() % 2 == 1;
    (from..to).any(|w| {
        matches!(view.upos(w), Upos::Noun | Upos::Propn)
            && view.upos(w - 1) == Upos::Det
            && !enclosed(w)
            && !view.in_set("time-noun", w)
            && !(w + 1..to.min(w + 3)).any(|x| view.in_set("time-noun", x))
            && !source::governed(view, w)
            && view.upos(w.saturating_sub(2)) != Upos::Adp
    })
}

/// Behind the closing mark of a short title that opens at a mark between a verb and its clause.
pub(super) fn past_title(view: &View<'_>, w: usize, end: usize) -> Option<usize> {
    let quote = &view.quotes[quote_opened_at(view, w).filter(|_| view.is_mark[w])?];
    let inner = quote.inner.of(view.text);
    let close = view.word_from(quote.close.end.max(quote.inner.end));
    let small = |word: &str| word.starts_with(char::is_lowercase) && word.chars().count() > 4;
    let title = inner.starts_with(char::is_uppercase)
        && inner.split_whitespace().count() <= LONGEST_TITLE
        && !inner.split_whitespace().any(small)
        && !inner.ends_with(['.', '!', '?']);
    let inside =
        matches!(view.upos(w - 1), Upos::Adp | Upos::Part | Upos::Noun | Upos::Propn | Upos::Det)
            || view.in_set("complement-preposition", w - 1);
    (title && inside && close < end && view.lexicon.set("inserted-subject").has("before"))
        .then_some(close)
}

/// Words that a title between a verb and its clause has at most.
const LONGEST_TITLE: usize = 6;

/// *Having said that, there is more*: a demonstrative, whose clause ends at the comma behind it; one that
/// introduces a clause has two commas behind it, or none.
fn ends_clause(view: &View<'_>, w: usize, end: usize) -> bool {
    if !view.in_set("demonstrative", w) || !view.is_comma(w + 1) || view.is_mark[w + 2] {
        return false;
    }
    let finite = |x: usize| {
        matches!(view.upos(x), Upos::Verb | Upos::Aux)
            && view.words[x].morph.verb_form == VerbForm::Fin
    };
    let next = (w + 2..end).find(|x| view.is_comma(*x) || finite(*x));
    next.is_none_or(|x| !view.is_comma(x))
}

/// Whether the word stands in a quote of at most three words, or is a mark of one.
fn is_label(view: &View<'_>, w: usize) -> bool {
    view.quotes_at(view.words[w].span).any(|(_, q)| {
        q.outer().contains(view.words[w].span)
            && q.inner.of(view.text).split_whitespace().count() <= 3
            && !q.close.is_empty()
    })
}

/// Whether a complementiser that is tagged as a relative pronoun opens a clause whose first verb stands
/// in the subjunctive: no plain relative clause does.
pub(crate) fn opens_unreal(view: &View<'_>, w: usize, end: usize) -> bool {
    view.drops_subjects()
        && view.upos(w) == Upos::Pron
        && first_verb(view, w + 1, end).is_some_and(|v| {
            let morph = view.words[v].morph;
            // The conditional alone stands in relative clauses too: not behind a subject of its own.
            // (Of the third person it is the imperative's form as well.)
            matches!(morph.mood, Mood::Sub | Mood::Imp)
                || morph.mood == Mood::Cnd && view.upos(w + 1) == Upos::Det && v > w + 2
        })
}

/// The first verb of the clause that starts at a word.
fn first_verb(view: &View<'_>, from: usize, end: usize) -> Option<usize> {
    (from..end)
        .take_while(|w| !view.is_punct(*w))
        .find(|w| matches!(view.upos(*w), Upos::Verb | Upos::Aux))
}

/// The document that was named last before a word, in its sentence or the one before.
pub(crate) fn text_before(view: &View<'_>, w: usize) -> Option<source::Source> {
    let sentence = view.sentence_of[w] as usize;
    let before = sentence
        .checked_sub(1)
        .filter(|b| view.sentences[*b].block == view.sentences[sentence].block);
    let low = view.sentences[before.unwrap_or(sentence)].words.start;
    (low..w)
        .rev()
        .filter(|x| view.upos(*x) == Upos::Noun && view.quote_of[*x].is_none())
        .find(|x| {
            crate::identity::kind_of_phrase(view, *x, *x, *x)
                == Some(crate::identity::PhraseKind::Document)
        })
        .map(|x| source::Source::of(view, x))
}

/// *A chi gli domandava se P, egli ha risposto*: whoever asks is nobody that the text names.
fn asked_by_anybody(view: &View<'_>, group: &VerbGroup) -> bool {
    let low = view.sentence(group.verb).words.start;
    let Some(asker) = group.first.checked_sub(1).filter(|a| *a > low) else { return false };
    let opens = super::insert::skip_connective(view, low, asker);
    view.drops_subjects()
        && (view.in_set("relative-subject", asker) || view.in_set("whether", asker))
        && view.in_set("addressee", opens)
        && !(opens..asker).any(|w| view.is_punct(w))
}

/// Whether a subject pronoun stands there with its verb behind it.
fn opens_clause(view: &View<'_>, w: usize, end: usize) -> bool {
    w + 1 < end
        && view.upos(w) == Upos::Pron
        && (view.lexicon.pronoun(view.low(w)).is_some()
            || view.in_set("first-person", w)
            || view.in_set("impersonal", w))
        && !view.in_set("object-pronoun", w)
        && (w + 1..end.min(w + 3)).any(|x| {
            matches!(view.upos(x), Upos::Verb | Upos::Aux)
                && view.words[x].morph.verb_form == VerbForm::Fin
        })
}

/// The word before an indirect question's content: *fragte, ob P* leaves the conjunction out, *fragte,
/// warum P* takes the question word in. Only behind a comma, in languages that set it.
fn whether(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let from = group.end() + 1;
    // Where verbs close brackets a comma parts every clause.
    if view.lexicon.set("bracket").is_empty() {
        return asked(drafts, sentence, group);
    }
    let comma = (from..end.min(from + REACH))
        .take_while(|w| !view.is(*w, ";") && !view.is(*w, ":") && !view.is_mark[*w])
        .find(|w| view.is_comma(*w))?;
    let level = view.quote_of[group.verb];
    let word = comma + 1;
    if !view.in_set("whether", word) || view.quote_of[comma] != level {
        return None;
    }
    let asks = group.entry.is_some_and(|e| e.class_for(Frame::Whether).is_some());
    match view.upos(word) {
        _ if view.in_set("whether-mark", word) => Some(word),
        // *konterte, wer P, der Q*: a clause that is what it says, not what somebody asked.
        _ => (asks || view.upos(word) == Upos::Pron).then_some(comma),
    }
}

/// The same where no comma parts the question: *asked whether P*, *would not say who P*.
fn asked(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let from = group.end() + 1;
    let level = view.quote_of[group.verb];
    group.entry?.class_for(Frame::Whether)?;
    for w in from..end.min(from + REACH) {
        // *demande à savoir si P*
        if view.in_set_lemma("question-opener", w) && view.words[w].morph.verb_form == VerbForm::Inf
        {
            // *dit ne pas savoir si P*: what is reported is the ignorance.
            if (from..w).any(|x| view.in_set("negation", x)) {
                return None;
            }
            continue;
        }
        if view.quote_of[w] != level
            || view.is_punct(w)
            || matches!(view.upos(w), Upos::Verb | Upos::Aux | Upos::Cconj)
        {
            return None;
        }
        // *replica a chi lo critica*: whom it is said to.
        if view.drops_subjects() && view.in_set("addressee", w) && view.in_set("whether", w + 1) {
            return None;
        }
        // *demande s'il vient*, but *demande à s'inscrire*
        let reflexive = view.in_set("reflexive", w)
            && !(w + 1 < end && view.lexicon.pronoun(view.low(w + 1)).is_some());
        if !view.in_set("whether", w) || reflexive {
            continue;
        }
        // *ha detto ai cronisti quando il tabellone l'ha data avanti*: away from its verb the word opens
        // an adverbial.
        if w > from && view.in_set("whether-near", w) {
            return None;
        }
        // *ceux qui*, *celui que*: a relative clause.
        if view.in_set("relative-antecedent", w - 1) {
            return None;
        }
        // *the man who*, *on what*: behind a noun or a preposition it is something else.
        let relative = view.in_set("relative", w) || view.in_set("relative-subject", w);
        let bare = w == from
            || !relative && only_adjuncts(view, from, w)
            || !(matches!(view.upos(w - 1), Upos::Noun | Upos::Propn | Upos::Adp)
                || relative && matches!(view.upos(w - 1), Upos::Adj | Upos::Num | Upos::Adv))
            || view.in_set_lemma("takes-addressee", group.verb);
        let parted = |x: &usize| !view.is_comma(*x) || view.drops_subjects();
        let clause = (w + 1..end.min(w + REACH)).take_while(parted).any(|x| {
            matches!(view.upos(x), Upos::Verb | Upos::Aux)
                && matches!(view.words[x].morph.verb_form, VerbForm::Fin | VerbForm::Inf)
        });
        if !bare || !clause {
            return None;
        }
        // A conjunction (*whether*, *if*) is left out, a question word belongs to what is asked.
        return if view.in_set("whether-mark", w) { Some(w) } else { w.checked_sub(1) };
    }
    None
}

/// What stands for the complementiser where the clause has none: *sagte am Montag, er werde P*. The
/// comma behind the verb's own clause, with a main clause behind it: its finite verb stands in
/// front or behind one phrase, as in no relative or subordinate clause.
fn bare_complement(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let level = view.quote_of[group.verb];
    if view.lexicon.set("bare-complement").is_empty() {
        return None;
    }
    let from = group.end() + 1;
    let mut w = from;
    while w < end.min(from + REACH) {
        if view.quote_of[w] != level && !view.is_mark[w] || view.is(w, ";") || view.is(w, ":") {
            return None;
        }
        // A name between marks may stand inside: *schreibt im „Blatt“, P*.
        if view.is_mark[w] {
            match quote_opened_at(view, w) {
                Some(q) if view.quotes[q].inner.of(view.text).split_whitespace().count() <= 4 => {
                    w = view.word_from(view.quotes[q].close.end.max(view.quotes[q].open.end));
                    continue;
                }
                _ => return None,
            }
        }
        if drafts.groups[sentence].iter().any(|g| g.first == w) {
            return None;
        }
        if view.is_comma(w) {
            if is_main_clause(view, w + 1, end) {
                // Told as a fact, behind an object: a clause of its own (*fordert mehr Lohn, X bietet 7,2*).
                let told = super::mood::is_reported(view, w + 1..end);
                return (told || !has_own_object(drafts, sentence, group, w)).then_some(w);
            }
            // An apposition or a relative clause about the verb's subject: look behind it.
            if w + 1 >= end || view.upos(w + 1) == Upos::Sconj {
                return None;
            }
        }
        w += 1;
    }
    None
}

/// Whether an object of the verb's own stands before the comma: a noun that is neither its subject nor whom
/// it is said to.
fn has_own_object(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
    comma: usize,
) -> bool {
    let view = drafts.view;
    let subject = source::subject(view, &drafts.groups[sentence], group);
    let own = |w: usize| subject.is_some_and(|s| s.words.0 <= w && w <= s.words.1);
    let mut w = group.last + 1;
    while w < comma {
        if view.upos(w) == Upos::Adp {
            w = source::adjunct_end(view, w, comma).max(w + 1);
            continue;
        }
        let dative = view.in_set("dative-article", w.saturating_sub(1));
        if view.upos(w) == Upos::Noun && !own(w) && !dative && !view.in_set("time-noun", w) {
            return true;
        }
        w += 1;
    }
    false
}

/// Whether a main clause in the mood of reported speech starts at `start`, in languages that let one
/// stand without complementiser.
pub(crate) fn is_reported_clause(view: &View<'_>, start: usize, end: usize) -> bool {
    if view.lexicon.set("bare-complement").is_empty() || !is_main_clause(view, start, end) {
        return false;
    }
    let finite = (start..end.min(start + FRONT)).find(|w| {
        matches!(view.upos(*w), Upos::Verb | Upos::Aux)
            && view.words[*w].morph.verb_form == VerbForm::Fin
    });
    finite.is_some_and(|w| view.words[w].morph.mood == Mood::Sub)
        && view.lexicon.set("running-mood").has("sub")
}

/// Words before the finite verb of a main clause, at most: a long noun phrase.
const FRONT: usize = 14;

/// Whether a main clause starts at `start`, with its finite verb in second place.
pub(super) fn is_main_clause(view: &View<'_>, start: usize, end: usize) -> bool {
    let first = (start..end).find(|w| !view.is_mark[*w]);
    let Some(first) = first else { return false };
    // *das sei nicht ihre Sache*: the verb stands second, as in no relative clause.
    let demonstrative = super::mood::is_finite(view, first + 1)
        && super::mood::in_mood(view, first + 1)
        && first + 2 < end
        && !view.is_punct(first + 2);
    if matches!(view.upos(first), Upos::Sconj | Upos::Cconj)
        || view.in_set("complementiser", first)
        || view.in_set("whether", first)
        || view.in_set("relative", first) && view.upos(first) != Upos::Det && !demonstrative
        || view.upos(first) == Upos::Adp
            && view.in_set("relative", first + 1)
            && view.upos(first + 1) == Upos::Pron
    {
        return false;
    }
    let finite = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && matches!(view.words[w].morph.verb_form, VerbForm::Fin)
    };
    let parts = |w: usize| view.is_comma(w) || view.is(w, ";") || view.is(w, ":");
    let Some(verb) =
        (first..end.min(first + FRONT)).take_while(|w| !parts(*w)).find(|w| finite(*w))
    else {
        return false;
    };
    let reported = view.words[verb].morph.mood == Mood::Sub;
    // At the end of its clause the verb is that of a subordinate clause.
    let last = verb + 1 >= end || view.is_punct(verb + 1) && !view.is_mark[verb + 1];
    let pronoun = view.upos(first) == Upos::Pron && verb == first + 1;
    verb > first && (!last || pronoun) && (reported || view.words[verb].morph.mood == Mood::Ind)
}

/// The first word of a clause that nothing introduces: *said on Monday the talks had failed*. It is the
/// subject of the first finite verb behind the cue, with what belongs to it.
fn bare_clause(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> Option<usize> {
    let view = drafts.view;
    let end = view.sentences[sentence].words.end;
    let from = group.last + 1;
    let level = view.quote_of[group.verb];
    let outside = |w: usize| view.quote_of[w] == level && !view.is_mark[w];
    // *said that would delay the work*
    if view.in_set("demonstrative", from)
        && from + 1 < end
        && matches!(view.upos(from + 1), Upos::Verb | Upos::Aux)
    {
        return Some(from);
    }
    let reach = from + 1..end.min(from + REACH);
    let is_verb = |w: usize| matches!(view.upos(w), Upos::Verb | Upos::Aux);
    let form = |w: usize| view.words[w].morph.verb_form;
    for finite in reach {
        if view.is(finite, ";") || view.is(finite, ":") {
            return None;
        }
        if !is_verb(finite) || form(finite) != VerbForm::Fin {
            continue;
        }
        // Of an auxiliary or a copula the subject hangs on the verb or the predicate.
        let mut top = finite;
        if matches!(
            view.deprel(finite),
            Deprel::Aux | Deprel::AuxPass | Deprel::AuxTense | Deprel::Cop
        ) {
            top = view.head(finite);
        }
        let subject = view
            .children(top)
            .filter(|c| *c >= from && *c < finite)
            .filter(|c| {
                matches!(
                    view.deprel(*c),
                    Deprel::Nsubj | Deprel::NsubjPass | Deprel::Expl | Deprel::Csubj
                )
            })
            .min();
        // Where the tree gives none, the phrase right before the verb is its subject.
        let before = || {
            let near = (from..finite).rev().find(|w| view.upos(*w) != Upos::Adv)?;
            matches!(view.upos(near), Upos::Noun | Upos::Propn | Upos::Pron)
                .then(|| source::top_of_phrase(view, near))
                .filter(|top| *top >= from && !source::governed(view, *top))
        };
        let Some(subject) = subject.or_else(before) else {
            // *said the man who had come*: no clause of the cue's own.
            if (from..finite).any(|w| view.upos(w) == Upos::Sconj) {
                return bare_phrase(view, group, end);
            }
            continue;
        };
        // *told the men who had waited P*: a relative clause stands between.
        if view.upos(subject) == Upos::Pron && view.in_set("relative-subject", subject) {
            continue;
        }
        // *the lake they share*: a relative clause with no pronoun.
        if view.deprel(top) == Deprel::AclRelcl
            && view.head(top) >= from
            && !view.in_set("time-noun", view.head(top))
            && !only_clause(view, group, from, subject, finite)
        {
            continue;
        }
        let mut first = subject;
        let mut stack = vec![subject];
        while let Some(w) = stack.pop() {
            if w >= from {
                first = first.min(w);
                stack.extend(view.children(w).filter(|c| *c < w));
            }
        }
        // Marks that open before the subject belong to the clause, and so does *neither*.
        while first > from && (view.is_mark[first - 1] || view.upos(first - 1) == Upos::Cconj) {
            first -= 1;
        }
        // Between the verb and its clause stand adjuncts and addressees, no clause.
        if first > from && view.in_set("clause-preposition", first - 1) {
            continue;
        }
        let parted = (from..first).any(|w| {
            matches!(view.upos(w), Upos::Sconj | Upos::Cconj | Upos::Verb | Upos::Aux)
                || !outside(w)
                || view.upos(w) == Upos::Pron && view.in_set("relative", w)
        });
        let object = !view.in_set_lemma("takes-addressee", group.verb)
            && source::has_object(view, from, first);
        let commas = (from..first).filter(|w| view.is_comma(*w)).count();
        let comma = commas == 1 && view.is_comma(first - 1) || view.is_comma(from) && commas < 2;
        return (!parted && !object && !comma)
            .then_some(first)
            .or_else(|| bare_phrase(view, group, end));
    }
    bare_phrase(view, group, end)
}

/// *the cuts, which he said were needed*: the verb of the relative clause in which the cue stands follows it.
fn relative_predicate(
    drafts: &Drafts<'_, '_>,
    sentence: usize,
    group: &VerbGroup,
) -> Option<usize> {
    let view = drafts.view;
    let next = group.end() + 1;
    let finite = next < view.sentences[sentence].words.end
        && view.quote_of[next] == view.quote_of[group.verb]
        && matches!(view.upos(next), Upos::Verb | Upos::Aux)
        && view.words[next].morph.verb_form == VerbForm::Fin;
    if !finite || group.form != GroupForm::Finite || view.lexicon.set("past").is_empty() {
        return None;
    }
    let low = view.sentences[sentence].words.start;
    let relative = (low..group.first)
        .rev()
        .take(LONGEST_SUBJECT)
        .take_while(|w| !view.is_punct(*w) && !matches!(view.upos(*w), Upos::Verb | Upos::Aux))
        .find(|w| view.in_set("relative-subject", *w) && view.upos(*w) == Upos::Pron);
    match relative {
        Some(relative) => (relative + 1 < group.first).then_some(next),
        None => contact_clause(drafts, sentence, group).then_some(next),
    }
}

/// *meddling the senator said is meant to sow discord*: the relative clause without its pronoun. Right before
/// the subject stands the noun that the predicate is about.
fn contact_clause(drafts: &Drafts<'_, '_>, sentence: usize, group: &VerbGroup) -> bool {
    let view = drafts.view;
    let low = view.sentences[sentence].words.start;
    let Some(subject) = source::leading(view, group, low) else { return false };
    let Some(noun) = subject.words.0.checked_sub(1).filter(|n| *n >= low) else { return false };
    let about = view.upos(noun) == Upos::Noun && !view.in_set("noun-cue", noun)
        || crate::verb::is_gerund(&view.words[noun]);
    about
        && view.in_set_lemma("takes-no-object", group.verb)
        && subject.words.1 + 1 == group.first
        && can_speak(view, &subject)
        && view.quote_of[noun] == view.quote_of[group.verb]
}

/// Words between a relative pronoun and the cue of its clause, at most.
const LONGEST_SUBJECT: usize = 8;

/// *revealed Tuesday the drug was found*: a date is no part of the clause behind it; *told them before he left*:
/// a clause that a preposition opens is not what was said.
fn past_date(view: &View<'_>, start: usize, end: usize) -> Option<usize> {
    let dated = view.in_set("time-noun", start)
        && start + 1 < end
        && matches!(view.upos(start + 1), Upos::Det | Upos::Propn | Upos::Pron);
    // *said last week the land was ready*
    let phrase = matches!(view.upos(start), Upos::Adj | Upos::Det)
        && view.in_set("time-noun", start + 1)
        && start + 2 < end
        && matches!(view.upos(start + 2), Upos::Det | Upos::Propn | Upos::Pron | Upos::Noun);
    let start = start + if phrase { 2 } else { usize::from(dated) };
    let opens = !view.in_set("clause-preposition", start) && !view.in_set("conjunction", start);
    opens.then_some(start)
}

/// *said after the meeting he would go*: a pronoun and its verb behind an adjunct, with no further clause that
/// could be what was said.
fn only_clause(
    view: &View<'_>,
    group: &VerbGroup,
    from: usize,
    subject: usize,
    finite: usize,
) -> bool {
    let end = view.sentence(group.verb).words.end;
    view.in_set_lemma("takes-no-object", group.verb)
        && (view.lexicon.pronoun(view.low(subject)).is_some() || view.in_set("impersonal", subject))
        && source::adjunct_end(view, from, end) == subject
        && view.upos(from) == Upos::Adp
        && !(finite + 1..end).any(|w| {
            view.in_set("complementiser", w)
                || matches!(view.upos(w), Upos::Verb | Upos::Aux)
                    && view.words[w].morph.verb_form == VerbForm::Fin
                    && view.lexicon.pronoun(view.low(w - 1)).is_none()
                    && !(finite + 1..w).any(|x| view.upos(x) == Upos::Sconj)
        })
}

/// The same by the order of words alone, behind verbs that take no object: *said the range, if confirmed,
/// meant trouble*.
fn bare_phrase(view: &View<'_>, group: &VerbGroup, end: usize) -> Option<usize> {
    let before = group.first.saturating_sub(1);
    if !view.in_set_lemma("takes-no-object", group.verb)
        || view.is_punct(before)
            && !view.is(before, ")")
            && source::before_enclosed(view, view.sentence(group.verb).words.start, group).is_none()
        || (before.saturating_sub(2)..=before).any(|w| view.in_set("relative-subject", w))
        || view.in_set_lemma("takes-addressee", group.verb)
    {
        return None;
    }
    let level = view.quote_of[group.verb];
    let start = (group.end() + 1..end).find(|w| {
        view.in_set("impersonal", *w) || view.upos(*w) != Upos::Adv && !view.in_set("time-noun", *w)
    })?;
    let opens = view.in_set("impersonal", start)
        || view.is_mark[start]
        || matches!(
            view.upos(start),
            Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Num | Upos::Adj
        );
    let verb = |w: usize| {
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
    };
    // *said "reforms" and the sale would help*: quoted words that are the subject alone.
    let from = match quote_opened_at(view, start).filter(|_| view.is_mark[start]) {
        Some(q) => {
            let close = view.word_from(view.quotes[q].close.end.max(view.quotes[q].inner.end));
            let joins = view.upos(close) == Upos::Cconj
                && matches!(view.upos(close + 1), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj);
            if (start..close).any(verb) || !(joins || verb(close)) {
                return None;
            }
            close
        }
        None => start + 1,
    };
    let finite = (from..end).find(|w| view.quote_of[*w] == level && verb(*w))?;
    // *says something about the ills that befell us*, *said it over and over, he was proud*: no clause.
    let relative = (from..finite).any(|w| {
        view.upos(w) == Upos::Pron && view.in_set("relative-subject", w) && !view.is_comma(w - 1)
    }) && !(finite + 1..end).any(|w| view.quote_of[w] == level && verb(w));
    let far = view.upos(start) == Upos::Pron
        && view.upos(start + 1) == Upos::Adp
        && (start..finite).any(|w| view.is_comma(w));
    (opens && !relative && !far).then_some(start)
}

/// Whether only adverbs and prepositional phrases stand between: *avait soutenu devant l'Assemblée
/// qu'aucune fermeture*. Then a pronoun's reading of what follows is the tagger's error.
fn only_adjuncts(view: &View<'_>, from: usize, to: usize) -> bool {
    let mut w = from;
    while w < to {
        w = match view.upos(w) {
            Upos::Adp => source::adjunct_end(view, w, to),
            Upos::Adv | Upos::Punct => w + 1,
            _ => return false,
        };
    }
    from < to
}

/// Whether a quote stands in the span or holds it.
pub(crate) fn has_quote(view: &View<'_>, span: Span) -> bool {
    view.quotes_at(span).any(|(_, q)| {
        q.inner.overlaps(span) && !q.outer().contains(span)
            || q.inner.contains(span) && q.inner.len() <= span.len() + 6
    })
}

/// Whether quoted words stand in the span that are more than a label.
pub(crate) fn has_words(view: &View<'_>, span: Span) -> bool {
    has_quote(view, span)
        && view.quotes_at(span).any(|(_, q)| q.inner.of(view.text).split_whitespace().count() >= 3)
}

/// Whether the pronoun subject stands for nobody (*on dit que*, *cela montre que*). The tree's
/// expletives are no help here: *il* before a verb of saying is taken for one too often.
pub(crate) fn is_impersonal(view: &View<'_>, group: &VerbGroup, head: usize) -> bool {
    let known = view.lexicon.pronoun(&crate::identity::pronoun_form(view, head)).is_some();
    !known && view.in_set("impersonal", head) || view.in_set_lemma("impersonal-verb", group.verb)
}

/// Whether the source is the writer, or somebody's *I*, *you*: their own words are no report.
pub(crate) fn is_own(view: &View<'_>, source: &source::Source) -> bool {
    // *US officials*: in capitals it is a name.
    let capitals = |w: usize| {
        let form = view.words[w].span.of(view.text);
        form.chars().count() > 1 && form.chars().all(char::is_uppercase)
    };
    let own = |w: usize| {
        (view.in_set("first-person", w) || view.in_set("second-person", w)) && !capitals(w)
    };
    // *Me Sow*: a title.
    let title = |w: usize| {
        view.upos(w + 1) == Upos::Propn
            && w < source.head.max(source.words.1)
            && view.words[w].span.of(view.text).starts_with(char::is_uppercase)
    };
    let own = |w: usize| own(w) && !title(w);
    // *notre journaliste* is the writer's; *mon client*, in somebody's words, is somebody else.
    own(source.words.0) && (source.pronoun || view.quote_of[source.head].is_none())
}

/// Whether the source can speak or be read: a person, a body, a group, a document.
pub(crate) fn can_speak(view: &View<'_>, source: &source::Source) -> bool {
    if source.pronoun {
        return view.lexicon.pronoun(&crate::identity::pronoun_form(view, source.head)).is_some()
            || stands_for_somebody(view, source);
    }
    // *uno di loro*
    let one_of = view.drops_subjects()
        && view.upos(source.head) == Upos::Pron
        && source.words.1 > source.words.0;
    one_of
        || crate::identity::kind_of_phrase(view, source.words.0, source.words.1, source.head)
            .is_some()
        || view.in_ending_set("speaker-ending", source.head)
        || stands_for_somebody(view, source)
}

/// *l'un d'eux*, *les autres*, *certains*: a pronoun that means people who were named before.
pub(crate) fn stands_for_somebody(view: &View<'_>, source: &source::Source) -> bool {
    view.in_set("speaking-pronoun", source.head)
}
