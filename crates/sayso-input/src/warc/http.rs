//! The answer of a server in a record: status, headers, and the payload as it was sent.

use super::format_of;
use crate::{Format, InputError, Limit, Limits, gzip};
use std::borrow::Cow;

/// A page or text out of an archive.
#[derive(Debug)]
pub(crate) struct Page {
    pub id: Option<String>,
    pub url: Option<String>,
    pub format: Format,
    /// The `Content-Type`, where it names a charset.
    pub charset: Option<String>,
    /// The payload as it was sent.
    pub bytes: Vec<u8>,
    sent: Sent,
    /// Why the page is not whole, if it is not.
    pub cut: Option<String>,
}

/// How the payload was sent.
#[derive(Debug, Clone, Copy, Default)]
struct Sent {
    /// In chunks, each with its length before it.
    chunked: bool,
    gzip: bool,
}

/// Takes the page out of an answer; the inner error says why it is none.
pub(super) fn answer(
    mut block: Vec<u8>,
    limits: &Limits,
) -> Result<Result<Page, &'static str>, InputError> {
    let most = usize::try_from(limits.max_header_bytes).unwrap_or(usize::MAX);
    let Some(end) = head_end(&block) else {
        InputError::check(limits, Limit::HeaderBytes, block.len())?;
        return Err(InputError::Damaged("its HTTP header has no end".to_owned()));
    };
    if end > most {
        InputError::check(limits, Limit::HeaderBytes, end)?;
    }
    let payload = block.split_off(end);
    let head = String::from_utf8_lossy(&block);
    let mut lines = head.lines();
    let status = lines.next().unwrap_or("").split_ascii_whitespace().nth(1).unwrap_or("");
    if status != "200" && status != "203" {
        return Ok(Err("answers that bring no page (moved, missing, refused)"));
    }
    let mut content_type = String::new();
    let mut sent = Sent::default();
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => value.clone_into(&mut content_type),
            "transfer-encoding" => sent.chunked = value.to_ascii_lowercase().contains("chunked"),
            "content-encoding" => match value.to_ascii_lowercase().as_str() {
                "" | "identity" => {}
                "gzip" | "x-gzip" => sent.gzip = true,
                // Most archivers unpack before they store, and leave the header as it was.
                _ if std::str::from_utf8(&payload).is_ok() => {}
                _ => return Ok(Err("answers packed otherwise than by gzip")),
            },
            _ => {}
        }
    }
    Ok(page(payload, &content_type, sent))
}

/// A payload that was put into the archive without a server's answer.
pub(super) fn payload(bytes: Vec<u8>, content_type: &str) -> Result<Page, &'static str> {
    page(bytes, content_type, Sent::default())
}

fn page(bytes: Vec<u8>, content_type: &str, sent: Sent) -> Result<Page, &'static str> {
    let format = format_of(content_type, &bytes)
        .ok_or("answers of other types (pictures, data, scripts)")?;
    let charset =
        content_type.to_ascii_lowercase().contains("charset").then(|| content_type.to_owned());
    Ok(Page { id: None, url: None, format, charset, bytes, sent, cut: None })
}

/// Where the payload begins: behind the first blank line.
fn head_end(block: &[u8]) -> Option<usize> {
    let mut start = 0;
    while let Some(length) = block.get(start..)?.iter().position(|b| *b == b'\n') {
        let line = &block[start..start + length];
        start += length + 1;
        if line.is_empty() || line == b"\r" {
            return Some(start);
        }
    }
    None
}

impl Page {
    /// The payload as the server meant it, and why it is not whole, if it is not.
    pub fn payload(&self, limits: &Limits) -> Result<(Cow<'_, [u8]>, Option<String>), InputError> {
        let mut bytes = Cow::Borrowed(self.bytes.as_slice());
        let mut cut = self.cut.clone();
        if self.sent.chunked
            && let Some((whole, ended)) = unchunked(&bytes)
        {
            if !ended {
                cut.get_or_insert_with(|| "its last chunk is missing".to_owned());
            }
            bytes = Cow::Owned(whole);
        }
        // Archivers that unpack what they store may leave the header as it was.
        if self.sent.gzip && bytes.starts_with(&gzip::MAGIC) {
            let (whole, damage) = gzip::unpack(&bytes, limits.max_bytes, limits)?;
            cut = cut.or(damage);
            bytes = Cow::Owned(whole);
        }
        InputError::check(limits, Limit::Bytes, bytes.len())?;
        Ok((bytes, cut))
    }
}

/// A payload without the lengths of its chunks, and whether its end is there; `None` where it
/// does not come in chunks, whatever the header says.
fn unchunked(bytes: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::new();
    let mut rest = bytes;
    loop {
        let Some(end) = rest.iter().take(1024).position(|b| *b == b'\n') else {
            return (!out.is_empty()).then_some((out, false));
        };
        let line = std::str::from_utf8(&rest[..end]).ok();
        let digits = line.map(|l| l.split(';').next().unwrap_or("").trim());
        let length = digits.and_then(|d| usize::from_str_radix(d, 16).ok());
        let Some(length) = length else {
            return (!out.is_empty()).then_some((out, false));
        };
        rest = &rest[end + 1..];
        if length == 0 {
            return Some((out, true));
        }
        let Some(chunk) = rest.get(..length) else {
            out.extend_from_slice(rest);
            return Some((out, false));
        };
        out.extend_from_slice(chunk);
        rest = &rest[length..];
        rest = rest.strip_prefix(b"\r").unwrap_or(rest);
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, body: &[u8]) -> (String, Option<String>) {
        let mut block =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n").into_bytes();
        block.extend_from_slice(body);
        let page = answer(block, &Limits::default()).unwrap().unwrap();
        let (bytes, cut) = page.payload(&Limits::default()).unwrap();
        (String::from_utf8_lossy(&bytes).into_owned(), cut)
    }

    #[test]
    fn chunks_are_joined() {
        let chunked = "Transfer-Encoding: chunked\r\n";
        let whole = ("<p>Un mot.".to_owned(), None);
        assert_eq!(read(chunked, b"3\r\n<p>\r\n7;x=y\r\nUn mot.\r\n0\r\n\r\n"), whole);
        // Joined already, though the header stayed.
        assert_eq!(read(chunked, b"<p>Un mot."), whole);
        let (text, cut) = read(chunked, b"3\r\n<p>\r\n7\r\nUn m");
        assert_eq!(text, "<p>Un m");
        assert!(cut.is_some());
    }

    #[test]
    fn gzip_is_unpacked() {
        use std::io::Write;
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(b"<p>Un mot.").unwrap();
        let packed = encoder.finish().unwrap();
        let header = "Content-Encoding: gzip\r\n";
        assert_eq!(read(header, &packed).0, "<p>Un mot.");
        assert_eq!(read(header, b"<p>Un mot.").0, "<p>Un mot.");
        let (_, cut) = read(header, &packed[..packed.len() - 4]);
        assert!(cut.is_some());
    }
}
