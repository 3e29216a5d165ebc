//! Unusual weeks become events: what the false discovery rate lets through, with the unusual weeks
//! next to it.

use yiti_stats::fdr::q_values;

use super::spike::SpikeSettings;
use super::spike_scan::{Scan, Unusual};
use crate::panel::{AreaId, CategoryId};

/// Unusual weeks in a row, at least one of which stands up to Benjamini–Hochberg.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Event {
    pub(super) area: AreaId,
    pub(super) category: CategoryId,
    /// Consecutive weeks, oldest first; never empty.
    pub(super) weeks: Vec<Unusual>,
    /// Smallest of the weeks' q-values.
    pub(super) q_value: f64,
}

impl Event {
    /// The week with the largest count; of several, the first.
    pub(super) fn peak(&self) -> &Unusual {
        self.weeks
            .iter()
            .rev()
            .max_by(|a, b| a.count.total_cmp(&b.count))
            .expect("an event has a week")
    }

    /// Smallest of the weeks' p-values.
    pub(super) fn p_value(&self) -> f64 {
        self.weeks.iter().map(|week| week.p_value).fold(1.0, f64::min)
    }

    fn orders(&self) -> f64 {
        self.weeks.iter().map(|week| week.count).sum()
    }

    fn ratio(&self) -> f64 {
        let expected: f64 = self.weeks.iter().map(|week| week.expected).sum();
        self.orders() / expected
    }
}

/// Fewest orders of an event. A week may be unusual by the week before it; two orders are no
/// finding whatever came before.
const ORDERS_MIN: f64 = 3.0;

/// The events among what was scanned, by area, category and first week.
pub(super) fn events(scan: &Scan, settings: &SpikeSettings) -> Vec<Event> {
    let mut events = runs(scan);
    let stands_out =
        |event: &Event| event.ratio() >= settings.ratio_min && event.orders() >= ORDERS_MIN;
    events.retain(|event| event.q_value <= settings.false_share && stands_out(event));
    events
}

/// All unusual weeks, those in a row as one, whatever their q-value.
pub(super) fn runs(scan: &Scan) -> Vec<Event> {
    let p_values: Vec<f64> = scan.unusual.iter().map(|unusual| unusual.p_value).collect();
    let q = q_values(&p_values, scan.tests);
    let mut events: Vec<Event> = Vec::new();
    for (unusual, &q_value) in scan.unusual.iter().zip(&q) {
        match events.last_mut() {
            Some(event) if continues(event, unusual) => {
                event.weeks.push(*unusual);
                event.q_value = event.q_value.min(q_value);
            }
            _ => {
                let Unusual { area, category, .. } = *unusual;
                events.push(Event { area, category, weeks: vec![*unusual], q_value });
            }
        }
    }
    events
}

fn continues(event: &Event, next: &Unusual) -> bool {
    let last = event.weeks[event.weeks.len() - 1];
    (last.area, last.category, last.week + 1) == (next.area, next.category, next.week)
}

#[cfg(test)]
mod tests;
