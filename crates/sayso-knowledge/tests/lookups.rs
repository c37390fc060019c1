//! The table of look-ups beside this file, and what has to hold of every
//! language's tables.

use sayso_knowledge::{FirstName, Knowledge, Number, OfficeClass, PartialDate, RoleMark};
use sayso_model::Gender;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn knowledge() -> Knowledge {
    Knowledge::load().unwrap()
}

fn gender(gender: Option<Gender>) -> &'static str {
    gender.map_or("u", Gender::name)
}

/// What a look-up gives, in the words of the table.
fn look_up(k: &Knowledge, what: &str, lang: &str, query: &str) -> Option<String> {
    let code = |id| k.country(id).map_or("?", |c| c.code.as_str()).to_owned();
    Some(match what {
        "country" => code(k.country_by_name(lang, query)?),
        "demonym" => code(k.country_by_demonym(lang, query)?),
        "capital" => code(k.capital(lang, query)?),
        "place" => code(k.place(lang, query)?.country),
        "seat" => {
            let seat = k.seat(lang, query)?;
            let portfolio = seat.portfolio.map_or("", |p| p.name());
            format!("{} {} {portfolio}", code(seat.country), seat.entity.name())
        }
        "first" => match k.first_name_in(lang, query)? {
            FirstName::Feminine => "f".to_owned(),
            FirstName::Masculine => "m".to_owned(),
            FirstName::Unisex => "u".to_owned(),
        },
        "role" => {
            let role = k.role(lang, query)?;
            let marks: Vec<&str> =
                RoleMark::ALL.iter().filter(|m| role.marks.has(**m)).map(|m| m.name()).collect();
            let (class, number) = (role.class.name(), role.number.name());
            format!("{class} {} {number} {}", gender(role.gender), marks.join(" "))
        }
        "title" => {
            let title = k.title(lang, query)?;
            format!("{} {} {}", gender(title.gender), title.number.name(), title.kind.name())
        }
        "body" => {
            let body = k.body(lang, query)?;
            format!("{} {} {}", body.kind.name(), body.class.name(), body.number.name())
        }
        "compound" => {
            let compound = k.compound(lang, query)?;
            format!("{} {}", compound.modifier, compound.head)
        }
        "named" => k.named_body(lang, query)?.canonical.to_owned(),
        "person" => {
            let person = k.people(lang, query).next()?;
            format!("{} {}", person.name(), person.country().map_or("?".to_owned(), code))
        }
        other => panic!("{other} is no look-up"),
    })
}

#[test]
fn look_ups_give_what_the_table_says() {
    let k = knowledge();
    let mut wrong = Vec::new();
    for line in include_str!("lookups.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [what, lang, query, expected] = cells[..] else { panic!("four cells: {line}") };
        let found = look_up(&k, what, lang, query).unwrap_or("-".to_owned());
        if found.trim() != expected.trim() {
            wrong.push(format!("{what} {lang} {query}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn odd_input_gives_nothing() {
    let k = knowledge();
    let long = "à".repeat(100_000);
    for query in ["", " ", "-", "'", "l'", "\u{301}", "\0", "🙂", "İ", "ﬁ", long.as_str()] {
        for lang in ["fr", "xx", ""] {
            for what in ["country", "demonym", "capital", "place", "seat", "first"] {
                assert_eq!(look_up(&k, what, lang, query), None, "{what} {query:.9}");
            }
            for what in ["role", "title", "body", "named", "person"] {
                assert_eq!(look_up(&k, what, lang, query), None, "{what} {query:.9}");
            }
        }
    }
}

#[test]
fn a_broken_file_is_an_error_and_no_panic() {
    let file = include_bytes!("../../../knowledge/knowledge.zst");
    for cut in [0, 1, 20, 1000, file.len() - 1] {
        assert!(Knowledge::from_parts(&file[..cut], &[]).is_err(), "cut at {cut}");
    }
    let mut flipped = file.to_vec();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 0x10;
    assert!(Knowledge::from_parts(&flipped, &[]).is_err());
}

#[test]
fn a_wrong_line_is_named() {
    let file = include_bytes!("../../../knowledge/knowledge.zst");
    let titles = "# comment\nforms\tgender\tnumber\tkind\nM.\tm\ts\tcivil\nMme\tx\ts\tcivil\n";
    let error = Knowledge::from_parts(file, &[("fr", &[("titles", titles)])]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "languages/fr/titles.tsv, line 4: \"x\" is not known in column 2"
    );
}

#[test]
fn heads_of_state_are_known_by_date() {
    let k = knowledge();
    let day = PartialDate::new(2022, 12, 19);
    for (code, class, name) in [
        ("RUS", OfficeClass::HeadOfState, "Vladimir Putin"),
        ("BLR", OfficeClass::HeadOfState, "Alexander Lukashenko"),
        ("FRA", OfficeClass::HeadOfState, "Emmanuel Macron"),
        ("USA", OfficeClass::HeadOfState, "Joe Biden"),
        ("UKR", OfficeClass::HeadOfState, "Volodymyr Zelenskyy"),
        ("FRA", OfficeClass::HeadOfGovernment, "Élisabeth Borne"),
        ("DEU", OfficeClass::HeadOfGovernment, "Olaf Scholz"),
        ("GBR", OfficeClass::HeadOfGovernment, "Rishi Sunak"),
        ("ITA", OfficeClass::HeadOfGovernment, "Giorgia Meloni"),
    ] {
        let holders = k.office_holders(k.country_by_code(code).unwrap(), class, day);
        let names: Vec<&str> = holders.iter().map(|(p, _)| p.name()).collect();
        assert_eq!(names.first(), Some(&name), "{code}: {names:?}");
    }
    let putin = k.people("fr", "Poutine").next().unwrap();
    assert_eq!(putin.qid().as_deref(), Some("Q7747"));
    assert_eq!(putin.gender(), Some(Gender::Masculine));
    assert_eq!(putin.born(), Some(1952));
}

#[test]
fn every_state_has_names_a_capital_and_a_word_of_belonging() {
    let k = knowledge();
    let read = |table: &str| table_lines("fr", table);
    let capitals: Vec<String> = read("capitals").into_iter().map(|c| c[0].clone()).collect();
    let demonyms: Vec<String> = read("demonyms").into_iter().map(|c| c[0].clone()).collect();
    let mut states = 0;
    for (_, country) in k.countries() {
        if country.kind != sayso_knowledge::CountryKind::Country {
            continue;
        }
        states += 1;
        for lang in ["fr", "en", "de", "it"] {
            assert!(country.name(lang).is_some(), "{} in {lang}", country.code);
        }
        assert!(country.qid.starts_with('Q'), "{}", country.code);
        assert!(capitals.contains(&country.code.to_string()), "capital of {}", country.code);
        assert!(demonyms.contains(&country.code.to_string()), "demonym of {}", country.code);
    }
    assert!(states > 190, "{states} states");
}

fn languages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../languages");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.is_dir())
        .collect();
    folders.sort();
    folders
}

/// The lines of a table, without comments and heading.
fn table_lines(lang: &str, table: &str) -> Vec<Vec<String>> {
    let folder = languages().into_iter().find(|p| p.ends_with(lang)).unwrap();
    let text = std::fs::read_to_string(folder.join(table).with_extension("tsv")).unwrap();
    let lines = text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).skip(1);
    lines.map(|l| l.split('\t').map(str::to_owned).collect()).collect()
}

/// Which columns of each table hold forms.
const FORMS: [(&str, &[usize]); 10] = [
    ("bodies", &[0, 1]),
    ("capitals", &[1]),
    ("countries", &[1]),
    ("demonyms", &[1, 2, 3, 4]),
    ("named-bodies", &[0]),
    ("people", &[1]),
    ("places", &[1]),
    ("roles", &[0, 1, 2, 3]),
    ("seats", &[0]),
    ("titles", &[0]),
];

#[test]
fn no_form_stands_twice_in_a_table() {
    for folder in languages() {
        let lang = folder.file_name().unwrap().to_str().unwrap().to_owned();
        for (table, columns) in FORMS {
            if !folder.join(table).with_extension("tsv").is_file() {
                continue;
            }
            let mut seen: BTreeMap<String, String> = BTreeMap::new();
            for (number, cells) in table_lines(&lang, table).into_iter().enumerate() {
                // Two words of one state may share a form (*kirghiz*, *kirghize*).
                let owner = if table == "demonyms" { cells[0].clone() } else { number.to_string() };
                let forms = columns.iter().filter_map(|c| cells.get(*c)).flat_map(|c| c.split('|'));
                for form in forms.filter(|f| !f.is_empty()) {
                    assert_eq!(form, form.trim(), "{lang} {table}: blanks around {form:?}");
                    let other = seen.entry(form.to_owned()).or_insert(owner.clone());
                    // *congolais* is of two states, and the file says which comes first.
                    let shared = table == "demonyms" && form.starts_with("congolais");
                    assert!(*other == owner || shared, "{lang} {table}: {form} stands twice");
                }
            }
            assert!(!seen.is_empty(), "{lang} {table} is empty");
        }
    }
}

#[test]
fn every_form_of_the_tables_is_found() {
    let k = knowledge();
    for (table, columns) in FORMS {
        let what = match table {
            "bodies" => "body",
            "capitals" => "capital",
            "countries" => "country",
            "demonyms" => "demonym",
            "named-bodies" => "named",
            "people" => "person",
            "places" => "place",
            "roles" => "role",
            "seats" => "seat",
            _ => "title",
        };
        for lang in ["fr", "de"] {
            for cells in table_lines(lang, table) {
                for form in columns.iter().filter_map(|c| cells.get(*c)).flat_map(|c| c.split('|'))
                {
                    // ~ stands for endings, one of which is -en in every language that has them.
                    let form = form.replace('~', "en");
                    if !form.is_empty() {
                        assert!(look_up(&k, what, lang, &form).is_some(), "{lang} {table}: {form}");
                    }
                }
            }
        }
    }
}

#[test]
fn plural_roles_are_groups() {
    let k = knowledge();
    let group = k.body("fr", "diplomates").unwrap();
    assert_eq!(group.number, Number::Plural);
    assert_eq!(group.lemma, "diplomate");
}

#[test]
fn every_table_that_is_built_in_can_be_read() {
    Knowledge::check().unwrap();
}

#[test]
fn towns_belonging_and_seats_of_power_are_known_in_each_language() {
    let k = knowledge();
    let mut wrong = Vec::new();
    for line in include_str!("places.tsv").lines().filter(|l| !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [what, lang, name, expected] = cells[..] else { panic!("four cells: {line}") };
        let code = |id| k.country(id).map_or("?", |c| c.code.as_str()).to_owned();
        let found = match what {
            "town" => k.place(lang, name).map(|p| format!("{} {}", p.geonames, code(p.country))),
            "belonging" => k.country_by_demonym(lang, name).map(code),
            _ => k.seat(lang, name).map(|s| s.country).or_else(|| k.capital(lang, name)).map(code),
        };
        let found = found.unwrap_or("-".to_owned());
        if found != expected {
            wrong.push(format!("{what} {lang} {name}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
