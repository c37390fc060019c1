//! Reads the Lefff (Sagot 2010) in its `mlex` form: form, category, lemma, code.

use super::lexicon::Line;
use sayso_language::{Gender, Mood, Morph, Number, Person, Tense, Upos, VerbForm};

/// Reads the lexicon; one line for each reading of its codes.
pub fn read(file: &str) -> Vec<Line> {
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
    lines
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
