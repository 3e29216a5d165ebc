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
mod tests;
