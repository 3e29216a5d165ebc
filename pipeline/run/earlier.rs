//! The proposal that this one is compared with: the latest of the same kind of period.

use std::path::{Path, PathBuf};

use crate::calendar::{Cadence, MonthStart, Period};
use crate::publish::{PublishedReport, published_reports};

/// The latest earlier period of the same kind and its folder, so that a repeated run compares
/// itself with the same one and not with itself.
pub fn published_before(
    output: &Path,
    period: Period,
    start: MonthStart,
) -> Option<(Period, PathBuf)> {
    newest(output, period, start, |other| other.last_day(start) < period.first_day(start))
}

/// The latest period of the same kind that is not later, and its folder: the period itself where it
/// was published.
pub fn published_until(
    output: &Path,
    period: Period,
    start: MonthStart,
) -> Option<(Period, PathBuf)> {
    newest(output, period, start, |other| other.first_day(start) <= period.first_day(start))
}

/// The latest annual period that was over before this one began, and its folder: its list is the
/// one in force.
pub fn list_in_force(
    output: &Path,
    period: Period,
    start: MonthStart,
) -> Option<(Period, PathBuf)> {
    let of = |report: PublishedReport| (report.period, report.folder);
    let is_list = |report: &PublishedReport| {
        report.period.cadence() == Cadence::Annual
            && report.period.last_day(start) < period.first_day(start)
    };
    let lists = published_reports(output).into_iter().filter(is_list);
    lists.max_by_key(|report| report.period.first_day(start)).map(of)
}

fn newest(
    output: &Path,
    period: Period,
    start: MonthStart,
    fits: impl Fn(Period) -> bool,
) -> Option<(Period, PathBuf)> {
    let same_kind = |report: &PublishedReport| {
        report.period.cadence() == period.cadence() && fits(report.period)
    };
    let newest = published_reports(output)
        .into_iter()
        .filter(same_kind)
        .max_by_key(|r| r.period.first_day(start))?;
    Some((newest.period, newest.folder))
}

#[cfg(test)]
mod tests;
