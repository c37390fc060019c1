//! `sayso knowledge`: what is known of a name, and facts of the user's own.

use crate::exit::Exit;
use crate::flags::KnowledgeCommand;
use crate::layer;
use crate::output::Output;
use anyhow::Context;
use sayso_knowledge::{Knowledge, Office, PartialDate, Person, Place};
use std::path::PathBuf;

/// Towns of one name that are shown, the most populous first.
const MOST_TOWNS: usize = 8;

pub fn run(command: &KnowledgeCommand) -> anyhow::Result<Exit> {
    match command {
        KnowledgeCommand::Show { name, lang, date, knowledge } => {
            let date = match date {
                Some(text) => Some(PartialDate::read(text).with_context(|| {
                    format!("--date {text}: a date is given as 2022-12-19, 2022-12 or 2022")
                })?),
                None => None,
            };
            let known = with_layers(knowledge)?;
            let langs: Vec<String> = match lang {
                Some(lang) => vec![lang.code().to_owned()],
                None => known.languages().map(str::to_owned).collect(),
            };
            let shown = show(&known, name, &langs, date);
            let exit = if shown.is_empty() { Exit::Nothing } else { Exit::Found };
            let text = match exit {
                Exit::Nothing => format!("nobody and nothing called {name} is known\n"),
                _ => shown,
            };
            Output::stdout().write(text.as_bytes(), exit);
            Ok(exit)
        }
        KnowledgeCommand::Import { file, out, max_line_bytes, max_entries } => {
            let limits = layer::Limits { line_bytes: *max_line_bytes, entries: *max_entries };
            let (bytes, report) = layer::import(file, &limits)?;
            std::fs::write(out, &bytes).with_context(|| format!("writing {}", out.display()))?;
            let text = format!("{report}\n{}: {} bytes\n", out.display(), bytes.len());
            Output::stdout().write(text.as_bytes(), Exit::Found);
            Ok(Exit::Found)
        }
    }
}

/// The knowledge with the layers of these files over it.
pub fn with_layers(layers: &[PathBuf]) -> anyhow::Result<Knowledge> {
    let mut known = Knowledge::load()?;
    for path in layers {
        let file =
            std::fs::read(path).with_context(|| format!("reading the layer {}", path.display()))?;
        known = known.with_layer(&file).with_context(|| path.display().to_string())?;
    }
    Ok(known)
}

/// Everything that bears the name, in paragraphs.
fn show(known: &Knowledge, name: &str, langs: &[String], date: Option<PartialDate>) -> String {
    let mut out = String::new();
    let mut seen: Vec<String> = Vec::new();
    let mut add = |entry: String| {
        if !seen.contains(&entry) {
            out.push_str(&entry);
            seen.push(entry);
        }
    };
    for lang in langs {
        let country = known
            .country_by_name(lang, name)
            .or_else(|| known.country_by_demonym(lang, name))
            .and_then(|id| known.country(id));
        if let Some(country) = country {
            let names: Vec<&str> = langs.iter().filter_map(|l| country.name(l)).collect();
            add(format!(
                "{} · {}{}\n    {}\n    source: Unicode CLDR, Wikidata, languages/*/countries.tsv\n",
                country.kind.name(),
                country.code,
                item(&country.qid),
                names.join(" · ")
            ));
        }
        if let Some(seat) = known.seat(lang, name) {
            let code = known.country(seat.country).map_or("", |c| c.code.as_str());
            add(format!(
                "seat · {} stands for {} · {code}\n    source: languages/{lang}/seats.tsv\n",
                seat.name, seat.body
            ));
        }
        if let Some(body) = known.named_body(lang, name) {
            let code = body.country.and_then(|c| known.country(c)).map_or("", |c| c.code.as_str());
            let code = if code.is_empty() { String::new() } else { format!(" · {code}") };
            add(format!(
                "body · {} · {}{code}{}\n    source: languages/{lang}/named-bodies.tsv, \
                 knowledge/bodies.tsv, knowledge/regions.tsv\n",
                body.canonical,
                body.class.name(),
                item(body.qid.unwrap_or(""))
            ));
        }
        for person in known.people(lang, name) {
            add(person_entry(known, &person, date));
        }
        for place in known.places(lang, name).take(MOST_TOWNS) {
            add(place_entry(known, &place, name));
        }
    }
    if seen.is_empty() {
        for person in known.people_by_sound(name) {
            out.push_str(&person_entry(known, &person, date));
        }
    }
    out
}

fn item(qid: &str) -> String {
    if qid.is_empty() { String::new() } else { format!(" · {qid}") }
}

fn person_entry(known: &Knowledge, person: &Person<'_>, date: Option<PartialDate>) -> String {
    let mut out = format!("person · {}", person.name());
    let born = person.born().map(|year| format!("born {year}"));
    let gender = person.gender().map(|g| g.name().to_owned());
    for part in [person.qid(), gender, born].into_iter().flatten() {
        out += &format!(" · {part}");
    }
    out.push('\n');
    let others: Vec<&str> = person.names().skip(1).collect();
    if !others.is_empty() {
        out += &format!("    also {}\n", others.join(", "));
    }
    for office in person.offices() {
        out += &format!("    {}\n", office_line(known, &office, date));
    }
    let source = match person.is_from_layer() {
        true => "a layer of yours",
        false => "Wikidata (CC0) by way of every-politician-scrapers, knowledge/own.tsv",
    };
    out + &format!("    source: {source}\n")
}

/// An office with its time, in a line.
pub fn office_line(known: &Knowledge, office: &Office<'_>, date: Option<PartialDate>) -> String {
    let from = office.from.map_or("?".to_owned(), |d| d.to_string());
    let to = office.to.map_or("no end recorded".to_owned(), |d| d.to_string());
    let country = office.country.and_then(|c| known.country(c)).map(|c| c.code.as_str());
    let country = country.map_or(String::new(), |c| format!(" · {c}"));
    let held = match date {
        Some(date) if office.surely_held_on(date) => format!("  ← held on {date}"),
        Some(date) if office.held_on(date) => format!("  ← may be held on {date}"),
        _ => String::new(),
    };
    format!("{from} – {to}: {}{country} · {}{held}", office.label, office.kind.name())
}

fn place_entry(known: &Knowledge, place: &Place, name: &str) -> String {
    let code = known.country(place.country).map_or("", |c| c.code.as_str());
    let (north, east) = place.coordinates();
    let qid = place.item().unwrap_or_default();
    format!(
        "place · {name} · {code} {} · GeoNames {}{} · {north:.4} N {east:.4} E · {} inhabitants\n    \
         source: GeoNames (CC BY 4.0)\n",
        place.admin1(),
        place.geonames,
        item(&qid),
        place.population
    )
}
