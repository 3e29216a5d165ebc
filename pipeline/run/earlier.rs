//! The proposal published before this one: the latest earlier period of the same kind, so that a repeated run compares
//! itself with the same one and not with itself.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::{MonthStart, Period};

/// The folder of the latest earlier period of the same kind, with that period.
pub fn published_before(output: &Path, period: Period, start: MonthStart) -> Option<(Period, PathBuf)> {
    let folders = fs::read_dir(output).ok()?.flatten();
    let earlier = folders.filter_map(|entry| {
        let other: Period = entry.file_name().to_str()?.parse().ok()?;
        let same_kind = other.cadence() == period.cadence();
        let is_before = other.last_day(start) < period.first_day(start);
        let is_published = entry.path().join("run_results.json").is_file();
        (same_kind && is_before && is_published).then(|| (other, entry.path()))
    });
    earlier.max_by_key(|(other, _)| other.first_day(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_earlier_period_of_the_same_kind() {
        let output = tempfile::tempdir().unwrap();
        for name in ["2022", "2023", "2024", "2025", "2023-12", "backtest"] {
            fs::create_dir(output.path().join(name)).unwrap();
            fs::write(output.path().join(name).join("run_results.json"), "{}").unwrap();
        }
        fs::remove_file(output.path().join("2023/run_results.json")).unwrap();
        let before = |period| published_before(output.path(), period, MonthStart::default()).map(|(period, _)| period);
        assert_eq!(before(Period::Year(2024)), Some(Period::Year(2022)), "2023 was not published whole");
        assert_eq!(before(Period::Year(2022)), None);
        assert_eq!(before(Period::Month(2024, 1)), Some(Period::Month(2023, 12)));
    }
}
