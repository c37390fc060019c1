//! Lexica of full forms: finds their files, reads them, and compiles them.

use super::{conllu, inflected, lefff};
use anyhow::{Context, Result};
use sayso_language::training::{Edit, Entry, Readings, hash_text};
use sayso_language::{Morph, Upos};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// A line of a lexicon.
pub struct Line {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub morph: Morph,
    /// What the lexicon says of the form's category, as it stands.
    pub kind: String,
}

type Read = fn(&str) -> Result<Vec<Line>>;

/// Which lexicon a file belongs to, by its name.
fn reader(path: &Path) -> Option<Read> {
    let name = path.file_name()?.to_str()?;
    Some(match name {
        "words.json" => inflected::nouns,
        "adjectives.json" => inflected::adjectives,
        "verbs.json" => inflected::verbs,
        "lemma_lu.csv.gz" => |text| Ok(inflected::lemmas(text)),
        "words.tsv" => own,
        _ if name.ends_with(".mlex") => |text| Ok(lefff::read(text)),
        _ => return None,
    })
}

/// Reads every lexicon file among `paths`, which are files or folders that hold them at some
/// depth, in the order of their paths.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for path in paths {
        let mut files = Vec::new();
        find(path, &mut files)?;
        anyhow::ensure!(
            !files.is_empty(),
            "no lexicon under {}; MODEL.md tells how to get it",
            path.display()
        );
        for (file, read) in files {
            let text = text(&file)?;
            lines.extend(read(&text).with_context(|| format!("in {}", file.display()))?);
        }
    }
    Ok(lines)
}

fn find(path: &Path, files: &mut Vec<(PathBuf, Read)>) -> Result<()> {
    if !path.is_dir() {
        files.extend(reader(path).map(|r| (path.to_owned(), r)));
        return Ok(());
    }
    let read = std::fs::read_dir(path)
        .with_context(|| format!("looking for a lexicon in {}", path.display()))?;
    let mut entries: Vec<PathBuf> = read.flatten().map(|e| e.path()).collect();
    entries.sort();
    entries.iter().try_for_each(|entry| find(entry, files))
}

fn text(path: &Path) -> Result<String> {
    let open = || format!("reading the lexicon {}", path.display());
    let mut text = String::new();
    let file = std::fs::File::open(path).with_context(open)?;
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut text).with_context(open)?;
    } else {
        std::io::BufReader::new(file).read_to_string(&mut text).with_context(open)?;
    }
    Ok(text)
}

/// A pack's own words: form, lemma, part of speech, features as Universal Dependencies writes them.
fn own(text: &str) -> Result<Vec<Line>> {
    let rows = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
    rows.map(|row| {
        let columns: Vec<&str> = row.split('\t').map(str::trim).collect();
        let [form, lemma, upos, feats] = columns[..] else {
            anyhow::bail!("expected FORM, LEMMA, UPOS, FEATS, parted by tabs: {row:?}");
        };
        Ok(Line {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: Upos::from_name(upos).with_context(|| format!("part of speech {upos:?}"))?,
            morph: conllu::morph(feats),
            kind: format!("{upos} {feats}"),
        })
    })
    .collect()
}

/// Times that a treebank has to show a form as a part of speech to be believed.
const SEEN: usize = 2;

/// The words of closed classes that treebanks show, as lines of a lexicon, in order.
pub fn closed_classes<'w>(words: impl Iterator<Item = &'w conllu::Word>) -> Vec<Line> {
    let mut seen: BTreeMap<(String, String, Upos), (usize, Morph)> = BTreeMap::new();
    for word in words {
        let is_closed = matches!(
            word.upos,
            Upos::Det
                | Upos::Pron
                | Upos::Adp
                | Upos::Cconj
                | Upos::Sconj
                | Upos::Aux
                | Upos::Part
                | Upos::Adv
        );
        if is_closed && word.form.chars().all(|c| c.is_alphabetic() || c == '\'') {
            let key = (word.form.to_lowercase(), word.lemma.clone(), word.upos);
            seen.entry(key).or_insert((0, word.morph)).0 += 1;
        }
    }
    let often = seen.into_iter().filter(|(_, (n, _))| *n >= SEEN);
    often
        .map(|((form, lemma, upos), (_, morph))| Line {
            kind: upos.name().to_owned(),
            form,
            lemma,
            upos,
            morph,
        })
        .collect()
}

/// The lexicon's sets of readings, and its forms by hash with their sets.
pub struct Compiled {
    pub readings: Vec<Readings>,
    pub forms: Vec<(u32, u16)>,
}

/// Compiles the lexicon; lemmas become edits, which are added to `edits`.
pub fn compile(lines: &[Line], edits: &mut BTreeMap<Edit, u32>) -> Result<Compiled> {
    let mut forms: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for line in lines {
        forms.entry(&line.form).or_default().push(line);
    }
    let mut sets: BTreeMap<Readings, u16> = BTreeMap::new();
    let mut readings = Vec::new();
    let mut by_hash = BTreeMap::new();
    for (form, lines) in forms {
        let mut kinds: Vec<&str> = lines.iter().map(|l| l.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let mut set = Readings {
            mask: lines.iter().fold(0, |mask, l| mask | 1 << l.upos as u32),
            kind: hash_text(&kinds.join("|")),
            entries: Vec::new(),
        };
        for line in lines {
            let edit = Edit::between(form, &line.lemma);
            let next = edits.len() as u32;
            let edit = *edits.entry(edit).or_insert(next);
            let entry = Entry { upos: line.upos, morph: line.morph, edit };
            if !set.entries.contains(&entry) {
                set.entries.push(entry);
            }
        }
        let id = match sets.get(&set) {
            Some(&id) => id,
            None => {
                let id = u16::try_from(readings.len()).context("too many sets of readings")?;
                readings.push(set.clone());
                sets.insert(set, id);
                id
            }
        };
        by_hash.entry(hash_text(form)).or_insert(id);
    }
    Ok(Compiled { readings, forms: by_hash.into_iter().collect() })
}
