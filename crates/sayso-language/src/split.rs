//! Whether a form that can be a contraction or one word is the one or the other.

use crate::hash::feature;
use crate::tagger::best;
use crate::traits::Traits;
use crate::weights::Linear;

/// What the decision sees: the forms and lexicon readings around.
pub fn features(traits: &[Traits], i: usize, out: &mut Vec<u32>) {
    let edge = Traits { form: 1, lower: 1, mask: 1 << 31, kind: 1, ..Traits::default() };
    let at =
        |d: isize| i.checked_add_signed(d).and_then(|j| traits.get(j)).copied().unwrap_or(edge);
    let (pp, p, w, n, nn) = (at(-2), at(-1), at(0), at(1), at(2));
    out.clear();
    let mut id = 600;
    let mut push = |a: u32, b: u32, c: u32| {
        id += 1;
        out.push(feature(id, w.lower, a, feature(0, b, c, 0)));
    };
    push(0, 0, 0);
    push(p.lower, 0, 0);
    push(pp.lower, 0, 0);
    push(pp.lower, p.lower, 0);
    push(n.lower, 0, 0);
    push(n.kind, 0, 0);
    push(n.suffix[2], 0, 0);
    push(p.kind, 0, 0);
    push(p.mask, 0, 0);
    push(p.suffix[2], 0, 0);
    push(p.suffix[3], 0, 0);
    push(p.suffix[1], p.mask, 0);
    push(pp.kind, 0, 0);
    push(pp.mask, p.mask, 0);
    push(pp.lower, p.mask, 0);
    push(pp.kind, p.kind, 0);
    push(p.kind, n.kind, 0);
    push(p.mask, n.mask, 0);
    push(p.lower, n.lower, 0);
    push(n.kind, nn.kind, 0);
    push(n.lower, nn.lower, 0);
    push(p.shape, w.shape, 0);
    push(n.shape, 0, 0);
    push(nn.lower, 0, 0);
}

/// Whether word `i` is a contraction.
pub(crate) fn splits(traits: &[Traits], i: usize, model: &impl Linear) -> bool {
    let mut buffer = Vec::with_capacity(32);
    features(traits, i, &mut buffer);
    best(&model.score(&buffer), 0b11) == 1
}
