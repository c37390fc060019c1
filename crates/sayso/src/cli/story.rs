//! `sayso story`: reports on the same happenings.

use crate::exit::Exit;
use crate::flags::search::{List, StoryFlags};
use crate::output::Output;
use crate::{search, table};
use anstyle::Style;
use sayso::pretty::{self, Piece};
use sayso::store::{Access, Settings, Store, Story, StoryBrief, Told};

pub fn run(flags: &StoryFlags) -> anyhow::Result<Exit> {
    let store = Store::open(&flags.at.store, Access::Read, Settings::default())?;
    let (out, exit) = match flags.story {
        Some(id) => match store.story(id)? {
            Some(story) => (one(flags, &story)?, Exit::Found),
            None => (missing(flags, id), Exit::Nothing),
        },
        None => {
            let (since, until) = (flags.since.as_ref(), flags.until.as_ref());
            let stories = store.stories(since, until, flags.limit)?;
            let exit = if stories.is_empty() { Exit::Nothing } else { Exit::Found };
            (list(flags, &stories)?, exit)
        }
    };
    Output::stdout().write(out.as_bytes(), exit);
    Ok(exit)
}

fn missing(flags: &StoryFlags, id: i64) -> String {
    match flags.look.format {
        List::Table => format!("there is no story {id} in the store\n"),
        List::Json => String::from("null\n"),
        List::Jsonl | List::Csv => String::new(),
    }
}

fn list(flags: &StoryFlags, stories: &[StoryBrief]) -> anyhow::Result<String> {
    Ok(match flags.look.format {
        List::Json => serde_json::to_string_pretty(stories)? + "\n",
        List::Jsonl => search::lines(stories)?,
        List::Csv => {
            let mut out = String::new();
            table::csv_row(&mut out, ["story", "first", "last", "reports", "title"]);
            for story in stories {
                let numbers = (story.story.to_string(), story.reports.to_string());
                let text = |text: &'_ Option<String>| text.clone().unwrap_or_default();
                let (first, last, title) =
                    (text(&story.first), text(&story.last), text(&story.title));
                table::csv_row(&mut out, [&*numbers.0, &first, &last, &numbers.1, &title]);
            }
            out
        }
        List::Table if stories.is_empty() => String::from("there is no story of that time\n"),
        List::Table => {
            let mut page = table::page(&flags.look.shape);
            for story in stories {
                let first = [Piece::new(&format!("{:>7}  ", story.story), Style::new().bold())];
                let mut pieces = vec![Piece::plain(&format!(
                    "{} · {}",
                    days(story),
                    pretty::count(story.reports as usize, "report")
                ))];
                if let Some(title) = &story.title {
                    pieces.push(Piece::new(&format!(" · {title}"), Style::new().bold()));
                }
                page.hanging(&first, &pieces, 3);
            }
            page.into_text()
        }
    })
}

/// From which day to which.
fn days(story: &StoryBrief) -> String {
    match (&story.first, &story.last) {
        (Some(first), Some(last)) if first == last => first.clone(),
        (Some(first), Some(last)) => format!("{first} – {last}"),
        (Some(day), None) | (None, Some(day)) => day.clone(),
        (None, None) => String::from("undated"),
    }
}

fn one(flags: &StoryFlags, story: &Story) -> anyhow::Result<String> {
    Ok(match flags.look.format {
        List::Json => serde_json::to_string_pretty(story)? + "\n",
        List::Jsonl => search::lines(&story.told)?,
        List::Csv => {
            let mut out = String::new();
            let columns =
                ["report", "published", "outlet", "agency", "lang", "title", "url", "original"];
            table::csv_row(&mut out, columns);
            for told in &story.told {
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let row = [
                    told.report.to_string(),
                    text(&told.published),
                    text(&told.outlet),
                    text(&told.agency),
                    told.lang.clone(),
                    text(&told.title),
                    text(&told.url),
                    told.original.to_string(),
                ];
                table::csv_row(&mut out, row.iter().map(String::as_str));
            }
            out
        }
        List::Table => {
            let mut page = table::page(&flags.look.shape);
            let title = story.brief.title.as_deref().unwrap_or("without a headline");
            page.hanging(&[], &[Piece::new(title, Style::new().bold())], 3);
            let reports = pretty::count(story.told.len(), "report");
            table::remark(
                &mut page,
                &format!("story {} · {} · {reports}", story.brief.story, days(&story.brief)),
            );
            page.blank();
            for told in &story.told {
                write(&mut page, told);
            }
            page.into_text()
        }
    })
}

fn write(page: &mut pretty::Page, told: &Told) {
    let date = told.published.as_deref().unwrap_or("undated");
    let date = date.get(..16).unwrap_or(date).replace('T', " ");
    let first = [Piece::new(&format!("{date:<16}  "), pretty::faint()).glued()];
    let copy = (told.original != told.report).then(|| format!("copy of report {}", told.original));
    let name = Some(told.name.as_str()).filter(|_| told.outlet.is_none());
    let head = table::joined([
        told.outlet.as_deref().or(name),
        told.agency.as_deref(),
        Some(&told.lang),
        told.title.as_deref(),
    ]);
    page.hanging(&first, &[Piece::plain(&head)], 3);
    let report = format!("report {}", told.report);
    let link = table::joined([told.url.as_deref(), copy.as_deref(), Some(&report)]);
    let indent = [Piece::plain(&" ".repeat(18))];
    page.hanging(&indent, &[Piece::new(&link, pretty::faint())], 3);
}
