//! Series judged in parallel, each by the method asked for.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;
use yiti_stats::assessment::{Assessment, Series};
use yiti_stats::evidence::{Threshold, verdict};
use yiti_stats::{ears, farrington, harmonic, local, rki2};

use super::grid::GridSeries;
use super::layout::Layout;
use super::{Method, Request};

/// Periods before the first verdict of `auto`: as many as EARS has in its baseline.
const BASELINE_PERIODS: usize = 7;

/// One row of the result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// Row of [`Layout::keys`].
    pub(super) key: u32,
    pub(super) time: i64,
    /// NaN = not reported.
    pub(super) count: f64,
    pub(super) verdict: Option<Assessment>,
}

/// Judges these units; for each its rows by series and time.
pub(super) fn judge(
    layout: &Layout,
    units: std::ops::Range<usize>,
    request: &Request,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<Vec<Row>> {
    let done = AtomicUsize::new(layout.units[units.start].start);
    layout.units[units]
        .par_iter()
        .map(|unit| {
            let series = &layout.series[unit.clone()];
            let verdicts = if request.area.is_some() && request.method == Method::Auto {
                together(layout, series, request)
            } else {
                series.iter().map(|series| alone(layout, series, request)).collect()
            };
            let rows = series
                .iter()
                .zip(verdicts)
                .flat_map(|(series, verdicts)| rows(layout, series, verdicts));
            let rows: Vec<Row> = rows.collect();
            progress(
                done.fetch_add(unit.len(), Ordering::Relaxed) + unit.len(),
                layout.series.len(),
            );
            rows
        })
        .collect()
}

/// The rows to write: from the time asked for, or wherever there is a verdict.
fn rows<'a>(
    layout: &'a Layout,
    series: &'a GridSeries,
    verdicts: Vec<Option<Assessment>>,
) -> impl Iterator<Item = Row> + 'a {
    let skipped = series.counts.len() - verdicts.len();
    verdicts.into_iter().enumerate().filter_map(move |(index, verdict)| {
        let position = skipped + index;
        let time = layout.time(series, position);
        let wanted = layout.from.map_or(verdict.is_some(), |from| time >= from);
        wanted.then(|| Row { key: series.key, time, count: series.counts[position], verdict })
    })
}

/// First position of a series to judge.
fn first_position(layout: &Layout, series: &GridSeries) -> usize {
    let steps = layout
        .from
        .map_or(0, |from| (from - series.first + layout.stride - 1).div_euclid(layout.stride));
    (steps.max(0) as usize).min(series.counts.len())
}

fn alone(layout: &Layout, grid: &GridSeries, request: &Request) -> Vec<Option<Assessment>> {
    let series = Series {
        counts: &grid.counts,
        exposures: grid.populations.as_deref(),
        every: layout.step.every(),
    };
    let from = first_position(layout, grid);
    let alpha = request.alpha;
    match request.method {
        Method::Auto => auto(&series, from, alpha),
        Method::Harmonic => {
            harmonic::assess(&series, from, &harmonic::Settings { alpha, ..Default::default() })
        }
        Method::Farrington => {
            farrington::assess(&series, from, &farrington::Settings { alpha, ..Default::default() })
        }
        Method::EarsC1 => ears::assess(&series, from, ears::Variant::C1, alpha),
        Method::EarsC2 => ears::assess(&series, from, ears::Variant::C2, alpha),
        Method::EarsC3 => ears::assess(&series, from, ears::Variant::C3, alpha),
        Method::Rki2 => rki2::assess(&series, from),
    }
}

/// The harmonic regression from the first seven periods on.
fn auto(series: &Series<'_>, from: usize, alpha: f64) -> Vec<Option<Assessment>> {
    let history_weeks_min = BASELINE_PERIODS / series.every.per_week();
    harmonic::assess(
        series,
        from,
        &harmonic::Settings { alpha, history_weeks_min, ..Default::default() },
    )
}

/// The areas of a category, each against the others.
fn together(
    layout: &Layout,
    series: &[GridSeries],
    request: &Request,
) -> Vec<Vec<Option<Assessment>>> {
    let first = series.iter().map(|series| series.first).min().unwrap_or_default();
    let offset = |series: &GridSeries| ((series.first - first) / layout.stride) as usize;
    let times =
        series.iter().map(|series| offset(series) + series.counts.len()).max().unwrap_or_default();
    let mut counts = vec![f64::NAN; times * series.len()];
    for (area, series) in series.iter().enumerate() {
        let start = area * times + offset(series);
        counts[start..start + series.counts.len()].copy_from_slice(&series.counts);
    }
    // Without populations all areas are alike until their own past says otherwise.
    let share = |series: &GridSeries| series.populations.as_ref().map_or(1.0, |p| p[0]);
    let area_shares: Vec<f64> = series.iter().map(share).collect();
    let mut verdicts: Vec<Vec<Option<Assessment>>> =
        series.iter().map(|series| vec![None; series.counts.len()]).collect();
    let (threshold, count_min) =
        (Threshold::new(request.alpha), harmonic::Settings::default().count_min);
    let per_week = layout.step.every().per_week();
    let defaults = local::Settings::default();
    let settings = local::Settings {
        half_life: defaults.half_life * per_week as f64,
        gap: defaults.gap * per_week,
        history_min: defaults.history_min * per_week,
    };
    local::forecast(
        local::Cells { counts: &counts, times, area_shares: &area_shares },
        0,
        &settings,
        |cell| {
            let position = cell.time - offset(&series[cell.area]);
            if layout.from.is_none_or(|from| layout.time(&series[cell.area], position) >= from) {
                verdicts[cell.area][position] =
                    Some(verdict(cell.count, &cell.now, cell.before, &threshold, count_min));
            }
        },
    );
    verdicts
}
