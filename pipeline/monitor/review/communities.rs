//! The communities with most demands: who entered the list, and for how long they have been on it.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::rates::UnitRates;
use crate::panel::{AreaId, MonthOutcomes, Panel, UnitMonth};

/// A community on a month's list.
#[derive(Debug, Clone, PartialEq)]
pub struct CommunityMonth {
    /// Its name.
    pub name: String,
    /// What it lies in.
    pub area: Option<AreaId>,
    /// Name of the month.
    pub month: NaiveDate,
    /// Whether the feed covers the month.
    pub complete: bool,
    /// 1 = most demands; of equal ones the first by name.
    pub rank: u32,
    /// Whether it was not on the list of the month before; `None` when there is no comparable month
    /// before.
    pub entered: Option<bool>,
    /// Months in a row on the list up to this one.
    pub months_listed: u32,
    /// Demands and rates.
    pub rates: UnitRates,
}

/// The lists of the period's months, by month and rank.
pub(super) fn communities(panel: &Panel, outcomes: &MonthOutcomes) -> Vec<CommunityMonth> {
    let mut found = Vec::new();
    let mut before: Option<(u16, BTreeMap<u32, u32>)> = None;
    for rows in outcomes.by_community.chunk_by(|a, b| a.month == b.month) {
        let at = rows[0].month;
        let month = &panel.months[usize::from(at)];
        let is_next = |(other, _): &&(u16, BTreeMap<u32, u32>)| {
            other + 1 == at && month.complete && panel.months[usize::from(*other)].complete
        };
        let then = before.as_ref().filter(is_next).map(|(_, listed)| listed);
        let listed_before = |unit: u32| then.and_then(|listed| listed.get(&unit).copied());
        let row = |(rank, row): (u32, &UnitMonth<u32>)| {
            let community = &outcomes.communities[row.unit as usize];
            CommunityMonth {
                name: community.name.clone(),
                area: community.area,
                month: month.month,
                complete: month.complete,
                rank,
                entered: then.map(|listed| !listed.contains_key(&row.unit)),
                months_listed: listed_before(row.unit).unwrap_or_default() + 1,
                rates: UnitRates::of(&row.outcomes, panel.available),
            }
        };
        if panel.period_months.contains(&usize::from(at)) {
            found.extend((1..).zip(rows).map(row));
        }
        let months =
            rows.iter().map(|row| (row.unit, listed_before(row.unit).unwrap_or_default() + 1));
        before = Some((at, months.collect()));
    }
    found
}

#[cfg(test)]
mod tests;
