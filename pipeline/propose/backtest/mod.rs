//! Backtest: propose from past months, look at the months after them.
//!
//! What a list should have covered is the next months' demand that stays unresolved, and of it the
//! persistent part, where demand stays high and resolution stays low across districts:
//!
//! ```text
//! unresolved(c) = orders · unresolved rate of category c in the next months
//!                 (orders alone without answers)
//! persistent(c) = unresolved(c) where it persistently stayed unresolved
//!                 ([`super::persistent`]), else 0
//! covered       = sum over the categories of the list's topics, each once
//!                 / sum over all categories
//! ```
//!
//! The list stands beside others of the same length, all held against the same target: three that
//! anybody could make (the largest topics by demand, by unresolved demand, and by what persistently
//! stayed unresolved in the past months), and the best lists in hindsight, which nobody could have
//! known: any topics, and under the limits that the list itself keeps to (what may be on it at all,
//! how many themes, how many of one). What the second covers less is the price of those limits.
//! Without answers on resolution the first two simple lists are the same.

mod fit;
mod reliability;
mod summary;
mod target;
mod verdict;
mod windows;

use std::collections::BTreeSet;
use std::ops::Range;

use super::choice::Eligible;
use super::exclusion::Exclusion;
use super::proposal::Candidate;
use super::request::Outcome;
use super::settings::Settings;
use crate::language::Language;
use crate::panel::{CategoryId, Lookup, Panel};
use chrono::NaiveDate;
pub use fit::{Fitted, fit};
pub use reliability::{Band, reliability};
pub use summary::{Mean, summary};
use target::targets;
pub use verdict::{headline, verdict};
pub use windows::{COVERAGE_MIN, LeftOut, MONTHS_MIN, Window, Windows, usual_months, windows};
use yiti_stats::select::Selector;

/// A list under comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// The proposal.
    Proposal,
    /// The largest topics by demand.
    TopVolume,
    /// The largest topics by unresolved demand.
    TopUnresolved,
    /// The largest topics by what persistently stayed unresolved in the months proposed from.
    TopPersistent,
    /// The best list under the limits that the proposal keeps to, known only afterwards.
    HindsightLimited,
    /// The best list, known only afterwards.
    Hindsight,
}

impl List {
    /// Lists that anybody could make.
    pub const SIMPLE: [Self; 3] = [Self::TopVolume, Self::TopUnresolved, Self::TopPersistent];

    /// All of them, in the order of tables and pages.
    pub const ALL: [Self; 6] = [
        Self::Proposal,
        Self::TopVolume,
        Self::TopUnresolved,
        Self::TopPersistent,
        Self::HindsightLimited,
        Self::Hindsight,
    ];

    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::TopVolume => "top_volume",
            Self::TopUnresolved => "top_unresolved",
            Self::TopPersistent => "top_persistent",
            Self::HindsightLimited => "hindsight_limited",
            Self::Hindsight => "hindsight",
        }
    }

    /// The name for people.
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Proposal => language.pick("本系统提议", "this proposal"),
            Self::TopVolume => language.pick("按诉求量排序", "most demands"),
            Self::TopUnresolved => language.pick("按未解决量排序", "most unresolved demands"),
            Self::TopPersistent => {
                language.pick("按上期长期未解决量排序", "persistently unresolved before")
            }
            Self::HindsightLimited => {
                language.pick("事后最优（守清单限制）", "best in hindsight, same limits")
            }
            Self::Hindsight => language.pick("事后最优", "best in hindsight"),
        }
    }
}

/// One list's result for one window.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// First month of those proposed from.
    pub from: NaiveDate,
    /// First month of those looked at.
    pub next: NaiveDate,
    /// Months proposed from, and months looked at.
    pub months: usize,
    /// The list.
    pub list: List,
    /// Share of the next months' unresolved demand that it covers; `None` where there is none.
    pub unresolved: Option<f64>,
    /// Share of the next months' persistent unresolved demand that it covers; `None` where there is
    /// none.
    pub persistent: Option<f64>,
    /// Its persistent coverage as a share of what the best list in hindsight covers.
    pub of_hindsight: Option<f64>,
    /// Its topics, by title.
    pub topics: Vec<String>,
    /// Months of the window that the feed does not fully cover.
    pub doubtful: Vec<NaiveDate>,
}

/// The panel as it was at the end of a period: nothing of the months after it is left. Departments,
/// which the panel keeps for its own period only, are left out.
pub fn as_of(panel: &Panel, period: Range<usize>) -> Panel {
    let mut past = Panel { lookup: Lookup::default(), ..panel.clone() };
    past.months.truncate(period.end);
    past.cells.retain(|cell| usize::from(cell.month) < period.end);
    let last_day = past.months.last().map(|month| month.last_day);
    let ends_within =
        |monday: &NaiveDate| last_day.is_some_and(|last| *monday + chrono::Days::new(6) <= last);
    let weeks = past.weeks.iter().take_while(|monday| ends_within(monday)).count();
    past.weeks.truncate(weeks);
    past.weeks_complete.truncate(weeks);
    past.cell_weeks.retain(|cell| usize::from(cell.week) < weeks);
    let first_day = past.months.get(period.start).map(|month| month.first_day);
    let before = |monday: &&NaiveDate| {
        first_day.is_some_and(|first| **monday + chrono::Days::new(6) < first)
    };
    past.period_weeks = past.weeks.iter().take_while(before).count()..weeks;
    past.period_months = period;
    past.departments.clear();
    past
}

/// Compares the outcome of a window's period with the other lists. `panel` holds the months looked
/// at too.
pub fn compare(
    panel: &Panel,
    window: &Window,
    outcome: &Outcome,
    settings: &Settings,
) -> Vec<Coverage> {
    let pool = pool(outcome);
    let length = outcome.proposal.len();
    let past = targets(panel, window.period.clone());
    let next = targets(panel, window.next.clone());
    let at = |id: &str| pool.iter().position(|topic| topic.0 == id);
    let proposal = outcome.proposal.iter().filter_map(|topic| at(&topic.topic_id)).collect();
    let limited =
        limited(outcome, &next.persistent, settings).iter().filter_map(|id| at(id)).collect();
    let best = |value: &[f64]| best(&pool, value, &past.unresolved, length);
    let lists: [(List, Vec<usize>); 6] = [
        (List::Proposal, proposal),
        (List::TopVolume, best(&past.orders)),
        (List::TopUnresolved, best(&past.unresolved)),
        (List::TopPersistent, best(&past.persistent)),
        (List::HindsightLimited, limited),
        (List::Hindsight, best(&next.persistent)),
    ];
    let title = |id: &str| {
        let topic = outcome.topics.iter().find(|topic| topic.topic_id == id);
        topic.map_or_else(|| id.to_owned(), |topic| topic.title.clone())
    };
    let persistent = |list: &[usize]| covered(&pool, list, &next.persistent);
    let ceiling = persistent(&lists[5].1);
    let coverage = |(list, chosen): &(List, Vec<usize>)| Coverage {
        from: panel.months[window.period.start].month,
        next: panel.months[window.next.start].month,
        months: window.period.len(),
        list: *list,
        unresolved: covered(&pool, chosen, &next.unresolved),
        persistent: persistent(chosen),
        of_hindsight: persistent(chosen)
            .zip(ceiling)
            .filter(|(_, c)| *c > 0.0)
            .map(|(own, c)| own / c),
        topics: chosen.iter().map(|&i| title(&pool[i].0)).collect(),
        doubtful: window.doubtful.clone(),
    };
    lists.iter().map(coverage).collect()
}

/// Candidates that nothing keeps off, and how they are chosen from. `None` where wishes clash,
/// which the proposal has told already.
fn choosable<'a>(
    outcome: &'a Outcome,
    settings: &Settings,
) -> Option<(Vec<&'a Candidate>, Selector)> {
    let eligible: Vec<&Candidate> =
        outcome.candidates.iter().filter(|c| c.exclusion.is_none()).collect();
    let pool = Eligible {
        themes: eligible.iter().map(|c| c.theme_name.as_str()).collect(),
        has_theme: eligible.iter().map(|c| c.theme.is_some()).collect(),
        orders: eligible.iter().map(|c| c.orders).collect(),
        volume_only: eligible.iter().map(|c| c.volume_only == Some(true)).collect(),
        fixed: Vec::new(),
    };
    let (selector, _) = pool.selector(settings).ok()?;
    Some((eligible, selector))
}

/// The best list under the list's own limits, by id. Whoever knows what comes needs no limit on
/// topics of volume alone.
fn limited(outcome: &Outcome, value: &[f64], settings: &Settings) -> Vec<String> {
    let settings = Settings { volume_only_max: 1.0, ..settings.clone() };
    let Some((eligible, selector)) = choosable(outcome, &settings) else { return Vec::new() };
    let values: Vec<f64> = eligible.iter().map(|c| worth(outcome, &c.topic_id, value)).collect();
    selector.choose(&values).into_iter().map(|i| eligible[i].topic_id.clone()).collect()
}

/// What a topic's categories amount to.
fn worth(outcome: &Outcome, topic_id: &str, value: &[f64]) -> f64 {
    let topic = outcome.topics.iter().find(|topic| topic.topic_id == topic_id);
    topic.map_or(0.0, |topic| topic.categories.iter().map(|c| value[c.0 as usize]).sum())
}

/// Topics that any list may take: all but buckets, copies of others, local matters and one-reporter
/// bursts.
fn pool(outcome: &Outcome) -> Vec<(String, BTreeSet<CategoryId>)> {
    let is_matter = |id: &str| {
        let candidate = outcome.candidates.iter().find(|c| c.topic_id == id);
        candidate.is_some_and(|c| {
            !matches!(
                c.exclusion,
                Some(
                    Exclusion::Bucket(_)
                        | Exclusion::Duplicate { .. }
                        | Exclusion::SingleSource { .. }
                )
            )
        })
    };
    let topics = outcome.topics.iter().filter(|topic| is_matter(&topic.topic_id));
    let listed = |id: &str| outcome.proposal.iter().any(|p| p.topic_id == id);
    topics
        .filter(|topic| topic.areas.is_none() || listed(&topic.topic_id))
        .map(|topic| (topic.topic_id.clone(), topic.categories.iter().copied().collect()))
        .collect()
}

/// The topics that add most, one after the other; a category counts once. Where nothing is left to
/// add, `fallback` says what comes next.
fn best(
    pool: &[(String, BTreeSet<CategoryId>)],
    value: &[f64],
    fallback: &[f64],
    length: usize,
) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut seen: BTreeSet<CategoryId> = BTreeSet::new();
    while chosen.len() < length {
        let gain = |i: usize, value: &[f64]| {
            pool[i].1.difference(&seen).map(|c| value[c.0 as usize]).sum::<f64>()
        };
        let free = (0..pool.len()).filter(|i| !chosen.contains(i));
        let adds_more = |&a: &usize, &b: &usize| {
            let by_value = gain(a, value).total_cmp(&gain(b, value));
            by_value.then_with(|| gain(a, fallback).total_cmp(&gain(b, fallback))).then(b.cmp(&a))
        };
        let Some(next) = free.max_by(adds_more) else { break };
        seen.extend(&pool[next].1);
        chosen.push(next);
    }
    chosen
}

/// Share of the whole value that a list's categories hold.
fn covered(
    pool: &[(String, BTreeSet<CategoryId>)],
    chosen: &[usize],
    value: &[f64],
) -> Option<f64> {
    let categories: BTreeSet<CategoryId> =
        chosen.iter().flat_map(|&i| pool[i].1.iter().copied()).collect();
    let total: f64 = value.iter().sum();
    (total > 0.0).then(|| categories.iter().map(|c| value[c.0 as usize]).sum::<f64>() / total)
}
