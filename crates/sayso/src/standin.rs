//! Stands in for the crates that have no code yet, in the shapes they will have.
#![allow(missing_docs)]

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
    use super::sayso_knowledge::Knowledge;
    use sayso_model::{Attribution, AttributionKind, Document, Lang, Reading, Span};
    use std::sync::Arc;

    pub struct Engine;

    #[derive(Debug, thiserror::Error)]
    #[error("no such engine")]
    pub struct EngineError;

    impl Engine {
        pub fn codes() -> &'static [&'static str] {
            &["fr"]
        }

        pub fn load(_: &Lang, _: Arc<Knowledge>) -> Result<Engine, EngineError> {
            Ok(Engine)
        }

        pub fn read(&self, document: &Document) -> Reading {
            read(document)
        }
    }

    /// Whatever stands in guillemets.
    fn read(document: &Document) -> Reading {
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
