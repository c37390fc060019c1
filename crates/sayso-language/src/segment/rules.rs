//! A language's segmentation rules, read from its TSV files.

use super::chars::fold;
use compact_str::CompactString;
use std::collections::{BTreeMap, BTreeSet};

/// What a clitic asks of the word before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CliticAfter {
    /// Any word.
    Anything,
    /// A word that the lexicon knows as a verb.
    Verb,
}

/// What may follow an abbreviation's stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// A name: never a sentence's end.
    Title,
    /// A number: a sentence's end only when none follows.
    Number,
    /// A name or a noun with a capital: a sentence's end only before a word that opens sentences.
    Name,
    /// Anything: a sentence may end there.
    End,
}

/// The two words of a contraction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contraction {
    pub parts: [String; 2],
    /// Whether the form can be one word too, so that the model decides.
    pub ambiguous: bool,
}

impl Contraction {
    /// The parts with the capitals of the form: `Du` gives `De`, `le`; `DU` gives `DE`, `LE`.
    pub(crate) fn parts_like(&self, form: &str) -> [CompactString; 2] {
        let [first, second] = &self.parts;
        let mut chars = form.chars();
        let capital = chars.next().is_some_and(char::is_uppercase);
        if capital && chars.next().is_some_and(char::is_uppercase) {
            return [first, second].map(|part| part.to_uppercase().into());
        }
        if !capital {
            return [first, second].map(|part| part.as_str().into());
        }
        let mut letters = first.chars();
        let mut raised = CompactString::default();
        letters.next().into_iter().flat_map(char::to_uppercase).for_each(|c| raised.push(c));
        raised.push_str(letters.as_str());
        [raised, second.as_str().into()]
    }
}

/// A word that ends in pronouns, taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Enclitic<'a> {
    /// What stands before the pronoun: `dir`.
    pub stem: &'a str,
    /// The pronoun, or two as one: `lo`.
    pub pronoun: &'a str,
}

/// A language's segmentation rules. Forms are lower case with straight apostrophes.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    pub(crate) elisions: BTreeSet<String>,
    /// Elisions that belong to the name behind them where both have a capital (`D'Angelo`).
    pub(crate) name_elisions: BTreeSet<String>,
    pub(crate) keep: BTreeSet<String>,
    /// Longest first.
    pub(crate) clitics: Vec<(String, CliticAfter)>,
    pub(crate) contractions: BTreeMap<String, Contraction>,
    /// Pronouns that verbs end in (`dirlo`), longest first.
    enclitics: Vec<String>,
    /// How the verb before one ends, and how its form that the lexicon knows does.
    enclitic_stems: Vec<(String, String)>,
    /// Whether one with a capital inside a sentence is a name's particle and one word (`Del Piero`).
    pub(crate) contracts_names: bool,
    pub(crate) units: BTreeSet<String>,
    /// Whether a stop makes an ordinal of the whole number before it (`am 19. Dezember`).
    pub(crate) ordinals: bool,
    /// Whether a sentence ends at stops alone, and never in running text without one.
    pub(crate) stops_only: bool,
    /// By the form as written, without its last stop.
    pub(crate) abbreviations: BTreeMap<String, Abbreviation>,
}

/// A line of a rules file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of {file} is no rule: {text:?}")]
pub struct RuleError {
    /// The file's name.
    pub file: &'static str,
    /// The line, from 1.
    pub line: usize,
    /// The line's text.
    pub text: String,
}

impl Rules {
    /// Whether the form can be a contraction or one word.
    pub fn is_ambiguous(&self, form: &str) -> bool {
        self.contraction(form).is_some_and(|c| c.ambiguous)
    }

    /// The contraction that a form can be.
    pub(crate) fn contraction(&self, form: &str) -> Option<&Contraction> {
        // The longest contraction is far shorter; most words need no look-up.
        if form.len() > 16 { None } else { self.contractions.get(&fold(form)) }
    }

    /// The verb and the pronoun that a lower-case word is made of; `is_verb` tells whether the
    /// lexicon knows a form as a verb's.
    pub(crate) fn enclitic<'a>(
        &self,
        form: &'a str,
        is_verb: impl Fn(&str) -> bool,
    ) -> Option<Enclitic<'a>> {
        if self.enclitics.is_empty() || !form.chars().all(char::is_lowercase) {
            return None;
        }
        self.enclitics.iter().find_map(|pronoun| {
            let stem = form.strip_suffix(pronoun.as_str()).filter(|s| s.len() > 2)?;
            let known = self.enclitic_stems.iter().any(|(end, whole)| {
                stem.strip_suffix(end.as_str()).is_some_and(|s| is_verb(&format!("{s}{whole}")))
            });
            known.then(|| Enclitic { stem, pronoun: &form[stem.len()..] })
        })
    }

    /// Reads a language's `segment.tsv` and `abbreviations.tsv`.
    pub fn read(segment: &str, abbreviations: &str) -> Result<Rules, RuleError> {
        let mut rules = Rules::default();
        for (line, text) in lines(segment) {
            let columns: Vec<&str> = text.split('\t').collect();
            match columns[..] {
                ["elision", form] => {
                    rules.elisions.insert(form.to_owned());
                }
                ["name-elision", form] => {
                    rules.name_elisions.insert(form.to_owned());
                }
                ["enclitic", form] => rules.enclitics.push(form.to_owned()),
                ["enclitic-stem", end, whole] => {
                    rules.enclitic_stems.push((end.to_owned(), whole.to_owned()));
                }
                ["keep", form] => {
                    rules.keep.insert(form.to_owned());
                }
                ["unit", form] => {
                    rules.units.insert(form.to_owned());
                }
                ["contraction-capital", "name"] => rules.contracts_names = true,
                ["ordinal", "stop"] => rules.ordinals = true,
                ["gap", "never"] => rules.stops_only = true,
                ["clitic", form, "always"] => {
                    rules.clitics.push((form.to_owned(), CliticAfter::Anything));
                }
                ["clitic", form, "verb"] => {
                    rules.clitics.push((form.to_owned(), CliticAfter::Verb));
                }
                ["contraction", form, first, second, when @ ("always" | "model")] => {
                    let parts = [first.to_owned(), second.to_owned()];
                    let ambiguous = when == "model";
                    rules.contractions.insert(form.to_owned(), Contraction { parts, ambiguous });
                }
                _ => return Err(RuleError { file: "segment.tsv", line, text: text.to_owned() }),
            }
        }
        rules.enclitics.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        rules.clitics.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        for (line, text) in lines(abbreviations) {
            let class = match text.split_once('\t') {
                Some((_, "title")) => Abbreviation::Title,
                Some((_, "number")) => Abbreviation::Number,
                Some((_, "name")) => Abbreviation::Name,
                Some((_, "end")) => Abbreviation::End,
                _ => {
                    let file = "abbreviations.tsv";
                    return Err(RuleError { file, line, text: text.to_owned() });
                }
            };
            let form = text.split('\t').next().unwrap_or_default();
            rules.abbreviations.insert(form.to_owned(), class);
        }
        Ok(rules)
    }
}

/// Lines that are neither blank nor a comment, with their numbers.
fn lines(file: &str) -> impl Iterator<Item = (usize, &str)> {
    file.lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line.trim_end()))
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
