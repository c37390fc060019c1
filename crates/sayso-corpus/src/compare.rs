//! Exact comparison of a reading with a case, and the difference in words.

use crate::{GoldAttribution, positions, same_speaker, to_display};
use sayso_model::{Attribution, Span};
use std::fmt;

/// How what came out differs from what must come out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What must come out, in the notation.
    pub expected: String,
    /// What came out, in the notation; spans that cross are cut. Attributions that must not be
    /// there have ids `x1`, `x2`, ….
    pub got: String,
    /// Each thing that is wrong.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, for counting.
    pub what: What,
    /// The attribution and the detail, for people.
    pub detail: String,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum What {
    Missed,
    Spurious,
    Content,
    Kind,
    Cue,
    Source,
    Speaker,
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            What::Missed => "missed",
            What::Spurious => "spurious",
            What::Content => "content",
            What::Kind => "kind",
            What::Cue => "cue",
            What::Source => "source",
            What::Speaker => "speaker",
        })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (label, text) in [("expected", &self.expected), ("got", &self.got)] {
            for (i, line) in text.lines().enumerate() {
                writeln!(f, "  {:<8} {line}", if i == 0 { label } else { "" })?;
            }
        }
        for finding in &self.findings {
            writeln!(f, "  - {}: {}", finding.what, finding.detail)?;
        }
        Ok(())
    }
}

/// Compares what was read with what must be read; `None` where nothing differs.
///
/// Contents must be the same letters and digits, kinds the same; cues and sources must overlap or
/// both be absent; the speaker must be the same by [`same_speaker`]. Attributions are paired by
/// the share of letters that their contents have in common, whatever their order.
pub fn compare(text: &str, gold: &[GoldAttribution], read: &[Attribution]) -> Option<Difference> {
    let mut findings = Vec::new();
    let mut note = |what, detail| findings.push(Finding { what, detail });
    let pairs = pair(text, gold, read);
    let mut got: Vec<GoldAttribution> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let Some((_, j)) = pairs.iter().find(|p| p.0 == i) else {
            note(
                What::Missed,
                format!("{} by {}: {}", g.id, quoted(&g.by), shown(text, &g.content)),
            );
            continue;
        };
        let r = &read[*j];
        got.push(as_marked(g.id.clone(), r));
        if positions(&g.content, text) != positions(&r.content, text) {
            let (a, b) = (shown(text, &r.content), shown(text, &g.content));
            note(What::Content, format!("{}: got {a}, expected {b}", g.id));
        }
        if g.kind != r.kind {
            let (a, b) = (r.kind.name(), g.kind.name());
            note(What::Kind, format!("{}: got {a}, expected {b}", g.id));
        }
        for (what, want, have) in [(What::Cue, g.cue, r.cue), (What::Source, g.source, r.source)] {
            if !meet(want, have) {
                let show = |s: Option<Span>| s.map_or("none".to_owned(), |s| quoted(s.of(text)));
                note(what, format!("{}: got {}, expected {}", g.id, show(have), show(want)));
            }
        }
        let name = r.speaker.as_ref().map_or("", |s| s.name.as_str());
        if !same_speaker(g.accepted(), name) {
            let (a, b) = (quoted(name), quoted(&g.by));
            note(What::Speaker, format!("{}: got {a}, expected {b}", g.id));
        }
    }
    for (j, r) in read.iter().enumerate() {
        if pairs.iter().all(|p| p.1 != j) {
            let marked = as_marked(format!("x{}", j + 1), r);
            let detail = format!("by {}: {}", quoted(&marked.by), shown(text, &r.content));
            note(What::Spurious, detail);
            got.push(marked);
        }
    }
    (!findings.is_empty()).then(|| Difference {
        expected: to_display(text, gold),
        got: to_display(text, &got),
        findings,
    })
}

/// One-to-one pairs that share a letter, the most alike first. Of equally alike pairs those with
/// the same cue come first: two attributions may have one content.
fn pair(text: &str, gold: &[GoldAttribution], read: &[Attribution]) -> Vec<(usize, usize)> {
    let read_at: Vec<_> = read.iter().map(|a| positions(&a.content, text)).collect();
    let mut all = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let at = positions(&g.content, text);
        for (j, other) in read_at.iter().enumerate() {
            let both = at.intersection(other).count();
            let either = at.len() + other.len() - both;
            if both > 0 {
                let alike = both as f64 / either as f64;
                let same_cue = meet(g.cue, read[j].cue);
                all.push((alike, same_cue, i, j));
            }
        }
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    let mut out: Vec<(usize, usize)> = Vec::new();
    for (_, _, i, j) in all {
        if out.iter().all(|p| p.0 != i && p.1 != j) {
            out.push((i, j));
        }
    }
    out
}

impl GoldAttribution {
    /// What a reader found, as if somebody had marked it.
    pub fn read(id: String, r: &Attribution) -> GoldAttribution {
        as_marked(id, r)
    }
}

fn as_marked(id: String, r: &Attribution) -> GoldAttribution {
    GoldAttribution {
        id,
        content: r.content.clone(),
        cue: r.cue,
        source: r.source,
        by: r.speaker.as_ref().map_or(String::new(), |s| s.name.clone()),
        or: Vec::new(),
        kind: r.kind,
        time: Some(r.time.clone().unwrap_or_default()),
    }
}

/// Whether two optional spans share a byte, or are both absent.
pub(crate) fn meet(a: Option<Span>, b: Option<Span>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.overlaps(b),
        _ => false,
    }
}

fn shown(text: &str, content: &[Span]) -> String {
    content.iter().map(|s| quoted(s.of(text))).collect::<Vec<_>>().join(" + ")
}

fn quoted(text: &str) -> String {
    format!("`{text}`")
}
