//! How a reading lies in the store: the public JSON of it without the text, packed by zstd.

use crate::error::{Doing, Result};
use crate::{Store, StoreError};
use rusqlite::{OptionalExtension, Row};
use sayso_model::wire::Parsed;
use sayso_model::{Document, Lang, Reading};
use std::cell::RefCell;

/// Level of zstd: higher ones save little on bodies of a few kilobytes, and take longer.
const LEVEL: i32 = 1;

/// Bytes of JSON that a body may unpack to. Reading keeps far below: texts are bounded.
const MAX_BODY: usize = 256 << 20;

thread_local! {
    // Making a compressor costs more than packing a body.
    static PACKER: RefCell<Option<zstd::bulk::Compressor<'static>>> = const { RefCell::new(None) };
}

pub(crate) fn pack(json: &[u8]) -> Vec<u8> {
    PACKER.with_borrow_mut(|packer| {
        if packer.is_none() {
            *packer = zstd::bulk::Compressor::new(LEVEL).ok();
        }
        let packed = packer.as_mut().and_then(|packer| packer.compress(json).ok());
        // Without memory for it, a frame could not be made; nothing else fails.
        packed.unwrap_or_default()
    })
}

pub(crate) fn unpack(body: &[u8]) -> std::io::Result<Vec<u8>> {
    let size = zstd::zstd_safe::get_frame_content_size(body).ok().flatten().unwrap_or(0);
    let size = usize::try_from(size).unwrap_or(MAX_BODY).min(MAX_BODY);
    zstd::bulk::decompress(body, size)
}

/// A report's row and body as document and reading.
pub(crate) struct Stored {
    pub document: Document,
    pub reading: Reading,
    pub version: String,
}

impl Store {
    /// A report as it was stored: the document, and the reading without corrections.
    pub(crate) fn stored(&self, report: i64) -> Result<Stored> {
        const DOING: &str = "reading a report";
        let sql = "SELECT report.text, report.declared, report.notes, reading.version, reading.body \
                   FROM report JOIN reading ON reading.report = report.id WHERE report.id = ?1";
        let row = |row: &Row<'_>| -> rusqlite::Result<Packed> {
            Ok(Packed {
                text: row.get(0)?,
                declared: row.get(1)?,
                notes: row.get(2)?,
                version: row.get(3)?,
                body: row.get(4)?,
            })
        };
        let mut statement = self.connection.prepare_cached(sql).doing(DOING)?;
        let packed = statement.query_row([report], row).optional().doing(DOING)?;
        let packed = packed.ok_or_else(|| {
            StoreError::NotFound(format!("there is no report {report} in the store"))
        })?;
        packed.unpack().map_err(|what| StoreError::Damaged {
            doing: DOING,
            detail: format!("report {report}: its reading {what}"),
        })
    }
}

/// A report's row with its packed reading.
struct Packed {
    text: String,
    declared: Option<String>,
    notes: usize,
    version: String,
    body: Vec<u8>,
}

impl Packed {
    fn unpack(self) -> std::result::Result<Stored, String> {
        let json = unpack(&self.body).map_err(|e| format!("does not unpack: {e}"))?;
        let parsed: Parsed =
            serde_json::from_slice(&json).map_err(|e| format!("is no JSON of ours: {e}"))?;
        let parts = parsed.with_text(self.text).into_parts();
        let (mut document, mut reading) = parts.map_err(|e| format!("is wrong: {e}"))?;
        document.lang = self.declared.as_deref().map(Lang::new);
        let rest = reading.notes.split_off(self.notes.min(reading.notes.len()));
        document.notes = std::mem::replace(&mut reading.notes, rest);
        Ok(Stored { document, reading, version: self.version })
    }
}
