//! `sayso-train knowledge`: builds the knowledge file from tables of facts.
//!
//! What it reads, and from where, is said in NOTICE. The tables of a language
//! are not in the file: `sayso-knowledge` takes them from `languages/`.

mod bodies;
mod names;
mod offices;
mod places;

use anyhow::{Context as _, Result};
use flate2::read::GzDecoder;
use sayso_knowledge::CountryKind;
use sayso_knowledge::world::Builder;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Build the knowledge file: countries, places, first names, office-holders.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder with countries.tsv, cities.tsv.gz, officeholders.tsv.gz and topup.tsv.
    #[arg(long)]
    kb: PathBuf,
    /// Folder in which the unpacked packages `gender-detection-from-name` (npm) and
    /// `rigour` (PyPI) lie, at any depth: their names/*.js and names/persons.txt are read.
    #[arg(long)]
    names: PathBuf,
    /// Where the file goes.
    #[arg(long, default_value = "knowledge/knowledge.zst")]
    out: PathBuf,
}

/// The languages whose names of countries the file holds: the columns of countries.tsv.
const LANGUAGES: [&str; 4] = ["fr", "en", "de", "it"];

/// Builds the file and says what is in it.
pub fn run(args: Args) -> Result<()> {
    let mut builder = Builder::default();
    let mut report = Vec::new();
    let countries = countries(&args.kb, &mut builder)?;
    report.push(format!("{} countries, territories and blocs", countries.count));
    report.push(places::add(&args.kb, &countries, &mut builder)?);
    report.push(bodies::add(&mut builder));
    report.push(names::add(&args.names, &mut builder)?);
    report.push(offices::add(&args.kb, &args.names, &countries, &mut builder)?);
    let bytes = builder.finish()?;
    fs::write(&args.out, &bytes)
        .with_context(|| format!("writing the knowledge file {}", args.out.display()))?;
    report.push(format!("{}: {} bytes", args.out.display(), bytes.len()));
    let mut out = std::io::stdout().lock();
    for line in report {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// The countries by their codes, as their positions in the file's list.
pub(crate) struct Countries {
    count: usize,
    iso2: BTreeMap<String, u16>,
    code: BTreeMap<String, u16>,
    /// Capitals by their names in GeoNames.
    capitals: Vec<(u16, String)>,
    /// Folded English names, to tell *President of Russia* from other presidents.
    english: BTreeMap<String, u16>,
}

/// Reads countries.tsv. The columns from world-countries (ODbL) are left out:
/// capital_wc, demonym_*, un_member.
fn countries(kb: &Path, builder: &mut Builder) -> Result<Countries> {
    let table = Tsv::read(&kb.join("countries.tsv"))?;
    let mut countries = Countries {
        count: 0,
        iso2: BTreeMap::new(),
        code: BTreeMap::new(),
        capitals: Vec::new(),
        english: BTreeMap::new(),
    };
    for row in table.rows() {
        let kind = match row.get("kind") {
            "country" => CountryKind::Country,
            "territory" => CountryKind::Territory,
            _ => CountryKind::Bloc,
        };
        let iso2 = row.get("iso2");
        let code = if row.get("iso3").is_empty() { iso2 } else { row.get("iso3") };
        let names: Vec<(&str, &str)> = LANGUAGES
            .iter()
            .map(|lang| (*lang, row.get(&format!("names_{lang}"))))
            .filter(|(_, n)| !n.is_empty())
            .collect();
        let id = builder.country(kind, code, iso2, row.get("qid"), &names);
        countries.count += 1;
        if !row.get("capital_gn").is_empty() {
            countries.capitals.push((id, row.get("capital_gn").to_owned()));
        }
        countries.iso2.insert(iso2.to_owned(), id);
        countries.code.insert(code.to_owned(), id);
        for name in row.get("names_en").split('|') {
            countries.english.insert(sayso_knowledge::fold(name).to_string(), id);
        }
    }
    Ok(countries)
}

/// A tab-separated table with a line of column names.
pub(crate) struct Tsv {
    columns: BTreeMap<String, usize>,
    lines: Vec<String>,
}

impl Tsv {
    pub(crate) fn read(path: &Path) -> Result<Tsv> {
        let file = File::open(path).with_context(|| format!("opening {}", path.display()))?;
        let mut text = String::new();
        let read = if path.extension().is_some_and(|e| e == "gz") {
            GzDecoder::new(file).read_to_string(&mut text)
        } else {
            { file }.read_to_string(&mut text)
        };
        read.with_context(|| format!("reading {}", path.display()))?;
        Ok(Tsv::parse(&text))
    }

    pub(crate) fn parse(text: &str) -> Tsv {
        let mut lines = text.lines().filter(|l| !l.starts_with('#')).map(str::to_owned);
        let columns = lines
            .next()
            .unwrap_or_default()
            .split('\t')
            .enumerate()
            .map(|(i, c)| (c.to_owned(), i))
            .collect();
        Tsv { columns, lines: lines.collect() }
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.lines.iter().map(|l| Row { columns: &self.columns, cells: l.split('\t').collect() })
    }
}

/// A line of a [`Tsv`].
pub(crate) struct Row<'a> {
    columns: &'a BTreeMap<String, usize>,
    cells: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The cell of a column; empty where there is none.
    pub(crate) fn get(&self, column: &str) -> &'a str {
        self.columns.get(column).and_then(|&i| self.cells.get(i)).copied().unwrap_or("")
    }
}

/// The files under a folder whose path ends so, in order of their paths.
pub(crate) fn find(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut todo = vec![folder.to_path_buf()];
    while let Some(folder) = todo.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("opening {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
