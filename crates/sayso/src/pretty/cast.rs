//! Who speaks in a reading, with a letter and a colour each.

use anstyle::{AnsiColor, Style};
use sayso_model::{Attribution, AttributionKind, EntityId, NoteCode, Reading, Span};

/// Colours of neighbours in the list differ most; none is one that a common theme hides.
const COLOURS: [AnsiColor; 6] = [
    AnsiColor::Cyan,
    AnsiColor::Yellow,
    AnsiColor::Green,
    AnsiColor::Magenta,
    AnsiColor::Blue,
    AnsiColor::Red,
];

/// Everybody who speaks, in order of their first words; those who could not be told come last,
/// as one.
pub(super) struct Cast {
    pub voices: Vec<Voice>,
    /// The voice of each attribution of the reading.
    of: Vec<usize>,
}

/// A speaker, or all unknown ones together.
pub(super) struct Voice {
    /// `A`, `B`, …, `Z`, `AA`, …; `?` for the unknown.
    pub letter: String,
    pub style: Style,
    pub entity: Option<EntityId>,
    /// Indices of the reading's attributions, in order.
    pub attributions: Vec<usize>,
}

impl Cast {
    pub fn of(reading: &Reading) -> Cast {
        let mut known: Vec<Voice> = Vec::new();
        let mut unknown =
            Voice { letter: "?".into(), style: Style::new(), entity: None, attributions: vec![] };
        let mut place: Vec<Option<usize>> = vec![None; reading.entities.len()];
        let mut of = Vec::with_capacity(reading.attributions.len());
        for (i, attribution) in reading.attributions.iter().enumerate() {
            let entity = attribution.speaker.as_ref().map(|speaker| speaker.entity);
            let seat = entity.and_then(|e| place.get_mut(e.0 as usize));
            match seat {
                Some(seat) => {
                    let voice = *seat.get_or_insert_with(|| {
                        let colour = COLOURS[known.len() % COLOURS.len()];
                        known.push(Voice {
                            letter: letter(known.len()),
                            style: Style::new().fg_color(Some(colour.into())),
                            entity,
                            attributions: vec![],
                        });
                        known.len() - 1
                    });
                    known[voice].attributions.push(i);
                    of.push(Some(voice));
                }
                None => {
                    unknown.attributions.push(i);
                    of.push(None);
                }
            }
        }
        let last = known.len();
        if !unknown.attributions.is_empty() {
            known.push(unknown);
        }
        Cast { voices: known, of: of.into_iter().map(|v| v.unwrap_or(last)).collect() }
    }

    /// Whose words the attribution holds.
    pub fn voice_of(&self, attribution: usize) -> usize {
        self.of[attribution]
    }

    /// The mark of an attribution: its speaker's letter and its number in the JSON.
    pub fn mark(&self, attribution: usize) -> String {
        let voice = self.of.get(attribution).map(|voice| &self.voices[*voice]);
        format!("{}{}", voice.map_or("?", |voice| voice.letter.as_str()), attribution + 1)
    }

    /// How many speakers have a name or a description.
    pub fn known(&self) -> usize {
        self.voices.iter().filter(|voice| voice.entity.is_some()).count()
    }

    /// Columns of the widest letter.
    pub fn width(&self) -> usize {
        self.voices.iter().map(|voice| voice.letter.len()).max().unwrap_or(1)
    }
}

/// Letters as spreadsheets number their columns.
fn letter(mut n: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (n % 26) as u8));
        if n < 26 {
            return letters.into_iter().rev().collect();
        }
        n = n / 26 - 1;
    }
}

/// How many attributions there are of each kind, in words.
pub(super) fn kinds(reading: &Reading, attributions: &[usize]) -> String {
    [AttributionKind::Direct, AttributionKind::Mixed, AttributionKind::Indirect]
        .into_iter()
        .filter_map(|kind| {
            let of_kind =
                attributions.iter().filter(|i| reading.attributions[**i].kind == kind).count();
            (of_kind > 0).then(|| format!("{of_kind} {}", kind.name()))
        })
        .collect::<Vec<_>>()
        .join(", ")
}

/// The notes that say why speakers are unknown.
pub(super) struct Reasons {
    /// Where each stands, and its index in the reading's notes; by their start.
    notes: Vec<(Span, usize)>,
}

impl Reasons {
    pub fn of(reading: &Reading) -> Reasons {
        let mut notes: Vec<(Span, usize)> = reading
            .notes
            .iter()
            .enumerate()
            .filter(|(_, note)| note.code == NoteCode::UnknownSpeaker)
            .filter_map(|(i, note)| Some((note.span?, i)))
            .collect();
        notes.sort_unstable();
        Reasons { notes }
    }

    /// The note about an attribution: its index in the reading's notes. It begins in one of the
    /// attribution's parts, or is the last to begin before one and reaches into it.
    pub fn why(&self, attribution: &Attribution) -> Option<usize> {
        let parts = attribution.content.iter().chain(&attribution.cue).chain(&attribution.source);
        parts.into_iter().find_map(|part| {
            let after = self.notes.partition_point(|(span, _)| span.start < part.start);
            let near = self.notes.get(after.saturating_sub(1)..)?.iter().take(2);
            near.into_iter().find(|(span, _)| span.overlaps(*part)).map(|(_, i)| *i)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let some: Vec<String> = [0, 25, 26, 27, 51, 52, 701, 702].map(letter).into();
        assert_eq!(some, ["A", "Z", "AA", "AB", "AZ", "BA", "ZZ", "AAA"]);
    }
}
