//! Finds the language packs under `languages/`, so that a language is added by adding a folder.

use std::path::Path;
use std::{env, fs, io};

/// The files that make a folder a pack of this crate.
const FILES: [&str; 3] = ["segment.tsv", "abbreviations.tsv", "model.zst"];

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?)
        .join("../../languages");
    let order = root.join("order.txt");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed={}", order.display());
    let mut codes = String::from("const CODES: &[&str] = &[");
    let mut packs = String::from("const PACKS: &[Embedded] = &[\n");
    for code in fs::read_to_string(&order)?.lines().filter(|l| !l.starts_with('#')) {
        let paths = FILES.map(|file| root.join(code).join(file));
        for path in &paths {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        if code.is_empty() || !paths.iter().all(|p| p.is_file()) {
            continue;
        }
        let [segment, abbreviations, model] = paths.map(|p| p.canonicalize());
        codes.push_str(&format!("{code:?}, "));
        packs.push_str(&format!(
            "    Embedded {{ code: {code:?}, segment: include_str!({:?}), \
             abbreviations: include_str!({:?}), model: include_bytes!({:?}) }},\n",
            segment?, abbreviations?, model?
        ));
    }
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("packs.rs");
    fs::write(out, format!("{codes}];\n{packs}];\n"))
}
