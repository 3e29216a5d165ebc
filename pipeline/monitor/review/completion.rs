//! How soon demands are closed, those that are still open included: the product-limit estimate of
//! the city, each district and each department, over the period and over its last month.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use yiti_stats::survival::{Step, product_limit, quantile};

use crate::panel::{ClosingMonth, Handler, MonthOutcomes, Panel};

/// One step of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CompletionStep {
    /// Age in whole days; 366 = more than a year.
    pub age_days: u32,
    /// Demands that reached the age open.
    pub at_risk: u64,
    /// Closed at that age.
    pub closed: u64,
    /// Share closed by the end of that day of age.
    pub closed_share: f64,
}

/// How soon the demands of a unit are closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Completion {
    /// Whose.
    pub handler: Handler,
    /// The name of a department.
    pub department: Option<String>,
    /// The last month of the period; `None`: the whole period.
    pub month: Option<NaiveDate>,
    /// Demands.
    pub orders: u64,
    /// Days by which half are closed; `None` where the curve does not reach it.
    pub median_days: Option<u32>,
    /// Days by which nine in ten are.
    pub p90_days: Option<u32>,
    /// The curve.
    pub steps: Vec<CompletionStep>,
}

/// Curves by handler: of the whole period, then of its last month. None where orders are never
/// closed in this data.
pub(super) fn curves(panel: &Panel, outcomes: &MonthOutcomes, as_of: NaiveDate) -> Vec<Completion> {
    if !panel.available.closed {
        return Vec::new();
    }
    let mut by_handler: BTreeMap<Handler, Vec<&ClosingMonth>> = BTreeMap::new();
    for row in &outcomes.closings {
        if panel.period_months.contains(&usize::from(row.month)) {
            by_handler.entry(row.handler).or_default().push(row);
        }
    }
    let newest = panel.period_months.end.saturating_sub(1);
    let mut curves = Vec::new();
    for (handler, rows) in by_handler {
        let department = match handler {
            Handler::Area(_) => None,
            Handler::Department(at) => Some(outcomes.departments[at as usize].clone()),
        };
        curves.push(curve(handler, department.clone(), None, &rows, as_of));
        let last: Vec<_> =
            rows.into_iter().filter(|row| usize::from(row.month) == newest).collect();
        if !last.is_empty() {
            let month = Some(panel.months[newest].month);
            curves.push(curve(handler, department, month, &last, as_of));
        }
    }
    curves
}

fn curve(
    handler: Handler,
    department: Option<String>,
    month: Option<NaiveDate>,
    rows: &[&ClosingMonth],
    as_of: NaiveDate,
) -> Completion {
    let closed = || rows.iter().flat_map(|row| &row.closed);
    let open = || rows.iter().flat_map(|row| &row.open);
    let ages = closed().map(|(age, orders)| (u32::from(*age), u64::from(*orders)));
    let waiting = open().map(|(day, orders)| {
        let age = (as_of - *day).num_days().max(0);
        (age as u32, u64::from(*orders))
    });
    let steps = product_limit(ages, waiting);
    let step = |step: &Step| CompletionStep {
        age_days: step.age,
        at_risk: step.at_risk,
        closed: step.ended,
        closed_share: 1.0 - step.open,
    };
    Completion {
        handler,
        department,
        month,
        orders: closed().map(|(_, orders)| u64::from(*orders)).sum::<u64>()
            + open().map(|(_, orders)| u64::from(*orders)).sum::<u64>(),
        median_days: quantile(&steps, 0.5),
        p90_days: quantile(&steps, 0.9),
        steps: steps.iter().map(step).collect(),
    }
}
