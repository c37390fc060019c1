#![no_main]

mod check;

use libfuzzer_sys::fuzz_target;
use sayso_input::Format;

// OPML and sitemaps.
fuzz_target!(|bytes: &[u8]| {
    check::stream(bytes, Some(Format::Opml));
    check::stream(bytes, Some(Format::Sitemap));
});
