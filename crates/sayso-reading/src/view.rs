//! What the rules look at: the analysed text with its quotes laid over it.

use crate::lexicon::Lexicon;
use crate::quotation::Quote;
use crate::total::Total;
use compact_str::CompactString;
use sayso_knowledge::Knowledge;
use sayso_language::{Analysis, Deprel, Sentence, Upos, Word};
use sayso_model::{Lang, Span};

/// An analysed text with everything that rules ask of it. Words are named by their index.
pub(crate) struct View<'a> {
    pub text: &'a str,
    pub lang: &'a Lang,
    pub words: Total<'a, Word>,
    pub sentences: Total<'a, Sentence>,
    pub lexicon: &'a Lexicon,
    pub knowledge: &'a Knowledge,
    pub quotes: &'a [Quote],
    /// Each word's form in lower case.
    lower: Total<'static, CompactString>,
    /// The innermost quote between whose marks each word stands.
    pub quote_of: Total<'static, Option<u32>>,
    /// Whether each word is a paired quotation mark.
    pub is_mark: Total<'static, bool>,
    /// The sentence of each word.
    pub sentence_of: Total<'static, u32>,
    /// Each word's children in the tree, in order; `children_of[first_child[w]..first_child[w+1]]`.
    children: Vec<u32>,
    /// Where each quote's closing mark starts, in order, with the quote.
    closing: Vec<(u32, u32)>,
    first_child: Vec<u32>,
}

/// Lower case, with the typewriter's apostrophe, as the lexicon writes words.
pub(crate) fn fold_case(form: &str) -> CompactString {
    if form.is_ascii() {
        let mut low = CompactString::from(form);
        low.make_ascii_lowercase();
        return low;
    }
    form.chars().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect()
}

impl<'a> View<'a> {
    pub fn new(
        text: &'a str,
        lang: &'a Lang,
        analysis: &'a Analysis,
        quotes: &'a [Quote],
        lexicon: &'a Lexicon,
        knowledge: &'a Knowledge,
    ) -> View<'a> {
        let words = analysis.words.as_slice();
        let lower: Vec<CompactString> = words.iter().map(|w| fold_case(w.form(text))).collect();
        let mut sentence_of = vec![0; words.len()];
        for (i, s) in analysis.sentences.iter().enumerate() {
            for w in s.words.clone() {
                sentence_of[w] = i as u32;
            }
        }
        let mut quote_of = vec![None; words.len()];
        let mut is_mark = vec![false; words.len()];
        // Quotes stand in order of their opening marks, so a later one is an inner one.
        for (i, quote) in quotes.iter().enumerate() {
            let from = words.partition_point(|w| w.span.end <= quote.open.start);
            for (w, word) in words.iter().enumerate().skip(from) {
                if word.span.start >= quote.outer().end {
                    break;
                }
                if quote.open.overlaps(word.span) || quote.close.overlaps(word.span) {
                    is_mark[w] = true;
                } else {
                    quote_of[w] = Some(i as u32);
                }
            }
        }
        let mut first_child = vec![0u32; words.len() + 1];
        for (w, word) in words.iter().enumerate() {
            if word.head != w && word.head < words.len() {
                first_child[word.head + 1] += 1;
            }
        }
        for w in 0..words.len() {
            first_child[w + 1] += first_child[w];
        }
        let mut at = first_child.clone();
        let mut children = vec![0u32; first_child.last().copied().unwrap_or(0) as usize];
        for (w, word) in words.iter().enumerate() {
            if word.head != w && word.head < words.len() {
                children[at[word.head] as usize] = w as u32;
                at[word.head] += 1;
            }
        }
        let end = text.len() as u32;
        let nothing = Word {
            span: Span::new(end, end),
            part: Some(CompactString::default()),
            lemma: CompactString::default(),
            upos: Upos::X,
            morph: Default::default(),
            head: words.len(),
            deprel: Deprel::Dep,
            spaced: true,
        };
        let nowhere = Sentence {
            span: Span::new(end, end),
            words: words.len()..words.len(),
            block: usize::MAX,
            parsed: false,
        };
        let mut closing: Vec<(u32, u32)> = quotes
            .iter()
            .enumerate()
            .filter(|(_, q)| !q.close.is_empty())
            .map(|(i, q)| (q.close.start, i as u32))
            .collect();
        closing.sort_unstable();
        let after = analysis.sentences.len() as u32;
        View {
            text,
            lang,
            words: Total::borrowed(words, nothing),
            sentences: Total::borrowed(&analysis.sentences, nowhere),
            lexicon,
            knowledge,
            quotes,
            lower: Total::owned(lower, CompactString::default()),
            quote_of: Total::owned(quote_of, None),
            is_mark: Total::owned(is_mark, false),
            sentence_of: Total::owned(sentence_of, after),
            children,
            closing,
            first_child,
        }
    }

    /// The dependents of a word, in order.
    pub fn children(&self, w: usize) -> impl Iterator<Item = usize> + '_ {
        let range = match (self.first_child.get(w), self.first_child.get(w + 1)) {
            (Some(from), Some(to)) => *from as usize..*to as usize,
            _ => 0..0,
        };
        self.children[range].iter().map(|c| *c as usize)
    }

    pub fn sentence(&self, w: usize) -> &Sentence {
        &self.sentences[self.sentence_of[w] as usize]
    }

    pub fn low(&self, w: usize) -> &str {
        &self.lower[w]
    }

    pub fn upos(&self, w: usize) -> Upos {
        self.words[w].upos
    }

    pub fn deprel(&self, w: usize) -> Deprel {
        self.words[w].deprel
    }

    pub fn head(&self, w: usize) -> usize {
        self.words[w].head
    }

    pub fn is(&self, w: usize, form: &str) -> bool {
        self.words[w].span.of(self.text) == form
    }

    pub fn is_punct(&self, w: usize) -> bool {
        self.upos(w) == Upos::Punct || self.is_mark[w]
    }

    pub fn is_comma(&self, w: usize) -> bool {
        self.is(w, ",")
    }

    /// Whether the word is in a set of the lexicon.
    pub fn in_set(&self, set: &str, w: usize) -> bool {
        self.lexicon.set(set).has(self.low(w))
    }

    /// Whether the word, written with a capital, ends like a member of the set.
    pub fn in_ending_set(&self, set: &str, w: usize) -> bool {
        self.lexicon.set(set).ends(self.low(w))
    }

    /// Whether finite verbs of the third person may stand without their subject (*Ha aggiunto che P*).
    pub fn drops_subjects(&self) -> bool {
        self.lexicon.set("null-subject").has("3")
    }

    /// Whether an inserted verb has its subject behind it alone (*P, a dit X*), and clauses that are
    /// reported are introduced.
    pub fn inverts_inserts(&self) -> bool {
        let subject = self.lexicon.set("inserted-subject");
        subject.has("behind") && !subject.has("before")
    }

    /// Whether the word's base form is in a set of the lexicon.
    pub fn in_set_lemma(&self, set: &str, w: usize) -> bool {
        self.lexicon.set(set).has(&self.words[w].lemma)
    }

    /// How many words from `w` on, below `end`, a phrase of the set covers.
    pub fn phrase_at(&self, set: &str, w: usize, end: usize) -> usize {
        self.lexicon.set(set).longest(|i| (w + i < end).then(|| self.low(w + i)))
    }

    /// The span from the first to the last of the words; both in the text's order.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.words[first].span.join(self.words[last].span)
    }

    /// Whether `w` hangs, at any depth, under `top`, without passing a relative clause.
    pub fn is_under(&self, w: usize, top: usize) -> bool {
        let mut at = w;
        for _ in 0..64 {
            if at == top {
                return true;
            }
            let head = self.head(at);
            if head == at || self.deprel(at) == Deprel::AclRelcl {
                return false;
            }
            at = head;
        }
        false
    }

    /// The outermost quote that the word stands in.
    pub fn top_quote(&self, w: usize) -> Option<usize> {
        let mut quote = self.quote_of[w]? as usize;
        while let Some(parent) = self.quotes[quote].parent {
            quote = parent;
        }
        Some(quote)
    }

    /// The quotes that share text with a span, outer ones first.
    ///
    /// Costs the number of quotes found, not that of all: a text of nothing but marks must not be
    /// read in quadratic time.
    pub fn quotes_at(&self, span: Span) -> impl Iterator<Item = (usize, &'a Quote)> + '_ {
        let first = self.quotes.partition_point(|q| q.open.start < span.start);
        let mut around = [None; crate::quotation::MAX_DEPTH];
        let mut at = first.checked_sub(1);
        // Up from the quote before: it or one that holds it may reach into the span.
        for slot in around.iter_mut().rev() {
            let Some(q) = at else { break };
            *slot = Some(q);
            at = self.quotes[q].parent;
        }
        around
            .into_iter()
            .flatten()
            .filter(move |q| self.quotes[*q].outer().overlaps(span))
            .chain(
                (first..self.quotes.len())
                    .take_while(move |q| self.quotes[*q].open.start < span.end),
            )
            .map(|q| (q, &self.quotes[q]))
    }

    /// The quote whose closing mark starts at a byte.
    pub fn quote_closing_at(&self, byte: u32) -> Option<usize> {
        let at = self.closing.binary_search_by_key(&byte, |c| c.0).ok()?;
        Some(self.closing[at].1 as usize)
    }

    /// The first word that starts at or after a byte.
    pub fn word_from(&self, byte: u32) -> usize {
        self.words.partition_point(|w| w.span.start < byte)
    }
}
