//! Input that nobody meant well: a clear error or a note, never a panic, a hang, or
//! memory beyond the limits.

#![cfg(feature = "html")]

use sayso_input::{Format, InputError, Limit, Options, read, read_record};
use sayso_model::NoteCode;

fn error(bytes: &[u8]) -> String {
    read(bytes, &Options::default()).unwrap_err().to_string()
}

#[test]
fn empty_and_blank_input_is_an_empty_document_with_a_note() {
    for bytes in ["", " ", "\n\n\t\r\n", "\u{feff}", "\u{200b}\n\u{a0}"] {
        let document = read(bytes.as_bytes(), &Options::default()).unwrap();
        assert!(document.blocks.is_empty(), "{bytes:?}");
        assert_eq!(document.notes[0].code, NoteCode::Empty, "{bytes:?}");
    }
    let record = read_record(br#"{"text":""}"#, &Options::default()).unwrap();
    assert_eq!(record.notes[0].code, NoteCode::Empty);
    let page = read(b"<!doctype html><title>x</title><nav>y</nav>", &Options::default()).unwrap();
    assert_eq!(page.notes.last().unwrap().code, NoteCode::Empty);
}

#[test]
fn files_that_hold_no_text_are_named() {
    for (bytes, what) in [
        (&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document"),
        (b"PK\x03\x04\x14\0", "a ZIP archive or an office document"),
        (b"RIFF\x24\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (&[7u8; 300], "binary data"),
    ] {
        let told = error(bytes);
        assert_eq!(told, format!("this is {what}, which holds no text that sayso reads"));
    }
}

#[test]
fn a_gigabyte_of_quotation_marks_is_refused_before_any_work() {
    // A quarter of it, so that the test fits where it runs: the limit is 16 MiB.
    let marks = vec![b'"'; 256 << 20];
    let InputError::Limit { limit, found, .. } = read(&marks, &Options::default()).unwrap_err()
    else {
        panic!("no limit");
    };
    assert_eq!((limit, found), (Limit::Bytes, 256 << 20));
    let told = error(&marks);
    assert!(told.contains("--limit max-bytes=N") && told.contains("268435456"), "{told}");
}

#[test]
fn a_text_of_marks_within_the_limits_is_read() {
    for mark in
        ["\"", "«", "»", "'", "„", "—", "•\n", "(", "©\n", "12:00 - a\n", "ATS\n", "a:\n", "A\n"]
    {
        let text = mark.repeat((1 << 20) / mark.len());
        let document = read(text.as_bytes(), &Options::default()).unwrap();
        assert_eq!(document.text, text);
        assert!(!document.blocks.is_empty());
    }
}

#[test]
fn datelines_without_end_do_not_recurse() {
    for unit in ["1.1.2022 - ", "(AFP) - ", "GENEVE – ", "PARIS, 1er mai 2022 (AFP) - "] {
        let text = unit.repeat(20_000);
        assert!(read(text.as_bytes(), &Options::default()).is_ok());
    }
}

#[test]
fn ten_thousand_nested_tags_are_refused_before_they_are_parsed() {
    let told = error("<div>".repeat(10_000).as_bytes());
    assert!(told.contains("max-html-depth is 400"), "{told}");
    assert!(told.contains("--limit max-html-depth=N"), "{told}");
}

#[test]
fn the_deepest_page_within_the_limits_is_parsed() {
    let page = format!("<html><body>{}<p>Un mot.", "<div>".repeat(390));
    let document = read(page.as_bytes(), &Options::default()).unwrap();
    assert!(document.notes.iter().any(|n| n.code == NoteCode::InputRepaired));
}

#[test]
fn a_page_cut_anywhere_is_read_as_far_as_it_goes() {
    let page = include_str!("../../../examples/greve-ports.html");
    for cut in (0..page.len()).step_by(371).filter(|i| page.is_char_boundary(*i)) {
        let options = Options { format: Some(Format::Html), ..Options::default() };
        let document = read(&page.as_bytes()[..cut], &options).unwrap();
        let told = |code| document.notes.iter().any(|n| n.code == code);
        assert!(
            told(NoteCode::InputRepaired) || told(NoteCode::Empty) || cut + 40 > page.len(),
            "cut at {cut}: {:?}",
            document.notes
        );
    }
}

#[test]
fn right_to_left_text_keeps_its_order_and_its_marks() {
    let text = "قال الوزير: «لن نغلق الباب»\u{200f}.\n\nשלום עולם.";
    let document = read(text.as_bytes(), &Options::default()).unwrap();
    assert_eq!(document.text, text);
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn text_that_looks_like_markup_can_be_read_as_text() {
    let text = "<p> est une balise.\n\nElle ouvre un paragraphe.";
    let options = Options { format: Some(Format::Text), ..Options::default() };
    assert_eq!(read(text.as_bytes(), &options).unwrap().text, text);
}

#[test]
fn a_declared_date_that_is_none_is_told() {
    let options = Options { published: Some("bientôt".to_owned()), ..Options::default() };
    let document = read(b"Un mot.", &options).unwrap();
    assert_eq!(document.published, None);
    assert_eq!(document.notes[0].code, NoteCode::MetadataIgnored);
}

/// Time must grow with the input and not with its square.
#[test]
fn fields_repeated_without_end_cost_no_more_than_their_bytes() {
    let many = |part: &str, n: usize| part.repeat(n);
    let pictures = (0..60_000)
        .map(|i| format!("{{\"description_text\":\"Le port {i}\",\"byline\":\"Rey {i}\"}}"))
        .collect::<Vec<_>>()
        .join(",");
    let body = many("Un mot de plus sur le port. ", 40_000);
    let ninjs = format!("{{\"uri\":\"a\",\"body_text\":\"{body}\",\"associations\":[{pictures}]}}");
    let descriptions = (0..60_000)
        .map(|i| format!("{{\"value\":\"Le port {i} est fermé\"}}"))
        .collect::<Vec<_>>()
        .join(",");
    let summaries =
        format!("{{\"uri\":\"a\",\"body_text\":\"{body}\",\"descriptions\":[{descriptions}]}}");
    let authors =
        (0..60_000).map(|i| format!("<author><name>Rey {i}</name></author>")).collect::<String>();
    let atom =
        format!("<feed>{authors}{}</feed>", many("<entry><title>Un</title></entry>", 20_000));
    let component = "<NewsComponent><NewsLines><HeadLine>Un</HeadLine></NewsLines><ContentItem/></NewsComponent>";
    let newsml = format!("<NewsML><NewsItem>{}</NewsItem></NewsML>", many(component, 20_000));
    let creators =
        (0..60_000).map(|i| format!("<creator><name>Rey {i}</name></creator>")).collect::<String>();
    let g2 = format!("<newsItem><contentMeta>{creators}</contentMeta></newsItem>");
    let gzip = many("\x1f\u{8b}\x08\x08aaaaaa", 100_000).into_bytes();
    for input in
        [ninjs, summaries, atom, newsml, g2].iter().map(String::as_bytes).chain([&gzip[..]])
    {
        _ = sayso_input::Documents::new(input, &Options::default()).count();
    }
    // The bytes of gzip's first ones, not their UTF-8.
    let gzip = b"\x1f\x8b\x08\x08aaaaaa".repeat(200_000);
    _ = sayso_input::Documents::new(&gzip[..], &Options::default()).count();
}
