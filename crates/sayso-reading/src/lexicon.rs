//! The words of reporting of one language: cue verbs with their frames, and the closed
//! sets of words that rules ask for. Data under `languages/<code>/`; no rule knows a word.

use crate::time::Tables;
use rustc_hash::FxHashMap as HashMap;
use sayso_model::{Gender, Lang};

/// What kind of saying a verb is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CueClass {
    /// Reports words by itself.
    Speech,
    /// Reports words where its subject can speak or be read.
    Document,
    /// Counts only where quoted words stand in its complement.
    Thought,
    /// An act done in words.
    Act,
}

/// A frame: what complement a cue verb takes its content from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u16)]
pub enum Frame {
    /// Finite complement clause.
    That = 1,
    /// Bare infinitive.
    Inf = 1 << 1,
    /// Infinitive marked like a genitive (*de*).
    OfInf = 1 << 2,
    /// Infinitive marked like a goal (*à*).
    ToInf = 1 << 3,
    /// Indirect question.
    Whether = 1 << 4,
    /// Noun phrase with quoted words.
    Quoted = 1 << 5,
    /// The same behind a preposition.
    OfQuoted = 1 << 6,
    /// Predicate with quoted words.
    AsQuoted = 1 << 7,
    /// *accuser X de* + infinitive.
    Accuse = 1 << 8,
    /// May be inserted without quotation marks.
    Insert = 1 << 9,
    /// Finite complement clause with no word that introduces it (*said it would*).
    Bare = 1 << 10,
    /// Bare gerund (*denied having seen*).
    Ger = 1 << 11,
}

const FRAMES: [(&str, Frame); 12] = [
    ("that", Frame::That),
    ("inf", Frame::Inf),
    ("of-inf", Frame::OfInf),
    ("to-inf", Frame::ToInf),
    ("whether", Frame::Whether),
    ("quoted", Frame::Quoted),
    ("of-quoted", Frame::OfQuoted),
    ("as-quoted", Frame::AsQuoted),
    ("accuse", Frame::Accuse),
    ("insert", Frame::Insert),
    ("bare", Frame::Bare),
    ("ger", Frame::Ger),
];

/// A verb's frames in each class that it has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CueEntry {
    speech: u16,
    document: u16,
    thought: u16,
    act: u16,
}

impl CueEntry {
    fn slot(&mut self, class: CueClass) -> &mut u16 {
        match class {
            CueClass::Speech => &mut self.speech,
            CueClass::Document => &mut self.document,
            CueClass::Thought => &mut self.thought,
            CueClass::Act => &mut self.act,
        }
    }

    /// The strongest class in which the verb has `frame`: speech, act, document, thought.
    pub fn class_for(&self, frame: Frame) -> Option<CueClass> {
        let bit = frame as u16;
        [
            (self.speech, CueClass::Speech),
            (self.act, CueClass::Act),
            (self.document, CueClass::Document),
            (self.thought, CueClass::Thought),
        ]
        .into_iter()
        .find_map(|(frames, class)| (frames & bit != 0).then_some(class))
    }

    /// Whether the verb is one whose object is as a rule what somebody said: it takes quoted words
    /// and no clause.
    pub fn is_quoting(&self) -> bool {
        let takes = |frame: Frame| self.class_for(frame) == Some(CueClass::Speech);
        (takes(Frame::Quoted) || takes(Frame::OfQuoted) || takes(Frame::AsQuoted))
            && !takes(Frame::Insert)
    }

    /// Whether the verb reports without quoted words in this frame.
    pub fn takes(&self, frame: Frame) -> bool {
        self.class_for(frame).is_some_and(|class| class != CueClass::Thought)
    }

    /// Whether the verb can report without quoted words.
    pub fn reports(&self) -> bool {
        self.speech != 0 || self.act != 0 || self.document != 0
    }

    /// Whether the verb reports words by itself in any frame.
    pub fn is_speech(&self) -> bool {
        self.speech != 0
    }
}

/// Grammatical agreement that a pronoun asks of what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// `None`: either.
    pub gender: Option<Gender>,
    /// Whether it stands for several.
    pub plural: bool,
    /// Whether it stands for people alone, or for anything but a person; `None`: either.
    pub person: Option<bool>,
    /// Whether it is of the neuter gender.
    pub neuter: bool,
}

/// A set of words or phrases; phrases are matched word by word, longest first.
#[derive(Debug, Default)]
pub struct WordSet {
    words: HashMap<&'static str, Vec<Vec<&'static str>>>,
}

impl WordSet {
    fn parse(list: &'static str) -> WordSet {
        let mut words: HashMap<&'static str, Vec<Vec<&'static str>>> = HashMap::default();
        for phrase in list.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let mut parts = split_phrase(phrase);
            let first = parts.remove(0);
            words.entry(first).or_default().push(parts);
        }
        #[allow(clippy::iter_over_hash_type)] // each list is sorted on its own
        for rests in words.values_mut() {
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        WordSet { words }
    }

    /// Whether the single word is in the set. `form` in lower case.
    pub fn has(&self, form: &str) -> bool {
        self.words.get(form).is_some_and(|rests| rests.iter().any(Vec::is_empty))
    }

    /// Whether a word or phrase of the set begins with the word. `form` in lower case.
    pub fn opens(&self, form: &str) -> bool {
        self.words.contains_key(form)
    }

    /// The word of a set that has one alone.
    pub fn only(&self) -> Option<&'static str> {
        (self.words.len() == 1).then(|| self.words.keys().next().copied()).flatten()
    }

    /// Whether a letter of the word is in the set.
    pub fn is_in(&self, form: &str) -> bool {
        form.chars().any(|c| self.has(c.encode_utf8(&mut [0; 4])))
    }

    /// Whether the language has no such words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether the word ends in one of the set's single words. `form` in lower case.
    pub fn ends(&self, form: &str) -> bool {
        form.char_indices().skip(1).any(|(at, _)| self.has(&form[at..]))
    }

    /// How many words of `form(0), form(1), …` the longest phrase of the set covers; 0 for none.
    pub fn longest<'f>(&self, form: impl Fn(usize) -> Option<&'f str>) -> usize {
        let Some(rests) = form(0).and_then(|first| self.words.get(first)) else { return 0 };
        rests
            .iter()
            .find(|rest| rest.iter().enumerate().all(|(i, w)| form(i + 1) == Some(w)))
            .map_or(0, |rest| rest.len() + 1)
    }
}

/// Splits a phrase of the data into the words that a tokenizer gives: at blanks and after
/// an elision's apostrophe.
fn split_phrase(phrase: &'static str) -> Vec<&'static str> {
    let mut parts = Vec::new();
    for piece in phrase.split(' ').filter(|p| !p.is_empty()) {
        match piece.find(['\'', '’']) {
            Some(at) if at + piece[at..].chars().next().map_or(1, char::len_utf8) < piece.len() => {
                let cut = at + piece[at..].chars().next().map_or(1, char::len_utf8);
                parts.push(&piece[..cut]);
                parts.push(&piece[cut..]);
            }
            _ => parts.push(piece),
        }
    }
    parts
}

/// A pair of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkPair {
    /// The opening mark.
    pub open: char,
    /// The closing mark; the same as `open` where marks do not show their side.
    pub close: char,
}

/// The reporting words of one language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Cue verbs by lemma; several words are joined by `_`, the head last or first as written.
    verbs: HashMap<&'static str, CueEntry>,
    /// Verbs of more than one word by their first word.
    phrases: HashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>,
    /// Cue verbs that are one only with a reflexive clitic, by the verb's lemma.
    reflexives: HashMap<&'static str, CueEntry>,
    sets: HashMap<&'static str, WordSet>,
    /// Verbs of saying by a finite form of theirs that is also a noun or an adjective.
    ambiguous: HashMap<&'static str, &'static str>,
    pronouns: Vec<(Vec<&'static str>, Agreement)>,
    /// Quotation marks by pair, the usual first.
    pub marks: Vec<MarkPair>,
    /// The words and patterns of time.
    pub(crate) time: Tables,
}

/// What a line of a pack's data got wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LexiconError {
    /// The file.
    pub file: &'static str,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl std::fmt::Display for LexiconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for LexiconError {}

/// The files of one language, embedded.
struct Files {
    code: &'static str,
    cues: &'static str,
    speech: &'static str,
    marks: &'static str,
    time: &'static str,
    time_patterns: &'static str,
}

/// The patterns of time that all languages share.
const TIME_PATTERNS: &str = include_str!("../../../languages/time-patterns.tsv");

const PACKS: &[Files] = include!(concat!(env!("OUT_DIR"), "/reporting.rs"));

impl Lexicon {
    /// The lexicon of a language. `Ok(None)`: there is no pack for it.
    pub fn load(lang: &Lang) -> Result<Option<Lexicon>, LexiconError> {
        PACKS.iter().find(|p| p.code == lang.code()).map(Lexicon::parse).transpose()
    }

    fn parse(files: &Files) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon::default();
        for (line, fields) in rows(files.speech) {
            let [name, list] = fields[..] else {
                return Err(LexiconError {
                    file: "speech.tsv",
                    line,
                    message: "expected SET and WORDS, parted by a tab".to_owned(),
                });
            };
            if name == "pronoun" {
                lexicon.pronouns = list.split(',').filter_map(|p| pronoun(p.trim())).collect();
                lexicon.pronouns.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
            } else if name == "ambiguous-verb" {
                lexicon.ambiguous =
                    list.split(',').filter_map(|p| p.trim().split_once('=')).collect();
            } else {
                lexicon.sets.insert(name, WordSet::parse(list));
            }
        }
        for (line, fields) in rows(files.cues) {
            let fail = |message: String| LexiconError { file: "cues.tsv", line, message };
            let [class, frames, verbs] = fields[..] else {
                return Err(fail("expected CLASS, FRAMES and VERBS, parted by tabs".to_owned()));
            };
            let class = match class {
                "speech" => CueClass::Speech,
                "document" => CueClass::Document,
                "thought" => CueClass::Thought,
                "act" => CueClass::Act,
                other => return Err(fail(format!("unknown class `{other}`"))),
            };
            let mut bits = 0;
            for name in frames.split_whitespace() {
                match FRAMES.iter().find(|(n, _)| *n == name) {
                    Some((_, frame)) => bits |= *frame as u16,
                    None => return Err(fail(format!("unknown frame `{name}`"))),
                }
            }
            for verb in verbs.split_whitespace() {
                let parts: Vec<&'static str> = verb.split('_').flat_map(split_phrase).collect();
                if let [clitic, lemma] = parts[..]
                    && lexicon.set("reflexive").has(clitic)
                {
                    *lexicon.reflexives.entry(lemma).or_default().slot(class) |= bits;
                    continue;
                }
                *lexicon.verbs.entry(verb).or_default().slot(class) |= bits;
                if parts.len() > 1 {
                    let list = lexicon.phrases.entry(parts[0]).or_default();
                    if !list.iter().any(|(_, v)| *v == verb) {
                        list.push((parts[1..].to_vec(), verb));
                    }
                }
            }
        }
        for (line, fields) in rows(files.marks) {
            let fail = |message: &str| LexiconError {
                file: "quotation-marks.tsv",
                line,
                message: message.to_owned(),
            };
            let [open, close] = fields[..] else {
                return Err(fail("expected an opening and a closing mark, parted by a tab"));
            };
            let (Some(open), Some(close)) = (open.chars().next(), close.chars().next()) else {
                return Err(fail("a mark is one character"));
            };
            lexicon.marks.push(MarkPair { open, close });
        }
        lexicon.time = Tables::parse(files.time, TIME_PATTERNS, files.time_patterns)?;
        Ok(lexicon)
    }

    /// The frames of a verb. `lemma` in lower case; parts of a longer cue joined by `_`.
    pub fn verb(&self, lemma: &str) -> Option<&CueEntry> {
        self.verbs.get(lemma)
    }

    /// The frames of a verb used with a reflexive clitic (*se dire*), by the verb's lemma.
    pub fn reflexive_verb(&self, lemma: &str) -> Option<&CueEntry> {
        self.reflexives.get(lemma)
    }

    /// The verbs of more than one word that begin with `first`: the words that follow and the
    /// name under which [`Lexicon::verb`] knows them.
    pub fn verb_phrases(&self, first: &str) -> &[(Vec<&'static str>, &'static str)] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    /// A set by its name in `speech.tsv`; empty where the language has none.
    pub fn set(&self, name: &str) -> &WordSet {
        static EMPTY: std::sync::LazyLock<WordSet> = std::sync::LazyLock::new(WordSet::default);
        self.sets.get(name).unwrap_or(&EMPTY)
    }

    /// The verb of a form that can also be a noun or an adjective (*annonce*); in lower case.
    pub fn ambiguous_verb(&self, form: &str) -> Option<&'static str> {
        self.ambiguous.get(form).copied()
    }

    /// Whether every noun is written with a capital, so that a capital tells no name.
    pub fn nouns_have_capitals(&self) -> bool {
        self.set("capitalised").has("noun")
    }

    /// What a pronoun agrees with; `form` in lower case.
    pub fn pronoun(&self, form: &str) -> Option<Agreement> {
        self.pronouns.iter().find(|(words, _)| words.len() == 1 && words[0] == form).map(|p| p.1)
    }
}

fn pronoun(entry: &'static str) -> Option<(Vec<&'static str>, Agreement)> {
    let (form, code) = entry.split_once('=')?;
    let gender = match code.as_bytes().first()? {
        b'm' => Some(Gender::Masculine),
        b'f' => Some(Gender::Feminine),
        _ => None,
    };
    let plural = code.as_bytes().get(1) == Some(&b'p');
    let person = match code.as_bytes().get(2) {
        Some(b'a') => Some(true),
        Some(b't') => Some(false),
        _ => None,
    };
    Some((split_phrase(form), Agreement { gender, plural, person, neuter: code.starts_with('n') }))
}

/// The rows of a data file: line number and fields, without comments and blank lines.
pub(crate) fn rows(file: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    file.lines()
        .enumerate()
        .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
        .map(|(i, l)| (i + 1, l.split('\t').map(str::trim).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_parses() {
        for pack in PACKS {
            let lexicon = Lexicon::parse(pack).unwrap_or_else(|e| panic!("{}: {e}", pack.code));
            assert!(lexicon.verbs.len() > 50, "{} has few cue verbs", pack.code);
            assert!(!lexicon.marks.is_empty());
        }
    }

    #[test]
    fn phrases_match_longest_first() {
        let set = WordSet::parse("selon, de l'avis de, de");
        let words = ["de", "l'", "avis", "de", "tous"];
        assert_eq!(set.longest(|i| words.get(i).copied()), 4);
        assert_eq!(set.longest(|i| words.get(i + 3).copied()), 1);
        assert_eq!(set.longest(|i| words.get(i + 4).copied()), 0);
    }
}
