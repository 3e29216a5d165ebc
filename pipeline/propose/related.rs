//! Which findings belong to a topic, and how many of its demands are surges or one-reporter bursts.

use std::collections::BTreeMap;

use crate::mine::{Finding, FindingKind};
use crate::panel::{AreaId, AreaLevel, Panel};
use crate::topics::Topic;

/// What the period's findings say of a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Related {
    /// Demands beyond expectation in sudden findings, one-reporter bursts left out.
    pub surge_orders: f64,
    /// Demands in one-reporter bursts.
    pub single_source_orders: u64,
}

/// Adds up the findings of the topic's categories in its areas. The same surge shows on several
/// spatial levels, so sums are formed level by level and the largest counts.
pub(super) fn related(panel: &Panel, topic: &Topic, findings: &[Finding]) -> Related {
    let mut surge: BTreeMap<AreaLevel, f64> = BTreeMap::new();
    let mut single: BTreeMap<AreaLevel, u64> = BTreeMap::new();
    for finding in
        findings.iter().filter(|f| f.kind == FindingKind::Spike && belongs(panel, topic, f))
    {
        let level = panel.area(finding.area).level;
        if finding.single_source == Some(true) {
            *single.entry(level).or_default() += finding.orders;
        } else if let Some(expected) = finding.expected {
            *surge.entry(level).or_default() += (finding.orders as f64 - expected).max(0.0);
        }
    }
    Related {
        surge_orders: surge.into_values().fold(0.0, f64::max),
        single_source_orders: single.into_values().max().unwrap_or(0),
    }
}

fn belongs(panel: &Panel, topic: &Topic, finding: &Finding) -> bool {
    topic.categories.contains(&finding.category)
        && topic
            .areas
            .as_ref()
            .is_none_or(|areas| areas.iter().any(|&area| holds(panel, area, finding.area)))
}

/// Whether `area` is `inner` or holds it.
fn holds(panel: &Panel, area: AreaId, inner: AreaId) -> bool {
    std::iter::successors(Some(inner), |&at| panel.area(at).parent).any(|at| at == area)
}
