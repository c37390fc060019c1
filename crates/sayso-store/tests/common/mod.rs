//! Reports and readings by hand, and stores that go away with the test.
#![allow(dead_code)] // each test takes what it needs

use sayso_model::{
    Attribution, AttributionId, AttributionKind, Block, BlockRole, Document, Entity, EntityId,
    EntityKind, Lang, Mention, MentionForm, Published, PublishedFrom, Reading, Span, Speaker,
};
use sayso_store::{Access, Prepared, Settings, Store};
use std::path::{Path, PathBuf};

/// What made the readings of these tests.
pub const VERSION: &str = "0.1.0+test";

/// Somebody: name, key, Wikidata item.
pub type Somebody = (&'static str, Option<&'static str>, Option<&'static str>);

pub const ANNE: Somebody = ("Anne Verlinde", Some("Q101"), Some("Q101"));
pub const ANNA: Somebody = ("Anna Verlinde", Some("x:anna"), None);
pub const BODO: Somebody = ("Bodo Künzel", Some("x:bodo"), None);
pub const SHE: Somebody = ("la porte-parole", None, None);

/// A report in which each of these says something: a line each, the speaker before the words.
pub fn report(name: &str, day: &str, said: &[(Somebody, &str)]) -> (Document, Reading) {
    let mut text = String::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut attributions = Vec::new();
    let span = |from: usize, to: usize| Span::new(from as u32, to as u32);
    for ((who, key, qid), words) in said {
        let start = text.len();
        text.push_str(who);
        let mention = Mention { span: span(start, text.len()), form: MentionForm::Name };
        let known = entities.iter().position(|e| e.name == *who);
        let n = known.unwrap_or_else(|| {
            entities.push(Entity {
                kind: EntityKind::Person,
                name: String::from(*who),
                description: None,
                country: Some(String::from("FRA")),
                qid: qid.map(String::from),
                geonames: None,
                key: key.map(String::from),
                gender: None,
                mentions: Vec::new(),
                evidence: Vec::new(),
            });
            entities.len() - 1
        });
        entities[n].mentions.push(mention);
        text.push_str(" a dit : « ");
        let said = text.len();
        text.push_str(words);
        attributions.push(Attribution {
            kind: AttributionKind::Direct,
            content: vec![span(said, text.len())],
            quoted: Vec::new(),
            cue: None,
            source: Some(mention.span),
            speaker: Some(Speaker { entity: EntityId(n as u32), name: String::from(*who) }),
            addressee: None,
            occasion: None,
            time: None,
            negated: false,
            // Words in brackets stand in those of the line before.
            within: words.starts_with('(').then(|| AttributionId(attributions.len() as u32 - 1)),
            confidence: 0.9,
            evidence: Vec::new(),
        });
        text.push_str(" ».\n");
    }
    // Whom the words name is mentioned in them.
    for entity in &mut entities {
        for content in attributions.iter().flat_map(|a: &Attribution| &a.content) {
            if let Some(at) = content.of(&text).find(&entity.name) {
                let start = content.start as usize + at;
                let span = span(start, start + entity.name.len());
                entity.mentions.push(Mention { span, form: MentionForm::Name });
            }
        }
        entity.mentions.sort_by_key(|mention| mention.span);
    }
    let document = Document {
        id: String::from(name),
        url: Some(format!("https://{}/{name}", outlet(name))),
        title: Some(format!("Titre de {name}")),
        published: Some(Published { value: String::from(day), from: PublishedFrom::Declared }),
        blocks: vec![Block {
            role: BlockRole::Paragraph,
            span: span(0, text.len()),
            repeats: None,
        }],
        text,
        ..Document::default()
    };
    let lang = Lang::new("fr");
    let reading =
        Reading { zone: None, lang, entities, attributions, times: Vec::new(), notes: Vec::new() };
    (document, reading)
}

/// The host of a report named `host-name`.
fn outlet(name: &str) -> String {
    format!("{}.example", name.split('-').next().unwrap_or("press"))
}

pub fn add(store: &mut Store, reports: &[(Document, Reading)]) {
    add_as(store, reports, VERSION);
}

pub fn add_as(store: &mut Store, reports: &[(Document, Reading)], version: &str) {
    let mut writer = store.writer().expect("a writer");
    for (document, reading) in reports {
        writer.add(&Prepared::new(document, reading, version)).expect("stored");
        writer.record_ends().expect("stored");
    }
    writer.finish().expect("stored");
}

/// A folder that goes away with the test.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("sayso-store-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn at(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn create(path: &Path) -> Store {
    Store::open(path, Access::Create, Settings::default()).expect("a store")
}

/// Rows of a query, columns joined by `|`.
pub fn rows(path: &Path, sql: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(path).expect("the file");
    let mut statement = connection.prepare(sql).expect("SQL");
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |n| row.get::<_, rusqlite::types::Value>(n).map(|value| format!("{value:?}"));
        Ok((0..columns).map(|n| cell(n).expect("a cell")).collect::<Vec<_>>().join("|"))
    };
    statement.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect()
}
