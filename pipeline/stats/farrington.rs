//! The improved Farrington algorithm of Noufaily et al. 2013, Stat. Med. 32:1206, doi
//! 10.1002/sim.5595, with the negative-binomial plug-in bound.
//!
//! The past five years without their newest 26 weeks are fitted by quasi-Poisson regression with a
//! trend and a seasonal factor of ten levels: the weeks within ±3 of this week in each year, and
//! nine equal parts of the weeks between. Weeks whose scaled Anscombe residual is over 2.58 get the
//! weight `γ·residual⁻²` (γ keeps the sum of weights), and the model is fitted again. The upper
//! bound is the (1 − α) quantile of a negative binomial with that mean and dispersion. Fewer than
//! five counts in the last four weeks: no bound and no alarm. For weekly series with years of 52
//! weeks.
//!
//! The score is `−log₁₀ P(Y ≥ y)`. A regression that does not converge gives no verdict.

use crate::assessment::{Assessment, Series};
use crate::glm::{self, Fit, Rows};
use crate::harmonic_fit::anscombe;
use crate::nb_tail::{upper_limit, upper_p};
use crate::normal::TAIL_MIN;

/// Weeks of a year in this algorithm.
const YEAR: usize = 52;

/// Levels of the seasonal factor.
const PERIODS: usize = 10;

/// Coefficients: intercept, nine seasonal contrasts, and last the trend, which can be left out.
const COLUMNS: usize = PERIODS + 1;

/// Column of the trend.
const TREND: usize = COLUMNS - 1;

/// The settings of the paper.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Share of quiet weeks that may be flagged, in (0, 0.5].
    pub alpha: f64,
    /// Years of history (b).
    pub years: usize,
    /// Weeks to either side of this week that count as its season (w), at most 20.
    pub half_width: usize,
    /// Newest weeks left out.
    pub gap_weeks: usize,
    /// Residual from which a week is down-weighted.
    pub residual_max: f64,
    /// Fewest counts in the last four weeks.
    pub count_min: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            alpha: 0.01,
            years: 5,
            half_width: 3,
            gap_weeks: 26,
            residual_max: 2.58,
            count_min: 5.0,
        }
    }
}

/// Weeks of the low-count rule.
const LOW_COUNT_WEEKS: usize = 4;

/// Verdicts on the times from `from` on; `None` without the full history.
pub fn assess(series: &Series<'_>, from: usize, settings: &Settings) -> Vec<Option<Assessment>> {
    (from..series.counts.len()).map(|time| judge(series, time, settings)).collect()
}

fn judge(series: &Series<'_>, time: usize, settings: &Settings) -> Option<Assessment> {
    let count = series.counts[time];
    let begin = time.checked_sub(settings.years * YEAR + settings.half_width)?;
    if count.is_nan() {
        return None;
    }
    let recent =
        series.counts[time + 1 - LOW_COUNT_WEEKS..=time].iter().filter(|count| !count.is_nan());
    if recent.sum::<f64>() < settings.count_min {
        return Some(Assessment {
            expected: None,
            upper: None,
            score: 0.0,
            p_value: None,
            alarm: false,
            fallback: false,
        });
    }
    let history = History::new(series, begin, time, settings);
    let (mean, dispersion) = history.forecast(settings.residual_max)?;
    let mean = mean * series.exposure(time);
    let upper = upper_limit(settings.alpha, mean, dispersion);
    let p_value = upper_p(count, mean, dispersion);
    Some(Assessment {
        expected: Some(mean),
        upper: Some(upper),
        score: -p_value.max(TAIL_MIN).log10(),
        p_value: Some(p_value),
        alarm: count > upper,
        fallback: false,
    })
}

/// The rows of one fit.
struct History {
    design: Vec<[f64; COLUMNS]>,
    counts: Vec<f64>,
    offsets: Vec<f64>,
    now: [f64; COLUMNS],
}

impl History {
    fn new(series: &Series<'_>, begin: usize, time: usize, settings: &Settings) -> Self {
        let scale = (settings.years * YEAR) as f64;
        let row = |week: usize| {
            let mut row = [0.0; COLUMNS];
            row[0] = 1.0;
            let level = season(time - week, settings.half_width);
            if level > 0 {
                row[level] = 1.0;
            }
            row[TREND] = (week as f64 - time as f64) / scale;
            row
        };
        let weeks =
            (begin..time - settings.gap_weeks).filter(|&week| !series.counts[week].is_nan());
        let (mut design, mut counts, mut offsets) = (Vec::new(), Vec::new(), Vec::new());
        for week in weeks {
            design.push(row(week));
            counts.push(series.counts[week]);
            offsets.push(series.exposure(week).ln());
        }
        Self { design, counts, offsets, now: row(time) }
    }

    /// Expected count per exposure, and dispersion. A trend that leads beyond all that was seen is
    /// left out.
    fn forecast(&self, residual_max: f64) -> Option<(f64, f64)> {
        let rates =
            self.counts.iter().zip(&self.offsets).map(|(count, offset)| count / offset.exp());
        let rate_max = rates.fold(0.0, f64::max);
        let with_trend = self.forecast_with::<COLUMNS>(residual_max)?;
        if with_trend.0 <= rate_max {
            Some(with_trend)
        } else {
            self.forecast_with::<TREND>(residual_max)
        }
    }

    /// The same with the first `P` columns, after one round of down-weighting.
    fn forecast_with<const P: usize>(&self, residual_max: f64) -> Option<(f64, f64)> {
        let equal = vec![1.0; self.counts.len()];
        let first = self.fit::<P>(&equal)?;
        let weights = self.weights(&first, self.dispersion(&first, &equal), residual_max);
        let second = self.fit::<P>(&weights)?;
        let mean = second.predictor(&self.now).exp();
        Some((mean, self.dispersion(&second, &weights)))
    }

    fn fit<const P: usize>(&self, weights: &[f64]) -> Option<Fit<P>> {
        let total: f64 = self.counts.iter().sum();
        let exposure: f64 = self.offsets.iter().map(|offset| offset.exp()).sum();
        let mut start = [0.0; P];
        start[0] = (total / exposure).ln();
        let rows =
            Rows { design: &self.design, counts: &self.counts, offsets: &self.offsets, weights };
        glm::fit::<COLUMNS, P>(rows, start, TOLERANCE).filter(|fit| fit.converged)
    }

    fn means<'a, const P: usize>(&'a self, fit: &'a Fit<P>) -> impl Iterator<Item = f64> + 'a {
        self.design
            .iter()
            .zip(&self.offsets)
            .map(|(row, offset)| (fit.predictor(row) + offset).exp())
    }

    /// Weighted Pearson dispersion, at least 1.
    fn dispersion<const P: usize>(&self, fit: &Fit<P>, weights: &[f64]) -> f64 {
        let terms = self.counts.iter().zip(weights).zip(self.means(fit));
        let squares: f64 =
            terms.map(|((count, weight), mean)| weight * (count - mean).powi(2) / mean).sum();
        let free = self.counts.len().saturating_sub(P).max(1) as f64;
        (squares / free).max(1.0)
    }

    /// `γ·residual⁻²` beyond the limit, γ below it, where γ makes the weights add up to the number
    /// of weeks.
    fn weights<const P: usize>(
        &self,
        fit: &Fit<P>,
        dispersion: f64,
        residual_max: f64,
    ) -> Vec<f64> {
        let rows = self.counts.iter().zip(&self.design).zip(self.means(fit));
        let residual = |((count, row), mean): ((&f64, &[f64; COLUMNS]), f64)| {
            let leverage = mean * fit.predictor_variance(row);
            anscombe(*count, mean) / (dispersion * (1.0 - leverage)).sqrt()
        };
        let raw: Vec<f64> =
            rows.map(residual).map(|r| if r > residual_max { r.powi(-2) } else { 1.0 }).collect();
        let gamma = raw.len() as f64 / raw.iter().sum::<f64>();
        raw.into_iter().map(|weight| gamma * weight).collect()
    }
}

/// Newton decrement of a fit: far under what six digits of the expected count need.
const TOLERANCE: f64 = 1e-8;

/// Level of the seasonal factor, 0 to 9, of the week `back` weeks before.
fn season(back: usize, half_width: usize) -> usize {
    // 0 is this week of the year, counted backwards in time: the weeks between two seasons run
    // forwards.
    let phase = back % YEAR;
    if phase <= half_width || phase >= YEAR - half_width {
        return 0;
    }
    let between = YEAR - 2 * half_width - 1;
    let forward = YEAR - half_width - 1 - phase;
    1 + forward * (PERIODS - 1) / between
}

#[cfg(test)]
mod tests;
