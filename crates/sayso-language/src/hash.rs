//! The hash of strings and features. Part of the model's format: a change needs new models.

/// Hash of a string's bytes (FNV-1a with a last mix).
pub fn text(s: &str) -> u32 {
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    for &b in s.as_bytes() {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    finish(h)
}

/// Hash of a feature: its template and up to three values.
#[inline]
pub fn feature(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let x = (u64::from(template) << 32 | u64::from(a)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let y = (u64::from(b) << 32 | u64::from(c)) ^ (x >> 29) ^ x;
    finish(y.wrapping_mul(0xbf58_476d_1ce4_e5b9))
}

/// The upper half of a last multiplication, in which every bit of `h` has a part.
#[inline]
fn finish(h: u64) -> u32 {
    ((h ^ (h >> 32)).wrapping_mul(0x94d0_49bb_1331_11eb) >> 32) as u32
}
