//! The program: reads the command line, does what it asks, prints errors, exits.

use std::io::{IsTerminal, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use clap::Parser;
use yiti::cli::{Cli, Common, LogFormat, Verb};
use yiti::verbs::{self, Failure};

/// Millions of small strings and tables come and go on all cores, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli.common);
    if is_one_job(&cli.verb) {
        start_again_with_memory_kept();
    }
    match verbs::perform(&cli, &|| chrono::Local::now().date_naive()) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            report(&cli.common, &failure);
            ExitCode::from(failure.status)
        }
    }
}

/// Whether a verb reads orders once and ends.
const fn is_one_job(verb: &Verb) -> bool {
    match verb {
        Verb::Run { .. } | Verb::Check { .. } | Verb::Plan { .. } | Verb::Backtest { .. } => true,
        Verb::Schedule { once, .. } => *once,
        _ => false,
    }
}

/// The allocator's option for how many milliseconds freed memory is kept. It is read before `main`.
const MEMORY_KEPT: &str = "MIMALLOC_PURGE_DELAY";

/// A minute: longer than most jobs. By default freed memory goes back to the system after a second, and to get it again,
/// emptied, costs a second run an eighth of its time.
const MEMORY_KEPT_MS: &str = "60000";

/// Puts this program, with the same arguments, in its own place, unless whoever started it has set the option. Where that
/// fails it goes on as it is.
fn start_again_with_memory_kept() {
    if std::env::var_os(MEMORY_KEPT).is_some() {
        return;
    }
    let mut arguments = std::env::args_os();
    let error = std::env::current_exe().map(|program| {
        let mut again = Command::new(program);
        again.env(MEMORY_KEPT, MEMORY_KEPT_MS).arg0(arguments.next().unwrap_or_default()).args(arguments).exec()
    });
    tracing::debug!(error = %error.unwrap_or_else(|error| error), "freed memory is not kept");
}

fn start_log(common: &Common) {
    let level = match (common.quiet, common.verbose) {
        (true, _) => "error",
        (false, 0) => "warn,yiti=info",
        (false, 1) => "info,yiti=debug",
        (false, _) => "debug,yiti=trace",
    };
    let colours = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let log = tracing_subscriber::fmt().with_env_filter(level).with_writer(std::io::stderr).with_target(false);
    match common.log_format {
        LogFormat::Text => log.without_time().with_ansi(colours).init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
}

fn report(common: &Common, failure: &Failure) {
    let line = match common.log_format {
        LogFormat::Text => format!("error: {}", failure.error),
        LogFormat::Json => {
            let message = format!("{}", failure.error);
            serde_json::json!({ "level": "ERROR", "message": message, "exit_status": failure.status }).to_string()
        }
    };
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}
