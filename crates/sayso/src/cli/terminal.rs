//! What the terminal can show, and messages on standard error.

use crate::flags::Color;
use sayso::pretty::Paint;
use std::io::{IsTerminal, Write};

/// Columns where there is no terminal to ask.
const NO_TERMINAL: usize = 80;
/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: usize = 100;
const NARROWEST: usize = 20;

/// Whether to use colours on standard output: `--color` first, then <https://no-color.org> and
/// <https://bixense.com/clicolors>, then whether it is a terminal.
pub fn paint(color: Color) -> Paint {
    paint_for(color, |name| std::env::var(name).ok(), std::io::stdout().is_terminal())
}

fn paint_for(color: Color, var: impl Fn(&str) -> Option<String>, terminal: bool) -> Paint {
    let set = |name| var(name).is_some_and(|value| !value.is_empty());
    let coloured = match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if set("NO_COLOR") => false,
        Color::Auto if set("CLICOLOR_FORCE") => var("CLICOLOR_FORCE").as_deref() != Some("0"),
        Color::Auto if var("CLICOLOR").as_deref() == Some("0") => false,
        Color::Auto => terminal && var("TERM").as_deref() != Some("dumb"),
    };
    if coloured { Paint::Ansi } else { Paint::Plain }
}

/// The columns to fill.
pub fn width(asked: Option<u16>) -> usize {
    match (asked, terminal_size::terminal_size()) {
        (Some(asked), _) => usize::from(asked),
        (None, Some((columns, _))) if std::io::stdout().is_terminal() => {
            usize::from(columns.0).clamp(NARROWEST, WIDEST)
        }
        (None, _) => NO_TERMINAL,
    }
}

/// A message on standard error, in the program's name. Control characters are made visible: file
/// names and record ids come from outside.
pub fn complain(message: &str) {
    let clean = sayso::pretty::visible(message);
    // With standard error closed there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "sayso: {clean}");
}

/// A line on standard output that ends a run.
pub fn say(line: &str) {
    let clean = sayso::pretty::visible(line);
    // With standard output closed there is nobody to tell.
    let _ = writeln!(std::io::stdout().lock(), "{clean}");
}

#[cfg(test)]
mod tests {
    use super::{Color, Paint, paint_for};

    fn auto(vars: &[(&str, &str)], terminal: bool) -> Paint {
        let var = |name: &str| {
            vars.iter().find(|(n, _)| *n == name).map(|(_, value)| String::from(*value))
        };
        paint_for(Color::Auto, var, terminal)
    }

    #[test]
    fn colours_follow_the_environment() {
        assert_eq!(auto(&[], true), Paint::Ansi);
        assert_eq!(auto(&[], false), Paint::Plain);
        assert_eq!(auto(&[("NO_COLOR", "1")], true), Paint::Plain);
        assert_eq!(auto(&[("NO_COLOR", "")], true), Paint::Ansi);
        assert_eq!(auto(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true), Paint::Plain);
        assert_eq!(auto(&[("CLICOLOR_FORCE", "1")], false), Paint::Ansi);
        assert_eq!(auto(&[("CLICOLOR_FORCE", "0")], false), Paint::Plain);
        assert_eq!(auto(&[("CLICOLOR", "0")], true), Paint::Plain);
        assert_eq!(auto(&[("TERM", "dumb")], true), Paint::Plain);
    }

    #[test]
    fn a_flag_overrules_the_environment() {
        let no_color = |_: &str| Some(String::from("1"));
        assert_eq!(paint_for(Color::Always, no_color, false), Paint::Ansi);
        assert_eq!(paint_for(Color::Never, |_| None, true), Paint::Plain);
    }
}
