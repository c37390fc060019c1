//! What stands twice: marked as a repeat, kept in the text, read once.

use super::line::Unit;
use sayso_model::{Block, BlockRole, Note, NoteCode};
use std::collections::HashMap;

/// The words of a line, small and one space apart: what two copies share when a page
/// changed their case, quotation marks or closing stop.
pub(crate) fn key(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// A block counts as a repeat from this many words: shorter ones (*Oui.*) are said twice.
const REPEAT_WORDS: usize = 4;
/// A caption is looked for inside earlier blocks from this many words.
const CONTAINED_WORDS: usize = 6;
/// How many blocks back a caption is looked for in: pages print them near their picture.
const NEAR: usize = 64;

/// The blocks of the settled units, with repeats marked and told in notes.
pub(super) fn blocks(text: &str, units: &[Unit]) -> (Vec<Block>, Vec<Note>) {
    let mut blocks: Vec<Block> = Vec::with_capacity(units.len());
    let mut notes = Vec::new();
    let mut keys: Vec<String> = Vec::with_capacity(units.len());
    let mut first: HashMap<String, usize> = HashMap::new();
    for unit in units {
        let role = unit.role.unwrap_or(BlockRole::Paragraph);
        let index = blocks.len();
        let key = if role.is_read() { key(unit.span.of(text)) } else { String::new() };
        let words = key.split(' ').count();
        let mut repeats = None;
        if !key.is_empty() && words >= REPEAT_WORDS {
            repeats = first.get(&key).copied();
            if repeats.is_none() && role == BlockRole::Caption && words >= CONTAINED_WORDS {
                let from = index.saturating_sub(NEAR);
                repeats = (from..index).find(|i| holds(&keys[*i], &key));
            }
            first.entry(key.clone()).or_insert(index);
        }
        if let Some(earlier) = repeats {
            let caption = role == BlockRole::Caption
                || blocks.get(earlier).is_some_and(|b| b.role == BlockRole::Caption);
            notes.push(Note {
                code: if caption { NoteCode::RepeatedCaption } else { NoteCode::RepeatedBlock },
                message: if caption {
                    "this caption stands in the text before and was read once".to_owned()
                } else {
                    "this block stands in the text before and was read once".to_owned()
                },
                span: Some(unit.span),
            });
        }
        keys.push(key);
        blocks.push(Block { role, span: unit.span, repeats });
    }
    (blocks, notes)
}

/// Whether `whole` has the words of `part` in a row.
fn holds(whole: &str, part: &str) -> bool {
    whole.match_indices(part).any(|(at, _)| {
        let end = at + part.len();
        (at == 0 || whole.as_bytes()[at - 1] == b' ')
            && (end == whole.len() || whole.as_bytes()[end] == b' ')
    })
}
