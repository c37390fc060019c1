//! Captions: found by standing twice, and by the credits and dates under them.

use super::Layout;
use super::line::{ends_sentence, word_count};
use super::repeat::key;
use sayso_model::BlockRole;

/// The longest line that repetition or a credit under it makes a caption, in words.
const LONGEST: usize = 60;

/// Settles captions.
pub(super) fn settle(layout: &mut Layout<'_>) {
    by_repetition(layout);
    by_credit(layout);
}

/// A line that stands twice in a row is a picture's caption with its alternative text.
fn by_repetition(layout: &mut Layout<'_>) {
    let open: Vec<usize> = (0..layout.units.len()).filter(|i| !settled(layout, *i)).collect();
    for pair in open.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        // Only furniture, dates and credits may stand between the two.
        let apart = (a + 1..b).any(|i| !is_frame(layout, i));
        let count = word_count(layout.line(a), LONGEST + 1);
        // The page's title often stands twice, too: at the very top `head` decides.
        if a == 0 && !ends_sentence(layout.line(a)) {
            continue;
        }
        if !apart && (3..=LONGEST).contains(&count) && key(layout.line(a)) == key(layout.line(b)) {
            layout.units[a].role = Some(BlockRole::Caption);
            layout.units[b].role = Some(BlockRole::Caption);
        }
    }
}

/// What stands right above a picture's credit, or between a caption and its credit.
fn by_credit(layout: &mut Layout<'_>) {
    let count = layout.units.len();
    // The text's own signature closes it: the last paragraph is no caption.
    let last_open = (0..count).rev().find(|i| !settled(layout, *i));
    for credit in 1..count {
        if layout.units[credit].role != Some(BlockRole::Credit) {
            continue;
        }
        // Over the credit there may be a date or the page's own words.
        let mut above = credit - 1;
        while above > 0
            && matches!(layout.units[above].role, Some(BlockRole::Dateline | BlockRole::Furniture))
        {
            above -= 1;
        }
        let closes = last_open.is_none_or(|last| last < credit);
        if layout.units[above].role.is_some() || closes {
            continue;
        }
        let line = layout.line(above);
        let words = word_count(line, LONGEST + 1);
        let quotes = line.contains(['«', '“', '„', '"', '—']);
        let same_group = layout.units[above].group == layout.units[credit].group;
        let under_caption = above > 0 && layout.units[above - 1].role == Some(BlockRole::Caption);
        let sentences = line.matches(['.', '!', '?']).count();
        let looks = if same_group || under_caption {
            words <= LONGEST
        } else {
            // A paragraph of its own above a credit: one short sentence without anybody's words.
            words <= 30 && !quotes && sentences <= 2
        };
        // A bare title above an agency's line is the head's business.
        if looks && words >= 2 && !(above == 0 && !ends_sentence(line)) {
            layout.units[above].role = Some(BlockRole::Caption);
        }
    }
}

fn settled(layout: &Layout<'_>, unit: usize) -> bool {
    layout.units[unit].role.is_some()
}

/// What may frame a caption.
fn is_frame(layout: &Layout<'_>, unit: usize) -> bool {
    matches!(
        layout.units[unit].role,
        Some(BlockRole::Furniture | BlockRole::Dateline | BlockRole::Credit)
    )
}
