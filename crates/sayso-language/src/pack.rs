//! Language packs: everything needed to analyse one language.

use crate::analysis::{Analysis, Deprel, Sentence, Upos, Word};
use crate::gap;
use crate::hash;
use crate::model::Model;
use crate::parser::{self, LONGEST, View};
use crate::segment::{self, RuleError, Rules, Token, chars::fold};
use crate::split;
use crate::tagger;
use crate::traits::{Input, Seen, Traits, alone, seen, traits};
use compact_str::CompactString;
use sayso_model::{Lang, Span};
use std::ops::Range;

struct Embedded {
    code: &'static str,
    segment: &'static str,
    abbreviations: &'static str,
    model: &'static [u8],
}

// The packs, in the order of `languages/order.txt`: `CODES` and `PACKS`.
include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// Why a pack could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// No pack of that language is embedded.
    #[error("no language pack for {0:?}; there are: {known}", known = CODES.join(", "))]
    Unknown(String),
    /// A rules file does not read.
    #[error("the language pack's rules do not read")]
    Rules(#[from] RuleError),
    /// The model does not read.
    #[error("the language pack's model does not read: {0}")]
    Model(String),
}

/// No model is larger than this many bytes when decompressed.
const LARGEST_MODEL: usize = 256 << 20;

/// Everything needed to analyse one language. Loading takes milliseconds, and a pack serves any
/// number of threads.
///
/// ```
/// use sayso_language::{Pack, Upos};
/// use sayso_model::{Lang, Span};
///
/// let pack = Pack::load(&Lang::new("fr")).unwrap();
/// let text = "Le maire a parlé.";
/// let mut analysis = pack.analyse(text, &[Span::from_range(0..text.len())]);
/// pack.parse(text, &mut analysis, 0);
/// assert_eq!(analysis.words[3].lemma, "parler");
/// assert_eq!(analysis.words[1].upos, Upos::Noun);
/// assert_eq!(analysis.words[1].head, 3);
/// ```
#[derive(Debug, Clone)]
pub struct Pack {
    rules: Rules,
    model: Model,
}

impl Pack {
    /// The codes of the packs in this build.
    pub fn codes() -> &'static [&'static str] {
        CODES
    }

    /// Loads an embedded pack.
    pub fn load(lang: &Lang) -> Result<Pack, PackError> {
        let pack = PACKS
            .iter()
            .find(|pack| pack.code == lang.code())
            .ok_or_else(|| PackError::Unknown(lang.code().to_owned()))?;
        Pack::read(Rules::read(pack.segment, pack.abbreviations)?, pack.model)
    }

    /// Loads a pack from its rules and the bytes of its `model.zst`.
    pub fn read(rules: Rules, model: &[u8]) -> Result<Pack, PackError> {
        let bytes = zstd::bulk::Decompressor::upper_bound(model)
            .filter(|&len| len <= LARGEST_MODEL)
            .map(|len| zstd::bulk::decompress(model, len))
            .ok_or_else(|| PackError::Model("no size stated".to_owned()))?
            .map_err(|e| PackError::Model(e.to_string()))?;
        let model = Model::read(&bytes).map_err(|e| PackError::Model(e.to_string()))?;
        Ok(Pack { rules, model })
    }

    /// Whether the lexicon knows the form (as written, or in lower case) as this part of speech.
    pub fn knows(&self, form: &str, upos: Upos) -> bool {
        let mask = self.model.lexicon.get(hash::text(form)).mask
            | self.model.lexicon.get(hash::text(&fold(form))).mask;
        mask >> upos as u32 & 1 == 1
    }

    /// Cuts the blocks into sentences and words, and gives the words their part of speech,
    /// morphology and lemma. Heads and relations are left to [`Pack::parse`]: until then each word
    /// is its own head. Blocks that do not slice the text on character boundaries give nothing.
    pub fn analyse(&self, text: &str, blocks: &[Span]) -> Analysis {
        let mut analysis = Analysis::default();
        for (block, span) in blocks.iter().enumerate() {
            let slice = span.of(text);
            let tokens = self.tokens(slice);
            let seen = self.seen(slice, &tokens);
            let mut from = 0;
            for end in segment::ends(slice, &tokens, &seen, &self.rules, self) {
                let (Some(tokens), Some(traits)) =
                    (tokens.get(from..end), seen.traits.get(from..end))
                else {
                    break;
                };
                let (words, traits) = self.words(slice, tokens, traits);
                self.sentence(slice, span.start, block, &words, &traits, &mut analysis);
                from = end;
            }
        }
        analysis
    }

    fn seen(&self, slice: &str, tokens: &[Token]) -> Seen {
        let inputs: Vec<Input<'_>> =
            tokens.iter().map(|t| Input { form: t.of(slice), spaced: t.spaced }).collect();
        seen(&inputs, &self.model.lexicon)
    }

    /// The tokens of a block's text.
    fn tokens(&self, slice: &str) -> Vec<Token> {
        segment::tokens(slice, &self.rules, self)
    }

    fn sentence(
        &self,
        slice: &str,
        offset: u32,
        block: usize,
        words: &[Piece],
        traits: &[Traits],
        analysis: &mut Analysis,
    ) {
        let mut from = 0;
        while from < words.len() {
            let to = cut(words, slice, from);
            let (Some(words), Some(traits)) = (words.get(from..to), traits.get(from..to)) else {
                break;
            };
            let first = analysis.words.len();
            for (word, (upos, morph)) in words.iter().zip(self.tag(traits)) {
                let morph = tagger::morph_of(&self.model.morphs, morph);
                let head = analysis.words.len();
                analysis.words.push(Word {
                    span: Span::new(offset + word.start as u32, offset + word.end as u32),
                    lemma: self.model.lemma(word.form(slice), upos, &morph),
                    part: word.part.clone(),
                    upos,
                    morph,
                    head,
                    deprel: Deprel::Dep,
                    spaced: word.spaced,
                });
            }
            let span = match (words.first(), words.last()) {
                (Some(a), Some(b)) => Span::new(offset + a.start as u32, offset + b.end as u32),
                _ => break,
            };
            let words = first..analysis.words.len();
            analysis.sentences.push(Sentence { span, words, block, parsed: false });
            from = to;
        }
    }

    fn tag(&self, traits: &[Traits]) -> impl Iterator<Item = (Upos, u8)> + use<> {
        let (upos, morph) =
            tagger::run(traits, &self.model.upos, &self.model.inflect, &self.model.allowed);
        upos.into_iter().zip(morph)
    }

    /// Whether a form that could be a contraction is a name's own word: with a capital inside a
    /// sentence, in a language whose rules tell so (*Alessandro Del Piero*).
    fn is_particle(&self, slice: &str, tokens: &[Token], at: usize) -> bool {
        let (Some(token), Some(before)) =
            (tokens.get(at), at.checked_sub(1).and_then(|b| tokens.get(b)))
        else {
            return false;
        };
        let mut chars = token.of(slice).chars();
        self.rules.contracts_names
            && chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(char::is_lowercase)
            && before.of(slice).ends_with(|c: char| c.is_alphanumeric() || c == ',')
    }

    /// Tokens with contractions taken apart, and their traits.
    fn words(&self, slice: &str, tokens: &[Token], seen: &[Traits]) -> (Vec<Piece>, Vec<Traits>) {
        let mut words = Vec::with_capacity(tokens.len() + 8);
        let mut traits = Vec::with_capacity(tokens.len() + 8);
        for (i, (token, &own)) in tokens.iter().zip(seen).enumerate() {
            let form = token.of(slice);
            let contraction = self
                .rules
                .contraction(form)
                .filter(|c| !c.ambiguous || split::splits(seen, i, &self.model.split))
                .filter(|_| !self.is_particle(slice, tokens, i));
            let Token { start, end, spaced } = *token;
            let Some(contraction) = contraction else {
                // A word that the lexicon knows as it stands is taken apart by nothing.
                let enclitic = Some(form).filter(|_| own.mask == 0).and_then(|f| {
                    self.rules.enclitic(f, |stem| segment::Known::is_verb(self, stem))
                });
                if let Some(segment::Enclitic { stem, pronoun }) = enclitic {
                    for (part, spaced) in [(stem, spaced), (pronoun, true)] {
                        traits.push(alone(part, &self.model.lexicon));
                        words.push(Piece { start, end, spaced, part: Some(part.into()) });
                    }
                    continue;
                }
                words.push(Piece { start, end, spaced, part: None });
                traits.push(own);
                continue;
            };
            // Blank space is taken to stand before the second part, as between any two words.
            for (part, spaced) in contraction.parts_like(form).into_iter().zip([spaced, true]) {
                traits.push(alone(&part, &self.model.lexicon));
                words.push(Piece { start, end, spaced, part: Some(part) });
            }
        }
        (words, traits)
    }

    /// Fills the heads and relations of a sentence: one root, no cycles. A sentence that is parsed
    /// already or does not exist is left alone.
    pub fn parse(&self, text: &str, analysis: &mut Analysis, sentence: usize) {
        let Some(which) = analysis.sentences.get_mut(sentence).filter(|s| !s.parsed) else {
            return;
        };
        which.parsed = true;
        let range = which.words.clone();
        let Some(words) = analysis.words.get_mut(range.clone()) else { return };
        parse_words(text, words, &range, &self.model);
    }

    /// How many tokens the blocks hold, for measuring the cutting alone.
    #[doc(hidden)]
    pub fn segment(&self, text: &str, blocks: &[Span]) -> usize {
        blocks.iter().map(|span| self.tokens(span.of(text)).len()).sum()
    }

    /// The trained part, for measuring.
    #[doc(hidden)]
    pub fn model(&self) -> &Model {
        &self.model
    }
}

fn parse_words(text: &str, words: &mut [Word], range: &Range<usize>, model: &Model) {
    let inputs: Vec<Input<'_>> =
        words.iter().map(|w| Input { form: w.form(text), spaced: w.spaced }).collect();
    let traits = traits(&inputs, &model.lexicon);
    let mut root = None;
    let mut from = 0;
    while from < words.len() {
        let to = (from + LONGEST).min(words.len());
        let (Some(piece), Some(traits)) = (words.get_mut(from..to), traits.get(from..to)) else {
            return;
        };
        let seen = piece.iter().zip(traits);
        let view = View::new(seen.map(|(w, &t)| (t, w.upos, w.morph, hash::text(&w.lemma))));
        let state = parser::parse(&view, &model.parse);
        let heads = state.heads().iter().zip(state.labels()).skip(1);
        for (i, (word, (&head, &label))) in piece.iter_mut().zip(heads).enumerate() {
            let own = range.start + from + i;
            (word.head, word.deprel) = match (head, root) {
                (0, None) => {
                    root = Some(own);
                    (own, Deprel::Root)
                }
                (0, Some(root)) => (root, Deprel::Parataxis),
                (head, _) => (range.start + from + usize::from(head) - 1, label),
            };
        }
        from = to;
    }
}

impl segment::Known for Pack {
    fn is_verb(&self, folded: &str) -> bool {
        const VERBS: u32 = 1 << Upos::Verb as u32 | 1 << Upos::Aux as u32;
        self.model.lexicon.get(hash::text(folded)).mask & VERBS != 0
    }

    fn is_function_word(&self, folded: &str) -> bool {
        const CLOSED: u32 = 1 << Upos::Det as u32
            | 1 << Upos::Pron as u32
            | 1 << Upos::Adp as u32
            | 1 << Upos::Cconj as u32
            | 1 << Upos::Sconj as u32;
        self.model.lexicon.get(hash::text(folded)).mask & CLOSED != 0
            || self.rules.elisions.contains(folded.trim_end_matches('\''))
            || self.rules.contractions.contains_key(folded)
    }

    fn ends_without_stop(&self, traits: &[Traits], next: usize, length: usize) -> bool {
        gap::ends(traits, next, length, &self.model.gap)
    }
}

/// A word before it is tagged; offsets count in the block's text.
struct Piece {
    start: usize,
    end: usize,
    spaced: bool,
    part: Option<CompactString>,
}

impl Piece {
    fn form<'a>(&'a self, slice: &'a str) -> &'a str {
        match &self.part {
            Some(part) => part.as_str(),
            None => slice.get(self.start..self.end).unwrap_or(""),
        }
    }
}

/// Where the piece of a sentence that starts at `from` ends: at the sentence's end, or, in one
/// longer than [`LONGEST`], after the last comma or the like in the piece's second half.
fn cut(words: &[Piece], slice: &str, from: usize) -> usize {
    let most = from + LONGEST;
    if words.len() <= most {
        return words.len();
    }
    (from + LONGEST / 2..most)
        .rev()
        .find(|&i| words.get(i).is_some_and(|w| matches!(w.form(slice), "," | ";" | ":")))
        .map_or(most, |i| i + 1)
}
