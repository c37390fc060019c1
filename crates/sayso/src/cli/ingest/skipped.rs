//! What was not stored, and why: on standard error, or a line each in the file of `--report`.

use anyhow::Context;
use serde_json::json;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Something that was not stored.
#[derive(Debug, Clone)]
pub struct Skipped {
    /// Whether anybody has to be told.
    pub weight: Weight,
    /// A short name of the reason: `not-text`, `stored-already`.
    pub code: &'static str,
    /// What it is about: a file, a line, an address.
    pub what: String,
    /// The reason, for people.
    pub why: String,
}

/// How bad it is that something was skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It failed.
    Error,
    /// It was left out on purpose, or holds nothing to read.
    Remark,
    /// It is stored already.
    Known,
}

impl Weight {
    const fn name(self) -> &'static str {
        match self {
            Weight::Error => "error",
            Weight::Remark => "left-out",
            Weight::Known => "known",
        }
    }
}

/// The file of `--report`: JSON lines.
pub struct Report {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Report {
    /// Makes the file; one that is there is begun anew.
    pub fn create(path: &Path) -> anyhow::Result<Report> {
        let file = File::create(path).with_context(|| format!("making {}", path.display()))?;
        Ok(Report { path: path.to_owned(), out: BufWriter::new(file) })
    }

    /// Adds a line.
    pub fn add(&mut self, skipped: &Skipped) -> anyhow::Result<()> {
        let Skipped { weight, code, what, why } = skipped;
        let line = json!({ "what": what, "code": code, "kind": weight.name(), "why": why });
        writeln!(self.out, "{line}").with_context(|| format!("writing {}", self.path.display()))
    }

    /// Writes what is held back.
    pub fn finish(mut self) -> anyhow::Result<()> {
        self.out.flush().with_context(|| format!("writing {}", self.path.display()))
    }
}
