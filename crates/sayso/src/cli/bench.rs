//! `sayso bench`: how fast reports are read, or found in a store.

mod searches;

use crate::exit::Exit;
use crate::flags::BenchFlags;
use anyhow::Context;
use sayso::input::Options;
use sayso::{Explain, Reader};
use std::io;
use std::time::{Duration, Instant};

/// What one thread measured.
#[derive(Default)]
struct Laps {
    /// How long each report took.
    times: Vec<Duration>,
    words: u64,
    bytes: u64,
}

pub fn run(flags: &BenchFlags) -> anyhow::Result<Exit> {
    anyhow::ensure!(flags.seconds > 0.0 && flags.seconds <= 3600.0, "--seconds: from 0 to 3600");
    if searches::is_store(&flags.file) {
        return searches::run(flags);
    }
    let records = std::fs::read(&flags.file).with_context(|| format!("reading {}", flags.file))?;
    let lines: Vec<&[u8]> =
        records.split(|b| *b == b'\n').filter(|line| !line.trim_ascii().is_empty()).collect();
    anyhow::ensure!(!lines.is_empty(), "{}: holds no records", flags.file);

    let start = Instant::now();
    let reader = Reader::new()?;
    let loaded = start.elapsed();
    // Once through: finds bad lines, counts attributions, and warms the caches.
    let mut attributions = 0;
    for (i, line) in lines.iter().enumerate() {
        let document = sayso::input::read_record(line, &Options::default())
            .with_context(|| format!("{}: record {}", flags.file, i + 1))?;
        attributions += reader.read(&document).attributions.len();
    }

    let limit = Duration::from_secs_f64(flags.seconds);
    let start = Instant::now();
    let laps: Vec<Laps> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..flags.threads.get())
            .map(|_| scope.spawn(|| lap(&reader, &lines, start, limit)))
            .collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    let took = start.elapsed().as_secs_f64();

    let mut times: Vec<Duration> = laps.iter().flat_map(|l| l.times.iter().copied()).collect();
    times.sort_unstable();
    let reports = times.len() as f64;
    let words = laps.iter().map(|l| l.words).sum::<u64>() as f64;
    let bytes = laps.iter().map(|l| l.bytes).sum::<u64>() as f64;
    let at = |share: f64| {
        let place = (reports * share) as usize;
        times.get(place.min(times.len() - 1)).map_or(0.0, |t| t.as_secs_f64() * 1e3)
    };
    let mut report = format!(
        "{} records, {attributions} attributions, {} thread{}, {took:.1} s\n",
        lines.len(),
        flags.threads,
        if flags.threads.get() == 1 { "" } else { "s" },
    );
    report += &format!("reports     {:>10.0} a second\n", reports / took);
    report += &format!("words       {:>10.0} a second\n", words / took);
    report += &format!("text        {:>10.2} MB a second\n", bytes / took / 1e6);
    report += &format!(
        "a report    {:>10.2} ms half of the time, {:.2} ms at most for 95 of 100, {:.2} ms the slowest\n",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    report += &format!("loading     {:>10.1} ms\n", loaded.as_secs_f64() * 1e3);
    if let Some(peak) = peak_memory() {
        report += &format!("peak memory {:>10.0} MB\n", peak as f64 / 1e6);
    }
    crate::output::Output::stdout().write(report.as_bytes(), Exit::Found);
    Ok(Exit::Found)
}

/// Reads the records over and over, from JSON to JSON, until the time is up.
fn lap(reader: &Reader, lines: &[&[u8]], start: Instant, limit: Duration) -> Laps {
    let mut laps = Laps::default();
    for line in lines.iter().cycle() {
        let before = Instant::now();
        if before - start >= limit && !laps.times.is_empty() {
            break;
        }
        if let Ok(document) = sayso::input::read_record(line, &Options::default()) {
            let reading = reader.read(&document);
            // A sink takes everything.
            let _ = sayso::write_json(io::sink(), &document, &reading, Explain::No);
            laps.times.push(before.elapsed());
            laps.words += document.text.split_whitespace().count() as u64;
            laps.bytes += document.text.len() as u64;
        }
    }
    laps
}

/// The most memory that this process has held, in bytes. Linux alone tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kib| kib * 1024)
}
