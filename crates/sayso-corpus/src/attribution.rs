//! Attributions out of marks, and marks out of attributions.

use crate::layers::MENTIONS;
use crate::markup::write;
use crate::{GoldEntity, Mark, Marked, Problem};
use sayso_model::{AttributionKind, MentionForm, Span};

const SAID: &str = "said";
const CUE: &str = "cue";
const SOURCE: &str = "source";
const KINDS: [AttributionKind; 3] =
    [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect];

/// An attribution as marked by hand. Spans count bytes of the text without marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldAttribution {
    /// Its id in the marked text.
    pub id: String,
    /// What was said, in order.
    pub content: Vec<Span>,
    /// What signals the saying.
    pub cue: Option<Span>,
    /// Who is named nearest to the cue.
    pub source: Option<Span>,
    /// The speaker's fullest name in the document; empty where nobody can tell.
    pub by: String,
    /// Other names that are accepted.
    pub or: Vec<String>,
    /// How the words are given.
    pub kind: AttributionKind,
    /// When it was said, as its clause tells; empty where nobody tells. `None`: it is not marked.
    pub time: Option<String>,
}

impl Marked {
    /// The attributions, in the order of their first content span.
    pub fn attributions(&self) -> Vec<GoldAttribution> {
        let mut found: Vec<GoldAttribution> = Vec::new();
        let entities = self.entities();
        for mark in self.marks().iter().filter(|m| m.name == SAID) {
            let id = mark.get("id").unwrap_or("");
            match found.iter_mut().find(|a| a.id == id) {
                Some(attribution) => attribution.content.push(mark.span),
                None => found.push(GoldAttribution {
                    id: id.to_owned(),
                    content: vec![mark.span],
                    cue: None,
                    source: None,
                    by: speaker(mark, &entities),
                    or: others(mark, &entities, self.text()),
                    kind: mark.get("kind").and_then(kind).unwrap_or(AttributionKind::Indirect),
                    time: mark.get("time").map(str::to_owned),
                }),
            }
        }
        for mark in self.marks() {
            for id in served(mark) {
                if let Some(attribution) = found.iter_mut().find(|a| a.id == id) {
                    match mark.name.as_str() {
                        CUE => attribution.cue = Some(mark.span),
                        _ => attribution.source = Some(mark.span),
                    }
                }
            }
        }
        self.describe_unnamed(&mut found, &entities);
        found
    }

    /// A speaker whom the text never names is called by the fullest phrase that speaks as well, not by
    /// marked mentions alone: *le porte-parole du parquet*, where *le porte-parole* is marked.
    fn describe_unnamed(&self, found: &mut [GoldAttribution], entities: &[GoldEntity]) {
        let who = |id: &str| {
            let said = |m: &&Mark| m.name == SAID && m.get("id") == Some(id);
            self.marks().iter().find(said).and_then(|m| m.get("who"))
        };
        let unnamed: Vec<Option<&GoldEntity>> = found
            .iter()
            .map(|a| entities.iter().find(|e| Some(e.id.as_str()) == who(&a.id)))
            .map(|e| e.filter(|e| e.mentions.iter().all(|m| m.form != MentionForm::Name)))
            .collect();
        let sources: Vec<(Option<&str>, Option<Span>)> = unnamed
            .iter()
            .zip(&*found)
            .map(|(e, a)| (e.map(|e| e.id.as_str()), a.source))
            .collect();
        for (attribution, entity) in found.iter_mut().zip(&unnamed) {
            let Some(entity) = entity else { continue };
            for (id, source) in &sources {
                let Some(source) = source.filter(|_| *id == Some(entity.id.as_str())) else {
                    continue;
                };
                let is_pronoun = entity
                    .mentions
                    .iter()
                    .any(|m| m.form == MentionForm::Pronoun && m.span.contains(source));
                let text = source.of(self.text());
                let known = attribution.by == text || attribution.or.iter().any(|n| n == text);
                if !is_pronoun && !known {
                    attribution.or.push(text.to_owned());
                }
            }
        }
    }
}

/// Writes any attributions over `text`, for people to compare: spans that cross are cut, so the
/// result may not be readable by [`Marked::parse`]. Marks of one span served to several
/// attributions are joined.
pub fn to_display(text: &str, attributions: &[GoldAttribution]) -> String {
    let mut marks: Vec<Mark> = Vec::new();
    for a in attributions {
        for (i, span) in a.content.iter().enumerate() {
            let mut attributes = vec![("id".to_owned(), a.id.clone())];
            if i == 0 {
                attributes.push(("by".to_owned(), a.by.clone()));
                if !a.or.is_empty() {
                    attributes.push(("or".to_owned(), a.or.join("|")));
                }
                attributes.push(("kind".to_owned(), a.kind.name().to_owned()));
            }
            marks.push(Mark { name: SAID.to_owned(), attributes, span: *span });
        }
    }
    for (name, pick) in [
        (CUE, (|a| a.cue) as fn(&GoldAttribution) -> Option<Span>),
        (SOURCE, |a: &GoldAttribution| a.source),
    ] {
        for a in attributions {
            let Some(span) = pick(a) else { continue };
            match marks.iter_mut().find(|m| m.name == name && m.span == span) {
                Some(mark) => {
                    if let Some((_, of)) = mark.attributes.first_mut() {
                        of.push(' ');
                        of.push_str(&a.id);
                    }
                }
                None => {
                    let attributes = vec![("of".to_owned(), a.id.clone())];
                    marks.push(Mark { name: name.to_owned(), attributes, span });
                }
            }
        }
    }
    marks.retain(|m| text.get(m.span.range()).is_some());
    write(text, &nested(marks))
}

/// The marks in the order of their start tags, cut where they would cross.
fn nested(mut marks: Vec<Mark>) -> Vec<Mark> {
    let order = |m: &Mark| (m.span.start, std::cmp::Reverse(m.span.end));
    let mut done: Vec<Mark> = Vec::new();
    loop {
        marks.sort_by_key(order);
        let Some(mut mark) = (!marks.is_empty()).then(|| marks.remove(0)) else { return done };
        // The innermost mark that is still open decides: whatever it holds lies in those around it.
        let outer = done
            .iter()
            .filter(|o| o.span.covers(mark.span.start) && o.span.end < mark.span.end)
            .map(|o| o.span.end)
            .min();
        if let Some(cut) = outer {
            let mut tail = mark.clone();
            tail.span.start = cut;
            mark.span.end = cut;
            marks.push(tail);
        }
        done.push(mark);
    }
}

fn kind(name: &str) -> Option<AttributionKind> {
    KINDS.into_iter().find(|k| k.name() == name)
}

/// The speaker's fullest name: `by`, or that of the entity that `who` names.
fn speaker(mark: &Mark, entities: &[GoldEntity]) -> String {
    let entity = mark.get("who").and_then(|who| entities.iter().find(|e| e.id == who));
    entity.map_or(mark.get("by").unwrap_or(""), |e| e.name.as_str()).to_owned()
}

/// What else the speaker may be called: `or`, and the names of the entity that `who` names.
fn others(mark: &Mark, entities: &[GoldEntity], text: &str) -> Vec<String> {
    let mut others = names(mark.get("or").unwrap_or(""));
    if let Some(entity) = mark.get("who").and_then(|who| entities.iter().find(|e| e.id == who)) {
        let names = entity.names(text).into_iter().filter(|n| *n != entity.name);
        others.extend(names.map(str::to_owned));
    }
    others
}

fn names(or: &str) -> Vec<String> {
    or.split('|').map(str::trim).filter(|n| !n.is_empty()).map(str::to_owned).collect()
}

/// The ids that a cue or source serves; none for other elements.
fn served(mark: &Mark) -> impl Iterator<Item = &str> {
    let of = if mark.name == CUE || mark.name == SOURCE { mark.get("of") } else { None };
    of.unwrap_or("").split_whitespace()
}

/// Whether the marks of this crate's own elements make sense; if not, the first that does not.
pub(crate) fn check(marks: &[Mark]) -> Result<(), (usize, Problem)> {
    let mut ids: Vec<&str> = Vec::new();
    let mentions = marks.iter().filter(|m| MENTIONS.contains(&m.name.as_str()));
    let refs: Vec<&str> =
        mentions.flat_map(|m| m.get("ref").unwrap_or("").split_whitespace()).collect();
    for (i, mark) in marks.iter().enumerate() {
        let own: &[&str] = match mark.name.as_str() {
            SAID => &["id", "who", "by", "or", "kind", "time"],
            CUE | SOURCE => &["of"],
            _ => continue,
        };
        let element = || mark.name.clone();
        if mark.span.is_empty() {
            return Err((i, Problem::Empty(element())));
        }
        if let Some((name, _)) = mark.attributes.iter().find(|(n, _)| !own.contains(&n.as_str())) {
            let attribute = name.clone();
            return Err((i, Problem::UnknownAttribute { element: element(), attribute }));
        }
        let missing = |attribute| (i, Problem::MissingAttribute { element: element(), attribute });
        if mark.name != SAID {
            if served(mark).next().is_none() {
                return Err(missing("of"));
            }
            continue;
        }
        let id = mark.get("id").unwrap_or("");
        if id.is_empty() || id.contains(char::is_whitespace) {
            return Err(missing("id"));
        }
        if ids.contains(&id) {
            if mark.attributes.len() > 1 {
                return Err((i, Problem::RepeatedFacts(id.to_owned())));
            }
            continue;
        }
        ids.push(id);
        match (mark.get("by"), mark.get("who")) {
            (None, None) => return Err(missing("by")),
            (Some(_), Some(_)) => return Err((i, Problem::TwoSpeakers(id.to_owned()))),
            (None, Some(who)) if !refs.contains(&who) => {
                return Err((i, Problem::UnknownEntity(who.to_owned())));
            }
            _ => {}
        }
        match mark.get("kind") {
            None => return Err(missing("kind")),
            Some(k) if kind(k).is_none() => {
                return Err((i, Problem::UnknownKind(k.to_owned())));
            }
            Some(_) => {}
        }
    }
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for (i, mark) in marks.iter().enumerate() {
        for id in served(mark) {
            if !ids.contains(&id) {
                return Err((i, Problem::UnknownAttribution(id.to_owned())));
            }
            if seen.contains(&(mark.name.as_str(), id)) {
                let (element, of) = (mark.name.clone(), id.to_owned());
                return Err((i, Problem::SecondMark { element, of }));
            }
            seen.push((&mark.name, id));
        }
    }
    Ok(())
}
