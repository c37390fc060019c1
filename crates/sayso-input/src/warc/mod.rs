//! Crawl archives: WARC 0.17 to 1.1 (ISO 28500), a record at a time.
//!
//! Answers of servers that are pages become reports; so do pages and texts that were put in
//! without one (`resource`, `conversion`). A damaged record is told and passed over: reading goes
//! on where the next one begins.

mod http;

pub(crate) use http::Page;

use crate::{Format, InputError, Limit, Limits};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Read};

/// What every record begins with.
pub(crate) const MAGIC: &[u8] = b"WARC/";

/// Reads the records of an archive.
pub(crate) struct Archive<R> {
    stream: R,
    limits: Limits,
    /// Records begun so far.
    number: u64,
    /// A record's first line that was found while looking for it.
    found: Option<Vec<u8>>,
    /// Behind damage: the next record has to be looked for.
    lost: bool,
    ended: bool,
    pub left_out: BTreeMap<&'static str, u64>,
}

/// A record that holds a page or text, and its number.
pub(crate) struct Taken {
    pub number: u64,
    pub url: Option<String>,
    pub result: Result<Page, InputError>,
}

/// The fields of a record's head that are asked for.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    content_type: String,
    length: u64,
    /// The record was cut when it was written, and why.
    truncated: Option<String>,
    segment: bool,
}

/// Why a record came to nothing.
enum Fault {
    /// This one alone; the next is looked for.
    Record(InputError),
    /// The stream.
    Stream(InputError),
}

impl Fault {
    fn damaged(why: impl Into<String>) -> Fault {
        Fault::Record(InputError::Damaged(why.into()))
    }

    fn of(error: io::Error) -> Fault {
        match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
                Fault::damaged(error.to_string())
            }
            _ => Fault::Stream(InputError::of_stream(error)),
        }
    }
}

impl<R: BufRead> Archive<R> {
    pub fn new(stream: R, limits: &Limits) -> Archive<R> {
        Archive {
            stream,
            limits: limits.clone(),
            number: 0,
            found: None,
            lost: false,
            ended: false,
            left_out: BTreeMap::new(),
        }
    }

    /// The next record that counts, or what is wrong with the next one.
    pub fn next(&mut self) -> Option<Taken> {
        while !self.ended {
            let mut head = Head::default();
            match self.record(&mut head) {
                Ok(Some(page)) => {
                    return Some(Taken { number: self.number, url: head.url, result: Ok(page) });
                }
                Ok(None) => {}
                Err(fault) => {
                    let error = match fault {
                        Fault::Record(error) => {
                            self.lost = true;
                            error
                        }
                        Fault::Stream(error) => {
                            self.ended = true;
                            error
                        }
                    };
                    let result = Err(error);
                    return Some(Taken { number: self.number, url: head.url, result });
                }
            }
        }
        None
    }

    /// Reads one record; `None` where it holds nothing to read, or where the archive ends.
    fn record(&mut self, head: &mut Head) -> Result<Option<Page>, Fault> {
        if !self.begin()? {
            self.ended = true;
            return Ok(None);
        }
        self.number += 1;
        *head = self.head()?;
        let most = self.limits.max_bytes.saturating_add(self.limits.max_header_bytes);
        let answer = match head.kind.as_str() {
            "response" => true,
            "resource" | "conversion" => false,
            kind => {
                if kind == "revisit" {
                    self.leave_out("revisits, whose page lies with an earlier one");
                } else if kind == "continuation" {
                    self.leave_out("continued records");
                }
                self.skip(head.length)?;
                return Ok(None);
            }
        };
        if head.length > most {
            self.skip(head.length)?;
            // Behind it the next record begins as always.
            let (limit, value) = (Limit::Bytes, self.limits.max_bytes);
            let error = InputError::Limit { limit, value, found: head.length };
            self.lost = false;
            return Err(Fault::Record(error));
        }
        let mut block = Vec::new();
        let read =
            (&mut self.stream).take(head.length).read_to_end(&mut block).map_err(Fault::of)?;
        if (read as u64) < head.length {
            return Err(Fault::damaged(format!(
                "the archive ends after {read} of its {} bytes",
                head.length
            )));
        }
        if head.segment {
            self.leave_out("continued records");
            return Ok(None);
        }
        let page = if answer {
            http::answer(block, &self.limits).map_err(Fault::Record)?
        } else {
            http::payload(block, &head.content_type)
        };
        match page {
            Ok(mut page) => {
                page.id = head.id.take();
                page.url.clone_from(&head.url);
                page.cut = page.cut.or(head.truncated.take());
                Ok(Some(page))
            }
            Err(reason) => {
                self.leave_out(reason);
                Ok(None)
            }
        }
    }

    fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_insert(0) += 1;
    }

    /// Goes to the first line of the next record and takes it; `false` at the end.
    fn begin(&mut self) -> Result<bool, Fault> {
        if self.found.take().is_some() {
            self.lost = false;
            return Ok(true);
        }
        loop {
            let Some(line) = self.line()? else { return Ok(false) };
            if line.starts_with(MAGIC) {
                self.lost = false;
                return Ok(true);
            }
            if !self.lost && !line.trim_ascii().is_empty() {
                self.number += 1;
                return Err(Fault::damaged("no record begins where one should"));
            }
        }
    }

    /// One line without its break, cut at the limit for heads; `None` at the end.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Fault> {
        let most = self.limits.max_header_bytes.saturating_add(1);
        let mut line = Vec::new();
        let read = (&mut self.stream).take(most).read_until(b'\n', &mut line).map_err(Fault::of)?;
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok((read > 0).then_some(line))
    }

    /// The head's fields, up to the blank line behind them.
    fn head(&mut self) -> Result<Head, Fault> {
        let mut head = Head::default();
        let mut length = None;
        let mut size = 0;
        loop {
            let line =
                self.line()?.ok_or_else(|| Fault::damaged("the archive ends in its head"))?;
            if line.starts_with(MAGIC) {
                // The record before broke off: this is the next one's first line.
                self.found = Some(line);
                return Err(Fault::damaged("its head breaks off"));
            }
            size += line.len();
            InputError::check(&self.limits, Limit::HeaderBytes, size).map_err(Fault::Record)?;
            let line = String::from_utf8_lossy(&line);
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            // A line that goes on the one before, and what is no field, say nothing that counts.
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            let bare = || value.trim_matches(['<', '>']).to_owned();
            match name.trim().to_ascii_lowercase().as_str() {
                "warc-type" => head.kind = value.to_ascii_lowercase(),
                "warc-record-id" => head.id = Some(bare()),
                "warc-target-uri" => head.url = Some(bare()),
                "warc-truncated" => head.truncated = Some(format!("the archive cut it ({value})")),
                "warc-segment-number" => head.segment = value != "1",
                "content-type" => head.content_type = value.to_owned(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
        head.length = length.ok_or_else(|| Fault::damaged("its head tells no length"))?;
        Ok(head)
    }

    fn skip(&mut self, length: u64) -> Result<(), Fault> {
        let skipped =
            io::copy(&mut (&mut self.stream).take(length), &mut io::sink()).map_err(Fault::of)?;
        if skipped < length {
            return Err(Fault::damaged(format!(
                "the archive ends after {skipped} of its {length} bytes"
            )));
        }
        Ok(())
    }
}

/// What a payload's type says of how to read it; `None`: it is no report.
fn format_of(content_type: &str, payload: &[u8]) -> Option<Format> {
    let kind = content_type.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    match kind.as_str() {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "text/plain" => Some(Format::Text),
        "" => (Format::detect(payload) == Format::Html).then_some(Format::Html),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{}>\r\n\
             WARC-Target-URI: https://example.org/a\r\nContent-Type: application/http; msgtype=response\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len(),
            block.len()
        )
    }

    const PAGE: &str =
        "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Un mot.</p>";

    type Read = (Vec<Result<String, String>>, Vec<(&'static str, u64)>);

    /// Pages and complaints, and what was left out.
    fn read(bytes: &[u8]) -> Read {
        let mut archive = Archive::new(bytes, &Limits::default());
        let mut out = Vec::new();
        while let Some(taken) = archive.next() {
            out.push(match taken.result {
                Ok(page) => Ok(String::from_utf8_lossy(&page.bytes).into_owned()),
                Err(error) => Err(format!("record {}: {error}", taken.number)),
            });
        }
        (out, archive.left_out.into_iter().collect())
    }

    #[test]
    fn pages_are_taken_and_the_rest_is_counted() {
        let archive = [
            record("warcinfo", "software: x"),
            record("request", "GET / HTTP/1.1\r\n\r\n"),
            record("response", PAGE),
            record("response", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Non."),
            record("response", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{89}PNG"),
            record("revisit", "HTTP/1.1 200 OK\r\n\r\n"),
            record("response", PAGE),
        ]
        .concat();
        let (pages, left_out) = read(archive.as_bytes());
        assert_eq!(pages, [Ok("<p>Un mot.</p>".to_owned()), Ok("<p>Un mot.</p>".to_owned())]);
        assert_eq!(left_out.iter().map(|(_, n)| n).sum::<u64>(), 3);
    }

    #[test]
    fn damage_costs_one_record() {
        let good = record("response", PAGE);
        let shorter = good.replace("Content-Length: ", "Content-Length: 1");
        for (bad, complaints) in [
            ("garbage\r\n\r\nmore\r\n".to_owned(), 1),
            (good.replace("Content-Length", "Content-Size"), 1),
            ("WARC/1.0\r\nWARC-Type: response\r\n".to_owned(), 1),
            (format!("WARC/1.0\r\nX: {}\r\n\r\n", "x".repeat(70_000)), 1),
        ] {
            let (pages, _) = read([&good, bad.as_str(), &good].concat().as_bytes());
            let failed = pages.iter().filter(|p| p.is_err()).count();
            assert_eq!((pages.len() - failed, failed), (2, complaints), "{bad:.60}: {pages:?}");
        }
        // A length that is too large takes what follows with it, and the archive's end tells.
        let (pages, _) = read([good.as_str(), &shorter].concat().as_bytes());
        assert!(pages[0].is_ok() && pages[1].is_err());
        for cut in 1..good.len() - 4 {
            let (pages, _) = read(&good.as_bytes()[..cut]);
            assert!(pages.iter().all(Result::is_err), "cut at {cut}");
        }
    }

    #[test]
    fn a_record_over_the_limit_is_passed_over() {
        let big = format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(20 << 20));
        let (pages, _) =
            read([record("response", &big), record("response", PAGE)].concat().as_bytes());
        assert!(pages[0].as_ref().unwrap_err().contains("max-bytes"));
        assert!(pages[1].is_ok());
    }
}
