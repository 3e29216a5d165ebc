//! What a list should have covered: demand that stays unresolved, and of it the persistent part.

use std::ops::Range;

use yiti_stats::diversity::effective_number;

use super::super::chronicity::unresolved_rate;
use super::super::demand::{Demand, Sums};
use super::super::excess::ratio;
use super::super::geography::Geography;
use crate::panel::{CategoryId, Counts, Panel};

/// Share of months above the city's rate from which unresolved demand is persistent.
const PERSISTENT_MONTHS: f64 = 2.0 / 3.0;
/// Share of districts, the worst, without which the rate must still lie above the city's.
const WORST_UNITS: f64 = 0.2;
/// Standard errors above the city's rate that are clear: one-sided 5%. Without it, luck would fill the target where
/// categories are small.
const CLEARLY_ABOVE: f64 = 1.645;

/// What each category of the panel amounts to over some months; one entry a category.
pub(super) struct Targets {
    pub orders: Vec<f64>,
    pub unresolved: Vec<f64>,
    pub persistent: Vec<f64>,
}

/// The targets over these months.
pub(super) fn targets(panel: &Panel, months: Range<usize>) -> Targets {
    let n = panel.categories.len();
    let mut targets = Targets { orders: vec![0.0; n], unresolved: vec![0.0; n], persistent: vec![0.0; n] };
    let geography = Geography::new(panel);
    let months: Vec<usize> = months.collect();
    let read = |items: &[CategoryId]| Demand::read(panel, &geography, items, None, &months).sums(None);
    let all = read(&panel.items().collect::<Vec<_>>());
    for item in panel.items() {
        let at = item.0 as usize;
        let own = read(&[item]);
        targets.orders[at] = f64::from(own.total.orders);
        let rate = if panel.available.resolved { unresolved_rate(&own.total).unwrap_or(0.0) } else { 1.0 };
        targets.unresolved[at] = targets.orders[at] * rate;
        if is_persistent(&own, &all, panel.available.resolved) {
            targets.persistent[at] = targets.unresolved[at];
        }
    }
    targets
}

fn is_persistent(own: &Sums, all: &Sums, with_answers: bool) -> bool {
    let orders: Vec<f64> = own.months.iter().map(|counts| f64::from(counts.orders)).collect();
    let lasts = effective_number(&orders).is_some_and(|months| 2.0 * months >= orders.len() as f64);
    if !with_answers {
        return lasts;
    }
    let Some(city) = unresolved_rate(&all.total) else { return false };
    let monthly = own.months.iter().zip(&all.months).map(|(own, all)| unresolved_rate(own).zip(unresolved_rate(all)));
    let known = f64::from(own.total.resolved_known);
    let error = (city * (1.0 - city) / known.max(1.0)).sqrt();
    let clear = unresolved_rate(&own.total).is_some_and(|own| own - city >= CLEARLY_ABOVE * error);
    lasts && clear && mostly_above(monthly) && rate_without_worst(&own.units, city).is_none_or(|rate| rate > city)
}

/// Whether the first rate lies above the second in most of the pairs that are known.
fn mostly_above(pairs: impl Iterator<Item = Option<(f64, f64)>>) -> bool {
    let (above, judged) =
        pairs.flatten().fold((0, 0), |(above, judged), (own, all)| (above + u32::from(own > all), judged + 1));
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
