//! What can be asked of a store.

use crate::{Result, StoreError};
use sayso_model::{AttributionKind, Lang};

/// What to look for. Everything that is given must hold; an empty query finds every report.
///
/// ```
/// use sayso_store::Query;
/// let query = Query {
///     words: String::from("\"pont de Brévans\" -péage"),
///     speaker: Some(String::from("Verlinde")),
///     limit: 5,
///     ..Query::default()
/// };
/// assert_eq!(query.offset, 0);
/// ```
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Query {
    /// Words that must stand there, without regard to case and accents; a `"phrase"`; `-word`, which
    /// must not; `begin*`. Anything else in it is taken for blank space: no text is a wrong query.
    pub words: String,
    /// Where the words must stand. `None`: in what was said where attributions are looked for, else in
    /// the report.
    pub scope: Option<Scope>,
    /// Who said it: a name, a key, or a Wikidata item.
    pub speaker: Option<String>,
    /// Whom the report names: all of them.
    pub mentions: Vec<String>,
    /// Whom what was said is about: somebody named in it, or else words in it.
    pub about: Option<String>,
    /// How the words are given.
    #[serde(serialize_with = "kind_name")]
    pub kind: Option<AttributionKind>,
    /// The outlet's host, or a domain above it.
    pub outlet: Option<String>,
    /// The agency that the report declares.
    pub agency: Option<String>,
    /// Published on or after.
    pub since: Option<Day>,
    /// Published on or before.
    pub until: Option<Day>,
    /// The language of the report.
    pub lang: Option<Lang>,
    /// The story that the report belongs to.
    pub story: Option<i64>,
    /// In which order. `None`: by relevance where there are words, else the newest first.
    pub sort: Option<Sort>,
    /// How many hits at most.
    pub limit: usize,
    /// How many hits to leave out first.
    pub offset: usize,
    /// Which contents of an address.
    pub versions: Versions,
    /// What to do with copies of a dispatch.
    pub copies: Copies,
}

impl Default for Query {
    fn default() -> Query {
        Query {
            words: String::new(),
            scope: None,
            speaker: None,
            mentions: Vec::new(),
            about: None,
            kind: None,
            outlet: None,
            agency: None,
            since: None,
            until: None,
            lang: None,
            story: None,
            sort: None,
            limit: 20,
            offset: 0,
            versions: Versions::Current,
            copies: Copies::Joined,
        }
    }
}

/// The kind by its name in the public JSON.
fn kind_name<S: serde::Serializer>(
    kind: &Option<AttributionKind>,
    to: S,
) -> std::result::Result<S::Ok, S::Error> {
    match kind {
        Some(kind) => to.serialize_some(kind.name()),
        None => to.serialize_none(),
    }
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// In title and text of reports.
    Text,
    /// In what somebody is said to have said.
    Quotes,
}

/// In which order hits come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first, by BM25 over the words; a title counts more than a text.
    Relevance,
    /// The newest first; undated reports last.
    Newest,
    /// The oldest first; undated reports last.
    Oldest,
}

/// Which of the contents that stood at an address one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Versions {
    /// The last alone.
    #[default]
    Current,
    /// Those before it as well.
    All,
}

/// What to do with copies of one dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Copies {
    /// One hit stands for all: the original's, or the first where the original is none.
    #[default]
    Joined,
    /// A hit each.
    Apart,
}

/// A day, a month or a year: `2022-12-19`, `2022-12`, `2022`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Day(String);

impl Day {
    /// Reads one.
    ///
    /// ```
    /// use sayso_store::Day;
    /// assert_eq!(Day::new("2022-12")?.to_string(), "2022-12");
    /// assert!(Day::new("19.12.2022").is_err());
    /// # Ok::<(), sayso_store::StoreError>(())
    /// ```
    ///
    /// # Errors
    /// [`StoreError::Asked`] where it is none.
    pub fn new(text: &str) -> Result<Day> {
        let pattern = "0000-00-00".bytes();
        let fits = matches!(text.len(), 4 | 7 | 10)
            && text.bytes().zip(pattern).all(|(byte, like)| match like {
                b'0' => byte.is_ascii_digit(),
                _ => byte == b'-',
            });
        let between = |from: usize, most: u32| {
            let number = text.get(from..from + 2).and_then(|part| part.parse::<u32>().ok());
            number.is_none_or(|number| (1..=most).contains(&number))
        };
        if fits && between(5, 12) && between(8, 31) {
            return Ok(Day(text.to_owned()));
        }
        Err(StoreError::Asked(format!(
            "{text}: a day is given as 2022-12-19, a month as 2022-12, a year as 2022"
        )))
    }

    /// The first text in order that is no day before it.
    pub(super) fn from(&self) -> String {
        self.0.clone()
    }

    /// A text behind every day within it: `~` comes after digits and hyphens.
    pub(super) fn to(&self) -> String {
        format!("{}~", self.0)
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for Day {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Day> {
        Day::new(text)
    }
}

/// One condition of a query, by the name of its flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Filter {
    /// [`Query::words`].
    Words,
    /// [`Query::speaker`].
    Speaker,
    /// The first of [`Query::mentions`].
    Mentions,
    /// The others of [`Query::mentions`].
    With,
    /// [`Query::about`].
    About,
    /// [`Query::kind`].
    Kind,
    /// [`Query::outlet`].
    Outlet,
    /// [`Query::agency`].
    Agency,
    /// [`Query::since`].
    Since,
    /// [`Query::until`].
    Until,
    /// [`Query::lang`].
    Lang,
    /// [`Query::story`].
    Story,
    /// [`Query::versions`].
    Versions,
}

impl Filter {
    /// Each, in the order in which they are told.
    pub const ALL: [Filter; 13] = [
        Filter::Words,
        Filter::Speaker,
        Filter::Mentions,
        Filter::With,
        Filter::About,
        Filter::Kind,
        Filter::Outlet,
        Filter::Agency,
        Filter::Since,
        Filter::Until,
        Filter::Lang,
        Filter::Story,
        Filter::Versions,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Filter::Words => "words",
            Filter::Speaker => "speaker",
            Filter::Mentions => "mentions",
            Filter::With => "with",
            Filter::About => "about",
            Filter::Kind => "kind",
            Filter::Outlet => "outlet",
            Filter::Agency => "agency",
            Filter::Since => "since",
            Filter::Until => "until",
            Filter::Lang => "lang",
            Filter::Story => "story",
            Filter::Versions => "versions",
        }
    }
}
