//! What `pretty` looks like, over readings made by hand.

mod common;

use sayso::pretty::{Look, Paint, header, render};
use sayso::{Document, Explain, Lang, Reading};
use unicode_width::UnicodeWidthStr;

fn shown(look: Look) -> String {
    let (document, reading) = common::bridge();
    header("bridge", &look) + &render(&document, &reading, &look)
}

/// A report without anybody's words, with signs that must not reach a terminal.
fn silent() -> (Document, Reading) {
    let document = Document::from_text("Il pleut\u{1b}[31m sur\u{202e} Brévans.");
    let reading = Reading {
        lang: Lang::new("fr"),
        entities: vec![],
        attributions: vec![],
        times: vec![],
        zone: None,
        notes: vec![],
    };
    (document, reading)
}

#[test]
fn plain_at_80_columns() {
    insta::assert_snapshot!(shown(Look::default()));
}

#[test]
fn plain_with_explanations_at_100_columns() {
    let look = Look { width: 100, explain: Explain::Yes, ..Look::default() };
    insta::assert_snapshot!(shown(look));
}

#[test]
fn plain_and_narrow() {
    insta::assert_snapshot!(shown(Look { width: 36, ..Look::default() }));
}

#[test]
fn coloured() {
    // The escape character as `␛`, for people to read the snapshot.
    let look = Look { paint: Paint::Ansi, ..Look::default() };
    insta::assert_snapshot!(shown(look).replace('\u{1b}', "␛"));
}

#[test]
fn nobody_speaks() {
    let (document, reading) = silent();
    insta::assert_snapshot!(render(&document, &reading, &Look::default()));
}

#[test]
fn colours_only_repeat_what_marks_say() {
    let plain = shown(Look::default());
    let mut coloured = shown(Look { paint: Paint::Ansi, ..Look::default() });
    while let Some(start) = coloured.find('\u{1b}') {
        let end = coloured[start..].find('m').expect("a sequence ends") + start;
        coloured.replace_range(start..=end, "");
    }
    assert_eq!(coloured, plain);
}

#[test]
fn lines_keep_the_width_and_end_without_blanks() {
    for width in [1, 20, 33, 64, 80, 120] {
        for line in shown(Look { width, ..Look::default() }).lines() {
            assert!(line.width() <= width.max(20), "{width}: {line:?}");
            assert_eq!(line, line.trim_end(), "{width}");
        }
    }
}

#[test]
fn every_word_of_the_text_is_shown() {
    let (document, reading) = common::bridge();
    for width in [20, 50, 90] {
        let shown = render(&document, &reading, &Look { width, ..Look::default() });
        // Marks, roles and line ends apart, the letters of the text come in its order.
        let mut letters = shown.chars().filter(|c| c.is_alphanumeric());
        for letter in document.text.chars().filter(|c| c.is_alphanumeric()) {
            assert!(letters.any(|l| l == letter));
        }
    }
}

#[test]
fn a_reading_that_does_not_fit_the_text_is_no_panic() {
    let (mut document, mut reading) = common::bridge();
    reading.entities.clear();
    reading.attributions[4].within = Some(sayso::AttributionId(99));
    document.text = "« é ».".into();
    for width in [0, 20, 80] {
        render(&document, &reading, &Look { width, ..Look::default() });
    }
    document.blocks.clear();
    assert!(render(&document, &reading, &Look::default()).contains("« é »."));
}
