//! Long-lasting high demand: cells that are high in most months of a year, judged by posterior
//! evidence over the year and its months together, without a floor on what is expected.
//!
//! Each cell brings, month by month, what it saw (`n`, orders) and what it would have seen at the
//! other areas' rate for its group (category) in that month (`e`, orders), so a season or a wave
//! that the whole category shares cancels out. Levels are ratios to that rate.
//!
//! 1. A count is negative binomial with mean `level · e` and variance φ · mean; φ is learnt for
//!    each group and size of cell (`dispersion`). One month in a hundred follows no level at all,
//!    so that neither a burst nor a hole in the feed speaks for or against one (`grid`).
//! 2. A cell is either steady at one level, or has a base level `B < ρ` and k of its M months at a
//!    high level `H ≥ ρ`, every set of k months being equally likely. With likelihoods `b_m`, `h_m`
//!    of month m at B and H,
//!
//!    `P(n | k, B, H) = [xᵏ] ∏ₘ (b_m + h_m·x) / C(M, k)`,
//!
//!    an elementary symmetric polynomial: no month is marked on the way. Where there is a year
//!    before, both years share B and H, and it has its own number of high months (`patterns`).
//! 3. B follows the mixture prior of all cells below ρ ([`crate::shrinkage`]), H the density
//!    `H^−0.7` on ρ … 20ρ; how often each number of high months and each steady high level occurs
//!    is learnt from all cells by EM (`weights`).
//! 4. A cell is persistent when more than the asked share of its months is high with probability of
//!    at least [`Rule::probability_min`], and it saw at least ρ times what was expected over the
//!    year.
//!
//! So neither a season, nor a step late in the year, nor violent months make a cell persistent, and
//! a cell where half an order a month is expected can be. With few cells the weights stay near
//! their prior of rare exceptions.
//!
//! Mixture as in finite-mixture screening (Titterington, Smith & Makov 1985); negative binomial
//! with variance φ·mean: Cameron & Trivedi 1998, sec. 3.3 (NB1); EM: Dempster, Laird & Rubin 1977,
//! JRSS B 39:1; shrunken ratios: DuMouchel 1999, doi 10.1080/00031305.1999.10474456.

mod cells;
mod dispersion;
mod grid;
mod patterns;
#[cfg(test)]
mod tests;
mod weights;

use rayon::prelude::*;
use thiserror::Error;

use crate::gamma_mixture::GammaMixture;
use crate::shrinkage::{self, ShrinkageError};
pub use cells::{Cells, EmptyCells, Months};
use cells::{each_cell, read_usable};
use dispersion::Dispersion;
use grid::Grid;
use patterns::Patterns;
use weights::Weights;

/// What counts as persistent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// ρ: smallest ratio to the other areas' rate that is high, above 1.
    pub ratio_min: f64,
    /// More than this share of the months must be high, in [0, 1).
    pub months_share: f64,
    /// Smallest probability that they are, in (0, 1). At p, a wrong call costs p ÷ (1 − p) times as
    /// much as a miss.
    pub probability_min: f64,
}

impl Default for Rule {
    /// Twice the other areas' rate, in more than half of the months, with 60%: a wrong call costs
    /// 1.5 misses.
    fn default() -> Self {
        Self { ratio_min: 2.0, months_share: 0.5, probability_min: 0.6 }
    }
}

impl Rule {
    /// Fewest high months of a persistent cell.
    fn high_min(&self, months: usize) -> usize {
        ((self.months_share * months as f64).floor() as usize + 1).min(months)
    }
}

/// One persistent cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Persistence {
    /// Position of the cell.
    pub cell: usize,
    /// Probability that more than the asked share of its months are high.
    pub probability: f64,
    /// Orders of the year in months that say something.
    pub observed: f64,
    /// Orders of the same months at the other areas' rate.
    pub expected: f64,
    /// The year's ratio, shrunken (EBGM).
    pub ratio: f64,
    /// Its lower 5% limit (EB05).
    pub ratio_low: f64,
    /// Number of high months: the median of its posterior.
    pub months_flagged: u32,
    /// Longest run of the so many most probably high months.
    pub longest_run: u32,
}

impl Persistence {
    /// Orders that are surely in excess of so many times the other areas' rate, with 95% certainty:
    /// `(EB05 − ratio) · expected`, at least 0.
    pub fn excess_low(&self, ratio: f64) -> f64 {
        (self.ratio_low - ratio).max(0.0) * self.expected
    }
}

/// What was found among all cells.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The persistent cells, by position.
    pub persistent: Vec<Persistence>,
    /// Cells with an expectation above 0, empty ones included: all that could have been.
    pub cells: u64,
}

/// Why there is no verdict.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PersistenceError {
    /// Nothing to judge.
    #[error("the year that is judged has no months")]
    NoMonths,
    /// The prior could not be learnt.
    #[error(transparent)]
    Shrinkage(#[from] ShrinkageError),
}

/// Fewest orders a year for the question to make sense.
const ORDERS_MIN: f64 = 3.0;

/// Cells with a smaller ratio to the other areas' rate are ordinary without a closer look.
const CANDIDATE_RATIO: f64 = 1.2;

/// Totals of a cell: of the year, and of all months.
#[derive(Debug, Clone, Copy)]
struct Totals {
    year: (f64, f64),
    all: (f64, f64),
}

/// Judges all cells together. A cell with a NaN or negative figure is never persistent. The same on
/// one core or many.
///
/// # Errors
/// Without months, or with too few cells to learn what is ordinary.
pub fn assess(cells: &impl Cells, rule: &Rule) -> Result<Assessment, PersistenceError> {
    let months = cells.months();
    if months[0] == 0 {
        return Err(PersistenceError::NoMonths);
    }
    let totals = each_cell(cells, |_, at| Totals::of(at, months[0]));
    let dispersion = Dispersion::of(cells);
    let phi = |cell: usize| dispersion.phi(cells.group(cell), totals[cell].all.1);
    let prior = shrinkage::fit_counted(prior_cells(cells, &totals, &dispersion))?.prior;
    let grid = Grid::new(rule.ratio_min, &prior);
    let is_candidate = |cell: &usize| {
        let (observed, expected) = totals[*cell].year;
        expected > 0.0 && observed >= ORDERS_MIN && observed >= CANDIDATE_RATIO * expected
    };
    let candidates: Vec<usize> = (0..cells.count()).filter(is_candidate).collect();
    let patterns = Patterns::of(cells, &candidates, &grid, phi);
    let known = totals.iter().filter(|total| total.year.1 > 0.0).count() as f64;
    let empty: f64 = cells.empty().iter().filter(|e| e.expected > 0.0).map(|e| e.cells).sum();
    let weights = Weights::fit(&patterns, &grid, known + empty - candidates.len() as f64);
    let judge = |at: usize| {
        let cell = candidates[at];
        let verdict = Verdict { rule, prior: &prior, grid: &grid, phi: phi(cell) };
        verdict.on(cells, cell, &totals[cell], &weights.high_months(&patterns, at))
    };
    let persistent = (0..candidates.len()).into_par_iter().filter_map(judge).collect();
    Ok(Assessment { persistent, cells: (known + empty) as u64 })
}

impl Totals {
    fn of(months: &Months, year: usize) -> Self {
        let sum = |values: &[f64]| values.iter().sum::<f64>();
        let Months { observed, expected } = months;
        Self {
            year: (sum(&observed[..year]), sum(&expected[..year])),
            all: (sum(observed), sum(expected)),
        }
    }
}

/// What the prior of levels is learnt from: orders and expectations of all months ÷ φ, and how many
/// cells have them.
fn prior_cells(
    cells: &impl Cells,
    totals: &[Totals],
    dispersion: &Dispersion,
) -> impl Iterator<Item = (f64, f64, f64)> {
    let known = totals.iter().enumerate().map(|(cell, total)| {
        let phi = dispersion.phi(cells.group(cell), total.all.1);
        (total.all.0 / phi, total.all.1 / phi, 1.0)
    });
    let empty = cells.empty().iter();
    known.chain(empty.map(|e| (0.0, e.expected / dispersion.phi(e.group, e.expected), e.cells)))
}

/// What the judgement of one cell needs.
struct Verdict<'a> {
    rule: &'a Rule,
    prior: &'a GammaMixture,
    grid: &'a Grid,
    phi: f64,
}

impl Verdict<'_> {
    /// `high`: the posterior of the number of high months, 0 … M. `None` where the cell is not
    /// persistent.
    fn on(
        &self,
        cells: &impl Cells,
        cell: usize,
        totals: &Totals,
        high: &[f64],
    ) -> Option<Persistence> {
        let months = high.len() - 1;
        let (observed, expected) = totals.year;
        let probability: f64 = high[self.rule.high_min(months)..].iter().sum();
        if probability < self.rule.probability_min || observed < self.rule.ratio_min * expected {
            return None;
        }
        let posterior = self.prior.posterior(observed / self.phi, expected / self.phi);
        let flagged = median(high);
        Some(Persistence {
            cell,
            probability,
            observed,
            expected,
            ratio: posterior.geometric_mean(),
            ratio_low: posterior.quantile(0.05),
            months_flagged: flagged as u32,
            longest_run: self.longest_run(cells, cell, months, flagged),
        })
    }

    /// Longest run of the `flagged` months of the year whose likelihood gains most from the high
    /// level.
    fn longest_run(&self, cells: &impl Cells, cell: usize, months: usize, flagged: usize) -> u32 {
        let mut own = Months::default();
        read_usable(cells, cell, &mut own);
        let gains = patterns::gains(&own, months, self.grid, self.phi);
        let mut by_gain: Vec<usize> = (0..months).collect();
        by_gain.sort_by(|&a, &b| gains[b].total_cmp(&gains[a]).then(a.cmp(&b)));
        let mut high = vec![false; months];
        by_gain[..flagged].iter().for_each(|&month| high[month] = true);
        high.split(|high| !high).map(|run| run.len() as u32).max().unwrap_or(0)
    }
}

/// The smallest number that is not exceeded with probability ½.
fn median(high: &[f64]) -> usize {
    let mut below = 0.0;
    high.iter()
        .position(|p| {
            below += p;
            below >= 0.5
        })
        .unwrap_or(high.len() - 1)
}
