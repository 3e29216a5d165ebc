//! The coming months of many monthly series: what to expect, and within which limits.
//!
//! ```text
//! level    = mean of the last three months
//! season   = (month a year before the coming one + ½)
//!            / (mean of the three months a year before the level's + ½)
//! expected = (level + ½) · exp(0.7 · (w · ln season + (1 − w) · ln season of all series)) − ½
//! w        = n / (n + 30)
//! scale²   = 1 / (expected + ½) + v
//! v        = mean of the series' own (log error of one month ahead)² − sampling variance,
//!            with three months of the usual variance of its kind added
//! interval = (expected + ½) · exp(± q · scale) − ½
//! ```
//!
//! `n` are the counts of the month a year before: a small series takes the season of all. Without a
//! year before there is no season, and the level stands alone. `q` is learned from what such
//! forecasts missed before: the [`COVERAGE`] quantile of `|log error| / scale` over all series, at
//! the same distance and with the same knowledge of the season, at earlier origins; three origins'
//! worth of a usual value are mixed in (split conformal prediction: Vovk, Gammerman & Shafer 2005).
//! All series of a city miss in the same months, so that limits hold on average over months and not
//! in each.
//!
//! The usual values were chosen on monthly demands of two cities and the sample by district and by
//! topic.

/// Share of months that the limits hold.
pub const COVERAGE: f64 = 0.8;

/// Months ahead.
pub const HORIZON: usize = 3;

/// Fewest months before the first coming one.
pub const HISTORY_MONTHS_MIN: usize = 3;

const LEVEL_MONTHS: usize = 3;
const YEAR: usize = 12;
/// What is kept of last year's season: seasons come early and late.
const SEASON_KEPT: f64 = 0.7;
/// Counts at which a series' own season weighs as much as that of all.
const SEASON_COUNTS: f64 = 30.0;
/// Months, and origins, that usual values are worth.
const USUAL_MONTHS: f64 = 3.0;
/// Usual quantiles by distance, without and with a season.
const USUAL_QUANTILES: [[f64; HORIZON]; 2] = [[1.3, 1.7, 1.95], [1.1, 1.15, 1.2]];

/// What kind of series they are, which says how restless a series is before its own past does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// All demands of an area: large, calm.
    Area,
    /// One topic.
    Topic,
}

impl Kind {
    /// Usual variance of the log beyond sampling.
    const fn usual_variance(self) -> f64 {
        match self {
            Self::Area => 0.02,
            Self::Topic => 0.04,
        }
    }
}

/// One coming month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expectation {
    /// What to expect.
    pub expected: f64,
    /// Lower limit, at least 0.
    pub low: f64,
    /// Upper limit.
    pub high: f64,
}

/// Many monthly series of one kind, whose months are the same.
#[derive(Debug, Clone)]
pub struct Outlook {
    kind: Kind,
    /// Counts; `None` = not known.
    series: Vec<Vec<Option<f64>>>,
    /// All demands of each month, which the season of small series is taken from.
    all: Vec<Option<f64>>,
}

/// A forecast of the log of a count, before its limits are known.
#[derive(Debug, Clone, Copy)]
struct Forecast {
    expected: f64,
    scale: f64,
    has_season: bool,
}

impl Outlook {
    /// Series of as many months as `all` has.
    pub const fn new(kind: Kind, series: Vec<Vec<Option<f64>>>, all: Vec<Option<f64>>) -> Self {
        Self { kind, series, all }
    }

    /// The months after the last, for each series; `None` where too little is known before.
    pub fn coming(&self) -> Vec<[Option<Expectation>; HORIZON]> {
        self.at(self.all.len())
    }

    /// The months from position `origin` on, from what lies before it.
    pub fn at(&self, origin: usize) -> Vec<[Option<Expectation>; HORIZON]> {
        let limits: [[f64; HORIZON]; 2] = [false, true].map(|has_season| {
            std::array::from_fn(|ahead| self.quantile(origin, ahead, has_season))
        });
        let of = |series: &Vec<Option<f64>>| {
            std::array::from_fn(|ahead| {
                let forecast = self.forecast(series, origin, ahead)?;
                let q = limits[usize::from(forecast.has_season)][ahead];
                let spread = (q * forecast.scale).exp();
                let centre = forecast.expected + 0.5;
                Some(Expectation {
                    expected: forecast.expected,
                    low: (centre / spread - 0.5).max(0.0),
                    high: centre * spread - 0.5,
                })
            })
        };
        self.series.iter().map(of).collect()
    }

    /// Replays every past month: how many lay within their limits, and how many were judged.
    pub fn replay(&self) -> (usize, usize) {
        let (mut held, mut judged) = (0, 0);
        for origin in HISTORY_MONTHS_MIN..self.all.len() {
            for (series, coming) in self.series.iter().zip(self.at(origin)) {
                for (ahead, expectation) in coming.into_iter().enumerate() {
                    let seen = series.get(origin + ahead).copied().flatten();
                    if let (Some(seen), Some(limits)) = (seen, expectation) {
                        judged += 1;
                        held += usize::from((limits.low..=limits.high).contains(&seen));
                    }
                }
            }
        }
        (held, judged)
    }

    /// How far forecasts of this kind have missed before `origin`, in scales.
    fn quantile(&self, origin: usize, ahead: usize, has_season: bool) -> f64 {
        let usual = USUAL_QUANTILES[usize::from(has_season)][ahead];
        let mut misses = Vec::new();
        let mut origins = 0.0;
        for earlier in HISTORY_MONTHS_MIN..origin.saturating_sub(ahead) {
            let known = misses.len();
            for series in &self.series {
                let forecast = self.forecast(series, earlier, ahead);
                let seen = series[earlier + ahead];
                if let (Some(forecast), Some(seen)) = (forecast, seen)
                    && forecast.has_season == has_season
                {
                    misses.push(log_error(seen, forecast.expected).abs() / forecast.scale);
                }
            }
            origins += if misses.len() > known { 1.0 } else { 0.0 };
        }
        let Some(seen) = quantile(misses, COVERAGE) else { return usual };
        let weight = origins / (origins + USUAL_MONTHS);
        weight * seen + (1.0 - weight) * usual
    }

    fn forecast(&self, series: &[Option<f64>], origin: usize, ahead: usize) -> Option<Forecast> {
        if origin < HISTORY_MONTHS_MIN {
            return None;
        }
        let (expected, has_season) = self.expected(series, origin, ahead)?;
        let variance = self.variance(series, origin);
        let scale = (1.0 / (expected + 0.5) + variance).sqrt();
        Some(Forecast { expected, scale, has_season })
    }

    fn expected(&self, series: &[Option<f64>], origin: usize, ahead: usize) -> Option<(f64, bool)> {
        let level = mean(series, origin)?;
        let season = |of: &[Option<f64>]| {
            let (year_before, target) =
                (origin.checked_sub(YEAR)?, (origin + ahead).checked_sub(YEAR)?);
            let count = (*of.get(target)?)?;
            Some((count, ((count + 0.5) / (mean(of, year_before)? + 0.5)).ln()))
        };
        let Some(((count, own), (_, all))) = season(series).zip(season(&self.all)) else {
            return Some((level, false));
        };
        let weight = count / (count + SEASON_COUNTS);
        let log_season = SEASON_KEPT * (weight * own + (1.0 - weight) * all);
        Some((((level + 0.5) * log_season.exp() - 0.5).max(0.0), true))
    }

    /// Variance of the log beyond sampling, from the series' own past.
    fn variance(&self, series: &[Option<f64>], origin: usize) -> f64 {
        let usual = self.kind.usual_variance();
        let (mut sum, mut months) = (USUAL_MONTHS * usual, USUAL_MONTHS);
        for earlier in 1..origin {
            let expected = self.expected(series, earlier, 0);
            if let (Some((expected, _)), Some(seen)) = (expected, series[earlier]) {
                sum += log_error(seen, expected).powi(2) - 1.0 / (expected + 0.5);
                months += 1.0;
            }
        }
        (sum / months).max(usual / 10.0)
    }
}

fn log_error(seen: f64, expected: f64) -> f64 {
    ((seen + 0.5) / (expected + 0.5)).ln()
}

/// Mean of what is known of the last three months before `end`.
fn mean(series: &[Option<f64>], end: usize) -> Option<f64> {
    let known: Vec<f64> =
        series[end.saturating_sub(LEVEL_MONTHS)..end].iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
}

/// A quantile by linear interpolation; `None` of no values.
fn quantile(mut values: Vec<f64>, share: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let at = share * values.len().checked_sub(1)? as f64;
    let (below, part) = (at.floor() as usize, at.fract());
    let above = (below + 1).min(values.len() - 1);
    Some(values[below] + part * (values[above] - values[below]))
}

#[cfg(test)]
mod tests;
