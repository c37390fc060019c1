//! A report's body, small: each word two bytes, in order.

use crate::overlap::Overlap;
use crate::record::{Bytes, Head, RecordError};
use crate::word::{Look, each_word, hash, mix};
use sayso_model::{BlockRole, Document};

const HEAD: Head = Head { kind: b'S', version: 1, name: "sketch" };

/// Words of a report that are kept: the first 2,000. Dispatches have some hundred; what is longer is
/// compared by its beginning, and `words` tells its true length.
pub const MAX_WORDS: usize = 2000;

/// Words of a shingle that makes an index key. Five of 14 bits are enough to be one of a kind.
const KEY_SHINGLE: usize = 5;
/// Keys are the smallest hashes among the shingles of the first so many words, and of all.
const KEY_REACHES: [usize; 4] = [32, 64, 128, MAX_WORDS];
/// So many from each of these.
const KEYS_EACH: usize = 4;

/// The bits of a word's hash; the two above them are its [`Look`].
const HASH_BITS: u32 = 14;
const HASH_MASK: u16 = (1 << HASH_BITS) - 1;

/// What is kept of a report's body to tell whether another is a copy: its words in order, each a
/// hash of 14 bits and two bits that say whether it is a name or a figure.
///
/// A sample of shingles (Broder 1997; winnowing, Schleimer, Wilkerson and Aiken 2003; FracMinHash,
/// Irber et al. 2022) takes as many bytes and knows less: with every word in order the comparison
/// sees where the texts part, which tells a corrected figure from a new count, and a cut text from
/// one that repeats another's background. Shingles are what it is looked up by: [`Sketch::keys`].
///
/// ```
/// use sayso_model::Document;
/// use sayso_story::Sketch;
///
/// let wire = "Le port de Varelle rouvrira lundi à l'aube, a annoncé la préfecture. Les deux \
///     grues endommagées par la tempête ont été réparées, et le chenal dragué sur 800 mètres. \
///     Trois cargos attendent au large depuis mardi.";
/// let outlet = wire.replace("préfecture", "préfecture maritime").replace('\'', "’");
/// let (a, b) = (Sketch::of(&Document::from_text(wire)), Sketch::of(&Document::from_text(outlet)));
/// assert!(a.compare(&b).is_copy());
/// assert_eq!(Sketch::from_bytes(&a.to_bytes())?, a);
/// # Ok::<(), sayso_story::RecordError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sketch {
    codes: Vec<u16>,
    words: u32,
}

impl Sketch {
    /// The sketch of a report's body: paragraphs, lead and list items. Titles, headings, captions,
    /// credits, bylines, datelines and furniture are the outlet's, and blocks that repeat another
    /// are read once. A flash is a headline alone: where the text has no body, its titles and headings
    /// are taken. A report with neither has an empty sketch, which is no copy of anything.
    pub fn of(document: &Document) -> Sketch {
        let body =
            Sketch::of_roles(document, &[BlockRole::Paragraph, BlockRole::Lead, BlockRole::List]);
        match body.words {
            0 => Sketch::of_roles(document, &[BlockRole::Title, BlockRole::Heading]),
            _ => body,
        }
    }

    fn of_roles(document: &Document, roles: &[BlockRole]) -> Sketch {
        let mut sketch = Sketch::default();
        for block in &document.blocks {
            if roles.contains(&block.role) && block.repeats.is_none() {
                sketch.add(block.span.of(&document.text));
            }
        }
        sketch
    }

    /// The sketch of a text that is body as a whole, of at most `most` words.
    pub(crate) fn of_text(text: &str, most: usize) -> Sketch {
        let mut sketch = Sketch::default();
        sketch.add(text);
        sketch.codes.truncate(most);
        sketch
    }

    fn add(&mut self, text: &str) {
        each_word(text, |word, look| {
            self.words = self.words.saturating_add(1);
            if self.codes.len() < MAX_WORDS {
                self.codes.push(code(word, look));
            }
        });
    }

    /// How many words the body has, those beyond [`MAX_WORDS`] among them.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// The keys by which copies are found: at most 16, sorted, none twice.
    ///
    /// Index a report under its keys; candidates for a new one are the reports that share at least
    /// one. They are the smallest hashes (MinHash, Broder 1997) among the five-word shingles of the
    /// first 32, 64, 128 words and of all, four from each: a text of which only the beginning was
    /// kept shares those of the beginning, one that got a new beginning those of the whole.
    ///
    /// What keeps a look-up short however many reports there are: index a text once, its copies not
    /// again; ask only for reports of the last thirty days; of the candidates compare the sixteen that
    /// share most keys.
    pub fn keys(&self) -> Vec<u32> {
        let words: Vec<u16> = self.codes.iter().map(|code| code & HASH_MASK).collect();
        if words.is_empty() {
            return Vec::new();
        }
        let shingles: Vec<u32> = match words.len() < KEY_SHINGLE {
            true => vec![shingle(&words)],
            false => words.windows(KEY_SHINGLE).map(shingle).collect(),
        };
        let mut keys = Vec::with_capacity(KEY_REACHES.len() * KEYS_EACH);
        let mut last = 0;
        for reach in KEY_REACHES {
            let within = (reach - KEY_SHINGLE + 1).min(shingles.len());
            if within == last {
                break;
            }
            last = within;
            let mut part: Vec<u32> = shingles.iter().take(within).copied().collect();
            let nth = KEYS_EACH.min(part.len());
            if nth < part.len() {
                part.select_nth_unstable(nth);
            }
            keys.extend(part.into_iter().take(nth));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// How much of each text stands in the other, and in which way they part. The two sides change
    /// places with the sketches; everything else is the same either way round.
    pub fn compare(&self, other: &Sketch) -> Overlap {
        Overlap::of(&self.codes, &other.codes)
    }

    /// The record: two bytes for each word and eight more.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = HEAD.write();
        self.write(&mut out);
        out
    }

    /// The sketch of a record.
    ///
    /// # Errors
    /// When the bytes are no sketch, are cut, or are of another version.
    pub fn from_bytes(bytes: &[u8]) -> Result<Sketch, RecordError> {
        let mut bytes = HEAD.read(bytes)?;
        let sketch = Sketch::read(&mut bytes, MAX_WORDS)?;
        bytes.end()?;
        Ok(sketch)
    }

    /// The record without its head.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.words.to_le_bytes());
        out.extend((self.codes.len() as u16).to_le_bytes());
        self.codes.iter().for_each(|code| out.extend(code.to_le_bytes()));
    }

    /// The other way, for a sketch that keeps at most `most` words.
    pub(crate) fn read(bytes: &mut Bytes<'_>, most: usize) -> Result<Sketch, RecordError> {
        let words = bytes.u32()?;
        let codes = bytes.list(most, Bytes::u16)?;
        // What is left out is left out at the end alone.
        let kept = (words as usize).min(most);
        if codes.len() == kept { Ok(Sketch { codes, words }) } else { Err(bytes.bad()) }
    }

    pub(crate) fn codes(&self) -> &[u16] {
        &self.codes
    }
}

/// A word as the sketch has it.
fn code(word: &str, look: Look) -> u16 {
    (hash(word) as u16 & HASH_MASK) | (look as u16) << HASH_BITS
}

/// A word's hash alone, for comparing: the look depends on where in the sentence it stands.
pub(crate) fn same(a: u16, b: u16) -> bool {
    (a ^ b) & HASH_MASK == 0
}

/// Whether the word has a digit.
pub(crate) fn is_figure(code: u16) -> bool {
    code >> HASH_BITS == Look::Figure as u16
}

/// Whether the word has a capital inside its sentence.
pub(crate) fn is_name(code: u16) -> bool {
    code >> HASH_BITS == Look::Name as u16
}

/// Words in order as one number: exact for up to four.
pub(crate) fn packed(codes: &[u16]) -> u64 {
    codes.iter().fold(1, |all, code| all << HASH_BITS | u64::from(code & HASH_MASK))
}

/// The hash of words in order.
pub(crate) fn shingle(codes: &[u16]) -> u32 {
    (codes.iter().fold(0x51_7c_c1_b7, |all, code| mix(all ^ u64::from(code & HASH_MASK))) >> 32)
        as u32
}
