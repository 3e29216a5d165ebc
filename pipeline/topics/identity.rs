//! Stable identity: topics are matched to those of earlier runs and keep their ids and titles.
//!
//! Two topics are alike by their members and words. Of topics made from categories: the overlap `Σ
//! min(p_c, q_c)` of their categories' shares of orders, in [0, 1]; the same matter of the theme
//! tree is 1. Of topics made from texts: the geometric mean of what both have: that overlap of
//! categories, the Jaccard index of their areas, and the weighted Jaccard index of their keywords
//! with weight 1 / rank. A local matter is never a city-wide one. Pairs are taken from the most
//! alike down, each topic once; ties go to the earlier id. What stays away keeps its id for its
//! return; an id that was ever used is never given to another topic.

mod likeness;
mod store;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::likeness::{Sharing, contained, likeness};
pub(super) use self::store::area_path;
use self::store::record;
pub use self::store::{IdentityChange, Named, STORE_VERSION, TopicRecord, TopicStore};
use super::topic::{Topic, TopicSource};
use crate::language::Language;
use crate::panel::Panel;

/// `[topics.identity]`
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IdentitySettings {
    /// Least likeness of a topic to an earlier one whose id it keeps, in (0, 1].
    pub min_likeness: f64,
    /// Least share of a topic found in another to call it a merge or a split, in (0, 1].
    pub min_contained: f64,
}

impl Default for IdentitySettings {
    fn default() -> Self {
        Self { min_likeness: 0.4, min_contained: 0.5 }
    }
}

impl IdentitySettings {
    /// Whether every value is in its range.
    ///
    /// # Errors
    /// Names the key, its range and the value found.
    pub fn validate(&self) -> Result<(), String> {
        let shares = [
            ("identity.min_likeness", self.min_likeness),
            ("identity.min_contained", self.min_contained),
        ];
        for (key, value) in shares {
            if !(value > 0.0 && value <= 1.0) {
                return Err(format!("{key} must be in (0, 1], found {value}"));
            }
        }
        Ok(())
    }
}

/// Topics with their lasting ids, what changed, and what to keep for the next run.
#[derive(Debug, Clone, PartialEq)]
pub struct Identified {
    /// The topics, in the order they came.
    pub topics: Vec<Topic>,
    /// What changed; empty on the first run, when everything is new.
    pub changes: Vec<IdentityChange>,
    /// The record for the next run.
    pub store: TopicStore,
}

/// Gives each topic the id of the earlier topic that it continues, or a new one. A topic that goes
/// on keeps its title too, unless the theme tree names it or the language changed.
pub fn match_topics(
    previous: &TopicStore,
    mut current: Vec<Topic>,
    panel: &Panel,
    settings: &IdentitySettings,
    language: Language,
) -> Identified {
    let mut now: Vec<TopicRecord> = current.iter().map(|t| record(t, panel)).collect();
    let pairs = pair_up(&previous.topics, &now, settings.min_likeness);
    let mut used = previous.used_ids.clone();
    used.extend(previous.topics.iter().map(|p| p.topic_id.clone()));
    for (i, topic) in current.iter_mut().enumerate() {
        match pairs.get(&i).map(|&p| &previous.topics[p]) {
            Some(earlier) => {
                topic.topic_id.clone_from(&earlier.topic_id);
                let named_by_rule =
                    topic.source == TopicSource::Categories && topic.facets.matter.is_some();
                if !named_by_rule && previous.language == language {
                    topic.title.clone_from(&earlier.title);
                }
            }
            None => topic.topic_id = new_id(topic, &used),
        }
        used.insert(topic.topic_id.clone());
        now[i].topic_id.clone_from(&topic.topic_id);
        now[i].title.clone_from(&topic.title);
    }
    let changes = match previous.topics.is_empty() {
        true => Vec::new(),
        false => changes(&previous.topics, &now, &pairs, settings.min_contained),
    };
    let store = keep(previous, now, &pairs, used, language);
    Identified { topics: current, changes, store }
}

/// An id from what a topic is about at birth: `T` and 8 hexadecimal digits; counts on while the id
/// is taken.
pub fn birth_id(words: &[String], is_taken: impl Fn(&str) -> bool) -> String {
    let mut attempt = 0_u32;
    loop {
        let hash = blake3::hash(format!("{attempt}\n{}", words.join("\n")).as_bytes());
        let id = format!("T{}", &hash.to_hex()[..8]);
        if !is_taken(&id) {
            return id;
        }
        attempt += 1;
    }
}

fn new_id(topic: &Topic, used: &BTreeSet<String>) -> String {
    if !topic.topic_id.is_empty() && !used.contains(&topic.topic_id) {
        return topic.topic_id.clone();
    }
    let words: Vec<String> =
        std::iter::once(&topic.title).chain(&topic.keywords).cloned().collect();
    birth_id(&words, |id| used.contains(id))
}

/// Position of each current topic → position of the earlier topic that it continues.
fn pair_up(previous: &[TopicRecord], now: &[TopicRecord], least: f64) -> BTreeMap<usize, usize> {
    let mut candidates: Vec<(f64, usize, usize)> = Vec::new();
    let sharing = Sharing::of(now.iter());
    for (p, earlier) in previous.iter().enumerate() {
        for i in sharing.with(earlier) {
            let likeness = likeness(earlier, &now[i]);
            if likeness >= least {
                candidates.push((likeness, p, i));
            }
        }
    }
    let by_id = |p: usize| (!previous[p].alive, previous[p].topic_id.as_str());
    candidates.sort_by(|a, b| {
        b.0.total_cmp(&a.0).then_with(|| by_id(a.1).cmp(&by_id(b.1))).then(a.2.cmp(&b.2))
    });
    let mut pairs = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, p, i) in candidates {
        if !pairs.contains_key(&i) && taken.insert(p) {
            pairs.insert(i, p);
        }
    }
    pairs
}

fn changes(
    previous: &[TopicRecord],
    now: &[TopicRecord],
    pairs: &BTreeMap<usize, usize>,
    least: f64,
) -> Vec<IdentityChange> {
    let mut changes = Vec::new();
    let alive: Vec<&TopicRecord> = previous.iter().filter(|topic| topic.alive).collect();
    let (before, after) = (Sharing::of(alive.iter().copied()), Sharing::of(now.iter()));
    for (i, topic) in now.iter().enumerate() {
        match pairs.get(&i) {
            Some(&p) if previous[p].alive => {}
            Some(_) => changes.push(IdentityChange::Returned { topic: named(topic) }),
            None => {
                changes.push(match holder(topic, before.with(topic).map(|at| alive[at]), least) {
                    Some(from) => IdentityChange::Split { from: named(from), topic: named(topic) },
                    None => IdentityChange::Born { topic: named(topic) },
                })
            }
        }
    }
    let continued: BTreeSet<usize> = pairs.values().copied().collect();
    for (p, topic) in previous.iter().enumerate() {
        if topic.alive && !continued.contains(&p) {
            changes.push(match holder(topic, after.with(topic).map(|at| &now[at]), least) {
                Some(into) => IdentityChange::Merged { topic: named(topic), into: named(into) },
                None => IdentityChange::Died { topic: named(topic) },
            });
        }
    }
    changes
}

fn holder<'a>(
    part: &TopicRecord,
    wholes: impl Iterator<Item = &'a TopicRecord>,
    least: f64,
) -> Option<&'a TopicRecord> {
    let mut best: Option<(f64, &TopicRecord)> = None;
    for whole in wholes {
        let share = contained(part, whole);
        if share >= least && best.is_none_or(|(most, _)| share > most) {
            best = Some((share, whole));
        }
    }
    best.map(|(_, whole)| whole)
}

fn named(topic: &TopicRecord) -> Named {
    Named { topic_id: topic.topic_id.clone(), title: topic.title.clone() }
}

fn keep(
    previous: &TopicStore,
    mut now: Vec<TopicRecord>,
    pairs: &BTreeMap<usize, usize>,
    used_ids: BTreeSet<String>,
    language: Language,
) -> TopicStore {
    let continued: BTreeSet<usize> = pairs.values().copied().collect();
    let away = previous.topics.iter().enumerate().filter(|(p, _)| !continued.contains(p));
    let mut away: Vec<TopicRecord> =
        away.map(|(_, t)| TopicRecord { alive: false, ..t.clone() }).collect();
    now.sort_by(|a, b| a.topic_id.cmp(&b.topic_id));
    away.sort_by(|a, b| a.topic_id.cmp(&b.topic_id));
    now.extend(away);
    TopicStore { schema_version: STORE_VERSION, language, topics: now, used_ids }
}
