//! Which old reports are removed: of each kind of period the newest are kept, and always the one
//! that `latest` names.

use std::fs;
use std::path::Path;

use super::RunError;
use crate::calendar::{Cadence, MonthStart};
use crate::config::ScheduleSettings;
use crate::publish::{latest, published_reports};

/// Removes the reports that are too old to be kept; gives their periods, oldest first.
///
/// # Errors
/// When a folder cannot be removed.
pub fn remove_old(
    output: &Path,
    settings: &ScheduleSettings,
    start: MonthStart,
) -> Result<Vec<String>, RunError> {
    let named = latest(output);
    let mut removed = Vec::new();
    for cadence in [Cadence::Daily, Cadence::Weekly, Cadence::Monthly, Cadence::Annual] {
        let kept = settings.kept(cadence);
        let mut reports = published_reports(output);
        reports.retain(|report| report.period.cadence() == cadence);
        reports.sort_by_key(|report| report.period.first_day(start));
        let old = if kept == 0 { 0 } else { reports.len().saturating_sub(kept) };
        for report in &reports[..old] {
            if named.as_ref() != Some(&report.folder) {
                let refuse = |source| RunError::File { path: report.folder.clone(), source };
                fs::remove_dir_all(&report.folder).map_err(refuse)?;
                removed.push(report.period.to_string());
            }
        }
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_are_kept_and_the_one_that_latest_names() {
        let output = tempfile::tempdir().unwrap();
        for period in ["2023", "2024", "2024-01", "2024-02", "2024-03", "2024-04", "notes"] {
            fs::create_dir(output.path().join(period)).unwrap();
            let results = r#"{"period_last_day": "2024-12-31"}"#;
            fs::write(output.path().join(period).join("run_results.json"), results).unwrap();
        }
        fs::write(output.path().join("latest"), "2024-01\n").unwrap();
        let settings = ScheduleSettings { keep_monthly: 2, ..ScheduleSettings::default() };
        let removed = remove_old(output.path(), &settings, MonthStart::default()).unwrap();
        assert_eq!(removed, ["2024-02"]);
        for kept in ["2023", "2024", "2024-01", "2024-03", "2024-04", "notes"] {
            assert!(output.path().join(kept).exists(), "{kept}");
        }
        assert!(!output.path().join("2024-02").exists());
    }
}
