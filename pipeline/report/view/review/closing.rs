//! How soon demands are closed, as a curve: of the whole period, and of its last month.

use super::super::{ChartView, Charts};
use super::{Context, units};
use crate::chart::{Curve, Curves};
use crate::monitor::Completion;
use crate::report::format::fill;

/// Days shown at least and at most; between them, so many times the days by which nine in ten are
/// closed.
const DAYS: (u32, u32) = (10, 90);
const BEYOND: f64 = 1.6;

/// The chart of a unit's curves; `None` where none of its demands is ever closed.
pub(super) fn chart(
    context: Context<'_>,
    name: &str,
    (year, newest): (Option<&Completion>, Option<&Completion>),
    file: &str,
    charts: &mut Charts,
) -> Option<ChartView> {
    let (source, words) = (context.source, context.source.chart_words);
    let year = year.filter(|curve| !curve.steps.is_empty())?;
    let most = year.p90_days.map_or(DAYS.1, |days| (f64::from(days) * BEYOND).ceil() as u32);
    let shown = most.clamp(DAYS.0, DAYS.1);
    let curve = |curve: &Completion, label: &str, is_past: bool| Curve {
        label: label.to_owned(),
        steps: curve.steps.iter().map(|step| (step.age_days, step.closed_share)).collect(),
        is_past,
    };
    let mut curves = vec![curve(year, words.curve_year, newest.is_some())];
    curves.extend(newest.map(|newest| curve(newest, words.curve_month, false)));
    let marks = [(year.median_days, words.curve_half), (year.p90_days, words.curve_most)];
    let mut marks: Vec<(u32, String)> =
        marks.into_iter().filter_map(|(day, name)| Some((day?, name.to_owned()))).collect();
    // Two names at nearly one place would cover each other.
    if let [first, second] = marks.as_mut_slice()
        && second.0 - first.0 < shown / 6
    {
        first.1 = format!("{} · {}", first.1, second.1);
        second.1.clear();
    }
    let chart = Curves {
        title: fill(words.curve_title, &[("name", name)]),
        unit: fill(words.curve_unit, &[("period", &source.figures())]),
        axis_label: words.curve_axis.to_owned(),
        days: shown,
        marks,
        curves,
    };
    let alt = source.alt(&chart.title, &chart.unit, &units::closing(context, year));
    Some(charts.add(file, chart.draw(), &alt))
}
