//! Time expressions read against gold: the figures of `score_time.py` of the guidelines, and exact
//! comparison for the specification.

use crate::GoldTime;
use sayso_model::{TimeKind, TimeRef};
use std::fmt::Write as _;
use std::ops::AddAssign;

/// A time expression for scoring; its offsets count code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Timed {
    pub start: usize,
    pub end: usize,
    pub kind: TimeKind,
    pub value: String,
}

/// Which expressions are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimeGroup {
    /// Dates and times of day.
    Point,
    /// Durations.
    Duration,
    /// Sets.
    Set,
}

impl TimeGroup {
    /// Every group.
    pub const ALL: [TimeGroup; 3] = [TimeGroup::Point, TimeGroup::Duration, TimeGroup::Set];

    /// The name in tables and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            TimeGroup::Point => "date+time",
            TimeGroup::Duration => "duration",
            TimeGroup::Set => "set",
        }
    }

    fn of(kind: TimeKind) -> TimeGroup {
        match kind {
            TimeKind::Date | TimeKind::Time => TimeGroup::Point,
            TimeKind::Duration => TimeGroup::Duration,
            TimeKind::Set => TimeGroup::Set,
        }
    }
}

/// Counts of one group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs)] // the names are those of the script
pub struct TimeCounts {
    pub gold: usize,
    pub predicted: usize,
    pub overlap: usize,
    pub exact: usize,
    pub overlap_day: usize,
    pub overlap_value: usize,
    pub exact_value: usize,
}

impl TimeCounts {
    /// The figures by name: F1 of spans that overlap or are the same, alone and with the right
    /// value. `day`: the parts of the value that name year, month and day agree.
    pub fn figures(&self) -> [(&'static str, f64); 5] {
        let all = self.gold + self.predicted;
        let f1 = |n: usize| if all == 0 { 0.0 } else { 2.0 * n as f64 / all as f64 };
        [
            ("overlap_f1", f1(self.overlap)),
            ("exact_f1", f1(self.exact)),
            ("overlap_day_f1", f1(self.overlap_day)),
            ("overlap_value_f1", f1(self.overlap_value)),
            ("exact_value_f1", f1(self.exact_value)),
        ]
    }
}

/// Counts of all groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimeScore([TimeCounts; 3]);

impl AddAssign for TimeScore {
    fn add_assign(&mut self, other: TimeScore) {
        for (a, b) in self.0.iter_mut().zip(other.0) {
            a.gold += b.gold;
            a.predicted += b.predicted;
            a.overlap += b.overlap;
            a.exact += b.exact;
            a.overlap_day += b.overlap_day;
            a.overlap_value += b.overlap_value;
            a.exact_value += b.exact_value;
        }
    }
}

impl TimeScore {
    /// A group's counts.
    pub fn group(&self, group: TimeGroup) -> TimeCounts {
        self.0.get(group as usize).copied().unwrap_or_default()
    }

    /// Whether the gold had any time expression.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|c| c.gold == 0)
    }
}

/// Compares one document's times with its gold.
pub(crate) fn score_times(gold: &[Timed], read: &[Timed]) -> TimeScore {
    let mut out = TimeScore::default();
    for group in TimeGroup::ALL {
        let of = |list: &'_ [Timed]| -> Vec<Timed> {
            list.iter().filter(|t| TimeGroup::of(t.kind) == group).cloned().collect()
        };
        let (mut g, r) = (of(gold), of(read));
        g.retain(|t| t.end > t.start);
        let counts = &mut out.0[group as usize];
        counts.gold = g.len();
        counts.predicted = r.len();
        let mut pairs = Vec::new();
        for (i, a) in g.iter().enumerate() {
            for (j, b) in r.iter().enumerate() {
                let both = a.end.min(b.end).saturating_sub(a.start.max(b.start));
                if both > 0 {
                    let either = a.end.max(b.end) - a.start.min(b.start);
                    pairs.push((both as f64 / either as f64, i, j));
                }
            }
        }
        // The most alike first; of equals the later, as the script has it.
        pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(y.1.cmp(&x.1)).then(y.2.cmp(&x.2)));
        let (mut used_g, mut used_r) = (vec![false; g.len()], vec![false; r.len()]);
        for (_, i, j) in pairs {
            if used_g[i] || used_r[j] {
                continue;
            }
            (used_g[i], used_r[j]) = (true, true);
            let (a, b) = (&g[i], &r[j]);
            let day = |v: &str| v.split('T').next().unwrap_or("").to_owned();
            let same = a.value == b.value;
            counts.overlap += 1;
            counts.overlap_value += usize::from(same);
            counts.overlap_day += usize::from(day(&a.value) == day(&b.value));
            if (a.start, a.end) == (b.start, b.end) {
                counts.exact += 1;
                counts.exact_value += usize::from(same);
            }
        }
    }
    out
}

/// Compares the times that were read with those that must be read: spans, types and values. `None`
/// where nothing differs; else the two lists, for people.
pub fn compare_times(text: &str, gold: &[GoldTime], read: &[TimeRef]) -> Option<String> {
    let line = |span: sayso_model::Span, kind: TimeKind, value: &str| {
        format!("[{}] {} {value}", span.of(text), kind.name())
    };
    let expected: Vec<String> = gold.iter().map(|t| line(t.span, t.kind, &t.value)).collect();
    let got: Vec<String> = read.iter().map(|t| line(t.span, t.kind, &t.value)).collect();
    let same = gold.len() == read.len()
        && gold
            .iter()
            .zip(read)
            .all(|(g, r)| (g.span, g.kind, g.value.as_str()) == (r.span, r.kind, r.value.as_str()));
    if same {
        return None;
    }
    let mut out = String::new();
    let _ = writeln!(out, "  times expected {}", expected.join(" · "));
    let _ = writeln!(out, "  times got      {}", got.join(" · "));
    Some(out)
}
