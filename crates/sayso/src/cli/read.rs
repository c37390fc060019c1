//! `sayso read`: reports in, readings out.

use crate::exit::Exit;
use crate::flags::{Format, Kind, ReadFlags};
use crate::input::{self, Expected, Name, Work};
use crate::output::Output;
use crate::progress::Progress;
use crate::{pipeline, terminal};
use anyhow::Context;
use sayso::input::{Options, Place, Record};
use sayso::pretty::{self, Look};
use sayso::{Document, Explain, Reader, wire};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

/// Bytes of input under way at a time, for each thread. Readings take some ten times as much.
const BUDGET: usize = 512 << 10;

pub fn run(flags: &ReadFlags) -> anyhow::Result<Exit> {
    let (format, kind) = match flags.jsonl {
        true => (Format::Jsonl, Some(Kind::Jsonl)),
        false => (flags.format, flags.given.input),
    };
    let names = input::names(&flags.files)?;
    let many = names.len() > 1 || kind == Some(Kind::Jsonl);
    if format == Format::Json && many {
        anyhow::bail!(
            "`--format json` is one object for one report; for many use `--format jsonl`"
        );
    }
    let expected = if format == Format::Json { Expected::One } else { Expected::Many };
    let threads = flags.threads.or_else(|| std::thread::available_parallelism().ok());
    let threads = threads.map_or(1, NonZeroUsize::get);
    let desk = Desk {
        reader: reader(&flags.knowledge)?,
        options: input::options(&flags.given, kind)?,
        format,
        explain: if flags.explain { Explain::Yes } else { Explain::No },
        look: Look {
            width: terminal::width(flags.width),
            paint: terminal::paint(flags.color),
            explain: if flags.explain { Explain::Yes } else { Explain::No },
        },
        many,
    };
    let output = Output::stdout();
    let mut progress = Progress::new(input::size(&names).filter(|_| many));
    let mut tally = Tally::default();
    pipeline::ordered(
        threads,
        BUDGET * threads,
        |feed| input::feed(&names, &desk.options, expected, feed),
        |work| desk.answer(work),
        |answer| {
            for message in answer.complaints.iter().chain(&answer.remarks) {
                progress.complain(message);
            }
            tally.add(&answer);
            progress.advance(answer.reports, answer.bytes);
            output.write(&answer.lines, tally.exit());
            ControlFlow::Continue(())
        },
    );
    progress.finish();
    Ok(tally.exit())
}

/// A reader with the layers of these files over its knowledge.
pub fn reader(layers: &[PathBuf]) -> anyhow::Result<Reader> {
    let mut builder = Reader::builder();
    for path in layers {
        let file =
            std::fs::read(path).with_context(|| format!("reading the layer {}", path.display()))?;
        builder = builder.knowledge_layer(file);
    }
    Ok(builder.build()?)
}

/// What came of the run so far.
#[derive(Default)]
struct Tally {
    found: bool,
    failed: bool,
}

impl Tally {
    fn add(&mut self, answer: &Answer) {
        self.found |= answer.found;
        self.failed |= !answer.complaints.is_empty();
    }

    fn exit(&self) -> Exit {
        match self {
            Tally { failed: true, .. } => Exit::Error,
            Tally { found: true, .. } => Exit::Found,
            Tally { .. } => Exit::Nothing,
        }
    }
}

/// What comes of a piece of work.
#[derive(Default)]
struct Answer {
    /// Whole lines for standard output.
    lines: Vec<u8>,
    /// What failed, in words.
    complaints: Vec<String>,
    /// What was left out on purpose, in words.
    remarks: Vec<String>,
    /// Whether anybody's words were found.
    found: bool,
    reports: u64,
    /// Bytes of input that this answers.
    bytes: u64,
}

/// Everything a thread needs to answer.
struct Desk {
    reader: Reader,
    options: Options,
    format: Format,
    explain: Explain,
    look: Look,
    /// Whether more than one report is to be expected.
    many: bool,
}

impl Desk {
    fn answer(&self, work: Work) -> Answer {
        let mut answer = Answer::default();
        match work {
            Work::Failed(message) => answer.complaints.push(message),
            Work::Remark(message) => answer.remarks.push(message),
            Work::Record { name, record, read } => {
                answer.bytes = read;
                self.record(&mut answer, &name, &record);
            }
        }
        answer
    }

    /// Reads what a record holds.
    fn record(&self, answer: &mut Answer, name: &Name, record: &Record) {
        let contents = catch_unwind(AssertUnwindSafe(|| record.contents(&self.options)));
        let contents = match contents {
            Ok(Ok(contents)) => contents,
            Ok(Err(error)) => {
                answer.complaints.push(input::placed(name, record.place(), &error));
                return;
            }
            Err(_) => {
                answer.complaints.push(fault(&format!("{name}: {}", record.place())));
                return;
            }
        };
        for (what, count) in &contents.left_out {
            answer.remarks.push(format!("{name}: left out: {count} {what}"));
        }
        if !contents.documents.is_empty() && !contents.links.is_empty() {
            answer.remarks.push(format!(
                "{name}: left out: {} addresses that it refers to; `sayso read` opens none",
                contents.links.len()
            ));
        }
        let several = contents.documents.len() > 1;
        if several && self.format == Format::Json {
            answer.complaints.push(format!(
                "{name}: holds {} reports, of which `--format json` cannot make one object; use \
                 `--format jsonl`",
                contents.documents.len()
            ));
            return;
        }
        for document in contents.placed(record.place()) {
            let mut document = match document {
                Ok(document) => document,
                Err(error) => {
                    answer.complaints.push(input::placed(name, &error.place, &error.error));
                    continue;
                }
            };
            if document.id.is_empty() && !several && *record.place() == Place::Whole {
                document.id = name.id();
            }
            let place = input::place(name, record.place());
            self.add(answer, &place, several, &document);
        }
    }

    /// Reads one report and adds its lines. A report that cannot be read adds a complaint: one
    /// bad report must not take the others with it, not even by a fault of the reader's.
    fn add(&self, answer: &mut Answer, place: &str, several: bool, document: &Document) {
        let start = answer.lines.len();
        let found = catch_unwind(AssertUnwindSafe(|| {
            self.write(&mut answer.lines, place, several, document)
        }));
        match found {
            Ok(Ok(found)) => {
                answer.found |= found;
                answer.reports += 1;
            }
            Ok(Err(error)) => {
                answer.lines.truncate(start);
                answer.complaints.push(format!("{place}: {error}"));
            }
            Err(_) => {
                answer.lines.truncate(start);
                answer.complaints.push(fault(place));
            }
        }
    }

    /// Writes one reading; whether it holds an attribution.
    fn write(
        &self,
        out: &mut Vec<u8>,
        place: &str,
        several: bool,
        document: &Document,
    ) -> Result<bool, String> {
        let reading = self.reader.read(document);
        match self.format {
            Format::Pretty => {
                if self.many || several {
                    let name = if document.id.is_empty() { place } else { &document.id };
                    out.extend_from_slice(pretty::header(name, &self.look).as_bytes());
                }
                out.extend_from_slice(pretty::render(document, &reading, &self.look).as_bytes());
            }
            Format::Json => {
                let reading = wire::Reading::new(document, &reading, self.explain);
                serde_json::to_writer_pretty(&mut *out, &reading).map_err(|e| e.to_string())?;
                out.push(b'\n');
            }
            Format::Jsonl => {
                sayso::write_json(&mut *out, document, &reading, self.explain)
                    .map_err(|e| e.to_string())?;
                out.push(b'\n');
            }
        }
        Ok(!reading.attributions.is_empty())
    }
}

/// What to do about a fault of ours.
pub fn fault(place: &str) -> String {
    format!(
        "{place}: a fault in sayso, not in the report; please send both to {}",
        env!("CARGO_PKG_REPOSITORY")
    )
}
