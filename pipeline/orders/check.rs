//! `[check]`: what rows may be like, and how many may be otherwise.

use std::ops::Range;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::local_time::seconds_of;

/// What to do with a row that has not the shape of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BrokenRows {
    /// Refuse the whole input: an unclosed quote may have swallowed other rows.
    #[default]
    Refuse,
    /// Reject such rows and go on.
    Reject,
}

/// `[check]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CheckSettings {
    /// Share of rows that may be rejected before the whole input is refused.
    pub max_rejected_share: f64,
    /// Rows of another width than the header, lines that are no JSON object.
    pub broken_rows: BrokenRows,
    /// Orders received before this day are rejected.
    pub earliest: NaiveDate,
    /// Orders received after this day are rejected.
    pub latest: NaiveDate,
    /// Share of rows that may repeat an order of the same file before the whole input is refused.
    pub max_duplicate_share: f64,
    /// Share of a month's usual demand that the feed must cover for the month to be compared with
    /// others.
    pub complete_at_least: f64,
}

impl Default for CheckSettings {
    fn default() -> Self {
        Self {
            max_rejected_share: 0.05,
            max_duplicate_share: 0.05,
            broken_rows: BrokenRows::Refuse,
            earliest: NaiveDate::from_ymd_opt(1990, 1, 1).expect("a date"),
            latest: NaiveDate::from_ymd_opt(2050, 12, 31).expect("a date"),
            complete_at_least: 0.99,
        }
    }
}

impl CheckSettings {
    /// The times that an order may have been received at.
    pub fn times(&self) -> CheckedTimes {
        let (earliest, latest) = (self.earliest, self.latest);
        CheckedTimes { earliest, latest, seconds: seconds_of(earliest, latest) }
    }

    /// Whether the values are in range.
    ///
    /// # Errors
    /// Names the rule and the value found.
    pub fn validate(&self) -> Result<(), String> {
        let shares = [
            ("max_rejected_share", self.max_rejected_share),
            ("max_duplicate_share", self.max_duplicate_share),
            ("complete_at_least", self.complete_at_least),
        ];
        for (name, share) in shares {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!("{name} must be in [0, 1], found {share}"));
            }
        }
        if self.earliest >= self.latest {
            return Err(format!(
                "earliest must be before latest, found {} and {}",
                self.earliest, self.latest
            ));
        }
        Ok(())
    }
}

/// Times that an order may have been received at.
#[derive(Debug, Clone)]
pub struct CheckedTimes {
    /// First day.
    pub earliest: NaiveDate,
    /// Last day.
    pub latest: NaiveDate,
    /// The same in seconds since 1970-01-01 00:00 of the city's clock.
    pub seconds: Range<i64>,
}
