//! Which sentences need a tree, and what stands in for one in the others.
//!
//! Parsing costs half of a reading. A sentence with no quotation mark, no verb of saying and no
//! attribution preposition reports nothing; all that is asked of it is its subject, as somebody
//! whom a pronoun may take up.

use crate::lexicon::{CueEntry, Frame, Lexicon};
use crate::view::fold_case;
use compact_str::CompactString;
use sayso_language::{Analysis, Deprel, Mood, Tense, Upos, VerbForm, Word};
use std::ops::Range;

/// Whether a report can stand in each sentence.
pub(crate) fn need_trees(text: &str, analysis: &Analysis, lexicon: &Lexicon) -> Vec<bool> {
    let mut need: Vec<bool> = analysis
        .sentences
        .iter()
        .map(|s| {
            // Nothing behind the sentence is asked for.
            let words = &analysis.words[..s.words.end];
            s.words.clone().any(|w| reports(text, words, lexicon, s.words.start, w))
        })
        .collect();
    // A quote can take the subject of the sentence before it, or behind it.
    for s in 0..analysis.sentences.len() {
        let words = analysis.sentences[s].words.clone();
        let marked = |w: usize| is_mark(analysis.words[w].span.of(text), lexicon);
        if words.clone().take(2).any(marked) && s > 0 {
            need[s - 1] = true;
        }
        if words.rev().take(2).any(marked) && s + 1 < need.len() {
            need[s + 1] = true;
        }
    }
    need
}

fn is_mark(form: &str, lexicon: &Lexicon) -> bool {
    // Not the apostrophe of *'s*.
    !form.ends_with(char::is_alphanumeric)
        && form.chars().next().is_some_and(|c| {
            !c.is_alphanumeric() && lexicon.marks.iter().any(|m| m.open == c || m.close == c)
        })
}

/// How far behind a verb or noun of saying its clause may start, in words.
const CLAUSE_REACH: usize = 28;

/// How far behind it its infinitive may stand.
const INFINITIVE_REACH: usize = 18;

/// How far before a verb the comma of an inserted clause may stand (auxiliaries, clitics, adverbs).
const COMMA_REACH: usize = 8;

/// How far before it a conjunction of manner may stand (*comme l'a encore rappelé*).
const AS_SAID_REACH: usize = 6;

/// The same where the subject of the inserted clause stands before its verb.
const LONG_COMMA_REACH: usize = 20;

fn reports(text: &str, words: &[Word], lexicon: &Lexicon, start: usize, w: usize) -> bool {
    let word = &words[w];
    // *Gemäss Polizei*: at the head of a sentence a tagger may take any word for a noun.
    if w == start
        && word.upos == Upos::Noun
        && lexicon.nouns_have_capitals()
        && lexicon.set("according").opens(&fold_case(word.form(text)))
    {
        return true;
    }
    match word.upos {
        Upos::Verb | Upos::Aux => {
            verb_reports(text, words, lexicon, start, w)
                || phrase_starts(text, words, lexicon, "according", w)
        }
        Upos::Noun => {
            let form = fold_case(word.form(text));
            (lexicon.set("noun-cue").has(&form) || lexicon.set("noun-cue-motive").has(&form))
                && (clause_behind(text, words, lexicon, w) || infinitive_behind(words, w))
        }
        Upos::Punct | Upos::Sym => {
            let form = word.span.of(text);
            form == ":" || form == "?" || is_mark(form, lexicon)
        }
        // A clitic behind a hyphen can belong to an inserted clause of any verb.
        Upos::Pron => word.span.of(text).starts_with('-'),
        _ => {
            let starts = |set: &str| phrase_starts(text, words, lexicon, set, w);
            // A weak preposition names a source only where a clause starts, or before a relative.
            let opens = w == 0
                || matches!(words[w - 1].upos, Upos::Punct | Upos::Cconj | Upos::Adv)
                || words
                    .get(w + 1)
                    .is_some_and(|n| lexicon.set("relative-subject").has(&fold_case(n.form(text))));
            starts("according")
                || starts("according-taken-up")
                || starts("according-own")
                || starts("according-behind")
                || starts("so-source")
                || opens && starts("according-weak")
        }
    }
}

/// Whether a phrase of the set starts at a word.
fn phrase_starts(text: &str, words: &[Word], lexicon: &Lexicon, set: &str, w: usize) -> bool {
    let form = |i: usize| words.get(w + i).map(|x| fold_case(x.form(text)));
    let forms: Vec<_> = (0..6).map_while(form).collect();
    lexicon.set(set).longest(|i| forms.get(i).map(|f| f.as_str())) > 0
}

/// Whether a verb of saying stands with what it takes: a clause, an infinitive, a predicate, or the
/// comma of an inserted clause before it. Quoted words show by their marks.
fn verb_reports(text: &str, words: &[Word], lexicon: &Lexicon, start: usize, w: usize) -> bool {
    let lemma = &words[w].lemma;
    // *È quanto emerge da X.*
    let phrase = lexicon.set("take-up-phrase");
    if !phrase.is_empty() {
        let forms: Vec<_> = words.iter().skip(w).take(4).map(|x| fold_case(x.form(text))).collect();
        if phrase.longest(|i| forms.get(i).map(|f| f.as_str())) > 0 {
            return true;
        }
    }
    // A separable verb's stem means nothing by itself: its particle closes the clause.
    let separated = || {
        let particles = lexicon.set("particle");
        !particles.is_empty()
            && (w + 1..words.len().min(w + 1 + CLAUSE_REACH)).any(|x| {
                // Names, nouns and verbs are no particles.
                if matches!(
                    words[x].upos,
                    Upos::Noun | Upos::Propn | Upos::Verb | Upos::Aux | Upos::Punct | Upos::Num
                ) {
                    return false;
                }
                let form = |i: usize| words.get(x + i).map(|y| fold_case(y.form(text)));
                let first = form(0).unwrap_or_default();
                if !particles.opens(&first) {
                    return false;
                }
                let single = particles.has(&first)
                    && lexicon.verb(&CompactString::from_iter([first.as_str(), lemma])).is_some();
                single || phrase_of_verb(lexicon, form, lemma)
            })
    };
    let known = lexicon.verb(lemma).is_some_and(|e| e.reports())
        || lexicon.reflexive_verb(lemma).is_some()
        || !lexicon.verb_phrases(lemma).is_empty()
        || separated();
    if !known {
        return tells_in_mood(text, words, lexicon, start, w) || claims(words, lexicon, w);
    }
    // A subject before the verb stands between it and the comma.
    let leading = lexicon.set("inserted-subject").has("before");
    let reach = if leading { LONG_COMMA_REACH } else { COMMA_REACH };
    let low = w.saturating_sub(reach).max(start);
    let before = |form: &str| words[low..w].iter().any(|x| x.span.of(text) == form);
    let reflexive = lexicon.reflexive_verb(lemma).is_some()
        && words[w.saturating_sub(3)..w]
            .iter()
            .any(|x| lexicon.set("reflexive").has(&fold_case(x.form(text))));
    // *Lo ha detto X*: a pronoun takes up the sentence before; a colon gives what was said.
    let takes_up = !lexicon.set("take-up").is_empty()
        && words[w.saturating_sub(4)..(w + 2).min(words.len())]
            .iter()
            .any(|x| lexicon.set("take-up").has(&fold_case(x.form(text))));
    // *Das teilte die Polizei mit.*
    let pronoun =
        w == start + 1 && lexicon.set("sentence-pronoun").has(&fold_case(words[start].form(text)));
    let purpose = lexicon.set("takes-purpose").has(lemma)
        && words[w..]
            .iter()
            .take(INFINITIVE_REACH)
            .any(|x| lexicon.set("purpose-mark").has(&fold_case(x.form(text))));
    // *X l'a annoncé*, *C'est ce qu'a annoncé X*
    let object = lexicon.set("take-up-verb").has(lemma)
        && words[w.saturating_sub(4).max(start)..w].iter().any(|x| {
            let form = fold_case(x.form(text));
            lexicon.set("take-up-object").has(&form) || lexicon.set("complementiser").has(&form)
        });
    // *Comme l'a dit X, P*
    let manner = words[w.saturating_sub(AS_SAID_REACH).max(start)..w].iter().any(|x| {
        !lexicon.set("clause-clitic").is_empty()
            && lexicon.set("as-said").has(&fold_case(x.form(text)))
    });
    reflexive
        || lexicon.set("estimates").has(lemma)
        || object
        || manner
        || takes_up
        || pronoun
        || purpose
        || before(",")
        || comma_behind(text, words, lexicon, w)
        || clause_behind(text, words, lexicon, w)
        || infinitive_behind(words, w)
        || entries(lexicon, lemma).any(|e| {
            (e.takes(Frame::Bare) && finite_behind(words, w))
                || (e.takes(Frame::Ger) || e.takes(Frame::Accuse)) && gerund_behind(words, w)
                || e.takes(Frame::Whether) && asked_behind(text, words, lexicon, w)
        })
}

/// What the verb takes, alone and as the first word of longer ones (*call for*).
fn entries<'l>(lexicon: &'l Lexicon, lemma: &str) -> impl Iterator<Item = &'l CueEntry> {
    let longer = lexicon.verb_phrases(lemma).iter().filter_map(|(_, name)| lexicon.verb(name));
    lexicon.verb(lemma).into_iter().chain(longer)
}

/// Whether the words that begin with `form(0)` make a verb of saying of the verb before them: *kommt zu
/// dem Ergebnis*.
fn phrase_of_verb(
    lexicon: &Lexicon,
    form: impl Fn(usize) -> Option<CompactString>,
    lemma: &str,
) -> bool {
    let particles = lexicon.set("particle");
    let forms: Vec<_> = (0..4).map_while(form).collect();
    let n = particles.longest(|i| forms.get(i).map(|f| f.as_str()));
    let mut whole = CompactString::default();
    for form in forms.iter().take(n) {
        whole.push_str(form);
        whole.push('_');
    }
    whole.push_str(lemma);
    n > 1 && lexicon.verb(&whole).is_some()
}

/// A finite verb of a clause that nothing introduces.
fn finite_behind(words: &[Word], w: usize) -> bool {
    let mut behind = words.iter().skip(w + 2).take(CLAUSE_REACH);
    behind.any(|x| matches!(x.upos, Upos::Verb | Upos::Aux) && x.morph.verb_form == VerbForm::Fin)
}

fn gerund_behind(words: &[Word], w: usize) -> bool {
    let mut behind = words.iter().skip(w + 1).take(INFINITIVE_REACH);
    behind.any(crate::verb::is_gerund)
}

fn asked_behind(text: &str, words: &[Word], lexicon: &Lexicon, w: usize) -> bool {
    let mut behind = words.iter().skip(w + 1).take(INFINITIVE_REACH);
    behind.any(|x| lexicon.set("whether").has(&fold_case(x.form(text))))
}

/// *Sie will nichts gewusst haben.*
fn claims(words: &[Word], lexicon: &Lexicon, w: usize) -> bool {
    lexicon.set("claiming-modal").has(&words[w].lemma)
        && words.iter().skip(w + 2).take(CLAUSE_REACH).any(|x| {
            x.morph.verb_form == VerbForm::Inf && lexicon.set("perfect-auxiliary").has(&x.lemma)
        })
}

/// *Sie wehrte ab, das sei ihre Sache*; *Das sei ihre Sache, wehrte sie ab*: any verb can report where the
/// clause beside it stands in the mood of reports.
fn tells_in_mood(text: &str, words: &[Word], lexicon: &Lexicon, start: usize, w: usize) -> bool {
    let vowel = lexicon.set("mood-vowel");
    let told = |x: &Word| {
        x.morph.verb_form == VerbForm::Fin
            && (x.morph.mood == Mood::Sub
                || x.morph.tense == Tense::Past && vowel.is_in(x.form(text)))
    };
    let own = |x: &Word| x.morph.mood == Mood::Ind && x.morph.verb_form == VerbForm::Fin;
    let parts = |x: &Word| matches!(x.form(text), "," | ":");
    if !own(&words[w]) || !lexicon.set("running-mood").has("sub") {
        return false;
    }
    let low = w.saturating_sub(COMMA_REACH).max(start);
    let inserted = || words[low..w].iter().any(parts) && words[start..w].iter().any(told);
    let beside = || {
        let mut behind = words.iter().skip(w + 1).take(CLAUSE_REACH).skip_while(|x| !parts(x));
        behind.any(told)
    };
    inserted() || beside()
}

/// A clause without complementiser may follow.
fn comma_behind(text: &str, words: &[Word], lexicon: &Lexicon, w: usize) -> bool {
    let mut behind = words.iter().skip(w + 1).take(CLAUSE_REACH);
    !lexicon.set("bare-complement").is_empty() && behind.any(|x| x.form(text) == ",")
}

fn clause_behind(text: &str, words: &[Word], lexicon: &Lexicon, w: usize) -> bool {
    let behind = words.iter().skip(w + 1).take(CLAUSE_REACH);
    behind.into_iter().any(|x| lexicon.set("complementiser").has(&fold_case(x.form(text))))
}

fn infinitive_behind(words: &[Word], w: usize) -> bool {
    let mut behind = words.iter().skip(w + 1).take(INFINITIVE_REACH);
    behind.any(|x| x.morph.verb_form == VerbForm::Inf)
}

/// Marks the subject of a sentence without a tree: the noun phrase before its first finite verb that
/// no preposition governs.
pub(crate) fn subject(analysis: &mut Analysis, range: Range<usize>, lexicon: &Lexicon) {
    let finite = range.clone().find(|w| {
        let word = &analysis.words[*w];
        matches!(word.upos, Upos::Verb | Upos::Aux)
            && (word.morph.verb_form == VerbForm::Fin || word.morph.mood != Mood::None)
    });
    let Some(finite) = finite else { return };
    let mut w = finite;
    let mut found = None;
    while w > range.start {
        w -= 1;
        match analysis.words[w].upos {
            Upos::Noun | Upos::Propn | Upos::Pron => found = Some(w),
            Upos::Adp => found = None,
            Upos::Det | Upos::Adj | Upos::Num | Upos::Adv => {}
            _ if found.is_some() => break,
            _ => {}
        }
    }
    if let Some(mut subject) = found {
        // *police chief*: the head of a compound, where that is its last noun.
        while !lexicon.set("compound-head").is_empty()
            && subject + 1 < finite
            && analysis.words[subject].upos == Upos::Noun
            && analysis.words[subject + 1].upos == Upos::Noun
        {
            subject += 1;
        }
        analysis.words[subject].deprel = Deprel::Nsubj;
        analysis.words[subject].head = finite;
    }
}
