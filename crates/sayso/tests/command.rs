//! The program as a process: exit codes, order, and what bad input does.

mod process;

use process::{Folder, code, run, sayso, stderr, stdout};
use serde_json::Value;
use std::io::{Read, Write};
use std::process::{Output, Stdio};

fn readings(output: &Output) -> Vec<Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn ids(output: &Output) -> Vec<String> {
    readings(output).iter().map(|r| r["id"].as_str().expect("an id").to_owned()).collect()
}

/// Somebody's words, as plain as can be.
const SAID: &str = "« Le pont rouvrira lundi », a déclaré Anne Verlinde, la maire de Brévans.\n";
/// Nobody's.
const UNSAID: &str = "Il a plu toute la nuit sur la vallée et les routes sont restées mouillées.\n";

fn record(id: usize, text: &str) -> String {
    serde_json::json!({ "id": id.to_string(), "text": text, "lang": "fr" }).to_string() + "\n"
}

/// Records of very different lengths, so that threads end in another order than they begin.
fn records(n: usize) -> String {
    (0..n).map(|i| record(i, &(SAID.repeat(1 + i * 7 % 23) + UNSAID))).collect()
}

#[test]
fn exit_codes_tell_what_came_of_it() {
    assert_eq!(code(&run(&["read"], SAID.as_bytes())), 0);
    assert_eq!(code(&run(&["read"], UNSAID.as_bytes())), 1);
    assert_eq!(code(&run(&["read", "no/such/file"], b"")), 2);
    assert_eq!(code(&run(&["read", "--no-such-flag"], b"")), 2);
    assert_eq!(code(&run(&["--help"], b"")), 0);
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let folder = Folder::new("same");
    let file = folder.file("report.txt", SAID);
    let from_file = run(&["read", "--format", "jsonl", &file], b"");
    let piped = run(&["read", "--format", "jsonl", "-"], SAID.as_bytes());
    assert_eq!(ids(&from_file), ["report"]);
    assert_eq!(ids(&piped), [""]);
    let mut readings = [readings(&from_file).remove(0), readings(&piped).remove(0)];
    readings.iter_mut().for_each(|reading| reading["id"] = Value::Null);
    assert_eq!(readings[0], readings[1]);
    assert_eq!(readings[0]["text"], SAID);
}

#[test]
fn json_is_one_object() {
    let folder = Folder::new("json");
    let one = folder.file("one.txt", SAID);
    let two = folder.file("two.txt", UNSAID);
    let output = run(&["read", "--format", "json", &one], b"");
    let reading: Value = serde_json::from_slice(&output.stdout).expect("an object");
    assert_eq!(reading["schema"], "sayso/1");

    let output = run(&["read", "--format", "json", &one, &two], b"");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("--format jsonl"), "{}", stderr(&output));

    let output = run(&["read", "--format", "json"], records(2).as_bytes());
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("--jsonl"), "{}", stderr(&output));
}

#[test]
fn several_files_come_in_order_and_under_their_names() {
    let folder = Folder::new("several");
    let one = folder.file("one.txt", SAID);
    let two = folder.file("two.txt", UNSAID);
    let output = run(&["read", "--format", "jsonl", &two, &one, &two], b"");
    assert_eq!(ids(&output), ["two", "one", "two"]);
    let pretty = run(&["read", &two, &one], b"");
    let (first, second) = (stdout(&pretty).find("━━ two "), stdout(&pretty).find("━━ one "));
    assert!(first.is_some() && first < second, "{}", stdout(&pretty));
}

#[test]
fn what_fails_takes_nothing_with_it() {
    let folder = Folder::new("fails");
    let good = folder.file("good.txt", SAID);
    let missing = folder.0.join("missing.txt");
    let missing = missing.to_str().expect("UTF-8");
    let here = folder.0.to_str().expect("UTF-8");
    let link = "https://example.org/report";
    let output = run(&["read", "--format", "jsonl", missing, here, link, &good], b"");
    assert_eq!(code(&output), 2);
    assert_eq!(ids(&output), ["good"]);
    let complaints: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(complaints.len(), 3, "{complaints:#?}");
    assert!(complaints[0].contains("missing.txt"), "{complaints:#?}");
    assert!(complaints[1].contains("a folder"), "{complaints:#?}");
    assert!(complaints[2].contains("sayso ingest"), "{complaints:#?}");
}

#[test]
fn records_keep_their_order_whatever_the_threads() {
    let input = records(300);
    let one = run(&["read", "--jsonl", "--threads", "1"], input.as_bytes());
    let expected: Vec<String> = (0..300).map(|i| i.to_string()).collect();
    assert_eq!((ids(&one), code(&one), stderr(&one)), (expected, 0, ""));
    for threads in ["2", "4", "9"] {
        let more = run(&["read", "--jsonl", "-j", threads], input.as_bytes());
        assert!(more.stdout == one.stdout, "{threads} threads give other bytes than one");
    }
}

#[test]
fn records_are_told_by_their_content() {
    let folder = Folder::new("content");
    let file = folder.file("reports.txt", records(3));
    assert_eq!(ids(&run(&["read", "--format", "jsonl", &file], b"")), ["0", "1", "2"]);
    // And taken for text where that is asked for.
    let as_text = run(&["read", "--as", "text", "--format", "jsonl", &file], b"");
    assert_eq!(ids(&as_text), ["reports"]);
}

#[test]
fn a_bad_line_is_named_and_the_others_go_on() {
    let input = [
        record(1, SAID),
        "{\"id\": \"broken\"\n".into(),
        "\n".into(),
        "{\"id\": \"no text\"}\n".into(),
        "[1, 2]\n".into(),
        "{\"id\": \"lone\", \"text\": \"\\ud800\"}\n".into(),
        record(2, ""),
    ];
    let output = run(&["read", "--jsonl"], input.concat().as_bytes());
    assert_eq!(code(&output), 2);
    assert_eq!(ids(&output), ["1", "2"]);
    let complaints: Vec<&str> = stderr(&output).lines().collect();
    assert_eq!(complaints.len(), 4, "{complaints:#?}");
    for (complaint, number) in complaints.iter().zip([2, 4, 5, 6]) {
        assert!(complaint.contains(&format!("line {number}: ")), "{complaint}");
    }
}

#[test]
fn the_last_line_needs_no_end() {
    let input = records(2);
    assert_eq!(ids(&run(&["read", "--jsonl"], input.trim_end().as_bytes())), ["0", "1"]);
    let windows = input.replace('\n', "\r\n");
    assert_eq!(ids(&run(&["read", "--jsonl"], windows.as_bytes())), ["0", "1"]);
}

#[test]
fn a_record_comes_back_before_the_next_is_sent() {
    let mut child = sayso(&["read", "--jsonl"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = child.stdout.take().expect("its output");
    for i in 0..3 {
        stdin.write_all(record(i, SAID).as_bytes()).expect("sent");
        stdin.flush().expect("flushed");
        let mut line = Vec::new();
        while line.last() != Some(&b'\n') {
            let mut byte = [0];
            stdout.read_exact(&mut byte).expect("an answer");
            line.push(byte[0]);
        }
        let reading: Value = serde_json::from_slice(&line).expect("JSON");
        assert_eq!(reading["id"], i.to_string());
    }
    drop(stdin);
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
}

#[test]
fn nothing_gives_a_note_and_no_records_give_nothing() {
    let output = run(&["read", "--format", "jsonl"], b"");
    assert_eq!(code(&output), 1);
    assert_eq!(readings(&output).len(), 1);
    let output = run(&["read", "--jsonl"], b"");
    assert_eq!((code(&output), stdout(&output), stderr(&output)), (1, "", ""));
}

#[test]
fn what_is_no_text_is_refused() {
    let folder = Folder::new("binary");
    let binary: Vec<u8> =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".iter().copied().cycle().take(5000).collect();
    let file = folder.file("report.txt", binary);
    let output = run(&["read", &file], b"");
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("report.txt"), "{}", stderr(&output));
}

#[test]
fn odd_bytes_are_read_as_far_as_they_go() {
    let latin: Vec<u8> =
        SAID.chars().map(|c| if u32::from(c) < 256 { u32::from(c) as u8 } else { b'?' }).collect();
    let mut broken = SAID.as_bytes().to_vec();
    broken.extend(b"\xff\xfe\xc3(");
    let hebrew = "\u{202e}ראש העיר אמרה כי הגשר ייפתח מחדש\u{202c}\n".repeat(50);
    for input in [latin, broken, hebrew.into_bytes(), "«".repeat(20_000).into_bytes()] {
        let output = run(&["read", "--as", "text", "--format", "jsonl"], &input);
        assert!(code(&output) <= 1, "{}", stderr(&output));
        assert_eq!(readings(&output).len(), 1);
    }
}

#[test]
fn limits_are_told_with_the_way_to_raise_them() {
    let text = SAID.repeat(100);
    let output = run(&["read", "--limit", "max-bytes=1000"], text.as_bytes());
    assert_eq!((code(&output), stdout(&output)), (2, ""));
    assert!(stderr(&output).contains("max-bytes"), "{}", stderr(&output));

    let input = record(0, &text) + &record(1, SAID);
    let output = run(&["read", "--jsonl", "--limit", "max-line-bytes=1000"], input.as_bytes());
    assert_eq!(code(&output), 2);
    assert_eq!(ids(&output), ["1"]);
    assert!(stderr(&output).contains("line 1: "), "{}", stderr(&output));

    for wrong in ["max-bytes", "max-bytes=many", "bytes=3"] {
        let output = run(&["read", "--limit", wrong], b"");
        assert_eq!(code(&output), 2);
        assert!(stderr(&output).contains("limit"), "{}", stderr(&output));
    }
}

/// A file of the crate that reads formats.
fn data(name: &str) -> String {
    format!("{}/../sayso-input/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_file_of_many_reports_gives_a_reading_each() {
    let feed = data("rss-2.xml");
    let output = run(&["read", "-f", "jsonl", &feed], b"");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    let titles: Vec<_> = readings(&output).iter().map(|r| r["title"].clone()).collect();
    assert_eq!(
        titles,
        ["Grève «\u{a0}illimitée\u{a0}» au port", "En bref", "Un titre & rien d'autre"]
    );
    assert_eq!(readings(&output)[0]["url"], "https://courrier.example/greve");

    // For people each has its header; as one object they cannot come.
    let pretty = run(&["read", &feed], b"");
    assert!(stdout(&pretty).contains("courrier-101") && stdout(&pretty).contains("En bref"));
    let json = run(&["read", "-f", "json", &feed], b"");
    assert_eq!((code(&json), stdout(&json)), (2, ""));
    assert!(stderr(&json).contains("holds 3 reports"), "{}", stderr(&json));

    let one = run(&["read", "-f", "json", &data("nitf.xml")], b"");
    let reading: Value = serde_json::from_slice(&one.stdout).expect("an object");
    assert_eq!(reading["agency"], "Reuters");
    assert_eq!(reading["byline"], serde_json::json!(["Jane Moor", "Alan Ben"]));
}

#[test]
fn a_crawl_archive_gives_its_pages_and_says_what_it_leaves_out() {
    let archive = data("crawl.warc");
    let bytes = std::fs::read(&archive).expect("the archive");
    for output in
        [run(&["read", "-f", "jsonl", &archive], b""), run(&["read", "-f", "jsonl"], &bytes)]
    {
        assert_eq!(code(&output), 2);
        assert_eq!(readings(&output).len(), 3);
        let told = stderr(&output);
        assert!(told.contains("record 6: the record is damaged"), "{told}");
        assert!(told.contains("left out: 1 answers of other types"), "{told}");
    }
}

#[test]
fn lists_of_addresses_are_said_to_be_some() {
    for (name, what) in
        [("feeds.opml", "a list of feeds"), ("sitemap-index.xml", "an index of sitemaps")]
    {
        let output = run(&["read", &data(name)], b"");
        assert_eq!((code(&output), stdout(&output)), (2, ""));
        assert!(stderr(&output).contains(what), "{}", stderr(&output));
    }
    // Beside reports they are left out, and that is no failure.
    let output = run(&["read", "-f", "jsonl", &data("newsml-g2-message.xml")], b"");
    assert!(code(&output) < 2 && readings(&output).len() == 3);
    assert!(stderr(&output).contains("left out: 1 addresses"), "{}", stderr(&output));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = sayso(&["read", "--jsonl"]).stdin(Stdio::piped()).spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = child.stdout.take().expect("its output");
    stdin.write_all(records(50).as_bytes()).expect("sent");
    let mut first = [0; 10];
    stdout.read_exact(&mut first).expect("a beginning");
    drop(stdout);
    // More than a pipe holds; the input stays open, as that of a program that never ends.
    let mut stderr = child.stderr.take().expect("its messages");
    let more = records(2000);
    let feeder = std::thread::spawn(move || {
        let _ = stdin.write_all(more.as_bytes());
        stdin
    });
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    let mut messages = String::new();
    stderr.read_to_string(&mut messages).expect("UTF-8");
    assert_eq!(messages, "");
    drop(feeder.join());
}

#[test]
fn colours_come_when_asked_for() {
    let plain = run(&["read"], SAID.as_bytes());
    assert!(!plain.stdout.contains(&0x1b));
    let coloured = run(&["read", "--color", "always"], SAID.as_bytes());
    assert!(coloured.stdout.contains(&0x1b));
    let escaped = run(&["read"], "Rouge\u{1b}[31m, a dit Anne Verlinde.".as_bytes());
    assert!(!escaped.stdout.contains(&0x1b));
}

#[test]
fn another_language_is_said_and_not_guessed_at() {
    let input = "El puente volverá a abrirse el lunes después de tres semanas de obras, dijo el jueves \
                 por la noche la alcaldesa del pueblo. Los camiones tendrán que esperar hasta la \
                 primavera, cuando terminen los trabajos en la otra orilla del río.";
    let output = run(&["read", "--format", "json"], input.as_bytes());
    assert_eq!(code(&output), 1);
    let reading: Value = serde_json::from_slice(&output.stdout).expect("an object");
    let codes: Vec<&Value> =
        reading["notes"].as_array().expect("notes").iter().map(|note| &note["code"]).collect();
    assert_eq!(reading["lang"], "es");
    assert!(codes.contains(&&Value::from("language-unsupported")), "{codes:?}");
}

#[test]
fn what_is_given_is_taken() {
    let arguments =
        ["read", "-f", "json", "--lang", "fr", "--published", "2024-03-14", "--explain"];
    let output = run(&arguments, SAID.as_bytes());
    let reading: Value = serde_json::from_slice(&output.stdout).expect("an object");
    assert_eq!((&reading["lang"], &reading["published"]), (&"fr".into(), &"2024-03-14".into()));
    assert!(reading["attributions"][0]["evidence"].is_array());
}

#[test]
fn bench_measures() {
    let folder = Folder::new("bench");
    let file = folder.file("reports.jsonl", records(3));
    let output = run(&["bench", &file, "--seconds", "0.1"], b"");
    assert_eq!((code(&output), stderr(&output)), (0, ""));
    assert!(stdout(&output).contains("reports"), "{}", stdout(&output));
    let bad = folder.file("bad.jsonl", "nothing");
    assert_eq!(code(&run(&["bench", &bad], b"")), 2);
}

#[test]
fn knowledge_of_ones_own_comes_first() {
    let folder = Folder::new("layer");
    let table = folder.0.join("own.tsv");
    let layer = folder.0.join("own.layer");
    std::fs::write(
        &table,
        "kind\tname\tqid\tcountry\toffice\tportfolio\tfrom\n\
         person\tIgnazio Brüschweiler\tQ999999999\tCHE\tminister\tforeign\t2024-01-01\n",
    )
    .expect("a table");
    let (table, layer) = (table.to_str().expect("a path"), layer.to_str().expect("a path"));
    let made = run(&["knowledge", "import", table, "--out", layer], b"");
    assert_eq!(code(&made), 0, "{}", stderr(&made));
    let text =
        "Le ministre suisse des Affaires étrangères a affirmé jeudi que le texte serait revu.";
    let read = |more: &[&str]| {
        let mut arguments =
            vec!["read", "-f", "jsonl", "--lang", "fr", "--published", "2024-05-02"];
        arguments.extend(more);
        let output = run(&arguments, text.as_bytes());
        readings(&output)[0]["entities"][0]["qid"].clone()
    };
    assert_eq!(read(&["--knowledge", layer]), "Q999999999");
    assert_ne!(read(&[]), "Q999999999");
    let shown = run(&["knowledge", "show", "Brüschweiler", "--knowledge", layer], b"");
    assert!(stdout(&shown).contains("Q999999999"), "{}", stdout(&shown));
    assert_eq!(code(&run(&["knowledge", "show", "Zzyzx"], b"")), 1);
}

#[test]
fn a_wrong_line_of_a_table_is_named() {
    let folder = Folder::new("wrong-table");
    let table = folder.0.join("own.tsv");
    let layer = folder.0.join("own.layer");
    std::fs::write(&table, "kind\tname\tborn\nperson\tX Y\tsoon\n").expect("a table");
    let (table, out) = (table.to_str().expect("a path"), layer.to_str().expect("a path"));
    let made = run(&["knowledge", "import", table, "--out", out], b"");
    assert_eq!(code(&made), 2);
    assert!(stderr(&made).contains("line 2: \"soon\" in column born"), "{}", stderr(&made));
    assert!(!layer.exists());
    let short = run(&["knowledge", "import", table, "--out", out, "--max-line-bytes", "9"], b"");
    assert!(stderr(&short).contains("--max-line-bytes"), "{}", stderr(&short));
}
