//! Comparable places: those with a similar mix of demands and a similar size.
//!
//! ```text
//! distance² = (H / median H)² + (S / median S)²
//! H = Hellinger distance of the shares of the level-1 categories      S = |ln orders − ln orders'|
//! ```
//!
//! Each place's peers are its nearest tenth of all places, at least eight. Nearest peers rather than clusters: no place
//! sits at the edge of its own group, and nothing depends on a random start.

use rayon::prelude::*;

use super::demand::Sums;
use super::geography::Geography;
use crate::panel::{CategoryId, Panel};

/// Fewest peers of a place, itself left out.
const PEERS_MIN: usize = 8;
/// Share of all places that are a place's peers.
const PEERS_SHARE: f64 = 0.1;

/// The peers of each place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Peers {
    /// By place: itself and its peers.
    pub groups: Vec<Places>,
    /// By place: the places whose groups it is in.
    pub groups_with: Vec<Vec<usize>>,
}

/// A set of places, a bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Places(Vec<u64>);

impl Places {
    /// Some of so many places.
    pub(super) fn of(all: usize, some: impl Iterator<Item = usize>) -> Self {
        let mut bits = vec![0; all.div_ceil(64)];
        some.for_each(|place| bits[place / 64] |= 1 << (place % 64));
        Self(bits)
    }

    fn holds(&self, place: usize) -> bool {
        self.0[place / 64] >> (place % 64) & 1 == 1
    }

    /// How many places are in both.
    pub(super) fn in_common(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }
}

impl Peers {
    /// From the peers of each place, itself left out.
    pub(super) fn new(of: Vec<Vec<usize>>) -> Self {
        let all = of.len();
        let group =
            |(place, peers): (usize, Vec<usize>)| Places::of(all, peers.into_iter().chain([place]));
        let groups: Vec<Places> = of.into_iter().enumerate().map(group).collect();
        let with = |place: usize| (0..all).filter(|&other| groups[other].holds(place)).collect();
        Self { groups_with: (0..all).map(with).collect(), groups }
    }

    /// Finds the peers over the months that `all` sums.
    pub(super) fn find(panel: &Panel, geography: &Geography, all: &Sums) -> Self {
        let broad: Vec<CategoryId> = broad_categories(panel);
        let months = panel.period_months.clone();
        let mixes: Vec<Vec<f64>> = geography
            .places
            .iter()
            .map(|&place| {
                let orders = broad
                    .iter()
                    .map(|&c| f64::from(panel.total(place, c, months.clone()).orders))
                    .collect();
                root_shares(orders)
            })
            .collect();
        let sizes: Vec<f64> = all.places.iter().map(|c| (f64::from(c.orders) + 1.0).ln()).collect();
        Self::nearest(&mixes, &sizes)
    }

    fn nearest(mixes: &[Vec<f64>], sizes: &[f64]) -> Self {
        let n = mixes.len();
        let mix = |a: usize, b: usize| {
            mixes[a].iter().zip(&mixes[b]).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt()
        };
        let size = |a: usize, b: usize| (sizes[a] - sizes[b]).abs();
        let pairs = || (0..n).into_par_iter().flat_map_iter(|a| (0..a).map(move |b| (a, b)));
        let (mix_scale, size_scale) = rayon::join(
            || median(pairs().map(|(a, b)| mix(a, b)).collect()),
            || median(pairs().map(|(a, b)| size(a, b)).collect()),
        );
        let count = ((PEERS_SHARE * n as f64).ceil() as usize).max(PEERS_MIN);
        let nearest = |a: usize| {
            let distance =
                |b: usize| (mix(a, b) / mix_scale).powi(2) + (size(a, b) / size_scale).powi(2);
            let mut others: Vec<(f64, usize)> =
                (0..n).filter(|&b| b != a).map(|b| (distance(b), b)).collect();
            if count < others.len() {
                others
                    .select_nth_unstable_by(count, |x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            }
            others.into_iter().take(count).map(|(_, b)| b).collect()
        };
        let of = (0..n).into_par_iter().map(nearest).collect();
        Self::new(of)
    }
}

/// Level-1 categories; the item level where there is no level 1.
fn broad_categories(panel: &Panel) -> Vec<CategoryId> {
    let all = || (0..panel.categories.len() as u32).map(CategoryId);
    let broad: Vec<CategoryId> = all().filter(|&c| panel.category(c).level == 1).collect();
    if broad.is_empty() { panel.items().collect() } else { broad }
}

/// Square roots of shares, over √2, so that their Euclidean distance is Hellinger's, in [0, 1].
fn root_shares(orders: Vec<f64>) -> Vec<f64> {
    let total: f64 = orders.iter().sum::<f64>().max(1.0);
    orders.into_iter().map(|n| (n / total / 2.0).sqrt()).collect()
}

/// The upper median, 1 where it would be 0 or there is none.
fn median(mut values: Vec<f64>) -> f64 {
    let middle = values.len() / 2;
    if values.is_empty() {
        return 1.0;
    }
    let (_, median, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if *median > 0.0 { *median } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peers_share_mix_and_size() {
        // Twelve large places with one mix, twelve small ones with another.
        let mixes: Vec<Vec<f64>> = (0..24)
            .map(|i| {
                let tilt = f64::from(i % 12);
                root_shares(if i < 12 { vec![90.0 + tilt, 10.0] } else { vec![10.0, 90.0 + tilt] })
            })
            .collect();
        let sizes: Vec<f64> =
            (0..24).map(|i| if i < 12 { 9.0 } else { 5.0 } + f64::from(i) / 100.0).collect();
        let peers = Peers::nearest(&mixes, &sizes);
        for (place, group) in peers.groups.iter().enumerate() {
            let half = Places::of(24, if place < 12 { 0..12 } else { 12..24 });
            assert!(group.holds(place));
            assert_eq!(
                (group.in_common(group), group.in_common(&half)),
                (PEERS_MIN + 1, PEERS_MIN + 1)
            );
        }
    }
}
