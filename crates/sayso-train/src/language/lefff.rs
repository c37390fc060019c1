//! Reads the Lefff (Sagot 2010) in its `mlex` form: form, category, lemma, code.

use anyhow::{Context, Result};
use sayso_language::training::{Edit, Entry, Readings, hash_text};
use sayso_language::{Gender, Mood, Morph, Number, Person, Tense, Upos, VerbForm};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A line of the lexicon.
pub struct Line {
    pub form: String,
    pub lemma: String,
    pub upos: Upos,
    pub morph: Morph,
    /// Category and code, as they stand.
    kind: String,
}

/// Finds the lexicon under a path, which is the file or a folder that holds it at some depth.
fn find(path: &Path) -> Result<PathBuf> {
    if path.is_file() {
        return Ok(path.to_owned());
    }
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        let read = std::fs::read_dir(&folder)
            .with_context(|| format!("looking for the lexicon in {}", folder.display()))?;
        let mut entries: Vec<PathBuf> = read.flatten().map(|e| e.path()).collect();
        entries.sort();
        for entry in entries {
            if entry.extension().is_some_and(|e| e == "mlex") {
                return Ok(entry);
            }
            if entry.is_dir() {
                folders.push(entry);
            }
        }
    }
    anyhow::bail!("no .mlex file under {}; MODEL.md tells how to get it", path.display())
}

/// Reads the lexicon; one line for each reading of its codes.
pub fn read(path: &Path) -> Result<Vec<Line>> {
    let path = find(path)?;
    let file = std::fs::read_to_string(&path)
        .with_context(|| format!("reading the lexicon {}", path.display()))?;
    let mut lines = Vec::new();
    for line in file.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(category), Some(lemma)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let code = columns.next().unwrap_or("");
        if form.contains([' ', '_', '&']) {
            continue;
        }
        let Some(upos) = upos(category) else { continue };
        let kind = format!("{category} {code}");
        let verbal = matches!(upos, Upos::Verb | Upos::Aux);
        let morphs = if verbal { verb(code) } else { nominal(code) };
        for morph in morphs {
            lines.push(Line {
                form: form.to_owned(),
                lemma: lemma.to_owned(),
                upos,
                morph,
                kind: kind.clone(),
            });
        }
    }
    Ok(lines)
}

fn upos(category: &str) -> Option<Upos> {
    Some(match category {
        "v" => Upos::Verb,
        "auxEtre" | "auxAvoir" => Upos::Aux,
        "nc" => Upos::Noun,
        "adj" => Upos::Adj,
        "np" => Upos::Propn,
        "adv" | "advneg" | "advPref" | "clneg" => Upos::Adv,
        "prep" => Upos::Adp,
        "det" => Upos::Det,
        "pro" | "prel" | "pri" | "ce" | "ilimp" | "caimp" => Upos::Pron,
        "csu" | "que" | "que_restr" => Upos::Sconj,
        "coo" => Upos::Cconj,
        "pres" => Upos::Intj,
        "etr" => Upos::X,
        _ if category.starts_with("cl") => Upos::Pron,
        _ => return None,
    })
}

/// Gender, number and person of a code such as `ms`, `3fp`, `P`.
fn nominal(code: &str) -> Vec<Morph> {
    let mut morph = Morph::default();
    for c in code.split('_').next().unwrap_or("").chars() {
        match c {
            'm' => morph.gender = Gender::Masc,
            'f' => morph.gender = Gender::Fem,
            's' => morph.number = Number::Sing,
            'p' => morph.number = Number::Plur,
            '1' => morph.person = Person::First,
            '2' => morph.person = Person::Second,
            '3' => morph.person = Person::Third,
            _ => {}
        }
    }
    vec![morph]
}

/// The readings of a verb's code: tenses in capitals, persons, gender, number (`PS13s`, `Kfp`).
fn verb(code: &str) -> Vec<Morph> {
    let mut base = nominal(code).pop().unwrap_or_default();
    let persons: Vec<Person> = code
        .chars()
        .filter_map(|c| match c {
            '1' => Some(Person::First),
            '2' => Some(Person::Second),
            '3' => Some(Person::Third),
            _ => None,
        })
        .collect();
    let mut morphs = Vec::new();
    for c in code.chars().filter(char::is_ascii_uppercase) {
        let (mood, tense, form) = match c {
            'P' => (Mood::Ind, Tense::Pres, VerbForm::Fin),
            'F' => (Mood::Ind, Tense::Fut, VerbForm::Fin),
            'I' => (Mood::Ind, Tense::Imp, VerbForm::Fin),
            'J' => (Mood::Ind, Tense::Past, VerbForm::Fin),
            'C' => (Mood::Cnd, Tense::Pres, VerbForm::Fin),
            'S' => (Mood::Sub, Tense::Pres, VerbForm::Fin),
            'T' => (Mood::Sub, Tense::Past, VerbForm::Fin),
            'Y' => (Mood::Imp, Tense::Pres, VerbForm::Fin),
            'W' => (Mood::None, Tense::None, VerbForm::Inf),
            'G' => (Mood::None, Tense::Pres, VerbForm::Part),
            'K' => (Mood::None, Tense::Past, VerbForm::Part),
            _ => continue,
        };
        (base.mood, base.tense, base.verb_form) = (mood, tense, form);
        if persons.is_empty() {
            morphs.push(base);
        }
        for &person in &persons {
            base.person = person;
            morphs.push(base);
        }
    }
    if morphs.is_empty() {
        morphs.push(base);
    }
    morphs
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
