//! Finding reports and what was said in them.
//!
//! A query becomes [`filters`], once its names are looked up ([`who`]). [`plan`]
//! chooses the rows to set out from, [`sql`] writes the statements, [`walk`] goes through what they
//! give, and [`show`] makes hits of the few that are shown.

mod filters;
mod fold;
mod hit;
mod near;
mod plan;
mod profile;
mod query;
mod quotes;
mod sample;
mod sentence;
mod show;
mod sql;
mod stories;
mod walk;
mod who;
mod why_nothing;
mod words;

pub use hit::{
    ActorBrief, Answer, Counted, Hit, Mark, MarkKind, Named, Nobody, Nothing, Said, Sentence,
    Without,
};
pub use profile::{ActorProfile, Company, Month, NameUses, Profile};
pub use query::{Copies, Day, Filter, Query, Scope, Sort, Versions};
pub use quotes::{Carried, Quotes, Saying};
pub use sample::SampleKind;
pub use stories::{Story, StoryBrief, Told};

use crate::Store;
use crate::error::{Doing, Result};
use filters::Filters;

impl Store {
    /// Finds reports, or what was said in them where a query asks for a speaker, a kind, or whom it
    /// is about.
    ///
    /// ```
    /// use sayso_store::{Query, Settings, Store};
    /// let store = Store::in_memory(Settings::default())?;
    /// let answer = store.search(&Query { words: String::from("pont"), ..Query::default() })?;
    /// assert!(answer.hits.is_empty());
    /// # Ok::<(), sayso_store::StoreError>(())
    /// ```
    ///
    /// # Errors
    /// Where the store cannot be read. No query is an error.
    pub fn search(&self, query: &Query) -> Result<Answer> {
        let (filters, named) = Filters::of(self, query)?;
        let found = plan::find(&self.connection, &filters, query, &self.settings);
        let found = found.doing("searching")?;
        let mut hits = Vec::with_capacity(found.page.len());
        for candidate in &found.page {
            hits.push(self.show(&filters, candidate)?);
        }
        let nothing = match found.total.is_some_and(|total| total.count == 0) {
            true => Some(why_nothing::explain(&self.connection, &filters, &named)?),
            false => None,
        };
        Ok(Answer {
            hits,
            total: found.total,
            more: found.more,
            sorted: found.sorted.unwrap_or(filters.sort(query.sort)),
            ranked_only: found.ranked_only,
            named,
            nothing,
        })
    }
}
