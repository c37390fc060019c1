//! Copies of treebank sentences that look more like news.

use super::conllu::Word;
use super::learner::Dice;
use sayso_language::{Deprel, Morph, Upos};

/// The sentence in capitals.
pub fn shouted(words: &[Word]) -> Vec<Word> {
    let mut words = words.to_vec();
    words.iter_mut().for_each(|w| w.form = w.form.to_uppercase());
    words
}

/// The sentence without the stop at its end; `None` where it has none.
pub fn unstopped(words: &[Word]) -> Option<Vec<Word>> {
    let (last, rest) = words.split_last()?;
    let last_is_leaf = !rest.iter().any(|w| usize::from(w.head) == words.len());
    (last.form == "." && rest.len() > 1 && last_is_leaf).then(|| rest.to_vec())
}

/// The most words of a part that is put in quotation marks.
const LONGEST_QUOTED: usize = 14;

/// The sentence with a part of it in quotation marks: a word with all that depends on it, but for
/// what stands before it and does not belong to what is quoted (preposition, article, subject).
/// `None` where it has quotation marks already or the part drawn cannot be quoted.
pub fn quoted(words: &[Word], dice: &mut Dice) -> Option<Vec<Word>> {
    let is_mark = |w: &Word| matches!(w.form.as_str(), "\"" | "«" | "»" | "“" | "”");
    if words.len() < 4 || words.iter().any(is_mark) {
        return None;
    }
    // Content words are drawn; numbers are from 1, as heads are.
    let content: Vec<usize> = (1..=words.len())
        .filter(|&n| {
            let upos = words[n - 1].upos;
            matches!(upos, Upos::Noun | Upos::Adj | Upos::Verb | Upos::Propn)
                && words[n - 1].deprel != Deprel::FlatName
        })
        .collect();
    let head = *content.get(dice.below(content.len().max(1)))?;
    let mut end = head;
    let mut start = head;
    for n in 1..=words.len() {
        if under(words, n, head) {
            end = end.max(n);
            start = start.min(n);
        }
    }
    // A stop or comma at the end stays outside.
    while end > head && words[end - 1].upos == Upos::Punct {
        end -= 1;
    }
    let outside = |w: &Word| {
        matches!(
            w.deprel,
            Deprel::Case
                | Deprel::Det
                | Deprel::Mark
                | Deprel::Cc
                | Deprel::Cop
                | Deprel::Aux
                | Deprel::AuxTense
                | Deprel::AuxPass
                | Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Punct
                | Deprel::Advmod
                | Deprel::Expl
        )
    };
    let last_outside = (start..head)
        .rev()
        .find(|&n| usize::from(words[n - 1].head) == head && outside(&words[n - 1]));
    start = last_outside.map_or(start, |n| n + 1);
    // What is quoted must hold together: no word in it hangs on one outside, but its head.
    let whole = (start..=end).all(|n| under(words, n, head));
    // The parts of a contraction are not torn apart.
    let torn =
        |a: usize, b: usize| a >= 1 && b <= words.len() && words[a - 1].token == words[b - 1].token;
    if !whole || end - start >= LONGEST_QUOTED || torn(start - 1, start) || torn(end, end + 1) {
        return None;
    }
    let place = |n: u16| match usize::from(n) {
        0 => 0,
        n if n < start => n as u16,
        n if n <= end => n as u16 + 1,
        n => n as u16 + 2,
    };
    // Straight and angled marks are one to the models; the blanks differ.
    let blanks = dice.chance(50);
    let mark = |form: &str, spaced: bool| Word {
        form: form.to_owned(),
        lemma: form.to_owned(),
        upos: Upos::Punct,
        morph: Morph::default(),
        head: place(head as u16),
        deprel: Deprel::Punct,
        spaced,
        token: usize::MAX,
        possessive: false,
    };
    let mut out = Vec::with_capacity(words.len() + 2);
    for (n, word) in (1..).zip(words) {
        if n == start {
            out.push(mark("«", word.spaced));
        }
        let mut copy = word.clone();
        copy.head = place(word.head);
        copy.spaced = if n == start { blanks } else { word.spaced };
        out.push(copy);
        if n == end {
            out.push(mark("»", blanks));
        }
    }
    Some(out)
}

/// Whether word `n` is `head` or hangs on it, directly or not.
fn under(words: &[Word], n: usize, head: usize) -> bool {
    let mut at = n;
    for _ in 0..words.len() {
        if at == head {
            return true;
        }
        match words.get(at.wrapping_sub(1)) {
            Some(word) if word.head > 0 => at = usize::from(word.head),
            _ => return false,
        }
    }
    false
}
