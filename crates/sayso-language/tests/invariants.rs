//! What holds of any text: spans slice, trees are trees, the same text gives the same analysis.

use proptest::prelude::*;
use sayso_language::{Analysis, Deprel, Pack};
use sayso_model::{Document, Lang, Span};
use std::sync::LazyLock;

static PACK: LazyLock<Pack> =
    LazyLock::new(|| Pack::load(&Lang::new("fr")).expect("the French pack"));

fn analysed(text: &str) -> (Document, Analysis) {
    let document = Document::from_text(text);
    let blocks: Vec<Span> = document.blocks.iter().map(|b| b.span).collect();
    let mut analysis = PACK.analyse(&document.text, &blocks);
    for sentence in 0..analysis.sentences.len() {
        PACK.parse(&document.text, &mut analysis, sentence);
    }
    (document, analysis)
}

fn check(text: &str) -> Result<(), TestCaseError> {
    let (document, analysis) = analysed(text);
    let text = &document.text;
    let mut next = 0;
    let mut last = Span::default();
    for sentence in &analysis.sentences {
        prop_assert_eq!(sentence.words.start, next, "sentences share or skip words");
        prop_assert!(!sentence.words.is_empty());
        next = sentence.words.end;
        let words = &analysis.words[sentence.words.clone()];
        prop_assert!(document.blocks[sentence.block].span.contains(sentence.span));
        let ends = Span::new(words[0].span.start, words[words.len() - 1].span.end);
        prop_assert_eq!(sentence.span, ends);
        let mut roots = 0;
        for (i, word) in words.iter().enumerate() {
            prop_assert!(text.get(word.span.range()).is_some(), "not on character boundaries");
            prop_assert!(!word.span.is_empty());
            prop_assert!(!word.lemma.is_empty());
            let part = word.part.is_some() && word.span == last;
            prop_assert!(part || word.span.start >= last.end, "words out of order");
            last = word.span;
            prop_assert!(sentence.words.contains(&word.head), "head outside the sentence");
            let own = sentence.words.start + i;
            roots += usize::from(word.head == own);
            prop_assert_eq!(word.head == own, word.deprel == Deprel::Root);
            let mut at = own;
            for _ in 0..words.len() {
                at = analysis.words[at].head;
            }
            prop_assert_eq!(analysis.words[at].head, at, "a cycle");
        }
        prop_assert_eq!(roots, 1);
    }
    prop_assert_eq!(next, analysis.words.len());
    // Nothing but blanks is left out.
    let mut uncovered = text.clone().into_bytes();
    for word in &analysis.words {
        uncovered[word.span.range()].fill(b' ');
    }
    let uncovered = String::from_utf8_lossy(&uncovered).into_owned();
    let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}' | '\u{2060}');
    prop_assert!(uncovered.chars().all(blank), "left out: {:?}", uncovered);
    let (_, again) = analysed(text);
    prop_assert_eq!(analysis, again);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in "\\PC{0,120}") {
        check(&text)?;
    }

    #[test]
    fn news_like_pieces(pieces in prop::collection::vec(prop::sample::select(vec![
        "Le", "maire", "du", "Des", "l'", "L’", "«", "»", "\"", "“", "”", "'", "’", "a-t-il", "dit",
        ".", "!", "?", "…", "...", ",", ";", ":", "(", ")", "–", "--", "M.", "J.", "J.-C.", "13 819",
        "4,5%", "7h44", "www.a.ch", "a@b.ch", "\n", "\u{A0}", "\u{202F}", " ", " ", " ", "aux",
        "rendez-vous", "-t-il", "-", "élu(e)", "km/h", "e\u{301}", "👩‍👩‍👧", "\u{200B}", "п", "1er",
    ]), 0..60)) {
        check(&pieces.concat())?;
    }
}

#[test]
fn garbage_costs_no_more_than_its_length() {
    for piece in ["(", "a(", "a'", "a-", "1h", "«", "a.", "@", "mot ", "Mot ", "- ", "1 ", "&A"] {
        let text = piece.repeat(20_000);
        let (_, analysis) = analysed(&text);
        assert!(!analysis.words.is_empty());
        assert!(analysis.sentences.iter().all(|s| s.words.len() <= 400));
    }
}

#[test]
fn a_pack_serves_many_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&*PACK);
}

#[test]
fn blocks_that_do_not_slice_give_nothing() {
    let analysis = PACK.analyse("é", &[Span::new(1, 2), Span::new(5, 9)]);
    assert_eq!(analysis, Analysis::default());
}

#[test]
fn unknown_languages_are_named() {
    let error = Pack::load(&Lang::new("xx")).expect_err("no such pack");
    assert!(error.to_string().contains("xx"), "{error}");
}
