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

/// City-wide orders of each month in the categories that belong to none of the topics: the untreated control.
pub(super) fn untreated_orders(panel: &Panel, topics: &[Topic]) -> Vec<u64> {
    let treated: BTreeSet<CategoryId> = topics.iter().flat_map(|t| t.categories.iter().copied()).collect();
    let mut orders = vec![0; panel.months.len()];
    for item in panel.items().filter(|item| !treated.contains(item)) {
        for cell in panel.cell(panel.city(), item) {
            orders[usize::from(cell.month)] += u64::from(cell.counts.orders);
        }
    }
    orders
}
