//! `sayso quotes`: what somebody said, and who carried it.

use crate::exit::Exit;
use crate::flags::search::{List, QuotesFlags};
use crate::output::Output;
use crate::{search, table, terminal};
use anstyle::Style;
use sayso::pretty::{self, Page, Piece};
use sayso::store::{Access, Carried, Quotes, Saying, Settings, Store};

/// Carriers of one saying that are listed.
const MOST_CARRIERS: usize = 8;

/// The columns of `--format csv`: a line a carrier. New ones are added behind the last.
const COLUMNS: [&str; 18] = [
    "saying",
    "day",
    "report",
    "attribution",
    "published",
    "outlet",
    "agency",
    "lang",
    "title",
    "kin",
    "kind",
    "words",
    "negated",
    "confidence",
    "time",
    "url",
    "speaker",
    "key",
];

pub fn run(flags: &QuotesFlags) -> anyhow::Result<Exit> {
    let store = Store::open(&flags.at.store, Access::Read, Settings::default())?;
    let query = flags.query();
    let quotes = store.quotes_of(&flags.speaker, &query)?;
    let exit = if quotes.sayings.is_empty() { Exit::Nothing } else { Exit::Found };
    let notes = notes(&quotes);
    let out = match flags.look.format {
        List::Table => {
            let mut page = table::page(&flags.look.shape);
            for saying in &quotes.sayings {
                write(&mut page, saying);
                page.blank();
            }
            if !quotes.sayings.is_empty() {
                let all = pretty::count(quotes.total as usize, "saying");
                let shown = quotes.sayings.len();
                let more = query.offset + shown < quotes.total as usize;
                table::remark(
                    &mut page,
                    &match more {
                        true => format!(
                            "{shown} of {all}; further ones: --offset {}",
                            query.offset + shown
                        ),
                        false => all,
                    },
                );
            }
            notes.iter().for_each(|note| table::remark(&mut page, note));
            page.into_text()
        }
        List::Json => search::whole(&query, &quotes, notes.clone())?,
        List::Jsonl => search::lines(&quotes.sayings)?,
        List::Csv => csv(&quotes),
    };
    Output::stdout().write(out.as_bytes(), exit);
    if matches!(flags.look.format, List::Jsonl | List::Csv) {
        notes.iter().for_each(|note| terminal::complain(note));
    }
    Ok(exit)
}

fn notes(quotes: &Quotes) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(nothing) = &quotes.nothing {
        notes.push(String::from("nothing was found"));
        notes.extend(table::nothing(nothing, "quote"));
    }
    notes.extend(quotes.named.iter().filter_map(table::named));
    notes
}

fn write(page: &mut Page, saying: &Saying) {
    let Some(first) = saying.carried.first() else { return };
    let day = saying.day.as_deref().unwrap_or("undated");
    let denied = if first.negated { ", denied" } else { "" };
    let head = [Piece::new(&format!("{day:<10}  "), Style::new().bold())];
    let words = [
        Piece::plain(&first.words),
        Piece::new(&format!(" ({}{denied})", first.kind), pretty::faint()),
    ];
    page.hanging(&head, &words, table::MOST_LINES);
    let indent = [Piece::plain("            ")];
    for carried in saying.carried.iter().take(MOST_CARRIERS) {
        page.hanging(&indent, &[Piece::new(&carrier(carried, first), pretty::faint())], 3);
    }
    let more = saying.carried.len().saturating_sub(MOST_CARRIERS);
    if more > 0 {
        let more = format!("… and {}", pretty::count(more, "more report"));
        page.hanging(&indent, &[Piece::new(&more, pretty::faint())], 1);
    }
}

/// Who carried it, and in which words if in others.
fn carrier(carried: &Carried, first: &Carried) -> String {
    let day = carried.published.as_deref().map(|date| date.get(..10).unwrap_or(date));
    let words = (carried.words != first.words).then(|| format!("“{}”", carried.words));
    let kin = carried.kin.as_deref().filter(|kin| *kin != "same");
    let report = format!("report {}", carried.report);
    table::joined([
        day,
        carried.outlet.as_deref(),
        carried.agency.as_deref(),
        kin,
        words.as_deref(),
        carried.url.as_deref().or(Some(&report)),
    ])
}

fn csv(quotes: &Quotes) -> String {
    let mut out = String::new();
    table::csv_row(&mut out, COLUMNS);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    for saying in &quotes.sayings {
        for carried in &saying.carried {
            let row: [String; COLUMNS.len()] = [
                saying.saying.to_string(),
                text(&saying.day),
                carried.report.to_string(),
                carried.attribution.clone(),
                text(&carried.published),
                text(&carried.outlet),
                text(&carried.agency),
                carried.lang.clone(),
                text(&carried.title),
                text(&carried.kin),
                carried.kind.clone(),
                carried.words.clone(),
                carried.negated.to_string(),
                carried.confidence.to_string(),
                text(&carried.time),
                text(&carried.url),
                text(&carried.speaker),
                text(&carried.key),
            ];
            table::csv_row(&mut out, row.iter().map(String::as_str));
        }
    }
    out
}
