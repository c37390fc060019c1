//! What the parser sees of a state: words, tags, morphology, dependents, distances, quotation.

use super::state::State;
use crate::analysis::{Deprel, Morph, Upos};
use crate::hash::feature;
use crate::traits::Traits;

/// A word as the parser sees it. The first of a sentence's nodes is the root.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Node {
    form: u32,
    lemma: u32,
    tag: u32,
    /// Tag with the form of the verb, or the form of closed-class words.
    fine: u32,
    number: u8,
    gender: u8,
    person: u8,
    /// Whether it stands in a quotation.
    quoted: u8,
    is_verb: bool,
    is_comma: bool,
    is_mark: bool,
}

const NONE: Node = Node {
    form: 2,
    lemma: 2,
    tag: 98,
    fine: 98,
    number: 0,
    gender: 0,
    person: 0,
    quoted: 0,
    is_verb: false,
    is_comma: false,
    is_mark: false,
};

const ROOT: Node = Node { form: 3, lemma: 3, tag: 97, fine: 97, ..NONE };

/// The parser's view of a sentence.
#[derive(Debug, Clone, Default)]
pub struct View {
    nodes: Vec<Node>,
    /// Verbs, commas and quotation marks among the words before each, to count those between two.
    verbs: Vec<u16>,
    commas: Vec<u16>,
    marks: Vec<u16>,
}

impl View {
    /// The view of a sentence's words: traits, tag, morphology and hash of the lemma of each.
    pub fn new(words: impl Iterator<Item = (Traits, Upos, Morph, u32)>) -> View {
        let (open, close, comma) =
            (crate::hash::text("«"), crate::hash::text("»"), crate::hash::text(","));
        let mut view = View { nodes: vec![ROOT], verbs: vec![0], commas: vec![0], marks: vec![0] };
        let mut depth = 0u8;
        let (mut verbs, mut commas, mut marks) = (0, 0, 0);
        for (traits, upos, morph, lemma) in words {
            if traits.lower == close {
                depth = depth.saturating_sub(1);
            }
            let is_verb = matches!(upos, Upos::Verb | Upos::Aux);
            let fine = match upos {
                Upos::Verb | Upos::Aux => feature(
                    300,
                    upos as u32,
                    morph.verb_form as u32 | (morph.mood as u32) << 4,
                    (morph.tense as u32) << 4,
                ),
                Upos::Adp | Upos::Sconj | Upos::Cconj | Upos::Pron | Upos::Punct => {
                    feature(301, upos as u32, traits.lower, 0)
                }
                _ => feature(302, upos as u32, 0, 0),
            };
            let node = Node {
                form: traits.lower,
                lemma,
                tag: upos as u32,
                fine,
                number: morph.number as u8,
                gender: morph.gender as u8,
                person: morph.person as u8,
                quoted: u8::from(depth > 0),
                is_verb,
                is_comma: traits.lower == comma,
                is_mark: traits.lower == close || traits.lower == open,
            };
            if traits.lower == open {
                depth = depth.saturating_add(1);
            }
            verbs += u16::from(is_verb);
            commas += u16::from(node.is_comma);
            marks += u16::from(node.is_mark);
            view.nodes.push(node);
            view.verbs.push(verbs);
            view.commas.push(commas);
            view.marks.push(marks);
        }
        view
    }

    /// How many words there are.
    pub fn len(&self) -> u16 {
        (self.nodes.len().saturating_sub(1)) as u16
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.nodes.len() <= 1
    }

    fn node(&self, word: Option<u16>) -> &Node {
        word.and_then(|w| self.nodes.get(usize::from(w))).unwrap_or(&NONE)
    }

    /// Verbs, commas and quotation marks strictly between two words, up to 2, 3 and 3 of them.
    fn between(&self, a: Option<u16>, b: Option<u16>) -> u32 {
        let (Some(a), Some(b)) = (a, b) else { return 255 };
        let (a, b) = (usize::from(a.min(b)), usize::from(a.max(b)));
        if b <= a + 1 {
            return 0;
        }
        let count = |sums: &[u16], most: u16| {
            let upto = sums.get(b - 1).copied().unwrap_or(0);
            u32::from((upto - sums.get(a).copied().unwrap_or(0).min(upto)).min(most))
        };
        count(&self.verbs, 2) | count(&self.commas, 3) << 2 | count(&self.marks, 3) << 4
    }
}

fn distance(a: Option<u16>, b: Option<u16>) -> u32 {
    match (a, b) {
        (Some(a), Some(b)) => match a.abs_diff(b) {
            d @ 0..=4 => u32::from(d),
            5..=6 => 5,
            7..=10 => 6,
            11..=15 => 7,
            16..=25 => 8,
            _ => 9,
        },
        _ => 15,
    }
}

/// Whether two words agree in number and gender: for each, unknown, same or different; and their
/// persons.
fn agreement(a: &Node, b: &Node) -> u32 {
    let same = |x: u8, y: u8| match (x, y) {
        (0, _) | (_, 0) => 0u32,
        (x, y) if x == y => 1,
        _ => 2,
    };
    same(a.number, b.number)
        | same(a.gender, b.gender) << 2
        | u32::from(a.person) << 4
        | u32::from(b.person) << 6
}

/// The features of a state.
pub fn features(view: &View, state: &State, out: &mut Vec<u32>) {
    out.clear();
    let (s0i, s1i, s2i) = (state.stack(0), state.stack(1), state.stack(2));
    let b0i = state.next();
    let bi = |n: u16| Some(state.next + n).filter(|&w| w <= state.len);
    let (s0, s1, s2) = (view.node(s0i), view.node(s1i), view.node(s2i));
    let (b0, b1, b2) = (view.node(b0i), view.node(bi(1)), view.node(bi(2)));
    // The words just before and after the top of the stack in the text.
    let s0p = view.node(s0i.and_then(|w| w.checked_sub(1)).filter(|&w| w > 0));
    let s0n = view.node(s0i.map(|w| w + 1).filter(|&w| w <= state.len && w > 1));
    let b0p = view.node(b0i.and_then(|w| w.checked_sub(1)).filter(|&w| w > 0));
    let kin = |word: Option<u16>| {
        word.and_then(|w| state.kin.get(usize::from(w))).copied().unwrap_or_default()
    };
    let (k0, k1, kb) = (kin(s0i), kin(s1i), kin(b0i));
    let child = |w: u16| (w > 0).then_some(w);
    let label = |w: u16| {
        if w == 0 { 63 } else { state.label.get(usize::from(w)).map_or(63, |&d| d as u32) }
    };
    let s0l = view.node(child(k0.left[0]));
    let s0r = view.node(child(k0.right[0]));
    let s1r = view.node(child(k1.right[0]));
    let s1l = view.node(child(k1.left[0]));
    let b0l = view.node(child(kb.left[0]));
    let s0l2 = view.node(child(k0.left[1]));
    let b0l2 = view.node(child(kb.left[1]));
    let case = |k: &super::state::Kin| {
        if k.case > 0 { view.node(child(k.case)).lemma } else { 0 }
    };
    let mark = |k: &super::state::Kin| {
        if k.mark > 0 { view.node(child(k.mark)).lemma } else { 0 }
    };
    let (c0, c1, cb) = (case(&k0), case(&k1), case(&kb));
    let (m0, m1, mb) = (mark(&k0), mark(&k1), mark(&kb));
    let d0 = distance(s0i, b0i);
    let d1 = distance(s0i, s1i);
    let (set0, set1, setb) = (label_set(k0.labels), label_set(k1.labels), label_set(kb.labels));
    let val0 = u32::from(k0.left_count.min(3)) | u32::from(k0.right_count.min(4)) << 4;
    let val1 = u32::from(k1.left_count.min(3)) | u32::from(k1.right_count.min(4)) << 4;
    let between0 = view.between(s0i, b0i);
    let between1 = view.between(s1i, s0i);
    let quotes = u32::from(s0.quoted) | u32::from(s1.quoted) << 1 | u32::from(b0.quoted) << 2;

    let mut id = 1000;
    let mut push = |a: u32, b: u32, c: u32| {
        id += 1;
        out.push(feature(id, a, b, c));
    };
    // Single words.
    push(s0.form, s0.tag, 0);
    push(s0.lemma, s0.fine, 0);
    push(s0.fine, 0, 0);
    push(s1.form, s1.tag, 0);
    push(s1.lemma, s1.fine, 0);
    push(s1.fine, 0, 0);
    push(s2.lemma, s2.tag, 0);
    push(s2.fine, 0, 0);
    push(b0.form, b0.tag, 0);
    push(b0.lemma, b0.fine, 0);
    push(b0.fine, 0, 0);
    push(b1.form, b1.tag, 0);
    push(b1.fine, 0, 0);
    push(b2.form, b2.tag, 0);
    push(b2.fine, 0, 0);
    push(b0p.fine, b0.tag, 0);
    push(s0n.fine, s0.tag, 0);
    push(s0p.fine, s0.tag, 0);
    // Pairs.
    push(s0.lemma, b0.lemma, 0);
    push(s0.lemma, b0.fine, 1);
    push(s0.fine, b0.lemma, 2);
    push(s0.fine, b0.fine, 3);
    push(s1.lemma, s0.lemma, 0);
    push(s1.lemma, s0.fine, 1);
    push(s1.fine, s0.lemma, 2);
    push(s1.fine, s0.fine, 3);
    push(s1.fine, b0.fine, 4);
    push(s1.lemma, b0.fine, 5);
    push(s1.fine, b0.lemma, 6);
    push(b0.fine, b1.fine, 0);
    push(b0.lemma, b1.lemma, 0);
    // Triples.
    push(s0.fine, b0.fine, b1.fine);
    push(s1.fine, s0.fine, b0.fine);
    push(s1.tag, s0.lemma, b0.fine);
    push(s1.fine, s0.fine, b0.lemma);
    push(s1.lemma, s0.fine, b0.fine);
    push(s2.fine, s1.fine, s0.fine);
    push(s2.tag, s1.tag, b0.fine);
    push(b0.fine, b1.fine, b2.fine);
    push(s0.fine, b0.fine, s0n.fine);
    push(s0.fine, b0.fine, b0p.fine);
    push(s1.fine, s0.fine, b1.fine);
    let four = feature(400, s1.fine, s0.fine, 0);
    push(four, b0.fine, b1.fine);
    // Dependents.
    push(s0.fine, s0l.fine, b0.fine);
    push(s0.fine, s0r.fine, b0.fine);
    push(s1.fine, s1r.fine, s0.fine);
    push(s1.fine, s1l.fine, s0.fine);
    push(s0.fine, b0.fine, b0l.fine);
    push(s1.fine, s0.fine, s0l.fine);
    push(s1.fine, s0.fine, s0r.fine);
    push(s0.fine, label(k0.left[0]), label(k0.right[0]));
    push(s1.fine, label(k1.left[0]), label(k1.right[0]));
    push(b0.fine, label(kb.left[0]), label(kb.left[1]));
    push(s0.tag, s0l.tag, s0l2.tag);
    push(b0.tag, b0l.tag, b0l2.tag);
    push(s0.lemma, s0l.form, label(k0.left[0]));
    push(s0.lemma, s0r.form, label(k0.right[0]));
    push(s1.lemma, s1r.lemma, label(k1.right[0]));
    // Relations so far.
    push(s0.fine, set0, 0);
    push(s1.fine, set1, 0);
    push(b0.fine, setb, 0);
    push(s0.fine, set0, b0.fine);
    push(s1.fine, set1, s0.fine);
    push(s0.lemma, set0, b0.tag);
    push(s1.lemma, set1, s0.tag);
    let pair = feature(401, set1, set0, 0);
    push(s1.tag, s0.tag, pair);
    // Prepositions and conjunctions.
    push(c0, s0.tag, s1.lemma);
    push(c0, s0.lemma, s1.tag);
    push(c0, s0.tag, s1.fine);
    push(c0, s0.lemma, s1.lemma);
    push(c0, s0.tag, b0.fine);
    push(c1, s1.tag, c0);
    push(cb, b0.tag, s0.lemma);
    push(cb, b0.tag, s0.fine);
    push(m0, s0.fine, s1.fine);
    push(m0, s0.tag, s1.lemma);
    push(m1, s1.fine, s0.fine);
    push(mb, b0.fine, s0.fine);
    let cases = feature(402, c0, c1, 0);
    push(s1.tag, s0.tag, cases);
    // Distance and number of dependents.
    push(s0.fine, b0.fine, d0 | 32);
    push(s1.fine, s0.fine, d1 | 64);
    push(s0.lemma, d0, b0.tag);
    push(s1.lemma, d1, s0.tag);
    push(s0.fine, val0, b0.tag);
    push(s1.fine, val1, s0.tag);
    push(s1.lemma, val1, s0.fine);
    // Agreement.
    push(s0.tag, b0.fine, agreement(s0, b0));
    push(s1.fine, s0.tag, agreement(s1, s0));
    let agree_far = agreement(s1, b0);
    push(s1.tag, b0.fine, agree_far | 1 << 20);
    // What stands between, and quotation.
    push(s0.fine, b0.fine, between0 | 1 << 20);
    push(s1.fine, s0.fine, between1 | 2 << 20);
    push(s0.tag, b0.tag, quotes | 1 << 8);
    push(s1.tag, s0.tag, quotes | 2 << 8);
    push(s1.fine, s0.fine, quotes | 3 << 8);
    push(s0.fine, b0.fine, quotes | between0 << 8);
}

/// The relations that matter for what a word still wants.
fn label_set(labels: u64) -> u32 {
    const KEPT: [Deprel; 20] = [
        Deprel::Nsubj,
        Deprel::NsubjPass,
        Deprel::Obj,
        Deprel::Iobj,
        Deprel::OblArg,
        Deprel::Ccomp,
        Deprel::Xcomp,
        Deprel::Cop,
        Deprel::Aux,
        Deprel::AuxPass,
        Deprel::AuxTense,
        Deprel::Case,
        Deprel::Det,
        Deprel::Mark,
        Deprel::Cc,
        Deprel::Conj,
        Deprel::Expl,
        Deprel::AclRelcl,
        Deprel::FlatName,
        Deprel::Fixed,
    ];
    KEPT.iter().enumerate().fold(0, |set, (i, &d)| set | ((labels >> d as u64 & 1) as u32) << i)
}
