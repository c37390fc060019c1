use crate::{
    Clock, FetchError, Problem, Request, Resolve, Response, Setting, Settings, SystemClock,
    SystemResolver,
    body::{self, Past},
    caching,
    connection::{Connector, Deadline, TICK},
    content_type::{ACCEPT, ContentType},
    exchange::{Answer, exchange, text},
    pace::{Pace, TooLong},
    robots::Rules,
    robots_cache::{Found, Lifetimes, RobotsCache},
};
use std::{
    sync::{Arc, atomic::AtomicBool},
    time::{Duration, Instant},
};
use ureq_proto::http::header;
use url::Url;

/// How many redirects of a robots.txt are followed: as many as RFC 9309 asks for at least.
const ROBOTS_REDIRECTS: u64 = 5;

/// An `ETag` of more bytes is not kept, and would not be sent back.
const MOST_TAG: usize = 1 << 10;

/// Fetches, politely and within bounds. One is enough for a program: threads share it, and with it
/// the pace of each host and what its robots.txt says.
///
/// ```
/// use sayso_fetch::{Fetcher, Request, Settings};
///
/// let fetcher = Fetcher::new(Settings::default());
/// let error = fetcher.fetch(&Request::new("file:///etc/passwd")).unwrap_err();
/// assert_eq!(error.code(), "scheme");
/// let error = fetcher.fetch(&Request::new("http://127.0.0.1/")).unwrap_err();
/// assert_eq!(error.code(), "private-address");
/// ```
#[derive(Debug)]
pub struct Fetcher {
    settings: Settings,
    clock: Arc<dyn Clock>,
    connector: Connector,
    pace: Pace,
    robots: RobotsCache,
}

impl Fetcher {
    /// With these settings, and the system's clock and resolver. Opens nothing yet.
    pub fn new(settings: Settings) -> Fetcher {
        let cancel = Arc::new(AtomicBool::new(false));
        Fetcher {
            settings,
            clock: Arc::new(SystemClock::default()),
            connector: Connector::new(Arc::new(SystemResolver), cancel),
            pace: Pace::default(),
            robots: RobotsCache::default(),
        }
    }

    /// Takes the time from another clock when waiting for a host's turn.
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Fetcher {
        self.clock = clock;
        self
    }

    /// Has hosts' addresses found by another resolver. They are checked all the same.
    pub fn with_resolver(mut self, resolver: Arc<dyn Resolve>) -> Fetcher {
        self.connector.resolver = resolver;
        self
    }

    /// Ends every request within a tenth of a second once the flag is set, with
    /// [`Problem::Cancelled`].
    pub fn with_cancel(mut self, cancel: Arc<AtomicBool>) -> Fetcher {
        self.connector.cancel = cancel;
        self
    }

    /// Trusts a certificate authority beside those of Mozilla that are built in, for instance an
    /// organisation's own: its certificate in DER. One that cannot be read is told by the first
    /// request over https.
    pub fn with_root(mut self, certificate: Vec<u8>) -> Fetcher {
        self.connector.roots.push(certificate);
        self
    }

    /// The settings that it was made with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Fetches: waits for the host's turn, asks, follows redirects, and reads the body.
    ///
    /// Blocks, for as long as `max-wait` and `whole-time` (and as much again for a robots.txt that
    /// is not known yet) at each host on the way.
    pub fn fetch(&self, request: &Request) -> Result<Response, FetchError> {
        let mut at = None;
        self.fetched(request, &mut at).map_err(|problem| FetchError {
            url: without_secrets(&request.url),
            at: at.map(String::from),
            problem: Box::new(problem),
        })
    }

    /// `at` is where it is, once it was redirected.
    fn fetched(&self, request: &Request, at: &mut Option<Url>) -> Result<Response, Problem> {
        let url = self.address(&request.url)?;
        let mut conditions = vec![(header::ACCEPT, ACCEPT)];
        conditions.extend(request.etag.as_deref().map(|tag| (header::IF_NONE_MATCH, tag)));
        let modified = request.last_modified.as_deref();
        conditions.extend(modified.map(|date| (header::IF_MODIFIED_SINCE, date)));

        let mut way = Way::new(url, self.settings.whole_time);
        loop {
            let host = way.url.host_str().unwrap_or_default().to_owned();
            // Sent on within a host a request is still the same one; to another it takes a turn.
            let mut has_turn = way.last_host.as_ref() == Some(&host);
            let mut interval = self.settings.host_interval;
            if !self.settings.ignore_robots {
                let rules = self.rules(&way.url, &host, &mut has_turn)?;
                if !rules.allows(&way.url) {
                    return Err(Problem::Robots { robots: robots_of(&way.url).into() });
                }
                let delay = rules.delay.unwrap_or_default().min(self.settings.max_crawl_delay);
                interval = interval.max(delay);
            }
            match has_turn {
                true => self.pace.hold(&host, interval, self.clock.elapsed()),
                false => self.take_turn(&host, interval)?,
            }
            way.last_host = Some(host.clone());

            let begun = Instant::now();
            let result = self.step(request, &conditions, &way);
            way.left = way.left.saturating_sub(begun.elapsed());
            self.tell_pace(&host, way.url.as_str(), interval, result.as_ref().err());
            match result? {
                Step::Done(mut response) => {
                    response.moved_permanently = way.moved.map(String::from);
                    return Ok(*response);
                }
                Step::Redirect { status, target } => {
                    way.follow(self, status, &target, self.settings.max_redirects)?;
                    *at = Some(way.url.clone());
                }
            }
        }
    }

    /// One request to one host.
    fn step(
        &self,
        request: &Request,
        headers: &[(header::HeaderName, &str)],
        way: &Way,
    ) -> Result<Step, Problem> {
        let answer = self.ask(headers, way)?;
        let now = self.clock.wall();
        let target = text(&answer.headers, header::LOCATION).map(str::to_owned);
        match (answer.status, target) {
            (status @ (301 | 302 | 303 | 307 | 308), Some(target)) => {
                return Ok(Step::Redirect { status, target });
            }
            (304, _) if !request.is_conditional() => {
                return Err(Problem::Protocol(
                    "it says that nothing has changed, to whoever knows nothing".to_owned(),
                ));
            }
            // 206 is a part, which nobody asked for.
            (200..=205 | 207..=299 | 304, _) => {}
            (status, _) => {
                let retry_after = caching::retry_after(&answer.headers, now);
                return Err(Problem::Status { status, retry_after });
            }
        }
        let header = |name| text(&answer.headers, name).map(str::to_owned);
        let content_type = text(&answer.headers, header::CONTENT_TYPE).and_then(ContentType::parse);
        let mut response = Response {
            url: way.url.as_str().to_owned(),
            status: answer.status,
            etag: header(header::ETAG).filter(|tag| tag.len() <= MOST_TAG),
            last_modified: header(header::LAST_MODIFIED),
            content_type: content_type.as_ref().map(|t| t.essence.clone()),
            charset: content_type.as_ref().and_then(|t| t.charset.clone()),
            max_age: caching::max_age(&answer.headers, now),
            ..Response::default()
        };
        if !response.is_not_modified() {
            if let Some(content_type) = &content_type {
                content_type.check()?;
            }
            response.body =
                body::read(answer, &self.settings, content_type.as_ref(), Past::Refuse)?;
        }
        Ok(Step::Done(Box::new(response)))
    }

    fn ask(&self, headers: &[(header::HeaderName, &str)], way: &Way) -> Result<Answer, Problem> {
        self.connector.check_cancel()?;
        let whole = Deadline::new(Setting::WholeTime, self.settings.whole_time, way.left);
        exchange(&self.connector, &self.settings, &way.url, headers, whole)
    }

    /// Reads an address that is to be opened.
    fn address(&self, written: &str) -> Result<Url, Problem> {
        let written = written.trim();
        Problem::check(Setting::MaxUrlBytes, self.settings.max_url_bytes, written.len() as u64)?;
        self.checked(Url::parse(written).map_err(Problem::url)?)
    }

    /// Refuses what is not opened, and drops what is not sent.
    fn checked(&self, mut url: Url) -> Result<Url, Problem> {
        if !matches!(url.scheme(), "https" | "http") {
            return Err(Problem::Scheme(url.scheme().to_owned()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Problem::Credentials);
        }
        url.set_fragment(None);
        let most = self.settings.max_url_bytes;
        Problem::check(Setting::MaxUrlBytes, most, url.as_str().len() as u64)?;
        Ok(url)
    }

    fn take_turn(&self, host: &str, interval: Duration) -> Result<(), Problem> {
        let most = self.settings.max_wait;
        let turn = self.pace.take(host, interval, most, self.clock.elapsed());
        let wait = turn.map_err(|TooLong { wait, backs_off }| Problem::Wait {
            host: host.to_owned(),
            wait,
            why: match backs_off {
                true => "failures, or because it asked for it",
                false => "the pace that is kept with it",
            },
        })?;
        let until = self.clock.elapsed().saturating_add(wait);
        loop {
            self.connector.check_cancel()?;
            match until.saturating_sub(self.clock.elapsed()) {
                Duration::ZERO => return Ok(()),
                left => self.clock.sleep(left.min(TICK)),
            }
        }
    }

    fn tell_pace(&self, host: &str, url: &str, interval: Duration, problem: Option<&Problem>) {
        match problem {
            None => self.pace.answered(host),
            Some(problem) if problem.is_hosts() => {
                let retry_after = match problem {
                    Problem::Status { retry_after, .. } => *retry_after,
                    _ => None,
                };
                let (most, now) = (self.settings.max_back_off, self.clock.elapsed());
                self.pace.failed(host, url, interval, retry_after, most, now);
            }
            Some(Problem::Status { .. }) => self.pace.answered(host),
            Some(_) => {}
        }
    }

    /// What the site's robots.txt asks of us. Where it has to be fetched it takes the turn that
    /// the request itself then follows in.
    fn rules(&self, url: &Url, host: &str, has_turn: &mut bool) -> Result<Arc<Rules>, Problem> {
        let robots = robots_of(url);
        let origin = url.origin().ascii_serialization();
        let lifetimes =
            Lifetimes { found: self.settings.robots_lifetime, failed: self.settings.robots_retry };
        let now = self.clock.elapsed();
        self.robots.rules(&origin, robots.as_str(), now, &lifetimes, || {
            let interval = self.settings.host_interval;
            if !std::mem::replace(has_turn, true) {
                self.take_turn(host, interval)?;
            }
            let found = self.robots(&robots);
            if let Err(problem) | Ok(Found::Unavailable(problem)) = &found {
                self.tell_pace(host, robots.as_str(), interval, Some(problem));
            }
            found
        })
    }

    /// Fetches a robots.txt.
    fn robots(&self, robots: &Url) -> Result<Found, Problem> {
        let mut way = Way::new(robots.clone(), self.settings.whole_time);
        loop {
            let begun = Instant::now();
            let result = self.robots_step(&way);
            way.left = way.left.saturating_sub(begun.elapsed());
            let (status, target) = match result {
                Ok(RobotsStep::Found(rules)) => return Ok(Found::Rules(rules)),
                Ok(RobotsStep::Redirect { status, target }) => (status, target),
                Err(Problem::Cancelled) => return Err(Problem::Cancelled),
                // Not the robots.txt is at fault then: the page would fail in the same way.
                Err(
                    problem @ (Problem::Address { .. }
                    | Problem::Resolve { .. }
                    | Problem::Tls { .. }
                    | Problem::Url(_)),
                ) if way.redirects == 0 => return Err(problem),
                Err(problem) => return Ok(Found::Unavailable(problem)),
            };
            match way.follow(self, status, &target, ROBOTS_REDIRECTS) {
                Ok(()) => {}
                // Too many: RFC 9309 lets one take it for one that is not there.
                Err(Problem::Limit { setting: Setting::MaxRedirects, .. }) => {
                    return Ok(Found::Rules(Rules::default()));
                }
                Err(problem) => return Ok(Found::Unavailable(problem)),
            }
        }
    }

    fn robots_step(&self, way: &Way) -> Result<RobotsStep, Problem> {
        let answer = self.ask(&[(header::ACCEPT, "text/plain, */*;q=0.5")], way)?;
        let target = text(&answer.headers, header::LOCATION).map(str::to_owned);
        match (answer.status, target) {
            (status @ (301 | 302 | 303 | 307 | 308), Some(target)) => {
                Ok(RobotsStep::Redirect { status, target })
            }
            (200..=299, _) => {
                let most = self.settings.max_robots_bytes;
                let mut bytes = body::read(answer, &self.settings, None, Past::Cut(most))?;
                if bytes.len() as u64 >= most {
                    // A rule that is cut off would say something else.
                    let end = bytes.iter().rposition(|b| matches!(b, b'\n' | b'\r'));
                    bytes.truncate(end.unwrap_or(0));
                }
                Ok(RobotsStep::Found(Rules::parse(&bytes)))
            }
            // 429 is no answer to whether there is one.
            (status @ 400..=499, _) if status != 429 => Ok(RobotsStep::Found(Rules::default())),
            (status, _) => {
                let retry_after = caching::retry_after(&answer.headers, self.clock.wall());
                Err(Problem::Status { status, retry_after })
            }
        }
    }
}

/// An address as it may be shown. What cannot be read as one is shown up to the last `@`.
fn without_secrets(written: &str) -> String {
    if !written.contains('@') {
        return written.to_owned();
    }
    match Url::parse(written.trim()) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            let cleared = url.set_username("").and_then(|()| url.set_password(None));
            if cleared.is_ok() { url.into() } else { "(an address with a password)".to_owned() }
        }
        Ok(_) => written.to_owned(),
        Err(_) => format!("…{}", written.rsplit('@').next().unwrap_or_default()),
    }
}

fn robots_of(url: &Url) -> Url {
    let mut robots = url.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots
}

enum Step {
    Done(Box<Response>),
    Redirect { status: u16, target: String },
}

enum RobotsStep {
    Found(Rules),
    Redirect { status: u16, target: String },
}

/// Where a request is, and how it came there.
struct Way {
    url: Url,
    seen: Vec<Url>,
    redirects: u64,
    /// What is left of the whole time.
    left: Duration,
    last_host: Option<String>,
    /// Where permanent redirects alone have led.
    moved: Option<Url>,
    permanent: bool,
}

impl Way {
    fn new(url: Url, left: Duration) -> Way {
        Way {
            url,
            seen: Vec::new(),
            redirects: 0,
            left,
            last_host: None,
            moved: None,
            permanent: true,
        }
    }

    /// Goes where a redirect leads, if that may be gone to.
    fn follow(
        &mut self,
        fetcher: &Fetcher,
        status: u16,
        target: &str,
        most: u64,
    ) -> Result<(), Problem> {
        let refused = |why| {
            // An address may be as long as a head; a message need not.
            let target = without_secrets(target).chars().take(200).collect();
            Problem::Redirect { target, why }
        };
        let url = self.url.join(target).map_err(|_| refused("which is no address"))?;
        let url = fetcher.checked(url).map_err(|problem| match problem {
            Problem::Scheme(_) => refused("and only https and http are opened"),
            Problem::Credentials => refused("an address with a user name or a password"),
            other => other,
        })?;
        if self.url.scheme() == "https" && url.scheme() == "http" {
            return Err(refused("from a safe connection to one that is not"));
        }
        self.redirects += 1;
        Problem::check(Setting::MaxRedirects, most, self.redirects)?;
        let from = std::mem::replace(&mut self.url, url);
        self.seen.push(from);
        if self.seen.contains(&self.url) {
            return Err(refused("where it was before"));
        }
        self.permanent &= matches!(status, 301 | 308);
        if self.permanent {
            self.moved = Some(self.url.clone());
        }
        Ok(())
    }
}
