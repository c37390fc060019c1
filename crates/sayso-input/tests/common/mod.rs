//! What tests of this crate share.

#![allow(dead_code)] // each test uses its own part

use sayso_model::{Document, NoteCode, PublishedFrom, Span};
use std::fmt::Write;
use std::path::PathBuf;

/// A path in the folder beside the checkout; `None`, with the reason, where there is none.
pub fn shared(path: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if path.exists() {
        return Some(path);
    }
    #[allow(clippy::print_stderr)] // what a skipped test has to say
    {
        eprintln!("skipped: there is no {}", path.display());
    }
    None
}

/// Panics where a document breaks a guarantee.
pub fn check(document: &Document) {
    let text = &document.text;
    let mut covered = 0;
    for (i, block) in document.blocks.iter().enumerate() {
        let Span { start, end } = block.span;
        assert!(covered <= start && start < end, "blocks come in order without overlaps");
        let inside = text.get(block.span.range()).expect("on character boundaries");
        assert_eq!(inside, inside.trim(), "trimmed");
        assert!(block.repeats.is_none_or(|r| r < i), "repeats point backwards");
        let between = &text[covered as usize..start as usize];
        assert!(!between.contains(char::is_alphanumeric), "left out: {between:?}");
        covered = end;
    }
    assert!(!text[covered as usize..].contains(char::is_alphanumeric));
    for note in &document.notes {
        if let Some(span) = note.span {
            assert!(text.get(span.range()).is_some());
        }
    }
}

/// A document as its `.blocks` file has it.
pub fn shown(document: &Document) -> String {
    let mut out = String::new();
    let mut field = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            _ = writeln!(out, "{name}: {value}");
        }
    };
    field("kicker", document.kicker.as_deref());
    field("title", document.title.as_deref());
    let byline = document.byline.join(" + ");
    field("byline", (!byline.is_empty()).then_some(&byline));
    field("agency", document.agency.as_deref());
    field("dateline", document.dateline.as_deref());
    let published = document.published.as_ref().map(|p| match p.from {
        PublishedFrom::Declared => format!("{} (declared)", p.value),
        PublishedFrom::Text => format!("{} (in the text)", p.value),
        PublishedFrom::Dateline => format!("{} (in the dateline)", p.value),
    });
    field("published", published.as_deref());
    field("lang", document.lang.as_ref().map(|l| l.code()));
    field("url", document.url.as_deref());
    out.push('\n');
    for (i, block) in document.blocks.iter().enumerate() {
        let text = block.span.of(&document.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let text = match text.char_indices().nth(76) {
            Some((cut, _)) => format!("{}…", &text[..cut]),
            None => text,
        };
        let repeats = block.repeats.map(|r| format!(" (= {r})")).unwrap_or_default();
        _ = writeln!(out, "{i:2} {:9} {text}{repeats}", block.role.name());
    }
    // Repeats are told above.
    for note in document
        .notes
        .iter()
        .filter(|n| !matches!(n.code, NoteCode::RepeatedCaption | NoteCode::RepeatedBlock))
    {
        _ = writeln!(out, "note {}: {}", note.code.name(), note.message);
    }
    out
}
