//! One file a verb: from the command line to the library and back to the terminal.

mod backtest;
mod check;
mod detect;
mod doctor;
mod export;
mod init;
mod job;
mod manual;
mod plan;
mod report;
mod run;
mod sample;
mod schedule;
mod schedule_status;
mod special;
mod sql;
mod terminal;
mod topics;
mod validate;

use chrono::{DateTime, Local, Utc};

use crate::cli::{Cli, Verb};

/// A verb failed: what to print, and the exit status.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub error: anyhow::Error,
    /// 1 failed · 2 usage or configuration · 3 the data gate refused the input.
    pub status: u8,
}

impl From<crate::run::RunError> for Failure {
    fn from(error: crate::run::RunError) -> Self {
        Self { status: error.exit_status(), error: error.into() }
    }
}

impl Failure {
    /// A failure of the system or of the program.
    pub fn failed(error: impl Into<anyhow::Error>) -> Self {
        Self { error: error.into(), status: 1 }
    }

    /// A failure of whoever asked.
    pub fn usage(error: impl Into<anyhow::Error>) -> Self {
        Self { error: error.into(), status: 2 }
    }
}

/// Does what the command line asks; gives the exit status. `clock` tells the time.
///
/// # Errors
/// The verb's own.
pub fn perform(cli: &Cli, clock: &dyn Fn() -> DateTime<Utc>) -> Result<u8, Failure> {
    let today = clock().with_timezone(&Local).date_naive();
    if let Some(threads) = cli.common.threads {
        // The first pool of a process is the only one; a second call is a second `perform` in one
        // test process.
        let _ = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads)).build_global();
    }
    match &cli.verb {
        Verb::Run { source, strict } => run::perform(source, *strict, &cli.common, today),
        Verb::Schedule { source, once, status, strict } => match status {
            true => schedule_status::perform(source, &cli.common, clock()),
            false => schedule::perform(source, *once, *strict, &cli.common, clock),
        },
        Verb::Completions { shell } => manual::completions(*shell),
        Verb::Man { to } => manual::man(to.as_deref()),
        Verb::Check { source } => check::perform(source, &cli.common, today),
        Verb::Plan { source } => plan::perform(source, &cli.common, today),
        Verb::Backtest { source, months, fit } => {
            let wishes = backtest::Wishes { months: *months, fit: *fit };
            backtest::perform(source, wishes, &cli.common, today)
        }
        Verb::Detect(options) => detect::perform(options, &cli.common),
        Verb::Validate { data, backtest, output } => {
            validate::perform(data, backtest.as_deref(), output, today)
        }
        Verb::Sample(options) => sample::perform(options, &cli.common),
        Verb::Topics(options) => topics::perform(options, &cli.common),
        Verb::Sql { query, output, warehouse, format } => {
            sql::perform(query, output, warehouse.as_deref(), *format, &cli.common)
        }
        Verb::Report(options) => report::perform(options, &cli.common, today),
        Verb::Export(options) => export::perform(options, &cli.common),
        Verb::Init(options) => init::perform(options),
        Verb::Doctor { source } => doctor::perform(source, &cli.common, today),
    }
}
