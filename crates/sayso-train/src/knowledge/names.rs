//! First names, from `gender-detection-from-name` (npm, MIT).

use super::find;
use anyhow::{Context as _, Result, ensure};
use sayso_knowledge::world::Builder;
use sayso_knowledge::{FirstName, fold};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Adds the first names of all its languages.
///
/// The lists are made from registers of births, so that most names stand under
/// both genders somewhere (*Marie*, male, in France). A list that has a name
/// under both says nothing; where the others agree, that is it; where they do
/// not (*Andrea*), or none is left, the name is unisex.
pub(super) fn add(folder: &Path, builder: &mut Builder) -> Result<String> {
    let files: Vec<_> = find(folder, ".js")?
        .into_iter()
        .filter(|p| p.parent().is_some_and(|d| d.ends_with("names")))
        .collect();
    ensure!(
        !files.is_empty(),
        "no names/*.js of gender-detection-from-name under {}",
        folder.display()
    );
    let mut votes: BTreeMap<String, Option<FirstName>> = BTreeMap::new();
    for file in files {
        let text =
            fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        let mut list: BTreeMap<String, FirstName> = BTreeMap::new();
        for (name, tells) in text.lines().filter_map(entry) {
            let name = fold(name).to_string();
            list.entry(name).and_modify(|t| *t = t.join(tells)).or_insert(tells);
        }
        for (name, tells) in list {
            let vote = votes.entry(name).or_insert(None);
            if tells != FirstName::Unisex {
                *vote = Some(vote.map_or(tells, |v| v.join(tells)));
            }
        }
    }
    let count = votes.len();
    for (name, vote) in votes {
        builder.first_name(&name, vote.unwrap_or(FirstName::Unisex));
    }
    Ok(format!("{count} first names"))
}

/// A line of the package's maps: `['aadam', 'male'],`.
fn entry(line: &str) -> Option<(&str, FirstName)> {
    let line = line.trim().strip_prefix('[')?;
    let (name, gender) = line.rsplit_once(", ")?;
    let quoted = |c| c == '\'' || c == '"';
    let name = name.trim_matches(quoted);
    let tells = match gender.trim_end_matches([',', ']']).trim_matches(quoted) {
        "male" => FirstName::Masculine,
        "female" => FirstName::Feminine,
        "unisex" => FirstName::Unisex,
        _ => return None,
    };
    // Single letters and what is left of broken entries tell nothing.
    (name.chars().count() > 1 && !name.contains('\\')).then_some((name, tells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_the_map_are_read() {
        assert_eq!(entry("  ['aadam', 'male'],"), Some(("aadam", FirstName::Masculine)));
        assert_eq!(entry("  [\"d'arcy\", 'female'],"), Some(("d'arcy", FirstName::Feminine)));
        assert_eq!(entry("]);"), None);
        assert_eq!(entry("  ['j', 'male'],"), None);
    }
}
