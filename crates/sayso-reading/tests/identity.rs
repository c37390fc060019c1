//! Who is meant, across reports: offices at a date, one person in many spellings, places by context.
//! The cases are the tables under `data/`.

use sayso_knowledge::Knowledge;
use sayso_model::{Document, Lang, Published, PublishedFrom, Reading};
use sayso_reading::Engine;
use std::collections::BTreeMap;
use std::sync::Arc;

const LANGUAGES: [&str; 4] = ["fr", "en", "de", "it"];

struct Engines(BTreeMap<&'static str, Engine>);

impl Engines {
    fn load() -> Engines {
        let knowledge = Arc::new(Knowledge::load().unwrap());
        let engine = |lang| Engine::load(&Lang::new(lang), Arc::clone(&knowledge)).unwrap();
        Engines(LANGUAGES.into_iter().map(|lang| (lang, engine(lang))).collect())
    }

    fn read(&self, lang: &str, text: &str, date: &str) -> Reading {
        let mut document = Document::from_text(text);
        document.published =
            Some(Published { value: date.to_owned(), from: PublishedFrom::Declared });
        self.0[lang].read(&document)
    }
}

/// The lines of a table, in cells.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split('\t').collect())
}

/// Somebody says something.
fn said(lang: &str, who: &str) -> String {
    match lang {
        "fr" => format!("{who} a affirmé jeudi que le texte serait revu."),
        "en" => format!("{who} said on Thursday that the text would be revised."),
        "de" => format!("{who} sagte am Donnerstag, dass der Text überarbeitet werde."),
        _ => format!("{who} ha detto giovedì che il testo sarà rivisto."),
    }
}

/// What whoever speaks first is known by from report to report.
fn key(reading: &Reading) -> Option<String> {
    let speaker = reading.attributions.first()?.speaker.as_ref()?;
    reading.entities[speaker.entity.0 as usize].key.clone()
}

/// The item of whoever speaks first.
fn speaker(reading: &Reading) -> Option<String> {
    let speaker = reading.attributions.first()?.speaker.as_ref()?;
    reading.entities[speaker.entity.0 as usize].qid.clone()
}

fn why(reading: &Reading) -> String {
    let of = |e: &sayso_model::Entity| {
        let why: Vec<&str> = e.evidence.iter().map(|e| e.detail.as_ref()).collect();
        format!("{} [{}]", e.name, why.join("; "))
    };
    reading.entities.iter().map(of).collect::<Vec<_>>().join(", ")
}

#[test]
fn offices_name_who_held_them_at_the_date() {
    let engines = Engines::load();
    let (mut known, mut right, mut wrong) = (0, 0, Vec::new());
    let mut missed = Vec::new();
    for row in rows(include_str!("data/offices.tsv")) {
        let [lang, date, phrase, qid, name] = row[..] else { panic!("five cells: {row:?}") };
        let reading = engines.read(lang, &said(lang, phrase), date);
        let found = speaker(&reading);
        let tell =
            || format!("{lang} {date} {phrase}: {found:?}, not {qid} ({name}): {}", why(&reading));
        known += usize::from(qid != "-");
        match found.as_deref() {
            Some(found) if found == qid => right += 1,
            Some(_) => wrong.push(tell()),
            None if qid != "-" => missed.push(tell()),
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(right * 100 >= known * 95, "{right} of {known}:\n{}", missed.join("\n"));
}

#[test]
fn one_person_is_one_in_every_spelling() {
    let engines = Engines::load();
    let (mut people, mut whole, mut parts) = (0, 0, Vec::new());
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(include_str!("data/people.tsv")) {
        let (date, names) = (row[0], &row[1..]);
        assert_eq!(names.len(), LANGUAGES.len(), "{row:?}");
        people += 1;
        let (mut found, mut why_not) = (Vec::new(), Vec::new());
        for (lang, name) in LANGUAGES.iter().zip(names) {
            let reading = engines.read(lang, &said(lang, name), date);
            let qid = key(&reading);
            why_not.push(format!("{lang} {name}: {qid:?}, {}", why(&reading)));
            found.push(qid);
        }
        if found.iter().any(|q| q.is_none() || *q != found[0]) {
            parts.append(&mut why_not);
        }
        whole += usize::from(found.iter().all(|q| q.is_some() && *q == found[0]));
        for qid in found.into_iter().flatten() {
            let of = seen.entry(qid.clone()).or_insert(people);
            assert_eq!(*of, people, "{qid} is two people: {row:?}");
        }
    }
    assert!(whole * 100 >= people * 95, "{whole} of {people}:\n{}", parts.join("\n"));
}

#[test]
fn towns_are_told_from_the_powers_that_they_stand_for() {
    let engines = Engines::load();
    let mut wrong = Vec::new();
    for row in rows(include_str!("data/context.tsv")) {
        let [lang, text, name, kind, link] = row[..] else { panic!("five cells: {row:?}") };
        let reading = engines.read(lang, text, "2021-05-12");
        let links = |e: &sayso_model::Entity| {
            let ids = [e.qid.clone(), e.geonames.map(|g| g.to_string()), e.country.clone()];
            ids.into_iter().flatten().any(|id| id == link)
        };
        let right = |e: &&sayso_model::Entity| {
            e.name == name && e.kind.name() == kind && (link == "-" || links(e))
        };
        if !reading.entities.iter().any(|e| right(&e)) {
            let of = |e: &sayso_model::Entity| {
                format!("{} {} {:?} {:?} {:?}", e.kind.name(), e.name, e.qid, e.geonames, e.country)
            };
            let found: Vec<String> = reading.entities.iter().map(of).collect();
            wrong.push(format!("{lang} {text}\n    {name} is no {kind} {link}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn times_of_day_are_moments_where_their_zone_is_told() {
    let engines = Engines::load();
    let mut wrong = Vec::new();
    for row in rows(include_str!("data/zones.tsv")) {
        let [lang, published, dateline, text, zone, moment] = row[..] else {
            panic!("six cells: {row:?}")
        };
        let mut document = Document::from_text(text);
        document.published =
            Some(Published { value: published.to_owned(), from: PublishedFrom::Declared });
        document.dateline = (dateline != "-").then(|| dateline.to_owned());
        let reading = engines.0[lang].read(&document);
        let read = reading.zone.as_ref().map_or("-", |z| z.name.as_str());
        let from = reading.times.iter().filter_map(|t| t.from.as_deref()).find(|f| f.contains('T'));
        if (read, from) != (zone, Some(moment)) {
            wrong.push(format!("{lang} {dateline} {text}\n    {zone} {moment}: {read} {from:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
