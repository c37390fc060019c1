//! The rules of a robots.txt, after [RFC 9309](https://www.rfc-editor.org/rfc/rfc9309), with
//! `Crawl-delay`, which it leaves out and sites use.
//!
//! The crate texting_robots knows more of what is met with in the wild, but compares the whole
//! user agent with a group's name instead of its first word, and brings three parsers with it.

use std::time::Duration;
use url::Url;

/// The name under which a robots.txt has rules for us.
const NAME: &str = "sayso";

/// What a site asks of us.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rules {
    rules: Vec<Rule>,
    /// The time that it wants between two requests.
    pub(crate) delay: Option<Duration>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    /// Normalised, with `*` for anything.
    pattern: String,
    /// It has to match to the end.
    whole: bool,
    allow: bool,
}

/// Which group the lines are in.
#[derive(Default)]
struct Group {
    /// It names us.
    ours: bool,
    /// It names all.
    any: bool,
    /// It has had rules, so that the next name begins another.
    ruled: bool,
}

impl Rules {
    /// Reads a robots.txt. Lines that say nothing known are passed over.
    pub(crate) fn parse(bytes: &[u8]) -> Rules {
        let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes));
        let (mut ours, mut any) = (Rules::default(), Rules::default());
        let mut named = false;
        let mut group = Group::default();
        for line in text.split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if matches!(key.as_str(), "user-agent" | "useragent" | "user agent") {
                if group.ruled {
                    group = Group::default();
                }
                let word = value.split(|c: char| !c.is_ascii_alphabetic() && !"_-".contains(c));
                let is_ours = word.clone().next().is_some_and(|w| w.eq_ignore_ascii_case(NAME));
                group.ours |= is_ours;
                named |= is_ours;
                group.any |= value.starts_with('*');
                continue;
            }
            let known = match key.as_str() {
                "allow" | "disallow" | "crawl-delay" | "crawldelay" => true,
                _ => continue,
            };
            group.ruled |= known;
            let mut to = Vec::new();
            if group.ours {
                to.push(&mut ours);
            }
            if group.any {
                to.push(&mut any);
            }
            for rules in to {
                match key.as_str() {
                    "allow" => rules.rules.extend(Rule::parse(value, true)),
                    "disallow" => rules.rules.extend(Rule::parse(value, false)),
                    _ => rules.delay = rules.delay.max(delay(value)),
                }
            }
        }
        if named { ours } else { any }
    }

    /// Whether it lets us fetch an address of its site. The longest rule that matches decides,
    /// and of two of a length the one that allows.
    pub(crate) fn allows(&self, url: &Url) -> bool {
        let mut path = normal(url.path(), true);
        if path == "/robots.txt" {
            return true;
        }
        if let Some(query) = url.query() {
            path.push('?');
            path.push_str(&normal(query, true));
        }
        let matching = self.rules.iter().filter(|rule| rule.matches(&path));
        matching.max_by_key(|rule| (rule.length(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    /// About how many bytes it takes.
    pub(crate) fn size(&self) -> usize {
        let rules = self.rules.iter().map(|rule| rule.pattern.len() + size_of::<Rule>());
        rules.sum::<usize>() + size_of::<Rules>()
    }
}

fn delay(value: &str) -> Option<Duration> {
    value.parse().ok().and_then(|seconds: f64| Duration::try_from_secs_f64(seconds).ok())
}

impl Rule {
    /// An empty rule says nothing.
    fn parse(value: &str, allow: bool) -> Option<Rule> {
        if value.is_empty() {
            return None;
        }
        let (value, whole) = match value.strip_suffix('$') {
            Some(value) => (value, true),
            None => (value, false),
        };
        let mut pattern = normal(value, false);
        if !pattern.starts_with(['/', '*']) {
            pattern.insert(0, '/');
        }
        Some(Rule { pattern, whole, allow })
    }

    fn length(&self) -> usize {
        self.pattern.len() + usize::from(self.whole)
    }

    fn matches(&self, path: &str) -> bool {
        let mut parts = self.pattern.split('*');
        let Some(mut rest) = parts.next().and_then(|first| path.strip_prefix(first)) else {
            return false;
        };
        let mut parts = parts.peekable();
        if parts.peek().is_none() {
            return !self.whole || rest.is_empty();
        }
        // The first place for each part leaves the most to those behind it.
        while let Some(part) = parts.next() {
            if self.whole && parts.peek().is_none() {
                return rest.ends_with(part);
            }
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        true
    }
}

/// A path in one spelling: characters that need no escape without one, all others with one in
/// upper case. `literal`: `*` and `$` stand for themselves and get one too.
fn normal(path: &str, literal: bool) -> String {
    let bytes = path.as_bytes();
    let mut normal = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let digit = |at: usize| bytes.get(at).and_then(|b| char::from(*b).to_digit(16));
        let (byte, escaped) = match (byte, digit(at), digit(at + 1)) {
            (b'%', Some(high), Some(low)) => {
                at += 2;
                ((high * 16 + low) as u8, true)
            }
            _ => (byte, false),
        };
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let as_is = byte.is_ascii_graphic() && byte != b'$' && (byte != b'*' || !literal);
        if plain || (as_is && !escaped) {
            normal.push(char::from(byte));
        } else {
            normal.push_str(&format!("%{byte:02X}"));
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = Url::parse("https://presse.example").unwrap().join(path).unwrap();
        Rules::parse(robots.as_bytes()).allows(&url)
    }

    #[test]
    fn groups() {
        let robots = "\u{feff}User-agent: other\nDisallow: /\n\nuser-agent: SAYSO/2.0 (x)\r\n\
             User-agent: third\rdisallow: /a # all of it\nSitemap: https://presse.example/s\n\
             Disallow: /b\n\nUser-agent: *\nDisallow: /c\n\nUser-Agent: sayso\nDisallow: /d";
        for (path, allowed) in
            [("/", true), ("/a/x", false), ("/b", false), ("/c", true), ("/d", false)]
        {
            assert_eq!(allows(robots, path), allowed, "{path}");
        }
        // Nobody names us: what holds for all holds.
        assert!(!allows("User-agent: *\nDisallow: /", "/x"));
        assert!(!allows("User-agent: saysobot\nAllow: /\nUser-agent: *\nDisallow: /", "/x"));
        // Somebody names us and asks nothing.
        assert!(allows("User-agent: sayso\nDisallow:\n\nUser-agent: *\nDisallow: /", "/x"));
        // Nothing, or nothing that is known.
        assert!(allows("", "/x"));
        assert!(allows("<html>Disallow: /</html>", "/x"));
        assert!(allows("Disallow: /", "/x"));
    }

    #[test]
    fn the_longest_rule_wins() {
        let robots = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c.html$\nAllow: /d\n\
             Disallow: /d\nDisallow: /*.pdf\nDisallow: /*/private/*x$\nDisallow: relative";
        for (path, allowed) in [
            ("/a", false),
            ("/ab", false),
            ("/a/b", true),
            ("/a/b/c.html", false),
            ("/a/b/c.html?x", true),
            ("/d", true),
            ("/x/y.pdf?z", false),
            ("/y/private/zx", false),
            ("/y/private/x", false),
            ("/y/private/zxy", true),
            ("/relative", false),
            ("/robots.txt", true),
        ] {
            assert_eq!(allows(robots, path), allowed, "{path}");
        }
    }

    #[test]
    fn escapes_do_not_matter() {
        let robots = "User-agent: *\nDisallow: /%7eanne\nDisallow: /dépêche\nDisallow: /a%2fb\n\
             Disallow: /q?x=\nDisallow: /prix$x";
        for (path, allowed) in [
            ("/~anne", false),
            ("/%7Eanne", false),
            ("/d%c3%a9p%C3%AAche", false),
            ("/dépêche/1", false),
            ("/a%2Fb", false),
            ("/a/b", true),
            ("/q?x=1", false),
            ("/q?y=1", true),
            ("/prix$x", false),
            ("/prix%24x", false),
        ] {
            assert_eq!(allows(robots, path), allowed, "{path}");
        }
    }

    #[test]
    fn delays() {
        for (value, delay) in [
            ("5", Some(5000)),
            ("0.5", Some(500)),
            ("-1", None),
            ("1e999", None),
            ("NaN", None),
            ("bald", None),
        ] {
            let robots = format!("User-agent: *\nCrawl-delay: {value}");
            let found = Rules::parse(robots.as_bytes()).delay.map(|d| d.as_millis());
            assert_eq!(found, delay, "{value}");
        }
        let robots = "User-agent: *\nCrawl-delay: 9\n\nUser-agent: sayso\nCrawl-delay: 2";
        assert_eq!(Rules::parse(robots.as_bytes()).delay, Some(Duration::from_secs(2)));
    }

    /// What `*` means, tried out.
    fn naive(pattern: &[u8], whole: bool, path: &[u8]) -> bool {
        match pattern {
            [] => !whole || path.is_empty(),
            [b'*', rest @ ..] => (0..=path.len()).any(|at| naive(rest, whole, &path[at..])),
            [byte, rest @ ..] => path.first() == Some(byte) && naive(rest, whole, &path[1..]),
        }
    }

    proptest! {
        #[test]
        fn the_first_place_for_each_part_is_enough(
            pattern in "[/*][ab*]{0,8}",
            whole in any::<bool>(),
            path in "/[ab]{0,10}",
        ) {
            let rule = Rule { pattern, whole, allow: false };
            prop_assert_eq!(
                rule.matches(&path),
                naive(rule.pattern.as_bytes(), whole, path.as_bytes()),
            );
        }

        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>(), lines in "(\\PC{0,9}|[a-z-]{5}:\\PC{0,9}|\n){0,9}") {
            let url = Url::parse("https://presse.example/a?b").unwrap();
            Rules::parse(&bytes).allows(&url);
            Rules::parse(lines.as_bytes()).allows(&url);
            let once = normal(&lines, true);
            prop_assert_eq!(normal(&once, true), once);
        }
    }
}
