//! Towns of 15,000 and more, from GeoNames (CC BY 4.0).

use super::{Countries, Tsv};
use anyhow::Result;
use sayso_knowledge::world::{Builder, PlaceRecord};
use std::path::Path;

/// Adds the towns under their main names. Names of other languages are in
/// their tables (`places.tsv`): GeoNames' alternate names say not of which
/// language they are, and many are words of another.
pub(super) fn add(kb: &Path, countries: &Countries, builder: &mut Builder) -> Result<String> {
    let table = Tsv::read(&kb.join("cities.tsv.gz"))?;
    let mut rows: Vec<(PlaceRecord, &str)> = table
        .rows()
        .filter_map(|row| {
            let place = PlaceRecord {
                geonames: row.get("geonameid").parse().ok()?,
                country: *countries.iso2.get(row.get("country_iso2"))?,
                population: row.get("population").parse().unwrap_or(0),
            };
            Some((place, row.get("name")))
        })
        .collect();
    rows.sort_by_key(|(p, _)| (std::cmp::Reverse(p.population), p.geonames));
    for (place, name) in &rows {
        builder.place(*place, [*name]);
    }
    Ok(format!("{} places", rows.len()))
}
