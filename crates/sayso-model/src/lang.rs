use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A language by its BCP 47 code (`fr`, `de`). Which languages can be read is a
/// matter of the packs at hand, so this is a name and no enumeration.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(CompactString);

impl Lang {
    /// The language of a code; case and region are dropped (`fr-CH` is `fr`).
    pub fn new(code: &str) -> Lang {
        let base = code.split(['-', '_']).next().unwrap_or("");
        Lang(CompactString::from(base.to_ascii_lowercase()))
    }

    /// The code.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
