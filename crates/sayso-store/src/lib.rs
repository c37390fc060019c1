//! Reports that went in once, whole, and are found again: one SQLite file (WAL, FTS5), no server.
//!
//! A report's text and its reading are what is kept; everything else in the file is an index over
//! them, and can be made anew. A batch is one transaction, so that text, reading and index cannot
//! disagree, whenever the process is killed.
//!
//! ```
//! use sayso_store::{Prepared, Settings, Store};
//! # use sayso_model::{Document, Lang, Reading};
//! # let document = Document::from_text("Il pleut à Varelle.");
//! # let reading = Reading {
//! #     zone: None,
//! #     lang: Lang::new("fr"), entities: vec![], attributions: vec![], times: vec![], notes: vec![],
//! # };
//! let mut store = Store::in_memory(Settings::default())?;
//! let mut writer = store.writer()?;
//! writer.add(&Prepared::new(&document, &reading, "0.1.0"))?;
//! writer.finish()?;
//! # Ok::<(), sayso_store::StoreError>(())
//! ```

mod addresses;
mod body;
mod care;
mod corrections;
mod error;
mod held;
mod kin;
mod open;
mod prepared;
mod search;
mod settings;
mod writer;

pub use addresses::PageState;
pub use care::{Checked, Compacted, Info, Outdated, Problem, Replaced};
pub use corrections::{Actor, Change, Correction, Made, Within};
pub use error::{Result, StoreError};
pub use open::{Access, FORMAT, Store};
pub use prepared::{Appearance, Hash, Prepared};
pub use search::SampleKind;
pub use search::{
    ActorBrief, ActorProfile, Answer, Carried, Company, Copies, Counted, Day, Filter, Hit, Mark,
    MarkKind, Month, NameUses, Named, Nobody, Nothing, Profile, Query, Quotes, Said, Saying, Scope,
    Sentence, Sort, Story, StoryBrief, Told, Versions, Without,
};
pub use settings::Settings;
pub use writer::{Added, Writer};
