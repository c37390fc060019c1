//! What is known of the robots.txt of each site.

use crate::{Problem, robots::Rules};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// Past so many bytes of rules all are forgotten, and had again as they are needed.
const MOST_BYTES: usize = 32 << 20;

/// What a request for a robots.txt came to.
pub(crate) enum Found {
    /// It is there, or is not (4xx), which allows everything.
    Rules(Rules),
    /// It could not be had for now.
    Unavailable(Problem),
}

/// Rules by site (scheme, host and port).
#[derive(Debug, Default)]
pub(crate) struct RobotsCache {
    sites: Mutex<Sites>,
}

#[derive(Debug, Default)]
struct Sites {
    by_origin: BTreeMap<String, Arc<Mutex<Site>>>,
    bytes: usize,
}

#[derive(Debug, Default)]
struct Site {
    rules: Option<Arc<Rules>>,
    /// Why they could not be had when last asked for.
    error: Option<String>,
    /// When they are to be asked for again.
    until: Duration,
}

/// How long what was found holds.
pub(crate) struct Lifetimes {
    pub(crate) found: Duration,
    pub(crate) failed: Duration,
}

impl RobotsCache {
    /// The rules of a site, or why they cannot be had. Threads that ask for the same site wait
    /// until one of them has fetched it. Rules that were known go on holding while new ones cannot
    /// be had.
    pub(crate) fn rules(
        &self,
        origin: &str,
        robots: &str,
        now: Duration,
        lifetimes: &Lifetimes,
        fetch: impl FnOnce() -> Result<Found, Problem>,
    ) -> Result<Arc<Rules>, Problem> {
        let site = self.site(origin);
        let mut site = lock(&site);
        if now >= site.until {
            let lifetime = match fetch()? {
                Found::Rules(rules) => {
                    self.count(rules.size());
                    site.rules = Some(Arc::new(rules));
                    site.error = None;
                    lifetimes.found
                }
                Found::Unavailable(problem) => {
                    site.error = Some(problem.to_string());
                    lifetimes.failed
                }
            };
            site.until = now.saturating_add(lifetime);
        }
        match (&site.rules, &site.error) {
            (Some(rules), _) => Ok(Arc::clone(rules)),
            (None, error) => Err(Problem::RobotsUnavailable {
                robots: robots.to_owned(),
                error: error.clone().unwrap_or_default(),
                retry_after: site.until.saturating_sub(now),
            }),
        }
    }

    fn site(&self, origin: &str) -> Arc<Mutex<Site>> {
        if let Some(site) = lock(&self.sites).by_origin.get(origin) {
            return Arc::clone(site);
        }
        self.count(origin.len() + size_of::<Site>());
        Arc::clone(lock(&self.sites).by_origin.entry(origin.to_owned()).or_default())
    }

    fn count(&self, bytes: usize) {
        let mut sites = lock(&self.sites);
        sites.bytes += bytes;
        if sites.bytes > MOST_BYTES {
            *sites = Sites::default();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whole before and after each change, whoever panicked meanwhile.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);
    const LIFETIMES: Lifetimes = Lifetimes { found: HOUR, failed: HOUR };

    #[test]
    fn too_many_are_forgotten_and_had_again() {
        let cache = RobotsCache::default();
        let robots = format!("User-agent: *\nDisallow: /{}", "x".repeat(400_000));
        let rules = Rules::parse(robots.as_bytes());
        let mut fetched = 0;
        for round in 0..2 {
            for site in 0..200 {
                let fetch = || {
                    fetched += 1;
                    Ok(Found::Rules(rules.clone()))
                };
                cache.rules(&site.to_string(), "", Duration::ZERO, &LIFETIMES, fetch).unwrap();
                assert!(lock(&cache.sites).bytes <= MOST_BYTES, "{round} {site}");
            }
        }
        assert_eq!(fetched, 400);
    }

    #[test]
    fn an_error_is_not_remembered() {
        let cache = RobotsCache::default();
        let cancelled = || Err(Problem::Cancelled);
        cache.rules("a", "", Duration::ZERO, &LIFETIMES, cancelled).unwrap_err();
        let found = || Ok(Found::Rules(Rules::default()));
        cache.rules("a", "", Duration::ZERO, &LIFETIMES, found).unwrap();
    }
}
