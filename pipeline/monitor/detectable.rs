//! The smallest fall that could be seen, before a topic is adopted: what could be told from no
//! change had a measure begun a few months before the period's end.

use std::collections::BTreeMap;

use super::MonitorSettings;
use super::estimate::{Baseline, Subject};
use super::series::TopicSeries;
use super::untreated::{Placebos, Untreated};
use crate::panel::Panel;
use crate::topics::Topic;

/// Complete months that a measure is given to show.
pub const MONTHS_GIVEN: usize = 3;

/// By topic id: the smallest fall over [`MONTHS_GIVEN`] months that could be told from no change,
/// as a share of the expected orders. A topic of which no fall of less than 90% could be told, or
/// that has too few months or nothing to compare with, is left out.
pub fn smallest_detectable(
    panel: &Panel,
    topics: &[Topic],
    settings: &MonitorSettings,
) -> BTreeMap<String, f64> {
    let complete = panel.period_months.clone().rev().filter(|&month| panel.months[month].complete);
    let mut months: Vec<usize> = complete.take(MONTHS_GIVEN).collect();
    months.reverse();
    if months.len() < MONTHS_GIVEN {
        return BTreeMap::new();
    }
    let untreated = Untreated::of(panel, topics, settings);
    let mut city_wide = Placebos::around(panel, &untreated, &Topic::default());
    let mut found = BTreeMap::new();
    for topic in topics {
        let mut local = topic.areas.is_some().then(|| Placebos::around(panel, &untreated, topic));
        let placebos = local.as_mut().unwrap_or(&mut city_wide);
        let series = TopicSeries::gather(panel, topic);
        let subject = Subject::of(topic, &series.orders_f64(), &untreated);
        let estimate = Baseline::fit(&subject, placebos, months[0], settings)
            .and_then(|baseline| baseline.estimate(&subject, placebos, &months, settings));
        if let Ok(estimate) = estimate {
            found.insert(topic.topic_id.clone(), estimate.smallest_detectable);
        }
    }
    found
}
