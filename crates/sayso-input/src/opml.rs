//! OPML: lists of feeds, as feed readers exchange them.

use crate::contents::{Contents, Link, LinkKind};
use crate::xml::tree::{Element, Tree};
use crate::{InputError, Limit, Options};

pub(crate) fn read(source: &str, options: &Options) -> Result<Contents, InputError> {
    let tree = Tree::parse(source, &options.limits)?;
    let mut contents = Contents { listed: Some("a list of feeds (OPML)"), ..Contents::default() };
    for outline in tree.root().descendants().filter(|d| d.is("outline")) {
        let Some(link) = link(outline) else { continue };
        InputError::check(&options.limits, Limit::Records, contents.links.len() + 1)?;
        contents.links.push(link);
    }
    Ok(contents)
}

fn link(outline: Element<'_>) -> Option<Link> {
    let (kind, url) = match outline.attribute("xmlUrl") {
        Some(url) => (LinkKind::Feed, url),
        None => (LinkKind::Report, outline.attribute("url")?),
    };
    let title = outline.attribute("title").or_else(|| outline.attribute("text"));
    let lang = outline.attribute("language").map(sayso_model::Lang::new);
    Some(Link { title: title.map(str::to_owned), lang, ..Link::new(kind, url) })
}
