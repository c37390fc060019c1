use crate::{
    error, fetch,
    server::{Server, answer, gzip, page, say},
    settings,
};
use sayso_fetch::{FetchError, Fetcher, Problem, Request, Settings};
use std::{
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

fn with(settings: Settings, server: &Server, path: &str) -> FetchError {
    Fetcher::new(settings).fetch(&Request::new(server.url(path))).unwrap_err()
}

fn small(server: &Server) -> Settings {
    Settings { max_body_bytes: 50_000, max_unpacked_bytes: 100_000, ..settings(server) }
}

const HTML: &str = "Content-Type: text/html";

#[test]
fn sizes_as_sent() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        // Refused by what it announces: the body never comes.
        "/announced" => {
            say(
                stream,
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 50001\r\n\r\n",
            );
            thread::sleep(Duration::from_millis(1500));
        }
        "/chunked" => {
            say(stream, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for _ in 0..100 {
                say(stream, b"1000\r\n");
                say(stream, &[b'x'; 0x1000]);
                say(stream, b"\r\n");
            }
        }
        "/until-closed" => {
            say(stream, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            say(stream, &[b'x'; 400_000]);
        }
        _ => say(stream, &answer("200 OK", &[HTML], &[b'x'; 50_000])),
    });
    for path in ["/announced", "/chunked", "/until-closed"] {
        let begun = Instant::now();
        let error = with(small(&server), &server, path);
        assert_eq!(error.code(), "max-body-bytes", "{path}: {error}");
        assert!(error.to_string().contains("max-body-bytes is 50000"), "{error}");
        assert!(begun.elapsed() < Duration::from_millis(1200), "{path}");
    }
    let fetcher = Fetcher::new(small(&server));
    assert_eq!(fetcher.fetch(&Request::new(server.url("/just"))).unwrap().body.len(), 50_000);
}

#[test]
fn bombs() {
    let bomb = gzip(&vec![b'x'; 30 << 20]);
    let nested = gzip(&bomb);
    assert!(bomb.len() < 50_000);
    let server = Server::start(move |asked, stream| {
        let body = if asked.path == "/nested" { &nested } else { &bomb };
        say(stream, &answer("200 OK", &[HTML, "Content-Encoding: gzip"], body));
    });
    let error = with(small(&server), &server, "/");
    assert_eq!(error.code(), "max-unpacked-bytes");
    assert!(error.to_string().contains("or more"), "{error}");

    let ratio = Settings { max_unpacked_bytes: 1 << 40, ..settings(&server) };
    assert_eq!(with(ratio, &server, "/").code(), "max-unpacked-ratio");
    // What is packed twice is unpacked once.
    assert!(fetch(&server, "/nested").unwrap().body.len() < 50_000);
}

#[test]
fn lengths_that_are_wrong() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/short" => say(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\n<p>Un mot",
        ),
        "/long" => say(
            stream,
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\n<p>Un mot",
        ),
        "/chunked" => {
            say(stream, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n<p>Un mot\r\n");
        }
        "/in-chunk" => {
            say(stream, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\n<p>Un mot");
        }
        "/last-chunk" => {
            say(stream, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>U\r\n0\r\n");
        }
        // gzip that ends early, in a body that ends where it says.
        _ => {
            let packed = gzip(b"<p>Un mot et demi</p>");
            let headers = [HTML, "Content-Encoding: gzip"];
            say(stream, &answer("200 OK", &headers, &packed[..packed.len() - 9]));
        }
    });
    let error = error(&server, "/short");
    assert_eq!(error.code(), "truncated");
    assert!(error.is_temporary());
    assert!(error.to_string().contains("9 bytes of 100"), "{error}");
    for path in ["/chunked", "/in-chunk"] {
        assert_eq!(crate::error(&server, path).code(), "truncated", "{path}");
    }
    assert_eq!(crate::error(&server, "/gzip").code(), "damaged");
    // What stands behind the announced length is nobody's.
    assert_eq!(fetch(&server, "/long").unwrap().body, b"<p>U");
    // As browsers do, the last empty line is not insisted upon.
    assert_eq!(fetch(&server, "/last-chunk").unwrap().body, b"<p>U");
}

#[test]
fn resets() {
    // What is left unread makes the system reset the connection instead of closing it.
    let server = Server::start(|asked, stream| {
        let length = if asked.path.starts_with("/length") { "Content-Length: 100\r\n" } else { "" };
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}\r\n<p>Un mot");
        say(stream, head.as_bytes());
        thread::sleep(Duration::from_millis(100));
    });
    let settings = Settings { ignore_robots: true, ..settings(&server) };
    for path in ["/length/half-read", "/until-closed/half-read"] {
        let error = with(settings.clone(), &server, path);
        assert_eq!(error.code(), "connection-broken", "{path}: {error}");
        assert!(error.is_temporary());
    }
}

#[test]
fn nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let settings =
        Settings { allow: vec![address.into()], ignore_robots: true, ..Settings::default() };
    let error =
        Fetcher::new(settings).fetch(&Request::new(format!("http://{address}/"))).unwrap_err();
    assert_eq!(error.code(), "no-connection");
    assert!(error.is_temporary());
    assert!(error.to_string().contains("127.0.0.1"), "{error}");
}

#[test]
fn slow_servers() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/silent" => thread::sleep(Duration::from_secs(3)),
        "/slow-head" => {
            for byte in page("x").chunks(1) {
                say(stream, byte);
                thread::sleep(Duration::from_millis(30));
            }
        }
        // Never silent for long, and never done.
        _ => {
            say(stream, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            for _ in 0..150 {
                say(stream, b"x");
                thread::sleep(Duration::from_millis(20));
            }
        }
    });
    let settings = Settings {
        first_byte_time: Duration::from_millis(200),
        whole_time: Duration::from_millis(400),
        ignore_robots: true,
        ..settings(&server)
    };
    for (path, setting) in
        [("/silent", "first-byte-time"), ("/slow-head", "whole-time"), ("/drip", "whole-time")]
    {
        let begun = Instant::now();
        let error = with(settings.clone(), &server, path);
        assert_eq!(error.code(), "timed-out", "{path}");
        assert!(
            matches!(*error.problem, Problem::TimedOut { setting: s, .. } if s.name() == setting),
            "{path}: {error}"
        );
        assert!(error.is_temporary());
        assert!(begun.elapsed() < Duration::from_secs(2), "{path}: {:?}", begun.elapsed());
    }
}

#[test]
fn a_way_of_redirects_has_one_deadline() {
    let server = Server::start(|asked, stream| {
        thread::sleep(Duration::from_millis(80));
        let location = format!("Location: {}x", asked.path);
        say(stream, &answer("302 Found", &[&location], b""));
    });
    let settings = Settings {
        whole_time: Duration::from_millis(300),
        ignore_robots: true,
        ..settings(&server)
    };
    let error = with(settings, &server, "/");
    assert_eq!(error.code(), "timed-out");
    assert!(error.at.is_some());
}

#[test]
fn heads_without_end() {
    let server = Server::start(|asked, stream| {
        if asked.path == "/hints" {
            let hint = b"HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n";
            return (0..5000).for_each(|_| say(stream, hint));
        }
        say(stream, b"HTTP/1.1 200 OK\r\n");
        match asked.path.as_str() {
            "/many" => (0..101).for_each(|n| say(stream, format!("X-{n}: y\r\n").as_bytes())),
            "/very-many" => {
                (0..1000).for_each(|n| say(stream, format!("X-{n}: y\r\n").as_bytes()));
            }
            _ => {
                say(stream, b"X: ");
                say(stream, &[b'y'; 70_000]);
            }
        }
        say(stream, b"\r\n\r\n");
    });
    for (path, code) in [
        ("/many", "max-headers"),
        ("/very-many", "max-headers"),
        ("/large", "max-header-bytes"),
        ("/hints", "max-header-bytes"),
    ] {
        let error = error(&server, path);
        assert_eq!(error.code(), code, "{path}: {error}");
    }
}

#[test]
fn chunks_without_end() {
    let server = Server::start(|_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for _ in 0..2000 {
            say(stream, &[b'1'; 100]);
        }
    });
    assert_eq!(error(&server, "/").code(), "bad-http");
}
