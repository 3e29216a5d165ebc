//! One fit of the harmonic detector: a quasi-Poisson regression over the history before a time.
//!
//! From two years on, which harmonics there are is chosen by BIC, the deviance scaled by the widest
//! model's dispersion; under two years all columns are fitted with normal priors. A first fit finds
//! the past weeks that stand out (Anscombe residual over 2); they are down-weighted and the model
//! is fitted again (Noufaily et al. 2013). Where counts are few, or the regression does not
//! converge, the plain mean stands in.

use crate::assessment::Series;
use crate::evidence::Predictive;
use crate::harmonic_regression::Fitted;
use crate::harmonic_window::{Basis, COLUMNS, Window};

/// Newton decrement at which the next step is the last: that step leaves about its square.
const TOLERANCE: f64 = 0.01;

/// The same for the first fit, which only weighs the weeks.
const PLAIN_TOLERANCE: f64 = 0.05;

/// Anscombe residual beyond which a past week is down-weighted.
const RESIDUAL_MAX: f64 = 2.0;

/// What down-weighting leaves of the dispersion where nothing stands out: `E[w·z²] / E[w]` for a
/// normal `z`.
const CONSISTENCY: f64 = 0.9665;

/// Standard deviations of the coefficients that a history without two years cannot tell alone, as
/// priors: a category's trend is about ±20% a year, its season about ±35% with half of that twice a
/// year.
const PRIOR_DEVIATIONS: [f64; COLUMNS - 1] = [0.2, 0.25, 0.25, 0.125, 0.125];

/// Fewest counts in the window for a regression; below, the mean is all there is to know.
const REGRESSION_COUNTS_MIN: f64 = 8.0;

/// Widest first: numbers of columns to choose from.
fn candidates(window: &Window) -> &'static [usize] {
    if window.total() < REGRESSION_COUNTS_MIN {
        &[1]
    } else if window.has_two_years() {
        &[6, 4, 2]
    } else {
        &[COLUMNS]
    }
}

/// A fitted history.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    fitted: Option<Fitted>,
    /// Log of the plain mean rate, and its variance for φ = 1: used without a regression.
    mean_rate: (f64, f64),
    dispersion: f64,
    freedom: f64,
    rate_max: f64,
    /// Whether a regression was tried and did not converge.
    pub(crate) fallback: bool,
}

impl Model {
    /// The predictive distribution of a time after the window.
    pub(crate) fn predict(
        &self,
        window: &Window,
        basis: &Basis,
        series: &Series<'_>,
        time: usize,
    ) -> Predictive {
        let (log_rate, variance) = match &self.fitted {
            Some(fitted) => fitted.predict(&window.row(basis, time)),
            None => self.mean_rate,
        };
        let rate = log_rate.exp().min(self.rate_max);
        Predictive {
            mean: rate * window.factor(time) * series.exposure(time),
            dispersion: self.dispersion,
            log_variance: (variance + window.factor_variance(time)) * self.dispersion,
            freedom: self.freedom,
        }
    }
}

/// Coefficients to start from: those of the last fit of the same width are nearly right a week
/// later.
#[derive(Debug, Default)]
pub(crate) struct Warm {
    width: usize,
    plain: Option<[f64; COLUMNS]>,
    robust: Option<[f64; COLUMNS]>,
}

/// The number of columns with the smallest BIC.
pub(crate) fn choose_width(window: &mut Window) -> usize {
    let widths = candidates(window);
    if widths.len() == 1 {
        return widths[0];
    }
    let start = plain_start(window);
    let rows = window.counts.len() as f64;
    let mut scale = None;
    let mut best = (f64::INFINITY, widths[widths.len() - 1]);
    for &width in widths {
        let Some(fitted) = Fitted::new(width, window, &start, TOLERANCE) else { continue };
        let means = means(window, &fitted);
        let freedom = (rows - width as f64).max(1.0);
        let scale =
            *scale.get_or_insert_with(|| (pearson(&window.counts, &means) / freedom).max(1.0));
        let bic = deviance(&window.counts, &means) / scale + width as f64 * rows.ln();
        if bic < best.0 {
            best = (bic, width);
        }
    }
    best.1
}

/// Fits, down-weights what stands out, and fits again.
pub(crate) fn fit(window: &mut Window, width: usize, warm: &mut Warm) -> Model {
    window.weights.fill(1.0);
    let regression = window.total() >= REGRESSION_COUNTS_MIN
        && (window.counts.len() > width || !window.has_two_years());
    if warm.width != width {
        *warm = Warm { width, ..Warm::default() };
    }
    let robust = if regression { fit_twice(window, width, warm) } else { None };
    let fallback = regression && robust.is_none();
    let mean_rate = ((window.total() + 0.5) / window.exposure()).ln();
    let mut model = Model {
        fitted: robust,
        mean_rate: (mean_rate, 1.0 / (window.total() + 0.5)),
        dispersion: 1.0,
        freedom: 1.0,
        rate_max: rate_max(window),
        fallback,
    };
    (model.dispersion, model.freedom) = dispersion(window, &model);
    model
}

fn fit_twice(window: &mut Window, width: usize, warm: &mut Warm) -> Option<Fitted> {
    window.set_prior(&PRIOR_DEVIATIONS, 1.0);
    let start = warm.plain.unwrap_or_else(|| plain_start(window));
    let plain = Fitted::new(width, window, &start, PLAIN_TOLERANCE)?;
    warm.plain = Some(plain.coefficients());
    let means = means(window, &plain);
    let freedom = (window.counts.len() as f64 - plain.parameters(window)).max(1.0);
    let dispersion = (pearson(&window.counts, &means) / freedom).max(1.0);
    let outliers = down_weight(window, &means, dispersion);
    window.set_prior(&PRIOR_DEVIATIONS, dispersion);
    let start = if outliers { warm.robust } else { None }.unwrap_or_else(|| plain.coefficients());
    let robust = Fitted::new(width, window, &start, TOLERANCE)?;
    warm.robust = Some(robust.coefficients());
    Some(robust)
}

/// Weights `(2 / residual)²` for rows beyond it; whether there are any.
fn down_weight(window: &mut Window, means: &[f64], dispersion: f64) -> bool {
    let root = dispersion.sqrt();
    // The residual is concave in the count, so that the plain one bounds it and most weeks need no
    // roots.
    let possible = |count: f64, mean: f64| count - mean > RESIDUAL_MAX * root * mean.sqrt();
    let residual = |count: f64, mean: f64| {
        if possible(count, mean) { anscombe(count, mean) / root } else { 0.0 }
    };
    for ((kept, &count), &mean) in window.weights.iter_mut().zip(&window.counts).zip(means) {
        *kept = residual_weight(residual(count, mean));
    }
    window.weights.iter().any(|&weight| weight < 1.0)
}

/// `(2 / residual)²` beyond 2, else 1.
pub(crate) fn residual_weight(residual: f64) -> f64 {
    if residual > RESIDUAL_MAX { (RESIDUAL_MAX / residual).powi(2) } else { 1.0 }
}

/// `3/2 · (y^⅔ − μ^⅔) / μ^⅙`: nearly standard normal for a Poisson count.
pub(crate) fn anscombe(count: f64, mean: f64) -> f64 {
    let (count_root, mean_root) = (count.cbrt(), mean.cbrt());
    1.5 * (count_root * count_root - mean_root * mean_root) / mean_root.sqrt()
}

/// Expected counts of each row.
fn means(window: &Window, fitted: &Fitted) -> Vec<f64> {
    let coefficients = fitted.coefficients();
    let mean = |(row, exposure): (&[f64; COLUMNS], &f64)| {
        let predictor: f64 = coefficients.iter().zip(row).map(|(b, x)| b * x).sum();
        predictor.exp() * exposure
    };
    window.design.iter().zip(&window.exposures).map(mean).collect()
}

/// Deviance, unweighted.
fn deviance(counts: &[f64], means: &[f64]) -> f64 {
    let term = |(&count, &mean): (&f64, &f64)| {
        let log_part = if count > 0.0 { count * (count / mean).ln() } else { 0.0 };
        2.0 * (log_part - count + mean)
    };
    counts.iter().zip(means).map(term).sum()
}

/// Pearson's X², unweighted.
fn pearson(counts: &[f64], means: &[f64]) -> f64 {
    counts.iter().zip(means).map(|(count, mean)| (count - mean).powi(2) / mean).sum()
}

/// Weighted Pearson dispersion on the series' own step, at least 1, and the degrees of freedom that
/// it rests on.
fn dispersion(window: &Window, model: &Model) -> (f64, f64) {
    let plain = || std::array::from_fn(|i| if i == 0 { model.mean_rate.0 } else { 0.0 });
    let coefficients = model.fitted.map_or_else(plain, |fitted| fitted.coefficients());
    let (mut squares, mut weights) = (0.0, 0.0);
    for row in 0..window.counts.len() {
        let predictor: f64 = coefficients.iter().zip(&window.design[row]).map(|(b, x)| b * x).sum();
        let (rate, weight) = (predictor.exp(), window.weights[row]);
        // Σ (y − μ)²/μ over the times of the row, with μ = rate · factor · exposure
        squares += weight
            * (window.squares[row] / rate - 2.0 * window.counts[row]
                + rate * window.exposures[row]);
        weights += weight * window.steps[row];
    }
    let level = model.fitted.map_or(1.0, |fitted| fitted.parameters(window));
    let freedom = (weights - level - window.weekday_parameters()).max(1.0);
    ((squares / freedom / CONSISTENCY).max(1.0), freedom)
}

/// Largest rate of any week of the window: no free trend is believed beyond it. Under two years the
/// priors hold the extrapolation, and a season may well be on its way to its first peak.
fn rate_max(window: &Window) -> f64 {
    if !window.has_two_years() {
        return f64::INFINITY;
    }
    let rates = window
        .counts
        .iter()
        .zip(&window.exposures)
        .map(|(count, exposure)| (count + 0.5) / exposure);
    rates.fold(0.0, f64::max)
}

fn plain_start(window: &Window) -> [f64; COLUMNS] {
    let mut start = [0.0; COLUMNS];
    start[0] = ((window.total() + 0.5) / window.exposure()).ln();
    start
}
