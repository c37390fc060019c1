//! Counts over a corpus.

use crate::Dispatch;
use crate::check::words;
use sayso_model::AttributionKind;
use std::collections::BTreeMap;

/// What a number of dispatches hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Dispatches.
    pub dispatches: usize,
    /// Of these, those with mentions, times and events marked.
    pub layered: usize,
    /// Of these, those that a second person has checked.
    pub checked: usize,
    /// Words, by blanks.
    pub words: usize,
    /// Attributions by kind.
    pub attributions: BTreeMap<&'static str, usize>,
    /// Of the attributions: without cue, without source, speaker unknown, cut in spans, nested.
    pub hard: BTreeMap<&'static str, usize>,
    /// Entities by kind.
    pub entities: BTreeMap<&'static str, usize>,
    /// Mentions by form.
    pub mentions: BTreeMap<&'static str, usize>,
    /// Time expressions by type.
    pub times: BTreeMap<&'static str, usize>,
    /// Events by type.
    pub events: BTreeMap<String, usize>,
    /// Events by status.
    pub statuses: BTreeMap<&'static str, usize>,
    /// Events that a speaker vouches for.
    pub voiced: usize,
    /// Dispatches by genre.
    pub genres: BTreeMap<String, usize>,
}

const KINDS: [AttributionKind; 3] =
    [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect];

impl Stats {
    /// Counts one dispatch in.
    pub fn add(&mut self, dispatch: &Dispatch) {
        let body = &dispatch.body;
        self.dispatches += 1;
        self.layered += usize::from(dispatch.has_layers());
        self.checked += usize::from(dispatch.get("checked").is_some());
        self.words += words(body.text());
        let genre = dispatch.get("genre").unwrap_or("not given");
        *self.genres.entry(genre.to_owned()).or_default() += 1;
        let attributions = body.attributions();
        for kind in KINDS {
            let n = attributions.iter().filter(|a| a.kind == kind).count();
            *self.attributions.entry(kind.name()).or_default() += n;
        }
        for a in &attributions {
            let is_nested = attributions.iter().any(|b| {
                b.id != a.id && a.content.iter().all(|s| b.content.iter().any(|o| o.contains(*s)))
            });
            for (what, holds) in [
                ("without cue", a.cue.is_none()),
                ("without source", a.source.is_none()),
                ("speaker unknown", a.by.is_empty()),
                ("in several spans", a.content.len() > 1),
                ("inside another", is_nested),
            ] {
                *self.hard.entry(what).or_default() += usize::from(holds);
            }
        }
        for entity in body.entities() {
            *self.entities.entry(entity.kind.name()).or_default() += 1;
            for mention in entity.mentions {
                *self.mentions.entry(mention.form.name()).or_default() += 1;
            }
        }
        for time in body.times() {
            *self.times.entry(time.kind.name()).or_default() += 1;
        }
        for event in body.events() {
            self.voiced += usize::from(event.voice.is_some());
            *self.statuses.entry(event.status.name()).or_default() += 1;
            *self.events.entry(event.kind).or_default() += 1;
        }
    }

    /// The sum of a count's parts.
    pub fn sum<K>(counts: &BTreeMap<K, usize>) -> usize {
        counts.values().sum()
    }
}
