//! Identifiers that hold from report to report for who and what the knowledge does not have.

use super::chains::fold_words;
use sayso_model::{Entity, EntityKind};
use std::collections::BTreeMap;

/// Gives each named entity its key: the Wikidata item, else the GeoNames id, else a hash of kind, folded
/// name and country. Two of one report that share all of these are two all the same, as the text tells
/// them apart: the later is numbered.
pub(crate) fn give_keys(entities: &mut [Entity], names: &[Option<String>]) {
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for (entity, name) in entities.iter_mut().zip(names) {
        let known =
            entity.qid.clone().or_else(|| entity.geonames.map(|id| format!("geonames:{id}")));
        let Some(key) = known.or_else(|| local(entity, name.as_deref()?)) else { continue };
        let count = met.entry(key.clone()).or_insert(0);
        *count += 1;
        entity.key = Some(if *count > 1 { format!("{key}-{count}") } else { key });
    }
}

/// The key of who has a name alone. A family name by itself is many people's, and gives none.
fn local(entity: &Entity, name: &str) -> Option<String> {
    let words = fold_words(name);
    let short = entity.kind == EntityKind::Person && words.len() < 2;
    if words.is_empty() || short || matches!(entity.kind, EntityKind::Group | EntityKind::Other) {
        return None;
    }
    let country = entity.country.as_deref().unwrap_or("");
    let name = words.join(" ");
    let hash = fnv(&[entity.kind.name(), &name, country].join("\t"));
    Some(format!("x:{hash:016x}"))
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): the same on every machine and in every version.
fn fnv(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
