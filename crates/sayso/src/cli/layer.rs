//! Makes a layer of facts from a table or from Wikidata entities, read as a stream.

mod table;
mod wikidata;

use anyhow::{Context, bail, ensure};
use flate2::read::MultiGzDecoder;
use sayso_knowledge::Knowledge;
use sayso_knowledge::PartialDate;
use sayso_knowledge::world::{Builder, PersonEntry, PositionEntry, TermEntry};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

/// What is read at most.
pub struct Limits {
    /// `--max-line-bytes`
    pub line_bytes: usize,
    /// `--max-entries`
    pub entries: usize,
}

/// What is gathered for a layer.
struct Layer<'k> {
    known: &'k Knowledge,
    builder: Builder,
    limits: &'k Limits,
    /// The languages whose labels are taken.
    langs: Vec<String>,
    persons: BTreeMap<(u32, String), PersonEntry>,
    positions: BTreeMap<(u16, String), u16>,
    /// Positions that the knowledge has, by their items.
    by_item: BTreeMap<u32, PositionEntry>,
    places: usize,
    bodies: usize,
}

/// Reads a file and gives the layer's bytes, and what is in it.
pub fn import(file: &str, limits: &Limits) -> anyhow::Result<(Vec<u8>, String)> {
    let known = Knowledge::load()?;
    let input: Box<dyn Read> = match file {
        "-" => Box::new(io::stdin()),
        path => Box::new(File::open(path).with_context(|| format!("opening {path}"))?),
    };
    let input: Box<dyn Read> = match file.ends_with(".gz") {
        true => Box::new(MultiGzDecoder::new(input)),
        false => input,
    };
    let mut layer = Layer {
        known: &known,
        builder: Builder::layer(&known),
        limits,
        langs: known.languages().map(str::to_owned).collect(),
        persons: BTreeMap::new(),
        positions: BTreeMap::new(),
        by_item: known.positions().filter(|p| p.qid != 0).map(|p| (p.qid, p)).collect(),
        places: 0,
        bodies: 0,
    };
    let mut lines =
        Lines { input: BufReader::new(input), file, number: 0, limit: limits.line_bytes };
    let json = file.trim_end_matches(".gz").ends_with(".json");
    match json {
        true => wikidata::read(&mut lines, &mut layer)?,
        false => table::read(&mut lines, &mut layer)?,
    }
    let lines = lines.number;
    let (persons, places, bodies) = (layer.persons.len(), layer.places, layer.bodies);
    for mut person in std::mem::take(&mut layer.persons).into_values() {
        person.terms.sort();
        person.terms.dedup();
        layer.builder.person(person);
    }
    let bytes = layer.builder.finish()?;
    let report = format!("{lines} lines: {persons} persons, {places} places, {bodies} bodies");
    Ok((bytes, report))
}

impl Layer<'_> {
    /// Makes sure that one more entry is allowed.
    fn room(&self) -> anyhow::Result<()> {
        let entries = self.persons.len() + self.places + self.bodies;
        ensure!(
            entries < self.limits.entries,
            "more than {} entries: raise --max-entries, or import less",
            self.limits.entries
        );
        Ok(())
    }

    /// A country's position in the list, by its code.
    fn country(&self, code: &str) -> Option<u16> {
        self.known.countries().position(|(_, c)| c.code == code).map(|i| i as u16)
    }

    /// The person of an item, or of a name where there is none.
    fn person(&mut self, qid: u32, name: &str) -> anyhow::Result<&mut PersonEntry> {
        let key = (qid, if qid == 0 { name.to_owned() } else { String::new() });
        if !self.persons.contains_key(&key) {
            self.room()?;
        }
        Ok(self.persons.entry(key).or_insert_with(|| PersonEntry {
            qid,
            name: name.to_owned(),
            other_names: Vec::new(),
            gender: None,
            born: 0,
            family_first: false,
            terms: Vec::new(),
        }))
    }

    /// The number of a position.
    fn position(&mut self, position: PositionEntry) -> u16 {
        let builder = &mut self.builder;
        let key = (position.country, format!("{}\t{:?}", position.label, position.kind));
        *self.positions.entry(key).or_insert_with(|| builder.position(position))
    }
}

/// A term of office. What has no end is held until further notice: whoever writes a layer knows.
fn term(position: u16, from: Option<PartialDate>, to: Option<PartialDate>) -> TermEntry {
    let number = |date: Option<PartialDate>| date.map_or(0, PartialDate::number);
    let sure = if to.is_none() { u32::MAX } else { 0 };
    TermEntry { from: number(from), to: number(to), position, sure }
}

/// The number of an item: `Q7747` is 7747.
fn item_number(cell: &str) -> Option<u32> {
    cell.strip_prefix('Q')?.parse().ok()
}

/// Lines of a file, none longer than the limit.
struct Lines<'f> {
    input: BufReader<Box<dyn Read>>,
    file: &'f str,
    number: usize,
    limit: usize,
}

impl Lines<'_> {
    /// The next line, without its end; `None` at the end of the file.
    fn next(&mut self, line: &mut Vec<u8>) -> anyhow::Result<bool> {
        line.clear();
        let read = (&mut self.input).take(self.limit as u64 + 1).read_until(b'\n', line);
        let read = read.with_context(|| format!("reading {}", self.file))?;
        self.number += usize::from(read > 0);
        if read > self.limit {
            bail!("{}: longer than {} bytes: raise --max-line-bytes", self.place(), self.limit);
        }
        while line.last().is_some_and(|b| matches!(b, b'\n' | b'\r')) {
            line.pop();
        }
        Ok(read > 0)
    }

    /// Where the line read last stands, for errors.
    fn place(&self) -> String {
        format!("{}: line {}", self.file, self.number)
    }
}
