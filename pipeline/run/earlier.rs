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
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_latest_period_of_the_same_kind() {
        let output = tempfile::tempdir().unwrap();
        for name in ["2022", "2023", "2024", "2025", "2023-12", "backtest"] {
            fs::create_dir(output.path().join(name)).unwrap();
            let results = r#"{"period_last_day": "2024-12-31"}"#;
            fs::write(output.path().join(name).join("run_results.json"), results).unwrap();
        }
        fs::remove_file(output.path().join("2023/run_results.json")).unwrap();
        let before = |period| {
            published_before(output.path(), period, MonthStart::default()).map(|(period, _)| period)
        };
        assert_eq!(
            before(Period::Year(2024)),
            Some(Period::Year(2022)),
            "2023 was not published whole"
        );
        assert_eq!(before(Period::Year(2022)), None);
        assert_eq!(before(Period::Month(2024, 1)), Some(Period::Month(2023, 12)));
        let until = |period| {
            published_until(output.path(), period, MonthStart::default()).map(|(period, _)| period)
        };
        assert_eq!(until(Period::Year(2024)), Some(Period::Year(2024)));
        assert_eq!(until(Period::Year(2023)), Some(Period::Year(2022)));
        assert_eq!(until(Period::Month(2023, 11)), None);
    }
}
