//! The trend of a topic: the year that ends with the period over the year before.

use super::super::Source;
use crate::chart::{Svg, Trend, TrendMonth};
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

const MONTHS: usize = 12;

/// The chart and what it shows in words; `None` without a covered month.
pub(in crate::report::view) fn trend(source: Source<'_>, topic: &Topic) -> Option<(Svg, String)> {
    let (panel, words) = (source.report.panel, source.chart_words);
    let orders = figures::topic_months(panel, topic);
    let end = panel.period_months.end.min(panel.months.len());
    let start = end.saturating_sub(MONTHS);
    let month = |at: usize| format::month(panel.months[at].month, source.language);
    let months: Vec<TrendMonth> =
        (start..end).map(|at| trend_month(source, topic, &orders, at)).collect();
    months.iter().find(|month| month.this_year.is_some())?;
    let span = |from: usize, to: usize| {
        format!("{}{}{}", month(from), source.language.pick("—", " – "), month(to - 1))
    };
    let chart = Trend {
        title: fill(words.trend_title, &[("title", &topic.title)]),
        unit: fill(words.trend_unit, &[("period", &span(start, end))]),
        this_label: span(start, end),
        last_label: if start > 0 {
            span(start.saturating_sub(MONTHS), end - MONTHS.min(end))
        } else {
            String::new()
        },
        band_label: words.trend_expected.to_owned(),
        incomplete_label: words.trend_incomplete.to_owned(),
        months,
    };
    let values: Vec<String> = chart
        .months
        .iter()
        .map(|m| format!("{} {}", m.label, format::whole(m.this_year.map(|value| value as u64))))
        .collect();
    let alt = source.alt(&chart.title, &chart.unit, &source.join(&values));
    Some((chart.draw(), alt))
}

fn trend_month(source: Source<'_>, topic: &Topic, orders: &[Option<f64>], at: usize) -> TrendMonth {
    let month = &source.report.panel.months[at];
    let progress = source
        .report
        .progress
        .iter()
        .find(|p| p.topic_id == topic.topic_id && p.month == month.month);
    use chrono::Datelike as _;
    TrendMonth {
        label: format::month_name(month.month.month(), source.language),
        this_year: orders[at],
        last_year: at.checked_sub(MONTHS).and_then(|before| orders[before]),
        expected: progress.and_then(|p| p.expected_low.zip(p.expected_high)),
        complete: month.complete,
    }
}
