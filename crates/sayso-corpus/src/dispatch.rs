//! A corpus file: a header and a marked text.

use crate::{Marked, MarkupError, Problem};

/// A dispatch of the corpus: what is known about it, and its marked text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dispatch {
    /// The line of the file, from 1, in which the text begins.
    pub line: u32,
    /// Header fields in the order written: `id`, `lang`, `title`, `published`, `agency`, …
    pub header: Vec<(String, String)>,
    /// The text; a line is a paragraph.
    pub body: Marked,
}

impl Dispatch {
    /// Reads a file: lines `key: value` up to the first empty line, then the marked text, whose
    /// blank edges are dropped. A line of the header that begins with `#` is a comment.
    ///
    /// ```
    /// let d = sayso_corpus::Dispatch::parse("id: t1\nlang: fr\ntitle: R&D\n\nIl pleut.\n")?;
    /// assert_eq!((d.get("title"), d.body.text()), (Some("R&D"), "Il pleut."));
    /// # Ok::<(), sayso_corpus::MarkupError>(())
    /// ```
    pub fn parse(file: &str) -> Result<Dispatch, MarkupError> {
        let mut header = Vec::new();
        let mut at = 0;
        for line in file.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let line = line.trim();
            if line.is_empty() {
                break;
            }
            if line.starts_with('#') {
                continue;
            }
            match line.split_once(':') {
                Some((key, value)) if is_key(key) => {
                    header.push((key.to_owned(), value.trim().to_owned()));
                }
                _ => {
                    let shown = line.chars().take(40).collect();
                    return Err(MarkupError::at(file, start, Problem::BadHeader(shown)));
                }
            }
        }
        let rest = file.get(at..).unwrap_or("");
        let body = rest.trim();
        let above = file.len() - rest.trim_start().len();
        let lines = file.get(..above).unwrap_or("").matches('\n').count() as u32;
        let body = Marked::parse(body).map_err(|e| e.lower(lines))?;
        Ok(Dispatch { line: lines + 1, header, body })
    }

    /// A header field; `None` where it is not given or empty.
    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.header.iter().find(|(k, _)| k == key);
        found.map(|(_, v)| v.as_str()).filter(|v| !v.is_empty())
    }

    /// Whether mentions, times and events are marked too, and not attributions alone: such a
    /// dispatch has a `genre`.
    pub fn has_layers(&self) -> bool {
        self.get("genre").is_some()
    }

    /// The file again.
    pub fn to_file(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.header {
            out.push_str(&format!("{key}: {value}\n"));
        }
        out.push('\n');
        out.push_str(&self.body.to_markup());
        out.push('\n');
        out
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
