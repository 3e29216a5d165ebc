//! The levels that are tried, how likely each is before the months are seen, and the likelihood of
//! a month at each.

use statrs::function::gamma::ln_gamma;

use crate::gamma_mixture::GammaMixture;

/// Edges of the intervals of base levels, ÷ ρ. Narrow at ρ, where a little more or less decides.
const BASE_EDGES: [f64; 8] = [0.0, 0.2, 0.325, 0.475, 0.625, 0.775, 0.9, 1.0];
/// Base levels.
pub(super) const BASES: usize = BASE_EDGES.len() - 1;

/// Edges of the intervals of high levels, ÷ ρ.
const HIGH_EDGES: [f64; 11] = [1.0, 1.1, 1.25, 1.5, 1.85, 2.4, 3.25, 4.75, 7.0, 11.0, 20.0];
/// High levels.
pub(super) const HIGHS: usize = HIGH_EDGES.len() - 1;

/// All levels: the base levels, then the high ones.
pub(super) const LEVELS: usize = BASES + HIGHS;

/// The level that stands for the lowest interval, ÷ ρ: its lower edge has no logarithm.
const BASE_LOWEST: f64 = 0.14;

/// `∫ H^−0.7 = H^0.3 / 0.3`: high levels are the rarer the higher, with a long tail.
const HIGH_POWER: f64 = 0.3;

/// Share of months that follow no level: a burst, a hole in the feed, a double count.
const STRAY_SHARE: f64 = 0.01;

/// Their counts are log-uniform up to this many orders: `1 / ((n + 1) · ln(max + 1))`.
const STRAY_MAX: f64 = 1e4;

/// Counts up to here by products, larger ones by logarithms of Γ.
const PRODUCT_MAX: f64 = 30.0;

/// Products that would start from a smaller logarithm of the probability of 0 run out of digits.
const FIRST_LOG_MIN: f64 = -500.0;

/// φ closer to 1 than this is Poisson.
const PHI_EPSILON: f64 = 1e-6;

/// Levels and their prior probabilities.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// Base levels, then high levels, as ratios to the other areas' rate.
    pub(super) levels: [f64; LEVELS],
    /// Probability of each base level.
    pub(super) base: [f64; BASES],
    /// Probability of each high level, of months or cells that are high.
    pub(super) high: [f64; HIGHS],
}

impl Grid {
    /// `ratio_min`: ρ, which parts base from high levels. `prior`: of the levels of all cells.
    pub(super) fn new(ratio_min: f64, prior: &GammaMixture) -> Self {
        let middle = |low: f64, high: f64| (low * high).sqrt() * ratio_min;
        let level = |at: usize| match at {
            0 => BASE_LOWEST * ratio_min,
            at if at < BASES => middle(BASE_EDGES[at], BASE_EDGES[at + 1]),
            at => middle(HIGH_EDGES[at - BASES], HIGH_EDGES[at - BASES + 1]),
        };
        let above = BASE_EDGES.map(|edge| prior.probability_above(edge * ratio_min));
        // A prior that is high altogether has no base levels; then each is as good as another.
        let base = normalised(std::array::from_fn(|at| (above[at] - above[at + 1]).max(1e-12)));
        let power = HIGH_EDGES.map(|edge| edge.powf(HIGH_POWER));
        let high = normalised(std::array::from_fn(|at| power[at + 1] - power[at]));
        Self { levels: std::array::from_fn(level), base, high }
    }

    /// Likelihood of a month at each level, ÷ the largest of them: in (0, 1]. 1 at every level
    /// where nothing is expected.
    pub(super) fn likelihood(&self, count: f64, expected: f64, phi: f64) -> [f64; LEVELS] {
        if expected <= 0.0 {
            return [1.0; LEVELS];
        }
        let stray = STRAY_SHARE / ((count + 1.0) * (STRAY_MAX + 1.0).ln());
        let count = Count::new(count, phi);
        let mut likelihood = self
            .levels
            .map(|level| stray + (1.0 - STRAY_SHARE) * count.probability(level * expected));
        let largest = likelihood.iter().fold(0.0, |max: f64, value| max.max(*value));
        likelihood.iter_mut().for_each(|value| *value /= largest);
        likelihood
    }
}

fn normalised<const N: usize>(values: [f64; N]) -> [f64; N] {
    let sum: f64 = values.iter().sum();
    values.map(|value| value / sum)
}

/// A count whose probability is asked for at several means: negative binomial with variance φ·mean,
/// Poisson for φ = 1.
struct Count {
    count: f64,
    phi: f64,
    /// `ln φ / (φ − 1)`: the logarithm of `P(0)` is this times minus the mean.
    decay: f64,
    /// `1 − 1/φ`
    growth: f64,
    inverse_factorial: f64,
}

impl Count {
    fn new(count: f64, phi: f64) -> Self {
        let poisson = phi < 1.0 + PHI_EPSILON;
        let decay = if poisson { 1.0 } else { phi.ln() / (phi - 1.0) };
        let phi = if poisson { 1.0 } else { phi };
        let inverse_factorial =
            if count > PRODUCT_MAX { 0.0 } else { (-ln_gamma(count + 1.0)).exp() };
        Self { count, phi, decay, growth: 1.0 - 1.0 / phi, inverse_factorial }
    }

    /// At a mean above 0.
    fn probability(&self, mean: f64) -> f64 {
        let first = -mean * self.decay;
        if self.count > PRODUCT_MAX || first < FIRST_LOG_MIN {
            return self.log_probability(mean, first).exp();
        }
        // p(k+1) / p(k) = (μ/φ + (1 − 1/φ)·k) / (k + 1)
        let (mut probability, mut step) = (first.exp() * self.inverse_factorial, mean / self.phi);
        let mut k = 0.0;
        while k < self.count {
            probability *= step;
            step += self.growth;
            k += 1.0;
        }
        probability
    }

    fn log_probability(&self, mean: f64, first: f64) -> f64 {
        let log_factorial = ln_gamma(self.count + 1.0);
        if self.growth == 0.0 {
            return first + self.count * mean.ln() - log_factorial;
        }
        let size = mean / (self.phi - 1.0);
        first + ln_gamma(self.count + size) - ln_gamma(size) - log_factorial
            + self.count * self.growth.ln()
    }
}
