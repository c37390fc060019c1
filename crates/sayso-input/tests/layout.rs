//! Layout, case by case: each `tests/layout/<case>.{txt,html}` has a `<case>.blocks` with
//! what has to come out, one line a field and one a block.
//!
//! `SAYSO_BLESS=1 cargo test -p sayso-input --test layout` writes the `.blocks` anew; read
//! the difference before it is committed.

#![cfg(feature = "html")]

use sayso_input::{Options, read};
use sayso_model::{Document, NoteCode, PublishedFrom};
use std::fmt::Write;
use std::{env, fs, path::Path};

#[test]
fn every_case_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut inputs: Vec<_> = [&folder, &examples]
        .iter()
        .flat_map(|f| fs::read_dir(f).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "html"))
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 10);
    let mut failures = String::new();
    for input in inputs {
        let bytes = fs::read(&input).unwrap();
        let got = shown(&read(&bytes, &Options::default()).unwrap());
        let name = input.file_name().unwrap().to_str().unwrap();
        let expected = folder.join(format!("{name}.blocks"));
        if env::var_os("SAYSO_BLESS").is_some() {
            fs::write(&expected, &got).unwrap();
            continue;
        }
        let want = fs::read_to_string(&expected).unwrap_or_default();
        for (n, pair) in want.lines().zip(got.lines()).enumerate() {
            if pair.0 != pair.1 {
                _ = writeln!(failures, "{name}:{}\n  want {}\n  got  {}", n + 1, pair.0, pair.1);
            }
        }
        if want.lines().count() != got.lines().count() {
            _ = writeln!(failures, "{name}: another number of lines:\n{got}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// A document as its `.blocks` file has it.
fn shown(document: &Document) -> String {
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
