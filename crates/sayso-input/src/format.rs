use std::fmt;

/// The formats that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text, as scraped or as an agency sends it.
    Text,
    /// A web page or a piece of one.
    Html,
    /// JSON records, one a line: `{"id","text","title"?,"lang"?,"published"?,"url"?}`, or ninjs items.
    Jsonl,
    /// ninjs 1 to 3: an agency's item in JSON.
    Ninjs,
    /// NewsML-G2, or NewsML 1: an item, a package or a message of many.
    Newsml,
    /// NITF 3: a report in XML.
    Nitf,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// OPML: a list of feeds.
    Opml,
    /// A sitemap, or an index of them.
    Sitemap,
    /// WARC: a crawl archive.
    Warc,
}

/// How much of the input is looked at to find its format, in bytes.
const LOOK: usize = 8 << 10;
/// The same for JSON, whose telling fields may stand behind a long text.
const JSON_LOOK: usize = 64 << 10;

impl Format {
    /// Every format.
    pub const ALL: [Format; 10] = [
        Format::Text,
        Format::Html,
        Format::Jsonl,
        Format::Ninjs,
        Format::Newsml,
        Format::Nitf,
        Format::Feed,
        Format::Opml,
        Format::Sitemap,
        Format::Warc,
    ];

    /// The name that `--as` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Text => "text",
            Format::Html => "html",
            Format::Jsonl => "jsonl",
            Format::Ninjs => "ninjs",
            Format::Newsml => "newsml",
            Format::Nitf => "nitf",
            Format::Feed => "feed",
            Format::Opml => "opml",
            Format::Sitemap => "sitemap",
            Format::Warc => "warc",
        }
    }

    /// Whether an input of the format may declare its encoding in itself.
    pub(crate) const fn declares_encoding(self) -> bool {
        !matches!(self, Format::Text | Format::Jsonl | Format::Ninjs | Format::Warc)
    }

    /// The format of a name.
    pub fn named(name: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|f| f.name() == name)
    }

    /// The format of an input, by its content alone.
    ///
    /// XML is told by its outermost element, JSON by its fields. A page opens with a tag of HTML
    /// or holds several paragraphs' tags; a record opens with a brace and a field's name; anything
    /// else is text. What is packed by gzip is not looked into: [`Records`](crate::Records) does.
    ///
    /// ```
    /// use sayso_input::Format;
    /// assert_eq!(Format::detect(b"<!DOCTYPE html><title>x</title>"), Format::Html);
    /// assert_eq!(Format::detect(br#"{"id":"1","text":"Oui."}"#), Format::Jsonl);
    /// assert_eq!(Format::detect(br#"{"uri":"urn:1","headline":"Oui"}"#), Format::Ninjs);
    /// assert_eq!(Format::detect(b"<?xml version='1.0'?><rss version='2.0'>"), Format::Feed);
    /// assert_eq!(Format::detect(b"<3 et autres histoires"), Format::Text);
    /// ```
    pub fn detect(bytes: &[u8]) -> Format {
        let head = &bytes[..bytes.len().min(JSON_LOOK)];
        if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(head) {
            let (text, _) = encoding.decode_without_bom_handling(&head[mark..]);
            return Format::of_text(&text);
        }
        Format::of_text(&String::from_utf8_lossy(head))
    }

    /// The same for decoded text.
    pub(crate) fn of_text(text: &str) -> Format {
        let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if let Some(rest) = head.strip_prefix('{') {
            return if rest.trim_start().starts_with(['"', '}']) {
                of_object(head)
            } else {
                Format::Text
            };
        }
        let cut = head.char_indices().nth(LOOK).map_or(head.len(), |(i, _)| i);
        let head = &head[..cut];
        if head.as_bytes().starts_with(crate::warc::MAGIC) && head[5..].starts_with(['0', '1']) {
            return Format::Warc;
        }
        if let Some(format) = of_root(head) {
            return format;
        }
        if opens_with_tag(head) || has_paragraph_tags(head) { Format::Html } else { Format::Text }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The format of a JSON object, by the fields that can be seen.
fn of_object(head: &str) -> Format {
    let fields = fields(head);
    let has = |name: &str| fields.contains(&name);
    if has("text") {
        Format::Jsonl
    } else if is_feed(has) {
        Format::Feed
    } else if crate::ninjs::has_fields(fields.iter().copied()) {
        Format::Ninjs
    } else {
        Format::Jsonl
    }
}

/// Whether an object with these fields is a JSON Feed.
pub(crate) fn is_feed(has: impl Fn(&str) -> bool) -> bool {
    has("items") && ["version", "feed_url", "home_page_url", "title"].into_iter().any(has)
}

/// The names of an object's own fields, as far as they are seen.
fn fields(object: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut escaped) = (0u32, false);
    let mut opened = None;
    let bytes = &object.as_bytes()[..object.len().min(JSON_LOOK)];
    for (at, byte) in bytes.iter().enumerate() {
        match (opened, byte) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(start), b'"') => {
                let behind = bytes[at + 1..].trim_ascii_start();
                if depth == 1 && behind.starts_with(b":") {
                    found.extend(object.get(start..at));
                }
                opened = None;
            }
            (Some(_), _) => {}
            (None, b'"') => opened = Some(at + 1),
            (None, b'{' | b'[') => depth += 1,
            (None, b'}' | b']') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// The format of XML, by its outermost element; `None` where that is no news format's.
fn of_root(head: &str) -> Option<Format> {
    let mut rest = head;
    // Declaration, comments, document type.
    let name = loop {
        rest = rest.get(rest.find('<')? + 1..)?;
        let (end, length) = if rest.starts_with("!--") {
            ("-->", 3)
        } else if rest.starts_with('?') {
            ("?>", 2)
        } else if rest.starts_with('!') {
            // Its entities stand in brackets.
            let end = match (rest.find('['), rest.find('>')) {
                (Some(open), Some(close)) if open < close => rest.find("]")?,
                (_, Some(close)) => close,
                _ => return None,
            };
            rest = rest.get(end + 1..)?;
            continue;
        } else {
            break rest;
        };
        rest = rest.get(rest.find(end)? + length..)?;
    };
    let end =
        name.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(name.len());
    let name = &name[..end];
    let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
    Some(match local {
        "newsItem" | "NewsItem" | "packageItem" | "newsMessage" | "conceptItem"
        | "knowledgeItem" | "planningItem" | "NewsML" | "contentSet" | "contentMeta" => {
            Format::Newsml
        }
        "nitf" => Format::Nitf,
        "rss" | "RDF" | "feed" => Format::Feed,
        "opml" => Format::Opml,
        "urlset" | "sitemapindex" => Format::Sitemap,
        _ => return None,
    })
}

/// Tags that a page or a piece of one opens with.
const OPENING: [&str; 25] = [
    "!doctype", "!--", "?xml", "html", "head", "body", "meta", "title", "link", "script", "style",
    "article", "main", "section", "header", "nav", "div", "p", "h1", "h2", "h3", "figure", "span",
    "table", "ul",
];

fn opens_with_tag(head: &str) -> bool {
    let Some(tag) = head.strip_prefix('<') else { return false };
    OPENING.iter().any(|name| {
        let Some(start) = tag.get(..name.len()) else { return false };
        let after = tag.as_bytes().get(name.len());
        start.eq_ignore_ascii_case(name)
            && (*name == "!--"
                || after.is_none_or(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/')))
    })
}

/// A page cut at its start: several closing tags of blocks.
fn has_paragraph_tags(head: &str) -> bool {
    ["</p>", "</div>", "</li>", "</P>", "</DIV>"]
        .iter()
        .map(|t| head.matches(t).count())
        .sum::<usize>()
        >= 3
}

/// What bytes are that hold no report's text, with an article; `None` where they may be text.
pub(crate) fn not_text(bytes: &[u8]) -> Option<&'static str> {
    // First bytes of common files, from their specifications (as listed in `file`'s magic).
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"II*\0", "a TIFF image"),
        (b"MM\0*", "a TIFF image"),
        (b"BM", "a BMP image"),
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or an office document"),
        (b"PK\x05\x06", "a ZIP archive"),
        (b"BZh", "a bzip2 archive"),
        (b"\xfd7zXZ\0", "an xz archive"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
        (b"Rar!\x1a", "a RAR archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90\0", "a program"),
        (b"\0asm", "a WebAssembly module"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"OggS", "an Ogg recording"),
        (b"ID3\x03", "an MP3 recording"),
        (b"ID3\x04", "an MP3 recording"),
        (b"fLaC", "a FLAC recording"),
        (b"wOFF", "a font"),
        (b"wOF2", "a font"),
        (b"PAR1", "a Parquet file"),
    ];
    for (magic, what) in MAGIC {
        if bytes.starts_with(magic) {
            // Two letters alone are no proof: *BM* opens words.
            if *magic == b"BM" && !bytes.iter().take(64).any(|b| *b == 0) {
                continue;
            }
            return Some(what);
        }
    }
    match (bytes.get(..4), bytes.get(4..12)) {
        (Some(b"RIFF"), Some(rest)) if rest.ends_with(b"WEBP") => return Some("a WebP image"),
        (Some(b"RIFF"), Some(rest)) if rest.ends_with(b"WAVE") => return Some("a WAV recording"),
        (Some(b"RIFF"), Some(rest)) if rest.ends_with(b"AVI ") => return Some("an AVI video"),
        (Some(_), Some(rest)) if rest.starts_with(b"ftyp") => return Some("a video or HEIC image"),
        _ => {}
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_content() {
        for (input, format) in [
            ("", Format::Text),
            ("  \n<html><p>x", Format::Html),
            ("\u{feff}<!doctype HTML>", Format::Html),
            ("<article class=x>", Format::Html),
            ("<pr> n'est pas une balise", Format::Text),
            ("cut</p><p>a</p><p>b</p>", Format::Html),
            ("{ \"text\": \"x\" }\n", Format::Jsonl),
            ("{un mot entre accolades}", Format::Text),
            ("[1]", Format::Text),
            ("{\"a\":{\"uri\":1,\"headline\":2}}", Format::Jsonl),
            ("{\"uri\":\"x\",\"text\":\"x\",\"headline\":\"x\"}", Format::Jsonl),
            ("{\n \"uri\": \"x\", \"versionCreated\": \"x\"", Format::Ninjs),
            ("{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[]}", Format::Feed),
            ("<?xml version='1.0'?>\n<!-- <rss> -->\n<newsItem xmlns='x'", Format::Newsml),
            ("<!DOCTYPE nitf SYSTEM 'nitf.dtd'>\n<nitf>", Format::Nitf),
            ("<!DOCTYPE rss [<!ENTITY x '<p>'>]><rss>", Format::Feed),
            ("<rdf:RDF xmlns='x'>", Format::Feed),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", Format::Feed),
            ("<opml version='2.0'>", Format::Opml),
            ("<urlset><url>", Format::Sitemap),
            ("<?xml version='1.0'?><html xmlns='x'>", Format::Html),
            ("WARC/1.0\r\n", Format::Warc),
            ("WARC/s et autres", Format::Text),
        ] {
            assert_eq!(Format::detect(input.as_bytes()), format, "{input:?}");
        }
        let utf16: Vec<u8> = "\u{feff}<html>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Format::detect(&utf16), Format::Html);
    }
}
