//! The pieces of a page: its stretches of text in order, each with what the tags around
//! it say of its role.

use crate::layout::line::is_blank;
use crate::layout::repeat::key;
use crate::layout::words::{fold, words};
use sayso_model::BlockRole;
use trafilatura::dom::{Document, NodeId};

/// A stretch of text between two block boundaries.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    /// Blank space made single, as a browser shows it.
    pub text: String,
    /// Its words alone, to find it again.
    pub key: String,
    /// What the tags say that it is.
    pub role: Option<BlockRole>,
    /// Stands in a heading, and in which.
    pub heading: Option<u8>,
    /// Stands inside `<article>` or `<main>`.
    pub article: bool,
}

/// What holds at a point of the tree.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    role: Option<BlockRole>,
    heading: Option<u8>,
    figure: bool,
    article: bool,
}

/// Whether parts that are never an article's are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Parts {
    /// The whole tree counts.
    All,
    /// Navigation, sidebars, forms and footers do not.
    Content,
    /// The whole tree counts, and two spans with classes of their own stand apart: style sheets
    /// set them so (`<span class="place">Berne</span><span class="source">ATS</span>`).
    Body,
}

enum Step {
    Enter(NodeId, Around),
    /// A block ends: what is gathered so far is a piece.
    Break,
}

/// The pieces under `root`, in the page's order.
pub(crate) fn pieces(page: &Document, root: NodeId, parts: Parts) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut gathered = String::new();
    let mut held = Around::default();
    // A stack of its own: the tree's depth is the input's choice.
    let mut steps = vec![Step::Enter(root, Around::default())];
    while let Some(step) = steps.pop() {
        let Step::Enter(node, around) = step else {
            flush(&mut out, &mut gathered, held);
            continue;
        };
        if page.is_text(node) {
            if gathered.chars().all(is_blank) {
                held = around;
            }
            gathered.push_str(&page.text_content(node));
            continue;
        }
        if !page.is_element(node) {
            // The document's own node.
            push_children(page, node, around, &mut steps);
            continue;
        }
        let tag = page.tag_name(node);
        if SKIPPED.contains(&tag)
            || (parts == Parts::Content && (ASIDE.contains(&tag) || is_hidden(page, node)))
        {
            continue;
        }
        if tag == "br" || tag == "hr" {
            flush(&mut out, &mut gathered, held);
            continue;
        }
        if parts == Parts::Body && tag == "span" && follows_span(page, node) {
            gathered.push(' ');
        }
        let inner = enter(page, node, tag, around);
        let breaks = !INLINE.contains(&tag) || inner.role != around.role;
        if breaks {
            flush(&mut out, &mut gathered, held);
            steps.push(Step::Break);
        }
        push_children(page, node, inner, &mut steps);
    }
    flush(&mut out, &mut gathered, held);
    out
}

/// Whether a span with a class stands right behind another.
fn follows_span(page: &Document, node: NodeId) -> bool {
    let classed = |n| page.get_attribute(n, "class").is_some();
    let before = page.prev_element_sibling(node);
    before.is_some_and(|b| {
        page.tag_name(b) == "span"
            && classed(b)
            && classed(node)
            && page.next_sibling(b) == Some(node)
    })
}

fn push_children(page: &Document, node: NodeId, around: Around, steps: &mut Vec<Step>) {
    steps.extend(page.child_nodes(node).into_iter().rev().map(|c| Step::Enter(c, around)));
}

fn flush(out: &mut Vec<Piece>, gathered: &mut String, around: Around) {
    let mut text = String::with_capacity(gathered.len());
    // A browser makes one blank of many; the no-break space stands for itself.
    for word in gathered.split([' ', '\n', '\t', '\r', '\u{c}']).filter(|w| !w.is_empty()) {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    gathered.clear();
    let text = text.trim_matches(is_blank);
    if !text.is_empty() {
        out.push(Piece {
            text: text.to_owned(),
            key: key(text),
            role: around.role,
            heading: around.heading,
            article: around.article,
        });
    }
}

/// What holds inside an element.
fn enter(page: &Document, node: NodeId, tag: &str, around: Around) -> Around {
    let mut inner = around;
    match tag {
        "article" | "main" => inner.article = true,
        "figure" => inner.figure = true,
        "figcaption" => inner.role = Some(BlockRole::Caption),
        "li" if around.role.is_none() => inner.role = Some(BlockRole::List),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            inner.heading = tag[1..].parse().ok();
        }
        _ => {}
    }
    if let Some(role) = named_role(page, node) {
        match (role, around.role) {
            // A credit lies inside a caption; nothing else changes what is known.
            (BlockRole::Credit, _) | (_, None) => inner.role = Some(role),
            (BlockRole::Byline | BlockRole::Lead | BlockRole::Kicker, Some(BlockRole::List)) => {
                inner.role = Some(role);
            }
            // Who signs a picture made it.
            (BlockRole::Byline, Some(BlockRole::Caption)) if inner.figure => {
                inner.role = Some(BlockRole::Credit);
            }
            _ => {}
        }
    }
    // What stands in a figure beside its caption is the caption as well.
    if inner.figure && inner.role.is_none() {
        inner.role = Some(BlockRole::Caption);
    }
    inner
}

/// The role that an element's class, id or property names, if it names one.
fn named_role(page: &Document, node: NodeId) -> Option<BlockRole> {
    let mut found = None;
    for attribute in ["itemprop", "class", "id", "data-testid"] {
        let Some(value) = page.get_attribute(node, attribute) else { continue };
        // Generated class lists are long; the telling name comes early.
        for name in value.split(|c: char| !c.is_alphanumeric()).take(40) {
            for word in camel_words(name) {
                if let Some(role) = words().class.get(&fold(word)) {
                    // The most special name wins: `caption-credit` is a credit.
                    found = match (found, *role) {
                        (Some(BlockRole::Caption), BlockRole::Credit) | (None, _) => Some(*role),
                        (kept, _) => kept,
                    };
                }
            }
        }
    }
    found
}

/// `ArticleLead` is `Article` and `Lead`.
fn camel_words(name: &str) -> impl Iterator<Item = &str> {
    let mut cuts = vec![0];
    let mut before_lower = false;
    for (i, c) in name.char_indices() {
        if c.is_uppercase() && before_lower {
            cuts.push(i);
        }
        before_lower = c.is_lowercase();
    }
    cuts.push(name.len());
    (1..cuts.len()).filter_map(move |i| name.get(cuts[i - 1]..cuts[i]))
}

fn is_hidden(page: &Document, node: NodeId) -> bool {
    page.get_attribute(node, "hidden").is_some()
        || page.get_attribute(node, "aria-hidden").is_some_and(|v| v == "true")
        || page
            .get_attribute(node, "style")
            .is_some_and(|s| s.replace(' ', "").contains("display:none"))
}

/// Holds no text that a reader sees.
const SKIPPED: [&str; 14] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas",
    "audio", "video", "head", "select", "textarea",
];
/// Holds text that is not the article's.
const ASIDE: [&str; 7] = ["nav", "aside", "footer", "form", "button", "dialog", "menu"];
/// Runs on in the line around it.
const INLINE: [&str; 34] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em",
    "font", "i", "ins", "kbd", "mark", "q", "ruby", "s", "samp", "small", "span", "strike",
    "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "label",
];
