//! NewsML: IPTC's envelope for news of any kind, in its second generation ([`g2`]) and in the
//! first ([`v1`]), which archives still hold.

mod g2;
mod v1;

use crate::contents::Contents;
use crate::xml::tree::Tree;
use crate::{InputError, Options};

/// Reads an input of NewsML: an item, a package or a message of many.
pub(crate) fn read(source: &str, options: &Options) -> Result<Contents, InputError> {
    let tree = Tree::parse(source, &options.limits)?;
    let root = tree.root();
    let mut contents =
        if root.is("newsml") || root.is("newsitem") && root.child("NewsComponent").is_some() {
            v1::read(root, options)?
        } else {
            g2::read(root, options)?
        };
    contents.told(tree.notes());
    Ok(contents)
}
