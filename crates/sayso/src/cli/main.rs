//! The command line of sayso.

mod actor;
mod bench;
mod corpus;
mod eval;
mod exit;
mod flags;
mod ingest;
mod input;
mod knowledge;
mod layer;
mod output;
mod pipeline;
mod progress;
mod quotes;
mod read;
mod search;
mod store;
mod story;
mod table;
mod terminal;
mod watch;

use exit::Exit;
use flags::{Command, Flags};

fn main() -> Exit {
    let outcome = match Flags::from_args().command {
        Command::Read(flags) => read::run(&flags),
        Command::Ingest(flags) => ingest::run(&flags),
        Command::Watch(flags) => watch::run(&flags),
        Command::Search(flags) => search::run(&flags),
        Command::Quotes(flags) => quotes::run(&flags),
        Command::Actor(flags) => actor::run(&flags),
        Command::Story(flags) => story::run(&flags),
        Command::Store(flags) => store::run(&flags.command),
        Command::Bench(flags) => bench::run(&flags),
        Command::Eval(flags) => eval::run(&flags),
        Command::Corpus(flags) => corpus::run(&flags.command),
        Command::Knowledge(flags) => knowledge::run(&flags.command),
    };
    outcome.unwrap_or_else(|error| {
        terminal::complain(&format!("{error:#}"));
        Exit::Error
    })
}
