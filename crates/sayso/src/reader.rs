use crate::detect::{Detected, detect, foreign};
use crate::version;
use sayso_knowledge::Knowledge;
use sayso_model::{Document, Lang, Note, NoteCode, Reading};
use sayso_reading::{Engine, Part};
use std::sync::{Arc, OnceLock};

/// Reads documents. Made once, shared freely: `Send + Sync`, and a clone is a pointer.
///
/// ```
/// let reader = sayso::Reader::new()?;
/// let reading = reader.read(&sayso::Document::from_text(""));
/// assert!(reading.attributions.is_empty());
/// # Ok::<(), sayso::ReaderError>(())
/// ```
#[derive(Clone)]
pub struct Reader(Arc<Parts>);

struct Parts {
    knowledge: Arc<Knowledge>,
    slots: Vec<Slot>,
    default: Lang,
    without: Vec<Part>,
    version: String,
}

/// A language that this reader reads. Its engine is loaded when a document first needs it, so
/// that a report in one language does not wait for the models of the others.
struct Slot {
    lang: Lang,
    engine: OnceLock<Result<Engine, String>>,
}

/// Why a [`Reader`] could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReaderError {
    /// No pack of this build reads the language.
    #[error("no language pack reads `{lang}`; this build has: {}", .known.join(", "))]
    UnknownLanguage {
        /// What was asked for.
        lang: Lang,
        /// The codes of the packs at hand.
        known: Vec<String>,
    },
    /// A language's engine could not be loaded.
    #[error("{0}")]
    Engine(Box<dyn std::error::Error + Send + Sync>),
    /// The knowledge files could not be loaded.
    #[error("loading the knowledge files: {0}")]
    Knowledge(Box<dyn std::error::Error + Send + Sync>),
}

impl Reader {
    /// A reader of every language that this build has a pack for; the first of them, French, is
    /// taken where a text is too short to tell.
    ///
    /// # Errors
    /// When the files built into the program do not load, which would be a fault of the build.
    pub fn new() -> Result<Reader, ReaderError> {
        Reader::builder().build()
    }

    /// A reader of chosen languages.
    ///
    /// ```
    /// use sayso::{Lang, Reader};
    /// let reader = Reader::builder().languages([Lang::new("fr")]).build()?;
    /// assert_eq!(reader.languages().count(), 1);
    /// # Ok::<(), sayso::ReaderError>(())
    /// ```
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The languages that this reader reads.
    pub fn languages(&self) -> impl Iterator<Item = &Lang> {
        self.0.slots.iter().map(|slot| &slot.lang)
    }

    /// Names what makes this reader's readings: the package's version with a fingerprint of the models,
    /// tables and knowledge built in, and one of what the builder was given. Two readers of one version
    /// read alike; a store keeps it with each reading, so that what an older one made is known.
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// Reads one document. Pure: the same document gives the same reading, on any thread.
    ///
    /// The language is the document's own where it declares one, else it is told from the text.
    /// A language that no pack reads gives a reading without attributions and the note
    /// [`NoteCode::LanguageUnsupported`]; a text too short to tell is read in the default
    /// language with [`NoteCode::LanguageGuessed`].
    pub fn read(&self, document: &Document) -> Reading {
        let (lang, note) = self.language(document);
        match self.engine(&lang) {
            Ok(engine) => {
                let mut reading = engine.read(document);
                let mixed = foreign(document, &lang).into_iter().map(|(span, other)| Note {
                    code: NoteCode::LanguageMixed,
                    message: format!("this paragraph seems to be in `{other}`; read as `{lang}`"),
                    span: Some(span),
                });
                reading.notes.splice(0..0, note.into_iter().chain(mixed));
                reading
            }
            Err(message) => {
                let unsupported = Note { code: NoteCode::LanguageUnsupported, message, span: None };
                Reading {
                    lang,
                    entities: Vec::new(),
                    attributions: Vec::new(),
                    times: Vec::new(),
                    zone: None,
                    notes: note.into_iter().chain([unsupported]).collect(),
                }
            }
        }
    }

    /// The language to read `document` in, and what is to be said about the choice.
    fn language(&self, document: &Document) -> (Lang, Option<Note>) {
        if let Some(declared) = &document.lang {
            return (declared.clone(), None);
        }
        let default = &self.0.default;
        match detect(document) {
            Detected::Sure(lang) => (lang, None),
            Detected::Guess(lang) if self.reads(&lang) => {
                let message = format!("little ground to tell the language; read as `{lang}`");
                (lang, Some(guessed(message)))
            }
            Detected::Guess(_) | Detected::Nothing => {
                let message = format!("too little text to tell the language; read as `{default}`");
                (default.clone(), Some(guessed(message)))
            }
        }
    }

    fn reads(&self, lang: &Lang) -> bool {
        self.languages().any(|l| l == lang)
    }

    /// The engine of a language, or why there is none.
    fn engine(&self, lang: &Lang) -> Result<&Engine, String> {
        let slot = self.0.slots.iter().find(|slot| slot.lang == *lang);
        let slot = slot.ok_or_else(|| self.unsupported(lang))?;
        let load = || {
            Engine::load(lang, Arc::clone(&self.0.knowledge))
                .map(|mut engine| {
                    engine.leave_out(&self.0.without);
                    engine
                })
                .map_err(|e| format!("the pack of `{lang}` does not load: {e}"))
        };
        slot.engine.get_or_init(load).as_ref().map_err(String::clone)
    }

    fn unsupported(&self, lang: &Lang) -> String {
        let known: Vec<&str> = self.languages().map(Lang::code).collect();
        let known = known.join(", ");
        match lang.code() {
            "und" => format!("the text is in a language that sayso cannot name; it reads {known}"),
            code => format!("the text is in `{code}`, which sayso does not read; it reads {known}"),
        }
    }
}

fn guessed(message: String) -> Note {
    Note { code: NoteCode::LanguageGuessed, message, span: None }
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader")
            .field("languages", &self.languages().collect::<Vec<_>>())
            .field("default", &self.0.default)
            .finish_non_exhaustive()
    }
}

/// Makes a [`Reader`] of chosen languages.
#[derive(Debug, Clone, Default)]
pub struct Builder {
    languages: Option<Vec<Lang>>,
    default: Option<Lang>,
    without: Vec<Part>,
    layers: Vec<Vec<u8>>,
}

impl Builder {
    /// Reads these languages alone. Left out: all that this build has packs for.
    pub fn languages(mut self, languages: impl IntoIterator<Item = Lang>) -> Builder {
        self.languages = Some(languages.into_iter().collect());
        self
    }

    /// The language of texts too short to tell. Left out: the first language.
    pub fn default_language(mut self, lang: Lang) -> Builder {
        self.default = Some(lang);
        self
    }

    /// Puts a layer over the knowledge: the bytes of a file that `sayso knowledge import` wrote. Its
    /// facts come before those that are built in, and before those of the layers added earlier.
    pub fn knowledge_layer(mut self, file: impl Into<Vec<u8>>) -> Builder {
        self.layers.push(file.into());
        self
    }

    /// Reads without these parts, to measure what each is good for: readings get worse.
    pub fn without(mut self, parts: impl IntoIterator<Item = Part>) -> Builder {
        self.without = parts.into_iter().collect();
        self
    }

    fn version(&self) -> String {
        let languages = self.languages.iter().flatten();
        let languages = languages.map(|lang| format!("language {lang}"));
        let default = self.default.iter().map(|lang| format!("default {lang}"));
        let without = self.without.iter().map(|part| format!("without {}", part.name()));
        let given: Vec<String> = languages.chain(default).chain(without).collect();
        let given = given.iter().map(String::as_bytes);
        version::with(given.chain(self.layers.iter().map(Vec::as_slice)))
    }

    /// Loads the knowledge files and the default language's engine; the others are loaded when a
    /// document first needs them.
    ///
    /// # Errors
    /// [`ReaderError::UnknownLanguage`] where a language was named that no pack reads, or none
    /// at all; the others where a file built into the program does not load.
    pub fn build(self) -> Result<Reader, ReaderError> {
        let known = Engine::codes();
        let version = self.version();
        let languages = match self.languages {
            Some(languages) => languages,
            None => known.iter().map(|code| Lang::new(code)).collect(),
        };
        let default = match self.default.or_else(|| languages.first().cloned()) {
            Some(lang) => lang,
            None => Lang::new("und"),
        };
        for lang in languages.iter().chain([&default]) {
            if !known.contains(&lang.code()) || !languages.contains(lang) {
                return Err(ReaderError::UnknownLanguage {
                    lang: lang.clone(),
                    known: languages_of(known),
                });
            }
        }
        let load = || {
            let layers = self.layers.iter();
            layers.fold(Knowledge::load(), |k, layer| k.and_then(|k| k.with_layer(layer)))
        };
        let (engine, knowledge) = Engine::load_with(&default, load)
            .map_err(|e| ReaderError::Knowledge(Box::new(e)))?
            .map_err(|e| ReaderError::Engine(Box::new(e)))?;
        let mut engine = Some(engine);
        if let Some(engine) = &mut engine {
            engine.leave_out(&self.without);
        }
        let slots = languages
            .into_iter()
            .map(|lang| {
                let engine = match lang == default {
                    true => engine.take().map_or_else(OnceLock::new, |e| OnceLock::from(Ok(e))),
                    false => OnceLock::new(),
                };
                Slot { lang, engine }
            })
            .collect();
        let without = self.without;
        Ok(Reader(Arc::new(Parts { knowledge, slots, default, without, version })))
    }
}

fn languages_of(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| String::from(*code)).collect()
}
