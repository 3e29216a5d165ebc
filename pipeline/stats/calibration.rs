//! Predicted log-odds brought in line with what happened.
//!
//! ```text
//! logit P(y = 1) = α + β·x        x = log-odds as predicted
//! prior: α ~ N(0, 1), β ~ N(1, ½²)
//! ```
//!
//! α = 0 and β = 1 leave the prediction as it is; α moves all of it, β makes it bolder or more
//! cautious. The estimate is the posterior mode, by Newton steps: without any pair it is the
//! prior's, and some fifty pairs outweigh it. β is kept at 0 or more: what was predicted to be
//! likelier never becomes less likely.
//!
//! Pairs with an `x` that is not finite are left out.
//!
//! Source: Cox 1958, Biometrika 45:562, doi 10.1093/biomet/45.3-4.562; as Platt scaling in machine
//! learning.

/// Standard deviation of the prior of the intercept, in log-odds.
const INTERCEPT_SD: f64 = 1.0;
/// Standard deviation of the prior of the slope.
const SLOPE_SD: f64 = 0.5;
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

impl Calibration {
    /// Fits α and β to pairs of predicted log-odds and outcome.
    pub fn fit(pairs: &[(f64, bool)]) -> Self {
        let pairs: Vec<(f64, bool)> =
            pairs.iter().copied().filter(|pair| pair.0.is_finite()).collect();
        let mut at = Self { pairs: pairs.len(), ..Self::default() };
        for _ in 0..STEPS_MAX {
            let step = at.newton_step(&pairs);
            at.intercept += step[0];
            at.slope = (at.slope + step[1]).max(0.0);
            if step[0].abs() + step[1].abs() < TOLERANCE {
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

    /// One step uphill on the log-posterior, at most 1 in each direction.
    fn newton_step(&self, pairs: &[(f64, bool)]) -> [f64; 2] {
        let (to_intercept, to_slope) = (INTERCEPT_SD.powi(-2), SLOPE_SD.powi(-2));
        let mut gradient = [-to_intercept * self.intercept, -to_slope * (self.slope - 1.0)];
        let (mut aa, mut ab, mut bb) = (to_intercept, 0.0, to_slope);
        for &(x, happened) in pairs {
            let p = self.probability(x);
            let residual = f64::from(u8::from(happened)) - p;
            gradient[0] += residual;
            gradient[1] += residual * x;
            let weight = p * (1.0 - p);
            aa += weight;
            ab += weight * x;
            bb += weight * x * x;
        }
        let determinant = aa * bb - ab * ab;
        let step = [
            (bb * gradient[0] - ab * gradient[1]) / determinant,
            (aa * gradient[1] - ab * gradient[0]) / determinant,
        ];
        step.map(|step| step.clamp(-1.0, 1.0))
    }
}

/// `1 / (1 + exp(−x))`.
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use rand::{Rng, SeedableRng};

    use super::*;

    fn pairs(count: usize, intercept: f64, slope: f64) -> Vec<(f64, bool)> {
        let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(7);
        let draw = |_| {
            let x = rng.random_range(-3.0..3.0);
            (x, rng.random_bool(logistic(intercept + slope * x)))
        };
        (0..count).map(draw).collect()
    }

    #[test]
    fn recovers_a_scale_that_was_too_bold() {
        let found = Calibration::fit(&pairs(20_000, 0.7, 0.6));
        assert!((found.intercept - 0.7).abs() < 0.05, "{found:?}");
        assert!((found.slope - 0.6).abs() < 0.03, "{found:?}");
    }

    #[test]
    fn nothing_seen_changes_nothing_and_little_changes_little() {
        assert_eq!(Calibration::fit(&[]), Calibration::default());
        let few = Calibration::fit(&[(-1.0, true), (f64::NAN, true), (-1.0, false)]);
        assert_eq!(few.pairs, 2);
        assert!((few.slope - 1.0).abs() < 0.2 && few.intercept.abs() < 0.5, "{few:?}");
    }

    #[test]
    fn the_order_of_predictions_is_never_turned_round() {
        let found = Calibration::fit(&pairs(5_000, 0.0, -2.0));
        assert!(found.slope >= 0.0 && found.slope < 0.02, "{found:?}");
    }

    #[test]
    fn of_those_given_seven_in_ten_seven_in_ten_happen() {
        let seen = pairs(20_000, -0.4, 1.5);
        let found = Calibration::fit(&seen);
        let near: Vec<bool> = seen
            .iter()
            .filter(|pair| (0.65..0.75).contains(&found.probability(pair.0)))
            .map(|pair| pair.1)
            .collect();
        let share = near.iter().filter(|&&happened| happened).count() as f64 / near.len() as f64;
        assert!((share - 0.7).abs() < 0.05, "{share} of {}", near.len());
    }
}
