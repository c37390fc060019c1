//! What an expression means: its parts against the date of publication and what stood before.

use super::calendar::{Period, add_days, add_months, day, feast, nth_weekday, weekday, year};
use super::lexicon::{Code, Value};
use super::pattern::{Kept, Op, Role};
use jiff::civil::Date;
use sayso_model::{Grain, TimeAnchor, TimeId, TimeKind, TimeMod};

/// Where the words around an expression point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Lean {
    Past,
    Future,
    /// A verb in the present: ahead, as far as it is near.
    Present,
    #[default]
    Unknown,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfDay {
    Part(Code),
    Clock { hour: i8, minute: i8, second: Option<i8> },
}

/// A point that the text has named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub period: Period,
    pub of_day: Option<OfDay>,
}

/// What an expression is resolved against.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Context {
    /// The day of publication.
    pub published: Option<Date>,
    /// Its hour and minute.
    pub clock: Option<(i8, i8)>,
    pub lean: Lean,
    /// What the text named last, of any grain.
    pub last: Option<(Point, TimeId)>,
    /// The day that it named last in this paragraph.
    pub day: Option<(Date, TimeId)>,
    /// The modifier that the word before the expression gives.
    pub before: Option<TimeMod>,
}

/// What an expression means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    pub kind: TimeKind,
    pub value: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub grain: Option<Grain>,
    pub modifier: Option<TimeMod>,
    pub anchor: TimeAnchor,
    /// The point, for what is counted from it.
    pub point: Option<Point>,
}

const ROLES: usize = 33;

/// The tokens of an expression by what they are to it.
#[derive(Debug, Clone, Copy)]
struct Slots([Option<Value>; ROLES]);

impl Slots {
    fn new(kept: &[Kept]) -> Slots {
        let mut slots = [None; ROLES];
        for k in kept {
            if let Some(slot) = slots.get_mut(k.role as usize) {
                slot.get_or_insert(k.value);
            }
        }
        Slots(slots)
    }

    fn get(&self, role: Role) -> Option<Value> {
        self.0.get(role as usize).copied().flatten()
    }

    fn n(&self, role: Role) -> Option<i64> {
        self.get(role).map(|v| v.n)
    }

    fn code(&self, role: Role) -> Option<Code> {
        self.get(role).map(|v| v.code).filter(|c| !c.is_none())
    }

    fn set(&mut self, role: Role, value: Value) {
        if let Some(slot) = self.0.get_mut(role as usize) {
            slot.get_or_insert(value);
        }
    }
}

/// A unit of time: how TIMEX3 calls it, and its grain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Unit {
    /// How many of `name` it is (a fortnight: two weeks).
    times: i64,
    name: &'static str,
    /// Whether it stands behind the `T` of a duration.
    of_clock: bool,
    grain: Grain,
}

const UNITS: [(&str, &str, bool, Grain); 16] = [
    ("S", "S", true, Grain::Second),
    ("MIN", "M", true, Grain::Minute),
    ("H", "H", true, Grain::Hour),
    ("D", "D", false, Grain::Day),
    ("NI", "NI", false, Grain::Day),
    ("WE", "WE", false, Grain::Weekend),
    ("W", "W", false, Grain::Week),
    ("M", "M", false, Grain::Month),
    ("Q", "Q", false, Grain::Quarter),
    ("HY", "H", false, Grain::Half),
    ("SE", "SE", false, Grain::Season),
    ("Y", "Y", false, Grain::Year),
    ("DE", "DE", false, Grain::Decade),
    ("CE", "CE", false, Grain::Century),
    ("ML", "ML", false, Grain::Millennium),
    ("PT", "DT", false, Grain::Part),
];

fn unit(value: Value) -> Option<Unit> {
    let (_, name, of_clock, grain) =
        UNITS.into_iter().find(|(code, ..)| *code == value.code.name())?;
    let unit = Unit { times: value.n.max(1), name, of_clock, grain };
    Some(match grain {
        Grain::Half => Unit { times: unit.times * 6, name: "M", ..unit },
        Grain::Millennium => Unit { times: unit.times * 1000, name: "Y", ..unit },
        _ => unit,
    })
}

impl Unit {
    fn duration(self, count: &str) -> String {
        format!("P{}{count}{}", if self.of_clock { "T" } else { "" }, self.name)
    }
}

/// The meaning of an expression. `None`: its parts make no time that exists.
pub(super) fn resolve(
    op: Op,
    kept: &[Kept],
    text: &dyn Fn(&Kept) -> String,
    at: &Context,
) -> Option<Meaning> {
    let slots = Slots::new(kept);
    let mut meaning = match op {
        Op::Date => date(&slots, at)?,
        Op::Shift => shift(&slots, at)?,
        Op::Back => back(&slots, at)?,
        Op::Ago => distance(kept, &slots, at, -1, false)?,
        Op::Hence => distance(kept, &slots, at, 1, false)?,
        Op::Earlier => distance(kept, &slots, at, -1, true)?,
        Op::Later => distance(kept, &slots, at, 1, true)?,
        Op::Near => near(&slots, at)?,
        Op::That => that(&slots, at)?,
        Op::Lasting => lasting(kept, &slots, text, at)?,
        Op::Duration => duration(kept, text)?,
        Op::Set => set(&slots)?,
        Op::Decade => decade(&slots, at)?,
        Op::Century => century(&slots, at)?,
        Op::Share => share(&slots, at)?,
        Op::Ref => {
            let code = slots.code(Role::Ref)?;
            plain(TimeKind::Date, format!("{}_REF", code.name()))
        }
        Op::Years => years(&slots)?,
        Op::Range | Op::Not | Op::Event | Op::Between => return None,
    };
    let own = slots.code(Role::Edge).or(slots.code(Role::Approx)).and_then(modifier);
    meaning.modifier = own.or(meaning.modifier).or(at.before);
    apply_edge(&mut meaning);
    Some(meaning)
}

/// The points of *du 3 au 5 mars*, *am 3., 4. und 5. März*: what one leaves out, its neighbours
/// have.
pub(super) fn range(kept: &[Kept], at: &Context) -> Option<Vec<Meaning>> {
    let mut parts: Vec<Slots> = kept.split(|k| k.role == Role::To).map(Slots::new).collect();
    let last = parts.len().checked_sub(1)?;
    for role in [Role::Month, Role::Year, Role::ShortYear, Role::Ampm] {
        // The last part gives what all share; where it has none, the first.
        let given = parts.get(last).and_then(|p| p.get(role));
        if let Some(value) = given.or_else(|| parts.first().and_then(|p| p.get(role))) {
            let shared = |p: &mut Slots| {
                if role != Role::Year || p.get(Role::Day).is_some() || p.get(Role::Month).is_some()
                {
                    p.set(role, value);
                }
            };
            parts.iter_mut().for_each(shared);
        }
    }
    let mut made = Vec::with_capacity(parts.len());
    for part in &parts {
        made.push(date(part, at)?);
    }
    // *du 28 au 3 mars* begins in the month before.
    if let [first, .., end] = &mut made[..]
        && let (Some(a), Some(b)) = (first.point, end.point)
        && a.of_day.is_none()
        && a.period.first() > b.period.last()
        && let Period::Day(d) = a.period
        && let Some(Period::Month(y, m)) =
            Period::holding(Grain::Month, d).and_then(|p| p.shift(-1))
    {
        let period = Period::Day(day(y, m, i64::from(d.day()))?);
        *first = point(Point { period, of_day: a.of_day }, first.anchor);
    }
    let spans = kept.iter().any(|k| k.role == Role::To && k.value.code.name() == "TO");
    if let [first, end] = &mut made[..]
        && spans
    {
        first.modifier = Some(TimeMod::Since);
        end.modifier = Some(TimeMod::Until);
    }
    Some(made)
}

pub(super) fn modifier(code: Code) -> Option<TimeMod> {
    if code.name() == "FROM" {
        return Some(TimeMod::Since);
    }
    TimeMod::ALL.into_iter().find(|m| m.name().eq_ignore_ascii_case(code.name()))
}

fn plain(kind: TimeKind, value: String) -> Meaning {
    Meaning {
        kind,
        value,
        from: None,
        to: None,
        grain: None,
        modifier: None,
        anchor: TimeAnchor::None,
        point: None,
    }
}

/// The meaning of a point.
pub(super) fn point(point: Point, anchor: TimeAnchor) -> Meaning {
    let Point { period, of_day } = point;
    let (first, last) = (period.first(), period.last());
    let day = |d: Option<Date>| d.map(|d| d.to_string());
    let (kind, value, from, to, grain) = match of_day {
        None => (TimeKind::Date, period.value(), day(first), day(last), period.grain()),
        Some(OfDay::Part(code)) => {
            let (from, to, over) = hours(code);
            let end = if over { last.and_then(|d| add_days(d, 1)) } else { last };
            (
                TimeKind::Time,
                format!("{}T{}", period.value(), code.name()),
                day(first).map(|d| format!("{d}T{from}")),
                day(end).map(|d| format!("{d}T{to}")),
                Grain::Part,
            )
        }
        Some(OfDay::Clock { hour, minute, second }) => {
            let mut clock = format!("{hour:02}:{minute:02}");
            if let Some(second) = second {
                clock.push_str(&format!(":{second:02}"));
            }
            let at = match hour {
                24 => last.and_then(|d| add_days(d, 1)).map(|d| format!("{d}T00:00")),
                _ => day(first).map(|d| format!("{d}T{clock}")),
            };
            let grain = if second.is_some() { Grain::Second } else { Grain::Minute };
            (TimeKind::Time, format!("{}T{clock}", period.value()), at.clone(), at, grain)
        }
    };
    Meaning {
        kind,
        value,
        from,
        to,
        grain: Some(grain),
        modifier: None,
        anchor,
        point: Some(Point { period, of_day }),
    }
}

/// Whether a code is a part of the day, and no condition on a word's tag.
pub(super) fn is_part(code: Code) -> bool {
    matches!(code.name(), "MO" | "MI" | "AF" | "EV" | "NI" | "DT")
}

/// From when to when a part of the day lasts, and whether it ends on the next day.
fn hours(part: Code) -> (&'static str, &'static str, bool) {
    match part.name() {
        "MO" => ("05:00", "11:59", false),
        "MI" => ("11:30", "13:29", false),
        "AF" => ("12:00", "17:59", false),
        "EV" => ("18:00", "23:59", false),
        "NI" => ("21:00", "05:59", true),
        _ => ("06:00", "17:59", false),
    }
}

/// What modifiers of reach do to the interval.
fn apply_edge(meaning: &mut Meaning) {
    match meaning.modifier {
        Some(TimeMod::Since) => meaning.to = None,
        Some(TimeMod::Until) => meaning.from = None,
        Some(TimeMod::Before) => {
            meaning.to = meaning.from.take();
        }
        Some(TimeMod::After) => {
            meaning.from = meaning.to.take();
        }
        Some(edge @ (TimeMod::Start | TimeMod::Mid | TimeMod::End)) => {
            let Some(Point { period, of_day: None }) = meaning.point else { return };
            let (Some(first), Some(last)) = (period.first(), period.last()) else { return };
            let days = (last - first).get_days();
            let third = i64::from(days) / 3;
            let (from, to) = match edge {
                TimeMod::Start => (Some(first), add_days(first, third)),
                TimeMod::End => (add_days(last, -third), Some(last)),
                _ => (add_days(first, third), add_days(last, -third)),
            };
            // A day has no thirds of days.
            if days >= 6 {
                meaning.from = from.map(|d| d.to_string());
                meaning.to = to.map(|d| d.to_string());
            }
        }
        _ => {}
    }
}

/// The one of `candidates`, in order, to which the words point: seen from `now`.
fn lean_to(candidates: &[Date], now: Date, lean: Lean) -> Option<Date> {
    let past = candidates.iter().copied().filter(|d| *d <= now).max();
    let future = candidates.iter().copied().filter(|d| *d >= now).min();
    match lean {
        Lean::Past => past.or(future),
        Lean::Future => future.or(past),
        Lean::Unknown | Lean::Present => match (past, future) {
            (Some(past), Some(future)) => {
                let (back, ahead) = ((now - past).get_days(), (future - now).get_days());
                // What comes within weeks is announced, what lies further off has been.
                Some(if ahead < back && ahead <= 92 { future } else { past })
            }
            (past, future) => past.or(future),
        },
    }
}

/// So near a day is meant, whatever the verb, ...
const AT_HAND: i32 = 31;

/// ... where the one to which the verb points is so far off.
const FAR: i32 = 330;

/// The coming one of `candidates` where the last lies nearly a year back: *the race of 18 December
/// was called off*. Nobody leaves out the year of what is as old.
fn at_hand(candidates: &[Date], now: Date) -> Option<Date> {
    let past = candidates.iter().copied().filter(|d| *d <= now).max()?;
    let future = candidates.iter().copied().filter(|d| *d >= now).min()?;
    ((future - now).get_days() <= AT_HAND && (now - past).get_days() >= FAR).then_some(future)
}

/// The time of day that an expression names, and whether it belongs to the day before (*the
/// night of* is none).
fn of_day(slots: &Slots) -> Result<Option<OfDay>, ()> {
    let part = slots.code(Role::Part);
    if let Some(clock) = slots.n(Role::Clock) {
        let (hour, minute) = (clock / 100, clock % 100);
        return Ok(Some(OfDay::Clock { hour: hour as i8, minute: minute as i8, second: None }));
    }
    let Some(mut hour) = slots.n(Role::Hour) else {
        return Ok(part.map(OfDay::Part));
    };
    let mut minute = slots.n(Role::Minute).unwrap_or(0);
    let second = slots.n(Role::Second);
    if let Some(half) = slots.n(Role::Half) {
        minute = half;
    }
    if !(0..=24).contains(&hour)
        || !(0..=59).contains(&minute)
        || second.is_some_and(|s| !(0..=59).contains(&s))
    {
        return Err(());
    }
    match slots.code(Role::Ampm).as_ref().map(Code::name) {
        Some("PM") if hour < 12 => hour += 12,
        Some("AM") if hour == 12 => hour = 0,
        Some("AM") if hour > 12 => return Err(()),
        None => match part.as_ref().map(Code::name) {
            Some("AF" | "EV") if hour < 12 => hour += 12,
            Some("NI") if (6..12).contains(&hour) => hour += 12,
            Some("NI") if hour == 12 => hour = 0,
            _ => {}
        },
        _ => {}
    }
    // ten to three, half past two
    match slots.n(Role::Past) {
        Some(..0) => minute = -minute,
        // *halb vier*: half of the hour that ends at four.
        Some(30) => minute = -30,
        _ => {}
    }
    let total = hour * 60 + minute;
    let total = if total < 0 { total + 24 * 60 } else { total };
    if total > 24 * 60 {
        return Err(());
    }
    Ok(Some(OfDay::Clock {
        hour: (total / 60) as i8,
        minute: (total % 60) as i8,
        second: second.map(|s| s as i8),
    }))
}

fn full_year(slots: &Slots, at: &Context) -> Option<i64> {
    if let Some(y) = slots.n(Role::Year) {
        return Some(y);
    }
    let short = slots.n(Role::ShortYear)?;
    if !(0..100).contains(&short) {
        return Some(short);
    }
    let now = at.published.map_or(2025, |d| i64::from(d.year()));
    // Two digits reach fifteen years ahead and the rest back.
    let century = now - now.rem_euclid(100);
    Some(if century + short > now + 15 { century - 100 + short } else { century + short })
}

/// A point named by its parts.
fn date(slots: &Slots, at: &Context) -> Option<Meaning> {
    let of_day = of_day(slots).ok()?;
    let named_year = match full_year(slots, at) {
        Some(y) => Some(year(y)?),
        None => None,
    };
    let month = match slots.n(Role::Month) {
        Some(m @ 1..=12) => Some(m as i8),
        Some(_) => return None,
        None => None,
    };
    let dir = slots.n(Role::Dir);
    // *20240314*
    if let Some(n) = slots.n(Role::Era) {
        let (y, m) = (year(n / 10_000)?, i8::try_from(n / 100 % 100).ok()?);
        let period = Period::Day(day(y, m, n % 100)?);
        return Some(point(Point { period, of_day }, TimeAnchor::None));
    }
    let done = |period: Period, anchor: TimeAnchor| {
        // *in der Nacht zum Montag* began on Sunday.
        let period = match (period, slots.get(Role::Old)) {
            (Period::Day(d), Some(_)) => Period::Day(add_days(d, -1)?),
            (period, _) => period,
        };
        Some(point(Point { period, of_day }, anchor))
    };
    let (now, anchor) = (at.published, TimeAnchor::Published);
    if let Some(rule) = slots.code(Role::Feast) {
        return match (named_year, now) {
            (Some(y), _) => done(Period::Day(feast(rule, y)?), TimeAnchor::None),
            (None, Some(now)) => {
                let near = |y: i16| feast(rule, y);
                let list: Vec<Date> = [now.year() - 1, now.year(), now.year() + 1]
                    .into_iter()
                    .filter_map(near)
                    .collect();
                done(Period::Day(directed(&list, now, dir, at.lean)?), anchor)
            }
            (None, None) => Some(plain(TimeKind::Date, "XXXX".to_owned())),
        };
    }
    if let Some(season) = slots.n(Role::Season) {
        let season = i8::try_from(season).ok().filter(|s| (1..=4).contains(s))?;
        return match (named_year, now) {
            (Some(y), _) => done(Period::Season(y, season), TimeAnchor::None),
            (None, Some(now)) => done(near_season(season, now, dir, at.lean)?, anchor),
            (None, None) => {
                let name = ["SP", "SU", "FA", "WI"][(season - 1) as usize];
                Some(plain(TimeKind::Date, format!("XXXX-{name}")))
            }
        };
    }
    // the first Monday in May
    if let (Some(nth), Some(wanted), Some(m)) = (slots.n(Role::Nth), slots.n(Role::Weekday), month)
    {
        return match (named_year, now) {
            (Some(y), _) => done(Period::Day(nth_weekday(nth, wanted, y, m)?), TimeAnchor::None),
            (None, Some(now)) => {
                let near = |y: i16| nth_weekday(nth, wanted, y, m);
                let list: Vec<Date> = [now.year() - 1, now.year(), now.year() + 1]
                    .into_iter()
                    .filter_map(near)
                    .collect();
                done(Period::Day(directed(&list, now, dir, at.lean)?), anchor)
            }
            (None, None) => None,
        };
    }
    match (named_year, month, slots.n(Role::Day)) {
        (Some(y), Some(m), Some(d)) => done(Period::Day(day(y, m, d)?), TimeAnchor::None),
        (Some(y), Some(m), None) => done(Period::Month(y, m), TimeAnchor::None),
        (Some(y), None, None) => done(Period::Year(y), TimeAnchor::None),
        (Some(_), None, Some(_)) => None,
        (None, Some(m), Some(d)) => {
            // A leap year is at most eight years off.
            if d < 1 || (-4..=4).all(|k| day(2000 + k, m, d).is_none()) {
                return None;
            }
            let Some(now) = now else {
                return Some(plain(
                    kind_of(of_day),
                    format!("XXXX-{m:02}-{d:02}{}", suffix(of_day)),
                ));
            };
            let list: Vec<Date> = (-8..=8)
                .filter_map(|k| day(now.year() + k, m, d))
                .filter(|c| year(i64::from(c.year())).is_some())
                .collect();
            let close: Vec<Date> = list
                .iter()
                .copied()
                .filter(|c| slots.n(Role::Weekday).is_none_or(|w| weekday(*c) == w))
                .collect();
            let near = |c: &Date| (*c - now).get_days().abs() <= 400;
            // The weekday tells which year, where the two agree in one that is near.
            if slots.get(Role::Weekday).is_some()
                && dir.is_none()
                && let Some(c) =
                    close.iter().copied().filter(near).min_by_key(|c| (*c - now).get_days().abs())
            {
                return done(Period::Day(c), anchor);
            }
            let list = if close.iter().any(near) { close } else { list };
            let found = match (dir, at.lean) {
                (None, Lean::Past) => at_hand(&list, now),
                _ => None,
            };
            done(Period::Day(found.or_else(|| directed(&list, now, dir, at.lean))?), anchor)
        }
        (None, Some(m), None) => {
            let Some(now) = now else {
                return Some(plain(TimeKind::Date, format!("XXXX-{m:02}")));
            };
            done(near_month(m, now, dir, at)?, anchor)
        }
        (None, None, Some(d)) => day_of_month(d, slots, at, of_day),
        (None, None, None) => {
            if let Some(wanted) = slots.n(Role::Weekday) {
                let Some(now) = now else {
                    let value = format!("XXXX-WXX-{wanted}{}", suffix(of_day));
                    return Some(plain(kind_of(of_day), value));
                };
                let of_week = slots.code(Role::Dir).is_some_and(|c| c.name() == "W");
                let found = match (slots.n(Role::Nth), dir) {
                    // *the second Sunday*, of a month that is left out.
                    (Some(nth), None) => nth_weekday(nth, wanted, now.year(), now.month())?,
                    // *next Friday* is that of the next week, where a language means so.
                    (None, Some(d)) if of_week => add_days(now, 7 * d + wanted - weekday(now))?,
                    _ => near_weekday(wanted, now, dir, at.lean)?,
                };
                return done(Period::Day(found), anchor);
            }
            of_day?;
            // The day that the paragraph is at, or the day of publication. A night that is over
            // began the day before.
            let over = at.lean != Lean::Future
                && matches!(of_day, Some(OfDay::Part(p)) if p.name() == "NI");
            match (at.day, now) {
                (None, Some(now)) if over => done(Period::Day(add_days(now, -1)?), anchor),
                (Some((d, id)), _) => done(Period::Day(d), TimeAnchor::Time(id)),
                (None, Some(now)) => done(Period::Day(now), anchor),
                (None, None) => Some(plain(TimeKind::Time, suffix(of_day))),
            }
        }
    }
}

fn kind_of(of_day: Option<OfDay>) -> TimeKind {
    if of_day.is_some() { TimeKind::Time } else { TimeKind::Date }
}

/// The part of a value behind the day.
fn suffix(of_day: Option<OfDay>) -> String {
    match of_day {
        None => String::new(),
        Some(OfDay::Part(code)) => format!("T{}", code.name()),
        Some(OfDay::Clock { hour, minute, .. }) => format!("T{hour:02}:{minute:02}"),
    }
}

/// The candidate that *last*, *next*, *this* or the lean asks for.
fn directed(list: &[Date], now: Date, dir: Option<i64>, lean: Lean) -> Option<Date> {
    match dir {
        Some(d) if d < 0 => list.iter().copied().filter(|c| *c < now).max(),
        Some(d) if d > 0 => list.iter().copied().filter(|c| *c > now).min(),
        Some(_) => list.iter().copied().min_by_key(|c| (*c - now).get_days().abs()),
        None => lean_to(list, now, lean),
    }
}

/// A bare weekday is the nearest past one unless the words point ahead.
fn near_weekday(wanted: i64, now: Date, dir: Option<i64>, lean: Lean) -> Option<Date> {
    let back = (weekday(now) - wanted).rem_euclid(7);
    let ahead = (wanted - weekday(now)).rem_euclid(7);
    let (last, next) = (if back == 0 { 7 } else { back }, if ahead == 0 { 7 } else { ahead });
    add_days(
        now,
        match (dir, lean) {
            (Some(d), _) if d < 0 => -last,
            (Some(d), _) if d > 1 => next + 7,
            (Some(1), _) => next,
            (Some(_), Lean::Past) => -back,
            (Some(_), _) => ahead,
            (None, Lean::Future | Lean::Present) => ahead,
            (None, _) => -back,
        },
    )
}

fn near_month(m: i8, now: Date, dir: Option<i64>, at: &Context) -> Option<Period> {
    let this = now.month();
    let back = (this - m).rem_euclid(12);
    let ahead = (m - this).rem_euclid(12);
    let (last, next) = (if back == 0 { 12 } else { back }, if ahead == 0 { 12 } else { ahead });
    let months = match dir {
        Some(d) if d < 0 => -last,
        Some(d) if d > 0 => next,
        Some(_) => m - this,
        None => match at.lean {
            Lean::Future => ahead,
            Lean::Past => -back,
            // A present tells of what is near.
            Lean::Present if ahead <= 6 => ahead,
            Lean::Unknown if ahead <= 3 && ahead < back => ahead,
            Lean::Present | Lean::Unknown => -back,
        },
    };
    Period::Month(now.year(), this).shift(i64::from(months))
}

fn near_season(season: i8, now: Date, dir: Option<i64>, lean: Lean) -> Option<Period> {
    let Period::Season(y, this) = Period::holding(Grain::Season, now)? else { return None };
    let back = (this - season).rem_euclid(4);
    let ahead = (season - this).rem_euclid(4);
    let (last, next) = (if back == 0 { 4 } else { back }, if ahead == 0 { 4 } else { ahead });
    let steps = match dir {
        Some(d) if d < 0 => -last,
        Some(d) if d > 0 => next,
        Some(_) if ahead <= 2 => ahead,
        Some(_) => -back,
        None if lean == Lean::Future => ahead,
        None if matches!(lean, Lean::Present | Lean::Unknown) && ahead == 1 => 1,
        None => -back,
    };
    Period::Season(y, this).shift(i64::from(steps))
}

/// *le 3*, *the 25th*: in the month that the text is at.
fn day_of_month(d: i64, slots: &Slots, at: &Context, of_day: Option<OfDay>) -> Option<Meaning> {
    if !(1..=31).contains(&d) {
        return None;
    }
    let Some(now) = at.published else {
        return Some(plain(kind_of(of_day), format!("XXXX-XX-{d:02}{}", suffix(of_day))));
    };
    let month = Period::holding(Grain::Month, now)?;
    let mut list = Vec::with_capacity(27);
    for k in -13..=13 {
        if let Some(Period::Month(y, m)) = month.shift(k)
            && let Some(c) = day(y, m, d)
            && slots.n(Role::Weekday).is_none_or(|w| weekday(c) == w)
        {
            list.push(c);
        }
    }
    if slots.get(Role::Dir).is_none()
        && let Some((Point { period: Period::Day(last), .. }, id)) = at.last
        && let Some(c) =
            list.iter().copied().find(|c| (c.year(), c.month()) == (last.year(), last.month()))
        && (last.year(), last.month()) != (now.year(), now.month())
    {
        return Some(point(Point { period: Period::Day(c), of_day }, TimeAnchor::Time(id)));
    }
    let found = directed(&list, now, slots.n(Role::Dir), at.lean)?;
    Some(point(Point { period: Period::Day(found), of_day }, TimeAnchor::Published))
}

/// *yesterday*, *tonight*, *this morning*.
fn shift(slots: &Slots, at: &Context) -> Option<Meaning> {
    let value = slots.get(Role::Shift)?;
    let own = of_day(slots).ok()?;
    // *ce soir à 20 heures*: the word's own part of day tells which half.
    let own = match (own, value.more) {
        (None, more) if is_part(more) => Some(OfDay::Part(more)),
        (Some(OfDay::Clock { hour, minute, second }), more)
            if matches!(more.name(), "EV" | "AF")
                && hour < 12
                && slots.get(Role::Ampm).is_none() =>
        {
            Some(OfDay::Clock { hour: hour + 12, minute, second })
        }
        (own, _) => own,
    };
    let grain = unit(Value { n: 0, ..value })?.grain;
    let Some(now) = at.published else {
        let name = match value.n {
            0 => "PRESENT_REF",
            ..0 => "PAST_REF",
            _ => "FUTURE_REF",
        };
        return Some(match own {
            Some(_) => plain(TimeKind::Time, format!("XXXX-XX-XX{}", suffix(own))),
            None => plain(TimeKind::Date, name.to_owned()),
        });
    };
    let period = Period::holding(grain, now)?.shift(value.n)?;
    Some(point(Point { period, of_day: own }, TimeAnchor::Published))
}

/// What an expression counts from that takes up the one before: a day where it counts days.
fn base(at: &Context, grain: Grain) -> Option<(Date, TimeAnchor)> {
    let last = match at.day {
        Some((day, id)) => Some((Point { period: Period::Day(day), of_day: None }, id)),
        None => at.last,
    };
    let last = last.filter(|(p, _)| p.period.grain() <= grain);
    match (last, at.published) {
        (Some((last, id)), _) => Some((last.period.first()?, TimeAnchor::Time(id))),
        (None, Some(now)) => Some((now, TimeAnchor::Published)),
        (None, None) => None,
    }
}

/// A day that hangs on an event of which the text tells no day.
pub(super) fn open(of_day: Option<OfDay>) -> Meaning {
    Meaning {
        anchor: TimeAnchor::Event,
        ..plain(kind_of(of_day), format!("XXXX-XX-XX{}", suffix(of_day)))
    }
}

/// *la veille*, *the next morning*.
fn back(slots: &Slots, at: &Context) -> Option<Meaning> {
    let value = slots.get(Role::Back)?;
    let own = of_day(slots).ok()?.or(is_part(value.more).then_some(OfDay::Part(value.more)));
    let grain = unit(Value { n: 0, ..value })?.grain;
    // *la veille de Noël*: from the day that stands with it.
    if slots.get(Role::Day).is_some() || slots.get(Role::Feast).is_some() {
        let day = date(slots, at)?;
        let Some(first) = day.point.and_then(|p| p.period.first()) else { return Some(open(own)) };
        let period = Period::Day(add_days(first, value.n)?);
        return Some(point(Point { period, of_day: own }, day.anchor));
    }
    let Some((base, anchor)) = base(at, grain) else { return Some(open(own)) };
    let period = Period::holding(grain, base)?.shift(value.n)?;
    Some(point(Point { period, of_day: own }, anchor))
}

/// How many units an expression counts.
#[derive(Debug, Clone, Copy)]
enum Count {
    Number(i64),
    /// *quelques*, *several*.
    Some,
}

fn count(slots: &Slots) -> Count {
    if slots.get(Role::Many).is_some() {
        return Count::Some;
    }
    Count::Number(slots.n(Role::Count).unwrap_or(1))
}

/// So many units before or behind publication, or the expression before.
fn distance(
    kept: &[Kept],
    slots: &Slots,
    at: &Context,
    sign: i64,
    from_last: bool,
) -> Option<Meaning> {
    let unit_of = unit(slots.get(Role::Unit)?)?;
    let own = of_day(slots).ok()?;
    let vague = if sign < 0 { "PAST_REF" } else { "FUTURE_REF" };
    let (base, anchor) = if from_last {
        match base(at, unit_of.grain.max(Grain::Day)) {
            Some(found) => found,
            None => {
                return Some(Meaning {
                    anchor: TimeAnchor::Event,
                    ..plain(TimeKind::Date, "XXXX-XX-XX".to_owned())
                });
            }
        }
    } else {
        match at.published {
            Some(now) => (now, TimeAnchor::Published),
            None => return Some(plain(TimeKind::Date, vague.to_owned())),
        }
    };
    let Count::Number(n) = count(slots) else {
        // *quelques minutes plus tôt*: on the same day, for all that is told.
        if from_last && matches!(unit_of.grain, Grain::Second | Grain::Minute | Grain::Hour) {
            return Some(point(Point { period: Period::Day(base), of_day: None }, anchor));
        }
        return Some(Meaning { anchor, ..plain(TimeKind::Date, vague.to_owned()) });
    };
    let n = n.checked_mul(unit_of.times)?;
    let grain = match unit_of.name {
        "M" if !unit_of.of_clock => Grain::Month,
        "Y" => Grain::Year,
        _ => unit_of.grain,
    };
    // *two and a half years ago*, *half a century ago*
    let half = slots.get(Role::Half).is_some();
    let whole = slots.get(Role::Count).is_some() || !half;
    let n = if whole { n } else { 0 };
    if matches!(grain, Grain::Second | Grain::Minute | Grain::Hour) {
        let per = match grain {
            Grain::Hour => 60,
            Grain::Minute => 1,
            _ => return Some(point(Point { period: Period::Day(base), of_day: None }, anchor)),
        };
        let minutes = n.checked_mul(per)?.checked_add(if half { per / 2 } else { 0 })?;
        let start = match (from_last, at.last, at.clock) {
            (true, Some((Point { of_day: Some(OfDay::Clock { hour, minute, .. }), .. }, _)), _) => {
                Some((hour, minute))
            }
            (false, _, clock) => clock,
            _ => None,
        };
        let Some((hour, minute)) = start else {
            // How long, where nothing says from what hour on.
            if from_last {
                return None;
            }
            // Hours around a day without a clock lie on it, as far as anybody can tell.
            return (minutes < 24 * 60)
                .then(|| point(Point { period: Period::Day(base), of_day: None }, anchor))
                .or_else(|| {
                    let date = add_days(base, sign * (minutes / (24 * 60)))?;
                    Some(point(Point { period: Period::Day(date), of_day: None }, anchor))
                });
        };
        let total = i64::from(hour) * 60 + i64::from(minute) + sign.checked_mul(minutes)?;
        let date = add_days(base, total.div_euclid(24 * 60))?;
        let total = total.rem_euclid(24 * 60);
        let of_day =
            OfDay::Clock { hour: (total / 60) as i8, minute: (total % 60) as i8, second: None };
        return Some(point(Point { period: Period::Day(date), of_day: Some(of_day) }, anchor));
    }
    let mut period = Period::holding(grain, base)?.shift(sign.checked_mul(n)?)?;
    if half {
        let (finer, steps) = match grain {
            Grain::Year => (Grain::Month, 6),
            Grain::Month => (Grain::Day, 15),
            Grain::Decade => (Grain::Year, 5),
            Grain::Century => (Grain::Year, 50),
            _ => (Grain::Day, 1),
        };
        let date = Period::holding(finer, base)?;
        let months = match grain {
            Grain::Year => n * 12,
            Grain::Decade => n * 10,
            Grain::Century => n * 100,
            _ => 0,
        };
        period = date.shift(sign * (months + steps))?;
    }
    // *un an et trois mois*, *2 anni, 1 mese e 21 giorni*: each count in its turn.
    if kept.iter().any(|k| k.role == Role::More) {
        period = steps(kept, base, sign)?;
    }
    // Weekday or part of day beside it: *a week ago on Monday*, *three days later in the evening*.
    if let (Some(w), Period::Week(monday)) = (slots.n(Role::Weekday), period) {
        period = Period::Day(add_days(monday, w - 1)?);
    }
    Some(point(Point { period, of_day: own }, anchor))
}

/// The period at which several counts of units, one after the other, arrive.
pub(super) fn steps(kept: &[Kept], base: Date, sign: i64) -> Option<Period> {
    let mut date = base;
    let mut finest = Grain::Millennium;
    let mut number = 1i64;
    for k in kept {
        match k.role {
            Role::Count | Role::More => number = k.value.n,
            Role::Unit => {
                let unit_of = unit(k.value)?;
                let n = sign.checked_mul(number)?.checked_mul(unit_of.times)?;
                finest = finest.min(unit_of.grain);
                date = match (unit_of.name, unit_of.of_clock) {
                    ("M", false) => add_months(date, n)?,
                    ("Y", _) => add_months(date, n.checked_mul(12)?)?,
                    ("W", _) => add_days(date, n.checked_mul(7)?)?,
                    ("D" | "NI", _) => add_days(date, n)?,
                    _ => return None,
                };
            }
            _ => {}
        }
    }
    Period::holding(finest, date)
}

/// *last week*, *l'an prochain*, *this month*.
fn near(slots: &Slots, at: &Context) -> Option<Meaning> {
    let unit_of = unit(slots.get(Role::Unit)?)?;
    let dir = slots.n(Role::Dir).unwrap_or(0);
    let own = of_day(slots).ok()?;
    let Some(now) = at.published else {
        let value = match dir {
            ..0 => "PAST_REF",
            0 => "PRESENT_REF",
            _ => "FUTURE_REF",
        };
        return Some(plain(TimeKind::Date, value.to_owned()));
    };
    if matches!(unit_of.grain, Grain::Second | Grain::Minute | Grain::Hour) {
        return None;
    }
    // *an diesem Tag*: the one that the paragraph is at.
    if dir == 0
        && unit_of.grain == Grain::Day
        && let Some((day, id)) = at.day
    {
        return Some(point(Point { period: Period::Day(day), of_day: own }, TimeAnchor::Time(id)));
    }
    let mut shift = dir;
    let mut grain = unit_of.grain;
    // A unit of several (a fortnight) is as many of them.
    if unit_of.times > 1 && grain != Grain::Half {
        grain = Grain::Week;
        shift *= unit_of.times;
    }
    // On Saturday and Sunday, *this weekend* has begun, and *last weekend* is the one before.
    let mut here = Period::holding(grain, now)?;
    if grain == Grain::Weekend && dir == 0 && at.lean == Lean::Past && weekday(now) < 6 {
        here = here.shift(-1)?;
    }
    let period = here.shift(shift)?;
    // *Monday of last week*, *March of last year*.
    let inner =
        match (period, slots.n(Role::Weekday), slots.n(Role::Month), slots.code(Role::Feast)) {
            (Period::Week(monday), Some(w), _, _) => Some(Period::Day(add_days(monday, w - 1)?)),
            (Period::Year(y), _, Some(m), _) => {
                let m = i8::try_from(m).ok()?;
                Some(match slots.n(Role::Day) {
                    Some(d) => Period::Day(day(y, m, d)?),
                    None => Period::Month(y, m),
                })
            }
            (Period::Year(y), _, _, Some(rule)) => Some(Period::Day(feast(rule, y)?)),
            (Period::Year(y), ..) => {
                slots.n(Role::Season).and_then(|s| Some(Period::Season(y, i8::try_from(s).ok()?)))
            }
            (Period::Month(y, m), wanted, ..) => {
                match (slots.n(Role::Day), slots.n(Role::Nth), wanted) {
                    (Some(d), ..) => Some(Period::Day(day(y, m, d)?)),
                    (None, Some(nth), Some(w)) => Some(Period::Day(nth_weekday(nth, w, y, m)?)),
                    _ => None,
                }
            }
            _ => None,
        };
    Some(point(Point { period: inner.unwrap_or(period), of_day: own }, TimeAnchor::Published))
}

/// *ce jour-là*, *that year*.
fn that(slots: &Slots, at: &Context) -> Option<Meaning> {
    let own = of_day(slots).ok()?;
    let grain = match slots.get(Role::Unit) {
        Some(value) => unit(value)?.grain,
        None => Grain::Day,
    };
    let Some((last, id)) = at.last else {
        let now = at.published?;
        let period = Period::holding(grain, now)?;
        return Some(point(Point { period, of_day: own }, TimeAnchor::Published));
    };
    let period = if last.period.grain() > grain {
        last.period
    } else {
        Period::holding(grain, last.period.first()?)?
    };
    Some(point(Point { period, of_day: own }, TimeAnchor::Time(id)))
}

/// *ces trois derniers jours*, *the next two weeks*: so long, up to or from publication.
fn lasting(
    kept: &[Kept],
    slots: &Slots,
    text: &dyn Fn(&Kept) -> String,
    at: &Context,
) -> Option<Meaning> {
    let unit_of = unit(slots.get(Role::Unit)?)?;
    let dir = slots.n(Role::Dir).or(slots.n(Role::Every))?;
    let mut meaning = duration(kept, text)?;
    // *the past year* is one; *the last days* are some.
    let one = slots.get(Role::Every).is_some();
    if slots.get(Role::Count).is_none() && slots.get(Role::Decimal).is_none() && !one {
        meaning.value = unit_of.duration("X");
    }
    let Some(now) = at.published else { return Some(meaning) };
    let (Count::Number(n), true) = (count(slots), slots.get(Role::Count).is_some()) else {
        return Some(Meaning { anchor: TimeAnchor::Published, ..meaning });
    };
    let sign: i64 = if dir < 0 { -1 } else { 1 };
    let n = sign.checked_mul(n)?.checked_mul(unit_of.times)?;
    let other = match unit_of.grain {
        Grain::Second | Grain::Minute => Some(now),
        Grain::Hour => add_days(now, n / 24),
        Grain::Day | Grain::Part | Grain::Weekend => add_days(now, n),
        Grain::Week => add_days(now, n.checked_mul(7)?),
        grain => {
            let grain = if unit_of.name == "M" { Grain::Month } else { grain };
            let grain = if unit_of.name == "Y" { Grain::Year } else { grain };
            Period::holding(grain, now).and_then(|p| p.shift(n)).and_then(Period::first)
        }
    }?;
    let (from, to) = if sign < 0 { (other, now) } else { (now, other) };
    // *the next 0 years*: none.
    if from > to {
        return None;
    }
    meaning.from = Some(from.to_string());
    meaning.to = Some(to.to_string());
    meaning.anchor = TimeAnchor::Published;
    Some(meaning)
}

/// So long.
fn duration(kept: &[Kept], text: &dyn Fn(&Kept) -> String) -> Option<Meaning> {
    let mut value = String::new();
    let mut clock = false;
    let mut grain = None;
    // *tagelang*: the count stands behind.
    let some = kept.iter().any(|k| k.role == Role::Many).then(|| "X".to_owned());
    let mut number: Option<String> = some;
    let mut half = None;
    for (i, k) in kept.iter().enumerate() {
        match k.role {
            Role::Count | Role::More => number = Some(k.value.n.to_string()),
            Role::Decimal => number = Some(text(k).replace([',', '’', '\''], ".")),
            Role::Many => number = Some("X".to_owned()),
            // *dreieinhalb*: three, and half of one.
            Role::Old => number = Some(k.value.n.to_string()),
            Role::Half => half = Some(i),
            Role::Unit => {
                let unit_of = unit(k.value)?;
                grain.get_or_insert(unit_of.grain);
                let before = half.is_some_and(|h| h < i) && number.is_none();
                // *two and a half hours*, *deux heures et demie*
                let after = (half.is_some_and(|h| h < i) && number.is_some())
                    || kept.get(i + 1).is_some_and(|k| k.role == Role::Half)
                    || (i > 0 && kept.get(i - 1).is_some_and(|k| k.role == Role::Old));
                let (n, name, of_clock) = counted(number.take(), unit_of, before, after)?;
                if of_clock && !clock {
                    value.push('T');
                    clock = true;
                }
                value.push_str(&n);
                value.push_str(name);
            }
            _ => {}
        }
    }
    (!value.is_empty()).then(|| Meaning { grain, ..plain(TimeKind::Duration, format!("P{value}")) })
}

/// A count of units as TIMEX3 writes it, with halves.
fn counted(
    number: Option<String>,
    unit: Unit,
    only_half: bool,
    and_half: bool,
) -> Option<(String, &'static str, bool)> {
    let Some(number) = number else {
        if !only_half {
            return Some((unit.times.to_string(), unit.name, unit.of_clock));
        }
        return Some(match (unit.name, unit.of_clock) {
            ("H", true) => ("30".to_owned(), "M", true),
            ("M", true) => ("30".to_owned(), "S", true),
            ("D", _) => ("12".to_owned(), "H", true),
            ("Y", _) => ("6".to_owned(), "M", false),
            ("CE", _) => ("50".to_owned(), "Y", false),
            ("DE", _) => ("5".to_owned(), "Y", false),
            (name, of_clock) => ("0.5".to_owned(), name, of_clock),
        });
    };
    let whole: Option<i64> = number.parse().ok();
    match whole {
        Some(n) => {
            let n = n.checked_mul(unit.times)?;
            if !and_half {
                return Some((n.to_string(), unit.name, unit.of_clock));
            }
            Some(match (unit.name, unit.of_clock) {
                ("H", true) => ((n * 60 + 30).to_string(), "M", true),
                ("Y", _) => ((n.checked_mul(12)? + 6).to_string(), "M", false),
                (name, of_clock) => (format!("{n}.5"), name, of_clock),
            })
        }
        None => Some((number, unit.name, unit.of_clock)),
    }
}

/// How often.
fn set(slots: &Slots) -> Option<Meaning> {
    let clock = of_day(slots).ok()?;
    let value = if let (Some(_), Some(unit_value)) = (slots.get(Role::Nth), slots.get(Role::Unit)) {
        // *every third Wednesday of the month*: once a month.
        unit(unit_value)?.duration("1")
    } else if let Some(w) = slots.n(Role::Weekday) {
        format!("XXXX-WXX-{w}{}", suffix(clock))
    } else if let Some(m) = slots.n(Role::Month) {
        match slots.n(Role::Day) {
            Some(d) => format!("XXXX-{m:02}-{d:02}"),
            None => format!("XXXX-{m:02}"),
        }
    } else if let Some(season) = slots.n(Role::Season) {
        format!("XXXX-{}", ["SP", "SU", "FA", "WI"].get((season - 1) as usize)?)
    } else if let Some(unit_value) = slots.get(Role::Unit) {
        let unit_of = unit(unit_value)?;
        let n = match count(slots) {
            Count::Number(n) => n.checked_mul(unit_of.times)?.to_string(),
            Count::Some => "X".to_owned(),
        };
        if slots.get(Role::Half).is_some() && slots.get(Role::Count).is_none() {
            let (n, name, of_clock) = counted(None, unit_of, true, false)?;
            format!("P{}{n}{name}", if of_clock { "T" } else { "" })
        } else {
            unit_of.duration(&n)
        }
    } else if clock.is_some() {
        format!("XXXX-XX-XX{}", suffix(clock))
    } else {
        return None;
    };
    Some(plain(TimeKind::Set, value))
}

/// *les années 1990*, *the nineties*.
fn decade(slots: &Slots, at: &Context) -> Option<Meaning> {
    let first = match (slots.n(Role::Year), slots.n(Role::ShortYear)) {
        (Some(y), _) => y,
        (None, Some(short @ 0..=99)) => {
            let now = at.published.map_or(2025, |d| i64::from(d.year()));
            let century = now - now.rem_euclid(100);
            // A decade named by two figures is over: *les années 20* are those of the last century.
            let over = century + short + 10 <= now;
            if over { century + short } else { century - 100 + short }
        }
        _ => {
            let dir = slots.n(Role::Dir)?;
            let now = at.published?;
            let period = Period::holding(Grain::Decade, now)?.shift(dir)?;
            return Some(point(Point { period, of_day: None }, TimeAnchor::Published));
        }
    };
    let period = Period::Decade(year(first - first.rem_euclid(10))?);
    Some(point(Point { period, of_day: None }, TimeAnchor::None))
}

fn century(slots: &Slots, at: &Context) -> Option<Meaning> {
    if let Some(nth) = slots.n(Role::Nth).filter(|n| (1..=40).contains(n)) {
        let period = Period::Century(i16::try_from((nth - 1) * 100).ok()?);
        if nth == 1 {
            return Some(plain(TimeKind::Date, "00XX".to_owned()));
        }
        return Some(point(Point { period, of_day: None }, TimeAnchor::None));
    }
    let dir = slots.n(Role::Dir)?;
    let period = Period::holding(Grain::Century, at.published?)?.shift(dir)?;
    Some(point(Point { period, of_day: None }, TimeAnchor::Published))
}

/// *le premier trimestre 2024*, *the second half of the year*.
fn share(slots: &Slots, at: &Context) -> Option<Meaning> {
    let code = slots.code(Role::Period)?;
    let grain = if code.name() == "Q" { Grain::Quarter } else { Grain::Half };
    let parts = if grain == Grain::Quarter { 4 } else { 2 };
    let made = |y: i16, nth: i64| {
        let nth = if nth < 0 || nth == 9 { parts } else { nth };
        let nth = i8::try_from(nth).ok().filter(|n| (1..=parts as i8).contains(n))?;
        Some(if grain == Grain::Quarter { Period::Quarter(y, nth) } else { Period::Half(y, nth) })
    };
    let done = |period: Period, anchor| Some(point(Point { period, of_day: None }, anchor));
    let y = match full_year(slots, at) {
        Some(y) => Some(year(y)?),
        None => None,
    };
    match (slots.n(Role::Nth), y, at.published) {
        (Some(nth), Some(y), _) => done(made(y, nth)?, TimeAnchor::None),
        (Some(nth), None, Some(now)) => {
            let this =
                made(now.year() + i16::try_from(slots.n(Role::Dir).unwrap_or(0)).ok()?, nth)?;
            // A share that has not begun yet is last year's where the words look back.
            let period =
                if slots.get(Role::Dir).is_none() && at.lean == Lean::Past && this.first()? > now {
                    made(now.year() - 1, nth)?
                } else {
                    this
                };
            done(period, TimeAnchor::Published)
        }
        (None, None, Some(now)) => {
            done(Period::holding(grain, now)?.shift(slots.n(Role::Dir)?)?, TimeAnchor::Published)
        }
        (Some(nth), None, None) => {
            Some(plain(TimeKind::Date, format!("XXXX-{}{nth}", if parts == 4 { 'Q' } else { 'H' })))
        }
        _ => None,
    }
}

/// *2023/24*: a season or school year over two calendar years.
fn years(slots: &Slots) -> Option<Meaning> {
    let first = year(slots.n(Role::Year)?)?;
    let short = slots.n(Role::ShortYear)?;
    if (i64::from(first) + 1) % 100 != short % 100 {
        return None;
    }
    let mut meaning = point(Point { period: Period::Year(first), of_day: None }, TimeAnchor::None);
    meaning.to = Period::Year(first).shift(1).and_then(Period::last).map(|d| d.to_string());
    Some(meaning)
}
