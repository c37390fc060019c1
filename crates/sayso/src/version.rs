//! Which reader made a reading.

/// The version of the readings that this build makes: that of the package, and a fingerprint of the
/// models, tables and knowledge that are built in. A retrained model makes another version.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "+", env!("SAYSO_FINGERPRINT"));

/// The version of a reader that was given something of its own: layers, other languages, parts left out.
pub(crate) fn with<'a>(own: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut hash = None;
    for part in own {
        let length = (part.len() as u64).to_le_bytes();
        hash = Some(fnv(fnv(hash.unwrap_or(FNV_OFFSET), &length), part));
    }
    match hash {
        Some(hash) => format!("{VERSION}.{hash:016x}"),
        None => VERSION.to_owned(),
    }
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// FNV-1a, 64 bits (Fowler, Noll and Vo): the same on every machine.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use crate::{Lang, Reader};

    #[test]
    fn what_a_reader_was_given_makes_another_version() {
        let plain = Reader::new().expect("a reader");
        assert_eq!(plain.version(), super::VERSION);
        let french = Reader::builder().languages([Lang::new("fr")]).build().expect("a reader");
        assert_ne!(french.version(), plain.version());
        assert!(french.version().starts_with(super::VERSION));
    }

    #[test]
    fn parts_are_told_apart() {
        let of = |parts: &[&str]| super::with(parts.iter().map(|p| p.as_bytes()));
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_eq!(of(&[]), super::VERSION);
    }
}
