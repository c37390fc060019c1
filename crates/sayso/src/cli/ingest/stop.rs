//! Ctrl-C while reports are stored: the batch that is open is written, then the run ends.

use crate::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};

static ASKED: AtomicBool = AtomicBool::new(false);

/// Takes Ctrl-C for a wish to stop; the second one ends the process at once, which loses nothing
/// but the open batch.
pub fn on_ctrl_c() {
    // Fails only where a handler is set already: then that one is as good.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            Exit::Interrupted.now();
        }
    });
}

/// Whether the run is to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}
