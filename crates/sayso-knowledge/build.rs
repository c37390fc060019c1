//! Gathers the tables of every folder under `languages/`, so that a language
//! is added by adding a folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The tables that this crate reads; a folder may lack any of them.
const TABLES: [&str; 15] = [
    "articles",
    "bodies",
    "capitals",
    "compounds",
    "countries",
    "demonyms",
    "endings",
    "first-names",
    "named-bodies",
    "offices",
    "people",
    "places",
    "roles",
    "seats",
    "titles",
];

fn main() -> io::Result<()> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let root = here.join("../../languages");
    println!("cargo:rerun-if-changed={}", root.display());
    println!("cargo:rerun-if-changed=build.rs");
    let mut folders: Vec<PathBuf> = fs::read_dir(&root)?
        .filter_map(|e| e.ok().map(|e| e.path()))
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    let mut code = String::from("&[\n");
    for folder in folders {
        let Some(name) = folder.file_name().and_then(|n| n.to_str()) else { continue };
        let _ = writeln!(code, "    ({name:?}, &[");
        for table in TABLES {
            let path = folder.join(table).with_extension("tsv");
            println!("cargo:rerun-if-changed={}", path.display());
            if path.is_file() {
                let path = fs::canonicalize(&path)?;
                let _ = writeln!(code, "        ({table:?}, include_str!({:?})),", path);
            }
        }
        code.push_str("    ]),\n");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    fs::write(Path::new(&out).join("languages.rs"), code)
}
