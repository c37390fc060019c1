//! What holds whatever the input.

use proptest::prelude::*;
use sayso_input::{Documents, Format, Options, read, read_record};

mod common;
use common::check;

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

    #[test]
    fn any_stream(parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec![
            "WARC/1.0\r\n", "WARC-Type: response\r\n", "WARC-Type: resource\r\n", "Content-Length: 40\r\n",
            "Content-Length: 7\r\n", "Content-Type: text/html\r\n", "\r\n", "\r\n\r\n", "HTTP/1.1 200 OK\r\n",
            "Transfer-Encoding: chunked\r\n", "5\r\n", "0\r\n", "<p>Un mot.</p>", "{\"text\":\"a\"}\n", "{\n",
            "\x1f\u{8b}\x08", "\0",
        ]).prop_map(|part| part.bytes().collect::<Vec<u8>>()),
        prop::collection::vec(any::<u8>(), 0..40),
    ], 0..24), format in prop::option::of(Just(Format::Warc)), cut in any::<bool>()) {
        let mut bytes = parts.concat();
        if cut {
            // A member of gzip around it, damaged at its end.
            let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            std::io::Write::write_all(&mut encoder, &bytes).unwrap();
            bytes = encoder.finish().unwrap();
            bytes.truncate(bytes.len() - 3);
        }
        let options = Options { format, ..Options::default() };
        for document in Documents::new(&bytes[..], &options).take(1000).flatten() {
            check(&document);
        }
    }

    #[test]
    fn any_xml(format in prop::sample::select(vec![Format::Newsml, Format::Nitf, Format::Feed, Format::Opml, Format::Sitemap]), parts in prop::collection::vec(prop_oneof![
        prop::sample::select(vec![
            "<newsItem guid='a' xml:lang='fr'>", "<newsMessage>", "<itemSet>", "<contentMeta>", "<headline>", "</headline>",
            "<contentSet>", "<inlineXML>", "<inlineData contenttype='text/html'>", "<![CDATA[", "]]>", "<nitf>", "<body>",
            "<body.head>", "<hedline>", "<hl1>", "<byline>", "</byline>", "<body.content>", "<p>", "</p>", "<p lede='true'>",
            "<NewsML>", "<NewsItem>", "<NewsComponent>", "<NewsLines>", "<HeadLine>", "<ContentItem>", "<DataContent>",
            "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<description>", "<pubDate>", "<content:encoded>",
            "<feed>", "<entry>", "<content type='xhtml'>", "<link href='/a'/>", "<updated>", "<dateline>", "<media>",
            "<media-caption>", "<!DOCTYPE a [", "<!ENTITY x 'y'>", "]>", "&x;", "&amp;", "&#0;", "&#x110000;", "&", "<br/>",
            "<url>", "<loc>", "<outline xmlUrl='a'/>", "<!--", "-->", "<?xml version='1.0'?>", "<versionCreated>",
        ]).prop_map(str::to_owned),
        line(),
    ], 0..40)) {
        let options = Options { format: Some(format), ..Options::default() };
        for document in Documents::new(parts.concat().as_bytes(), &options).flatten() {
            check(&document);
        }
    }

    #[test]
    fn any_json(format in prop::sample::select(vec![Format::Ninjs, Format::Feed]), texts in prop::collection::vec(line(), 6), html in any::<bool>(), list in any::<bool>()) {
        let [a, b, c, d, e, f] = &texts[..] else { unreachable!() };
        let body = if html { format!("<p>{a}</p><h2>{b}</h2>{c}") } else { format!("{a}\n\n{b}\n{c}") };
        let headline = if list { serde_json::json!([{ "role": d, "value": e }]) } else { serde_json::json!(e) };
        let item = serde_json::json!({
            "uri": f, "headline": headline, "headlines": headline, "by": d, "body_xhtml": body, "body_text": c,
            "bodies": [{ "contenttype": "text/html", "value": body }], "versioncreated": a, "located": b, "language": d,
            "descriptions": [{ "role": "caption", "value": b }, { "value": c }], "associations": [{ "descriptions": [{ "value": a }], "by": d }],
            "version": "https://jsonfeed.org/version/1", "title": d, "items": [
                { "id": a, "url": b, "title": c, "content_html": body, "summary": d, "date_published": e },
                { "content_text": c }, 7, null,
            ],
        });
        let options = Options { format: Some(format), ..Options::default() };
        for document in Documents::new(item.to_string().as_bytes(), &options).flatten() {
            check(&document);
        }
    }
}
