//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011).

use crate::analysis::Deprel;

/// A transition. Words are numbered from 1; 0 is the root above the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word.
    Left(Deprel),
    /// The top of the stack becomes a dependent of the word under it.
    Right(Deprel),
}

const LABELS: usize = Deprel::ALL.len();

/// How many classes of moves there are.
pub const MOVES: usize = 1 + 2 * LABELS;

impl Move {
    /// The class of the move in the model.
    pub const fn class(self) -> usize {
        match self {
            Move::Shift => 0,
            Move::Left(d) => 1 + d as usize,
            Move::Right(d) => 1 + LABELS + d as usize,
        }
    }

    /// The move of a class.
    pub fn of_class(class: usize) -> Move {
        match class.checked_sub(1) {
            None => Move::Shift,
            Some(d) if d < LABELS => Move::Left(Deprel::ALL[d]),
            Some(d) => Move::Right(Deprel::ALL[(d - LABELS).min(LABELS - 1)]),
        }
    }
}

/// What is known of a word's dependents so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kin {
    /// Outermost and second outermost dependents on the left; 0 for none.
    pub left: [u16; 2],
    /// The same on the right.
    pub right: [u16; 2],
    pub left_count: u8,
    pub right_count: u8,
    /// The dependents' relations as bits.
    pub labels: u64,
    /// The dependent that is its case mark, and the one that is its other mark; 0 for none.
    pub case: u16,
    pub mark: u16,
}

/// A parse under way. The stack holds words with the root at its bottom.
#[derive(Debug, Clone)]
pub struct State {
    pub(crate) stack: Vec<u16>,
    /// The next word; past the last one when the buffer is empty.
    pub(crate) next: u16,
    pub(crate) len: u16,
    /// Head of each word; 0 for the root and for those without a head yet.
    pub(crate) head: Vec<u16>,
    pub(crate) label: Vec<Deprel>,
    pub(crate) kin: Vec<Kin>,
}

impl State {
    /// The start of a sentence of `len` words.
    pub fn new(len: u16) -> State {
        let count = usize::from(len) + 1;
        State {
            stack: vec![0],
            next: 1,
            len,
            head: vec![0; count],
            label: vec![Deprel::Dep; count],
            kin: vec![Kin::default(); count],
        }
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.next > self.len && self.stack.len() <= 1
    }

    /// The `n`th word of the stack from the top; `None` below the root.
    pub fn stack(&self, n: usize) -> Option<u16> {
        self.stack.len().checked_sub(n + 1).and_then(|i| self.stack.get(i)).copied()
    }

    /// The next word.
    pub fn next(&self) -> Option<u16> {
        (self.next <= self.len).then_some(self.next)
    }

    /// The stack from bottom to top.
    pub fn whole_stack(&self) -> &[u16] {
        &self.stack
    }

    /// The moves allowed, as bits of their classes. The root takes one dependent, the last, with
    /// the root's relation, and no other word has that relation.
    pub fn allowed(&self) -> u128 {
        const ROOT: u128 = 1 << Deprel::Root as usize;
        const ANY: u128 = ((1 << LABELS) - 1) & !ROOT;
        let mut allowed = 0;
        let more = self.next <= self.len;
        if more {
            allowed |= 1;
        }
        if self.stack.len() >= 2 && more {
            allowed |= ANY << 1;
        }
        if self.stack.len() > 2 {
            allowed |= ANY << (1 + LABELS);
        } else if self.stack.len() == 2 && !more {
            allowed |= ROOT << (1 + LABELS);
        }
        allowed
    }

    /// Makes a move; one that is not possible leaves the state as it is.
    pub fn apply(&mut self, step: Move) {
        match step {
            Move::Shift => {
                if self.next <= self.len {
                    self.stack.push(self.next);
                    self.next += 1;
                }
            }
            Move::Left(label) => {
                if let (Some(head), true) = (self.next(), self.stack.len() >= 2)
                    && let Some(word) = self.stack.pop()
                {
                    self.attach(word, head, label);
                }
            }
            Move::Right(label) => {
                if self.stack.len() >= 2
                    && let Some(word) = self.stack.pop()
                    && let Some(head) = self.stack(0)
                {
                    self.attach(word, head, label);
                }
            }
        }
    }

    fn attach(&mut self, word: u16, head: u16, label: Deprel) {
        self.head[usize::from(word)] = head;
        self.label[usize::from(word)] = label;
        let kin = &mut self.kin[usize::from(head)];
        kin.labels |= 1 << label as u64;
        if word < head {
            kin.left = [word, kin.left[0]];
            kin.left_count = kin.left_count.saturating_add(1);
        } else {
            kin.right = [word, kin.right[0]];
            kin.right_count = kin.right_count.saturating_add(1);
        }
        match label {
            Deprel::Case => kin.case = word,
            Deprel::Mark | Deprel::Cc => kin.mark = word,
            _ => {}
        }
    }

    /// The heads, by word (from 1); 0 is the root.
    pub fn heads(&self) -> &[u16] {
        &self.head
    }

    /// The relations, by word (from 1).
    pub fn labels(&self) -> &[Deprel] {
        &self.label
    }
}
