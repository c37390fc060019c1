//! Texts that are near to another and no copy of it.

use super::outlet::{Wire, appearance};
use super::rename::Renaming;
use super::rng::Rng;
use super::stock::{Paragraph, Shelf, Slot, Source, words};

/// The ways to miss, in the order in which they are made.
pub(super) const MISSES: [&str; 6] =
    ["background", "formula", "same event", "update", "routine", "flash"];

/// Two texts that are no copies of each other, made in the named way. `None`: this draw gives none.
pub(super) fn near_miss(what: &str, shelf: &Shelf, rng: &mut Rng) -> Option<(Wire, Wire)> {
    let source = rng.pick(&shelf.sources)?;
    let other = rng.pick(&shelf.sources)?;
    if std::ptr::eq(source, other) {
        return None;
    }
    let wire = plain(source);
    let miss = match what {
        "background" => background(source, other, rng),
        "formula" => renamed(source, shelf, rng)?,
        "same event" => same_event(source, other, rng)?,
        "update" => update(source, other, shelf, rng)?,
        "routine" => return routine(shelf, rng),
        _ => return flash(source, shelf, rng),
    };
    // The other outlet retitles and dresses its text as any other does; what it cuts off or adds
    // would only make the two less alike.
    let dressed = match rng.percent(50) {
        true => dress(miss, shelf, rng),
        false => miss,
    };
    Some((wire, dressed))
}

pub(super) fn plain(source: &Source) -> Wire {
    Wire {
        title: source.title.clone(),
        paragraphs: source.paragraphs.iter().map(|p| p.text.clone()).collect(),
    }
}

/// An appearance that has every paragraph.
fn dress(wire: Wire, shelf: &Shelf, rng: &mut Rng) -> Wire {
    for _ in 0..20 {
        let (dressed, done) = appearance(&wire, shelf, rng);
        if !done.iter().any(|d| matches!(*d, "cut" | "added" | "corrected")) {
            return dressed;
        }
    }
    wire
}

/// A follow-up: new paragraphs first, then two or three that the first report has, not its lead.
fn background(source: &Source, other: &Source, rng: &mut Rng) -> Wire {
    let mut out = plain(other);
    let keep = rng.between(2, 5).min(out.paragraphs.len());
    out.paragraphs.truncate(keep);
    let rest = source.paragraphs.get(1..).unwrap_or_default();
    let count = rng.between(2, 3).min(rest.len());
    let from = rng.below(rest.len() - count + 1);
    out.paragraphs.extend(rest.iter().skip(from).take(count).map(|p| p.text.clone()));
    out
}

/// The same wording about others: at least one name or figure in twelve words is another.
fn renamed(source: &Source, shelf: &Shelf, rng: &mut Rng) -> Option<Wire> {
    let named: usize = source.paragraphs.iter().map(|p| p.named.len()).sum();
    let wire = plain(source);
    if named * 12 < wire.words() {
        return None;
    }
    let mut renaming = Renaming::new(shelf);
    let paragraphs = source.paragraphs.iter().map(|p| renaming.of(p, rng)).collect();
    Some(Wire { title: wire.title, paragraphs })
}

/// Another agency was there too: its own sentences between the same quotes.
fn same_event(source: &Source, other: &Source, rng: &mut Rng) -> Option<Wire> {
    let mut quotes: Vec<String> = source.paragraphs.iter().flat_map(quoting).collect();
    if quotes.len() < 2 {
        return None;
    }
    quotes.truncate(rng.between(2, 4));
    let mut out = plain(other);
    let keep = rng.between(3, 5).min(out.paragraphs.len());
    out.paragraphs.truncate(keep);
    for (at, quote) in quotes.into_iter().enumerate() {
        let to = (1 + at).min(out.paragraphs.len());
        if let Some(paragraph) = out.paragraphs.get_mut(to.min(keep - 1)) {
            paragraph.push(' ');
            paragraph.push_str(&quote);
        }
    }
    Some(out)
}

/// The sentences in which somebody's words stand.
fn quoting(paragraph: &Paragraph) -> Vec<String> {
    let mut start = 0;
    let mut out = Vec::new();
    for sentence in paragraph.text.split_inclusive(". ") {
        let end = start + sentence.len();
        if paragraph.said.iter().any(|(a, b)| *a < end && start < *b) {
            out.push(sentence.trim().to_owned());
        }
        start = end;
    }
    out
}

/// The new count: figures are others throughout, the lead goes on with something new, half of the
/// paragraphs are new, and the rest is repeated.
fn update(source: &Source, other: &Source, shelf: &Shelf, rng: &mut Rng) -> Option<Wire> {
    let count = source.paragraphs.len();
    let keep = (count / 2).max(1);
    let fresh = other.paragraphs.get(..count - keep + 1)?;
    let mut renaming = Renaming::new(shelf);
    let (first, rest) = source.paragraphs.split_first()?;
    let mut lead = Renaming::new(shelf).of(&first.without_people(), rng);
    if let Some((head, _)) = lead.split_once(". ") {
        lead = format!("{head}.");
    }
    if let Some((_, news)) = fresh.first()?.text.split_once(". ") {
        lead = format!("{lead} {news}");
    }
    if lead == first.text {
        return None;
    }
    let mut paragraphs = vec![lead];
    paragraphs.extend(fresh.iter().skip(1).map(|p| renaming.of(p, rng)));
    let new: usize = paragraphs.iter().skip(1).map(|p| words(p)).sum();
    let kept: Vec<String> = rest.iter().take(keep - 1).map(|p| p.text.clone()).collect();
    // With less than that many new facts, it is the first report with a correction.
    if new < kept.iter().map(|p| words(p)).sum() {
        return None;
    }
    paragraphs.extend(kept);
    Some(Wire { title: source.title.clone(), paragraphs })
}

impl Paragraph {
    /// The same, with nobody to rename: dates and figures alone.
    fn without_people(&self) -> Paragraph {
        let mut out = self.clone();
        out.named.retain(|named| named.slot == Slot::Date);
        out
    }
}

/// Two days' routine: weather, results, the exchange, court notices, of one form.
fn routine(shelf: &Shelf, rng: &mut Rng) -> Option<(Wire, Wire)> {
    let (kind, form) = rng.pick(&shelf.formulas)?;
    let fill = |rng: &mut Rng| Wire {
        title: (*kind).to_owned(),
        paragraphs: filled(form, shelf, rng).split(" ¶ ").map(str::to_owned).collect(),
    };
    Some((fill(rng), fill(rng)))
}

/// A form with its slots filled: `{n}` to `{nnnn}` a number of so many digits, `{person}`,
/// `{place}`, `{body}`, and `{a|b|c}` one of these.
fn filled(form: &str, shelf: &Shelf, rng: &mut Rng) -> String {
    let mut out = String::with_capacity(form.len() * 2);
    let mut rest = form;
    while let Some((before, slot)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, behind) = slot.split_once('}').unwrap_or((slot, ""));
        match slot {
            "person" => out.push_str(shelf.name(Slot::Person, 2, rng).unwrap_or_default()),
            "place" => out.push_str(shelf.name(Slot::Place, 1, rng).unwrap_or_default()),
            "body" => out.push_str(shelf.name(Slot::Body, 2, rng).unwrap_or_default()),
            digits if digits.chars().all(|c| c == 'n') => {
                for at in 0..digits.len() {
                    out.push(char::from(b'0' + rng.between(usize::from(at == 0), 9) as u8));
                }
            }
            several => {
                let several: Vec<&str> = several.split('|').collect();
                out.push_str(rng.pick(&several).copied().unwrap_or_default());
            }
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Flashes of one sentence that differ in who, where or how many.
fn flash(source: &Source, shelf: &Shelf, rng: &mut Rng) -> Option<(Wire, Wire)> {
    let first = source.paragraphs.first()?;
    let end = first.text.find(". ").map_or(first.text.len(), |at| at + 1);
    let mut sentence = first.clone();
    sentence.text.truncate(end);
    sentence.named.retain(|named| named.end <= end);
    let changed = Renaming::new(shelf).of(&sentence, rng);
    if changed == sentence.text {
        return None;
    }
    let wire = |text: String| Wire { title: source.title.clone(), paragraphs: vec![text] };
    Some((wire(sentence.text), wire(changed)))
}
