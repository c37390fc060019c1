//! Over TLS, with a certificate for 127.0.0.1 and presse.example that no browser trusts.

use crate::{
    server::{Server, answer, page, say},
    settings,
};
use rustls::{ServerConfig, ServerConnection, StreamOwned, pki_types};
use sayso_fetch::{Fetcher, Problem, Request, Settings};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::Arc,
    thread,
    time::Duration,
};

// Made with openssl for a hundred years, on a curve that ring knows: a root (its key is thrown
// away), and a leaf signed by it with subjectAltName=DNS:presse.example,IP:127.0.0.1.
const ROOT: &[u8] = include_bytes!("data/root.der");
const LEAF: &[u8] = include_bytes!("data/leaf.der");
const KEY: &[u8] = include_bytes!("data/leaf-key.der");

/// Answers so many connections with the same bytes, and goes without a goodbye if it is told so.
fn safe_server(bytes: Vec<u8>, goodbye: bool) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = pki_types::PrivatePkcs8KeyDer::from(KEY.to_vec());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![LEAF.to_vec().into()], key.into())
        .unwrap();
    let config = Arc::new(config);
    thread::spawn(move || {
        for stream in listener.incoming().take(3) {
            let Ok(stream) = stream else { return };
            stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream);
            let (mut head, mut chunk) = (Vec::new(), [0; 1024]);
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read(&mut chunk) {
                    Ok(read) if read > 0 => head.extend_from_slice(&chunk[..read]),
                    _ => break,
                }
            }
            let _ = stream.write_all(&bytes);
            if goodbye {
                stream.conn.send_close_notify();
            }
            let _ = stream.flush();
        }
    });
    address
}

fn fetcher(address: SocketAddr) -> Fetcher {
    Fetcher::new(Settings {
        allow: vec![address.into()],
        ignore_robots: true,
        host_interval: Duration::ZERO,
        whole_time: Duration::from_secs(3),
        ..Settings::default()
    })
}

fn trusting(address: SocketAddr) -> Fetcher {
    fetcher(address).with_root(ROOT.to_vec())
}

#[test]
fn a_page_over_tls() {
    let address = safe_server(page("<p>Un mot</p>"), true);
    let request = Request::new(format!("https://{address}/"));
    assert_eq!(trusting(address).fetch(&request).unwrap().body, b"<p>Un mot</p>");
}

#[test]
fn certificates_are_checked() {
    let address = safe_server(page("<p>Un mot</p>"), true);
    let request = Request::new(format!("https://{address}/"));
    let error = fetcher(address).fetch(&request).unwrap_err();
    assert_eq!(error.code(), "no-safe-connection");
    assert!(!error.is_temporary());
    assert!(error.to_string().contains("certificate"), "{error}");

    // It is not for this name.
    #[derive(Debug)]
    struct Here(SocketAddr);
    impl sayso_fetch::Resolve for Here {
        fn addresses(&self, _: &str) -> std::io::Result<Vec<std::net::IpAddr>> {
            Ok(vec![self.0.ip()])
        }
    }
    for (host, fine) in [("presse.example", true), ("autre.example", false)] {
        let request = Request::new(format!("https://{host}:{}/", address.port()));
        let result = trusting(address).with_resolver(Arc::new(Here(address))).fetch(&request);
        assert_eq!(result.is_ok(), fine, "{host}");
    }
}

#[test]
fn a_root_that_cannot_be_read_is_told() {
    let address = safe_server(page("x"), true);
    let request = Request::new(format!("https://{address}/"));
    let error = fetcher(address).with_root(b"no certificate".to_vec()).fetch(&request).unwrap_err();
    assert_eq!(error.code(), "no-safe-connection");
}

#[test]
fn a_server_that_goes_without_goodbye() {
    // With a length it is known what is missing.
    let cut = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>Un mot";
    let address = safe_server(cut.to_vec(), false);
    let request = Request::new(format!("https://{address}/"));
    assert_eq!(trusting(address).fetch(&request).unwrap_err().code(), "truncated");

    let address = safe_server(page("<p>Un mot</p>"), false);
    let request = Request::new(format!("https://{address}/"));
    assert!(trusting(address).fetch(&request).is_ok());
}

#[test]
fn a_server_that_speaks_no_tls() {
    let server = Server::start(|_, stream| say(stream, &page("x")));
    let settings = Settings { ignore_robots: true, ..settings(&server) };
    let url = server.url("/").replace("http:", "https:");
    // It waits for the end of a head that does not come, and closes or answers in plain.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let plain = listener.local_addr().unwrap();
    thread::spawn(move || {
        if let Ok((mut stream, _)) = listener.accept() {
            say(&mut stream, &answer("400 Bad Request", &[], b"this is http"));
            thread::sleep(Duration::from_millis(100));
        }
    });
    let error = fetcher(plain).fetch(&Request::new(format!("https://{plain}/"))).unwrap_err();
    assert_eq!(error.code(), "no-safe-connection", "{error}");
    let short = Settings { whole_time: Duration::from_millis(200), ..settings };
    let error = Fetcher::new(short).fetch(&Request::new(url)).unwrap_err();
    assert_eq!(error.code(), "timed-out", "{error}");
}

#[test]
fn no_way_back_to_plain_http() {
    let redirect = answer("301 Moved", &["Location: http://127.0.0.1/x"], b"");
    let address = safe_server(redirect, true);
    let error = trusting(address).fetch(&Request::new(format!("https://{address}/"))).unwrap_err();
    assert_eq!(error.code(), "redirect");
    assert!(matches!(*error.problem, Problem::Redirect { .. }));
    assert!(error.to_string().contains("from a safe connection"), "{error}");
}
