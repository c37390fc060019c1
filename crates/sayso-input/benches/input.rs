//! How fast reports become documents: `cargo bench -p sayso-input`.

#![allow(missing_docs)]

use divan::{Bencher, counter::BytesCount};
use sayso_input::{Documents, Format, Options, read, read_record};

const TEXT: &str = include_str!("../../../examples/greve-ports.txt");
const PAGE: &str = include_str!("../../../examples/greve-ports.html");

fn main() {
    divan::main();
}

#[divan::bench]
fn text_layout(bencher: Bencher<'_, '_>) {
    let options = Options::default();
    bencher
        .counter(BytesCount::of_str(TEXT))
        .bench(|| read(divan::black_box(TEXT.as_bytes()), &options).unwrap());
}

#[divan::bench]
fn json_line(bencher: Bencher<'_, '_>) {
    let options = Options::default();
    let line = serde_json::json!({ "id": "1", "text": TEXT }).to_string();
    bencher
        .counter(BytesCount::of_str(&line))
        .bench(|| read_record(divan::black_box(line.as_bytes()), &options).unwrap());
}

#[divan::bench]
fn html_page(bencher: Bencher<'_, '_>) {
    let options = Options { format: Some(Format::Html), ..Options::default() };
    bencher
        .counter(BytesCount::of_str(PAGE))
        .bench(|| read(divan::black_box(PAGE.as_bytes()), &options).unwrap());
}

/// Every format of which `tests/data` has a file.
#[divan::bench(args = ["ninjs-1.json", "newsml-g2-nitf.xml", "nitf.xml", "rss-2.xml", "atom.xml", "crawl.warc"])]
fn news_format(bencher: Bencher<'_, '_>, name: &str) {
    let options = Options::default();
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .bench(|| Documents::new(divan::black_box(&bytes[..]), &options).count());
}
