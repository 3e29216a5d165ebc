//! Backtest: propose from past months, look at the months after them.
//!
//! What a list should have covered is the next months' demand that stays unresolved, and of it the persistent part, where
//! demand stays high and resolution stays low across districts:
//!
//! ```text
//! unresolved(c) = orders · unresolved rate of category c in the next months        orders alone without answers
//! persistent(c) = unresolved(c) where demand lasts (effective months ≥ half of them) and, with answers, the unresolved
//!                 rate lies clearly above the city's (one-sided 5%), above it in two thirds of the months or more, and
//!                 still above it when the worst fifth of the districts is left out; else 0
//! covered       = sum over the categories of the list's topics, each once / sum over all categories
//! ```
//!
//! The list stands beside three others of the same length, all held against the same target: the largest topics by demand
//! and by unresolved demand of the past months, and the best list in hindsight, which nobody could have known. The three
//! need not keep to themes. Without answers on resolution the two simple lists are the same.

mod target;
mod verdict;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use super::exclusion::Exclusion;
use super::request::Outcome;
use crate::language::Language;
use crate::panel::{CategoryId, Panel};
use chrono::NaiveDate;
use target::targets;
pub use verdict::{headline, verdict};

/// Most months of a window: a year, which evens out the seasons.
const MONTHS_MAX: usize = 12;
/// Fewest months of a window: a quarter.
pub const MONTHS_MIN: usize = 3;

/// Months proposed from and as many after them, as positions of the panel's months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The months proposed from.
    pub period: Range<usize>,
    /// The months looked at.
    pub next: Range<usize>,
}

/// A list under comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// The proposal.
    Proposal,
    /// The largest topics by demand.
    TopVolume,
    /// The largest topics by unresolved demand.
    TopUnresolved,
    /// The best list, known only afterwards.
    Hindsight,
}

impl List {
    /// The name used in published tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposal => "proposal",
            Self::TopVolume => "top_volume",
            Self::TopUnresolved => "top_unresolved",
            Self::Hindsight => "hindsight",
        }
    }

    /// The name for people.
    pub const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Proposal => language.pick("本系统提议", "this proposal"),
            Self::TopVolume => language.pick("按诉求量排序", "most demands"),
            Self::TopUnresolved => language.pick("按未解决量排序", "most unresolved demands"),
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
    /// Share of the next months' persistent unresolved demand that it covers; `None` where there is none.
    pub persistent: Option<f64>,
    /// Its persistent coverage as a share of what the best list in hindsight covers.
    pub of_hindsight: Option<f64>,
    /// Its topics, by title.
    pub topics: Vec<String>,
}

/// Months of a window unless asked for otherwise: a year, or as many as fit twice into the panel; `None` where that is
/// less than a quarter.
pub fn usual_months(panel: &Panel) -> Option<usize> {
    Some((panel.months.len() / 2).min(MONTHS_MAX)).filter(|&months| months >= MONTHS_MIN)
}

/// Every `months` that are followed by as many, counted back from the panel's end, oldest first.
pub fn windows(panel: &Panel, months: usize) -> Vec<Window> {
    let starts = (2..).map(|steps| panel.months.len().checked_sub(steps * months)).map_while(|start| start);
    let window = |start| Window { period: start..start + months, next: start + months..start + 2 * months };
    let mut windows: Vec<Window> = starts.map(window).collect();
    windows.reverse();
    windows
}

/// The panel as it was at the end of a period: nothing of the months after it is left. Departments, which the panel keeps
/// for its own period only, are left out.
pub fn as_of(panel: &Panel, period: Range<usize>) -> Panel {
    let mut past = Panel { cell_starts: OnceLock::new(), ..panel.clone() };
    past.months.truncate(period.end);
    past.cells.retain(|cell| usize::from(cell.month) < period.end);
    let last_day = past.months.last().map(|month| month.last_day);
    let ends_within = |monday: &NaiveDate| last_day.is_some_and(|last| *monday + chrono::Days::new(6) <= last);
    let weeks = past.weeks.iter().take_while(|monday| ends_within(monday)).count();
    past.weeks.truncate(weeks);
    past.weeks_complete.truncate(weeks);
    past.cell_weeks.retain(|cell| usize::from(cell.week) < weeks);
    let first_day = past.months.get(period.start).map(|month| month.first_day);
    let before = |monday: &&NaiveDate| first_day.is_some_and(|first| **monday + chrono::Days::new(6) < first);
    past.period_weeks = past.weeks.iter().take_while(before).count()..weeks;
    past.period_months = period;
    past.departments.clear();
    past
}

/// Compares the outcome of a window's period with the three other lists. `panel` holds the months looked at too.
pub fn compare(panel: &Panel, window: &Window, outcome: &Outcome) -> Vec<Coverage> {
    let pool = pool(outcome);
    let length = outcome.proposal.len();
    let past = targets(panel, window.period.clone());
    let next = targets(panel, window.next.clone());
    let proposal: Vec<usize> =
        outcome.proposal.iter().filter_map(|p| pool.iter().position(|t| t.0 == p.topic_id)).collect();
    let lists = [
        (List::Proposal, proposal),
        (List::TopVolume, best(&pool, &past.orders, length)),
        (List::TopUnresolved, best(&pool, &past.unresolved, length)),
        (List::Hindsight, best(&pool, &next.persistent, length)),
    ];
    let title = |id: &str| {
        let topic = outcome.topics.iter().find(|topic| topic.topic_id == id);
        topic.map_or_else(|| id.to_owned(), |topic| topic.title.clone())
    };
    let persistent = |list: &[usize]| covered(&pool, list, &next.persistent);
    let ceiling = persistent(&lists[3].1);
    lists
        .iter()
        .map(|(list, chosen)| Coverage {
            from: panel.months[window.period.start].month,
            next: panel.months[window.next.start].month,
            months: window.period.len(),
            list: *list,
            unresolved: covered(&pool, chosen, &next.unresolved),
            persistent: persistent(chosen),
            of_hindsight: persistent(chosen).zip(ceiling).filter(|(_, c)| *c > 0.0).map(|(own, c)| own / c),
            topics: chosen.iter().map(|&i| title(&pool[i].0)).collect(),
        })
        .collect()
}

/// Topics that any list may take: all but buckets, copies of others, local matters and one-reporter bursts.
fn pool(outcome: &Outcome) -> Vec<(String, BTreeSet<CategoryId>)> {
    let is_matter = |id: &str| {
        let candidate = outcome.candidates.iter().find(|c| c.topic_id == id);
        candidate.is_some_and(|c| {
            !matches!(
                c.exclusion,
                Some(Exclusion::Bucket(_) | Exclusion::Duplicate { .. } | Exclusion::SingleSource { .. })
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

/// The topics that add most, one after the other; a category counts once.
fn best(pool: &[(String, BTreeSet<CategoryId>)], value: &[f64], length: usize) -> Vec<usize> {
    let mut chosen: Vec<usize> = Vec::new();
    let mut seen: BTreeSet<CategoryId> = BTreeSet::new();
    while chosen.len() < length {
        let gain = |i: usize| pool[i].1.difference(&seen).map(|c| value[c.0 as usize]).sum::<f64>();
        let free = (0..pool.len()).filter(|i| !chosen.contains(i));
        let Some(next) = free.max_by(|&a, &b| gain(a).total_cmp(&gain(b)).then(b.cmp(&a))) else { break };
        seen.extend(&pool[next].1);
        chosen.push(next);
    }
    chosen
}

/// Share of the whole value that a list's categories hold.
fn covered(pool: &[(String, BTreeSet<CategoryId>)], chosen: &[usize], value: &[f64]) -> Option<f64> {
    let categories: BTreeSet<CategoryId> = chosen.iter().flat_map(|&i| pool[i].1.iter().copied()).collect();
    let total: f64 = value.iter().sum();
    (total > 0.0).then(|| categories.iter().map(|c| value[c.0 as usize]).sum::<f64>() / total)
}
