//! Standard output in whole lines.

use crate::exit::Exit;
use crate::terminal::complain;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long Ctrl-C waits for a write under way. A reader that takes nothing more off a pipe
/// must not keep the program alive.
const PATIENCE: Duration = Duration::from_secs(2);

/// Standard output. What is written is whole lines, and Ctrl-C waits for the end of a write, so
/// that no half line is left behind.
#[derive(Clone)]
pub struct Output(Arc<Mutex<io::Stdout>>);

impl Output {
    /// Standard output, with Ctrl-C handled from here on.
    pub fn stdout() -> Output {
        let output = Output(Arc::new(Mutex::new(io::stdout())));
        let held = output.clone();
        // Fails only where a handler is set already: then that one is as good.
        let _ = ctrlc::set_handler(move || {
            let since = Instant::now();
            let _writing = loop {
                match held.0.try_lock() {
                    Ok(guard) => break Some(guard),
                    Err(_) if since.elapsed() > PATIENCE => break None,
                    Err(_) => std::thread::sleep(Duration::from_millis(5)),
                }
            };
            Exit::Interrupted.now()
        });
        output
    }

    /// Writes whole lines and flushes them.
    ///
    /// A reader that has seen enough (`| head`) closes the pipe: that is no error, and the
    /// program ends here with `exit`, since a thread may still wait for input that never comes.
    /// A full disk and the like end it with an error.
    pub fn write(&self, lines: &[u8], exit: Exit) {
        let mut stdout = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match stdout.write_all(lines).and_then(|()| stdout.flush()) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit.now(),
            Err(error) => {
                complain(&format!("writing to standard output: {error}"));
                Exit::Error.now()
            }
        }
    }
}
