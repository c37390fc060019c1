//! Every flag of the command line, each in one place with its help.

pub mod fetch;
mod ingest;
pub mod look;
pub mod search;
pub mod store;
mod watch;

pub use ingest::IngestFlags;
pub use watch::WatchFlags;

use crate::input;
use clap::{Args, Parser, Subcommand, ValueEnum};
use sayso::{Lang, Part};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// Reads news and keeps who said what, with the exact place in the text behind every answer
///
/// Runs offline, on one machine, with nothing to install beside it. `sayso COMMAND --help` tells
/// everything about a command, with examples.
#[derive(Debug, Parser)]
#[command(
    name = "sayso",
    version,
    max_term_width = 100,
    disable_help_subcommand = true,
    after_long_help = EXAMPLES
)]
pub struct Flags {
    #[command(subcommand)]
    pub command: Command,
}

impl Flags {
    /// The flags of this process. Wrong ones end it with a message and exit code 2.
    pub fn from_args() -> Flags {
        Flags::parse()
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    Read(ReadFlags),
    Ingest(IngestFlags),
    Watch(WatchFlags),
    Search(search::SearchFlags),
    Quotes(search::QuotesFlags),
    Actor(search::ActorFlags),
    Story(search::StoryFlags),
    Store(store::StoreFlags),
    Bench(BenchFlags),
    Eval(EvalFlags),
    Corpus(CorpusFlags),
    Knowledge(KnowledgeFlags),
}

/// Read reports and print who said what in them
///
/// A report is a text as scraped, an HTML page, a JSON record, or what agencies and papers send:
/// ninjs, NewsML, NITF, RSS, Atom, JSON Feed, a crawl archive (WARC), each packed by gzip or not. What
/// a file holds is told from its content, not from its name. A file of many reports gives a reading
/// each.
#[derive(Debug, Args)]
#[command(after_long_help = READ_EXAMPLES)]
pub struct ReadFlags {
    /// Files to read; `-` is standard input
    ///
    /// With no file, standard input is read when something is piped into it. Links are not
    /// opened.
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,

    /// How to print what was found
    #[arg(help_heading = "Output", long, short, value_name = "FORMAT", value_enum, default_value_t = Format::Pretty)]
    pub format: Format,

    /// Read JSON records, a line each, and print a reading a line in the order given
    ///
    /// Short for `--as jsonl --format jsonl`. A record is
    /// {"id", "text", "title"?, "lang"?, "published"?, "url"?}; its text is kept exactly as given.
    /// Works in parallel and in constant memory. A line that cannot be read is named on standard
    /// error with its number and gives no output line; the others go on, and the exit code is 2.
    #[arg(help_heading = "Output", long, conflicts_with_all = ["format", "input"])]
    pub jsonl: bool,

    #[command(flatten)]
    pub given: Given,

    /// Say which rule or score made each attribution and why each entity was linked or was not, and list
    /// the times
    #[arg(help_heading = "Output", long)]
    pub explain: bool,

    /// Put a layer over the knowledge: a file that `sayso knowledge import` wrote
    ///
    /// Its facts come before those that are built in. May be given again: the last comes first.
    #[arg(help_heading = "Input", long, value_name = "LAYER")]
    pub knowledge: Vec<PathBuf>,

    /// Threads to read with; the output does not depend on it [default: one a core]
    #[arg(long, short = 'j', value_name = "N")]
    pub threads: Option<NonZeroUsize>,

    /// When to use colours in `pretty`
    ///
    /// `auto` uses them on a terminal, unless NO_COLOR is set or TERM is `dumb`; CLICOLOR_FORCE
    /// uses them everywhere. Every colour stands beside a mark, so none is needed to read.
    #[arg(help_heading = "Output", long, value_name = "WHEN", value_enum, default_value_t = Color::Auto)]
    pub color: Color,

    /// Columns of `pretty` [default: the terminal's, at most 100; 80 where there is none]
    #[arg(help_heading = "Output", long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

/// What is known beforehand about the reports.
#[derive(Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct Given {
    /// Take the input for this, whatever it looks like
    #[arg(long = "as", value_name = "KIND", value_enum)]
    pub input: Option<Kind>,

    /// The reports' language (`fr`)
    ///
    /// Wins over what a page declares; a record's own `lang` wins over it.
    #[arg(long, value_name = "CODE", value_parser = lang)]
    pub lang: Option<Lang>,

    /// When the reports were published (2022-12-19, 2022-12-19T20:53+01:00)
    ///
    /// Wins over what a page declares and what a date line says; a record's own `published` wins
    /// over it.
    #[arg(long, value_name = "DATE")]
    pub published: Option<String>,

    /// Where the report was published
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,

    /// Raise or lower a limit; may be given again
    #[arg(
        long = "limit",
        value_name = "NAME=VALUE",
        value_parser = input::limit,
        long_help = input::limits_help(),
    )]
    pub limits: Vec<(String, String)>,
}

/// Measure how fast reports are read, or found in a store
///
/// Reads the records of a file over and over, from the JSON line to the reading's JSON, which is
/// thrown away, and prints reports, words and bytes a second, the time a report takes, the time
/// to load and the peak of memory.
#[derive(Debug, Args)]
#[command(after_long_help = BENCH_EXAMPLES)]
pub struct BenchFlags {
    /// JSON records, a line each, as `sayso read --jsonl` takes them; or a store, of which searches by
    /// word, phrase, speaker and pair are drawn and timed
    #[arg(value_name = "FILE.jsonl|STORE")]
    pub file: String,

    /// How long to measure
    #[arg(long, value_name = "N", default_value_t = 5.0)]
    pub seconds: f64,

    /// Threads to read with
    #[arg(long, short = 'j', value_name = "N", default_value = "1")]
    pub threads: NonZeroUsize,
}

/// Score readings against gold
///
/// The figures of the annotation guidelines: F1 of what was said, alone (quote) and with its
/// speaker (joint), at an overlap of 0.3, 0.8 and 1; recall by kind; errors by class. Overall and
/// by language.
#[derive(Debug, Args)]
#[command(after_long_help = EVAL_EXAMPLES)]
pub struct EvalFlags {
    /// Gold: JSON lines, dispatches of the corpus, or folders of these
    #[arg(value_name = "GOLD", required = true)]
    pub gold: Vec<PathBuf>,

    /// Readings to score, as `sayso read --jsonl` printed them [default: read the gold's texts now]
    #[arg(long, value_name = "FILE.jsonl")]
    pub readings: Option<PathBuf>,

    /// Readings of another run, to show beside these
    #[arg(long, value_name = "FILE.jsonl")]
    pub against: Option<PathBuf>,

    /// Count a mixed attribution as its reported clause and as each of its quoted parts
    ///
    /// For gold that marks both and knows no mixed kind.
    #[arg(long)]
    pub split_mixed: bool,

    /// Read without this part, to see what it is good for; may be given again
    #[arg(long, value_name = "PART", value_parser = part, conflicts_with = "readings")]
    pub without: Vec<Part>,

    /// How to print the figures
    #[arg(long, short, value_name = "FORMAT", value_enum, default_value_t = Figures::Table)]
    pub format: Figures,

    /// Show this many errors
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,

    /// Show errors of this class alone (`boundary`, `missed indirect`, `wrong chain`, …)
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,

    /// Write the readings made now to this file, to compare with later
    #[arg(long, value_name = "FILE.jsonl", conflicts_with = "readings")]
    pub save: Option<PathBuf>,
}

/// Check, count and convert dispatches of the corpus
///
/// The format is told in docs/corpus.md.
#[derive(Debug, Args)]
pub struct CorpusFlags {
    #[command(subcommand)]
    pub command: CorpusCommand,
}

#[derive(Debug, Subcommand)]
pub enum CorpusCommand {
    /// Say what does not keep to the format, and which dispatches are too much alike
    ///
    /// Errors must be mended; what only asks for a look may be right. Exit code 2 where there is
    /// an error.
    Check {
        /// Dispatches, or folders of them
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// Errors alone
        #[arg(long)]
        quiet: bool,
    },
    /// Count dispatches, words, attributions, mentions, times and events by language
    Stats {
        /// Dispatches, or folders of them
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
    },
    /// Convert dispatches to another format
    Convert {
        /// Dispatches, or folders of them
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// To which format
        #[arg(long, value_name = "FORMAT", value_enum)]
        to: Target,
        /// Folder for the files; needed for `brat`, which makes two a dispatch
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
    /// Measure how far two markings of the same texts agree
    Agree {
        /// Dispatches as one person marked them
        #[arg(value_name = "ONE")]
        one: PathBuf,
        /// The same, by their `id`, as another marked them
        #[arg(value_name = "OTHER")]
        other: PathBuf,
    },
    /// Make any number of reports from dispatches, to measure ingest with: a JSON object a line
    ///
    /// Three quarters are put together from paragraphs of several dispatches with names, dates and
    /// figures changed; the others are copies of an earlier one as outlets make them, whose `id` names
    /// it. They are spread over two years and 200 invented outlets.
    Vary {
        /// Dispatches, or folders of them
        #[arg(value_name = "PATH", required = true)]
        paths: Vec<PathBuf>,
        /// How many reports
        #[arg(long, value_name = "N", default_value_t = 1000)]
        count: usize,
        /// The same seed gives the same reports
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
}

/// Show what is known, and import facts of your own
#[derive(Debug, Args)]
#[command(after_long_help = KNOWLEDGE_EXAMPLES)]
pub struct KnowledgeFlags {
    #[command(subcommand)]
    pub command: KnowledgeCommand,
}

#[derive(Debug, Subcommand)]
pub enum KnowledgeCommand {
    /// Show who and what bears a name: people with offices and dates, states, towns, bodies
    ///
    /// Exit code 1 where nobody and nothing does. What a report links to, and why, is told by
    /// `sayso read --explain`.
    Show {
        /// A name, in any spelling
        #[arg(value_name = "NAME")]
        name: String,
        /// The language whose names are looked up [default: all]
        #[arg(long, value_name = "CODE", value_parser = lang)]
        lang: Option<Lang>,
        /// Mark the offices held on this day (2022-12-19)
        #[arg(long, value_name = "DATE")]
        date: Option<String>,
        /// Put a layer over the knowledge; may be given again
        #[arg(long, value_name = "LAYER")]
        knowledge: Vec<PathBuf>,
    },
    /// Make a layer of a table or of Wikidata entities
    ///
    /// A table is tab-separated, with a line of column names; docs/cli.md says which. Wikidata
    /// entities are JSON, one a line, as in its dumps and extracts (.json, .json.gz). Both are read
    /// as a stream.
    Import {
        /// A table (.tsv), or Wikidata entities (.json, .json.gz); `-` is standard input
        #[arg(value_name = "FILE")]
        file: String,
        /// Where the layer goes
        #[arg(long, value_name = "LAYER")]
        out: PathBuf,
        /// The longest line that is read, in bytes
        #[arg(long, value_name = "N", default_value_t = 16 << 20)]
        max_line_bytes: usize,
        /// The most entries that a layer is made of: they are held in memory
        #[arg(long, value_name = "N", default_value_t = 500_000)]
        max_entries: usize,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// A JSON object a line, as gold files are
    Jsonl,
    /// Words with tags and trees of the engine, the marks in the last column
    Conllu,
    /// Text and standoff files of brat
    Brat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Figures {
    /// For people
    Table,
    /// One JSON object
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The text with each speaker's words marked, and the list of who said what
    Pretty,
    /// One JSON object, indented; for one report
    Json,
    /// A JSON object a line
    Jsonl,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Plain text, as scraped
    Text,
    /// A page
    Html,
    /// JSON records, a line each; a record may be a ninjs item
    Jsonl,
    /// An agency's item in JSON (ninjs 1 to 3)
    Ninjs,
    /// NewsML-G2 or NewsML 1: an item, a package or a message
    Newsml,
    /// A report in NITF
    Nitf,
    /// RSS, Atom or JSON Feed
    Feed,
    /// A list of feeds
    Opml,
    /// A sitemap or an index of them
    Sitemap,
    /// A crawl archive
    Warc,
}

impl Kind {
    /// The same for the input.
    pub fn format(self) -> sayso::input::Format {
        use sayso::input::Format;
        match self {
            Kind::Text => Format::Text,
            Kind::Html => Format::Html,
            Kind::Jsonl => Format::Jsonl,
            Kind::Ninjs => Format::Ninjs,
            Kind::Newsml => Format::Newsml,
            Kind::Nitf => Format::Nitf,
            Kind::Feed => Format::Feed,
            Kind::Opml => Format::Opml,
            Kind::Sitemap => Format::Sitemap,
            Kind::Warc => Format::Warc,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

fn part(name: &str) -> Result<Part, String> {
    let names: Vec<&str> = Part::ALL.iter().map(|p| p.name()).collect();
    Part::from_name(name).ok_or_else(|| format!("there is {}", names.join(", ")))
}

fn lang(code: &str) -> Result<Lang, String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if (2..=16).contains(&code.len()) && code.chars().all(plain) {
        Ok(Lang::new(code))
    } else {
        Err(String::from("a language is given by its code, as in `fr`"))
    }
}

const EXAMPLES: &str = "\
Examples:
  sayso read report.txt
      One report, for people.

  sayso read --jsonl < reports.jsonl > readings.jsonl
      Many, for other programs.

Offsets in JSON count Unicode code points of the report's text. The JSON Schema is
docs/reading.schema.json in the sources.";

const READ_EXAMPLES: &str = "\
Exit codes:
  0  somebody's words were found
  1  all was read, and nobody's words were found
  2  something could not be read; the rest was still read and printed

Examples:
  sayso read report.txt
      The text with each speaker's words marked, then the list of who said what.

  sayso read --format json page.html | jq '.attributions[] | [.speaker.name, .content[0].exact]'
      Names and words, for other tools. Offsets count Unicode code points of `text`.

  curl -sL https://example.org/report.html | sayso read --url https://example.org/report.html
      A page that you fetch yourself; sayso opens no connection.

  sayso read --jsonl < reports.jsonl > readings.jsonl
      Many reports, on all cores, in constant memory, in the order given.

  sayso read --explain --format pretty report.txt
      With the rule that made each attribution.";

const BENCH_EXAMPLES: &str = "\
Examples:
  sayso bench reports.jsonl
      One core, five seconds.

  sayso bench reports.jsonl --seconds 20 --threads 8";

const KNOWLEDGE_EXAMPLES: &str = "\
Examples:
  sayso knowledge show Loukachenko --date 2022-12-19
      Who bears the name, and which offices they held that day.

  sayso knowledge import council.tsv --out council.layer
  sayso read --knowledge council.layer report.txt
      Facts of your own, before those that are built in.";

const EVAL_EXAMPLES: &str = "\
Examples:
  sayso eval corpus/fr
      How well this build reads the French corpus.

  sayso eval gold.jsonl --readings new.jsonl --against old.jsonl
      Two runs side by side.

  sayso eval corpus/it --errors 20 --class 'missed indirect'
      What it does not find.";

#[cfg(test)]
mod tests {
    use super::Flags;
    use clap::CommandFactory;

    const REFERENCE: &str = include_str!("../../../../docs/cli.md");

    #[test]
    fn flags_are_put_together_well() {
        Flags::command().debug_assert();
    }

    #[test]
    fn the_reference_names_every_flag_and_value() {
        for command in Flags::command().get_subcommands() {
            let heading = format!("## sayso {}", command.get_name());
            let (_, section) = REFERENCE.split_once(&heading).expect("a section for the command");
            let section = section.split("\n## ").next().expect("its text");
            let below = command.get_subcommands().flat_map(clap::Command::get_arguments);
            let arguments = command.get_arguments().chain(below);
            for argument in arguments.filter(|a| a.get_id() != "help") {
                let name = match argument.get_long() {
                    Some(long) => format!("`--{long}"),
                    None => argument.get_value_names().map_or(String::new(), |n| n[0].to_string()),
                };
                assert!(section.contains(&name), "{heading} does not name {name}");
                if let Some(short) = argument.get_short() {
                    assert!(section.contains(&format!("`-{short}")), "{heading}: -{short}");
                }
                let takes_value = argument.get_action().takes_values();
                for value in argument.get_possible_values().iter().filter(|_| takes_value) {
                    let value = format!("`{}`", value.get_name());
                    assert!(section.contains(&value), "{heading}: {name} takes {value}");
                }
            }
        }
    }

    /// `UPDATE_DOCS=1 cargo test -p sayso` writes the table anew.
    #[test]
    fn the_reference_names_every_limit_with_its_default() {
        let (before, rest) = REFERENCE.split_once("| --- | --- |\n| `max-").expect("the table");
        let (_, after) = rest.split_once("\n\n").expect("its end");
        let rows: String = crate::input::limits_help()
            .lines()
            .filter_map(|line| line.strip_prefix("  ")?.split_once(": "))
            .map(|(limit, about)| format!("\n| `{limit}` | {about} |"))
            .collect();
        let renewed = format!("{before}| --- | --- |{rows}\n\n{after}");
        if std::env::var_os("UPDATE_DOCS").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/cli.md");
            std::fs::write(path, renewed).expect("docs/cli.md");
        } else {
            assert!(renewed == REFERENCE, "renew it: UPDATE_DOCS=1 cargo test -p sayso");
        }
    }
}
