#![no_main]

mod check;

use libfuzzer_sys::fuzz_target;
use sayso_input::Format;

fuzz_target!(|bytes: &[u8]| check::stream(bytes, Some(Format::Nitf)));
