//! The progress bar of long runs.

use crate::terminal::complain;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

const KNOWN: &str = "{elapsed_precise} {wide_bar:.cyan/dim} {msg} {binary_bytes_per_sec} {percent:>3} % left: {eta}";
const UNKNOWN: &str = "{elapsed_precise} {spinner} {msg} {binary_bytes_per_sec}";

/// Shows how far a run has come, on standard error.
pub struct Progress {
    bar: ProgressBar,
    reports: u64,
    troubles: u64,
    begun: Instant,
}

/// Whether standard error is a terminal.
pub fn on_a_terminal() -> bool {
    std::io::stderr().is_terminal()
}

impl Progress {
    /// Shown where standard error is a terminal and standard output is not: on one terminal the
    /// readings themselves are the progress. `bytes`: all that is to be read, where known.
    pub fn new(bytes: Option<u64>) -> Progress {
        Progress::on(bytes, on_a_terminal() && !std::io::stdout().is_terminal())
    }

    /// Of a run that prints nothing else until it ends: shown on any terminal.
    pub fn alone(bytes: Option<u64>) -> Progress {
        Progress::on(bytes, on_a_terminal())
    }

    fn on(bytes: Option<u64>, shown: bool) -> Progress {
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
        Progress { bar, reports: 0, troubles: 0, begun: Instant::now() }
    }

    /// Another piece of work failed.
    pub fn trouble(&mut self) {
        self.troubles += 1;
    }

    /// Another piece of work is done.
    pub fn advance(&mut self, reports: u64, bytes: u64) {
        self.reports += reports;
        self.bar.inc(bytes);
        if !self.bar.is_hidden() {
            let rate = self.reports as f64 / self.begun.elapsed().as_secs_f64().max(0.001);
            let troubles = match self.troubles {
                0 => String::new(),
                1 => String::from(", 1 error"),
                n => format!(", {n} errors"),
            };
            self.bar.set_message(format!("{} reports, {rate:.0}/s{troubles}", self.reports));
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
