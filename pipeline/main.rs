//! The program: reads the command line, does what it asks, prints errors, exits.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use yiti::cli::{Cli, Common, LogFormat};
use yiti::verbs::{self, Failure};

/// Millions of small strings and tables come and go on all cores, which the system's allocator is
/// slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(&cli.common);
    match verbs::perform(&cli, &chrono::Utc::now) {
        Ok(status) => ExitCode::from(status),
        Err(failure) => {
            report(&cli.common, &failure);
            ExitCode::from(failure.status)
        }
    }
}

fn start_log(common: &Common) {
    let level = match (common.quiet, common.verbose) {
        (true, _) => "error",
        (false, 0) => "warn,yiti=info",
        (false, 1) => "info,yiti=debug",
        (false, _) => "debug,yiti=trace",
    };
    let colours = std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let log = tracing_subscriber::fmt()
        .with_env_filter(level)
        .with_writer(std::io::stderr)
        .with_target(false);
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
            serde_json::json!({
                "level": "ERROR",
                "message": message,
                "exit_status": failure.status,
            })
            .to_string()
        }
    };
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr(), "{line}");
}
