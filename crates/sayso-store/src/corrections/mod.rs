//! What people put right: a log that can be taken back, entry by entry.
//!
//! The log is what counts. What it does to the index (`entity.actor`, `entity.split`, `entity.said`,
//! `attribution.rejected`, `actor.into_`, `actor.name`) follows from it and from what was read
//! (`entity.read`), and is worked out by the same code for a report that comes in, one that is read
//! anew, and one that a correction is about. So an entry that is undone leaves nothing behind, and
//! reports that came in between are put right as well.

mod actor;
mod honoured;
mod log;
mod make;
mod settle;

pub use actor::Actor;
pub use make::Made;

pub(crate) use log::{Log, Place, Rejected};
pub(crate) use settle::reject;

use crate::Store;
use crate::error::{Doing, Result};
use serde::{Deserialize, Serialize};

/// What was put right. Actors are named by their keys, which hold as long as the store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "kebab-case")]
pub enum Change {
    /// Somebody is somebody else.
    Merge {
        /// Who is no longer shown.
        from: String,
        /// Who they are.
        into: String,
    },
    /// Where some reports mention an actor, they mean somebody else.
    Split {
        /// The actor.
        actor: String,
        /// In which reports.
        #[serde(flatten)]
        within: Within,
        /// The name of who is meant there.
        name: String,
    },
    /// An actor is shown under another name.
    Rename {
        /// The actor.
        actor: String,
        /// The name.
        name: String,
    },
    /// An attribution is wrong. It is told by its kind and place, which reading anew leaves alone.
    Reject {
        /// The report.
        report: i64,
        /// `direct`, `mixed` or `indirect`.
        #[serde(rename = "type")]
        kind: String,
        /// The first code point of what was said.
        start: u32,
        /// One past the last.
        end: u32,
        /// What was said, for people.
        words: String,
    },
    /// Where reports mention an actor, the Wikidata item or GeoNames id is not that of who is meant.
    Unlink {
        /// The actor.
        actor: String,
        /// In which reports.
        #[serde(flatten)]
        within: Within,
        /// The name of who is meant.
        name: String,
    },
}

impl Change {
    /// Its kind, as the log names it.
    pub fn kind(&self) -> &'static str {
        match self {
            Change::Merge { .. } => "merge",
            Change::Split { .. } => "split",
            Change::Rename { .. } => "rename",
            Change::Reject { .. } => "reject",
            Change::Unlink { .. } => "unlink",
        }
    }
}

/// Which reports a correction is about: those that are all that is said here. Reports that come in
/// later count as well.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Within {
    /// These.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<i64>,
    /// Of this outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Published on this day or later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// Published on this day or earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Within {
    /// Whether it leaves out no report.
    pub fn is_everything(&self) -> bool {
        *self == Within::default()
    }
}

/// An entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// Its number.
    pub id: i64,
    /// When it was made, in UTC.
    pub made: String,
    /// When it was taken back.
    pub undone: Option<String>,
    /// What it says.
    #[serde(flatten)]
    pub change: Change,
}

impl Store {
    /// The log, from the first entry on.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn corrections(&self) -> Result<Vec<Correction>> {
        log::entries(&self.connection).doing("reading the log of corrections")
    }
}
