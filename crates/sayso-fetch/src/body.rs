//! Reading a body to its end: unpacked, and within every limit while it comes.

use crate::{
    Problem, Setting, Settings,
    content_type::{self, ContentType},
    exchange::{Answer, Body, list},
};
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};
use ureq_proto::http::header;

/// From how many bytes on the ratio is looked at.
const RATIO_FROM: u64 = 1 << 20;

/// How many bytes are enough to tell what a body is.
const HEAD: usize = 512;

/// What happens at the limit of the unpacked size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Past {
    /// An error.
    Refuse,
    /// What stands behind is not read.
    Cut(u64),
}

enum Unpacking {
    Plain(Body),
    Gzip(MultiGzDecoder<Body>),
}

impl Unpacking {
    fn sent(&self) -> u64 {
        match self {
            Unpacking::Plain(body) => body.received,
            Unpacking::Gzip(decoder) => decoder.get_ref().received,
        }
    }
}

impl Read for Unpacking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Unpacking::Plain(body) => body.read(buffer),
            Unpacking::Gzip(decoder) => decoder.read(buffer),
        }
    }
}

/// The body of an answer. What its type does not tell its first bytes have to.
pub(crate) fn read(
    answer: Answer,
    settings: &Settings,
    content_type: Option<&ContentType>,
    past: Past,
) -> Result<Vec<u8>, Problem> {
    if let (Past::Refuse, Some(expected)) = (past, answer.body.expected) {
        Problem::check(Setting::MaxBodyBytes, settings.max_body_bytes, expected)?;
    }
    let encodings = list(&answer.headers, header::CONTENT_ENCODING).to_ascii_lowercase();
    let transfer = list(&answer.headers, header::TRANSFER_ENCODING).to_ascii_lowercase();
    let named = |list: &str, plain: &[&str]| -> Vec<String> {
        let names = list.split(',').map(str::trim);
        names.filter(|n| !n.is_empty() && !plain.contains(n)).map(str::to_owned).collect()
    };
    if let Some(other) = named(&transfer, &["chunked", "identity"]).into_iter().next() {
        return Err(Problem::Encoding(other));
    }
    let encodings = named(&encodings, &["identity"]);
    // Some servers name an encoding for a body that is empty.
    let empty = answer.body.expected == Some(0);
    let mut stream = match encodings.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Unpacking::Plain(answer.body),
        _ if empty => Unpacking::Plain(answer.body),
        ["gzip" | "x-gzip"] => Unpacking::Gzip(MultiGzDecoder::new(answer.body)),
        _ => return Err(Problem::Encoding(encodings.join(", "))),
    };
    let packed = matches!(stream, Unpacking::Gzip(_));

    let most = match past {
        Past::Refuse => settings.max_unpacked_bytes,
        Past::Cut(most) => most,
    };
    let (mut bytes, mut looked) = (Vec::new(), false);
    let mut chunk = vec![0; 16 << 10];
    loop {
        let read = match stream.read(&mut chunk) {
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(of_unpacking(error, packed)),
        };
        bytes.extend_from_slice(&chunk[..read]);
        if !looked && (read == 0 || bytes.len() >= HEAD) {
            looked = true;
            if past == Past::Refuse {
                content_type::check_content(content_type, &bytes)?;
            }
        }
        if read == 0 {
            return Ok(bytes);
        }
        let found = bytes.len() as u64;
        if found > most {
            if past != Past::Refuse {
                bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
                return Ok(bytes);
            }
            return Err(Problem::Limit {
                setting: Setting::MaxUnpackedBytes,
                value: most,
                found,
                at_least: true,
            });
        }
        let ratio = found / stream.sent().max(1);
        if found >= RATIO_FROM && ratio > settings.max_unpacked_ratio {
            return Err(Problem::Limit {
                setting: Setting::MaxUnpackedRatio,
                value: settings.max_unpacked_ratio,
                found: ratio,
                at_least: true,
            });
        }
    }
}

/// An error of the body beneath, or one of its packing.
fn of_unpacking(error: io::Error, packed: bool) -> Problem {
    match Problem::of_stream(error) {
        Problem::Broken(error) if packed => Problem::Damaged(match error.kind() {
            io::ErrorKind::UnexpectedEof => "gzip data end early".to_owned(),
            _ => error.to_string(),
        }),
        other => other,
    }
}
