//! Layout, case by case: each `tests/layout/<case>.{txt,html}` has a `<case>.blocks` with
//! what has to come out, one line a field and one a block.
//!
//! `SAYSO_BLESS=1 cargo test -p sayso-input --test layout` writes the `.blocks` anew; read
//! the difference before it is committed.

#![cfg(feature = "html")]

use sayso_input::{Options, read};
use std::fmt::Write;
use std::{env, fs, path::Path};

mod common;
use common::shown;

#[test]
fn every_case_comes_out_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layout");
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut inputs: Vec<_> = [&folder, &examples]
        .iter()
        .flat_map(|f| fs::read_dir(f).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "html"))
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 10);
    let mut failures = String::new();
    for input in inputs {
        let bytes = fs::read(&input).unwrap();
        let got = shown(&read(&bytes, &Options::default()).unwrap());
        let name = input.file_name().unwrap().to_str().unwrap();
        let expected = folder.join(format!("{name}.blocks"));
        if env::var_os("SAYSO_BLESS").is_some() {
            fs::write(&expected, &got).unwrap();
            continue;
        }
        let want = fs::read_to_string(&expected).unwrap_or_default();
        for (n, pair) in want.lines().zip(got.lines()).enumerate() {
            if pair.0 != pair.1 {
                _ = writeln!(failures, "{name}:{}\n  want {}\n  got  {}", n + 1, pair.0, pair.1);
            }
        }
        if want.lines().count() != got.lines().count() {
            _ = writeln!(failures, "{name}: another number of lines:\n{got}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
