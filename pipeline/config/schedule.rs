//! What is published by itself, and when.

use serde::{Deserialize, Serialize};

use super::period::Cadence;

/// `[schedule]`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleSettings {
    /// A report on every day.
    pub daily: bool,
    /// A report on every ISO week.
    pub weekly: bool,
    /// A report on every statistical month.
    pub monthly: bool,
    /// The year's list of topics.
    pub annual: bool,
    /// Days after a period's last before its report is due: the last orders and call-backs come late.
    pub wait_days: u32,
    /// How many periods of a kind are looked back for ones that were missed.
    pub missed_max: usize,
}

impl Default for ScheduleSettings {
    fn default() -> Self {
        Self {
            daily: false,
            weekly: false,
            monthly: true,
            annual: true,
            wait_days: 3,
            missed_max: 12,
        }
    }
}

impl ScheduleSettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        if !(1..=366).contains(&self.wait_days) {
            return Err(format!("wait_days must be in 1..=366, found {}", self.wait_days));
        }
        if !(1..=400).contains(&self.missed_max) {
            return Err(format!("missed_max must be in 1..=400, found {}", self.missed_max));
        }
        Ok(())
    }

    /// The kinds of periods that are wanted, shortest first.
    pub fn cadences(&self) -> Vec<Cadence> {
        let all = [
            (self.daily, Cadence::Daily),
            (self.weekly, Cadence::Weekly),
            (self.monthly, Cadence::Monthly),
            (self.annual, Cadence::Annual),
        ];
        all.into_iter().filter(|(wanted, _)| *wanted).map(|(_, cadence)| cadence).collect()
    }
}
