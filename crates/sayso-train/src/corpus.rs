//! The dispatches of the corpus, ready to be read by the engine of their language.

use anyhow::{Context, Result};
use sayso_corpus::Dispatch;
use sayso_input::Options;
use sayso_knowledge::Knowledge;
use sayso_model::{Document, Lang};
use sayso_reading::Engine;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A dispatch with its marks, and what the engine reads of it.
pub struct Text {
    pub lang: String,
    pub dispatch: Dispatch,
    pub document: Document,
    pub engine: Arc<Engine>,
}

/// Reads the dispatches under a folder in the order of their paths, without the test sets.
pub fn read(folder: &Path) -> Result<Vec<Text>> {
    let mut files = Vec::new();
    dispatches(folder, &mut files)?;
    let knowledge = Arc::new(Knowledge::load()?);
    let mut engines: BTreeMap<String, Arc<Engine>> = BTreeMap::new();
    let mut texts = Vec::new();
    for path in files {
        let file = std::fs::read_to_string(&path)
            .with_context(|| format!("reading {}", path.display()))?;
        let dispatch = Dispatch::parse(&file).with_context(|| path.display().to_string())?;
        let lang = dispatch.get("lang").unwrap_or("und").to_owned();
        if !engines.contains_key(&lang) {
            let engine = Engine::load(&Lang::new(&lang), Arc::clone(&knowledge))?;
            engines.insert(lang.clone(), Arc::new(engine));
        }
        let Some(engine) = engines.get(&lang).cloned() else { continue };
        let mut record = serde_json::json!({"id": "d", "text": dispatch.body.text(), "lang": lang});
        for key in ["title", "published"] {
            if let Some(value) = dispatch.get(key) {
                record[key] = value.into();
            }
        }
        let document =
            sayso_input::read_record(record.to_string().as_bytes(), &Options::default())?;
        texts.push(Text { lang, dispatch, document, engine });
    }
    Ok(texts)
}

fn dispatches(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let read =
        std::fs::read_dir(folder).with_context(|| format!("opening {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = read.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("");
        if path.is_dir() && !matches!(name, "test" | "second") {
            dispatches(&path, found)?;
        } else if path.extension().is_some_and(|e| e == "txt") {
            found.push(path);
        }
    }
    Ok(())
}
