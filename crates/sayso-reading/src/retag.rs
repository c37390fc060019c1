//! Forms that are verb of saying and noun or adjective at once (*annonce*, *précise*).
//!
//! A tagger trained on general text takes them for nouns after a noun. Before a complementiser, a
//! quotation mark or a colon, behind a noun phrase, they report.

use crate::lexicon::Lexicon;
use sayso_language::{Analysis, Mood, Number, Person, Tense, Upos, VerbForm};

/// Tags as finite verbs the ambiguous forms that report, before the sentence is parsed.
pub(crate) fn verbs(text: &str, analysis: &mut Analysis, lexicon: &Lexicon) {
    for s in 0..analysis.sentences.len() {
        let range = analysis.sentences[s].words.clone();
        for w in range.clone() {
            if !matches!(analysis.words[w].upos, Upos::Noun | Upos::Adj | Upos::Propn) {
                continue;
            }
            let form = analysis.words[w].form(text).to_lowercase();
            let Some(lemma) = lexicon.ambiguous_verb(&form) else { continue };
            if reports(text, analysis, lexicon, w, range.clone()) {
                let word = &mut analysis.words[w];
                word.upos = Upos::Verb;
                word.lemma = lemma.into();
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

fn reports(
    text: &str,
    analysis: &Analysis,
    lexicon: &Lexicon,
    w: usize,
    range: std::ops::Range<usize>,
) -> bool {
    let words = &analysis.words;
    let Some(before) = w.checked_sub(1).filter(|b| *b >= range.start) else { return false };
    let subject = matches!(words[before].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X)
        || (words[before].upos == Upos::Pron && lexicon.set("clitic").has(&words[before].form(text).to_lowercase()))
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
        words[w + 1].upos == Upos::Adv && lexicon.set("complementiser").has(&n.form(text).to_lowercase())
    });
    (subject && follows) || inverted
}
