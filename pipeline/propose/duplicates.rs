//! Topics that are the same demands: one stands for both.

use std::collections::{BTreeMap, BTreeSet};

use super::assess::Assessed;
use super::exclusion::Exclusion;
use crate::panel::{CategoryId, Panel};
use crate::topics::TopicSource;

/// Overlap (Jaccard, by demands) from which two topics are the same.
const SAME_FROM: f64 = 0.8;
/// Share of a text topic's categories, by demands, that makes it a part of a category topic.
const PART_FROM: f64 = 0.8;

/// Marks duplicates among the topics that nothing else keeps off. `order`: best first. Category
/// topics stand before text topics, whose categories say more than they are; topics in `protected`
/// stay.
pub(super) fn mark(panel: &Panel, assessed: &mut [Assessed], order: &[usize], protected: &[usize]) {
    let orders = |categories: &BTreeSet<CategoryId>| -> f64 {
        let total =
            |&c| f64::from(panel.total(panel.city(), c, panel.period_months.clone()).orders);
        categories.iter().map(total).sum()
    };
    let mut kept: Vec<(usize, BTreeSet<CategoryId>)> = Vec::new();
    // Only topics that share a category can be the same.
    let mut with_category: BTreeMap<CategoryId, Vec<usize>> = BTreeMap::new();
    let mut sorted = order.to_vec();
    sorted
        .sort_by_key(|i| (!protected.contains(i), assessed[*i].topic.source == TopicSource::Texts));
    for i in sorted {
        if assessed[i].exclusion.is_some() {
            continue;
        }
        let topic = &assessed[i].topic;
        let own: BTreeSet<CategoryId> = topic.categories.iter().copied().collect();
        let sharing: BTreeSet<usize> = own
            .iter()
            .filter_map(|category| with_category.get(category))
            .flatten()
            .copied()
            .collect();
        let same = sharing.iter().map(|&at| &kept[at]).find(|(other, theirs)| {
            let shared = orders(&own.intersection(theirs).copied().collect());
            let part = topic.source == TopicSource::Texts && shared >= PART_FROM * orders(&own);
            assessed[*other].topic.areas == topic.areas
                && shared > 0.0
                && (part || shared >= SAME_FROM * orders(&own.union(theirs).copied().collect()))
        });
        match same {
            Some((other, _)) if !protected.contains(&i) => {
                assessed[i].exclusion =
                    Some(Exclusion::Duplicate { of: assessed[*other].topic.title.clone() });
            }
            _ => {
                for &category in &own {
                    with_category.entry(category).or_default().push(kept.len());
                }
                kept.push((i, own));
            }
        }
    }
}
