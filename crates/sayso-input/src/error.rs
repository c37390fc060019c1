use crate::Limit;

/// Why an input could not become a document.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InputError {
    /// A limit was passed; nothing was read.
    #[error(
        "the input passes a limit: {about} is {found}, and {limit} is {value}; \
         raise it with --limit {limit}=N",
        about = limit.about()
    )]
    Limit {
        /// Which one.
        limit: Limit,
        /// Its value.
        value: u64,
        /// What the input has; for a line or a deep page the count at which reading stopped.
        found: u64,
    },
    /// The bytes are of a format that holds no report's text.
    #[error("this is {what}, which holds no text that sayso reads")]
    NotText {
        /// What it is, with its article: `a PNG image`.
        what: &'static str,
    },
    /// The bytes are no valid JSON.
    #[error("this is no valid JSON: {0}")]
    Json(String),
    /// A record's field is missing or of the wrong type.
    #[error("field {field:?} {problem}")]
    Field {
        /// The field's name.
        field: &'static str,
        /// What is wrong with it: `is missing: a record needs its text`.
        problem: String,
    },
    /// Several reports where one was asked for.
    #[error(
        "the input holds more than one report; read it as a stream (`--format jsonl`, or \
         `Documents` in Rust)"
    )]
    SeveralRecords,
    /// A list of addresses where a report was asked for.
    #[error(
        "this is {what} with {count} addresses and no report; a program that fetches has to open \
         them, and to hand over what it gets"
    )]
    Addresses {
        /// What lists them, with its article: `a sitemap`.
        what: &'static str,
        /// How many there are.
        count: usize,
    },
    /// No report in a stream that should have one.
    #[error("there is no report in it")]
    NoReport,
    /// The bytes are no XML that could be read at all.
    #[error("this is no XML that can be read: {0}; as text it can be read with --as text")]
    Xml(String),
    /// A record of a crawl archive is damaged.
    #[error("the record is damaged: {0}; it was skipped")]
    Damaged(String),
    /// The format was left out of this build.
    #[error("this is HTML, and this build of sayso-input has no `html` feature")]
    HtmlLeftOut,
    /// The page's structure broke the HTML reader.
    #[error("the page could not be read as HTML: {0}; as text it can be read with --as text")]
    Html(String),
    /// The stream could not be read.
    #[error("reading the input failed: {0}")]
    Io(#[from] std::io::Error),
}

impl InputError {
    /// A short name of what is wrong, for lists of what was skipped.
    pub const fn code(&self) -> &'static str {
        match self {
            InputError::Limit { .. } => "over-a-limit",
            InputError::NotText { .. } => "not-text",
            InputError::Json(_) => "bad-json",
            InputError::Field { .. } => "bad-field",
            InputError::SeveralRecords => "several-records",
            InputError::Addresses { .. } => "addresses",
            InputError::NoReport => "no-report",
            InputError::Xml(_) => "bad-xml",
            InputError::Damaged(_) => "damaged",
            InputError::HtmlLeftOut => "html-left-out",
            InputError::Html(_) => "bad-html",
            InputError::Io(_) => "unreadable",
        }
    }

    /// Fails when `found` is over the limit.
    pub(crate) fn check(
        limits: &crate::Limits,
        limit: Limit,
        found: usize,
    ) -> Result<(), InputError> {
        let value = match limit {
            Limit::TextBytes => limits.text_bytes(),
            other => limits.get(other),
        };
        InputError::check_at_most(limit, value, found)
    }

    /// Fails when `found` is over `value`, which stands for the limit.
    pub(crate) fn check_at_most(limit: Limit, value: u64, found: usize) -> Result<(), InputError> {
        let found = found as u64;
        if found > value { Err(InputError::Limit { limit, value, found }) } else { Ok(()) }
    }

    /// An error of a stream, or the error of ours that came through it.
    pub(crate) fn of_stream(error: std::io::Error) -> InputError {
        match error.downcast::<InputError>() {
            Ok(error) => error,
            Err(error) => InputError::Io(error),
        }
    }
}
