//! How far a run over a store has come, on standard error.

use crate::progress::on_a_terminal;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

const TEMPLATE: &str = "{elapsed_precise} {wide_bar:.cyan/dim} {percent:>3} % left: {eta}";

/// A bar where there is a terminal.
pub struct Counter(ProgressBar);

impl Counter {
    pub fn new() -> Counter {
        let shown = on_a_terminal();
        let target =
            if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        Counter(bar)
    }

    /// So many of so many are done.
    pub fn at(&self, done: u64, all: u64) {
        if !self.0.is_hidden() {
            self.0.set_length(all);
            self.0.set_position(done);
        }
    }

    /// Prints something above the bar.
    pub fn aside(&self, print: impl FnOnce()) {
        self.0.suspend(print);
    }

    pub fn finish(self) {
        self.0.finish_and_clear();
    }
}
