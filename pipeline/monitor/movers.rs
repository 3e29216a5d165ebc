//! What moved from one week to the next: categories of the whole city, and districts, whose change
//! exceeds their own usual one.
//!
//! A change exceeds the usual when [`yiti_stats::noise::exceeds_usual`] says so over the last
//! twelve complete weeks, at [`LEVEL`] to either side.

use chrono::NaiveDate;
use yiti_stats::noise;

use crate::panel::{AreaId, AreaLevel, CategoryId, Panel};

/// One-sided level: of a hundred that do not move, one rises by chance and one falls.
const LEVEL: f64 = 0.01;

/// Weeks that a usual change is learnt from, the last one included.
const WEEKS: usize = 12;

/// Weeks of a year, so that weekdays match.
const YEAR_WEEKS: usize = 52;

/// Fewest demands of the two weeks together for a change to be told.
const ORDERS_MIN: u32 = 20;

/// What moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoverOf {
    /// A category of the item level, in the whole city.
    Category(CategoryId),
    /// A district, over all categories.
    District(AreaId),
}

/// A week beside the one before it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mover {
    /// What moved.
    pub of: MoverOf,
    /// Monday of the week.
    pub week: NaiveDate,
    /// Demands in it.
    pub orders: u32,
    /// Demands in the week before.
    pub orders_prev: u32,
    /// (orders − orders_prev) / orders_prev; `None` after a week without any.
    pub change: Option<f64>,
    /// Demands in the same week last year (52 weeks before), where the feed covers it.
    pub orders_last_year: Option<u32>,
}

/// The last week of the period against the week before, both wholly covered: what moved by more
/// than usual, the largest changes in demands first.
pub fn movers(panel: &Panel) -> Vec<Mover> {
    let Some(last) = panel.period_weeks.clone().last() else { return Vec::new() };
    let categories = panel
        .items()
        .map(|item| (MoverOf::Category(item), panel.weekly_orders(panel.city(), item)));
    let districts = panel.areas_of(AreaLevel::District).map(|area| {
        let mut orders = vec![0; panel.weeks.len()];
        for cell in panel.weeks_of(area) {
            orders[usize::from(cell.week)] += cell.orders;
        }
        (MoverOf::District(area), orders)
    });
    let mut movers: Vec<Mover> = categories
        .chain(districts)
        .filter_map(|(of, orders)| mover(panel, of, &orders, last))
        .collect();
    let size = |mover: &Mover| mover.orders.abs_diff(mover.orders_prev);
    movers.sort_by_key(|mover| std::cmp::Reverse(size(mover)));
    movers
}

fn mover(panel: &Panel, of: MoverOf, orders: &[u32], last: usize) -> Option<Mover> {
    let before = last.checked_sub(1)?;
    (orders[last] + orders[before] >= ORDERS_MIN).then_some(())?;
    let from = (last + 1).saturating_sub(WEEKS);
    let week = |at: usize| panel.weeks_complete[at].then(|| f64::from(orders[at]));
    let weeks: Vec<Option<f64>> = (from..=last).map(week).collect();
    noise::exceeds_usual(&weeks, last - from, LEVEL)?.then_some(())?;
    let change = f64::from(orders[last]) - f64::from(orders[before]);
    Some(Mover {
        of,
        week: panel.weeks[last],
        orders: orders[last],
        orders_prev: orders[before],
        change: (orders[before] > 0).then(|| change / f64::from(orders[before])),
        orders_last_year: last
            .checked_sub(YEAR_WEEKS)
            .filter(|&at| panel.weeks_complete[at])
            .map(|at| orders[at]),
    })
}

#[cfg(test)]
mod tests;
