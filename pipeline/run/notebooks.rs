//! Notebooks run once by the office's own Python, so that what their cells show is inside.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rayon::prelude::*;

use crate::language::Language;
use crate::report::ReportFile;

/// Runs a notebook where it lies and keeps what it shows.
const SCRIPT: &str = include_str!("../../notebooks-export/run_notebook.py");

/// Runs the notebooks among `files`, which lie in `folder`; gives what went wrong, in words. A
/// notebook that cannot be run stays as it is, without outputs.
pub fn run_notebooks(
    python: &str,
    folder: &Path,
    files: &[ReportFile],
    language: Language,
) -> Vec<String> {
    let notebooks: Vec<&ReportFile> =
        files.iter().filter(|file| file.path.ends_with(".ipynb")).collect();
    let failed = notebooks.par_iter().filter_map(|file| {
        let reason = run_notebook(python, &folder.join(&file.path)).err()?;
        Some(match language {
            Language::Zh => format!("{}没有运行，不含结果：{reason}", file.path),
            Language::En => format!("{} was not run and has no outputs: {reason}", file.path),
        })
    });
    failed.collect()
}

fn run_notebook(python: &str, path: &Path) -> Result<(), String> {
    let not_started = |error: std::io::Error| format!("[report] python = \"{python}\": {error}");
    let mut child = Command::new(python)
        .args(["-", "--write"])
        .arg(path)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_started)?;
    let script = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(SCRIPT.as_bytes()));
    let output = child.wait_with_output().map_err(not_started)?;
    if output.status.success() {
        return script.map_err(not_started);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned())
}
