//! `sayso search`: what is in a store.

use crate::exit::Exit;
use crate::flags::search::{List, SearchFlags};
use crate::output::Output;
use crate::{table, terminal};
use anstyle::Style;
use sayso::pretty::{self, Page, Piece};
use sayso::store::{Access, Answer, Filter, Hit, Query, Settings, Sort, Store};
use serde::Serialize;

/// The columns of `--format csv`. New ones are added behind the last.
const COLUMNS: [&str; 22] = [
    "report",
    "attribution",
    "published",
    "outlet",
    "agency",
    "lang",
    "title",
    "speaker",
    "key",
    "kind",
    "words",
    "negated",
    "confidence",
    "time",
    "sentence",
    "start",
    "end",
    "url",
    "story",
    "copies",
    "outlets",
    "score",
];

pub fn run(flags: &SearchFlags) -> anyhow::Result<Exit> {
    let store = Store::open(&flags.at.store, Access::Read, Settings::default())?;
    let query = flags.query();
    let answer = store.search(&query)?;
    let exit = if answer.hits.is_empty() { Exit::Nothing } else { Exit::Found };
    let out = match flags.look.format {
        List::Table => page(flags, &query, &answer),
        List::Json => json(&query, &answer)?,
        List::Jsonl => lines(&answer.hits)?,
        List::Csv => csv(&answer.hits),
    };
    Output::stdout().write(out.as_bytes(), exit);
    if matches!(flags.look.format, List::Jsonl | List::Csv) {
        notes(&query, &answer).iter().for_each(|note| terminal::complain(note));
    }
    Ok(exit)
}

/// What `--format json` prints.
#[derive(Serialize)]
struct Asked<'a, A> {
    query: &'a Query,
    #[serde(flatten)]
    answer: &'a A,
    notes: Vec<String>,
}

fn json(query: &Query, answer: &Answer) -> anyhow::Result<String> {
    let notes = notes(query, answer);
    whole(query, answer, notes)
}

/// A query with its answer as one object.
pub fn whole<A: Serialize>(
    query: &Query,
    answer: &A,
    notes: Vec<String>,
) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(&Asked { query, answer, notes })? + "\n")
}

/// An object a line.
pub fn lines<T: Serialize>(all: &[T]) -> anyhow::Result<String> {
    let mut out = String::new();
    for one in all {
        out += &serde_json::to_string(one)?;
        out.push('\n');
    }
    Ok(out)
}

/// What is to be said of the answer.
fn notes(query: &Query, answer: &Answer) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(nothing) = &answer.nothing {
        notes.push(String::from("nothing was found"));
        notes.extend(table::nothing(nothing, "hit"));
    }
    notes.extend(answer.named.iter().filter_map(table::named));
    let words = answer.named.iter().filter(|named| {
        named.filter == Filter::About && named.is_nobody() && !answer.hits.is_empty()
    });
    notes.extend(words.map(|named| {
        format!(
            "--about {0}: nobody in the store is called {0}; it was looked for as words",
            named.name
        )
    }));
    if let Some(ranked) = answer.ranked_only {
        notes.push(format!(
            "more than {ranked} match: the best of the {ranked} stored last are shown; \
             --sort date looks at all"
        ));
    }
    if query.sort == Some(Sort::Relevance) && answer.sorted != Sort::Relevance {
        notes.push(String::from("there is nothing to rank by: the newest come first"));
    }
    notes
}

fn page(flags: &SearchFlags, query: &Query, answer: &Answer) -> String {
    let mut page = table::page(&flags.look.shape);
    for (n, hit) in answer.hits.iter().enumerate() {
        write(&mut page, n + query.offset + 1, hit);
        page.blank();
    }
    if !answer.hits.is_empty() {
        table::remark(&mut page, &tally(query, answer));
    }
    for note in notes(query, answer) {
        table::remark(&mut page, &note);
    }
    page.into_text()
}

/// How many there are, and which are shown.
fn tally(query: &Query, answer: &Answer) -> String {
    let order = match answer.sorted {
        Sort::Relevance => "the best first",
        Sort::Newest => "the newest first",
        Sort::Oldest => "the oldest first",
    };
    let shown = answer.hits.len();
    let next = format!("--offset {}", query.offset + shown);
    match (answer.total, answer.more) {
        (Some(total), false) if query.offset == 0 => {
            format!("{}, {order}", pretty::count(total.count as usize, "hit"))
        }
        (Some(total), false) => format!("{shown} of {total} hits, {order}"),
        (Some(total), true) => format!("{shown} of {total} hits, {order}; further ones: {next}"),
        (None, _) => format!("{}, {order}; further ones: {next}", pretty::count(shown, "hit")),
    }
}

fn write(page: &mut Page, number: usize, hit: &Hit) {
    let bold = Style::new().bold();
    let first = [Piece::new(&format!("{number:>3}  "), pretty::faint())];
    let rest = [Piece::plain("     ")];
    let day = hit.published.as_deref().map(|date| date.get(..10).unwrap_or(date));
    let named = if hit.name.is_empty() { None } else { Some(hit.name.as_str()) };
    let outlet = hit.outlet.as_deref().or(named);
    let head = table::joined([Some(day.unwrap_or("undated")), outlet, hit.agency.as_deref()]);
    let mut pieces = vec![Piece::plain(&head)];
    if let Some(title) = &hit.title {
        pieces.push(Piece::plain(" · "));
        pieces.push(Piece::new(title, bold));
    }
    page.hanging(&first, &pieces, table::MOST_LINES);
    let mut pieces = Vec::new();
    if let Some(said) = &hit.attribution {
        let denied = if said.negated { ", denied" } else { "" };
        let when = said.time.as_ref().map_or(String::new(), |time| format!(", {time}"));
        pieces.push(Piece::new(said.speaker.as_deref().unwrap_or("Speaker unknown"), bold));
        pieces.push(Piece::new(&format!(" ({}{denied}{when}): ", said.kind), pretty::faint()));
    }
    pieces.extend(table::sentence(&hit.sentence));
    page.hanging(&rest, &pieces, table::MOST_LINES);
    let more = match (hit.copies, hit.outlets) {
        (0, 0..=1) => String::new(),
        (copies, outlets) => format!(
            "{} · {}",
            pretty::count(copies as usize, "copy").replace("copys", "copies"),
            pretty::count(outlets as usize, "outlet")
        ),
    };
    let report = format!("report {}", hit.report);
    let link = table::joined([hit.url.as_deref(), Some(&more), Some(&report)]);
    page.hanging(&rest, &[Piece::new(&link, pretty::faint())], table::MOST_LINES);
}

fn csv(hits: &[Hit]) -> String {
    let mut out = String::new();
    table::csv_row(&mut out, COLUMNS);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    for hit in hits {
        let said = hit.attribution.as_ref();
        let row: [String; COLUMNS.len()] = [
            hit.report.to_string(),
            said.map_or(String::new(), |said| said.id.clone()),
            text(&hit.published),
            text(&hit.outlet),
            text(&hit.agency),
            hit.lang.clone(),
            text(&hit.title),
            said.map_or(String::new(), |said| text(&said.speaker)),
            said.map_or(String::new(), |said| text(&said.key)),
            said.map_or(String::new(), |said| said.kind.to_owned()),
            said.map_or(String::new(), |said| said.words.clone()),
            said.map_or(String::new(), |said| said.negated.to_string()),
            said.map_or(String::new(), |said| said.confidence.to_string()),
            said.map_or(String::new(), |said| text(&said.time)),
            hit.sentence.exact.clone(),
            hit.sentence.start.to_string(),
            hit.sentence.end.to_string(),
            text(&hit.url),
            hit.story.map_or(String::new(), |story| story.to_string()),
            hit.copies.to_string(),
            hit.outlets.to_string(),
            hit.score.map_or(String::new(), |score| score.to_string()),
        ];
        table::csv_row(&mut out, row.iter().map(String::as_str));
    }
    out
}
