//! Builds the models and knowledge files of sayso from corpora; never needed at run time.
//!
//! `sayso-train language` trains a language's model from treebanks, `eval-language` measures the one
//! that is built in, `knowledge` builds the knowledge file, `quotes` trains the judge of quotes that
//! rules leave, `antecedents` the model that chooses whom a pronoun or a role means. `time-cases`
//! measures single time expressions.
//! The same data give the same bytes.

mod antecedents;
mod corpus;
mod knowledge;
mod language;
mod quotes;
mod ranking;
mod time_cases;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "sayso-train", about = "Builds the models and knowledge files of sayso")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the segmenter's, tagger's and parser's model of a language.
    Language(language::TrainArgs),
    /// Measure a language's embedded model on its evaluation treebanks.
    EvalLanguage(language::EvalArgs),
    /// Build the knowledge file: countries, places, first names, office-holders.
    Knowledge(knowledge::Args),
    /// Train the model that judges quotes which no rule has claimed.
    Quotes(quotes::Args),
    /// Train the model that chooses whom a pronoun, a role or a new name means.
    Antecedents(antecedents::Args),
    /// Score single time expressions.
    TimeCases(time_cases::Args),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Language(args) => language::train(&args),
        Command::EvalLanguage(args) => language::evaluate(&args),
        Command::Knowledge(args) => knowledge::run(args),
        Command::Quotes(args) => quotes::train(&args),
        Command::Antecedents(args) => antecedents::train(&args),
        Command::TimeCases(args) => time_cases::run(&args),
    }
}
