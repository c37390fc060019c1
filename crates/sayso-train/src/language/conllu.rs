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
    /// Whether it is the possessive of its head (*nmod:poss*).
    pub possessive: bool,
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
            possessive: deprel == "nmod:poss",
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

/// Joins words that a treebank parts at their hyphens (*well - known*) into one, as the engine cuts
/// them. The joined word is in the tree what its head was.
pub fn join_hyphens(sentence: &mut Sentence) {
    let words = &sentence.words;
    let glued = |at: usize| at < words.len() && !words[at].spaced;
    let joins = |at: usize| {
        at > 0
            && glued(at)
            && glued(at + 1)
            && matches!(words[at].form.as_str(), "-" | "\u{2010}" | "\u{2011}")
            && words[at - 1].form.ends_with(char::is_alphanumeric)
            && words[at + 1].form.starts_with(char::is_alphanumeric)
    };
    // The new number of each old word, from 0.
    let mut place = Vec::with_capacity(words.len());
    let mut groups: Vec<std::ops::Range<usize>> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut end = at + 1;
        while joins(end) {
            end += 2;
        }
        (at..end).for_each(|_| place.push(groups.len()));
        groups.push(at..end);
        at = end;
    }
    if groups.len() == words.len() {
        return;
    }
    // Tokens that share a joined word become one.
    let mut token_place = vec![0; sentence.tokens.len()];
    let mut tokens: Vec<(String, bool)> = Vec::new();
    let mut last = usize::MAX;
    for group in &groups {
        for word in &words[group.clone()] {
            let fresh = word.token != last;
            last = word.token;
            let (form, spaced) = &sentence.tokens[word.token];
            match tokens.last_mut() {
                Some(joined) if fresh && word.token > words[group.start].token => {
                    joined.0.push_str(form);
                }
                _ if fresh => tokens.push((form.clone(), *spaced)),
                _ => {}
            }
            token_place[word.token] = tokens.len() - 1;
        }
    }
    let joined = groups
        .iter()
        .map(|group| {
            let inside = |head: u16| head > 0 && group.contains(&(usize::from(head) - 1));
            let parts = &words[group.clone()];
            let top = parts.iter().find(|w| !inside(w.head)).unwrap_or(&words[group.start]);
            let mut word = top.clone();
            word.form = parts.iter().map(|w| w.form.as_str()).collect();
            if let [before @ .., end] = parts
                && !before.is_empty()
            {
                let before: String = before.iter().map(|w| w.form.as_str()).collect();
                word.lemma = before + &end.lemma;
            }
            word.head = match top.head {
                0 => 0,
                head => place.get(usize::from(head) - 1).map_or(0, |p| *p as u16 + 1),
            };
            word.spaced = parts[0].spaced;
            word.token = token_place[parts[0].token];
            word
        })
        .collect();
    sentence.words = joined;
    sentence.tokens = tokens;
}

/// Tells the parts of names from other flat phrases.
pub fn name_flats(sentence: &mut Sentence) {
    for at in 0..sentence.words.len() {
        let head = usize::from(sentence.words[at].head);
        let named = head > 0 && sentence.words[head - 1].upos == Upos::Propn;
        let word = &mut sentence.words[at];
        if named && word.deprel == Deprel::Flat {
            word.deprel = Deprel::FlatName;
        }
    }
}

/// Makes possessives before their noun determiners, as the Romance treebanks have them; whose they are
/// says nothing of the noun.
pub fn determine_possessives(sentence: &mut Sentence) {
    for word in &mut sentence.words {
        if word.upos == Upos::Pron && word.possessive {
            (word.upos, word.deprel) = (Upos::Det, Deprel::Det);
            word.morph = Morph::default();
        }
    }
}

/// Makes obliques of no kind adjuncts: the engine keeps the kinds, and training counts any kind as
/// right where none is given.
pub fn name_adjuncts(sentence: &mut Sentence) {
    for word in sentence.words.iter_mut().filter(|w| w.deprel == Deprel::Obl) {
        word.deprel = Deprel::OblMod;
    }
}

/// Makes a clause of saying behind or within what it reports the inserted parataxis of what is
/// reported, where a treebank has that as the complement of the verb of saying, or the clause as a
/// plain parataxis: *"A," he said* / *P, I think*.
pub fn turn_clauses(sentence: &mut Sentence) {
    let number = |w: usize| w as u16 + 1;
    for verb in 0..sentence.words.len() {
        let words = &sentence.words;
        if words[verb].upos != Upos::Verb {
            continue;
        }
        let child = |w: usize| words[w].head == number(verb);
        let Some(subject) =
            (0..words.len()).rfind(|w| child(*w) && matches!(words[*w].deprel, Deprel::Nsubj))
        else {
            continue;
        };
        let complement = (0..verb.min(subject)).rfind(|c| {
            child(*c)
                && matches!(words[*c].deprel, Deprel::Ccomp | Deprel::Parataxis)
                && !words.iter().any(|m| m.head == number(*c) && m.deprel == Deprel::Mark)
        });
        if let Some(said) = complement {
            let (head, deprel) = (words[verb].head, words[verb].deprel);
            for (at, word) in sentence.words.iter_mut().enumerate() {
                if at == said {
                    (word.head, word.deprel) = (head, deprel);
                } else if at == verb {
                    (word.head, word.deprel) = (number(said), Deprel::ParataxisInsert);
                } else if word.head == number(verb) && at > verb {
                    let goes_on = matches!(word.deprel, Deprel::Ccomp | Deprel::Parataxis);
                    if goes_on {
                        word.deprel = Deprel::Parataxis;
                    }
                    if goes_on || word.upos == Upos::Punct && at + 1 >= verb {
                        word.head = number(said);
                    }
                } else if word.head == number(verb) && word.upos == Upos::Punct {
                    word.head = number(said);
                }
            }
            continue;
        }
        let has_complement = (0..words.len()).any(|w| {
            child(w) && matches!(words[w].deprel, Deprel::Ccomp | Deprel::Obj | Deprel::Xcomp)
        });
        let before = usize::from(words[verb].head) < verb && words[verb].head > 0;
        if words[verb].deprel == Deprel::Parataxis && before && !has_complement {
            sentence.words[verb].deprel = Deprel::ParataxisInsert;
        }
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
