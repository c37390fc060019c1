//! Builds the knowledge file.

/// Options of `sayso-train knowledge`.
#[derive(clap::Args)]
pub struct Args {}

/// Runs `sayso-train knowledge`.
pub fn run(_args: &Args) -> anyhow::Result<()> {
    anyhow::bail!("building the knowledge file is not available in this version")
}
