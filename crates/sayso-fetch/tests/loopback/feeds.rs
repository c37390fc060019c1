use crate::{
    fetch,
    server::{Server, answer, gzip, page, say},
    settings,
};
use sayso_fetch::{
    Fetcher, Request,
    schedule::{FeedState, Outcome},
};
use std::time::Duration;

const FEED: &str =
    "<rss version='2.0'><channel><item><title>Le pont rouvre</title></item></channel></rss>";

fn feed_server() -> Server {
    Server::start(|asked, stream| {
        let headers = [
            "Content-Type: application/rss+xml; charset=\"ISO-8859-1\"",
            "ETag: \"v1\"",
            "Last-Modified: Mon, 19 Dec 2022 20:00:00 GMT",
            "Cache-Control: public, max-age=900",
        ];
        let known = asked.header("if-none-match") == Some("\"v1\"")
            || asked.header("if-modified-since") == Some("Mon, 19 Dec 2022 20:00:00 GMT");
        match known {
            true => say(stream, &answer("304 Not Modified", &headers[1..], b"")),
            false => say(stream, &answer("200 OK", &headers, FEED.as_bytes())),
        }
    })
}

#[test]
fn a_feed_is_sent_once() {
    let server = feed_server();
    let fetcher = Fetcher::new(settings(&server));
    let first = fetcher.fetch(&Request::new(server.url("/flux.xml#haut"))).unwrap();
    assert_eq!(first.body, FEED.as_bytes());
    assert_eq!((first.status, first.url), (200, server.url("/flux.xml")));
    assert_eq!(first.content_type.as_deref(), Some("application/rss+xml"));
    assert_eq!(first.charset.as_deref(), Some("ISO-8859-1"));
    assert_eq!(first.etag.as_deref(), Some("\"v1\""));
    assert_eq!(first.last_modified.as_deref(), Some("Mon, 19 Dec 2022 20:00:00 GMT"));
    assert_eq!(first.max_age, Some(Duration::from_secs(900)));
    assert_eq!(first.moved_permanently, None);

    for request in [
        Request { etag: first.etag, ..Request::new(server.url("/flux.xml")) },
        Request { last_modified: first.last_modified, ..Request::new(server.url("/flux.xml")) },
    ] {
        let again = fetcher.fetch(&request).unwrap();
        assert!(again.is_not_modified() && again.body.is_empty());
        assert_eq!(again.max_age, Some(Duration::from_secs(900)));
    }
    assert_eq!(server.robots_asked(), 1);
}

#[test]
fn we_say_who_we_are() {
    let server = feed_server();
    fetch(&server, "/flux.xml").unwrap();
    let asked = &server.asked()[0];
    let agent = asked.header("user-agent").unwrap();
    assert_eq!(agent, sayso_fetch::USER_AGENT);
    assert!(agent.starts_with("sayso/") && agent.contains("(+https://"), "{agent}");
    assert_eq!(asked.header("host"), Some(server.address.to_string().as_str()));
    assert_eq!(asked.header("cookie"), None);
    assert_eq!(asked.header("if-none-match"), None);
}

#[test]
fn a_feed_is_watched() {
    let server = feed_server();
    let fetcher = Fetcher::new(settings(&server));
    let schedule = fetcher.settings().schedule();
    let url = server.url("/flux.xml");
    let (mut state, mut now) = (FeedState::default(), 1_700_000_000);
    for (new_items, status) in [(1, 200), (0, 304), (0, 304)] {
        assert!(state.is_due(now));
        let request = Request {
            etag: state.etag.clone(),
            last_modified: state.last_modified.clone(),
            ..Request::new(&url)
        };
        let response = fetcher.fetch(&request).unwrap();
        assert_eq!(response.status, status);
        state = schedule.next(&url, &state, &Outcome::of_response(&response, new_items), now);
        now = state.next_due;
    }
    assert_eq!(state.etag.as_deref(), Some("\"v1\""));
    assert!(state.interval > schedule.first);
}

#[test]
fn nobody_asked_for_304() {
    let server = Server::start(|_, stream| say(stream, &answer("304 Not Modified", &[], b"")));
    assert_eq!(crate::error(&server, "/").code(), "bad-http");
}

#[test]
fn packed_bodies_are_unpacked_and_packed_files_are_not() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/packed" => {
            assert_eq!(asked.header("accept-encoding"), Some("gzip"));
            // Two members, as servers that join what they have packed before send.
            let mut body = gzip(b"<p>Un mot</p>");
            body.extend(gzip(b"<p>et demi</p>"));
            let headers = ["Content-Type: text/html", "Content-Encoding: x-gzip"];
            say(stream, &answer("200 OK", &headers, &body));
        }
        "/empty" => {
            let headers = ["Content-Type: text/html", "Content-Encoding: gzip"];
            say(stream, &answer("200 OK", &headers, b""));
        }
        "/file" => {
            let headers = ["Content-Type: application/gzip"];
            say(stream, &answer("200 OK", &headers, &gzip(b"WARC/1.0")));
        }
        "/brotli" => {
            let headers = ["Content-Type: text/html", "Content-Encoding: br"];
            say(stream, &answer("200 OK", &headers, b"x"));
        }
        _ => {
            let headers = ["Content-Type: text/html", "Content-Encoding: gzip"];
            say(stream, &answer("200 OK", &headers, b"no gzip at all"));
        }
    });
    assert_eq!(fetch(&server, "/packed").unwrap().body, b"<p>Un mot</p><p>et demi</p>");
    assert_eq!(fetch(&server, "/empty").unwrap().body, b"");
    assert_eq!(fetch(&server, "/file").unwrap().body, gzip(b"WARC/1.0"));
    let error = crate::error(&server, "/brotli");
    assert_eq!(error.code(), "encoding");
    assert!(error.to_string().contains("\"br\""), "{error}");
    assert_eq!(crate::error(&server, "/damaged").code(), "damaged");
}

#[test]
fn bodies_come_in_every_framing() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/chunked" => say(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n\
              5\r\n<p>Un\r\n4;x=y\r\n mot\r\n4\r\n</p>\r\n0\r\nTrailer: x\r\n\r\n",
        ),
        "/until-closed" => {
            say(stream, b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Un mot</p>");
        }
        "/hints" => {
            say(
                stream,
                b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n",
            );
            say(stream, &page("<p>Un mot</p>"));
        }
        _ => {
            for byte in page("<p>Un mot</p>").chunks(1) {
                say(stream, byte);
            }
        }
    });
    for path in ["/chunked", "/until-closed", "/hints", "/byte-by-byte"] {
        assert_eq!(fetch(&server, path).unwrap().body, b"<p>Un mot</p>", "{path}");
    }
}

#[test]
fn ipv6() {
    let server = Server::on(
        "[::1]:0",
        std::sync::Arc::new(|_: &_, stream: &mut _| say(stream, &page("<p>Un mot</p>"))),
    );
    assert_eq!(fetch(&server, "/").unwrap().body, b"<p>Un mot</p>");
}
