//! The steps of a run: announced, timed, counted.

use std::time::Instant;

use super::watch::Watch;
use crate::publish::StepResult;

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
    pub fn step<T, E>(&mut self, name: &'static str, work: impl FnOnce() -> Result<(T, u64), E>) -> Result<T, E> {
        self.watch.stage(name);
        let start = Instant::now();
        let (value, rows) = work()?;
        let seconds = start.elapsed().as_secs_f64();
        self.watch.done(name, rows, seconds);
        self.done.push(StepResult { name, status: "done", seconds, rows });
        Ok(value)
    }

    /// What was done, for the run's own account.
    pub(super) fn finish(self) -> Vec<StepResult> {
        self.done
    }
}
