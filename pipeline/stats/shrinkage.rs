//! Gamma–Poisson shrinkage of observed ÷ expected ratios (DuMouchel 1999, Am. Stat. 53:177,
//! doi 10.1080/00031305.1999.10474456).
//!
//! Cell i holds `nᵢ ~ Poisson(λᵢ·eᵢ)` with `λᵢ` drawn from a mixture of two gammas, fitted by
//! maximum likelihood to all cells: one for the many ordinary cells, one for the few with far more
//! than expected (a single gamma would pull those in too hard). The posterior of `λᵢ` is again such
//! a mixture; its geometric mean is EBGM, its 5% quantile EB05. With 1 order where 0.1 was expected
//! the raw ratio is 10 and EBGM about 1.
//!
//! `n` may be fractional: counts whose variance is φ times the Poisson's are passed as `n/φ` and
//! `e/φ`, which gives the posterior the right width (quasi-likelihood). Cells with `e = 0`, NaN or
//! a negative figure take no part.
//!
//! Speed: cells are first gathered in bins 3% wide in `1 + n` (whole numbers below 32 stay apart)
//! and 6% wide in `e`, each with its own means (data squashing), so a fit costs the same for a
//! million cells as for ten thousand.

use std::collections::BTreeMap;

use rayon::prelude::*;
use statrs::function::gamma::{digamma, ln_gamma};
use thiserror::Error;

use crate::descent::{self, Slope};
use crate::gamma_mixture::usable;
pub use crate::gamma_mixture::{Gamma, GammaMixture};

/// Fewest usable cells for five parameters.
pub const CELLS_MIN: usize = 20;

/// Likelihood evaluations in one search.
const EVALUATIONS_MAX: usize = 500;

/// What one more step would add to the mean log-likelihood of a cell where a search ends.
const TOLERANCE: f64 = 1e-11;

/// A fitted prior.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shrinkage {
    /// The prior of λ.
    pub prior: GammaMixture,
    /// Mean log-likelihood of a cell, without the term −ln n! that no prior changes.
    pub log_likelihood: f64,
    /// Cells that took part.
    pub cells: usize,
    /// Whether the search settled; when not, the prior is the best one seen.
    pub converged: bool,
}

/// Why there is no prior.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum ShrinkageError {
    /// Too few cells to learn from.
    #[error(
        "shrinkage needs at least {CELLS_MIN} cells with an expected count above 0, found {found}"
    )]
    TooFewCells {
        /// Usable cells.
        found: usize,
    },
}

/// Fits the prior to `(observed, expected)` cells. Cells with no events but a positive expectation
/// belong in: without them the prior would say that everything is high.
pub fn fit(cells: impl IntoIterator<Item = (f64, f64)>) -> Result<Shrinkage, ShrinkageError> {
    fit_counted(cells.into_iter().map(|(observed, expected)| (observed, expected, 1.0)))
}

/// As [`fit`], of `(observed, expected, how many such cells)`: for cells that need not be listed
/// one by one.
pub fn fit_counted(
    cells: impl IntoIterator<Item = (f64, f64, f64)>,
) -> Result<Shrinkage, ShrinkageError> {
    let squashed = Squashed::gather(cells);
    if squashed.cells < CELLS_MIN {
        return Err(ShrinkageError::TooFewCells { found: squashed.cells });
    }
    let search = |start: &[f64; 5]| {
        descent::minimise(|x| squashed.cost(x), *start, TOLERANCE, EVALUATIONS_MAX)
    };
    let ends: Vec<_> = STARTS.par_iter().map(search).collect();
    let best =
        ends.into_iter().min_by(|a, b| a.value.total_cmp(&b.value)).expect("there are starts");
    Ok(Shrinkage {
        prior: ordered(mixture_at(&best.point)),
        log_likelihood: -best.value,
        cells: squashed.cells,
        converged: best.converged,
    })
}

/// Log mean and log shape of each component, logit of the first's weight. The second start is
/// DuMouchel's.
const STARTS: [[f64; 5]; 2] = [[-0.1, 1.5, 0.9, 1.0, 2.2], [0.7, -1.6, -0.7, 0.7, -0.7]];

/// Bounds of a search: means in [0.001, 1000], shapes in [0.01, 1000], weights in [0.001, 0.999].
const BOUNDS: [(f64, f64); 5] = [(-6.9, 6.9), (-4.6, 6.9), (-6.9, 6.9), (-4.6, 6.9), (-6.9, 6.9)];

/// The mixture at a point of the search, inside the bounds.
fn mixture_at(x: &[f64; 5]) -> GammaMixture {
    let x: [f64; 5] = std::array::from_fn(|i| x[i].clamp(BOUNDS[i].0, BOUNDS[i].1));
    let gamma = |log_mean: f64, log_shape: f64| Gamma {
        shape: log_shape.exp(),
        rate: (log_shape - log_mean).exp(),
    };
    let ordinary_weight = 1.0 / (1.0 + (-x[4]).exp());
    GammaMixture { ordinary: gamma(x[0], x[1]), elevated: gamma(x[2], x[3]), ordinary_weight }
}

fn ordered(mixture: GammaMixture) -> GammaMixture {
    let GammaMixture { ordinary, elevated, ordinary_weight } = mixture;
    if ordinary.shape / ordinary.rate <= elevated.shape / elevated.rate {
        return mixture;
    }
    GammaMixture { ordinary: elevated, elevated: ordinary, ordinary_weight: 1.0 - ordinary_weight }
}

/// Cells of one bin of counts.
struct CountBin {
    /// Mean count.
    observed: f64,
    /// Mean expectation and number of cells of each bin of expectations.
    expectations: Vec<(f64, f64)>,
}

struct Squashed {
    cells: usize,
    /// The part of the log-likelihood that no prior changes.
    constant: f64,
    bins: Vec<CountBin>,
}

impl Squashed {
    fn gather(cells: impl IntoIterator<Item = (f64, f64, f64)>) -> Self {
        let mut sums: BTreeMap<i32, BTreeMap<i32, [f64; 3]>> = BTreeMap::new();
        let mut used = 0.0;
        for (observed, expected, cells) in
            cells.into_iter().filter(|&(n, e, cells)| usable(n, e) && cells > 0.0)
        {
            let keys =
                [(observed.ln_1p() * 32.0).round() as i32, (expected.ln() * 16.0).floor() as i32];
            let sum = sums.entry(keys[0]).or_default().entry(keys[1]).or_default();
            for (total, value) in sum.iter_mut().zip([1.0, observed, expected]) {
                *total += cells * value;
            }
            used += cells;
        }
        let bins: Vec<CountBin> = sums.into_values().map(CountBin::from_sums).collect();
        let constant = bins.iter().map(CountBin::constant).sum();
        Self { cells: used as usize, constant, bins }
    }

    /// Minus the mean log-likelihood of a cell at a point of the search, without the term −ln n!
    /// that no prior changes, and its derivatives.
    fn cost(&self, x: &[f64; 5]) -> Slope<5> {
        let prior = mixture_at(x);
        let log_weights = [prior.ordinary_weight.ln(), (1.0 - prior.ordinary_weight).ln()];
        let gammas = [prior.ordinary, prior.elevated];
        let at_shape = gammas.map(|Gamma { shape, rate }| {
            (shape * rate.ln() - ln_gamma(shape), rate.ln() - digamma(shape))
        });
        let (mut total, mut ordinary_cells) = (self.constant, 0.0);
        let (mut by_shape, mut by_rate) = ([0.0; 2], [0.0; 2]);
        for bin in &self.bins {
            let shapes = gammas.map(|g| g.shape + bin.observed);
            let constants: [f64; 2] =
                std::array::from_fn(|k| log_weights[k] + at_shape[k].0 + ln_gamma(shapes[k]));
            // By component: cells, and the sums of ln(rate + e) and 1/(rate + e) over them.
            let mut sums = [[0.0; 3]; 2];
            for &(expected, cells) in &bin.expectations {
                let rates = gammas.map(|g| g.rate + expected);
                let logs = rates.map(f64::ln);
                let [a, b]: [f64; 2] = std::array::from_fn(|k| constants[k] - shapes[k] * logs[k]);
                let smaller = (-(a - b).abs()).exp();
                total += cells * (a.max(b) + smaller.ln_1p());
                let larger = cells / (1.0 + smaller);
                let parts =
                    if a >= b { [larger, larger * smaller] } else { [larger * smaller, larger] };
                for (k, sums) in sums.iter_mut().enumerate() {
                    let adds = [parts[k], parts[k] * logs[k], parts[k] / rates[k]];
                    sums.iter_mut().zip(adds).for_each(|(sum, part)| *sum += part);
                }
            }
            ordinary_cells += sums[0][0];
            for (k, [cells, logs, inverses]) in sums.into_iter().enumerate() {
                by_shape[k] += cells * (digamma(shapes[k]) + at_shape[k].1) - logs;
                by_rate[k] += cells * gammas[k].shape / gammas[k].rate - shapes[k] * inverses;
            }
        }
        // With the logarithms of mean and shape as variables, the rate is exp(log shape − log
        // mean).
        let by_log_rate: [f64; 2] = std::array::from_fn(|k| gammas[k].rate * by_rate[k]);
        let by_log_shape: [f64; 2] =
            std::array::from_fn(|k| gammas[k].shape * by_shape[k] + by_log_rate[k]);
        let by_logit = ordinary_cells - prior.ordinary_weight * self.cells as f64;
        let slope = [-by_log_rate[0], by_log_shape[0], -by_log_rate[1], by_log_shape[1], by_logit];
        let inside = |i: usize| x[i] > BOUNDS[i].0 && x[i] < BOUNDS[i].1;
        let cells = self.cells as f64;
        (-total / cells, std::array::from_fn(|i| if inside(i) { -slope[i] / cells } else { 0.0 }))
    }
}

impl CountBin {
    fn constant(&self) -> f64 {
        self.expectations
            .iter()
            .map(|(expected, cells)| cells * self.observed * expected.ln())
            .sum()
    }

    fn from_sums(by_expectation: BTreeMap<i32, [f64; 3]>) -> Self {
        let (cells, observed) = by_expectation
            .values()
            .fold((0.0, 0.0), |(cells, observed), sum| (cells + sum[0], observed + sum[1]));
        let expectations = by_expectation.values().map(|sum| (sum[2] / sum[0], sum[0])).collect();
        Self { observed: observed / cells, expectations }
    }
}

#[cfg(test)]
mod tests;
