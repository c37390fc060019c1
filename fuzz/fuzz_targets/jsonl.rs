#![no_main]

mod check;

use libfuzzer_sys::fuzz_target;
use sayso_input::{Lines, Options, read_record};

fuzz_target!(|bytes: &[u8]| {
    let options = Options::default();
    for line in Lines::new(bytes, &options.limits).flatten() {
        if let Ok(document) = read_record(&line.1, &options) {
            check::check(&document);
        }
    }
});
