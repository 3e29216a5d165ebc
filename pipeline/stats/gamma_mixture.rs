//! Mixtures of two gamma distributions: how far above its expectation a cell's rate lies, before
//! and after its count is known. Formulas: DuMouchel 1999, Am. Stat. 53:177, doi
//! 10.1080/00031305.1999.10474456.

use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};

/// A gamma distribution with mean `shape / rate`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gamma {
    /// α.
    pub shape: f64,
    /// β.
    pub rate: f64,
}

/// A mixture of two gammas: prior or posterior of the ratio λ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GammaMixture {
    /// The component of ordinary cells (in a prior: the one with the smaller mean).
    pub ordinary: Gamma,
    /// The component of cells with more than expected.
    pub elevated: Gamma,
    /// Weight of the ordinary component, in [0, 1].
    pub ordinary_weight: f64,
}

impl GammaMixture {
    /// Posterior of λ in a cell with `observed` events where `expected` were expected. Without an
    /// expectation the prior.
    pub fn posterior(&self, observed: f64, expected: f64) -> Self {
        if !usable(observed, expected) {
            return *self;
        }
        let [log_ordinary, log_elevated] =
            [self.ordinary, self.elevated].map(|g| g.log_marginal(observed, expected));
        let odds = (log_elevated - log_ordinary).exp() * (1.0 - self.ordinary_weight)
            / self.ordinary_weight;
        Self {
            ordinary: self.ordinary.updated(observed, expected),
            elevated: self.elevated.updated(observed, expected),
            ordinary_weight: 1.0 / (1.0 + odds),
        }
    }

    /// Geometric mean `exp(E[ln λ])`: EBGM when `self` is a posterior.
    pub fn geometric_mean(&self) -> f64 {
        self.mix(|g| digamma(g.shape) - g.rate.ln()).exp()
    }

    /// `P(λ > ratio)`.
    pub fn probability_above(&self, ratio: f64) -> f64 {
        1.0 - self.mix(|g| g.cdf(ratio))
    }

    /// The `p` quantile, 0 < p < 1: EB05 is the 0.05 quantile of a posterior. Within 1e-9 relative.
    pub fn quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (0.0, 1.0);
        while self.mix(|g| g.cdf(high)) < p {
            low = high;
            high *= 2.0;
        }
        while high - low > 1e-9 * high {
            let middle = 0.5 * (low + high);
            if self.mix(|g| g.cdf(middle)) < p {
                low = middle;
            } else {
                high = middle;
            }
            if high < 1e-12 {
                return 0.0;
            }
        }
        0.5 * (low + high)
    }

    fn mix(&self, f: impl Fn(&Gamma) -> f64) -> f64 {
        let weight = self.ordinary_weight;
        let part = |w: f64, g: &Gamma| if w == 0.0 { 0.0 } else { w * f(g) };
        part(weight, &self.ordinary) + part(1.0 - weight, &self.elevated)
    }
}

impl Gamma {
    fn updated(&self, observed: f64, expected: f64) -> Self {
        Self { shape: self.shape + observed, rate: self.rate + expected }
    }

    /// Log of the negative binomial marginal, without the terms that both components share.
    fn log_marginal(&self, observed: f64, expected: f64) -> f64 {
        let Self { shape, rate } = *self;
        ln_gamma(shape + observed) - ln_gamma(shape) + shape * rate.ln()
            - (shape + observed) * (rate + expected).ln()
    }

    /// Distribution function. Above shape 5,000, where the series grows long, the cube-root normal
    /// approximation (Wilson & Hilferty 1931), there within 1e-5.
    fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        if self.shape <= 5000.0 {
            return gamma_lr(self.shape, x * self.rate);
        }
        let spread = 1.0 / (9.0 * self.shape);
        let z = ((x * self.rate / self.shape).cbrt() - 1.0 + spread) / spread.sqrt();
        0.5 * statrs::function::erf::erfc(-z / std::f64::consts::SQRT_2)
    }
}

/// Whether a cell takes part.
pub(crate) fn usable(observed: f64, expected: f64) -> bool {
    observed.is_finite() && observed >= 0.0 && expected.is_finite() && expected > 0.0
}

#[cfg(test)]
mod tests;
