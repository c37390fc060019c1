//! Reports that the repository does not hold, where they lie beside the checkout.

use sayso_input::{Lines, Options, read, read_record};
use sayso_model::{BlockRole, Document, NoteCode, PublishedFrom};
use std::fs;

mod common;
use common::shared;

fn texts(document: &Document, role: BlockRole) -> Vec<(&str, Option<usize>)> {
    document
        .blocks
        .iter()
        .filter(|b| b.role == role)
        .map(|b| (b.span.of(&document.text), b.repeats))
        .collect()
}

#[test]
fn the_scraped_wire_report_has_the_layout_noted_for_it() {
    let Some(path) = shared("gold/report/minsk-2022-12-19.txt") else { return };
    let layout = path.with_extension("layout.json");
    let want: serde_json::Value = serde_json::from_slice(&fs::read(layout).unwrap()).unwrap();
    let bytes = fs::read(path).unwrap();
    let document = read(&bytes, &Options::default()).unwrap();
    assert_eq!(document.text.as_bytes(), bytes);
    let string = |v: &serde_json::Value| v.as_str().map(str::to_owned);
    assert_eq!(document.kicker, string(&want["kicker"]));
    assert_eq!(document.title, string(&want["title"]));
    assert_eq!(document.agency, string(&want["agency"]));
    let published = document.published.clone().unwrap();
    assert_eq!(Some(published.value), string(&want["published"]));
    assert_eq!(published.from, PublishedFrom::Text);

    let captions = texts(&document, BlockRole::Caption);
    let mut from = 0;
    for caption in want["captions"].as_array().unwrap() {
        let text = caption["text"].as_str().unwrap();
        let times = caption["times_in_source"].as_u64().unwrap_or(1) as usize;
        for (n, (found, repeats)) in captions[from..from + times].iter().enumerate() {
            assert_eq!(*found, text);
            assert_eq!(repeats.is_some(), n > 0);
        }
        from += times;
    }
    assert_eq!(from, captions.len());
    let credits: Vec<_> = texts(&document, BlockRole::Credit).iter().map(|t| t.0).collect();
    assert_eq!(credits, ["Keystone-SDA", "Getty Images"]);
    let listed = |field: &str| -> Vec<String> {
        want[field].as_array().unwrap().iter().filter_map(string).collect()
    };
    let of = |role| -> Vec<&str> { texts(&document, role).iter().map(|t| t.0).collect() };
    assert_eq!(of(BlockRole::Heading), listed("subheadings"));
    assert_eq!(of(BlockRole::Furniture), listed("furniture"));
    assert_eq!(of(BlockRole::Dateline), ["ATS", "19.12.2022 - 20:53", "19.12.2022"]);
    assert!(document.notes.iter().all(|n| n.code == NoteCode::RepeatedCaption));
    assert_eq!(document.notes.len(), 2);
}

#[test]
fn plain_reports_have_nothing_but_text_headings_and_datelines() {
    for file in ["gold/fr-wikinews.gold.jsonl", "data/text/wikinews-2012_fr.jsonl"] {
        let Some(path) = shared(file) else { continue };
        let bytes = fs::read(path).unwrap();
        let options = Options::default();
        let mut read = 0;
        for line in Lines::new(&bytes[..], &options.limits) {
            let document = read_record(&line.unwrap().1, &options).unwrap();
            for block in &document.blocks {
                let text = block.span.of(&document.text);
                match block.role {
                    BlockRole::Paragraph => {}
                    // Longer stretches with these roles would be sentences lost.
                    BlockRole::Heading => assert!(text.chars().count() < 80, "{text}"),
                    BlockRole::Dateline => assert!(text.chars().count() < 40, "{text}"),
                    role => panic!("{}: {} {text:?}", document.id, role.name()),
                }
                assert_eq!(block.repeats, None, "{text}");
            }
            read += 1;
        }
        assert!(read >= 60, "{read}");
    }
}
