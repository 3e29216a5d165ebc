//! Monthly counts of topics and of what is not a topic.

use std::collections::BTreeSet;

use crate::panel::{CategoryId, Counts, Panel, Selection};
use crate::topics::Topic;

/// A topic's counts, one for each of [`Panel::months`].
pub(super) struct TopicSeries {
    pub months: Vec<Counts>,
}

impl TopicSeries {
    /// Sums the topic's categories over the city, or over its areas.
    pub fn gather(panel: &Panel, topic: &Topic) -> Self {
        let selection = Selection::new(panel, &topic.categories, topic.areas.as_deref());
        Self { months: selection.months(panel) }
    }

    /// Another category where the topic is.
    pub fn of_category(panel: &Panel, topic: &Topic, category: CategoryId) -> Self {
        let areas = topic.areas.clone();
        Self::gather(panel, &Topic { categories: vec![category], areas, ..Topic::default() })
    }

    /// Orders of each month, to compute with.
    pub fn orders_f64(&self) -> Vec<f64> {
        self.months.iter().map(|counts| f64::from(counts.orders)).collect()
    }

    /// Orders of each month.
    pub fn orders(&self) -> Vec<u64> {
        self.months.iter().map(|counts| counts.orders.into()).collect()
    }
}

/// City-wide orders of each month in the categories that belong to none of the topics.
pub(super) fn rest_orders(panel: &Panel, topics: &[Topic]) -> Vec<u64> {
    let listed: BTreeSet<CategoryId> =
        topics.iter().flat_map(|t| t.categories.iter().copied()).collect();
    let mut orders = vec![0; panel.months.len()];
    for item in panel.items().filter(|item| !listed.contains(item)) {
        for cell in panel.cell(panel.city(), item) {
            orders[usize::from(cell.month)] += u64::from(cell.counts.orders);
        }
    }
    orders
}
