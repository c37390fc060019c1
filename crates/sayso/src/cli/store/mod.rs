//! `sayso store`: the care of a store.

mod corrections;
mod counter;
mod reread;

use crate::exit::Exit;
use crate::flags::Figures;
use crate::flags::store::{ShowFlags, Shown, StoreCommand, StoreFile};
use crate::output::Output;
use crate::terminal;
use counter::Counter;
use sayso::pretty::{self, Look};
use sayso::store::{Access, Checked, Info, Settings, Store, StoreError};
use sayso::{Explain, wire};
use std::path::Path;

pub fn run(command: &StoreCommand) -> anyhow::Result<Exit> {
    match command {
        StoreCommand::Info { at, format } => info(at, *format),
        StoreCommand::Check { at } => check(at),
        StoreCommand::Compact { at } => compact(at),
        StoreCommand::Backup { copy, at } => backup(at, copy),
        StoreCommand::Show(flags) => show(flags),
        StoreCommand::Reread { at, knowledge, threads } => reread::run(at, knowledge, *threads),
        _ => corrections::run(command),
    }
}

fn open(at: &StoreFile, access: Access) -> anyhow::Result<Store> {
    Ok(Store::open(&at.store, access, Settings::default())?)
}

/// Opens it to be changed, which brings it to the present format, or else to be looked at.
fn open_as_may_be(at: &StoreFile) -> anyhow::Result<Store> {
    match Store::open(&at.store, Access::Write, Settings::default()) {
        Err(StoreError::ReadOnly { .. } | StoreError::Open { .. }) => open(at, Access::Read),
        store => Ok(store?),
    }
}

fn print(text: &str) -> anyhow::Result<Exit> {
    Output::stdout().write(text.as_bytes(), Exit::Found);
    Ok(Exit::Found)
}

fn info(at: &StoreFile, format: Figures) -> anyhow::Result<Exit> {
    let info = open_as_may_be(at)?.info()?;
    match format {
        Figures::Json => print(&format!("{}\n", serde_json::to_string_pretty(&info)?)),
        Figures::Table => print(&table(&at.store, &info)),
    }
}

/// Figures for people.
fn table(path: &Path, info: &Info) -> String {
    let counted = |all: &[(String, u64)]| {
        let all: Vec<String> =
            all.iter().map(|(name, n)| format!("{name} {}", grouped(*n))).collect();
        if all.is_empty() { String::from("none") } else { all.join(", ") }
    };
    let period = match (&info.from, &info.to) {
        (Some(from), Some(to)) if from == to => from.clone(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => String::from("no dates"),
    };
    let more = match info.outlets.saturating_sub(info.largest_outlets.len() as u64) {
        0 => String::new(),
        more => format!(", {} more", grouped(more)),
    };
    let lines = [
        ("store", format!("{}, format {}", path.display(), info.format)),
        (
            "size",
            format!(
                "{} bytes, {} of them free; {} a report",
                grouped(info.bytes),
                grouped(info.free),
                grouped(info.bytes_per_report)
            ),
        ),
        (
            "reports",
            format!(
                "{}, {} of them current; found in {} places; {} are copies of others",
                grouped(info.reports),
                grouped(info.current),
                grouped(info.appearances),
                grouped(info.copies)
            ),
        ),
        ("published", period),
        ("languages", counted(&info.languages)),
        ("outlets", format!("{}: {}{more}", grouped(info.outlets), counted(&info.largest_outlets))),
        ("stories", grouped(info.stories)),
        ("attributions", format!("{}, {} rejected", grouped(info.attributions), info.rejected)),
        (
            "actors",
            format!("{}; {} entities in reports", grouped(info.actors), grouped(info.entities)),
        ),
        ("corrections", grouped(info.corrections)),
        ("read by", counted(&info.versions)),
    ];
    lines.iter().map(|(name, value)| format!("{name:<13}{value}\n")).collect()
}

/// Digits in threes.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn check(at: &StoreFile) -> anyhow::Result<Exit> {
    let store = open_as_may_be(at)?;
    let output = Output::stdout();
    let counter = Counter::new();
    let mut reports = 0;
    let problems = store.check(|checked| match checked {
        Checked::Problem(problem) => {
            let line = format!("{}\n", pretty::visible(&problem.to_string()));
            counter.aside(|| output.write(line.as_bytes(), Exit::Error));
        }
        Checked::LeftOut(what) => counter.aside(|| terminal::complain(&what)),
        Checked::Progress(done, all) => {
            reports = done;
            counter.at(done, all);
        }
    })?;
    counter.finish();
    let (found, exit) = match problems {
        0 => (String::from("nothing is wrong"), Exit::Found),
        1 => (String::from("1 thing is wrong"), Exit::Error),
        n => (format!("{} things are wrong", grouped(n)), Exit::Error),
    };
    let line = format!("{}: {} reports; {found}\n", at.store.display(), grouped(reports));
    output.write(line.as_bytes(), exit);
    Ok(exit)
}

fn compact(at: &StoreFile) -> anyhow::Result<Exit> {
    let sizes = open(at, Access::Write)?.compact()?;
    let (before, after) = (grouped(sizes.before), grouped(sizes.after));
    print(&format!("{}: {before} bytes before, {after} now\n", at.store.display()))
}

fn backup(at: &StoreFile, copy: &Path) -> anyhow::Result<Exit> {
    let store = open(at, Access::Read)?;
    let counter = Counter::new();
    store.backup(copy, &mut |done, all| counter.at(done, all))?;
    counter.finish();
    let bytes = std::fs::metadata(copy).map_or(0, |file| file.len());
    print(&format!("{}: {} bytes\n", copy.display(), grouped(bytes)))
}

fn show(flags: &ShowFlags) -> anyhow::Result<Exit> {
    let (document, reading) = open(&flags.at, Access::Read)?.reading(flags.report)?;
    match flags.format {
        Shown::Json => {
            let public = wire::Reading::new(&document, &reading, Explain::No);
            print(&format!("{}\n", serde_json::to_string_pretty(&public)?))
        }
        Shown::Pretty => {
            let look = Look {
                width: terminal::width(flags.width),
                paint: terminal::paint(flags.color),
                explain: Explain::No,
            };
            print(&pretty::render(&document, &reading, &look))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_stand_in_threes() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(123), "123");
        assert_eq!(grouped(1234), "1,234");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
