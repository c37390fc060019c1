use crate::{
    server::{Server, page, say},
    settings,
};
use sayso_fetch::{Fetcher, Request, Resolve, Settings};
use std::{
    io,
    net::IpAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// Sets the flag soon, and expects the request to end soon behind it.
fn ends_soon(settings: Settings, url: String, resolver: Option<Arc<dyn Resolve>>) {
    let cancel = Arc::new(AtomicBool::new(false));
    let mut fetcher = Fetcher::new(settings).with_cancel(Arc::clone(&cancel));
    if let Some(resolver) = resolver {
        fetcher = fetcher.with_resolver(resolver);
    }
    let flag = Arc::clone(&cancel);
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(150));
        flag.store(true, Ordering::Relaxed);
    });
    let begun = Instant::now();
    let error = fetcher.fetch(&Request::new(&url)).unwrap_err();
    assert_eq!(error.code(), "cancelled");
    assert!(error.is_temporary());
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    // And nothing begins any more.
    assert_eq!(fetcher.fetch(&Request::new(url)).unwrap_err().code(), "cancelled");
}

#[test]
fn while_reading() {
    let server = Server::start(|_, stream| {
        say(stream, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
        for _ in 0..300 {
            say(stream, b"x");
            thread::sleep(Duration::from_millis(10));
        }
    });
    ends_soon(settings(&server), server.url("/"), None);
}

#[test]
fn while_waiting_for_the_first_byte() {
    let server = Server::start(|_, _| thread::sleep(Duration::from_secs(3)));
    ends_soon(settings(&server), server.url("/"), None);
}

#[test]
fn while_waiting_for_a_turn() {
    let server = Server::start(|_, stream| say(stream, &page("x")));
    let settings = Settings { host_interval: Duration::from_secs(60), ..settings(&server) };
    let cancel = Arc::new(AtomicBool::new(false));
    let fetcher = Fetcher::new(settings).with_cancel(Arc::clone(&cancel));
    fetcher.fetch(&Request::new(server.url("/"))).unwrap();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(100));
        cancel.store(true, Ordering::Relaxed);
    });
    let begun = Instant::now();
    let error = fetcher.fetch(&Request::new(server.url("/"))).unwrap_err();
    assert_eq!(error.code(), "cancelled");
    assert!(begun.elapsed() < Duration::from_secs(2));
}

#[test]
fn while_a_name_is_looked_up() {
    #[derive(Debug)]
    struct Slow;
    impl Resolve for Slow {
        fn addresses(&self, _: &str) -> io::Result<Vec<IpAddr>> {
            thread::sleep(Duration::from_secs(3));
            Ok(Vec::new())
        }
    }
    let url = "http://slow.example/".to_owned();
    ends_soon(Settings::default(), url.clone(), Some(Arc::new(Slow)));

    let settings = Settings { connect_time: Duration::from_millis(100), ..Settings::default() };
    let fetcher = Fetcher::new(settings).with_resolver(Arc::new(Slow));
    let error = fetcher.fetch(&Request::new(url)).unwrap_err();
    assert!(error.to_string().contains("connect-time"), "{error}");
}
