//! What holds whatever the input.

use proptest::prelude::*;
use sayso_input::{Format, Options, read, read_record};
use sayso_model::{Document, Span};

/// Panics where a document breaks a guarantee.
fn check(document: &Document) {
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

/// Lines as pages have them, in any order.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[A-ZÉa-zé«»\"', .:;!?()/©•–—-]{0,90}",
        "[0-9]{1,2}[.:h/ -][0-9]{1,2}[.:h/ -][0-9]{2,4}",
        "\\PC{0,40}",
        prop::sample::select(vec![
            "ATS", "IMAGES", "Keystone-SDA", "Lire aussi : La suite", "14:32", "14h32 - Le vote",
            "MINSK, 19 déc. (AFP) - Le président parle.", "22 mai 2012. - Prévu", "Par Jeanne Morel",
            "Le ministre à Varelle. © Keystone", "Une coupure. IMAGES", "Base arrière", "- Oui", "• Un",
            "Grève dans les ports Vilhena : «Nous n'avons pas fermé la porte»", "(ats/afp)",
            "Le ministre portugais Duarte Vilhena a assuré que le gouvernement n'a rien fermé du tout.",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn texts_of_lines(lines in prop::collection::vec(line(), 0..24), end in prop::sample::select(vec!["\n", "\r\n", "\n\n", "\r", "\u{2028}"])) {
        let text = lines.join(end);
        let options = Options { format: Some(Format::Text), ..Options::default() };
        if let Ok(document) = read(text.as_bytes(), &options) {
            prop_assert_eq!(&document.text, text.strip_prefix('\u{feff}').unwrap_or(&text));
            check(&document);
            // The same input gives the same document.
            prop_assert_eq!(&document, &read(text.as_bytes(), &options).unwrap());
        }
    }

    #[test]
    fn any_bytes_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..600), format in prop::option::of(prop::sample::select(Format::ALL.to_vec()))) {
        if let Ok(document) = read(&bytes, &Options { format, ..Options::default() }) {
            check(&document);
        }
        _ = read_record(&bytes, &Options::default());
        _ = Format::detect(&bytes);
    }

    #[test]
    fn records_keep_their_text(lines in prop::collection::vec(line(), 0..12), title in prop::option::of(line())) {
        let text = lines.join("\n");
        let line = serde_json::json!({ "id": "x", "text": text, "title": title }).to_string();
        let document = read_record(line.as_bytes(), &Options::default()).unwrap();
        prop_assert_eq!(&document.text, &text);
        check(&document);
    }

    #[test]
    fn any_tags(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec![
            "<p>", "</p>", "<div class=caption>", "</div>", "<figure>", "<figcaption>", "</figcaption>",
            "</figure>", "<h1>", "</h1>", "<h2>", "<article>", "</article>", "<b>", "</b>", "<li>", "<br>",
            "<script type=\"application/ld+json\">", "</script>", "{\"@type\":\"NewsArticle\",\"headline\":[1]}",
            "<time datetime=\"2022-12-19\">", "</time>", "<table><tr><td>", "<!--", "-->", "<a href='", "&amp;&#0;",
        ]).prop_map(str::to_owned),
        line(),
    ], 0..40)) {
        let options = Options { format: Some(Format::Html), ..Options::default() };
        if let Ok(document) = read(parts.concat().as_bytes(), &options) {
            check(&document);
        }
    }
}
