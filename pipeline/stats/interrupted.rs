//! Interrupted time series with an untreated control: what a series would have done, and how far
//! it is from that.
//!
//! On the months before the interruption, `E[yₜ] = cₜ·exp(α + season(t) [+ γ·t])`, `Var = φ·E`
//! (quasi-Poisson): `cₜ` is the untreated control's count, so whatever moves both cancels out, and
//! the model describes the treated share's own level, season (0–3 harmonics of the year) and, with
//! two years or more, trend; BIC chooses ([`fit`]). Carried forward over the later months' controls
//! it gives the expectation `E = Σ μₜ`; how far the observed total `Y` is from it is a
//! [`Departure`], on the scale of `ln(Y/E)`.
//!
//! Counts in orders, months as positions in one series without gaps. Bernal, Cummins & Gasparrini
//! 2017, Int. J. Epidemiol. 46:348, doi 10.1093/ije/dyw098; with controls: Bernal et al. 2018, doi
//! 10.1093/ije/dyy135.
//!
//! Assumes that nothing else befell the treated series alone, and that its share of the control
//! would have kept its level and season. The uncertainty takes the months as independent and the
//! chosen model as known; neither is true, which is why [`crate::placebo`] widens the interval.

mod baseline;
mod departure;
#[cfg(test)]
mod tests;

use thiserror::Error;

use baseline::{COLUMNS, Regression, design};
pub use departure::{DETECTABLE_MAX, Departure, Effect};

/// Fewest months in a baseline.
pub const BASELINE_MONTHS_MIN: usize = 10;

/// One month of both series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Month {
    /// Count of the treated series.
    pub treated: f64,
    /// Count of the untreated control.
    pub control: f64,
}

/// What the treated series does when nothing interrupts it.
pub struct Counterfactual {
    regression: Box<dyn Regression>,
    with_trend: bool,
    /// φ: variance over the Poisson's, at least 1.
    pub dispersion: f64,
    /// Baseline months less coefficients.
    pub degrees_of_freedom: usize,
    /// Coefficients, the level included.
    pub coefficients: usize,
}

/// Why there is no counterfactual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum InterruptedError {
    /// The baseline is too short.
    #[error(
        "a baseline needs at least {BASELINE_MONTHS_MIN} months with a control above 0, found \
         {found}"
    )]
    ShortBaseline {
        /// Usable months.
        found: usize,
    },
    /// Nothing happened in the baseline.
    #[error("the baseline holds no events of the treated series")]
    NoEvents,
    /// The regression did not settle.
    #[error("the baseline regression did not converge")]
    NotConverged,
}

/// Fits the baseline: `months` are consecutive, `baseline` lists the positions that belong to it.
/// Months with a control of 0 or a NaN are left out.
///
/// # Errors
/// Fewer than [`BASELINE_MONTHS_MIN`] usable months, no events in them, or no fit.
pub fn fit(months: &[Month], baseline: &[usize]) -> Result<Counterfactual, InterruptedError> {
    let usable =
        |month: &Month| month.treated >= 0.0 && month.control > 0.0 && month.control.is_finite();
    let kept: Vec<usize> =
        baseline.iter().copied().filter(|&at| months.get(at).is_some_and(usable)).collect();
    if kept.len() < BASELINE_MONTHS_MIN {
        return Err(InterruptedError::ShortBaseline { found: kept.len() });
    }
    if kept.iter().all(|&at| months[at].treated == 0.0) {
        return Err(InterruptedError::NoEvents);
    }
    baseline::choose(months, &kept).ok_or(InterruptedError::NotConverged)
}

impl Counterfactual {
    /// Expected count in month `month` (position in the series that was fitted) with that month's
    /// control.
    pub fn expected(&self, month: usize, control: f64) -> f64 {
        control * self.regression.predictor(&design(month, self.with_trend)).exp()
    }

    /// How far the given months (position, counts) together are from their expectation. `None`
    /// without months or with an expectation that is not above 0 and finite.
    pub fn departure(&self, months: &[(usize, Month)]) -> Option<Departure> {
        let (mut observed, mut expected, mut gradient) = (0.0, 0.0, [0.0; COLUMNS]);
        for &(at, month) in months {
            let mean = self.expected(at, month.control);
            observed += month.treated;
            expected += mean;
            for (sum, value) in gradient.iter_mut().zip(design(at, self.with_trend)) {
                *sum += mean * value;
            }
        }
        let known = expected > 0.0 && expected.is_finite() && observed >= 0.0;
        known.then(|| Departure {
            observed,
            expected,
            dispersion: self.dispersion,
            uncertainty: self.dispersion * self.regression.variance(&gradient)
                / (expected * expected),
            degrees_of_freedom: self.degrees_of_freedom,
        })
    }
}
