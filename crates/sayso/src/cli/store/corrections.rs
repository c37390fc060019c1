//! What people put right: making entries of the log, taking them back, listing them.

use super::open;
use crate::exit::Exit;
use crate::flags::Figures;
use crate::flags::store::{SplitFlags, StoreCommand, StoreFile};
use crate::output::Output;
use sayso::pretty;
use sayso::store::{Access, Day, Made, Store, Within};

pub fn run(command: &StoreCommand) -> anyhow::Result<Exit> {
    match command {
        StoreCommand::Merge { actor, other, at } => {
            made(at, |store| Ok(store.merge(actor, other)?))
        }
        StoreCommand::Split(flags) => made(&flags.at, |store| split(store, flags)),
        StoreCommand::Rename { actor, name, at } => {
            made(at, |store| Ok(store.rename(actor, name)?))
        }
        StoreCommand::Reject { report, attribution, at } => {
            made(at, |store| Ok(store.reject(*report, *attribution)?))
        }
        StoreCommand::Unlink { actor, report, at } => {
            made(at, |store| Ok(store.unlink(actor, *report)?))
        }
        StoreCommand::Undo { correction, at } => made(at, |store| Ok(store.undo(*correction)?)),
        StoreCommand::Log { at, format } => log(at, *format),
        // The other commands are none of these: `store::run` has them.
        _ => Ok(Exit::Error),
    }
}

fn made(
    at: &StoreFile,
    make: impl FnOnce(&mut Store) -> anyhow::Result<Made>,
) -> anyhow::Result<Exit> {
    let made = make(&mut open(at, Access::Write)?)?;
    let done = if made.correction.undone.is_some() { " undone" } else { "" };
    let changed = match (made.entities, made.reports) {
        (0, _) => String::new(),
        (1, _) => String::from(" (1 mention of somebody in 1 report)"),
        (entities, reports) => format!(" ({entities} in {reports} reports)"),
    };
    let line = format!("correction {}{done}: {}{changed}\n", made.correction.id, made.words);
    Output::stdout().write(pretty::visible(&line).as_bytes(), Exit::Found);
    Ok(Exit::Found)
}

fn split(store: &mut Store, flags: &SplitFlags) -> anyhow::Result<Made> {
    let within = Within {
        reports: flags.report.clone(),
        outlet: flags.outlet.clone(),
        since: flags.since.as_ref().map(Day::to_string),
        until: flags.until.as_ref().map(Day::to_string),
    };
    Ok(store.split(&flags.actor, within, &flags.name)?)
}

fn log(at: &StoreFile, format: Figures) -> anyhow::Result<Exit> {
    let store = open(at, Access::Read)?;
    let all = store.corrections()?;
    let exit = if all.is_empty() { Exit::Nothing } else { Exit::Found };
    let text = match format {
        Figures::Json => format!("{}\n", serde_json::to_string_pretty(&all)?),
        Figures::Table => {
            let mut lines = String::new();
            for correction in &all {
                let words = pretty::visible(&store.correction_in_words(correction)?).into_owned();
                let undone = correction.undone.iter().map(|when| format!("  [undone {when}]"));
                let undone: String = undone.collect();
                lines.push_str(&format!(
                    "{:>4}  {}  {:<6}  {words}{undone}\n",
                    correction.id,
                    correction.made,
                    correction.change.kind()
                ));
            }
            lines
        }
    };
    Output::stdout().write(text.as_bytes(), exit);
    Ok(exit)
}
