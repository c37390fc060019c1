//! Gzip as a stream: member after member, within limits, going on behind a damaged one.
//!
//! Crawl archives pack each record into a member of its own, so that the loss of one costs no
//! more than that record.

use crate::{InputError, Limit, Limits};
use flate2::bufread::GzDecoder;
use std::io::{self, BufRead, Read};

/// The first bytes of a member that is packed by deflate, the only method there is.
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];

/// How much is unpacked before the ratio is looked at, in bytes.
const GRACE: u64 = 1 << 20;

/// Unpacks a stream. An error of the kind `InvalidData` tells of a damaged member; reading on
/// goes on with the next. An error that is a limit's ends the stream.
pub(crate) struct Gunzip<R: BufRead> {
    state: State<R>,
    packed_limit: Bounds,
    unpacked: u64,
    /// Bytes of the packed stream behind which the current member began.
    members: u64,
}

struct Bounds {
    bytes: u64,
    ratio: u64,
}

enum State<R: BufRead> {
    /// Inside a member.
    Member(Box<GzDecoder<Counted<R>>>),
    /// Between members.
    Between(Counted<R>),
    /// Behind damage: the next member has to be found.
    Lost(Counted<R>),
    End,
}

impl<R: BufRead> Gunzip<R> {
    pub fn new(stream: R, limits: &Limits) -> Gunzip<R> {
        Gunzip {
            state: State::Between(Counted::new(stream)),
            packed_limit: Bounds {
                bytes: limits.max_unpacked_bytes,
                ratio: limits.max_unpacked_ratio,
            },
            unpacked: 0,
            members: 0,
        }
    }

    fn check(&self, packed: u64) -> Result<(), InputError> {
        let Bounds { bytes, ratio } = self.packed_limit;
        if self.unpacked > bytes {
            let limit = Limit::UnpackedBytes;
            return Err(InputError::Limit { limit, value: bytes, found: self.unpacked });
        }
        let grown = self.unpacked / packed.max(1);
        if self.unpacked > GRACE && grown > ratio {
            let limit = Limit::UnpackedRatio;
            return Err(InputError::Limit { limit, value: ratio, found: grown });
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Gunzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::End) {
                State::End => return Ok(0),
                State::Between(mut stream) => {
                    // Tapes and some tools fill up with zeros.
                    skip_while(&mut stream, |byte| byte == 0)?;
                    let next = stream.fill_buf()?;
                    if next.is_empty() {
                        return Ok(0);
                    }
                    if next[0] == MAGIC[0] {
                        self.members += 1;
                        stream.kept.clear();
                        self.state = State::Member(Box::new(GzDecoder::new(stream)));
                        continue;
                    }
                    let at = stream.read;
                    self.state = State::Lost(stream);
                    return Err(damaged(at, self.members, "no gzip member begins there"));
                }
                State::Lost(mut stream) => {
                    if find_member(&mut stream)? {
                        self.state = State::Between(stream);
                        continue;
                    }
                    return Ok(0);
                }
                State::Member(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(n) => {
                        self.unpacked += n as u64;
                        self.check(member.get_ref().read).map_err(io::Error::other)?;
                        self.state = State::Member(member);
                        return Ok(n);
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                        self.state = State::Member(member);
                    }
                    Err(error) => {
                        let at = member.get_ref().read;
                        let data = matches!(
                            error.kind(),
                            io::ErrorKind::InvalidInput
                                | io::ErrorKind::InvalidData
                                | io::ErrorKind::UnexpectedEof
                                | io::ErrorKind::Other
                        );
                        if !data {
                            return Err(error);
                        }
                        let mut stream = member.into_inner();
                        stream.go_back();
                        self.state = State::Lost(stream);
                        return Err(damaged(at, self.members, &error.to_string()));
                    }
                },
            }
        }
    }
}

fn damaged(at: u64, member: u64, why: &str) -> io::Error {
    let message = format!("the gzip data is damaged near byte {at}, in part {member} ({why})");
    io::Error::new(io::ErrorKind::InvalidData, message)
}

/// Passes over bytes until the next member's first ones; `false` at the end.
fn find_member<R: BufRead>(stream: &mut Counted<R>) -> io::Result<bool> {
    loop {
        skip_while(stream, |byte| byte != MAGIC[0])?;
        let chunk = stream.fill_buf()?;
        if chunk.is_empty() {
            return Ok(false);
        }
        // At the end of a chunk the rest cannot be seen; then the decoder tells.
        let shown = chunk.len().min(MAGIC.len());
        if chunk[..shown] == MAGIC[..shown] {
            return Ok(true);
        }
        stream.consume(1);
    }
}

fn skip_while(stream: &mut impl BufRead, skip: impl Fn(u8) -> bool) -> io::Result<()> {
    loop {
        let chunk = match stream.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = chunk.iter().position(|byte| !skip(*byte));
        let (length, done) = (end.unwrap_or(chunk.len()), end.is_some() || chunk.is_empty());
        stream.consume(length);
        if done {
            return Ok(());
        }
    }
}

/// How much of a member is kept to be looked through again, in bytes: a decoder that runs over
/// the end of a member that is cut takes those behind it for data.
const KEPT: usize = 256 << 10;

/// Counts what was taken, and can go back to where the current member began.
pub(crate) struct Counted<R> {
    stream: R,
    read: u64,
    /// What was taken since the member began; of a long one the end.
    kept: Vec<u8>,
    /// What is to be given again, from `at` on.
    again: Vec<u8>,
    at: usize,
    /// How much was given again so far, in bytes.
    given: u64,
}

impl<R: BufRead> Counted<R> {
    fn new(stream: R) -> Counted<R> {
        Counted { stream, read: 0, kept: Vec::new(), again: Vec::new(), at: 0, given: 0 }
    }

    /// Gives again what was taken since the member began, but for its first byte. In all no more
    /// than came: data made of beginnings of members would otherwise be read without end.
    fn go_back(&mut self) {
        let mut again = std::mem::take(&mut self.kept);
        again.drain(..1.min(again.len()));
        self.given += again.len() as u64;
        if self.given > self.read.saturating_add(KEPT as u64) {
            return;
        }
        self.read = self.read.saturating_sub(again.len() as u64);
        again.extend_from_slice(self.again.get(self.at..).unwrap_or(&[]));
        (self.again, self.at) = (again, 0);
    }
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let chunk = self.fill_buf()?;
        let n = chunk.len().min(buffer.len());
        buffer[..n].copy_from_slice(&chunk[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.again.len() {
            return Ok(&self.again[self.at..]);
        }
        self.stream.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        if self.kept.len() > KEPT {
            self.kept.drain(..KEPT / 2);
        }
        self.read += n as u64;
        if self.at < self.again.len() {
            let n = n.min(self.again.len() - self.at);
            self.kept.extend_from_slice(&self.again[self.at..self.at + n]);
            self.at += n;
            return;
        }
        // What is consumed is what the last call showed.
        if let Ok(chunk) = self.stream.fill_buf() {
            self.kept.extend_from_slice(&chunk[..n.min(chunk.len())]);
        }
        self.stream.consume(n);
    }
}

/// Unpacks bytes at once, within the limits and `most` bytes; of damaged data what could be
/// unpacked, and why it is not all.
pub(crate) fn unpack(
    bytes: &[u8],
    most: u64,
    limits: &Limits,
) -> Result<(Vec<u8>, Option<String>), InputError> {
    let mut out = Vec::new();
    let mut stream = Gunzip::new(bytes, limits).take(most.saturating_add(1));
    let damage = match stream.read_to_end(&mut out) {
        Ok(_) => None,
        Err(error) if error.kind() == io::ErrorKind::InvalidData => Some(error.to_string()),
        Err(error) => return Err(InputError::of_stream(error)),
    };
    InputError::check_at_most(Limit::Bytes, most, out.len())?;
    Ok((out, damage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    /// All that comes, and how often damage was told.
    fn read_all(bytes: &[u8]) -> (String, usize) {
        let mut stream = Gunzip::new(bytes, &Limits::default());
        let (mut out, mut damage) = (Vec::new(), 0);
        let mut buffer = [0; 7];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return (String::from_utf8_lossy(&out).into_owned(), damage),
                Ok(n) => out.extend_from_slice(&buffer[..n]),
                Err(error) => {
                    assert_eq!(error.kind(), io::ErrorKind::InvalidData);
                    damage += 1;
                }
            }
        }
    }

    #[test]
    fn members_follow_each_other() {
        let mut bytes = packed(b"Un. ");
        bytes.extend(packed(b"Deux."));
        bytes.extend([0; 20]);
        assert_eq!(read_all(&bytes), ("Un. Deux.".to_owned(), 0));
    }

    #[test]
    fn behind_a_damaged_member_the_next_is_read() {
        let mut bytes = packed(b"Un. ");
        let mut broken = packed("Le pont est fermé depuis mardi. ".repeat(9).as_bytes());
        let middle = broken.len() / 2;
        broken[middle] ^= 0x5a;
        broken.truncate(broken.len() - 9);
        bytes.extend(broken);
        bytes.extend(packed(b"Trois."));
        let (text, damage) = read_all(&bytes);
        assert!(text.starts_with("Un. ") && text.ends_with("Trois."), "{text}");
        assert!(damage >= 1);
    }

    #[test]
    fn cut_and_foreign_bytes_are_told() {
        let whole = packed(b"Un mot.");
        for cut in 1..whole.len() {
            assert_eq!(read_all(&whole[..cut]).1, 1, "cut at {cut}");
        }
        assert_eq!(read_all(b"no gzip").1, 1);
    }

    #[test]
    fn bombs_are_stopped() {
        let bomb = packed(&vec![0; 8 << 20]);
        let mut out = Vec::new();
        let error = Gunzip::new(&bomb[..], &Limits::default()).read_to_end(&mut out).unwrap_err();
        let told = InputError::of_stream(error).to_string();
        assert!(told.contains("max-unpacked-ratio"), "{told}");
        assert!(out.len() < 2 << 20);

        let limits = Limits { max_unpacked_bytes: 1000, ..Limits::default() };
        let error = unpack(&bomb, 1 << 30, &limits).unwrap_err().to_string();
        assert!(error.contains("max-unpacked-bytes"), "{error}");
        let error = unpack(&bomb, 1 << 19, &Limits::default()).unwrap_err().to_string();
        assert!(error.contains("max-bytes"), "{error}");
    }
}
