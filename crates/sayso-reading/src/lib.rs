//! Who said what: attributions, speakers and entities of one report.
//!
//! [`Engine::read`] takes a document and gives a reading. It does no I/O, keeps no state between
//! documents, cannot fail and does not panic: what it cannot tell, it leaves open and says so in a
//! note.
//!
//! The way of a report: its blocks are analysed (`sayso-language`), quotation marks are paired
//! ([`quotation`]), rules propose attributions (`attribution`), names, roles and pronouns are
//! chained (`identity`), and each attribution's source is resolved to the entity that it names.
//! Rules know no words: those are data of the language's pack ([`lexicon`]).

mod attribution;
mod finite;
mod homograph;
mod identity;
pub mod lexicon;
mod occasion;
mod outcome;
mod part;
mod phrase;
pub mod quotation;
mod ranking;
mod retag;
mod shallow;
mod time;
mod total;
mod verb;
mod view;

pub use identity::antecedent::ANTECEDENTS;
pub use part::Part;
pub use ranking::{Candidate, Decision, Ranking, Teacher};

use identity::antecedent::Judge;
use lexicon::{Lexicon, LexiconError};
use sayso_knowledge::Knowledge;
use sayso_language::{Analysis, Pack, PackError};
use sayso_model::{Document, Lang, Note, NoteCode, Reading, Span};
use std::sync::Arc;
use view::View;

/// Reads the reports of one language. Cheap to share: reading borrows it.
#[derive(Debug)]
pub struct Engine {
    lang: Lang,
    pack: Pack,
    lexicon: Lexicon,
    knowledge: Arc<Knowledge>,
    /// Parts that are left out, to measure them.
    without: Vec<Part>,
}

/// Why an engine could not be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum EngineError {
    /// No pack reads the language.
    Unsupported(Lang),
    /// The pack's model is damaged.
    Pack(PackError),
    /// The pack's words are damaged.
    Lexicon(LexiconError),
}

impl std::fmt::Display for EngineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            EngineError::Unsupported(lang) => {
                write!(
                    f,
                    "no language pack reads `{lang}`; there are: {}",
                    Engine::codes().join(", ")
                )
            }
            EngineError::Pack(e) => write!(f, "loading the language model: {e}"),
            EngineError::Lexicon(e) => write!(f, "loading the reporting words: {e}"),
        }
    }
}

impl std::error::Error for EngineError {}

impl Engine {
    /// The languages for which there is a pack.
    pub fn codes() -> &'static [&'static str] {
        Pack::codes()
    }

    /// The engine of a language, from the data embedded in the program.
    pub fn load(lang: &Lang, knowledge: Arc<Knowledge>) -> Result<Engine, EngineError> {
        let lexicon = Lexicon::load(lang)
            .map_err(EngineError::Lexicon)?
            .ok_or_else(|| EngineError::Unsupported(lang.clone()))?;
        let pack = Pack::load(lang).map_err(EngineError::Pack)?;
        Ok(Engine { lang: lang.clone(), pack, lexicon, knowledge, without: Vec::new() })
    }

    /// The same, with the knowledge loaded beside the language: half the time where there are two
    /// cores. What loading the knowledge gives comes back with the engine, to be shared.
    pub fn load_with<E: Send>(
        lang: &Lang,
        knowledge: impl FnOnce() -> Result<Knowledge, E> + Send,
    ) -> Result<Result<(Engine, Arc<Knowledge>), EngineError>, E> {
        std::thread::scope(|scope| {
            let pack = scope.spawn(|| Pack::load(lang));
            let knowledge = Arc::new(knowledge()?);
            let lexicon = match Lexicon::load(lang) {
                Ok(Some(lexicon)) => lexicon,
                Ok(None) => return Ok(Err(EngineError::Unsupported(lang.clone()))),
                Err(e) => return Ok(Err(EngineError::Lexicon(e))),
            };
            // A thread that could not be joined panicked; load again to give the error its name.
            let pack = pack.join().unwrap_or_else(|_| Pack::load(lang));
            Ok(pack.map_err(EngineError::Pack).map(|pack| {
                let engine = Engine {
                    lang: lang.clone(),
                    pack,
                    lexicon,
                    knowledge: Arc::clone(&knowledge),
                    without: Vec::new(),
                };
                (engine, knowledge)
            }))
        })
    }

    /// Reads without these parts from here on. For measuring what a part is good for: readings get
    /// worse.
    pub fn leave_out(&mut self, parts: &[Part]) {
        self.without = parts.to_vec();
    }

    /// The language that this engine reads.
    pub fn lang(&self) -> &Lang {
        &self.lang
    }

    /// Reads a document. Blocks that are no prose, or that repeat another, are not read.
    ///
    /// The reading's spans slice `document.text` on character boundaries. The same document gives
    /// the same reading.
    pub fn read(&self, document: &Document) -> Reading {
        let text = document.text.as_str();
        let blocks = read_blocks(document);
        let mut notes = Vec::new();
        if blocks.is_empty() {
            if document.notes.iter().all(|n| n.code != NoteCode::Empty) {
                notes.push(Note {
                    code: NoteCode::Empty,
                    message: "the document holds no text to read".to_owned(),
                    span: None,
                });
            }
            return Reading {
                lang: self.lang.clone(),
                entities: Vec::new(),
                attributions: Vec::new(),
                times: Vec::new(),
                zone: None,
                notes,
            };
        }
        let analysis = self.analyse(text, &blocks);
        let quotes = quotation::pair(text, &blocks, &self.lexicon.marks);
        notes.extend(quotes.unpaired.iter().map(|mark| Note {
            code: NoteCode::UnpairedQuote,
            message: "this quotation mark has no partner".to_owned(),
            span: Some(*mark),
        }));
        let view =
            View::new(text, &self.lang, &analysis, &quotes.all, &self.lexicon, &self.knowledge);
        let drafts = attribution::attributions(&view, &self.without);
        let judge = match self.without.contains(&Part::Antecedents) {
            true => Judge::Salience,
            false => Judge::Model,
        };
        let mut chains = identity::chains::build(&view, &drafts, self.title_names(document), judge);
        identity::link::link(&view, &mut chains, document);
        let mut speakers = identity::speaker::speakers(&view, &drafts, &chains);
        if self.without.contains(&Part::Identity) {
            identity::speaker::unchained(&view, &drafts, &mut speakers);
        }
        let (times, zone) = time::times(&view, &self.lexicon.time, document, &blocks);
        let published = document.published.as_ref().map(|p| p.value.as_str());
        let told = (times, published, time::entries(document, &blocks));
        let reading = outcome::reading(&view, drafts, chains, speakers, told, notes);
        Reading { zone, ..reading }
    }

    /// The quotes of a document that no rule claims, with the features by which the trained model
    /// (`languages/quotes.tsv`) judges them. For training that model.
    pub fn unclaimed_quotes(&self, document: &Document) -> Vec<(Span, Vec<String>)> {
        let text = document.text.as_str();
        let blocks = read_blocks(document);
        let analysis = self.analyse(text, &blocks);
        let quotes = quotation::pair(text, &blocks, &self.lexicon.marks);
        let view =
            View::new(text, &self.lang, &analysis, &quotes.all, &self.lexicon, &self.knowledge);
        attribution::unclaimed(&view)
    }

    /// Chains the mentions of a document as a teacher says: for training the model that chooses
    /// antecedents (`languages/antecedents.tsv`).
    pub fn teach_antecedents<'t>(&self, document: &Document, teacher: &'t mut Teacher<'t>) {
        let text = document.text.as_str();
        let blocks = read_blocks(document);
        let analysis = self.analyse(text, &blocks);
        let quotes = quotation::pair(text, &blocks, &self.lexicon.marks);
        let view =
            View::new(text, &self.lang, &analysis, &quotes.all, &self.lexicon, &self.knowledge);
        let drafts = attribution::attributions(&view, &self.without);
        let judge = Judge::Teacher(teacher);
        identity::chains::build(&view, &drafts, self.title_names(document), judge);
    }

    /// Sentences, words and tags, and a tree for each sentence that can report something.
    fn analyse(&self, text: &str, blocks: &[Span]) -> Analysis {
        let mut analysis = self.pack.analyse(text, blocks);
        if !self.without.contains(&Part::Retag) {
            finite::names(text, &mut analysis, &self.lexicon);
            retag::verbs(text, &mut analysis, &self.lexicon);
            finite::mark(text, &mut analysis, &self.lexicon);
            homograph::finite(text, &mut analysis, &self.lexicon);
            retag::names(text, &mut analysis, &self.lexicon, &self.knowledge, self.lang.code());
        }
        let trees = !self.without.contains(&Part::Trees);
        let need_trees = shallow::need_trees(text, &analysis, &self.lexicon);
        for (sentence, needs_tree) in need_trees.into_iter().enumerate() {
            if needs_tree && !trees {
                analysis.sentences[sentence].parsed = true;
            } else if needs_tree {
                self.pack.parse(text, &mut analysis, sentence);
            } else {
                let words = analysis.sentences[sentence].words.clone();
                shallow::subject(&mut analysis, words, &self.lexicon);
            }
        }
        analysis
    }

    /// The names in a headline that stands beside the text: they may be fuller than the text's.
    fn title_names(&self, document: &Document) -> Vec<String> {
        let Some(title) = document.title.as_deref() else { return Vec::new() };
        let span = Span::from_range(0..title.len());
        let analysis = self.pack.analyse(title, &[span]);
        let view = View::new(title, &self.lang, &analysis, &[], &self.lexicon, &self.knowledge);
        identity::names::runs(&view, 0..analysis.words.len())
            .into_iter()
            .map(|run| view.span(run.first, run.last).of(title).to_owned())
            .collect()
    }
}

/// The blocks of running text that are read.
fn read_blocks(document: &Document) -> Vec<Span> {
    let text = document.text.as_str();
    let blocks = document.blocks.iter();
    blocks
        .filter(|b| b.role.is_read() && b.repeats.is_none() && !b.span.of(text).is_empty())
        .map(|b| b.span)
        .collect()
}
