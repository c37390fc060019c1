//! Dispatches in the standoff format of brat (Stenetorp et al. 2012): a text and an `.ann` file.

use crate::Dispatch;
use sayso_model::Span;
use sayso_model::wire::CodePoints;
use std::fmt::Write as _;

/// The `.ann` file for a dispatch's text. Text-bound annotations (`T`) for contents, cues,
/// sources, mentions, times and triggers; relations (`R`) from an attribution's content to its cue,
/// source and speaker, and of mentions to their entity's first; events (`E`) with their
/// participants; attributes (`A`) for kinds, values, statuses. Offsets count code points.
pub fn to_brat(dispatch: &Dispatch) -> String {
    let mut out = Standoff::new(dispatch.body.text());
    let attributions = dispatch.body.attributions();
    let entities = dispatch.body.entities();
    // The text-bound annotation of each mention.
    let mut bound: Vec<(String, Span, usize)> = Vec::new();
    for entity in &entities {
        let kind = capitalised(entity.kind.name());
        let mut first = None;
        for mention in &entity.mentions {
            let t = out.text_bound(&kind, &[mention.span]);
            out.attribute("Form", t, mention.form.name());
            bound.push((entity.id.clone(), mention.span, t));
            match first {
                None => {
                    first = Some(t);
                    out.note(t, &entity.name);
                }
                Some(first) => out.relation("Coreference", t, first),
            }
        }
    }
    let mut contents: Vec<(&str, usize)> = Vec::new();
    for a in &attributions {
        let content = out.text_bound("Content", &a.content);
        contents.push((&a.id, content));
        out.attribute("Kind", content, a.kind.name());
        out.note(content, &format!("speaker: {}", a.by));
        for (name, span) in [("Cue", a.cue), ("Source", a.source)] {
            if let Some(span) = span {
                let t = out.text_bound(name, &[span]);
                out.relation(&format!("Has{name}"), content, t);
            }
        }
    }
    for time in dispatch.body.times() {
        let t = out.text_bound("Timex", &[time.span]);
        out.attribute("TimexType", t, time.kind.name());
        out.note(t, &time.value);
    }
    for event in dispatch.body.events() {
        let kind = capitalised(&event.kind.to_lowercase());
        let trigger = out.text_bound(&kind, &[event.trigger]);
        let mut roles = String::new();
        for (role, participants) in [("Actor", &event.actors), ("Recipient", &event.recipients)] {
            for (n, p) in participants.iter().enumerate() {
                let t = bound.iter().find(|b| b.0 == p.entity && b.1 == p.span).map(|b| b.2);
                if let Some(t) = t {
                    let number = if n == 0 { String::new() } else { (n + 1).to_string() };
                    let _ = write!(roles, " {role}{number}:T{t}");
                }
            }
        }
        let e = out.event(&kind, trigger, &roles);
        out.event_attribute("Status", e, event.status.name());
        if !event.mode.is_empty() {
            out.event_attribute("Mode", e, &event.mode);
        }
        if let Some(voice) = &event.voice
            && let Some((_, content)) = contents.iter().find(|c| c.0 == voice.as_str())
        {
            out.relation("Voice", trigger, *content);
        }
    }
    out.out
}

fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

struct Standoff<'t> {
    text: &'t str,
    at: CodePoints<'t>,
    out: String,
    bound: usize,
    relations: usize,
    attributes: usize,
    events: usize,
    notes: usize,
}

impl<'t> Standoff<'t> {
    fn new(text: &'t str) -> Standoff<'t> {
        let at = CodePoints::new(text);
        let out = String::new();
        Standoff { text, at, out, bound: 0, relations: 0, attributes: 0, events: 0, notes: 0 }
    }

    /// One annotation over one or more spans; a line break parts a span in two, as brat asks.
    fn text_bound(&mut self, kind: &str, spans: &[Span]) -> usize {
        self.bound += 1;
        let mut places = Vec::new();
        let mut words = Vec::new();
        for span in spans {
            let mut start = span.start as usize;
            for line in span.of(self.text).split('\n') {
                let end = start + line.len();
                if !line.is_empty() {
                    let (a, b) = (self.at.offset(start as u32), self.at.offset(end as u32));
                    places.push(format!("{a} {b}"));
                    words.push(line);
                }
                start = end + 1;
            }
        }
        let (n, places, words) = (self.bound, places.join(";"), words.join(" "));
        let _ = writeln!(self.out, "T{n}\t{kind} {places}\t{words}");
        n
    }

    fn relation(&mut self, kind: &str, from: usize, to: usize) {
        self.relations += 1;
        let _ = writeln!(self.out, "R{}\t{kind} Arg1:T{from} Arg2:T{to}", self.relations);
    }

    fn attribute(&mut self, name: &str, of: usize, value: &str) {
        self.attributes += 1;
        let _ = writeln!(self.out, "A{}\t{name} T{of} {value}", self.attributes);
    }

    fn event(&mut self, kind: &str, trigger: usize, roles: &str) -> usize {
        self.events += 1;
        let _ = writeln!(self.out, "E{}\t{kind}:T{trigger}{roles}", self.events);
        self.events
    }

    fn event_attribute(&mut self, name: &str, of: usize, value: &str) {
        self.attributes += 1;
        let _ = writeln!(self.out, "A{}\t{name} E{of} {value}", self.attributes);
    }

    fn note(&mut self, of: usize, note: &str) {
        self.notes += 1;
        let _ = writeln!(self.out, "#{}\tAnnotatorNotes T{of}\t{note}", self.notes);
    }
}
