//! What it means that demand persistently stays unresolved over some months.
//!
//! ```text
//! lasts  = effective months (inverse Simpson) ≥ half of the months
//! clear  = unresolved rate − city's rate ≥ 1.645 · √(city (1 − city) / answers)      one-sided 5%
//! mostly = above the city's rate in two thirds of the months judged, or more
//! common = still above it when the worst fifth of the districts is left out
//! persistent = lasts and clear and mostly and common;   without answers: lasts
//! ```
//!
//! It is the yardstick of the backtest, and what the probabilities of [`super::outlook`] are
//! probabilities of.

use yiti_stats::diversity::effective_number;

use super::demand::{Sums, unresolved_rate};
use super::excess::ratio;
use crate::panel::Counts;

/// Share of months above the city's rate from which unresolved demand is persistent.
const PERSISTENT_MONTHS: f64 = 2.0 / 3.0;
/// Share of districts, the worst, without which the rate must still lie above the city's.
const WORST_UNITS: f64 = 0.2;
/// Standard errors above the city's rate that are clear: one-sided 5%. Without it, luck would fill
/// the target where categories are small.
const CLEARLY_ABOVE: f64 = 1.645;

/// Whether these demands stayed unresolved. `all`: the city's demands over the same months.
pub(super) fn is_persistent(own: &Sums, all: &Sums, with_answers: bool) -> bool {
    let orders: Vec<f64> = own.months.iter().map(|counts| f64::from(counts.orders)).collect();
    let months = effective_number(&orders);
    let lasts = months.is_some_and(|months| 2.0 * months >= orders.len() as f64);
    if !with_answers {
        return lasts;
    }
    let Some(city) = unresolved_rate(&all.total) else { return false };
    let known = f64::from(own.total.resolved_known);
    let error = (city * (1.0 - city) / known.max(1.0)).sqrt();
    let clear = unresolved_rate(&own.total).is_some_and(|own| own - city >= CLEARLY_ABOVE * error);
    let common = rate_without_worst(&own.units, city).is_none_or(|rate| rate > city);
    lasts && clear && is_mostly_above(own, all) && common
}

/// Whether the rate lies above the city's in most of the months in which both are known.
fn is_mostly_above(own: &Sums, all: &Sums) -> bool {
    let (mut above, mut judged) = (0, 0);
    for (own, all) in own.months.iter().zip(&all.months) {
        if let (Some(own), Some(all)) = (unresolved_rate(own), unresolved_rate(all)) {
            above += u32::from(own > all);
            judged += 1;
        }
    }
    judged > 0 && f64::from(above) >= PERSISTENT_MONTHS * f64::from(judged)
}

/// The unresolved rate over all districts but the worst fifth; `None` where that leaves no answers.
fn rate_without_worst(units: &[Counts], city: f64) -> Option<f64> {
    let open = |unit: &Counts| f64::from(unit.resolved_known - unit.resolved);
    let beyond = |unit: &Counts| open(unit) - city * f64::from(unit.resolved_known);
    let mut sorted: Vec<&Counts> = units.iter().collect();
    sorted.sort_by(|a, b| beyond(b).total_cmp(&beyond(a)));
    let rest = &sorted[(WORST_UNITS * units.len() as f64) as usize..];
    let answers: f64 = rest.iter().map(|unit| f64::from(unit.resolved_known)).sum();
    ratio(rest.iter().map(|unit| open(unit)).sum::<f64>(), answers)
}
