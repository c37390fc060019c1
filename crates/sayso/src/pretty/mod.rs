//! A reading for people.
use sayso_model::wire::Explain;
use sayso_model::{Document, Reading};
/// How a reading is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Columns to fill.
    pub width: usize,
    /// Whether to use colours.
    pub paint: Paint,
    /// Whether to say what made each attribution.
    pub explain: Explain,
}
/// Whether to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Text alone.
    Plain,
    /// ANSI escape sequences.
    Ansi,
}
/// A line that names the report.
pub fn header(name: &str, _: &Look) -> String {
    format!("== {name}\n")
}
/// The reading.
pub fn render(document: &Document, reading: &Reading, _: &Look) -> String {
    format!("{}\n{} attributions\n", document.text, reading.attributions.len())
}
/// Without control characters.
pub fn visible(text: &str) -> String {
    text.to_owned()
}
