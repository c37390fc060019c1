//! One request and its answer, over one connection. How HTTP/1.1 is written and read is
//! [ureq-proto](https://docs.rs/ureq-proto)'s, which does no I/O: of ureq itself the places where
//! addresses can be checked are not yet stable, reads cannot be cancelled, and a connection that is
//! reset ends a body that has no length as if it were whole.

use crate::{
    Problem, Setting, Settings, USER_AGENT,
    connection::{Connection, Connector, Deadline},
};
use std::io::{self, Read};
use ureq_proto::{
    BodyMode,
    client::{Call, RecvResponseResult, SendRequestResult, state},
    http::{self, HeaderMap, header},
};
use url::Url;

/// How much is read at once, in bytes.
const CHUNK: usize = 16 << 10;

/// The most that the parser may leave lying without an end to a chunk's head or trailer, in bytes.
const MOST_PENDING: usize = 64 << 10;

/// A server's answer, with the body not yet read.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Body,
}

/// A header's value where it is text; of several the first.
pub(crate) fn text(headers: &HeaderMap, name: http::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
}

/// All values of a header, joined by commas, as RFC 9110 lets one read them.
pub(crate) fn list(headers: &HeaderMap, name: http::HeaderName) -> String {
    let values = headers.get_all(name).iter();
    values.filter_map(|value| value.to_str().ok()).collect::<Vec<_>>().join(",")
}

/// Sends a request with these headers beside the usual ones, and reads the answer's head.
pub(crate) fn exchange(
    connector: &Connector,
    settings: &Settings,
    url: &Url,
    headers: &[(http::HeaderName, &str)],
    whole: Deadline,
) -> Result<Answer, Problem> {
    let mut request = http::Request::get(url.as_str())
        .header(header::USER_AGENT, USER_AGENT)
        .header(header::ACCEPT_ENCODING, "gzip")
        .header(header::CONNECTION, "close");
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let request = request.body(()).map_err(Problem::url)?;
    let mut call = Call::new(request).map_err(protocol)?.proceed();

    let mut sent = Vec::new();
    let mut buffer = vec![0; settings.max_url_bytes.min(1 << 20) as usize + CHUNK];
    while !call.can_proceed() {
        let written = call.write(&mut buffer).map_err(protocol)?;
        sent.extend_from_slice(&buffer[..written]);
    }
    let Some(SendRequestResult::RecvResponse(mut call)) = call.proceed().map_err(protocol)? else {
        return Err(Problem::Protocol("the request could not be sent".to_owned()));
    };

    let mut connection = connector.connect(url, settings, whole)?;
    connection.await_first_byte(settings, whole);
    connection.write_all(&sent)?;

    let most = settings.max_header_bytes;
    let (mut input, mut seen) = (Vec::new(), 0u64);
    let response = loop {
        let read = connection.read_some(&mut buffer)?;
        if read == 0 {
            return Err(Problem::Broken(io::Error::new(
                io::ErrorKind::UnexpectedEof,
                "the server closed it before the end of its answer's head",
            )));
        }
        connection.set_deadline(whole);
        input.extend_from_slice(&buffer[..read]);
        let response = loop {
            let (used, response) = match call.try_response(&input, false) {
                Ok(parsed) => parsed,
                Err(ureq_proto::Error::HttpParseTooManyHeaders) => {
                    return Err(Problem::Limit {
                        setting: Setting::MaxHeaders,
                        value: settings.max_headers,
                        found: settings.max_headers.saturating_add(1),
                        at_least: true,
                    });
                }
                Err(error) => return Err(protocol(error)),
            };
            input.drain(..used);
            seen += used as u64;
            // Answers that only announce the real one (100, 103) are taken off one by one.
            if response.is_some() || used == 0 || input.is_empty() {
                break response;
            }
        };
        let pending = if response.is_some() { 0 } else { input.len() as u64 };
        Problem::check(Setting::MaxHeaderBytes, most, seen + pending)?;
        if let Some(response) = response {
            break response;
        }
    };
    let (parts, ()) = response.into_parts();
    Problem::check(Setting::MaxHeaders, settings.max_headers, parts.headers.len() as u64)?;
    let call = match call.proceed() {
        Some(RecvResponseResult::RecvBody(call)) => Some(call),
        _ => None,
    };
    let expected = match call.as_ref().map(|call| call.body_mode()) {
        Some(BodyMode::LengthDelimited(length)) => Some(length),
        Some(BodyMode::NoBody) | None => Some(0),
        _ => None,
    };
    let body = Body {
        connection,
        call,
        input,
        used: 0,
        closed: false,
        expected,
        received: 0,
        most: settings.max_body_bytes,
    };
    Ok(Answer { status: parts.status.as_u16(), headers: parts.headers, body })
}

fn protocol(error: ureq_proto::Error) -> Problem {
    Problem::Protocol(error.to_string())
}

/// A body as it is sent, without its framing. Reading past the limit, and an end before the end,
/// are errors.
pub(crate) struct Body {
    connection: Connection,
    call: Option<Call<state::RecvBody>>,
    input: Vec<u8>,
    /// How much of `input` was taken.
    used: usize,
    closed: bool,
    /// How many bytes it has, where the server says so.
    pub(crate) expected: Option<u64>,
    /// How many bytes came.
    pub(crate) received: u64,
    /// How many may come.
    pub(crate) most: u64,
}

impl Body {
    fn some(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        let Some(call) = &mut self.call else { return Ok(0) };
        loop {
            let until_closed = call.body_mode() == BodyMode::CloseDelimited;
            if !until_closed && call.can_proceed() {
                return Ok(0);
            }
            if self.used < self.input.len() {
                let (used, read) = call.read(&self.input[self.used..], buffer).map_err(protocol)?;
                self.used += used;
                if read > 0 {
                    self.received += read as u64;
                    if self.received > self.most {
                        return Err(Problem::Limit {
                            setting: Setting::MaxBodyBytes,
                            value: self.most,
                            found: self.received,
                            at_least: true,
                        });
                    }
                    return Ok(read);
                }
                if used > 0 {
                    continue;
                }
            }
            if self.closed {
                // After the last chunk's head some servers leave out the empty line.
                if until_closed || call.is_ended_chunked() {
                    return Ok(0);
                }
                return Err(Problem::Truncated {
                    received: self.received,
                    expected: self.expected,
                });
            }
            self.input.drain(..self.used);
            self.used = 0;
            if self.input.len() > MOST_PENDING {
                return Err(Problem::Protocol("a chunk's head has no end".to_owned()));
            }
            let mut chunk = [0; CHUNK];
            match self.connection.read_some(&mut chunk)? {
                0 => self.closed = true,
                read => self.input.extend_from_slice(&chunk[..read]),
            }
        }
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        self.some(buffer).map_err(Problem::into_stream)
    }
}
