//! What holds for every text, however odd.

use proptest::prelude::*;
use sayso::pretty::{Look, Paint, render};
use sayso::{Document, Explain, Lang, Reader, Reading, Span};
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new().expect("the reader loads"))
}

/// Pieces of reports: what the rules look for, in every order and number.
const PIECES: [&str; 44] = [
    "«",
    "»",
    "“",
    "”",
    "\"",
    "'",
    "’",
    "„",
    "‹",
    "›",
    "— ",
    "- ",
    ": ",
    ", ",
    ". ",
    "? ",
    "! ",
    "…",
    "(",
    ")",
    "\n",
    "\n\n",
    " ",
    "\u{a0}",
    "a déclaré ",
    "a-t-il dit",
    "selon ",
    "d'après ",
    "que ",
    "qu'",
    "il ",
    "elle ",
    "la même source",
    "M. Tavel ",
    "Anne Verlinde ",
    "le Kremlin ",
    "son homologue ",
    "le président ",
    "n'a pas dit ",
    "1,5 %",
    "😀",
    "e\u{301}",
    "\u{202e}שלום",
    "\u{0}\u{1b}[31m",
];

fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => proptest::sample::select(&PIECES[..]).prop_map(String::from),
        1 => any::<char>().prop_map(String::from),
        2 => "[a-zéèç]{1,9} ",
    ];
    proptest::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

fn french(text: String) -> Document {
    Document { lang: Some(Lang::new("fr")), ..Document::from_text(text) }
}

/// Every span of a reading.
fn spans(reading: &Reading) -> Vec<Span> {
    let attributions = reading.attributions.iter().flat_map(|a| {
        let parts = a.content.iter().chain(&a.cue).chain(&a.source);
        parts.chain(&a.addressee).chain(&a.occasion).copied()
    });
    let mentions = reading.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
    let notes = reading.notes.iter().filter_map(|note| note.span);
    attributions.chain(mentions).chain(notes).collect()
}

#[test]
fn a_quote_carried_over_without_a_mark_gives_no_empty_span() {
    let document = french("„””\na “A".to_owned());
    for span in spans(&reader().read(&document)) {
        assert!(!span.is_empty(), "{span:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn spans_slice_the_text(text in texts()) {
        let document = french(text);
        let reading = reader().read(&document);
        for span in spans(&reading) {
            let slice = document.text.get(span.range());
            prop_assert!(slice.is_some_and(|slice| !slice.is_empty()), "{:?}", span);
        }
    }

    #[test]
    fn records_hold_together(text in texts()) {
        let reading = reader().read(&french(text));
        for (i, attribution) in reading.attributions.iter().enumerate() {
            prop_assert!(!attribution.content.is_empty());
            prop_assert!(attribution.content.windows(2).all(|pair| pair[0].end <= pair[1].start));
            prop_assert!((0.0..=1.0).contains(&attribution.confidence));
            if let Some(speaker) = &attribution.speaker {
                prop_assert!((speaker.entity.0 as usize) < reading.entities.len());
            }
            if let Some(outer) = attribution.within {
                prop_assert!((outer.0 as usize) < reading.attributions.len() && outer.0 as usize != i);
            }
        }
    }

    #[test]
    fn threads_read_alike(text in texts()) {
        let document = french(text);
        let json = || sayso::to_json(&document, &reader().read(&document), Explain::Yes);
        let here = json();
        let there = std::thread::scope(|scope| {
            let threads = [scope.spawn(json), scope.spawn(json)];
            threads.map(|thread| thread.join().expect("no panic"))
        });
        prop_assert!(there.iter().all(|json| *json == here));
    }

    #[test]
    fn exact_is_the_slice_in_code_points(text in texts()) {
        let document = french(text);
        let json = sayso::to_json(&document, &reader().read(&document), Explain::No);
        let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let text: Vec<char> = document.text.chars().collect();
        let mut left = vec![&value];
        while let Some(value) = left.pop() {
            if let Some(exact) = value.get("exact") {
                let at = |name: &str| value[name].as_u64().expect("an offset") as usize;
                let slice: String = text[at("start")..at("end")].iter().collect();
                prop_assert_eq!(exact, &slice);
            }
            match value {
                serde_json::Value::Array(list) => left.extend(list),
                serde_json::Value::Object(fields) => left.extend(fields.values()),
                _ => {}
            }
        }
    }

    #[test]
    fn every_text_can_be_shown(text in texts(), width in 0_usize..120) {
        let document = french(text);
        let reading = reader().read(&document);
        let look = Look { width, paint: Paint::Plain, explain: Explain::Yes };
        let escapes = render(&document, &reading, &look).contains('\u{1b}');
        prop_assert!(!escapes);
    }

    #[test]
    fn bytes_of_any_kind_give_a_reading_or_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        if let Ok(document) = sayso::input::read(&bytes, &sayso::input::Options::default()) {
            reader().read(&document);
        }
    }
}
