//! What holds for every address and every feed.

use proptest::prelude::*;
use sayso_fetch::{
    Network, Settings, USER_AGENT,
    schedule::{FeedState, Outcome, Schedule, Validators},
    special_kind,
};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Addresses near the edges of what is set apart, beside any.
fn v4() -> impl Strategy<Value = Ipv4Addr> {
    let edges = prop::sample::select(vec![
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ]);
    let near = (edges, any::<u32>(), -2i64..=2).prop_map(|(network, inside, off)| {
        let (address, prefix) = network.split_once('/').unwrap();
        let (base, prefix): (Ipv4Addr, u32) = (address.parse().unwrap(), prefix.parse().unwrap());
        let size = 1u64 << (32 - prefix);
        let begin = u64::from(base.to_bits());
        let at = match off {
            0 => begin + u64::from(inside) % size,
            1.. => begin + size + off as u64 - 1,
            _ => begin.saturating_sub(off.unsigned_abs()),
        };
        Ipv4Addr::from_bits(at.min(u64::from(u32::MAX)) as u32)
    });
    prop_oneof![any::<u32>().prop_map(Ipv4Addr::from_bits), near]
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let seconds = prop_oneof![0u64..100_000, any::<u64>()];
    prop_oneof![
        (prop_oneof![0u64..50, any::<u64>()], any::<bool>(), prop::option::of(seconds.clone()))
            .prop_map(|(new_items, known, max_age)| Outcome::Answered {
                new_items,
                validators: known.then(Validators::default),
                max_age,
                moved_to: None,
            }),
        (prop::option::of(seconds.clone()), any::<bool>())
            .prop_map(|(retry_after, temporary)| Outcome::Failed { retry_after, temporary }),
        Just(Outcome::Gone),
        seconds.prop_map(Outcome::Postponed),
    ]
}

proptest! {
    /// The standard library's own notions agree, as far as they go.
    #[test]
    fn what_the_standard_library_sets_apart_is_not_public(v4 in v4(), bits in any::<u128>()) {
        let apart = v4.is_private() || v4.is_loopback() || v4.is_link_local() || v4.is_multicast()
            || v4.is_unspecified() || v4.is_broadcast() || v4.is_documentation();
        prop_assert!(!apart || special_kind(v4.into()).is_some(), "{v4}");
        let v6 = Ipv6Addr::from_bits(bits);
        let apart = v6.is_loopback() || v6.is_multicast() || v6.is_unspecified()
            || v6.is_unique_local() || v6.is_unicast_link_local();
        prop_assert!(!apart || special_kind(v6.into()).is_some(), "{v6}");
        let global = v6.segments()[0] & 0xe000 == 0x2000;
        prop_assert!(global || special_kind(v6.into()).is_some(), "{v6}");
    }

    /// No way to write an address of IPv4 as one of IPv6 leads past the rules, whatever is allowed
    /// of IPv4.
    #[test]
    fn addresses_within_addresses(v4 in v4(), low in any::<u64>()) {
        let [a, b] = [(v4.to_bits() >> 16) as u16, v4.to_bits() as u16];
        let low = low as u16;
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        for v6 in [
            v4.to_ipv6_mapped(),
            v4.to_ipv6_compatible(),
            Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, a, b),
            Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, a, b),
            Ipv6Addr::new(0x64, 0xff9b, 1, low, low, low, a, b),
            Ipv6Addr::new(0x2002, a, b, low, low, low, low, low),
            Ipv6Addr::new(0x2001, 0, a, b, low, low, low, low),
            Ipv6Addr::new(0x2001, 0, low, low, low, low, !a, !b),
        ] {
            prop_assert!(special_kind(v6.into()).is_some(), "{v6}");
            prop_assert!(!everything.contains(SocketAddr::new(v6.into(), 80)));
        }
        prop_assert!(everything.contains(SocketAddr::new(v4.into(), 80)));
    }

    #[test]
    fn a_network_holds_what_begins_alike(v4 in v4(), other in v4(), prefix in 0u32..=32) {
        let network: Network = format!("{v4}/{prefix}").parse().unwrap();
        let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
        let alike = v4.to_bits() & mask == other.to_bits() & mask;
        prop_assert_eq!(network.contains(SocketAddr::new(IpAddr::V4(other), 1)), alike);
        prop_assert_eq!(network.to_string().parse::<Network>().unwrap(), network);
    }

    /// Over any history a feed is due within bounds, and the state survives being stored.
    #[test]
    fn a_feed_is_due_within_bounds(
        outcomes in prop::collection::vec((outcome(), 0u64..10_000_000), 1..30),
        min in 1u64..10_000,
        more in 0u64..1_000_000,
        first in any::<u64>(),
    ) {
        let schedule = Schedule { min, max: min + more, first };
        let url = "https://presse.example/flux.xml";
        let (mut state, mut now) = (FeedState::default(), 1_700_000_000u64);
        for (outcome, later) in outcomes {
            let next = schedule.next(url, &state, &outcome, now);
            prop_assert_eq!(&next, &schedule.next(url, &state, &outcome, now));
            let wait = next.next_due.checked_sub(now);
            match outcome {
                Outcome::Postponed(_) => prop_assert!(wait.is_some_and(|w| w <= schedule.max)),
                _ => prop_assert!(wait.is_some_and(|w| (min..=schedule.max).contains(&w))),
            }
            if let Outcome::Answered { .. } = outcome {
                prop_assert!((min..=schedule.max).contains(&next.interval));
                prop_assert_eq!((next.failures, next.last_ok), (0, Some(now)));
            }
            prop_assert!(!next.gone || !next.is_due(u64::MAX));
            let stored = serde_json::to_string(&next).unwrap();
            prop_assert_eq!(&serde_json::from_str::<FeedState>(&stored).unwrap(), &next);
            (state, now) = (next, now + later);
        }
    }

    /// Settings take what they show, and nothing makes them panic.
    #[test]
    fn any_value_is_taken_or_refused(name in "[a-z-]{1,20}", value in "\\PC{0,20}") {
        let _ = Settings::default().set(&name, &value);
        for setting in sayso_fetch::Setting::ALL {
            let mut settings = Settings::default();
            if settings.set(setting.name(), &value).is_ok() {
                let shown = settings.get(setting);
                let mut again = Settings::default();
                again.set(setting.name(), &shown).unwrap();
                prop_assert_eq!(again, settings);
            }
        }
    }
}

const URL: &str = "https://presse.example/flux.xml";

fn schedule() -> Schedule {
    Settings::default().schedule()
}

fn run(outcomes: impl IntoIterator<Item = Outcome>) -> Vec<FeedState> {
    let (mut state, mut now) = (FeedState::default(), 1_700_000_000);
    let step = |outcome| {
        state = schedule().next(URL, &state, &outcome, now);
        now = state.next_due;
        state.clone()
    };
    outcomes.into_iter().map(step).collect()
}

#[test]
fn a_busy_feed_is_looked_at_often_and_a_quiet_one_seldom() {
    let busy = run((0..20).map(|_| Outcome::fetched(10)));
    assert_eq!(busy.last().unwrap().interval, schedule().min);
    let quiet = run((0..20).map(|_| Outcome::fetched(0)));
    assert_eq!(quiet.last().unwrap().interval, schedule().max);
    // One item each time is just right.
    let steady = run((0..20).map(|_| Outcome::fetched(1)));
    let last = steady.last().unwrap().interval;
    assert!((1700..=1900).contains(&last), "{last}");
}

#[test]
fn failures_wait_longer_each_time_and_are_forgotten() {
    let failed = Outcome::Failed { retry_after: None, temporary: true };
    let mut outcomes = vec![Outcome::fetched(1)];
    outcomes.extend(vec![failed; 8]);
    outcomes.push(Outcome::fetched(0));
    let states = run(outcomes);
    let waits: Vec<u64> = states.windows(2).map(|w| w[1].next_due - w[0].next_due).collect();
    for (doublings, wait) in waits[..8].iter().enumerate() {
        let least = (1800u64 << doublings).min(schedule().max);
        assert!((least..=(least * 11 / 10).min(schedule().max)).contains(wait), "{waits:?}");
    }
    assert_eq!((states[8].failures, states[9].failures), (8, 0));
    assert_eq!(states[8].interval, states[0].interval);
}

#[test]
fn what_the_server_asks_for_is_honoured() {
    let state = FeedState::default();
    let now = 1_700_000_000;
    let after = |outcome: Outcome| schedule().next(URL, &state, &outcome, now).next_due - now;
    let answered = |max_age| Outcome::Answered {
        new_items: 3,
        validators: None,
        max_age: Some(max_age),
        moved_to: None,
    };
    assert!(after(answered(7200)) >= 7200);
    assert!(after(answered(10)) >= 1800);
    // A year is a mistake.
    assert_eq!(after(answered(31_536_000)), schedule().max);
    let busy = Outcome::Failed { retry_after: Some(10_000), temporary: true };
    assert!((10_000..=11_000).contains(&after(busy)));
    let gone = schedule().next(URL, &state, &Outcome::Gone, now);
    assert!(gone.gone && !gone.is_due(u64::MAX));
    let moved = Outcome::Answered {
        new_items: 0,
        validators: None,
        max_age: None,
        moved_to: Some("https://presse.example/neu.xml".to_owned()),
    };
    let moved = schedule().next(URL, &state, &moved, now);
    assert_eq!(moved.moved_to.as_deref(), Some("https://presse.example/neu.xml"));
}

#[test]
fn what_has_not_changed_keeps_its_validators() {
    let known = FeedState { etag: Some("\"v1\"".to_owned()), ..FeedState::default() };
    let unchanged =
        Outcome::Answered { new_items: 0, validators: None, max_age: None, moved_to: None };
    assert_eq!(schedule().next(URL, &known, &unchanged, 1).etag, known.etag);
    // A new version without one is not asked for by the old one's.
    assert_eq!(schedule().next(URL, &known, &Outcome::fetched(1), 1).etag, None);
}

#[test]
fn feeds_do_not_fall_due_all_at_once() {
    let due: std::collections::BTreeSet<u64> = (0..100)
        .map(|n| {
            let url = format!("https://presse.example/{n}.xml");
            schedule().next(&url, &FeedState::default(), &Outcome::fetched(1), 0).next_due
        })
        .collect();
    assert!(due.len() > 50, "{}", due.len());
}

#[test]
fn a_state_of_an_older_version_is_read() {
    let state: FeedState = serde_json::from_str(r#"{"etag":"\"v1\"","next_due":7}"#).unwrap();
    assert_eq!((state.next_due, state.failures), (7, 0));
    assert!(USER_AGENT.starts_with("sayso/"));
}

#[test]
fn threads_may_share_it() {
    fn shared<T: Send + Sync>() {}
    shared::<sayso_fetch::Fetcher>();
    shared::<sayso_fetch::FetchError>();
}
