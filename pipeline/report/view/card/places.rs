//! Where a topic's demands come from, and where they are solved best.

use super::super::Source;
use crate::chart::{Bar, Bars, Svg};
use crate::language::percent;
use crate::panel::{AreaId, Counts};
use crate::report::figures;
use crate::report::format::{self, fill};
use crate::topics::Topic;

/// Bars shown; the rest are one bar.
const BARS: usize = 16;
/// Areas below which the largest of them say nothing about where to act.
pub(super) const COMPARED_MIN: usize = 4;
/// Known answers below which an area's resolution rate is not held up as an example.
const ANSWERS_MIN: u32 = 50;
/// Areas named as examples, and by how much they must beat the topic's own rate.
const BEST: usize = 3;
const LEAD_MIN: f64 = 0.05;

/// The chart and what it shows in words; `None` when no area below the city is known.
pub(in crate::report::view) fn bars(source: Source<'_>, topic: &Topic) -> Option<(Svg, String)> {
    let words = source.chart_words;
    let places = figures::topic_places(source.report.panel, topic);
    if places.is_empty() {
        return None;
    }
    let shown = if places.len() > BARS { BARS - 1 } else { places.len() };
    let mut bars: Vec<Bar> =
        places[..shown].iter().map(|(area, counts)| bar(source, *area, counts)).collect();
    let rest = &places[shown..];
    if !rest.is_empty() {
        bars.push(Bar {
            label: fill(words.where_rest, &[("n", &rest.len().to_string())]),
            value: rest.iter().map(|(_, counts)| f64::from(counts.orders)).sum(),
            note: String::new(),
            rest: true,
        });
    }
    let chart = Bars {
        title: fill(words.where_title, &[("title", &topic.title)]),
        unit: fill(words.where_unit, &[("period", &source.figures())]),
        note_label: note_label(source),
        bars,
    };
    let values: Vec<String> =
        chart.bars.iter().map(|bar| format!("{} {}", bar.label, bar.value)).collect();
    let alt = source.alt(&chart.title, &chart.unit, &source.join(&values));
    Some((chart.draw(), alt))
}

/// The areas that solve clearly more than the topic's average; empty when none does or the data
/// cannot say.
pub(super) fn best(source: Source<'_>, topic: &Topic) -> String {
    let panel = source.report.panel;
    let all = figures::topic_total(panel, topic, panel.period_months.clone());
    if !panel.available.resolved || all.resolved_known == 0 {
        return String::new();
    }
    let average = f64::from(all.resolved) / f64::from(all.resolved_known);
    let mut areas: Vec<(f64, AreaId)> = figures::topic_places(panel, topic)
        .iter()
        .filter(|(_, counts)| counts.resolved_known >= ANSWERS_MIN)
        .map(|(area, counts)| {
            (f64::from(counts.resolved) / f64::from(counts.resolved_known), *area)
        })
        .filter(|(rate, _)| *rate >= average + LEAD_MIN)
        .collect();
    areas.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let named: Vec<String> = areas
        .iter()
        .take(BEST)
        .map(|(rate, area)| format!("{} {}", source.area(*area), percent(*rate)))
        .collect();
    if named.is_empty() {
        String::new()
    } else {
        fill(source.words.card_best, &[("areas", &source.join(&named))])
    }
}

fn bar(source: Source<'_>, area: AreaId, counts: &Counts) -> Bar {
    let panel = source.report.panel;
    let population = panel.area(area).population.filter(|population| *population > 0.0);
    let per_10k = population
        .map(|population| format::number(Some(f64::from(counts.orders) / population * 1e4)));
    let resolved = (panel.available.resolved && counts.resolved_known > 0)
        .then(|| percent(f64::from(counts.resolved) / f64::from(counts.resolved_known)));
    let note = match (has_populations(source), panel.available.resolved) {
        (true, true) => {
            format!("{} / {}", per_10k.unwrap_or_else(dash), resolved.unwrap_or_else(dash))
        }
        (true, false) => per_10k.unwrap_or_else(dash),
        (false, true) => resolved.unwrap_or_else(dash),
        (false, false) => String::new(),
    };
    Bar { label: source.area(area), value: f64::from(counts.orders), note, rest: false }
}

fn note_label(source: Source<'_>) -> String {
    let words = source.chart_words;
    match (has_populations(source), source.report.panel.available.resolved) {
        (true, true) => format!("{} / {}", words.where_per_10k, words.where_resolved),
        (true, false) => words.where_per_10k.to_owned(),
        (false, true) => words.where_resolved.to_owned(),
        (false, false) => String::new(),
    }
}

fn has_populations(source: Source<'_>) -> bool {
    source.report.panel.areas.iter().any(|area| area.parent.is_some() && area.population.is_some())
}

fn dash() -> String {
    format::UNKNOWN.to_owned()
}
