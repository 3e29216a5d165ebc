//! What is kept of topics from run to run, and what happened between two runs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::language::Language;
use crate::panel::{AreaId, Panel};
use crate::topics::category::category_path;
use crate::topics::topic::{Topic, TopicSource};

/// The version of the record's format.
pub const STORE_VERSION: u32 = 1;

/// What is kept of all topics from run to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicStore {
    /// [`STORE_VERSION`].
    pub schema_version: u32,
    /// Language of the titles.
    pub language: Language,
    /// Topics of the last run, then those that stayed away; each sorted by id.
    pub topics: Vec<TopicRecord>,
    /// Every id that was ever given.
    pub used_ids: BTreeSet<String>,
}

impl TopicStore {
    /// Nothing kept yet.
    pub fn empty(language: Language) -> Self {
        Self {
            schema_version: STORE_VERSION,
            language,
            topics: Vec::new(),
            used_ids: BTreeSet::new(),
        }
    }
}

/// What is kept of one topic: as it was before people's edits, which are applied anew at every run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TopicRecord {
    /// Its id.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// What it was made from.
    pub source: TopicSource,
    /// Matter of the theme tree.
    pub matter: Option<String>,
    /// Category, as `level 1/item` → demands in the period.
    pub categories: BTreeMap<String, u64>,
    /// Areas, as `district/street/…`; `None`: the whole city.
    pub areas: Option<BTreeSet<String>>,
    /// Keywords, strongest first.
    pub keywords: Vec<String>,
    /// Whether the last run had it.
    pub alive: bool,
}

/// What happened to a topic between two runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityChange {
    /// A new topic.
    Born {
        /// Id and title.
        topic: Named,
    },
    /// Part of an earlier topic, which goes on, is now a topic of its own.
    Split {
        /// The earlier topic.
        from: Named,
        /// The new one.
        topic: Named,
    },
    /// Absent in the last run, here again with its old id.
    Returned {
        /// Id and title.
        topic: Named,
    },
    /// No longer there.
    Died {
        /// Id and title.
        topic: Named,
    },
    /// No longer there: its members are part of another.
    Merged {
        /// The topic that ended.
        topic: Named,
        /// The topic that holds its members.
        into: Named,
    },
}

/// Id and title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Id.
    pub topic_id: String,
    /// Title.
    pub title: String,
}

impl IdentityChange {
    /// One sentence for people.
    pub fn sentence(&self, language: Language) -> String {
        let name = |n: &Named| match language {
            Language::Zh => format!("“{}”（{}）", n.title, n.topic_id),
            Language::En => format!("“{}” ({})", n.title, n.topic_id),
        };
        let (zh, en) = match self {
            Self::Born { topic: t } => (format!("新增：{}", name(t)), format!("New: {}", name(t))),
            Self::Split { from, topic: t } => (
                format!("拆分：{}从{}中分出", name(t), name(from)),
                format!("Split: {} was part of {}", name(t), name(from)),
            ),
            Self::Returned { topic: t } => {
                (format!("再次出现：{}", name(t)), format!("Returned: {}", name(t)))
            }
            Self::Died { topic: t } => {
                (format!("不再出现：{}", name(t)), format!("Gone: {}", name(t)))
            }
            Self::Merged { topic: t, into } => (
                format!("合并：{}并入{}", name(t), name(into)),
                format!("Merged: {} is now part of {}", name(t), name(into)),
            ),
        };
        language.pick(&zh, &en).to_owned()
    }
}

/// What is kept of a topic.
pub(super) fn record(topic: &Topic, panel: &Panel) -> TopicRecord {
    let scope = topic.areas.clone().unwrap_or_else(|| vec![panel.city()]);
    let categories = topic.categories.iter().map(|&c| {
        let (parent, item) = category_path(panel, c);
        let orders = scope
            .iter()
            .map(|&a| u64::from(panel.total(a, c, panel.period_months.clone()).orders))
            .sum();
        (format!("{}/{item}", parent.unwrap_or_default()), orders)
    });
    TopicRecord {
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
        source: topic.source,
        matter: topic.facets.matter.clone(),
        categories: categories.collect(),
        areas: topic.areas.as_ref().map(|list| list.iter().map(|&a| area_path(panel, a)).collect()),
        keywords: topic.keywords.clone(),
        alive: true,
    }
}

/// Names from the district down: street names repeat between districts.
pub(in crate::topics) fn area_path(panel: &Panel, area: AreaId) -> String {
    let mut names: Vec<&str> = std::iter::successors(Some(area), |&a| panel.area(a).parent)
        .filter(|&a| a != panel.city())
        .map(|a| panel.area(a).name.as_str())
        .collect();
    names.reverse();
    names.join("/")
}
