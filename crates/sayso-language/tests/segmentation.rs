//! The cases of `segmentation.txt`.

use sayso_language::{Analysis, Pack};
use sayso_model::{Lang, Span};

/// A sentence's words as the cases write them.
fn written(text: &str, analysis: &Analysis, sentence: usize) -> String {
    let mut out = String::new();
    let mut last = None;
    for word in &analysis.words[analysis.sentences[sentence].words.clone()] {
        if last == Some(word.span) {
            out.push('+');
        } else if last.is_some() {
            out.push(' ');
        }
        out.push_str(&word.form(text).replace([' ', '\u{A0}', '\u{202F}'], "␣"));
        last = Some(word.span);
    }
    out
}

#[test]
fn sentences_and_words_are_cut_as_the_cases_say() {
    let pack = Pack::load(&Lang::new("fr")).expect("the French pack");
    let cases = include_str!("segmentation.txt");
    let mut failures = Vec::new();
    let mut count = 0;
    for case in cases.split("\n\n").skip(1) {
        let text: Vec<&str> = case.lines().filter_map(|l| l.strip_prefix("> ")).collect();
        let text = text.join("\n");
        let wanted: Vec<&str> =
            case.lines().filter(|l| !l.starts_with('>') && !l.is_empty()).collect();
        let analysis = pack.analyse(&text, &[Span::from_range(0..text.len())]);
        let got: Vec<String> =
            (0..analysis.sentences.len()).map(|s| written(&text, &analysis, s)).collect();
        if got != wanted {
            failures.push(format!("{text}\n  wanted {wanted:?}\n  got    {got:?}"));
        }
        count += 1;
    }
    assert!(count >= 15, "only {count} cases were read");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_sentence_crosses_a_block() {
    let pack = Pack::load(&Lang::new("fr")).expect("the French pack");
    let text = "Le conseil vote\nLe budget est accepté";
    let blocks = [Span::new(0, 15), Span::new(16, text.len() as u32)];
    let analysis = pack.analyse(text, &blocks);
    let spans: Vec<&str> = analysis.sentences.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(spans, ["Le conseil vote", "Le budget est accepté"]);
    assert_eq!(analysis.sentences[1].block, 1);
}
