//! Months of negative binomial counts whose noise carries over from month to month.
//!
//! `yₜ ~ Poisson(μₜ·Gₜ)` with `G` a gamma process of mean 1 and variance `(φ − 1)/μ̄`, so that the
//! counts are negative binomial with `Var ≈ φ·mean`, and lag-1 correlation r of `G`:
//! `N ~ Poisson(r·X/(1 − r))`, `X' = (1 − r)·Gamma(k + N)` keeps `X ~ Gamma(k)` with correlation r
//! exactly (one of the stationary gamma processes of Wolpert 2021, arXiv 2106.00087). The counts'
//! own lag-1 correlation is `r·(φ − 1)/φ`, since counting noise does not carry over; it is the one
//! asked for here.

use rand::Rng;
use rand_distr::{Distribution, Gamma, Poisson};

/// Draws a count for each of the `means` (above 0). `dispersion` is φ > 1; `correlation` the lag-1
/// correlation of the counts, in [0, (φ − 1)/φ). `None` outside of these ranges.
pub fn draw<R: Rng>(
    rng: &mut R,
    means: &[f64],
    dispersion: f64,
    correlation: f64,
) -> Option<Vec<f64>> {
    let carried = correlation * dispersion / (dispersion - 1.0);
    (dispersion > 1.0 && (0.0..1.0).contains(&carried)).then_some(())?;
    let mean = means.iter().sum::<f64>() / means.len() as f64;
    let shape = mean / (dispersion - 1.0);
    let mut level = Gamma::new(shape, 1.0).ok()?.sample(rng);
    let mut counts = Vec::with_capacity(means.len());
    for &month in means {
        counts.push(poisson(rng, month * level / shape));
        let arrivals = poisson(rng, carried * level / (1.0 - carried));
        level = (1.0 - carried) * Gamma::new(shape + arrivals, 1.0).ok()?.sample(rng);
    }
    Some(counts)
}

fn poisson<R: Rng>(rng: &mut R, mean: f64) -> f64 {
    // a mean of 0 is no distribution for the crate, but a certain 0 here
    Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(rng))
}

#[cfg(test)]
mod tests;
