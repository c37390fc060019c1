//! Entities of Wikidata as its dumps and extracts have them: a JSON object a line.
//!
//! People with the offices that the knowledge knows, places with coordinates, and bodies of a few
//! classes are taken; all else is passed over. What is known of one entity stands in its line: the name
//! of an office is that of the knowledge.

use super::{Layer, Lines, item_number, term};
use anyhow::{Context, ensure};
use sayso::Gender;
use sayso_knowledge::PartialDate;
use sayso_knowledge::world::PlaceRecord;
use serde_json::Value;

/// Items of what somebody or something is an instance of (P31), and the class of body that it makes.
const CLASSES: [(u32, &str); 14] = [
    (43229, "association"),
    (4_830_453, "company"),
    (6_881_511, "company"),
    (891_723, "company"),
    (783_794, "company"),
    (7278, "party"),
    (163_740, "association"),
    (327_333, "agency"),
    (484_652, "international"),
    (11032, "media"),
    (3918, "institute"),
    (22687, "bank"),
    (192_350, "ministry"),
    (11204, "international"),
];
const HUMAN: u32 = 5;
const MALE: u32 = 6_581_097;
const FEMALE: u32 = 6_581_072;

/// Reads the entities into the layer.
pub(super) fn read(lines: &mut Lines<'_>, layer: &mut Layer<'_>) -> anyhow::Result<()> {
    let mut line = Vec::new();
    let mut read = 0;
    while lines.next(&mut line)? {
        // A dump is one array, whose brackets stand on lines of their own.
        let text = line.trim_ascii();
        let text = text.strip_suffix(b",").unwrap_or(text);
        if matches!(text, b"" | b"[" | b"]") {
            continue;
        }
        let entity: Value =
            serde_json::from_slice(text).with_context(|| format!("{}: no JSON", lines.place()))?;
        let id = entity.get("id").and_then(Value::as_str);
        ensure!(id.is_some(), "{}: an object without `id` is no entity of Wikidata", lines.place());
        read += 1;
        entity_of(&entity, layer).with_context(|| lines.place())?;
    }
    ensure!(read > 0, "{}: holds no entities", lines.file);
    Ok(())
}

fn entity_of(entity: &Value, layer: &mut Layer<'_>) -> anyhow::Result<()> {
    let Some(qid) = entity.get("id").and_then(Value::as_str).and_then(item_number) else {
        return Ok(());
    };
    let names = names(entity, &layer.langs);
    let Some(name) = names.first() else { return Ok(()) };
    let kinds: Vec<u32> = items(entity, "P31").collect();
    if kinds.contains(&HUMAN) {
        return person(entity, qid, &names, layer);
    }
    if let Some((north, east)) = coordinates(entity) {
        let Some(country) = country(entity, layer) else { return Ok(()) };
        layer.room()?;
        let place = PlaceRecord {
            geonames: strings(entity, "P1566").find_map(|id| id.parse().ok()).unwrap_or(0),
            country,
            population: amount(entity, "P1082"),
            at: ((north * 1e5).round() as i32, (east * 1e5).round() as i32),
            admin1: [0; 4],
            qid,
        };
        layer.builder.place(place, names.iter().map(String::as_str));
        layer.places += 1;
        return Ok(());
    }
    let class = CLASSES.iter().find(|(item, _)| kinds.contains(item));
    if let Some((_, class)) = class {
        layer.room()?;
        let code = country(entity, layer)
            .and_then(|at| layer.known.countries().nth(usize::from(at)))
            .map_or(String::new(), |(_, c)| c.code.to_string());
        let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| *n != name).collect();
        let names = [name.as_str()].into_iter().chain(names).collect::<Vec<_>>().join("|");
        layer.builder.body(&format!("Q{qid}"), class, &code, &[("*", &names)]);
        layer.bodies += 1;
    }
    Ok(())
}

fn person(entity: &Value, qid: u32, names: &[String], layer: &mut Layer<'_>) -> anyhow::Result<()> {
    let mut terms = Vec::new();
    for claim in claims(entity, "P39") {
        let office = claim.pointer("/mainsnak/datavalue/value/id").and_then(Value::as_str);
        let Some(position) = office.and_then(item_number).and_then(|q| layer.by_item.get(&q))
        else {
            continue;
        };
        let position = position.clone();
        let position = layer.position(position);
        terms.push(term(position, qualifier(claim, "P580"), qualifier(claim, "P582")));
    }
    let gender = items(entity, "P21").find_map(|item| match item {
        MALE => Some(Gender::Masculine),
        FEMALE => Some(Gender::Feminine),
        _ => None,
    });
    let born = claims(entity, "P569").find_map(|c| date(c.pointer("/mainsnak/datavalue/value")?));
    let Some((name, others)) = names.split_first() else { return Ok(()) };
    let person = layer.person(qid, name)?;
    person.other_names.extend(others.iter().cloned());
    person.gender = gender;
    person.born = born.map_or(0, |d| d.year);
    person.terms.extend(terms);
    Ok(())
}

/// Labels and aliases in the languages that are read, the first label first.
fn names(entity: &Value, langs: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut add = |name: Option<&Value>| {
        let name = name.and_then(|n| n.get("value")).and_then(Value::as_str);
        // What separates names in a layer is part of none.
        if let Some(name) = name.filter(|n| !n.contains(['|', '\t', '\n']))
            && !names.iter().any(|n| n == name)
        {
            names.push(name.to_owned());
        }
    };
    for lang in langs {
        add(entity.pointer(&format!("/labels/{lang}")));
    }
    for lang in langs {
        let aliases = entity.pointer(&format!("/aliases/{lang}")).and_then(Value::as_array);
        aliases.into_iter().flatten().for_each(|alias| add(Some(alias)));
    }
    names
}

fn claims<'e>(entity: &'e Value, property: &str) -> impl Iterator<Item = &'e Value> + use<'e> {
    let all = entity.pointer(&format!("/claims/{property}")).and_then(Value::as_array);
    let deprecated = |c: &&Value| c.get("rank").and_then(Value::as_str) == Some("deprecated");
    all.into_iter().flatten().filter(move |c| !deprecated(c))
}

fn items<'e>(entity: &'e Value, property: &str) -> impl Iterator<Item = u32> + use<'e> {
    claims(entity, property).filter_map(|c| {
        item_number(c.pointer("/mainsnak/datavalue/value/id").and_then(Value::as_str)?)
    })
}

fn strings<'e>(entity: &'e Value, property: &str) -> impl Iterator<Item = &'e str> + use<'e> {
    claims(entity, property).filter_map(|c| c.pointer("/mainsnak/datavalue/value")?.as_str())
}

/// A quantity (`+22400`), the last that is stated; 0 where there is none.
fn amount(entity: &Value, property: &str) -> u32 {
    let of = |c: &Value| {
        let text = c.pointer("/mainsnak/datavalue/value/amount")?.as_str()?;
        text.trim_start_matches('+').parse().ok()
    };
    claims(entity, property).filter_map(of).last().unwrap_or(0)
}

fn coordinates(entity: &Value) -> Option<(f64, f64)> {
    let at = claims(entity, "P625").next()?.pointer("/mainsnak/datavalue/value")?;
    Some((at.get("latitude")?.as_f64()?, at.get("longitude")?.as_f64()?))
}

/// The country (P17) that the knowledge has.
fn country(entity: &Value, layer: &Layer<'_>) -> Option<u16> {
    items(entity, "P17").find_map(|item| {
        let qid = format!("Q{item}");
        layer.known.countries().position(|(_, c)| c.qid == qid).map(|i| i as u16)
    })
}

fn qualifier(claim: &Value, property: &str) -> Option<PartialDate> {
    date(claim.pointer(&format!("/qualifiers/{property}/0/datavalue/value"))?)
}

/// `+2022-12-19T00:00:00Z`, as precise as it says it is (9: year, 10: month, 11: day).
fn date(value: &Value) -> Option<PartialDate> {
    let day = value.get("time")?.as_str()?.strip_prefix('+')?.split('T').next()?;
    let date = PartialDate::read(day)?;
    Some(match value.get("precision").and_then(Value::as_u64) {
        Some(..9) => return None,
        Some(9) => PartialDate::new(date.year, 0, 0),
        Some(10) => PartialDate::new(date.year, date.month, 0),
        _ => date,
    })
}
