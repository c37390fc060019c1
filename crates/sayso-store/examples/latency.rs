//! How long searches take on a store: words, phrases, speakers and pairs that are in it, from the rare
//! to the most frequent.
//!
//!     cargo run --profile quick -p sayso-store --example latency -- FILE [REPORTS]
//!
//! With a number, a store of so many made-up reports is written to the file first, where there is
//! none.

#![allow(clippy::print_stdout)]

#[path = "../benches/search/synthetic.rs"]
#[allow(dead_code)]
mod synthetic;

use rusqlite::{Connection, OpenFlags};
use sayso_store::{Access, Query, Settings, Sort, Store};
use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};
use synthetic::Random;

/// Queries of a kind.
const QUERIES: usize = 200;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("which store?")?;
    if let Some(reports) = arguments.next().filter(|_| !Path::new(&path).exists()) {
        let mut store = Store::open(&path, Access::Create, Settings::default())?;
        synthetic::fill(&mut store, reports.parse()?)?;
    }
    let store = Store::open(&path, Access::Read, Settings::default())?;
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let rows = Connection::open_with_flags(&path, flags)?;
    let sample = Sample::of(&rows)?;
    let mut random = Random::new(11);
    println!("{:32} {:>9} {:>9} {:>9} {:>9} {:>7}", "", "median", "p95", "p99", "worst", "found");
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        for kind in Kind::ALL {
            let mut times = Vec::new();
            let mut found = 0;
            let mut worst = (Duration::ZERO, Query::default());
            for _ in 0..QUERIES {
                let query = Query { sort: Some(sort), ..kind.query(&sample, &mut random) };
                let start = Clock::now();
                found += usize::from(!store.search(&query)?.hits.is_empty());
                let took = start.elapsed();
                times.push(took);
                if took > worst.0 {
                    worst = (took, query);
                }
            }
            times.sort();
            let at = |part: usize| {
                format!("{:.2} ms", times[(QUERIES - 1) * part / 100].as_secs_f64() * 1e3)
            };
            println!(
                "{:32} {:>9} {:>9} {:>9} {:>9} {:>6}% worst: {:?}{:?}{:?}{}",
                format!("{} by {sort:?}", kind.name()),
                at(50),
                at(95),
                at(99),
                at(100),
                found * 100 / QUERIES,
                worst.1.speaker.unwrap_or_default(),
                worst.1.mentions,
                worst.1.outlet.unwrap_or_default(),
                worst.1.words,
            );
        }
    }
    Ok(())
}

/// Time on the processor, where Linux tells it: on a machine with other work the wall clock measures
/// that work.
enum Clock {
    Processor(Duration),
    Wall(Instant),
}

impl Clock {
    fn now() -> Clock {
        match Clock::processor() {
            Some(spent) => Clock::Processor(spent),
            None => Clock::Wall(Instant::now()),
        }
    }

    fn elapsed(&self) -> Duration {
        match self {
            Clock::Processor(start) => {
                Clock::processor().unwrap_or_default().saturating_sub(*start)
            }
            Clock::Wall(start) => start.elapsed(),
        }
    }

    #[cfg(target_os = "linux")]
    fn processor() -> Option<Duration> {
        use rustix::time::{ClockId, clock_gettime};
        clock_gettime(ClockId::ThreadCPUTime).try_into().ok()
    }

    #[cfg(not(target_os = "linux"))]
    fn processor() -> Option<Duration> {
        None
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Word,
    Words,
    Phrase,
    Quoted,
    Speaker,
    SpeakerOn,
    Pair,
    OutletWord,
    Outlet,
}

impl Kind {
    const ALL: [Kind; 9] = [
        Kind::Word,
        Kind::Words,
        Kind::Phrase,
        Kind::Quoted,
        Kind::Speaker,
        Kind::SpeakerOn,
        Kind::Pair,
        Kind::OutletWord,
        Kind::Outlet,
    ];

    fn name(self) -> &'static str {
        match self {
            Kind::Word => "word",
            Kind::Words => "two words",
            Kind::Phrase => "phrase",
            Kind::Quoted => "word in quotes",
            Kind::Speaker => "speaker",
            Kind::SpeakerOn => "speaker with a word",
            Kind::Pair => "pair",
            Kind::OutletWord => "word in an outlet",
            Kind::Outlet => "outlet",
        }
    }

    fn query(self, sample: &Sample, random: &mut Random) -> Query {
        let word = |random: &mut Random| pick(&sample.words, random);
        let speaker = |random: &mut Random| Some(pick(&sample.speakers, random));
        let outlet = |random: &mut Random| Some(pick(&sample.outlets, random));
        let base = Query::default();
        match self {
            Kind::Word => Query { words: word(random), ..base },
            Kind::Words => Query { words: format!("{} {}", word(random), word(random)), ..base },
            Kind::Phrase => Query { words: pick(&sample.phrases, random), ..base },
            Kind::Quoted => {
                Query { words: word(random), scope: Some(sayso_store::Scope::Quotes), ..base }
            }
            Kind::Speaker => Query { speaker: speaker(random), ..base },
            Kind::SpeakerOn => Query { speaker: speaker(random), words: word(random), ..base },
            Kind::Pair => {
                let (a, b) = sample.pairs[random.below(sample.pairs.len())].clone();
                Query { mentions: vec![a, b], ..base }
            }
            Kind::OutletWord => Query { outlet: outlet(random), words: word(random), ..base },
            Kind::Outlet => Query { outlet: outlet(random), ..base },
        }
    }
}

/// One of those sorted by how frequent they are: as likely among the ten most frequent as among the
/// ninety next to them.
fn pick(sorted: &[String], random: &mut Random) -> String {
    sorted[random.zipf(sorted.len())].clone()
}

/// What is in a store, the most frequent first.
struct Sample {
    words: Vec<String>,
    phrases: Vec<String>,
    speakers: Vec<String>,
    pairs: Vec<(String, String)>,
    outlets: Vec<String>,
}

impl Sample {
    fn of(rows: &Connection) -> Result<Sample, Box<dyn Error>> {
        rows.execute_batch(
            "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, report_fts, row)",
        )?;
        let list = |sql: &str| -> Result<Vec<String>, Box<dyn Error>> {
            let mut statement = rows.prepare(sql)?;
            let rows = statement.query_map([], |row| row.get(0))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let words = list("SELECT term FROM temp.terms WHERE doc > 1 ORDER BY doc DESC")?;
        let speakers = list(
            "SELECT a.name FROM entity e JOIN actor a ON a.id = e.actor WHERE e.said > 0 \
             GROUP BY a.id ORDER BY count(*) DESC",
        )?;
        let outlets = list(
            "SELECT host FROM appearance JOIN outlet ON outlet.id = appearance.outlet \
             GROUP BY outlet.id ORDER BY count(*) DESC",
        )?;
        let texts =
            list("SELECT text FROM report ORDER BY (id * 2654435761) % 4294967296 LIMIT 500")?;
        let mut random = Random::new(3);
        let phrases = texts.iter().map(|text| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let start = random.below(words.len().saturating_sub(3));
            let phrase = words.iter().skip(start).take(2 + random.below(2));
            format!("\"{}\"", phrase.copied().collect::<Vec<_>>().join(" ").replace('"', " "))
        });
        let phrases = phrases.collect();
        let mut pairs = rows.prepare(
            "SELECT x.name, y.name FROM entity a JOIN entity b ON b.report = a.report AND b.n > a.n \
             JOIN actor x ON x.id = a.actor JOIN actor y ON y.id = b.actor \
             WHERE a.report % 97 = 1 LIMIT 2000",
        )?;
        let pairs = pairs.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Sample {
            words,
            phrases,
            speakers,
            outlets,
            pairs: pairs.collect::<rusqlite::Result<_>>()?,
        })
    }
}
