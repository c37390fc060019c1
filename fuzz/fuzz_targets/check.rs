//! What every document has to keep, whatever it was read from.

use sayso_input::{Format, Options, Records, read};
use sayso_model::Document;

/// Reads `bytes` as `format` and checks the document.
#[allow(dead_code)] // most targets read streams instead
pub fn read_as(bytes: &[u8], format: Format) {
    if let Ok(document) = read(bytes, &Options { format: Some(format), ..Options::default() }) {
        check(&document);
    }
}

/// Reads all records of `bytes` and checks their documents.
#[allow(dead_code)] // the older targets read one document
pub fn stream(bytes: &[u8], format: Option<Format>) {
    let options = Options { format, ..Options::default() };
    for record in Records::new(bytes, &options).flatten() {
        if let Ok(contents) = record.contents(&options) {
            contents.documents.iter().flatten().for_each(check);
        }
    }
}

/// Panics where a guarantee of `sayso_input` is broken.
pub fn check(document: &Document) {
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(end <= block.span.start && !block.span.is_empty());
        let text = document.text.get(block.span.range()).expect("character boundaries");
        assert_eq!(text, text.trim());
        assert!(block.repeats.is_none_or(|earlier| earlier < index));
        end = block.span.end;
    }
    for span in document.notes.iter().filter_map(|note| note.span) {
        assert!(document.text.get(span.range()).is_some());
    }
}
