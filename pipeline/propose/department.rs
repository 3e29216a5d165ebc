//! Who handles a topic: the suggested lead department and over how many departments the demands
//! spread.
//!
//! Streets and districts handle most orders, but a city topic is led by a city department: units
//! named after a district or street of the panel are left out of both, unless nobody else handles
//! the topic.

use std::collections::{BTreeMap, HashSet};

use rayon::prelude::*;
use yiti_stats::diversity::effective_number;

use crate::panel::{AreaLevel, CategoryId, Panel};
use crate::topics::Topic;

/// Departments of a topic.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Departments {
    /// The one that handled most, with its share of all the topic's demands, in [0, 1].
    pub lead: Option<(String, f64)>,
    /// Effective number of city departments (inverse Simpson); `None` where none is known.
    pub effective: Option<f64>,
    /// City departments by demands, largest first, with their share of all the topic's demands.
    pub ranked: Vec<(String, f64)>,
}

/// The departments that are named after a district or street.
pub(super) fn local_units(panel: &Panel) -> HashSet<&str> {
    let areas = panel.areas_of(AreaLevel::District).chain(panel.areas_of(AreaLevel::Street));
    let areas: Vec<&str> =
        areas.map(|id| panel.area(id).name.as_str()).filter(|n| n.chars().count() > 1).collect();
    let mut units: Vec<&str> =
        panel.departments.iter().map(|row| row.department.as_str()).collect();
    units.sort_unstable();
    units.dedup();
    units.into_par_iter().filter(|unit| areas.iter().any(|area| unit.contains(area))).collect()
}

/// Departments of the categories over the period.
pub(super) fn departments(
    panel: &Panel,
    categories: &[CategoryId],
    local: &HashSet<&str>,
) -> Departments {
    let mut orders: BTreeMap<&str, u64> = BTreeMap::new();
    for &category in categories {
        let start = panel.departments.partition_point(|row| row.category < category);
        for row in panel.departments[start..].iter().take_while(|row| row.category == category) {
            *orders.entry(row.department.as_str()).or_default() += u64::from(row.orders);
        }
    }
    let total: u64 = orders.values().sum();
    if total == 0 {
        return Departments::default();
    }
    let mut ranked: Vec<(&str, u64)> = orders.iter().map(|(&name, &n)| (name, n)).collect();
    if ranked.iter().any(|(name, _)| !local.contains(name)) {
        ranked.retain(|(name, _)| !local.contains(name));
    }
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let weights: Vec<f64> = ranked.iter().map(|row| row.1 as f64).collect();
    let ranked: Vec<(String, f64)> =
        ranked.into_iter().map(|(name, n)| (name.to_owned(), n as f64 / total as f64)).collect();
    Departments { lead: ranked.first().cloned(), effective: effective_number(&weights), ranked }
}

/// By topic id: the department that handles most of its demands, with its share of them in [0, 1].
/// Topics of which the data names none are left out.
pub fn lead_departments(panel: &Panel, topics: &[Topic]) -> BTreeMap<String, (String, f64)> {
    let local = local_units(panel);
    let lead = |topic: &Topic| {
        let lead = departments(panel, &topic.categories, &local).lead?;
        Some((topic.topic_id.clone(), lead))
    };
    topics.iter().filter_map(lead).collect()
}
