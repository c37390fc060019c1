//! `docs/reading.schema.json` against what is printed.

mod common;

use serde_json::Value;

const SCHEMA: &str = include_str!("../../../docs/reading.schema.json");

fn schema() -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    jsonschema::meta::validate(&schema).expect("the schema is a schema");
    jsonschema::validator_for(&schema).expect("the schema compiles")
}

fn json(document: &sayso::Document, reading: &sayso::Reading, explain: sayso::Explain) -> Value {
    serde_json::from_str(&sayso::to_json(document, reading, explain)).expect("JSON")
}

fn assert_valid(schema: &jsonschema::Validator, value: &Value) {
    let errors: Vec<String> = schema
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn a_reading_with_everything_in_it_keeps_the_schema() {
    let (document, reading) = common::bridge();
    for explain in [sayso::Explain::No, sayso::Explain::Yes] {
        assert_valid(&schema(), &json(&document, &reading, explain));
    }
}

#[test]
fn what_the_reader_finds_keeps_the_schema() {
    let schema = schema();
    let reader = sayso::Reader::new().expect("the reader loads");
    let texts = [
        "",
        "« Le pont rouvrira lundi », a déclaré Anne Verlinde, maire de Brévans. Selon elle, les \
         piles sont saines.",
        "The bridge will reopen on Monday, said Anne Verlinde, the mayor of the small town.",
    ];
    for text in texts {
        let document = sayso::Document::from_text(text);
        let reading = reader.read(&document);
        assert_valid(&schema, &json(&document, &reading, sayso::Explain::Yes));
    }
}

#[test]
fn our_example_reports_keep_the_schema() {
    let schema = schema();
    let reader = sayso::Reader::new().expect("the reader loads");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples");
    let mut found = 0;
    for entry in std::fs::read_dir(folder).expect("examples") {
        let bytes = std::fs::read(entry.expect("an example").path()).expect("its bytes");
        let options = sayso::input::Options::default();
        for document in sayso::input::Documents::new(bytes.as_slice(), &options) {
            let document = document.expect("a document");
            let reading = reader.read(&document);
            found += reading.attributions.len();
            let value = json(&document, &reading, sayso::Explain::Yes);
            assert_valid(&schema, &value);
            check(&value, &document.text.chars().collect::<Vec<_>>());
        }
    }
    assert!(found > 10, "{found} attributions");
}

/// Holds the schema to the model: a name in one and not in the other is a broken contract.
#[test]
fn names_are_those_of_the_model() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let names = |pointer: &str| -> Vec<String> {
        let list = schema.pointer(pointer).and_then(Value::as_array).expect("an enum");
        list.iter().map(|name| name.as_str().expect("a name").to_owned()).collect()
    };
    let roles: Vec<_> = sayso::BlockRole::ALL.iter().map(|role| role.name()).collect();
    assert_eq!(names("/$defs/block/properties/role/enum"), roles);
    let codes: Vec<_> = sayso::NoteCode::ALL.iter().map(|code| code.name()).collect();
    assert_eq!(names("/$defs/note/properties/code/enum"), codes);
    // `null` closes the lists of what may be missing.
    let some = |pointer: &str| -> Vec<String> {
        let list = schema.pointer(pointer).and_then(Value::as_array).expect("an enum");
        list.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect()
    };
    let kinds: Vec<_> = sayso::TimeKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(names("/$defs/time/properties/type/enum"), kinds);
    let grains: Vec<_> = sayso::Grain::ALL.iter().map(|grain| grain.name()).collect();
    assert_eq!(some("/$defs/time/properties/grain/enum"), grains);
    let mods: Vec<_> = sayso::TimeMod::ALL.iter().map(|modifier| modifier.name()).collect();
    assert_eq!(some("/$defs/time/properties/mod/enum"), mods);
    assert_eq!(schema.pointer("/properties/schema/const"), Some(&Value::from(sayso::SCHEMA)));
}

#[test]
fn the_schema_refuses_what_is_no_reading() {
    let schema = schema();
    let (document, reading) = common::bridge();
    let good = json(&document, &reading, sayso::Explain::No);
    let spoilt = |spoil: &dyn Fn(&mut Value)| {
        let mut value = good.clone();
        spoil(&mut value);
        !schema.is_valid(&value)
    };
    assert!(spoilt(&|v| v["more"] = Value::Null));
    assert!(spoilt(&|v| v["schema"] = "sayso/2".into()));
    assert!(spoilt(&|v| v["attributions"][0]["content"] = Value::Array(vec![])));
    assert!(spoilt(&|v| v["attributions"][0]["confidence"] = 1.5.into()));
    assert!(spoilt(&|v| v["attributions"][0]["cue"]["exact"] = Value::Null));
    assert!(spoilt(&|v| v["entities"][0]["kind"] = "animal".into()));
}

/// Holds every span to its `exact`, and counts them.
fn check(value: &Value, text: &[char]) -> usize {
    let mut seen = 0;
    match value {
        Value::Array(list) => seen += list.iter().map(|v| check(v, text)).sum::<usize>(),
        Value::Object(map) => {
            seen += map.values().map(|v| check(v, text)).sum::<usize>();
            if let Some(exact) = map.get("exact") {
                let offset = |name: &str| map[name].as_u64().expect("an offset") as usize;
                let slice: String = text[offset("start")..offset("end")].iter().collect();
                assert_eq!(exact, &Value::from(slice));
                seen += 1;
            }
        }
        _ => {}
    }
    seen
}

/// Spans as they leave the program: code points that slice `text` to `exact`.
#[test]
fn offsets_count_code_points() {
    let (mut document, reading) = common::bridge();
    let value = json(&document, &reading, sayso::Explain::No);
    let text: Vec<char> = document.text.chars().collect();
    assert!(check(&value, &text) > 20);

    document.text.push_str(" 😀 « été »");
    let value = json(&document, &reading, sayso::Explain::No);
    assert!(check(&value, &document.text.chars().collect::<Vec<_>>()) > 20);
}
