use crate::{Lang, Note, Span};

/// A report as it came: its text, never changed, and what is known about it.
///
/// `text` is the only thing that spans point into. A title that stands in the
/// text is a block of role [`BlockRole::Title`]; one that came beside it (JSON
/// lines, a page's metadata) is `title` alone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// The caller's name for it; empty where none was given.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The language that the caller or the page declares. `None`: to be found from the text.
    pub lang: Option<Lang>,
    /// The headline.
    pub title: Option<String>,
    /// The line above the headline.
    pub kicker: Option<String>,
    /// Who signs it, one person each.
    pub byline: Vec<String>,
    /// The agency whose dispatch it is (`ATS`, `AFP`).
    pub agency: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// The place that the dateline names.
    pub dateline: Option<String>,
    /// The text, exactly as given or extracted.
    pub text: String,
    /// The text's blocks in order, without overlaps. Blank space between them belongs to none.
    pub blocks: Vec<Block>,
    /// What the input had to say (a repair, a doubtful encoding).
    pub notes: Vec<Note>,
}

/// A publication date with where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601, as precise as the source gave it: `2022-12-19`, `2022-12-19T20:53:00+01:00`.
    pub value: String,
    /// Where it was found.
    pub from: PublishedFrom,
}

/// Where a publication date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedFrom {
    /// Given by the caller or declared by the page's metadata.
    Declared,
    /// Read from the dateline that opens a dispatch (`MINSK, 19 déc. 2022 (AFP) -`).
    Dateline,
    /// Read from a date line of the page.
    Text,
}

impl PublishedFrom {
    /// Each, in declaration order.
    pub const ALL: [PublishedFrom; 3] =
        [PublishedFrom::Declared, PublishedFrom::Dateline, PublishedFrom::Text];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            PublishedFrom::Declared => "declared",
            PublishedFrom::Dateline => "dateline",
            PublishedFrom::Text => "text",
        }
    }
}

/// A stretch of the text with one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub role: BlockRole,
    /// Where it stands; trimmed of blank space at both ends.
    pub span: Span,
    /// The index of an earlier block that has the same words. A repeat is kept, and not read.
    pub repeats: Option<usize>,
}

/// What a block of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlockRole {
    /// Running text.
    Paragraph,
    /// A subheading.
    Heading,
    /// The headline.
    Title,
    /// The line above the headline.
    Kicker,
    /// The summary paragraph under the headline.
    Lead,
    /// A picture's caption.
    Caption,
    /// A picture's or text's credit (`Keystone-SDA`).
    Credit,
    /// The author's line.
    Byline,
    /// The agency's name, the date, the place: lines that date and place the report.
    Dateline,
    /// What the page adds and no reader reads (`IMAGES`, `Partager`).
    Furniture,
    /// An item of a list.
    List,
}

impl BlockRole {
    /// Every role, in declaration order.
    pub const ALL: [BlockRole; 11] = [
        BlockRole::Paragraph,
        BlockRole::Heading,
        BlockRole::Title,
        BlockRole::Kicker,
        BlockRole::Lead,
        BlockRole::Caption,
        BlockRole::Credit,
        BlockRole::Byline,
        BlockRole::Dateline,
        BlockRole::Furniture,
        BlockRole::List,
    ];

    /// The name in the public JSON.
    pub const fn name(self) -> &'static str {
        match self {
            BlockRole::Paragraph => "paragraph",
            BlockRole::Heading => "heading",
            BlockRole::Title => "title",
            BlockRole::Kicker => "kicker",
            BlockRole::Lead => "lead",
            BlockRole::Caption => "caption",
            BlockRole::Credit => "credit",
            BlockRole::Byline => "byline",
            BlockRole::Dateline => "dateline",
            BlockRole::Furniture => "furniture",
            BlockRole::List => "list",
        }
    }

    /// Whether the block is read for attributions: prose, headings, titles and captions are.
    pub const fn is_read(self) -> bool {
        matches!(
            self,
            BlockRole::Paragraph
                | BlockRole::Heading
                | BlockRole::Title
                | BlockRole::Kicker
                | BlockRole::Lead
                | BlockRole::Caption
                | BlockRole::List
        )
    }
}

impl Document {
    /// A document of `text` alone, with one paragraph block for each line that is not blank.
    ///
    /// ```
    /// let d = sayso_model::Document::from_text("Un.\n\nDeux.");
    /// assert_eq!(d.blocks.len(), 2);
    /// assert_eq!(d.blocks[1].span.of(&d.text), "Deux.");
    /// ```
    pub fn from_text(text: impl Into<String>) -> Document {
        let text = text.into();
        let mut blocks = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::from_range(start..start + line.len()).trim(&text, char::is_whitespace);
            if !span.is_empty() {
                blocks.push(Block { role: BlockRole::Paragraph, span, repeats: None });
            }
            start += line.len();
        }
        Document { text, blocks, ..Document::default() }
    }
}
