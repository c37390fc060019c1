//! Bodies, parties, regions and Länder with their Wikidata items, under their names in each language.

use super::{LANGUAGES, Tsv};
use sayso_knowledge::world::Builder;

/// Adds those of knowledge/bodies.tsv and knowledge/regions.tsv, which are our own.
pub(super) fn add(builder: &mut Builder) -> String {
    let tables = [
        Tsv::parse(include_str!("../../../../knowledge/bodies.tsv")),
        Tsv::parse(include_str!("../../../../knowledge/regions.tsv")),
    ];
    let mut count = 0;
    for row in tables.iter().flat_map(Tsv::rows) {
        let names: Vec<(&str, &str)> = LANGUAGES
            .iter()
            .map(|lang| (*lang, row.get(lang)))
            .filter(|(_, n)| !n.is_empty())
            .collect();
        builder.body(row.get("qid"), row.get("class"), row.get("code"), &names);
        count += 1;
    }
    format!("{count} bodies and regions with items")
}
