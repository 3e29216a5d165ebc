//! Backtest: propose from a past year, look at the next.
//!
//! What a list should have covered is next year's demand that stays unresolved, and of it the persistent part, where
//! demand stays high and resolution stays low across districts:
//!
//! ```text
//! unresolved(c) = orders · unresolved rate of category c in the next year          orders alone without answers
//! persistent(c) = unresolved(c) where demand lasts (effective months ≥ half of them) and, with answers, the unresolved
//!                 rate lies clearly above the city's (one-sided 5%), above it in two thirds of the months or more, and
//!                 still above it when the worst fifth of the districts is left out; else 0
//! covered       = sum over the categories of the list's topics, each once / sum over all categories
//! ```
//!
//! The list stands beside three others of the same length: the largest topics by demand and by unresolved demand of the
//! past year, and the best list in hindsight, which nobody could have known. The three need not keep to themes.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::NaiveDate;
use yiti_stats::diversity::effective_number;

use super::chronicity::unresolved_rate;
use super::demand::{Demand, Sums};
use super::excess::ratio;
use super::exclusion::Exclusion;
use super::geography::Geography;
use super::request::Outcome;
use crate::language::{Language, percent};
use crate::panel::{CategoryId, Counts, Panel};

/// Months of a window.
const YEAR: usize = 12;
/// Share of months above the city's rate from which unresolved demand is persistent.
const PERSISTENT_MONTHS: f64 = 2.0 / 3.0;
/// Share of districts, the worst, without which the rate must still lie above the city's.
const WORST_UNITS: f64 = 0.2;
/// Standard errors above the city's rate that are clear: one-sided 5%. Without it, luck would fill the target where
/// categories are small.
const CLEARLY_ABOVE: f64 = 1.645;

/// A past year and the next, as positions of the panel's months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The year proposed from.
    pub period: Range<usize>,
    /// The year looked at.
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
    /// First month of the year proposed from.
    pub from: NaiveDate,
    /// First month of the year looked at.
    pub next: NaiveDate,
    /// The list.
    pub list: List,
    /// Its length.
    pub topics: usize,
    /// Share of next year's unresolved demand that it covers; `None` where there is none.
    pub unresolved: Option<f64>,
    /// Share of next year's persistent unresolved demand that it covers; `None` where there is none.
    pub persistent: Option<f64>,
    /// Its persistent coverage as a share of what the best list in hindsight covers.
    pub of_hindsight: Option<f64>,
    /// The topics, by id.
    pub topic_ids: Vec<String>,
}

/// Every twelve months that are followed by twelve more, counted back from the panel's end, oldest first.
pub fn windows(panel: &Panel) -> Vec<Window> {
    let ends = (2..).map(|years| panel.months.len().checked_sub(years * YEAR)).map_while(|start| start);
    let mut windows: Vec<Window> =
        ends.map(|start| Window { period: start..start + YEAR, next: start + YEAR..start + 2 * YEAR }).collect();
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

/// Compares the outcome of a window's period with the three other lists. `panel` holds both years.
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
    let persistent = |list: &[usize]| covered(&pool, list, &next.persistent);
    let ceiling = persistent(&lists[3].1);
    lists
        .iter()
        .map(|(list, chosen)| Coverage {
            from: panel.months[window.period.start].month,
            next: panel.months[window.next.start].month,
            list: *list,
            topics: chosen.len(),
            unresolved: covered(&pool, chosen, &next.unresolved),
            persistent: persistent(chosen),
            of_hindsight: persistent(chosen).zip(ceiling).filter(|(_, c)| *c > 0.0).map(|(own, c)| own / c),
            topic_ids: chosen.iter().map(|&i| pool[i].0.clone()).collect(),
        })
        .collect()
}

/// One sentence on a window's result, whichever way it went.
pub fn verdict(rows: &[Coverage], language: Language) -> Option<String> {
    let of = |list| rows.iter().find(|row| row.list == list)?.of_hindsight;
    let (own, volume, unresolved) = (of(List::Proposal)?, of(List::TopVolume)?, of(List::TopUnresolved)?);
    let year = rows.first()?.next.format("%Y-%m");
    let better = volume.max(unresolved);
    Some(match (language, own >= better) {
        (Language::Zh, true) => format!(
            "自{year}起的一年里，提议清单覆盖了事后最优清单的{}，按诉求量排序为{}，按未解决量排序为{}。",
            percent(own),
            percent(volume),
            percent(unresolved)
        ),
        (Language::Zh, false) => format!(
            "自{year}起的一年里，提议清单只覆盖了事后最优清单的{}，不如简单排序（按诉求量{}，按未解决量{}）。",
            percent(own),
            percent(volume),
            percent(unresolved)
        ),
        (Language::En, true) => format!(
            "In the year from {year} the proposal covered {} of what the best list in hindsight covers; the largest topics \
             by demand {}, by unresolved demand {}.",
            percent(own),
            percent(volume),
            percent(unresolved)
        ),
        (Language::En, false) => format!(
            "In the year from {year} the proposal covered only {} of what the best list in hindsight covers, less than a \
             simple list did (by demand {}, by unresolved demand {}).",
            percent(own),
            percent(volume),
            percent(unresolved)
        ),
    })
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

/// What each category of the panel amounts to in one year.
struct Targets {
    orders: Vec<f64>,
    unresolved: Vec<f64>,
    persistent: Vec<f64>,
}

fn targets(panel: &Panel, months: Range<usize>) -> Targets {
    let n = panel.categories.len();
    let mut targets = Targets { orders: vec![0.0; n], unresolved: vec![0.0; n], persistent: vec![0.0; n] };
    let geography = Geography::new(panel);
    let months: Vec<usize> = months.collect();
    let read = |items: &[CategoryId]| Demand::read(panel, &geography, items, None, &months).sums(None);
    let all = read(&panel.items().collect::<Vec<_>>());
    for item in panel.items() {
        let at = item.0 as usize;
        let own = read(&[item]);
        targets.orders[at] = f64::from(own.total.orders);
        let rate = if panel.available.resolved { unresolved_rate(&own.total).unwrap_or(0.0) } else { 1.0 };
        targets.unresolved[at] = targets.orders[at] * rate;
        if is_persistent(&own, &all, panel.available.resolved) {
            targets.persistent[at] = targets.unresolved[at];
        }
    }
    targets
}

fn is_persistent(own: &Sums, all: &Sums, with_answers: bool) -> bool {
    let orders: Vec<f64> = own.months.iter().map(|counts| f64::from(counts.orders)).collect();
    let lasts = effective_number(&orders).is_some_and(|months| 2.0 * months >= orders.len() as f64);
    if !with_answers {
        return lasts;
    }
    let Some(city) = unresolved_rate(&all.total) else { return false };
    let monthly = own.months.iter().zip(&all.months).map(|(own, all)| unresolved_rate(own).zip(unresolved_rate(all)));
    let known = f64::from(own.total.resolved_known);
    let error = (city * (1.0 - city) / known.max(1.0)).sqrt();
    let clear = unresolved_rate(&own.total).is_some_and(|own| own - city >= CLEARLY_ABOVE * error);
    lasts && clear && mostly_above(monthly) && rate_without_worst(&own.units, city).is_none_or(|rate| rate > city)
}

/// Whether the first rate lies above the second in most of the pairs that are known.
fn mostly_above(pairs: impl Iterator<Item = Option<(f64, f64)>>) -> bool {
    let (above, judged) =
        pairs.flatten().fold((0, 0), |(above, judged), (own, all)| (above + u32::from(own > all), judged + 1));
    judged > 0 && f64::from(above) >= PERSISTENT_MONTHS * f64::from(judged)
}

/// The unresolved rate over all districts but the worst fifth; `None` where that leaves no answers.
fn rate_without_worst(units: &[Counts], city: f64) -> Option<f64> {
    let open = |unit: &Counts| f64::from(unit.resolved_known - unit.resolved);
    let beyond = |unit: &Counts| open(unit) - city * f64::from(unit.resolved_known);
    let mut sorted: Vec<&Counts> = units.iter().collect();
    sorted.sort_by(|a, b| beyond(b).total_cmp(&beyond(a)));
    let rest = &sorted[(WORST_UNITS * units.len() as f64) as usize..];
    let answers: f64 = rest.iter().map(|unit| f64::from(unit.resolved_known)).sum();
    ratio(rest.iter().map(|unit| open(unit)).sum::<f64>(), answers)
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
