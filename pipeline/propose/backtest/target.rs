//! What a list should have covered: demand that stays unresolved, and of it the persistent part.

use std::ops::Range;

use super::super::demand::{Demand, is_scored, unresolved_rate};
use super::super::geography::Geography;
use super::super::persistent::is_persistent;
use crate::panel::{CategoryId, Panel};
use crate::topics::Topic;

/// What each category of the panel amounts to over some months; one entry a category.
pub(super) struct Targets {
    pub orders: Vec<f64>,
    pub unresolved: Vec<f64>,
    pub persistent: Vec<f64>,
}

/// The targets over these months.
pub(super) fn targets(panel: &Panel, months: Range<usize>) -> Targets {
    let n = panel.categories.len();
    let mut targets =
        Targets { orders: vec![0.0; n], unresolved: vec![0.0; n], persistent: vec![0.0; n] };
    let geography = Geography::new(panel).units_only();
    let months: Vec<usize> = months.collect();
    let read =
        |items: &[CategoryId]| Demand::read(panel, &geography, items, None, &months).sums(None);
    let all = read(&panel.items().collect::<Vec<_>>());
    for item in panel.items() {
        let at = item.0 as usize;
        let own = read(&[item]);
        targets.orders[at] = f64::from(own.total.orders);
        let rate =
            if panel.available.resolved { unresolved_rate(&own.total).unwrap_or(0.0) } else { 1.0 };
        targets.unresolved[at] = targets.orders[at] * rate;
        if is_persistent(&own, &all, panel.available.resolved) {
            targets.persistent[at] = targets.unresolved[at];
        }
    }
    targets
}

/// Whether each topic, as a whole, stayed unresolved over these months.
pub(super) fn stayed(panel: &Panel, topics: &[Topic], months: Range<usize>) -> Vec<bool> {
    let geography = Geography::new(panel).units_only();
    let months: Vec<usize> = months.filter(|&month| is_scored(&panel.months[month])).collect();
    let items: Vec<CategoryId> = panel.items().collect();
    let all = Demand::read(panel, &geography, &items, None, &months).sums(None);
    let of = |topic: &Topic| {
        let own =
            Demand::read(panel, &geography, &topic.categories, topic.areas.as_deref(), &months)
                .sums(None);
        is_persistent(&own, &all, panel.available.resolved)
    };
    topics.iter().map(of).collect()
}
