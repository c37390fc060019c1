//! Dispatches that are too much alike: near-duplicates, and sentence frames used twice.

use std::collections::BTreeMap;

/// Words of a shingle by which two texts are compared.
const SHINGLE: usize = 5;
/// Two texts that share this part of the shorter one's shingles are near-duplicates.
pub const NEAR: f64 = 0.15;
/// Words of a frame: a sequence in which names and numbers are left open.
const FRAME: usize = 10;
/// Of these, so many must stand there in words.
const FIXED: usize = 8;

/// Two texts that share too much.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The indices of the texts in the order given.
    pub texts: (usize, usize),
    /// The part of the shorter one's five-word sequences that the other has as well.
    pub shared: f64,
}

/// A sequence of words, names and numbers left open (`…`), that several texts have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The words.
    pub words: String,
    /// The indices of the texts that have it, in the order given.
    pub texts: Vec<usize>,
}

/// Pairs of texts of which one shares at least [`NEAR`] of its five-word sequences with the other
/// (containment of shingles, Broder 1997).
pub fn near_duplicates(texts: &[&str]) -> Vec<Near> {
    let mut holders: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    let mut sizes = vec![0usize; texts.len()];
    for (i, text) in texts.iter().enumerate() {
        let words: Vec<String> = words(text).map(|w| w.to_lowercase()).collect();
        for shingle in words.windows(SHINGLE) {
            let holders = holders.entry(shingle.to_vec()).or_default();
            if holders.last() != Some(&i) {
                holders.push(i);
                if let Some(size) = sizes.get_mut(i) {
                    *size += 1;
                }
            }
        }
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for holders in holders.values() {
        for (n, a) in holders.iter().enumerate() {
            for b in holders.iter().skip(n + 1) {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let size = |i: usize| sizes.get(i).copied().unwrap_or(0).max(1);
    shared
        .into_iter()
        .map(|((a, b), n)| Near { texts: (a, b), shared: n as f64 / size(a).min(size(b)) as f64 })
        .filter(|near| near.shared >= NEAR)
        .collect()
}

/// Frames of ten words that two or more texts have. Frames that overlap are given as their first.
pub fn repeated_frames(texts: &[&str]) -> Vec<Frame> {
    let mut found: BTreeMap<Vec<String>, Vec<(usize, usize)>> = BTreeMap::new();
    for (i, text) in texts.iter().enumerate() {
        let mut at = 0;
        for sentence in text.split(['.', '!', '?', '\n']) {
            let words: Vec<String> = words(sentence).enumerate().map(masked).collect();
            for frame in words.windows(FRAME) {
                at += 1;
                if frame.iter().filter(|w| *w != "…").count() >= FIXED {
                    found.entry(frame.to_vec()).or_default().push((i, at));
                }
            }
            at += FRAME;
        }
    }
    // A frame that begins right behind another in the same texts is the same repeat.
    let mut starts: Vec<(Vec<(usize, usize)>, String)> = found
        .into_iter()
        .filter(|(_, places)| places.iter().any(|p| p.0 != places.first().map_or(0, |f| f.0)))
        .map(|(words, places)| (places, words.join(" ")))
        .collect();
    starts.sort();
    let mut frames: Vec<Frame> = Vec::new();
    let mut last: Vec<(usize, usize)> = Vec::new();
    for (places, words) in starts {
        let follows = last.len() == places.len()
            && last.iter().zip(&places).all(|(a, b)| a.0 == b.0 && b.1.abs_diff(a.1) <= FRAME);
        last.clone_from(&places);
        if follows {
            continue;
        }
        let mut texts: Vec<usize> = places.iter().map(|p| p.0).collect();
        texts.dedup();
        frames.push(Frame { words, texts });
    }
    frames
}

/// A word as a frame has it: names and numbers are left open. A sentence's first word is none.
fn masked((at, word): (usize, &str)) -> String {
    let is_name = at > 0 && word.starts_with(char::is_uppercase);
    match is_name || word.contains(|c: char| c.is_ascii_digit()) {
        true => "…".to_owned(),
        false => word.to_lowercase(),
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "Le maire de Lamentin a promis mardi que la route du port serait rouverte avant \
                     la fin de semaine prochaine.";
    const B: &str = "Le maire de Brixen a promis jeudi que la route du port serait rouverte avant la \
                     fin de semaine prochaine.";
    const C: &str = "Trois bûcherons ont retrouvé dans la neige un carnet de 1911.";

    #[test]
    fn a_text_with_other_names_is_near_and_has_the_frame() {
        let near = near_duplicates(&[A, B, C]);
        assert_eq!(near.len(), 1);
        assert_eq!(near[0].texts, (0, 1));
        let frames = repeated_frames(&[A, C, B]);
        assert_eq!(frames.len(), 1);
        assert_eq!(frames[0].texts, [0, 2]);
    }

    #[test]
    fn different_texts_share_nothing() {
        assert!(near_duplicates(&[A, C]).is_empty());
        assert!(repeated_frames(&[A, C]).is_empty());
    }
}
