use crate::{
    TestClock,
    server::{Server, answer, page, say},
    settings,
};
use sayso_fetch::{Clock, Fetcher, Request, Settings};
use std::{sync::Arc, thread, time::Duration};

fn at_a_pace(server: &Server) -> (Fetcher, Arc<TestClock>) {
    let clock = Arc::new(TestClock::default());
    let settings = Settings { host_interval: Duration::from_secs(2), ..settings(server) };
    (Fetcher::new(settings).with_clock(clock.clone()), clock)
}

#[test]
fn requests_to_one_host_are_an_interval_apart() {
    let server = Server::start(|_, stream| say(stream, &page("x")));
    let (fetcher, clock) = at_a_pace(&server);
    let mut begun = Vec::new();
    for _ in 0..4 {
        fetcher.fetch(&Request::new(server.url("/"))).unwrap();
        begun.push(clock.elapsed().as_secs());
    }
    assert_eq!(begun, [0, 2, 4, 6]);
}

#[test]
fn threads_share_the_pace() {
    let server = Server::start(|_, stream| say(stream, &page("x")));
    let settings = Settings { host_interval: Duration::from_millis(60), ..settings(&server) };
    let fetcher = Fetcher::new(settings);
    let begun = std::time::Instant::now();
    thread::scope(|scope| {
        for _ in 0..5 {
            scope.spawn(|| fetcher.fetch(&Request::new(server.url("/"))).unwrap());
        }
    });
    assert!(begun.elapsed() >= Duration::from_millis(4 * 60));
}

#[test]
fn a_redirect_within_a_host_takes_no_turn() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/" => say(stream, &answer("302 Found", &["Location: /a"], b"")),
        _ => say(stream, &page("x")),
    });
    let (fetcher, clock) = at_a_pace(&server);
    fetcher.fetch(&Request::new(server.url("/"))).unwrap();
    assert_eq!(clock.elapsed(), Duration::ZERO);
}

#[test]
fn a_crawl_delay_is_honoured_up_to_the_most() {
    for (delay, seconds) in [("10", 10), ("0.5", 2), ("100000", 60)] {
        let robots = format!("User-agent: *\nCrawl-delay: {delay}");
        let server = Server::with_robots(move |asked, stream| match asked.path.as_str() {
            "/robots.txt" => say(stream, &answer("200 OK", &[], robots.as_bytes())),
            _ => say(stream, &page("x")),
        });
        let (fetcher, clock) = at_a_pace(&server);
        for n in 0..3 {
            fetcher.fetch(&Request::new(server.url("/"))).unwrap();
            assert_eq!(clock.elapsed().as_secs(), n * seconds, "{delay}");
        }
    }
}

#[test]
fn a_failing_host_is_left_alone() {
    let server = Server::start(|asked, stream| match asked.path.as_str() {
        "/busy" => say(stream, &answer("503 Busy", &["Retry-After: 600"], b"")),
        "/until" => {
            let headers = [
                "Date: Mon, 19 Dec 2022 20:00:00 GMT",
                "Retry-After: Mon, 19 Dec 2022 20:05:00 GMT",
            ];
            say(stream, &answer("429 Too Many Requests", &headers, b""));
        }
        "/missing" => say(stream, &answer("404 Not Found", &[], b"")),
        "/failing" => say(stream, &answer("500 Oops", &[], b"")),
        _ => say(stream, &page("x")),
    });
    let get = |fetcher: &Fetcher, path: &str| fetcher.fetch(&Request::new(server.url(path)));

    // A page that is missing is not the host's failure.
    let (fetcher, clock) = at_a_pace(&server);
    assert_eq!(get(&fetcher, "/missing").unwrap_err().code(), "not-found");
    get(&fetcher, "/").unwrap();
    assert_eq!(clock.elapsed().as_secs(), 2);

    // It says when: nothing is asked of it until then.
    for (path, seconds) in [("/busy", 600), ("/until", 300)] {
        let (fetcher, clock) = at_a_pace(&server);
        let error = get(&fetcher, path).unwrap_err();
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        let asked = server.asked().len();
        let error = get(&fetcher, "/").unwrap_err();
        assert_eq!(error.code(), "busy");
        assert!(error.is_temporary());
        assert_eq!(error.retry_after(), Some(Duration::from_secs(seconds)));
        assert!(error.to_string().contains("failures"), "{error}");
        assert_eq!(server.asked().len(), asked);
        clock.advance(Duration::from_secs(seconds));
        get(&fetcher, "/").unwrap();
    }

    // It says nothing: longer each time, until it answers.
    let (fetcher, clock) = at_a_pace(&server);
    let mut waits = Vec::new();
    for _ in 0..4 {
        let before = clock.elapsed();
        assert_eq!(get(&fetcher, "/failing").unwrap_err().code(), "server-error");
        waits.push((clock.elapsed() - before).as_secs());
    }
    assert_eq!(waits[0], 0);
    assert!((2..=3).contains(&waits[1]) && (4..=5).contains(&waits[2]), "{waits:?}");
    assert!((8..=9).contains(&waits[3]), "{waits:?}");
    get(&fetcher, "/").unwrap();
    let before = clock.elapsed();
    get(&fetcher, "/").unwrap();
    assert_eq!((clock.elapsed() - before).as_secs(), 2);
}

#[test]
fn a_turn_that_is_too_far_away_is_not_waited_for() {
    let server = Server::start(|_, stream| say(stream, &page("x")));
    let settings = Settings {
        host_interval: Duration::from_secs(60),
        max_wait: Duration::ZERO,
        ..settings(&server)
    };
    let fetcher = Fetcher::new(settings);
    fetcher.fetch(&Request::new(server.url("/"))).unwrap();
    let error = fetcher.fetch(&Request::new(server.url("/"))).unwrap_err();
    assert_eq!(error.code(), "busy");
    assert!(error.to_string().contains("max-wait"), "{error}");
}
