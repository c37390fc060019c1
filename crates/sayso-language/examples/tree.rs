//! Prints the analysis of a text from standard input, one word a line.
//!
//! `echo "Elle est venue." | cargo run --profile quick -p sayso-language --example tree -- fr`

use sayso_language::Pack;
use sayso_model::{Document, Lang};
use std::io::{Read as _, Write as _};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let lang = std::env::args().nth(1).unwrap_or_else(|| "fr".to_owned());
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let document = Document::from_text(text);
    let pack = Pack::load(&Lang::new(&lang))?;
    let blocks: Vec<_> = document.blocks.iter().map(|b| b.span).collect();
    let mut analysis = pack.analyse(&document.text, &blocks);
    let mut out = std::io::stdout().lock();
    for sentence in 0..analysis.sentences.len() {
        pack.parse(&document.text, &mut analysis, sentence);
        let words = analysis.sentences[sentence].words.clone();
        for (i, word) in analysis.words[words.clone()].iter().enumerate() {
            let head = if word.head == words.start + i { 0 } else { word.head - words.start + 1 };
            writeln!(
                out,
                "{}\t{}\t{}\t{}\t{} {} {} {} {}\t{head}\t{}",
                i + 1,
                word.form(&document.text),
                word.lemma,
                word.upos.name(),
                word.morph.gender.name(),
                word.morph.number.name(),
                word.morph.person.name(),
                word.morph.tense.name(),
                word.morph.verb_form.name(),
                word.deprel.name()
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}
