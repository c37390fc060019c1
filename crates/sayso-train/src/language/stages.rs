//! Trains each stage of a pack.

use super::conllu::{Sentence, Word};
use super::learner::{Dice, Learner};
use sayso_language::training::*;
use sayso_language::{Deprel, Morph, Upos};
use std::collections::BTreeMap;

/// A sentence as the stages take it.
pub struct Example {
    pub words: Vec<Word>,
    pub traits: Vec<Traits>,
    /// Indices of the words' morphology in the inventory.
    pub morph: Vec<u8>,
    /// In how many of 100 epochs it is used.
    pub weight: usize,
    /// Whether words with the part of speech X have an unknown one, and the morphology is unknown.
    pub partial: bool,
}

/// The combinations of morphology seen, and those that each part of speech can have.
pub struct Inventory {
    pub morphs: Vec<Morph>,
    pub allowed: Vec<u128>,
}

impl Inventory {
    pub fn of<'a>(sentences: impl Iterator<Item = &'a Sentence>) -> Inventory {
        let mut counts: BTreeMap<Morph, usize> = BTreeMap::new();
        let mut pairs: BTreeMap<(Morph, Upos), usize> = BTreeMap::new();
        for word in sentences.flat_map(|s| &s.words) {
            *counts.entry(word.morph).or_default() += 1;
            *pairs.entry((word.morph, word.upos)).or_default() += 1;
        }
        let mut morphs: Vec<Morph> = counts.keys().copied().collect();
        morphs.sort_by_key(|m| std::cmp::Reverse(counts.get(m).copied()));
        morphs.truncate(CLASSES);
        let mut allowed = vec![0u128; Upos::ALL.len()];
        for (morph, upos) in pairs.keys() {
            if let Some(at) = morphs.iter().position(|m| m == morph) {
                allowed[*upos as usize] |= 1 << at;
            }
        }
        // A part of speech that was never seen has no morphology: the empty one.
        let empty = morphs.iter().position(|m| *m == Morph::default()).unwrap_or(0);
        for bits in allowed.iter_mut().filter(|bits| **bits == 0) {
            *bits = 1 << empty;
        }
        Inventory { morphs, allowed }
    }

    pub fn index(&self, morph: &Morph) -> u8 {
        self.morphs.iter().position(|m| m == morph).unwrap_or(0) as u8
    }
}

/// The two taggers.
pub struct Taggers {
    pub upos: Learner,
    pub inflect: Learner,
}

/// Trains the taggers on the examples with the given indices.
pub fn taggers(
    examples: &[Example],
    which: &[usize],
    allowed: &[u128],
    epochs: usize,
    seed: u64,
) -> Taggers {
    let mut order = which.to_vec();
    let mut dice = Dice::new(seed);
    let (mut upos, mut inflecter) = (Learner::default(), Learner::default());
    let (mut tags, mut morphs) = (Vec::new(), Vec::new());
    for epoch in 0..epochs {
        dice.shuffle(&mut order);
        for &index in &order {
            let example = &examples[index];
            if !dice.chance(example.weight) {
                continue;
            }
            tag(&example.traits, &mut tags, |i, features| {
                let gold = example.words[i].upos;
                let guess = best(&upos.score(features), ANY_UPOS);
                if example.partial && gold == Upos::X {
                    return Upos::ALL[guess];
                }
                upos.tick();
                if guess != gold as usize {
                    upos.update(features, gold as usize, guess);
                }
                Upos::ALL[guess]
            });
            if example.partial {
                continue;
            }
            // Morphology is learnt on given tags at first, then on the tagger's own.
            let gold: Vec<Upos> = example.words.iter().map(|w| w.upos).collect();
            let tags = if epoch == 0 { &gold } else { &tags };
            inflect(&example.traits, tags, &mut morphs, |i, features| {
                let gold = example.morph[i];
                let allowed = allowed[tags[i] as usize];
                let guess = best(&inflecter.score(features), allowed) as u8;
                if allowed >> gold & 1 == 1 {
                    inflecter.tick();
                    if guess != gold {
                        inflecter.update(features, usize::from(gold), usize::from(guess));
                    }
                }
                guess
            });
        }
    }
    Taggers { upos, inflect: inflecter }
}

/// A sentence to train the parser on: what it sees, and the tree.
pub struct Tree {
    pub view: View,
    pub heads: Vec<u16>,
    pub labels: Vec<Deprel>,
    pub weight: usize,
}

/// The classes of the moves that lose the fewest arcs of the tree (Goldberg and Nivre 2013,
/// arc-hybrid), each arc with its relation.
fn good_moves(state: &State, tree: &Tree, allowed: u128) -> u128 {
    let head = |w: u16| tree.heads[usize::from(w)];
    let stack = state.whole_stack();
    let top = state.stack(0);
    let next = state.next();
    let in_buffer = |w: u16| next.is_some_and(|n| w >= n);
    let waiting_children =
        |w: u16| next.map_or(0, |n| (n..=tree.view.len()).filter(|&d| head(d) == w).count());
    let mut best_cost = usize::MAX;
    let mut good = 0u128;
    let mut offer = |cost: usize, classes: u128| {
        let classes = classes & allowed;
        if classes == 0 || cost > best_cost {
            return;
        }
        if cost < best_cost {
            (best_cost, good) = (cost, 0);
        }
        good |= classes;
    };
    let labels = Deprel::ALL.len();
    let every: u128 = (1 << labels) - 1;
    if let Some(next) = next {
        let (below, _) = stack.split_at(stack.len().saturating_sub(1));
        let lost = usize::from(below.contains(&head(next)))
            + stack.iter().filter(|&&d| d > 0 && head(d) == next).count();
        offer(lost, 1);
    }
    if let Some(top) = top.filter(|&t| t > 0) {
        let under = state.stack(1);
        let gold = compatible(tree.labels[usize::from(top)]);
        if let Some(next) = next {
            let own = head(top) == next;
            let head_lost = !own && (in_buffer(head(top)) || under == Some(head(top)));
            let lost = usize::from(head_lost) + waiting_children(top);
            offer(lost, (if own { gold } else { every }) << 1);
        }
        let own = under == Some(head(top));
        let lost = usize::from(!own && in_buffer(head(top))) + waiting_children(top);
        offer(lost, (if own { gold } else { every }) << (1 + labels));
    }
    good
}

/// The relations that count as right. Some treebanks tell no kinds of oblique apart: there any
/// kind is.
fn compatible(label: Deprel) -> u128 {
    match label {
        Deprel::Obl => {
            1 << Deprel::OblMod as usize
                | 1 << Deprel::OblArg as usize
                | 1 << Deprel::OblAgent as usize
        }
        label => 1 << label as usize,
    }
}

/// Trains the parser.
pub fn parser(
    trees: &[Tree],
    epochs: usize,
    seed: u64,
    mut report: impl FnMut(usize, f64),
) -> Learner {
    let mut learner = Learner::default();
    let mut dice = Dice::new(seed);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let mut buffer = Vec::new();
    for epoch in 0..epochs {
        dice.shuffle(&mut order);
        let (mut wrong, mut all) = (0usize, 0usize);
        for &index in &order {
            let tree = &trees[index];
            if !dice.chance(tree.weight) {
                continue;
            }
            let mut state = State::new(tree.view.len());
            while !state.is_done() {
                let allowed = state.allowed();
                if allowed.count_ones() == 1 {
                    state.apply(Move::of_class(allowed.trailing_zeros() as usize));
                    continue;
                }
                parse_features(&tree.view, &state, &mut buffer);
                let scores = learner.score(&buffer);
                let guess = best(&scores, allowed);
                let good = good_moves(&state, tree, allowed);
                learner.tick();
                all += 1;
                let mut go = guess;
                if good >> guess & 1 == 0 && good != 0 {
                    let right = best(&scores, good);
                    learner.update(&buffer, right, guess);
                    wrong += 1;
                    // Own mistakes are followed, so that states after mistakes are learnt too.
                    if epoch == 0 || !dice.chance(EXPLORE) {
                        go = right;
                    }
                }
                state.apply(Move::of_class(go));
            }
        }
        report(epoch, 100.0 * wrong as f64 / all.max(1) as f64);
    }
    learner
}

/// In how many of 100 mistakes training goes on from the mistake.
const EXPLORE: usize = 90;

/// Learns for the forms that can be contractions whether they are.
pub fn split(
    sentences: &[&Sentence],
    lexicon: &Lexicon,
    ambiguous: impl Fn(&str) -> bool,
    epochs: usize,
    seed: u64,
) -> Learner {
    let mut cases: Vec<(Vec<u32>, usize)> = Vec::new();
    for sentence in sentences {
        let inputs: Vec<Input<'_>> =
            sentence.tokens.iter().map(|(form, spaced)| Input { form, spaced: *spaced }).collect();
        let seen = traits(&inputs, lexicon);
        for (i, (form, _)) in sentence.tokens.iter().enumerate() {
            if ambiguous(form) {
                let parts = sentence.words.iter().filter(|w| w.token == i).count();
                let mut features = Vec::new();
                split_features(&seen, i, &mut features);
                cases.push((features, usize::from(parts > 1)));
            }
        }
    }
    yes_or_no(cases, epochs, seed)
}

/// How often an ending must have been seen, and how many of 100 of its forms must agree on the
/// edit, for it to give unknown forms their lemma.
const ENDING_SEEN: usize = 4;
const ENDING_SURE: usize = 60;

/// The edits for forms seen in training, and for endings.
pub fn lemmas<'a>(
    seen: impl Iterator<Item = &'a Word>,
    lexicon: impl Iterator<Item = (&'a str, &'a str, Upos, Morph)>,
    edits: &mut BTreeMap<Edit, u32>,
) -> Vec<(u32, u32)> {
    let mut id = |edit: Edit| {
        let next = edits.len() as u32;
        *edits.entry(edit).or_insert(next)
    };
    let mut forms: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
    let mut endings: BTreeMap<u32, BTreeMap<u32, usize>> = BTreeMap::new();
    let mut add_endings = |form: &str, upos: Upos, morph: &Morph, edit: u32, by: usize| {
        for (at, _) in form.char_indices().rev().take(ENDING) {
            let key = ending_key(&form[at..], upos, morph);
            *endings.entry(key).or_default().entry(edit).or_default() += by;
        }
    };
    for word in seen {
        let form = word.form.replace('’', "'");
        if matches!(word.upos, Upos::Punct | Upos::Sym) {
            continue;
        }
        let edit = id(Edit::between(&form, &word.lemma));
        let lower = form.to_lowercase();
        *forms.entry(lemma_key(&lower, word.upos)).or_default().entry(edit).or_default() += 1;
        let closed = matches!(word.upos, Upos::Propn | Upos::X | Upos::Num);
        if !closed {
            add_endings(&lower, word.upos, &word.morph, edit, 3);
        }
    }
    for (form, lemma, upos, morph) in lexicon {
        if matches!(upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::Adv) {
            let edit = id(Edit::between(form, lemma));
            add_endings(form, upos, &morph, edit, 1);
        }
    }
    let most = |counts: &BTreeMap<u32, usize>| {
        counts
            .iter()
            .max_by_key(|&(&edit, &count)| (count, std::cmp::Reverse(edit)))
            .map(|(&e, &c)| (e, c))
    };
    let mut table = BTreeMap::new();
    for (key, counts) in &endings {
        let all: usize = counts.values().sum();
        if let Some((edit, count)) = most(counts)
            && count >= ENDING_SEEN
            && count * 100 >= all * ENDING_SURE
        {
            table.insert(*key, edit);
        }
    }
    for (key, counts) in &forms {
        if let Some((edit, _)) = most(counts) {
            table.insert(*key, edit);
        }
    }
    table.into_iter().collect()
}

/// Learns where sentences end without a stop, from the sentences of a treebank in a row.
pub fn gaps(treebanks: &[Vec<&Sentence>], lexicon: &Lexicon, epochs: usize, seed: u64) -> Learner {
    let mut cases: Vec<(Vec<u32>, usize)> = Vec::new();
    for sentences in treebanks {
        let inputs: Vec<Input<'_>> = sentences
            .iter()
            .flat_map(|s| &s.tokens)
            .map(|(form, spaced)| Input { form, spaced: *spaced })
            .collect();
        let seen = traits(&inputs, lexicon);
        let mut from = 0;
        for sentence in sentences {
            let end = from + sentence.tokens.len();
            for next in from + 1..=end.min(inputs.len().saturating_sub(1)) {
                if can_stand_apart(inputs[next - 1].form, inputs[next].form, inputs[next].spaced) {
                    let mut features = Vec::new();
                    gap_features(&seen, next, next - from, &mut features);
                    cases.push((features, usize::from(next == end)));
                }
            }
            from = end;
        }
    }
    yes_or_no(cases, epochs, seed)
}

/// Learns to tell the cases that hold (1) from those that do not (0).
fn yes_or_no(mut cases: Vec<(Vec<u32>, usize)>, epochs: usize, seed: u64) -> Learner {
    let mut learner = Learner::default();
    let mut dice = Dice::new(seed);
    for _ in 0..epochs {
        dice.shuffle(&mut cases);
        for (features, gold) in &cases {
            let guess = best(&learner.score(features), 0b11);
            learner.tick();
            if guess != *gold {
                learner.update(features, *gold, guess);
            }
        }
    }
    learner
}
