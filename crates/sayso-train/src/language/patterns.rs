//! Sentences made from a pack's `patterns.txt`: constructions of news that treebanks have few of.

use super::conllu::Word;
use super::learner::Dice;
use anyhow::{Context, Result};
use sayso_language::{Deprel, Morph, Upos};
use std::collections::BTreeMap;
use std::path::Path;

/// Reads the patterns and makes `copies` sentences of each. Words carry form, head and relation,
/// and the part of speech where the pattern gives one, else X. No file, no sentences.
pub fn make(path: &Path, copies: usize, dice: &mut Dice) -> Result<Vec<Vec<Word>>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let file = std::fs::read_to_string(path)
        .with_context(|| format!("reading the patterns {}", path.display()))?;
    let mut sets: Sets<'_> = BTreeMap::new();
    let mut sentences = Vec::new();
    for line in file.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some((name, words)) = line.split_once(" = ") {
            let (name, upos) = tagged(name);
            sets.insert(name, (upos, words.split_whitespace().collect()));
            continue;
        }
        for _ in 0..copies {
            let words: Result<Vec<Word>> = line
                .split_whitespace()
                .map(|item| word(item, &sets, dice).with_context(|| format!("in {line:?}")))
                .collect();
            sentences.push(words?);
        }
    }
    Ok(sentences)
}

type Sets<'a> = BTreeMap<&'a str, (Upos, Vec<&'a str>)>;

/// A form or name and the part of speech after its slash.
fn tagged(item: &str) -> (&str, Upos) {
    match item.rsplit_once('/').map(|(form, upos)| (form, Upos::from_name(upos))) {
        Some((form, Some(upos))) => (form, upos),
        _ => (item, Upos::X),
    }
}

/// A word written `form>head:relation` or `form/UPOS>head:relation`; the form may be `{SET}` or
/// `one|other`.
fn word(item: &str, sets: &Sets<'_>, dice: &mut Dice) -> Result<Word> {
    let (form, arc) = item.rsplit_once('>').with_context(|| format!("no head at {item:?}"))?;
    let (head, relation) =
        arc.split_once(':').with_context(|| format!("no relation at {item:?}"))?;
    let (form, own) = tagged(form);
    let (upos, choices) = match form.strip_prefix('{').and_then(|f| f.strip_suffix('}')) {
        Some(name) => sets.get(name).with_context(|| format!("no set {name:?}"))?.clone(),
        None => (own, form.split('|').collect()),
    };
    let form = choices.get(dice.below(choices.len())).copied().unwrap_or(form);
    Ok(Word {
        form: form.to_owned(),
        lemma: String::new(),
        upos,
        morph: Morph::default(),
        head: head.parse().with_context(|| format!("head at {item:?}"))?,
        deprel: Deprel::from_name(relation)
            .with_context(|| format!("unknown relation {relation:?}"))?,
        spaced: true,
        token: 0,
        possessive: false,
    })
}
