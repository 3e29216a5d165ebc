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
mod tests {
    use super::*;
    use crate::monitor::tests::panel;
    use crate::panel::{Community, Outcomes};

    #[test]
    fn a_community_that_was_not_listed_before_has_entered() {
        let panel = panel();
        let last = panel.period_months.end as u16 - 1;
        let row = |month, unit, orders| UnitMonth {
            unit,
            month,
            outcomes: Outcomes { orders, ..Outcomes::default() },
        };
        let community = |name: &str| Community { name: name.to_owned(), area: None };
        let outcomes = MonthOutcomes {
            communities: ["North", "South", "East"].map(community).to_vec(),
            by_community: vec![
                row(last - 1, 0, 9),
                row(last - 1, 1, 5),
                row(last, 1, 8),
                row(last, 2, 7),
            ],
            ..MonthOutcomes::default()
        };
        let found = communities(&panel, &outcomes);
        let told: Vec<(&str, u32, Option<bool>, u32)> = found
            .iter()
            .map(|row| (row.name.as_str(), row.rank, row.entered, row.months_listed))
            .collect();
        assert_eq!(
            told,
            [
                ("North", 1, None, 1),
                ("South", 2, None, 1),
                ("South", 1, Some(false), 2),
                ("East", 2, Some(true), 1),
            ]
        );
    }
}
