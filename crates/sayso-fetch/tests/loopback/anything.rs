//! Whatever a server sends, there is an answer within bounds or an error with a code.

use crate::{
    server::{Server, gzip, say},
    settings,
};
use proptest::prelude::*;
use sayso_fetch::{Fetcher, Request, Settings};
use std::sync::{Arc, Mutex};

fn line() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "Content-Length: 5",
        "Content-Length: 0",
        "Content-Length: 99999999999999999999",
        "Content-Length: 5, 5",
        "Transfer-Encoding: chunked",
        "Transfer-Encoding: identity",
        "Content-Encoding: gzip",
        "Content-Encoding: gzip, gzip",
        "Content-Type: text/html",
        "Content-Type: image/png",
        "Content-Type: ;;;",
        "Location: /",
        "Location: //",
        "Location: ?",
        "Location: http://[",
        "Cache-Control: max-age=x, =, ,",
        "Retry-After: x",
        "ETag: \u{e9}",
        "Connection: keep-alive",
        "Expires: 0",
        "Date: x",
        ":",
        "X",
        " folded",
        "X:",
        "",
    ]);
    prop_oneof![
        9 => known.prop_map(|line| line.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
    ]
}

fn reply() -> impl Strategy<Value = Vec<u8>> {
    let status = prop::sample::select(vec![
        "HTTP/1.1 200 OK",
        "HTTP/1.0 200",
        "HTTP/1.1 204 x",
        "HTTP/1.1 304 x",
        "HTTP/1.1 301 x",
        "HTTP/1.1 100 x",
        "HTTP/1.1 103 x",
        "HTTP/1.1 101 x",
        "HTTP/1.1 000 x",
        "HTTP/1.1 999 x",
        "HTTP/1.1 500 x",
        "HTTP/2 200",
        "HTTP/1.1",
        "",
    ]);
    let packed = gzip(b"<p>Un mot</p>");
    let body = prop::sample::select(vec![
        b"hello".to_vec(),
        b"5\r\nhello\r\n0\r\n\r\n".to_vec(),
        b"ffffffffffffffff\r\nx".to_vec(),
        b"-1\r\n".to_vec(),
        b"0\r\n".to_vec(),
        packed.clone(),
        packed[..12].to_vec(),
        Vec::new(),
        b"HTTP/1.1 200 OK\r\n\r\nx".to_vec(),
    ]);
    let end = prop::sample::select(vec!["\r\n", "\n", "\r"]);
    (status, prop::collection::vec(line(), 0..6), body, end).prop_map(
        |(status, lines, body, end)| {
            let mut bytes = status.as_bytes().to_vec();
            for line in lines {
                bytes.extend_from_slice(end.as_bytes());
                bytes.extend(line);
            }
            bytes.extend_from_slice(end.as_bytes());
            bytes.extend_from_slice(end.as_bytes());
            bytes.extend(body);
            bytes
        },
    )
}

#[test]
fn whatever_a_server_sends() {
    let said = Arc::<Mutex<Vec<u8>>>::default();
    let saying = Arc::clone(&said);
    let server = Server::start(move |_, stream| say(stream, &saying.lock().unwrap()));
    let settings = Settings { ignore_robots: true, max_unpacked_bytes: 1000, ..settings(&server) };
    let config = ProptestConfig { cases: 400, ..ProptestConfig::default() };
    proptest!(config, |(reply in reply(), conditional in any::<bool>())| {
        *said.lock().unwrap() = reply;
        // One of its own each time: failures before would make it wait.
        let fetcher = Fetcher::new(settings.clone());
        let etag = conditional.then(|| "\"v1\"".to_owned());
        match fetcher.fetch(&Request { etag, ..Request::new(server.url("/")) }) {
            Ok(response) => {
                prop_assert!((200..300).contains(&response.status) || response.status == 304);
                prop_assert!(response.body.len() <= 1000);
            }
            Err(error) => prop_assert!(!matches!(error.code(), "timed-out" | "cancelled"), "{error}"),
        }
    });
}
