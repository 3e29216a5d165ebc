//! The reports that a folder of results holds.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::Period;

/// A report that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedReport {
    /// Its period.
    pub period: Period,
    /// Its folder.
    pub folder: PathBuf,
    /// The last day of the period that it saw: before the period's last where it was published
    /// early.
    pub last_day: NaiveDate,
}

/// The part of [`super::Results`] that tells.
#[derive(Deserialize)]
struct Seen {
    period_last_day: NaiveDate,
}

/// The reports of all periods, in no order. A folder without the record of its run is none.
pub fn published_reports(output: &Path) -> Vec<PublishedReport> {
    let report = |entry: fs::DirEntry| {
        let period = entry.file_name().to_str()?.parse().ok()?;
        let results = fs::read(entry.path().join("run_results.json")).ok()?;
        let seen: Seen = serde_json::from_slice(&results).ok()?;
        Some(PublishedReport { period, folder: entry.path(), last_day: seen.period_last_day })
    };
    fs::read_dir(output).into_iter().flatten().flatten().filter_map(report).collect()
}
