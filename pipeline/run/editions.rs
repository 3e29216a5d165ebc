//! Editions of a report: the first, and each that replaces it after data or settings have changed;
//! with what differs.

use std::fs;
use std::path::Path;

use arrow::array::RecordBatch;
use serde::Deserialize;

use super::{Decided, Job, Prepared, RunError, Steps, earlier, figures, inputs};
use crate::calendar::Cadence;
use crate::publish::{
    Earlier, ReadError, Restatement, published_reports, read_restatements, restatements,
};

/// The part of a report's own account that tells.
#[derive(Deserialize)]
struct Account {
    run_id: String,
    #[serde(default = "first")]
    edition: u64,
}

const fn first() -> u64 {
    1
}

/// The edition of a report, and every figure that this and earlier editions restate. The same run
/// again is the same edition.
///
/// # Errors
/// When an earlier report is damaged.
pub(super) fn restated(
    job: &Job,
    prepared: &Prepared,
    tables: &[(&'static str, RecordBatch)],
) -> Result<(u64, Vec<Restatement>), ReadError> {
    let period = prepared.clock.period;
    let name = period.to_string();
    let folder = job.output.join(&name);
    let replaced = account(&folder);
    let (mut edition, mut rows) = (1, Vec::new());
    if let Some(Account { run_id, edition: of_replaced }) = &replaced {
        rows = read_restatements(&folder)?;
        if *run_id == inputs::run_id(job, prepared) {
            return Ok((*of_replaced, rows));
        }
        edition = of_replaced + 1;
        let replaced =
            Earlier { folder: &folder, period: &name, edition: *of_replaced, is_replaced: true };
        rows.extend(restatements(replaced, tables)?);
    }
    let start = job.config.calendar.month_start_day;
    if let Some((before, folder)) = earlier::published_before(&job.output, period, start) {
        let of_before = account(&folder).map_or(1, |account| account.edition);
        let before = before.to_string();
        let before =
            Earlier { folder: &folder, period: &before, edition: of_before, is_replaced: false };
        let known = rows.clone();
        rows.extend(restatements(before, tables)?.into_iter().filter(|row| !known.contains(row)));
    }
    Ok((edition, rows))
}

/// The figures of published reports that a run would change: all of the report of its period,
/// counts of demands of the other bulletins and annual lists. Nothing is published.
///
/// # Errors
/// When the run cannot be done, or an earlier report is damaged.
pub fn restatements_to_come(
    job: &Job,
    prepared: &Prepared,
    decided: &Decided,
    steps: &mut Steps<'_, '_>,
) -> Result<Vec<Restatement>, RunError> {
    let figures = figures::figures(job, prepared, decided, steps)?;
    let mut tables = figures::tables_decided(prepared, decided);
    tables.extend(figures::tables_followed(job, prepared, decided, &figures));
    let (period, start) = (prepared.clock.period, job.config.calendar.month_start_day);
    let mut reports = published_reports(&job.output);
    reports.retain(|report| {
        report.period == period
            || matches!(report.period.cadence(), Cadence::Monthly | Cadence::Annual)
    });
    reports.sort_by_key(|report| (report.period.first_day(start), report.period.last_day(start)));
    let mut rows = Vec::new();
    for report in reports {
        let name = report.period.to_string();
        let earlier = Earlier {
            folder: &report.folder,
            period: &name,
            edition: account(&report.folder).map_or(1, |account| account.edition),
            is_replaced: report.period == period,
        };
        rows.extend(restatements(earlier, &tables)?);
    }
    Ok(rows)
}

fn account(folder: &Path) -> Option<Account> {
    serde_json::from_slice(&fs::read(folder.join("run_results.json")).ok()?).ok()
}
