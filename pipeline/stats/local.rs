//! The local detector: an area's count of a category against what the other areas see at the same
//! time.
//!
//! With `O` the category's leave-one-out count (all areas but this one) at time t, the expected
//! count is
//!
//! `μ = θ·(O + κ)`, `θ = (Σ w·y + k) / (Σ w·(O + κ) + k/θ₀)`
//!
//! over the area's past: a share of the category, so that a wave or a season that all areas see
//! sets off none of them. `κ` keeps rare categories near their own mean. The weights `w` halve
//! every [`Settings::half_life`], leave out the newest weeks, and fall as `(2.58/residual)²` for
//! what stood out, so that a past outbreak teaches little and a lasting step is learned. The prior
//! `k` orders at the rate `θ₀` (the category's mean times the area's share of all demand) shrinks
//! small cells. Dispersion is pooled over the category's areas. The count is judged as in
//! [`crate::evidence`], with `Var[log μ] = φ/(n + k) + φ·O/(O + κ)² + τ²`, where τ² is how far the
//! other areas are apart at that very time.
//!
//! Assumes areas × times without gaps; `NaN` = not reported: it teaches nothing and gets no
//! verdict. Cost: O(1) per cell and time.

mod apart;

use crate::evidence::Predictive;
use crate::harmonic_fit::anscombe;

pub use apart::Apart;

/// How the local detector looks at a category.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// Age at which the past counts half, in times (weeks or days) of the series.
    pub half_life: f64,
    /// Newest times left out of the history.
    pub gap: usize,
    /// Times of history before the first verdict.
    pub history_min: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { half_life: 18.0, gap: 2, history_min: 8 }
    }
}

/// κ, in orders: enough to steady the ratio where the rest of the category is a handful.
const LEVEL_PRIOR: f64 = 1.0;

/// k, in orders: cells differ from their area's share by about ±70% (a Gamma of shape 2).
const SHARE_PRIOR: f64 = 2.0;

/// Anscombe residual beyond which the past is down-weighted.
const RESIDUAL_MAX: f64 = 2.58;

/// One category: counts of all areas of one level.
#[derive(Debug, Clone, Copy)]
pub struct Cells<'a> {
    /// One row an area, one column a time, row after row.
    pub counts: &'a [f64],
    /// The number of times.
    pub times: usize,
    /// Each area's share of all demand (or of the population), at least 0; scaled to 1 here.
    pub area_shares: &'a [f64],
}

impl Cells<'_> {
    fn count(&self, area: usize, time: usize) -> f64 {
        self.counts[area * self.times + time]
    }
}

/// One cell at one time, ready to be judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CellForecast {
    /// Row of [`Cells`].
    pub area: usize,
    /// Column of [`Cells`].
    pub time: usize,
    /// Observed.
    pub count: f64,
    /// Expected.
    pub now: Predictive,
    /// The time before, where it was reported and forecast.
    pub before: Option<(f64, Predictive)>,
    /// What the cell itself says of how far the areas are apart.
    pub own: Apart,
    /// What all of them say: `now` holds [`Apart::without`] the cell.
    pub all: Apart,
}

/// Discounted sums over one area's past.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    counts: f64,
    exposure: f64,
    last: Option<(f64, Predictive)>,
}

/// Discounted sums over the category's past.
#[derive(Debug, Clone, Copy, Default)]
struct CategoryPast {
    totals: f64,
    /// Mean over the areas.
    exposure: f64,
    squares: f64,
    squares_expected: f64,
}

impl CategoryPast {
    fn level(&self) -> Level {
        Level {
            rate: if self.exposure > 0.0 { (self.totals + 0.5) / self.exposure } else { 1.0 },
            dispersion: if self.squares_expected > 0.0 {
                (self.squares / self.squares_expected).max(1.0)
            } else {
                1.0
            },
        }
    }
}

/// What a category's past says of any of its areas.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Counts an exposure, of an area with all demand.
    rate: f64,
    /// Pooled `Σ r²/(μ+1) / Σ μ/(μ+1)`: unbiased, and not led by the tiniest cells. At least 1.
    dispersion: f64,
}

/// Walks through a category's times and shows each cell's forecast from the time `from` on, made
/// from what came before it, to `visit`; none before [`Settings::history_min`] and the gap.
pub fn forecast(
    cells: Cells<'_>,
    from: usize,
    settings: &Settings,
    mut visit: impl FnMut(CellForecast),
) {
    let from = from.max(settings.history_min + settings.gap);
    let areas = cells.area_shares.len();
    let share_sum: f64 = cells.area_shares.iter().sum();
    let shares: Vec<f64> = cells
        .area_shares
        .iter()
        .map(|share| if share_sum > 0.0 { share / share_sum } else { 1.0 / areas as f64 })
        .collect();
    let keep = 0.5f64.powf(1.0 / settings.half_life);
    let mut pasts = vec![Past::default(); areas];
    let mut category = CategoryPast::default();
    let mut lessons: Vec<Vec<Lesson>> = vec![Vec::new(); settings.gap + 1];
    let mut excesses: Vec<Apart> = Vec::with_capacity(areas);
    for time in 0..cells.times {
        let lessons = &mut lessons[time % (settings.gap + 1)];
        learn(lessons, keep, &mut pasts, &mut category);
        lessons.clear();
        let (known, level) = (category.exposure > 0.0, category.level());
        let total: f64 =
            (0..areas).map(|area| cells.count(area, time)).filter(|count| !count.is_nan()).sum();
        for area in 0..areas {
            let count = cells.count(area, time);
            if !count.is_nan() {
                let exposure = total - count + LEVEL_PRIOR;
                let now = predict(&pasts[area], level, shares[area], exposure);
                lessons.push(Lesson { area, count, exposure, now, known });
            }
        }
        // The first time that is shown looks back on the one before it.
        if time + 1 < from {
            continue;
        }
        excesses.clear();
        excesses.extend(lessons.iter().map(Apart::one));
        let apart = Apart::of(&excesses);
        let mut reported = lessons.iter().zip(&excesses).peekable();
        for (area, past) in pasts.iter_mut().enumerate() {
            let Some((lesson, own)) = reported.next_if(|(lesson, _)| lesson.area == area) else {
                past.last = None;
                continue;
            };
            let mut now = lesson.now;
            now.log_variance += apart.without(own);
            if time >= from {
                let (count, before) = (lesson.count, past.last);
                visit(CellForecast { area, time, count, now, before, own: *own, all: apart });
            }
            past.last = Some((lesson.count, now));
        }
    }
}

/// What one cell and time will teach once it has left the gap.
#[derive(Debug, Clone, Copy)]
struct Lesson {
    area: usize,
    count: f64,
    exposure: f64,
    now: Predictive,
    known: bool,
}

fn learn(lessons: &[Lesson], keep: f64, pasts: &mut [Past], category: &mut CategoryPast) {
    if lessons.is_empty() {
        return;
    }
    for sum in [
        &mut category.totals,
        &mut category.exposure,
        &mut category.squares,
        &mut category.squares_expected,
    ] {
        *sum *= keep;
    }
    let share = 1.0 / pasts.len() as f64;
    for lesson in lessons {
        let weight = if lesson.known { weight(lesson) } else { 1.0 };
        let past = &mut pasts[lesson.area];
        past.counts = keep * past.counts + weight * lesson.count;
        past.exposure = keep * past.exposure + weight * lesson.exposure;
        category.totals += lesson.count;
        category.exposure += share * lesson.exposure;
        if lesson.known {
            let mean = lesson.now.mean;
            let weight = weight / (mean + 1.0);
            category.squares += weight * (lesson.count - mean).powi(2);
            // The forecast's own uncertainty is part of the residual, not of the dispersion.
            category.squares_expected +=
                weight * mean * (1.0 + mean * lesson.now.log_variance / lesson.now.dispersion);
        }
    }
}

fn weight(lesson: &Lesson) -> f64 {
    // Half of all lessons, without the roots.
    if lesson.count <= lesson.now.mean {
        return 1.0;
    }
    let mean = lesson.now.mean;
    let spread = lesson.now.dispersion + mean * lesson.now.log_variance;
    // Pearson's residual is the larger of the two for an excess: where it is small, most roots are
    // spared.
    if (lesson.count - mean).powi(2) <= RESIDUAL_MAX * RESIDUAL_MAX * mean * spread {
        return 1.0;
    }
    let residual = if mean > 0.0 { anscombe(lesson.count, mean) / spread.sqrt() } else { 0.0 };
    if residual > RESIDUAL_MAX { (RESIDUAL_MAX / residual).powi(2) } else { 1.0 }
}

fn predict(past: &Past, level: Level, share: f64, exposure: f64) -> Predictive {
    let prior_exposure = SHARE_PRIOR / (share * level.rate).max(1e-12);
    let level_variance = (exposure - LEVEL_PRIOR) / (exposure * exposure);
    Predictive {
        mean: exposure * (past.counts + SHARE_PRIOR) / (past.exposure + prior_exposure),
        dispersion: level.dispersion,
        log_variance: level.dispersion * (1.0 / (past.counts + SHARE_PRIOR) + level_variance),
        // Pooled over the category's areas: as good as known.
        freedom: f64::INFINITY,
    }
}
