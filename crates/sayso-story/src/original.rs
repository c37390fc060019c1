//! Which of several copies is the original.

/// A report among copies of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Member<'m> {
    /// When it was published, in minutes since 1970 (UTC where a zone is known); `None`: not known.
    pub published: Option<i64>,
    /// Words of its body.
    pub words: u32,
    /// The agency that it names as its source.
    pub agency: Option<&'m str>,
    /// Who published it: the outlet's name or host.
    pub outlet: Option<&'m str>,
}

/// Clocks of outlets and agencies differ by so many minutes, and a date without a time of day says
/// no more than the day.
const SKEW: i64 = 24 * 60;
/// A text that has this part of the fullest one's words is as full.
const FULL: f64 = 0.9;

/// The index of the original among copies of one text, and 0 for none.
///
/// The original is the agency's own appearance where there is one: outlet and agency are the same.
/// Else, of the texts that are full (at least nine tenths of the longest), the earliest; and if an
/// outlet that names an agency and one that names none are less than a day apart, the one that names
/// it, because clocks differ more than honesty. A text without a date comes after those with one. What is
/// equal after all is settled by length, then by the order given.
///
/// ```
/// use sayso_story::{Member, original};
///
/// let outlet = Member { published: Some(100), words: 120, outlet: Some("echo.example"), ..Member::default() };
/// let wire = Member { published: Some(130), words: 300, agency: Some("ATS"), outlet: Some("ATS") };
/// assert_eq!(original(&[outlet, wire]), 1); // the outlet's clock is half an hour fast
/// ```
pub fn original(members: &[Member<'_>]) -> usize {
    let fullest = members.iter().map(|m| m.words).max().unwrap_or(0);
    let first = members.iter().filter(|m| is_full(m, fullest)).filter_map(|m| m.published).min();
    let rank = |m: &Member<'_>| {
        let own = match (m.agency, m.outlet) {
            (Some(agency), Some(outlet)) => folded(agency) == folded(outlet),
            _ => false,
        };
        let near = matches!((m.published, first), (Some(at), Some(first)) if at - first < SKEW);
        (
            !own,
            !is_full(m, fullest),
            !(near && m.agency.is_some()),
            m.published.is_none(),
            m.published,
            std::cmp::Reverse(m.words),
        )
    };
    members.iter().enumerate().min_by_key(|(_, m)| rank(m)).map_or(0, |(at, _)| at)
}

fn is_full(member: &Member<'_>, fullest: u32) -> bool {
    f64::from(member.words) >= f64::from(fullest) * FULL
}

fn folded(name: &str) -> String {
    crate::word::fold(name)
}
