//! Stands in for the crates that have no code yet, in the shapes they will have.
#![allow(missing_docs)]

pub mod sayso_language {
    use sayso_model::Lang;

    pub struct Pack;

    #[derive(Debug, thiserror::Error)]
    #[error("no such pack")]
    pub struct PackError;

    impl Pack {
        pub fn load(_: &Lang) -> Result<Pack, PackError> {
            Ok(Pack)
        }

        pub fn codes() -> &'static [&'static str] {
            &["fr"]
        }
    }
}

pub mod sayso_knowledge {
    pub struct Knowledge;

    #[derive(Debug, thiserror::Error)]
    #[error("no knowledge")]
    pub struct KnowledgeError;

    impl Knowledge {
        pub fn load() -> Result<Knowledge, KnowledgeError> {
            Ok(Knowledge)
        }
    }
}

pub mod sayso_reading {
    use super::{sayso_knowledge::Knowledge, sayso_language::Pack};
    use sayso_model::{Attribution, AttributionKind, Document, Lang, Reading, Span};

    /// Whatever stands in guillemets.
    pub fn read(document: &Document, _: &Pack, _: &Knowledge) -> Reading {
        let text = &document.text;
        let attributions = text
            .match_indices('«')
            .filter_map(|(at, mark)| {
                let from = at + mark.len();
                let length = text[from..].find(['»', '«'])?;
                let content = Span::from_range(from..from + length).trim(text, char::is_whitespace);
                (!content.is_empty()).then(|| Attribution {
                    kind: AttributionKind::Direct,
                    content: vec![content],
                    cue: None,
                    source: None,
                    speaker: None,
                    addressee: None,
                    occasion: None,
                    time: None,
                    negated: false,
                    within: None,
                    confidence: 0.1,
                    evidence: vec![],
                })
            })
            .collect();
        Reading { lang: Lang::new("fr"), entities: Vec::new(), attributions, notes: Vec::new() }
    }
}

pub mod sayso_input {
    use sayso_model::{Document, Lang, Published, PublishedFrom};
    use std::io::BufRead;

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Format {
        Text,
        Html,
        Jsonl,
    }

    impl Format {
        pub fn detect(bytes: &[u8]) -> Format {
            match bytes.trim_ascii_start().first() {
                Some(b'{') => Format::Jsonl,
                Some(b'<') => Format::Html,
                _ => Format::Text,
            }
        }
    }

    #[derive(Debug, Clone, Default)]
    pub struct Options {
        pub format: Option<Format>,
        pub lang: Option<Lang>,
        pub published: Option<String>,
        pub url: Option<String>,
        pub charset: Option<String>,
        pub limits: Limits,
    }

    #[derive(Debug, Clone)]
    pub struct Limits {
        pub max_bytes: u64,
        pub max_line_bytes: u64,
    }

    impl Default for Limits {
        fn default() -> Self {
            Limits { max_bytes: 16 << 20, max_line_bytes: 8 << 20 }
        }
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Limit {
        Bytes,
        LineBytes,
    }

    impl Limit {
        pub const ALL: [Limit; 2] = [Limit::Bytes, Limit::LineBytes];

        pub const fn name(self) -> &'static str {
            match self {
                Limit::Bytes => "max-bytes",
                Limit::LineBytes => "max-line-bytes",
            }
        }

        pub const fn about(self) -> &'static str {
            match self {
                Limit::Bytes => "size of one input in bytes",
                Limit::LineBytes => "size of one JSON line in bytes",
            }
        }
    }

    impl Limits {
        pub fn get(&self, limit: Limit) -> u64 {
            match limit {
                Limit::Bytes => self.max_bytes,
                Limit::LineBytes => self.max_line_bytes,
            }
        }

        pub fn set(&mut self, name: &str, value: &str) -> Result<(), LimitError> {
            let value = value.parse().map_err(|_| LimitError(value.into()))?;
            match name {
                "max-bytes" => self.max_bytes = value,
                "max-line-bytes" => self.max_line_bytes = value,
                _ => return Err(LimitError(name.into())),
            }
            Ok(())
        }
    }

    #[derive(Debug, thiserror::Error)]
    #[error("there is no limit {0}")]
    pub struct LimitError(pub String);

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    pub struct InputError(pub String);

    #[derive(Debug, thiserror::Error)]
    #[error("line {line}: {error}")]
    pub struct NumberedError {
        pub line: u64,
        #[source]
        pub error: InputError,
    }

    pub struct Lines<R> {
        stream: R,
        limits: Limits,
        line: u64,
    }

    impl<R: BufRead> Lines<R> {
        pub fn new(stream: R, limits: &Limits) -> Lines<R> {
            Lines { stream, limits: limits.clone(), line: 0 }
        }
    }

    impl<R: BufRead> Iterator for Lines<R> {
        type Item = Result<(u64, Vec<u8>), NumberedError>;

        fn next(&mut self) -> Option<Self::Item> {
            loop {
                let mut line = Vec::new();
                self.line += 1;
                if self.stream.read_until(b'\n', &mut line).ok()? == 0 {
                    return None;
                }
                if line.len() as u64 > self.limits.max_line_bytes {
                    let error = InputError("max-line-bytes".into());
                    return Some(Err(NumberedError { line: self.line, error }));
                }
                if !line.trim_ascii().is_empty() {
                    return Some(Ok((self.line, line)));
                }
            }
        }
    }

    pub fn read(bytes: &[u8], options: &Options) -> Result<Document, InputError> {
        if bytes.len() as u64 > options.limits.max_bytes {
            return Err(InputError("max-bytes".into()));
        }
        if bytes.contains(&0) {
            return Err(InputError("this is no text".into()));
        }
        let mut d = Document::from_text(String::from_utf8_lossy(bytes));
        d.lang = options.lang.clone();
        d.published = options
            .published
            .clone()
            .map(|value| Published { value, from: PublishedFrom::Declared });
        Ok(d)
    }

    pub fn read_record(line: &[u8], options: &Options) -> Result<Document, InputError> {
        let v: serde_json::Value =
            serde_json::from_slice(line).map_err(|e| InputError(e.to_string()))?;
        let text = v["text"].as_str().ok_or_else(|| InputError("no `text`".into()))?;
        let mut d = Document::from_text(text);
        d.id = v["id"].as_str().unwrap_or("").into();
        d.title = v["title"].as_str().map(Into::into);
        d.lang = v["lang"].as_str().map(Lang::new).or_else(|| options.lang.clone());
        d.published = v["published"]
            .as_str()
            .map(|p| Published { value: p.into(), from: PublishedFrom::Declared });
        Ok(d)
    }
}
