//! `yiti backtest`: propose from past months, look at the months after them.

use std::fmt::Write;
use std::path::PathBuf;

use anyhow::anyhow;
use chrono::NaiveDate;

use super::Failure;
use super::job::{job, prepare_shown};
use super::terminal::print;
use crate::cli::{Common, Source};
use crate::propose::backtest::{Coverage, MONTHS_MIN, Window, compare, usual_months, verdict, windows};
use crate::publish::{Draft, PublishError, backtest_table};
use crate::report::backtest_chart;
use crate::run::{Job, Prepared, RunError, decide_past, lock};

pub(super) fn perform(source: &Source, months: Option<u8>, common: &Common, today: NaiveDate) -> Result<u8, Failure> {
    let job = job(source, common, today)?;
    let prepared = prepare_shown(&job, common)?;
    let (panel, language) = (&prepared.panel, job.config.language);
    let months = months.map(usize::from).or_else(|| usual_months(panel)).unwrap_or(MONTHS_MIN);
    let past = windows(panel, months);
    if past.is_empty() {
        let found = panel.months.len();
        return Err(Failure::usage(anyhow!(
            "a backtest over {months} months needs {} months up to the period's end, found {found}: give more of them, or \
             fewer --months, {MONTHS_MIN} at least",
            2 * months
        )));
    }
    let compared =
        past.iter().map(|window| compare_window(&job, &prepared, window)).collect::<Result<Vec<_>, RunError>>()?;
    let folder = publish(&job, &compared, panel.available.resolved)?;
    print(&table(&compared.concat()))?;
    for rows in &compared {
        if let Some(sentence) = verdict(rows, panel.available.resolved, language) {
            tracing::info!("{sentence}");
        }
    }
    tracing::info!("{}", folder.join("charts/backtest.svg").display());
    Ok(0)
}

fn compare_window(job: &Job, prepared: &Prepared, window: &Window) -> Result<Vec<Coverage>, RunError> {
    let outcome = decide_past(job, prepared, window.period.clone())?;
    Ok(compare(&prepared.panel, window, &outcome))
}

/// Table and chart as `backtest` beside the published periods, whole or not at all.
fn publish(job: &Job, windows: &[Vec<Coverage>], with_answers: bool) -> Result<PathBuf, Failure> {
    let _lock = lock(&job.output)?;
    let (files, warnings) = backtest_chart(windows, with_answers, &job.config.report, job.config.language);
    warnings.iter().for_each(|warning| tracing::warn!("{}", warning.message(job.config.language)));
    let write = || {
        let draft = Draft::new(&job.output)?;
        draft.write_table("backtest", &backtest_table(&windows.concat()))?;
        files.iter().try_for_each(|file| draft.write(&file.path, &file.bytes))?;
        draft.publish_beside("backtest")
    };
    write().map_err(|error: PublishError| Failure::failed(error))
}

/// The table as CSV: shares of what there was to cover, empty where there was nothing.
fn table(rows: &[Coverage]) -> String {
    let mut text = "from,next,months,list,topics,unresolved,persistent,of_hindsight\n".to_owned();
    let share = |share: Option<f64>| share.map_or_else(String::new, |share| format!("{share:.4}"));
    for row in rows {
        let (from, next, list) = (row.from.format("%Y-%m"), row.next.format("%Y-%m"), row.list.name());
        let shares = [row.unresolved, row.persistent, row.of_hindsight].map(share).join(",");
        let _ = writeln!(text, "{from},{next},{},{list},{},{shares}", row.months, row.topics.len());
    }
    text
}
