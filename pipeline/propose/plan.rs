//! What would change against the last published proposal: topics that enter, leave, move, each with
//! its reason.
//!
//! Nothing is written; the text reads like a plan of changes before they are applied.

use super::proposal::{Candidate, CandidateStatus, ProposedTopic};
use super::request::Outcome;
use crate::language::Language;

/// A row of the last published proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedTopic {
    /// Month of review, 1–12.
    pub month: u32,
    /// Rank among the candidates.
    pub rank: u32,
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
}

/// A row of the last published candidates.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedCandidate {
    /// Rank among the candidates.
    pub rank: u32,
    /// The topic.
    pub topic_id: String,
    /// Its title.
    pub title: String,
    /// Its score.
    pub score: f64,
    /// `proposed`, `near_miss` or `excluded`.
    pub status: String,
}

/// The last published proposal; empty before the first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// Table `proposal`.
    pub proposal: Vec<PublishedTopic>,
    /// Table `candidates`.
    pub candidates: Vec<PublishedCandidate>,
}

/// What happens to a topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It comes onto the list.
    Enters,
    /// It goes off the list.
    Leaves,
    /// It stays, with another rank, month or title.
    Moves,
}

impl ChangeKind {
    /// The sign before its line.
    pub const fn sign(self) -> char {
        match self {
            Self::Enters => '+',
            Self::Leaves => '-',
            Self::Moves => '~',
        }
    }
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What happens.
    pub kind: ChangeKind,
    /// The topic.
    pub topic_id: String,
    /// Its title after the change; before it for what leaves.
    pub title: String,
    /// Month of review and rank before; `None` for what enters.
    pub before: Option<(u32, u32)>,
    /// Month of review and rank after; `None` for what leaves.
    pub after: Option<(u32, u32)>,
    /// Why.
    pub reason: String,
    /// The same in a few words, for a page that gives the reasons of what it proposes elsewhere.
    pub note: String,
}

/// All changes: what enters, leaves, moves, each by rank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The changes.
    pub changes: Vec<Change>,
    /// Topics that stay as they are.
    pub unchanged: usize,
}

/// Compares an outcome with the last published proposal.
pub fn plan(published: &Published, outcome: &Outcome, language: Language) -> Plan {
    let mut changes = Vec::new();
    let mut unchanged = 0;
    for topic in &outcome.proposal {
        match published.proposal.iter().find(|old| old.topic_id == topic.topic_id) {
            None => changes.push(enters(published, topic, language)),
            Some(old) if is_same(old, topic) => unchanged += 1,
            Some(old) => changes.push(moves(old, topic, language)),
        }
    }
    for old in &published.proposal {
        if !outcome.proposal.iter().any(|topic| topic.topic_id == old.topic_id) {
            changes.push(leaves(old, outcome, language));
        }
    }
    changes.sort_by_key(|change| (change.kind, change.after.or(change.before).map(|at| at.1)));
    Plan { changes, unchanged }
}

fn is_same(old: &PublishedTopic, new: &ProposedTopic) -> bool {
    (old.month, old.rank, &old.title) == (new.month, new.rank, &new.title)
}

fn enters(published: &Published, topic: &ProposedTopic, language: Language) -> Change {
    let was = published
        .candidates
        .iter()
        .find(|c| c.topic_id == topic.topic_id)
        .map(|c| (c.status.as_str(), c.rank));
    let note = match (was, language) {
        (Some(("excluded", _)), Language::Zh) => "上次被规则排除".to_owned(),
        (Some(("excluded", _)), Language::En) => "was kept off by a rule".to_owned(),
        (Some((_, rank)), Language::Zh) => format!("上次排第{rank}"),
        (Some((_, rank)), Language::En) => format!("was rank {rank}"),
        (None, _) => language.pick("上次没有这一议题", "was no topic last time").to_owned(),
    };
    Change {
        kind: ChangeKind::Enters,
        topic_id: topic.topic_id.clone(),
        title: topic.title.clone(),
        before: None,
        after: Some((topic.month, topic.rank)),
        reason: format!("{note}{}{}", language.pick("；", "; "), topic.why),
        note,
    }
}

fn leaves(old: &PublishedTopic, outcome: &Outcome, language: Language) -> Change {
    let now = outcome.candidates.iter().find(|c| c.topic_id == old.topic_id);
    let reason = match now {
        None => language.pick("本期没有这一议题。", "is no topic of this period.").to_owned(),
        Some(candidate) => left_behind(candidate, language),
    };
    Change {
        kind: ChangeKind::Leaves,
        topic_id: old.topic_id.clone(),
        title: old.title.clone(),
        before: Some((old.month, old.rank)),
        after: None,
        note: reason.clone(),
        reason,
    }
}

fn left_behind(candidate: &Candidate, language: Language) -> String {
    match (candidate.status, language) {
        (CandidateStatus::Excluded, _) => candidate.why.clone(),
        (_, Language::Zh) => format!("现排第{}。{}", candidate.rank, candidate.why),
        (_, Language::En) => format!("now rank {}. {}", candidate.rank, candidate.why),
    }
}

fn moves(old: &PublishedTopic, new: &ProposedTopic, language: Language) -> Change {
    let mut parts = Vec::new();
    if old.title != new.title {
        parts.push(match language {
            Language::Zh => format!("原名“{}”", old.title),
            Language::En => format!("was called “{}”", old.title),
        });
    }
    if old.rank != new.rank {
        parts.push(match language {
            Language::Zh => format!("名次{}→{}", old.rank, new.rank),
            Language::En => format!("rank {} → {}", old.rank, new.rank),
        });
    }
    if old.month != new.month {
        parts.push(match language {
            Language::Zh => format!("审议月份{}月→{}月", old.month, new.month),
            Language::En => format!("review month {} → {}", old.month, new.month),
        });
    }
    let reason = parts.join(language.pick("，", ", "));
    Change {
        kind: ChangeKind::Moves,
        topic_id: new.topic_id.clone(),
        title: new.title.clone(),
        before: Some((old.month, old.rank)),
        after: Some((new.month, new.rank)),
        note: reason.clone(),
        reason,
    }
}

impl Plan {
    /// Changes of one kind.
    pub fn of(&self, kind: ChangeKind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind == kind)
    }

    /// The plan as text: one line a change with its reason below, and a closing count.
    pub fn text(&self, language: Language) -> String {
        let mut text = String::new();
        for change in &self.changes {
            text.push_str(&format!(
                "{} {} ({})\n    {}\n",
                change.kind.sign(),
                change.title,
                change.topic_id,
                change.reason
            ));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        let count = |kind| self.of(kind).count();
        let (enter, leave, move_) =
            (count(ChangeKind::Enters), count(ChangeKind::Leaves), count(ChangeKind::Moves));
        let same = self.unchanged;
        text.push_str(&match language {
            Language::Zh => format!("计划：新列入{enter}项，移出{leave}项，调整{move_}项，不变{same}项。尚未写入任何文件。\n"),
            Language::En => {
                format!("Plan: {enter} to enter, {leave} to leave, {move_} to move, {same} \
                         unchanged. Nothing was written.\n")
            }
        });
        text
    }
}

#[cfg(test)]
mod tests;
