//! JSON lines: `{"id","text","title"?,"lang"?,"published"?,"url"?}` a line; a line may be a ninjs item
//! as well.

use crate::contents::Contents;
use crate::format::is_feed;
use crate::{InputError, Limit, Limits, Options, apply, declared_date, layout, ninjs};
use sayso_model::{Document, Lang};
use serde_json::Value;
use std::io::BufRead;

/// Reads one record.
///
/// `text` is kept exactly as given; its blocks are found as in plain text. `id` may be a
/// string or a whole number. A field that is `null` counts as absent, unknown fields are
/// left alone. A field of the wrong type or a missing `text` is an error that names it. A
/// record that is a ninjs item is read as one.
///
/// ```
/// let line = br#"{"id": 7, "text": "Oui.\n", "lang": "fr", "author": "?"}"#;
/// let document = sayso_input::read_record(line, &Default::default())?;
/// assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Oui.\n"));
/// # Ok::<(), sayso_input::InputError>(())
/// ```
pub fn read_record(line: &[u8], options: &Options) -> Result<Document, InputError> {
    InputError::check(&options.limits, Limit::LineBytes, line.len())?;
    check_depth(line, &options.limits)?;
    let value: Value = serde_json::from_slice(line).map_err(json_error)?;
    if ninjs::is_ninjs(&value) {
        return ninjs::one(&value, options);
    }
    record(value, options)
}

/// What a line holds: a record, a ninjs item, or, where it is the only one, a whole JSON Feed.
pub(crate) fn line(line: &[u8], options: &Options) -> Result<Contents, InputError> {
    InputError::check(&options.limits, Limit::LineBytes, line.len())?;
    check_depth(line, &options.limits)?;
    let value: Value = serde_json::from_slice(line).map_err(json_error)?;
    if ninjs::is_ninjs(&value) {
        let documents = ninjs::documents(&value, options)?;
        return Ok(Contents { documents, ..Contents::default() });
    }
    let has = |name: &str| value.get(name).is_some();
    if !has("text") && is_feed(has) {
        return crate::feed::of_json(&value, options);
    }
    record(value, options).map(Contents::of)
}

/// A whole input that holds one record, on one line or several.
pub(crate) fn read_one(text: &str, options: &Options) -> Result<Document, InputError> {
    check_depth(text.as_bytes(), &options.limits)?;
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = match values.next() {
        Some(value) => value.map_err(json_error)?,
        None => return Err(InputError::Json("there is nothing in it".to_owned())),
    };
    match values.next() {
        None => record(value, options),
        Some(_) => Err(InputError::SeveralRecords),
    }
}

pub(crate) fn json_error(error: serde_json::Error) -> InputError {
    InputError::Json(error.to_string())
}

/// Counts nesting before anything recursive sees the bytes.
pub(crate) fn check_depth(line: &[u8], limits: &Limits) -> Result<(), InputError> {
    let (mut depth, mut deepest) = (0u64, 0u64);
    let (mut quoted, mut escaped) = (false, false);
    for byte in line {
        match (quoted, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (_, b'"') => quoted = !quoted,
            (false, b'{' | b'[') => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    InputError::check(limits, Limit::JsonDepth, deepest as usize)
}

fn record(value: Value, options: &Options) -> Result<Document, InputError> {
    let Value::Object(mut fields) = value else {
        return Err(InputError::Json(format!(
            "a record is an object in braces, this is {}",
            kind(&value)
        )));
    };
    let mut take = |field: &'static str| match fields.remove(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(value)) => Ok(Some(value)),
        Some(other) => Err(InputError::Field {
            field,
            problem: format!("has to be a string, and is {}", kind(&other)),
        }),
    };
    let (title, lang, published, url) =
        (take("title")?, take("lang")?, take("published")?, take("url")?);
    let text = take("text")?.ok_or_else(|| InputError::Field {
        field: "text",
        problem: "is missing: a record needs the text to read".to_owned(),
    })?;
    let id = match fields.remove("id") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(id)) => id,
        Some(Value::Number(id)) if id.is_i64() || id.is_u64() => id.to_string(),
        Some(other) => {
            return Err(InputError::Field {
                field: "id",
                problem: format!("has to be a string or a whole number, and is {}", kind(&other)),
            });
        }
    };
    InputError::check(&options.limits, Limit::TextBytes, text.len())?;
    let mut document = Document {
        id,
        url,
        lang: lang.filter(|l| !l.trim().is_empty()).map(|l| Lang::new(l.trim())),
        title: title.filter(|t| !t.trim().is_empty()),
        text,
        ..Document::default()
    };
    if let Some(value) = published.filter(|p| !p.trim().is_empty()) {
        document.published = declared_date(&value, "the record's `published`", &mut document.notes);
    }
    apply(&mut document, options);
    layout::lay_out(&mut document);
    Ok(document)
}

pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// An error with the line it is about.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {error}")]
pub struct NumberedError {
    /// Counted from 1.
    pub line: u64,
    /// What is wrong with it.
    #[source]
    pub error: InputError,
}

/// The lines of a stream of JSON records, each with its number from 1: memory stays at one
/// line, however long the stream.
///
/// A line over [`Limits::max_line_bytes`] is an error of its own, and reading goes on
/// behind it; its bytes are never held. Blank lines are passed over and counted. After an
/// error of the stream itself the iterator ends. Hand the lines to [`read_record`], on as
/// many threads as there are.
///
/// ```
/// use sayso_input::{Lines, Options, read_record};
/// let stream = "{\"text\":\"Un.\"}\n\n{\"text\":2}\n";
/// let options = Options::default();
/// let read: Vec<_> = Lines::new(stream.as_bytes(), &options.limits)
///     .map(|line| line.map(|(number, line)| (number, read_record(&line, &options))))
///     .collect();
/// assert!(matches!(&read[0], Ok((1, Ok(_)))));
/// assert!(matches!(&read[1], Ok((3, Err(_)))));
/// ```
#[derive(Debug)]
pub struct Lines<R> {
    stream: R,
    limits: Limits,
    line: u64,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads from `stream`.
    pub fn new(stream: R, limits: &Limits) -> Lines<R> {
        Lines { stream, limits: limits.clone(), line: 0, ended: false }
    }

    /// The next line's bytes without its break; `None` at the end.
    fn next_line(&mut self) -> Result<Option<Vec<u8>>, InputError> {
        let most = usize::try_from(self.limits.max_line_bytes).unwrap_or(usize::MAX);
        let (mut line, mut length, mut any) = (Vec::new(), 0usize, false);
        loop {
            let chunk = match self.stream.fill_buf() {
                Ok(chunk) => chunk,
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(InputError::of_stream(e)),
            };
            if chunk.is_empty() {
                break;
            }
            any = true;
            let end = chunk.iter().position(|b| *b == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            length = length.saturating_add(part.len());
            // An overlong line is counted to its end and not kept.
            if length <= most {
                line.extend_from_slice(part);
            } else {
                line = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.stream.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        InputError::check(&self.limits, Limit::LineBytes, length)?;
        if line.ends_with(b"\r") {
            line.pop();
        }
        Ok(Some(line))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<(u64, Vec<u8>), NumberedError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            self.line += 1;
            match self.next_line() {
                Ok(Some(mut line)) => {
                    if self.line == 1 && line.starts_with("\u{feff}".as_bytes()) {
                        line.drain(..3);
                    }
                    if line.iter().any(|b| !b.is_ascii_whitespace()) {
                        return Some(Ok((self.line, line)));
                    }
                }
                Ok(None) => self.ended = true,
                Err(error) => {
                    self.ended = matches!(error, InputError::Io(_));
                    return Some(Err(NumberedError { line: self.line, error }));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(line: &str) -> String {
        read_record(line.as_bytes(), &Options::default()).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_the_field() {
        for (line, has) in [
            (r#"{"id":"1"}"#, "\"text\" is missing"),
            (r#"{"text":null}"#, "\"text\" is missing"),
            (r#"{"text":3}"#, "\"text\" has to be a string, and is a number"),
            (r#"{"text":"x","title":["a"]}"#, "\"title\" has to be a string, and is a list"),
            (r#"{"text":"x","id":1.5}"#, "\"id\" has to be a string or a whole number"),
            (r#"{"text":"\ud800"}"#, "no valid JSON"),
            (r#"["x"]"#, "a list"),
            ("{\"text\":\"x\"", "no valid JSON"),
            ("", "no valid JSON"),
        ] {
            assert!(error(line).contains(has), "{line}: {}", error(line));
        }
    }

    #[test]
    fn deep_json_is_refused_before_it_is_parsed() {
        let deep =
            format!("{{\"text\":\"x\",\"a\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
        assert!(error(&deep).contains("max-json-depth"), "{}", error(&deep));
        // Brackets inside a string are no nesting.
        let flat = format!("{{\"text\":\"{}\"}}", "[\\\"".repeat(1000));
        assert!(read_record(flat.as_bytes(), &Options::default()).is_ok());
    }

    #[test]
    fn an_overlong_line_is_told_and_the_next_is_read() {
        let limits = Limits { max_line_bytes: 20, ..Limits::default() };
        let stream =
            format!("\u{feff}{{\"text\":\"a\"}}\n{}\r\n{{\"text\":\"b\"}}", "x".repeat(100));
        let read: Vec<_> = Lines::new(stream.as_bytes(), &limits).collect();
        assert_eq!(read.len(), 3);
        assert_eq!(read[0].as_ref().unwrap().1, br#"{"text":"a"}"#);
        let told = read[1].as_ref().unwrap_err().to_string();
        assert!(told.starts_with("line 2") && told.contains("max-line-bytes"), "{told}");
        assert_eq!(read[2].as_ref().unwrap().0, 3);
    }

    #[test]
    fn a_record_that_is_several_is_told() {
        let two = "{\"text\":\"a\"}\n{\"text\":\"b\"}";
        let told = crate::read(two.as_bytes(), &Options::default()).unwrap_err();
        assert!(matches!(told, InputError::SeveralRecords));
        let one = "{\n \"text\": \"a\"\n}\n";
        assert_eq!(crate::read(one.as_bytes(), &Options::default()).unwrap().text, "a");
    }
}
