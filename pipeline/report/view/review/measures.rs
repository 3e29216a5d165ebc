//! Has it worked: each measure with its effect, verdict and falsifications, and the months before
//! and after it.

use chrono::Datelike as _;
use serde::Serialize;

use super::super::{ChartView, Charts, file_stem};
use super::Context;
use super::lights::Cell;
use crate::chart::{BeforeAfter, BeforeAfterMonth};
use crate::language::percent;
use crate::monitor::{Estimate, MeasureEffect, Verdict};
use crate::report::figures;
use crate::report::format::{self, UNKNOWN, fill};
use crate::topics::Topic;

/// Months on a chart, the latest ones.
const MONTHS: usize = 24;

/// One measure.
#[derive(Debug, Serialize)]
pub struct Line {
    title: String,
    href: String,
    since: String,
    months: String,
    /// CSS class of the verdict.
    key: &'static str,
    verdict: &'static str,
    /// Observed, expected, effect with interval, rank among placebos, smallest fall that could be
    /// seen.
    cells: Vec<Cell>,
    sentence: String,
    chart: Option<ChartView>,
}

/// All measures.
#[derive(Debug, Serialize)]
pub struct Measures {
    lines: Vec<Line>,
}

impl Measures {
    pub(super) fn of(context: Context<'_>, charts: &mut Charts) -> Self {
        let effects = &context.source.report.monitoring.effects;
        Self { lines: effects.iter().map(|effect| line(context, effect, charts)).collect() }
    }
}

fn line(context: Context<'_>, effect: &MeasureEffect, charts: &mut Charts) -> Line {
    let source = context.source;
    let topic = source.report.followed.iter().find(|topic| topic.topic_id == effect.topic_id);
    Line {
        title: effect.title.clone(),
        href: topic.map(|topic| context.topic_href(topic)).unwrap_or_default(),
        since: format::day(effect.measure_start, source.language),
        months: effect.months.to_string(),
        key: match effect.verdict {
            Verdict::Fell => "green",
            Verdict::DidNotFall => "red",
            Verdict::CannotTell => "grey",
        },
        verdict: effect.verdict.words(source.language),
        cells: cells(context, effect),
        sentence: effect.sentence.clone(),
        chart: topic.and_then(|topic| chart(context, topic, effect, charts)),
    }
}

fn cells(context: Context<'_>, effect: &MeasureEffect) -> Vec<Cell> {
    let says = context.says;
    let observed = effect.observed.map(|n| n as f64);
    let estimate = effect.estimate.as_ref().ok();
    let number = |of: fn(&Estimate) -> f64| estimate.map(of);
    let expected = number(|e| e.effect.expected);
    let interval = estimate.map(|e| {
        let (low, high) = (format::change(Some(e.effect.low)), format::change(Some(e.effect.high)));
        fill(says.interval, &[("low", &low), ("high", &high)])
    });
    let rank = estimate.map(|e| {
        let (rank, all) = (e.placebo_rank.to_string(), (e.placebos + 1).to_string());
        fill(says.placebo_of, &[("rank", &rank), ("all", &all)])
    });
    let least = number(|e| e.smallest_detectable);
    let size = number(|e| e.effect.effect);
    vec![
        Cell::new(format::whole(effect.observed), vec![], observed),
        Cell::new(format::expected(expected), vec![], expected),
        Cell::new(format::change(size), interval.into_iter().collect(), size),
        Cell::new(
            rank.unwrap_or_else(|| UNKNOWN.to_owned()),
            vec![],
            estimate.map(|e| f64::from(e.placebo_rank)),
        ),
        Cell::new(least.map_or_else(|| UNKNOWN.to_owned(), percent), vec![], least),
    ]
}

/// The months up to the period's end with what was expected since the measure; `None` without a
/// covered month.
pub(super) fn chart(
    context: Context<'_>,
    topic: &Topic,
    effect: &MeasureEffect,
    charts: &mut Charts,
) -> Option<ChartView> {
    let (source, words) = (context.source, context.source.chart_words);
    let panel = source.report.panel;
    let orders = figures::topic_months(panel, topic);
    let end = context.at + 1;
    let from = end.saturating_sub(MONTHS);
    let month = |at: usize| {
        let stat_month = &panel.months[at];
        let since = stat_month.last_day >= effect.measure_start;
        let progress = context.progress(topic, at).filter(|_| since);
        BeforeAfterMonth {
            label: label(context, at),
            observed: orders[at],
            expected: progress.and_then(|p| p.expected),
            range: progress.and_then(|p| p.expected_low.zip(p.expected_high)),
            complete: stat_month.complete,
        }
    };
    let months: Vec<BeforeAfterMonth> = (from..end).map(month).collect();
    months.iter().find(|month| month.observed.is_some())?;
    let start = panel.months[from..end].iter().position(|m| m.last_day >= effect.measure_start);
    let span = format!(
        "{}{}{}",
        format::month(context.month(from), source.language),
        source.language.pick("—", " – "),
        format::month(context.month(context.at), source.language)
    );
    let chart = BeforeAfter {
        title: fill(words.counterfactual_title, &[("title", &topic.title)]),
        unit: fill(words.trend_unit, &[("period", &span)]),
        observed_label: words.counterfactual_observed.to_owned(),
        expected_label: words.trend_expected.to_owned(),
        start_label: words.counterfactual_start.to_owned(),
        incomplete_label: words.trend_incomplete.to_owned(),
        start,
        months,
    };
    let alt = source.alt(&chart.title, &chart.unit, &effect.sentence);
    Some(charts.add(&format!("measure_{}", file_stem(&topic.topic_id)), chart.draw(), &alt))
}

/// Every third month by its number, Januaries by the year.
fn label(context: Context<'_>, at: usize) -> String {
    let month = context.month(at);
    match month.month() {
        1 => month.year().to_string(),
        n if n % 3 == 1 => n.to_string(),
        _ => String::new(),
    }
}
