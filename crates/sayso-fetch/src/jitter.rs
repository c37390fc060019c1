/// A number from 0 to `most` that is told by the address and a counter: the same each time, and
/// different enough from address to address that they do not come all at once.
pub(crate) fn spread(url: &str, salt: u32, most: u64) -> u64 {
    // FNV-1a, with a last mix (of splitmix64): its high bits move little on short keys.
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    for byte in url.bytes().chain(salt.to_le_bytes()) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^= hash >> 27;
    match most.checked_add(1) {
        Some(size) => hash % size,
        None => hash,
    }
}
