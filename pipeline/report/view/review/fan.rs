//! The coming months as a chart: what was observed, then what to expect with its range.

use chrono::Datelike as _;

use super::super::{ChartView, Charts, file_stem};
use super::Context;
use crate::chart::{BeforeAfter, BeforeAfterMonth};
use crate::language::count;
use crate::monitor::{Forecast, Subject};
use crate::panel::AreaId;
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

/// Observed months on a chart, the latest ones.
const MONTHS: usize = 24;

/// Of the city or a district; `None` where nothing can be expected.
pub(super) fn of_area(
    context: Context<'_>,
    area: AreaId,
    charts: &mut Charts,
) -> Option<ChartView> {
    let orders = figures::area_months(context.source.report.panel, area);
    let name = context.source.area(area);
    let is_own = |subject: &Subject| *subject == Subject::Area(area);
    chart(context, &name, &orders, is_own, &format!("outlook_area_{}", area.0), charts)
}

/// Of a topic.
pub(super) fn of_topic(
    context: Context<'_>,
    topic: &Topic,
    charts: &mut Charts,
) -> Option<ChartView> {
    let orders = figures::topic_months(context.source.report.panel, topic);
    let is_own = |subject: &Subject| match subject {
        Subject::Topic { topic_id, .. } => *topic_id == topic.topic_id,
        _ => false,
    };
    let file = format!("outlook_{}", file_stem(&topic.topic_id));
    chart(context, &topic.title, &orders, is_own, &file, charts)
}

fn chart(
    context: Context<'_>,
    name: &str,
    orders: &[Option<f64>],
    is_own: impl Fn(&Subject) -> bool,
    file: &str,
    charts: &mut Charts,
) -> Option<ChartView> {
    let (source, words) = (context.source, context.source.chart_words);
    let panel = source.report.panel;
    let coming: Vec<&Forecast> =
        source.report.review.outlook.iter().filter(|row| is_own(&row.subject)).collect();
    let first = coming.iter().find(|row| row.expectation.is_some())?.month;
    // A month that has begun is expected as a whole, and observed in part.
    let observed = panel.months.iter().filter(|month| month.month < first).count();
    let from = observed.saturating_sub(MONTHS);
    let label = |month: chrono::NaiveDate| match month.month() {
        1 => month.year().to_string(),
        n if n % 3 == 1 => n.to_string(),
        _ => String::new(),
    };
    let mut months: Vec<BeforeAfterMonth> = (from..observed)
        .map(|at| BeforeAfterMonth {
            label: label(panel.months[at].month),
            observed: orders[at],
            expected: None,
            range: None,
            complete: panel.months[at].complete,
        })
        .collect();
    months.extend(coming.iter().map(|row| BeforeAfterMonth {
        label: label(row.month),
        observed: None,
        expected: row.expectation.map(|month| month.expected),
        range: row.expectation.map(|month| (month.low, month.high)),
        complete: true,
    }));
    let says = coming.iter().filter_map(|row| {
        let month = row.expectation?;
        let [expected, low, high] =
            [month.expected, month.low, month.high].map(|n| count(n.round().max(0.0) as u64));
        let to = source.language.pick("—", " – ");
        Some(format!("{} {expected} ({low}{to}{high})", format::month(row.month, source.language)))
    });
    let says: Vec<String> = says.collect();
    let last = coming.last().map_or(first, |row| row.month);
    let begin = panel.months.get(from).map_or(first, |month| month.month);
    let span = [begin, last].map(|month| format::month(month, source.language));
    let chart = BeforeAfter {
        title: fill(words.fan_title, &[("name", name)]),
        unit: fill(words.fan_unit, &[("period", &span.join(source.language.pick("—", " – ")))]),
        observed_label: words.fan_observed.to_owned(),
        expected_label: words.fan_expected.to_owned(),
        start_label: words.fan_start.to_owned(),
        incomplete_label: words.trend_incomplete.to_owned(),
        start: Some(observed - from),
        months,
    };
    let says = fill(words.fan_said, &[("months", &source.join(&says))]);
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add(file, chart.draw(), &alt))
}
