//! The record of what the scheduler did: one line a try in `schedule.jsonl` beside the reports,
//! oldest first.
//!
//! A line that cannot be read (cut short by a full disk, written by a later version) says nothing
//! and harms nothing.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::RunError;

/// What came of a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TryState {
    /// Published.
    Published,
    /// Published, marked as partial: the wait for its data is over.
    Partial,
    /// Not published: its data is not all there yet.
    Waiting,
    /// Not published, and not tried again: its data never came.
    Skipped,
    /// It has no orders.
    Empty,
    /// It failed.
    Failed,
    /// A state of a later version.
    #[serde(other)]
    Unknown,
}

impl TryState {
    /// The name in the record.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Partial => "partial",
            Self::Waiting => "waiting",
            Self::Skipped => "skipped",
            Self::Empty => "empty",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// One try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Try {
    /// When it ended.
    pub at: DateTime<Utc>,
    /// The period.
    pub period: String,
    /// What came of it.
    pub state: TryState,
    /// How long it took.
    #[serde(default)]
    pub seconds: f64,
    /// The run, where it published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// What people should know.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

fn path(output: &Path) -> PathBuf {
    output.join("schedule.jsonl")
}

/// Adds a try.
///
/// # Errors
/// When the file cannot be written.
pub fn record(output: &Path, tried: &Try) -> Result<(), RunError> {
    let path = path(output);
    let add = || {
        fs::create_dir_all(output)?;
        let mut line = serde_json::to_vec(tried)?;
        line.push(b'\n');
        // One write: lines of two schedulers do not mix. What a full disk cut off is ended first.
        let is_cut = fs::read(&path).is_ok_and(|text| text.last().is_some_and(|end| *end != b'\n'));
        if is_cut {
            line.insert(0, b'\n');
        }
        OpenOptions::new().create(true).append(true).open(&path)?.write_all(&line)
    };
    add().map_err(|source| RunError::File { path: path.clone(), source })
}

/// All tries, oldest first.
pub fn tries(output: &Path) -> Vec<Try> {
    let text = fs::read_to_string(path(output)).unwrap_or_default();
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The last try of each period, by period.
pub fn last_tries(output: &Path) -> BTreeMap<String, Try> {
    tries(output).into_iter().map(|tried| (tried.period.clone(), tried)).collect()
}

#[cfg(test)]
mod tests;
