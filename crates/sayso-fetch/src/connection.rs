//! Connections: a host's addresses are found, those that may not be connected to are dropped, and
//! what is read and written ends at a deadline or when the cancel flag is set.
//!
//! The address that is checked is the one that is connected to: between the two nothing asks the
//! resolver again, so a name that changes its mind (DNS rebinding) gains nothing. Each request
//! makes a connection of its own; at the pace of one request a second a kept one would save little.

use crate::{Problem, Setting, Settings, special_kind};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, pki_types};
use std::{
    fmt::Debug,
    io::{self, Read, Write},
    net::{IpAddr, SocketAddr, TcpStream, ToSocketAddrs},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
        mpsc::{RecvTimeoutError, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};
use url::{Host, Url};

/// How long nothing looks at the cancel flag.
pub(crate) const TICK: Duration = Duration::from_millis(100);

const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// Finds the addresses of a host. The [`Fetcher`](crate::Fetcher) checks what comes of it: a
/// resolver cannot make it connect to an address that is not allowed.
pub trait Resolve: Debug + Send + Sync {
    /// The addresses of a host by name. May block: it is called on a thread of its own.
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemResolver;

impl Resolve for SystemResolver {
    fn addresses(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        Ok((host, 0).to_socket_addrs()?.map(|address| address.ip()).collect())
    }
}

/// A moment by which something has to be done, and the setting that says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Deadline {
    at: Instant,
    setting: Setting,
    value: Duration,
}

impl Deadline {
    pub(crate) fn new(setting: Setting, value: Duration, left: Duration) -> Deadline {
        let now = Instant::now();
        // What is too long to be added never passes either way.
        Deadline { at: now.checked_add(left).unwrap_or_else(|| now + YEAR), setting, value }
    }

    fn of(setting: Setting, value: Duration) -> Deadline {
        Deadline::new(setting, value, value)
    }

    fn sooner(self, other: Deadline) -> Deadline {
        if other.at < self.at { other } else { self }
    }

    fn left(&self) -> Result<Duration, Problem> {
        let left = self.at.saturating_duration_since(Instant::now());
        if left.is_zero() { Err(self.passed()) } else { Ok(left) }
    }

    fn passed(&self) -> Problem {
        Problem::TimedOut { setting: self.setting, value: self.value }
    }
}

/// Opens connections. The only place that does.
#[derive(Debug)]
pub(crate) struct Connector {
    pub(crate) resolver: Arc<dyn Resolve>,
    pub(crate) cancel: Arc<AtomicBool>,
    pub(crate) roots: Vec<Vec<u8>>,
    tls: OnceLock<Arc<ClientConfig>>,
}

impl Connector {
    pub(crate) fn new(resolver: Arc<dyn Resolve>, cancel: Arc<AtomicBool>) -> Connector {
        Connector { resolver, cancel, roots: Vec::new(), tls: OnceLock::new() }
    }

    pub(crate) fn check_cancel(&self) -> Result<(), Problem> {
        check(&self.cancel)
    }

    /// A connection to the address's host, safe if the scheme asks for it.
    pub(crate) fn connect(
        &self,
        url: &Url,
        settings: &Settings,
        whole: Deadline,
    ) -> Result<Connection, Problem> {
        let no_host = || Problem::Url("it has no host".to_owned());
        let host = url.host().ok_or_else(no_host)?;
        let port = url.port_or_known_default().ok_or_else(no_host)?;
        let connecting = Deadline::of(Setting::ConnectTime, settings.connect_time).sooner(whole);
        let found = match &host {
            Host::Domain(name) => self.resolve(name, connecting)?,
            Host::Ipv4(address) => vec![IpAddr::V4(*address)],
            Host::Ipv6(address) => vec![IpAddr::V6(*address)],
        };
        let allowed = allowed(&host.to_string(), &found, port, settings)?;
        let stream = self.open(&allowed, connecting)?;
        let mut socket = Socket {
            stream,
            deadline: connecting,
            timeout: None,
            cancel: Arc::clone(&self.cancel),
        };
        if url.scheme() != "https" {
            return Ok(Connection::Plain(socket));
        }
        let unsafe_ = |error: String| Problem::Tls { host: host.to_string(), error };
        let config = self.tls().map_err(|error| unsafe_(error.to_string()))?;
        let bare = match &host {
            // Of an address of IPv6 without its brackets.
            Host::Ipv6(address) => address.to_string(),
            other => other.to_string(),
        };
        let name = pki_types::ServerName::try_from(bare).map_err(|e| unsafe_(e.to_string()))?;
        let mut session =
            ClientConnection::new(config, name).map_err(|error| unsafe_(error.to_string()))?;
        while session.is_handshaking() {
            session.complete_io(&mut socket).map_err(|error| match Problem::of_stream(error) {
                Problem::Broken(error) if error.kind() == io::ErrorKind::InvalidData => {
                    unsafe_(error.to_string())
                }
                other => other,
            })?;
        }
        Ok(Connection::Safe(Box::new(StreamOwned::new(session, socket))))
    }

    fn resolve(&self, name: &str, deadline: Deadline) -> Result<Vec<IpAddr>, Problem> {
        let resolver = Arc::clone(&self.resolver);
        let host = name.to_owned();
        let missing = |error: String| Problem::Resolve { host: name.to_owned(), error };
        match self.aside(deadline, move || resolver.addresses(&host))? {
            Ok(addresses) if addresses.is_empty() => Err(missing("it has no address".to_owned())),
            Ok(addresses) => Ok(addresses),
            Err(error) => Err(missing(error.to_string())),
        }
    }

    /// Connects to the first address that answers. What comes in is `allowed` alone.
    #[expect(clippy::disallowed_methods, reason = "the one place where connections are opened")]
    fn open(&self, addresses: &[SocketAddr], deadline: Deadline) -> Result<TcpStream, Problem> {
        let mut last = deadline.passed();
        for (at, address) in addresses.iter().enumerate() {
            // What is left is shared, so that one dead address does not use it up.
            let left = deadline.left()?;
            let share = if at + 1 == addresses.len() { left } else { left / 2 };
            let address = *address;
            match self.aside(deadline, move || TcpStream::connect_timeout(&address, share))? {
                Ok(stream) => {
                    // Small requests gain nothing by being held back; if it fails, they are.
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Err(error) if error.kind() == io::ErrorKind::TimedOut => last = deadline.passed(),
                Err(error) => last = Problem::Connect { address: address.ip(), error },
            }
        }
        Err(last)
    }

    /// Does on a thread of its own what can be neither given our deadline nor stopped. A thread
    /// that is given up ends when the system is done with what it was asked.
    fn aside<T: Send + 'static>(
        &self,
        deadline: Deadline,
        act: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> Result<io::Result<T>, Problem> {
        let (sender, receiver) = sync_channel(1);
        let thread = thread::Builder::new().name("sayso-connect".to_owned()).spawn(move || {
            // Nobody listens any more when it was given up.
            let _ = sender.send(act());
        });
        if let Err(error) = thread {
            return Ok(Err(error));
        }
        loop {
            self.check_cancel()?;
            match receiver.recv_timeout(deadline.left()?.min(TICK)) {
                Ok(result) => return Ok(result),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Err(io::Error::other("the system's answer was lost")));
                }
            }
        }
    }

    fn tls(&self) -> Result<Arc<ClientConfig>, rustls::Error> {
        if let Some(config) = self.tls.get() {
            return Ok(Arc::clone(config));
        }
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        for root in &self.roots {
            roots.add(pki_types::CertificateDer::from(root.clone()))?;
        }
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Arc::clone(self.tls.get_or_init(|| Arc::new(config))))
    }
}

/// Those of a host's addresses that may be connected to; an error that names one of the others
/// when there is none.
fn allowed(
    host: &str,
    found: &[IpAddr],
    port: u16,
    settings: &Settings,
) -> Result<Vec<SocketAddr>, Problem> {
    let mut refused = None;
    let mut allowed = Vec::new();
    for address in found {
        let socket = SocketAddr::new(*address, port);
        match special_kind(*address) {
            Some(what)
                if !settings.allow_private
                    && !settings.allow.iter().any(|network| network.contains(socket)) =>
            {
                refused.get_or_insert((*address, what));
            }
            _ if allowed.contains(&socket) => {}
            _ => allowed.push(socket),
        }
    }
    match refused {
        Some((address, what)) if allowed.is_empty() => {
            Err(Problem::Address { host: host.to_owned(), address, what })
        }
        _ => Ok(allowed),
    }
}

fn check(cancel: &AtomicBool) -> Result<(), Problem> {
    if cancel.load(Ordering::Relaxed) { Err(Problem::Cancelled) } else { Ok(()) }
}

/// A socket whose reads and writes end at the deadline and at the flag.
#[derive(Debug)]
pub(crate) struct Socket {
    stream: TcpStream,
    deadline: Deadline,
    timeout: Option<Duration>,
    cancel: Arc<AtomicBool>,
}

impl Socket {
    /// Waits no longer than until the deadline for one try, and looks at the flag before it.
    fn prepare(&mut self) -> io::Result<()> {
        check(&self.cancel).map_err(Problem::into_stream)?;
        let wait = self.deadline.left().map_err(Problem::into_stream)?.min(TICK);
        if self.timeout != Some(wait) {
            self.stream.set_read_timeout(Some(wait))?;
            self.stream.set_write_timeout(Some(wait))?;
            self.timeout = Some(wait);
        }
        Ok(())
    }

    fn retried<T>(
        &mut self,
        mut act: impl FnMut(&mut TcpStream) -> io::Result<T>,
    ) -> io::Result<T> {
        loop {
            self.prepare()?;
            match act(&mut self.stream) {
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock
                            | io::ErrorKind::TimedOut
                            | io::ErrorKind::Interrupted
                    ) => {}
                result => return result,
            }
        }
    }
}

impl Read for Socket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.retried(|stream| stream.read(buffer))
    }
}

impl Write for Socket {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.retried(|stream| stream.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

/// A connection, plain or safe.
#[derive(Debug)]
pub(crate) enum Connection {
    Plain(Socket),
    Safe(Box<StreamOwned<ClientConnection, Socket>>),
}

impl Connection {
    /// From now on this deadline holds.
    pub(crate) fn set_deadline(&mut self, deadline: Deadline) {
        match self {
            Connection::Plain(socket) => socket.deadline = deadline,
            Connection::Safe(stream) => stream.sock.deadline = deadline,
        }
    }

    /// For the first byte, within the whole time.
    pub(crate) fn await_first_byte(&mut self, settings: &Settings, whole: Deadline) {
        let first = Deadline::of(Setting::FirstByteTime, settings.first_byte_time);
        self.set_deadline(first.sooner(whole));
    }

    /// Reads some bytes; 0 at the end. That a server ends a safe connection without saying so is
    /// an end as well, as browsers take it: whether the body is whole its length tells.
    pub(crate) fn read_some(&mut self, buffer: &mut [u8]) -> Result<usize, Problem> {
        let read = match self {
            Connection::Plain(socket) => socket.read(buffer),
            Connection::Safe(stream) => stream.read(buffer),
        };
        match read {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(0),
            read => read.map_err(Problem::of_stream),
        }
    }

    pub(crate) fn write_all(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let written = match self {
            Connection::Plain(socket) => socket.write_all(bytes),
            Connection::Safe(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        };
        written.map_err(Problem::of_stream)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_allowed_addresses_are_left() {
        let mut settings = Settings::default();
        let found = ["10.0.0.1", "93.184.215.14", "::1", "93.184.215.14"]
            .map(|address| address.parse::<IpAddr>().unwrap());
        let left = allowed("mixed.example", &found, 80, &settings).unwrap();
        assert_eq!(left, ["93.184.215.14:80".parse().unwrap()]);

        let error = allowed("inside.example", &found[..1], 80, &settings).unwrap_err();
        assert!(error.to_string().contains("10.0.0.1, a private address"), "{error}");

        settings.allow = vec!["10.0.0.1:80".parse().unwrap()];
        assert_eq!(allowed("inside.example", &found[..1], 80, &settings).unwrap().len(), 1);
        assert!(allowed("inside.example", &found[..1], 81, &settings).is_err());
    }
}
