//! Third focus, second factor: some comparable places do far better (positive deviance).
//!
//! ```text
//! θ     = resolution rate of the topic in a place, shrunk by how much places differ
//!         (beta–binomial)
//! best  = mean θ of the best tenth of a place's peers and itself, at least one
//! value = Σ answers · max(0, best − θ)  /  Σ answers · (1 − θ)
//! ```
//!
//! The share of the unresolved demands that would be solved if every place did as well as the best
//! tenth of its peers. The mean of the tenth rather than its lower bound, so that a few places that
//! do far better count. Shrunken rates are posterior means, so the best are not the luckiest. 0
//! where places differ by no more than chance. Unknown without answers, or with answers in fewer
//! than five places.
//!
//! Source: Bradley et al. 2009, Implement. Sci. 4:25, doi 10.1186/1748-5908-4-25 (positive deviance
//! in services).

use yiti_stats::rate_shrink::RatePrior;

use super::demand::Sums;
use super::excess::ratio;
use super::peers::Peers;
use super::proposal::SubScore;

/// Fewest places with answers from which a best tenth says anything.
const PLACES_MIN: usize = 5;
/// Share of places that counts as the best.
const BEST: f64 = 0.1;

pub(super) fn solvability(topic: &Sums, peers: &Peers, resolved_available: bool) -> SubScore {
    // Only places where somebody answered: few of a million, where a column holds addresses.
    let known = topic.places.seen.iter().filter(|(_, counts)| counts.resolved_known > 0);
    let (places, answers): (Vec<u32>, Vec<(u64, u64)>) = known
        .map(|(place, c)| (*place, (u64::from(c.resolved), u64::from(c.resolved_known))))
        .unzip();
    let prior =
        RatePrior::fit(&answers).filter(|_| resolved_available && places.len() >= PLACES_MIN);
    let Some(prior) = prior else {
        return SubScore::new(
            None,
            &[("areas_with_answers", resolved_available.then_some(places.len() as f64))],
        );
    };
    let rates: Vec<f64> = answers.iter().map(|&(x, n)| prior.shrink(x, n)).collect();
    let mut best_first: Vec<usize> = (0..rates.len()).collect();
    best_first.sort_unstable_by(|&a, &b| rates[b].total_cmp(&rates[a]));
    let best = best_of_groups(&places, &rates, &best_first, peers);
    let (mut gained, mut unresolved) = (0.0, 0.0);
    for &at in &best_first {
        let (own, answered) = (rates[at], answers[at].1 as f64);
        gained += answered * (best[at] - own).max(0.0);
        unresolved += answered * (1.0 - own);
    }
    SubScore::new(
        Some(ratio(gained, unresolved).unwrap_or(0.0)),
        &[
            ("best_resolution_rate", Some(best_mean(&rates, &best_first))),
            ("median_resolution_rate", Some(median(&rates, &best_first))),
            ("resolution_rate", Some(prior.mean)),
            ("areas_with_answers", Some(places.len() as f64)),
        ],
    )
}

/// A tenth of so many rates, at least one.
fn best_count(rates: usize) -> usize {
    ((BEST * rates as f64).ceil() as usize).max(1)
}

/// Mean of the best tenth.
fn best_mean(rates: &[f64], best_first: &[usize]) -> f64 {
    let best = &best_first[..best_count(best_first.len())];
    best.iter().map(|&at| rates[at]).sum::<f64>() / best.len() as f64
}

/// For each of `places` (ascending, with their rates): the mean of the best tenth of its peers and
/// itself. The best places are handed to the groups that they are in, until all have their tenth:
/// long before the last place's turn.
fn best_of_groups(places: &[u32], rates: &[f64], best_first: &[usize], peers: &Peers) -> Vec<f64> {
    let known = Positions::new(places, peers.groups.len());
    let in_group = |place: u32| {
        let group = peers.groups[place as usize].iter();
        group.filter(|peer| known.of(**peer).is_some()).count()
    };
    let wanted: Vec<usize> = places.iter().map(|&place| best_count(in_group(place))).collect();
    let (mut missing, mut sums) = (wanted.clone(), vec![0.0; rates.len()]);
    let mut left: usize = missing.iter().sum();
    for &best in best_first {
        if left == 0 {
            break;
        }
        for place in &peers.groups_with[places[best] as usize] {
            let Some(at) = known.of(*place) else { continue };
            if missing[at] > 0 {
                missing[at] -= 1;
                left -= 1;
                sums[at] += rates[best];
            }
        }
    }
    sums.iter().zip(wanted).map(|(sum, wanted)| sum / wanted as f64).collect()
}

/// Where places stand among those with answers.
struct Positions<'a> {
    /// The places that are looked for, ascending.
    known: &'a [u32],
    /// By place: its position in `known`. Empty where `known` are few of all places.
    table: Vec<Option<u32>>,
}

impl<'a> Positions<'a> {
    /// A table pays from one place in so many.
    const TABLE_FROM: usize = 8;

    fn new(known: &'a [u32], all: usize) -> Self {
        let mut table = Vec::new();
        if known.len() * Self::TABLE_FROM >= all {
            table.resize(all, None);
            (0..).zip(known).for_each(|(at, &place)| table[place as usize] = Some(at));
        }
        Self { known, table }
    }

    fn of(&self, place: u32) -> Option<usize> {
        match self.table.is_empty() {
            true => self.known.binary_search(&place).ok(),
            false => self.table[place as usize].map(|at| at as usize),
        }
    }
}

/// The lower median. There must be places.
fn median(rates: &[f64], best_first: &[usize]) -> f64 {
    rates[best_first[best_first.len() / 2]]
}

#[cfg(test)]
mod tests;
