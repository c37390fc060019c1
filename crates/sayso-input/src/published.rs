//! What a text says of itself beside its words, and how it goes with what was declared.

use sayso_model::{Document, Note, NoteCode, Published, PublishedFrom};

/// What layout found in the text.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub kicker: Option<String>,
    pub title: Option<String>,
    pub byline: Vec<String>,
    pub agency: Option<String>,
    pub dateline: Option<String>,
    pub published: Option<String>,
    /// The date of the dispatch's dateline: it tells more than a line of the page.
    pub dated: Option<String>,
    /// A date line could be read two ways.
    pub unclear_date: bool,
}

impl Found {
    /// Fills the document's empty fields. What was declared stays: it was meant for machines.
    pub fn fill(self, document: &mut Document, title: Option<String>, text: &str) {
        document.title = title.or(self.title);
        document.kicker = document.kicker.take().or(self.kicker);
        document.agency = document.agency.take().or(self.agency);
        document.dateline = document.dateline.take().or(self.dateline);
        if document.byline.is_empty() {
            document.byline = self.byline;
        }
        if document.published.is_none() {
            if self.unclear_date
                && self.published.is_none()
                && self.dated.is_none()
                && !text.is_empty()
            {
                document.notes.push(Note {
                    code: NoteCode::MetadataIgnored,
                    message: "the date line may be day first or month first, so it was not \
                              taken as the publication date; give the date with --published"
                        .to_owned(),
                    span: None,
                });
            }
            let from = |value, from| Published { value, from };
            document.published = self
                .dated
                .map(|value| from(value, PublishedFrom::Dateline))
                .or(self.published.map(|value| from(value, PublishedFrom::Text)));
        }
    }
}
