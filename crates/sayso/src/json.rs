use sayso_model::wire::{self, Explain};
use sayso_model::{Document, Reading};
use std::io;

/// The reading as one line of public JSON, schema `sayso/1`, without a line's end.
///
/// `reading` must be a reading of `document`. Offsets count code points. With
/// [`Explain::Yes`] each attribution carries what made it.
///
/// ```
/// use sayso::{Document, Explain, Reader};
/// let document = Document::from_text("Il pleut.");
/// let json = sayso::to_json(&document, &Reader::new()?.read(&document), Explain::No);
/// assert!(json.starts_with(r#"{"schema":"sayso/1","#));
/// # Ok::<(), sayso::ReaderError>(())
/// ```
pub fn to_json(document: &Document, reading: &Reading, explain: Explain) -> String {
    // Plain structs with string keys, written to memory: no step of this can fail.
    serde_json::to_string(&wire::Reading::new(document, reading, explain)).unwrap_or_default()
}

/// Writes the reading as one line of public JSON to `out`, without a line's end.
///
/// # Errors
/// Whatever `out` gives.
pub fn write_json(
    out: impl io::Write,
    document: &Document,
    reading: &Reading,
    explain: Explain,
) -> io::Result<()> {
    serde_json::to_writer(out, &wire::Reading::new(document, reading, explain))
        .map_err(io::Error::from)
}
