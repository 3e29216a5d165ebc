//! Peer groups: areas of like size and demand within a level, so that nobody is compared with what
//! they are not.
//!
//! Areas are ordered by the mean of the logarithms of residents and demands (of demands alone where
//! not all have residents) and cut into groups of about equal number, no fewer than [`PEERS_MIN`]
//! each.

use std::collections::BTreeMap;

use crate::panel::{AreaId, AreaLevel, Panel};

/// Areas that a group has at least, where a level has as many.
pub const PEERS_MIN: usize = 8;

/// Most groups of a level: large, upper middle, lower middle, small.
const GROUPS_MAX: usize = 4;

/// Number of a group within its level, 1 = the largest areas.
pub type PeerGroup = u32;

/// The group of each area with demand in the period; the city has none.
pub fn peer_groups(panel: &Panel, demands: &BTreeMap<AreaId, u64>) -> BTreeMap<AreaId, PeerGroup> {
    let mut groups = BTreeMap::new();
    for level in [AreaLevel::District, AreaLevel::Street, AreaLevel::Community] {
        let areas: Vec<AreaId> = panel
            .areas_of(level)
            .filter(|area| demands.get(area).is_some_and(|orders| *orders > 0))
            .collect();
        let residents = |area: &AreaId| panel.area(*area).population.filter(|p| *p > 0.0);
        let has_residents = areas.iter().all(|area| residents(area).is_some());
        let size = |area: &AreaId| {
            let demand = (demands[area] as f64).ln();
            let people = residents(area).filter(|_| has_residents);
            people.map_or(demand, |people| 0.5 * (demand + people.ln()))
        };
        let mut sized: Vec<(f64, AreaId)> = areas.iter().map(|area| (size(area), *area)).collect();
        sized.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let count = (sized.len() / PEERS_MIN).clamp(1, GROUPS_MAX);
        for (place, (_, area)) in sized.iter().enumerate() {
            groups.insert(*area, (place * count / sized.len()) as PeerGroup + 1);
        }
    }
    groups
}
