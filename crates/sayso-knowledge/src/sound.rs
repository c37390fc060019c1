//! Names as they sound: spellings of one name in several languages and transliterations meet.
//!
//! *Poutine* and *Putin*, *Loukachenko*, *Lukaschenko* and *Lukašenko*, *Chamenei* and *Khamenei*.
//! Letters and groups of letters are folded into classes of sound, in the manner of Soundex and its
//! descendants (Philips' Metaphone); where a group sounds otherwise from language to language (*ch*,
//! *j*), a name has more than one form. A key only finds candidates: what a text means, its context
//! decides.

use crate::fold::fold;
use compact_str::CompactString;

/// More forms of a word than these are not followed.
const MOST_FORMS: usize = 6;

/// A sibilant or affricate, whichever (*s*, *z*, *ch*, *sch*, *tsch*, *c* before *e*).
const SIBILANT: char = 'S';
/// A stop at the back of the mouth (*k*, *g*, *kh*, *q*).
const BACK: char = 'K';

/// Groups of letters and the sounds that they can stand for; longest first.
const GROUPS: [(&str, &[&str]); 42] = [
    ("tsch", &["S"]),
    ("dsch", &["S"]),
    ("schtsch", &["S"]),
    ("chtch", &["S"]),
    ("shch", &["S"]),
    ("sch", &["S", "SK"]),
    ("tch", &["S"]),
    ("dzh", &["S"]),
    ("ou", &["u"]),
    ("oo", &["u"]),
    ("kh", &["K"]),
    ("gh", &["K"]),
    ("ch", &["S", "K"]),
    ("ck", &["K"]),
    ("sh", &["S"]),
    ("zh", &["S"]),
    ("sj", &["S"]),
    ("cz", &["S"]),
    ("sz", &["S"]),
    ("ts", &["S"]),
    ("tz", &["S"]),
    ("ds", &["S"]),
    ("dz", &["S"]),
    ("dj", &["S"]),
    ("ss", &["S"]),
    ("sc", &["S", "SK"]),
    ("zz", &["S"]),
    ("ph", &["f"]),
    ("qu", &["K"]),
    ("gu", &["Ku", "K"]),
    ("gi", &["Ki", "S", "Si"]),
    ("ge", &["Ke", "Se"]),
    ("ci", &["S", "Si"]),
    ("ce", &["Se"]),
    ("cy", &["Si"]),
    ("dh", &["d"]),
    ("th", &["t"]),
    ("tt", &["t"]),
    ("ow", &["ov"]),
    ("ew", &["ev"]),
    ("j", &["i", "S"]),
    ("x", &["KS"]),
];

/// The forms of one word of a name: vowels small, classes of consonants in capitals or small.
pub(crate) fn forms(word: &str) -> Vec<String> {
    let folded = fold(word);
    let mut forms = vec![String::new()];
    let mut rest = folded.as_str();
    while let Some(c) = rest.chars().next() {
        let group = GROUPS
            .iter()
            .filter(|(letters, _)| rest.starts_with(letters))
            .max_by_key(|(letters, _)| letters.len());
        if let Some((letters, sounds)) = group {
            let mut more = Vec::new();
            for sound in sounds.iter() {
                for form in &forms {
                    if more.len() < MOST_FORMS {
                        more.push(format!("{form}{sound}"));
                    }
                }
            }
            forms = more;
            rest = rest.get(letters.len()..).unwrap_or("");
            continue;
        }
        let sound = match c {
            's' | 'z' => Some(SIBILANT),
            'k' | 'g' | 'q' | 'c' => Some(BACK),
            'v' | 'w' => Some('f'),
            'y' => Some('i'),
            'h' => None,
            c if c.is_alphabetic() => Some(c),
            _ => None,
        };
        if let Some(sound) = sound {
            forms.iter_mut().for_each(|f| f.push(sound));
        }
        rest = rest.get(c.len_utf8()..).unwrap_or("");
    }
    for form in &mut forms {
        *form = once(&form.replace('v', "f"));
    }
    forms.sort();
    forms.dedup();
    forms
}

/// Letters that stand twice, once.
fn once(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    for c in form.chars() {
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// A form without its vowels: what spellings of one name share.
fn skeleton(form: &str) -> String {
    form.chars().filter(|c| !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')).collect()
}

/// The words of a name that its key is made of: particles glued to the family name are left out.
fn words(name: &str) -> Vec<&str> {
    let name = name.split(['(', ',']).next().unwrap_or("");
    name.split(|c: char| c.is_whitespace())
        .filter(|w| !w.is_empty())
        .map(|w| match w.split_once(['-', '’', '\'']) {
            // *al-Assad*, *el-Sisi*
            Some((particle, rest)) if particle.chars().count() <= 2 && rest.len() > 2 => rest,
            _ => w,
        })
        .collect()
}

/// A skeleton of fewer consonants than these is anybody's.
const SHORTEST: usize = 2;

/// The keys of a whole name: its first and its last word.
pub(crate) fn keys(name: &str) -> Vec<CompactString> {
    let words = words(name);
    let [first, .., last] = words.as_slice() else { return Vec::new() };
    let mut keys = Vec::new();
    for a in forms(first) {
        for b in forms(last) {
            let (a, b) = (skeleton(&a), skeleton(&b));
            if a.len() + b.len() > SHORTEST && !b.is_empty() {
                keys.push(CompactString::from(format!("{a} {b}")));
            }
        }
    }
    keys.sort();
    keys.dedup();
    keys
}

/// The keys of a family name alone.
pub(crate) fn family_keys(family: &str) -> Vec<CompactString> {
    let Some(family) = words(family).last().copied() else { return Vec::new() };
    let mut keys: Vec<CompactString> = forms(family)
        .iter()
        .map(|form| skeleton(form))
        .filter(|s| s.len() > SHORTEST)
        .map(|s| CompactString::from(format!(" {s}")))
        .collect();
    keys.sort();
    keys.dedup();
    keys
}

/// The keys under which a person is found.
pub(crate) fn person_keys(name: &str, family_first: bool) -> Vec<CompactString> {
    let mut keys = keys(name);
    if !family_first {
        keys.extend(family_keys(name));
    }
    keys
}

/// Whether two names of as many words sound alike: each pair of their words differs in a vowel or two.
pub fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    let pair = |a: &str, b: &str| {
        let most = if a.chars().count().min(b.chars().count()) > 6 { 2 } else { 1 };
        let b = forms(b);
        forms(a).iter().any(|x| b.iter().any(|y| distance(x, y) <= most))
    };
    match (a.as_slice(), b.as_slice()) {
        ([a], [b]) => pair(a, b),
        ([a, .., c], [b, .., d]) => pair(a, b) && pair(c, d),
        ([a], [.., b]) | ([.., a], [b]) => pair(a, b),
        _ => false,
    }
}

/// Levenshtein's distance.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = row.first().copied().unwrap_or(0);
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let (left, above) = (row[j], row[j + 1]);
            row[j + 1] = (before + usize::from(x != *y)).min(left + 1).min(above + 1);
            before = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for names in [
            ["Vladimir Poutine", "Vladimir Putin", "Wladimir Putin", "Vladimir Putin"],
            [
                "Alexandre Loukachenko",
                "Alexander Lukashenko",
                "Alexander Lukaschenko",
                "Aleksandr Lukašenko",
            ],
            [
                "Volodymyr Zelensky",
                "Volodymyr Zelenskyy",
                "Wolodymyr Selenskyj",
                "Volodymyr Zelenski",
            ],
            ["Ali Khaménéi", "Ali Khamenei", "Ali Chamenei", "Ali Khamenei"],
            ["Mikhaïl Gorbatchev", "Mikhail Gorbachev", "Michail Gorbatschow", "Mikhail Gorbaciov"],
            [
                "Benyamin Netanyahou",
                "Benjamin Netanyahu",
                "Benjamin Netanjahu",
                "Benjamin Netanyahu",
            ],
            ["Sergueï Choïgou", "Sergei Shoigu", "Sergej Schoigu", "Sergej Šojgu"],
            ["Viktor Ianoukovitch", "Viktor Yanukovych", "Viktor Janukowytsch", "Viktor Janukovyč"],
        ] {
            for name in names {
                let shared = keys(names[1]).iter().any(|k| keys(name).contains(k));
                assert!(shared, "{name}: {:?}, {:?}", keys(name), keys(names[1]));
                assert!(alike(name, names[1]), "{name}");
            }
        }
        assert!(!alike("Vladimir Putin", "Vladimir Patton"));
        assert!(!alike("Angela Merkel", "Angela Markl-Huber"));
        assert!(keys("").is_empty() && keys("Putin").is_empty() && family_keys("Xi").is_empty());
    }
}
