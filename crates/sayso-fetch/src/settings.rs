use crate::{Network, schedule::Schedule};
use std::{fmt, time::Duration};

/// How fetching is bounded, and what is allowed: each field is a setting with a name
/// (`max-body-bytes`) that errors tell and [`Settings::set`] takes.
///
/// ```
/// use std::time::Duration;
///
/// let mut settings = sayso_fetch::Settings::default();
/// settings.set("max-body-bytes", "64MiB").unwrap();
/// settings.set("host-interval", "500ms").unwrap();
/// settings.set("allow", "127.0.0.1:8080, 10.1.0.0/16").unwrap();
/// assert_eq!(settings.max_body_bytes, 64 << 20);
/// assert_eq!(settings.host_interval, Duration::from_millis(500));
/// assert!(settings.set("max-bodies", "1").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `max-redirects`: how often a request may be sent on. Default 10; browsers stop at 20.
    pub max_redirects: u64,
    /// `max-url-bytes`: size of an address, in bytes. Default 8 KiB, about what servers take.
    pub max_url_bytes: u64,
    /// `max-header-bytes`: size of an answer's head, in bytes. Default 64 KiB.
    pub max_header_bytes: u64,
    /// `max-headers`: how many headers an answer may have. Default 100; the parser's own bound
    /// is 128.
    pub max_headers: u64,
    /// `max-body-bytes`: size of an answer's body as it is sent, in bytes. Default 16 MiB.
    pub max_body_bytes: u64,
    /// `max-unpacked-bytes`: size of an answer's body when unpacked, in bytes. Default 16 MiB,
    /// which is what sayso reads of one input by default.
    pub max_unpacked_bytes: u64,
    /// `max-unpacked-ratio`: how many times its size a packed body may grow, looked at from the
    /// first MiB on. Default 250; text grows 3 to 20 times, gzip itself cannot pass 1,032.
    pub max_unpacked_ratio: u64,
    /// `connect-time`: how long finding a host's addresses, connecting and agreeing on keys may
    /// take, together. Default 10 s.
    pub connect_time: Duration,
    /// `first-byte-time`: how long a server may think before its first byte. Default 20 s.
    pub first_byte_time: Duration,
    /// `whole-time`: how long a request may take with all its redirects, from connecting to the
    /// body's last byte. Waiting for a host's turn does not count, nor does its robots.txt.
    /// Default 60 s.
    pub whole_time: Duration,
    /// `host-interval`: time between the beginnings of two requests to one host. Default 1 s.
    pub host_interval: Duration,
    /// `max-crawl-delay`: the longest interval that a host's robots.txt may ask for; more counts
    /// as this much. Default 60 s.
    pub max_crawl_delay: Duration,
    /// `max-wait`: how long a request may wait for its host's turn before it is given up as a
    /// temporary error. Default 2 min.
    pub max_wait: Duration,
    /// `max-back-off`: the longest that a host is left alone after failures, or because it asks
    /// for it. Default 1 h.
    pub max_back_off: Duration,
    /// `ignore-robots`: whether to fetch what robots.txt disallows, for instance from a host of
    /// one's own. Default no.
    pub ignore_robots: bool,
    /// `robots-lifetime`: how long a host's robots.txt holds. Default 24 h, as RFC 9309 asks.
    pub robots_lifetime: Duration,
    /// `robots-retry`: after how long a robots.txt that could not be had is asked for again.
    /// Default 10 min.
    pub robots_retry: Duration,
    /// `max-robots-bytes`: how much of a robots.txt is read, in bytes; what stands behind is not
    /// looked at. Default 500 KiB, the least that RFC 9309 allows.
    pub max_robots_bytes: u64,
    /// `allow-private`: whether to connect to addresses that are not public (this machine, the
    /// local network, …). Default no.
    pub allow_private: bool,
    /// `allow`: addresses that are not public and may be connected to all the same, each with or
    /// without a port: `127.0.0.1:8080, 10.1.0.0/16`. Default none.
    pub allow: Vec<Network>,
    /// `watch-min`: the shortest time between two looks at a feed. Default 5 min.
    pub watch_min: Duration,
    /// `watch-max`: the longest time between two looks at a feed. Default 24 h.
    pub watch_max: Duration,
    /// `watch-first`: the time between the first two looks at a feed, before it is known how often
    /// it has something new. Default 30 min.
    pub watch_first: Duration,
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            max_redirects: 10,
            max_url_bytes: 8 << 10,
            max_header_bytes: 64 << 10,
            max_headers: 100,
            max_body_bytes: 16 << 20,
            max_unpacked_bytes: 16 << 20,
            max_unpacked_ratio: 250,
            connect_time: seconds(10),
            first_byte_time: seconds(20),
            whole_time: seconds(60),
            host_interval: seconds(1),
            max_crawl_delay: seconds(60),
            max_wait: seconds(120),
            max_back_off: seconds(3600),
            ignore_robots: false,
            robots_lifetime: seconds(24 * 3600),
            robots_retry: seconds(600),
            max_robots_bytes: 500 << 10,
            allow_private: false,
            allow: Vec::new(),
            watch_min: seconds(300),
            watch_max: seconds(24 * 3600),
            watch_first: seconds(1800),
        }
    }
}

/// One of the settings of [`Settings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Setting {
    /// [`Settings::max_redirects`]
    MaxRedirects,
    /// [`Settings::max_url_bytes`]
    MaxUrlBytes,
    /// [`Settings::max_header_bytes`]
    MaxHeaderBytes,
    /// [`Settings::max_headers`]
    MaxHeaders,
    /// [`Settings::max_body_bytes`]
    MaxBodyBytes,
    /// [`Settings::max_unpacked_bytes`]
    MaxUnpackedBytes,
    /// [`Settings::max_unpacked_ratio`]
    MaxUnpackedRatio,
    /// [`Settings::connect_time`]
    ConnectTime,
    /// [`Settings::first_byte_time`]
    FirstByteTime,
    /// [`Settings::whole_time`]
    WholeTime,
    /// [`Settings::host_interval`]
    HostInterval,
    /// [`Settings::max_crawl_delay`]
    MaxCrawlDelay,
    /// [`Settings::max_wait`]
    MaxWait,
    /// [`Settings::max_back_off`]
    MaxBackOff,
    /// [`Settings::ignore_robots`]
    IgnoreRobots,
    /// [`Settings::robots_lifetime`]
    RobotsLifetime,
    /// [`Settings::robots_retry`]
    RobotsRetry,
    /// [`Settings::max_robots_bytes`]
    MaxRobotsBytes,
    /// [`Settings::allow_private`]
    AllowPrivate,
    /// [`Settings::allow`]
    Allow,
    /// [`Settings::watch_min`]
    WatchMin,
    /// [`Settings::watch_max`]
    WatchMax,
    /// [`Settings::watch_first`]
    WatchFirst,
}

impl Setting {
    /// Every setting, in the order in which help lists them.
    pub const ALL: [Setting; 23] = [
        Setting::MaxRedirects,
        Setting::MaxUrlBytes,
        Setting::MaxHeaderBytes,
        Setting::MaxHeaders,
        Setting::MaxBodyBytes,
        Setting::MaxUnpackedBytes,
        Setting::MaxUnpackedRatio,
        Setting::ConnectTime,
        Setting::FirstByteTime,
        Setting::WholeTime,
        Setting::HostInterval,
        Setting::MaxCrawlDelay,
        Setting::MaxWait,
        Setting::MaxBackOff,
        Setting::IgnoreRobots,
        Setting::RobotsLifetime,
        Setting::RobotsRetry,
        Setting::MaxRobotsBytes,
        Setting::AllowPrivate,
        Setting::Allow,
        Setting::WatchMin,
        Setting::WatchMax,
        Setting::WatchFirst,
    ];

    /// The name that [`Settings::set`] takes and errors show.
    pub const fn name(self) -> &'static str {
        match self {
            Setting::MaxRedirects => "max-redirects",
            Setting::MaxUrlBytes => "max-url-bytes",
            Setting::MaxHeaderBytes => "max-header-bytes",
            Setting::MaxHeaders => "max-headers",
            Setting::MaxBodyBytes => "max-body-bytes",
            Setting::MaxUnpackedBytes => "max-unpacked-bytes",
            Setting::MaxUnpackedRatio => "max-unpacked-ratio",
            Setting::ConnectTime => "connect-time",
            Setting::FirstByteTime => "first-byte-time",
            Setting::WholeTime => "whole-time",
            Setting::HostInterval => "host-interval",
            Setting::MaxCrawlDelay => "max-crawl-delay",
            Setting::MaxWait => "max-wait",
            Setting::MaxBackOff => "max-back-off",
            Setting::IgnoreRobots => "ignore-robots",
            Setting::RobotsLifetime => "robots-lifetime",
            Setting::RobotsRetry => "robots-retry",
            Setting::MaxRobotsBytes => "max-robots-bytes",
            Setting::AllowPrivate => "allow-private",
            Setting::Allow => "allow",
            Setting::WatchMin => "watch-min",
            Setting::WatchMax => "watch-max",
            Setting::WatchFirst => "watch-first",
        }
    }

    /// What it bounds or allows, for help and errors: `size of a body as sent, in bytes`.
    pub const fn about(self) -> &'static str {
        match self {
            Setting::MaxRedirects => "number of redirects",
            Setting::MaxUrlBytes => "size of an address in bytes",
            Setting::MaxHeaderBytes => "size of an answer's head in bytes",
            Setting::MaxHeaders => "number of an answer's headers",
            Setting::MaxBodyBytes => "size of a body as sent, in bytes",
            Setting::MaxUnpackedBytes => "size of a body when unpacked, in bytes",
            Setting::MaxUnpackedRatio => "times that a packed body may grow when unpacked",
            Setting::ConnectTime => "time for connecting",
            Setting::FirstByteTime => "time until a server's first byte",
            Setting::WholeTime => "time for a whole request with its redirects",
            Setting::HostInterval => "time between two requests to one host",
            Setting::MaxCrawlDelay => "longest interval that a robots.txt may ask for",
            Setting::MaxWait => "longest wait for a host's turn",
            Setting::MaxBackOff => "longest time that a failing host is left alone",
            Setting::IgnoreRobots => "fetch what robots.txt disallows",
            Setting::RobotsLifetime => "time that a robots.txt holds",
            Setting::RobotsRetry => "time until a robots.txt that failed is asked for again",
            Setting::MaxRobotsBytes => "size of a robots.txt in bytes; the rest is not read",
            Setting::AllowPrivate => "connect to addresses that are not public",
            Setting::Allow => "addresses that are not public and are allowed, with commas",
            Setting::WatchMin => "shortest time between two looks at a feed",
            Setting::WatchMax => "longest time between two looks at a feed",
            Setting::WatchFirst => "time between the first two looks at a feed",
        }
    }

    /// Whether 0 makes sense: no redirects, no pause.
    const fn may_be_none(self) -> bool {
        matches!(self, Setting::MaxRedirects | Setting::HostInterval | Setting::MaxWait)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Why [`Settings::set`] refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No setting has this name.
    #[error("there is no setting {0:?}; settings are {names}", names = names())]
    Unknown(String),
    /// The value is none for this setting.
    #[error("{value:?} is no value for {setting}: give {expected}")]
    Value {
        /// The setting that was to be set.
        setting: Setting,
        /// What was given.
        value: String,
        /// What would do.
        expected: &'static str,
    },
}

fn names() -> String {
    Setting::ALL.map(Setting::name).join(", ")
}

/// A setting's place, by the kind of its value.
enum Slot<'s> {
    Count(&'s mut u64),
    Time(&'s mut Duration),
    Switch(&'s mut bool),
    Networks(&'s mut Vec<Network>),
}

impl Settings {
    fn slot(&mut self, setting: Setting) -> Slot<'_> {
        match setting {
            Setting::MaxRedirects => Slot::Count(&mut self.max_redirects),
            Setting::MaxUrlBytes => Slot::Count(&mut self.max_url_bytes),
            Setting::MaxHeaderBytes => Slot::Count(&mut self.max_header_bytes),
            Setting::MaxHeaders => Slot::Count(&mut self.max_headers),
            Setting::MaxBodyBytes => Slot::Count(&mut self.max_body_bytes),
            Setting::MaxUnpackedBytes => Slot::Count(&mut self.max_unpacked_bytes),
            Setting::MaxUnpackedRatio => Slot::Count(&mut self.max_unpacked_ratio),
            Setting::ConnectTime => Slot::Time(&mut self.connect_time),
            Setting::FirstByteTime => Slot::Time(&mut self.first_byte_time),
            Setting::WholeTime => Slot::Time(&mut self.whole_time),
            Setting::HostInterval => Slot::Time(&mut self.host_interval),
            Setting::MaxCrawlDelay => Slot::Time(&mut self.max_crawl_delay),
            Setting::MaxWait => Slot::Time(&mut self.max_wait),
            Setting::MaxBackOff => Slot::Time(&mut self.max_back_off),
            Setting::IgnoreRobots => Slot::Switch(&mut self.ignore_robots),
            Setting::RobotsLifetime => Slot::Time(&mut self.robots_lifetime),
            Setting::RobotsRetry => Slot::Time(&mut self.robots_retry),
            Setting::MaxRobotsBytes => Slot::Count(&mut self.max_robots_bytes),
            Setting::AllowPrivate => Slot::Switch(&mut self.allow_private),
            Setting::Allow => Slot::Networks(&mut self.allow),
            Setting::WatchMin => Slot::Time(&mut self.watch_min),
            Setting::WatchMax => Slot::Time(&mut self.watch_max),
            Setting::WatchFirst => Slot::Time(&mut self.watch_first),
        }
    }

    /// A setting's value as [`Settings::set`] takes it, for help: `10`, `1s`, `no`.
    pub fn get(&self, setting: Setting) -> String {
        match self.clone().slot(setting) {
            Slot::Count(count) => count.to_string(),
            Slot::Time(time) => shown(*time),
            Slot::Switch(on) => if *on { "yes" } else { "no" }.to_owned(),
            Slot::Networks(networks) => {
                networks.iter().map(Network::to_string).collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Sets a setting by name, as `--fetch NAME=VALUE` may do.
    ///
    /// A count is a number, `_` allowed between digits, with an optional `KiB`, `MiB` or `GiB`; a
    /// time a number with `ms`, `s`, `min`, `h` or `d` (seconds without one); a switch `yes` or
    /// `no`; addresses stand with commas between them.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), SettingError> {
        let setting = Setting::ALL
            .into_iter()
            .find(|s| s.name() == name)
            .ok_or_else(|| SettingError::Unknown(name.to_owned()))?;
        let wrong = |expected| SettingError::Value { setting, value: value.to_owned(), expected };
        match self.slot(setting) {
            Slot::Count(count) => {
                *count = number(value)
                    .filter(|n| *n > 0 || setting.may_be_none())
                    .ok_or_else(|| wrong("a number, with KiB, MiB or GiB if it helps"))?;
            }
            Slot::Time(time) => {
                *time = self::time(value)
                    .filter(|t| !t.is_zero() || setting.may_be_none())
                    .ok_or_else(|| wrong("a time: 500ms, 10s, 5min, 24h, 7d"))?;
            }
            Slot::Switch(on) => {
                *on = match value.trim() {
                    "yes" | "true" => true,
                    "no" | "false" => false,
                    _ => return Err(wrong("yes or no")),
                };
            }
            Slot::Networks(networks) => {
                let parsed: Result<Vec<Network>, _> =
                    value.split(',').filter(|v| !v.trim().is_empty()).map(str::parse).collect();
                *networks = parsed.map_err(|_| {
                    wrong("addresses with commas between them: 127.0.0.1:8080, 10.1.0.0/16")
                })?;
            }
        }
        Ok(())
    }

    /// What [`schedule`](crate::schedule) needs of them.
    pub fn schedule(&self) -> Schedule {
        Schedule {
            min: self.watch_min.as_secs(),
            max: self.watch_max.as_secs(),
            first: self.watch_first.as_secs(),
        }
    }
}

fn number(value: &str) -> Option<u64> {
    let value = value.trim();
    let (digits, shift) = [("KiB", 10), ("MiB", 20), ("GiB", 30)]
        .into_iter()
        .find_map(|(unit, shift)| Some((value.strip_suffix(unit)?.trim_end(), shift)))
        .unwrap_or((value, 0));
    let number: u64 = digits.replace('_', "").parse().ok()?;
    number.checked_mul(1 << shift)
}

/// Longest unit first, so that a time is shown by the longest that it is a whole number of.
/// `ms` stands before `s` when a value is read: it ends in it.
const UNITS: [(&str, u64); 5] =
    [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("ms", 1), ("s", 1000)];

/// No time is longer: a hundred years, far below what adding to a clock can bear.
const MOST_SECONDS: u64 = 100 * 366 * 86_400;

fn time(value: &str) -> Option<Duration> {
    let value = value.trim();
    let (digits, millis) = UNITS
        .into_iter()
        .find_map(|(unit, millis)| Some((value.strip_suffix(unit)?.trim_end(), millis)))
        .unwrap_or((value, 1000));
    let number: u64 = digits.replace('_', "").parse().ok()?;
    Some(Duration::from_millis(number.checked_mul(millis)?))
        .filter(|time| time.as_secs() <= MOST_SECONDS)
}

/// A time as [`Settings::set`] takes it: `90s`, `24h`.
pub(crate) fn shown(time: Duration) -> String {
    let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
    let (unit, size) = UNITS
        .into_iter()
        .filter(|(unit, size)| *unit != "d" && millis >= *size && millis % size == 0)
        .max_by_key(|(_, size)| *size)
        .unwrap_or(("s", 1000));
    format!("{}{unit}", millis / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_set_by_its_name_and_shown_as_it_is_set() {
        let given = Settings {
            allow: vec!["10.0.0.0/8".parse().unwrap(), "[::1]:80".parse().unwrap()],
            ..Settings::default()
        };
        for setting in Setting::ALL {
            let value = given.get(setting);
            let mut settings = Settings::default();
            settings.set(setting.name(), &value).unwrap();
            assert_eq!(settings.get(setting), value, "{setting}");
            let other = match value.as_str() {
                "no" => "yes",
                _ if setting == Setting::Allow => "::1",
                _ => "7",
            };
            settings.set(setting.name(), other).unwrap();
            assert_ne!(settings.get(setting), value, "{setting}");
        }
    }

    #[test]
    fn values_with_units() {
        let mut settings = Settings::default();
        for (value, millis, again) in [
            ("500ms", 500, "500ms"),
            ("2", 2000, "2s"),
            ("90 s", 90_000, "90s"),
            ("5min", 300_000, "5min"),
            ("1d", 86_400_000, "24h"),
        ] {
            settings.set("host-interval", value).unwrap();
            assert_eq!(settings.host_interval.as_millis(), millis, "{value}");
            assert_eq!(settings.get(Setting::HostInterval), again);
        }
        settings.set("host-interval", "0").unwrap();
        assert_eq!(settings.get(Setting::HostInterval), "0s");
    }

    #[test]
    fn odd_values_are_refused() {
        for (name, value) in [
            ("max-body-bytes", ""),
            ("max-body-bytes", "0"),
            ("max-body-bytes", "1TiB"),
            ("max-body-bytes", "99999999999GiB"),
            ("whole-time", "0"),
            ("whole-time", "-1s"),
            ("whole-time", "1.5s"),
            ("whole-time", "99999999999999d"),
            ("whole-time", "999999999h"),
            ("ignore-robots", "maybe"),
            ("allow", "localhost"),
            ("allow", "10.0.0.0/33"),
        ] {
            assert!(Settings::default().set(name, value).is_err(), "{name}={value:?}");
        }
    }
}
