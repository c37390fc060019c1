use std::{fmt, time::Duration};

/// How much input is read: each field is a limit with a name (`max-bytes`) that
/// errors tell and [`Limits::set`] takes.
///
/// Memory: a text takes at most about 4 × `max_bytes` at its peak (the bytes, the
/// decoded text, and the blocks), a web page about 30 × `max_bytes`, for its tree is
/// held more than once while the article is looked for. A stream of JSON lines holds
/// one line at a time.
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
    /// `max-html-tags`: how many opening tags a page may have. Default 200,000;
    /// real pages stay under 20,000.
    pub max_html_tags: u64,
    /// `max-json-depth`: how deep arrays and objects may be nested. Default 64; the
    /// parser's own bound is 127.
    pub max_json_depth: u64,
    /// `max-html-seconds`: how long the search for a page's article may take, in whole
    /// seconds. Default 10. The search runs in a thread of its own: past the limit the
    /// caller gets an error at once, while the thread ends when its bounded work is done.
    pub max_html_seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_bytes: 16 << 20,
            max_text_bytes: 4 << 20,
            max_line_bytes: 8 << 20,
            max_html_depth: 400,
            max_html_tags: 200_000,
            max_json_depth: 64,
            max_html_seconds: 10,
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
    /// [`Limits::max_json_depth`]
    JsonDepth,
    /// [`Limits::max_html_seconds`]
    HtmlSeconds,
}

impl Limit {
    /// Every limit, in the order in which help lists them.
    pub const ALL: [Limit; 7] = [
        Limit::Bytes,
        Limit::TextBytes,
        Limit::LineBytes,
        Limit::HtmlDepth,
        Limit::HtmlTags,
        Limit::JsonDepth,
        Limit::HtmlSeconds,
    ];

    /// The name that [`Limits::set`] takes and errors show.
    pub const fn name(self) -> &'static str {
        match self {
            Limit::Bytes => "max-bytes",
            Limit::TextBytes => "max-text-bytes",
            Limit::LineBytes => "max-line-bytes",
            Limit::HtmlDepth => "max-html-depth",
            Limit::HtmlTags => "max-html-tags",
            Limit::JsonDepth => "max-json-depth",
            Limit::HtmlSeconds => "max-html-seconds",
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
            Limit::JsonDepth => "depth of nested JSON",
            Limit::HtmlSeconds => "seconds spent looking for a page's article",
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
            Limit::JsonDepth => self.max_json_depth,
            Limit::HtmlSeconds => self.max_html_seconds,
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
            Limit::JsonDepth => &mut self.max_json_depth,
            Limit::HtmlSeconds => &mut self.max_html_seconds,
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
