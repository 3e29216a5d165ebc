//! Sets of neighbouring areas, judged together.
//!
//! For each area that lies above its expectation, its neighbours that do are added one by one,
//! those furthest above first (the subset with most evidence is among these prefixes: linear-time
//! subset scanning, Neill 2012, JRSS B 74:337). Counts and expectations of the set add up, with the
//! parameters as uncertain as those of its members on the whole, and are judged as a cell's are.
//! Looking at the best of the `C(k, m)` ways to take m of k neighbours, in [`MEMBERS_MAX`] − 1
//! sizes, costs that factor (Bonferroni). A set that is nothing without its strongest member is no
//! cluster.

use yiti_stats::evidence::{Predictive, Threshold, pooled_p, upper_limit};
use yiti_stats::local::{Apart, CellForecast};

use crate::panel::{AreaId, CategoryId, Panel};

/// Most areas of a set.
pub(super) const MEMBERS_MAX: usize = 4;

/// Level at which a set must be unusual without its strongest member.
const ALPHA_REST: f64 = 0.01;

/// Chernoff's bound, as `−ln p`, that two weeks of a set must pass to be worth a tail.
const EVIDENCE_MIN: f64 = 5.0;

/// A set of neighbouring areas and a week, at or under the level alpha.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct UnusualSet {
    /// Sorted; at least two.
    pub(super) areas: Vec<AreaId>,
    /// The member furthest above its expectation.
    pub(super) main: AreaId,
    pub(super) category: CategoryId,
    /// Position in [`Panel::weeks`].
    pub(super) week: usize,
    pub(super) count: f64,
    pub(super) expected: f64,
    pub(super) upper: f64,
    /// With the cost of having looked for it.
    pub(super) p_value: f64,
}

/// What is asked of a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetRule {
    pub(super) alpha: f64,
    pub(super) orders_min: f64,
    pub(super) threshold: Threshold,
}

/// Counts and expectation of some areas together.
#[derive(Debug, Clone, Copy)]
struct Sum {
    count: f64,
    /// Without how far the areas are apart.
    now: Predictive,
    before: Option<(f64, Predictive)>,
    own: Apart,
    all: Apart,
}

impl Sum {
    fn of(cell: &CellForecast) -> Self {
        let apart = cell.all.without(&cell.own);
        let now = Predictive { log_variance: cell.now.log_variance - apart, ..cell.now };
        Self { count: cell.count, now, before: cell.before, own: cell.own, all: cell.all }
    }

    fn plus(&self, cell: &CellForecast) -> Self {
        let more = Self::of(cell);
        Self {
            count: self.count + cell.count,
            now: self.now.plus(&more.now),
            before: match (self.before, cell.before) {
                (Some((own, before)), Some((count, more))) => {
                    Some((own + count, before.plus(&more)))
                }
                _ => None,
            },
            own: self.own.plus(&more.own),
            all: self.all,
        }
    }

    /// The forecast, with how far the areas outside of the set are apart: what its own members do
    /// must not speak against it.
    fn forecast(&self) -> Predictive {
        let apart = self.all.without(&self.own);
        Predictive { log_variance: self.now.log_variance + apart, ..self.now }
    }

    fn p_value(&self) -> f64 {
        pooled_p(self.count, &self.forecast(), self.before)
    }

    /// Whether two weeks hold enough to be worth a tail.
    fn is_worth(&self, orders_min: f64) -> bool {
        let (count, mean) = match self.before {
            Some((count, before)) => (self.count + count, self.now.mean + before.mean),
            None => (self.count, self.now.mean),
        };
        let evidence = count * (count / mean).ln() - (count - mean);
        self.count > self.now.mean && count >= orders_min && evidence >= EVIDENCE_MIN
    }
}

/// Judges the sets of one category and week. `cells` are the week's forecasts by area, `areas` says
/// which area each is of. Gives the unusual ones, the strongest first and without those that share
/// an area with a stronger one, and how many areas were looked around.
pub(super) fn sets(
    panel: &Panel,
    category: CategoryId,
    week: usize,
    (cells, areas): (&[CellForecast], &[AreaId]),
    rule: &SetRule,
) -> (Vec<UnusualSet>, usize) {
    let excess = |cell: &CellForecast| (cell.count - cell.now.mean) / cell.now.spread().max(1e-9);
    let mut found: Vec<UnusualSet> = Vec::new();
    for center in cells.iter().filter(|cell| cell.count > cell.now.mean) {
        let area = areas[center.area];
        let neighbours = panel.neighbours.get(area.0 as usize).map_or(&[][..], Vec::as_slice);
        let cell_of = |area: &AreaId| {
            let at = cells.binary_search_by_key(area, |cell| areas[cell.area]).ok()?;
            Some(&cells[at]).filter(|cell| cell.count > cell.now.mean)
        };
        let mut high: Vec<&CellForecast> = neighbours.iter().filter_map(cell_of).collect();
        high.sort_by(|a, b| excess(b).total_cmp(&excess(a)).then(a.area.cmp(&b.area)));
        let mut sum = Sum::of(center);
        for (taken, cell) in (1..MEMBERS_MAX).zip(&high) {
            sum = sum.plus(cell);
            if !sum.is_worth(rule.orders_min) {
                continue;
            }
            let ways = combinations(neighbours.len(), taken) * (MEMBERS_MAX - 1) as f64;
            let p_value = (sum.p_value() * ways).min(1.0);
            let mut members: Vec<&CellForecast> = high[..taken].to_vec();
            members.push(center);
            members.sort_by(|a, b| excess(b).total_cmp(&excess(a)).then(a.area.cmp(&b.area)));
            if p_value > rule.alpha || !is_more_than_one(&members) {
                continue;
            }
            let mut set: Vec<AreaId> = members.iter().map(|cell| areas[cell.area]).collect();
            set.sort_unstable();
            found.push(UnusualSet {
                areas: set,
                main: areas[members[0].area],
                category,
                week,
                count: sum.count,
                expected: sum.now.mean,
                upper: upper_limit(&rule.threshold, &sum.forecast(), None, 0.0).floor(),
                p_value,
            });
        }
    }
    (strongest(found), cells.len())
}

/// Whether the others are unusual as well without the first, which is the strongest.
fn is_more_than_one(members: &[&CellForecast]) -> bool {
    let [_, second, others @ ..] = members else { return false };
    let rest = others.iter().fold(Sum::of(second), |sum, cell| sum.plus(cell));
    rest.p_value() <= ALPHA_REST
}

/// Those that share no area with a stronger one.
fn strongest(mut found: Vec<UnusualSet>) -> Vec<UnusualSet> {
    found.sort_by(|a, b| a.p_value.total_cmp(&b.p_value).then_with(|| a.areas.cmp(&b.areas)));
    let mut kept: Vec<UnusualSet> = Vec::new();
    for set in found {
        if !kept.iter().any(|other| share(&other.areas, &set.areas)) {
            kept.push(set);
        }
    }
    kept
}

/// Whether two sets have an area in common.
pub(super) fn share(a: &[AreaId], b: &[AreaId]) -> bool {
    a.iter().any(|area| b.contains(area))
}

/// Ways to take so many of some.
fn combinations(of: usize, taken: usize) -> f64 {
    (0..taken).map(|at| (of - at) as f64 / (at + 1) as f64).product()
}

#[cfg(test)]
mod tests;
