//! Takes a fingerprint of what readings depend on beside the code: models, tables and knowledge.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../..");
    let languages = root.join("languages");
    let mut files = vec![root.join("knowledge/knowledge.zst")];
    let mut folders = vec![languages];
    while let Some(folder) = folders.pop() {
        println!("cargo::rerun-if-changed={}", folder.display());
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            match path.is_dir() {
                true => folders.push(path),
                false if is_built_in(&path) => files.push(path),
                false => {}
            }
        }
    }
    // Folder order differs between file systems; the fingerprint must not.
    files.sort();
    let mut hash = FNV_OFFSET;
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        hash = fnv(hash, name(&file).as_bytes());
        hash = fnv(hash, &fs::read(&file)?);
    }
    println!("cargo::rustc-env=SAYSO_FINGERPRINT={hash:016x}");
    Ok(())
}

/// Whether the program is built with this file: cards and lists of treebanks are for people.
fn is_built_in(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("");
    match name(path).rsplit('/').next() {
        Some("order.txt") => true,
        Some("treebanks.tsv") => false,
        _ => matches!(extension, "tsv" | "zst"),
    }
}

/// Folder and file, the same wherever the sources lie.
fn name(path: &Path) -> String {
    let parts: Vec<PathBuf> = path.iter().rev().take(2).map(PathBuf::from).collect();
    parts.iter().rev().map(|p| p.to_string_lossy()).collect::<Vec<_>>().join("/")
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits (Fowler, Noll and Vo).
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
