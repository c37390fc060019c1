//! The progress bar of long runs.

use crate::terminal::complain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

const KNOWN: &str = "{elapsed_precise} {wide_bar:.cyan/dim} {msg} {binary_bytes_per_sec} {percent:>3} % left: {eta}";
const UNKNOWN: &str = "{elapsed_precise} {spinner} {msg} {binary_bytes_per_sec}";

/// Shows how far a run has come, on standard error.
pub struct Progress {
    bar: ProgressBar,
    reports: u64,
}

impl Progress {
    /// Shown where standard error is a terminal and standard output is not: on one terminal the
    /// readings themselves are the progress. `bytes`: all that is to be read, where known.
    pub fn new(bytes: Option<u64>) -> Progress {
        let shown = std::io::stderr().is_terminal() && !std::io::stdout().is_terminal();
        let target =
            if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(bytes, target);
        let template = if bytes.is_some() { KNOWN } else { UNKNOWN };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        if shown {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        Progress { bar, reports: 0 }
    }

    /// Another piece of work is done.
    pub fn advance(&mut self, reports: u64, bytes: u64) {
        self.reports += reports;
        self.bar.inc(bytes);
        if !self.bar.is_hidden() {
            self.bar.set_message(format!("{} reports", self.reports));
        }
    }

    /// A message that stands above the bar.
    pub fn complain(&self, message: &str) {
        self.bar.suspend(|| complain(message));
    }

    /// Takes the bar off the screen.
    pub fn finish(self) {
        self.bar.finish_and_clear();
    }
}
