//! What can be seen of a word before it is tagged: form, affixes, shape, lexicon readings.

use crate::hash;
use crate::lexicon::Lexicon;
use crate::segment::chars::*;

/// What can be seen of one word, as hashes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traits {
    /// The form with quotation marks, apostrophes and dashes made alike, with its capitals.
    pub form: u32,
    /// The same in lower case.
    pub lower: u32,
    /// Its last one to five characters, lower case; 0 where it is shorter.
    pub suffix: [u32; 5],
    /// Its first one to three characters, lower case.
    pub prefix: [u32; 3],
    /// Capitals, digits, hyphens.
    pub shape: u32,
    /// The lexicon's parts of speech for it, as bits.
    pub mask: u32,
    /// The kind of the lexicon's readings; for unknown forms one by shape and ending.
    pub kind: u32,
}

/// A word as the tagger takes it.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// Its form.
    pub form: &'a str,
    /// Whether blank space stands before it.
    pub spaced: bool,
}

/// For each word, whether it is a mark that closes a quotation or bracket. Straight marks are told
/// by the blanks around them, and by turns where these do not tell.
pub(crate) fn closing(words: &[Input<'_>]) -> Vec<bool> {
    let mut closing = vec![false; words.len()];
    let mut open = false;
    for (i, word) in words.iter().enumerate() {
        let form = if word.form == "''" { "\"" } else { word.form };
        let mut chars = form.chars();
        let (Some(c), None) = (chars.next(), chars.next()) else { continue };
        let spaced_after = words.get(i + 1).is_none_or(|next| next.spaced);
        closing[i] = match c {
            '"' => {
                let closes = match (word.spaced, spaced_after) {
                    (false, true) => true,
                    (true, false) => false,
                    _ => open,
                };
                open = !closes;
                closes
            }
            '\'' | '‘' | '’' => !word.spaced,
            // Guillemets point either way; where blanks stand on one side only these tell.
            '«' | '»' | '‹' | '›' if word.spaced != spaced_after => spaced_after,
            // The mark that opens in English closes in German, where it stands glued to a word.
            '“' => !word.spaced && spaced_after,
            _ => is_closing_quote(c) || is_closing_bracket(c),
        };
    }
    closing
}

/// A form with its marks made alike: all quotation marks are « or », all dashes –, all ellipses …,
/// all apostrophes straight. So the models do not hang on a treebank's typography.
pub(crate) fn canonical(form: &str, closes: bool, out: &mut String) {
    out.clear();
    let mut chars = form.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        if is_quote(c) {
            out.push(if closes { '»' } else { '«' });
            return;
        }
        if is_dash(c) {
            out.push('–');
            return;
        }
    }
    if matches!(form, "''" | "``") {
        out.push(if closes { '»' } else { '«' });
        return;
    }
    if form.len() > 1 && form.chars().all(|c| c == '.' || c == '…') {
        out.push('…');
        return;
    }
    if form.len() > 1 && form.chars().all(is_dash) {
        out.push('–');
        return;
    }
    for c in form.chars() {
        match c {
            _ if is_apostrophe(c) => out.push('\''),
            _ if is_hyphen(c) => out.push('-'),
            _ if is_group_blank(c) => out.push(' '),
            '\u{AD}' => {}
            _ => out.push(c),
        }
    }
}

/// What can be seen of a stretch of text.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The traits of each word.
    pub traits: Vec<Traits>,
    /// Whether the word is a mark that closes a quotation or bracket.
    pub closing: Vec<bool>,
}

/// The traits of words.
pub fn traits(words: &[Input<'_>], lexicon: &Lexicon) -> Vec<Traits> {
    seen(words, lexicon).traits
}

/// The traits of words, and which of them close a quotation or bracket.
pub fn seen(words: &[Input<'_>], lexicon: &Lexicon) -> Seen {
    let closing = closing(words);
    let mut form = String::new();
    let mut lower = String::new();
    let traits = words
        .iter()
        .zip(&closing)
        .map(|(word, &closes)| {
            canonical(word.form, closes, &mut form);
            one(&form, &mut lower, lexicon)
        })
        .collect();
    Seen { traits, closing }
}

/// The traits of one word by itself; it is no mark.
pub(crate) fn alone(form: &str, lexicon: &Lexicon) -> Traits {
    one(form, &mut String::new(), lexicon)
}

fn one(form: &str, lower: &mut String, lexicon: &Lexicon) -> Traits {
    lower.clear();
    if form.is_ascii() {
        lower.push_str(form);
        lower.make_ascii_lowercase();
    } else {
        for c in form.chars() {
            lower.extend(c.to_lowercase());
        }
    }
    of(form, lower, lexicon)
}

fn of(form: &str, lower: &str, lexicon: &Lexicon) -> Traits {
    let shape = shape(form);
    let mut traits =
        Traits { form: hash::text(form), lower: hash::text(lower), shape, ..Traits::default() };
    for (n, (at, _)) in lower.char_indices().rev().take(5).enumerate() {
        if let (Some(place), Some(s)) = (traits.suffix.get_mut(n), lower.get(at..)) {
            *place = hash::text(s);
        }
    }
    for (n, (at, c)) in lower.char_indices().take(3).enumerate() {
        if let (Some(place), Some(s)) = (traits.prefix.get_mut(n), lower.get(..at + c.len_utf8())) {
            *place = hash::text(s);
        }
    }
    let exact = lexicon.get(traits.form);
    traits.mask = exact.mask;
    traits.kind = exact.kind;
    if form != lower {
        let low = lexicon.get(traits.lower);
        if low.mask != 0 {
            traits.mask |= low.mask;
            traits.kind = hash::feature(201, exact.kind, low.kind, 0);
        }
    }
    if traits.mask == 0 {
        traits.kind = hash::feature(202, shape, traits.suffix[1], 0);
    }
    traits
}

/// Capitals, digits and marks, in a few classes.
fn shape(form: &str) -> u32 {
    let mut chars = form.chars();
    let Some(first) = chars.next() else { return 0 };
    let initial = match first {
        _ if first.is_uppercase() => 1,
        _ if first.is_lowercase() => 2,
        _ if first.is_numeric() => 3,
        _ if first.is_alphabetic() => 4,
        _ => 5,
    };
    let (mut upper, mut lower, mut digit, mut hyphen, mut stop, mut other) = (0, 0, 0, 0, 0, 0);
    for c in chars {
        match c {
            _ if c.is_uppercase() => upper = 1,
            _ if c.is_alphabetic() => lower = 1,
            _ if c.is_numeric() => digit = 1,
            _ if is_hyphen(c) => hyphen = 1,
            '.' => stop = 1,
            _ => other = 1,
        }
    }
    let single = u32::from(form.len() == first.len_utf8());
    initial
        | upper << 3
        | lower << 4
        | digit << 5
        | hyphen << 6
        | stop << 7
        | other << 8
        | single << 9
}
