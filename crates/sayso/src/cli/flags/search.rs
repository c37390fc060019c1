//! Flags of `sayso search`, `quotes`, `actor` and `story`.

use super::lang;
pub use super::look::{List, Looks, Page, Shape, Sheet};
use super::store::StoreFile;
use clap::{Args, ValueEnum};
use sayso::store::{Copies, Day, Query, Scope, Sort, Versions};
use sayso::{AttributionKind, Lang};
use std::path::PathBuf;

/// Find reports, and what was said in them
///
/// Words are found without regard to case and accents. With a speaker, a kind, or whom the words are
/// about, hits are what somebody said, else reports; each with its sentence, outlet, date and link. Of
/// copies of one dispatch one is shown. Where nothing is found, it is told which flag removed how
/// much.
#[derive(Debug, Args)]
#[command(after_long_help = SEARCH_EXAMPLES)]
pub struct SearchFlags {
    /// Words that must stand there: `word`, `"a phrase"`, `begin*`, `-not`
    ///
    /// The marks of a phrase belong to the words: a shell wants '"a phrase"'. Words that begin with a
    /// hyphen stand behind `--`, or with others between the shell's marks: 'pont -péage'.
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,

    #[command(flatten)]
    pub at: StoreFile,

    /// Where the words must stand [default: `quotes` where hits are what somebody said, else `text`]
    #[arg(help_heading = "What", long = "in", value_name = "WHERE", value_enum)]
    pub scope: Option<Where>,

    /// Who said it: a name, a Wikidata item, or a key
    ///
    /// A family name finds those who bear it. If several do, all are searched, and the answer names
    /// them with the key that finds each alone.
    #[arg(help_heading = "What", long, value_name = "NAME")]
    pub speaker: Option<String>,

    /// Somebody whom the report names
    ///
    /// `Paris` is the one that is called so; `Paris*` is everybody whose name holds the word.
    #[arg(help_heading = "What", long, value_name = "NAME")]
    pub mentions: Option<String>,

    /// Somebody else whom it names too; may be given again
    #[arg(help_heading = "What", long, value_name = "NAME", requires = "mentions")]
    pub with: Vec<String>,

    #[command(flatten)]
    pub narrow: Narrow,

    /// What comes first [default: relevance with words, else date]
    #[arg(help_heading = "Output", long, value_name = "ORDER", value_enum)]
    pub sort: Option<Order>,

    #[command(flatten)]
    pub page: Page,

    /// What to do with copies of one dispatch
    #[arg(help_heading = "Output", long, value_name = "HOW", value_enum, default_value_t = Joining::Joined)]
    pub copies: Joining,

    #[command(flatten)]
    pub look: Looks,
}

impl SearchFlags {
    /// What they ask for.
    pub fn query(&self) -> Query {
        Query {
            words: self.words.join(" "),
            scope: self.scope.map(Where::scope),
            speaker: self.speaker.clone(),
            mentions: self.mentions.iter().chain(&self.with).cloned().collect(),
            sort: self.sort.map(Order::sort),
            limit: self.page.limit,
            offset: self.page.offset,
            copies: match self.copies {
                Joining::Joined => Copies::Joined,
                Joining::Apart => Copies::Apart,
            },
            ..self.narrow.query()
        }
    }
}

/// Show what somebody said, in order of time, and who carried it
///
/// The same words in several reports, translations and shortened forms among them, are one saying.
#[derive(Debug, Args)]
#[command(after_long_help = QUOTES_EXAMPLES)]
pub struct QuotesFlags {
    /// Who: a name, a Wikidata item, or a key
    #[arg(value_name = "SPEAKER")]
    pub speaker: String,

    /// Words that must be among those said, as in `sayso search`
    #[arg(value_name = "WORDS")]
    pub words: Vec<String>,

    #[command(flatten)]
    pub at: StoreFile,

    #[command(flatten)]
    pub narrow: Narrow,

    /// What comes first
    #[arg(help_heading = "Output", long, value_name = "ORDER", value_enum, default_value_t = Time::Oldest)]
    pub sort: Time,

    #[command(flatten)]
    pub page: Page,

    #[command(flatten)]
    pub look: Looks,
}

impl QuotesFlags {
    /// What they ask for.
    pub fn query(&self) -> Query {
        Query {
            words: self.words.join(" "),
            speaker: Some(self.speaker.clone()),
            sort: Some(match self.sort {
                Time::Oldest => Sort::Oldest,
                Time::Newest => Sort::Newest,
            }),
            limit: self.page.limit,
            offset: self.page.offset,
            ..self.narrow.query()
        }
    }
}

/// Show who somebody is: names, offices, whom they speak about and appear with, and when
#[derive(Debug, Args)]
#[command(after_long_help = ACTOR_EXAMPLES)]
pub struct ActorFlags {
    /// Who: a name, a Wikidata item, or a key
    #[arg(value_name = "NAME")]
    pub name: String,

    #[command(flatten)]
    pub at: StoreFile,

    /// Put a layer over the knowledge that offices are from; may be given again
    #[arg(long, value_name = "LAYER")]
    pub knowledge: Vec<PathBuf>,

    /// How to print what was found
    #[arg(help_heading = "Output", long, short, value_name = "FORMAT", value_enum, default_value_t = Sheet::Table)]
    pub format: Sheet,

    #[command(flatten)]
    pub shape: Shape,
}

/// Show a story: the reports on the same happenings; or which stories there are
#[derive(Debug, Args)]
#[command(after_long_help = STORY_EXAMPLES)]
pub struct StoryFlags {
    /// A story's number [default: the latest stories are listed]
    #[arg(value_name = "ID")]
    pub story: Option<i64>,

    #[command(flatten)]
    pub at: StoreFile,

    /// List stories with reports on or after this day (2022-12-19, 2022-12, 2022)
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "story")]
    pub since: Option<Day>,

    /// List stories with reports on or before this day
    #[arg(long, value_name = "DATE", value_parser = day, conflicts_with = "story")]
    pub until: Option<Day>,

    /// How many stories to list at most
    #[arg(help_heading = "Output", long, value_name = "N", default_value_t = 20)]
    pub limit: usize,

    #[command(flatten)]
    pub look: Looks,
}

/// What narrows a search down.
#[derive(Debug, Args)]
#[command(next_help_heading = "What")]
pub struct Narrow {
    /// Whom what was said is about: somebody named in it, or else words in it
    #[arg(long, value_name = "WHAT")]
    pub about: Option<String>,

    /// How the words are given
    #[arg(long, value_name = "KIND", value_enum)]
    pub kind: Option<KindOfQuote>,

    /// The outlet's host, or a domain above it (`example.org` for `news.example.org`)
    #[arg(long, value_name = "HOST")]
    pub outlet: Option<String>,

    /// The agency that the report declares
    #[arg(long, value_name = "NAME")]
    pub agency: Option<String>,

    /// Published on this day or after (2022-12-19, 2022-12, 2022)
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub since: Option<Day>,

    /// Published on this day or before
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub until: Option<Day>,

    /// The report's language (`fr`)
    #[arg(long, value_name = "CODE", value_parser = lang)]
    pub lang: Option<Lang>,

    /// The story that the report belongs to, by its number
    #[arg(long, value_name = "ID")]
    pub story: Option<i64>,

    /// Which of the contents that stood at one address
    #[arg(long, value_name = "WHICH", value_enum, default_value_t = Contents::Current)]
    pub versions: Contents,
}

impl Narrow {
    fn query(&self) -> Query {
        Query {
            about: self.about.clone(),
            kind: self.kind.map(KindOfQuote::kind),
            outlet: self.outlet.clone(),
            agency: self.agency.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            lang: self.lang.clone(),
            story: self.story,
            versions: match self.versions {
                Contents::Current => Versions::Current,
                Contents::All => Versions::All,
            },
            ..Query::default()
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Where {
    /// In titles and texts
    Text,
    /// In what somebody is said to have said
    Quotes,
}

impl Where {
    fn scope(self) -> Scope {
        match self {
            Where::Text => Scope::Text,
            Where::Quotes => Scope::Quotes,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// The best for the words
    Relevance,
    /// The newest
    Date,
    /// The oldest
    Oldest,
}

impl Order {
    fn sort(self) -> Sort {
        match self {
            Order::Relevance => Sort::Relevance,
            Order::Date => Sort::Newest,
            Order::Oldest => Sort::Oldest,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Time {
    /// The oldest
    Oldest,
    /// The newest
    Newest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Joining {
    /// One hit stands for all: the original
    Joined,
    /// A hit each
    Apart,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Contents {
    /// The last alone
    Current,
    /// Those before it too
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum KindOfQuote {
    /// All in quotation marks
    Direct,
    /// Reported, with quoted words in it
    Mixed,
    /// Reported without any
    Indirect,
}

impl KindOfQuote {
    fn kind(self) -> AttributionKind {
        match self {
            KindOfQuote::Direct => AttributionKind::Direct,
            KindOfQuote::Mixed => AttributionKind::Mixed,
            KindOfQuote::Indirect => AttributionKind::Indirect,
        }
    }
}

pub fn day(text: &str) -> Result<Day, String> {
    Day::new(text).map_err(|error| error.to_string())
}

const SEARCH_EXAMPLES: &str = "\
Exit codes:
  0  something was found
  1  nothing was found
  2  the store could not be read, or a flag is wrong

Examples:
  sayso search --store press.store pont péage
      Reports that hold both words, the best first.

  sayso search --store press.store '\"pont de Brévans\" -péage' --sort date
      A phrase, without a word; the newest first.

  sayso search --store press.store --speaker Verlinde péage --since 2022-12
      What somebody said, with a word in it.

  sayso search --store press.store --mentions Verlinde --with Aubert --format csv > pair.csv
      Reports that name both.";

const QUOTES_EXAMPLES: &str = "\
Exit codes:
  0  something was found
  1  nothing was found
  2  the store could not be read, or a flag is wrong

Examples:
  sayso quotes --store press.store 'Anne Verlinde' --about péage
      What she said about something, from the first time on, and who carried it.";

const ACTOR_EXAMPLES: &str = "\
Exit codes:
  0  somebody was found
  1  nobody was found
  2  the store could not be read, or a flag is wrong

Examples:
  sayso actor --store press.store Verlinde";

const STORY_EXAMPLES: &str = "\
Exit codes:
  0  something was found
  1  nothing was found
  2  the store could not be read, or a flag is wrong

Examples:
  sayso story --store press.store --since 2022-12
      Which stories there are.

  sayso story --store press.store 12
      The reports of one, in order.";
