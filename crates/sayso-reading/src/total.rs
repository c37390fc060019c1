//! Lists that answer every index.

use std::borrow::Cow;
use std::ops::{Deref, Index};

/// A list in which every index past the end gives the same neutral item.
///
/// Rules look one or two words around the one they are at. At a text's edge they find a word that
/// is nothing (no part of speech, no quote), so no rule can panic there.
#[derive(Debug)]
pub(crate) struct Total<'a, T: Clone> {
    items: Cow<'a, [T]>,
    rest: T,
}

impl<'a, T: Clone> Total<'a, T> {
    pub fn borrowed(items: &'a [T], rest: T) -> Total<'a, T> {
        Total { items: Cow::Borrowed(items), rest }
    }

    pub fn owned(items: Vec<T>, rest: T) -> Total<'static, T> {
        Total { items: Cow::Owned(items), rest }
    }
}

impl<T: Clone> Index<usize> for Total<'_, T> {
    type Output = T;

    fn index(&self, at: usize) -> &T {
        self.items.get(at).unwrap_or(&self.rest)
    }
}

impl<T: Clone> Deref for Total<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}
