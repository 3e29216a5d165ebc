//! Settings of the monitor.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::topics::Topic;

/// How progress is measured and lit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MonitorSettings {
    /// Confidence of effect intervals, in [0.5, 1): the light turns only when the whole interval
    /// lies on one side of 0.
    pub confidence: f64,
    /// Fewest demands expected in a month for a light; below, the light is grey.
    pub expected_min: f64,
    /// Fewest demands a month of the untreated rest, on average, for it to serve as a control.
    pub control_min: f64,
    /// Smallest fall that matters, as a share in [0, 0.5): a topic whose whole interval lies above
    /// it "did not fall".
    pub fall_min: f64,
    /// One-sided level at which a fall against the month before exceeds the topic's usual
    /// month-to-month noise.
    pub noise_level: f64,
    /// Areas in a month's list of most demands (治理类街乡镇).
    pub governance_areas: usize,
    /// Communities in a month's list of most demands; 0 = none.
    pub governance_communities: usize,
    /// Residents from which a street that stands below its peers is named beside that list.
    pub governance_population: f64,
    /// Days after receipt at which demands are looked at: resolved, or closed, within so many days.
    pub age_days: u16,
    /// Days after closing by which call-backs have come in.
    pub answer_days: u16,
    /// Topic id or title → first day of its measure. Months before it are the baseline; without
    /// one, the months before the period.
    pub measure_start: BTreeMap<String, NaiveDate>,
}

impl Default for MonitorSettings {
    fn default() -> Self {
        Self {
            confidence: 0.95,
            expected_min: 20.0,
            control_min: 100.0,
            fall_min: 0.05,
            noise_level: 0.05,
            governance_areas: 10,
            governance_communities: 50,
            governance_population: 200_000.0,
            age_days: 15,
            answer_days: 5,
            measure_start: BTreeMap::new(),
        }
    }
}

impl MonitorSettings {
    /// Refuses values outside their ranges.
    pub fn validate(&self) -> Result<(), String> {
        if !(0.5..1.0).contains(&self.confidence) {
            return Err(format!("confidence must be in [0.5, 1), found {}", self.confidence));
        }
        if !(self.noise_level > 0.0 && self.noise_level < 0.5) {
            return Err(format!("noise_level must be in (0, 0.5), found {}", self.noise_level));
        }
        if !(0.0..0.5).contains(&self.fall_min) {
            return Err(format!("fall_min must be in [0, 0.5), found {}", self.fall_min));
        }
        for (name, value) in
            [("expected_min", self.expected_min), ("control_min", self.control_min)]
        {
            if !(value >= 1.0 && value.is_finite()) {
                return Err(format!("{name} must be at least 1, found {value}"));
            }
        }
        if !(self.governance_population >= 0.0 && self.governance_population.is_finite()) {
            let found = self.governance_population;
            return Err(format!("governance_population must be 0 or more, found {found}"));
        }
        if self.governance_areas == 0 {
            return Err("governance_areas must be at least 1, found 0".to_owned());
        }
        if !(1..=365).contains(&self.age_days) {
            return Err(format!("age_days must be in 1..=365, found {}", self.age_days));
        }
        if self.answer_days > 60 {
            return Err(format!("answer_days must be in 0..=60, found {}", self.answer_days));
        }
        Ok(())
    }

    /// First day of a topic's measure, which is named by the topic's id or title.
    pub(super) fn measure_of(&self, topic: &Topic) -> Option<NaiveDate> {
        self.measure_start
            .get(&topic.topic_id)
            .or_else(|| self.measure_start.get(&topic.title))
            .copied()
    }
}
