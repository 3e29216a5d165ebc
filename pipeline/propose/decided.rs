//! The ledger applied to topics: merges and renames first, then what is adopted and what is
//! rejected.

use std::collections::{BTreeMap, BTreeSet};

use super::history::is_named;
use super::ledger::{Action, Decision, Ledger};
use crate::panel::AreaId;
use crate::topics::Topic;

/// Topics after merges and renames, and the decisions that hold for them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Decided {
    /// The topics.
    pub topics: Vec<Topic>,
    /// The adopting or rejecting decision that holds, by topic id.
    pub verdicts: BTreeMap<String, Decision>,
    /// Decisions whose topic, or whose `into`, is not among the topics.
    pub unmatched: Vec<Decision>,
}

impl Ledger {
    /// Applies every decision in turn. A merged topic's categories, areas, findings and demands go
    /// to the other, and later decisions may name either. Titles before a rename keep naming the
    /// topic.
    pub fn apply(&self, topics: &[Topic]) -> Decided {
        let mut decided = Decided { topics: topics.to_vec(), ..Decided::default() };
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for decision in &self.decisions {
            if !decided.apply(decision, &mut names) {
                decided.unmatched.push(decision.clone());
            }
        }
        decided
    }
}

impl Decided {
    /// Whether the ledger adopts the topic.
    pub fn is_adopted(&self, topic_id: &str) -> bool {
        self.verdicts.get(topic_id).is_some_and(|decision| decision.action == Action::Adopt)
    }

    /// The decision that rejects the topic.
    pub fn rejection(&self, topic_id: &str) -> Option<&Decision> {
        self.verdicts.get(topic_id).filter(|decision| decision.action == Action::Reject)
    }

    /// Ids of adopted topics, in the order of the topics.
    pub fn adopted(&self) -> Vec<String> {
        let ids = self.topics.iter().map(|topic| topic.topic_id.clone());
        ids.filter(|id| self.is_adopted(id)).collect()
    }

    /// Applies one decision; whether it found its topics. `names` maps former names to ids.
    fn apply(&mut self, decision: &Decision, names: &mut BTreeMap<String, String>) -> bool {
        let Some(at) = self.find(&decision.topic, names) else { return false };
        let id = self.topics[at].topic_id.clone();
        match &decision.action {
            Action::Adopt | Action::Reject => {
                self.verdicts.insert(id, decision.clone());
            }
            Action::Rename { title } => {
                names.insert(self.topics[at].title.clone(), id);
                self.topics[at].title.clone_from(title);
            }
            Action::Merge { into } => {
                let Some(target) = self.find(into, names).filter(|&target| target != at) else {
                    return false;
                };
                let kept = self.topics[target].topic_id.clone();
                let gone = merge(&mut self.topics, at, target);
                self.verdicts.remove(&id);
                names.insert(gone.topic_id, kept.clone());
                names.insert(gone.title, kept);
            }
        }
        true
    }

    fn find(&self, name: &str, names: &BTreeMap<String, String>) -> Option<usize> {
        let by = |name: &str| self.topics.iter().position(|topic| is_named(topic, name));
        by(name).or_else(|| by(names.get(name.trim())?))
    }
}

/// Moves everything of topic `from` to topic `into` and returns what is left of it.
fn merge(topics: &mut Vec<Topic>, from: usize, into: usize) -> Topic {
    let gone = topics[from].clone();
    let target = &mut topics[into];
    let categories: BTreeSet<_> =
        target.categories.iter().chain(&gone.categories).copied().collect();
    let is_new = gone.categories.iter().any(|c| !target.categories.contains(c));
    target.orders += if is_new || target.areas != gone.areas { gone.orders } else { 0 };
    target.categories = categories.into_iter().collect();
    target.areas = match (target.areas.take(), gone.areas.as_ref()) {
        (Some(own), Some(other)) => {
            let all: BTreeSet<AreaId> = own.into_iter().chain(other.iter().copied()).collect();
            Some(all.into_iter().collect())
        }
        _ => None,
    };
    target.area_count = target.area_count.max(gone.area_count);
    target.first_day = [target.first_day, gone.first_day].into_iter().flatten().min();
    target.last_day = target.last_day.max(gone.last_day);
    let extra: Vec<String> =
        gone.finding_ids.iter().filter(|id| !target.finding_ids.contains(id)).cloned().collect();
    target.finding_ids.extend(extra);
    topics.remove(from);
    gone
}
