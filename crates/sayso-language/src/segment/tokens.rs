//! Cuts a block into tokens.

use super::chars::*;
use super::rules::{Abbreviation, CliticAfter, Rules};
use super::sentences::Known;

/// A token of a block, in bytes of the block's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    /// Whether blank space or the block's start stands before it.
    pub spaced: bool,
}

impl Token {
    pub(crate) fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// Words are cut at this many bytes, and look-ahead ends there: no language has longer ones, garbage
/// does, and must not cost more than its length.
const LONGEST_WORD: usize = 200;

/// The tokens of `text`, in order.
pub(crate) fn tokens(text: &str, rules: &Rules, known: &dyn Known) -> Vec<Token> {
    let mut cutter = Cutter { text, rules, known, at: 0, spaced: true, out: Vec::new() };
    cutter.run();
    cutter.out
}

/// Digits of an ordinal: days, places, anniversaries; longer numbers before a stop are years.
const LONGEST_ORDINAL: usize = 3;

/// Addresses are cut at this many characters.
const LONGEST_ADDRESS: usize = 2_000;

struct Cutter<'a> {
    text: &'a str,
    rules: &'a Rules,
    known: &'a dyn Known,
    at: usize,
    spaced: bool,
    out: Vec<Token>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn push(&mut self, len: usize) {
        let end = self.at + len;
        self.out.push(Token { start: self.at, end, spaced: self.spaced });
        self.at = end;
        self.spaced = false;
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            if is_blank(c) {
                self.at += c.len_utf8();
                self.spaced = true;
            } else if let Some(len) = self.address() {
                self.push(len);
            } else if c.is_ascii_digit() {
                self.number();
            } else if is_word(c) {
                self.word();
            } else if matches!(c, '+' | '±' | '-' | '−')
                && self.spaced
                && self.rest()[c.len_utf8()..].starts_with(|d: char| d.is_ascii_digit())
            {
                let len = c.len_utf8() + number_len(&self.rest()[c.len_utf8()..]);
                self.push(len);
            } else {
                self.mark(c);
            }
        }
    }

    /// Bytes of a web or mail address that starts here; one starts after a blank or a mark that
    /// opens.
    fn address(&self) -> Option<usize> {
        let after = self.text.get(..self.at)?.chars().next_back();
        let starts = self.spaced || after.is_some_and(|c| is_quote(c) || is_opening_bracket(c));
        if starts { address(self.rest()) } else { None }
    }

    /// Punctuation: runs of the same stop, dash or ending mark are one token, all else stands alone.
    fn mark(&mut self, c: char) {
        let same = |class: &dyn Fn(char) -> bool| -> usize {
            self.rest().chars().take_while(|&d| class(d)).map(char::len_utf8).sum()
        };
        let len = match c {
            '.' | '…' => same(&|d| matches!(d, '.' | '…')),
            // Old wires write a quotation mark as two apostrophes or two graves.
            '\'' | '`' if same(&|d| d == c) == 2 => 2,
            '!' | '?' => same(&|d| matches!(d, '!' | '?')),
            '-' => same(&|d| d == '-'),
            '*' | '=' | '_' | '~' | '#' => same(&|d| d == c),
            '°' if self.rest()[2..].starts_with(['C', 'F']) => 3,
            _ => c.len_utf8(),
        };
        self.push(len);
    }

    /// A number with its groups, decimals, ranges and dates; then a unit, an ordinal's ending, or
    /// the rest of a code (`747-400ER`).
    fn number(&mut self) {
        let rest = self.rest();
        let len = number_len(rest);
        let tail = &rest[len..];
        let letters: usize =
            tail.chars().take(LONGEST_WORD).take_while(|c| is_word(*c)).map(char::len_utf8).sum();
        if letters == 0 {
            if tail.starts_with(is_hyphen) && tail.chars().nth(1).is_some_and(char::is_alphabetic) {
                self.word();
            } else if self.is_ordinal(&rest[..len], tail) {
                self.push(len + 1);
            } else {
                self.push(len);
            }
            return;
        }
        let unit_len: usize =
            tail[..letters].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        let after = &tail[unit_len..];
        if self.rules.units.contains(&fold(&tail[..unit_len]))
            && (unit_len == letters || after.starts_with(|c: char| c.is_ascii_digit()))
            && !after.starts_with(is_hyphen)
        {
            self.push(len);
            self.push(unit_len);
            return;
        }
        self.word();
    }

    /// Whether the stop at the front of `tail` makes an ordinal of the number before it: what goes
    /// on is no word that opens sentences.
    fn is_ordinal(&self, number: &str, tail: &str) -> bool {
        let Some(after) = tail.strip_prefix('.').filter(|_| self.rules.ordinals) else {
            return false;
        };
        let next = after.trim_start_matches(is_blank);
        let len = word_len(next, self.rules);
        number.len() <= LONGEST_ORDINAL
            && number.bytes().all(|b| b.is_ascii_digit())
            && next.len() < after.len()
            && next.starts_with(|c: char| c.is_alphanumeric() || is_quote(c))
            && !(next.starts_with(char::is_uppercase)
                && self.known.is_function_word(&fold(&next[..len])))
    }

    /// A word with its inner hyphens, apostrophes and stops; elisions and clitics are cut off.
    fn word(&mut self) {
        let rest = self.rest();
        let len = word_len(rest, self.rules);
        let mut end = len;
        let word = &rest[..len];
        if len > LONGEST_WORD {
            self.push(len);
            return;
        }
        let folded = fold(word);
        if self.rules.keep.contains(&folded) {
            self.push(len);
            return;
        }
        // An elision at the front: `L'`, `qu'`, cut at its apostrophe.
        if let Some((at, c)) = word.char_indices().find(|&(_, c)| is_apostrophe(c)) {
            if self.rules.elisions.contains(&fold(&word[..at])) {
                let cut = at + c.len_utf8();
                self.push(cut + self.named(word, cut, &rest[cut..]));
                return;
            }
            if at + c.len_utf8() == len {
                // No elision, so the mark is not the word's: a closing quotation mark.
                end = at;
            }
        }
        // Stops: an abbreviation keeps its own, any other word leaves it.
        let after = &rest[end..];
        if end == len && after.starts_with('.') && !after[1..].starts_with('.') {
            let next = after[1..].trim_start_matches(is_blank);
            let initials = word.contains('.')
                || (word.chars().count() == 1 && word.chars().all(char::is_uppercase));
            let keeps = match self.rules.abbreviations.get(word) {
                // The form may be a word too (`no.`, `sept.`).
                Some(Abbreviation::Number) => next.starts_with(|c: char| c.is_ascii_digit()),
                Some(_) => true,
                None => initials && (word.contains('.') || self.name_goes_on(next)),
            };
            if keeps {
                self.push(end + 1);
                return;
            }
        }
        self.clitics(end);
    }

    /// Bytes of the name behind an elision (`word` up to `cut`) that belongs to it: `D'Angelo`; 0
    /// for none. Where a sentence opens, a capital tells nothing of a longer elision.
    fn named(&self, word: &str, cut: usize, behind: &str) -> usize {
        let elision = &word[..cut];
        let capital = |s: &str| s.starts_with(char::is_uppercase);
        if !self.rules.name_elisions.contains(fold(elision).trim_end_matches('\''))
            || !capital(elision)
            || !capital(behind)
        {
            return 0;
        }
        let stop =
            |t: &Token| !t.of(self.text).starts_with(|c: char| c.is_alphanumeric() || c == ',');
        if elision.chars().count() > 2 && self.out.last().is_none_or(stop) {
            return 0;
        }
        let len = word_len(behind, self.rules);
        if len > LONGEST_WORD { 0 } else { len }
    }

    /// Whether the stop after a single capital belongs to it (`J. Dupont`): a further part of a
    /// name follows, rather than a word that opens a sentence (`le plan B. Il faut …`).
    fn name_goes_on(&self, next: &str) -> bool {
        let len = word_len(next, self.rules);
        next.starts_with(|c: char| c.is_uppercase() || is_dash(c))
            && !self.known.is_function_word(&fold(&next[..len]))
    }

    fn clitics(&mut self, len: usize) {
        let word = &self.rest()[..len];
        // Every clitic is joined by a hyphen (`dit-il`) or holds an apostrophe (`it's`, `don't`).
        if !word.contains(|c| is_hyphen(c) || is_apostrophe(c)) {
            self.push(len);
            return;
        }
        for (clitic, after) in &self.rules.clitics {
            let Some(stem) = strip_folded_suffix(word, clitic) else { continue };
            if stem.is_empty() {
                continue;
            }
            // A clitic before the last (`donne-le-moi`) is cut off in its turn.
            let bare = self
                .rules
                .clitics
                .iter()
                .find_map(|(c, _)| strip_folded_suffix(stem, c))
                .filter(|s| !s.is_empty())
                .unwrap_or(stem);
            let fits = match after {
                CliticAfter::Anything => true,
                CliticAfter::Verb => {
                    self.known.is_verb(&fold(stem)) || self.known.is_verb(&fold(bare))
                }
            };
            if fits {
                let (stem_len, clitic_len) = (stem.len(), len - stem.len());
                self.clitics(stem_len);
                self.push(clitic_len);
                return;
            }
        }
        self.push(len);
    }
}

/// `word` without `suffix` (folded) at its end; `None` where it does not end so.
fn strip_folded_suffix<'a>(word: &'a str, suffix: &str) -> Option<&'a str> {
    let count = suffix.chars().count();
    let (at, _) = word.char_indices().rev().nth(count.checked_sub(1)?)?;
    (fold(&word[at..]) == suffix).then(|| &word[..at])
}

/// Bytes of the word at the start of `rest`, before elisions and clitics are cut.
fn word_len(rest: &str, rules: &Rules) -> usize {
    let mut len = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if at > LONGEST_WORD {
            break;
        }
        let next = chars.peek().map(|&(_, c)| c);
        let joins = match c {
            _ if is_word(c) => true,
            // The apostrophe belongs to the word when a letter follows, or when it elides.
            _ if is_apostrophe(c) => {
                let goes_on =
                    next.is_some_and(|n| is_word(n) || is_opening_quote(n) || n == '"' || n == '‘');
                if goes_on && rules.elisions.contains(&fold(&rest[..at])) {
                    len = at + c.len_utf8();
                    // The kept words (aujourd'hui) have no elision's form before it, but l'on has.
                    let whole: usize = len
                        + rest[len..]
                            .chars()
                            .take_while(|&d| is_word(d) || is_hyphen(d))
                            .map(char::len_utf8)
                            .sum::<usize>();
                    if whole <= LONGEST_WORD && rules.keep.contains(&fold(&rest[..whole])) {
                        return whole;
                    }
                    return len;
                }
                next.is_some_and(is_word) || (at > 0 && rules.elisions.contains(&fold(&rest[..at])))
            }
            _ if is_hyphen(c) => next.is_some_and(is_word) && at > 0,
            // Between letters: an initialism (`R.E.M`, `J.-C`) or a name of the net.
            '.' => {
                let before = &rest[..at];
                let alone = before.chars().rev().take_while(|&d| is_word(d)).count() == 1
                    && before.chars().next_back().is_some_and(char::is_alphabetic);
                match next {
                    Some(n) if is_word(n) => alone || !runs_on(before, &rest[at + 1..]),
                    Some(n) if is_hyphen(n) => {
                        alone
                            && rest[at + 1 + n.len_utf8()..].starts_with(|d: char| d.is_uppercase())
                    }
                    _ => false,
                }
            }
            '/' => next.is_some_and(is_word) && slash_joins(&rest[..at], &rest[at + 1..]),
            '&' => {
                next.is_some_and(char::is_uppercase)
                    && rest[..at].chars().all(|d| is_word(d) && !d.is_lowercase())
            }
            // `élu(e)s`: a bracketed ending.
            '(' => bracketed_ending(&rest[at..]).is_some(),
            ')' => rest[..at].rfind('(').is_some_and(|o| bracketed_ending(&rest[o..]).is_some()),
            '-' | '+' => false,
            _ => false,
        };
        if !joins {
            break;
        }
        len = at + c.len_utf8();
    }
    len
}

/// Whether two sentences run into each other without a blank: `fin.Début`.
fn runs_on(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    before.chars().rev().take(3).filter(|c| c.is_lowercase()).count() == 3
        && next.next().is_some_and(char::is_uppercase)
        && next.next().is_none_or(|c| c.is_lowercase() || is_apostrophe(c) || is_blank(c))
}

/// Whether a slash holds a code together (`IIb/IIIa`, `H/C/562`) rather than two words.
fn slash_joins(before: &str, after: &str) -> bool {
    let next = &after[..after.find(|c| !is_word(c)).unwrap_or(after.len())];
    let code = |s: &str| {
        s.chars().any(|c| c.is_ascii_digit()) || s.chars().skip(1).any(char::is_uppercase)
    };
    let mixed = |s: &str| s.chars().any(|c| c.is_lowercase() || c.is_ascii_digit());
    code(before) && code(next) && mixed(before) && mixed(next)
}

/// Length of a bracketed word ending such as `(e)` or `(s)`.
fn bracketed_ending(rest: &str) -> Option<usize> {
    let close = rest.char_indices().take(5).find(|&(_, c)| c == ')')?.0;
    let inner = rest.get(1..close)?;
    (inner.chars().count() <= 3 && !inner.is_empty() && inner.chars().all(char::is_alphabetic))
        .then_some(close + 1)
}

/// Bytes of the number at the start of `rest`: groups of three, decimals, dates, ranges, ratios.
fn number_len(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut len = digits(0);
    // Groups of three: `13 819`, also with no-break spaces, `13'819`. The first group has up to three digits.
    if (1..=3).contains(&len) {
        while let Some(c) =
            rest[len..].chars().next().filter(|&c| is_group_blank(c) || is_apostrophe(c))
        {
            let next = len + c.len_utf8();
            let stays =
                digits(next) == 3 && !rest[next + 3..].starts_with(|d: char| d.is_alphabetic());
            if !stays {
                break;
            }
            len = next + 3;
        }
    }
    // `1,5`, `2.000`, `25/01/06`, `1990-1991`, `12:30`.
    while let Some(c) = rest[len..].chars().next() {
        if !matches!(c, ',' | '.' | '/' | ':' | '-' | '–') {
            break;
        }
        let next = len + c.len_utf8();
        let more = digits(next);
        if more == 0 {
            break;
        }
        len = next + more;
    }
    len
}

/// Bytes of the web or mail address at the start of `rest`, if there is one.
fn address(rest: &str) -> Option<usize> {
    let prefixed = ["http://", "https://", "www.", "ftp://"]
        .iter()
        .any(|p| rest.get(..p.len()).is_some_and(|head| head.eq_ignore_ascii_case(p)));
    if !prefixed && !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '@' || c == '#') {
        return None;
    }
    let is_end = |c| is_blank(c) || matches!(c, '<' | '>' | '«' | '»' | '"' | '“' | '”');
    let end = rest
        .char_indices()
        .enumerate()
        .find(|&(n, (_, c))| n == LONGEST_ADDRESS || is_end(c))
        .map_or(rest.len(), |(_, (at, _))| at);
    let chunk = &rest[..end];
    let chunk = chunk.trim_end_matches(|c: char| {
        matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '\'' | '’' | '…')
    });
    if prefixed {
        return Some(chunk.len());
    }
    let handle = |s: &str| {
        let len: usize = s.chars().take_while(|&c| is_word(c)).map(char::len_utf8).sum();
        (len > 0).then_some(len + 1)
    };
    match chunk.chars().next()? {
        '@' | '#' => handle(&chunk[1..]),
        _ => {
            let (name, host) = chunk.split_once('@')?;
            let fits = |s: &str| {
                !s.is_empty()
                    && s.chars()
                        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'))
            };
            (fits(name) && fits(host) && host.contains('.')).then_some(chunk.len())
        }
    }
}
