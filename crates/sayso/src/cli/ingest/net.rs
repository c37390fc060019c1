//! Addresses: fetched one after the other or several at a time, each host at its pace.

use super::skipped::{Skipped, Weight};
use super::source::{Asked, From, Provenance, is_address};
use super::stop;
use crate::flags::fetch::Follow;
use crate::input::Name;
use crate::pipeline;
use sayso::Document;
use sayso::input::{Contents, Link, LinkKind, Options, Record};
use sayso::store::{Access, PageState, Settings, Store};
use sayso_fetch::{FetchError, Fetcher, Request, Response};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Lists within lists that are gone into: an OPML list, its feeds, their pages.
const MAX_LISTS: usize = 4;
/// Addresses of one list that are fetched at the same time; a host gets one request at a time.
const FETCHERS: usize = 8;
/// Addresses of one run that are remembered, so that none is fetched twice before it is stored.
const MOST_SEEN: usize = 1 << 20;
/// Memory for the pages of the connection that looks addresses up.
const LOOKUP_CACHE: usize = 2 << 20;

/// What opens addresses.
pub struct Net {
    fetcher: Fetcher,
    follow: Follow,
    store: Option<Mutex<Store>>,
    seen: Mutex<BTreeSet<String>>,
    opened: AtomicU64,
    failed: AtomicU64,
}

/// What an address gave.
pub enum Got {
    Body(Box<Response>),
    Unchanged,
    Failed(Box<FetchError>),
}

impl Net {
    pub fn new(fetcher: Fetcher, follow: Follow, store: &Path) -> Net {
        let settings = Settings { cache_bytes: LOOKUP_CACHE, map_bytes: 0, ..Settings::default() };
        // Looking up saves requests, and nothing hangs on it.
        let store = Store::open(store, Access::Read, settings).ok().map(Mutex::new);
        Net {
            fetcher,
            follow,
            store,
            seen: Mutex::default(),
            opened: AtomicU64::new(0),
            failed: AtomicU64::new(0),
        }
    }

    /// What fetches.
    pub fn fetcher(&self) -> &Fetcher {
        &self.fetcher
    }

    /// How many reports that lists name were opened so far.
    pub fn opened(&self) -> u64 {
        self.opened.load(Ordering::Relaxed)
    }

    /// How many of them could not be had, and may be had later.
    pub fn failed(&self) -> u64 {
        self.failed.load(Ordering::Relaxed)
    }

    /// Forgets which addresses were opened in this run: what is stored is known from the store.
    pub fn forget(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Whether the addresses of a list are opened.
    pub fn follows(&self, fetched: bool) -> bool {
        match self.follow {
            Follow::Always => true,
            Follow::Auto => fetched,
            Follow::Never => false,
        }
    }

    fn known(&self, url: &str) -> Option<PageState> {
        let store = self.store.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        store.page(url).ok().flatten()
    }

    /// Whether an address has to be opened: it is new, or its list says that it changed since.
    fn is_wanted(&self, link: &Link) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.len() >= MOST_SEEN {
            seen.clear();
        }
        if !seen.insert(link.url.clone()) {
            return false;
        }
        match self.known(&link.url) {
            None => true,
            Some(page) => link.changed.as_deref().is_some_and(|at| day(at) > day(&page.fetched)),
        }
    }
}

/// The day of a date.
fn day(date: &str) -> &str {
    date.get(..10).unwrap_or(date)
}

/// Fetches, with what the store knows of an address from before.
pub fn get(fetcher: &Fetcher, url: &str, known: Option<&PageState>) -> Got {
    let request = Request {
        etag: known.and_then(|page| page.etag.clone()),
        last_modified: known.and_then(|page| page.last_modified.clone()),
        ..Request::new(url)
    };
    match fetcher.fetch(&request) {
        Ok(response) if response.is_not_modified() => Got::Unchanged,
        Ok(response) => Got::Body(Box::new(response)),
        Err(error) => Got::Failed(Box::new(error)),
    }
}

/// Now, in UTC.
pub fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

impl From<'_, '_> {
    /// Fetches what was named by its address.
    pub fn address(&self, url: &str) -> ControlFlow<()> {
        let known = self.net.known(url);
        let got = get(&self.net.fetcher, url, known.as_ref());
        self.got(url, got, 0).1
    }

    /// Feeds what an address gave; whether there was something to feed.
    pub fn got(&self, url: &str, got: Got, depth: usize) -> (bool, ControlFlow<()>) {
        match got {
            Got::Body(response) => (true, self.response(url, *response, depth)),
            Got::Unchanged => (false, self.known(url, "it has not changed since it was fetched")),
            Got::Failed(error) => {
                let flow = self.skip(Skipped {
                    weight: Weight::Error,
                    code: error.code(),
                    what: url.to_owned(),
                    why: error.to_string(),
                });
                (false, flow)
            }
        }
    }

    fn known(&self, url: &str, why: &str) -> ControlFlow<()> {
        self.skip(Skipped {
            weight: Weight::Known,
            code: "fetched-already",
            what: url.to_owned(),
            why: why.to_owned(),
        })
    }

    /// Feeds a body that was fetched.
    fn response(&self, asked: &str, response: Response, depth: usize) -> ControlFlow<()> {
        let options = Options {
            url: Some(response.url.clone()),
            charset: response.charset.clone(),
            ..self.options.clone()
        };
        let provenance = Arc::new(Provenance {
            options,
            asked: Asked::ByName,
            fetched: Some(now()),
            page: Some((
                asked.to_owned(),
                PageState {
                    fetched: now(),
                    etag: response.etag.clone(),
                    last_modified: response.last_modified.clone(),
                },
            )),
        });
        let name = Name::File(response.url.clone());
        self.records(&name, response.body.as_slice(), &provenance, depth)
    }

    /// Feeds what a list holds, and what it names.
    pub fn list(
        &self,
        name: &Name,
        record: &Record,
        provenance: &Arc<Provenance>,
        depth: usize,
    ) -> ControlFlow<()> {
        let contents = match record.contents(&provenance.options) {
            Ok(contents) => contents,
            Err(error) => {
                return self.skip(Skipped {
                    weight: Weight::Error,
                    code: error.code(),
                    what: name.to_string(),
                    why: error.to_string(),
                });
            }
        };
        for (what, count) in &contents.left_out {
            self.skip(Skipped {
                weight: Weight::Remark,
                code: "left-out",
                what: name.to_string(),
                why: format!("left out: {count} {what}"),
            })?;
        }
        if depth >= MAX_LISTS {
            return self.skip(Skipped {
                weight: Weight::Error,
                code: "too-deep",
                what: name.to_string(),
                why: format!("lists are gone into {MAX_LISTS} deep at most"),
            });
        }
        let (items, links) = items(contents);
        for document in items {
            match document {
                Ok(document) => self.document(name, document, provenance)?,
                Err((code, why)) => {
                    self.skip(Skipped { weight: Weight::Error, code, what: name.to_string(), why })?
                }
            }
        }
        self.follow(links, provenance, depth)
    }

    /// Opens addresses, several at a time, and feeds what they give in their order. Of a feed's
    /// item whose page cannot be had the item is kept as it stands.
    fn follow(
        &self,
        links: Vec<Item>,
        provenance: &Arc<Provenance>,
        depth: usize,
    ) -> ControlFlow<()> {
        let mut wanted = Vec::new();
        for item in links {
            let place = Name::File(item.link.url.clone());
            // A list is looked at each time; it tells by itself what is new.
            let is_list = item.link.kind != LinkKind::Report;
            if !is_list && !self.net.is_wanted(&item.link) {
                self.known(&item.link.url, "it was fetched before")?;
            } else {
                self.net.opened.fetch_add(u64::from(!is_list), Ordering::Relaxed);
                wanted.push((place, item));
            }
        }
        let mut flow = ControlFlow::Continue(());
        let fetcher = &self.net.fetcher;
        pipeline::ordered(
            FETCHERS.min(wanted.len().max(1)),
            FETCHERS,
            |feed| {
                for (place, item) in wanted {
                    if stop::asked() || feed.push((place, item), 1).is_break() {
                        return;
                    }
                }
            },
            |(place, item)| {
                let got = get(fetcher, &item.link.url, None);
                (place, item, got)
            },
            |(place, item, got)| {
                if matches!(&got, Got::Failed(error) if error.is_temporary()) {
                    self.net.failed.fetch_add(1, Ordering::Relaxed);
                }
                let (was_got, result) = self.got(&item.link.url, got, depth + 1);
                flow = match (was_got, item.document) {
                    (false, Some(document)) if result.is_continue() => {
                        self.document(&place, document, provenance)
                    }
                    _ => result,
                };
                flow
            },
        );
        flow
    }
}

/// An address, and what its list holds of it.
pub struct Item {
    link: Link,
    document: Option<Document>,
}

type Loose = Result<Document, (&'static str, String)>;

/// What a list holds without an address, and its addresses with what it holds of each.
fn items(contents: Contents) -> (Vec<Loose>, Vec<Item>) {
    let mut links: Vec<Item> =
        contents.links.into_iter().map(|link| Item { link, document: None }).collect();
    let mut loose = Vec::new();
    for document in contents.documents {
        match document {
            Ok(document) => match page_of(&document) {
                Some(link) => links.push(Item { link, document: Some(document) }),
                None => loose.push(Ok(document)),
            },
            Err(error) => loose.push(Err((error.code(), error.to_string()))),
        }
    }
    (loose, links)
}

/// The page of an item of a feed.
fn page_of(document: &Document) -> Option<Link> {
    let url = document.url.clone().filter(|url| is_address(url))?;
    Some(Link {
        kind: LinkKind::Report,
        url,
        title: document.title.clone(),
        lang: document.lang.clone(),
        published: document.published.as_ref().map(|published| published.value.clone()),
        changed: None,
    })
}
