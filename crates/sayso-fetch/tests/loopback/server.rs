//! A server on 127.0.0.1 whose every byte a test decides.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

/// A request as it came.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    pub path: String,
    pub head: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

type Handler = dyn Fn(&Asked, &mut TcpStream) + Send + Sync;

pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// Answers by writing whatever `handler` writes; the connection closes behind it. Without a
    /// robots.txt unless the handler is [`Server::with_robots`]'s.
    pub fn start(handler: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Server {
        Server::with_robots(move |asked, stream| match asked.path.as_str() {
            "/robots.txt" => say(stream, &answer("404 Not Found", &[], b"")),
            _ => handler(asked, stream),
        })
    }

    pub fn with_robots(handler: impl Fn(&Asked, &mut TcpStream) + Send + Sync + 'static) -> Server {
        Server::on("127.0.0.1:0", Arc::new(handler))
    }

    pub fn on(address: &str, handler: Arc<Handler>) -> Server {
        let listener = TcpListener::bind(address).unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, stop) = (Arc::<Mutex<Vec<Asked>>>::default(), Arc::<AtomicBool>::default());
        let (log, stopped) = (Arc::clone(&asked), Arc::clone(&stop));
        thread::spawn(move || {
            for stream in listener.incoming() {
                if stopped.load(Ordering::Relaxed) {
                    return;
                }
                let Ok(mut stream) = stream else { continue };
                let (log, handler) = (Arc::clone(&log), Arc::clone(&handler));
                thread::spawn(move || {
                    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
                    stream.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
                    let Some(asked) = read(&mut stream) else { return };
                    log.lock().unwrap().push(asked.clone());
                    handler(&asked, &mut stream);
                });
            }
        });
        Server { address, asked, stop }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// What was asked for, without robots.txt.
    pub fn asked(&self) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|asked| asked.path != "/robots.txt").cloned().collect()
    }

    pub fn robots_asked(&self) -> usize {
        let asked = self.asked.lock().unwrap();
        asked.iter().filter(|asked| asked.path == "/robots.txt").count()
    }
}

impl Drop for Server {
    #[expect(clippy::disallowed_methods, reason = "a knock at our own door")]
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Wakes the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

/// Reads a request's head. A test for resets asks for a path that is left half read.
fn read(stream: &mut TcpStream) -> Option<Asked> {
    let (mut head, mut byte) = (Vec::new(), [0]);
    while !head.ends_with(b"\r\n\r\n") && !head.ends_with(b"/half-read") {
        if stream.read(&mut byte).ok()? == 0 {
            return None;
        }
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    Some(Asked { path: head.split(' ').nth(1)?.to_owned(), head })
}

/// Writes; that the client went away is its right.
pub fn say(stream: &mut TcpStream, bytes: &[u8]) {
    let _ = stream.write_all(bytes);
}

/// An answer with its length.
pub fn answer(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut bytes = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n", body.len());
    for header in headers {
        bytes.push_str(header);
        bytes.push_str("\r\n");
    }
    bytes.push_str("\r\n");
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// A page.
pub fn page(body: &str) -> Vec<u8> {
    answer("200 OK", &["Content-Type: text/html; charset=utf-8"], body.as_bytes())
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
