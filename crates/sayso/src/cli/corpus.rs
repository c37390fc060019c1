//! `sayso corpus`: checks, counts and converts dispatches.

use crate::exit::Exit;
use crate::flags::{CorpusCommand, Target};
use crate::output::Output;
use anyhow::{Context, Result, bail, ensure};
use sayso::Lang;
use sayso_corpus::{
    Agreement, Dispatch, Stats, Stock, agreement, check, near_duplicates, repeated_frames, to_brat,
    to_conllu, to_gold_json, variations,
};
use sayso_knowledge::Knowledge;
use sayso_language::Pack;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// How deep folders of dispatches may lie in each other.
const DEPTH: usize = 8;
/// A dispatch's file is no larger than this many bytes.
const MAX_DISPATCH_BYTES: u64 = 1 << 20;
/// Lines that are made one by one are written so many bytes at a time.
const BATCH_BYTES: usize = 1 << 18;

pub fn run(command: &CorpusCommand) -> Result<Exit> {
    let (report, exit) = match command {
        CorpusCommand::Check { paths, quiet } => check_all(paths, *quiet)?,
        CorpusCommand::Stats { paths } => (stats(paths)?, Exit::Found),
        CorpusCommand::Convert { paths, to, out } => {
            (convert(paths, *to, out.as_deref())?, Exit::Found)
        }
        CorpusCommand::Agree { one, other } => (agree(one, other)?, Exit::Found),
        CorpusCommand::Vary { paths, count, seed } => return vary(paths, *count, *seed),
    };
    Output::stdout().write(report.as_bytes(), exit);
    Ok(exit)
}

/// The dispatch files under the paths, in the order of their paths: `.txt` files that begin with a
/// header. A file that is named is taken whatever its name.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    fn walk(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
        ensure!(depth <= DEPTH, "{}: more than {DEPTH} folders deep", folder.display());
        let read = fs::read_dir(folder).with_context(|| format!("opening {}", folder.display()))?;
        let mut entries: Vec<PathBuf> = read.flatten().map(|e| e.path()).collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                walk(&entry, depth + 1, found)?;
            } else if entry.extension().is_some_and(|e| e == "txt") {
                found.push(entry);
            }
        }
        Ok(())
    }
    let mut found = Vec::new();
    for path in paths {
        match path.is_dir() {
            true => walk(path, 0, &mut found)?,
            false => found.push(path.clone()),
        }
    }
    ensure!(!found.is_empty(), "no dispatches (.txt) there");
    Ok(found)
}

/// Reads a dispatch; the error names file and line.
pub fn open(path: &Path) -> Result<Dispatch> {
    let about = || format!("reading {}", path.display());
    let bytes = fs::metadata(path).with_context(about)?.len();
    ensure!(
        bytes <= MAX_DISPATCH_BYTES,
        "{}: {bytes} bytes; a dispatch has at most {MAX_DISPATCH_BYTES}",
        path.display()
    );
    let file = fs::read_to_string(path).with_context(about)?;
    Dispatch::parse(&file).with_context(|| path.display().to_string())
}

fn open_all(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Dispatch)>> {
    files(paths)?.into_iter().map(|path| Ok((path.clone(), open(&path)?))).collect()
}

fn check_all(paths: &[PathBuf], quiet: bool) -> Result<(String, Exit)> {
    let mut report = String::new();
    let (mut errors, mut looks) = (0, 0);
    let mut languages: BTreeMap<String, Vec<(PathBuf, Dispatch)>> = BTreeMap::new();
    let mut ids: BTreeMap<String, PathBuf> = BTreeMap::new();
    let files = files(paths)?;
    for path in &files {
        let dispatch = match open(path) {
            Ok(dispatch) => dispatch,
            Err(error) => {
                errors += 1;
                let _ = writeln!(report, "{error:#}");
                continue;
            }
        };
        for issue in check(&dispatch) {
            if issue.is_error {
                errors += 1;
            } else {
                looks += 1;
            }
            if issue.is_error || !quiet {
                let _ = writeln!(report, "{}:{issue}", path.display());
            }
        }
        if let Some(id) = dispatch.get("id")
            && let Some(other) = ids.insert(id.to_owned(), path.clone())
        {
            errors += 1;
            let _ = writeln!(
                report,
                "{}: error: {} has the id {id} too",
                path.display(),
                other.display()
            );
        }
        let lang = dispatch.get("lang").unwrap_or("und").to_owned();
        languages.entry(lang).or_default().push((path.clone(), dispatch));
    }
    for dispatches in languages.values() {
        let texts: Vec<&str> = dispatches.iter().map(|(_, d)| d.body.text()).collect();
        let path =
            |i: usize| dispatches.get(i).map_or(String::new(), |d| d.0.display().to_string());
        for near in near_duplicates(&texts) {
            errors += 1;
            let _ = writeln!(
                report,
                "{}: error: shares {:.0} % of its wording with {}",
                path(near.texts.0),
                near.shared * 100.0,
                path(near.texts.1)
            );
        }
        for frame in repeated_frames(&texts) {
            errors += 1;
            let others: Vec<String> = frame.texts.iter().skip(1).map(|i| path(*i)).collect();
            let first = frame.texts.first().map_or(String::new(), |i| path(*i));
            let _ = writeln!(
                report,
                "{first}: error: “{}” stands in {} too",
                frame.words,
                others.join(", ")
            );
        }
    }
    let _ = writeln!(
        report,
        "{} dispatches: {errors} errors, {looks} to look at; near-duplicates and repeated frames are among the errors",
        files.len()
    );
    Ok((report, if errors > 0 { Exit::Error } else { Exit::Found }))
}

fn stats(paths: &[PathBuf]) -> Result<String> {
    let knowledge = Knowledge::load()?;
    let mut languages: BTreeMap<String, (Stats, Names)> = BTreeMap::new();
    for (_, dispatch) in open_all(paths)? {
        let lang = dispatch.get("lang").unwrap_or("und").to_owned();
        let (stats, names) = languages.entry(lang.clone()).or_default();
        stats.add(&dispatch);
        names.add(&dispatch, &lang, &knowledge);
    }
    let mut out = String::new();
    for (lang, (stats, names)) in &languages {
        let per = |n: usize| n as f64 / stats.dispatches.max(1) as f64;
        let list = |counts: &BTreeMap<&'static str, usize>| {
            let parts: Vec<String> = counts.iter().map(|(k, n)| format!("{k} {n}")).collect();
            parts.join(", ")
        };
        let owned = |counts: &BTreeMap<String, usize>| {
            let parts: Vec<String> = counts.iter().map(|(k, n)| format!("{k} {n}")).collect();
            parts.join(", ")
        };
        let _ = writeln!(out, "{lang}");
        let mut row = |name: &str, n: usize, parts: String| {
            let _ = writeln!(out, "  {name:<16}{n:>7}  {parts}");
        };
        let layers = format!(
            "{} with all layers, {} checked by a second hand",
            stats.layered, stats.checked
        );
        row("dispatches", stats.dispatches, layers);
        row("words", stats.words, format!("{:.0} a dispatch", per(stats.words)));
        row("attributions", Stats::sum(&stats.attributions), list(&stats.attributions));
        row("  hard ones", Stats::sum(&stats.hard), list(&stats.hard));
        row("entities", Stats::sum(&stats.entities), list(&stats.entities));
        row("mentions", Stats::sum(&stats.mentions), list(&stats.mentions));
        row("times", Stats::sum(&stats.times), list(&stats.times));
        row("events", Stats::sum(&stats.events), owned(&stats.events));
        row("  of these", stats.voiced, format!("in a speaker's voice; {}", list(&stats.statuses)));
        row("genres", stats.genres.len(), owned(&stats.genres));
        row(
            "names",
            names.known + names.unknown,
            format!(
                "of people; {} with a surname that no lexicon holds, {} with no part in one",
                names.unknown_surname, names.unknown
            ),
        );
        out.push('\n');
    }
    Ok(out)
}

/// How many names of people the knowledge file has a part of.
#[derive(Debug, Default)]
struct Names {
    known: usize,
    unknown: usize,
    unknown_surname: usize,
}

impl Names {
    fn add(&mut self, dispatch: &Dispatch, lang: &str, knowledge: &Knowledge) {
        for entity in dispatch.body.entities() {
            if entity.kind != sayso::EntityKind::Person
                || entity.names(dispatch.body.text()).is_empty()
            {
                continue;
            }
            let listed = |part: &str| {
                knowledge.first_name(part).is_some()
                    || knowledge.place(lang, part).is_some()
                    || knowledge.people(lang, part).next().is_some()
            };
            let is_known = entity.name.split([' ', '-']).any(listed);
            let surname = entity.name.rsplit(' ').next().unwrap_or_default();
            self.unknown_surname += usize::from(!listed(surname));
            match is_known {
                true => self.known += 1,
                false => self.unknown += 1,
            }
        }
    }
}

fn convert(paths: &[PathBuf], to: Target, out: Option<&Path>) -> Result<String> {
    let dispatches = open_all(paths)?;
    let write = |name: String, content: &str| -> Result<()> {
        let Some(folder) = out else { return Ok(()) };
        let path = folder.join(name);
        fs::write(&path, content).with_context(|| format!("writing {}", path.display()))
    };
    if let Some(folder) = out {
        fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    }
    let mut packs: BTreeMap<String, Pack> = BTreeMap::new();
    let mut printed = String::new();
    for (path, dispatch) in &dispatches {
        let name = dispatch.get("id").map_or_else(
            || path.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned()),
            |id| id.replace(['/', '\\'], "_"),
        );
        match to {
            Target::Brat => {
                ensure!(
                    out.is_some(),
                    "brat has two files a dispatch: name their folder with --out"
                );
                write(format!("{name}.txt"), dispatch.body.text())?;
                write(format!("{name}.ann"), &to_brat(dispatch))?;
            }
            Target::Jsonl => {
                let line = format!("{}\n", to_gold_json(dispatch));
                match out {
                    Some(_) => write(format!("{name}.json"), &line)?,
                    None => printed.push_str(&line),
                }
            }
            Target::Conllu => {
                let lang = dispatch.get("lang").unwrap_or("und");
                if !packs.contains_key(lang) {
                    packs.insert(lang.to_owned(), Pack::load(&Lang::new(lang))?);
                }
                let Some(pack) = packs.get(lang) else { bail!("no pack for {lang}") };
                let content = to_conllu(dispatch, pack);
                match out {
                    Some(_) => write(format!("{name}.conllu"), &content)?,
                    None => printed.push_str(&content),
                }
            }
        }
    }
    if let Some(folder) = out {
        let _ =
            writeln!(printed, "{} dispatches written to {}", dispatches.len(), folder.display());
    }
    Ok(printed)
}

/// Prints reports as they are made: a hundred thousand are 200 MB.
fn vary(paths: &[PathBuf], count: usize, seed: u64) -> Result<Exit> {
    let dispatches: Vec<Dispatch> = open_all(paths)?.into_iter().map(|(_, d)| d).collect();
    let stock = Stock::of(&dispatches);
    ensure!(
        stock.dispatches() > 0,
        "none of the {} dispatches has a language and three paragraphs",
        dispatches.len()
    );
    let output = Output::stdout();
    let mut lines = String::with_capacity(2 * BATCH_BYTES);
    for report in variations(&stock, seed, count) {
        lines.push_str(&report.to_json());
        lines.push('\n');
        if lines.len() >= BATCH_BYTES {
            output.write(lines.as_bytes(), Exit::Found);
            lines.clear();
        }
    }
    output.write(lines.as_bytes(), Exit::Found);
    Ok(Exit::Found)
}

fn agree(one: &Path, other: &Path) -> Result<String> {
    let mut languages: BTreeMap<String, Agreement> = BTreeMap::new();
    let first: BTreeMap<String, (PathBuf, Dispatch)> = open_all(&[one.to_owned()])?
        .into_iter()
        .map(|(path, dispatch)| (dispatch.get("id").unwrap_or("").to_owned(), (path, dispatch)))
        .collect();
    for (path, b) in open_all(&[other.to_owned()])? {
        let id = b.get("id").unwrap_or("");
        let Some((twin, a)) = first.get(id) else {
            bail!("{}: no dispatch under {} has the id `{id}`", path.display(), one.display());
        };
        let Some(found) = agreement(&a.body, &b.body) else {
            bail!("{} and {} mark different texts", twin.display(), path.display());
        };
        *languages.entry(a.get("lang").unwrap_or("und").to_owned()).or_default() += found;
    }
    let mut out = String::from(
        "     texts  quote@0.8  joint@0.8  mentions  +chain   times  +value  events  +status\n",
    );
    for (lang, a) in &languages {
        let _ = writeln!(
            out,
            "{lang:<5}{:>5}{:>11.3}{:>11.3}{:>10.3}{:>8.3}{:>8.3}{:>8.3}{:>8.3}{:>9.3}",
            a.texts,
            a.quote().f1,
            a.joint().f1,
            a.mentions.f1(),
            a.mentions.same_f1(),
            a.times.f1(),
            a.times.same_f1(),
            a.events.f1(),
            a.events.same_f1(),
        );
    }
    Ok(out)
}
