use thiserror::Error;

/// Why a marked text could not be read, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}, column {column}: {problem} ({})", .problem.hint())]
pub struct MarkupError {
    /// Line in the marked text, from 1.
    pub line: u32,
    /// Column in that line in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a marked text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Problem {
    /// `<` that begins no element.
    #[error("`<` begins no element")]
    StrayOpen,
    /// `&` that begins no known entity.
    #[error("`&` begins no entity")]
    StrayAmpersand,
    /// A tag that the text's end or a wrong character cuts short.
    #[error("the tag <{0} is not well formed")]
    BadTag(String),
    /// The same attribute twice.
    #[error("<{element}> has the attribute `{attribute}` twice")]
    RepeatedAttribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: String,
    },
    /// An element that is never closed.
    #[error("<{0}> is never closed")]
    Unclosed(String),
    /// An end tag that closes nothing.
    #[error("</{0}> closes nothing")]
    Unopened(String),
    /// An end tag that closes an outer element before the inner one.
    #[error("</{closed}> crosses the open <{open}>")]
    Crossing {
        /// The element of the end tag.
        closed: String,
        /// The innermost open element.
        open: String,
    },
    /// A `said`, `cue` or `source` without text.
    #[error("<{0}> is empty")]
    Empty(String),
    /// A needed attribute is not there.
    #[error("<{element}> lacks `{attribute}`")]
    MissingAttribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// An attribute that the element does not take.
    #[error("<{element}> takes no `{attribute}`")]
    UnknownAttribute {
        /// The element.
        element: String,
        /// The attribute.
        attribute: String,
    },
    /// A later span of an attribution that says again what the first says.
    #[error("the attribution {0} gets `by`, `or` or `kind` twice")]
    RepeatedFacts(String),
    /// A speaker given as an entity and as a name.
    #[error("the attribution {0} has both `who` and `by`")]
    TwoSpeakers(String),
    /// `who` names an entity that no mention has.
    #[error("`who` names {0}, and no mention has this `ref`")]
    UnknownEntity(String),
    /// A `kind` that is none of the three.
    #[error("unknown kind `{0}`")]
    UnknownKind(String),
    /// `of` names an attribution that no `said` has.
    #[error("`of` names {0}, and no <said> has this id")]
    UnknownAttribution(String),
    /// A second cue or source for one attribution.
    #[error("the attribution {of} has a second <{element}>")]
    SecondMark {
        /// `cue` or `source`.
        element: String,
        /// The attribution.
        of: String,
    },
    /// A span that lies outside the text or cuts a character.
    #[error("the span of <{0}> does not slice the text")]
    BadSpan(String),
    /// A header line without a colon.
    #[error("`{0}` is no header line")]
    BadHeader(String),
    /// A specification file's fence or heading that cannot be read.
    #[error("{0}")]
    BadCase(String),
}

impl Problem {
    /// What to try.
    pub fn hint(&self) -> &'static str {
        match self {
            Problem::StrayOpen => "write &lt; for the character itself",
            Problem::StrayAmpersand => "write &amp; for the character itself",
            Problem::BadTag(_) => "write <name key=\"value\">, with the quotation marks",
            Problem::RepeatedAttribute { .. } => "keep one of them",
            Problem::Unclosed(_) => "add its end tag",
            Problem::Unopened(_) => "remove it, or add the start tag",
            Problem::Crossing { .. } => {
                "close the inner element first; cut a said in two with the same id"
            }
            Problem::Empty(_) => "mark the words, or remove it",
            Problem::MissingAttribute { attribute, .. } => match *attribute {
                "by" => {
                    "the first said of an id names the speaker: who=\"id\", by=\"name\", or \
                     by=\"\" where nobody can tell"
                }
                "kind" => "the first said of an id has kind=\"direct\", \"mixed\" or \"indirect\"",
                "id" => "number the attributions: id=\"1\"",
                _ => "of=\"1\" or of=\"1 2\" names the attributions it serves",
            },
            Problem::UnknownAttribute { .. } => {
                "said takes id, who, by, or, kind; cue and source take of"
            }
            Problem::RepeatedFacts(_) => "only its first said carries them",
            Problem::TwoSpeakers(_) => "keep `who` where the speaker is an entity, else `by`",
            Problem::UnknownEntity(_) => "mark a mention of it, or name the speaker with `by`",
            Problem::UnknownKind(_) => "it is direct, mixed or indirect",
            Problem::UnknownAttribution(_) => "give a said this id, or correct it",
            Problem::SecondMark { .. } => "an attribution has one cue and one source at most",
            Problem::BadSpan(_) => "spans count bytes of the text and end on character boundaries",
            Problem::BadHeader(_) => "write `key: value`, then an empty line, then the text",
            Problem::BadCase(_) => {
                "a case is a `## heading`, a sentence or two, and one ```fr block"
            }
        }
    }
}

impl MarkupError {
    /// The error at byte `offset` of `source`.
    pub(crate) fn at(source: &str, offset: usize, problem: Problem) -> MarkupError {
        let mut end = offset.min(source.len());
        while !source.is_char_boundary(end) {
            end -= 1;
        }
        let before = source.get(..end).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        MarkupError { line: line as u32, column: column as u32, problem }
    }

    /// The same error in a file in which the text begins `lines` lines further down.
    #[must_use]
    pub(crate) fn lower(mut self, lines: u32) -> MarkupError {
        self.line += lines;
        self
    }
}
