//! Third focus, second factor: some comparable places do far better (positive deviance).
//!
//! ```text
//! θ     = resolution rate of the topic in a place, shrunk by how much places differ (beta–binomial)
//! best  = mean θ of the best tenth of a place's peers and itself, at least one
//! value = Σ answers · max(0, best − θ)  /  Σ answers · (1 − θ)
//! ```
//!
//! The share of the unresolved demands that would be solved if every place did as well as the best tenth of its peers. The
//! mean of the tenth rather than its lower bound, so that a few places that do far better count. Shrunken rates are
//! posterior means, so the best are not the luckiest. 0 where places differ by no more than chance. Unknown without answers, or with answers in fewer than five places.
//!
//! Source: Bradley et al. 2009, Implement. Sci. 4:25, doi 10.1186/1748-5908-4-25 (positive deviance in services).

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
    let answers: Vec<(u64, u64)> =
        topic.places.iter().map(|c| (u64::from(c.resolved), u64::from(c.resolved_known))).collect();
    let with_answers = answers.iter().filter(|a| a.1 > 0).count();
    let prior = RatePrior::fit(&answers).filter(|_| resolved_available && with_answers >= PLACES_MIN);
    let Some(prior) = prior else {
        return SubScore::new(None, &[("areas_with_answers", resolved_available.then_some(with_answers as f64))]);
    };
    // NaN where nobody answered.
    let rates: Vec<f64> = answers.iter().map(|&(x, n)| if n > 0 { prior.shrink(x, n) } else { f64::NAN }).collect();
    let (mut gained, mut unresolved) = (0.0, 0.0);
    let mut best = Vec::new();
    for (place, &(_, answered)) in answers.iter().enumerate() {
        let (own, peers) = (rates[place], &peers.of[place]);
        if own.is_nan() {
            continue;
        }
        let group = peers.iter().map(|&peer| rates[peer]).chain([own]);
        gained += answered as f64 * (best_mean(group, peers.len() + 1, &mut best) - own).max(0.0);
        unresolved += answered as f64 * (1.0 - own);
    }
    let known: Vec<f64> = rates.iter().copied().filter(|rate| !rate.is_nan()).collect();
    SubScore::new(
        Some(ratio(gained, unresolved).unwrap_or(0.0)),
        &[
            ("best_resolution_rate", Some(best_mean(known.iter().copied(), known.len(), &mut best))),
            ("median_resolution_rate", Some(median(known))),
            ("resolution_rate", Some(prior.mean)),
            ("areas_with_answers", Some(with_answers as f64)),
        ],
    )
}

/// Mean of the best tenth of at most `values` rates, at least one; NaN takes no part. `best` is room to work in.
///
/// Hundreds of thousands of groups are looked through, so the best are kept in order as they are met.
fn best_mean(rates: impl Iterator<Item = f64>, values: usize, best: &mut Vec<f64>) -> f64 {
    let tenth = |values: usize| ((BEST * values as f64).ceil() as usize).max(1);
    best.clear();
    best.resize(tenth(values), f64::NEG_INFINITY);
    let mut known = 0;
    for rate in rates {
        known += usize::from(!rate.is_nan());
        if rate > best[0] {
            let worse = best.iter().take_while(|kept| **kept < rate).count();
            best.copy_within(1..worse, 0);
            best[worse - 1] = rate;
        }
    }
    let count = tenth(known);
    best[best.len() - count..].iter().sum::<f64>() / count as f64
}

/// The lower median. The values must not be empty.
fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[(rates.len() - 1) / 2]
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::panel::Counts;

    fn sums(resolved: &[u32]) -> (Sums, Peers) {
        let place = |&resolved: &u32| Counts { orders: 120, resolved_known: 100, resolved, ..Counts::default() };
        let all = |i: usize| (0..resolved.len()).filter(|&j| j != i).collect();
        let peers = Peers { of: (0..resolved.len()).map(all).collect() };
        (Sums { places: resolved.iter().map(place).collect(), ..Sums::default() }, peers)
    }

    #[test]
    fn a_few_places_that_do_far_better_make_it_solvable() {
        let alike: Vec<u32> = (0..30).map(|i| 38 + i % 5).collect();
        let mut deviant = alike.clone();
        deviant[..3].fill(85);
        let value = |resolved: &[u32]| {
            let (sums, peers) = sums(resolved);
            solvability(&sums, &peers, true).value.unwrap()
        };
        assert!(value(&alike) < 0.02, "{}", value(&alike));
        assert!(value(&deviant) > 0.6, "{}", value(&deviant));
    }

    #[test]
    fn the_best_tenth_is_that_of_the_sorted_rates() {
        // 0.00 to 0.99 in a fixed disorder, since 37 is coprime to 100; every eleventh is unknown.
        let rate = |i: u32| if i % 11 == 5 { f64::NAN } else { f64::from(i * 37 % 100) / 100.0 };
        let disorder: Vec<f64> = (0..100).map(rate).collect();
        for n in 1..=100 {
            let mut sorted: Vec<f64> = disorder[..n].iter().copied().filter(|rate| !rate.is_nan()).collect();
            sorted.sort_by(|a, b| b.total_cmp(a));
            let count = sorted.len().div_ceil(10);
            let expected = sorted[..count].iter().rev().sum::<f64>() / count as f64;
            assert_eq!(best_mean(disorder[..n].iter().copied(), n, &mut Vec::new()), expected, "{n} values");
        }
    }

    #[test]
    fn unknown_without_answers_or_with_few_places() {
        let (sums, peers) = sums(&[50; 4]);
        assert_eq!(solvability(&sums, &peers, true).value, None);
        assert_eq!(solvability(&sums, &peers, false).value, None);
    }
}
