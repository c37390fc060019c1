//! Time expressions: where they stand, what they mean, what they are counted from.
//!
//! The text is cut into atoms ([`atom`]), words and phrases of the language's table become typed
//! tokens ([`lexicon`]), patterns over them say which sequences make an expression ([`pattern`]),
//! and each pattern names the operation that resolves it ([`resolve`]) against the date of
//! publication, the verb's tense ([`tense`]) and what the text named before. The longest match
//! wins, from left to right. Everything is bounded: so many steps a place, so many atoms a match.

mod atom;
mod calendar;
mod event;
mod guard;
mod lexicon;
mod number;
mod pattern;
mod resolve;
mod said;
mod tense;
mod zone;

pub(crate) use said::{Said, entries};

use crate::lexicon::LexiconError;
use crate::view::View;
use lexicon::{Class, Code, Lexed};
use pattern::{Match, Op, Patterns, Role, State};
use resolve::{Context, Lean, Meaning, Point};
use sayso_model::{Document, Span, TimeAnchor, TimeId, TimeKind, TimeMod, TimeRef};
use tense::Roles;

/// How many atoms before its heart an expression may begin.
const LEAD: usize = 6;

/// So many expressions are read in one document; a note says where more were left out.
pub(crate) const MAX_TIMES: usize = 20_000;

/// The words and patterns of time of one language.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    lexicon: lexicon::Lexicon,
    patterns: Patterns,
    classes: Classes,
}

/// Classes of tables that the engine asks for by name.
#[derive(Debug, Default)]
struct Classes {
    /// Prepositions that change what follows.
    before: Option<Class>,
    /// Words before a bare year.
    in_year: Option<Class>,
    aged: Option<Class>,
    of: Option<Class>,
    /// Words behind an expression that make it a beginning (*von Montag an*).
    onward: Option<Class>,
    /// What makes a share of a number (*per cento*).
    percent: Option<Class>,
    ldet: Option<Class>,
    hours: Option<Class>,
    units: Option<Class>,
    /// *before*, *after* between a length and a point.
    count_from: Option<Class>,
    det: Option<Class>,
    /// Pronouns that open a verb group (*si è dimessa*).
    clitic: Option<Class>,
    to: Option<Class>,
    and: Option<Class>,
    back: Option<Class>,
    /// Words between a day and the event by which it is told.
    event_of: Option<Class>,
    /// Days that are told by an event alone.
    event_back: Option<Class>,
    /// Rounds of a vote.
    round: Option<Class>,
    /// What tells that something takes place.
    held: Option<Class>,
    /// Zones by their minutes from UTC; *local time*; what stands before a place, and behind one.
    zone: Option<Class>,
    zone_local: Option<Class>,
    zone_of: Option<Class>,
    zone_tail: Option<Class>,
}

impl Tables {
    /// Reads a language's table, the patterns that all languages share and its own.
    pub fn parse(words: &'static str, shared: &str, own: &str) -> Result<Tables, LexiconError> {
        let lexicon = lexicon::Lexicon::parse(words)?;
        let patterns = Patterns::parse(&[shared, own], &lexicon)
            .map_err(|(line, message)| LexiconError { file: "time-patterns.tsv", line, message })?;
        let class = |name: &str| {
            lexicon.classes.iter().position(|c| c == name).and_then(|c| Class::try_from(c).ok())
        };
        let classes = Classes {
            before: class("pre"),
            in_year: class("inyear"),
            aged: class("aged"),
            of: class("of"),
            onward: class("onward"),
            percent: class("percent"),
            ldet: class("ldet"),
            hours: class("hours"),
            units: class("units"),
            count_from: class("countfrom"),
            det: class("det"),
            clitic: class("clitic"),
            to: class("to"),
            and: class("and"),
            back: class("back"),
            event_of: class("eventof"),
            event_back: class("eventback"),
            round: class("round"),
            held: class("held"),
            zone: class("zone"),
            zone_local: class("zonelocal"),
            zone_of: class("zoneof"),
            zone_tail: class("zonetail"),
        };
        Ok(Tables { lexicon, patterns, classes })
    }
}

/// The time expressions of the blocks that are read, in order, and the zone of their hours.
pub(crate) fn times(
    view: &View<'_>,
    tables: &Tables,
    document: &Document,
    blocks: &[Span],
) -> (Vec<TimeRef>, Option<sayso_model::Zone>) {
    let mut reader = Reader {
        view,
        tables,
        context: published(document),
        lexed: Lexed::default(),
        state: State::default(),
        matches: Vec::new(),
        roles: Roles::new(&tables.lexicon),
        near: Vec::new(),
        found: Vec::new(),
        length: None,
        events: event::Events::default(),
        rounds: Vec::new(),
        held: Vec::new(),
        several: None,
        told: Vec::new(),
    };
    for block in blocks {
        reader.block(*block);
    }
    let Reader { mut found, told, .. } = reader;
    let zone = zone::Zone::of(view, document);
    let mut told = told.into_iter().peekable();
    for (i, time) in found.iter_mut().enumerate() {
        match (told.next_if(|(id, _)| id.0 as usize == i), &zone) {
            (Some((_, own)), _) => own.apply(time),
            (None, Some(zone)) => zone.apply(time),
            (None, None) => {}
        }
    }
    (found, zone.map(|z| z.told()))
}

/// The date and time of publication, as far as they are a day.
fn published(document: &Document) -> Context {
    let mut context = Context::default();
    let Some(published) = &document.published else { return context };
    let value = published.value.as_str();
    context.published = value
        .get(..10)
        .and_then(|d| d.parse().ok())
        .filter(|d: &jiff::civil::Date| calendar::year(i64::from(d.year())).is_some());
    let clock = value.get(11..16).and_then(|c| c.split_once(':'));
    context.clock = clock.and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)));
    context.clock = context.clock.filter(|(h, m)| (0..24).contains(h) && (0..60).contains(m));
    context
}

struct Reader<'r, 'a> {
    view: &'r View<'a>,
    tables: &'r Tables,
    context: Context,
    lexed: Lexed,
    state: State,
    matches: Vec<Match>,
    roles: Roles<'r>,
    /// For each atom, whether a heart stands within [`LEAD`] atoms from it on.
    near: Vec<bool>,
    found: Vec<TimeRef>,
    /// The duration found last: where it ends, and its tokens.
    length: Option<(usize, Vec<pattern::Kept>)>,
    /// Events with their days.
    events: event::Events,
    /// The atoms of this block at which a round of a vote is named.
    rounds: Vec<usize>,
    /// Words of this block that tell that something takes place.
    held: Vec<Span>,
    /// The list of days that was read last.
    several: Option<Span>,
    /// The times of which the text tells the zone.
    told: Vec<(TimeId, zone::Told)>,
}

impl Reader<'_, '_> {
    fn block(&mut self, block: Span) {
        let text = self.view.text;
        self.context.day = None;
        self.length = None;
        self.several = None;
        if !self.tables.lexicon.lex(text, block, &mut self.lexed) {
            return;
        }
        let words = &self.view.words;
        self.roles.fill(&self.lexed, |byte| words.partition_point(|w| w.span.end <= byte));
        self.look_ahead();
        self.mark_events();
        let mut at = 0;
        while at < self.lexed.atoms.len() && self.found.len() < MAX_TIMES {
            if !self.near[at] || self.lexed.atoms[at].inner {
                at += 1;
                continue;
            }
            let mut matches = std::mem::take(&mut self.matches);
            self.tables.patterns.matches(text, &self.lexed, at, &mut matches, &mut self.state);
            // Words that only lead to an expression may stop short of a longer one behind them.
            let led = matches.iter().map(|m| m.from).filter(|f| *f > at).min();
            if let Some(from) = led {
                let mut more = Vec::new();
                self.tables.patterns.matches(text, &self.lexed, from, &mut more, &mut self.state);
                matches.extend(more);
                matches.sort_by_key(|m| (std::cmp::Reverse(m.to), m.from));
            }
            let next = matches.iter().find_map(|m| self.take(m));
            self.matches = matches;
            at = next.unwrap_or(at + 1).max(at + 1);
        }
    }

    fn look_ahead(&mut self) {
        let core = &self.lexed.core;
        self.near.clear();
        self.near.resize(core.len(), false);
        let mut left = 0;
        for i in (0..core.len()).rev() {
            left = if core[i] { LEAD } else { left - usize::from(left > 0) };
            self.near[i] = left > 0;
        }
    }

    /// Makes expressions of a match, if it is one; gives the atom behind it.
    fn take(&mut self, found: &Match) -> Option<usize> {
        if found.to <= found.from || !self.is_whole(found.from, found.to) {
            return None;
        }
        if found.op == Op::Not {
            return Some(found.end);
        }
        let span = self.span(found.from, found.to);
        let first = self.word_at(span.start);
        let last = self.word_at(span.end.saturating_sub(1)).max(first);
        if !guard::allows(self, found, first, last) {
            return None;
        }
        let mut context = self.context;
        let before = self.before(found.from);
        context.before = before.and_then(resolve::modifier);
        if needs_lean(found) {
            let (lean, own) = tense::lean(self.view, &self.roles, first, last);
            context.lean = lean;
            // What the clause beside it says counts for days of the week alone.
            let of_month = found.kept.iter().any(|k| matches!(k.role, Role::Month | Role::Season));
            if !own && of_month {
                context.lean = Lean::Unknown;
            }
            let of_year = of_month && found.kept.iter().any(|k| k.role == Role::Day);
            let onward = self.has_at(found.to, self.tables.classes.onward);
            // What something begins or ends with tells more than a verb of saying.
            match before.as_ref().map(Code::name) {
                _ if self.is_linked(found.from) => {}
                Some("SINCE") if !(own && lean == Lean::Future) => context.lean = Lean::Past,
                Some("UNTIL" | "BEFORE" | "FOR") => context.lean = Lean::Future,
                _ if onward && !(own && lean == Lean::Past) => context.lean = Lean::Future,
                // *ab 3. November*, where it has begun: the nearest such day.
                Some("FROM") if of_year => {}
                Some("FROM") if !(own && lean == Lean::Past) => context.lean = Lean::Future,
                // *la grève de novembre*: what a noun is of lies behind, or near.
                Some("OF") if context.lean != Lean::Past => context.lean = Lean::Unknown,
                _ => {}
            }
        }
        // *in three days*: how long it took, unless the verb points ahead or there is none.
        if found.op == Op::Hence && found.kept.iter().any(|k| k.role == Role::Past) {
            let ahead = match context.lean {
                Lean::Future => true,
                Lean::Unknown => !self.has_verb(first),
                Lean::Past | Lean::Present => false,
            };
            if !ahead {
                return None;
            }
        }
        if found.op == Op::Range {
            return self.take_range(found, &context);
        }
        // *am 3. und 4. Oktober, jeweils 20 Uhr*: the hour of none of these days alone.
        let clock = found.op == Op::Date
            && found.kept.iter().any(|k| matches!(k.role, Role::Hour | Role::Clock))
            && !found.kept.iter().any(|k| {
                matches!(k.role, Role::Day | Role::Month | Role::Weekday | Role::Year | Role::Feast)
            });
        if clock && self.several.is_some_and(|list| self.view.sentence(first).span.contains(list)) {
            context.day = None;
            context.published = None;
        }
        let text = self.view.text;
        let lexed = &self.lexed;
        let words = |k: &pattern::Kept| {
            let (from, to) = (k.from as usize, k.to as usize);
            match (lexed.atoms.get(from), lexed.atoms.get(to.saturating_sub(1))) {
                (Some(a), Some(b)) => Span::new(a.start, b.end).of(text).to_owned(),
                _ => String::new(),
            }
        };
        let meaning = match found.op {
            Op::Event => self.by_event(found)?,
            Op::Between => self.between()?,
            op => resolve::resolve(op, &found.kept, &words, &context)?,
        };
        if meaning.kind == TimeKind::Duration
            && let Some((meaning, to)) = self.counted_by_event(found.to, &found.kept)
        {
            self.add(self.span(found.from, to), meaning);
            self.length = None;
            return Some(to);
        }
        let (span, meaning) = self.counted_from(found.from, span, meaning);
        let length = (meaning.kind == TimeKind::Duration).then(|| found.kept.clone());
        if meaning.kind == TimeKind::Time {
            self.note_zone(found.to, 0..1);
        }
        self.add(span, meaning);
        self.length = length.map(|kept| (found.to, kept));
        Some(found.to)
    }

    /// Makes an expression of each part of a range or list.
    fn take_range(&mut self, found: &Match, context: &Context) -> Option<usize> {
        // Hours from one to another are those of no day, unless their sentence names one.
        let mut context = *context;
        let clock = found.kept.iter().any(|k| k.role == Role::Hour)
            && !found
                .kept
                .iter()
                .any(|k| matches!(k.role, Role::Day | Role::Month | Role::Weekday | Role::Year));
        let start = self.span(found.start, found.to).start;
        let sentence = self.view.sentence(self.word_at(start)).span;
        let beside = context.day.and_then(|(_, id)| self.found.get(id.0 as usize));
        // Nor are they those of a day on which something begins or ends.
        let bounds = [Some(TimeMod::Since), Some(TimeMod::Until)];
        let beside = beside
            .is_some_and(|t| sentence.contains(t.span) && !bounds.contains(&t.modifier))
            && !self.several.is_some_and(|list| sentence.contains(list));
        // *at 13.00 and 17.45*: two times, and no stretch.
        let stretch = found.kept.iter().any(|k| k.role == Role::To && k.value.code.name() == "TO");
        if clock && stretch && !beside {
            context.day = None;
            context.published = None;
        }
        let made = resolve::range(&found.kept, &context)?;
        let mut spans = Vec::with_capacity(made.len());
        let mut from = found.from;
        for link in found.kept.iter().filter(|k| k.role == Role::To) {
            spans.push(self.span(from, link.from as usize));
            // An article behind the link belongs to the expression where the language has it so.
            let next = found.kept.iter().find(|k| k.from >= link.to)?.from as usize;
            let article =
                next > link.to as usize && self.has_before(next, self.tables.classes.ldet);
            from = next - usize::from(article);
        }
        spans.push(self.span(from, found.to));
        if spans.iter().any(|s| s.is_empty()) || spans.len() != made.len() {
            return None;
        }
        let is_day = |m: &Meaning| {
            matches!(m.point, Some(Point { period: calendar::Period::Day(_), of_day: None }))
        };
        let several = (made.len() > 1 && made.iter().all(is_day))
            .then(|| Span::new(spans[0].start, spans[spans.len() - 1].end));
        if clock {
            self.note_zone(found.to, 0..made.len());
        }
        for (span, meaning) in spans.into_iter().zip(made) {
            self.add(span, meaning);
        }
        self.several = several.or(self.several);
        Some(found.to)
    }

    /// Keeps what the words behind an atom say of the zone of the times that are found next.
    fn note_zone(&mut self, at: usize, next: std::ops::Range<usize>) {
        if let Some(told) = self.told_zone(at) {
            let ids = next.map(|i| TimeId((self.found.len() + i) as u32));
            self.told.extend(ids.map(|id| (id, told.clone())));
        }
    }

    /// Whether a length and its word stand right before an atom (*two weeks before*).
    fn is_linked(&self, at: usize) -> bool {
        let Some((end, _)) = &self.length else { return false };
        let Some(class) = self.tables.classes.count_from else { return false };
        let mut links = self.lexed.of(*end).iter();
        links.any(|l| l.class == class && *end + l.len as usize == at)
    }

    /// *two weeks before Christmas*: the day that a length and the point behind it make.
    fn counted_from(&mut self, at: usize, span: Span, meaning: Meaning) -> (Span, Meaning) {
        let made = || {
            let (end, kept) = self.length.as_ref()?;
            let class = self.tables.classes.count_from?;
            let link = self.lexed.of(*end).iter().find(|l| l.class == class)?;
            if *end + link.len as usize != at {
                return None;
            }
            let day = meaning.point.filter(|p| p.of_day.is_none())?.period.first()?;
            let period = resolve::steps(kept, day, link.value.n)?;
            let made = resolve::point(Point { period, of_day: None }, meaning.anchor);
            let first = self.found.last().filter(|t| t.kind == TimeKind::Duration)?.span;
            Some((Span::new(first.start, span.end), made))
        };
        match made() {
            Some(made) => {
                self.found.pop();
                made
            }
            None => (span, meaning),
        }
    }

    fn add(&mut self, span: Span, meaning: Meaning) {
        let id = TimeId(self.found.len() as u32);
        self.note_events(span, &meaning, id);
        if let Some(point) = meaning.point {
            self.several = None;
            self.context.last = Some((point, id));
            if let Point { period: calendar::Period::Day(day), .. } = point {
                self.context.day = Some((day, id));
            }
        }
        self.found.push(TimeRef {
            span,
            kind: meaning.kind,
            value: meaning.value,
            from: meaning.from,
            to: meaning.to,
            grain: meaning.grain,
            modifier: meaning.modifier,
            anchor: match meaning.anchor {
                // What has a point of its own is counted from nothing.
                TimeAnchor::Time(other) if other == id => TimeAnchor::None,
                anchor => anchor,
            },
        });
    }

    /// Whether the atoms are whole words: nothing is glued to them that makes them something else.
    fn is_whole(&self, from: usize, to: usize) -> bool {
        use atom::Kind::{Mark, Number, Word};
        let text = self.view.text;
        let atoms = &self.lexed.atoms;
        let (Some(first), Some(last)) = (atoms.get(from), atoms.get(to - 1)) else { return false };
        let mark = |i: usize| atoms.get(i).map_or("", |a| a.span().of(text));
        if first.inner || atoms.get(to).is_some_and(|a| a.inner) {
            return false;
        }
        if first.glued && from > 0 {
            let before = &atoms[from - 1];
            let joins = matches!(
                mark(from - 1),
                "-" | "." | "," | "/" | ":" | "_" | "@" | "#" | "$" | "€" | "£"
            );
            match before.kind {
                Word | Number => return false,
                Mark if matches!(mark(from - 1), "$" | "€" | "£" | "#" | "@" | "_") => {
                    return false;
                }
                // 3.14, G7-2020, and yet Paris-2024 is rare enough.
                Mark if joins && before.glued && from > 1 && atoms[from - 2].kind != Mark => {
                    if first.kind == Number || mark(from - 1) == "-" {
                        return false;
                    }
                }
                Mark => {}
            }
        }
        if let Some(after) = atoms.get(to).filter(|a| a.glued) {
            match after.kind {
                Word | Number => return false,
                Mark if matches!(mark(to), "%" | "€" | "$" | "£" | "_" | "@") => return false,
                Mark => {
                    let joins = matches!(mark(to), "-" | "." | "," | "/" | ":");
                    let more = atoms.get(to + 1).filter(|a| a.glued && a.kind != Mark);
                    if joins
                        && last.kind == Number
                        && more.is_some_and(|m| m.kind == Number || mark(to) == "-")
                    {
                        return false;
                    }
                    if mark(to) == "-"
                        && more.is_some_and(|m| m.kind == Word)
                        && last.kind == Number
                    {
                        return false;
                    }
                }
            }
        }
        true
    }

    /// Whether the sentence has a verb that could tell the time.
    fn has_verb(&self, word: usize) -> bool {
        self.view.sentence(word).words.clone().any(|w| {
            matches!(self.view.upos(w), sayso_language::Upos::Verb | sayso_language::Upos::Aux)
                && self.view.words[w].morph.verb_form != sayso_language::VerbForm::Inf
        })
    }

    fn span(&self, from: usize, to: usize) -> Span {
        match (self.lexed.atoms.get(from), to.checked_sub(1).and_then(|t| self.lexed.atoms.get(t)))
        {
            (Some(a), Some(b)) => Span::new(a.start, b.end),
            _ => Span::default(),
        }
    }

    fn word_at(&self, byte: u32) -> usize {
        self.view.words.partition_point(|w| w.span.end <= byte)
    }

    /// The modifier that the words before an atom give.
    fn before(&self, at: usize) -> Option<Code> {
        let class = self.tables.classes.before?;
        (1..=4usize).rev().find_map(|len| {
            let from = at.checked_sub(len)?;
            let found =
                self.lexed.of(from).iter().find(|l| l.class == class && l.len as usize == len)?;
            Some(found.value.code)
        })
    }

    /// Whether a token of a class begins at an atom.
    fn has_at(&self, at: usize, class: Option<Class>) -> bool {
        class.is_some_and(|class| self.lexed.of(at).iter().any(|l| l.class == class))
    }

    /// Whether a token of a class ends right before an atom.
    fn has_before(&self, at: usize, class: Option<Class>) -> bool {
        let Some(class) = class else { return false };
        (1..=4usize).any(|len| {
            at.checked_sub(len).is_some_and(|from| {
                self.lexed.of(from).iter().any(|l| l.class == class && l.len as usize == len)
            })
        })
    }
}

/// Whether the verb's tense counts for what a match means.
fn needs_lean(found: &Match) -> bool {
    match found.op {
        Op::Date | Op::Range => {
            let has = |role: Role| found.kept.iter().any(|k| k.role == role);
            !has(Role::Year) && !has(Role::ShortYear)
        }
        Op::Near | Op::Share | Op::Hence => true,
        _ => false,
    }
}
