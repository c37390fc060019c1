//! Readings against gold, both as JSON lines: the figures of the annotation guidelines, by
//! language and by class of error.

use crate::compare::meet;
use crate::times::{TimeGroup, TimeScore, Timed, score_times};
use crate::{GoldAttribution, Prf, Score, THRESHOLDS, positions, same_speaker, score};
use sayso_model::{AttributionKind, Span, TimeKind};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::AddAssign;
use thiserror::Error;

/// Why a document could not be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EvalError {
    /// The line is no JSON object with an id.
    #[error("not a JSON object with an `id`: {0}")]
    NoRecord(String),
    /// The gold carries no text.
    #[error("{0}: the gold has no `text`")]
    NoText(String),
    /// The reading is of another text, so that offsets cannot be compared.
    #[error("{0}: the reading's text is not the gold's text")]
    OtherText(String),
}

/// One document's gold or reading.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Record {
    /// Its id.
    pub id: String,
    /// Its language, where the record tells.
    pub lang: Option<String>,
    /// Its text, where the record carries it.
    pub text: Option<String>,
    value: Value,
}

impl Record {
    /// Reads a line of gold, or a reading as `sayso read --jsonl` prints it.
    pub fn parse(line: &str) -> Result<Record, EvalError> {
        let value: Value =
            serde_json::from_str(line).map_err(|e| EvalError::NoRecord(e.to_string()))?;
        Record::new(value)
    }

    /// The same from JSON.
    pub fn new(value: Value) -> Result<Record, EvalError> {
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
        let id = text("id")
            .or_else(|| text("doc"))
            .ok_or_else(|| EvalError::NoRecord(value.to_string().chars().take(60).collect()))?;
        Ok(Record { id, lang: text("lang"), text: text("text"), value })
    }

    /// The record that `sayso read --jsonl` takes to read this text; `None` without a text.
    pub fn input(&self) -> Option<String> {
        self.text.as_ref()?;
        let mut input = Map::new();
        input.insert("id".to_owned(), Value::from(self.id.as_str()));
        // Files of TIMEX3 name the date of publication so.
        if let Some(date) = self.value.get("dct").filter(|v| v.is_string()) {
            input.insert("published".to_owned(), date.clone());
        }
        for key in ["text", "title", "lang", "published", "url"] {
            if let Some(value) = self.value.get(key).filter(|v| v.is_string()) {
                input.insert(key.to_owned(), value.clone());
            }
        }
        Some(Value::Object(input).to_string())
    }

    /// Makes of each mixed attribution an indirect one and a direct one for each of its `quoted` words:
    /// the notion of corpora that know no mixed kind.
    pub fn split_mixed(&mut self) {
        let Some(list) = self.value.get_mut("attributions").and_then(Value::as_array_mut) else {
            return;
        };
        let mut parts = Vec::new();
        for a in list.iter_mut().filter(|a| a["kind"] == "mixed") {
            a["kind"] = json!("indirect");
            for span in array(a, "quoted") {
                let mut part = a.clone();
                part["kind"] = json!("direct");
                part["content"] = json!([span]);
                parts.push(part);
            }
        }
        list.extend(parts);
    }

    fn attributions(&self, bytes: &Offsets) -> Vec<GoldAttribution> {
        let list = self.value.get("attributions").and_then(Value::as_array);
        let one = |(i, a): (usize, &Value)| GoldAttribution {
            id: (i + 1).to_string(),
            content: array(a, "content").iter().filter_map(|s| bytes.span(s)).collect(),
            cue: a.get("cue").and_then(|s| bytes.span(s)),
            source: a.get("source").and_then(|s| bytes.span(s)),
            by: name(a.get("speaker")).to_owned(),
            or: array(a, "aliases").iter().filter_map(|s| s.as_str().map(str::to_owned)).collect(),
            kind: kind(a.get("kind").and_then(Value::as_str).unwrap_or("")),
            time: a.get("time").map(|t| t.as_str().unwrap_or("").to_owned()),
        };
        list.into_iter().flatten().enumerate().map(one).collect()
    }

    /// The time expressions, as `times` or as files of TIMEX3 have them; `None` where it has none.
    fn times(&self) -> Option<Vec<Timed>> {
        let list = self.value.get("times").or_else(|| self.value.get("timex"))?.as_array()?;
        let one = |t: &Value| {
            let (start, end) = ends(t.get("span").unwrap_or(t))?;
            let kind = t.get("type").and_then(Value::as_str)?;
            let kind = TimeKind::ALL.into_iter().find(|k| k.name() == kind)?;
            let value = t.get("value").and_then(Value::as_str).unwrap_or("").to_owned();
            Some(Timed { start, end, kind, value })
        };
        Some(list.iter().filter_map(one).collect())
    }

    fn events(&self) -> Option<&Vec<Value>> {
        self.value.get("events").and_then(Value::as_array)
    }
}

fn array<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A name given as such or as an object's `name`.
fn name(value: Option<&Value>) -> &str {
    let value = value.unwrap_or(&Value::Null);
    value.get("name").unwrap_or(value).as_str().unwrap_or("")
}

fn kind(name: &str) -> AttributionKind {
    let kinds = [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect];
    kinds.into_iter().find(|k| k.name() == name).unwrap_or(AttributionKind::Indirect)
}

/// `[start, end]` or `{"start", "end"}` in code points.
fn ends(span: &Value) -> Option<(usize, usize)> {
    let at = |key: &str, i: usize| span.get(key).or_else(|| span.get(i))?.as_u64();
    Some((at("start", 0)? as usize, at("end", 1)? as usize))
}

/// The byte offset of each code point of a text, and its end.
struct Offsets(Vec<u32>);

impl Offsets {
    fn new(text: &str) -> Offsets {
        let ends = std::iter::once(text.len() as u32);
        Offsets(text.char_indices().map(|(at, _)| at as u32).chain(ends).collect())
    }

    /// A span's bytes; what lies past the text is left out.
    fn span(&self, span: &Value) -> Option<Span> {
        let (start, end) = ends(span)?;
        let last = self.0.last().copied()?;
        let at = |n: usize| self.0.get(n).copied().unwrap_or(last);
        (start <= end).then(|| Span::new(at(start), at(end)))
    }
}

/// How an attribution of the gold was missed, or what was found that the gold has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum ErrorClass {
    /// Found, with other boundaries (paired at 0.3, not at 0.8).
    Boundary,
    /// The same, and one of the two has spans that the other lacks.
    Continuation,
    MissedDirect,
    MissedMixed,
    MissedIndirect,
    FalseDirect,
    FalseMixed,
    FalseIndirect,
    /// Right words, and the source is another phrase.
    WrongSource,
    /// Right words, the source phrase is right, and its speaker is somebody else.
    WrongChain,
    /// Right words, and no speaker given where there is one.
    NoSpeaker,
    /// Right words, and a speaker given where nobody can tell.
    InventedSpeaker,
    /// Right words, and another time at which they were said, none where there is one, or one
    /// where there is none.
    WrongTime,
}

impl ErrorClass {
    /// The name in tables and JSON.
    pub const fn name(self) -> &'static str {
        match self {
            ErrorClass::Boundary => "boundary",
            ErrorClass::Continuation => "continuation",
            ErrorClass::MissedDirect => "missed direct",
            ErrorClass::MissedMixed => "missed mixed",
            ErrorClass::MissedIndirect => "missed indirect",
            ErrorClass::FalseDirect => "false direct",
            ErrorClass::FalseMixed => "false mixed",
            ErrorClass::FalseIndirect => "false indirect",
            ErrorClass::WrongSource => "wrong source",
            ErrorClass::WrongChain => "wrong chain",
            ErrorClass::NoSpeaker => "no speaker",
            ErrorClass::InventedSpeaker => "invented speaker",
            ErrorClass::WrongTime => "wrong time",
        }
    }

    fn missed(kind: AttributionKind) -> ErrorClass {
        match kind {
            AttributionKind::Direct => ErrorClass::MissedDirect,
            AttributionKind::Mixed => ErrorClass::MissedMixed,
            AttributionKind::Indirect => ErrorClass::MissedIndirect,
        }
    }

    fn wrong(kind: AttributionKind) -> ErrorClass {
        match kind {
            AttributionKind::Direct => ErrorClass::FalseDirect,
            AttributionKind::Mixed => ErrorClass::FalseMixed,
            AttributionKind::Indirect => ErrorClass::FalseIndirect,
        }
    }
}

/// One error, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvalFinding {
    /// The document.
    pub id: String,
    /// Of which class.
    pub class: ErrorClass,
    /// What the gold has, and by whom.
    pub gold: Option<(String, String)>,
    /// What the reading has, and by whom.
    pub read: Option<(String, String)>,
}

impl fmt::Display for EvalFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}", self.id, self.class.name())?;
        for (side, said) in [("gold", &self.gold), ("read", &self.read)] {
            if let Some((words, by)) = said {
                let by = if by.is_empty() { "nobody" } else { by };
                write!(f, "\n  {side}: {words} [{by}]")?;
            }
        }
        Ok(())
    }
}

/// Counts of events: pairs of one type whose triggers lie near, and what is right on them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Events {
    gold: usize,
    read: usize,
    paired: usize,
    actor: usize,
    recipient: usize,
    mode: usize,
    status: usize,
    voice: usize,
    time: usize,
}

/// Counts of when something was said, on attributions that the gold marks it of and whose words were
/// found (at 0.8).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Saying {
    /// Attributions of which it is marked, told or not.
    pub marked: usize,
    /// Those of which the gold tells a time.
    pub told: usize,
    /// Those of which the reading does.
    pub read: usize,
    /// Those of which both tell the same.
    pub right: usize,
}

impl Saying {
    /// Precision and recall; `None` without a time on either side.
    pub fn figures(&self) -> Option<(f64, f64)> {
        let part = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        (self.told + self.read > 0).then(|| (part(self.read), part(self.told)))
    }
}

/// Figures over any number of documents.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    /// Documents of the gold.
    pub documents: usize,
    /// Of these, those without a reading; they count as empty.
    pub unread: usize,
    /// Attributions.
    pub attributions: Score,
    /// How many errors of each class.
    pub classes: BTreeMap<ErrorClass, usize>,
    /// Time expressions, where the gold marks them.
    pub times: TimeScore,
    /// When it was said, where the gold marks it.
    pub saying: Saying,
    events: Events,
}

impl AddAssign<&Evaluation> for Evaluation {
    fn add_assign(&mut self, o: &Evaluation) {
        self.documents += o.documents;
        self.unread += o.unread;
        self.attributions += o.attributions;
        self.times += o.times;
        self.saying.marked += o.saying.marked;
        self.saying.told += o.saying.told;
        self.saying.read += o.saying.read;
        self.saying.right += o.saying.right;
        for (class, n) in &o.classes {
            *self.classes.entry(*class).or_default() += n;
        }
        let (a, b) = (&mut self.events, &o.events);
        a.gold += b.gold;
        a.read += b.read;
        a.paired += b.paired;
        a.actor += b.actor;
        a.recipient += b.recipient;
        a.mode += b.mode;
        a.status += b.status;
        a.voice += b.voice;
        a.time += b.time;
    }
}

/// Evaluates one document; `reading` is `None` where there is none. Findings come in the order of
/// the text.
pub fn evaluate(
    gold: &Record,
    reading: Option<&Record>,
) -> Result<(Evaluation, Vec<EvalFinding>), EvalError> {
    let text = match (&gold.text, reading.and_then(|r| r.text.as_ref())) {
        (Some(gold_text), Some(read)) if gold_text != read => {
            return Err(EvalError::OtherText(gold.id.clone()));
        }
        (Some(text), _) | (None, Some(text)) => text,
        (None, None) => return Err(EvalError::NoText(gold.id.clone())),
    };
    let bytes = Offsets::new(text);
    let (g, r) =
        (gold.attributions(&bytes), reading.map(|r| r.attributions(&bytes)).unwrap_or_default());
    let mut out = Evaluation {
        documents: 1,
        unread: usize::from(reading.is_none()),
        attributions: score(&g, &r, text),
        ..Evaluation::default()
    };
    let findings = findings(&gold.id, &g, &r, text, &mut out.saying);
    for finding in &findings {
        *out.classes.entry(finding.class).or_default() += 1;
    }
    if let Some(times) = gold.times() {
        let read = reading.and_then(Record::times).unwrap_or_default();
        out.times = score_times(&times, &read);
    }
    if let Some(events) = gold.events() {
        let none = Vec::new();
        out.events = compare_events(events, reading.and_then(Record::events).unwrap_or(&none));
    }
    Ok((out, findings))
}

fn findings(
    id: &str,
    gold: &[GoldAttribution],
    read: &[GoldAttribution],
    text: &str,
    saying: &mut Saying,
) -> Vec<EvalFinding> {
    let words = |a: &GoldAttribution| {
        let spans: Vec<&str> = a.content.iter().map(|s| s.of(text)).collect();
        (spans.join(" … ").replace('\n', " / "), a.by.clone())
    };
    let gold_at: Vec<_> = gold.iter().map(|a| positions(&a.content, text)).collect();
    let read_at: Vec<_> = read.iter().map(|a| positions(&a.content, text)).collect();
    let pairs = pair(&gold_at, &read_at, jaccard, THRESHOLDS[0]);
    let mut found = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let paired = pairs.iter().find(|p| p.0 == i).and_then(|p| Some((read.get(p.1)?, p.2)));
        let class = match paired {
            None => Some(ErrorClass::missed(g.kind)),
            Some((r, overlap)) if overlap < THRESHOLDS[1] => {
                let continued = g.content.len() != r.content.len();
                Some(if continued { ErrorClass::Continuation } else { ErrorClass::Boundary })
            }
            Some((r, _)) if same_speaker(g.accepted(), &r.by) => None,
            Some((r, _)) if r.by.is_empty() => Some(ErrorClass::NoSpeaker),
            Some(_) if g.accepted().all(str::is_empty) => Some(ErrorClass::InventedSpeaker),
            Some((r, _)) if meet(g.source, r.source) => Some(ErrorClass::WrongChain),
            Some(_) => Some(ErrorClass::WrongSource),
        };
        if let (Some(told), Some((r, overlap))) = (&g.time, paired)
            && overlap >= THRESHOLDS[1]
        {
            let read = r.time.as_deref().unwrap_or("");
            let right = told == read;
            saying.marked += 1;
            saying.told += usize::from(!told.is_empty());
            saying.read += usize::from(!read.is_empty());
            saying.right += usize::from(right && !told.is_empty());
            if !right {
                let shown = |a: &GoldAttribution, time: &str| (words(a).0, time.to_owned());
                let finding = EvalFinding {
                    id: id.to_owned(),
                    class: ErrorClass::WrongTime,
                    gold: Some(shown(g, told)),
                    read: Some(shown(r, read)),
                };
                found.push((g.content.first().map_or(0, |s| s.start), finding));
            }
        }
        if let Some(class) = class {
            found.push((
                g.content.first().map_or(0, |s| s.start),
                EvalFinding {
                    id: id.to_owned(),
                    class,
                    gold: Some(words(g)),
                    read: paired.map(|(r, _)| words(r)),
                },
            ));
        }
    }
    let is_paired = |j: usize| pairs.iter().any(|p| p.1 == j);
    for (_, r) in read.iter().enumerate().filter(|(j, _)| !is_paired(*j)) {
        found.push((
            r.content.first().map_or(0, |s| s.start),
            EvalFinding {
                id: id.to_owned(),
                class: ErrorClass::wrong(r.kind),
                gold: None,
                read: Some(words(r)),
            },
        ));
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, finding)| finding).collect()
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// One-to-one pairs, the most alike first, down to `floor`.
fn pair<T>(
    a: &[T],
    b: &[T],
    alike: impl Fn(&T, &T) -> f64,
    floor: f64,
) -> Vec<(usize, usize, f64)> {
    let mut all = Vec::new();
    for (i, x) in a.iter().enumerate() {
        for (j, y) in b.iter().enumerate() {
            all.push((i, j, alike(x, y)));
        }
    }
    // A stable sort: equal pairs stay in the order of the documents.
    all.sort_by(|x, y| y.2.total_cmp(&x.2));
    let (mut used_a, mut used_b) = (BTreeSet::new(), BTreeSet::new());
    all.retain(|(i, j, s)| {
        *s >= floor && !used_a.contains(i) && !used_b.contains(j) && {
            used_a.insert(*i);
            used_b.insert(*j)
        }
    });
    all
}

fn compare_events(gold: &[Value], read: &[Value]) -> Events {
    let text = |v: &Value, key: &str| v.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let near = |x: &Value, y: &Value| {
        let (Some(a), Some(b)) = (x.get("trigger").and_then(ends), y.get("trigger").and_then(ends))
        else {
            return 0.0;
        };
        if text(x, "type") != text(y, "type") {
            return 0.0;
        }
        let gap = a.0.max(b.0) as f64 - a.1.min(b.1) as f64;
        if gap <= 0.0 { 1.0 } else { (1.0 - gap / 150.0).max(0.0) }
    };
    let mut out = Events { gold: gold.len(), read: read.len(), ..Events::default() };
    for (i, j, _) in pair(gold, read, near, 0.01) {
        let (Some(x), Some(y)) = (gold.get(i), read.get(j)) else { continue };
        out.paired += 1;
        for (key, slot) in [("actors", &mut out.actor), ("recipients", &mut out.recipient)] {
            let names = |v: &Value| -> Vec<String> {
                array(v, key).iter().map(|p| name(Some(p)).to_owned()).collect()
            };
            let (a, b) = (names(x), names(y));
            let is_right = (a.is_empty() && b.is_empty())
                || a.iter().any(|n| b.iter().any(|m| same_speaker([n.as_str()].into_iter(), m)));
            *slot += usize::from(is_right);
        }
        out.status += usize::from(text(x, "status") == text(y, "status"));
        out.mode += usize::from(text(x, "mode") == text(y, "mode"));
        let (a, b) = (name(x.get("voice")), name(y.get("voice")));
        let by_article = |v: &str| v.is_empty() || v == "article";
        out.voice += usize::from(
            by_article(a) == by_article(b) && (by_article(a) || same_speaker([a].into_iter(), b)),
        );
        let (a, b) = (text(x, "time"), text(y, "time"));
        let is_right =
            a == b || (!a.is_empty() && !b.is_empty() && (a.starts_with(&b) || b.starts_with(&a)));
        out.time += usize::from(is_right);
    }
    out
}

/// Figures of a whole evaluation: all documents together, and by language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// All documents.
    pub all: Evaluation,
    /// By language, where the gold tells it.
    pub languages: BTreeMap<String, Evaluation>,
    /// What was wrong, in the order of the gold.
    pub findings: Vec<EvalFinding>,
}

impl Report {
    /// Adds a document.
    pub fn add(&mut self, gold: &Record, reading: Option<&Record>) -> Result<(), EvalError> {
        let (evaluation, findings) = evaluate(gold, reading)?;
        self.all += &evaluation;
        if let Some(lang) = &gold.lang {
            *self.languages.entry(lang.clone()).or_default() += &evaluation;
        }
        self.findings.extend(findings);
        Ok(())
    }

    /// The figures as JSON, in the form of the reference script, with `languages` and `classes`
    /// beside them.
    pub fn to_json(&self) -> Value {
        let mut out = self.all.to_json();
        if let Value::Object(out) = &mut out {
            let languages: Map<String, Value> =
                self.languages.iter().map(|(l, e)| (l.clone(), e.to_json())).collect();
            out.insert("languages".to_owned(), Value::Object(languages));
        }
        out
    }
}

fn four(x: f64) -> f64 {
    (x * 1e4).round() / 1e4
}

impl Evaluation {
    /// The figures as JSON.
    pub fn to_json(&self) -> Value {
        let s = &self.attributions;
        let prf = |p: Prf| json!({"p": four(p.precision), "r": four(p.recall), "f1": four(p.f1)});
        let mut attributions = Map::new();
        attributions.insert("gold".to_owned(), json!(s.gold));
        attributions.insert("predicted".to_owned(), json!(s.predicted));
        for (t, label) in ["0.3", "0.8", "1.0"].into_iter().enumerate() {
            attributions.insert(format!("quote@{label}"), prf(s.quote(t)));
            attributions.insert(format!("joint@{label}"), prf(s.joint(t)));
        }
        let kinds: Map<String, Value> = s
            .by_kind()
            .iter()
            .map(|k| {
                let recall = json!({"gold": k.gold, "@0.3": four(k.some), "@0.8": four(k.most)});
                (k.kind.name().to_owned(), recall)
            })
            .collect();
        attributions.insert("recall_by_kind".to_owned(), Value::Object(kinds));
        if let Some((cue, source)) = s.overlaps() {
            let on_matched = json!({"cue_overlap": four(cue), "source_overlap": four(source)});
            attributions.insert("on_matched@0.8".to_owned(), on_matched);
        }
        let classes: Map<String, Value> =
            self.classes.iter().map(|(c, n)| (c.name().to_owned(), json!(n))).collect();
        let mut out = Map::new();
        out.insert("documents".to_owned(), json!(self.documents));
        out.insert("attributions".to_owned(), Value::Object(attributions));
        out.insert("classes".to_owned(), Value::Object(classes));
        if !self.times.is_empty() {
            let group = |g: TimeGroup| {
                let counts = self.times.group(g);
                let mut figures = Map::new();
                figures.insert("gold".to_owned(), json!(counts.gold));
                figures.insert("predicted".to_owned(), json!(counts.predicted));
                for (name, figure) in counts.figures() {
                    figures.insert(name.to_owned(), json!(four(figure)));
                }
                (g.name().to_owned(), Value::Object(figures))
            };
            out.insert("times".to_owned(), TimeGroup::ALL.into_iter().map(group).collect());
        }
        if let Some((precision, recall)) = self.saying.figures() {
            let figures = json!({
                "marked": self.saying.marked, "gold": self.saying.told,
                "predicted": self.saying.read, "p": four(precision), "r": four(recall),
            });
            out.insert("said_at_on_matched@0.8".to_owned(), figures);
        }
        let e = &self.events;
        if e.gold + e.read > 0 {
            let part = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
            let (p, r) = (part(e.paired, e.read), part(e.paired, e.gold));
            let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
            let on = |n: usize| four(part(n, e.paired));
            out.insert(
                "events".to_owned(),
                json!({
                    "p": four(p), "r": four(r), "f1": four(f1), "gold": e.gold, "predicted": e.read,
                    "actor_on_matched": on(e.actor), "recipient_on_matched": on(e.recipient),
                    "mode_on_matched": on(e.mode), "status_on_matched": on(e.status),
                    "voice_on_matched": on(e.voice), "time_on_matched": on(e.time),
                }),
            );
        }
        Value::Object(out)
    }
}
