//! Lists for people and for spreadsheets.

use crate::flags::search::Shape;
use crate::terminal;
use anstyle::Style;
use sayso::Explain;
use sayso::pretty::{self, Look, Page, Piece};
use sayso::store::{ActorBrief, Counted, Filter, Mark, MarkKind, Named, Nobody, Nothing, Sentence};

/// Lines of a sentence that are shown; longer ones stand in JSON.
pub const MOST_LINES: usize = 6;

/// Bearers of one name that are listed.
const MOST_NAMED: usize = 6;

/// An empty page.
pub fn page(shape: &Shape) -> Page {
    Page::new(&Look {
        width: terminal::width(shape.width),
        paint: terminal::paint(shape.color),
        explain: Explain::No,
    })
}

/// The sentence, with `⟦ ⟧` around what was said in it. What else was asked for is set off by style
/// alone: whoever asked knows the words.
pub fn sentence(sentence: &Sentence) -> Vec<Piece> {
    let said = Style::new().bold();
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut style = Style::new();
    let mut open = false;
    for (at, letter) in (sentence.start..).zip(sentence.exact.chars()) {
        let marks = || sentence.marks.iter().filter(|mark| mark.start <= at && at < mark.end);
        let now_said = marks().any(|mark| mark.kind == MarkKind::Said);
        let now = marks().fold(Style::new(), styled);
        if now_said != open || now != style {
            flush(&mut pieces, &mut text, style);
        }
        if now_said != open {
            pieces.push(Piece::new(if now_said { "⟦" } else { "⟧" }, said).glued());
            open = now_said;
        }
        style = now;
        text.push(if letter == '\n' { ' ' } else { letter });
    }
    flush(&mut pieces, &mut text, style);
    if open {
        pieces.push(Piece::new("⟧", said).glued());
    }
    pieces
}

fn styled(style: Style, mark: &Mark) -> Style {
    match mark.kind {
        MarkKind::Said => style,
        MarkKind::Word | MarkKind::Actor => style.bold().underline(),
        MarkKind::Source => style.bold(),
        MarkKind::Cue => style.italic(),
    }
}

fn flush(pieces: &mut Vec<Piece>, text: &mut String, style: Style) {
    if !text.is_empty() {
        pieces.push(Piece::new(text, style));
        text.clear();
    }
}

/// Parts that are there, with a mark between.
pub fn joined<'t>(parts: impl IntoIterator<Item = Option<&'t str>>) -> String {
    let parts: Vec<&str> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// An actor in a line: name, kind, country, the key that finds it.
pub fn brief(actor: &ActorBrief) -> String {
    let country = actor.country.as_deref();
    joined([Some(actor.name.as_str()), Some(&actor.kind), country, Some(&actor.key)])
}

/// Whom a name stands for, where that is not one alone.
pub fn named(named: &Named) -> Option<String> {
    let bearers = named.actors.len() + named.left_out;
    if bearers + usize::from(named.unknown.count > 0) < 2 {
        return None;
    }
    let shown = named.actors.iter().take(MOST_NAMED);
    let mut parts: Vec<String> =
        shown.map(|actor| format!("{} ({})", brief(actor), reports(&actor.reports))).collect();
    let more = bearers.saturating_sub(MOST_NAMED);
    if more > 0 {
        parts.push(format!("{more} more"));
    }
    if named.unknown.count > 0 {
        parts.push(format!("somebody of whom nothing else is known ({})", reports(&named.unknown)));
    }
    let name = &named.name;
    Some(format!("--{} {name} stands for: {}", named.filter.name(), parts.join("; ")))
}

fn reports(count: &Counted) -> String {
    counted(count, "report")
}

/// `1 hit`, `2 hits`, `10000+ hits`.
pub fn counted(count: &Counted, noun: &str) -> String {
    let many = if count.count == 1 && !count.or_more { "" } else { "s" };
    format!("{count} {noun}{many}")
}

/// Why there is nothing, line by line.
pub fn nothing(nothing: &Nothing, hit: &str) -> Vec<String> {
    let mut lines: Vec<String> = nothing.nobody.iter().map(nobody).collect();
    // Where there is one condition, all is found without it.
    if nothing.without.len() < 2 {
        return lines;
    }
    for without in &nothing.without {
        let flag = match without.filter {
            Filter::Words => String::from("the words"),
            filter => format!("--{}", filter.name()),
        };
        let what = match without.filter {
            Filter::Versions => String::from("with --versions all"),
            _ => format!("without {flag}"),
        };
        lines.push(format!("{what}: {}", counted(&without.hits, hit)));
    }
    lines
}

/// A name that nobody bears, with those near to it.
pub fn nobody(nobody: &Nobody) -> String {
    let near = match nobody.near.as_slice() {
        [] => String::new(),
        near => format!("; near to it: {}", near.join(", ")),
    };
    let words = match nobody.filter {
        Filter::About => ", and it was looked for as words",
        _ => "",
    };
    format!("nobody in the store is called {}{words}{near}", nobody.name)
}

/// A row of comma-separated values (RFC 4180, but for its line ends).
pub fn csv_row<'t>(out: &mut String, fields: impl IntoIterator<Item = &'t str>) {
    for (n, field) in fields.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&field.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}

/// A remark at the end of a page.
pub fn remark(page: &mut Page, text: &str) {
    page.hanging(&[], &[Piece::new(text, pretty::faint())], usize::MAX);
}

#[cfg(test)]
mod tests {
    use super::csv_row;

    #[test]
    fn fields_are_quoted_where_they_must() {
        let mut out = String::new();
        csv_row(&mut out, ["a", "b,c", "d \"e\"", "f\ng", ""]);
        assert_eq!(out, "a,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",\n");
    }
}
