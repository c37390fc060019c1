//! Lemmas as edits of forms.

use compact_str::CompactString;

/// How a form becomes its lemma: cut characters from its end, then add others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// Whether the form is lower-cased first.
    pub lower: bool,
    /// How many characters are cut from the end.
    pub cut: u8,
    /// What is added.
    pub add: CompactString,
}

impl Edit {
    /// The edit that leads from `form` to `lemma`.
    pub fn between(form: &str, lemma: &str) -> Edit {
        let folded = form.to_lowercase();
        // A lemma without capitals is one of the lower-cased form; so is a form without any.
        let lower = folded == form || lemma.to_lowercase() == lemma;
        let base = if lower { folded.as_str() } else { form };
        let same = base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let cut = u8::try_from(base.chars().count() - same).unwrap_or(u8::MAX);
        Edit { lower, cut, add: lemma.chars().skip(same).collect() }
    }

    /// The lemma of a form; `None` where the form is too short for the edit.
    pub fn apply(&self, form: &str) -> Option<CompactString> {
        let base = if self.lower {
            CompactString::from(form.to_lowercase())
        } else {
            CompactString::from(form)
        };
        let keep = base.chars().count().checked_sub(usize::from(self.cut))?;
        let mut lemma: CompactString = base.chars().take(keep).collect();
        lemma.push_str(&self.add);
        (!lemma.is_empty()).then_some(lemma)
    }
}
