//! Prints what comes of files of any format: `cargo run -p sayso-input --example blocks -- FILE…`.
//! With `--brief` plain paragraphs are left out.

#![allow(clippy::print_stdout, clippy::print_stderr)]

use sayso_input::{Options, Records};
use sayso_model::{BlockRole, Document};
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let options = Options::default();
    let mut hidden: &[BlockRole] = &[];
    for argument in env::args().skip(1) {
        if argument == "--brief" {
            hidden = &[BlockRole::Paragraph];
            continue;
        }
        println!("# {argument}");
        let mut records = Records::new(fs::File::open(&argument)?, &options);
        for record in &mut records {
            let contents = match &record {
                Ok(record) => {
                    record.contents(&options).map_err(|e| format!("{}: {e}", record.place()))
                }
                Err(error) => Err(error.to_string()),
            };
            match contents {
                Err(error) => eprintln!("{argument}: {error}"),
                Ok(contents) => {
                    for document in &contents.documents {
                        match document {
                            Ok(document) => print(document, hidden),
                            Err(error) => eprintln!("{argument}: {error}"),
                        }
                    }
                    for link in &contents.links {
                        println!("{link:?}");
                    }
                }
            }
        }
        for (reason, count) in records.left_out() {
            println!("left out: {count} {reason}");
        }
    }
    Ok(())
}

fn print(document: &Document, hidden: &[BlockRole]) {
    println!("## {}", document.title.as_deref().unwrap_or("(no title)"));
    println!("id {:?} url {:?} lang {:?}", document.id, document.url, document.lang);
    println!(
        "byline {:?} agency {:?} dateline {:?}",
        document.byline, document.agency, document.dateline
    );
    println!("published {:?} kicker {:?}", document.published, document.kicker);
    for (index, block) in document.blocks.iter().enumerate() {
        if !hidden.contains(&block.role) {
            let repeats = block.repeats.map(|r| format!(" = {r}")).unwrap_or_default();
            println!(
                "{index:3} {:9} {}{repeats}",
                block.role.name(),
                block.span.of(&document.text)
            );
        }
    }
    for note in &document.notes {
        println!("    note {}: {}", note.code.name(), note.message);
    }
}
