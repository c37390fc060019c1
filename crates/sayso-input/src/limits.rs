use std::{fmt, time::Duration};

/// How much input is read: each field is a limit with a name (`max-bytes`) that
/// errors tell and [`Limits::set`] takes.
///
/// Peak memory, as measured: a text takes about 5 × its bytes, at worst (one letter a line)
/// 55 ×; a web page about 5 × its bytes and 3 KiB a tag, so under 200 MiB within the
/// default limits. A stream of JSON lines or a crawl archive holds one record at a time.
///
/// ```
/// let mut limits = sayso_input::Limits::default();
/// limits.set("max-bytes", "64MiB").unwrap();
/// assert_eq!(limits.max_bytes, 64 << 20);
/// assert!(limits.set("max-bites", "1").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// `max-bytes`: size of one input before decoding, in bytes. Default 16 MiB.
    pub max_bytes: u64,
    /// `max-text-bytes`: size of a document's text, in bytes of UTF-8. Default 4 MiB:
    /// some 700,000 words. Never more than 4 GiB, which is what a span can count.
    pub max_text_bytes: u64,
    /// `max-line-bytes`: size of one JSON line, in bytes. Default 8 MiB.
    pub max_line_bytes: u64,
    /// `max-html-depth`: how deep tags may be nested. Default 400; real pages stay under 100.
    /// Past 500 the article finder leaves the deepest tags out.
    pub max_html_depth: u64,
    /// `max-html-tags`: how many opening tags and comments a page may have. Default 50,000;
    /// real pages stay under 20,000. Work and memory grow with this one most.
    pub max_html_tags: u64,
    /// `max-html-attributes`: how many attributes one tag may have. Default 500; the parser
    /// compares each with all before it.
    pub max_html_attributes: u64,
    /// `max-json-depth`: how deep arrays and objects may be nested. Default 64; the
    /// parser's own bound is 127.
    pub max_json_depth: u64,
    /// `max-html-seconds`: how long the search for a page's article may take, in whole
    /// seconds. Default 10. The search runs in a thread of its own: past the limit the
    /// caller gets an error at once, while the thread ends when its bounded work is done.
    pub max_html_seconds: u64,
    /// `max-records`: how many reports or addresses one feed, news message or list may
    /// hold. Default 100,000. Streams (JSON lines, WARC) are read one record at a time and may
    /// hold any number.
    pub max_records: u64,
    /// `max-header-bytes`: size of the headers of one record of a crawl archive, in bytes, those of
    /// WARC and of HTTP each. Default 64 KiB; servers refuse more than 8 to 32.
    pub max_header_bytes: u64,
    /// `max-xml-depth`: how deep elements of XML may be nested. Default 200; NewsML stays under 30.
    pub max_xml_depth: u64,
    /// `max-xml-nodes`: how many elements, attributes and stretches of text an XML input may
    /// have. Default 1,000,000: a sitemap of 50,000 addresses, the most that one may list, has
    /// some 500,000. Each takes 32 bytes beside its text.
    pub max_xml_nodes: u64,
    /// `max-xml-entities`: how many entities the document type of an XML input may declare. Default
    /// 64. None is expanded, whatever it declares, and none is fetched: past this it is an attack.
    pub max_xml_entities: u64,
    /// `max-unpacked-bytes`: how many bytes one gzip input may unpack to. Default 64 GiB: a crawl
    /// archive of 1 GiB has some 5. What is held in memory is bounded by the other limits.
    pub max_unpacked_bytes: u64,
    /// `max-unpacked-ratio`: how many times its size gzip input may grow, looked at from the first MiB
    /// on. Default 250; text grows 3 to 20 times, gzip itself cannot pass 1,032.
    pub max_unpacked_ratio: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 16 << 20,
            max_text_bytes: 4 << 20,
            max_line_bytes: 8 << 20,
            max_html_depth: 400,
            max_html_tags: 50_000,
            max_html_attributes: 500,
            max_json_depth: 64,
            max_html_seconds: 10,
            max_records: 100_000,
            max_header_bytes: 64 << 10,
            max_xml_depth: 200,
            max_xml_nodes: 1_000_000,
            max_xml_entities: 64,
            max_unpacked_bytes: 64 << 30,
            max_unpacked_ratio: 250,
        }
    }
}

/// One of the settings of [`Limits`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::max_bytes`]
    Bytes,
    /// [`Limits::max_text_bytes`]
    TextBytes,
    /// [`Limits::max_line_bytes`]
    LineBytes,
    /// [`Limits::max_html_depth`]
    HtmlDepth,
    /// [`Limits::max_html_tags`]
    HtmlTags,
    /// [`Limits::max_html_attributes`]
    HtmlAttributes,
    /// [`Limits::max_json_depth`]
    JsonDepth,
    /// [`Limits::max_html_seconds`]
    HtmlSeconds,
    /// [`Limits::max_records`]
    Records,
    /// [`Limits::max_header_bytes`]
    HeaderBytes,
    /// [`Limits::max_xml_depth`]
    XmlDepth,
    /// [`Limits::max_xml_nodes`]
    XmlNodes,
    /// [`Limits::max_xml_entities`]
    XmlEntities,
    /// [`Limits::max_unpacked_bytes`]
    UnpackedBytes,
    /// [`Limits::max_unpacked_ratio`]
    UnpackedRatio,
}

impl Limit {
    /// Every limit, in the order in which help lists them.
    pub const ALL: [Limit; 15] = [
        Limit::Bytes,
        Limit::TextBytes,
        Limit::LineBytes,
        Limit::HtmlDepth,
        Limit::HtmlTags,
        Limit::HtmlAttributes,
        Limit::JsonDepth,
        Limit::HtmlSeconds,
        Limit::Records,
        Limit::HeaderBytes,
        Limit::XmlDepth,
        Limit::XmlNodes,
        Limit::XmlEntities,
        Limit::UnpackedBytes,
        Limit::UnpackedRatio,
    ];

    /// The name that [`Limits::set`] takes and errors show.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "max-bytes",
            Limit::TextBytes => "max-text-bytes",
            Limit::LineBytes => "max-line-bytes",
            Limit::HtmlDepth => "max-html-depth",
            Limit::HtmlTags => "max-html-tags",
            Limit::HtmlAttributes => "max-html-attributes",
            Limit::JsonDepth => "max-json-depth",
            Limit::HtmlSeconds => "max-html-seconds",
            Limit::Records => "max-records",
            Limit::HeaderBytes => "max-header-bytes",
            Limit::XmlDepth => "max-xml-depth",
            Limit::XmlNodes => "max-xml-nodes",
            Limit::XmlEntities => "max-xml-entities",
            Limit::UnpackedBytes => "max-unpacked-bytes",
            Limit::UnpackedRatio => "max-unpacked-ratio",
        }
    }

    /// What it bounds, for help and errors: `size of one input in bytes`.
    pub const fn about(self) -> &'static str {
        match self {
            Limit::Bytes => "size of one input in bytes",
            Limit::TextBytes => "size of the text in bytes",
            Limit::LineBytes => "size of one JSON line in bytes",
            Limit::HtmlDepth => "depth of nested tags",
            Limit::HtmlTags => "number of tags",
            Limit::HtmlAttributes => "number of one tag's attributes",
            Limit::JsonDepth => "depth of nested JSON",
            Limit::HtmlSeconds => "seconds spent looking for a page's article",
            Limit::Records => "number of reports or addresses in one feed, message or list",
            Limit::HeaderBytes => "size of one record's headers in bytes",
            Limit::XmlDepth => "depth of nested XML elements",
            Limit::XmlNodes => "number of XML elements, attributes and texts",
            Limit::XmlEntities => {
                "number of entities that an XML input declares (none is expanded)"
            }
            Limit::UnpackedBytes => "size of gzip input when unpacked, in bytes",
            Limit::UnpackedRatio => "times that gzip input may grow when unpacked",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why [`Limits::set`] refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LimitError {
    /// No limit has this name.
    #[error("there is no limit {0:?}; limits are {names}", names = names())]
    Unknown(String),
    /// The value is no number.
    #[error(
        "{value:?} is no value for {limit}: give a number above 0, with KiB, MiB or GiB if it helps"
    )]
    Value {
        /// The limit that was to be set.
        limit: Limit,
        /// What was given.
        value: String,
    },
}

fn names() -> String {
    Limit::ALL.map(Limit::name).join(", ")
}

impl Limits {
    /// The value of a limit.
    pub const fn get(&self, limit: Limit) -> u64 {
        match limit {
            Limit::Bytes => self.max_bytes,
            Limit::TextBytes => self.max_text_bytes,
            Limit::LineBytes => self.max_line_bytes,
            Limit::HtmlDepth => self.max_html_depth,
            Limit::HtmlTags => self.max_html_tags,
            Limit::HtmlAttributes => self.max_html_attributes,
            Limit::JsonDepth => self.max_json_depth,
            Limit::HtmlSeconds => self.max_html_seconds,
            Limit::Records => self.max_records,
            Limit::HeaderBytes => self.max_header_bytes,
            Limit::XmlDepth => self.max_xml_depth,
            Limit::XmlNodes => self.max_xml_nodes,
            Limit::XmlEntities => self.max_xml_entities,
            Limit::UnpackedBytes => self.max_unpacked_bytes,
            Limit::UnpackedRatio => self.max_unpacked_ratio,
        }
    }

    /// Sets a limit by name, as `--limit NAME=VALUE` does. The value is a number above 0,
    /// `_` allowed between digits, with an optional `KiB`, `MiB` or `GiB`.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), LimitError> {
        let limit = Limit::ALL
            .into_iter()
            .find(|l| l.name() == name)
            .ok_or_else(|| LimitError::Unknown(name.to_owned()))?;
        let parsed =
            number(value).ok_or_else(|| LimitError::Value { limit, value: value.to_owned() })?;
        *match limit {
            Limit::Bytes => &mut self.max_bytes,
            Limit::TextBytes => &mut self.max_text_bytes,
            Limit::LineBytes => &mut self.max_line_bytes,
            Limit::HtmlDepth => &mut self.max_html_depth,
            Limit::HtmlTags => &mut self.max_html_tags,
            Limit::HtmlAttributes => &mut self.max_html_attributes,
            Limit::JsonDepth => &mut self.max_json_depth,
            Limit::HtmlSeconds => &mut self.max_html_seconds,
            Limit::Records => &mut self.max_records,
            Limit::HeaderBytes => &mut self.max_header_bytes,
            Limit::XmlDepth => &mut self.max_xml_depth,
            Limit::XmlNodes => &mut self.max_xml_nodes,
            Limit::XmlEntities => &mut self.max_xml_entities,
            Limit::UnpackedBytes => &mut self.max_unpacked_bytes,
            Limit::UnpackedRatio => &mut self.max_unpacked_ratio,
        } = parsed;
        Ok(())
    }

    /// The text limit that holds: spans count 32 bits.
    pub(crate) fn text_bytes(&self) -> u64 {
        self.max_text_bytes.min(u64::from(u32::MAX))
    }

    #[cfg_attr(not(feature = "html"), allow(dead_code))]
    pub(crate) fn html_time(&self) -> Duration {
        Duration::from_secs(self.max_html_seconds)
    }
}

fn number(value: &str) -> Option<u64> {
    let value = value.trim();
    let (digits, shift) = [("KiB", 10), ("MiB", 20), ("GiB", 30)]
        .into_iter()
        .find_map(|(unit, shift)| Some((value.strip_suffix(unit)?.trim_end(), shift)))
        .unwrap_or((value, 0));
    let number: u64 = digits.replace('_', "").parse().ok()?;
    number.checked_mul(1 << shift).filter(|n| *n > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_set_by_its_name() {
        for limit in Limit::ALL {
            let mut limits = Limits::default();
            limits.set(limit.name(), "3").unwrap();
            assert_eq!(limits.get(limit), 3, "{limit}");
        }
    }

    #[test]
    fn odd_values_are_refused() {
        for value in ["", "0", "-1", "1.5", "MiB", "1TiB", "99999999999GiB"] {
            assert!(Limits::default().set("max-bytes", value).is_err(), "{value:?}");
        }
    }
}
