//! Text marked up in XML, as NITF and XHTML do it: the stretches between block boundaries,
//! with the roles that the tags give them.
//!
//! Both formats share most names (`p`, `hl2` beside `h2`, `li`, `table`), and agencies mix
//! them, so one table of names does for both.

use super::tree::{Element, Step};
use crate::draft::Stretch;
use crate::layout::line::is_blank;
use sayso_model::BlockRole;

/// Blank space made single, as a browser shows it; a no-break space stands for itself.
pub(crate) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t', '\r', '\u{c}']).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let trimmed = out.trim_matches(is_blank);
    if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
}

/// The stretches of text inside an element, in order.
pub(crate) fn stretches(element: Element<'_>) -> Vec<Stretch> {
    let mut walk = Walk { out: Vec::new(), gathered: String::new(), role: None, text_role: None };
    // What is open: where it ends, the role around it, and whether it is a block.
    let mut open: Vec<(usize, Option<BlockRole>, bool)> = Vec::new();
    let mut skip_to = 0;
    for (at, end, step) in element.steps() {
        while let Some((_, role, block)) = open.pop_if(|(end, ..)| *end <= at) {
            if block {
                walk.flush();
            }
            walk.role = role;
        }
        if at < skip_to {
            continue;
        }
        match step {
            Step::Text(text) => walk.text(text),
            Step::Element(element) => {
                let name = element.name().to_ascii_lowercase();
                let name = name.as_str();
                if SKIPPED.contains(&name) {
                    skip_to = end;
                    continue;
                }
                if name == "br" || name == "hr" {
                    walk.flush();
                    continue;
                }
                let role = role(name, element).or(walk.role);
                let block = !INLINE.contains(&name) || role != walk.role;
                if block {
                    walk.flush();
                }
                open.push((end, walk.role, block));
                walk.role = role;
            }
        }
    }
    walk.flush();
    walk.out
}

struct Walk {
    out: Vec<Stretch>,
    gathered: String,
    /// What holds here.
    role: Option<BlockRole>,
    /// What held where the gathered text began.
    text_role: Option<BlockRole>,
}

impl Walk {
    fn text(&mut self, text: &str) {
        if self.gathered.chars().all(is_blank) {
            self.text_role = self.role;
        }
        self.gathered.push_str(text);
    }

    fn flush(&mut self) {
        let text = one_line(&self.gathered);
        self.gathered.clear();
        if !text.is_empty() {
            self.out.push(Stretch { text, role: self.text_role });
        }
    }
}

/// The role that a tag gives to the text in it.
fn role(name: &str, element: Element<'_>) -> Option<BlockRole> {
    Some(match name {
        "hl1" | "headline" => BlockRole::Title,
        "hl2" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockRole::Heading,
        "media-caption" | "figcaption" | "caption" => BlockRole::Caption,
        "media-producer" | "tagline" | "copyrite" => BlockRole::Credit,
        "byline" => BlockRole::Byline,
        "dateline" => BlockRole::Dateline,
        "abstract" => BlockRole::Lead,
        "li" | "dt" | "dd" => BlockRole::List,
        "figure" | "media" => BlockRole::Caption,
        "p" => {
            let lead = element.attribute("lede").is_some_and(|v| v.eq_ignore_ascii_case("true"))
                || element
                    .attribute("class")
                    .is_some_and(|c| c.split_whitespace().any(|c| c.eq_ignore_ascii_case("lead")));
            return lead.then_some(BlockRole::Lead);
        }
        _ => return None,
    })
}

/// Holds no text that a reader sees.
const SKIPPED: [&str; 15] = [
    "head",
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "math",
    "iframe",
    "object",
    "title",
    "media-metadata",
    "media-reference",
    "media-object",
    "docdata",
    "nitf-table-metadata",
];
/// Runs on in the line around it: XHTML's and NITF's enriched text.
const INLINE: [&str; 48] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "chron",
    "classifier",
    "copyrite",
    "event",
    "function",
    "lang",
    "location",
    "money",
    "num",
    "object.title",
    "org",
    "person",
    "postaddr",
    "pronounce",
    "virtloc",
    "alt-code",
];

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::*;

    fn shown(source: &str) -> Vec<(String, Option<BlockRole>)> {
        let tree = Tree::parse(source, &crate::Limits::default()).unwrap();
        stretches(tree.root()).into_iter().map(|s| (s.text, s.role)).collect()
    }

    #[test]
    fn blocks_break_and_inline_tags_do_not() {
        let found = shown(
            "<body>\n <p>Un <b>mot</b>\n  et <person>Jean\n Rey</person>.</p><p>Deux<br/>lignes</p>\
             <hl2>Plus bas</hl2><ul><li>Un point</li></ul>à nu</body>",
        );
        let want = [
            ("Un mot et Jean Rey.", None),
            ("Deux", None),
            ("lignes", None),
            ("Plus bas", Some(BlockRole::Heading)),
            ("Un point", Some(BlockRole::List)),
            ("à nu", None),
        ];
        let found: Vec<_> = found.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        assert_eq!(found, want);
    }

    #[test]
    fn a_picture_has_caption_and_credit() {
        let found = shown(
            "<body.content><media><media-reference>x.jpg</media-reference><media-caption><p>Le port.</p>\
             </media-caption><media-producer>J. Rey</media-producer></media><p lede=\"true\">Un.</p></body.content>",
        );
        let roles: Vec<_> = found.iter().map(|(_, r)| *r).collect();
        assert_eq!(
            roles,
            [Some(BlockRole::Caption), Some(BlockRole::Credit), Some(BlockRole::Lead)]
        );
    }
}
