//! How the program ends.

use std::process::{ExitCode, Termination};

/// The exit codes. Part of the command line's contract: scripts branch on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// At least one attribution was found, and nothing failed.
    Found = 0,
    /// All was read, and nobody's words were found.
    Nothing = 1,
    /// Something failed. What did not fail was still read and printed.
    Error = 2,
    /// Stopped from the keyboard: 128 + SIGINT, as shells expect.
    Interrupted = 130,
}

impl Exit {
    /// Ends the process here. For the places where no one is left to return to.
    pub fn now(self) -> ! {
        std::process::exit(self as i32)
    }
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}
