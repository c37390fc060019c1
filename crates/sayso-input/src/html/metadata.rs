//! What a page declares of itself: JSON-LD first, then OpenGraph and meta tags.
//!
//! JSON-LD types and properties are those of <https://schema.org/NewsArticle>.

use crate::layout::mark::{Signature, signature};
use crate::layout::words::words;
use sayso_model::{Note, NoteCode};
use serde_json::{Map, Value};
use trafilatura::dom::Document;

/// A page's own word about itself.
#[derive(Debug, Default)]
pub(crate) struct Metadata {
    pub title: Option<String>,
    pub published: Option<String>,
    pub authors: Vec<String>,
    pub agency: Option<String>,
    pub lang: Option<String>,
    pub url: Option<String>,
    pub site: Option<String>,
    pub notes: Vec<Note>,
}

/// Reads what the page declares.
pub(crate) fn metadata(page: &Document) -> Metadata {
    let mut found = Metadata::default();
    json_ld(page, &mut found);
    meta_tags(page, &mut found);
    let root = page.root();
    if found.url.is_none() {
        found.url = page
            .query_selector(root, "link[rel=\"canonical\"]")
            .and_then(|n| page.get_attribute(n, "href"))
            .filter(|u| u.starts_with("http"));
    }
    if found.lang.is_none() {
        found.lang = page.query_selector(root, "html").and_then(|n| page.get_attribute(n, "lang"));
    }
    if found.published.is_none() {
        let marked =
            ["time[itemprop=\"datePublished\"]", "time[pubdate]", "article time[datetime]"];
        found.published = marked
            .iter()
            .find_map(|s| page.query_selector(root, s))
            .and_then(|n| page.get_attribute(n, "datetime"));
    }
    if found.title.is_none() {
        found.title = page
            .query_selector(root, "head title")
            .map(|n| clean(&page.text_content(n)))
            .filter(|t| !t.is_empty())
            .map(|t| without_site(t, found.site.as_deref()));
    }
    for value in [&mut found.published, &mut found.lang, &mut found.url] {
        *value = value.take().map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
    }
    found
}

/// A page's title often has the site's name behind a bar.
fn without_site(title: String, site: Option<&str>) -> String {
    let Some(site) = site else { return title };
    match title
        .strip_suffix(site)
        .map(|t| t.trim_end_matches([' ', '|', '-', '–', '—', '·', '\u{a0}']))
    {
        Some(short) if !short.is_empty() => short.to_owned(),
        _ => title,
    }
}

fn json_ld(page: &Document, found: &mut Metadata) {
    let mut broken = 0;
    for script in page.query_selector_all(page.root(), "script[type=\"application/ld+json\"]") {
        let text = page.text_content(script);
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
        // Raw line breaks inside strings are the commonest fault, and mean a blank.
        let value = serde_json::from_str::<Value>(text)
            .or_else(|_| serde_json::from_str(&text.replace(['\n', '\r', '\t'], " ")));
        match value {
            Ok(value) => {
                let mut articles = Vec::new();
                collect(&value, &mut articles, 0);
                for article in articles {
                    take_article(article, found);
                }
            }
            Err(_) => broken += 1,
        }
    }
    if broken > 0 {
        found.notes.push(Note {
            code: NoteCode::MetadataIgnored,
            message: format!(
                "{broken} JSON-LD scripts of the page are no valid JSON and were left out"
            ),
            span: None,
        });
    }
}

/// The nodes that describe an article, in order. Nesting is bounded by the JSON parser at 128.
fn collect<'v>(value: &'v Value, out: &mut Vec<&'v Map<String, Value>>, depth: usize) {
    match value {
        Value::Array(list) => list.iter().for_each(|v| collect(v, out, depth + 1)),
        Value::Object(node) => {
            let is_article = strings(node.get("@type"))
                .iter()
                .any(|t| t.ends_with("Article") || t.ends_with("BlogPosting") || *t == "Report");
            if is_article {
                out.push(node);
            } else if depth < 8 {
                for field in ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"]
                {
                    if let Some(inner) = node.get(field) {
                        collect(inner, out, depth + 1);
                    }
                }
            }
        }
        _ => {}
    }
}

fn take_article(node: &Map<String, Value>, found: &mut Metadata) {
    let text =
        |field: &str| strings(node.get(field)).first().map(|s| clean(s)).filter(|s| !s.is_empty());
    // A page lists other articles, too: the first one with a headline is its own.
    if found.title.is_some() {
        return;
    }
    found.title = text("headline").or_else(|| text("name"));
    found.published = text("datePublished").or_else(|| text("dateCreated"));
    found.lang = text("inLanguage");
    found.url = text("url").or_else(|| text("mainEntityOfPage")).filter(|u| u.starts_with("http"));
    for name in names(node.get("author")) {
        add_author(&name, found);
    }
    for field in ["sourceOrganization", "provider", "copyrightHolder", "publisher"] {
        for name in names(node.get(field)) {
            take_agency(&name, found);
        }
    }
}

/// A string, or the strings of a list, or the name or `@id` of an object.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(s)) => vec![s],
        Some(Value::Array(list)) => list.iter().flat_map(|v| strings(Some(v))).collect(),
        Some(Value::Object(node)) => ["name", "@id", "alternateName"]
            .into_iter()
            .find_map(|f| node.get(f).and_then(Value::as_str))
            .into_iter()
            .collect(),
        _ => Vec::new(),
    }
}

fn names(value: Option<&Value>) -> Vec<String> {
    strings(value)
        .into_iter()
        .map(clean)
        .filter(|n| !n.is_empty() && !n.starts_with("http"))
        .collect()
}

/// An author's name; an agency that signs as author is the agency.
fn add_author(name: &str, found: &mut Metadata) {
    if take_agency(name, found) || found.site.as_deref() == Some(name) {
        return;
    }
    // One word is a login or an office.
    let person = (2..=6).contains(&name.split_whitespace().count()) && name.len() <= 80;
    if person && !found.authors.iter().any(|a| a == name) {
        found.authors.push(name.to_owned());
    }
}

fn take_agency(name: &str, found: &mut Metadata) -> bool {
    match signature(name, words()) {
        Some(Signature::Agency(agency)) => {
            found.agency.get_or_insert(agency);
            true
        }
        _ => false,
    }
}

fn meta_tags(page: &Document, found: &mut Metadata) {
    let mut authors = Vec::new();
    for node in page.query_selector_all(page.root(), "meta[content]") {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|a| page.get_attribute(node, a));
        let (Some(name), Some(content)) = (name, page.get_attribute(node, "content")) else {
            continue;
        };
        let content = clean(&content);
        if content.is_empty() {
            continue;
        }
        let slot = match name.to_ascii_lowercase().as_str() {
            "og:title" | "headline" => &mut found.title,
            "twitter:title" | "dc.title" | "dcterms.title" => &mut found.title,
            "article:published_time"
            | "og:published_time"
            | "datepublished"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "date"
            | "dc.date"
            | "dc.date.issued"
            | "dcterms.created"
            | "dcterms.date"
            | "parsely-pub-date"
            | "sailthru.date"
            | "cxenseparse:recs:publishtime"
            | "citation_publication_date" => &mut found.published,
            "og:site_name" => &mut found.site,
            "og:url" => &mut found.url,
            "og:locale" | "content-language" | "dc.language" | "inlanguage" => &mut found.lang,
            "author" | "article:author" | "dc.creator" | "parsely-author" | "sailthru.author" => {
                authors.push(content);
                continue;
            }
            _ => continue,
        };
        slot.get_or_insert(content);
    }
    if found.authors.is_empty() {
        for author in authors.iter().flat_map(|a| a.split([',', ';'])) {
            let author = author.trim();
            if !author.starts_with("http") {
                add_author(author, found);
            }
        }
    }
}

/// One line, with the character references that JSON-LD writers leave in.
fn clean(value: &str) -> String {
    let mut out = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if out.contains('&') {
        for (reference, character) in [
            ("&#039;", "'"),
            ("&#39;", "'"),
            ("&#x27;", "'"),
            ("&apos;", "'"),
            ("&rsquo;", "’"),
            ("&quot;", "\""),
            ("&laquo;", "«"),
            ("&raquo;", "»"),
            ("&nbsp;", "\u{a0}"),
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&amp;", "&"),
        ] {
            out = out.replace(reference, character);
        }
    }
    out
}
