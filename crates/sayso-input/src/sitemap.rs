//! Sitemaps (<https://www.sitemaps.org/protocol.html>) and their news extension.

use crate::contents::{Contents, Link, LinkKind};
use crate::xml::tree::{Element, Tree};
use crate::{InputError, Limit, Options, dates};

pub(crate) fn read(source: &str, options: &Options) -> Result<Contents, InputError> {
    let tree = Tree::parse(source, &options.limits)?;
    let root = tree.root();
    let (listed, name, kind) = if root.is("sitemapindex") {
        ("an index of sitemaps", "sitemap", LinkKind::Sitemap)
    } else {
        ("a sitemap", "url", LinkKind::Report)
    };
    let mut contents = Contents { listed: Some(listed), ..Contents::default() };
    for entry in root.children().filter(|c| c.is(name)) {
        let address = entry
            .children()
            .find(|c| c.full_name().eq_ignore_ascii_case("loc") || c.full_name().ends_with(":loc"));
        let Some(address) = address.and_then(Element::line) else {
            contents.leave_out("entries without an address", 1);
            continue;
        };
        InputError::check(&options.limits, Limit::Records, contents.links.len() + 1)?;
        contents.links.push(link(entry, kind, &address));
    }
    Ok(contents)
}

fn link(entry: Element<'_>, kind: LinkKind, address: &str) -> Link {
    let news = entry.children().find(|c| c.full_name().eq_ignore_ascii_case("news:news"));
    let of_news = |path: &[&str]| news.and_then(|n| n.path(path)).and_then(Element::line);
    let date = |text: Option<String>| text.and_then(|text| dates::iso(&text));
    Link {
        title: of_news(&["title"]),
        lang: of_news(&["publication", "language"]).map(|code| sayso_model::Lang::new(&code)),
        published: date(of_news(&["publication_date"])),
        changed: date(entry.child("lastmod").and_then(Element::line)),
        ..Link::new(kind, address)
    }
}
