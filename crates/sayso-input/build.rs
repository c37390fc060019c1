//! Finds the language folders, so that adding a language needs no line of Rust:
//! each `languages/<code>/layout.tsv` goes into the library as text.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?)
        .join("../../languages");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut codes: Vec<_> = match fs::read_dir(&root) {
        Ok(entries) => entries.filter_map(Result::ok).collect(),
        Err(_) => Vec::new(),
    };
    // Folder order differs between file systems; the build must not.
    codes.sort_by_key(fs::DirEntry::file_name);
    let mut table = String::from("&[\n");
    for entry in codes {
        let file = entry.path().join("layout.tsv");
        if let (true, Some(code)) = (file.is_file(), entry.file_name().to_str()) {
            println!("cargo::rerun-if-changed={}", file.display());
            let file = file.canonicalize()?;
            table.push_str(&format!("    ({code:?}, include_str!({file:?})),\n"));
        }
    }
    table.push(']');
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("layouts.rs");
    fs::write(out, table)
}
