//! The steps of a run: announced, timed, counted.

use std::time::Instant;

use super::watch::Watch;
use crate::publish::StepResult;

/// Does some work; how many seconds it took.
pub(super) fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// The steps of a run, timed.
pub struct Steps<'a, 'b> {
    watch: &'a Watch<'b>,
    done: Vec<StepResult>,
}

impl<'a, 'b> Steps<'a, 'b> {
    /// None yet.
    pub const fn new(watch: &'a Watch<'b>) -> Self {
        Self { watch, done: Vec::new() }
    }

    /// Does one step, which says how many rows came out of it.
    ///
    /// # Errors
    /// The step's own.
    pub fn step<T, E>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<(T, u64), E>,
    ) -> Result<T, E> {
        self.watch.stage(name);
        let (done, seconds) = timed(work);
        let (value, rows) = done?;
        self.beside(name, rows, seconds);
        Ok(value)
    }

    /// Adds what was done beside a step.
    pub(super) fn beside(&mut self, name: &'static str, rows: u64, seconds: f64) {
        self.watch.done(name, rows, seconds);
        self.done.push(StepResult { name, status: "done", seconds, rows });
    }

    /// What was done, for the run's own account.
    pub(super) fn finish(self) -> Vec<StepResult> {
        self.done
    }
}
