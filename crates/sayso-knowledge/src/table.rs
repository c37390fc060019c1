//! From a form in the text to a row of a table.

use crate::fold::{Letter, base_letter, fold, plain};
use compact_str::CompactString;
use std::collections::HashMap;

/// Forms of words and names, each with a value.
///
/// A form written with a capital is a name: it is found only where the text has
/// a capital (*Me* the lawyer, *me* the pronoun), whatever the accents. Other
/// forms are words: they are found in any case, but small letters have to bear
/// the same accents (*marché* is no *marche*; *ETAT* and *Etat* are *état*).
#[derive(Debug, Clone)]
pub(crate) struct Table<T> {
    rows: HashMap<CompactString, Vec<Row<T>>>,
}

#[derive(Debug, Clone)]
struct Row<T> {
    form: CompactString,
    kind: FormKind,
    value: T,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormKind {
    Name,
    Word,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Table { rows: HashMap::new() }
    }
}

impl<T: Copy> Table<T> {
    /// Adds a form; `merge` joins the values where the very form is there already.
    pub(crate) fn add(&mut self, form: &str, value: T, merge: impl FnOnce(&mut T, T)) {
        let kind = if starts_with_capital(form) { FormKind::Name } else { FormKind::Word };
        let bucket = self.rows.entry(fold(form)).or_default();
        let mut text = CompactString::default();
        plain(form, |c, _| text.push(c));
        match bucket.iter_mut().find(|r| r.kind == kind && r.form == text) {
            Some(row) => merge(&mut row.value, value),
            None => bucket.push(Row { form: text, kind, value }),
        }
    }

    /// The value of the form that the text has, if any.
    pub(crate) fn get(&self, text: &str) -> Option<T> {
        let folded = fold(text);
        let bucket = self.rows.get(&folded)?;
        let capital = starts_with_capital(text);
        bucket
            .iter()
            .find(|row| match row.kind {
                FormKind::Name => capital,
                FormKind::Word => same_accents(text, &row.form),
            })
            .map(|row| row.value)
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
