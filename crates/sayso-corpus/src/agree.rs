//! How far two people who marked the same text agree.

use crate::{GoldAttribution, GoldEvent, GoldTime, Marked, Prf, Score, score};
use sayso_model::Span;
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// Counts over any number of texts that two people have marked. F1 is the same whichever of them
/// is taken for the gold.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// Texts.
    pub texts: usize,
    /// Attributions.
    pub attributions: Score,
    /// Mentions: the same span, and the same span in the same chain.
    pub mentions: Shared,
    /// Time expressions: spans that overlap, and the same value with it.
    pub times: Shared,
    /// Events: triggers of one type that overlap or stand near, and status with it.
    pub events: Shared,
}

/// What one and the other marked, and what they share.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shared {
    /// Marked by the first.
    pub one: usize,
    /// Marked by the second.
    pub other: usize,
    /// Marked by both.
    pub both: usize,
    /// Of these, also the same in what they say of it.
    pub same: usize,
}

impl Shared {
    /// F1 of the places marked.
    pub fn f1(&self) -> f64 {
        2.0 * self.both as f64 / ((self.one + self.other) as f64).max(1.0)
    }

    /// F1 of places and what is said of them.
    pub fn same_f1(&self) -> f64 {
        2.0 * self.same as f64 / ((self.one + self.other) as f64).max(1.0)
    }
}

impl AddAssign for Shared {
    fn add_assign(&mut self, o: Shared) {
        self.one += o.one;
        self.other += o.other;
        self.both += o.both;
        self.same += o.same;
    }
}

impl AddAssign for Agreement {
    fn add_assign(&mut self, o: Agreement) {
        self.texts += o.texts;
        self.attributions += o.attributions;
        self.mentions += o.mentions;
        self.times += o.times;
        self.events += o.events;
    }
}

impl Agreement {
    /// Of what was said, at 0.8.
    pub fn quote(&self) -> Prf {
        self.attributions.quote(1)
    }

    /// Of what was said with its speaker, at 0.8.
    pub fn joint(&self) -> Prf {
        self.attributions.joint(1)
    }
}

/// Compares two markings of the same text; `None` where the texts differ.
pub fn agreement(one: &Marked, other: &Marked) -> Option<Agreement> {
    if one.text() != other.text() {
        return None;
    }
    let text = one.text();
    let (a, b): (Vec<GoldAttribution>, Vec<GoldAttribution>) =
        (one.attributions(), other.attributions());
    Some(Agreement {
        texts: 1,
        attributions: score(&a, &b, text),
        mentions: mentions(one, other),
        times: times(&one.times(), &other.times()),
        events: events(&one.events(), &other.events()),
    })
}

/// A mention is the same where the span is; its chain is the same where each has another mention
/// of the entity that both share, or neither has any.
fn mentions(one: &Marked, other: &Marked) -> Shared {
    let chains = |m: &Marked| -> Vec<BTreeSet<Span>> {
        m.entities().iter().map(|e| e.mentions.iter().map(|m| m.span).collect()).collect()
    };
    let (a, b) = (chains(one), chains(other));
    let spans = |c: &[BTreeSet<Span>]| -> BTreeSet<Span> { c.iter().flatten().copied().collect() };
    let (all_a, all_b) = (spans(&a), spans(&b));
    let mut shared = Shared { one: all_a.len(), other: all_b.len(), ..Shared::default() };
    for span in all_a.intersection(&all_b) {
        shared.both += 1;
        let holders = |c: &[BTreeSet<Span>]| -> BTreeSet<Span> {
            c.iter().filter(|s| s.contains(span)).flatten().copied().filter(|s| s != span).collect()
        };
        let (x, y) = (holders(&a), holders(&b));
        let meet = x.intersection(&y).next().is_some();
        shared.same += usize::from(meet || (x.is_disjoint(&all_b) && y.is_disjoint(&all_a)));
    }
    shared
}

fn times(a: &[GoldTime], b: &[GoldTime]) -> Shared {
    let mut shared = Shared { one: a.len(), other: b.len(), ..Shared::default() };
    let mut used = BTreeSet::new();
    for x in a {
        let meets =
            b.iter().enumerate().find(|(i, y)| y.span.overlaps(x.span) && !used.contains(i));
        if let Some((i, y)) = meets {
            used.insert(i);
            shared.both += 1;
            shared.same += usize::from(x.value == y.value);
        }
    }
    shared
}

/// How far apart, in bytes, two triggers of one act may stand.
const NEAR: u32 = 150;

fn events(a: &[GoldEvent], b: &[GoldEvent]) -> Shared {
    let mut shared = Shared { one: a.len(), other: b.len(), ..Shared::default() };
    let mut used = BTreeSet::new();
    let gap = |x: Span, y: Span| x.start.saturating_sub(y.end).max(y.start.saturating_sub(x.end));
    for x in a {
        let nearest = b
            .iter()
            .enumerate()
            .filter(|(i, y)| {
                y.kind == x.kind && !used.contains(i) && gap(x.trigger, y.trigger) < NEAR
            })
            .min_by_key(|(_, y)| gap(x.trigger, y.trigger));
        if let Some((i, y)) = nearest {
            used.insert(i);
            shared.both += 1;
            shared.same += usize::from(x.status == y.status);
        }
    }
    shared
}
