//! The list that volume alone would give, to hold the proposal against.

use std::collections::BTreeMap;

use super::assess::Assessed;
use super::exclusion::Exclusion;
use crate::topics::TopicSource;

/// Rank by demands, 1 = most, of every topic that a plain count of categories would list: the whole
/// city's, gathered from categories. Parts of them (topics from texts, local matters, copies of
/// others) have none.
pub(super) fn volume_ranks(assessed: &[Assessed]) -> BTreeMap<usize, u32> {
    let is_plain = |a: &Assessed| {
        a.topic.source == TopicSource::Categories
            && a.topic.areas.is_none()
            && !matches!(a.exclusion, Some(Exclusion::Duplicate { .. }))
    };
    let mut plain: Vec<usize> = (0..assessed.len()).filter(|&i| is_plain(&assessed[i])).collect();
    plain.sort_by(|&a, &b| {
        let (a, b) = (&assessed[a], &assessed[b]);
        b.orders.cmp(&a.orders).then_with(|| a.topic.topic_id.cmp(&b.topic.topic_id))
    });
    plain.into_iter().zip(1..).collect()
}
