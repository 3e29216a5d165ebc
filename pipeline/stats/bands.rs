//! Bands and ranks of areas by a rate, as far as noise allows.
//!
//! Rates are shrunk ([`RatePrior`]): area i has the posterior mean `tᵢ` and variance `vᵢ = tᵢ(1 −
//! tᵢ)/(nᵢ + strength + 1)`.
//!
//! ```text
//! band       three: an area leaves the middle when its rate lies beyond the mean,
//!            |t − mean| > 2√v, and when a gap that is more than noise, tᵢ − tⱼ > 1.645 √(vᵢ + vⱼ),
//!            lies between the last of its band and the first of the middle
//! rank_low   1 + areas that are better by more than noise
//! rank_high  all areas − areas that are worse by more than noise
//! ```
//!
//! Without the gap two areas of one true rate that happens to lie at the edge of a band are parted
//! every second time; with it in at most 5 of 100, wherever that rate lies and whatever the other
//! areas do (the test below).

use crate::rate_shrink::RatePrior;

/// Fewest areas with answers that are compared.
pub const AREAS_MIN: usize = 4;

/// Standard deviations from the mean.
const BEYOND_MEAN: f64 = 2.0;
/// Standard deviations of a difference: 5% on one side.
const BEYOND_NOISE: f64 = 1.645;

/// One of three bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Below the middle by more than noise.
    Low,
    /// Not told apart from the mean.
    Middle,
    /// Above the middle by more than noise.
    High,
}

/// Where an area stands among its peers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// Its rate, shrunken.
    pub rate: f64,
    /// Its band.
    pub band: Band,
    /// Best rank that noise allows, 1 = the highest rate.
    pub rank_low: usize,
    /// Worst rank that noise allows.
    pub rank_high: usize,
}

#[derive(Debug, Clone, Copy)]
struct Posterior {
    at: usize,
    rate: f64,
    variance: f64,
}

impl Posterior {
    fn is_above(&self, other: &Self) -> bool {
        self.rate - other.rate > BEYOND_NOISE * (self.variance + other.variance).sqrt()
    }
}

/// Stands of `(successes, trials)`; `None` for an area without trials, and for all where fewer than
/// [`AREAS_MIN`] have any.
pub fn standings(areas: &[(u64, u64)]) -> Vec<Option<Standing>> {
    let mut stands = vec![None; areas.len()];
    let known: Vec<usize> = (0..areas.len()).filter(|&at| areas[at].1 > 0).collect();
    let Some(prior) = RatePrior::fit(areas).filter(|_| known.len() >= AREAS_MIN) else {
        return stands;
    };
    let posterior = |&at: &usize| {
        let (successes, trials) = areas[at];
        let rate = prior.shrink(successes, trials);
        let variance = rate * (1.0 - rate) / (trials as f64 + prior.strength + 1.0);
        Posterior { at, rate, variance }
    };
    // Best first; equal ones in the order given.
    let mut ranked: Vec<Posterior> = known.iter().map(posterior).collect();
    ranked.sort_by(|a, b| b.rate.total_cmp(&a.rate));
    let high = band_size(ranked.iter(), prior.mean);
    let low = band_size(ranked.iter().rev(), prior.mean);
    let all = ranked.len();
    for (place, area) in ranked.iter().enumerate() {
        let band = if place < high {
            Band::High
        } else if place >= all - low {
            Band::Low
        } else {
            Band::Middle
        };
        let better = ranked.iter().filter(|other| other.is_above(area)).count();
        let worse = ranked.iter().filter(|other| area.is_above(other)).count();
        stands[area.at] =
            Some(Standing { rate: area.rate, band, rank_low: better + 1, rank_high: all - worse });
    }
    stands
}

/// How many of the areas, from one end on, form a band of their own.
fn band_size<'a>(areas: impl Iterator<Item = &'a Posterior>, mean: f64) -> usize {
    let areas: Vec<&Posterior> = areas.collect();
    let is_beyond = |area: &&Posterior| {
        (area.rate - mean).abs() > BEYOND_MEAN * area.variance.sqrt()
            && (area.rate > mean) == (areas[0].rate > mean)
    };
    let mut size = areas.iter().take_while(|area| is_beyond(area)).count();
    let is_gap = |size: usize| match areas.get(size) {
        Some(next) => next.is_above(areas[size - 1]) || areas[size - 1].is_above(next),
        None => true,
    };
    while size > 0 && !is_gap(size) {
        size -= 1;
    }
    // A band of all areas is no band.
    if size == areas.len() { 0 } else { size }
}

#[cfg(test)]
mod tests;
