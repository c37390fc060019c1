//! Towns of 15,000 and more, from GeoNames (CC BY 4.0).

use super::{Countries, Tsv};
use anyhow::Result;
use sayso_knowledge::fold;
use sayso_knowledge::world::{Builder, PlaceRecord};
use std::collections::BTreeMap;
use std::path::Path;

/// Adds the towns under their main names. Names of other languages are in
/// their tables (`places.tsv`): GeoNames' alternate names say not of which
/// language they are, and many are words of another.
pub(super) fn add(kb: &Path, countries: &Countries, builder: &mut Builder) -> Result<String> {
    let table = Tsv::read(&kb.join("cities.tsv.gz"))?;
    let items = Tsv::parse(include_str!("../../../../knowledge/place-items.tsv"));
    let item = |cell: &str| cell.strip_prefix('Q').and_then(|q| q.parse::<u32>().ok());
    let items: BTreeMap<&str, u32> =
        items.rows().filter_map(|r| Some((r.get("geonames"), item(r.get("qid"))?))).collect();
    let mut rows: Vec<(PlaceRecord, &str)> = table
        .rows()
        .filter_map(|row| {
            let place = PlaceRecord {
                geonames: row.get("geonameid").parse().ok()?,
                country: *countries.iso2.get(row.get("country_iso2"))?,
                population: row.get("population").parse().unwrap_or(0),
                at: (degrees(row.get("lat")), degrees(row.get("lon"))),
                admin1: admin1(row.get("admin1")),
                qid: items.get(row.get("geonameid")).copied().unwrap_or(0),
            };
            Some((place, row.get("name")))
        })
        .collect();
    rows.sort_by_key(|(p, _)| (std::cmp::Reverse(p.population), p.geonames));
    for (place, name) in &rows {
        builder.place(*place, [*name]);
    }
    for (country, capital) in &countries.capitals {
        let of = |(place, name): &&(PlaceRecord, &str)| {
            place.country == *country && fold(name) == fold(capital)
        };
        // The most populous of that name comes first.
        if let Some((place, _)) = rows.iter().find(of) {
            builder.capital(*country, place.geonames);
        }
    }
    Ok(format!("{} places", rows.len()))
}

/// Degrees times 100,000, some metres; 0 where there are none.
fn degrees(cell: &str) -> i32 {
    cell.parse::<f64>().map_or(0, |d| (d * 1e5).round() as i32)
}

/// A code of at most four letters, filled up with zeros.
fn admin1(cell: &str) -> [u8; 4] {
    let mut code = [0; 4];
    if cell.len() <= code.len() {
        code[..cell.len()].copy_from_slice(cell.as_bytes());
    }
    code
}
