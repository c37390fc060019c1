use crate::{
    TestClock, error, fetch,
    server::{Asked, Server, answer, gzip, page, say},
    settings,
};
use sayso_fetch::{Fetcher, Request, Settings};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

fn with_robots(robots: Vec<u8>) -> Server {
    Server::with_robots(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => say(stream, &robots),
        _ => say(stream, &page("<p>Un mot</p>")),
    })
}

#[test]
fn what_is_disallowed_is_not_asked_for() {
    let rules = b"User-agent: sayso\nDisallow: /archive\nAllow: /archive/libre\n";
    let server = with_robots(answer("200 OK", &["Content-Type: text/plain"], rules));
    let fetcher = Fetcher::new(settings(&server));
    let get = |path: &str| fetcher.fetch(&Request::new(server.url(path)));
    let error = get("/archive/1?x").unwrap_err();
    assert_eq!(error.code(), "robots");
    assert!(!error.is_temporary());
    assert!(error.to_string().contains(&server.url("/robots.txt")), "{error}");
    assert!(error.to_string().contains("ignore-robots"), "{error}");
    assert_eq!(server.asked().len(), 0);
    assert!(get("/archive/libre/1").is_ok());
    assert!(get("/").is_ok());
    assert_eq!(server.robots_asked(), 1);

    let ignoring = Settings { ignore_robots: true, ..settings(&server) };
    let request = Request::new(server.url("/archive/1"));
    assert!(Fetcher::new(ignoring).fetch(&request).is_ok());
    assert_eq!(server.robots_asked(), 1);
}

#[test]
fn redirects_are_held_to_it_too() {
    let server = Server::with_robots(|asked, stream| match asked.path.as_str() {
        "/robots.txt" => {
            say(stream, &answer("200 OK", &[], b"User-agent: *\nDisallow: /archive"));
        }
        _ => say(stream, &answer("302 Found", &["Location: /archive/1"], b"")),
    });
    let error = error(&server, "/");
    assert_eq!(error.code(), "robots");
    assert_eq!(error.at, Some(server.url("/archive/1")));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn none_allows_everything() {
    for status in ["404 Not Found", "403 Forbidden", "410 Gone"] {
        let server = with_robots(answer(status, &[], b"User-agent: *\nDisallow: /"));
        assert!(fetch(&server, "/").is_ok(), "{status}");
    }
    // A page, or a picture, in its place says nothing.
    for body in [&b"<html>Disallow: /</html>"[..], b"\x89PNG\r\n\x1a\n\0"] {
        let server = with_robots(answer("200 OK", &[], body));
        assert!(fetch(&server, "/").is_ok());
    }
}

#[test]
fn one_that_cannot_be_had_allows_nothing_for_now() {
    for robots in [
        answer("500 Oops", &[], b""),
        answer("429 Too Many Requests", &[], b""),
        b"no http".to_vec(),
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nUser".to_vec(),
        answer("302 Found", &["Location: file:///etc/robots.txt"], b""),
        answer("302 Found", &["Location: http://10.0.0.1/robots.txt"], b""),
    ] {
        let server = with_robots(robots);
        let error = error(&server, "/");
        assert_eq!(error.code(), "robots-unavailable", "{error}");
        assert!(error.is_temporary());
        assert!(error.retry_after().is_some());
        assert_eq!(server.asked().len(), 0);
    }
}

#[test]
fn it_is_asked_for_again_when_its_time_is_over() {
    // First an error, then rules, then errors again.
    let count = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&count);
    let server = Server::with_robots(move |asked, stream| match asked.path.as_str() {
        "/robots.txt" => match counted.fetch_add(1, Ordering::Relaxed) {
            1 => say(stream, &answer("200 OK", &[], b"User-agent: *\nDisallow: /archive")),
            _ => say(stream, &answer("503 Busy", &[], b"")),
        },
        _ => say(stream, &page("<p>Un mot</p>")),
    });
    let clock = Arc::new(TestClock::default());
    let fetcher = Fetcher::new(settings(&server)).with_clock(clock.clone());
    let code = |path: &str| fetcher.fetch(&Request::new(server.url(path))).map_err(|e| e.code());

    assert_eq!(code("/").unwrap_err(), "robots-unavailable");
    assert_eq!(code("/").unwrap_err(), "robots-unavailable");
    assert_eq!(count.load(Ordering::Relaxed), 1);
    clock.advance(Duration::from_secs(601));
    assert!(code("/").is_ok());
    assert_eq!(code("/archive").unwrap_err(), "robots");
    clock.advance(Duration::from_secs(23 * 3600));
    assert!(code("/").is_ok());
    assert_eq!(count.load(Ordering::Relaxed), 2);
    // It cannot be had any more: what was known of it goes on holding.
    clock.advance(Duration::from_secs(2 * 3600));
    assert!(code("/").is_ok());
    assert_eq!(code("/archive").unwrap_err(), "robots");
    assert_eq!(count.load(Ordering::Relaxed), 3);
}

#[test]
fn a_huge_one_is_read_as_far_as_it_may_be() {
    let mut robots = b"User-agent: *\nDisallow: /archive\n".to_vec();
    let line = b"Disallow: /a-rather-long-path-that-nobody-has\n";
    while robots.len() < 2 << 20 {
        robots.extend_from_slice(line);
    }
    robots.extend_from_slice(b"Disallow: /late\n");
    let packed = gzip(&robots);
    for server in [
        with_robots(answer("200 OK", &[], &robots)),
        with_robots(answer("200 OK", &["Content-Encoding: gzip"], &packed)),
    ] {
        let fetcher = Fetcher::new(settings(&server));
        let get = |path: &str| fetcher.fetch(&Request::new(server.url(path)));
        assert_eq!(get("/archive").unwrap_err().code(), "robots");
        assert!(get("/late").is_ok());
    }
    // Cut in the middle of a line, that line does not hold.
    let server = with_robots(answer("200 OK", &[], b"User-agent: *\nDisallow: /archive/2022\n"));
    let settings = Settings { max_robots_bytes: 33, ..settings(&server) };
    assert!(Fetcher::new(settings).fetch(&Request::new(server.url("/archive/1"))).is_ok());
}

#[test]
fn redirects_of_it() {
    let server = Server::with_robots(|asked: &Asked, stream| match asked.path.as_str() {
        "/robots.txt" => say(stream, &answer("301 Moved", &["Location: /r1"], b"")),
        "/r1" => say(stream, &answer("301 Moved", &["Location: /r2"], b"")),
        "/r2" => say(stream, &answer("200 OK", &[], b"User-agent: *\nDisallow: /archive")),
        _ => say(stream, &page("x")),
    });
    assert_eq!(error(&server, "/archive").code(), "robots");

    let endless = Server::with_robots(|asked: &Asked, stream| match asked.path.as_str() {
        "/page" => say(stream, &page("x")),
        other => {
            let location = format!("Location: {other}x");
            say(stream, &answer("301 Moved", &[&location], b""));
        }
    });
    assert!(fetch(&endless, "/page").is_ok());
}

#[test]
fn threads_ask_for_it_once() {
    let server = Server::with_robots(|asked, stream| {
        if asked.path == "/robots.txt" {
            thread::sleep(Duration::from_millis(100));
        }
        say(stream, &page("<p>Un mot</p>"));
    });
    let fetcher = Fetcher::new(settings(&server));
    thread::scope(|scope| {
        for n in 0..8 {
            let (fetcher, server) = (&fetcher, &server);
            scope.spawn(move || {
                fetcher.fetch(&Request::new(server.url(&format!("/{n}")))).unwrap();
            });
        }
    });
    assert_eq!(server.robots_asked(), 1);
    assert_eq!(server.asked().len(), 8);
}
