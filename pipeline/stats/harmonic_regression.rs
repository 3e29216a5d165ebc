//! The regression of the harmonic detector, by how many columns of the design it takes: a level, a
//! trend, harmonics of one and of two a year.

use crate::cholesky::Cholesky;
use crate::glm::{self, Fit, Rows};
use crate::harmonic_window::{COLUMNS, Window};

/// A regression of some width.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Fitted {
    One(Fit<1>),
    Two(Fit<2>),
    Four(Fit<4>),
    Six(Fit<6>),
}

impl Fitted {
    pub(crate) fn new(
        width: usize,
        window: &Window,
        start: &[f64; COLUMNS],
        tolerance: f64,
    ) -> Option<Self> {
        let rows = Rows {
            design: &window.design,
            counts: &window.counts,
            offsets: &window.offsets,
            weights: &window.weights,
        };
        Some(match width {
            1 => Self::One(level(window)?),
            2 => Self::Two(converged(rows, &[0.0; COLUMNS], start, tolerance)?),
            4 => Self::Four(converged(rows, &[0.0; COLUMNS], start, tolerance)?),
            _ => Self::Six(converged(rows, &window.precisions, start, tolerance)?),
        })
    }

    /// Parameters that the data were spent on: `P − Σ precision·variance`.
    pub(crate) fn parameters(&self, window: &Window) -> f64 {
        let Self::Six(fit) = self else { return self.width() as f64 };
        let variances = fit.information.inverse_diagonal();
        COLUMNS as f64
            - window
                .precisions
                .iter()
                .zip(variances)
                .map(|(precision, v)| precision * v)
                .sum::<f64>()
    }

    const fn width(&self) -> usize {
        match self {
            Self::One(_) => 1,
            Self::Two(_) => 2,
            Self::Four(_) => 4,
            Self::Six(_) => COLUMNS,
        }
    }

    /// Log rate and its variance for φ = 1.
    pub(crate) fn predict(&self, row: &[f64; COLUMNS]) -> (f64, f64) {
        match self {
            Self::One(fit) => (fit.predictor(row), fit.predictor_variance(row)),
            Self::Two(fit) => (fit.predictor(row), fit.predictor_variance(row)),
            Self::Four(fit) => (fit.predictor(row), fit.predictor_variance(row)),
            Self::Six(fit) => (fit.predictor(row), fit.predictor_variance(row)),
        }
    }

    pub(crate) fn coefficients(&self) -> [f64; COLUMNS] {
        let mut all = [0.0; COLUMNS];
        let own: &[f64] = match self {
            Self::One(fit) => &fit.coefficients,
            Self::Two(fit) => &fit.coefficients,
            Self::Four(fit) => &fit.coefficients,
            Self::Six(fit) => &fit.coefficients,
        };
        all[..own.len()].copy_from_slice(own);
        all
    }
}

fn converged<const P: usize>(
    rows: Rows<'_, COLUMNS>,
    precisions: &[f64; COLUMNS],
    start: &[f64; COLUMNS],
    tolerance: f64,
) -> Option<Fit<P>> {
    let (own, precisions) =
        (std::array::from_fn(|i| start[i]), std::array::from_fn(|i| precisions[i]));
    glm::fit_with_prior::<COLUMNS, P>(rows, &precisions, own, tolerance).filter(|fit| fit.converged)
}

/// A level alone needs no iterations: all counts over all exposure.
fn level(window: &Window) -> Option<Fit<1>> {
    let sum = |values: &[f64]| -> f64 {
        values.iter().zip(&window.weights).map(|(value, weight)| weight * value).sum()
    };
    let (counts, exposure) = (sum(&window.counts), sum(&window.exposures));
    let information = Cholesky::factor(&[[counts]])?;
    Some(Fit {
        coefficients: [(counts / exposure).ln()],
        information,
        iterations: 0,
        converged: true,
    })
}
