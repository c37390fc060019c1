//! Forms that a language makes by rule: endings of declension, and compounds written as one word.
//!
//! A linguist states the rules once (`endings.tsv`, `compounds.tsv`) and need not list every form of
//! every word. A language without these tables has the forms that its other tables list.

use crate::KnowledgeError;
use crate::fold::fold;
use crate::role::Number;
use crate::tsv::Source;
use compact_str::CompactString;
use rustc_hash::FxHashSet as HashSet;
use std::borrow::Cow;

/// The endings of a language's declension.
#[derive(Debug, Clone, Default)]
pub(crate) struct Endings {
    /// Of roles and nouns of bodies, with the number that the ending tells.
    nouns: Vec<(CompactString, Number)>,
    /// Of names: of people, places, states and bodies.
    names: Vec<CompactString>,
    /// Of adjectives: what `~` stands for in tables.
    adjectives: Vec<CompactString>,
}

/// A stem has at least this many bytes: *Es* is no form of a name of none.
const SHORTEST_STEM: usize = 2;

impl Endings {
    pub(crate) fn read(source: Source<'_>) -> Result<Endings, KnowledgeError> {
        let mut endings = Endings::default();
        for line in source.lines(&["of", "ending", "number"])? {
            let ending = CompactString::from(line.cell(1));
            match line.cell(0) {
                "noun" => endings.nouns.push((ending, line.name(2, Number::from_name)?)),
                "name" => endings.names.push(ending),
                "adjective" => endings.adjectives.push(ending),
                other => return Err(line.error(format!("{other:?} takes no endings"))),
            }
        }
        Ok(endings)
    }

    /// A table's text with each form that ends a word in `~` written out in all its forms.
    pub(crate) fn expand<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.adjectives.is_empty() || !text.contains('~') {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() * 2);
        for line in text.split_inclusive('\n') {
            if line.starts_with('#') {
                out.push_str(line);
                continue;
            }
            for form in line.split_inclusive(['\t', '|', '\n']) {
                if !form.contains('~') {
                    out.push_str(form);
                    continue;
                }
                let end = form.trim_end_matches(['\t', '|', '\n']);
                for (i, ending) in self.adjectives.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { "|" });
                    out.push_str(&end.replace('~', ending));
                }
                out.push_str(form.get(end.len()..).unwrap_or(""));
            }
        }
        Cow::Owned(out)
    }

    /// The stems that a form can be a noun's form of, and the number that its ending tells.
    pub(crate) fn noun_stems<'t>(
        &'t self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'t str, Number)> + 't {
        self.nouns.iter().filter_map(move |(ending, n)| Some((stem(text, ending)?, *n)))
    }

    /// The names that a form can be a form of.
    pub(crate) fn name_stems<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> + 't {
        self.names.iter().filter_map(move |ending| stem(text, ending))
    }
}

fn stem<'t>(text: &'t str, ending: &str) -> Option<&'t str> {
    text.strip_suffix(ending).filter(|stem| stem.len() >= SHORTEST_STEM)
}

/// The number of a stem's form, where the ending goes with it: a genitive is no form of a plural.
pub(crate) fn number_with_ending(stem: Number, ending: Number) -> Option<Number> {
    match (stem, ending) {
        (number, Number::Either) | (Number::Either, number) => Some(number),
        (a, b) => (a == b).then_some(a),
    }
}

/// How a language makes compounds that are written as one word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compounds {
    /// Folded last parts.
    heads: HashSet<CompactString>,
    /// Folded words that end like one and are none.
    not: HashSet<CompactString>,
}

/// A compound taken apart (*Innenministerin*: *Innen*, *Ministerin*).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compound<'t> {
    /// What stands before the head, without a hyphen: *Innen*, *SPD*.
    pub modifier: &'t str,
    /// The head as a word of its own.
    pub head: String,
}

/// What stands before a head has at least this many letters, where no hyphen parts them.
const SHORTEST_MODIFIER: usize = 3;

impl Compounds {
    /// Reads the rules; `nouns` are the forms that can be heads.
    pub(crate) fn read<'n>(
        source: Source<'_>,
        nouns: impl Iterator<Item = &'n str>,
    ) -> Result<Compounds, KnowledgeError> {
        let mut compounds = Compounds::default();
        let mut least = usize::MAX;
        let mut never = HashSet::default();
        for line in source.lines(&["rule", "forms"])? {
            match line.cell(0) {
                "least" => least = line.name(1, |n| n.parse().ok())?,
                "head" => compounds.heads.extend(line.forms(1).map(fold)),
                "never-head" => never.extend(line.forms(1).map(fold)),
                "not" => compounds.not.extend(line.forms(1).map(fold)),
                other => return Err(line.error(format!("{other:?} is no rule of compounds"))),
            }
        }
        if least < usize::MAX {
            compounds.heads.extend(nouns.map(fold).filter(|noun| {
                noun.chars().count() >= least && !noun.contains(' ') && !never.contains(noun)
            }));
        }
        Ok(compounds)
    }

    /// A word taken apart before its longest head. `ends` tells whether a part is a form of a noun.
    pub(crate) fn split<'t>(&self, word: &'t str, endings: &Endings) -> Option<Compound<'t>> {
        if self.heads.is_empty() {
            return None;
        }
        if let Some((modifier, rest)) = word.rsplit_once(['-', '‑', '–']) {
            if modifier.is_empty() || rest.chars().count() < 2 {
                return None;
            }
            let head = match self.split_solid(rest, endings) {
                _ if self.is_head(&fold(rest), endings) => rest.to_owned(),
                Some(inner) => inner.head,
                None => return None,
            };
            return Some(Compound { modifier, head });
        }
        self.split_solid(word, endings)
    }

    fn is_head(&self, folded: &str, endings: &Endings) -> bool {
        self.heads.contains(folded)
            || endings.noun_stems(folded).any(|(stem, _)| self.heads.contains(stem))
    }

    fn split_solid<'t>(&self, word: &'t str, endings: &Endings) -> Option<Compound<'t>> {
        let whole = fold(word);
        if self.not.contains(&whole)
            || endings.noun_stems(&whole).any(|(stem, _)| self.not.contains(stem))
        {
            return None;
        }
        let (at, _) = whole
            .char_indices()
            .skip(SHORTEST_MODIFIER)
            .find(|(i, _)| whole.get(*i..).is_some_and(|part| self.is_head(part, endings)))?;
        let folded = whole.get(at..)?;
        // Folding can make two letters of one; the head is where the ends fold to the same.
        let (at, first) = word.char_indices().find(|(i, c)| {
            c.is_alphabetic() && word.get(*i..).is_some_and(|part| fold(part) == folded)
        })?;
        let head = first.to_uppercase().chain(word.get(at..)?.chars().skip(1)).collect();
        Some(Compound { modifier: word.get(..at)?, head })
    }
}
