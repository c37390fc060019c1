//! Reads treebanks in CoNLL-U.

use anyhow::{Context, Result};
use sayso_language::{Case, Deprel, Gender, Mood, Morph, Number, Person, Tense, Upos, VerbForm};
use std::path::Path;

/// A word of a treebank.
#[derive(Debug, Clone)]
pub struct Word {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub morph: Morph,
    /// From 1; 0 is the root.
    pub head: u16,
    pub deprel: Deprel,
    /// Whether blank space stands before it. A contraction's second part counts as spaced.
    pub spaced: bool,
    /// The index of its token in the sentence.
    pub token: usize,
}

/// A sentence of a treebank.
#[derive(Debug, Clone, Default)]
pub struct Sentence {
    pub words: Vec<Word>,
    /// The surface tokens, and whether blank space stands before each.
    pub tokens: Vec<(String, bool)>,
    /// The `# text` line.
    pub text: String,
    /// Whether a document starts here.
    pub starts_document: bool,
}

/// Reads a treebank file.
pub fn read(path: &Path) -> Result<Vec<Sentence>> {
    let file = std::fs::read_to_string(path)
        .with_context(|| format!("reading the treebank {}", path.display()))?;
    let mut sentences = Vec::new();
    let mut sentence = Sentence::default();
    let mut spaced = true;
    // The last word that the current surface token covers.
    let mut covered = 0usize;
    for (number, line) in file.lines().enumerate() {
        if line.is_empty() {
            if !sentence.words.is_empty() {
                sentences.push(std::mem::take(&mut sentence));
            }
            (spaced, covered) = (true, 0);
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            if let Some(text) = comment.strip_prefix(" text = ") {
                text.clone_into(&mut sentence.text);
            }
            sentence.starts_document |= comment.starts_with(" newdoc");
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, _, feats, head, deprel, _, misc] = columns.as_slice() else {
            anyhow::bail!("{}:{}: not ten columns", path.display(), number + 1);
        };
        if id.contains('.') {
            continue;
        }
        let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = id.split_once('-') {
            covered = last.parse().with_context(|| format!("id {id}"))?;
            sentence.tokens.push((form.to_owned(), spaced));
            spaced = space_after;
            continue;
        }
        let index: usize = id.parse().with_context(|| format!("id {id}"))?;
        let first_of_many = index <= covered;
        let before = if first_of_many {
            // `spaced` already tells what follows the token: its first word takes the token's.
            let again = sentence.words.last().is_some_and(|w| w.token + 1 == sentence.tokens.len());
            again || sentence.tokens.last().is_none_or(|t| t.1)
        } else {
            sentence.tokens.push((form.to_owned(), spaced));
            let before = spaced;
            spaced = space_after;
            before
        };
        sentence.words.push(Word {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_name(upos).unwrap_or(Upos::X),
            morph: morph(feats),
            head: head.parse().with_context(|| format!("head {head}"))?,
            deprel: relation(deprel),
            spaced: before,
            token: sentence.tokens.len() - 1,
        });
    }
    if !sentence.words.is_empty() {
        sentences.push(sentence);
    }
    Ok(sentences)
}

/// A relation, with subtypes that are not kept fallen to their base.
fn relation(name: &str) -> Deprel {
    Deprel::from_name(name)
        .or_else(|| Deprel::from_name(name.split(':').next().unwrap_or(name)))
        .unwrap_or(Deprel::Dep)
}

/// The features that the engine knows, out of a FEATS column.
pub fn morph(feats: &str) -> Morph {
    let mut morph = Morph::default();
    for feat in feats.split('|') {
        let Some((name, value)) = feat.split_once('=') else { continue };
        match name {
            "Gender" => morph.gender = Gender::from_name(value).unwrap_or_default(),
            "Number" => morph.number = Number::from_name(value).unwrap_or_default(),
            "Person" => morph.person = Person::from_name(value).unwrap_or_default(),
            "Tense" => morph.tense = Tense::from_name(value).unwrap_or_default(),
            "Mood" => morph.mood = Mood::from_name(value).unwrap_or_default(),
            "VerbForm" => morph.verb_form = VerbForm::from_name(value).unwrap_or_default(),
            "Case" => morph.case = Case::from_name(value).unwrap_or_default(),
            _ => {}
        }
    }
    // Treebanks that leave a participle's tense open mean the past one by far most often.
    if morph.verb_form == VerbForm::Part && morph.tense == Tense::None {
        morph.tense = Tense::Past;
    }
    morph
}

/// Lifts the arcs that cross others to their heads' heads until none cross.
pub fn projectivise(sentence: &mut Sentence) {
    let len = sentence.words.len();
    for _ in 0..len * 2 {
        let heads: Vec<usize> =
            std::iter::once(0).chain(sentence.words.iter().map(|w| usize::from(w.head))).collect();
        let is_under = |mut word: usize, head: usize| {
            for _ in 0..=len {
                if word == head {
                    return true;
                }
                if word == 0 {
                    return false;
                }
                word = heads.get(word).copied().unwrap_or(0);
            }
            false
        };
        // The shortest arc that spans a word which its head does not dominate.
        let crossing = (1..=len)
            .filter(|&w| heads[w] != 0)
            .filter(|&w| {
                let (a, b) = (w.min(heads[w]), w.max(heads[w]));
                (a + 1..b).any(|between| !is_under(between, heads[w]))
            })
            .min_by_key(|&w| w.abs_diff(heads[w]));
        let Some(word) = crossing else { return };
        sentence.words[word - 1].head = heads[heads[word]] as u16;
    }
}

/// Makes what is reported the head of the clause that reports it: where a treebank has the verb of
/// saying as the root and a clause before it as its parataxis, the clause becomes the root and the
/// verb its inserted parataxis, as in UD French Sequoia.
pub fn turn_parataxis(sentence: &mut Sentence) {
    let words = &sentence.words;
    let Some(root) = words.iter().position(|w| w.head == 0) else { return };
    let hangs = |w: &Word| usize::from(w.head) == root + 1;
    let Some(clause) = words[..root].iter().position(|w| hangs(w) && w.deprel == Deprel::Parataxis)
    else {
        return;
    };
    for (at, word) in sentence.words.iter_mut().enumerate() {
        if at == clause {
            (word.head, word.deprel) = (0, Deprel::Root);
        } else if at == root {
            (word.head, word.deprel) = (clause as u16 + 1, Deprel::ParataxisInsert);
        } else if usize::from(word.head) == root + 1
            && word.upos == Upos::Punct
            && (at < clause || at > root)
        {
            word.head = clause as u16 + 1;
        }
    }
}
