//! Finds the words of reporting under `languages/`, so that a language is added by adding a folder.

use std::path::Path;
use std::{env, fs, io};

/// The files that make a folder a language of this crate, by the fields they fill.
const FILES: [(&str, &str); 5] = [
    ("cues", "cues.tsv"),
    ("speech", "speech.tsv"),
    ("marks", "quotation-marks.tsv"),
    ("time", "time.tsv"),
    ("time_patterns", "time-patterns.tsv"),
];

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?)
        .join("../../languages");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut folders: Vec<_> =
        fs::read_dir(&root)?.filter_map(Result::ok).map(|e| e.path()).collect();
    // Folder order differs between file systems; the build must not.
    folders.sort();
    let mut packs = String::from("&[\n");
    for folder in folders {
        let paths = FILES.map(|(field, file)| (field, folder.join(file)));
        for (_, path) in &paths {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let Some(code) = folder.file_name().and_then(|n| n.to_str()) else { continue };
        if !paths.iter().all(|(_, p)| p.is_file()) {
            continue;
        }
        packs.push_str(&format!("    Files {{ code: {code:?}"));
        for (field, path) in paths {
            packs.push_str(&format!(", {field}: include_str!({:?})", path.canonicalize()?));
        }
        packs.push_str(" },\n");
    }
    packs.push_str("]\n");
    let out = Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("reporting.rs");
    fs::write(out, packs)
}
