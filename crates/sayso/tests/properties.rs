//! What holds for every text, however odd.

use proptest::prelude::*;
use sayso::pretty::{Look, Paint, render};
use sayso::{AttributionKind, Document, Explain, Lang, Reader, Reading, Span};
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
        let parts = a.content.iter().chain(&a.quoted).chain(&a.cue).chain(&a.source);
        parts.chain(&a.addressee).chain(&a.occasion).copied()
    });
    let mentions = reading.entities.iter().flat_map(|e| e.mentions.iter().map(|m| m.span));
    let notes = reading.notes.iter().filter_map(|note| note.span);
    let times = reading.times.iter().map(|t| t.span);
    attributions.chain(mentions).chain(notes).chain(times).collect()
}

#[test]
fn a_quote_carried_over_without_a_mark_gives_no_empty_span() {
    let document = french("„””\na “A".to_owned());
    for span in spans(&reader().read(&document)) {
        assert!(!span.is_empty(), "{span:?}");
    }
}

#[test]
fn a_comma_that_closes_its_sentence_has_no_subject_behind_it() {
    let text = "L'ha stabilito, con una sentenza,\n\nIl\n\nL'ha detto, con voce ferma,\n\nil";
    let mut document = Document::from_text(text);
    document.lang = Some(Lang::new("it"));
    let reading = reader().read(&document);
    assert!(reading.attributions.iter().all(|a| a.source.is_none_or(|s| s.of(text).len() > 2)));
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
            let parts = &attribution.quoted;
            prop_assert_eq!(attribution.kind == AttributionKind::Mixed, !parts.is_empty());
            prop_assert!(parts.windows(2).all(|pair| pair[0].end <= pair[1].start));
            let holds = |part: &Span| attribution.content.iter().any(|c| c.contains(*part));
            prop_assert!(parts.iter().all(holds));
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
    fn json_read_back_gives_the_same_json(text in texts()) {
        let document = french(text);
        let json = sayso::to_json(&document, &reader().read(&document), Explain::No);
        let parsed: sayso::wire::Parsed = serde_json::from_str(&json).expect("JSON");
        let (document, reading) = parsed.into_parts().expect("a reading");
        prop_assert_eq!(sayso::to_json(&document, &reading, Explain::No), json);
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

/// Words and marks of time in four languages, and numbers that make none.
const TIMES: &[&str] = &[
    "le ",
    "la ",
    "du ",
    "au ",
    "de ",
    "à ",
    "il y a ",
    "dans ",
    "mardi ",
    "lundi",
    " soir ",
    "mars ",
    "février ",
    "fin ",
    "mi-",
    "31 ",
    "32 ",
    "0 ",
    "29 ",
    "99999 ",
    "2024 ",
    "0000 ",
    "1er ",
    "vingt ",
    "et ",
    "un ",
    "siècle ",
    "ans ",
    "jours ",
    "semaine ",
    "dernière ",
    "prochain ",
    "25 h 61 ",
    "14h30 ",
    "24:00 ",
    "99:99 ",
    "31/02/2024 ",
    "2024-13-45 ",
    "00.00.0000 ",
    "années 1990 ",
    "XXe ",
    "trimestre ",
    "Pâques ",
    "Noël ",
    "le lendemain ",
    "trois jours plus tard ",
    "chaque ",
    "par an ",
    "on ",
    "last ",
    "next ",
    "ago ",
    "weeks ",
    "before ",
    "Christmas ",
    "February ",
    "30th, ",
    "9999 ",
    "billion ",
    "million ",
    "years ",
    "half ",
    "a ",
    "Montagabend ",
    "Jahresende ",
    "dreitägig ",
    "vor ",
    "tausend ",
    "hundertachtundneunzig ",
    "30. ",
    "Februar ",
    "Nacht zum ",
    "halb ",
    "Uhr ",
    "alle ",
    "14.30 ",
    "scorso ",
    "anni '90 ",
    "ventitré ",
    "fa ",
    "tra ",
    "mezzo ",
    "999999999999 ",
    "1.000.000 ",
    "3,5 ",
    ", ",
    ". ",
    "-",
    "–",
    "(",
    ")",
    "’",
    "\n",
];

/// What a value of a calendar day says, for comparing: its beginning.
fn in_order(from: &str, to: &str) -> bool {
    let n = from.len().min(to.len()).min(10);
    from.get(..n) <= to.get(..n)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    /// Times are read from any row of their words: nothing panics, spans slice and are in order,
    /// intervals end after they begin, and anchors lie before.
    #[test]
    fn times_hold_together(
        lang in proptest::sample::select(&["fr", "en", "de", "it"][..]),
        pieces in proptest::collection::vec(proptest::sample::select(TIMES), 0..60),
        published in proptest::sample::select(&["", "2024-03-14", "2024-02-29T23:30:00+01:00", "0001-01-01", "9990-12-31", "9999-12-31"][..]),
    ) {
        let mut document =
            Document { lang: Some(Lang::new(lang)), ..Document::from_text(pieces.concat()) };
        if !published.is_empty() {
            document.published = Some(sayso::Published {
                value: published.into(),
                from: sayso::PublishedFrom::Declared,
            });
        }
        let times = reader().read(&document).times;
        let mut end = 0;
        for (i, time) in times.iter().enumerate() {
            prop_assert!(!time.span.of(&document.text).is_empty());
            prop_assert!(time.span.start >= end, "{time:?} overlaps the one before");
            end = time.span.end;
            prop_assert!(!time.value.is_empty());
            if let (Some(from), Some(to)) = (&time.from, &time.to) {
                prop_assert!(in_order(from, to), "{time:?}");
            }
            if let sayso::TimeAnchor::Time(id) = time.anchor {
                prop_assert!((id.0 as usize) < i, "{time:?} is counted from a later one");
            }
        }
    }
}
