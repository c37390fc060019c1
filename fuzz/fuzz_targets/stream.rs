#![no_main]

mod check;

use libfuzzer_sys::fuzz_target;

// Any input, its format found from its bytes; gzip among them.
fuzz_target!(|bytes: &[u8]| check::stream(bytes, None));
