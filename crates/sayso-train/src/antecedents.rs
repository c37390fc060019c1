//! Trains the model that chooses whom a pronoun, a role or a new name means.
//!
//! What a mention can mean depends on what the mentions before it were taken for. So the corpus is
//! read several times: first with a teacher that knows, then with the model so far, and the model
//! learns from all these situations (DAgger: Ross, Gordon and Bagnell 2011).

use crate::corpus::{self, Text};
use crate::ranking::{self, Example, FOLDS, Tried, best};
use anyhow::Result;
use sayso_corpus::Mark;
use sayso_model::Span;
use sayso_reading::{ANTECEDENTS, Candidate, Decision};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Options of `sayso-train antecedents`.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the corpus; its test sets are left out.
    #[arg(long, default_value = "corpus")]
    corpus: PathBuf,
    /// The file to write.
    #[arg(long, default_value = "languages/antecedents.tsv")]
    out: PathBuf,
    /// Try the model on dispatches that it has not seen, and write nothing.
    #[arg(long)]
    try_out: bool,
    /// With it, show the wrong choices.
    #[arg(long, requires = "try_out")]
    errors: bool,
}

/// Readings of the corpus with the model so far, behind the one with the teacher who knows.
const READINGS: usize = 3;
/// Runs `sayso-train antecedents`.
pub fn train(args: &Args) -> Result<()> {
    let mut log = std::io::stderr();
    let texts = corpus::read(&args.corpus)?;
    let texts: Vec<&Text> = texts.iter().filter(|t| t.dispatch.has_layers()).collect();
    if args.try_out {
        let mut tried = Tried::default();
        for fold in 0..FOLDS {
            let part = |seen: bool| {
                let texts = texts.iter().enumerate();
                texts.filter(|(i, _)| (i % FOLDS != fold) == seen).map(|(_, t)| *t).collect()
            };
            let (seen, unseen): (Vec<&Text>, Vec<&Text>) = (part(true), part(false));
            let weights = learn(&seen);
            for text in unseen {
                let (choices, errors) = try_on(text, &weights, args.errors);
                for error in errors {
                    writeln!(log, "{error}\n")?;
                }
                for (name, hit) in choices {
                    tried.add(name, hit);
                    tried.add(format!("{} all", text.lang), hit);
                    tried.add("all".to_owned(), hit);
                }
            }
        }
        return tried.print();
    }
    let about = "# Weights of the model that chooses antecedents (identity/antecedent.rs).\n\
         # Written by `sayso-train antecedents`: FORM <tab> TEMPLATE <tab> VALUE <tab> WEIGHT.";
    ranking::save(&args.out, about, &ANTECEDENTS, &learn(&texts))
}

/// Reads the texts with the teacher and then with the model so far, and learns from all of it.
fn learn(texts: &[&Text]) -> Vec<f64> {
    let mut examples = Vec::new();
    let mut weights: Option<Vec<f64>> = None;
    for _ in 0..=READINGS {
        for text in texts {
            let gold = Gold::of(text);
            text.engine.teach_antecedents(&text.document, &mut |decision| {
                let example = gold.example(decision);
                let choice = match (&weights, &example) {
                    (Some(weights), _) => best(weights, decision),
                    (None, Some(e)) => e.candidates.iter().position(|c| c.1).unwrap_or(0),
                    (None, None) => 0,
                };
                examples.extend(example);
                choice
            });
        }
        weights = Some(ranking::fit(&examples, ANTECEDENTS.features()));
    }
    weights.unwrap_or_default()
}

/// For each choice in a text: the form that takes somebody up, and whether the model is right.
fn try_on(text: &Text, weights: &[f64], show: bool) -> (Vec<(String, bool)>, Vec<String>) {
    let gold = Gold::of(text);
    let mut found = Vec::new();
    let mut shown = Vec::new();
    text.engine.teach_antecedents(&text.document, &mut |decision| {
        let choice = best(weights, decision);
        if let Some(example) = gold.example(decision) {
            let hit = example.is_right(choice);
            if show && !hit {
                shown.push(display(text, decision, &example, choice));
            }
            let first = decision.candidates.first().and_then(|c| c.features.first());
            let name = first.map(|f| ANTECEDENTS.name(*f)).unwrap_or_default();
            found.push((name.split('\t').next().unwrap_or("").to_owned(), hit));
        }
        choice
    });
    (found, shown)
}

/// A wrong choice for people: the words around it, what was taken, and what is right.
fn display(text: &Text, decision: &Decision, example: &Example, choice: usize) -> String {
    let source = text.document.text.as_str();
    let (before, rest) = source.split_at(decision.span.start as usize);
    let (word, behind) = rest.split_at(decision.span.len() as usize);
    let from = before.char_indices().rev().nth(160).map_or(0, |(at, _)| at);
    let to = behind.char_indices().nth(60).map_or(behind.len(), |(at, _)| at);
    let words = |i: usize| {
        let words = decision.candidates[i].spans.iter().map(|w| w.of(source));
        if i == 0 { "nobody".to_owned() } else { words.collect::<Vec<_>>().join("|") }
    };
    let right = example.candidates.iter().enumerate().filter(|(_, c)| c.1).map(|(i, _)| words(i));
    format!(
        "{}: {}[[{word}]]{}\n    taken: {}\n    right: {}",
        text.dispatch.get("id").unwrap_or("?"),
        &before[from..],
        &behind[..to],
        words(choice),
        right.collect::<Vec<_>>().join(" or "),
    )
}

/// What the marks of a dispatch say of who is meant.
struct Gold<'t> {
    /// Spans with the ids of whom they mean, shortest first.
    mentions: Vec<(Span, &'t str)>,
    /// Sources and cues with the speaker's id.
    speakers: Vec<(Span, &'t str)>,
}

impl<'t> Gold<'t> {
    fn of(text: &'t Text) -> Gold<'t> {
        let marks = text.dispatch.body.marks();
        let mut mentions: Vec<(Span, &str)> =
            marks.iter().filter_map(|m| Some((m.span, m.get("ref")?))).collect();
        mentions.sort_by_key(|(span, _)| (span.end - span.start, span.start));
        let who = |id: &str| {
            marks
                .iter()
                .find(|m| m.name == "said" && m.get("id") == Some(id))
                .and_then(|m| m.get("who"))
        };
        let served = |m: &'t Mark| {
            let first = m.get("of")?.split(' ').next()?;
            Some((m.span, who(first)?))
        };
        let mut speakers: Vec<(Span, &str)> = marks.iter().filter_map(served).collect();
        speakers.sort_by_key(|(span, _)| (span.end - span.start, span.start));
        Gold { mentions, speakers }
    }

    /// Whom a word means; `Some("")`: nobody that is marked.
    fn at(&self, word: Span) -> Option<&'t str> {
        if let Some((_, who)) = self.mentions.iter().find(|(span, _)| span.overlaps(word)) {
            return (!who.contains(' ')).then_some(*who);
        }
        // The head of a source whose name alone is marked; not a body that the source names besides.
        let first = |source: &Span| {
            !self.mentions.iter().any(|(m, _)| source.contains(*m) && m.start < word.start)
        };
        let speaker = self.speakers.iter().find(|(span, _)| span.overlaps(word) && first(span));
        Some(speaker.map_or("", |s| s.1))
    }

    /// Whom an entity's words mean most often.
    fn majority(&self, candidate: &Candidate) -> Option<&'t str> {
        let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &candidate.spans {
            if let Some(who) = self.at(*word).filter(|who| !who.is_empty()) {
                *votes.entry(who).or_default() += 1;
            }
        }
        votes.into_iter().max_by_key(|(who, n)| (*n, std::cmp::Reverse(*who))).map(|(who, _)| who)
    }

    fn example(&self, decision: &Decision) -> Option<Example> {
        let who = self.at(decision.span)?;
        let is_right = |c: &Candidate| !who.is_empty() && self.majority(c) == Some(who);
        let mut candidates: Vec<(Vec<usize>, bool)> =
            decision.candidates.iter().map(|c| (c.features.clone(), is_right(c))).collect();
        let known = candidates.iter().any(|c| c.1);
        if let Some(nobody) = candidates.first_mut() {
            nobody.1 = !known;
        }
        Some(Example { candidates })
    }
}
