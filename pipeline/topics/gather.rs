//! All topics of a run: from categories and texts, edited by people, with lasting ids.

use std::collections::BTreeMap;

use super::category::category_topics;
use super::edits::{Edits, apply::apply_edits, outcome::EditOutcome};
use super::identity::{IdentityChange, TopicStore, match_topics};
use super::order_texts::{Texts, add_matters, matters};
use super::themes::ThemeTree;
use super::{Topic, TopicsSettings};
use crate::language::Language;
use crate::mine::Finding;
use crate::panel::Panel;

/// The topics and what people should know of how they came about.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The topics, largest first.
    pub topics: Vec<Topic>,
    /// What became of each human edit.
    pub edits: Vec<EditOutcome>,
    /// Births, deaths, merges and splits since the last run.
    pub changes: Vec<IdentityChange>,
    /// The record for the next run.
    pub store: TopicStore,
}

/// What people and earlier runs say of topics.
#[derive(Clone, Copy)]
pub struct Guidance<'a> {
    /// Themes, matters, buckets.
    pub tree: &'a ThemeTree,
    /// Merges, splits, renames.
    pub edits: &'a Edits,
    /// The last run's record.
    pub previous: &'a TopicStore,
}

/// Gathers topics; [`attach_findings`] comes once there are findings.
pub fn gather(
    panel: &Panel,
    texts: Texts<'_>,
    guidance: Guidance<'_>,
    settings: &TopicsSettings,
    language: Language,
) -> Gathered {
    let Guidance { tree, edits, previous } = guidance;
    let (mut topics, matters) = rayon::join(
        || category_topics(panel, tree, &settings.category, language),
        || matters(panel, texts, settings),
    );
    if let Some(matters) = matters {
        add_matters(panel, texts.all, &matters, tree, &mut topics);
    }
    let identified = match_topics(previous, topics, panel, &settings.identity, language);
    // Edits name lasting ids, and the record keeps topics as they were before them.
    let (topics, edits) = apply_edits(identified.topics, edits, panel);
    Gathered { topics, edits, changes: identified.changes, store: identified.store }
}

/// Hangs each finding on the topics that hold its category, and its area where a topic is local.
pub fn attach_findings(topics: &mut [Topic], findings: &[Finding]) {
    let mut by_category: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_category.entry(finding.category).or_default().push(finding);
    }
    for topic in topics {
        let areas = topic.areas.as_deref();
        let found =
            topic.categories.iter().filter_map(|category| by_category.get(category)).flatten();
        let here = found.filter(|finding| areas.is_none_or(|areas| areas.contains(&finding.area)));
        topic.finding_ids = here.map(|finding| finding.finding_id.clone()).collect();
    }
}
