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
    #[error("this is {what}, not text, HTML or JSON lines")]
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
    /// Several records where one document was asked for.
    #[error(
        "the input holds more than one JSON record; read it as a stream of JSON lines (--jsonl)"
    )]
    SeveralRecords,
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
        let found = found as u64;
        if found > value { Err(InputError::Limit { limit, value, found }) } else { Ok(()) }
    }
}
