//! In which language a text is written.
//!
//! The classifier is whichlang's (a linear model over character n-grams, sixteen
//! languages). It gives no measure of how sure it is, so the text is cut into
//! pieces that vote.

use sayso_model::{Document, Lang, Span};

/// What can be told about a text's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detected {
    /// Enough text, and most of it agrees.
    Sure(Lang),
    /// Little text, or its pieces disagree.
    Guess(Lang),
    /// Hardly any letters.
    Nothing,
}

/// Letters under which nothing is told: a name or two decide.
const TOO_SHORT: usize = 20;
/// Letters under which what is told is a guess: one in 300 pieces of French Wikinews of 120
/// characters is taken for another language, none of 160.
const SHORT: usize = 120;
/// Bytes of a piece that votes: about two sentences.
const PIECE: usize = 300;
/// Pieces looked at. A report's first 10 kB tell as much as all of it.
const PIECES: usize = 32;

pub(crate) fn detect(document: &Document) -> Detected {
    let mut votes: Vec<(whichlang::Lang, usize)> = Vec::new();
    let (mut letters, mut latin) = (0, 0);
    for piece in pieces(&document.text).take(PIECES) {
        let here = piece.chars().filter(|c| c.is_alphabetic()).count();
        if here == 0 {
            continue;
        }
        letters += here;
        latin += piece.chars().filter(|c| c.is_alphabetic() && is_latin(*c)).count();
        let lang = whichlang::detect_language(piece);
        match votes.iter_mut().find(|(l, _)| *l == lang) {
            Some((_, n)) => *n += here,
            None => votes.push((lang, here)),
        }
    }
    if letters < TOO_SHORT {
        return Detected::Nothing;
    }
    // The first of equals, in the text's order: the answer must not depend on anything else.
    let Some((winner, most)) = votes.iter().rev().max_by_key(|(_, n)| *n).copied() else {
        return Detected::Nothing;
    };
    let (code, script) = code(winner);
    // A script that the classifier does not know (Greek, Hebrew, Thai) still gets one of its
    // languages; the letters themselves say better.
    let fits = (script == Script::Latin) == (latin * 2 > letters);
    if !fits {
        return Detected::Sure(Lang::new("und"));
    }
    let lang = Lang::new(code);
    if letters >= SHORT && most * 3 >= letters * 2 {
        Detected::Sure(lang)
    } else {
        Detected::Guess(lang)
    }
}

/// Letters from which a paragraph's language is told for itself.
const PARAGRAPH: usize = 200;

/// The paragraphs that are in another of the languages that the classifier knows than the
/// document, with that language. At most [`PIECES`] paragraphs are looked at.
pub(crate) fn foreign(document: &Document, lang: &Lang) -> Vec<(Span, Lang)> {
    let read = document.blocks.iter().filter(|b| b.role.is_read() && b.repeats.is_none());
    let long = read.map(|b| b.span).filter(|s| s.len() as usize >= PARAGRAPH);
    long.take(PIECES)
        .filter_map(|span| {
            let text = span.of(&document.text);
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let found = Lang::new(code(whichlang::detect_language(text)).0);
            if letters < PARAGRAPH || found == *lang {
                return None;
            }
            // Both halves agree: a list of foreign names does not make a paragraph foreign.
            let mut halves = halves(text).into_iter();
            halves
                .all(|half| code(whichlang::detect_language(half)).0 == found.code())
                .then_some((span, found))
        })
        .collect()
}

/// A text cut at the white space before its middle.
fn halves(text: &str) -> [&str; 2] {
    let mut middle = text.len() / 2;
    while !text.is_char_boundary(middle) {
        middle += 1;
    }
    let at = text.get(..middle).and_then(|t| t.rfind(char::is_whitespace)).unwrap_or(middle);
    [text.get(..at).unwrap_or(""), text.get(at..).unwrap_or("")]
}

/// The text in pieces of about [`PIECE`] bytes, cut at white space where there is some.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len().min(PIECE);
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        if end < rest.len() {
            end = rest[..end].rfind(char::is_whitespace).filter(|e| *e > 0).unwrap_or(end);
        }
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

/// Up to the end of Latin Extended-B, and Latin Extended Additional.
fn is_latin(c: char) -> bool {
    matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

#[derive(PartialEq, Eq)]
enum Script {
    Latin,
    Other,
}

fn code(lang: whichlang::Lang) -> (&'static str, Script) {
    use whichlang::Lang as L;
    match lang {
        L::Ara => ("ar", Script::Other),
        L::Cmn => ("zh", Script::Other),
        L::Deu => ("de", Script::Latin),
        L::Eng => ("en", Script::Latin),
        L::Fra => ("fr", Script::Latin),
        L::Hin => ("hi", Script::Other),
        L::Ita => ("it", Script::Latin),
        L::Jpn => ("ja", Script::Other),
        L::Kor => ("ko", Script::Other),
        L::Nld => ("nl", Script::Latin),
        L::Por => ("pt", Script::Latin),
        L::Rus => ("ru", Script::Other),
        L::Spa => ("es", Script::Latin),
        L::Swe => ("sv", Script::Latin),
        L::Tur => ("tr", Script::Latin),
        L::Vie => ("vi", Script::Latin),
    }
}

#[cfg(test)]
mod tests {
    use super::{Detected, detect, foreign, pieces};
    use sayso_model::{Document, Lang};

    fn of(text: &str) -> Detected {
        detect(&Document::from_text(text))
    }

    fn sure(code: &str) -> Detected {
        Detected::Sure(Lang::new(code))
    }

    #[test]
    fn plain_texts() {
        assert_eq!(
            of("Le conseil communal a voté mardi la rénovation de la piscine, a annoncé la \
                maire. Les travaux commenceront au printemps et dureront jusqu'à l'automne."),
            sure("fr")
        );
        assert_eq!(
            of("The council voted on Tuesday to renovate the swimming pool, the mayor said. \
                Work will begin in spring and will last until the autumn, she added, when the leaves fall."),
            sure("en")
        );
        assert_eq!(
            of("Der Gemeinderat hat am Dienstag die Sanierung des Schwimmbads beschlossen, \
                teilte die Bürgermeisterin mit. Die Arbeiten beginnen im Frühling."),
            sure("de")
        );
    }

    #[test]
    fn a_paragraph_in_another_language_is_told() {
        let french = "Le conseil communal a voté mardi soir la rénovation de la piscine, a annoncé la \
                      maire. Les travaux commenceront au printemps et dureront jusqu'à l'automne, si le \
                      canton accorde son aide, que la commune demande depuis plus de trois ans.";
        let german = "Der Gemeinderat hat am Dienstag die Sanierung des Schwimmbads beschlossen, teilte \
                      die Bürgermeisterin mit. Die Arbeiten beginnen im Frühling und dauern bis in den \
                      Herbst, wenn der Kanton die Hilfe gewährt, um die seit drei Jahren gebeten wird.";
        let text = format!("{french}\n\n{german}");
        let document = sayso_input::read(text.as_bytes(), &Default::default());
        let found = foreign(&document.unwrap(), &Lang::new("fr"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].1, Lang::new("de"));
    }

    #[test]
    fn little_text_is_a_guess_and_less_is_nothing() {
        assert_eq!(of("Oui, dit-elle."), Detected::Nothing);
        assert_eq!(of("12 345 — 67 %"), Detected::Nothing);
        assert_eq!(of(""), Detected::Nothing);
        assert!(matches!(of("Le conseil a voté mardi soir."), Detected::Guess(_)));
    }

    #[test]
    fn a_script_that_the_classifier_lacks_is_no_european_language() {
        let hebrew = "ראש העיר אמרה כי הבריכה תיפתח מחדש באביב, והמועצה אישרה את ההחלטה ביום שלישי \
                      בערב. התושבים בירכו על המהלך ואמרו כי חיכו לו שנים רבות.";
        assert_eq!(of(hebrew), sure("und"));
    }

    #[test]
    fn pieces_give_the_text_back() {
        for text in ["", "é", "mot ".repeat(500).as_str(), "é".repeat(2000).as_str()] {
            assert_eq!(pieces(text).collect::<String>(), *text);
        }
    }
}
