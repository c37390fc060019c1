//! When something was said: the expression that hangs on the cue.

use crate::attribution::Draft;
use crate::identity::{PhraseKind, kind_of_phrase};
use crate::view::View;
use sayso_language::{Tense, Upos, VerbForm};
use sayso_model::{BlockRole, Document, Grain, Span, TimeKind, TimeMod, TimeRef};

/// So far from its cue the expression may stand, in words.
const REACH: usize = 12;

/// So far behind a cue that opens a verbal bracket or its subject, in words.
const BEHIND: usize = 24;

/// So many of the contents before an expression are asked whether it stands in them.
const NEAR: usize = 8;

/// So close a period longer than a day has to stand, in words.
const CLOSE: usize = 4;

/// The times of a text, for asking when something was said.
pub(crate) struct Said<'t> {
    pub times: &'t [TimeRef],
    /// The day of publication.
    pub published: Option<&'t str>,
    /// What was said, by whomever: spans in order.
    pub contents: Vec<Span>,
    /// For each block that is read, whether it is an entry of a ticker (*12.45 - …*).
    pub entries: Vec<bool>,
}

/// Which of the blocks that are read are entries of a ticker: a dateline with an hour and nothing
/// else stands before them in their line, and before others.
pub(crate) fn entries(document: &Document, read: &[Span]) -> Vec<bool> {
    let text = document.text.as_str();
    let is_hour = |span: Span| {
        let line = span.of(text).trim_end_matches([' ', '-', '–', '—', ':', '|']);
        line.starts_with(|c: char| c.is_ascii_digit())
            && line.len() <= HOUR
            && !line.contains(char::is_whitespace)
    };
    let opens = |span: &Span| {
        let at = document.blocks.partition_point(|b| b.span.start < span.start);
        at.checked_sub(1).and_then(|before| document.blocks.get(before)).is_some_and(|b| {
            let between = text.get(b.span.end as usize..span.start as usize);
            b.role == BlockRole::Dateline
                && between.is_some_and(|t| t.len() <= HOUR && !t.contains('\n'))
                && is_hour(b.span)
        })
    };
    let mut entries: Vec<bool> = vec![false; read.len()];
    // Only a document whose blocks are datelines in number can be one.
    let datelines = document.blocks.iter().filter(|b| b.role == BlockRole::Dateline).count();
    if datelines >= ENTRIES {
        for (entry, span) in entries.iter_mut().zip(read) {
            *entry = opens(span);
        }
    }
    entries
}

/// An hour is written in so many bytes at most (*12h45*, *12.45*).
const HOUR: usize = 8;

/// So many hours make a ticker.
const ENTRIES: usize = 2;

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
    /// alleging …*), or the day of a ticker's entry. Where there is none, nobody
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
                let verb = self.governing(view, draft, first, last)?;
                self.in_clause(view, draft, verb, verb).or_else(|| self.at_head(view, draft, verb))
            })
            .map(|t| t.value.as_str())
            .or_else(|| self.published.filter(|_| self.is_in_entry(view, first))?.get(..10));
        let value = found?.split('T').next().unwrap_or("");
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Whether an expression stands in the words of somebody else, and the cue does not.
    fn is_said_by_other(&self, draft: &Draft, time: &TimeRef) -> bool {
        let to = self.contents.partition_point(|c| c.start <= time.span.start);
        let near = self.contents.iter().take(to).rev().take(NEAR);
        near.filter(|c| c.contains(time.span))
            .any(|c| !draft.cue.is_some_and(|cue| c.contains(cue)))
    }

    /// Whether a word is a finite verb, and none of an expression (*il y a trois ans*).
    fn is_finite(&self, view: &View<'_>, w: usize) -> bool {
        let span = view.words[w].span;
        let at = self.times.partition_point(|t| t.span.end <= span.start);
        matches!(view.upos(w), Upos::Verb | Upos::Aux)
            && view.words[w].morph.verb_form == VerbForm::Fin
            && !self.times.get(at).is_some_and(|t| t.span.contains(span))
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
                || self.is_finite(view, w)
                || matches!(view.low(w), ";" | ":")
        };
        // *picchiato per aver domandato*: what stands before an infinitive belongs to another verb.
        let infinitive = view.words[first].morph.verb_form == VerbForm::Inf;
        let from = if infinitive { first } else { from };
        let end = (last + 1..to).find(|w| stops(*w)).unwrap_or(to);
        // What stands before a comma before the cue belongs to something else.
        let start = (from..first)
            .rev()
            .find(|w| stops(*w) || view.is_comma(*w) || view.quote_of[*w] != view.quote_of[first])
            .map_or(from, |w| w + 1);
        let (cue_start, cue_end) = (view.words[first].span.start, view.words[last].span.end);
        let reach = Span::new(
            view.words[start].span.start,
            view.words[end.saturating_sub(1).max(last)].span.end,
        );
        // Close to whom the cue names is close to the cue.
        let source = draft.source.as_ref().map(|s| s.span).filter(|s| s.start >= cue_end);
        let named = source.map_or(last, |s| view.word_from(s.end).saturating_sub(1).max(last));
        let words = |t: &TimeRef| {
            let (from, to) = (view.word_from(t.span.start), view.word_from(t.span.end));
            if t.span.start >= cue_end {
                from.saturating_sub(named + 1)
            } else {
                first.saturating_sub(to)
            }
        };
        self.within(view, draft, reach)
            .into_iter()
            .filter(|t| view.quote_of[view.word_from(t.span.start)] == view.quote_of[first])
            // A year or a season is when something was said only where it stands close.
            .filter(|t| t.grain.is_some_and(|g| g <= Grain::Day) || words(t) <= CLOSE)
            .min_by_key(|t| {
                if t.span.start >= cue_end {
                    t.span.start - cue_end
                } else {
                    // An expression behind the verb belongs to it more often than one before.
                    cue_start.saturating_sub(t.span.end) + 10
                }
            })
    }

    /// The expression in what is parted by commas before the cue: *In a statement on Thursday, the
    /// miner said*; *the union, in a letter of 3 May, asks*; *with these words, spoken today, he*.
    fn at_head(&self, view: &View<'_>, draft: &Draft, first: usize) -> Option<&'t TimeRef> {
        let start = view.sentence(first).words.start;
        let free = |w: usize| {
            !self.is_finite(view, w)
                && !is_said(draft, view.words[w].span)
                && view.quote_of[w] == view.quote_of[first]
                && !matches!(view.low(w), ";" | ":")
        };
        if !(start..first).all(free) {
            return None;
        }
        let text = draft.source.as_ref().is_some_and(|s| {
            let (from, to) = (view.word_from(s.span.start), view.word_from(s.span.end));
            (from..to).any(|w| kind_of_phrase(view, from, w, w) == Some(PhraseKind::Document))
        });
        let mut opens = start;
        let mut adverbial = false;
        let mut found = None;
        for comma in (start..first).filter(|w| view.is_comma(*w)) {
            let part = Span::new(view.words[opens].span.start, view.words[comma].span.start);
            let participle = view.words[opens].morph.verb_form == VerbForm::Part;
            // A preposition opens it, or a participle that belongs to such a part or to a text.
            adverbial = matches!(view.upos(opens), Upos::Adp | Upos::Adv)
                || participle && (adverbial || text);
            let told = self.within(view, draft, part).into_iter().rfind(|t| {
                let month = t.grain.is_some_and(|g| g <= Grain::Season);
                t.span.start == part.start || adverbial && (month || opens == start)
            });
            found = told.or(found);
            opens = comma + 1;
        }
        // *Cinque anni fa il Cantone promise*: without a comma.
        found.or_else(|| {
            let head = view.words[start].span;
            let reach = Span::new(head.start, view.words[first].span.start);
            let told = self.within(view, draft, reach).into_iter().next()?;
            let opens = told.span.start == head.start
                || view.upos(start) == Upos::Adp && view.word_from(told.span.start) <= start + 1;
            opens.then_some(told)
        })
    }

    /// The expression right before a word that opens the cue's clause and tells its time.
    fn before_when(&self, view: &View<'_>, draft: &Draft, first: usize) -> Option<&'t TimeRef> {
        let start = view.sentence(first).words.start.max(first.saturating_sub(REACH));
        let when = (start..first).rev().find(|w| {
            self.is_finite(view, *w) || view.in_set("when", *w) || view.upos(*w) == Upos::Sconj
        })?;
        if !view.in_set("when", when) || when == start {
            return None;
        }
        let before = when - usize::from(view.is_comma(when - 1));
        let end = view.words[before.checked_sub(1)?].span.end;
        let from = view.words[before.saturating_sub(CLOSE + 2).max(start)].span.start;
        // *since 2019, when it accused*: when something began is when that happened.
        let at = self.times.partition_point(|t| t.span.end < end);
        self.times
            .get(at)
            .filter(|t| t.span.end == end && t.span.start >= from && names_day(t))
            .filter(|t| self.is_past(t) && !is_said(draft, t.span))
    }

    /// The verb on which a cue hangs that is a participle: the first of its sentence, behind which a
    /// relative clause may have another.
    fn governing(
        &self,
        view: &View<'_>,
        draft: &Draft,
        first: usize,
        last: usize,
    ) -> Option<usize> {
        if (first..=last).any(|w| self.is_finite(view, w)) || !hangs(view, first, last) {
            return None;
        }
        let start = view.sentence(first).words.start;
        let free = |w: &usize| {
            !is_said(draft, view.words[*w].span) && view.quote_of[*w] == view.quote_of[first]
        };
        (start..first).filter(free).find(|w| self.is_finite(view, *w))
    }

    /// Whether a cue stands in an entry of a ticker, which an hour of that day opens.
    fn is_in_entry(&self, view: &View<'_>, first: usize) -> bool {
        let block = view.sentence(first).block;
        self.entries.get(block).copied().unwrap_or(false)
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
            .filter(|t| !is_of_other(view, draft, t) && !self.is_said_by_other(draft, t))
            .collect()
    }
}

/// Whether a stretch lies in what was said.
fn is_said(draft: &Draft, span: Span) -> bool {
    draft.content.iter().any(|c| c.overlaps(span))
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

/// Whether the words of a cue hang on a verb: *sued on Monday, alleging that*.
fn hangs(view: &View<'_>, first: usize, last: usize) -> bool {
    (first..=last).any(|w| {
        let morph = &view.words[w].morph;
        matches!(view.upos(w), Upos::Verb)
            && (morph.verb_form == VerbForm::Ger
                || morph.verb_form == VerbForm::Part && morph.tense != Tense::Past)
    })
}

/// Whether an expression names a day, week, month or year of the calendar, and nothing that begins or
/// ends then.
fn is_day(time: &TimeRef) -> bool {
    let bounds = [TimeMod::Since, TimeMod::Until, TimeMod::Before, TimeMod::After];
    names_day(time) && !time.modifier.is_some_and(|m| bounds.contains(&m))
}

fn names_day(time: &TimeRef) -> bool {
    matches!(time.kind, TimeKind::Date | TimeKind::Time)
        && time.value.bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}
