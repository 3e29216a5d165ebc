//! The history before a fit, as rows of a regression: one row a week.
//!
//! A daily series is summed into weeks that end where the history ends, each with the exposure of
//! its reported days; the weekday pattern is a set of factors over the whole window.

use std::ops::Range;

use crate::assessment::Series;

/// Columns of the widest design: 1, trend, and two pairs of sine and cosine.
pub(crate) const COLUMNS: usize = 6;

/// Years of history from which a trend can be told from a season.
const TREND_YEARS_MIN: f64 = 1.9;

/// Counts that the weekday factors are shrunk with.
const WEEKDAY_PRIOR: f64 = 20.0;

/// sin and cos of the first two harmonics at each time of a series.
#[derive(Debug)]
pub(crate) struct Basis(Vec<[f64; 4]>);

impl Basis {
    pub(crate) fn new(times: usize, per_year: f64) -> Self {
        let angle = |time: usize| 2.0 * std::f64::consts::PI * time as f64 / per_year;
        let harmonics = |a: f64| {
            let (sin, cos) = a.sin_cos();
            [sin, cos, 2.0 * sin * cos, (cos - sin) * (cos + sin)]
        };
        Self((0..times).map(|time| harmonics(angle(time))).collect())
    }
}

/// The times that a fit learns from.
#[derive(Debug, Clone)]
pub(crate) struct Span {
    pub(crate) begin: usize,
    pub(crate) end: usize,
    /// Weeks that start in here are left out.
    pub(crate) skip: Range<usize>,
}

/// What a regression at time `fit_at` learns from. Buffers are reused from fit to fit.
#[derive(Debug, Default)]
pub(crate) struct Window {
    pub(crate) design: Vec<[f64; COLUMNS]>,
    pub(crate) counts: Vec<f64>,
    pub(crate) exposures: Vec<f64>,
    /// Log exposures.
    pub(crate) offsets: Vec<f64>,
    pub(crate) weights: Vec<f64>,
    /// Prior precision of each coefficient, for φ = 1; all 0 from two years on.
    pub(crate) precisions: [f64; COLUMNS],
    /// Reported times of each row.
    pub(crate) steps: Vec<f64>,
    /// `Σ y²/(factor · exposure)` over the times of each row: what a Pearson sum on the series' own
    /// step needs.
    pub(crate) squares: Vec<f64>,
    weekday: Weekdays,
    pub(crate) fit_at: usize,
    pub(crate) years: f64,
    per_year: f64,
    pub(crate) per_week: usize,
}

impl Window {
    /// Reads the times `begin..end` of a series but those of `skip`, for a fit at `fit_at`.
    pub(crate) fn fill(&mut self, series: &Series<'_>, basis: &Basis, span: Span, fit_at: usize) {
        let Span { begin, end, skip } = span;
        self.design.clear();
        self.counts.clear();
        self.exposures.clear();
        self.offsets.clear();
        self.steps.clear();
        self.squares.clear();
        self.per_week = series.every.per_week();
        self.per_year = series.every.per_year();
        self.fit_at = fit_at;
        let first = (begin..end).find(|&time| !series.counts[time].is_nan()).unwrap_or(end);
        self.years = (end - first) as f64 / self.per_year;
        self.weekday = Weekdays::new(series, first, end);
        self.precisions = [0.0; COLUMNS];
        let weeks = (end - first) / self.per_week;
        for week in (0..weeks).rev() {
            let start = end - (week + 1) * self.per_week;
            if !skip.contains(&start) {
                self.push(series, basis, start);
            }
        }
        self.weights.clear();
        self.weights.resize(self.counts.len(), 1.0);
    }

    fn push(&mut self, series: &Series<'_>, basis: &Basis, start: usize) {
        let (mut count, mut exposure, mut squares, mut steps) = (0.0, 0.0, 0.0, 0.0);
        for (day, &own) in series.counts[start..start + self.per_week].iter().enumerate() {
            // Weeks start where the series' first week did: a day's place in its row is its
            // weekday.
            let own_exposure = series.exposure(start + day);
            let reported = if own.is_nan() { 0.0 } else { 1.0 };
            let own = if own.is_nan() { 0.0 } else { own };
            count += own;
            exposure += reported * self.weekday.factors[day] * own_exposure;
            squares += own * own * self.weekday.inverses[day] / own_exposure;
            steps += reported;
        }
        if exposure > 0.0 {
            let row = self.row(basis, start + self.per_week / 2);
            let offset = match self.exposures.last() {
                Some(&last) if last == exposure => self.offsets[self.offsets.len() - 1],
                _ => exposure.ln(),
            };
            self.design.push(row);
            self.counts.push(count);
            self.exposures.push(exposure);
            self.offsets.push(offset);
            self.steps.push(steps);
            self.squares.push(squares);
        }
    }

    /// The design row of a time: `1, years since the fit, season, half-season`.
    pub(crate) fn row(&self, basis: &Basis, time: usize) -> [f64; COLUMNS] {
        let [sin1, cos1, sin2, cos2] = basis.0[time];
        [1.0, (time as f64 - self.fit_at as f64) / self.per_year, sin1, cos1, sin2, cos2]
    }

    /// Whether the history is long enough to tell a trend from a season.
    pub(crate) fn has_two_years(&self) -> bool {
        self.years >= TREND_YEARS_MIN
    }

    /// Under two years: normal priors with these standard deviations on all coefficients but the
    /// level.
    pub(crate) fn set_prior(&mut self, deviations: &[f64; COLUMNS - 1], dispersion: f64) {
        if !self.has_two_years() {
            for (precision, deviation) in self.precisions[1..].iter_mut().zip(deviations) {
                *precision = dispersion / (deviation * deviation);
            }
        }
    }

    /// The weekday factor of a time.
    pub(crate) fn factor(&self, time: usize) -> f64 {
        if self.per_week == 1 { 1.0 } else { self.weekday.factors[time % 7] }
    }

    /// Variance of the log of the weekday factor, for φ = 1.
    pub(crate) fn factor_variance(&self, time: usize) -> f64 {
        if self.per_week == 1 { 0.0 } else { self.weekday.variances[time % 7] }
    }

    /// Parameters that the weekdays take.
    pub(crate) const fn weekday_parameters(&self) -> f64 {
        self.weekday.parameters
    }

    /// All counts of the window.
    pub(crate) fn total(&self) -> f64 {
        self.counts.iter().sum()
    }

    /// All exposure of the window.
    pub(crate) fn exposure(&self) -> f64 {
        self.exposures.iter().sum()
    }
}

/// The weekday pattern of a daily series, by position in the series modulo 7.
#[derive(Debug, Default)]
struct Weekdays {
    factors: [f64; 7],
    inverses: [f64; 7],
    /// Variance of the log factors, for φ = 1.
    variances: [f64; 7],
    parameters: f64,
}

impl Weekdays {
    /// Mean count of each weekday over the mean of all, shrunk to 1 where counts are few. Under two
    /// weeks there is none.
    fn new(series: &Series<'_>, begin: usize, end: usize) -> Self {
        if series.every.per_week() == 1 || end - begin < WEEKDAY_DAYS_MIN {
            return Self { factors: [1.0; 7], inverses: [1.0; 7], ..Self::default() };
        }
        let (mut counts, mut days) = ([0.0; 7], [0.0; 7]);
        for week in series.counts[begin..end].chunks(7) {
            for (day, &count) in week.iter().enumerate() {
                counts[day] += if count.is_nan() { 0.0 } else { count };
                days[day] += if count.is_nan() { 0.0 } else { 1.0 };
            }
        }
        counts.rotate_right(begin % 7);
        days.rotate_right(begin % 7);
        let rate = counts.iter().sum::<f64>() / f64::max(days.iter().sum(), 1.0);
        let prior = WEEKDAY_PRIOR / 7.0;
        let shrunk: [f64; 7] = std::array::from_fn(|day| counts[day] + prior);
        let own = |count: f64| count / (count + prior);
        let factors: [f64; 7] = std::array::from_fn(|day| shrunk[day] / (rate * days[day] + prior));
        Self {
            factors,
            inverses: factors.map(f64::recip),
            variances: shrunk.map(|count| 6.0 / 7.0 / count),
            parameters: counts.iter().map(|&count| own(count)).sum::<f64>() * 6.0 / 7.0,
        }
    }
}

/// Shortest history with a weekday pattern.
const WEEKDAY_DAYS_MIN: usize = 14;
