//! The words of time of one language (`languages/<code>/time.tsv`): words and phrases as typed
//! tokens, and how they are found in a text.

use super::atom::{Atom, Kind, cut, fold, is_word};
use super::number::Sum;
use crate::lexicon::LexiconError;
use rustc_hash::FxHashMap;
use sayso_model::Span;

/// The class of a token: its place in [`Lexicon::classes`].
pub(super) type Class = u8;

/// Classes that the engine makes or reads itself; tables add their own behind them.
pub(super) const KNOWN: [&str; 15] = [
    "num", "ord", "y4", "d2", "dec", "numjoin", "ordend", "tensed", "planned", "rel", "plans",
    "fig", "figord", "yw", "ymd",
];
pub(super) const NUM: Class = 0;
pub(super) const ORD: Class = 1;
pub(super) const Y4: Class = 2;
pub(super) const D2: Class = 3;
pub(super) const DEC: Class = 4;
const NUMJOIN: Class = 5;
const ORDEND: Class = 6;
pub(super) const TENSED: Class = 7;
pub(super) const PLANNED: Class = 8;
pub(super) const REL: Class = 9;
pub(super) const PLANS: Class = 10;
const FIG: Class = 11;
const FIGORD: Class = 12;
const YEAR_WORDS: Class = 13;
const YMD: Class = 14;

/// What a token means: a number, a code, and a second code, as its class uses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Value {
    pub n: i64,
    pub code: Code,
    pub more: Code,
}

/// Up to eight capitals or digits: `D`, `MO`, `PAST`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub(super) struct Code([u8; 8]);

impl Code {
    pub const fn new(name: &str) -> Code {
        let mut code = [0; 8];
        let name = name.as_bytes();
        let mut i = 0;
        while i < name.len() && i < 8 {
            code[i] = name[i];
            i += 1;
        }
        Code(code)
    }

    pub fn name(&self) -> &str {
        let end = self.0.iter().position(|b| *b == 0).unwrap_or(8);
        std::str::from_utf8(&self.0[..end]).unwrap_or("")
    }

    pub fn is_none(&self) -> bool {
        self.0[0] == 0
    }
}

impl Value {
    pub const fn number(n: i64) -> Value {
        Value { n, code: Code([0; 8]), more: Code([0; 8]) }
    }

    /// `3`, `D`, `-1D`, `0D+EV`, `E-2` (a code, then a number behind it), `MM-DD` as `12-25`.
    fn parse(text: &str) -> Value {
        let (main, more) =
            text.split_once('+').filter(|(m, _)| !m.is_empty()).unwrap_or((text, ""));
        let digits = |c: char| c.is_ascii_digit() || c == '-';
        let end = main.find(|c| !digits(c)).unwrap_or(main.len());
        match main[..end].parse() {
            Ok(n) => Value { n, code: Code::new(&main[end..]), more: Code::new(more) },
            // A code alone, or one that holds the number in itself.
            Err(_) => Value { n: 0, code: Code::new(main), more: Code::new(more) },
        }
    }
}

/// A token over one or more atoms.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexeme {
    pub class: Class,
    /// How many atoms it covers.
    pub len: u8,
    pub value: Value,
}

/// The atoms of a text with their tokens.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub atoms: Vec<Atom>,
    pub lexemes: Vec<Lexeme>,
    /// Whether each atom holds a token that can be the heart of an expression.
    pub core: Vec<bool>,
    /// The classes of each atom's tokens, as bits.
    pub masks: Vec<u128>,
    buffer: String,
    glue: String,
}

impl Lexed {
    pub fn of(&self, atom: usize) -> &[Lexeme] {
        self.atoms.get(atom).map_or(&[], |a| {
            let from = a.first as usize;
            &self.lexemes[from..from + a.count as usize]
        })
    }
}

#[derive(Debug)]
struct Entry {
    /// The atoms behind the first.
    rest: Vec<String>,
    class: Class,
    value: Value,
}

/// The words of time of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// Names of classes.
    pub classes: Vec<String>,
    /// Entries by their first atom, the longest first.
    words: FxHashMap<String, Vec<Entry>>,
    /// Which beginnings and lengths its first atoms have: most words of a text have none of them.
    known: Vec<u64>,
    /// First parts of compounds.
    firsts: FxHashMap<String, Vec<(Class, Value)>>,
    /// Last parts of compounds.
    lasts: FxHashMap<String, Vec<(Class, Value)>>,
    /// The first two bytes of all first parts and of number words that are written in one.
    heads: Vec<u64>,
    /// Words of numbers that may be written in one word, with their value.
    numbers: FxHashMap<String, i64>,
    /// Classes whose tokens are no heart of an expression.
    weak: Vec<bool>,
    /// Whether points part thousands and commas decimals.
    decimal: char,
}

/// Two bytes that a word begins with, as a number.
fn head(a: u8, b: u8) -> usize {
    usize::from(a) << 8 | usize::from(b)
}

fn set_bit(bits: &mut Vec<u64>, at: usize) {
    if bits.len() <= at / 64 {
        bits.resize(at / 64 + 1, 0);
    }
    if let Some(word) = bits.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

fn has_bit(bits: &[u64], at: usize) -> bool {
    bits.get(at / 64).is_some_and(|word| (word >> (at % 64)) & 1 == 1)
}

/// How many kinds of beginnings are told apart.
const KNOWN_BITS: usize = 1 << 14;

/// The kind of a word's beginning: its first bytes and its length.
fn beginning(word: &str) -> usize {
    let byte = |i: usize| word.as_bytes().get(i).map_or(0, |b| usize::from(*b));
    (byte(0) ^ (byte(1) << 3) ^ (byte(2) << 6) ^ (word.len() << 10)) % KNOWN_BITS
}

/// Words with so many letters may be written without their accents.
const UNACCENTED: usize = 4;

/// No word of these tables is longer, and no text needs a longer one read.
const LONGEST_WORD: usize = 48;

impl Lexicon {
    pub fn parse(file: &'static str) -> Result<Lexicon, LexiconError> {
        let mut lexicon = Lexicon {
            classes: KNOWN.iter().map(|k| (*k).to_owned()).collect(),
            decimal: ',',
            ..Lexicon::default()
        };
        let mut weak = Vec::new();
        let mut compound: Vec<&str> = Vec::new();
        let mut number_rows = Vec::new();
        for (line, fields) in crate::lexicon::rows(file) {
            let fail = |message: &str| LexiconError {
                file: "time.tsv",
                line,
                message: message.to_owned(),
            };
            let [class, value, words] = fields[..] else {
                return Err(fail("expected CLASS, VALUE and WORDS, parted by tabs"));
            };
            let parsed = Value::parse(value);
            match class {
                "decimal" => {
                    lexicon.decimal = words.chars().next().unwrap_or(',');
                    continue;
                }
                "compound" => {
                    compound.extend(words.split(',').map(str::trim));
                    continue;
                }
                "weak" => {
                    weak.extend(words.split(',').map(str::trim));
                    continue;
                }
                _ => {}
            }
            let id = lexicon.class(class).ok_or_else(|| fail("too many classes"))?;
            for word in words.split(", ").map(str::trim).filter(|w| !w.is_empty()) {
                lexicon.add(word, id, parsed);
                if compound.contains(&class) && word.chars().all(char::is_alphabetic) {
                    lexicon.add(&format!("{word}-"), id, parsed);
                }
                if id == NUM {
                    number_rows.push((word.trim_end_matches('-'), parsed.n));
                }
                if id == NUMJOIN {
                    number_rows.push((word, -1));
                }
            }
        }
        for (word, n) in number_rows {
            if word.chars().all(char::is_alphabetic) {
                lexicon.numbers.insert(word.to_owned(), n);
                if let [a, b, ..] = word.as_bytes() {
                    set_bit(&mut lexicon.heads, head(*a, *b));
                }
            }
        }
        #[allow(clippy::iter_over_hash_type)] // each list is sorted on its own
        for list in lexicon.words.values_mut() {
            list.sort_by_key(|e| std::cmp::Reverse(e.rest.len()));
        }
        lexicon.weak = lexicon
            .classes
            .iter()
            .map(|c| {
                weak.contains(&c.as_str())
                    || matches!(
                        c.as_str(),
                        "tensed"
                            | "planned"
                            | "rel"
                            | "plans"
                            | "fig"
                            | "figord"
                            | "yw"
                            | "d2"
                            | "dec"
                            | "numjoin"
                            | "ordend"
                    )
            })
            .collect();
        Ok(lexicon)
    }

    /// Whether a word is of a class.
    pub fn has(&self, word: &str, class: Class) -> bool {
        self.words
            .get(word)
            .is_some_and(|list| list.iter().any(|e| e.class == class && e.rest.is_empty()))
    }

    /// The class of a name, made where there is none.
    fn class(&mut self, name: &str) -> Option<Class> {
        if let Some(at) = self.classes.iter().position(|c| c == name) {
            return Some(at as Class);
        }
        self.classes.push(name.to_owned());
        Class::try_from(self.classes.len() - 1).ok().filter(|c| *c < 128)
    }

    fn add(&mut self, word: &str, class: Class, value: Value) {
        let (word, value) = match word.split_once('+') {
            Some((word, more)) => (word, Value { more: Code::new(more), ..value }),
            None => (word, value),
        };
        if let Some(first) = word.strip_suffix('-').filter(|w| !w.is_empty() && !w.contains(' ')) {
            if let [a, b, ..] = first.as_bytes() {
                set_bit(&mut self.heads, head(*a, *b));
            }
            self.firsts.entry(first.to_owned()).or_default().push((class, value));
            return;
        }
        if let Some(last) = word.strip_prefix('-').filter(|w| !w.is_empty() && !w.contains(' ')) {
            self.lasts.entry(last.to_owned()).or_default().push((class, value));
            return;
        }
        if word.chars().count() >= UNACCENTED {
            let mut bare = String::new();
            word.chars().for_each(|c| plain(c, &mut bare));
            if bare != word {
                self.add_form(&bare, class, value);
            }
        }
        self.add_form(word, class, value);
    }

    fn add_form(&mut self, word: &str, class: Class, value: Value) {
        let mut atoms = Vec::new();
        cut(word, Span::from_range(0..word.len()), &mut atoms);
        let mut parts = atoms.iter().map(|a| a.span().of(word).to_owned());
        let Some(first) = parts.next() else { return };
        let rest: Vec<String> = parts.collect();
        set_bit(&mut self.known, beginning(&first));
        let list = self.words.entry(first).or_default();
        if !list.iter().any(|e| e.rest == rest && e.class == class && e.value == value) {
            list.push(Entry { rest, class, value });
        }
    }

    /// Cuts a stretch of text into atoms with their tokens. What `out` held before is gone.
    /// Returns whether any expression can stand in it.
    pub fn lex(&self, text: &str, span: Span, out: &mut Lexed) -> bool {
        out.atoms.clear();
        out.lexemes.clear();
        cut(text, span, &mut out.atoms);
        self.split_compounds(text, out);
        let mut any = false;
        out.core.clear();
        out.core.resize(out.atoms.len(), false);
        let mut buffer = std::mem::take(&mut out.buffer);
        for i in 0..out.atoms.len() {
            let first = out.lexemes.len();
            match out.atoms[i].kind {
                Kind::Number => self.digits(text, i, out),
                Kind::Word | Kind::Mark => {
                    let form = out.atoms[i].span().of(text);
                    // Most words are in lower case as they stand.
                    if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
                        self.compound_part(i, form, out);
                        self.phrases(text, i, form, out);
                    } else {
                        fold(form, &mut buffer);
                        self.compound_part(i, &buffer, out);
                        self.phrases(text, i, &buffer, out);
                    }
                }
            }
            let count = out.lexemes.len() - first;
            let atom = &mut out.atoms[i];
            atom.first = first as u32;
            atom.count = u16::try_from(count).unwrap_or(0);
        }
        out.buffer = buffer;
        self.sum_numbers(text, out);
        out.masks.clear();
        for i in 0..out.atoms.len() {
            out.masks.push(out.of(i).iter().fold(0, |mask, l| mask | 1 << l.class));
            let core = out.of(i).iter().any(|l| {
                !self.weak[l.class as usize]
                    || (l.class == NUM && (2..=31).contains(&l.value.n))
                    || l.class == D2
            });
            out.core[i] = core;
            any |= core;
        }
        any
    }

    /// Tokens that begin with a run of digits.
    fn digits(&self, text: &str, i: usize, out: &mut Lexed) {
        let span = out.atoms[i].span();
        let form = span.of(text);
        let mut push = |class, n, len: usize| {
            out.lexemes.push(Lexeme { class, len: len as u8, value: Value::number(n) });
        };
        if form.len() > 12 {
            return;
        }
        let Ok(n) = form.parse::<i64>() else { return };
        let at = |k: usize| out.atoms.get(i + k).filter(|a| a.glued);
        let mark = |k: usize| at(k).filter(|a| a.kind == Kind::Mark).map(|a| a.span().of(text));
        let group = |k: usize| {
            out.atoms.get(i + k).filter(|a| a.kind == Kind::Number && a.end - a.start == 3)
        };
        // 10,000 · 10.000 · 10 000 · 10'000
        let (mut k, mut grouped) = (0, n);
        if form.len() <= 3 && n > 0 {
            while k < 9 {
                let parted = match mark(k + 1) {
                    Some("'" | "’") => 2,
                    Some("," | ".")
                        if mark(k + 1).and_then(|m| m.chars().next()) != Some(self.decimal) =>
                    {
                        2
                    }
                    Some(_) => break,
                    None if out.atoms.get(i + k + 1).is_some_and(|a| !a.glued) => 1,
                    None => break,
                };
                let Some(next) = group(k + parted).filter(|a| a.glued == (parted == 2)) else {
                    break;
                };
                grouped = grouped
                    .saturating_mul(1000)
                    .saturating_add(next.span().of(text).parse().unwrap_or(0));
                k += parted;
            }
        }
        if k > 0 {
            push(NUM, grouped, k + 1);
        }
        // A decimal; its text is read where it counts.
        if mark(1).and_then(|m| m.chars().next()) == Some(self.decimal)
            && at(2).is_some_and(|a| a.kind == Kind::Number)
        {
            push(DEC, n, 3);
        }
        push(NUM, n, 1);
        push(FIG, n, 1);
        if form.len() == 4 && (1000..2200).contains(&n) {
            push(Y4, n, 1);
        }
        if form.len() == 2 {
            push(D2, n, 1);
        }
        if form.len() == 8 && (19_000_101..=21_001_231).contains(&n) {
            push(YMD, n, 1);
        }
        // 1er, 2nd, 3., 1º
        let end = at(1).map(|a| a.span().of(text));
        if let Some(end) = end
            && form.len() <= 3
        {
            let mut folded = std::mem::take(&mut out.glue);
            fold(end, &mut folded);
            let is_end = self
                .words
                .get(folded.as_str())
                .is_some_and(|list| list.iter().any(|e| e.class == ORDEND && e.rest.is_empty()));
            out.glue = folded;
            if is_end {
                out.lexemes.push(Lexeme { class: ORD, len: 2, value: Value::number(n) });
                out.lexemes.push(Lexeme { class: FIGORD, len: 2, value: Value::number(n) });
            }
        }
    }

    /// Tokens of an atom that is a part of a compound.
    fn compound_part(&self, i: usize, form: &str, out: &mut Lexed) {
        let parts = if out.atoms[i].inner {
            self.lasts.get(form)
        } else if out.atoms.get(i + 1).is_some_and(|a| a.inner) {
            if let Some(n) = self.glued_number(form) {
                out.lexemes.push(Lexeme { class: NUM, len: 1, value: Value::number(n) });
            }
            self.firsts.get(form)
        } else {
            return;
        };
        for &(class, value) in parts.into_iter().flatten() {
            out.lexemes.push(Lexeme { class, len: 1, value });
        }
    }

    /// Tokens of the table that begin with atom `i`, whose folded form is `form`.
    fn phrases(&self, text: &str, i: usize, form: &str, out: &mut Lexed) {
        let Some(list) =
            has_bit(&self.known, beginning(form)).then(|| self.words.get(form)).flatten()
        else {
            if form.len() > 5 && out.atoms[i].kind == Kind::Word {
                self.number_word(form, out);
            }
            return;
        };
        let mut other = std::mem::take(&mut out.glue);
        for entry in list {
            let fits = entry.rest.iter().enumerate().all(|(k, word)| {
                out.atoms
                    .get(i + k + 1)
                    .is_some_and(|a| is_word(a.span().of(text), word, &mut other))
            });
            if fits {
                let len = entry.rest.len() as u8 + 1;
                out.lexemes.push(Lexeme { class: entry.class, len, value: entry.value });
            }
        }
        out.glue = other;
    }

    /// A number or an ordinal in one word (*fünfundzwanzig*, *ventiquattro*, *dreiundzwanzigsten*).
    fn number_word(&self, form: &str, out: &mut Lexed) {
        if let Some(n) = self.glued_number(form) {
            out.lexemes.push(Lexeme { class: NUM, len: 1, value: Value::number(n) });
            return;
        }
        if !self.head_of(form) {
            return;
        }
        for (at, _) in form.char_indices().rev().take(6) {
            let end = self.words.get(&form[at..]);
            if end.is_some_and(|l| l.iter().any(|e| e.class == ORDEND && e.rest.is_empty()))
                && let Some(n) = self.glued_number(&form[..at])
            {
                out.lexemes.push(Lexeme { class: ORD, len: 1, value: Value::number(n) });
                return;
            }
        }
    }

    fn head_of(&self, form: &str) -> bool {
        matches!(form.as_bytes(), [a, b, ..] if has_bit(&self.heads, head(*a, *b)))
    }

    /// The value of a number written in one word.
    fn glued_number(&self, form: &str) -> Option<i64> {
        if self.numbers.is_empty() || !self.head_of(form) || form.len() > LONGEST_WORD {
            return None;
        }
        self.glued_from(form, Sum::default(), 0)
    }

    fn glued_from(&self, rest: &str, sum: Sum, depth: usize) -> Option<i64> {
        if rest.is_empty() {
            return (depth > 0).then(|| sum.value());
        }
        if depth > 8 {
            return None;
        }
        // The longest part first: `sechzehn` before `sech`.
        for (at, c) in rest.char_indices().rev() {
            let end = at + c.len_utf8();
            let Some(&n) = self.numbers.get(&rest[..end]) else { continue };
            let mut next = sum;
            if n < 0 {
                if depth == 0 || end == rest.len() {
                    continue;
                }
            } else if !next.push_glued(n) {
                continue;
            }
            if let Some(found) = self.glued_from(&rest[end..], next, depth + 1) {
                return Some(found);
            }
        }
        None
    }

    /// Cuts compounds of the language (*Montagabend*, *zweistündig*) in two atoms.
    fn split_compounds(&self, text: &str, out: &mut Lexed) {
        if self.firsts.is_empty() {
            return;
        }
        let mut form = std::mem::take(&mut out.buffer);
        let mut i = 0;
        while i < out.atoms.len() {
            let atom = out.atoms[i];
            i += 1;
            let len = (atom.end - atom.start) as usize;
            if atom.kind != Kind::Word || !(5..=LONGEST_WORD).contains(&len) {
                continue;
            }
            fold(atom.span().of(text), &mut form);
            if form.len() != len || !self.head_of(&form) || self.words.contains_key(form.as_str()) {
                continue;
            }
            if let Some(at) = self.split_at(&form) {
                let middle = atom.start + at as u32;
                out.atoms[i - 1].end = middle;
                out.atoms.insert(
                    i,
                    Atom { start: middle, glued: true, inner: true, first: 0, count: 0, ..atom },
                );
                i += 1;
            }
        }
        out.buffer = form;
    }

    fn split_at(&self, form: &str) -> Option<usize> {
        for (at, _) in form.char_indices().rev() {
            if at < 2 {
                return None;
            }
            let (first, last) = (&form[..at], &form[at..]);
            if last.len() < 3 || !(self.lasts.contains_key(last) || self.words.contains_key(last)) {
                continue;
            }
            if self.firsts.contains_key(first)
                || (self.lasts.contains_key(last) && self.glued_number(first).is_some())
            {
                return Some(at);
            }
        }
        None
    }

    /// Numbers of several words.
    fn sum_numbers(&self, text: &str, out: &mut Lexed) {
        let number = |out: &Lexed, i: usize| {
            out.of(i)
                .iter()
                .filter(|l| l.class == NUM)
                .max_by_key(|l| l.len)
                .map(|l| (l.value.n, l.len as usize))
        };
        let joins = |out: &Lexed, i: usize| {
            out.of(i).iter().find(|l| l.class == NUMJOIN).map(|l| l.len as usize)
        };
        let mut i = 0;
        while i < out.atoms.len() {
            let start = i;
            i += 1;
            let digits = out.atoms[start].kind == Kind::Number;
            let Some((n, len)) = number(out, start) else { continue };
            let mut sum = Sum::default();
            if digits {
                // 700 million, 5.6 billion
                let decimal = out.of(start).iter().find(|l| l.class == DEC).map(|l| l.len as usize);
                let end = start + decimal.unwrap_or(len);
                if let Some((m, l)) = number(out, end)
                    && m >= 1000
                    && out.atoms[end].kind == Kind::Word
                {
                    let part = decimal.and_then(|d| out.atoms.get(start + d - 1)).map_or(0, |a| {
                        let digits = a.span().of(text);
                        let figures = digits.get(..digits.len().min(3)).unwrap_or("");
                        let scale = 10i64.pow(figures.len() as u32);
                        figures.parse::<i64>().unwrap_or(0).saturating_mul(m) / scale
                    });
                    let whole = n.saturating_mul(m).saturating_add(part).min(100_000_000_000);
                    self.add_number(out, start, whole, end + l - start, NUM);
                    i = end + l;
                }
                continue;
            }
            if !sum.push(n) {
                continue;
            }
            let mut end = start + len;
            let mut parts = 1;
            loop {
                let joined = joins(out, end).unwrap_or(0);
                let at = end + joined;
                // A hyphen only joins where no blank stands before it.
                if joined > 0 && out.atoms[end].kind == Kind::Mark && !out.atoms[end].glued {
                    break;
                }
                let ordinal = out.of(at).iter().find(|l| l.class == ORD && l.value.n < 100);
                if let Some(o) = ordinal.copied()
                    && out.atoms[at].kind == Kind::Word
                {
                    let mut whole = sum;
                    if whole.push(o.value.n) {
                        let len = at + o.len as usize - start;
                        self.add_number(out, start, whole.value(), len, ORD);
                        i = at + o.len as usize;
                    }
                    break;
                }
                let Some((m, l)) = number(out, at) else { break };
                if out.atoms[at].kind != Kind::Word {
                    break;
                }
                let before = sum.value();
                if !sum.push(m) {
                    // nineteen eighty-six
                    if joined == 0
                        && parts == 1
                        && (11..=20).contains(&before)
                        && (10..100).contains(&m)
                    {
                        let mut rest = Sum::default();
                        let mut to = at;
                        while let Some((m, l)) = number(out, to)
                            && out.atoms[to].kind == Kind::Word
                            && rest.push(m)
                        {
                            to += l;
                        }
                        self.add_number(
                            out,
                            start,
                            before * 100 + rest.value(),
                            to - start,
                            YEAR_WORDS,
                        );
                        i = i.max(to);
                    }
                    break;
                }
                end = at + l;
                parts += 1;
            }
            if parts > 1 {
                self.add_number(out, start, sum.value(), end - start, NUM);
                i = i.max(end);
            }
        }
    }

    /// Adds a token to an atom whose tokens are settled: they move to the end of the list.
    fn add_number(&self, out: &mut Lexed, atom: usize, n: i64, len: usize, class: Class) {
        let Ok(len) = u8::try_from(len) else { return };
        let (from, count) = (out.atoms[atom].first as usize, out.atoms[atom].count as usize);
        let at = out.lexemes.len() as u32;
        out.lexemes.push(Lexeme { class, len, value: Value::number(n) });
        out.lexemes.extend_from_within(from..from + count);
        out.atoms[atom].first = at;
        out.atoms[atom].count = count as u16 + 1;
    }
}

/// A letter without its accent, as far as the languages at hand use it. Umlauts are written out:
/// without its marks *hätte* would be another word.
fn plain(c: char, out: &mut String) {
    match c {
        'à' | 'â' | 'á' => out.push('a'),
        'é' | 'è' | 'ê' | 'ë' => out.push('e'),
        'î' | 'ï' | 'ì' | 'í' => out.push('i'),
        'ô' | 'ò' | 'ó' => out.push('o'),
        'û' | 'ù' | 'ú' => out.push('u'),
        'ç' => out.push('c'),
        'ä' => out.push_str("ae"),
        'ö' => out.push_str("oe"),
        'ü' => out.push_str("ue"),
        _ => out.push(c),
    }
}
