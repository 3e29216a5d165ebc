//! Deadlines: what was closed in time, late, or is still open, and how old that is.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::panel::{DeadlineClass, DeadlineMonth, MonthOutcomes, Panel};

/// Demands of a month whose deadline has passed, of one class.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadlineRow {
    /// How long the deadline was.
    pub class: DeadlineClass,
    /// Who handled them; `None` where the orders do not say, and in totals.
    pub department: Option<String>,
    /// Name of the month of receipt.
    pub month: NaiveDate,
    /// Demands whose deadline has passed.
    pub due: u64,
    /// … closed in time.
    pub on_time: u64,
    /// … closed late.
    pub overdue_closed: u64,
    /// … still open.
    pub overdue_open: u64,
    /// Age of those still open on the day as of which they are read: the median; `None` without
    /// any.
    pub age_median_days: Option<f64>,
    /// … and what nine in ten do not exceed.
    pub age_p90_days: Option<f64>,
}

/// Rows by month, class, department; and the same of all departments together.
pub(super) fn rows(
    panel: &Panel,
    outcomes: &MonthOutcomes,
    as_of: NaiveDate,
) -> (Vec<DeadlineRow>, Vec<DeadlineRow>) {
    let of_period = |row: &&DeadlineMonth| panel.period_months.contains(&usize::from(row.month));
    let mut totals: BTreeMap<(u16, DeadlineClass), DeadlineMonth> = BTreeMap::new();
    let mut rows = Vec::new();
    let name =
        |row: &DeadlineMonth| row.department.map(|at| outcomes.departments[at as usize].clone());
    for row in outcomes.deadlines.iter().filter(of_period) {
        rows.push(figures(panel, row, name(row), as_of));
        totals
            .entry((row.month, row.class))
            .and_modify(|total| add(total, row))
            .or_insert_with(|| row.clone());
    }
    let totals = totals.values().map(|total| figures(panel, total, None, as_of)).collect();
    (rows, totals)
}

fn add(total: &mut DeadlineMonth, row: &DeadlineMonth) {
    total.due += row.due;
    total.on_time += row.on_time;
    total.overdue_closed += row.overdue_closed;
    total.open.extend(&row.open);
}

fn figures(
    panel: &Panel,
    row: &DeadlineMonth,
    department: Option<String>,
    as_of: NaiveDate,
) -> DeadlineRow {
    let mut ages: Vec<(i64, u64)> = row
        .open
        .iter()
        .map(|(day, orders)| ((as_of - *day).num_days(), u64::from(*orders)))
        .collect();
    ages.sort_unstable();
    DeadlineRow {
        class: row.class,
        department,
        month: panel.months[usize::from(row.month)].month,
        due: row.due.into(),
        on_time: row.on_time.into(),
        overdue_closed: row.overdue_closed.into(),
        overdue_open: ages.iter().map(|(_, orders)| orders).sum(),
        age_median_days: quantile(&ages, 0.5),
        age_p90_days: quantile(&ages, 0.9),
    }
}

/// The smallest age that at least a share of the demands does not exceed.
fn quantile(ages: &[(i64, u64)], share: f64) -> Option<f64> {
    let all: u64 = ages.iter().map(|(_, orders)| orders).sum();
    let wanted = share * all as f64;
    let mut seen = 0;
    let reached = ages.iter().find(|(_, orders)| {
        seen += orders;
        seen as f64 >= wanted - 1e-9
    });
    reached.map(|(age, _)| *age as f64)
}
