//! The same text about others: names, dates and figures changed throughout.

use super::rng::Rng;
use super::stock::{Paragraph, Shelf, Slot, words};
use std::collections::BTreeMap;

/// Who is called what from now on. The same is called the same throughout a text.
pub(super) struct Renaming<'s> {
    shelf: &'s Shelf,
    people: BTreeMap<String, String>,
    others: BTreeMap<String, String>,
    figures: BTreeMap<String, String>,
}

impl<'s> Renaming<'s> {
    pub(super) fn new(shelf: &'s Shelf) -> Renaming<'s> {
        Renaming {
            shelf,
            people: BTreeMap::new(),
            others: BTreeMap::new(),
            figures: BTreeMap::new(),
        }
    }

    /// The paragraph with all of its names, dates and figures changed.
    pub(super) fn of(&mut self, paragraph: &Paragraph, rng: &mut Rng) -> String {
        let text = &paragraph.text;
        let mut out = String::with_capacity(text.len() + 32);
        let mut at = 0;
        for named in &paragraph.named {
            self.figures(text.get(at..named.start).unwrap_or(""), &mut out, rng);
            let name = text.get(named.start..named.end).unwrap_or("");
            let other = match named.slot {
                Slot::Person => self.person(&named.who, name, rng),
                slot => self.other(slot, name, rng),
            };
            out.push_str(&other);
            at = named.end;
        }
        self.figures(text.get(at..).unwrap_or(""), &mut out, rng);
        out
    }

    /// A person has one new full name; where the text has only its last words, so has this.
    fn person(&mut self, who: &str, name: &str, rng: &mut Rng) -> String {
        let shelf = self.shelf;
        let full = self.people.entry(who.to_owned()).or_insert_with(|| {
            let drawn = (0..3).find_map(|_| shelf.name(Slot::Person, 2, rng));
            drawn.unwrap_or(name).to_owned()
        });
        let count = words(name);
        let parts: Vec<&str> = full.split_whitespace().collect();
        parts.get(parts.len().saturating_sub(count)..).unwrap_or(&parts).join(" ")
    }

    fn other(&mut self, slot: Slot, name: &str, rng: &mut Rng) -> String {
        if let Some(other) = self.others.get(name) {
            return other.clone();
        }
        let drawn = self.shelf.name(slot, words(name), rng).unwrap_or(name).to_owned();
        self.others.insert(name.to_owned(), drawn.clone());
        drawn
    }

    /// Copies `text` with each number changed for one of as many digits.
    fn figures(&mut self, text: &str, out: &mut String, rng: &mut Rng) {
        let mut rest = text;
        while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
            let (before, number) = rest.split_at(start);
            let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
            let (number, behind) = number.split_at(end);
            out.push_str(before);
            let other =
                self.figures.entry(number.to_owned()).or_insert_with(|| another(number, rng));
            out.push_str(other);
            rest = behind;
        }
        out.push_str(rest);
    }
}

/// Another number of as many digits.
pub(super) fn another(number: &str, rng: &mut Rng) -> String {
    let changed = |rng: &mut Rng| -> String {
        number
            .char_indices()
            .map(|(at, _)| char::from(b'0' + rng.between(usize::from(at == 0), 9) as u8))
            .collect()
    };
    let mut other = changed(rng);
    while other == number {
        other = changed(rng);
    }
    other
}
