//! How often each pattern occurs, learnt from all cells by EM.
//!
//! The posterior mode under a Dirichlet prior worth [`PRIOR_CELLS`] cells, of which 98% are
//! ordinary: in a city of a hundred thousand cells it weighs nothing; among six districts and
//! fourteen categories it keeps one odd cell from teaching that odd cells are common. The objective
//! is concave, so the mode is the only one.

use rayon::prelude::*;

use super::grid::{Grid, HIGHS};
use super::patterns::Patterns;

/// How many cells the prior of the weights is worth.
const PRIOR_CELLS: f64 = 200.0;

/// Of them, those with some high months, and those steady at a high level.
const PRIOR_CHANGING: f64 = 0.01;
const PRIOR_STEADY: f64 = 0.01;

/// EM stops when the weights move by less than this in all, or after so many rounds.
const TOLERANCE: f64 = 1e-7;
const ROUNDS_MAX: usize = 200;

/// The share of cells with each pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights(pub(super) Vec<f64>);

impl Weights {
    /// `others`: cells that are ordinary without a look at their months.
    pub(super) fn fit(patterns: &Patterns, grid: &Grid, others: f64) -> Self {
        let prior = prior(patterns, grid);
        let mut weights: Vec<f64> = prior.iter().map(|cells| cells / PRIOR_CELLS).collect();
        for _ in 0..ROUNDS_MAX {
            let of_chunk = |rows: &[f32]| responsibilities(rows, &weights);
            let chunks: Vec<Vec<f64>> = patterns.chunks().map(of_chunk).collect();
            let mut next = prior.clone();
            next[0] += others;
            for chunk in &chunks {
                next.iter_mut().zip(chunk).for_each(|(sum, part)| *sum += part);
            }
            let cells: f64 = next.iter().sum();
            next.iter_mut().for_each(|weight| *weight /= cells);
            let moved: f64 = next.iter().zip(&weights).map(|(new, old)| (new - old).abs()).sum();
            weights = next;
            if moved < TOLERANCE {
                break;
            }
        }
        Self(weights)
    }

    /// Posterior of the number of high months of a candidate, 0 … M.
    pub(super) fn high_months(&self, patterns: &Patterns, at: usize) -> Vec<f64> {
        let row = patterns.row(at);
        let joint: Vec<f64> =
            row.iter().zip(&self.0).map(|(value, weight)| f64::from(*value) * weight).collect();
        let total: f64 = joint.iter().sum();
        let (changing, steady) = joint.split_at(patterns.steady_from());
        let mut high: Vec<f64> =
            changing.chunks(patterns.pasts).map(|k| k.iter().sum::<f64>() / total).collect();
        high[patterns.months] += steady.iter().sum::<f64>() / total;
        high
    }
}

/// Cells of the prior with each pattern.
fn prior(patterns: &Patterns, grid: &Grid) -> Vec<f64> {
    let changing = patterns.steady_from();
    let mut cells = vec![PRIOR_CELLS * PRIOR_CHANGING / (changing - 1) as f64; changing + HIGHS];
    cells[0] = PRIOR_CELLS * (1.0 - PRIOR_CHANGING - PRIOR_STEADY);
    cells[changing..]
        .iter_mut()
        .zip(grid.high)
        .for_each(|(cells, share)| *cells = PRIOR_CELLS * PRIOR_STEADY * share);
    cells
}

/// Sums over some cells of the probability of each pattern.
fn responsibilities(rows: &[f32], weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; weights.len()];
    let mut joint = vec![0.0; weights.len()];
    for row in rows.chunks(weights.len()) {
        let mut total = 0.0;
        for ((joint, value), weight) in joint.iter_mut().zip(row).zip(weights) {
            *joint = f64::from(*value) * weight;
            total += *joint;
        }
        let inverse = 1.0 / total;
        sums.iter_mut().zip(&joint).for_each(|(sum, joint)| *sum += joint * inverse);
    }
    sums
}
