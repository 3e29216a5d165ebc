//! Monthly counts of topics and of what is not a topic.

use std::collections::BTreeSet;

use crate::panel::{AreaId, CategoryId, Counts, Panel};
use crate::topics::Topic;

/// A topic's counts, one for each of [`Panel::months`].
pub(super) struct TopicSeries {
    pub months: Vec<Counts>,
}

impl TopicSeries {
    /// Sums the topic's categories over the city, or over its areas.
    pub fn gather(panel: &Panel, topic: &Topic) -> Self {
        let mut months = vec![Counts::default(); panel.months.len()];
        let categories: BTreeSet<_> = topic.categories.iter().copied().collect();
        for area in topic_areas(panel, topic) {
            for cell in categories.iter().flat_map(|&category| panel.cell(area, category)) {
                months[usize::from(cell.month)].add(&cell.counts);
            }
        }
        Self { months }
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

/// The areas to sum over, none inside another, so that no order counts twice.
pub(super) fn topic_areas(panel: &Panel, topic: &Topic) -> Vec<AreaId> {
    let Some(areas) = &topic.areas else {
        return vec![panel.city()];
    };
    let listed: BTreeSet<AreaId> = areas.iter().copied().collect();
    let inside_another = |area: AreaId| {
        let mut parent = panel.area(area).parent;
        while let Some(id) = parent {
            if listed.contains(&id) {
                return true;
            }
            parent = panel.area(id).parent;
        }
        false
    };
    listed.iter().copied().filter(|&area| !inside_another(area)).collect()
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
