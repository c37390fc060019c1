use std::{fmt, time::Duration};

/// What is to be fetched.
///
/// ```
/// use sayso_fetch::Request;
///
/// let request = Request { etag: Some("\"v1\"".into()), ..Request::new("https://presse.example/") };
/// assert_eq!(request.last_modified, None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Request {
    /// The address: https or http, without user name and password.
    pub url: String,
    /// The `ETag` of the version that is known, so that the server need not send it again.
    pub etag: Option<String>,
    /// The `Last-Modified` of the version that is known.
    pub last_modified: Option<String>,
}

impl Request {
    /// Of an address alone.
    pub fn new(url: impl Into<String>) -> Request {
        Request { url: url.into(), etag: None, last_modified: None }
    }

    /// Whether the server may answer that nothing has changed.
    pub fn is_conditional(&self) -> bool {
        self.etag.is_some() || self.last_modified.is_some()
    }
}

/// What a server answered: a body, or that nothing has changed.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Response {
    /// The address that answered, after all redirects, without its fragment.
    pub url: String,
    /// The status: of the 200s, or 304.
    pub status: u16,
    /// `ETag`, to be sent with the next request.
    pub etag: Option<String>,
    /// `Last-Modified`, to be sent with the next request.
    pub last_modified: Option<String>,
    /// The type without its parameters, in lower case: `text/html`.
    pub content_type: Option<String>,
    /// The encoding that comes with the type, as written: what `sayso_input::Options::charset`
    /// takes.
    pub charset: Option<String>,
    /// How long the server says that this holds.
    pub max_age: Option<Duration>,
    /// The body, unpacked if it was packed for sending. A gzip file stays one.
    pub body: Vec<u8>,
    /// The address to ask from now on: the last one that was reached by permanent redirects
    /// (301, 308) alone.
    pub moved_permanently: Option<String>,
}

impl Response {
    /// Whether the version that the request named is still the newest; the body is empty.
    pub fn is_not_modified(&self) -> bool {
        self.status == 304
    }
}

/// Of the body the size only.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("url", &self.url)
            .field("status", &self.status)
            .field("etag", &self.etag)
            .field("last_modified", &self.last_modified)
            .field("content_type", &self.content_type)
            .field("charset", &self.charset)
            .field("max_age", &self.max_age)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("moved_permanently", &self.moved_permanently)
            .finish()
    }
}
