//! When something was said: the expression that hangs on the cue.

use crate::attribution::Draft;
use crate::view::View;
use sayso_language::{Tense, Upos, VerbForm};
use sayso_model::{Grain, Span, TimeKind, TimeMod, TimeRef};

/// So far from its cue the expression may stand, in words.
const REACH: usize = 12;

/// So far behind a cue that opens a verbal bracket or its subject, in words.
const BEHIND: usize = 24;

/// So close a period longer than a day has to stand, in words.
const CLOSE: usize = 4;

/// The times of a text, for asking when something was said.
pub(crate) struct Said<'t> {
    pub times: &'t [TimeRef],
    /// The day of publication.
    pub published: Option<&'t str>,
}

impl<'t> Said<'t> {
    /// Whether an expression lies before publication, or begins on its day: what is reported has
    /// been said.
    fn is_past(&self, time: &TimeRef) -> bool {
        let (Some(from), Some(day)) = (&time.from, self.published) else { return true };
        from.get(..10) <= day.get(..10)
    }

    /// The date at which a draft's words were said, as its reporting clause tells.
    ///
    /// It is the dated expression nearest to the cue, in the cue's own clause and outside of what
    /// was said; else one at the head of its sentence, one behind which the clause hangs (*in
    /// August, when she told …*), that of the verb on which a participle hangs (*sued on Monday,
    /// alleging …*), or the hour at which an entry of a ticker begins. Where there is none, nobody
    /// tells, and it is not guessed.
    pub fn of(&self, view: &View<'_>, draft: &Draft) -> Option<String> {
        let cue = draft.cue?;
        let first = view.word_from(cue.start);
        let last = view.word_from(cue.end).saturating_sub(1).max(first);
        let found = self
            .in_clause(view, draft, first, last)
            .or_else(|| self.at_head(view, draft, first))
            .or_else(|| self.before_when(view, draft, first))
            .or_else(|| {
                let verb = governing(view, draft, first, last)?;
                self.in_clause(view, draft, verb, verb)
                    .or_else(|| self.at_head(view, draft, verb))
            })
            .or_else(|| self.of_entry(view, draft, first));
        let value = found?.value.split('T').next().unwrap_or("");
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The expression nearest to the words `first..=last`, in their clause.
    fn in_clause(
        &self,
        view: &View<'_>,
        draft: &Draft,
        first: usize,
        last: usize,
    ) -> Option<&'t TimeRef> {
        let sentence = view.sentence(first);
        let from = sentence.words.start.max(first.saturating_sub(REACH));
        let to = sentence.words.end.min(last + 1 + BEHIND);
        let said = |span: Span| is_said(draft, span);
        // From the cue outward, up to what was said or another clause.
        let stops = |w: usize| {
            said(view.words[w].span)
                || view.upos(w) == Upos::Sconj
                // Another verb has its own time.
                || is_finite(view, w)
                || matches!(view.low(w), ";" | ":")
        };
        let end = (last + 1..to).find(|w| stops(*w)).unwrap_or(to);
        // What stands before a comma before the cue belongs to something else.
        let start = (from..first)
            .rev()
            .find(|w| {
                stops(*w) || view.is_comma(*w) || view.quote_of[*w] != view.quote_of[first]
            })
            .map_or(from, |w| w + 1);
        let (cue_start, cue_end) = (view.words[first].span.start, view.words[last].span.end);
        let reach = Span::new(
            view.words[start].span.start,
            view.words[end.saturating_sub(1).max(last)].span.end,
        );
        let words = |t: &TimeRef| {
            let (from, to) = (view.word_from(t.span.start), view.word_from(t.span.end));
            if t.span.start >= cue_end {
                from.saturating_sub(last + 1)
            } else {
                first.saturating_sub(to)
            }
        };
        self.within(view, draft, reach)
            .into_iter()
            .filter(|t| view.quote_of[view.word_from(t.span.start)] == view.quote_of[first])
            // A year or a season is when something was said only where it stands close.
            .filter(|t| t.grain.is_some_and(|g| g <= Grain::Day) || words(t) <= CLOSE)
            .filter(|t| t.span.start < cue_end || words(t) <= REACH || is_one_clause(view, last, t))
            .min_by_key(|t| {
                if t.span.start >= cue_end {
                    t.span.start - cue_end
                } else {
                    // An expression behind the verb belongs to it more often than one before.
                    cue_start.saturating_sub(t.span.end) + 10
                }
            })
    }

    /// The expression in what stands at the head of the sentence, parted by a comma: *In a statement
    /// on Thursday, the miner said*.
    fn at_head(&self, view: &View<'_>, draft: &Draft, first: usize) -> Option<&'t TimeRef> {
        let start = view.sentence(first).words.start;
        let comma = (start..first).find(|w| view.is_comma(*w))?;
        let free = |w: usize| {
            !is_finite(view, w)
                && !is_said(draft, view.words[w].span)
                && view.quote_of[w] == view.quote_of[first]
                && !matches!(view.low(w), ";" | ":")
        };
        if !(start..first).all(free) {
            return None;
        }
        let head = Span::new(view.words[start].span.start, view.words[comma].span.start);
        // An adverbial: it begins with a preposition, or is the expression alone.
        let adverbial = matches!(view.upos(start), Upos::Adp | Upos::Adv);
        self.within(view, draft, head)
            .into_iter()
            .rfind(|t| adverbial || t.span.start == head.start)
    }

    /// The expression right before a word that opens the cue's clause and tells its time.
    fn before_when(&self, view: &View<'_>, draft: &Draft, first: usize) -> Option<&'t TimeRef> {
        let start = view.sentence(first).words.start.max(first.saturating_sub(REACH));
        let when = (start..first).rev().find(|w| {
            is_finite(view, *w) || view.in_set("when", *w) || view.upos(*w) == Upos::Sconj
        })?;
        if !view.in_set("when", when) || when == start {
            return None;
        }
        let before = when - usize::from(view.is_comma(when - 1));
        let end = view.words[before.checked_sub(1)?].span.end;
        let from = view.words[before.saturating_sub(CLOSE + 2).max(start)].span.start;
        let reach = Span::new(from.min(end), end);
        self.within(view, draft, reach).into_iter().rfind(|t| t.span.end == end)
    }

    /// The hour with which an entry of a ticker begins: *12.45 - On Twitter the president: …*
    fn of_entry(&self, view: &View<'_>, draft: &Draft, first: usize) -> Option<&'t TimeRef> {
        let block = view.sentence(first).block;
        let mut at = view.sentence(first).words.start;
        while at > 0 && view.sentence(at - 1).block == block {
            at = view.sentence(at - 1).words.start;
        }
        let start = view.words[at].span.start;
        let i = self.times.partition_point(|t| t.span.start < start);
        let time = self.times.get(i).filter(|t| {
            t.span.start == start && t.kind == TimeKind::Time && !is_said(draft, t.span)
        })?;
        let behind = view.text.get(time.span.end as usize..)?.trim_start();
        (behind.starts_with(['-', '–', '—', ':']) && is_day(time) && self.is_past(time))
            .then_some(time)
    }

    /// The dated expressions in a stretch that can tell when a draft's words were said.
    fn within(&self, view: &View<'_>, draft: &Draft, reach: Span) -> Vec<&'t TimeRef> {
        let at = self.times.partition_point(|t| t.span.end <= reach.start);
        self.times
            .iter()
            .skip(at)
            .take_while(|t| t.span.start < reach.end)
            .filter(|t| reach.contains(t.span) && !is_said(draft, t.span) && is_day(t))
            .filter(|t| self.is_past(t))
            .filter(|t| !is_of_other(view, draft, t))
            .collect()
    }
}

/// Whether a stretch lies in what was said.
fn is_said(draft: &Draft, span: Span) -> bool {
    draft.content.iter().any(|c| c.overlaps(span))
}

fn is_finite(view: &View<'_>, w: usize) -> bool {
    matches!(view.upos(w), Upos::Verb | Upos::Aux)
        && view.words[w].morph.verb_form == VerbForm::Fin
}

/// Whether nothing but a name and its role, without a verb, stands between a cue and an expression
/// far behind it.
fn is_one_clause(view: &View<'_>, last: usize, time: &TimeRef) -> bool {
    let to = view.word_from(time.span.start);
    (last + 1..to).all(|w| !matches!(view.upos(w), Upos::Verb | Upos::Aux))
}

/// *the dam breach of 1963*: a year that belongs to a noun which neither speaks nor signals.
fn is_of_other(view: &View<'_>, draft: &Draft, time: &TimeRef) -> bool {
    let first = view.word_from(time.span.start);
    let coarse = time.grain.is_none_or(|g| g > Grain::Day);
    if !coarse || first < 2 || !view.in_set("of-time", first - 1) {
        return false;
    }
    let noun = view.words[first - 2].span;
    let own = |span: Option<Span>| span.is_some_and(|s| s.overlaps(noun) || s.contains(time.span));
    view.upos(first - 2) == Upos::Noun
        && !own(draft.cue)
        && !own(draft.source.as_ref().map(|s| s.span))
}

/// The verb on which a participle hangs that signals the saying: *sued on Monday, alleging that*.
fn governing(view: &View<'_>, draft: &Draft, first: usize, last: usize) -> Option<usize> {
    let finite = (first..=last).any(|w| is_finite(view, w));
    let hangs = (first..=last).any(|w| {
        let morph = &view.words[w].morph;
        matches!(view.upos(w), Upos::Verb)
            && (morph.verb_form == VerbForm::Ger
                || morph.verb_form == VerbForm::Part && morph.tense != Tense::Past)
    });
    if finite || !hangs {
        return None;
    }
    let start = view.sentence(first).words.start;
    let free = |w: &usize| {
        !is_said(draft, view.words[*w].span) && view.quote_of[*w] == view.quote_of[first]
    };
    (start..first).rev().filter(free).find(|w| is_finite(view, *w))
}

/// Whether an expression names a day, week, month or year of the calendar.
fn is_day(time: &TimeRef) -> bool {
    let bounds = [TimeMod::Since, TimeMod::Until, TimeMod::Before, TimeMod::After];
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && !time.modifier.is_some_and(|m| bounds.contains(&m))
        && time.value.bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}
