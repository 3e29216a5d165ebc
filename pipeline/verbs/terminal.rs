//! Progress on a terminal, and lines on the log.

use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::cli::Common;
use crate::language::count;
use crate::run::Event;

/// Shows events: a bar on a terminal, otherwise a line on the log when a stage ends.
pub struct Terminal {
    bar: Option<ProgressBar>,
    stage: Mutex<&'static str>,
}

impl Terminal {
    /// A terminal as the options ask for it.
    pub fn new(common: &Common) -> Self {
        let wanted = std::io::stderr().is_terminal() && !common.no_progress && !common.quiet;
        let bar = wanted.then(|| {
            let bar = ProgressBar::new_spinner();
            let style = ProgressStyle::with_template(
                "{spinner} {prefix:12} {human_pos:>12} rows  {per_sec:>16}  {elapsed}",
            );
            bar.set_style(style.expect("a template of known keys"));
            bar.enable_steady_tick(Duration::from_millis(120));
            bar
        });
        Self { bar, stage: Mutex::new("") }
    }

    /// Shows one event.
    pub fn show(&self, event: Event) {
        match event {
            Event::Stage(name) => {
                *self.stage.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = name;
                if let Some(bar) = &self.bar {
                    bar.set_prefix(name);
                    bar.reset();
                }
            }
            Event::Rows(rows) => {
                if let Some(bar) = &self.bar {
                    bar.set_position(rows);
                }
            }
            Event::Done(name, rows, seconds) => {
                let rate = if seconds > 0.0 { rows as f64 / seconds } else { 0.0 };
                let line = || {
                    tracing::info!(
                        stage = name,
                        rows,
                        seconds,
                        "{name}: {} rows in {seconds:.2} s ({}/s)",
                        count(rows),
                        count(rate as u64)
                    )
                };
                match &self.bar {
                    Some(bar) => bar.suspend(line),
                    None => line(),
                }
            }
        }
    }

    /// Clears the bar.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// Writes to standard output. A reader that went away, as `head` does, is no error.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(text: &str) -> Result<(), super::Failure> {
    print_bytes(text.as_bytes())
}

/// As [`print`].
///
/// # Errors
/// When standard output cannot be written.
pub fn print_bytes(bytes: &[u8]) -> Result<(), super::Failure> {
    use std::io::Write;
    match std::io::stdout().write_all(bytes) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(super::Failure::failed(error))
        }
        _ => Ok(()),
    }
}
