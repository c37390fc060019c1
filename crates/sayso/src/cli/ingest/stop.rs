//! Ctrl-C while reports are stored: the batch that is open is written, then the run ends.

use crate::exit::Exit;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

static ASKED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

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

/// The flag that tells, for those who wait in other places.
pub fn flag() -> Arc<AtomicBool> {
    Arc::clone(&ASKED)
}
