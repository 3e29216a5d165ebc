//! `yiti run`

use std::fmt::Write;

use chrono::NaiveDate;

use super::Failure;
use super::job::job;
use super::terminal::{Terminal, print};
use crate::cli::{Common, Source};
use crate::run::{Job, Summary, Watch, run};

/// Exit status of a run that published, with warnings, under `--strict`.
const WITH_WARNINGS: u8 = 4;

pub(super) fn perform(
    source: &Source,
    strict: bool,
    common: &Common,
    today: NaiveDate,
) -> Result<u8, Failure> {
    let summary = publish(&job(source, common, today)?, common)?;
    print(&list(&summary))?;
    Ok(status(&summary, strict))
}

/// Does a job, shown on the terminal.
pub(super) fn publish(job: &Job, common: &Common) -> Result<Summary, Failure> {
    let terminal = Terminal::new(common);
    let summary = run(job, &Watch(&|event| terminal.show(event)));
    terminal.finish();
    let summary = summary?;
    for warning in &summary.results.warnings {
        tracing::warn!("{warning}");
    }
    Ok(summary)
}

/// The exit status of a run that published.
pub(super) const fn status(summary: &Summary, strict: bool) -> u8 {
    if strict && !summary.results.warnings.is_empty() { WITH_WARNINGS } else { 0 }
}

/// For the terminal: the list of a year, one topic a line, or the sentence of a month; and where
/// the report is.
fn list(summary: &Summary) -> String {
    let mut text = String::new();
    for topic in &summary.proposal {
        let _ = writeln!(text, "{:>2}  {}  {}", topic.month, topic.theme_name, topic.title);
    }
    if let Some(sentence) = &summary.sentence {
        let _ = writeln!(text, "{sentence}");
    }
    let page = summary.folder.join("index.html");
    // An outward edition has no page.
    let shown = if page.is_file() { &page } else { &summary.folder };
    let _ = writeln!(text, "{}", shown.display());
    text
}
