//! `yiti backtest`: propose from each past year, look at the next.

use std::fmt::Write;

use anyhow::anyhow;
use chrono::NaiveDate;

use super::Failure;
use super::job::{job, prepare_shown};
use super::terminal::print;
use crate::cli::{Common, Source};
use crate::language::{Language, percent};
use crate::propose::backtest::{Coverage, compare, verdict, windows};
use crate::run::{Job, Prepared, RunError, decide_past};

pub(super) fn perform(source: &Source, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let prepared = prepare_shown(&job, common)?;
    let past = windows(&prepared.panel);
    if past.is_empty() {
        let months = prepared.panel.months.len();
        return Err(Failure::usage(anyhow!(
            "a backtest needs 24 months up to the period's end, found {months}: give more years"
        )));
    }
    let mut text = String::new();
    for window in &past {
        let rows = compare_window(&job, &prepared, window)?;
        text.push_str(&table(&rows, job.config.language));
    }
    print(&text)?;
    Ok(0)
}

fn compare_window(
    job: &Job,
    prepared: &Prepared,
    window: &crate::propose::backtest::Window,
) -> Result<Vec<Coverage>, RunError> {
    let outcome = decide_past(job, &prepared.panel, window.period.clone())?;
    Ok(compare(&prepared.panel, window, &outcome))
}

fn table(rows: &[Coverage], language: Language) -> String {
    let mut text = String::new();
    let known = |share: Option<f64>| share.map_or_else(|| "—".to_owned(), percent);
    let _ = writeln!(text, "from,next,list,topics,unresolved,persistent,of_hindsight");
    for row in rows {
        let (from, next) = (row.from.format("%Y-%m"), row.next.format("%Y-%m"));
        let (unresolved, persistent, of_hindsight) =
            (known(row.unresolved), known(row.persistent), known(row.of_hindsight));
        let _ =
            writeln!(text, "{from},{next},{},{},{unresolved},{persistent},{of_hindsight}", row.list.name(), row.topics);
    }
    text.push_str(&verdict(rows, language).unwrap_or_default());
    text.push('\n');
    text
}
