//! Flags of `sayso store`, and which store a command works on.

use clap::Args;
use std::path::PathBuf;

/// Which store is meant.
#[derive(Debug, Args)]
pub struct StoreFile {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "sayso.store")]
    pub store: PathBuf,
}
