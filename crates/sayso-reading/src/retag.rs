//! Forms that are verb of saying and noun or adjective at once (*annonce*, *précise*).
//!
//! A tagger trained on general text takes them for nouns after a noun. Before a complementiser, a
//! quotation mark or a colon, behind a noun phrase, they report.

use crate::lexicon::{Frame, Lexicon};
use compact_str::CompactString;
use sayso_language::{Analysis, Mood, Number, Person, Tense, Upos, VerbForm};

/// Tags as finite verbs the ambiguous forms that report, before the sentence is parsed.
pub(crate) fn verbs(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    let past = !lexicon.set("past").is_empty();
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.clone() {
            possessive(text, analysis, lexicon, w, range.clone());
            let word = &analysis.words[w];
            // *«…», prédit le patron*: a form that is participle and present at once.
            let participle = word.upos == Upos::Verb
                && word.morph.verb_form == VerbForm::Part
                && word.morph.tense == Tense::Past;
            if !participle && !matches!(word.upos, Upos::Noun | Upos::Adj | Upos::Propn) {
                continue;
            }
            if participle {
                if behind_quote(text, analysis, lexicon, w, range.clone())
                    || subject_clitic_behind(text, analysis, w, range.end)
                    || stands_finite(text, analysis, lexicon, w, range.clone())
                {
                    let word = &mut analysis.words[w];
                    word.morph.verb_form = VerbForm::Fin;
                    word.morph.mood = Mood::Ind;
                    word.morph.tense = Tense::Pres;
                    word.morph.person = Person::Third;
                } else if past
                    && lexicon.verb(&analysis.words[w].lemma).is_some()
                    && (is_inserted(text, analysis, lexicon, w, range.clone())
                        || takes_clause(text, analysis, lexicon, w, range.clone()))
                {
                    let word = &mut analysis.words[w];
                    word.morph.verb_form = VerbForm::Fin;
                    word.morph.mood = Mood::Ind;
                }
                continue;
            }
            let form = crate::view::fold_case(analysis.words[w].form(text));
            let inverted = subject_clitic_behind(text, analysis, w, range.end)
                || behind_quote(text, analysis, lexicon, w, range.clone());
            let known = lexicon.ambiguous_verb(&form).map(CompactString::from);
            // A first conjugation's form is its own stem in the languages that invert.
            let Some(lemma) = known.clone().or_else(|| inverted.then(|| form.clone())) else {
                continue;
            };
            if inverted
                || reports(text, analysis, lexicon, w, range.clone())
                || past
                    && lexicon.verb(&lemma).is_some_and(|e| e.takes(Frame::Insert))
                    && is_inserted(text, analysis, lexicon, w, range.clone())
            {
                let word = &mut analysis.words[w];
                word.upos = Upos::Verb;
                word.lemma = lemma;
                word.morph = Default::default();
                word.morph.verb_form = VerbForm::Fin;
                word.morph.mood = Mood::Ind;
                word.morph.tense = Tense::Pres;
                word.morph.person = Person::Third;
                word.morph.number = Number::Sing;
            }
        }
    }
}

/// Words that the subject of an inserted clause has at most.
const LONGEST_SUBJECT: usize = 18;

/// *P, the diocese announced on Wednesday*: a noun phrase between a comma or a closing mark and the verb,
/// a clause before it, and nothing but an adjunct behind. Where the past's form is the participle's,
/// taggers take it for one.
fn is_inserted(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let is_comma = |x: usize| words[x].span.of(text) == ",";
    let closes = |x: usize| {
        let mark = words[x].span.of(text);
        !mark.starts_with(char::is_alphanumeric)
            && lexicon.marks.iter().any(|m| mark.starts_with(m.close))
    };
    let is_verb = |x: usize| matches!(words[x].upos, Upos::Verb | Upos::Aux);
    let low = w.saturating_sub(LONGEST_SUBJECT).max(range.start);
    let mut phrase =
        (low..w).rev().take_while(|x| !is_comma(*x) && !closes(*x)).collect::<Vec<_>>();
    let Some(comma) = phrase.last().copied().unwrap_or(w).checked_sub(1) else { return false };
    if comma < range.start || !(is_comma(comma) || closes(comma)) {
        return false;
    }
    phrase.retain(|x| words[*x].upos != Upos::Adv);
    let named = phrase.first().is_some_and(|x| {
        matches!(words[*x].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj)
    });
    let plain = !phrase.iter().any(|x| {
        is_verb(*x)
            || matches!(words[*x].upos, Upos::Sconj | Upos::Intj)
            || words[*x].upos == Upos::Punct
    });
    let starts = phrase.last().is_some_and(|x| !matches!(words[*x].upos, Upos::Adp | Upos::Cconj));
    let clause =
        (range.start..comma).any(|x| is_verb(x) && words[x].morph.verb_form == VerbForm::Fin);
    let rest = (w + 1..range.end)
        .take_while(|x| words[*x].upos != Upos::Punct)
        .any(|x| is_verb(x) && words[x].morph.verb_form == VerbForm::Fin);
    named && plain && starts && clause && !rest
}

/// *denied by telephone that P*: a clause follows that only a finite verb takes.
fn takes_clause(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let Some(before) = (range.start..w).rev().find(|x| words[*x].upos != Upos::Adv) else {
        return false;
    };
    let subject = matches!(words[before].upos, Upos::Noun | Upos::Propn | Upos::Pron)
        || words[before].span.of(text) == ","
            && !lexicon.set("takes-addressee").has(&words[w].lemma);
    let clause = (w + 1..range.end.min(w + 8))
        .take_while(|x| !matches!(words[*x].upos, Upos::Punct | Upos::Verb | Upos::Aux))
        .any(|x| {
            words[x].upos == Upos::Sconj
                && lexicon.set("complementiser").has(&crate::view::fold_case(words[x].form(text)))
        });
    subject && clause
}

/// *the workers’ union*: an apostrophe behind a plural that taggers take for a closing mark.
fn possessive(
    text: &str,
    analysis: &mut Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) {
    let words = &analysis.words;
    let form = words[w].span.of(text);
    if words[w].upos != Upos::Punct || !matches!(form, "'" | "’") || w == range.start {
        return;
    }
    let opens = |x: usize| {
        let mark = words[x].span.of(text);
        mark == "‘" || mark == "'" && words[x].spaced
    };
    let noun = matches!(words[w - 1].upos, Upos::Noun | Upos::Propn | Upos::Adj)
        && lexicon.set("possessive-ending").ends(&crate::view::fold_case(words[w - 1].form(text)));
    let goes_on = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        n.spaced && matches!(n.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
    });
    if noun && goes_on && !words[w].spaced && !(range.start..w).any(opens) {
        let word = &mut analysis.words[w];
        word.upos = Upos::Part;
        word.morph = Default::default();
    }
}

/// *La présidente décrit cette enquête*: the form of a present too, with no auxiliary before it and
/// an object or a clause behind it.
fn stands_finite(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let low = w.saturating_sub(6).max(range.start);
    lexicon.ambiguous_verb(&crate::view::fold_case(words[w].form(text))).is_some()
        && w > range.start
        && words[low..w].iter().all(|x| x.upos != Upos::Aux)
        && words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
            matches!(n.upos, Upos::Det | Upos::Sconj)
                || n.form(text) == ":"
                || opens_infinitive(text, analysis, lexicon, w + 1, range.end)
        })
}

/// *dit « attendre ce jour »*: an infinitive right behind the opening mark.
fn opens_infinitive(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    mark: usize,
    end: usize,
) -> bool {
    let opens = lexicon.marks.iter().any(|m| analysis.words[mark].form(text).starts_with(m.open));
    opens
        && analysis
            .words
            .iter()
            .take(end)
            .skip(mark + 1)
            .find(|x| !matches!(x.upos, Upos::Adv | Upos::Pron | Upos::Part))
            .is_some_and(|x| x.morph.verb_form == VerbForm::Inf)
}

/// *lance-t-il*: only a verb has its subject behind a hyphen.
fn subject_clitic_behind(text: &str, analysis: &Analysis, w: usize, end: usize) -> bool {
    analysis
        .words
        .get(w + 1)
        .filter(|_| w + 1 < end)
        .is_some_and(|n| n.upos == Upos::Pron && n.span.of(text).starts_with('-') && !n.spaced)
}

/// *«…», murmure Halyna P., institutrice*: a lower-case word between a closing mark and a name.
fn behind_quote(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let form = words[w].form(text);
    if !form.chars().all(char::is_lowercase) {
        return false;
    }
    let mut at = w;
    if at > range.start && words[at - 1].span.of(text) == "," {
        at -= 1;
    }
    let closes = at > range.start && {
        let mark = words[at - 1].span.of(text);
        lexicon.marks.iter().any(|m| mark.starts_with(m.close))
    };
    let subject = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        let form = n.form(text);
        let capital = form.chars().next().is_some_and(|c| c.is_uppercase() || c == '@');
        // *« … », écrit dans un communiqué la société*
        let adjunct = n.upos == Upos::Adp
            && form.chars().all(char::is_lowercase)
            && lexicon.ambiguous_verb(words[w].form(text)).is_some();
        capital && n.upos != Upos::Adp
            || adjunct
            || n.upos == Upos::Det && !lexicon.set("complementiser").has(form)
    });
    closes && subject
}

fn reports(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let Some(before) = w.checked_sub(1).filter(|b| *b >= range.start) else { return false };
    let subject = matches!(
        words[before].upos,
        Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Cconj
    ) || (words[before].upos == Upos::Punct && words[before].span.of(text) == ",")
        || (words[before].upos == Upos::Pron
            && lexicon.set("clitic").has(&words[before].form(text).to_lowercase()))
        || lexicon.set("relative-subject").has(words[before].form(text));
    // Behind a quotation's comma the subject follows: *«…», précise Mme X*.
    let inverted = words[before].upos == Upos::Punct
        && words.get(w + 1).is_some_and(|n| matches!(n.upos, Upos::Det | Upos::Propn))
        && !words.get(w + 1).is_some_and(|n| lexicon.set("complementiser").has(n.form(text)))
        && before > range.start;
    let follows = words.get(w + 1).filter(|_| w + 1 < range.end).is_some_and(|n| {
        let form = n.form(text).to_lowercase();
        lexicon.set("complementiser").has(&form)
            || form == ":"
            || lexicon.marks.iter().any(|m| form.starts_with(m.open))
    }) || words.get(w + 2).filter(|_| w + 2 < range.end).is_some_and(|n| {
        // One adverb between: *précise également que*.
        words[w + 1].upos == Upos::Adv
            && lexicon.set("complementiser").has(&n.form(text).to_lowercase())
    });
    // *L'opposition reproche au gouvernement d'avoir menti*: an infinitive of its frame follows.
    let infinitive = || {
        (w + 1..range.end.min(w + 9)).any(|x| {
            lexicon.set("infinitive-of").has(&crate::view::fold_case(words[x].form(text)))
                && words.get(x + 1).is_some_and(|n| n.morph.verb_form == VerbForm::Inf)
        })
    };
    (subject && (follows || infinitive())) || inverted
}
