//! Quasi-Poisson regression with a log link, by iteratively reweighted least squares.
//!
//! `E[y] = exp(x·β + offset)`, `Var[y] = φ·E[y]`. Newton steps on the weighted log-likelihood, each
//! bounded so that a bad start cannot overflow, at most [`ITERATIONS_MAX`] of them. A fit stops
//! when the Newton decrement (twice the log-likelihood still to gain) falls under the tolerance;
//! one that does not get there says so in [`Fit::converged`], and the caller falls back. Rows of
//! weight 0 are left out. McCullagh & Nelder 1989, ch. 6.

use crate::cholesky::Cholesky;

/// Newton steps before a fit gives up.
pub const ITERATIONS_MAX: usize = 25;

/// Largest sum of absolute coefficient changes in one step, for columns scaled to about [-1, 1].
const STEP_MAX: f64 = 3.0;

/// The linear predictor is kept within ± this: exp(40) is beyond any count.
const PREDICTOR_MAX: f64 = 40.0;

/// Counts with their design, one row a time. All slices have the same length.
#[derive(Debug, Clone, Copy)]
pub struct Rows<'a, const C: usize> {
    /// Design, of which a fit with `P` coefficients uses the first `P` columns.
    pub design: &'a [[f64; C]],
    /// Counts, at least 0.
    pub counts: &'a [f64],
    /// Log exposure; 0 where there is none.
    pub offsets: &'a [f64],
    /// Case weights, at least 0.
    pub weights: &'a [f64],
}

/// A fitted regression.
#[derive(Debug, Clone, Copy)]
pub struct Fit<const P: usize> {
    /// β.
    pub coefficients: [f64; P],
    /// Factor of the information matrix `Xᵀ·W·X` for φ = 1.
    pub information: Cholesky<P>,
    /// Newton steps taken.
    pub iterations: usize,
    /// Whether the decrement fell under the tolerance.
    pub converged: bool,
}

impl<const P: usize> Fit<P> {
    /// `x·β`.
    pub fn predictor<const C: usize>(&self, row: &[f64; C]) -> f64 {
        predictor(&self.coefficients, row)
    }

    /// Variance of `x·β` for φ = 1.
    pub fn predictor_variance<const C: usize>(&self, row: &[f64; C]) -> f64 {
        let mut x = [0.0; P];
        x.copy_from_slice(&row[..P]);
        self.information.inverse_form(&x)
    }
}

/// Fits the first `P` columns, starting from `start`. `None` when the design is collinear or a
/// number is not finite.
pub fn fit<const C: usize, const P: usize>(
    rows: Rows<'_, C>,
    start: [f64; P],
    tolerance: f64,
) -> Option<Fit<P>> {
    fit_with_prior(rows, &[0.0; P], start, tolerance)
}

/// As [`fit`], with independent normal priors around 0 on the coefficients: `precisions` are
/// `φ/σ²`, 0 for no prior. [`Fit::information`] then holds them too, so that a variance is the
/// posterior's.
pub fn fit_with_prior<const C: usize, const P: usize>(
    rows: Rows<'_, C>,
    precisions: &[f64; P],
    start: [f64; P],
    tolerance: f64,
) -> Option<Fit<P>> {
    const { assert!(P <= C, "more coefficients than columns") };
    let mut coefficients = start;
    for iterations in 1..=ITERATIONS_MAX {
        let (mut gradient, mut information) = score_and_information(rows, &coefficients);
        for (i, precision) in precisions.iter().enumerate() {
            gradient[i] -= precision * coefficients[i];
            information[i][i] += precision;
        }
        let information = Cholesky::factor(&information)?;
        let step = information.solve(&gradient);
        let decrement: f64 = step.iter().zip(&gradient).map(|(s, g)| s * g).sum();
        if !decrement.is_finite() {
            return None;
        }
        let size: f64 = step.iter().map(|s| s.abs()).sum();
        let scale = if size > STEP_MAX { STEP_MAX / size } else { 1.0 };
        for (coefficient, step) in coefficients.iter_mut().zip(step) {
            *coefficient += scale * step;
        }
        if decrement < tolerance {
            return Some(Fit { coefficients, information, iterations, converged: true });
        }
        if iterations == ITERATIONS_MAX {
            return Some(Fit { coefficients, information, iterations, converged: false });
        }
    }
    None
}

/// `Xᵀ·w·(y − μ)` and `Xᵀ·w·μ·X`.
fn score_and_information<const C: usize, const P: usize>(
    rows: Rows<'_, C>,
    coefficients: &[f64; P],
) -> ([f64; P], [[f64; P]; P]) {
    let mut gradient = [0.0; P];
    let mut information = [[0.0; P]; P];
    for (((row, &count), &offset), &weight) in
        rows.design.iter().zip(rows.counts).zip(rows.offsets).zip(rows.weights)
    {
        if weight == 0.0 {
            continue;
        }
        let mean = weight
            * (predictor(coefficients, row) + offset).clamp(-PREDICTOR_MAX, PREDICTOR_MAX).exp();
        let residual = weight * count - mean;
        // The whole square, not only its lower half: without a condition the compiler takes several
        // entries at once.
        for i in 0..P {
            gradient[i] += residual * row[i];
            let scaled = mean * row[i];
            for j in 0..P {
                information[i][j] += scaled * row[j];
            }
        }
    }
    (gradient, information)
}

fn predictor<const C: usize, const P: usize>(coefficients: &[f64; P], row: &[f64; C]) -> f64 {
    coefficients.iter().zip(row).map(|(b, x)| b * x).sum()
}

#[cfg(test)]
mod tests;
