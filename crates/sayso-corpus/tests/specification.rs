//! The specification's files can be read, without a reader at hand.

use sayso_corpus::cases;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_case_is_well_formed_and_headings_are_unique() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../spec");
    let mut problems = Vec::new();
    let mut count = 0;
    for dir in std::fs::read_dir(&root).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let lang = dir.file_name().unwrap().to_string_lossy().into_owned();
        let mut headings = BTreeSet::new();
        for path in std::fs::read_dir(&dir).unwrap().map(|e| e.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.extension().is_none_or(|e| e != "md") {
                continue;
            }
            match cases(&lang, &std::fs::read_to_string(&path).unwrap()) {
                Err(e) => problems.push(format!("{lang}/{name}: {e}")),
                Ok(found) => {
                    count += found.len();
                    for case in found {
                        if !headings.insert((lang.clone(), case.heading.clone())) {
                            problems.push(format!("{lang}/{name}:{}: heading again", case.line));
                        }
                        // A title that was meant to stand in front of the text.
                        if case.text.text().contains("title:") {
                            problems.push(format!("{lang}/{name}:{}: title in text", case.line));
                        }
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(count > 0, "no case under {}", root.display());
}
