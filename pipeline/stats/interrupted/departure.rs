//! How far a total is from its expectation, and the interval of the effect.
//!
//! For an unchanged series `ln(Y/E)` has the variance `s² = φ/E + φ·g'Vg/E²`, noise of the months
//! and uncertainty of the model (`g = Σ μₜ·xₜ`, `V` the coefficients' covariance for φ = 1, delta
//! method). A measure that keeps each order from coming with probability 1 − ρ thins the series:
//! counting noise grows to `1/(ρE)`, while what moves the months beyond counting, `(φ − 1)/E`,
//! multiplies and stays. The interval of the effect holds every `ρ − 1` that the total does not
//! contradict, `(ln(Y/E) − ln ρ)² ≤ q²·((1/ρ + φ − 1)/E + φ·g'Vg/E²)`: a score interval, as
//! Wilson's is for a rate (doi 10.1080/01621459.1927.10502953), with q the half-width in standard
//! errors. At ρ = 1 the same inequality gives the range `E·exp(±q·s)` in which an unchanged series
//! stays: a total lies outside of it exactly when the interval leaves out 0.
//!
//! The scale is logarithmic because what moves months that nobody treated (a petition, a campaign,
//! a storm) multiplies: on the plain scale of counts nine in ten false effects of real cities are
//! rises, on this one rises and falls are about as many.

/// The smallest fall that can be seen may be this large, as a share of the expected total; an
/// expectation that hides a fall of 90% has nothing to say.
pub const DETECTABLE_MAX: f64 = 0.9;

/// A total of 0 counts as half an order on the logarithmic scale.
const TOTAL_MIN: f64 = 0.5;

/// Ratios are looked for between exp(−10) and exp(10), first in steps of this.
const STEP: f64 = 0.05;
const REACH: f64 = 10.0;

/// Halvings of a step: to 1e-14 of it.
const HALVINGS: usize = 46;

/// An observed total, the expected one, and the uncertainty between them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Departure {
    /// Y, orders.
    pub observed: f64,
    /// E, orders; above 0.
    pub expected: f64,
    /// φ: variance of a month over the Poisson's, at least 1.
    pub dispersion: f64,
    /// Variance of `ln(Y/E)` by the model's coefficients: `φ·g'Vg/E²`.
    pub uncertainty: f64,
    /// Of the model.
    pub degrees_of_freedom: usize,
}

/// How far some months are from their counterfactual.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// Observed total.
    pub observed: f64,
    /// Counterfactual total.
    pub expected: f64,
    /// Lower end of the range of an unchanged series' total.
    pub expected_low: f64,
    /// Upper end.
    pub expected_high: f64,
    /// `observed / expected − 1`.
    pub effect: f64,
    /// Lower end of its interval, at least −1.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Departure {
    /// `ln(Y/E)/s`: standard errors from an unchanged series.
    pub fn standardised(&self) -> f64 {
        self.log_ratio() / self.standard_error()
    }

    /// The smallest fall that an interval of half-width `q` would tell from no change, as a share
    /// of the expected total, in [0, 1): `1 − exp(−q·s)`. A measure that has just this effect is
    /// found every other time.
    pub fn smallest_detectable(&self, half_width: f64) -> f64 {
        -(-half_width * self.standard_error()).exp_m1()
    }

    /// The effect with its interval of `half_width` standard errors. `None` when even a fall by
    /// [`DETECTABLE_MAX`] could not be seen.
    pub fn effect(&self, half_width: f64) -> Option<Effect> {
        let reach = half_width * self.standard_error();
        // a NaN fails the comparison
        (self.smallest_detectable(half_width) <= DETECTABLE_MAX).then_some(())?;
        let [low, high] = self.uncontradicted(half_width)?;
        Some(Effect {
            observed: self.observed,
            expected: self.expected,
            expected_low: self.expected * (-reach).exp(),
            expected_high: self.expected * reach.exp(),
            effect: self.observed / self.expected - 1.0,
            low,
            high,
        })
    }

    fn log_ratio(&self) -> f64 {
        (self.observed.max(TOTAL_MIN) / self.expected).ln()
    }

    fn standard_error(&self) -> f64 {
        self.variance(0.0).sqrt()
    }

    /// Variance of `ln(Y/E)` of a series that was multiplied by `exp(x)`.
    fn variance(&self, x: f64) -> f64 {
        ((-x).exp() + self.dispersion - 1.0) / self.expected + self.uncertainty
    }

    /// Both ends of the uncontradicted `ρ − 1`.
    fn uncontradicted(&self, half_width: f64) -> Option<[f64; 2]> {
        let at = self.log_ratio();
        // above 0 where ln ρ = x is contradicted
        let margin = |x: f64| (at - x) * (at - x) - half_width * half_width * self.variance(x);
        // an unchanged series that is not contradicted belongs to the interval
        let (from, to) = if margin(0.0) <= 0.0 { (at.min(0.0), at.max(0.0)) } else { (at, at) };
        let high = crossing(&margin, to, STEP)?.exp_m1();
        // a total so small that no fall contradicts it
        let low = crossing(&margin, from, -STEP).map_or(-1.0, f64::exp_m1);
        Some([low, high])
    }
}

/// The first place from `start` on where `margin` passes from below 0 to above.
fn crossing(margin: &impl Fn(f64) -> f64, start: f64, step: f64) -> Option<f64> {
    let mut inside = start;
    while margin(inside + step) <= 0.0 {
        inside += step;
        (inside.abs() <= REACH).then_some(())?;
    }
    let mut outside = inside + step;
    for _ in 0..HALVINGS {
        let middle = 0.5 * (inside + outside);
        if margin(middle) <= 0.0 {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    Some(0.5 * (inside + outside))
}
