//! What is normal in this city over the period: the yardsticks that every topic shares.

use yiti_stats::rate_shrink::RatePrior;

use super::demand::{Demand, PlaceCounts, Sums};
use super::geography::Geography;
use super::peers::Peers;
use crate::panel::{CategoryId, Counts, Panel};

/// Yardsticks of the city.
#[derive(Debug, Clone)]
pub(super) struct Baseline {
    /// Sums of all demands: over all months, then without each month in turn.
    all: Vec<Sums>,
    /// Share of all demands of the category that holds the median demand.
    pub typical_share: f64,
    /// How categories differ in what stays unresolved; `None` without answers.
    unresolved_prior: Option<RatePrior>,
    /// Comparable places; none without answers, by which they are compared.
    pub peers: Peers,
}

impl Baseline {
    pub(super) fn new(panel: &Panel, geography: &Geography, months: &[usize]) -> Self {
        let items: Vec<CategoryId> = panel.items().collect();
        let all = Demand::read(panel, geography, &items, None, months);
        let totals: Vec<Counts> =
            items.iter().map(|&item| city_total(panel, item, months)).collect();
        let answers: Vec<(u64, u64)> = totals
            .iter()
            .map(|t| (u64::from(t.resolved_known - t.resolved), u64::from(t.resolved_known)))
            .collect();
        let unresolved_prior = panel.available.resolved.then(|| RatePrior::fit(&answers)).flatten();
        let typical_share = typical_share(totals.iter().map(|t| u64::from(t.orders)).collect());
        let whole = all.sums(None);
        let peers = match panel.available.resolved {
            true => Peers::find(panel, geography, &whole.places),
            false => Peers::default(),
        };
        // The places of all demands are all places: they are looked at once and not kept.
        let without_places = |sums: Sums| Sums { places: PlaceCounts::default(), ..sums };
        let all: Vec<Sums> = std::iter::once(whole)
            .chain((0..months.len()).map(|month| all.sums(Some(month))))
            .map(without_places)
            .collect();
        Self { all, typical_share, unresolved_prior, peers }
    }

    /// Sums of all demands without month `skip`.
    pub(super) fn sums(&self, skip: Option<usize>) -> &Sums {
        &self.all[skip.map_or(0, |month| month + 1)]
    }

    /// What unresolved rates are shrunk towards: the city's rate over its categories, and the
    /// answers that it is worth (infinite where categories do not differ); `None` without answers.
    pub(super) fn prior(&self) -> Option<(f64, f64)> {
        self.unresolved_prior.map(|prior| (prior.mean, prior.strength))
    }

    /// The shrunken share of answers that say "not solved"; `None` without answers.
    pub(super) fn unresolved(&self, counts: &Counts) -> Option<f64> {
        let prior = self.unresolved_prior.filter(|_| counts.resolved_known > 0)?;
        Some(prior.shrink(
            u64::from(counts.resolved_known - counts.resolved),
            u64::from(counts.resolved_known),
        ))
    }
}

fn city_total(panel: &Panel, item: CategoryId, months: &[usize]) -> Counts {
    let mut total = Counts::default();
    for cell in
        panel.cell(panel.city(), item).iter().filter(|c| months.contains(&usize::from(c.month)))
    {
        total.add(&cell.counts);
    }
    total
}

/// Share of the category, largest first, at which half of all demands is reached.
fn typical_share(mut orders: Vec<u64>) -> f64 {
    orders.sort_unstable_by(|a, b| b.cmp(a));
    let total: u64 = orders.iter().sum();
    let mut seen = 0;
    let middle = orders.into_iter().find(|&n| {
        seen += n;
        seen * 2 >= total
    });
    middle.filter(|_| total > 0).map_or(1.0, |n| n as f64 / total as f64)
}
