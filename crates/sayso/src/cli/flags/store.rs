//! Flags of `sayso store`, and which store a command works on.

use super::{Color, Figures};
use clap::{Args, Subcommand, ValueEnum};
use sayso::store::Day;
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Which store is meant.
#[derive(Debug, Args)]
pub struct StoreFile {
    /// The store
    #[arg(long, value_name = "FILE", default_value = "sayso.store")]
    pub store: PathBuf,
}

/// Look after a store: what is in it, whether it is whole, copies of it, newer readings, corrections
///
/// What people put right stands in a log, entry by entry, and can be taken back. Readings and searches
/// honour it, also for reports that come in later; the readings themselves are kept as they were made.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub struct StoreFlags {
    #[command(subcommand)]
    pub command: StoreCommand,
}

#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Say what is in it: reports, languages, outlets, attributions, the period, versions of readings
    Info {
        #[command(flatten)]
        at: StoreFile,
        /// How to print it
        #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = Figures::Table)]
        format: Figures,
    },
    /// Look at everything and name what is wrong, a line each
    ///
    /// The file itself, references, full-text indexes against their rows, each reading against its text,
    /// rows of the index against the readings and the corrections. Exit code 2 where something is wrong.
    Check {
        #[command(flatten)]
        at: StoreFile,
    },
    /// Write it anew without its gaps, as small as it gets
    ///
    /// Takes room for a copy beside it, and for one in the folder for temporary files.
    Compact {
        #[command(flatten)]
        at: StoreFile,
    },
    /// Copy it as it is at this moment, while others read and write
    Backup {
        /// Where the copy goes; nothing is overwritten
        #[arg(value_name = "COPY")]
        copy: PathBuf,
        #[command(flatten)]
        at: StoreFile,
    },
    /// Show a report and its reading, with corrections
    Show(ShowFlags),
    /// Read reports anew whose readings another version made
    ///
    /// Texts are not touched, and corrections hold. Stopped at whatever moment and run again, it goes on.
    Reread {
        #[command(flatten)]
        at: StoreFile,
        /// Put a layer over the knowledge: a file that `sayso knowledge import` wrote; may be given again
        #[arg(long, value_name = "LAYER")]
        knowledge: Vec<PathBuf>,
        /// Threads to read with; what is stored does not depend on it [default: one a core]
        #[arg(long, short = 'j', value_name = "N")]
        threads: Option<NonZeroUsize>,
    },
    /// Somebody is somebody else: OTHER is ACTOR
    Merge {
        /// Who stays: a key, a Wikidata item, or a name that one alone bears
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// Who is no longer shown
        #[arg(value_name = "OTHER")]
        other: String,
        #[command(flatten)]
        at: StoreFile,
    },
    /// Where some reports mention an actor, they mean somebody else
    Split(SplitFlags),
    /// Show an actor under another name; those in reports find them still
    Rename {
        /// Who: a key, a Wikidata item, or a name that one alone bears
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// The name
        #[arg(value_name = "NAME")]
        name: String,
        #[command(flatten)]
        at: StoreFile,
    },
    /// An attribution is wrong: leave it out
    Reject {
        /// The report's number
        #[arg(value_name = "REPORT")]
        report: i64,
        /// Which, as searches and `sayso store show` name it: `a3`
        #[arg(value_name = "aN", value_parser = attribution)]
        attribution: u32,
        #[command(flatten)]
        at: StoreFile,
    },
    /// An actor's Wikidata item or GeoNames id is not that of who is meant
    Unlink {
        /// Who: a key, a Wikidata item, or a name that one alone bears
        #[arg(value_name = "ACTOR")]
        actor: String,
        /// In this report alone
        #[arg(long, value_name = "REPORT")]
        report: Option<i64>,
        #[command(flatten)]
        at: StoreFile,
    },
    /// Take a correction back, with all that it did
    Undo {
        /// Its number, as `sayso store log` has it
        #[arg(value_name = "CORRECTION")]
        correction: i64,
        #[command(flatten)]
        at: StoreFile,
    },
    /// List the corrections
    Log {
        #[command(flatten)]
        at: StoreFile,
        /// How to print them
        #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = Figures::Table)]
        format: Figures,
    },
}

#[derive(Debug, Args)]
pub struct ShowFlags {
    /// The report's number, as searches have it
    #[arg(value_name = "REPORT")]
    pub report: i64,

    #[command(flatten)]
    pub at: StoreFile,

    /// How to print it
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = Shown::Pretty)]
    pub format: Shown,

    /// When to use colours in `pretty`
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Columns of `pretty` [default: the terminal's, at most 100; 80 where there is none]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("where").required(true).multiple(true))]
pub struct SplitFlags {
    /// Who: a key, a Wikidata item, or a name that one alone bears
    #[arg(value_name = "ACTOR")]
    pub actor: String,

    /// What the other one is called
    #[arg(long, value_name = "NAME")]
    pub name: String,

    /// In this report; may be given again
    #[arg(long, value_name = "REPORT", group = "where")]
    pub report: Vec<i64>,

    /// In reports of this outlet (`lacroix.example`), those that come in later among them
    #[arg(long, value_name = "HOST", group = "where")]
    pub outlet: Option<String>,

    /// In reports published on this day or later
    #[arg(long, value_name = "DATE", value_parser = super::search::day, group = "where")]
    pub since: Option<Day>,

    /// In reports published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = super::search::day, group = "where")]
    pub until: Option<Day>,

    #[command(flatten)]
    pub at: StoreFile,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shown {
    /// The text with each speaker's words marked, and the list of who said what
    Pretty,
    /// One JSON object, indented
    Json,
}

/// `a3`, or `3`.
fn attribution(id: &str) -> Result<u32, String> {
    let number = id.strip_prefix('a').unwrap_or(id).parse();
    number.map_err(|_| String::from("an attribution is named as in `a3`"))
}

const EXAMPLES: &str = "\
Exit codes:
  0  done, and nothing is wrong
  1  `reread`: there was nothing to read anew; `log`: there are no corrections
  2  something failed, or `check` found something wrong

Examples:
  sayso store check --store press.store
      Whether it is whole.

  sayso store backup press-2024-03.store --store press.store
      A copy, while `sayso ingest` goes on.

  sayso store merge Q101 'Anna Verlinde'
  sayso store split 'Marc Petit' --name 'Marc Petit (Varelle)' --outlet varelle.example
  sayso store reject 4711 a3
  sayso store undo 2
      What people put right, and take back.";
