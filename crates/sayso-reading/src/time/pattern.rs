//! Patterns over tokens: which sequences of words make an expression, and which operation says
//! what it means. Data in `languages/time-patterns.tsv` and `languages/<code>/time-patterns.tsv`.
//!
//! A pattern is a list of items, parted by blanks:
//!
//! - `month`: a token of that class. `month[4-6]`, `unit[D,W]`: with such a value.
//! - `day=num`: the same, kept under another name.
//! - `'uhr'`: an atom of that form. `NAME`: a part defined by a line `def NAME …`.
//! - `( a | b c )`: either. `x?`: x or nothing. `_`: no blank space here.
//! - `{` and `}`: the expression's ends, where words around it only give it away.

use super::atom::{fold, is_word};
use super::lexicon::{Class, Code, Lexed, Lexicon, Value};
use rustc_hash::FxHashMap;

/// What a token is to its expression, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Role {
    Year,
    ShortYear,
    Month,
    Day,
    Weekday,
    Hour,
    Minute,
    Second,
    Half,
    Past,
    Ampm,
    Clock,
    Part,
    Unit,
    Count,
    Decimal,
    Many,
    Nth,
    Dir,
    Edge,
    Approx,
    Shift,
    Back,
    Season,
    Feast,
    Ref,
    Period,
    Every,
    To,
    Old,
    Era,
    More,
    Post,
}

const ROLES: [(&str, Role); 33] = [
    ("year", Role::Year),
    ("yy", Role::ShortYear),
    ("month", Role::Month),
    ("day", Role::Day),
    ("weekday", Role::Weekday),
    ("hour", Role::Hour),
    ("minute", Role::Minute),
    ("second", Role::Second),
    ("half", Role::Half),
    ("past", Role::Past),
    ("ampm", Role::Ampm),
    ("clock", Role::Clock),
    ("part", Role::Part),
    ("unit", Role::Unit),
    ("count", Role::Count),
    ("dec", Role::Decimal),
    ("many", Role::Many),
    ("nth", Role::Nth),
    ("dir", Role::Dir),
    ("edge", Role::Edge),
    ("approx", Role::Approx),
    ("shift", Role::Shift),
    ("back", Role::Back),
    ("season", Role::Season),
    ("feast", Role::Feast),
    ("ref", Role::Ref),
    ("period", Role::Period),
    ("every", Role::Every),
    ("to", Role::To),
    ("old", Role::Old),
    ("era", Role::Era),
    ("more", Role::More),
    ("post", Role::Post),
];

/// A token that a pattern has kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    pub role: Role,
    pub value: Value,
    /// Its atoms.
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Clone)]
enum Node {
    Token { class: Class, want: Want, role: Option<Role> },
    Word(String),
    Glued,
    Open,
    Close,
    Either(Vec<Vec<Node>>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Want {
    Any,
    Range(i64, i64),
    Codes(Vec<Code>),
}

impl Want {
    fn holds(&self, value: Value) -> bool {
        match self {
            Want::Any => true,
            Want::Range(from, to) => (*from..=*to).contains(&value.n),
            Want::Codes(codes) => codes.contains(&value.code),
        }
    }
}

/// What an expression's words are made of: which operation resolves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// A point named by year, month, day, weekday, season, feast, part of day, clock.
    Date,
    /// A day or period by its distance from publication, in a word (*yesterday*).
    Shift,
    /// The same from the expression before (*the day before*).
    Back,
    /// A day by an event (*the day of the second round*).
    Event,
    /// The time between two rounds of a vote.
    Between,
    /// So many units before publication.
    Ago,
    /// So many units after publication.
    Hence,
    /// So many units before the expression before.
    Earlier,
    /// So many units after the expression before.
    Later,
    /// A unit near publication (*last week*, *this year*).
    Near,
    /// The unit of the expression before (*that day*).
    That,
    /// The last or next so many units.
    Lasting,
    Duration,
    Set,
    Decade,
    Century,
    /// A quarter or half of a year.
    Share,
    /// Now, once, soon.
    Ref,
    /// From one point to another.
    Range,
    /// A point and how long it lasts from there to another, in years (*2019–2023*).
    Years,
    /// No time at all: what it covers is left alone.
    Not,
}

const OPS: [(&str, Op); 21] = [
    ("date", Op::Date),
    ("shift", Op::Shift),
    ("back", Op::Back),
    ("event", Op::Event),
    ("between", Op::Between),
    ("ago", Op::Ago),
    ("hence", Op::Hence),
    ("earlier", Op::Earlier),
    ("later", Op::Later),
    ("near", Op::Near),
    ("that", Op::That),
    ("lasting", Op::Lasting),
    ("duration", Op::Duration),
    ("set", Op::Set),
    ("decade", Op::Decade),
    ("century", Op::Century),
    ("share", Op::Share),
    ("ref", Op::Ref),
    ("range", Op::Range),
    ("years", Op::Years),
    ("not", Op::Not),
];

#[derive(Debug)]
struct Pattern {
    op: Op,
    nodes: Vec<Node>,
    /// Classes without which it cannot fit, as bits.
    needs: u128,
    /// Classes of each of which sets it needs one, as bits.
    one_of: Vec<u128>,
    /// So many atoms on from its first these stand at most, short of `REACH`.
    reach: usize,
}

/// The patterns of one language.
#[derive(Debug, Default)]
pub(super) struct Patterns {
    all: Vec<Pattern>,
    /// The patterns that can begin with a class.
    by_class: Vec<Vec<u16>>,
    /// The patterns that can begin with a word.
    by_word: FxHashMap<String, Vec<u16>>,
}

/// A way in which a pattern fits.
#[derive(Debug, Clone)]
pub(super) struct Match {
    pub op: Op,
    /// Index of the pattern, for the order in which equals are tried.
    pattern: u16,
    /// The atoms that it looked at.
    pub start: usize,
    pub end: usize,
    /// The atoms of the expression.
    pub from: usize,
    pub to: usize,
    pub kept: Vec<Kept>,
}

/// So many steps are tried from one atom: no text may make matching slow.
const MAX_STEPS: u32 = 4000;

/// So many ways to fit are weighed at one place.
const MAX_MATCHES: usize = 48;

impl Patterns {
    /// Reads the patterns that all languages share and those of one.
    pub fn parse(files: &[&str], lexicon: &Lexicon) -> Result<Patterns, (usize, String)> {
        let mut patterns = Patterns::default();
        patterns.by_class.resize(256, Vec::new());
        let mut parts: FxHashMap<&str, Vec<Node>> = FxHashMap::default();
        // What a language defines, the shared patterns may use.
        for (pass, file) in files.last().into_iter().chain(files).enumerate() {
            for (line, row) in file.lines().enumerate() {
                let is_def = row.starts_with("def ");
                if (pass == 0 && !is_def) || (pass == files.len() && is_def) {
                    continue;
                }
                if row.trim().is_empty() || row.starts_with('#') {
                    continue;
                }
                let fail = |message: String| (line + 1, message);
                let Some((op, text)) = row.split_once('\t') else {
                    return Err(fail("expected OPERATION and PATTERN, parted by a tab".to_owned()));
                };
                let mut items = text.split_whitespace().peekable();
                let nodes = sequence(&mut items, lexicon, &parts).map_err(fail)?;
                if items.next().is_some() {
                    return Err((line + 1, "a bracket too many".to_owned()));
                }
                if let Some(name) = op.strip_prefix("def ") {
                    parts.insert(name.trim(), nodes.unwrap_or_default());
                    continue;
                }
                let Some((_, op)) = OPS.iter().find(|(name, _)| *name == op.trim()) else {
                    return Err((line + 1, format!("unknown operation `{op}`")));
                };
                // A class that the language has no words for.
                let Some(nodes) = nodes else { continue };
                let id = patterns.all.len() as u16;
                let mut firsts = Firsts::default();
                firsts.of(&nodes);
                for class in firsts.classes {
                    let list = &mut patterns.by_class[class as usize];
                    if list.last() != Some(&id) {
                        list.push(id);
                    }
                }
                for word in firsts.words {
                    let list = patterns.by_word.entry(word).or_default();
                    if list.last() != Some(&id) {
                        list.push(id);
                    }
                }
                let needs = needs(&nodes);
                let reach = (length(&nodes) + 2).min(REACH);
                let one_of = choices(&nodes);
                patterns.all.push(Pattern { op: *op, nodes, needs, one_of, reach });
            }
        }
        Ok(patterns)
    }

    /// The ways in which patterns fit from atom `at` on, the longest first.
    pub fn matches(
        &self,
        text: &str,
        lexed: &Lexed,
        at: usize,
        out: &mut Vec<Match>,
        state: &mut State,
    ) {
        out.clear();
        state.steps = 0;
        state.tried.clear();
        for lexeme in lexed.of(at) {
            state.tried.extend_from_slice(&self.by_class[lexeme.class as usize]);
        }
        let form = lexed.atoms.get(at).map_or("", |a| a.span().of(text));
        let list = if form.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            self.by_word.get(form)
        } else {
            fold(form, &mut state.word);
            self.by_word.get(state.word.as_str())
        };
        if let Some(list) = list {
            state.tried.extend_from_slice(list);
        }
        state.tried.sort_unstable();
        state.tried.dedup();
        // The classes within each number of atoms from here.
        let mut within = [0u128; REACH + 1];
        for k in 0..REACH {
            within[k + 1] = within[k] | lexed.masks.get(at + k).copied().unwrap_or(0);
        }
        for i in 0..state.tried.len() {
            let id = state.tried[i];
            let Some(pattern) = self.all.get(id as usize) else { continue };
            let near = within[pattern.reach.min(REACH)];
            if pattern.needs & !near != 0 || pattern.one_of.iter().any(|set| set & near == 0) {
                continue;
            }
            let mut run = Run {
                text,
                lexed,
                kept: &mut state.kept,
                word: &mut state.word,
                steps: &mut state.steps,
                out,
                start: at,
                op: pattern.op,
                id,
            };
            run.kept.clear();
            run.go(&pattern.nodes, None, at, (None, None));
        }
        out.sort_by_key(|m| (std::cmp::Reverse(m.end), m.pattern));
    }
}

/// The classes that every way through a list asks for.
fn needs(nodes: &[Node]) -> u128 {
    nodes.iter().fold(0, |mask, node| {
        mask | match node {
            Node::Token { class, .. } => 1 << class,
            Node::Either(ways) => ways.iter().map(|w| needs(w)).reduce(|a, b| a & b).unwrap_or(0),
            _ => 0,
        }
    })
}

/// For each choice that a list asks for, the classes of which it needs one.
fn choices(nodes: &[Node]) -> Vec<u128> {
    let mut sets = Vec::new();
    for node in nodes {
        let Node::Either(ways) = node else { continue };
        let of: Vec<u128> = ways.iter().map(|w| asked(w)).collect();
        if of.iter().all(|set| *set != 0) {
            sets.push(of.iter().fold(0, |all, set| all | set));
        }
    }
    sets
}

/// Classes one of which a list cannot do without; 0: it can do without any.
fn asked(nodes: &[Node]) -> u128 {
    let all = needs(nodes);
    if all != 0 { all } else { choices(nodes).first().copied().unwrap_or(0) }
}

/// How many atoms a list spans, where a token has two.
fn length(nodes: &[Node]) -> usize {
    let of = |node: &Node| match node {
        Node::Token { .. } => 2,
        Node::Word(_) => 1,
        Node::Glued | Node::Open | Node::Close => 0,
        Node::Either(ways) => ways.iter().map(|w| length(w)).max().unwrap_or(0),
    };
    nodes.iter().map(of).sum()
}

/// No pattern looks further, in atoms.
const REACH: usize = 24;

/// What matching reuses from place to place.
#[derive(Debug, Default)]
pub(super) struct State {
    steps: u32,
    tried: Vec<u16>,
    kept: Vec<Kept>,
    word: String,
}

struct Run<'r> {
    text: &'r str,
    lexed: &'r Lexed,
    kept: &'r mut Vec<Kept>,
    word: &'r mut String,
    steps: &'r mut u32,
    out: &'r mut Vec<Match>,
    start: usize,
    op: Op,
    id: u16,
}

impl Run<'_> {
    /// Goes on with a list of items, and behind it with what waits.
    fn go(
        &mut self,
        nodes: &[Node],
        waiting: Option<&Waiting<'_>>,
        at: usize,
        (open, close): (Option<usize>, Option<usize>),
    ) {
        *self.steps += 1;
        if *self.steps > MAX_STEPS || self.out.len() >= MAX_MATCHES {
            return;
        }
        let Some((node, rest)) = nodes.split_first() else {
            match waiting {
                Some(next) => self.go(next.nodes, next.waiting, at, (open, close)),
                None if at > self.start => self.out.push(Match {
                    op: self.op,
                    pattern: self.id,
                    start: self.start,
                    end: at,
                    from: open.unwrap_or(self.start),
                    to: close.unwrap_or(at),
                    kept: self.kept.clone(),
                }),
                None => {}
            }
            return;
        };
        let ends = (open, close);
        match node {
            Node::Token { class, want, role } => {
                let lexed = self.lexed;
                for lexeme in lexed.of(at) {
                    if lexeme.class != *class || !want.holds(lexeme.value) {
                        continue;
                    }
                    let to = at + lexeme.len as usize;
                    let depth = self.kept.len();
                    if let Some(role) = *role {
                        let (from, to) = (at as u32, to as u32);
                        self.kept.push(Kept { role, value: lexeme.value, from, to });
                    }
                    self.go(rest, waiting, to, ends);
                    self.kept.truncate(depth);
                }
            }
            Node::Word(word) => {
                let Some(atom) = self.lexed.atoms.get(at) else { return };
                if is_word(atom.span().of(self.text), word, self.word) {
                    self.go(rest, waiting, at + 1, ends);
                }
            }
            Node::Glued => {
                if self.lexed.atoms.get(at).is_some_and(|a| a.glued) {
                    self.go(rest, waiting, at, ends);
                }
            }
            Node::Open => self.go(rest, waiting, at, (Some(at), close)),
            Node::Close => self.go(rest, waiting, at, (open, Some(at))),
            Node::Either(ways) => {
                let next = Waiting { nodes: rest, waiting };
                for way in ways {
                    self.go(way, Some(&next), at, ends);
                }
            }
        }
    }
}

/// What is left to match behind an inner list.
struct Waiting<'w> {
    nodes: &'w [Node],
    waiting: Option<&'w Waiting<'w>>,
}

#[derive(Default)]
struct Firsts {
    classes: Vec<Class>,
    words: Vec<String>,
}

impl Firsts {
    /// Collects what a list can begin with; `true`: it can be empty.
    fn of(&mut self, nodes: &[Node]) -> bool {
        for node in nodes {
            match node {
                Node::Token { class, .. } => {
                    self.classes.push(*class);
                    return false;
                }
                Node::Word(word) => {
                    self.words.push(word.clone());
                    return false;
                }
                Node::Glued | Node::Open | Node::Close => {}
                Node::Either(ways) => {
                    let mut empty = false;
                    for way in ways {
                        empty |= self.of(way);
                    }
                    if !empty {
                        return false;
                    }
                }
            }
        }
        true
    }
}

type Items<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

/// A list of items up to `|`, `)` or the end. `None`: it asks for a class without words.
fn sequence<'a>(
    items: &mut Items<'a>,
    lexicon: &Lexicon,
    parts: &FxHashMap<&str, Vec<Node>>,
) -> Result<Option<Vec<Node>>, String> {
    let mut list = Vec::new();
    let mut possible = true;
    while let Some(&item) = items.peek() {
        if matches!(item, "|" | ")" | ")?") {
            break;
        }
        items.next();
        match item {
            "(" => {
                let mut ways = Vec::new();
                loop {
                    ways.extend(sequence(items, lexicon, parts)?);
                    match items.next() {
                        Some("|") => {}
                        Some(")") => break,
                        Some(")?") => {
                            ways.push(Vec::new());
                            break;
                        }
                        _ => return Err("a bracket does not close".to_owned()),
                    }
                }
                possible &= !ways.is_empty();
                list.push(Node::Either(ways));
            }
            "_" => list.push(Node::Glued),
            "{" => list.push(Node::Open),
            "}" => list.push(Node::Close),
            _ => {
                let (name, optional) = match item.strip_suffix('?') {
                    Some(name) => (name, true),
                    None => (item, false),
                };
                let node = single(name, lexicon, parts)?;
                match (node, optional) {
                    (Some(node), false) => list.extend(node),
                    (Some(node), true) => list.push(Node::Either(vec![node, Vec::new()])),
                    (None, true) => {}
                    (None, false) => possible = false,
                }
            }
        }
    }
    // At the top, `a | b` is a choice as well.
    Ok(possible.then_some(list))
}

fn single(
    item: &str,
    lexicon: &Lexicon,
    parts: &FxHashMap<&str, Vec<Node>>,
) -> Result<Option<Vec<Node>>, String> {
    if let Some(word) = item.strip_prefix('\'') {
        let word = word.strip_suffix('\'').ok_or_else(|| format!("`{item}`: no closing mark"))?;
        return Ok(Some(vec![Node::Word(word.to_owned())]));
    }
    if item.starts_with(|c: char| c.is_ascii_uppercase()) {
        let part = parts.get(item).ok_or_else(|| format!("no `def {item}` stands before"))?;
        return Ok((!part.is_empty()).then(|| part.clone()));
    }
    let (role, rest) = item.split_once('=').map_or((None, item), |(r, c)| (Some(r), c));
    let (name, want) = match rest.split_once('[') {
        Some((name, want)) => {
            let want = want.strip_suffix(']').ok_or_else(|| format!("`{item}`: `]` is missing"))?;
            (name, parse_want(want)?)
        }
        None => (rest, Want::Any),
    };
    let role = role.unwrap_or(name);
    let known = ROLES.iter().find(|(n, _)| *n == role).map(|(_, r)| *r);
    if known.is_none() && item.contains('=') {
        return Err(format!("unknown name `{role}`"));
    }
    let Some(class) = lexicon.classes.iter().position(|c| c == name) else { return Ok(None) };
    Ok(Some(vec![Node::Token { class: class as Class, want, role: known }]))
}

fn parse_want(text: &str) -> Result<Want, String> {
    let number = |s: &str| s.parse::<i64>().ok();
    if let Some(n) = number(text) {
        return Ok(Want::Range(n, n));
    }
    if let Some((from, to)) = text.split_once("..")
        && let (Some(from), Some(to)) = (number(from), number(to))
    {
        return Ok(Want::Range(from, to));
    }
    Ok(Want::Codes(text.split(',').map(Code::new).collect()))
}
