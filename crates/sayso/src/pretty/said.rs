//! Who said what: the speakers, their attributions, and the notes.

use super::cast::{self, Cast, Reasons, Voice};
use super::wrap::Piece;
use super::{Page, count, faint};
use anstyle::Style;
use sayso_model::wire::Explain;
use sayso_model::{
    Attribution, AttributionKind, Document, Entity, EntityKind, Reading, TimeAnchor,
};

/// Lines of an attribution's words; the whole of them stands in the text above.
const MOST: usize = 3;
/// Notes that are shown: a report with more is broken in one way, over and over.
const MOST_NOTES: usize = 20;
/// Time expressions that are shown.
const MOST_TIMES: usize = 60;
/// Bytes under which a fact is kept on one line.
const SHORT: usize = 20;

pub(super) fn write(
    page: &mut Page,
    document: &Document,
    reading: &Reading,
    cast: &Cast,
    explain: Explain,
) {
    page.blank();
    let bold = Style::new().bold();
    if cast.voices.is_empty() {
        page.rule('─', &[Piece::new("Nobody's words were found", bold)]);
    } else {
        let all = count(reading.attributions.len(), "attribution");
        let mut counts = format!(" · {all}, {}", count(cast.known(), "speaker"));
        if let Some(unknown) = cast.voices.iter().find(|voice| voice.entity.is_none()) {
            counts += &format!(", {} by nobody known", unknown.attributions.len());
        }
        page.rule('─', &[Piece::new("Who said what", bold), Piece::new(&counts, faint())]);
    }
    let reasons = Reasons::of(reading);
    let mut told = vec![false; reading.notes.len()];
    for voice in &cast.voices {
        page.blank();
        write_voice(page, reading, voice, explain);
        for &i in &voice.attributions {
            page.blank();
            let reason = match voice.entity {
                Some(_) => None,
                None => reasons.why(&reading.attributions[i]),
            };
            write_attribution(page, document, reading, cast, i, explain);
            if let Some(reason) = reason {
                told[reason] = true;
                let why = format!("why unknown: {}", reading.notes[reason].message);
                page.hanging(&indent(cast, i), &[Piece::new(&why, faint())], MOST);
            }
        }
    }
    if explain == Explain::Yes {
        write_times(page, document, reading);
    }
    write_notes(page, document, reading, &told);
    page.blank();
}

/// A speaker's letter, name and what is known of them, and what they said in numbers.
fn write_voice(page: &mut Page, reading: &Reading, voice: &Voice, explain: Explain) {
    let entity = voice.entity.and_then(|id| reading.entities.get(id.0 as usize));
    let name = entity.map_or("Speaker unknown", |entity| entity.name.as_str());
    let mut about = String::new();
    if let Some(entity) = entity {
        let kind = (entity.kind != EntityKind::Person).then(|| entity.kind.name());
        let parts = [entity.description.as_deref(), kind, entity.country.as_deref()];
        for part in parts.into_iter().flatten() {
            about.push_str(" · ");
            about.push_str(part);
        }
    }
    let first = [Piece::new(&format!("{:>2}  ", voice.letter), voice.style.bold())];
    let name = Piece::new(name, voice.style.bold());
    page.hanging(&first, &[name, Piece::plain(&about)], usize::MAX);
    let counts = format!(
        "{}: {}",
        count(voice.attributions.len(), "attribution"),
        cast::kinds(reading, &voice.attributions)
    );
    page.hanging(&[Piece::plain("    ")], &[Piece::new(&counts, faint())], usize::MAX);
    if let Some(entity) = entity.filter(|_| explain == Explain::Yes) {
        write_identity(page, entity);
    }
}

/// What a speaker is known by from report to report, and why they were linked to it or were not.
fn write_identity(page: &mut Page, entity: &Entity) {
    let bullet = [Piece::plain("    "), Piece::new("↳ ", faint())];
    if let Some(key) = &entity.key {
        page.hanging(&bullet, &[Piece::new(&format!("identity: {key}"), faint())], usize::MAX);
    }
    for evidence in &entity.evidence {
        let score = evidence.score.map_or(String::new(), |score| format!(" ({score:+.1})"));
        let line = format!("{}: {}{score}", evidence.rule, evidence.detail);
        page.hanging(&bullet, &[Piece::new(&line, faint())], usize::MAX);
    }
}

/// An attribution's words, and how they are given.
fn write_attribution(
    page: &mut Page,
    document: &Document,
    reading: &Reading,
    cast: &Cast,
    index: usize,
    explain: Explain,
) {
    let attribution = &reading.attributions[index];
    let voice = &cast.voices[cast.voice_of(index)];
    let mark = format!("    {:<5} ", cast.mark(index));
    let words: Vec<&str> = attribution.content.iter().map(|s| s.of(&document.text)).collect();
    // One line to the eye, whatever the line ends inside.
    let words = words.join(" […] ").replace(['\n', '\r'], " ");
    let words = match attribution.kind {
        AttributionKind::Direct => format!("«{words}»"),
        AttributionKind::Mixed | AttributionKind::Indirect => words,
    };
    page.hanging(
        &[Piece::new(&mark, voice.style.bold())],
        &[Piece::new(&words, voice.style)],
        MOST,
    );

    let indent = indent(cast, index);
    let mut pieces = Vec::new();
    for fact in facts(document, cast, attribution) {
        if !pieces.is_empty() {
            pieces.push(Piece::new(" · ", faint()));
        }
        let piece = Piece::new(&fact, faint());
        pieces.push(if fact.len() < SHORT { piece.glued() } else { piece });
    }
    page.hanging(&indent, &pieces, usize::MAX);
    if explain == Explain::Yes {
        for evidence in &attribution.evidence {
            let score = evidence.score.map_or(String::new(), |score| format!(" ({score:+.2})"));
            let line = format!("{}: {}{score}", evidence.rule, evidence.detail);
            let bullet = Piece::new("↳ ", faint());
            let first: Vec<Piece> = indent.iter().cloned().chain([bullet]).collect();
            page.hanging(&first, &[Piece::new(&line, faint())], usize::MAX);
        }
    }
}

fn facts(document: &Document, cast: &Cast, attribution: &Attribution) -> Vec<String> {
    let text = |span: sayso_model::Span| span.of(&document.text);
    let mut facts = vec![String::from(attribution.kind.name())];
    facts.push(match attribution.cue {
        Some(cue) => format!("cue “{}”", text(cue)),
        None => String::from("no cue"),
    });
    facts.extend(attribution.source.map(|source| format!("source “{}”", text(source))));
    facts.extend(attribution.addressee.map(|to| format!("to “{}”", text(to))));
    facts.extend(attribution.occasion.map(|at| format!("occasion “{}”", text(at))));
    facts.extend(attribution.time.as_ref().map(|time| format!("said {time}")));
    facts.extend(attribution.negated.then(|| String::from("denied")));
    facts.extend(attribution.within.map(|outer| format!("inside {}", cast.mark(outer.0 as usize))));
    facts.push(format!("confidence {:.2}", attribution.confidence));
    facts
}

/// Blanks as wide as an attribution's mark.
fn indent(cast: &Cast, index: usize) -> [Piece; 1] {
    let width = 5 + cast.mark(index).len().max(5);
    [Piece::plain(&" ".repeat(width))]
}

/// The time expressions with what they mean and what they are counted from.
fn write_times(page: &mut Page, document: &Document, reading: &Reading) {
    if reading.times.is_empty() {
        return;
    }
    page.blank();
    page.rule('─', &[Piece::new("Times", Style::new().bold())]);
    page.blank();
    for (i, time) in reading.times.iter().take(MOST_TIMES).enumerate() {
        let words = time.span.of(&document.text).replace(['\n', '\r'], " ");
        let mut facts = format!("  {}", time.value);
        if let Some(modifier) = time.modifier {
            facts += &format!(" · {}", modifier.name());
        }
        match time.anchor {
            TimeAnchor::None => {}
            TimeAnchor::Published => facts += " · from the date of publication",
            TimeAnchor::Time(other) => facts += &format!(" · from t{}", other.0 + 1),
            TimeAnchor::Event => facts += " · from an event without a date",
        }
        let first = Piece::plain(&format!("    {:<5} ", format!("t{}", i + 1)));
        page.hanging(&[first], &[Piece::plain(&words), Piece::new(&facts, faint())], MOST);
    }
    if let Some(more) = reading.times.len().checked_sub(MOST_TIMES).filter(|more| *more > 0) {
        let more = format!("… and {}, which the JSON holds", count(more, "more time"));
        page.hanging(&[Piece::plain("    ")], &[Piece::new(&more, faint())], MOST);
    }
}

/// The notes, but for those that have been told already.
fn write_notes(page: &mut Page, document: &Document, reading: &Reading, told: &[bool]) {
    let notes: Vec<_> = document
        .notes
        .iter()
        .chain(reading.notes.iter().zip(told).filter(|(_, told)| !**told).map(|(n, _)| n))
        .collect();
    if notes.is_empty() {
        return;
    }
    page.blank();
    page.rule('─', &[Piece::new("Notes", Style::new().bold())]);
    page.blank();
    for note in notes.iter().take(MOST_NOTES) {
        let mut pieces = vec![Piece::plain(note.code.name()), Piece::plain(": ")];
        pieces.push(Piece::plain(&note.message));
        if let Some(span) = note.span {
            let place = span.of(&document.text).replace(['\n', '\r'], " ");
            pieces.push(Piece::new(&format!(" “{place}”"), faint()));
        }
        page.hanging(&[Piece::plain("    ")], &pieces, MOST);
    }
    if let Some(more) = notes.len().checked_sub(MOST_NOTES).filter(|more| *more > 0) {
        let more = format!("… and {}, which the JSON holds", count(more, "more note"));
        page.hanging(&[Piece::plain("    ")], &[Piece::new(&more, faint())], MOST);
    }
}
