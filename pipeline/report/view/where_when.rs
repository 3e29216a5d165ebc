//! Where and when demands come: few categories that hold most, districts side by side, hours of the
//! week.

use serde::Serialize;

use super::{ChartView, Charts, Source, area_map};
use crate::chart::{HeatCell, HeatMap, HeatRow, Pareto, SmallChart, SmallMultiples, cut};
use crate::language::count;
use crate::panel::{AreaId, AreaLevel, CategoryId, Counts};
use crate::report::figures;
use crate::report::format::{self, fill};

/// The share of demands at which categories are cut.
const CUT: f64 = 0.8;
/// Names in the words of a chart.
const NAMED: usize = 5;
/// Districts side by side: more cannot be read.
const DISTRICTS_MAX: usize = 24;
/// Rows of the chart of categories by districts.
const CATEGORIES: usize = 20;
/// Demands expected in a cell below which its ratio is noise.
const EXPECTED_MIN: f64 = 5.0;
/// Ratio from which a cell is named in the words of the chart.
const NOTABLE: f64 = 1.5;
/// Months of a small chart.
const MONTHS: usize = 12;
/// Share of demands within one hour of the day from which times are days alone.
const ONE_HOUR_MAX: f64 = 0.9;

/// Charts under one heading.
#[derive(Debug, Serialize)]
pub struct Section {
    id: &'static str,
    title: &'static str,
    charts: Vec<ChartView>,
}

/// The page's sections; those without a chart are left out.
pub(super) fn sections(source: Source<'_>, charts: &mut Charts) -> Vec<Section> {
    let words = source.words;
    let months = source.report.panel.period_months.clone();
    let districts = [
        area_map::chart(source, months, &source.figures(), charts),
        small_multiples(source, charts),
        categories_by_district(source, charts),
    ];
    let all = [
        ("pareto", words.pareto, pareto(source, charts).into_iter().collect::<Vec<_>>()),
        ("districts", words.districts_map, districts.into_iter().flatten().collect()),
        ("hours", words.hours, hours(source, charts).into_iter().collect()),
    ];
    let all = all.into_iter().map(|(id, title, charts)| Section { id, title, charts });
    all.filter(|section| !section.charts.is_empty()).collect()
}

/// Categories of the whole city with their demands in the period, most first.
fn categories(source: Source<'_>) -> Vec<(CategoryId, u64)> {
    let panel = source.report.panel;
    let orders = |category| panel.total(panel.city(), category, panel.period_months.clone()).orders;
    let mut all: Vec<(CategoryId, u64)> = panel
        .items()
        .map(|category| (category, u64::from(orders(category))))
        .filter(|(_, orders)| *orders > 0)
        .collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    all
}

fn pareto(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (panel, words) = (source.report.panel, source.chart_words);
    let bars: Vec<(String, u64)> = categories(source)
        .into_iter()
        .map(|(category, orders)| (panel.category(category).name.clone(), orders))
        .collect();
    let few = cut(bars.iter().map(|bar| bar.1), CUT);
    if bars.len() < 2 {
        return None;
    }
    let (few, all) = (count(few as u64), count(bars.len() as u64));
    let first = bars.iter().take(NAMED).map(|(name, orders)| format!("{name} {}", count(*orders)));
    let first: Vec<String> = first.collect();
    let chart = Pareto {
        title: fill(words.pareto_title, &[("cut", &few)]),
        unit: fill(words.pareto_unit, &[("period", &source.figures()), ("all", &all)]),
        bar_label: words.pareto_bar.to_owned(),
        line_label: words.pareto_line.to_owned(),
        cut_label: fill(words.pareto_cut, &[("cut", &few)]),
        cut: CUT,
        bars,
    };
    let says = fill(words.pareto_said, &[("first", &source.join(&first))]);
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("pareto", chart.draw(), &alt))
}

/// Districts with their demands in the period, most first; none where there are too many or too
/// few.
fn districts(source: Source<'_>) -> Vec<(AreaId, Counts)> {
    let panel = source.report.panel;
    let mut all = figures::area_totals(panel, AreaLevel::District, &panel.period_months);
    all.retain(|(_, counts)| counts.orders > 0);
    if !(2..=DISTRICTS_MAX).contains(&all.len()) {
        all.clear();
    }
    all.sort_by_key(|(area, counts)| (std::cmp::Reverse(counts.orders), *area));
    all
}

fn small_multiples(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (panel, words) = (source.report.panel, source.chart_words);
    let districts = districts(source);
    let end = panel.period_months.end.min(panel.months.len());
    let start = end.saturating_sub(MONTHS);
    if districts.is_empty() || end - start < 3 {
        return None;
    }
    let small = |(area, _): &(AreaId, Counts)| {
        let orders = figures::area_months(panel, *area);
        let before = |at: usize| at.checked_sub(MONTHS).and_then(|at| orders[at]);
        SmallChart {
            label: source.area(*area),
            this_year: orders[start..end].to_vec(),
            last_year: (start..end).map(before).collect(),
        }
    };
    let small: Vec<SmallChart> = districts.iter().map(small).collect();
    let last = small.iter().filter_map(|chart| {
        let value = chart.this_year.last().copied().flatten()?;
        Some(format!("{} {}", chart.label, count(value as u64)))
    });
    let last: Vec<String> = last.collect();
    let month = |at: usize| format::month(panel.months[at].month, source.language);
    let to = source.language.pick("—", " – ");
    let span = |from: usize, end: usize| format!("{}{to}{}", month(from), month(end - 1));
    let chart = SmallMultiples {
        title: words.multiples_title.to_owned(),
        unit: words.multiples_unit.to_owned(),
        this_label: span(start, end),
        last_label: match start.checked_sub(MONTHS) {
            Some(from) => span(from, end - MONTHS),
            None if start > 0 => span(0, start),
            None => String::new(),
        },
        ends: [month(start), month(end - 1)],
        charts: small,
    };
    let says = fill(words.multiples_said, &[("last", &source.join(&last))]);
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("districts_by_month", chart.draw(), &alt))
}

fn categories_by_district(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (panel, words) = (source.report.panel, source.chart_words);
    let districts = districts(source);
    let all: u64 = districts.iter().map(|(_, counts)| u64::from(counts.orders)).sum();
    let mut notable: Vec<(f64, String)> = Vec::new();
    let mut rows = Vec::new();
    for (category, _) in categories(source).into_iter().take(CATEGORIES) {
        let name = &panel.category(category).name;
        let of = |area| panel.total(area, category, panel.period_months.clone()).orders;
        let own: Vec<u32> = districts.iter().map(|(area, _)| of(*area)).collect();
        let whole: f64 = own.iter().map(|orders| f64::from(*orders)).sum();
        let mut cells = Vec::with_capacity(own.len());
        for (orders, (area, counts)) in own.iter().zip(&districts) {
            let expected = whole * f64::from(counts.orders) / all as f64;
            let ratio = (expected >= EXPECTED_MIN).then(|| f64::from(*orders) / expected);
            if let Some(ratio) = ratio.filter(|ratio| *ratio >= NOTABLE) {
                notable.push((ratio, format!("{} · {name} ×{ratio:.1}", source.area(*area))));
            }
            cells.push(HeatCell { text: count(u64::from(*orders)), ratio });
        }
        rows.push(HeatRow { label: name.clone(), cells });
    }
    if districts.is_empty() || rows.len() < 2 {
        return None;
    }
    notable.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named: Vec<String> = notable.into_iter().take(NAMED).map(|(_, name)| name).collect();
    let says = match named.is_empty() {
        true => words.cross_said_none.to_owned(),
        false => fill(words.cross_said, &[("cells", &source.join(&named))]),
    };
    let chart = HeatMap {
        title: words.cross_title.to_owned(),
        unit: fill(words.cross_unit, &[("period", &source.figures())]),
        shade_label: words.cross_shade.to_owned(),
        columns: districts.iter().map(|(area, _)| source.area(*area)).collect(),
        rows,
    };
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("categories_by_district", chart.draw(), &alt))
}

/// Mean demands by weekday and hour; `None` where times of the day are not known.
fn hours(source: Source<'_>, charts: &mut Charts) -> Option<ChartView> {
    let (words, week) = (source.chart_words, source.report.week_hours);
    let all: u64 = week.orders.iter().flatten().sum();
    let days: u32 = week.days.iter().sum();
    let fullest = (0..24).map(|hour| week.orders.iter().map(|day| day[hour]).sum::<u64>()).max();
    if all == 0 || fullest? as f64 > ONE_HOUR_MAX * all as f64 || week.days.contains(&0) {
        return None;
    }
    let mean = all as f64 / f64::from(days) / 24.0;
    let mut busiest: Vec<(f64, String)> = Vec::new();
    let mut rows = Vec::new();
    for (name, (orders, days)) in words.weekdays.split(',').zip(week.orders.iter().zip(week.days)) {
        let mut cells = Vec::with_capacity(24);
        for (hour, orders) in orders.iter().enumerate() {
            let own = *orders as f64 / f64::from(days);
            let text = format::expected(Some(own));
            busiest.push((own, format!("{name} {hour}:00 {text}")));
            cells.push(HeatCell { text, ratio: Some(own / mean) });
        }
        rows.push(HeatRow { label: name.to_owned(), cells });
    }
    busiest.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named: Vec<String> = busiest.into_iter().take(NAMED).map(|(_, name)| name).collect();
    let chart = HeatMap {
        title: words.hours_title.to_owned(),
        unit: fill(words.hours_unit, &[("period", &source.figures())]),
        shade_label: words.hours_shade.to_owned(),
        columns: (0..24).map(|hour| hour.to_string()).collect(),
        rows,
    };
    let says = fill(words.hours_said, &[("most", &source.join(&named))]);
    let alt = source.alt(&chart.title, &chart.unit, &says);
    Some(charts.add("hours_of_the_week", chart.draw(), &alt))
}
