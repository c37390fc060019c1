//! The words of layout, from every language's `layout.tsv`.
//!
//! All languages are looked up at once: a page's language is not known before its
//! text is, a French page carries English credits, and the words do not contradict
//! each other (a month's name means one number wherever it is one).

use sayso_model::BlockRole;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// What the language folders say about layout.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Month by folded name.
    pub month: HashMap<String, u8>,
    pub weekday: HashSet<String>,
    pub date_word: HashSet<String>,
    pub time_word: HashSet<String>,
    pub tail: HashSet<String>,
    pub starter: HashSet<String>,
    pub and: HashSet<String>,
    pub office: HashSet<String>,
    /// Folded phrase to the name as its agency writes it.
    pub agency: HashMap<String, String>,
    pub credit: HashSet<String>,
    pub byline: HashSet<String>,
    pub furniture: HashSet<String>,
    pub furniture_start: HashSet<String>,
    /// Role by the word that class names of pages have for it.
    pub class: HashMap<String, BlockRole>,
    /// Language codes by how they read an all-number date.
    pub day_order: HashMap<String, DayOrder>,
    /// The longest phrase of any kind, in words.
    pub longest: usize,
}

/// How a language's press reads `03/04/2022`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum DayOrder {
    #[default]
    DayFirst,
    MonthFirst,
    Ambiguous,
}

static LAYOUTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/layouts.rs"));

/// The words of every language folder.
pub(crate) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| {
        let mut words = Words::default();
        for (code, table) in LAYOUTS {
            words.add(code, table);
        }
        words
    });
    &WORDS
}

impl Words {
    /// Adds one table. Lines that are no entries are skipped here and refused by a test.
    fn add(&mut self, code: &str, table: &str) {
        for line in table.lines() {
            if let Some((kind, words, value)) = entry(line) {
                self.add_entry(code, kind, words, value);
            }
        }
    }

    /// Whether the kind is known and the value fits it.
    fn add_entry(&mut self, code: &str, kind: &str, words: &str, value: Option<&str>) -> bool {
        let phrase = phrase(words);
        self.longest = self.longest.max(phrase.split(' ').count());
        match kind {
            "month" => match value.and_then(|v| v.parse().ok()) {
                Some(month @ 1..=12) => {
                    self.month.insert(phrase, month);
                }
                _ => return false,
            },
            "day-order" => {
                let order = match words {
                    "day-first" => DayOrder::DayFirst,
                    "month-first" => DayOrder::MonthFirst,
                    "ambiguous" => DayOrder::Ambiguous,
                    _ => return false,
                };
                self.day_order.insert(code.to_owned(), order);
            }
            "agency" => {
                self.agency.entry(phrase).or_insert_with(|| words.to_owned());
            }
            "class-kicker" => _ = self.class.insert(phrase, BlockRole::Kicker),
            "class-lead" => _ = self.class.insert(phrase, BlockRole::Lead),
            "class-byline" => _ = self.class.insert(phrase, BlockRole::Byline),
            "class-caption" => _ = self.class.insert(phrase, BlockRole::Caption),
            "class-credit" => _ = self.class.insert(phrase, BlockRole::Credit),
            "weekday" => _ = self.weekday.insert(phrase),
            "date-word" => _ = self.date_word.insert(phrase),
            "time-word" => _ = self.time_word.insert(phrase),
            "tail" => _ = self.tail.insert(phrase),
            "starter" => _ = self.starter.insert(phrase),
            "and" => _ = self.and.insert(phrase),
            "office" => _ = self.office.insert(phrase),
            "credit" => _ = self.credit.insert(phrase),
            "byline" => _ = self.byline.insert(phrase),
            "furniture" => _ = self.furniture.insert(phrase),
            "furniture-start" => _ = self.furniture_start.insert(phrase),
            _ => return false,
        }
        true
    }
}

fn entry(line: &str) -> Option<(&str, &str, Option<&str>)> {
    if line.starts_with('#') {
        return None;
    }
    let mut columns = line.split('\t');
    Some((columns.next()?, columns.next()?, columns.next()))
}

/// Words as they are looked up: folded, one space between, marks between them dropped.
fn phrase(words: &str) -> String {
    let mut out = String::new();
    for word in words.split(|c: char| !is_word(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&fold(word));
    }
    out
}

/// Whether a character belongs to a word of layout. Combining marks do, so that
/// decomposed accents do not break words.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Lower case without accents.
pub(crate) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_every_table_is_an_entry() {
        assert!(LAYOUTS.iter().any(|(code, _)| *code == "fr"));
        for (code, table) in LAYOUTS {
            for (number, line) in table.lines().enumerate() {
                if line.starts_with('#') || line.is_empty() {
                    continue;
                }
                let (kind, words, value) = entry(line).expect(line);
                assert!(
                    Words::default().add_entry(code, kind, words, value),
                    "languages/{code}/layout.tsv:{}: {line}",
                    number + 1
                );
            }
        }
    }

    #[test]
    fn months_do_not_contradict_each_other() {
        let mut seen: HashMap<String, u8> = HashMap::new();
        for (code, table) in LAYOUTS {
            for (kind, words, value) in table.lines().filter_map(entry) {
                if let ("month", Some(value)) = (kind, value) {
                    let value: u8 = value.parse().unwrap();
                    let before = *seen.entry(phrase(words)).or_insert(value);
                    assert_eq!(before, value, "{words} in {code}");
                }
            }
        }
    }
}
