//! When something was said: the expression that hangs on the cue.

use crate::attribution::Draft;
use crate::view::View;
use sayso_language::{Upos, VerbForm};
use sayso_model::{Grain, Span, TimeKind, TimeMod, TimeRef};

/// So far from its cue the expression may stand, in words.
const REACH: usize = 12;

/// So close a period longer than a day has to stand, in words.
const CLOSE: usize = 4;

/// The times of a text, for asking when something was said.
pub(crate) struct Said<'t> {
    pub times: &'t [TimeRef],
    /// The day of publication.
    pub published: Option<&'t str>,
}

impl Said<'_> {
    /// Whether an expression lies before publication, or begins on its day: what is reported has
    /// been said.
    fn is_past(&self, time: &TimeRef) -> bool {
        let (Some(from), Some(day)) = (&time.from, self.published) else { return true };
        from.get(..10) <= day.get(..10)
    }

    /// The date at which a draft's words were said, as its reporting clause tells.
    ///
    /// It is the dated expression nearest to the cue, in the cue's own clause and outside of what
    /// was said. Where the clause has none, nobody tells, and it is not guessed.
    pub fn of(&self, view: &View<'_>, draft: &Draft) -> Option<String> {
        let cue = draft.cue?;
        let first = view.word_from(cue.start);
        let last = view.word_from(cue.end).saturating_sub(1).max(first);
        let sentence = view.sentence(first);
        let from = sentence.words.start.max(first.saturating_sub(REACH));
        let to = sentence.words.end.min(last + 1 + REACH);
        let said = |span: Span| draft.content.iter().any(|c| c.overlaps(span));
        // From the cue outward, up to what was said or another clause.
        let stops = |w: usize| {
            said(view.words[w].span)
                || view.quote_of[w] != view.quote_of[first]
                || view.upos(w) == Upos::Sconj
                // Another verb has its own time.
                || (matches!(view.upos(w), Upos::Verb | Upos::Aux)
                    && view.words[w].morph.verb_form == VerbForm::Fin)
                || matches!(view.low(w), ";" | ":")
        };
        let end = (last + 1..to).find(|w| stops(*w)).unwrap_or(to);
        // What stands before a comma before the cue belongs to something else.
        let start =
            (from..first).rev().find(|w| stops(*w) || view.is_comma(*w)).map_or(from, |w| w + 1);
        let reach = Span::new(
            view.words[start].span.start,
            view.words[end.saturating_sub(1).max(last)].span.end,
        );
        let at = self.times.partition_point(|t| t.span.end <= reach.start);
        let near = self.times.iter().skip(at).take_while(|t| t.span.start < reach.end);
        let words = |t: &TimeRef| {
            let (from, to) = (view.word_from(t.span.start), view.word_from(t.span.end));
            if t.span.start >= cue.end {
                from.saturating_sub(last + 1)
            } else {
                first.saturating_sub(to)
            }
        };
        near.filter(|t| reach.contains(t.span) && !said(t.span) && is_day(t))
            // A year or a season is when something was said only where it stands close.
            .filter(|t| t.grain.is_some_and(|g| g <= Grain::Day) || words(t) <= CLOSE)
            .filter(|t| self.is_past(t))
            .min_by_key(|t| {
                if t.span.start >= cue.end {
                    t.span.start - cue.end
                } else {
                    // An expression behind the verb belongs to it more often than one before.
                    cue.start.saturating_sub(t.span.end) + 10
                }
            })
            .map(|t| t.value.split('T').next().unwrap_or("").to_owned())
            .filter(|v| !v.is_empty())
    }
}

/// Whether an expression names a day, week, month or year of the calendar.
fn is_day(time: &TimeRef) -> bool {
    let bounds = [TimeMod::Since, TimeMod::Until, TimeMod::Before, TimeMod::After];
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && !time.modifier.is_some_and(|m| bounds.contains(&m))
        && time.value.bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}
