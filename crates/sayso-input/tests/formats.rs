//! News formats, case by case: each `tests/data/<case>` has a `<case>.blocks` with what has to
//! come out. The texts are invented.
//!
//! `SAYSO_BLESS=1 cargo test -p sayso-input --test formats` writes the `.blocks` anew; read the
//! difference before it is committed.

#![cfg(feature = "html")]

use flate2::{Compression, write::GzEncoder};
use sayso_input::{Documents, Format, InputError, LinkKind, Options, Records, read};
use std::fmt::Write as _;
use std::io::{self, Read, Write as _};
use std::path::{Path, PathBuf};
use std::{env, fs};

mod common;
use common::{check, shown};

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn bytes(name: &str) -> Vec<u8> {
    fs::read(data(name)).unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// All that comes of an input: reports, addresses, complaints, what was left out.
fn all(stream: impl Read, options: &Options) -> String {
    let mut out = String::new();
    let mut records = Records::new(stream, options);
    for record in &mut records {
        let contents = match record {
            Ok(record) => match record.contents(options) {
                Ok(contents) => contents,
                Err(error) => {
                    _ = writeln!(out, "ERROR {}: {error}", record.place());
                    continue;
                }
            },
            Err(error) => {
                _ = writeln!(out, "ERROR {error}");
                continue;
            }
        };
        for document in contents.documents {
            match document {
                Ok(document) => {
                    check(&document);
                    _ = writeln!(out, "id: {}\n{}", document.id, shown(&document));
                }
                Err(error) => _ = writeln!(out, "ERROR {error}"),
            }
        }
        for link in contents.links {
            _ = writeln!(out, "{link:?}");
        }
        for (what, count) in contents.left_out {
            _ = writeln!(out, "left out: {count} {what}");
        }
    }
    for (what, count) in records.left_out() {
        _ = writeln!(out, "left out: {count} {what}");
    }
    out
}

#[test]
fn every_case_comes_out_as_written() {
    let mut inputs: Vec<_> = fs::read_dir(data(""))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_none_or(|e| e != "blocks"))
        .collect();
    inputs.sort();
    assert!(inputs.len() >= 16);
    let mut failures = String::new();
    for input in inputs {
        let bytes = fs::read(&input).unwrap();
        let options = Options::default();
        let got = all(&bytes[..], &options);
        // Packed, and a byte at a time, the same.
        assert_eq!(all(&packed(&bytes)[..], &options), got, "{}", input.display());
        assert_eq!(all(Slow(&bytes), &options), got, "{}", input.display());
        let expected = input.with_extension(format!(
            "{}.blocks",
            input.extension().unwrap_or_default().to_str().unwrap()
        ));
        if env::var_os("SAYSO_BLESS").is_some() {
            fs::write(&expected, &got).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != got {
            _ = writeln!(failures, "{}:\n{got}", input.display());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// Gives one byte at a time.
struct Slow<'b>(&'b [u8]);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.0.len().min(buffer.len()).min(1);
        self.0.read(&mut buffer[..n])
    }
}

#[test]
fn formats_are_told_by_content() {
    for (name, format) in [
        ("ninjs-1.json", Format::Ninjs),
        ("ninjs-2.json", Format::Ninjs),
        ("ninjs-3.json", Format::Ninjs),
        ("newsml-g2-nitf.xml", Format::Newsml),
        ("newsml-g2-message.xml", Format::Newsml),
        ("newsml-1.xml", Format::Newsml),
        ("nitf.xml", Format::Nitf),
        ("rss-2.xml", Format::Feed),
        ("rss-1.xml", Format::Feed),
        ("rss-091.xml", Format::Feed),
        ("atom.xml", Format::Feed),
        ("feed.json", Format::Feed),
        ("feeds.opml", Format::Opml),
        ("sitemap-news.xml", Format::Sitemap),
        ("sitemap-index.xml", Format::Sitemap),
        ("crawl.warc", Format::Warc),
    ] {
        assert_eq!(Format::detect(&bytes(name)), format, "{name}");
    }
}

#[test]
fn one_report_is_asked_for_and_another_number_is_told() {
    let options = Options::default();
    assert!(read(&bytes("nitf.xml"), &options).is_ok());
    assert!(read(&packed(&bytes("nitf.xml")), &options).is_ok());
    for (name, told) in [
        ("rss-2.xml", "more than one report"),
        ("crawl.warc", "more than one report"),
        ("feeds.opml", "a list of feeds (OPML) with 2 addresses"),
        ("sitemap-index.xml", "an index of sitemaps with 1 addresses"),
    ] {
        let error = read(&bytes(name), &options).unwrap_err().to_string();
        assert!(error.contains(told), "{name}: {error}");
    }
}

#[test]
fn links_are_for_others_to_open() {
    let bytes = bytes("sitemap-news.xml");
    let record = Records::new(&bytes[..], &Options::default()).next().unwrap().unwrap();
    let contents = record.contents(&Options::default()).unwrap();
    assert_eq!(contents.links[0].kind, LinkKind::Report);
    assert_eq!(contents.links[0].published.as_deref(), Some("2024-03-14T23:30:00+01:00"));
    let error = Documents::new(&bytes[..], &Options::default()).next().unwrap().unwrap_err();
    assert!(matches!(error.error, InputError::Addresses { count: 1, .. }));
}

#[test]
fn lines_may_be_ninjs() {
    let item = String::from_utf8(bytes("ninjs-1.json")).unwrap().replace('\n', " ");
    let lines = format!("{item}\n{{\"id\":\"a\",\"text\":\"Un.\"}}\n{{\"uri\":\"urn:1\"}}\n");
    let read: Vec<_> = Documents::new(lines.as_bytes(), &Options::default()).collect();
    assert_eq!(
        read[0].as_ref().unwrap().title.as_deref(),
        Some("Le pont de Varelle rouvrira lundi")
    );
    assert_eq!(read[1].as_ref().unwrap().id, "a");
    assert!(read[2].as_ref().unwrap_err().to_string().starts_with("line 3: "));
}

/// The archive's records, each packed by itself, as crawlers write them.
fn members() -> Vec<Vec<u8>> {
    let bytes = bytes("crawl.warc");
    let starts: Vec<usize> =
        bytes.windows(7).enumerate().filter(|(_, w)| *w == b"WARC/1.").map(|(at, _)| at).collect();
    starts
        .iter()
        .enumerate()
        .map(|(i, at)| packed(&bytes[*at..starts.get(i + 1).copied().unwrap_or(bytes.len())]))
        .collect()
}

#[test]
fn a_damaged_member_of_an_archive_costs_its_record() {
    let whole = members();
    let count = |bytes: &[u8]| {
        let read: Vec<_> = Documents::new(bytes, &Options::default()).collect();
        (read.iter().filter(|d| d.is_ok()).count(), read.iter().filter(|d| d.is_err()).count())
    };
    assert_eq!(count(&whole.concat()), (3, 1));
    // The first page's record is the third.
    for damage in 0..3 {
        let mut broken = whole.clone();
        match damage {
            0 => broken[2].truncate(200),
            1 => broken[2][100..140].fill(0xff),
            _ => broken[2][0] = 0,
        }
        let (pages, failures) = count(&broken.concat());
        assert_eq!(pages, 2, "damage {damage}");
        assert!(failures >= 2, "damage {damage}");
    }
}

/// An archive without end, made as it is read.
struct Endless {
    record: Vec<u8>,
    at: usize,
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.record.len() {
            if self.left == 0 {
                return Ok(0);
            }
            self.left -= 1;
            self.at = 0;
        }
        let n = buffer.len().min(self.record.len() - self.at);
        buffer[..n].copy_from_slice(&self.record[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[test]
fn archives_stream() {
    // 800 MB of pages and pictures: were they kept, the test would not fit where it runs.
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nUn mot.";
    let picture =
        format!("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n{}", "x".repeat(400_000));
    let record = |block: &str| {
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    };
    let record = [record(page), record(&picture)].concat().into_bytes();
    let stream = Endless { at: record.len(), record, left: 2000 };
    let mut records = Records::new(stream, &Options::default());
    let mut size = 0;
    let mut pages = 0;
    for record in &mut records {
        size = size.max(record.unwrap().size());
        pages += 1;
    }
    assert_eq!((pages, size), (2000, 7));
    assert_eq!(records.left_out().values().sum::<u64>(), 2000);
    assert!(records.bytes_read() > 800_000_000);
}

#[test]
fn what_a_feed_may_hold_is_limited() {
    let mut options = Options::default();
    options.limits.max_records = 2;
    for name in ["rss-2.xml", "newsml-g2-message.xml"] {
        let error = read(&bytes(name), &options).unwrap_err().to_string();
        assert!(error.contains("max-records"), "{name}: {error}");
    }
}

#[test]
fn a_cut_input_is_read_as_far_as_it_goes() {
    for name in
        ["nitf.xml", "newsml-g2-nitf.xml", "rss-2.xml", "atom.xml", "newsml-1.xml", "crawl.warc"]
    {
        let bytes = bytes(name);
        for cut in (0..bytes.len()).step_by(13) {
            for document in Documents::new(&bytes[..cut], &Options::default()).flatten() {
                check(&document);
            }
        }
        let all = Documents::new(&bytes[..bytes.len() * 4 / 5], &Options::default());
        assert!(all.flatten().any(|d| d.text.len() > 40), "{name}");
    }
}

#[test]
fn deep_and_expanding_input_is_refused() {
    let deep = format!("<nitf>{}", "<block>".repeat(5_000));
    let mut bomb = String::from("<!DOCTYPE nitf [<!ENTITY a \"aaaaaaaaaa\">");
    for i in 0..90 {
        _ = write!(bomb, "<!ENTITY a{i} \"&a;&a;\">");
    }
    bomb += "]><nitf><body><body.content><p>&a9;</p></body.content></body></nitf>";
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&vec![b' '; 64 << 20]).unwrap();
    let zeros = encoder.finish().unwrap();
    for (bytes, limit) in [
        (deep.as_bytes(), "max-xml-depth"),
        (bomb.as_bytes(), "max-xml-entities"),
        (&zeros, "max-unpacked-ratio"),
    ] {
        let error = read(bytes, &Options::default()).unwrap_err().to_string();
        assert!(error.contains(limit), "{error}");
    }
}
