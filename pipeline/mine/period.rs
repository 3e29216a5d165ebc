//! What findings about the whole period share: its days, its busiest month, its resolution rate.

use chrono::NaiveDate;

use crate::panel::{AreaId, CategoryId, Counts, Panel};

/// First and last day of the period, which must not be empty.
pub(super) fn days(panel: &Panel) -> (NaiveDate, NaiveDate) {
    let months = &panel.months[panel.period_months.clone()];
    (months[0].first_day, months[months.len() - 1].last_day)
}

/// First day of the month of the period with most orders; of several, the first.
pub(super) fn peak_day(panel: &Panel, area: AreaId, category: CategoryId) -> NaiveDate {
    let in_period = |month: u16| panel.period_months.contains(&usize::from(month));
    let busiest = panel
        .cell(area, category)
        .iter()
        .filter(|cell| in_period(cell.month))
        .max_by_key(|cell| (cell.counts.orders, std::cmp::Reverse(cell.month)));
    busiest.map_or(days(panel).0, |cell| panel.months[usize::from(cell.month)].first_day)
}

/// Resolved ÷ known answers; `None` without the column or without answers.
pub(super) fn resolution_rate(panel: &Panel, counts: &Counts) -> Option<f64> {
    (panel.available.resolved && counts.resolved_known > 0)
        .then(|| f64::from(counts.resolved) / f64::from(counts.resolved_known))
}
