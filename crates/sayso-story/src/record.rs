//! Records as bytes: versioned, bounded, and never a panic on the way back.

/// Why bytes are no record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The record is of another kind than was asked for, or no record.
    #[error("these bytes are no {wanted}: they begin otherwise")]
    Kind {
        /// What was to be read: `sketch`, `quote`, `report features`, `story`.
        wanted: &'static str,
    },
    /// A newer or dropped version wrote it.
    #[error(
        "a {wanted} of version {found}; this build reads version {known}: make it anew from the report"
    )]
    Version {
        /// What was to be read.
        wanted: &'static str,
        /// The version that the bytes name.
        found: u8,
        /// The version that this build reads and writes.
        known: u8,
    },
    /// The bytes end before the record does, or go on behind it.
    #[error("a {wanted} whose bytes are cut or too many")]
    Length {
        /// What was to be read.
        wanted: &'static str,
    },
    /// A count or a value is outside of what such a record can hold.
    #[error("a {wanted} that holds what it cannot hold")]
    Value {
        /// What was to be read.
        wanted: &'static str,
    },
}

/// What a record begins with: one byte for its kind, one for its version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Head {
    pub(crate) kind: u8,
    pub(crate) version: u8,
    pub(crate) name: &'static str,
}

impl Head {
    pub(crate) fn write(self) -> Vec<u8> {
        vec![self.kind, self.version]
    }

    pub(crate) fn read(self, bytes: &[u8]) -> Result<Bytes<'_>, RecordError> {
        let wanted = self.name;
        match bytes {
            [kind, version, rest @ ..] if *kind == self.kind => match *version == self.version {
                true => Ok(Bytes { rest, wanted }),
                false => Err(RecordError::Version { wanted, found: *version, known: self.version }),
            },
            _ => Err(RecordError::Kind { wanted }),
        }
    }
}

/// Bytes that are being read.
pub(crate) struct Bytes<'b> {
    rest: &'b [u8],
    wanted: &'static str,
}

impl Bytes<'_> {
    pub(crate) fn u8(&mut self) -> Result<u8, RecordError> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16, RecordError> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32, RecordError> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Result<i32, RecordError> {
        self.array().map(i32::from_le_bytes)
    }

    /// A count that may be at most `most`.
    pub(crate) fn count(&mut self, most: usize) -> Result<usize, RecordError> {
        let count = usize::from(self.u16()?);
        if count > most { Err(self.bad()) } else { Ok(count) }
    }

    /// `count` values, each read by `one`.
    pub(crate) fn list<T>(
        &mut self,
        most: usize,
        mut one: impl FnMut(&mut Self) -> Result<T, RecordError>,
    ) -> Result<Vec<T>, RecordError> {
        let count = self.count(most)?;
        (0..count).map(|_| one(self)).collect()
    }

    /// The error for a value that cannot be.
    pub(crate) fn bad(&self) -> RecordError {
        RecordError::Value { wanted: self.wanted }
    }

    /// That nothing is left.
    pub(crate) fn end(&self) -> Result<(), RecordError> {
        match self.rest {
            [] => Ok(()),
            _ => Err(RecordError::Length { wanted: self.wanted }),
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], RecordError> {
        let (front, rest) =
            self.rest.split_first_chunk().ok_or(RecordError::Length { wanted: self.wanted })?;
        self.rest = rest;
        Ok(*front)
    }
}
