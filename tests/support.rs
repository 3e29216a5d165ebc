//! What the tests share: running the program, and the folder of real data where there is one.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The folder of real data; `None` when there is none, which is said aloud.
pub fn shared(test: &str) -> Option<PathBuf> {
    match std::env::var_os("YITI_SHARED") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => {
            // Not by `eprintln!`, which the runner keeps to itself while a test passes.
            let _ = writeln!(
                std::io::stderr(),
                "{test}: SKIPPED, YITI_SHARED does not name a folder of real data"
            );
            None
        }
    }
}

/// Runs the program.
pub fn yiti<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> Output {
    yiti_in(&[], arguments)
}

/// Runs the program with some variables in its environment.
pub fn yiti_in<S: AsRef<std::ffi::OsStr>>(
    variables: &[(&'static str, String)],
    arguments: &[S],
) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yiti"));
    command.envs(variables.iter().cloned()).args(arguments).output().expect("the program starts")
}

/// Runs the program and insists that it succeeds.
pub fn yiti_ok<S: AsRef<std::ffi::OsStr>>(arguments: &[S]) -> String {
    let output = yiti(arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "exit status {:?}\n{error}", output.status.code());
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// A query over what was published.
pub fn query(output: &Path, sql: &str) -> Vec<serde_json::Value> {
    let output = output.to_str().expect("a UTF-8 path");
    let lines = yiti_ok(&["sql", sql, "--output", output, "--format", "json"]);
    lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// The run's own account.
pub fn results(output: &Path, period: &str) -> serde_json::Value {
    let text =
        std::fs::read_to_string(output.join(period).join("run_results.json")).expect("published");
    serde_json::from_str(&text).expect("JSON")
}

/// A configuration of the project.
pub fn config(name: &str) -> String {
    format!("{}/configs/{name}.toml", env!("CARGO_MANIFEST_DIR"))
}
