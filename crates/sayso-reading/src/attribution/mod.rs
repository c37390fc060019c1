//! Attributions: who said what, as drafts that rules propose and [`resolve`] settles.
//!
//! Each rule looks at one way of reporting and proposes [`Draft`]s: a cue with its content and the
//! phrase that names the source. Rules run in a fixed order; quotes that one has claimed are left
//! alone by the next.

mod according;
mod as_said;
mod carry;
mod claim;
mod clause;
mod colon;
mod colon_clause;
mod extent;
mod going_on;
mod incise;
mod infinitive;
mod insert;
mod interview;
mod inverted;
mod mood;
mod noun_cue;
mod quoted;
mod remainder;
mod resolve;
mod run_on;
mod running_tense;
pub(crate) mod source;
mod taken_up;
mod told;
mod transcript;

use crate::part::Part;
use crate::total::Total;
use crate::verb::{self, VerbGroup};
use crate::view::View;
use sayso_model::Span;
use source::Source;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

pub(crate) use extent::trim_edges;

/// The rule that makes the answers of interviews.
pub(crate) const INTERVIEW: &str = interview::RULE;

/// The rule that makes the turns of transcripts.
pub(crate) const TRANSCRIPT: &str = transcript::RULE;

/// A proposed attribution.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// The rule that proposes it.
    pub rule: &'static str,
    pub content: Vec<Span>,
    pub cue: Option<Span>,
    pub source: Option<Source>,
    /// The word at which the report is made: the cue, or the first word of the content.
    pub at: usize,
    /// Whose speaker it shares, where it has no source of its own.
    pub same_speaker_as: Option<usize>,
    pub negated: bool,
    /// Confidence of the rule, 0 to 1.
    pub score: f32,
    /// What the rule saw.
    pub detail: Cow<'static, str>,
}

/// The drafts of a text as they grow, with what has been claimed.
pub(crate) struct Drafts<'v, 'a> {
    pub view: &'v View<'a>,
    /// Verb groups of each sentence.
    pub groups: Total<'static, Vec<VerbGroup>>,
    pub list: Vec<Draft>,
    /// The draft that holds each quote's words as its own.
    pub claimed: Vec<Option<usize>>,
    /// Quotes that a rule has found to be nobody's words.
    pub nobodys: Vec<bool>,
    /// Groups that serve as a cue already, by their verb.
    pub used: Vec<bool>,
    /// The first words of inserted clauses whose subject stands before the verb.
    pub inserts: BTreeSet<usize>,
    /// The draft of each inserted clause, by its verb.
    pub by_insert: BTreeMap<usize, usize>,
}

impl<'v, 'a> Drafts<'v, 'a> {
    fn new(view: &'v View<'a>) -> Drafts<'v, 'a> {
        let groups: Vec<Vec<VerbGroup>> = (0..view.sentences.len())
            .map(|s| if view.sentences[s].parsed { verb::groups(view, s) } else { Vec::new() })
            .collect();
        Drafts {
            view,
            groups: Total::owned(groups, Vec::new()),
            list: Vec::new(),
            claimed: vec![None; view.quotes.len()],
            nobodys: vec![false; view.quotes.len()],
            used: vec![false; view.words.len()],
            inserts: BTreeSet::new(),
            by_insert: BTreeMap::new(),
        }
    }

    /// Adds a draft and claims the quotes that lie in its content.
    fn add(&mut self, mut draft: Draft) -> usize {
        let index = self.list.len();
        if let Some(source) = source::behind_preposition(self.view, draft.at)
            && draft.source.is_none_or(|s| self.view.in_set("impersonal", s.head))
        {
            draft.source = Some(source);
        }
        for span in &draft.content {
            self.claim(*span, index);
        }
        self.list.push(draft);
        index
    }

    /// Adds a further span to a draft.
    fn extend(&mut self, index: usize, span: Span) {
        self.claim(span, index);
        self.list[index].content.push(span);
        self.list[index].content.sort();
    }

    fn claim(&mut self, span: Span, index: usize) {
        let from = self.view.quotes.partition_point(|q| q.open.end < span.start);
        let start = from.saturating_sub(8); // outer quotes that start before and hold the span
        for q in start..self.view.quotes.len() {
            let quote = &self.view.quotes[q];
            if quote.open.start >= span.end {
                break;
            }
            // Spans are trimmed of the punctuation that a quote's words may end with.
            let words = trim_edges(self.view.text, quote.inner);
            if span.contains(words) && self.claimed[q].is_none() {
                self.claimed[q] = Some(index);
            }
        }
    }
}

/// A rule with its name.
type Rule = (Part, fn(&mut Drafts<'_, '_>));

/// The rules in the order in which they look at a text.
const RULES: [Rule; 13] = [
    (Part::Interview, transcript::run),
    (Part::Insert, insert::run),
    (Part::Clause, clause::run),
    (Part::Infinitive, infinitive::run),
    (Part::AsSaid, as_said::run),
    (Part::According, according::run),
    (Part::NounCue, noun_cue::run),
    (Part::Colon, colon::run),
    (Part::Quoted, quoted::run),
    (Part::Carry, carry::run),
    (Part::Remainder, remainder::run),
    (Part::Interview, interview::mark),
    (Part::RunOn, run_on::run),
];

/// All attributions of a text, in order of their content, by all rules but those left out.
pub(crate) fn attributions(view: &View<'_>, without: &[Part]) -> Vec<Draft> {
    let mut drafts = Drafts::new(view);
    for (part, rule) in RULES {
        if !without.contains(&part) {
            rule(&mut drafts);
        }
    }
    resolve::settle(drafts)
}

/// The quotes that are nobody's after the rules, with what a model sees of them: for training it.
pub(crate) fn unclaimed(view: &View<'_>) -> Vec<(Span, Vec<String>)> {
    let mut drafts = Drafts::new(view);
    for (_, rule) in RULES.iter().take_while(|(part, _)| *part != Part::Remainder) {
        rule(&mut drafts);
    }
    remainder::examples(&drafts)
}
