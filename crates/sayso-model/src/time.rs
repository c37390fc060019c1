use crate::Span;

/// Index of a time expression in [`crate::Reading::times`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeId(pub u32);

/// A time expression with what it means: a TIMEX3 (ISO 24617-1) of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeRef {
    /// Where it stands.
    pub span: Span,
    /// What it means.
    pub kind: TimeKind,
    /// The TIMEX3 value: `2025-03-11`, `2025-W11`, `202X`, `2025-03-11TMO`, `P3D`, `PRESENT_REF`.
    pub value: String,
    /// The first day or minute that it covers, as ISO 8601 date or date and time: local, with the
    /// offset from UTC where the zone is told.
    pub from: Option<String>,
    /// The last day or minute that it covers. Either is `None` where it is open or not known.
    pub to: Option<String>,
    /// How fine it is; `None` where it has no grain (*now*, *once*).
    pub grain: Option<Grain>,
    /// How it changes what its words mean.
    pub modifier: Option<TimeMod>,
    /// What it is counted from.
    pub anchor: TimeAnchor,
}

/// The zone of a report's times of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Its IANA name (`Europe/Minsk`), or an offset from UTC (`+01:00`).
    pub name: String,
    /// What tells it.
    pub from: ZoneFrom,
}

/// What tells a report's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneFrom {
    /// The place that the dateline names.
    Dateline,
    /// The offset of the date of publication. It is that of the days around it.
    Published,
}

impl ZoneFrom {
    /// Each, in declaration order.
    pub const ALL: [ZoneFrom; 2] = [ZoneFrom::Dateline, ZoneFrom::Published];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ZoneFrom::Dateline => "dateline",
            ZoneFrom::Published => "published",
        }
    }
}

/// What a time expression means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or longer.
    Date,
    /// A time of day.
    Time,
    /// How long.
    Duration,
    /// How often.
    Set,
}

impl TimeKind {
    /// Every kind, in the order of TIMEX3.
    pub const ALL: [TimeKind; 4] =
        [TimeKind::Date, TimeKind::Time, TimeKind::Duration, TimeKind::Set];

    /// The name as TIMEX3 writes it.
    pub const fn name(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }
}

/// How fine a time expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum Grain {
    Second,
    Minute,
    Hour,
    /// Morning, evening, night.
    Part,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Grain {
    /// Every grain, from the finest.
    pub const ALL: [Grain; 15] = [
        Grain::Second,
        Grain::Minute,
        Grain::Hour,
        Grain::Part,
        Grain::Day,
        Grain::Weekend,
        Grain::Week,
        Grain::Month,
        Grain::Quarter,
        Grain::Season,
        Grain::Half,
        Grain::Year,
        Grain::Decade,
        Grain::Century,
        Grain::Millennium,
    ];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            Grain::Second => "second",
            Grain::Minute => "minute",
            Grain::Hour => "hour",
            Grain::Part => "part-of-day",
            Grain::Day => "day",
            Grain::Weekend => "weekend",
            Grain::Week => "week",
            Grain::Month => "month",
            Grain::Quarter => "quarter",
            Grain::Season => "season",
            Grain::Half => "half",
            Grain::Year => "year",
            Grain::Decade => "decade",
            Grain::Century => "century",
            Grain::Millennium => "millennium",
        }
    }
}

/// How a word beside a time expression changes it. TIMEX3's `mod`, and what prepositions add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // the names say it
pub enum TimeMod {
    Start,
    Mid,
    End,
    Approx,
    /// *more than three days*
    More,
    /// *less than three days*
    Less,
    Before,
    After,
    /// *since 2019*: from then on.
    Since,
    /// *until Monday*, *by the end of the year*: up to then.
    Until,
}

impl TimeMod {
    /// Every modifier.
    pub const ALL: [TimeMod; 10] = [
        TimeMod::Start,
        TimeMod::Mid,
        TimeMod::End,
        TimeMod::Approx,
        TimeMod::More,
        TimeMod::Less,
        TimeMod::Before,
        TimeMod::After,
        TimeMod::Since,
        TimeMod::Until,
    ];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            TimeMod::Start => "start",
            TimeMod::Mid => "mid",
            TimeMod::End => "end",
            TimeMod::Approx => "approx",
            TimeMod::More => "more",
            TimeMod::Less => "less",
            TimeMod::Before => "before",
            TimeMod::After => "after",
            TimeMod::Since => "since",
            TimeMod::Until => "until",
        }
    }
}

/// What a time expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeAnchor {
    /// From nothing: it stands for itself (*14 March 2024*, *three days*).
    None,
    /// From the date of publication (*yesterday*, *Monday*).
    Published,
    /// From an earlier expression (*two days later*).
    Time(TimeId),
    /// From something that happened at a time that the text does not give (*the day before*).
    Event,
}
