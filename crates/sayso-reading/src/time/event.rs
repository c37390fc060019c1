//! Days that hang on events (*the day before the vote*, *deux jours après le second tour*).
//!
//! A report tells an event's day once (*the vote of 3 March*, *le second tour, le 24 avril*) and
//! counts from it afterwards. Kept are the events whose day stands right beside their noun, and the
//! rounds of a vote, which have words of their own. What hangs on an event of which the text has
//! told no day stays open: it is not counted from some other day.

use super::Reader;
use super::calendar::{Period, add_days};
use super::pattern::{Kept, Match, Role};
use super::resolve::{Meaning, OfDay, Point, is_part, open, point, steps};
use jiff::civil::Date;
use sayso_language::Upos;
use sayso_model::{Span, TimeAnchor, TimeId, TimeKind, TimeMod};

/// So many events with their days are kept.
const MAX_EVENTS: usize = 256;

/// So many words may stand between an event and its day.
const REACH: usize = 8;

/// So many nouns before a day are taken for what happens on it (*the election of the mayor*).
const NOUNS: usize = 2;

/// What an event is called.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Name {
    /// A round of a vote, by its number.
    Round(i64),
    /// The base form of its noun.
    Noun(String),
}

/// The events whose days the text has told, in its order.
#[derive(Debug, Default)]
pub(super) struct Events {
    known: Vec<(Name, Date, TimeId)>,
}

impl Events {
    fn day(&self, name: &Name) -> Option<(Date, TimeId)> {
        self.known.iter().rev().find(|(n, ..)| n == name).map(|(_, day, id)| (*day, *id))
    }

    fn add(&mut self, name: Name, day: Date, id: TimeId) {
        if self.known.len() < MAX_EVENTS {
            self.known.push((name, day, id));
        }
    }
}

impl Reader<'_, '_> {
    /// What a day by an event means. `None`: it is counted from no event.
    pub(super) fn by_event(&self, found: &Match) -> Option<Meaning> {
        let value = found.kept.iter().find(|k| k.role == Role::Back)?.value;
        let classes = &self.tables.classes;
        // *la veille de …* · *the day before the …*: what only may hang on an event has a word for it.
        let linked = self.has_at(found.to, classes.event_of);
        let own = self.has_before(found.to, classes.event_back);
        if !linked && !own && value.more.name() != "END" {
            return None;
        }
        let name = self.event_at(found.to)?;
        let part = is_part(value.more).then_some(OfDay::Part(value.more));
        let Some((day, id)) = self.events.day(&name) else {
            let certain = value.more.name() != "KNOWN";
            return certain.then(|| open(part));
        };
        let period = Period::Day(add_days(day, value.n)?);
        Some(point(Point { period, of_day: part }, TimeAnchor::Time(id)))
    }

    /// *between the two rounds*: from the one to the other, where the text has told both days.
    pub(super) fn between(&self) -> Option<Meaning> {
        let (first, id) = self.events.day(&Name::Round(1))?;
        let (last, _) = self.events.day(&Name::Round(2))?;
        let days = (last - first).get_days();
        (days > 0).then(|| Meaning {
            kind: TimeKind::Duration,
            value: format!("P{days}D"),
            from: Some(first.to_string()),
            to: Some(last.to_string()),
            grain: None,
            modifier: None,
            anchor: TimeAnchor::Time(id),
            point: None,
        })
    }

    /// *two weeks after the first round*: the day that a length makes with the event behind it, and
    /// the atom behind the word that links them.
    pub(super) fn counted_by_event(&self, end: usize, kept: &[Kept]) -> Option<(Meaning, usize)> {
        let class = self.tables.classes.count_from?;
        let link = self.lexed.of(end).iter().find(|l| l.class == class)?;
        let to = end + link.len as usize;
        let (day, id) = self.events.day(&self.event_at(to)?)?;
        let period = steps(kept, day, link.value.n)?;
        Some((point(Point { period, of_day: None }, TimeAnchor::Time(id)), to))
    }

    /// The event that is named from an atom on.
    fn event_at(&self, at: usize) -> Option<Name> {
        let mut start = at;
        // Past the words that link it: *de l'*, *of the*.
        for _ in 0..2 {
            if let Some(round) = self.round_at(start) {
                return Some(Name::Round(round));
            }
            let classes = &self.tables.classes;
            let links = [classes.event_of, classes.det, classes.ldet];
            let skipped = self.lexed.of(start).iter().find(|l| links.contains(&Some(l.class)));
            let Some(skipped) = skipped else { break };
            start += skipped.len as usize;
        }
        if let Some(round) = self.round_at(start) {
            return Some(Name::Round(round));
        }
        let view = self.view;
        let from = self.word_at(self.lexed.atoms.get(at)?.start);
        let words = view.sentence(from).words.clone();
        let noun = (from..words.end.min(from + REACH)).find(|w| {
            !matches!(view.upos(*w), Upos::Adp | Upos::Det | Upos::Adj | Upos::Num | Upos::Pron)
        })?;
        let is_noun = view.upos(noun) == Upos::Noun;
        is_noun.then(|| Name::Noun(self.lemma(noun)))
    }

    fn lemma(&self, word: usize) -> String {
        self.view.words[word].lemma.to_lowercase().into()
    }

    fn round_at(&self, at: usize) -> Option<i64> {
        let class = self.tables.classes.round?;
        self.lexed.of(at).iter().find(|l| l.class == class).map(|l| l.value.n)
    }

    /// Keeps what happens on a day that the text has named.
    pub(super) fn note_events(&mut self, span: Span, meaning: &Meaning, id: TimeId) {
        let bounds = [TimeMod::Since, TimeMod::Until, TimeMod::Before, TimeMod::After];
        if meaning.modifier.is_some_and(|m| bounds.contains(&m)) {
            return;
        }
        let Some(Point { period: Period::Day(day), .. }) = meaning.point else { return };
        if self.tables.classes.event_of.is_none() {
            return;
        }
        let first = self.word_at(span.start);
        let last = self.word_at(span.end.saturating_sub(1)).max(first);
        let sentence = self.view.sentence(first).words.clone();
        if let Some(round) = self.round_beside(first, last, &sentence) {
            self.events.add(Name::Round(round), day, id);
            return;
        }
        for name in self.nouns_before(span.start, first, &sentence) {
            self.events.add(name, day, id);
        }
    }

    /// The round of a vote that stands beside a day, with nothing between that tells of another act.
    fn round_beside(
        &self,
        first: usize,
        last: usize,
        sentence: &std::ops::Range<usize>,
    ) -> Option<i64> {
        let view = self.view;
        let class = self.tables.classes.round?;
        let has_back = |at: usize| {
            let classes = &self.tables.classes;
            (1..=5usize).filter_map(|k| at.checked_sub(k)).any(|from| {
                self.lexed.of(from).iter().any(|l| {
                    [classes.back, classes.event_back, classes.count_from].contains(&Some(l.class))
                })
            })
        };
        let held = |w: usize| self.is_held(w);
        let rounds = self.rounds.iter().filter_map(|&at| {
            let lexeme = self.lexed.of(at).iter().find(|l| l.class == class)?;
            let from = self.word_at(self.lexed.atoms.get(at)?.start);
            let to = self.word_at(self.lexed.atoms.get(at + lexeme.len as usize - 1)?.start);
            if !sentence.contains(&from) || has_back(at) {
                return None;
            }
            let (between, behind) = match (to < first, from > last) {
                (true, _) => (to + 1..first, false),
                (_, true) => (last + 1..from, true),
                _ => return None,
            };
            // *le 10 mars, au premier tour*; the subject of another clause has nothing before it.
            let tied =
                !behind || between.clone().any(|w| matches!(view.upos(w), Upos::Adp) || held(w));
            let near = tied
                && between.len() <= REACH
                && between.clone().all(|w| match view.upos(w) {
                    Upos::Adp | Upos::Det | Upos::Num => true,
                    Upos::Punct => view.is_comma(w) || view.is(w, "("),
                    Upos::Noun | Upos::Propn | Upos::Adj => !behind,
                    _ => held(w),
                });
            near.then_some((between.len(), lexeme.value.n))
        });
        rounds.min_by_key(|(distance, _)| *distance).map(|(_, round)| round)
    }

    /// Whether a word tells that something takes place.
    fn is_held(&self, word: usize) -> bool {
        let span = self.view.words[word].span;
        self.held.iter().any(|h| h.overlaps(span))
    }

    /// The nouns right before a day: *the vote of 3 March*, *the vote takes place on 3 March*.
    fn nouns_before(
        &self,
        start: u32,
        first: usize,
        sentence: &std::ops::Range<usize>,
    ) -> Vec<Name> {
        let view = self.view;
        let mut names = Vec::new();
        let at = self.lexed.atoms.partition_point(|a| a.start < start);
        let linked = self.has_before(at, self.tables.classes.event_of);
        let mut w = first;
        let mut happens = linked;
        let end = sentence.start.max(first.saturating_sub(REACH + 4));
        while w > end && names.len() < NOUNS {
            w -= 1;
            match view.upos(w) {
                Upos::Adp | Upos::Det | Upos::Adj | Upos::Propn => {}
                Upos::Aux if happens => {}
                Upos::Noun if happens => names.push(Name::Noun(self.lemma(w))),
                _ if self.is_held(w) && names.is_empty() => happens = true,
                _ => break,
            }
        }
        names
    }

    /// Finds the words of rounds and of taking place in a block.
    pub(super) fn mark_events(&mut self) {
        self.rounds.clear();
        self.held.clear();
        let classes = &self.tables.classes;
        let bit = |class: Option<super::Class>| class.map_or(0, |c| 1u128 << c);
        let wanted = bit(classes.round) | bit(classes.held);
        for at in 0..self.lexed.atoms.len() {
            if self.lexed.masks.get(at).is_none_or(|m| m & wanted == 0) {
                continue;
            }
            for lexeme in self.lexed.of(at) {
                if Some(lexeme.class) == classes.round {
                    self.rounds.push(at);
                } else if Some(lexeme.class) == classes.held {
                    self.held.push(self.span(at, at + lexeme.len as usize));
                }
            }
        }
        self.rounds.dedup();
    }
}
