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
    use sayso_model::{Document, Lang, Reading};

    pub fn read(_: &Document, _: &Pack, _: &Knowledge) -> Reading {
        Reading {
            lang: Lang::new("fr"),
            entities: Vec::new(),
            attributions: Vec::new(),
            notes: Vec::new(),
        }
    }
}

pub mod sayso_input {
    use sayso_model::{Document, Lang, Published, PublishedFrom};

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
        pub limits: Limits,
    }

    #[derive(Debug, Clone)]
    pub struct Limits {
        pub bytes: u64,
    }

    impl Default for Limits {
        fn default() -> Self {
            Limits { bytes: 16 << 20 }
        }
    }

    impl Limits {
        pub const NAMES: &[&str] = &["bytes"];

        pub fn set(&mut self, name: &str, value: u64) -> Result<(), InputError> {
            match name {
                "bytes" => self.bytes = value,
                _ => return Err(InputError(format!("no limit is named `{name}`"))),
            }
            Ok(())
        }
    }

    #[derive(Debug, thiserror::Error)]
    #[error("{0}")]
    pub struct InputError(pub String);

    pub fn read(bytes: &[u8], options: &Options) -> Result<Document, InputError> {
        if bytes.contains(&0) {
            return Err(InputError("this is no text: it holds zero bytes".into()));
        }
        let mut d = Document::from_text(String::from_utf8_lossy(bytes));
        d.lang = options.lang.clone();
        Ok(d)
    }

    pub fn read_record(line: &[u8], options: &Options) -> Result<Document, InputError> {
        let v: serde_json::Value =
            serde_json::from_slice(line).map_err(|e| InputError(e.to_string()))?;
        let text = v["text"].as_str().ok_or_else(|| InputError("no `text`".into()))?;
        let mut d = Document::from_text(text);
        d.id = v["id"].as_str().unwrap_or("").into();
        d.title = v["title"].as_str().map(Into::into);
        d.lang = options.lang.clone().or_else(|| v["lang"].as_str().map(Lang::new));
        d.published = v["published"]
            .as_str()
            .map(|p| Published { value: p.into(), from: PublishedFrom::Declared });
        Ok(d)
    }
}
