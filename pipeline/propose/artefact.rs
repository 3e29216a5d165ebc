//! Demand that begins or stops at its full level: a change of categories, not of the city.
//!
//! A series is called an artefact when, over the panel's complete months (six or more), it is
//! absent (under 2% of the median month with demand) for two or more months at one end and at no
//! other time, its median month has at least 20 demands, and its months with demand are level:
//! coefficient of variation under 0.6, and one of the two months at the edge at least half the
//! median. Seasons rise and fall, return, and are absent at both ends or in the middle.

use chrono::NaiveDate;

use super::exclusion::Exclusion;
use crate::panel::{CategoryId, Panel};

const MONTHS_MIN: usize = 6;
const ABSENT_SHARE: f64 = 0.02;
const ABSENT_MONTHS_MIN: usize = 2;
const PRESENT_MONTHS_MIN: usize = 2;
const MEDIAN_MIN: f64 = 20.0;
const VARIATION_MAX: f64 = 0.6;

/// Whether the categories' demand, taken together, begins or ends abruptly within the period.
pub(super) fn artefact(panel: &Panel, categories: &[CategoryId]) -> Option<Exclusion> {
    let complete: Vec<usize> =
        (0..panel.months.len()).filter(|&m| panel.months[m].complete).collect();
    let mut series = vec![0.0; panel.months.len()];
    for &category in categories {
        for (month, orders) in panel.monthly_orders(panel.city(), category).into_iter().enumerate()
        {
            series[month] += f64::from(orders);
        }
    }
    let values: Vec<f64> = complete.iter().map(|&m| series[m]).collect();
    let name = |position: usize| -> Option<NaiveDate> {
        let month = complete[position];
        panel.period_months.contains(&month).then(|| panel.months[month].month)
    };
    match edge(&values)? {
        Edge::Begins(first) if complete[first] > panel.period_months.start => {
            name(first).map(|month| Exclusion::Begins { month })
        }
        Edge::Begins(_) => None,
        Edge::Ends(last) => name(last).map(|month| Exclusion::Ends { month }),
    }
}

/// Where a series begins or ends abruptly: its first or last position with demand.
#[derive(Debug, PartialEq, Eq)]
enum Edge {
    Begins(usize),
    Ends(usize),
}

fn edge(values: &[f64]) -> Option<Edge> {
    let mut present: Vec<f64> = values.iter().copied().filter(|&v| v > 0.0).collect();
    present.sort_by(f64::total_cmp);
    let median = *present.get(present.len() / 2)?;
    if values.len() < MONTHS_MIN || median < MEDIAN_MIN {
        return None;
    }
    let is_absent = |v: &f64| *v < ABSENT_SHARE * median;
    let leading = values.iter().take_while(|v| is_absent(v)).count();
    let trailing = values.iter().rev().take_while(|v| is_absent(v)).count();
    let body = &values[leading..values.len() - trailing];
    let steady = body.len() >= PRESENT_MONTHS_MIN
        && !body.iter().any(is_absent)
        && variation(body) < VARIATION_MAX;
    let full = |edge: [f64; 2]| edge[0].max(edge[1]) >= 0.5 * median;
    if !steady {
        None
    } else if leading >= ABSENT_MONTHS_MIN && trailing == 0 && full([body[0], body[1]]) {
        Some(Edge::Begins(leading))
    } else if trailing >= ABSENT_MONTHS_MIN
        && leading == 0
        && full([body[body.len() - 1], body[body.len() - 2]])
    {
        Some(Edge::Ends(values.len() - trailing - 1))
    } else {
        None
    }
}

fn variation(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n).sqrt() / mean
}

#[cfg(test)]
mod tests;
