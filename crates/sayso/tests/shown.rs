//! What README and guide show is what is printed.
//!
//! After a change that is meant, `UPDATE_DOCS=1 cargo test -p sayso --test shown` writes it anew.

use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn sayso(arguments: &[&str], folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The first lines of what is printed, and the first of who said what.
fn excerpt(printed: &str, of_text: usize, of_list: usize) -> String {
    let (text, list) = printed.split_at(printed.find("── Who said what").expect("a list"));
    let first = |part: &str, n: usize| -> String {
        let mut lines: Vec<&str> = part.lines().take(n).map(str::trim_end).collect();
        while lines.last().is_some_and(|line| line.is_empty() || line.ends_with('│')) {
            lines.pop();
        }
        lines.join("\n")
    };
    match of_text {
        0 => format!("{}\n[…]", first(list, of_list)),
        _ => format!("{}\n[…]\n{}\n[…]", first(text, of_text), first(list, of_list)),
    }
}

/// An attribution of indented JSON, as `jq '.attributions[n]'` prints it.
fn attribution(json: &str, n: usize) -> String {
    let (_, rest) = json.split_once("\n  \"attributions\": [\n").expect("attributions");
    let item = rest.split("\n    },\n").nth(n).expect("an attribution");
    let lines: Vec<&str> = item.lines().map(|line| line.get(4..).unwrap_or("")).collect();
    lines.join("\n") + "\n}"
}

/// The blocks of a document that show a command, each with what it prints.
fn check(name: &str, shown: &[(&str, String)]) {
    let path = root().join(name);
    let document = std::fs::read_to_string(&path).expect(name);
    let mut renewed = document.clone();
    for (command, printed) in shown {
        let opening = format!("```text\n$ {command}\n");
        let (before, rest) = renewed.split_once(&opening).expect(command);
        let (_, after) = rest.split_once("```").expect("the block ends");
        renewed = format!("{before}{opening}{}\n```{after}", printed.trim_end());
    }
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &renewed).expect(name);
    } else {
        assert!(
            renewed == document,
            "{name} shows what is no longer printed; renew it with\n    \
             UPDATE_DOCS=1 cargo test -p sayso --test shown"
        );
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let printed = sayso(&["read", "examples/greve-ports.txt"], &root());
    let command = "cargo run --release -- read examples/greve-ports.txt";
    let mut shown = vec![(command, excerpt(&printed, 32, 22))];
    let folder = std::env::temp_dir().join(format!("sayso-readme-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("examples")).expect("a folder");
    std::fs::copy(root().join("examples/press.jsonl"), folder.join("examples/press.jsonl"))
        .expect("the reports");
    let commands = [
        "sayso ingest --store press.store examples/press.jsonl",
        "sayso quotes Vilhena --store press.store",
        "sayso search --mentions Vilhena --with Monforte --lang de --store press.store",
    ];
    for command in commands {
        let arguments: Vec<&str> = command.split(' ').skip(1).collect();
        let mut printed = sayso(&arguments, &folder);
        if command.contains("ingest") {
            // How long it took is another thing each time.
            printed = printed.split("; ").next().unwrap_or_default().to_owned();
        }
        shown.push((command, printed));
    }
    std::fs::remove_dir_all(&folder).expect("the folder goes");
    check("README.md", &shown);
}

#[test]
fn the_guide_shows_what_is_printed() {
    let guide = std::fs::read_to_string(root().join("docs/guide.md")).expect("the guide");
    let (_, rest) = guide.split_once("$ cat report.txt\n").expect("a report");
    let (report, _) = rest.split_once("```").expect("its end");
    let folder = std::env::temp_dir().join(format!("sayso-guide-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("report.txt"), report).expect("a file");

    let pretty = sayso(&["read", "report.txt"], &folder);
    let json = sayso(&["read", "--format", "json", "report.txt"], &folder);
    let explained = sayso(&["read", "--explain", "report.txt"], &folder);
    check(
        "docs/guide.md",
        &[
            ("sayso read report.txt", pretty),
            ("sayso read --format json report.txt | jq '.attributions[1]'", attribution(&json, 1)),
            ("sayso read --explain report.txt", excerpt(&explained, 0, 12)),
        ],
    );
    std::fs::remove_dir_all(&folder).expect("a folder");
}
