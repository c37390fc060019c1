//! Whole lines that say what they are by their words: furniture, credits, bylines.

use super::line::{ends_sentence, word_count};
use super::token::{Token, agency, gap, longest, tokens};
use super::words::Words;

/// A line that the page adds: `IMAGES`, `Lire aussi : …`, `Partager sur Facebook`.
pub(crate) fn is_furniture(line: &str, words: &Words) -> bool {
    // The longest line of furniture is a link to another report, with its headline.
    if word_count(line, 26) > 25 {
        return false;
    }
    let tokens = tokens(line, 26);
    let Some((_, end)) = longest(words, &tokens, 0, |p| words.furniture.get(p)) else {
        return starts_furniture(line, &tokens, words);
    };
    // A count may stand before or behind: `12 commentaires` (below), `Commentaires (12)`.
    let rest = &tokens[end..];
    rest.iter().all(|t| t.number().is_some()) && !line.ends_with(['.', '»'])
        || starts_furniture(line, &tokens, words)
}

fn starts_furniture(line: &str, tokens: &[Token], words: &Words) -> bool {
    if let [count, rest @ ..] = tokens {
        let counted = count.number().is_some()
            && longest(words, rest, 0, |p| words.furniture.get(p))
                .is_some_and(|(_, end)| end == rest.len());
        if counted {
            return true;
        }
    }
    longest(words, tokens, 0, |p| words.furniture_start.get(p)).is_some_and(|(_, end)| {
        // A sentence that happens to begin so goes on in one breath and ends in a full stop.
        let mark = gap(line, tokens, end).trim_start();
        mark.starts_with([':', '>', '»', '→', '|', '–', '-']) || (!ends_sentence(line) && end >= 2)
    })
}

/// Where a furniture word in capitals begins that a picture's page left behind a sentence:
/// `… des coupures de courant. IMAGES`.
pub(crate) fn tail(line: &str, words: &Words) -> Option<usize> {
    let start = line.trim_end_matches(|c: char| !c.is_whitespace()).len();
    let (before, last) = line.split_at_checked(start)?;
    let upper = last.chars().all(char::is_uppercase);
    (upper && ends_sentence(before) && words.tail.contains(&super::words::fold(last)))
        .then_some(start)
}

/// A line that only names who made or sent the picture or text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Signature {
    /// Agencies alone: `ATS`, `(ats/afp)`, `AFP, Reuters`. The first of them.
    Agency(String),
    /// A credit: `© X`, `Photo : X / Agence`, `Jean Dupont/Keystone`.
    Credit,
}

/// Whether a whole line is a signature.
pub(crate) fn signature(line: &str, words: &Words) -> Option<Signature> {
    // `Crédit photo : Jean-Pierre de la Villardière pour X / Keystone-SDA` has eleven.
    if word_count(line, 13) > 12 || line.len() > 120 {
        return None;
    }
    let tokens = tokens(line, 24);
    if tokens.is_empty() {
        return None;
    }
    let mut first = None;
    let mut others = 0;
    let mut i = 0;
    while i < tokens.len() {
        if let Some((name, next)) = agency(words, line, &tokens, i) {
            first.get_or_insert_with(|| name.to_owned());
            i = next;
        } else {
            others += usize::from(!words.and.contains(&tokens[i].folded));
            i += 1;
        }
    }
    match first {
        Some(agency) if others == 0 => return Some(Signature::Agency(agency)),
        _ => {}
    }
    if line.starts_with(['©', '®']) || line.starts_with("(c)") || line.starts_with("(C)") {
        return Some(Signature::Credit);
    }
    let quoted = line.contains(['«', '»', '"', '“', '”', '„', '?', '!']);
    if quoted {
        return None;
    }
    // `Photo : X`, `(Image: X)`, `Foto: X/dpa`. With no name behind, it is furniture.
    if let Some((_, end)) = longest(words, &tokens, 0, |p| words.credit.get(p)) {
        let mark = gap(line, &tokens, end).trim();
        let labelled = mark.starts_with([':', '©', '/', '|']) && end < tokens.len();
        // Names are short; a sentence behind `Photo :` is a caption.
        if labelled && tokens.len() - end <= 8 && !super::line::ends_with_stop(line) {
            return Some(Signature::Credit);
        }
        // `Photo AFP`, `Archives Keystone`.
        if first.is_some() && others <= 4 && !ends_sentence(line) {
            return Some(Signature::Credit);
        }
    }
    // `Jean Dupont / AFP`, `KEYSTONE/Jean Dupont`, `X via Getty Images`: a few capitalised words
    // and an agency, joined by a mark that sentences do not have.
    let joined = line.contains(['/', '|', '©']) || line.contains(" via ");
    let names = tokens
        .iter()
        .all(|t| t.is_capitalised(line) || t.folded.len() <= 3 || t.number().is_some());
    (first.is_some() && joined && names && others <= 6 && !ends_sentence(line))
        .then_some(Signature::Credit)
}

/// Where a credit begins that closes a line: `… mardi. © Keystone / Jean Dupont`,
/// `… mardi. (Photo: X/AFP)`, `… mardi. (KEYSTONE/X)`; of an agency alone in brackets, see
/// [`closing_agency`].
pub(crate) fn credit_tail(line: &str, words: &Words) -> Option<usize> {
    let start = if let Some(at) = line.rfind('©') {
        at
    } else if line.ends_with([')', ']']) {
        line.rfind(['(', '['])?
    } else {
        return None;
    };
    let (before, tail) = line.split_at_checked(start)?;
    let inner = tail.trim_matches(['(', ')', '[', ']']);
    let marked = tail.starts_with('©') || signature(inner, words) == Some(Signature::Credit);
    (marked && word_count(before, 3) >= 3 && word_count(tail, 9) <= 8).then_some(start)
}

/// The agency that closes the last paragraph in brackets, `(ats/afp)`: where it starts and its name.
pub(crate) fn closing_agency(line: &str, words: &Words) -> Option<(usize, String)> {
    let start = line.ends_with([')', ']']).then(|| line.rfind(['(', '[']))??;
    let (before, tail) = line.split_at_checked(start)?;
    if !ends_sentence(before) || !before.ends_with(char::is_whitespace) {
        return None;
    }
    match signature(tail, words)? {
        Signature::Agency(name) => Some((start, name)),
        Signature::Credit => None,
    }
}

/// The people that a byline names: `Par Jeanne Morel et Ali Benna` gives two.
///
/// `None` where the line is no byline: it has to open with a byline's words and go on
/// with capitalised names.
pub(crate) fn byline(line: &str, words: &Words) -> Option<Vec<String>> {
    if word_count(line, 21) > 20
        || super::line::ends_with_stop(line)
        || line.contains(['«', '"', '“', '?', '!'])
    {
        return None;
    }
    let tokens = tokens(line, 32);
    let (_, end) = longest(words, &tokens, 0, |p| words.byline.get(p))?;
    let first = tokens.get(end)?;
    let mark = gap(line, &tokens, end).trim();
    if !matches!(mark, "" | ":" | ",") {
        return None;
    }
    let rest = line.get(first.start..)?;
    if end >= 2 {
        // `De notre correspondante à Berne, Jeanne Morel`: the place may come first.
        let names = names(rest, words);
        return Some(names);
    }
    let names = names(rest, words);
    (!names.is_empty() && first.is_capitalised(line)).then_some(names)
}

/// A line of nothing but one to three people's names.
pub(crate) fn bare_names(line: &str, words: &Words) -> Option<Vec<String>> {
    if word_count(line, 9) > 8 || line.contains(['«', '"', '“', '?', '!', ':', '.']) {
        return None;
    }
    let tokens = tokens(line, 12);
    let plain = tokens.iter().all(|t| {
        t.number().is_none()
            && (t.is_capitalised(line)
                || words.and.contains(&t.folded)
                || words.office.contains(&t.folded)
                || t.folded.len() <= 3)
    });
    let names = names(line, words);
    let people = !names.is_empty() && names.iter().all(|n| (2..=4).contains(&word_count(n, 5)));
    (plain && people).then_some(names)
}

/// Splits a list of authors at commas, slashes and joining words; keeps what looks like a name.
fn names(list: &str, words: &Words) -> Vec<String> {
    let mut out = Vec::new();
    let mut name: Option<(usize, usize)> = None;
    let tokens = tokens(list, 32);
    let mut close = |name: &mut Option<(usize, usize)>| {
        if let Some(written) = name.take().and_then(|(a, b)| list.get(a..b)) {
            // One word is a place or an office; two to five are a person.
            if (2..=5).contains(&word_count(written, 6)) {
                out.push(written.to_owned());
            }
        }
    };
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let mark = gap(list, &tokens, i);
        let breaks = name.is_some() && mark.contains([',', '/', '|', '&', '(', ';', '·', '–', ':']);
        if breaks {
            close(&mut name);
        }
        let skip = agency(words, list, &tokens, i)
            .map(|(_, next)| next)
            .or_else(|| longest(words, &tokens, i, |p| words.office.get(p)).map(|(_, next)| next));
        if let Some(next) = skip {
            close(&mut name);
            i = next;
            continue;
        }
        let particle =
            name.is_some() && token.folded.len() <= 3 && !words.and.contains(&token.folded);
        if token.is_capitalised(list) && token.number().is_none() {
            let start = name.map_or(token.start, |(start, _)| start);
            // A point behind an initial belongs to the name.
            name = Some((start, token.end));
        } else if !particle {
            close(&mut name);
        }
        i += 1;
    }
    close(&mut name);
    out
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn furniture() {
        for line in [
            "IMAGES",
            "Lire aussi",
            "Lire aussi : Le budget divise le conseil",
            "Publicité",
            "Partager sur Facebook",
            "12 commentaires",
            "Commentaires (3)",
            "Read more: The vote",
            "Lesen Sie auch: Der Rat",
            "Leggi anche",
            "ANZEIGE",
            "À lire aussi > La grève",
        ] {
            assert!(is_furniture(line, words()), "{line}");
        }
        for line in [
            "Images de guerre",
            "Base arrière",
            "Lire aussi le rapport est un devoir, dit-il.",
            "Vidéo à l'appui, le ministre a accusé ses adversaires.",
            "Retour au calme",
            "Urgent : le conseil a voté.",
        ] {
            assert!(!is_furniture(line, words()), "{line}");
        }
    }

    #[test]
    fn signatures() {
        let agency = |s: &str| Some(Signature::Agency(s.to_owned()));
        for (line, want) in [
            ("ATS", agency("ATS")),
            ("(ats/afp)", agency("ATS")),
            ("Keystone-SDA", agency("Keystone-SDA")),
            ("Avec AFP et Reuters", agency("AFP")),
            ("Getty Images", agency("Getty Images")),
            ("© Jeanne Morel", Some(Signature::Credit)),
            ("Photo : J. Morel / Keystone-SDA", Some(Signature::Credit)),
            ("(Image: KEYSTONE/Jeanne Morel)", Some(Signature::Credit)),
            ("Jeanne Morel / AFP", Some(Signature::Credit)),
            ("Photo AFP", Some(Signature::Credit)),
            ("Foto: dpa/Jeanne Morel", Some(Signature::Credit)),
            ("Jeanne Morel via Getty Images", Some(Signature::Credit)),
            ("Base arrière", None),
            ("Photo", None),
            ("L'AFP visée par une plainte", None),
            ("Source de tensions : le budget", None),
        ] {
            assert_eq!(signature(line, words()), want, "{line}");
        }
    }

    #[test]
    fn bylines() {
        for (line, names) in [
            ("Par Jeanne Morel", &["Jeanne Morel"] as &[&str]),
            ("Par Jeanne Morel et Ali Benna, à Varelle", &["Jeanne Morel", "Ali Benna"]),
            ("De notre correspondante à Berne, Jeanne Morel", &["Jeanne Morel"]),
            ("By Jane Moor and Alan Ben", &["Jane Moor", "Alan Ben"]),
            ("Von Jana Mohr, dpa", &["Jana Mohr"]),
            ("Di Gianna Moretti", &["Gianna Moretti"]),
        ] {
            assert_eq!(byline(line, words()).as_deref().unwrap(), names, "{line}");
        }
        for line in ["Par ailleurs, le conseil a voté", "Par Toutatis !", "Avec lui, tout change"]
        {
            assert_eq!(byline(line, words()), None, "{line}");
        }
    }

    #[test]
    fn tails() {
        assert_eq!(tail("Une coupure. IMAGES", words()), Some(13));
        assert_eq!(tail("Il a vu des IMAGES", words()), None);
        assert_eq!(
            credit_tail("Le ministre à Varelle mardi. © Keystone / J. Morel", words()),
            Some(30)
        );
        assert!(
            credit_tail("Le ministre à Varelle mardi. (Photo: J. Morel/AFP)", words()).is_some()
        );
        assert!(credit_tail("Le ministre (à gauche)", words()).is_none());
        assert!(closing_agency("Il a voté. (ats/afp)", words()).is_some());
        assert!(closing_agency("Il a voté (ATS).", words()).is_none());
    }
}
