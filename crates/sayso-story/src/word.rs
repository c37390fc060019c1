//! Words as reports are compared by: without case, accents, typography and blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a word looks like, as far as no language has to be known for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Look {
    /// A word in small letters.
    Plain,
    /// A word with a capital inside a sentence: a name, or in German any noun.
    Name,
    /// A word with a digit in it.
    Figure,
    /// A word with a capital that opens a sentence or a quotation: any word.
    Opening,
}

/// A word longer than this many bytes is cut: nothing is told apart by what lies behind.
const LONGEST: usize = 64;

/// Hands each word of `text` to `take`, folded: lower case, accents gone, ligatures apart, digits of
/// one number together however its thousands are parted (*12.000*, *12 000*, *12'000*).
///
/// Everything that is no letter and no digit parts words, so the kind of quotation mark, apostrophe,
/// hyphen and blank does not matter. Characters that do not print (soft hyphens, joiners) are as if
/// they were not there.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str, Look)) {
    let mut word = String::with_capacity(LONGEST);
    let mut look = Look::Plain;
    // Whether a capital here would only open a sentence or a quotation.
    let mut opens = true;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            if word.is_empty() {
                look = match (c.is_uppercase(), opens) {
                    (true, true) => Look::Opening,
                    (true, false) => Look::Name,
                    (false, _) => Look::Plain,
                };
                opens = false;
            }
            if c.is_numeric() {
                look = Look::Figure;
            }
            if word.len() < LONGEST {
                push_folded(&mut word, c);
            }
        } else if is_silent(c)
            || (parts_thousands(c, &word)
                && is_thousand(text.get(at + c.len_utf8()..).unwrap_or("")))
        {
            // It changes nothing.
        } else {
            if !word.is_empty() {
                take(&word, look);
                word.clear();
            }
            opens |= is_opening(c);
        }
    }
    if !word.is_empty() {
        take(&word, look);
    }
}

/// The words of a name, folded, one blank apart.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_word(text, |word, _| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    });
    out
}

fn push_folded(word: &mut String, c: char) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
        return;
    }
    for c in c.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'ø' => word.push('o'),
            'ł' => word.push('l'),
            'đ' => word.push('d'),
            'ı' => word.push('i'),
            c => word.push(c),
        }
    }
}

/// Soft hyphen, zero-width characters, byte order mark, and accents written by themselves.
fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || is_combining_mark(c)
}

/// Whether the character may part the thousands of the number that `word` begins. A blank parts as
/// well two numbers that follow each other: it is taken for one where the first has up to three digits, or
/// six.
fn parts_thousands(c: char, word: &str) -> bool {
    let digits = word.len();
    let number = word.bytes().all(|b| b.is_ascii_digit()) && digits > 0;
    match c {
        '.' | ',' | '\'' | '\u{2019}' | '\u{a0}' | '\u{202f}' | '\u{2009}' => number,
        ' ' => number && (digits <= 3 || digits == 6),
        _ => false,
    }
}

/// Whether three digits stand here and no more.
fn is_thousand(rest: &str) -> bool {
    let mut chars = rest.chars();
    let three = chars.by_ref().take(3).filter(char::is_ascii_digit).count() == 3;
    three && !chars.next().is_some_and(char::is_alphanumeric)
}

/// Characters behind which a capital says nothing: ends of sentences, and what opens a quotation.
fn is_opening(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | ':'
            | '…'
            | '\n'
            | '«'
            | '»'
            | '“'
            | '„'
            | '”'
            | '"'
            | '‹'
            | '›'
            | '–'
            | '—'
    )
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo), mixed so that every bit has a part in every other: the
/// same on every machine and in every version, since records outlive the program that wrote them.
pub(crate) fn hash(text: &str) -> u64 {
    let fnv = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(fnv)
}

/// The last steps of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Look)> {
        let mut out = Vec::new();
        each_word(text, |word, look| out.push((word.to_owned(), look)));
        out
    }

    #[test]
    fn typography_does_not_matter() {
        let one = fold("« L’été, c'est 12\u{202f}000 œufs », dit-elle");
        assert_eq!(one, "l ete c est 12000 oeufs dit elle");
        assert_eq!(one, fold("\"L'ETE, c’est 12.000 oeufs\" dit elle"));
        assert_eq!(fold("Stra\u{ad}ße e\u{301}te\u{301}"), "strasse ete");
    }

    #[test]
    fn only_thousands_are_joined() {
        assert_eq!(fold("12 000, 2024 300, 2 May"), "12000 2024 300 2 may");
        assert_eq!(fold("3,5 und 1.200.000, 12.0000; 2024."), "3 5 und 1200000 12 0000 2024");
    }

    #[test]
    fn capitals_inside_a_sentence_are_names() {
        let looks: Vec<Look> = words("Hier Ana a dit: Non. Le 3 mai").iter().map(|w| w.1).collect();
        use Look::{Figure, Name, Opening, Plain};
        assert_eq!(looks, [Opening, Name, Plain, Plain, Opening, Opening, Figure, Plain]);
    }
}
