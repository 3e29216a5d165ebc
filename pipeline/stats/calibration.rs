//! Predicted log-odds brought in line with what happened, year by year.
//!
//! ```text
//! logit P(y = 1) = α + uₖ + β·x        x = log-odds as predicted, k = the year
//! prior: α ~ N(0, ½²), β ~ N(1, ½²), uₖ ~ N(0, 0.6²)
//! ```
//!
//! α = 0 and β = 1 leave the prediction as it is; α moves all of it, β makes it bolder or more
//! cautious. uₖ is what a year did to all of its pairs alike: a hundred topics of one bad year are
//! one year's evidence on α, not a hundred topics'. A coming year is predicted with u = 0. The
//! estimate is the posterior mode, by Newton steps: without any pair it is the prior's. β is kept
//! at 0 or more: what was predicted to be likelier never becomes less likely.
//!
//! Pairs with an `x` that is not finite are left out.
//!
//! The spread of years was measured on half of the New York council offices, 2015–2019: the four
//! years' intercepts lay .67, −.12, −.54 and −.65 from the stated curve, standard deviation .61.
//!
//! Sources: Cox 1958, Biometrika 45:562, doi 10.1093/biomet/45.3-4.562; as Platt scaling in machine
//! learning. Random intercepts: Breslow & Clayton 1993, J. Am. Stat. Assoc. 88:9.

/// Standard deviation of the prior of the intercept, in log-odds.
const INTERCEPT_SD: f64 = 0.5;
/// Standard deviation of the prior of the slope.
const SLOPE_SD: f64 = 0.5;
/// Standard deviation of years around the intercept.
const YEAR_SD: f64 = 0.6;
/// Newton steps; the posterior is concave and close to quadratic, so few are needed.
const STEPS_MAX: usize = 50;
const TOLERANCE: f64 = 1e-10;

/// A calibrated scale of log-odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// α.
    pub intercept: f64,
    /// β, at least 0.
    pub slope: f64,
    /// Pairs that it rests on; 0 = the prediction stands as it is.
    pub pairs: usize,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { intercept: 0.0, slope: 1.0, pairs: 0 }
    }
}

/// One year's pairs and what it did to all of them.
struct Year {
    pairs: Vec<(f64, bool)>,
    effect: f64,
}

impl Calibration {
    /// Fits α and β to pairs of predicted log-odds and outcome, given year by year.
    pub fn fit(years: &[Vec<(f64, bool)>]) -> Self {
        let finite = |pairs: &Vec<(f64, bool)>| Year {
            pairs: pairs.iter().copied().filter(|pair| pair.0.is_finite()).collect(),
            effect: 0.0,
        };
        let mut years: Vec<Year> = years.iter().map(finite).collect();
        let pairs = years.iter().map(|year| year.pairs.len()).sum();
        let mut at = Self { pairs, ..Self::default() };
        for _ in 0..STEPS_MAX {
            if at.newton_step(&mut years) < TOLERANCE {
                break;
            }
        }
        at
    }

    /// The calibrated log-odds.
    pub fn log_odds(&self, predicted: f64) -> f64 {
        self.intercept + self.slope * predicted
    }

    /// The calibrated probability, in (0, 1).
    pub fn probability(&self, predicted: f64) -> f64 {
        logistic(self.log_odds(predicted))
    }

    /// One step uphill on the log-posterior, at most 1 in each direction; returns its length. The
    /// years' effects are solved out of the equations first (Schur complement), which leaves two.
    fn newton_step(&mut self, years: &mut [Year]) -> f64 {
        let precision = |sd: f64| sd.powi(-2);
        let mut g =
            [-precision(INTERCEPT_SD) * self.intercept, -precision(SLOPE_SD) * (self.slope - 1.0)];
        let mut h = [precision(INTERCEPT_SD), 0.0, precision(SLOPE_SD)];
        let sums: Vec<[f64; 5]> = years.iter().map(|year| self.year_sums(year)).collect();
        for (year, [r, rx, w, wx, wxx]) in years.iter().zip(&sums) {
            let (own_g, own_h) = (r - precision(YEAR_SD) * year.effect, w + precision(YEAR_SD));
            g[0] += r - w * own_g / own_h;
            g[1] += rx - wx * own_g / own_h;
            h[0] += w - w * w / own_h;
            h[1] += wx - w * wx / own_h;
            h[2] += wxx - wx * wx / own_h;
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        let to_intercept = ((h[2] * g[0] - h[1] * g[1]) / determinant).clamp(-1.0, 1.0);
        let to_slope = ((h[0] * g[1] - h[1] * g[0]) / determinant).clamp(-1.0, 1.0);
        for (year, [r, _, w, wx, _]) in years.iter_mut().zip(&sums) {
            let own_g = r - precision(YEAR_SD) * year.effect - w * to_intercept - wx * to_slope;
            year.effect += (own_g / (w + precision(YEAR_SD))).clamp(-1.0, 1.0);
        }
        self.intercept += to_intercept;
        self.slope = (self.slope + to_slope).max(0.0);
        to_intercept.abs() + to_slope.abs()
    }

    /// Of one year: residuals, residuals · x, weights, weights · x, weights · x².
    fn year_sums(&self, year: &Year) -> [f64; 5] {
        let mut sums = [0.0; 5];
        for &(x, happened) in &year.pairs {
            let p = logistic(self.log_odds(x) + year.effect);
            let (residual, weight) = (f64::from(u8::from(happened)) - p, p * (1.0 - p));
            let terms = [residual, residual * x, weight, weight * x, weight * x * x];
            sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += term);
        }
        sums
    }
}

/// `1 / (1 + exp(−x))`.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests;
