//! The regression of a baseline: candidates from a bare level to trend and three harmonics, of
//! which BIC takes one.
//!
//! BIC here is `deviance/φ + coefficients·ln(months)`, φ being that of the widest candidate: with a
//! φ of its own each narrow model would excuse its misfit by its own overdispersion.

use std::f64::consts::TAU;

use super::{Counterfactual, Month};
use crate::glm::{self, Fit, Rows};

/// Baseline months from which a trend can be told from a season.
const TREND_MONTHS_MIN: usize = 24;

/// Degrees of freedom that a model must leave.
const FREEDOM_MIN: usize = 4;

const MONTHS_A_YEAR: f64 = 12.0;

const HARMONICS: usize = 3;

/// Newton decrement at which a fit has settled.
const TOLERANCE: f64 = 1e-10;

/// Columns of the widest design: level, trend, two for each harmonic.
pub(super) const COLUMNS: usize = 2 + 2 * HARMONICS;

/// A fitted regression of any width.
pub(super) trait Regression: Send + Sync {
    fn predictor(&self, row: &[f64; COLUMNS]) -> f64;
    /// `row'·V·row`, `V` the coefficients' covariance for φ = 1.
    fn variance(&self, row: &[f64; COLUMNS]) -> f64;
}

impl<const P: usize> Regression for Fit<P> {
    fn predictor(&self, row: &[f64; COLUMNS]) -> f64 {
        Fit::predictor(self, row)
    }

    fn variance(&self, row: &[f64; COLUMNS]) -> f64 {
        self.predictor_variance(row)
    }
}

/// Level, then the trend in years if asked for, then harmonics of the year.
pub(super) fn design(month: usize, with_trend: bool) -> [f64; COLUMNS] {
    let mut row = [0.0; COLUMNS];
    let at = month as f64;
    row[0] = 1.0;
    let first = 1 + usize::from(with_trend);
    if with_trend {
        row[1] = at / MONTHS_A_YEAR;
    }
    for harmonic in 0..HARMONICS {
        let angle = TAU * (harmonic + 1) as f64 * at / MONTHS_A_YEAR;
        row[first + 2 * harmonic] = angle.cos();
        row[first + 2 * harmonic + 1] = angle.sin();
    }
    row
}

/// The candidate of the smallest BIC; `None` when none settles.
pub(super) fn choose(months: &[Month], kept: &[usize]) -> Option<Counterfactual> {
    let trends = if kept.len() >= TREND_MONTHS_MIN { &[false, true][..] } else { &[false] };
    let mut candidates = Vec::new();
    for &with_trend in trends {
        let data = Data::gather(months, kept, with_trend);
        for harmonics in 0..=HARMONICS {
            let coefficients = 1 + usize::from(with_trend) + 2 * harmonics;
            if coefficients + FREEDOM_MIN <= kept.len() {
                candidates.extend(data.candidate(coefficients, with_trend));
            }
        }
    }
    let widest = candidates.iter().max_by_key(|c| c.model.coefficients)?.model.dispersion;
    let penalty = (kept.len() as f64).ln();
    let bic = |c: &Candidate| c.deviance / widest + c.model.coefficients as f64 * penalty;
    candidates.into_iter().min_by(|a, b| bic(a).total_cmp(&bic(b))).map(|best| best.model)
}

struct Data {
    design: Vec<[f64; COLUMNS]>,
    counts: Vec<f64>,
    offsets: Vec<f64>,
}

struct Candidate {
    model: Counterfactual,
    deviance: f64,
}

impl Data {
    fn gather(months: &[Month], kept: &[usize], with_trend: bool) -> Self {
        Self {
            design: kept.iter().map(|&at| design(at, with_trend)).collect(),
            counts: kept.iter().map(|&at| months[at].treated).collect(),
            offsets: kept.iter().map(|&at| months[at].control.ln()).collect(),
        }
    }

    fn candidate(&self, coefficients: usize, with_trend: bool) -> Option<Candidate> {
        let regression = match coefficients {
            1 => self.regress::<1>()?,
            2 => self.regress::<2>()?,
            3 => self.regress::<3>()?,
            4 => self.regress::<4>()?,
            5 => self.regress::<5>()?,
            6 => self.regress::<6>()?,
            7 => self.regress::<7>()?,
            _ => self.regress::<8>()?,
        };
        let (mut pearson, mut deviance) = (0.0, 0.0);
        for ((row, &y), offset) in self.design.iter().zip(&self.counts).zip(&self.offsets) {
            let mean = (regression.predictor(row) + offset).exp();
            pearson += (y - mean) * (y - mean) / mean;
            let logarithm = if y > 0.0 { y * (y / mean).ln() } else { 0.0 };
            deviance += 2.0 * (logarithm - (y - mean));
        }
        let degrees_of_freedom = self.counts.len() - coefficients;
        let dispersion = (pearson / degrees_of_freedom as f64).max(1.0);
        let model =
            Counterfactual { regression, with_trend, dispersion, degrees_of_freedom, coefficients };
        dispersion.is_finite().then_some(Candidate { model, deviance })
    }

    fn regress<const P: usize>(&self) -> Option<Box<dyn Regression>> {
        let weights = vec![1.0; self.counts.len()];
        let rows = Rows {
            design: &self.design,
            counts: &self.counts,
            offsets: &self.offsets,
            weights: &weights,
        };
        let exposure: f64 = self.offsets.iter().map(|offset| offset.exp()).sum();
        let mut start = [0.0; P];
        start[0] = (self.counts.iter().sum::<f64>() / exposure).ln();
        let fit = glm::fit::<COLUMNS, P>(rows, start, TOLERANCE).filter(|fit| fit.converged)?;
        Some(Box::new(fit))
    }
}
