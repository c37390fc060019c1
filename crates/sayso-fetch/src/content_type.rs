//! Which types sayso reads, by what servers say and by the first bytes.

use crate::Problem;

/// The value of a `Content-Type` header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ContentType {
    /// `text/html`
    pub(crate) essence: String,
    /// The parameter `charset`, as written.
    pub(crate) charset: Option<String>,
}

/// What is accepted, for the request. Most servers send the one thing that they have.
pub(crate) const ACCEPT: &str = "text/html, application/xhtml+xml, application/rss+xml, \
     application/atom+xml, application/feed+json, application/xml;q=0.9, application/json;q=0.9, \
     text/*;q=0.8, */*;q=0.5";

impl ContentType {
    /// Of a header. What is no type at all (`utf-8`, nothing) is taken for none.
    pub(crate) fn parse(header: &str) -> Option<ContentType> {
        let mut parts = header.split(';');
        let essence = parts.next()?.trim().to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/')?;
        if kind.is_empty() || subtype.is_empty() {
            return None;
        }
        let charset = parts.find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']).trim();
            (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty())
                .then(|| value.to_owned())
        });
        Some(ContentType { essence, charset })
    }

    /// Whether it says nothing of the content, so that the first bytes have to.
    fn is_vague(&self) -> bool {
        matches!(
            self.essence.as_str(),
            "application/octet-stream"
                | "binary/octet-stream"
                | "application/binary"
                | "application/x-binary"
                | "application/unknown"
                | "application/x-unknown"
                | "unknown/unknown"
                | "application/force-download"
                | "application/download"
                | "application/x-download"
        )
    }

    /// Refuses a type that holds no report.
    pub(crate) fn check(&self) -> Result<(), Problem> {
        let Some((kind, subtype)) = self.essence.split_once('/') else { return Ok(()) };
        let refused = match (kind, subtype) {
            ("text", "css") => "a style sheet",
            (_, "javascript" | "ecmascript" | "x-javascript") => "a script",
            ("text", _) => return Ok(()),
            ("image", _) => "an image",
            ("video", _) => "a video",
            ("audio", _) => "a sound",
            ("font", _) => "a font",
            ("multipart", _) => "a message of several parts",
            ("application", "pdf" | "x-pdf") => "a PDF document",
            ("application", "zip" | "x-zip-compressed") => "a ZIP archive",
            (_, subtype) if subtype.ends_with("+xml") || subtype.ends_with("+json") => {
                return Ok(());
            }
            (
                "application",
                "xml" | "json" | "ld-json" | "rss" | "x-rss" | "atom" | "x-atom" | "opml"
                | "x-opml" | "html" | "x-html" | "ndjson" | "x-ndjson" | "jsonl" | "x-jsonl"
                | "jsonlines" | "json-seq" | "warc" | "gzip" | "x-gzip" | "gzip-compressed"
                | "x-gunzip",
            ) => return Ok(()),
            _ if self.is_vague() => return Ok(()),
            _ => "of a type that sayso does not know",
        };
        Err(Problem::Type { content_type: self.essence.clone(), kind: refused })
    }
}

/// Refuses what its first bytes tell to hold no report, where the type says nothing.
pub(crate) fn check_content(
    content_type: Option<&ContentType>,
    head: &[u8],
) -> Result<(), Problem> {
    if content_type.is_some_and(|content_type| !content_type.is_vague()) {
        return Ok(());
    }
    let found = SIGNATURES
        .iter()
        .find(|(at, signature, ..)| head.get(*at..).is_some_and(|h| h.starts_with(signature)));
    match found {
        Some((_, _, content_type, kind)) => {
            Err(Problem::Type { content_type: (*content_type).to_owned(), kind })
        }
        None => Ok(()),
    }
}

/// Where first bytes stand, what they are, and what that tells: what is most often met with under
/// `application/octet-stream`. sayso-input knows more of them, and has the last word.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"\x89PNG\r\n\x1a\n", "image/png", "an image"),
    (0, b"\xff\xd8\xff", "image/jpeg", "an image"),
    (0, b"GIF8", "image/gif", "an image"),
    (8, b"WEBP", "image/webp", "an image"),
    (0, b"%PDF-", "application/pdf", "a PDF document"),
    (0, b"PK\x03\x04", "application/zip", "a ZIP archive"),
    (4, b"ftyp", "video/mp4", "a video"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm", "a video"),
    (0, b"ID3", "audio/mpeg", "a sound"),
    (0, b"OggS", "audio/ogg", "a sound"),
    (0, b"\x7fELF", "application/x-executable", "a program"),
    (0, b"MZ\x90\0", "application/x-executable", "a program"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_charsets() {
        for (header, essence, charset) in [
            ("text/html", "text/html", None),
            ("Text/HTML; Charset=\"ISO-8859-1\"", "text/html", Some("ISO-8859-1")),
            ("application/rss+xml;x=1; charset = utf-8 ", "application/rss+xml", Some("utf-8")),
            ("text/html; charset=", "text/html", None),
        ] {
            let parsed = ContentType::parse(header).unwrap();
            assert_eq!(parsed.essence, essence);
            assert_eq!(parsed.charset.as_deref(), charset);
        }
        for header in ["", "utf-8", "/", "text/", "; charset=utf-8"] {
            assert_eq!(ContentType::parse(header), None, "{header:?}");
        }
    }

    #[test]
    fn what_is_read_and_what_is_not() {
        for read in [
            "text/html",
            "text/plain",
            "text/xml",
            "application/xhtml+xml",
            "application/rss+xml",
            "application/vnd.iptc.g2.newsitem+xml",
            "application/feed+json",
            "application/json",
            "application/warc",
            "application/x-gzip",
            "application/octet-stream",
        ] {
            ContentType::parse(read).unwrap().check().unwrap();
        }
        for (refused, kind) in [
            ("image/png", "an image"),
            ("image/svg+xml", "an image"),
            ("video/mp4", "a video"),
            ("application/pdf", "a PDF document"),
            ("text/css", "a style sheet"),
            ("text/javascript", "a script"),
            ("application/vnd.ms-excel", "of a type that sayso does not know"),
        ] {
            let error = ContentType::parse(refused).unwrap().check().unwrap_err().to_string();
            assert!(error.contains(kind) && error.contains(refused), "{error}");
        }
    }

    #[test]
    fn the_first_bytes_tell_where_the_type_does_not() {
        let vague = ContentType::parse("application/octet-stream");
        assert!(check_content(vague.as_ref(), b"%PDF-1.7").is_err());
        assert!(check_content(None, b"\0\0\0\x20ftypisom").is_err());
        assert!(check_content(None, b"<?xml version='1.0'?>").is_ok());
        assert!(check_content(vague.as_ref(), b"\x1f\x8b\x08").is_ok());
        assert!(check_content(None, b"").is_ok());
        assert!(check_content(ContentType::parse("text/plain").as_ref(), b"%PDF-").is_ok());
    }
}
