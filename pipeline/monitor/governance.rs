//! 治理类街乡镇: the areas with most demands each month, who entered the list and who left it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::panel::{AreaId, AreaLevel, CellMonth, Panel};

/// One area on a month's list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GovernanceArea {
    /// 1 = most demands.
    pub rank: u32,
    /// The area.
    pub area: AreaId,
    /// Demands in the month.
    pub orders: u64,
    /// Demands per 10,000 residents; `None` without residents.
    pub per_10k: Option<f64>,
    /// Whether it was not on the list of the month before; `None` when there is no comparable month
    /// before.
    pub entered: Option<bool>,
}

/// One month's list.
#[derive(Debug, Clone, PartialEq)]
pub struct GovernanceMonth {
    /// Name of the month.
    pub month: NaiveDate,
    /// Whether the feed covers the month.
    pub complete: bool,
    /// The level that the list is of.
    pub level: AreaLevel,
    /// Most demands first; equal ones in the panel's order.
    pub areas: Vec<GovernanceArea>,
    /// Areas on the list of the month before and not on this one; `None` when there is no
    /// comparable month before.
    pub left: Option<Vec<AreaId>>,
}

/// The `size` areas of `level` with most demands, for each month of the period. Areas without
/// demands are not listed.
pub fn governance_months(panel: &Panel, level: AreaLevel, size: usize) -> Vec<GovernanceMonth> {
    // By month: the areas with demands, and how many.
    let mut demands: Vec<BTreeMap<AreaId, u64>> = vec![BTreeMap::new(); panel.months.len()];
    let is_counted = |cell: &&CellMonth| {
        panel.category(cell.category).level == panel.item_level
            && panel.area(cell.area).level == level
    };
    for cell in panel.cells.iter().filter(is_counted) {
        *demands[usize::from(cell.month)].entry(cell.area).or_default() +=
            u64::from(cell.counts.orders);
    }
    let top = |month: usize| {
        let mut areas: Vec<(AreaId, u64)> =
            demands[month].iter().filter(|(_, n)| **n > 0).map(|(area, n)| (*area, *n)).collect();
        areas.sort_by_key(|&(area, orders)| (std::cmp::Reverse(orders), area));
        areas.truncate(size);
        areas.into_iter().map(|(area, _)| area).collect::<Vec<_>>()
    };
    let of_month = |month: usize| {
        let complete = panel.months[month].complete;
        let before =
            month.checked_sub(1).filter(|&b| complete && panel.months[b].complete).map(top);
        let listed = top(month);
        let area = |(place, &area): (usize, &AreaId)| {
            let demand = demands[month].get(&area).copied().unwrap_or_default();
            let residents = panel.area(area).population.filter(|p| *p > 0.0);
            GovernanceArea {
                rank: place as u32 + 1,
                area,
                orders: demand,
                per_10k: residents.map(|p| demand as f64 / p * 10_000.0),
                entered: before.as_ref().map(|b| !b.contains(&area)),
            }
        };
        GovernanceMonth {
            month: panel.months[month].month,
            complete,
            level,
            areas: listed.iter().enumerate().map(area).collect(),
            left: before
                .as_ref()
                .map(|b| b.iter().copied().filter(|area| !listed.contains(area)).collect()),
        }
    };
    panel.period_months.clone().map(of_month).collect()
}
