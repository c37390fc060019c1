//! `sayso actor`: who somebody is in a store.

use crate::exit::Exit;
use crate::flags::search::{ActorFlags, Sheet};
use crate::knowledge;
use crate::output::Output;
use crate::table;
use anstyle::Style;
use sayso::pretty::{self, Page, Piece};
use sayso::store::{Access, ActorProfile, Company, Profile, Settings, Store};
use sayso_knowledge::Knowledge;
use serde::Serialize;

/// Months that are shown; JSON has all.
const MOST_MONTHS: usize = 24;

/// Columns of a month's bar.
const BAR: u64 = 24;

pub fn run(flags: &ActorFlags) -> anyhow::Result<Exit> {
    let store = Store::open(&flags.at.store, Access::Read, Settings::default())?;
    let profile = store.profile(&flags.name)?;
    let exit = match profile.nobody.is_some() {
        true => Exit::Nothing,
        false => Exit::Found,
    };
    let known = match profile.actor.as_ref().is_some_and(|actor| actor.qid.is_some()) {
        true => Some(knowledge::with_layers(&flags.knowledge)?),
        false => None,
    };
    let offices = profile.actor.as_ref().zip(known.as_ref());
    let offices = offices.map_or_else(Vec::new, |(actor, known)| offices_of(known, actor));
    let out = match flags.format {
        Sheet::Table => page(flags, &profile, &offices),
        Sheet::Json => serde_json::to_string_pretty(&Told { profile: &profile, offices })? + "\n",
    };
    Output::stdout().write(out.as_bytes(), exit);
    Ok(exit)
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    profile: &'a Profile,
    /// As `sayso knowledge show` tells them.
    offices: Vec<String>,
}

/// The offices of whoever has the actor's item, found by what reports call the actor.
fn offices_of(known: &Knowledge, actor: &ActorProfile) -> Vec<String> {
    let names = std::iter::once(&actor.name).chain(actor.names.iter().map(|name| &name.name));
    let langs: Vec<&str> = known.languages().collect();
    for name in names {
        for lang in &langs {
            let person = known.people(lang, name).find(|person| person.qid() == actor.qid);
            if let Some(person) = person {
                let office = |office| knowledge::office_line(known, &office, None);
                return person.offices().map(office).collect();
            }
        }
    }
    Vec::new()
}

fn page(flags: &ActorFlags, profile: &Profile, offices: &[String]) -> String {
    let mut page = table::page(&flags.shape);
    if let Some(nobody) = &profile.nobody {
        table::remark(&mut page, &table::nobody(nobody));
        return page.into_text();
    }
    match &profile.actor {
        Some(actor) => write(&mut page, actor, offices),
        None => {
            let unknown = profile.named.unknown;
            let name = &profile.named.name;
            let text = format!(
                "{name}: in {unknown} reports, in which nothing else is known of who that is"
            );
            page.hanging(&[], &[Piece::plain(&text)], 4);
        }
    }
    if let Some(note) = table::named(&profile.named) {
        page.blank();
        table::remark(&mut page, &note.replace("--mentions ", ""));
    }
    page.into_text()
}

fn write(page: &mut Page, actor: &ActorProfile, offices: &[String]) {
    let geonames = actor.geonames.map(|id| format!("GeoNames {id}"));
    let key = Some(&actor.key).filter(|key| actor.qid.as_ref() != Some(*key));
    let about = table::joined([
        Some(actor.kind.as_str()),
        actor.country.as_deref(),
        actor.qid.as_deref(),
        geonames.as_deref(),
        key.map(String::as_str),
    ]);
    let name = Piece::new(&actor.name, Style::new().bold());
    page.hanging(&[], &[name, Piece::plain(&format!(" · {about}"))], 3);
    let names = actor.names.iter().map(|name| format!("{} ({})", name.name, name.uses));
    section(page, "called", &[names.collect::<Vec<_>>().join(", ")]);
    let counts = [
        pretty::count(actor.reports as usize, "report"),
        pretty::count(actor.mentions as usize, "mention"),
        pretty::count(actor.attributions as usize, "quote"),
        format!("named in {} of others", pretty::count(actor.said_about as usize, "quote")),
    ];
    section(page, "in", &[counts.join(", ")]);
    if let (Some(first), Some(last)) = (&actor.first, &actor.last) {
        section(page, "from", &[format!("{first} to {last}")]);
    }
    section(page, "offices", offices);
    section(page, "speaks of", &company(&actor.about));
    section(page, "appears with", &company(&actor.with));
    if let Some(looked_at) = actor.looked_at {
        section(page, "", &[format!("(of the newest {looked_at} reports)")]);
    }
    let most = actor.months.iter().map(|month| month.reports).max().unwrap_or(1).max(1);
    let from = actor.months.len().saturating_sub(MOST_MONTHS);
    let months = actor.months.iter().skip(from).map(|month| {
        let bar = "▪".repeat((month.reports * BAR).div_ceil(most).max(1) as usize);
        let reports = pretty::count(month.reports as usize, "report");
        format!(
            "{} {bar} {reports}, {}",
            month.month,
            pretty::count(month.attributions as usize, "quote")
        )
    });
    section(page, "by month", &months.collect::<Vec<_>>());
}

fn company(all: &[Company]) -> Vec<String> {
    all.iter().map(|other| format!("{:>5}  {}", other.times, table::brief(&other.actor))).collect()
}

/// Lines under a word; nothing where there is none.
fn section(page: &mut Page, word: &str, lines: &[String]) {
    for (n, line) in lines.iter().filter(|line| !line.is_empty()).enumerate() {
        let word = if n == 0 { word } else { "" };
        let first = Piece::new(&format!("  {word:<13}"), pretty::faint()).glued();
        page.hanging(&[first], &[Piece::plain(line).glued()], 6);
    }
}
