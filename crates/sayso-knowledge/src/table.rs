//! From a form in the text to a row of a table.

use crate::fold::{Letter, base_letter, fold, plain};
use compact_str::CompactString;
use rustc_hash::FxHashMap as HashMap;

/// Forms of words and names, each with a value.
///
/// A form written with a capital is a name: it is found only where the text has
/// a capital (*Me* the lawyer, *me* the pronoun), whatever the accents. Other
/// forms are words: they are found in any case, but small letters have to bear
/// the same accents (*marché* is no *marche*; *ETAT* and *Etat* are *état*).
#[derive(Debug, Clone)]
pub(crate) struct Table<T> {
    /// The first row of a folded form.
    index: HashMap<CompactString, u32>,
    rows: Vec<Row<T>>,
}

#[derive(Debug, Clone)]
struct Row<T> {
    form: CompactString,
    kind: FormKind,
    value: T,
    /// The next row whose form folds to the same.
    next: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormKind {
    Name,
    Word,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { index: HashMap::default(), rows: Vec::new() }
    }
}

impl<T: Copy> Table<T> {
    /// Adds a form; `merge` joins the values where the very form is there already.
    pub(crate) fn add(&mut self, form: &str, value: T, merge: impl FnOnce(&mut T, T)) {
        let kind = if starts_with_capital(form) { FormKind::Name } else { FormKind::Word };
        let mut text = CompactString::default();
        plain(form, |c, _| text.push(c));
        let new = self.rows.len() as u32;
        let mut at = *self.index.entry(fold(form)).or_insert(new);
        while let Some(row) = self.rows.get_mut(at as usize) {
            if row.kind == kind && row.form == text {
                return merge(&mut row.value, value);
            }
            at = *row.next.get_or_insert(new);
        }
        self.rows.push(Row { form: text, kind, value, next: None });
    }

    /// All forms, in lower case with their accents, and their values.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&str, T)> {
        self.rows.iter().map(|r| (r.form.as_str(), r.value))
    }

    /// The forms that are names, in lower case with their accents.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().filter(|r| r.kind == FormKind::Name).map(|r| r.form.as_str())
    }

    /// The value of the form that the text has, if any.
    pub(crate) fn get(&self, text: &str) -> Option<T> {
        let folded = fold(text);
        let mut at = self.index.get(&folded).copied();
        let capital = starts_with_capital(text);
        while let Some(row) = at.and_then(|at| self.rows.get(at as usize)) {
            let found = match row.kind {
                FormKind::Name => capital,
                FormKind::Word => same_accents(text, &row.form),
            };
            if found {
                return Some(row.value);
            }
            at = row.next;
        }
        None
    }
}

/// Whether the first letter is none of the small ones: a name may begin there.
pub(crate) fn starts_with_capital(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

/// Whether text and form differ at most by accents missing on capitals.
fn same_accents(text: &str, form: &str) -> bool {
    let mut expected = form.chars();
    let mut same = true;
    plain(text, |c, letter| {
        same &= expected.next().is_some_and(|e| {
            e == c || letter == Letter::Capital && c == base_letter(c) && c == base_letter(e)
        });
    });
    // A break at the end of the text (a full stop) is no difference.
    same && expected.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::Table;

    fn table(forms: &[&str]) -> Table<usize> {
        let mut table = Table::default();
        for (i, form) in forms.iter().enumerate() {
            table.add(form, i, |_, _| ());
        }
        table
    }

    #[test]
    fn words_keep_their_accents_and_names_their_capital() {
        let t = table(&["marché", "Me", "état", "chef de l'État", "M."]);
        assert_eq!(t.get("marché"), Some(0));
        assert_eq!(t.get("Marché"), Some(0));
        assert_eq!(t.get("MARCHE"), Some(0));
        assert_eq!(t.get("marche"), None);
        assert_eq!(t.get("Me"), Some(1));
        assert_eq!(t.get("me"), None);
        assert_eq!(t.get("Etat"), Some(2));
        assert_eq!(t.get("chef de l’Etat"), Some(3));
        assert_eq!(t.get("M"), Some(4));
        assert_eq!(t.get(""), None);
    }
}
