//! What outlets do to a dispatch.

use super::rename::another;
use super::rng::Rng;
use super::stock::{Shelf, Slot, words};

/// A text as it is printed: its headline, and paragraphs without marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Wire {
    pub(super) title: String,
    pub(super) paragraphs: Vec<String>,
}

impl Wire {
    pub(super) fn words(&self) -> usize {
        self.paragraphs.iter().map(|p| words(p)).sum()
    }

    pub(super) fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}

/// Another outlet's appearance of a wire text, and what was done to it.
pub(super) fn appearance(wire: &Wire, shelf: &Shelf, rng: &mut Rng) -> (Wire, Vec<&'static str>) {
    let mut out = wire.clone();
    let mut done = Vec::new();
    if rng.percent(45) {
        cut(&mut out, rng);
        done.push("cut");
    }
    if rng.percent(40) {
        for _ in 0..rng.between(1, 3) {
            correct(&mut out, rng);
        }
        done.push("corrected");
    }
    if rng.percent(35) {
        add(&mut out, shelf, rng);
        done.push("added");
    }
    if rng.percent(60) || done.is_empty() {
        retitle(&mut out, rng);
        done.push("retitled");
    }
    if rng.percent(50) {
        typography(&mut out);
        done.push("typography");
    }
    if rng.percent(20) {
        rejoin(&mut out, rng);
        done.push("paragraphs");
    }
    // Last, as an outlet puts its line over what it prints.
    if rng.percent(70) {
        agency_line(&mut out, shelf, rng);
        done.push("agency");
    }
    (out, done)
}

/// Cuts the tail, down to a third of the words, or a paragraph in the middle.
fn cut(out: &mut Wire, rng: &mut Rng) {
    let all = out.words();
    if rng.percent(25) && out.paragraphs.len() > 3 {
        let at = rng.between(1, out.paragraphs.len() - 2);
        out.paragraphs.remove(at);
        return;
    }
    let keep = all * rng.between(33, 80) / 100;
    let mut kept = 0;
    let mut count = 0;
    for paragraph in &out.paragraphs {
        if count > 0 && kept >= keep {
            break;
        }
        kept += words(paragraph);
        count += 1;
    }
    out.paragraphs.truncate(count);
}

/// A headline of the outlet's own: here the first words of the text.
fn retitle(out: &mut Wire, rng: &mut Rng) {
    let count = rng.between(5, 9);
    if let Some(first) = out.paragraphs.first() {
        let head: Vec<&str> = first.split_whitespace().take(count).collect();
        out.title = head.join(" ").trim_end_matches([',', '.', ':', ';']).to_owned();
    }
}

/// Corrects one thing: a figure throughout, else a slip of the pen in a word, else a word less.
fn correct(out: &mut Wire, rng: &mut Rng) {
    let at = rng.below(out.paragraphs.len());
    let numbers: Vec<String> = out
        .paragraphs
        .iter()
        .flat_map(|p| p.split(|c: char| !c.is_ascii_digit()))
        .filter(|number| !number.is_empty())
        .map(str::to_owned)
        .collect();
    if rng.percent(50)
        && let Some(number) = rng.pick(&numbers)
    {
        let other = another(number, rng);
        for paragraph in &mut out.paragraphs {
            *paragraph = replace_number(paragraph, number, &other);
        }
        return;
    }
    let Some(paragraph) = out.paragraphs.get_mut(at) else { return };
    let mut parts: Vec<String> = paragraph.split(' ').map(str::to_owned).collect();
    let word = rng.below(parts.len());
    if rng.percent(50) {
        if let Some(part) = parts.get_mut(word) {
            let mut letters: Vec<char> = part.chars().collect();
            if letters.len() > 4 {
                letters.swap(2, 3);
            }
            *part = letters.into_iter().collect();
        }
    } else if parts.len() > 8 {
        parts.remove(word);
    }
    *paragraph = parts.join(" ");
}

fn replace_number(text: &str, number: &str, other: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(number) {
        let (before, found) = rest.split_at(at);
        let behind = found.get(number.len()..).unwrap_or("");
        let alone = !before.ends_with(|c: char| c.is_ascii_digit())
            && !behind.starts_with(|c: char| c.is_ascii_digit());
        out.push_str(before);
        out.push_str(if alone { other } else { number });
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// Adds a paragraph of the outlet's own: at the end, sometimes inside.
fn add(out: &mut Wire, shelf: &Shelf, rng: &mut Rng) {
    let Some(source) = rng.pick(&shelf.sources) else { return };
    let Some(paragraph) = rng.pick(&source.paragraphs) else { return };
    // An outlet adds a remark; it does not write as much again as it prints.
    if words(&paragraph.text) * 10 > out.words() * 6 {
        return;
    }
    let at = match rng.percent(60) {
        true => out.paragraphs.len(),
        false => rng.between(0, out.paragraphs.len()),
    };
    out.paragraphs.insert(at, paragraph.text.clone());
}

/// Other quotation marks and apostrophes, and blanks that do not break.
fn typography(out: &mut Wire) {
    for paragraph in &mut out.paragraphs {
        *paragraph = paragraph
            .replace("« ", "“")
            .replace(" »", "”")
            .replace("«\u{a0}", "“")
            .replace("\u{a0}»", "”")
            .replace(['„', '»', '«'], "\"")
            .replace('’', "'")
            .replace(" %", "\u{a0}%");
    }
}

/// Parts a paragraph in two at a full stop, or joins two.
fn rejoin(out: &mut Wire, rng: &mut Rng) {
    let at = rng.below(out.paragraphs.len());
    if rng.percent(50) && at + 1 < out.paragraphs.len() {
        let next = out.paragraphs.remove(at + 1);
        if let Some(paragraph) = out.paragraphs.get_mut(at) {
            paragraph.push(' ');
            paragraph.push_str(&next);
        }
        return;
    }
    let Some(paragraph) = out.paragraphs.get(at) else { return };
    if let Some((first, second)) = paragraph.split_once(". ") {
        let (first, second) = (format!("{first}."), second.to_owned());
        out.paragraphs.splice(at..=at, [first, second]);
    }
}

/// Names the agency as outlets do: in front of the text, behind it, or in a line of its own.
fn agency_line(out: &mut Wire, shelf: &Shelf, rng: &mut Rng) {
    let Some(agency) = rng.pick(&shelf.agencies) else { return };
    let place = shelf.name(Slot::Place, 1, rng).unwrap_or_default().to_owned();
    let how = rng.below(5);
    let last = out.paragraphs.len().saturating_sub(1);
    match how {
        0 => out.paragraphs.insert(0, (*agency).to_owned()),
        1 => out.paragraphs.push((*agency).to_owned()),
        2 => {
            if let Some(last) = out.paragraphs.get_mut(last) {
                last.push_str(&format!(" ({agency})"));
            }
        }
        _ => {
            if let Some(first) = out.paragraphs.first_mut() {
                *first = match how {
                    3 => format!("{} ({agency}) - {first}", place.to_uppercase()),
                    _ => format!("({agency}) {first}"),
                };
            }
        }
    }
}
