use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes in a document's text.
///
/// ```
/// use sayso_model::Span;
/// let text = "« Oui », dit-elle.";
/// assert_eq!(Span::new(3, 6).of(text), "Oui");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`, in bytes; an `end` before `start` gives an empty span.
    pub const fn new(start: u32, end: u32) -> Span {
        Span { start, end: if end < start { start } else { end } }
    }

    /// The same from `usize` offsets. Texts are limited to 4 GiB by the input limits.
    pub fn from_range(range: std::ops::Range<usize>) -> Span {
        Span::new(range.start as u32, range.end as u32)
    }

    /// The span as a range for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span; empty where the span does not slice `text` on character boundaries.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether nothing lies under the span.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub const fn covers(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Whether the two share a byte.
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span without characters at its edges for which `strip` holds.
    pub fn trim(self, text: &str, strip: impl Fn(char) -> bool) -> Span {
        let slice = self.of(text);
        let front = slice.trim_start_matches(&strip);
        let start = self.start + (slice.len() - front.len()) as u32;
        Span::new(start, start + front.trim_end_matches(&strip).len() as u32)
    }
}
