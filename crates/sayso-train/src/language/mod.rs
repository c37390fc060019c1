//! Trains and measures language packs.

use std::path::PathBuf;

/// Options of `sayso-train language`.
#[derive(clap::Args)]
pub struct TrainArgs {
    /// Language code.
    lang: String,
    /// Folder that holds `treebanks/`.
    #[arg(long)]
    data: PathBuf,
    /// Lexicon file, or a folder in which it lies.
    #[arg(long)]
    lefff: Option<PathBuf>,
}

/// Options of `sayso-train eval-language`.
#[derive(clap::Args)]
pub struct EvalArgs {
    /// Language code.
    lang: String,
    /// Folder that holds `treebanks/`.
    #[arg(long)]
    data: PathBuf,
}

/// Runs `sayso-train language`.
pub fn train(args: &TrainArgs) -> anyhow::Result<()> {
    anyhow::bail!("no trainer yet for {} ({:?}, {:?})", args.lang, args.data, args.lefff)
}

/// Runs `sayso-train eval-language`.
pub fn evaluate(args: &EvalArgs) -> anyhow::Result<()> {
    anyhow::bail!("no measure yet for {} ({:?})", args.lang, args.data)
}
