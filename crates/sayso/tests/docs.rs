//! The documents at the root name only what exists.

use std::path::{Path, PathBuf};

const DOCUMENTS: [&str; 6] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/cli.md",
    "docs/guide.md",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).expect(name)
}

/// What stands between `open` and `close`, on one line.
fn between<'t>(text: &'t str, open: &'t str, close: char) -> impl Iterator<Item = &'t str> {
    text.lines().flat_map(move |line| {
        line.split(open).skip(1).filter_map(move |rest| rest.split_once(close).map(|(in_, _)| in_))
    })
}

#[test]
fn links_lead_somewhere() {
    for name in DOCUMENTS {
        let text = read(name);
        let folder = root().join(name).parent().expect("a folder").to_owned();
        for target in between(&text, "](", ')').filter(|target| !target.contains("://")) {
            let file = target.split('#').next().expect("a part");
            assert!(file.is_empty() || folder.join(file).exists(), "{name} links to {target}");
        }
    }
}

#[test]
fn paths_in_the_text_exist() {
    let folders = ["crates/", "languages/", "knowledge/", "spec/", "examples/", "docs/", ".ci/"];
    let mut seen = 0;
    for name in DOCUMENTS {
        for word in read(name).split(|c: char| c.is_whitespace() || "`()|,;:".contains(c)) {
            let path = word.trim_end_matches('.');
            // `<code>` stands for any language.
            let path = path.replace("<code>", "fr");
            if folders.iter().any(|folder| path.starts_with(folder)) {
                assert!(root().join(&path).exists(), "{name} names {path}");
                seen += 1;
            }
        }
    }
    assert!(seen > 30, "{seen}");
}

#[test]
fn every_crate_has_its_place_in_the_architecture() {
    let architecture = read("ARCHITECTURE.md");
    for entry in std::fs::read_dir(root().join("crates")).expect("crates") {
        let name = entry.expect("a crate").file_name().into_string().expect("UTF-8");
        assert!(architecture.contains(&format!("### `crates/{name}`")), "{name}");
    }
}

#[test]
fn no_path_leads_out_of_the_repository() {
    for name in DOCUMENTS {
        for word in read(name).split_whitespace() {
            let home = ["/home/", "/work/", "/root/", "C:\\"];
            assert!(!home.iter().any(|start| word.contains(start)), "{name}: {word}");
        }
    }
}
