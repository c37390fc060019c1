use crate::{
    error, fetch,
    server::{Server, answer, page, say},
};
use std::{
    thread,
    time::{Duration, Instant},
};

#[test]
fn a_wrong_type_is_refused_before_its_body() {
    // The body never comes: whoever reads it waits until a deadline.
    let server = Server::start(|asked, stream| {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: {}\r\nContent-Length: 1000000\r\n\r\n",
            asked.path.trim_start_matches('/')
        );
        say(stream, head.as_bytes());
        thread::sleep(Duration::from_secs(1));
    });
    let begun = Instant::now();
    for (content_type, kind) in [
        ("image/png", "an image"),
        ("video/mp4", "a video"),
        ("application/pdf", "a PDF document"),
        ("application/zip", "a ZIP archive"),
        ("application/x-shockwave-flash", "of a type that sayso does not know"),
    ] {
        let error = error(&server, &format!("/{content_type}"));
        assert_eq!(error.code(), "type");
        let text = error.to_string();
        assert!(text.contains(kind) && text.contains(content_type), "{text}");
    }
    assert!(begun.elapsed() < Duration::from_secs(3));
}

#[test]
fn what_comes_without_a_type_is_told_by_its_first_bytes() {
    let server = Server::start(|asked, stream| {
        let (headers, body): (&[&str], Vec<u8>) = match asked.path.as_str() {
            "/pdf" => (&["Content-Type: application/octet-stream"], b"%PDF-1.7 \xff".repeat(99)),
            "/png" => (&[], b"\x89PNG\r\n\x1a\n".to_vec()),
            "/feed" => (&["Content-Type: binary/octet-stream"], b"<rss/>".to_vec()),
            _ => (&[], b"<p>Un mot</p>".to_vec()),
        };
        say(stream, &answer("200 OK", headers, &body));
    });
    for (path, content_type) in [("/pdf", "application/pdf"), ("/png", "image/png")] {
        let error = error(&server, path);
        assert_eq!(error.code(), "type");
        assert!(error.to_string().contains(content_type), "{error}");
    }
    assert_eq!(fetch(&server, "/feed").unwrap().body, b"<rss/>");
    let untyped = fetch(&server, "/page").unwrap();
    assert_eq!((untyped.content_type, untyped.body), (None, b"<p>Un mot</p>".to_vec()));
}

#[test]
fn errors_of_servers() {
    let server = Server::start(|asked, stream| {
        let status = asked.path.trim_start_matches('/');
        let headers = ["Content-Type: image/png", "Retry-After: 120"];
        say(stream, &answer(&format!("{status} x"), &headers, b"x"));
    });
    for (status, code, temporary) in [
        (400, "refused", false),
        (401, "refused", false),
        (403, "refused", false),
        (404, "not-found", false),
        (410, "gone", false),
        (429, "refused", true),
        (500, "server-error", true),
        (503, "server-error", true),
        (599, "server-error", true),
        (206, "status", false),
        (300, "status", false),
        (302, "status", false),
        (999, "status", false),
    ] {
        let error = error(&server, &format!("/{status}"));
        assert_eq!((error.code(), error.is_temporary()), (code, temporary), "{status}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(120)));
        assert!(error.to_string().contains(&status.to_string()));
    }
}

#[test]
fn what_is_no_http() {
    let server = Server::start(|asked, stream| {
        match asked.path.as_str() {
        "/smtp" => say(stream, b"220 mail.example ESMTP\r\n"),
        "/nothing" => {}
        "/conflict" => {
            say(stream, b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx");
        }
        "/length" => say(stream, b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nxx"),
        "/chunk" => say(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n",
        ),
        "/coded" => say(
            stream,
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\nContent-Type: text/html\r\n\r\n0\r\n\r\n",
        ),
        "/switch" => say(stream, b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"),
        _ => say(stream, &page("x")),
    }
    });
    for (path, code) in [
        ("/smtp", "bad-http"),
        ("/nothing", "connection-broken"),
        ("/conflict", "bad-http"),
        ("/length", "bad-http"),
        ("/chunk", "bad-http"),
        ("/coded", "encoding"),
        ("/switch", "status"),
    ] {
        assert_eq!(error(&server, path).code(), code, "{path}");
    }
}
