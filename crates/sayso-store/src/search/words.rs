//! The words of a query: what people write in a search box, as an expression of FTS5.

use super::fold::{Token, fold, tokens, words};
use sayso_model::Span;

/// Words of a query that are looked at; more would only slow the search down.
const MOST_TERMS: usize = 32;

/// Marks that open a phrase, with those that close it.
const PHRASES: [(char, &[char]); 4] =
    [('"', &['"']), ('«', &['»']), ('“', &['”', '"']), ('„', &['“', '”', '"'])];

/// What must stand there and what must not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Words {
    pub must: Vec<Term>,
    pub not: Vec<Term>,
}

/// A word or a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Its words as the index has them. Never empty.
    words: Vec<String>,
    reach: Reach,
}

/// How far a term's last word goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Whole,
    Beginning,
}

impl Words {
    /// Reads what somebody wrote. Every text is a query: what is no word is left out.
    pub fn parse(text: &str) -> Words {
        let mut found = Words::default();
        let mut rest = text.trim_start();
        while !rest.is_empty() && found.must.len() + found.not.len() < MOST_TERMS {
            let (not, body) = match rest.strip_prefix('-') {
                Some(body) => (true, body),
                None => (false, rest),
            };
            let closers = PHRASES.iter().find(|(open, _)| body.starts_with(*open));
            let (part, after) = match closers {
                Some((open, closers)) => {
                    let inside = &body[open.len_utf8()..];
                    let end = inside.find(*closers).unwrap_or(inside.len());
                    let (phrase, after) = inside.split_at(end);
                    (phrase, after.strip_prefix(*closers).unwrap_or(after))
                }
                None => body.split_at(body.find(char::is_whitespace).unwrap_or(body.len())),
            };
            // A star behind a phrase's mark belongs to its last word.
            let (star, after) = match after.strip_prefix('*') {
                Some(after) => (true, after),
                None => (part.ends_with('*'), after),
            };
            let words = words(part);
            if !words.is_empty() {
                let reach = if star { Reach::Beginning } else { Reach::Whole };
                let terms = if not { &mut found.not } else { &mut found.must };
                terms.push(Term { words, reach });
            }
            rest = after.trim_start();
        }
        found
    }

    /// All words of a text, as one wants them that is taken for words alone.
    pub fn plain(text: &str) -> Words {
        let words = words(text).into_iter().take(MOST_TERMS);
        let term = |word| Term { words: vec![word], reach: Reach::Whole };
        Words { must: words.map(term).collect(), not: Vec::new() }
    }

    /// For `MATCH`; `None` where nothing must stand there.
    pub fn expression(&self) -> Option<String> {
        let must = joined(&self.must, " AND ")?;
        Some(match joined(&self.not, " OR ") {
            Some(not) => format!("({must}) NOT ({not})"),
            None => must,
        })
    }

    /// For `MATCH`: what must not stand there, where nothing must.
    pub fn negation(&self) -> Option<String> {
        match self.must.is_empty() {
            true => joined(&self.not, " OR "),
            false => None,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.must.is_empty() && self.not.is_empty()
    }

    /// Where the terms that must stand there do, with each one's place in the query.
    pub fn find(&self, text: &str) -> Vec<(Span, usize)> {
        let tokens = tokens(text);
        let mut found: Vec<(Span, usize)> = Vec::new();
        for (number, term) in self.must.iter().enumerate() {
            let places = tokens.windows(term.words.len()).filter(|window| term.is(window));
            found.extend(places.filter_map(|window| {
                let (first, last) = (window.first()?, window.last()?);
                Some((first.span.join(last.span), number))
            }));
        }
        found.sort();
        found
    }
}

impl Term {
    fn is(&self, window: &[Token]) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().zip(window).enumerate().all(|(i, (word, token))| match self.reach {
            Reach::Beginning if i == last => token.word.starts_with(word.as_str()),
            _ => token.word == *word,
        })
    }
}

/// Terms as strings of FTS5. The words hold letters and digits alone, so nothing is to be escaped.
fn joined(terms: &[Term], with: &str) -> Option<String> {
    let term = |term: &Term| {
        let star = if term.reach == Reach::Beginning { "*" } else { "" };
        format!("\"{}\"{star}", term.words.join(" "))
    };
    let terms: Vec<String> = terms.iter().map(term).collect();
    (!terms.is_empty()).then(|| terms.join(with))
}

/// The words of a name with the last as a beginning, or whole.
pub(super) fn name_expression(name: &str) -> Option<String> {
    joined(&Words::plain(name).must, " AND ")
}

/// Whether two words differ by one letter more, less or other, or by two that changed places.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (fold(a).chars().collect(), fold(b).chars().collect());
    let front = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[front..], &b[front..]);
    let back = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (&a[..a.len() - back], &b[..b.len() - back]) {
        ([], []) => true,
        (a, b) if a.len() <= 1 && b.len() <= 1 => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Words, is_near};

    fn expression(text: &str) -> String {
        Words::parse(text).expression().unwrap_or_default()
    }

    #[test]
    fn what_people_write_becomes_an_expression() {
        assert_eq!(expression("pont Brévans"), "\"pont\" AND \"brevans\"");
        assert_eq!(expression("\"pont de Brévans\" péa*"), "\"pont de brevans\" AND \"pea\"*");
        assert_eq!(expression("«le pont» -péage"), "(\"le pont\") NOT (\"peage\")");
        assert_eq!(expression("l'eau"), "\"l eau\"");
        assert_eq!(expression("OR AND NOT ("), "\"or\" AND \"and\" AND \"not\"");
        assert_eq!(
            expression("text:x ^a NEAR(b c)"),
            "\"text x\" AND \"a\" AND \"near b\" AND \"c\""
        );
        assert_eq!(expression("\"unclosed phrase"), "\"unclosed phrase\"");
        assert_eq!(expression("-- \"\" * - ''"), "");
        assert_eq!(
            Words::parse("-non -\"pas ça\"").negation(),
            Some("\"non\" OR \"pas ca\"".into())
        );
    }

    #[test]
    fn words_are_found_again_in_the_text() {
        let text = "Le pont de Brévans, à péage, rouvre : PONT, péager.";
        let found = |words: &str| -> Vec<(&str, usize)> {
            Words::parse(words).find(text).iter().map(|(s, n)| (s.of(text), *n)).collect()
        };
        assert_eq!(found("pont"), [("pont", 0), ("PONT", 0)]);
        assert_eq!(
            found("péag* \"pont de brevans\""),
            [("pont de Brévans", 1), ("péage", 0), ("péager", 0)]
        );
    }

    #[test]
    fn one_letter_is_near() {
        for near in ["Verlinde", "verlinda", "Verlnde", "Verllinde", "Velrinde", "Vérlinde"] {
            assert!(is_near("verlinde", near), "{near}");
        }
        assert!(!is_near("verlinde", "verlid"));
        assert!(!is_near("verlinde", "merlinda"));
    }
}
