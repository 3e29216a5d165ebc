//! The harmonic detector: a rolling negative-binomial regression with evidence pooled over two
//! periods.
//!
//! At each time the history before it (up to [`Settings::history_years`], the newest
//! [`Settings::gap_weeks`] left out) is fitted by quasi-Poisson regression, past outbreaks
//! down-weighted. From two years on: level, trend and 0–2 harmonics by BIC. Under two years trend
//! and season cannot be told apart by the data alone, so all of them are in the model with normal
//! priors around 0 (a trend of about ±20% a year, a season of about ±35%): what the history does
//! not say stays uncertain, and that uncertainty is part of the forecast. With few counts, the
//! plain mean. The count is judged by the mid-p value of a negative binomial whose variance holds
//! the dispersion and the parameters' own uncertainty, with Student's tail for the dispersion
//! having been estimated, pooled with the period before ([`crate::evidence`]). Daily series are
//! fitted on weeks, once a week, with weekday factors. Noufaily et al. 2013, doi 10.1002/sim.5595,
//! is the model for regression and down-weighting.
//!
//! Assumes counts of independent periods with variance proportional to the mean. Times not reported
//! are left out of the history and get no verdict.

use crate::assessment::{Assessment, Series};
use crate::evidence::{Predictive, Threshold, verdict};
use crate::harmonic_fit::{Model, Warm, choose_width, fit};
use crate::harmonic_window::{Basis, Span, Window};

/// How the harmonic detector looks at a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Share of quiet times that may be flagged, in (0, 0.5].
    pub alpha: f64,
    /// Longest history, in years.
    pub history_years: f64,
    /// Newest weeks left out of the history, so that an outbreak under way does not hide itself;
    /// fewer where the history would otherwise be shorter than [`Settings::history_weeks_min`].
    pub gap_weeks: usize,
    /// Shortest history that is fitted, in weeks.
    pub history_weeks_min: usize,
    /// Whether times with less than a year before them may be compared with what came after: for
    /// looking back over a period that is over, never for alarms.
    pub look_ahead: bool,
    /// Fewest counts in the last two periods for an alarm.
    pub count_min: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            alpha: 0.01,
            history_years: 7.0,
            gap_weeks: 2,
            history_weeks_min: 8,
            look_ahead: false,
            count_min: 3.0,
        }
    }
}

/// Fits between two choices of the harmonics.
const CHOICE_WEEKS: usize = 13;

/// One time, ready to be judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Position in the series.
    pub time: usize,
    /// Observed.
    pub count: f64,
    /// Expected.
    pub now: Predictive,
    /// The time before, where it was reported: its count and what the same model expected.
    pub before: Option<(f64, Predictive)>,
    /// The regression did not converge and the plain mean stands in for it.
    pub fallback: bool,
}

/// Shows each reported time from `from` on, with what its history lets expect, to `visit`.
pub fn forecast(
    series: &Series<'_>,
    from: usize,
    settings: &Settings,
    mut visit: impl FnMut(Forecast),
) {
    let times = series.counts.len();
    let per_week = series.every.per_week();
    let basis = Basis::new(times, series.every.per_year());
    let mut walk = Walk::default();
    for week in from / per_week..times.div_ceil(per_week) {
        let fit_at = week * per_week;
        let Some(model) = walk.model_at(series, &basis, fit_at, settings) else { continue };
        let predict = |time: usize| model.predict(&walk.window, &basis, series, time);
        let first = fit_at.max(from);
        let mut last = first.checked_sub(1).map(|time| (series.counts[time], predict(time)));
        for time in first..(fit_at + per_week).min(times) {
            let (count, now) = (series.counts[time], predict(time));
            if !count.is_nan() {
                let before = last.filter(|(count, _)| !count.is_nan());
                visit(Forecast { time, count, now, before, fallback: model.fallback });
            }
            last = Some((count, now));
        }
    }
}

/// Verdicts on the times from `from` on; `None` where the count is not reported or the history too
/// short.
pub fn assess(series: &Series<'_>, from: usize, settings: &Settings) -> Vec<Option<Assessment>> {
    let mut verdicts = vec![None; series.counts.len().saturating_sub(from)];
    let threshold = Threshold::new(settings.alpha);
    forecast(series, from, settings, |forecast| {
        let Forecast { time, count, now, before, fallback } = forecast;
        let verdict = verdict(count, &now, before, &threshold, settings.count_min);
        verdicts[time - from] = Some(Assessment { fallback, ..verdict });
    });
    verdicts
}

/// What is carried from one fit to the next.
#[derive(Debug, Default)]
struct Walk {
    window: Window,
    warm: Warm,
    /// Week of the last choice, and the columns chosen; `None` without a trend: then each fit
    /// chooses.
    chosen_at: Option<usize>,
    width: Option<usize>,
}

impl Walk {
    /// The model of the history before `fit_at`; `None` when it is too short.
    fn model_at(
        &mut self,
        series: &Series<'_>,
        basis: &Basis,
        fit_at: usize,
        settings: &Settings,
    ) -> Option<Model> {
        let per_week = series.every.per_week();
        let width = self.width_at(series, basis, fit_at / per_week, settings);
        self.fill(series, basis, fit_at, settings)?;
        let width = width.unwrap_or_else(|| choose_width(&mut self.window));
        Some(fit(&mut self.window, width, &mut self.warm))
    }

    /// With a trend, the harmonics are chosen every 13 weeks, counted from the start of the series
    /// so that the choice does not depend on where the walk begins.
    fn width_at(
        &mut self,
        series: &Series<'_>,
        basis: &Basis,
        week: usize,
        settings: &Settings,
    ) -> Option<usize> {
        let anchor = week - week % CHOICE_WEEKS;
        if self.chosen_at != Some(anchor) {
            (self.chosen_at, self.width) = (Some(anchor), None);
            self.fill(series, basis, anchor * series.every.per_week(), settings)?;
            if self.window.has_two_years() {
                self.width = Some(choose_width(&mut self.window));
            }
        }
        self.width
    }

    fn fill(
        &mut self,
        series: &Series<'_>,
        basis: &Basis,
        fit_at: usize,
        settings: &Settings,
    ) -> Option<()> {
        let span = span(series, fit_at, settings)?;
        self.window.fill(series, basis, span, fit_at);
        (self.window.counts.len() >= settings.history_weeks_min).then_some(())
    }
}

/// The past without its newest weeks; or, looking ahead, the whole series without the weeks around
/// the fit.
fn span(series: &Series<'_>, fit_at: usize, settings: &Settings) -> Option<Span> {
    let gap = settings.gap_weeks * series.every.per_week();
    let longest = (settings.history_years * series.every.per_year()) as usize;
    if settings.look_ahead && (fit_at as f64) < series.every.per_year() {
        let end = series.counts.len().min(longest);
        let skip = fit_at.saturating_sub(gap)..fit_at + gap + series.every.per_week();
        return Some(Span { begin: 0, end, skip });
    }
    // A short history gives up its gap before it gives up its verdict.
    let spare = fit_at.checked_sub(settings.history_weeks_min * series.every.per_week())?;
    let end = fit_at - gap.min(spare);
    Some(Span { begin: end.saturating_sub(longest), end, skip: end..end })
}
