//! Topics by district: counts of the month, shaded where a district has more than its share.

use super::super::{ChartView, Charts};
use super::Context;
use crate::chart::{HeatCell, HeatMap, HeatRow};
use crate::panel::AreaId;
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

/// Districts on the chart: more columns cannot be read.
const DISTRICTS_MAX: usize = 24;

/// Ratio from which a cell is named in the words of the chart, and how many of them.
const NOTABLE: f64 = 1.5;
const NAMED: usize = 5;

/// Demands expected in a cell below which its ratio is noise.
const EXPECTED_MIN: f64 = 5.0;

/// The chart; `None` without topics, or without a few districts.
pub(super) fn chart(context: Context<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (source, words) = (context.source, context.source.chart_words);
    let districts: Vec<AreaId> = context.districts().take(DISTRICTS_MAX + 1).collect();
    let topics: Vec<&Topic> =
        source.report.followed.iter().filter(|topic| topic.areas.is_none()).collect();
    if topics.is_empty() || !(2..=DISTRICTS_MAX).contains(&districts.len()) {
        return None;
    }
    let shares = shares(context, &districts);
    let rows: Vec<HeatRow> =
        topics.iter().map(|topic| row(context, topic, &districts, &shares)).collect();
    let columns = districts.iter().map(|&area| source.area(area)).collect();
    let chart = HeatMap {
        title: words.heat_title.to_owned(),
        unit: fill(
            words.heat_unit,
            &[("month", &format::month(context.month(context.at), source.language))],
        ),
        shade_label: words.heat_shade.to_owned(),
        columns,
        rows,
    };
    let alt = source.alt(&chart.title, &chart.unit, &said(context, &chart));
    Some(charts.add("topics_by_district", chart.draw(), &alt))
}

/// Each district's share of all demands of the month.
fn shares(context: Context<'_>, districts: &[AreaId]) -> Vec<f64> {
    let panel = context.source.report.panel;
    let month = context.at..context.at + 1;
    let orders = |area: &AreaId| f64::from(panel.area_counts(*area, month.clone()).orders);
    let orders: Vec<f64> = districts.iter().map(orders).collect();
    let all: f64 = orders.iter().sum();
    orders.into_iter().map(|own| if all > 0.0 { own / all } else { 0.0 }).collect()
}

fn row(context: Context<'_>, topic: &Topic, districts: &[AreaId], shares: &[f64]) -> HeatRow {
    let panel = context.source.report.panel;
    let months = context.at..context.at + 1;
    let counts: Vec<u64> = districts
        .iter()
        .map(|&area| {
            u64::from(figures::area_total(panel, area, &topic.categories, months.clone()).orders)
        })
        .collect();
    let all = counts.iter().sum::<u64>() as f64;
    let cell = |(&count, &share): (&u64, &f64)| {
        let expected = all * share;
        let ratio = (expected >= EXPECTED_MIN).then(|| count as f64 / expected);
        HeatCell { text: crate::language::count(count), ratio }
    };
    HeatRow { label: topic.title.clone(), cells: counts.iter().zip(shares).map(cell).collect() }
}

/// Which cells stand out, in words.
fn said(context: Context<'_>, chart: &HeatMap) -> String {
    let words = context.source.chart_words;
    let mut cells: Vec<(f64, String)> = Vec::new();
    for row in &chart.rows {
        for (cell, column) in row.cells.iter().zip(&chart.columns) {
            if let Some(ratio) = cell.ratio.filter(|ratio| *ratio >= NOTABLE) {
                cells.push((ratio, format!("{column} · {} ×{ratio:.1}", row.label)));
            }
        }
    }
    cells.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named: Vec<String> = cells.into_iter().take(NAMED).map(|(_, name)| name).collect();
    match named.is_empty() {
        true => words.heat_none.to_owned(),
        false => fill(words.heat_most, &[("cells", &context.source.join(&named))]),
    }
}
