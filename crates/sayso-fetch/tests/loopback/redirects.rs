use crate::{
    error, fetch,
    server::{Server, answer, page, say},
    settings,
};
use sayso_fetch::{Fetcher, Problem, Request, Resolve, Settings};
use std::{
    io,
    net::{IpAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

/// `/301/to/302/to/page` redirects twice, `/?u=URL` to any address.
fn redirecting() -> Server {
    Server::start(|asked, stream| {
        let path = asked.path.as_str();
        let (status, target) = match path.split_once("/to/") {
            Some((status, rest)) => (status.trim_start_matches('/'), format!("/{rest}")),
            None => match path.split_once("?u=") {
                Some((_, url)) => ("302", url.to_owned()),
                None => return say(stream, &page("<p>Un mot</p>")),
            },
        };
        let location = format!("Location: {target}");
        say(stream, &answer(&format!("{status} Elsewhere"), &[&location], b"<p>elsewhere</p>"));
    })
}

#[test]
fn redirects_are_followed_and_told() {
    let server = redirecting();
    for (path, url, moved) in [
        ("/302/to/a", "/a", None),
        ("/301/to/a", "/a", Some("/a")),
        ("/308/to/301/to/a", "/a", Some("/a")),
        ("/301/to/303/to/301/to/a", "/a", Some("/303/to/301/to/a")),
        ("/307/to/301/to/a", "/a", None),
        ("/x?u=relative/y", "/relative/y", None),
    ] {
        let response = fetch(&server, path).unwrap();
        assert_eq!(response.url, server.url(url), "{path}");
        let moved = moved.map(|moved| server.url(moved));
        assert_eq!(response.moved_permanently, moved, "{path}");
        assert_eq!(response.body, b"<p>Un mot</p>");
    }
}

#[test]
fn loops_and_long_ways_end() {
    let server = Server::start(|asked, stream| {
        let target = match asked.path.as_str() {
            "/self" => "/self".to_owned(),
            "/a" => "/b".to_owned(),
            "/b" => "/a".to_owned(),
            other => format!("{other}x"),
        };
        say(stream, &answer("302 Found", &[&format!("Location: {target}")], b""));
    });
    assert_eq!(error(&server, "/self").code(), "redirect");
    assert!(error(&server, "/a").to_string().contains("where it was before"));
    assert_eq!(server.asked().len(), 3);

    let error = error(&server, "/on");
    assert_eq!(error.code(), "max-redirects");
    assert_eq!(error.at, Some(server.url("/onxxxxxxxxxx")));
    assert_eq!(server.asked().len(), 3 + 11);

    let none = Settings { max_redirects: 0, ..settings(&server) };
    let error = Fetcher::new(none).fetch(&Request::new(server.url("/on"))).unwrap_err();
    assert_eq!(error.code(), "max-redirects");
}

#[test]
fn where_redirects_may_not_lead() {
    let server = redirecting();
    // It listens, and nobody may come.
    let other = TcpListener::bind("127.0.0.1:0").unwrap();
    other.set_nonblocking(true).unwrap();
    let port = other.local_addr().unwrap().port();
    for (target, code) in [
        ("file:///etc/passwd", "redirect"),
        ("ftp://presse.example/", "redirect"),
        ("data:text/html,x", "redirect"),
        ("http://user:secret@presse.example/", "redirect"),
        ("http://10.0.0.1/", "private-address"),
        ("http://169.254.169.254/latest/meta-data/", "private-address"),
        (&format!("http://127.0.0.1:{port}/"), "private-address"),
        (&format!("http://localhost:{port}/"), "private-address"),
        (&format!("http://127.1:{port}/"), "private-address"),
        (&format!("http://2130706433:{port}/"), "private-address"),
        (&format!("http://0x7f000001:{port}/"), "private-address"),
        (&format!("http://[::ffff:127.0.0.1]:{port}/"), "private-address"),
        (
            // Not even to the port that is allowed.
            &format!("http://[::ffff:127.0.0.1]:{}/", server.address.port()),
            "private-address",
        ),
        (&format!("http://0.0.0.0:{port}/"), "private-address"),
        (&format!("http://[::]:{port}/"), "private-address"),
        ("http://[64:ff9b::7f00:1]/", "private-address"),
        ("http://[2002:7f00:1::]/", "private-address"),
        ("http://", "redirect"),
    ] {
        let error = error(&server, &format!("/?u={target}"));
        assert_eq!(error.code(), code, "{target}: {error}");
        assert!(!error.is_temporary(), "{target}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("fetching {}", server.url("/?u="))), "{text}");
    }
    assert_eq!(other.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock);
}

#[test]
fn passwords_are_not_repeated() {
    let server = Server::start(|_, stream| {
        let location = "Location: https://user:secret@presse.example/flux";
        say(stream, &answer("302 Found", &[location], b""));
    });
    let error = error(&server, "/");
    assert!(error.to_string().contains("https://presse.example/flux"), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    for url in ["https://user:secret@presse.example/", "https://user:secret@/"] {
        let error = Fetcher::new(Settings::default()).fetch(&Request::new(url)).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[test]
fn addresses_that_are_not_opened() {
    let fetcher = Fetcher::new(Settings::default());
    for (url, code) in [
        ("file:///etc/passwd", "scheme"),
        ("gopher://presse.example/", "scheme"),
        ("https://user@presse.example/", "credentials"),
        ("https://:secret@presse.example/", "credentials"),
        ("presse.example/flux", "bad-url"),
        ("https://", "bad-url"),
        ("", "bad-url"),
        ("http://127.0.0.1/", "private-address"),
        ("http://[fe80::1]/", "private-address"),
        ("http://[::ffff:10.0.0.1]/", "private-address"),
        (&format!("https://presse.example/{}", "x".repeat(9000)), "max-url-bytes"),
    ] {
        let error = fetcher.fetch(&Request::new(url)).unwrap_err();
        assert_eq!(error.code(), code, "{url}");
        assert!(!error.is_temporary());
    }
}

#[derive(Debug)]
struct Names(Vec<(&'static str, Vec<IpAddr>)>, AtomicUsize);

impl Resolve for Names {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        self.1.fetch_add(1, Ordering::Relaxed);
        let found = self.0.iter().find(|(name, _)| *name == host);
        found
            .map(|(_, addresses)| addresses.clone())
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such name"))
    }
}

#[test]
fn names_are_judged_by_what_they_resolve_to() {
    let server = redirecting();
    let (own, private) = (server.address.ip(), "10.0.0.1".parse().unwrap());
    let names = Arc::new(Names(
        vec![
            ("inside.example", vec![private, "::ffff:127.0.0.1".parse().unwrap()]),
            ("mixed.example", vec![private, own]),
            ("empty.example", vec![]),
        ],
        AtomicUsize::new(0),
    ));
    let fetcher = Fetcher::new(settings(&server)).with_resolver(Arc::clone(&names) as Arc<_>);
    let fetch = |host: &str| {
        let url = format!("http://{host}:{}/", server.address.port());
        fetcher.fetch(&Request::new(url))
    };
    let error = fetch("inside.example").unwrap_err();
    assert!(
        matches!(&*error.problem, Problem::Address { address, .. } if *address == private),
        "{error}"
    );
    // Only what is allowed is tried; 10.0.0.1 would have taken until the deadline.
    assert_eq!(fetch("mixed.example").unwrap().body, b"<p>Un mot</p>");
    for host in ["empty.example", "nowhere.example"] {
        let error = fetch(host).unwrap_err();
        assert_eq!(error.code(), "host-not-found");
        assert!(error.is_temporary());
    }
}

#[test]
fn a_name_that_changes_its_mind_gains_nothing() {
    /// First the server that is allowed, then another on this machine.
    #[derive(Debug)]
    struct Rebinding(IpAddr, AtomicUsize);
    impl Resolve for Rebinding {
        fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            match self.1.fetch_add(1, Ordering::Relaxed) {
                0 => Ok(vec![self.0]),
                _ => Ok(vec!["127.0.0.2".parse().unwrap()]),
            }
        }
    }
    let server = redirecting();
    let resolver = Arc::new(Rebinding(server.address.ip(), AtomicUsize::new(0)));
    let settings = Settings { ignore_robots: true, ..settings(&server) };
    let fetcher = Fetcher::new(settings).with_resolver(resolver);
    let request = Request::new(format!("http://twice.example:{}/", server.address.port()));
    assert_eq!(fetcher.fetch(&request).unwrap().body, b"<p>Un mot</p>");
    assert_eq!(fetcher.fetch(&request).unwrap_err().code(), "private-address");
}

#[test]
fn all_private_addresses_can_be_allowed() {
    let server = redirecting();
    let settings = Settings { allow: Vec::new(), allow_private: true, ..settings(&server) };
    let url = server.url("/?u=").replace("127.0.0.1", "localhost");
    let names =
        Arc::new(Names(vec![("localhost", vec![server.address.ip()])], AtomicUsize::new(0)));
    let fetcher = Fetcher::new(settings).with_resolver(names);
    let request = Request::new(format!("{url}{}", server.url("/a")));
    assert_eq!(fetcher.fetch(&request).unwrap().url, server.url("/a"));
}
