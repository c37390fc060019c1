//! The corpus keeps to its format: every dispatch parses and passes the checks, ids are unique, and
//! no two dispatches are alike.

use sayso_corpus::{Dispatch, check, near_duplicates, repeated_frames};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The dispatches under a folder, in the order of their paths.
fn dispatches(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder can be listed");
    let mut paths: Vec<PathBuf> =
        entries.map(|e| e.expect("an entry can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            dispatches(&path, found);
        } else if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
}

#[test]
fn every_dispatch_keeps_to_the_format() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut found = Vec::new();
    dispatches(&root, &mut found);
    assert!(!found.is_empty(), "no dispatch was found");
    let mut ids = BTreeSet::new();
    let mut texts: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in found {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string();
        let file = std::fs::read_to_string(&path).expect("a dispatch is UTF-8");
        let dispatch = match Dispatch::parse(&file) {
            Ok(dispatch) => dispatch,
            Err(error) => {
                wrong.push(format!("{name}: {error}"));
                continue;
            }
        };
        let errors = check(&dispatch).into_iter().filter(|issue| issue.is_error);
        wrong.extend(errors.map(|issue| format!("{name}:{issue}")));
        let lang = dispatch.get("lang").unwrap_or_default().to_owned();
        if !name.starts_with(&format!("{lang}/")) {
            wrong.push(format!("{name}: lies in another language's folder"));
        }
        if !ids.insert(dispatch.get("id").unwrap_or_default().to_owned()) {
            wrong.push(format!("{name}: its id is taken"));
        }
        texts.entry(lang).or_default().push((name, dispatch.body.text().to_owned()));
    }
    for list in texts.values() {
        let bodies: Vec<&str> = list.iter().map(|(_, text)| text.as_str()).collect();
        for near in near_duplicates(&bodies) {
            let (a, b) = near.texts;
            wrong.push(format!("{} and {} are near-duplicates", list[a].0, list[b].0));
        }
        for frame in repeated_frames(&bodies) {
            let names: Vec<&str> = frame.texts.iter().map(|i| list[*i].0.as_str()).collect();
            wrong.push(format!("“{}” stands in {}", frame.words, names.join(" and ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
