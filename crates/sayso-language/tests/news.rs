//! The essentials of short news sentences: who is the subject of the saying, what is said.

use sayso_language::{Analysis, Deprel, Number, Pack, Upos, VerbForm, Word};
use sayso_model::{Lang, Span};
use std::sync::LazyLock;

static PACK: LazyLock<Pack> =
    LazyLock::new(|| Pack::load(&Lang::new("fr")).expect("the French pack"));

struct Read {
    text: &'static str,
    analysis: Analysis,
}

fn read(text: &'static str) -> Read {
    let mut analysis = PACK.analyse(text, &[Span::from_range(0..text.len())]);
    for sentence in 0..analysis.sentences.len() {
        PACK.parse(text, &mut analysis, sentence);
    }
    Read { text, analysis }
}

impl Read {
    fn word(&self, form: &str) -> &Word {
        let found = self.analysis.words.iter().find(|w| w.form(self.text) == form);
        found.unwrap_or_else(|| panic!("no word {form:?} in {:?}", self.text))
    }

    /// The form of the word's head and its relation.
    fn arc(&self, form: &str) -> (&str, Deprel) {
        let word = self.word(form);
        (self.analysis.words[word.head].form(self.text), word.deprel)
    }
}

#[test]
fn the_subject_of_a_saying() {
    let r = read("Le maire de Valmont a déclaré lundi que la commune vendrait le terrain.");
    assert_eq!(r.arc("maire"), ("déclaré", Deprel::Nsubj));
    assert_eq!(r.arc("vendrait"), ("déclaré", Deprel::Ccomp));
    assert_eq!(r.arc("que"), ("vendrait", Deprel::Mark));
    assert_eq!(r.arc("commune"), ("vendrait", Deprel::Nsubj));
    assert_eq!(r.arc("a"), ("déclaré", Deprel::AuxTense));
    assert_eq!(r.word("déclaré").lemma, "déclarer");
    assert_eq!(r.word("déclaré").morph.verb_form, VerbForm::Part);
}

#[test]
fn an_inverted_pronoun_after_a_quotation() {
    for text in [
        "«La commune vendra le terrain», a-t-il ajouté.",
        "« La commune vendra le terrain », a-t-il ajouté.",
        "“La commune vendra le terrain”, a-t-il ajouté.",
        "\"La commune vendra le terrain\", a-t-il ajouté.",
    ] {
        let r = read(text);
        let (head, relation) = r.arc("-t-il");
        assert_eq!(head, "ajouté", "{text}");
        assert!(matches!(relation, Deprel::Nsubj | Deprel::Expl), "{text}: {relation:?}");
        assert_eq!(r.word("-t-il").upos, Upos::Pron);
        assert_eq!(r.arc("commune"), ("vendra", Deprel::Nsubj), "{text}");
    }
}

#[test]
fn an_inverted_noun_after_a_quotation() {
    let r = read("«Nous vendrons le terrain», a affirmé la présidente du conseil.");
    assert_eq!(r.arc("présidente"), ("affirmé", Deprel::Nsubj));
    assert_eq!(r.arc("conseil"), ("présidente", Deprel::Nmod));
    assert_eq!(r.arc("terrain"), ("vendrons", Deprel::Obj));
}

#[test]
fn a_passive_with_its_agent() {
    let r = read("Le projet a été rejeté par les députés.");
    assert_eq!(r.arc("projet"), ("rejeté", Deprel::NsubjPass));
    assert_eq!(r.arc("députés"), ("rejeté", Deprel::OblAgent));
    assert_eq!(r.word("députés").morph.number, Number::Plur);
}

#[test]
fn contractions_and_determiners() {
    let r = read("Le chef des pompiers a distribué des masques.");
    assert_eq!(r.arc("pompiers"), ("chef", Deprel::Nmod));
    assert_eq!(r.arc("masques"), ("distribué", Deprel::Obj));
    assert_eq!(r.word("des").upos, Upos::Det);
}
