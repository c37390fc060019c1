//! The care of a store: what is in it, whether it is whole, copies of it, and readings by a newer reader.

mod backup;
mod check;
mod compact;
mod digest;
mod info;
mod reread;

pub use check::{Checked, Problem};
pub use compact::Compacted;
pub use info::Info;
pub use reread::{Outdated, Replaced};
