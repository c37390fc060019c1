//! What a search gives.

use super::query::{Filter, Sort};
use serde::Serialize;

/// The answer to a query.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Answer {
    /// What was found, in order.
    pub hits: Vec<Hit>,
    /// How many hits there are in all, where they were all looked at: a walk by date ends at the limit.
    pub total: Option<Counted>,
    /// Whether there are more behind the last.
    pub more: bool,
    /// In which order they stand.
    pub sorted: Sort,
    /// Set where more matched than `max-ranked`: of so many, those that were stored last, the best come
    /// first.
    pub ranked_only: Option<usize>,
    /// Whom the names in the query stand for.
    pub named: Vec<Named>,
    /// Why there is nothing, where there is nothing.
    pub nothing: Option<Nothing>,
}

/// A number that may have been counted up to a bound only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// So many, or so many at least.
    pub count: u64,
    /// Whether counting ended there.
    pub or_more: bool,
}

impl std::fmt::Display for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.count, if self.or_more { "+" } else { "" })
    }
}

/// A report, or an attribution in it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The report's number in the store.
    pub report: i64,
    /// What was said, where attributions were looked for.
    pub attribution: Option<Said>,
    /// The headline.
    pub title: Option<String>,
    /// The outlet: the host of its address.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The caller's name for it; may be empty.
    pub name: String,
    /// The agency that it declares; else the one that its copies name.
    pub agency: Option<String>,
    /// When it was published, as precise as it was given.
    pub published: Option<String>,
    /// The language that it was read in.
    pub lang: String,
    /// Its story.
    pub story: Option<i64>,
    /// What it says.
    pub sentence: Sentence,
    /// How many other reports are copies of the same dispatch.
    pub copies: u64,
    /// How many outlets carried it or a copy.
    pub outlets: u64,
    /// How well it matches; higher is better. For hits sorted by relevance.
    pub score: Option<f64>,
}

/// An attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Said {
    /// Its name in the reading (`a3`).
    pub id: String,
    /// How the words are given: `direct`, `mixed`, `indirect`.
    pub kind: &'static str,
    /// The words; parts joined by ` … `.
    pub words: String,
    /// Who said it; `None` where it cannot be told.
    pub speaker: Option<String>,
    /// The key of who said it, which holds from report to report.
    pub key: Option<String>,
    /// When it was said, as the text tells.
    pub time: Option<String>,
    /// Whether the saying is denied.
    pub negated: bool,
    /// From 0 to 1: how likely the record is right.
    pub confidence: f64,
    /// The number that it shares with the same words in other reports.
    pub saying: i64,
}

/// A stretch of a report's text. Offsets count code points of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The text there.
    pub exact: String,
    /// What is worth marking in it, in order.
    pub marks: Vec<Mark>,
}

/// Something worth marking. Offsets count code points of the report's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Mark {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it is.
    pub kind: MarkKind,
}

/// What is marked in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// What was said.
    Said,
    /// Who says it, as named there.
    Source,
    /// What tells that it is said.
    Cue,
    /// Somebody who was asked for.
    Actor,
    /// A word that was asked for.
    Word,
}

/// Whom a name in a query stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// Where it stood.
    pub filter: Filter,
    /// The name.
    pub name: String,
    /// Who bears it, in most reports first. All are looked for.
    pub actors: Vec<ActorBrief>,
    /// In how many reports somebody bears it of whom nothing else is known.
    pub unknown: Counted,
    /// How many more bear it, who are in fewer reports and were left out.
    pub left_out: usize,
}

impl Named {
    /// Whether nobody bears the name.
    pub fn is_nobody(&self) -> bool {
        self.actors.is_empty() && self.unknown.count == 0
    }
}

/// An actor in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorBrief {
    /// What finds this one alone: a Wikidata item, a town's number, or a hash.
    pub key: String,
    /// The name.
    pub name: String,
    /// What it is: `person`, `body`, `state`, `place`.
    pub kind: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// In how many reports.
    pub reports: Counted,
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nothing {
    /// How many hits there are with one condition left out, each in turn.
    pub without: Vec<Without>,
    /// Names that nobody bears.
    pub nobody: Vec<Nobody>,
}

/// What there is without a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Without {
    /// The condition.
    pub filter: Filter,
    /// The hits, copies counted each.
    pub hits: Counted,
}

/// A name that nobody bears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nobody {
    /// Where it stood.
    pub filter: Filter,
    /// The name.
    pub name: String,
    /// Names in the store that are spelt much like it.
    pub near: Vec<String>,
}
