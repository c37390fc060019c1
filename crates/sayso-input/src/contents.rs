//! What comes of one record of an input: reports, addresses, and what was left out.

use crate::InputError;
use sayso_model::{Document, Lang, Note};
use std::collections::BTreeMap;

/// What a record holds. A page or a line holds one report; a feed or a news message holds
/// many; a sitemap or a list of feeds holds addresses alone.
#[derive(Debug, Default)]
pub struct Contents {
    /// The reports, in order; one that could not be read is an error in its place.
    pub documents: Vec<Result<Document, InputError>>,
    /// Addresses of reports, feeds or further lists, in order. Nothing was opened.
    pub links: Vec<Link>,
    /// What lists the links, with its article: `a sitemap`.
    pub listed: Option<&'static str>,
    /// What was left out on purpose, by reason, and how often.
    pub left_out: BTreeMap<&'static str, u64>,
}

/// An address that an input lists for somebody to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What is to be expected there.
    pub kind: LinkKind,
    /// The address as written.
    pub url: String,
    /// The title that the list gives it.
    pub title: Option<String>,
    /// The language that the list gives it.
    pub lang: Option<Lang>,
    /// When it was published, in ISO 8601, where the list says so.
    pub published: Option<String>,
    /// When it was changed last, in ISO 8601, where the list says so.
    pub changed: Option<String>,
}

/// What is to be expected at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum LinkKind {
    /// A report's page or file.
    Report,
    /// A feed.
    Feed,
    /// A sitemap.
    Sitemap,
}

impl Link {
    pub(crate) fn new(kind: LinkKind, url: &str) -> Link {
        Link { kind, url: url.to_owned(), title: None, lang: None, published: None, changed: None }
    }
}

impl Contents {
    pub(crate) fn of(document: Document) -> Contents {
        Contents { documents: vec![Ok(document)], ..Contents::default() }
    }

    pub(crate) fn leave_out(&mut self, what: &'static str, count: u64) {
        *self.left_out.entry(what).or_insert(0) += count;
    }

    /// Adds what there is to say of the whole record, to its first report.
    pub(crate) fn told(&mut self, notes: Vec<Note>) {
        if let Some(document) = self.documents.iter_mut().find_map(|d| d.as_mut().ok()) {
            document.notes.splice(0..0, notes);
        }
    }

    /// The one report, where exactly one was asked for.
    pub(crate) fn one(mut self) -> Result<Document, InputError> {
        match (self.documents.pop(), self.documents.is_empty()) {
            (Some(document), true) => document,
            (Some(_), false) => Err(InputError::SeveralRecords),
            (None, _) => match self.listed {
                Some(what) => Err(InputError::Addresses { what, count: self.links.len() }),
                None => Err(InputError::NoReport),
            },
        }
    }
}
