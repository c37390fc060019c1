//! Builds the models and knowledge files of sayso from corpora; never needed at run time.

mod knowledge;

use clap::Parser;

/// Builds the models and knowledge files of sayso.
#[derive(Debug, Parser)]
#[command(version)]
enum Command {
    /// Build the knowledge file: countries, places, first names, office-holders.
    Knowledge(knowledge::Args),
}

fn main() -> anyhow::Result<()> {
    match Command::parse() {
        Command::Knowledge(args) => knowledge::run(args),
    }
}
