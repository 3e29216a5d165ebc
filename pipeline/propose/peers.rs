//! Comparable places: those with a similar mix of demands and a similar size.
//!
//! ```text
//! distance² = (H / median H)² + (S / median S)²
//! H = Hellinger distance of the shares of the level-1 categories      S = |ln orders − ln orders'|
//! ```
//!
//! Each place's peers are its nearest tenth of all places, at least eight. Nearest peers rather
//! than clusters: no place sits at the edge of its own group, and nothing depends on a random
//! start.
//!
//! Of more than [`COMPARED_MAX`] places each is compared with so many that are next to it in size,
//! and the medians are those of so many, evenly drawn: work and memory grow with the places, not
//! with their square.

use rayon::prelude::*;

use super::demand::PlaceCounts;
use super::geography::Geography;
use crate::panel::{AreaId, Panel};

/// Fewest peers of a place, itself left out.
const PEERS_MIN: usize = 8;
/// Share of all places that are a place's peers.
const PEERS_SHARE: f64 = 0.1;
/// Most places that one is compared with.
const COMPARED_MAX: usize = 2_000;
/// Most peers of all places together, beyond [`PEERS_MIN`] each.
const PEERS_OF_ALL_MAX: usize = 4_000_000;

/// The peers of each place, by position.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Peers {
    /// By place: itself and its peers, ascending.
    pub groups: Vec<Vec<u32>>,
    /// By place: the places whose groups it is in, ascending.
    pub groups_with: Vec<Vec<u32>>,
}

/// Square roots of a place's shares by category, over √2, so that their Euclidean distance is
/// Hellinger's, in [0, 1]; ascending by category, what it has none of left out.
type Mix = Vec<(u32, f64)>;

impl Peers {
    /// From the peers of each place, itself left out.
    pub(super) fn new(of: Vec<Vec<u32>>) -> Self {
        let mut groups = of;
        let mut groups_with = vec![Vec::new(); groups.len()];
        for (place, group) in (0..).zip(&mut groups) {
            group.push(place);
            group.sort_unstable();
            for &peer in group.iter() {
                groups_with[peer as usize].push(place);
            }
        }
        Self { groups, groups_with }
    }

    /// Finds the peers by what all demands of the period say of the places.
    pub(super) fn find(panel: &Panel, geography: &Geography, counts: &PlaceCounts) -> Self {
        let level = broad_level(panel);
        let mixes: Vec<Mix> =
            geography.places.par_iter().map(|&place| mix_of(panel, place, level)).collect();
        let mut sizes = vec![0.0; counts.all];
        for (place, counts) in &counts.seen {
            sizes[*place as usize] = (f64::from(counts.orders) + 1.0).ln();
        }
        Self::nearest(&mixes, &sizes)
    }

    fn nearest(mixes: &[Mix], sizes: &[f64]) -> Self {
        let n = mixes.len();
        let mix = |a: usize, b: usize| hellinger(&mixes[a], &mixes[b]);
        let size = |a: usize, b: usize| (sizes[a] - sizes[b]).abs();
        let drawn: Vec<usize> = match n > COMPARED_MAX {
            true => (0..COMPARED_MAX).map(|at| at * n / COMPARED_MAX).collect(),
            false => (0..n).collect(),
        };
        let pairs = || {
            let of = |at: usize| drawn[..at].iter().map(move |&b| (at, b));
            (0..drawn.len()).into_par_iter().flat_map_iter(of).map(|(at, b)| (drawn[at], b))
        };
        let (mix_scale, size_scale) = rayon::join(
            || median(pairs().map(|(a, b)| mix(a, b)).collect()),
            || median(pairs().map(|(a, b)| size(a, b)).collect()),
        );
        let count = peer_count(n);
        let (by_size, rank) = ranked(sizes);
        let nearest = |a: usize| {
            let distance =
                |b: usize| (mix(a, b) / mix_scale).powi(2) + (size(a, b) / size_scale).powi(2);
            let mut others: Vec<(f64, u32)> = window(rank[a] as usize, n)
                .map(|at| by_size[at])
                .filter(|&b| b as usize != a)
                .map(|b| (distance(b as usize), b))
                .collect();
            if count < others.len() {
                others
                    .select_nth_unstable_by(count, |x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            }
            let mut peers: Vec<u32> = others.into_iter().take(count).map(|(_, b)| b).collect();
            peers.reserve_exact(1);
            peers
        };
        let of = (0..n).into_par_iter().map(nearest).collect();
        Self::new(of)
    }
}

/// How many peers each of so many places has.
fn peer_count(places: usize) -> usize {
    let tenth = (PEERS_SHARE * places.min(COMPARED_MAX) as f64).ceil() as usize;
    tenth.min(PEERS_OF_ALL_MAX / places.max(1)).max(PEERS_MIN)
}

/// Places by size, and the rank of each.
fn ranked(sizes: &[f64]) -> (Vec<u32>, Vec<u32>) {
    let mut by_size: Vec<u32> = (0..sizes.len() as u32).collect();
    let size = |place: u32| sizes[place as usize];
    by_size.sort_by(|&a, &b| size(a).total_cmp(&size(b)).then(a.cmp(&b)));
    let mut rank = vec![0; sizes.len()];
    for (at, &place) in (0..).zip(&by_size) {
        rank[place as usize] = at;
    }
    (by_size, rank)
}

/// The ranks that one is compared with: all, or [`COMPARED_MAX`] around it.
fn window(rank: usize, all: usize) -> std::ops::Range<usize> {
    let width = COMPARED_MAX.min(all);
    let from = rank.saturating_sub(width / 2).min(all - width);
    from..from + width
}

/// Level 1; the item level where there is no level 1.
fn broad_level(panel: &Panel) -> u8 {
    if panel.categories.iter().any(|category| category.level == 1) { 1 } else { panel.item_level }
}

fn mix_of(panel: &Panel, place: AreaId, level: u8) -> Mix {
    let mut orders: Mix = Vec::new();
    for cell in panel.cells_of(place) {
        let is_broad = panel.category(cell.category).level == level;
        if !is_broad || !panel.period_months.contains(&usize::from(cell.month)) {
            continue;
        }
        let counted = f64::from(cell.counts.orders);
        match orders.last_mut().filter(|(last, _)| *last == cell.category.0) {
            Some((_, sum)) => *sum += counted,
            None => orders.push((cell.category.0, counted)),
        }
    }
    root_shares(orders)
}

/// Square roots of shares, over √2.
fn root_shares(orders: Mix) -> Mix {
    let total: f64 = orders.iter().map(|(_, n)| n).sum::<f64>().max(1.0);
    orders.into_iter().map(|(category, n)| (category, (n / total / 2.0).sqrt())).collect()
}

fn hellinger(a: &Mix, b: &Mix) -> f64 {
    let (mut sum, mut at) = (0.0, 0);
    for &(category, own) in a {
        while let Some(&(_, other)) = b.get(at).filter(|(next, _)| *next < category) {
            sum += other * other;
            at += 1;
        }
        let same = b.get(at).filter(|(next, _)| *next == category);
        at += usize::from(same.is_some());
        sum += (own - same.map_or(0.0, |(_, other)| *other)).powi(2);
    }
    sum += b[at..].iter().map(|(_, other)| other * other).sum::<f64>();
    sum.sqrt()
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
mod tests;
