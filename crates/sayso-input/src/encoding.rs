//! From bytes to text: byte order mark, then the caller's word, then the page's own
//! declaration, then detection.

use crate::{Format, InputError};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use sayso_model::{Note, NoteCode};

/// Decoded text with what there is to say about the decoding.
pub(crate) struct Decoded {
    pub text: String,
    pub notes: Vec<Note>,
}

/// How much is looked at for a declaration: what the HTML standard has browsers look at.
const DECLARATION_BYTES: usize = 1024;
/// How much is given to detection. More does not change the answer, only the time.
const DETECTION_BYTES: usize = 64 << 10;

/// Decodes `bytes`; fails where they are no text in any encoding.
pub(crate) fn decode(
    bytes: &[u8],
    charset: Option<&str>,
    format: Option<Format>,
) -> Result<Decoded, InputError> {
    let mut notes = Vec::new();
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding, &bytes[mark..]),
        None => (choose(bytes, charset, format, &mut notes)?, bytes),
    };
    let text = if encoding == UTF_8 {
        match std::str::from_utf8(body) {
            Ok(text) => text.to_owned(),
            Err(_) => replaced(encoding, body, &mut notes),
        }
    } else {
        replaced(encoding, body, &mut notes)
    };
    if let Some(what) = binary(&text) {
        return Err(InputError::NotText { what });
    }
    Ok(Decoded { text, notes })
}

fn replaced(encoding: &'static Encoding, body: &[u8], notes: &mut Vec<Note>) -> String {
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    if malformed {
        let count = text.matches('\u{fffd}').count();
        notes.push(Note {
            code: NoteCode::EncodingReplaced,
            message: format!(
                "{count} stretches of bytes are not valid {} and stand as U+FFFD in the text",
                encoding.name()
            ),
            span: None,
        });
    }
    text.into_owned()
}

/// The encoding of bytes without a byte order mark.
fn choose(
    bytes: &[u8],
    charset: Option<&str>,
    format: Option<Format>,
    notes: &mut Vec<Note>,
) -> Result<&'static Encoding, InputError> {
    if let Some(label) = charset.map(label_of) {
        if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
            return Ok(encoding);
        }
        notes.push(Note {
            code: NoteCode::MetadataIgnored,
            message: format!("{label:?} is no known encoding and was left out"),
            span: None,
        });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        notes.push(guessed(encoding));
        return Ok(encoding);
    }
    let valid = std::str::from_utf8(bytes).is_ok();
    if let Some(encoding) = declared(bytes, format) {
        // A page that is valid UTF-8 with a letter outside ASCII is hardly anything else.
        if encoding != UTF_8 && valid && !bytes.is_ascii() {
            return Ok(UTF_8);
        }
        if encoding != UTF_8 || valid {
            return Ok(encoding);
        }
    }
    if valid {
        return Ok(UTF_8);
    }
    // Mostly UTF-8 with a few broken bytes: a repair keeps more than another encoding would.
    let lossy = lossy_share(bytes);
    if lossy < 0.02 {
        return Ok(UTF_8);
    }
    if bytes.contains(&0) {
        return Err(InputError::NotText { what: "binary data" });
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let head = &bytes[..bytes.len().min(DETECTION_BYTES)];
    detector.feed(head, head.len() == bytes.len());
    let encoding = detector.guess(None, chardetng::Utf8Detection::Allow);
    // Detection never answers UTF-16; what it answers for plain Western text is windows-1252.
    let encoding = if encoding == UTF_8 { WINDOWS_1252 } else { encoding };
    notes.push(guessed(encoding));
    Ok(encoding)
}

fn guessed(encoding: &'static Encoding) -> Note {
    Note {
        code: NoteCode::EncodingGuessed,
        message: format!(
            "no encoding was declared; the bytes look like {}. Tell it with --charset if that is wrong",
            encoding.name()
        ),
        span: None,
    }
}

/// The label in a `Content-Type` header, or the value itself.
fn label_of(value: &str) -> &str {
    let after = value.find("charset").and_then(|i| value.get(i + 7..)).unwrap_or(value);
    let after = after.trim_start().trim_start_matches('=').trim_start();
    let end = after.find([';', ',']).unwrap_or(after.len());
    after[..end].trim().trim_matches(['"', '\''])
}

/// UTF-16 that lost its mark: in European text every other byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512)];
    if head.len() < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    match (even * 10 > half * 7, odd * 10 > half * 7) {
        (true, false) if odd * 10 < half => Some(UTF_16BE),
        (false, true) if even * 10 < half => Some(UTF_16LE),
        _ => None,
    }
}

/// The encoding that a page names in `<meta charset>`, `<meta content>` or its XML declaration.
fn declared(bytes: &[u8], format: Option<Format>) -> Option<&'static Encoding> {
    if format.is_some_and(|f| !f.declares_encoding()) {
        return None;
    }
    let head = &bytes[..bytes.len().min(DECLARATION_BYTES)];
    // Every encoding that can be declared this way has ASCII letters.
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    if !head.contains("<meta") && !head.contains("<?xml") {
        return None;
    }
    for (at, key) in head.match_indices("charset").chain(head.match_indices("encoding")) {
        let rest = head.get(at + key.len()..)?.trim_start();
        let Some(rest) = rest.strip_prefix('=') else { continue };
        let rest = rest.trim_start().trim_start_matches(['"', '\'']);
        let end = rest
            .find(|c: char| matches!(c, '"' | '\'' | ';' | '>' | '/' | '?') || c.is_whitespace())
            .unwrap_or(rest.len());
        if let Some(encoding) = Encoding::for_label(&rest.as_bytes()[..end]) {
            // A page whose declaration can be read as ASCII is no UTF-16, whatever it says.
            let wide = encoding == UTF_16LE || encoding == UTF_16BE;
            return Some(if wide { UTF_8 } else { encoding });
        }
    }
    None
}

/// The share of bytes beyond ASCII that break UTF-8.
fn lossy_share(bytes: &[u8]) -> f64 {
    let (mut bad, mut high) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        high += chunk.valid().bytes().filter(|b| !b.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    bad as f64 / (bad + high).max(1) as f64
}

/// What decoded text is that is no text: NULs and control characters give it away.
fn binary(text: &str) -> Option<&'static str> {
    let cut = text.char_indices().nth(64 << 10).map_or(text.len(), |(i, _)| i);
    let (mut controls, mut all) = (0usize, 0usize);
    for c in text[..cut].chars() {
        all += 1;
        let odd = c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
        controls += usize::from(odd);
    }
    // Texts that went through an old editor hold a stray control character, not one in fifty.
    (controls > 2 && controls * 50 > all).then_some("binary data")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(decoded: &Decoded) -> Vec<NoteCode> {
        decoded.notes.iter().map(|n| n.code).collect()
    }

    fn dec(bytes: &[u8], charset: Option<&str>) -> Decoded {
        decode(bytes, charset, None).unwrap()
    }

    const FRENCH: &str = "Le président a déclaré que l’été serait « très chaud » à Genève, où la préfète craint des incendies.";

    #[test]
    fn legacy_bytes_are_detected_and_told() {
        let (bytes, _, _) = WINDOWS_1252.encode(FRENCH);
        let decoded = dec(&bytes, None);
        assert_eq!(decoded.text, FRENCH);
        assert_eq!(codes(&decoded), [NoteCode::EncodingGuessed]);
    }

    #[test]
    fn the_header_wins_over_detection_and_needs_no_note() {
        let (bytes, _, _) = WINDOWS_1252.encode(FRENCH);
        let decoded = dec(&bytes, Some("text/plain; charset=\"ISO-8859-1\""));
        assert_eq!(decoded.text, FRENCH);
        assert!(decoded.notes.is_empty());
    }

    #[test]
    fn a_page_declares_its_encoding() {
        let page = format!("<meta charset=windows-1252><p>{FRENCH}</p>");
        let (bytes, _, _) = WINDOWS_1252.encode(&page);
        assert_eq!(dec(&bytes, None).text, page);
        // Declared wrongly: valid UTF-8 is kept.
        assert_eq!(dec(page.as_bytes(), None).text, page);
    }

    #[test]
    fn utf16_with_and_without_its_mark() {
        let units: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(dec(&units, None).text, FRENCH);
        let marked: Vec<u8> =
            format!("\u{feff}{FRENCH}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(dec(&marked, None).text, FRENCH);
        assert!(dec(&marked, None).notes.is_empty());
    }

    #[test]
    fn broken_bytes_are_replaced_and_counted() {
        let mut bytes = FRENCH.repeat(40).into_bytes();
        bytes[4] = 0xff;
        let decoded = dec(&bytes, None);
        assert_eq!(codes(&decoded), [NoteCode::EncodingReplaced]);
        assert!(decoded.text.contains('\u{fffd}'));
    }

    #[test]
    fn binary_is_refused() {
        let bytes: Vec<u8> =
            (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert!(decode(&bytes, None, None).is_err());
        assert!(decode(&[0; 100], None, None).is_err());
    }
}
