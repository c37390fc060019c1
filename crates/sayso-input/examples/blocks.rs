//! Prints what layout makes of a file: `cargo run -p sayso-input --example blocks -- FILE…`.
//! With `--jsonl` each line is a record, and plain paragraphs are left out.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use sayso_input::{Lines, Options, read, read_record};
use sayso_model::{BlockRole, Document};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::default();
    let mut jsonl = false;
    for argument in env::args().skip(1) {
        if argument == "--jsonl" {
            jsonl = true;
            continue;
        }
        let bytes = fs::read(&argument)?;
        if jsonl {
            for line in Lines::new(&bytes[..], &options.limits) {
                let document = read_record(&line?.1, &options)?;
                println!("## {} {}", document.id, document.title.as_deref().unwrap_or(""));
                print(&document, &[BlockRole::Paragraph]);
            }
        } else {
            match read(&bytes, &options) {
                Ok(document) => {
                    println!(
                        "{:#?}",
                        Document { text: String::new(), blocks: vec![], ..document.clone() }
                    );
                    print(&document, &[]);
                }
                Err(error) => eprintln!("{argument}: {error}"),
            }
        }
    }
    Ok(())
}

fn print(document: &Document, without: &[BlockRole]) {
    for (i, block) in document.blocks.iter().enumerate() {
        if !without.contains(&block.role) {
            let repeats = block.repeats.map(|r| format!(" = {r}")).unwrap_or_default();
            println!("{i:3} {:9}{repeats} | {}", block.role.name(), block.span.of(&document.text));
        }
    }
}
