//! Addresses: `sayso ingest URL` and `sayso watch` against a server on this machine.

mod process;

use process::{Folder, code, run, stderr, stdout};
use sayso::store::{Access, Settings, Store};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// What a server has, by path, and what it was asked for.
#[derive(Default)]
struct Site {
    answers: Mutex<Vec<(String, Answer)>>,
    asked: Mutex<Vec<String>>,
}

#[derive(Clone)]
struct Answer {
    status: u16,
    kind: &'static str,
    body: String,
    etag: &'static str,
}

/// A server on a port of its own, for as long as the test runs.
struct Server {
    site: Arc<Site>,
    port: u16,
}

impl Server {
    fn new() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let site = Arc::new(Site::default());
        let shared = Arc::clone(&site);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                answer(&shared, stream);
            }
        });
        Server { site, port }
    }

    fn put(&self, path: &str, kind: &'static str, body: impl Into<String>) {
        self.set(path, Answer { status: 200, kind, body: body.into(), etag: "" });
    }

    fn set(&self, path: &str, answer: Answer) {
        let mut answers = self.site.answers.lock().expect("answers");
        answers.retain(|(known, _)| known != path);
        answers.push((path.to_owned(), answer));
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How often a path was asked for.
    fn asked(&self, path: &str) -> usize {
        self.site.asked.lock().expect("asked").iter().filter(|p| *p == path).count()
    }

    /// The flags that let the program connect here, and nowhere else.
    fn flags(&self) -> [String; 4] {
        let allow = format!("allow=127.0.0.1:{}", self.port);
        ["--fetch".into(), allow, "--fetch".into(), "host-interval=0ms".into()]
    }
}

fn answer(site: &Site, mut stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
    let mut first = String::new();
    let mut line = String::new();
    let mut known = String::new();
    let _ = reader.read_line(&mut first);
    while reader.read_line(&mut line).is_ok_and(|n| n > 2) {
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("if-none-match")
        {
            known = value.trim().to_owned();
        }
        line.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or("/").to_owned();
    site.asked.lock().expect("asked").push(path.clone());
    let answers = site.answers.lock().expect("answers");
    let found = answers.iter().find(|(p, _)| *p == path).map(|(_, answer)| answer.clone());
    let answer =
        found.unwrap_or(Answer { status: 404, kind: "text/plain", body: String::new(), etag: "" });
    let (status, body) = match !answer.etag.is_empty() && answer.etag == known {
        true => (304, ""),
        false => (answer.status, answer.body.as_str()),
    };
    let etag = match answer.etag {
        "" => String::new(),
        etag => format!("ETag: {etag}\r\n"),
    };
    let _ = write!(
        stream,
        "HTTP/1.1 {status} X\r\nContent-Type: {}\r\n{etag}Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        answer.kind,
        body.len()
    );
}

fn page(title: &str, text: &str) -> String {
    format!(
        "<html lang=\"fr\"><head><title>{title}</title></head><body><article><h1>{title}</h1>\
         <p>{text}</p><p>Le chantier avait commencé en février, après la découverte de fissures \
         dans deux des piles, et devait durer six semaines selon la mairie.</p></article></body></html>"
    )
}

fn feed(server: &Server, items: &[(&str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(path, title)| {
            format!(
                "<item><title>{title}</title><link>{}</link><description>{title} : « Enfin », a dit \
                 le préfet Luc Tavel.</description></item>",
                server.url(path)
            )
        })
        .collect();
    format!(
        "<rss version=\"2.0\"><channel><title>Écho</title><language>fr</language>{items}</channel></rss>"
    )
}

fn command(server: &Server, words: &[&str]) -> std::process::Output {
    let flags = server.flags();
    let mut arguments: Vec<&str> = words.to_vec();
    arguments.extend(flags.iter().map(String::as_str));
    run(&arguments, b"")
}

fn reports(path: &Path) -> u64 {
    Store::open(path, Access::Read, Settings::default())
        .expect("a store")
        .info()
        .expect("counts")
        .reports
}

#[test]
fn a_feed_is_fetched_with_its_pages_and_no_page_twice() {
    let server = Server::new();
    server.put(
        "/rss.xml",
        "application/rss+xml",
        feed(&server, &[("/1", "Le pont rouvre"), ("/gone", "La gare ferme")]),
    );
    server.put(
        "/1",
        "text/html",
        page(
            "Le pont rouvre",
            "« Nous rouvrirons lundi », a déclaré jeudi la maire de Brévans, Anne Verlinde.",
        ),
    );
    let folder = Folder::new("ingest-feed");
    let store = folder.0.join("press.store");
    let path = store.to_str().expect("UTF-8");
    let report = folder.0.join("skipped.jsonl");
    let report = report.to_str().expect("UTF-8");
    let url = server.url("/rss.xml");

    let output = command(&server, &["ingest", &url, "--store", path, "--report", report]);
    assert_eq!(code(&output), 2, "a page is gone: {}", stderr(&output));
    assert!(stdout(&output).contains("2 new reports"), "{}{}", stdout(&output), stderr(&output));
    let told = std::fs::read_to_string(report).expect("the report");
    assert!(told.contains("/gone") && told.contains("404"), "{told}");

    let again = command(&server, &["ingest", &url, "--store", path]);
    assert!(stdout(&again).contains("0 new reports"), "{}", stdout(&again));
    assert_eq!(server.asked("/1"), 1);
    assert_eq!(reports(&store), 2, "the page, and the item whose page is gone");
}

#[test]
fn what_a_file_lists_is_opened_only_when_asked_for() {
    let server = Server::new();
    server.put(
        "/1",
        "text/html",
        page(
            "Le pont rouvre",
            "« Nous rouvrirons lundi », a déclaré jeudi la maire de Brévans, Anne Verlinde.",
        ),
    );
    let folder = Folder::new("ingest-follow");
    let file = folder.file("rss.xml", feed(&server, &[("/1", "Le pont rouvre")]));
    let store = folder.0.join("press.store");
    let path = store.to_str().expect("UTF-8");
    let output = command(&server, &["ingest", &file, "--store", path]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!((server.asked("/1"), reports(&store)), (0, 1));
    command(&server, &["ingest", &file, "--store", path, "--follow", "always"]);
    assert_eq!((server.asked("/1"), reports(&store)), (1, 2));
}

#[test]
fn addresses_that_are_not_public_are_refused() {
    let server = Server::new();
    server.put("/1", "text/html", page("Le pont rouvre", "Il tient."));
    let folder = Folder::new("ingest-private");
    let store = folder.0.join("press.store");
    let output =
        run(&["ingest", &server.url("/1"), "--store", store.to_str().expect("UTF-8")], b"");
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("127.0.0.1"), "{}", stderr(&output));
    assert_eq!(server.asked("/1"), 0);
}

#[test]
fn a_watch_takes_what_is_new_and_asks_for_nothing_twice() {
    let server = Server::new();
    let rss = |items: &[(&str, &str)], etag| Answer {
        status: 200,
        kind: "application/rss+xml",
        body: feed(&server, items),
        etag,
    };
    server.set("/rss.xml", rss(&[("/1", "Le pont rouvre")], "\"a\""));
    server.put(
        "/1",
        "text/html",
        page(
            "Le pont rouvre",
            "« Nous rouvrirons lundi », a déclaré jeudi la maire de Brévans, Anne Verlinde.",
        ),
    );
    let folder = Folder::new("watch");
    let list = folder.file(
        "feeds.opml",
        format!("<opml version=\"2.0\"><body><outline type=\"rss\" text=\"Écho\" xmlUrl=\"{}\"/></body></opml>", server.url("/rss.xml")),
    );
    let store = folder.0.join("press.store");
    let path = store.to_str().expect("UTF-8");
    let soon = ["--fetch", "watch-min=1s", "--fetch", "watch-first=1s"];
    let watch = |feeds: &[&str]| {
        let mut words = vec!["watch", "--store", path, "--once"];
        words.extend(soon);
        words.extend(feeds);
        command(&server, &words)
    };

    let first = watch(&[&list]);
    assert_eq!(code(&first), 0, "{}", stderr(&first));
    assert!(stdout(&first).contains("1 new report"), "{}", stdout(&first));
    // Not due: nothing is asked.
    let asked = server.asked("/rss.xml");
    watch(&[]);
    assert_eq!(server.asked("/rss.xml"), asked);

    std::thread::sleep(std::time::Duration::from_millis(2200));
    server.put(
        "/2",
        "text/html",
        page(
            "La gare ferme",
            "« La gare fermera en mai », a annoncé vendredi le préfet Luc Tavel à Varelle.",
        ),
    );
    server.set("/rss.xml", rss(&[("/2", "La gare ferme"), ("/1", "Le pont rouvre")], "\"b\""));
    let second = watch(&[]);
    assert!(stdout(&second).contains("1 new report"), "{}{}", stdout(&second), stderr(&second));
    assert_eq!((server.asked("/1"), server.asked("/2"), reports(&store)), (1, 1, 2));

    let shown = run(&["watch", "--store", path, "--list"], b"");
    assert!(stdout(&shown).contains("due 20"), "{}", stdout(&shown));
    let url = server.url("/rss.xml");
    assert_eq!(code(&run(&["watch", "--store", path, "--forget", &url], b"")), 0);
    let none = watch(&[]);
    assert_eq!(code(&none), 1, "{}", stderr(&none));
}
