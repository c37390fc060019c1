//! Reads tables of inflected words: RosaeNLG's for German and Italian (JSON by lemma, out of
//! LanguageTool's german-pos-dict and Morph-it!), and LemmInflect's for English (CSV by form).

use super::conllu;
use super::lexicon::Line;
use anyhow::{Context, Result};
use sayso_language::Upos;
use serde_json::Value;
use std::collections::BTreeMap;

type Table = BTreeMap<String, Value>;

fn table(text: &str) -> Result<Table> {
    serde_json::from_str(text).context("expected a JSON object of words")
}

fn line(form: &str, lemma: &str, upos: Upos, feats: &str) -> Option<Line> {
    if form.is_empty() || form.contains([' ', '_']) {
        return None;
    }
    Some(Line {
        form: form.to_owned(),
        lemma: lemma.to_owned(),
        upos,
        morph: conllu::morph(feats),
        kind: format!("{} {feats}", upos.name()),
    })
}

/// The strings of a value: itself, or those of an array.
fn strings(value: &Value) -> Vec<&str> {
    match value {
        Value::String(s) => vec![s.as_str()],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn gender(code: &str) -> Option<&'static str> {
    Some(match code {
        "M" => "Masc",
        "F" => "Fem",
        "N" => "Neut",
        _ => return None,
    })
}

const CASES: [(&str, &str); 4] = [("NOM", "Nom"), ("GEN", "Gen"), ("DAT", "Dat"), ("AKK", "Acc")];

/// `words.json`: nouns. German by case and number (`NOM: {SIN, PLU}`), Italian `{G, S?, P?}`.
pub fn nouns(text: &str) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (lemma, word) in &table(text)? {
        let genders: Vec<&str> = strings(&word["G"]).into_iter().filter_map(gender).collect();
        let genders = if genders.is_empty() { vec![""] } else { genders };
        for gender in genders {
            let feats = |number: &str, case: &str| {
                let mut feats = format!("Number={number}");
                if !gender.is_empty() {
                    feats.push_str(&format!("|Gender={gender}"));
                }
                if !case.is_empty() {
                    feats.push_str(&format!("|Case={case}"));
                }
                feats
            };
            let mut cased = false;
            for (code, case) in CASES {
                for (key, number) in [("SIN", "Sing"), ("PLU", "Plur")] {
                    for form in strings(&word[code][key]) {
                        cased = true;
                        lines.extend(line(form, lemma, Upos::Noun, &feats(number, case)));
                    }
                }
            }
            if cased {
                continue;
            }
            let singular = strings(&word["S"]);
            let singular = if singular.is_empty() { vec![lemma.as_str()] } else { singular };
            for form in singular {
                lines.extend(line(form, lemma, Upos::Noun, &feats("Sing", "")));
            }
            for form in strings(&word["P"]) {
                lines.extend(line(form, lemma, Upos::Noun, &feats("Plur", "")));
            }
        }
    }
    Ok(lines)
}

/// `adjectives.json`: German by case, declension and gender; Italian `{MS?, MP, FS, FP}`. German
/// endings tell so little that only the form is kept.
pub fn adjectives(text: &str) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (lemma, word) in &table(text)? {
        let mut forms: BTreeMap<&str, &str> = BTreeMap::new();
        forms.insert(lemma, if word.get("MP").is_some() { "Gender=Masc|Number=Sing" } else { "" });
        for (key, feats) in [
            ("MS", "Gender=Masc|Number=Sing"),
            ("MP", "Gender=Masc|Number=Plur"),
            ("FS", "Gender=Fem|Number=Sing"),
            ("FP", "Gender=Fem|Number=Plur"),
        ] {
            for form in strings(&word[key]) {
                if *forms.entry(form).or_insert(feats) != feats {
                    lines.extend(line(form, lemma, Upos::Adj, feats));
                }
            }
        }
        for (code, _) in CASES {
            for declension in ["DEF", "IND", "SOL"] {
                for number in ["M", "F", "N", "P"] {
                    for form in strings(&word[code][declension][number]) {
                        forms.entry(form).or_insert("");
                    }
                }
            }
        }
        lines.extend(forms.into_iter().filter_map(|(f, feats)| line(f, lemma, Upos::Adj, feats)));
    }
    Ok(lines)
}

/// `verbs.json`. German has moods at the top (`PRÄ: {S: {1..3}, P}`), a separable verb's finite
/// forms in two parts; Italian has `mood: {tense: {S1..P3}}`.
pub fn verbs(text: &str) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (lemma, verb) in &table(text)? {
        match verb.get("INF") {
            Some(_) => german_verb(lemma, verb, &mut lines),
            None => italian_verb(lemma, verb, &mut lines),
        }
    }
    Ok(lines)
}

const FINITE: [(&str, &str); 4] = [
    ("PRÄ", "Mood=Ind|Tense=Pres"),
    ("PRT", "Mood=Ind|Tense=Past"),
    ("KJ1", "Mood=Sub|Tense=Pres"),
    ("KJ2", "Mood=Sub|Tense=Past"),
];

fn german_verb(lemma: &str, verb: &Value, lines: &mut Vec<Line>) {
    let mut add = |form: &str, lemma: &str, feats: &str| {
        lines.extend(line(form, lemma, Upos::Verb, feats));
    };
    add(lemma, lemma, "VerbForm=Inf");
    strings(&verb["EIZ"]).into_iter().for_each(|f| add(f, lemma, "VerbForm=Inf"));
    strings(&verb["PA1"]).into_iter().for_each(|f| add(f, lemma, "VerbForm=Part|Tense=Pres"));
    strings(&verb["PA2"]).into_iter().for_each(|f| add(f, lemma, "VerbForm=Part|Tense=Past"));
    let mut finite = |value: &Value, feats: &str| match strings(value)[..] {
        [form, prefix] => {
            // In two parts before the end of a main clause, in one at the end of a subordinate.
            let base = lemma.strip_prefix(prefix).unwrap_or(lemma);
            add(form, base, feats);
            add(&format!("{prefix}{form}"), lemma, feats);
        }
        [form] => add(form, lemma, feats),
        _ => {}
    };
    for (code, mood) in FINITE {
        for (key, number) in [("S", "Sing"), ("P", "Plur")] {
            for person in ["1", "2", "3"] {
                let feats = format!("{mood}|Number={number}|Person={person}|VerbForm=Fin");
                finite(&verb[code][key][person], &feats);
            }
        }
    }
    for (key, number) in [("S", "Sing"), ("P", "Plur")] {
        let feats = format!("Mood=Imp|Tense=Pres|Number={number}|Person=2|VerbForm=Fin");
        finite(&verb["IMP"][key], &feats);
    }
}

fn italian_verb(lemma: &str, verb: &Value, lines: &mut Vec<Line>) {
    // A verb that is only reflexive stands in the list with its pronoun.
    let base = lemma.strip_suffix("rsi").map(|stem| format!("{stem}re"));
    let lemma = base.as_deref().unwrap_or(lemma);
    let mut add = |form: &str, feats: &str| lines.extend(line(form, lemma, Upos::Verb, feats));
    add(lemma, "VerbForm=Inf");
    // *far sapere*, and before a pronoun: *dirlo*, *porsi*.
    if let Some(short) = lemma.strip_suffix("re").or_else(|| lemma.strip_suffix('e')) {
        let short = if short.ends_with('r') { short.to_owned() } else { format!("{short}r") };
        add(&short, "VerbForm=Inf");
    }
    for (mood, tense, feats) in [
        ("ind", "pres", "Mood=Ind|Tense=Pres"),
        ("ind", "impf", "Mood=Ind|Tense=Imp"),
        ("ind", "past", "Mood=Ind|Tense=Past"),
        ("ind", "fut", "Mood=Ind|Tense=Fut"),
        ("cond", "pres", "Mood=Cnd|Tense=Pres"),
        ("sub", "pres", "Mood=Sub|Tense=Pres"),
        ("sub", "impf", "Mood=Sub|Tense=Imp"),
        ("impr", "pres", "Mood=Imp|Tense=Pres"),
    ] {
        for (key, agreement) in [
            ("S1", "Number=Sing|Person=1"),
            ("S2", "Number=Sing|Person=2"),
            ("S3", "Number=Sing|Person=3"),
            ("P1", "Number=Plur|Person=1"),
            ("P2", "Number=Plur|Person=2"),
            ("P3", "Number=Plur|Person=3"),
        ] {
            for form in strings(&verb[mood][tense][key]) {
                add(form, &format!("{feats}|{agreement}|VerbForm=Fin"));
            }
        }
    }
    for (tense, name) in [("pres", "Pres"), ("past", "Past")] {
        for (key, agreement) in [
            ("S", "Gender=Masc|Number=Sing"),
            ("P", "Gender=Masc|Number=Plur"),
            ("SF", "Gender=Fem|Number=Sing"),
            ("PF", "Gender=Fem|Number=Plur"),
        ] {
            for form in strings(&verb["part"][tense][key]) {
                add(form, &format!("{agreement}|Tense={name}|VerbForm=Part"));
            }
        }
    }
    // Some of the list's gerunds carry a pronoun: *dicendovi*.
    for form in strings(&verb["ger"]["pres"]) {
        if let Some(at) = form.rfind("ndo") {
            add(&form[..at + 3], "VerbForm=Ger");
        }
    }
}

/// `lemma_lu.csv`: form, part of speech, lemmas parted by `/`. What a form is of its lemma is told
/// by its ending.
pub fn lemmas(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in text.lines().filter(|r| !r.starts_with('#')) {
        let mut columns = row.split(',');
        let (Some(form), Some(category), Some(lemmas)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        for lemma in lemmas.split('/') {
            let is_base = form == lemma;
            let (upos, feats): (Upos, &[&str]) = match category {
                "verb" | "aux" => (
                    if category == "aux" { Upos::Aux } else { Upos::Verb },
                    match is_base {
                        true => &["VerbForm=Inf", "Mood=Ind|Tense=Pres|VerbForm=Fin"],
                        false if form.ends_with("ing") => &["Tense=Pres|VerbForm=Part"],
                        false if form.ends_with('s') => {
                            &["Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"]
                        }
                        false => &["Mood=Ind|Tense=Past|VerbForm=Fin", "Tense=Past|VerbForm=Part"],
                    },
                ),
                "noun" if form.starts_with(char::is_uppercase) => (Upos::Propn, &["Number=Sing"]),
                "noun" if is_base => (Upos::Noun, &["Number=Sing"]),
                "noun" => (Upos::Noun, &["Number=Plur"]),
                "adj" => (Upos::Adj, &[""]),
                "adv" => (Upos::Adv, &[""]),
                _ => continue,
            };
            lines.extend(feats.iter().filter_map(|feats| line(form, lemma, upos, feats)));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(lines: &[Line], form: &str, lemma: &str) -> bool {
        lines.iter().any(|l| l.form == form && l.lemma == lemma)
    }

    #[test]
    fn a_separable_verb_gives_its_parts_and_its_whole() {
        let json = r#"{"ankommen":{"INF":"ankommen","PA2":["angekommen"],"EIZ":"anzukommen",
            "PRÄ":{"S":{"3":["kommt","an"]}}}}"#;
        let lines = verbs(json).unwrap();
        assert!(has(&lines, "kommt", "kommen"));
        assert!(has(&lines, "ankommt", "ankommen"));
        assert!(has(&lines, "anzukommen", "ankommen"));
    }

    #[test]
    fn italian_nouns_have_their_lemma_as_singular() {
        let lines = nouns(r#"{"voto":{"G":"M","P":"voti"}}"#).unwrap();
        assert!(has(&lines, "voto", "voto") && has(&lines, "voti", "voto"));
    }

    #[test]
    fn italian_verbs_drop_the_pronouns_that_the_list_has() {
        let json = r#"{"accorgersi":{"ger":{"pres":"accorgendosi"}},"porre":{}}"#;
        let lines = verbs(json).unwrap();
        assert!(has(&lines, "accorgendo", "accorgere") && has(&lines, "por", "porre"));
    }

    #[test]
    fn english_forms_tell_their_tense_by_their_ending() {
        let lines = lemmas("said,verb,say\nsays,verb,say\n");
        assert_eq!(lines.len(), 3);
    }
}
