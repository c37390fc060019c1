//! The corpus is well formed: every dispatch parses, has a header, and says each thing once.

use sayso_corpus::Dispatch;
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_dispatch_is_well_formed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut ids = BTreeSet::new();
    let mut files = 0;
    for language in std::fs::read_dir(&root).expect("the corpus is in the repository") {
        let folder = language.expect("a folder can be listed").path();
        if !folder.is_dir() {
            continue;
        }
        let code = folder.file_name().and_then(|n| n.to_str()).unwrap_or_default().to_owned();
        for file in std::fs::read_dir(&folder).expect("a folder can be listed") {
            let path = file.expect("a file can be listed").path();
            let name = path.display();
            let text = std::fs::read_to_string(&path).expect("a dispatch is UTF-8");
            let dispatch = Dispatch::parse(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
            let header = |key: &str| dispatch.get(key).unwrap_or_default().to_owned();
            assert_eq!(header("lang"), code, "{name}: the language of its folder");
            assert!(!header("title").is_empty(), "{name}: no title");
            assert!(ids.insert(header("id")), "{name}: its id is taken");
            files += 1;
        }
    }
    assert!(files > 0, "no dispatch was found");
}
