//! Prints corpus files as gold JSON lines: `to_gold FILE… > gold.jsonl`.

use anyhow::{Context, Result};
use sayso_corpus::{Dispatch, to_gold_json};
use std::io::Write;

fn main() -> Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args_os().skip(1) {
        let shown = path.to_string_lossy().into_owned();
        let file = std::fs::read_to_string(&path).with_context(|| format!("reading {shown}"))?;
        let dispatch = Dispatch::parse(&file).with_context(|| shown.clone())?;
        writeln!(out, "{}", to_gold_json(&dispatch))?;
    }
    Ok(())
}
