//! Interrupted time series with an untreated control: what a series would have done, and how far it is from that.
//!
//! On the months before the interruption, `E[yₜ] = cₜ·exp(α + season(t) [+ γ·t])` with `Var = φ·E` (quasi-Poisson): `cₜ`
//! is the untreated control's count, so whatever moves both cancels out, and the model describes the treated share's own
//! level, season (0–3 harmonics) and, with two years or more, trend; BIC chooses. Carried forward over the later months'
//! controls it gives the counterfactual. The effect over some months is `Y/E − 1`. Its interval holds every ratio ρ − 1
//! that the count does not contradict, `(Y − ρE)² ≤ t²·(φ·ρE + ρ²·φ·g'Vg)`: a score interval, as Wilson's is for a rate.
//! At ρ = 1 the same inequality gives the range in which an unchanged series stays, so a count lies outside of that range
//! exactly when its effect's interval leaves out 0. φ is estimated from the baseline (at least 1), `g = Σ μₜ·xₜ`, `V` is
//! the coefficients' covariance for φ = 1, t Student's quantile with the baseline's degrees of freedom. Bernal, Cummins &
//! Gasparrini 2017, Int. J. Epidemiol. 46:348, doi 10.1093/ije/dyw098; with controls: Bernal et al. 2018, doi
//! 10.1093/ije/dyy135; scores for ratios: Fieller 1954, J. R. Stat. Soc. B 16:175.
//!
//! Assumes that nothing else befell the treated series alone, and that its share of the control would have kept its level
//! and season. An interval that holds 0 means "cannot tell", not "no effect".

use std::f64::consts::TAU;

use statrs::distribution::{ContinuousCDF, StudentsT};
use thiserror::Error;

use crate::glm::{self, Fit, Rows};

/// Fewest months in a baseline.
pub const BASELINE_MONTHS_MIN: usize = 10;

/// Baseline months from which a trend can be told from a season.
const TREND_MONTHS_MIN: usize = 24;

/// Degrees of freedom that a model must leave.
const FREEDOM_MIN: usize = 4;

/// Months in a year.
const SEASONS: f64 = 12.0;

/// Columns of the widest design: level, trend, three harmonics.
const COLUMNS: usize = 8;

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
    /// φ: variance over the Poisson's.
    pub dispersion: f64,
    /// Baseline months less coefficients.
    pub degrees_of_freedom: usize,
    /// Coefficients, the level included.
    pub coefficients: usize,
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
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// What an interval allows one to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Lower than without the interruption.
    Lower,
    /// Higher.
    Higher,
    /// The interval holds 0.
    CannotTell,
}

/// Why there is no counterfactual.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum InterruptedError {
    /// The baseline is too short.
    #[error("a baseline needs at least {BASELINE_MONTHS_MIN} months with a control above 0, found {found}")]
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

/// Fits the baseline: `months` are consecutive, `baseline` lists the positions that belong to it. Months with a control
/// of 0 or a NaN are left out.
pub fn fit(months: &[Month], baseline: &[usize]) -> Result<Counterfactual, InterruptedError> {
    let usable =
        |m: &&usize| months.get(**m).is_some_and(|x| x.treated >= 0.0 && x.control > 0.0 && x.control.is_finite());
    let kept: Vec<usize> = baseline.iter().filter(usable).copied().collect();
    if kept.len() < BASELINE_MONTHS_MIN {
        return Err(InterruptedError::ShortBaseline { found: kept.len() });
    }
    if kept.iter().all(|&m| months[m].treated == 0.0) {
        return Err(InterruptedError::NoEvents);
    }
    let trends = if kept.len() >= TREND_MONTHS_MIN { &[false, true][..] } else { &[false] };
    let mut models = Vec::new();
    for &with_trend in trends {
        let data = Data::gather(months, &kept, with_trend);
        let widths = (0..=3).map(|harmonics| 1 + usize::from(with_trend) + 2 * harmonics);
        models.extend(widths.filter(|p| p + FREEDOM_MIN <= kept.len()).filter_map(|p| data.model(p, with_trend)));
    }
    choose(models, kept.len()).ok_or(InterruptedError::NotConverged)
}

impl Counterfactual {
    /// Expected count in month `month` (position in the series that was fitted) with that month's control.
    pub fn expected(&self, month: usize, control: f64) -> f64 {
        control * self.regression.predictor(&design(month, self.with_trend)).exp()
    }

    /// Effect over the given months (position, counts) taken together. `None` without months, with a control of 0, or
    /// when the expectation is so uncertain that no effect could be ruled out, however large.
    pub fn effect(&self, months: &[(usize, Month)], confidence: f64) -> Option<Effect> {
        let (mut observed, mut expected, mut gradient) = (0.0, 0.0, [0.0; COLUMNS]);
        for &(at, month) in months {
            let mean = self.expected(at, month.control);
            observed += month.treated;
            expected += mean;
            let row = design(at, self.with_trend);
            gradient.iter_mut().zip(row).for_each(|(g, x)| *g += mean * x);
        }
        (expected > 0.0 && expected.is_finite() && observed >= 0.0).then_some(())?;
        let student = StudentsT::new(0.0, 1.0, self.degrees_of_freedom as f64).ok()?;
        let square = student.inverse_cdf(0.5 + 0.5 * confidence).powi(2) * self.dispersion;
        let (noise, uncertainty) = (square * expected, square * self.regression.variance(&gradient));
        let [low, high] = contradicted_beyond(observed, expected, noise, uncertainty)?.map(|ratio| ratio - 1.0);
        let reach = (noise + uncertainty).sqrt();
        Some(Effect {
            observed,
            expected,
            expected_low: (expected - reach).max(0.0),
            expected_high: expected + reach,
            effect: observed / expected - 1.0,
            low,
            high,
        })
    }
}

/// Both ends of the ratios ρ with `(Y − ρE)² ≤ ρ·noise + ρ²·uncertainty`; `None` when there is no upper one.
fn contradicted_beyond(observed: f64, expected: f64, noise: f64, uncertainty: f64) -> Option<[f64; 2]> {
    let square = expected * expected - uncertainty;
    let half = observed * expected + 0.5 * noise;
    let root = (half * half - square * observed * observed).sqrt();
    // the lower end as a quotient: the difference `half − root` would cancel
    (square > 0.0 && root.is_finite()).then(|| [observed * observed / (half + root), (half + root) / square])
}

impl Effect {
    /// What the interval allows one to say.
    pub fn verdict(&self) -> Verdict {
        match (self.high < 0.0, self.low > 0.0) {
            (true, _) => Verdict::Lower,
            (_, true) => Verdict::Higher,
            _ => Verdict::CannotTell,
        }
    }
}

/// A fitted regression of any width.
trait Regression {
    fn predictor(&self, row: &[f64; COLUMNS]) -> f64;
    /// For φ = 1.
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
fn design(month: usize, with_trend: bool) -> [f64; COLUMNS] {
    let mut row = [0.0; COLUMNS];
    let at = month as f64;
    row[0] = 1.0;
    let first = 1 + usize::from(with_trend);
    if with_trend {
        row[1] = at / SEASONS;
    }
    for harmonic in 0..3 {
        let angle = TAU * (harmonic + 1) as f64 * at / SEASONS;
        row[first + 2 * harmonic..].iter_mut().zip([angle.cos(), angle.sin()]).for_each(|(x, value)| *x = value);
    }
    row
}

struct Data {
    design: Vec<[f64; COLUMNS]>,
    counts: Vec<f64>,
    offsets: Vec<f64>,
}

/// A candidate with its Pearson χ² and deviance.
struct Candidate {
    model: Counterfactual,
    deviance: f64,
}

impl Data {
    fn gather(months: &[Month], kept: &[usize], with_trend: bool) -> Self {
        Self {
            design: kept.iter().map(|&m| design(m, with_trend)).collect(),
            counts: kept.iter().map(|&m| months[m].treated).collect(),
            offsets: kept.iter().map(|&m| months[m].control.ln()).collect(),
        }
    }

    fn model(&self, coefficients: usize, with_trend: bool) -> Option<Candidate> {
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
            deviance += 2.0 * (if y > 0.0 { y * (y / mean).ln() } else { 0.0 } - (y - mean));
        }
        let degrees_of_freedom = self.counts.len() - coefficients;
        let dispersion = (pearson / degrees_of_freedom as f64).max(1.0);
        let model = Counterfactual { regression, with_trend, dispersion, degrees_of_freedom, coefficients };
        dispersion.is_finite().then_some(Candidate { model, deviance })
    }

    fn regress<const P: usize>(&self) -> Option<Box<dyn Regression>> {
        let weights = vec![1.0; self.counts.len()];
        let rows = Rows { design: &self.design, counts: &self.counts, offsets: &self.offsets, weights: &weights };
        let mut start = [0.0; P];
        start[0] = (self.counts.iter().sum::<f64>() / self.offsets.iter().map(|o| o.exp()).sum::<f64>()).ln();
        let fit = glm::fit::<COLUMNS, P>(rows, start, 1e-10).filter(|fit| fit.converged)?;
        Some(Box::new(fit))
    }
}

/// Smallest `deviance/φ + coefficients·ln(months)`, φ being that of the widest model.
fn choose(models: Vec<Candidate>, months: usize) -> Option<Counterfactual> {
    let widest = models.iter().max_by_key(|c| c.model.coefficients)?.model.dispersion;
    let bic = |c: &Candidate| c.deviance / widest + c.model.coefficients as f64 * (months as f64).ln();
    models.into_iter().min_by(|a, b| bic(a).total_cmp(&bic(b))).map(|c| c.model)
}

#[cfg(test)]
mod tests;
