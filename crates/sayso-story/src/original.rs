//! Which of several copies is the original, and which agency it is credited to.

use crate::word::fold;
use std::cmp::Reverse;

/// A report among copies of one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Member<'m> {
    /// When it was published, in minutes since 1970 (UTC where a zone is known); `None`: not known.
    pub published: Option<i64>,
    /// Words of its body: [`crate::Sketch::words`].
    pub words: u32,
    /// The agency that it names as its source.
    pub agency: Option<&'m str>,
    /// Who published it: the outlet's name or host.
    pub outlet: Option<&'m str>,
}

/// Clocks of outlets and agencies differ, and a date without a time of day says no more than the day:
/// within so many minutes of the first, dates are no ground against an agency's name.
const SKEW: i64 = 24 * 60;
/// A text with this part of the longest one's words is full: the longest may be one to which an outlet
/// added a paragraph, and who cuts, cuts more than that.
const FULL: f64 = 0.75;

/// The index of the original among copies of one text; 0 where there are none.
///
/// In this order:
/// 1. the agency's own appearance, whose outlet is the agency that it names;
/// 2. a text that is full, with three quarters at least of the longest one's words;
/// 3. one that names an agency and came within a day of the first full one: an outlet whose clock is
///    fast does not take the dispatch from its agency;
/// 4. the earliest; a text without a date comes after those with one;
/// 5. the longest, and of equals the first given.
///
/// ```
/// use sayso_story::{Member, original};
///
/// let outlet = Member { published: Some(100), words: 290, outlet: Some("echo.example"), ..Member::default() };
/// let wire = Member { published: Some(130), words: 300, agency: Some("ATS"), outlet: Some("ats") };
/// assert_eq!(original(&[outlet, wire]), 1); // the outlet's clock is half an hour fast
/// ```
pub fn original(members: &[Member<'_>]) -> usize {
    let fullest = members.iter().map(|m| m.words).max().unwrap_or(0);
    let is_full = |m: &Member<'_>| f64::from(m.words) >= f64::from(fullest) * FULL;
    let first = members.iter().filter(|m| is_full(m)).filter_map(|m| m.published).min();
    let rank = |m: &Member<'_>| {
        let near = match (m.published, first) {
            (Some(at), Some(first)) => at.saturating_sub(first) < SKEW,
            (_, None) => true,
            (None, _) => false,
        };
        (
            !is_own(m),
            !is_full(m),
            !(near && m.agency.is_some()),
            m.published.is_none(),
            m.published,
            Reverse(m.words),
        )
    };
    members.iter().enumerate().min_by_key(|(_, m)| rank(m)).map_or(0, |(at, _)| at)
}

/// The agency that copies of one text are credited to: the one that the original names, else the one
/// that most of them name, of equals the one named first. `None`: none names any.
pub fn credited<'m>(members: &[Member<'m>]) -> Option<&'m str> {
    let named = members.get(original(members)).and_then(|m| m.agency);
    named.or_else(|| {
        let agencies: Vec<(&str, String)> =
            members.iter().filter_map(|m| m.agency).map(|name| (name, fold(name))).collect();
        let count = |of: &str| agencies.iter().filter(|(_, name)| name == of).count();
        let best =
            agencies.iter().enumerate().max_by_key(|(at, (_, name))| (count(name), Reverse(*at)));
        best.map(|(_, (name, _))| *name)
    })
}

/// Whether outlet and agency are the same, however they are written.
fn is_own(member: &Member<'_>) -> bool {
    matches!((member.agency, member.outlet), (Some(agency), Some(outlet)) if fold(agency) == fold(outlet))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member<'m>(published: i64, words: u32, agency: &'m str, outlet: &'m str) -> Member<'m> {
        let agency = (!agency.is_empty()).then_some(agency);
        Member { published: Some(published), words, agency, outlet: Some(outlet) }
    }

    #[test]
    fn the_earliest_full_text_is_the_original() {
        let cut = member(10, 100, "", "a.example");
        let full = member(30, 300, "", "b.example");
        let late = member(50, 310, "", "c.example");
        assert_eq!(original(&[late, cut, full]), 2);
    }

    #[test]
    fn the_agency_itself_comes_first_even_later_and_shorter() {
        let early = member(10, 400, "AFP", "a.example");
        let own = member(5000, 250, "AFP", "afp");
        assert_eq!(original(&[early, own]), 1);
    }

    #[test]
    fn a_fast_clock_does_not_take_the_dispatch_from_its_agency() {
        let fast = member(10, 300, "", "a.example");
        let named = member(200, 300, "dpa", "b.example");
        let next_week = member(10 + 7 * 1440, 300, "dpa", "c.example");
        assert_eq!(original(&[fast, named, next_week]), 1);
        assert_eq!(original(&[fast, next_week]), 0);
    }

    #[test]
    fn an_added_paragraph_makes_no_original() {
        let added = member(90, 360, "", "a.example");
        let wire = member(60, 300, "", "b.example");
        assert_eq!(original(&[added, wire]), 1);
    }

    #[test]
    fn without_dates_the_longest_is_taken_and_of_equals_the_first() {
        let short = Member { words: 290, ..Member::default() };
        let long = Member { words: 300, ..Member::default() };
        assert_eq!(original(&[short, long, long]), 1);
        assert_eq!(original(&[]), 0);
    }

    #[test]
    fn the_agency_named_is_credited() {
        let own = member(10, 300, "", "a.example");
        let cut =
            [member(20, 100, "ANSA", "b"), member(30, 90, "AGI", "c"), member(40, 80, "ansa", "d")];
        assert_eq!(credited(&[own, cut[0], cut[1], cut[2]]), Some("ANSA"));
        assert_eq!(credited(&[own, cut[1], cut[0]]), Some("AGI"));
        assert_eq!(credited(&[own]), None);
    }
}
