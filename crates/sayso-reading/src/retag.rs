//! Forms that are verb of saying and noun or adjective at once (*annonce*, *précise*).
//!
//! A tagger trained on general text takes them for nouns after a noun. Before a complementiser, a
//! quotation mark or a colon, behind a noun phrase, they report.

use crate::lexicon::Lexicon;
use compact_str::CompactString;
use sayso_language::{Analysis, Mood, Number, Person, Tense, Upos, VerbForm};

/// Tags as finite verbs the ambiguous forms that report, before the sentence is parsed.
pub(crate) fn verbs(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.clone() {
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
            if inverted || reports(text, analysis, lexicon, w, range.clone()) {
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
        && words
            .get(w + 1)
            .filter(|_| w + 1 < range.end)
            .is_some_and(|n| matches!(n.upos, Upos::Det | Upos::Sconj) || n.form(text) == ":")
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
        capital && n.upos != Upos::Adp
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
