//! What analysing a text gives.

use compact_str::CompactString;
use sayso_model::Span;
use std::ops::Range;

/// A text cut into sentences and syntactic words (Universal Dependencies' notion).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Analysis {
    /// The words of all sentences, in order.
    pub words: Vec<Word>,
    /// The sentences, in order. No sentence crosses a block.
    pub sentences: Vec<Sentence>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// From its first to its last character, without edge blanks.
    pub span: Span,
    /// Its words in [`Analysis::words`].
    pub words: Range<usize>,
    /// Index of the block (of those given to the analysis) in which it stands.
    pub block: usize,
    /// Whether heads and relations have been filled in.
    pub parsed: bool,
}

/// A syntactic word. The parts of a contraction (`du` = `de` + `le`) share one span.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    /// The token's place in the text.
    pub span: Span,
    /// The word's form where it is not the text under the span (a contraction's part).
    pub part: Option<CompactString>,
    /// Base form, as the language's treebank writes it (lower case but for names).
    pub lemma: CompactString,
    /// Part of speech.
    pub upos: Upos,
    /// Morphology, as far as it could be told.
    pub morph: Morph,
    /// Index of the head in [`Analysis::words`]; itself where it is the root. Only in parsed sentences.
    pub head: usize,
    /// Relation to the head.
    pub deprel: Deprel,
    /// Whether blank space (or the block's start) stands before it.
    pub spaced: bool,
}

impl Word {
    /// The word's form: its part of the contraction, or the text.
    pub fn form<'a>(&'a self, text: &'a str) -> &'a str {
        self.part.as_deref().unwrap_or_else(|| self.span.of(text))
    }
}

macro_rules! named {
    ($(#[$meta:meta])* $name:ident: $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        #[repr(u8)]
        #[allow(missing_docs)] // the values are those of Universal Dependencies
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in declaration order; a value's place is `value as usize`.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name as Universal Dependencies writes it.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value of a name; `None` for an unknown one.
            pub fn from_name(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

named!(
    /// Universal part of speech.
    Upos: Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
    Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN",
    Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", #[default] X = "X",
);

named!(
    /// Universal dependency relation, with the subtypes that reading uses; other subtypes fall
    /// to their base relation.
    Deprel: Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", Advmod = "advmod", Amod = "amod",
    Appos = "appos", Aux = "aux", AuxPass = "aux:pass", AuxCaus = "aux:caus", AuxTense = "aux:tense",
    Case = "case", Cc = "cc", Ccomp = "ccomp", Clf = "clf", Compound = "compound", Conj = "conj",
    Cop = "cop", Csubj = "csubj", #[default] Dep = "dep", Det = "det", Discourse = "discourse",
    Dislocated = "dislocated", Expl = "expl", Fixed = "fixed", Flat = "flat",
    FlatForeign = "flat:foreign", FlatName = "flat:name", Goeswith = "goeswith", Iobj = "iobj",
    List = "list", Mark = "mark", Nmod = "nmod", Nsubj = "nsubj", NsubjPass = "nsubj:pass",
    Nummod = "nummod", Obj = "obj", Obl = "obl", OblAgent = "obl:agent", OblArg = "obl:arg",
    OblMod = "obl:mod", Orphan = "orphan", Parataxis = "parataxis",
    ParataxisInsert = "parataxis:insert", Punct = "punct", Reparandum = "reparandum", Root = "root",
    Vocative = "vocative", Xcomp = "xcomp",
);

named!(
    /// Grammatical gender.
    Gender: #[default] None = "", Masc = "Masc", Fem = "Fem", Neut = "Neut",
);
named!(
    /// Grammatical number.
    Number: #[default] None = "", Sing = "Sing", Plur = "Plur",
);
named!(
    /// Grammatical person.
    Person: #[default] None = "", First = "1", Second = "2", Third = "3",
);
named!(
    /// Tense.
    Tense: #[default] None = "", Past = "Past", Pres = "Pres", Fut = "Fut", Imp = "Imp",
);
named!(
    /// Mood.
    Mood: #[default] None = "", Ind = "Ind", Cnd = "Cnd", Sub = "Sub", Imp = "Imp",
);
named!(
    /// Form of a verb.
    VerbForm: #[default] None = "", Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger",
);
named!(
    /// Case.
    Case: #[default] None = "", Nom = "Nom", Acc = "Acc", Dat = "Dat", Gen = "Gen",
);

/// Morphological features, as far as they could be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[allow(missing_docs)]
pub struct Morph {
    pub gender: Gender,
    pub number: Number,
    pub person: Person,
    pub tense: Tense,
    pub mood: Mood,
    pub verb_form: VerbForm,
    pub case: Case,
}
